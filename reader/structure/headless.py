"""Reports whose headline is lost: an opening credit right under a finished text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.units import Unit


def flag_headless(drafts: Sequence[Draft], openings: Sequence[Unit]) -> None:
    """Flag each draft that one of `openings` begins; the other answer merges it with the article above."""
    first = {id(unit) for unit in openings}
    for above, draft in itertools.pairwise(drafts):
        if not draft.head and draft.body and id(draft.body[0]) in first:
            unit = draft.body[0]
            ways = [
                Way("stays-untitled"),
                Way("goes-with", {"title": above.title() or above.units[0].text[:20]}, [["merge", above, draft]]),
            ]
            draft.flags.append(Doubt("text-without-title", unit, draft, {"words": unit.text[:12]}, ways))

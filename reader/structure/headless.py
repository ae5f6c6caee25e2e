"""Doubts about where articles begin: reports whose headline is lost, heads that may be an article's or a part's."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.openings import PLAIN_SUBHEAD
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


def flag_subheads(drafts: Sequence[Draft]) -> None:
    """Flag a head taken for a subhead by its surroundings where no other head of the article bears it out."""
    for draft in drafts:
        heads = [u for u in draft.body if u.role == "subhead"]
        if len(heads) != 1 or heads[0].reason != PLAIN_SUBHEAD:
            continue
        rest = draft.body[draft.body.index(heads[0]) :]
        ways = [Way("is-subhead"), Way("is-title", acts=[["role", heads[0], "title"], ["new", *rest]])]
        draft.flags.append(Doubt("subhead-or-title", heads[0], draft, {"title": heads[0].text}, ways))

"""Articles continued from issue to issue of a newspaper: linked when the other half arrives, else offered as a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.commands.session import Session
from reader.store import continuations, log
from reader.store.continuations import FROM, ON, Candidate, Part

if TYPE_CHECKING:
    from reader.structure.across import OpenPart

_MOST_ANSWERS = 3


def link_arrived(session: Session, command: str, act_id: int | None, issues: Sequence[int]) -> None:
    """Link parts in the issues just imported with parts in the newspaper's other issues, as part of the import's act.

    A pair that is unique and well founded is linked; other candidates become answers of the doubt
    `continuation-unmatched`. Undoing the import unlinks.
    """
    from reader.structure.across import Match, match_across

    parts = continuations.open_parts(session.library, issues) if act_id is not None else []
    here = set(issues)
    if not any(part.issue in here for part in parts):
        return
    by_block = {part.block: part for part in parts}
    open_parts = {role: [_open(part) for part in parts if part.role == role] for role in (ON, FROM)}
    found: list[tuple[Part, Part, Match]] = []
    for match in match_across(open_parts[ON], open_parts[FROM]):
        end, start = by_block[int(str(match.end))], by_block[int(str(match.start))]
        if (end.issue in here or start.issue in here) and end.article != start.article:
            found.append((end, start, match))
    if not found:
        return
    with session.act(command, kind="import", resume=act_id) as act, log.recorded(act):
        linked: set[int] = set()
        for end, start, match in found:
            if match.sure and not linked & {end.block, start.block}:
                continuations.link(act, end, start)
                linked |= {end.block, start.block}
        for part, others in _doubtful(found, here, linked).items():
            continuations.offer(act, part, others)
        act.imported += sorted({p.issue for pair in found for p in pair[:2]})


def _open(part: Part) -> OpenPart:
    from reader.structure.across import OpenPart, instalment_of

    return OpenPart(
        part.block,
        part.mark,
        part.title,
        part.date,
        part.page,
        part.author,
        instalment_of(part.series) if part.series else None,
    )


def _doubtful(
    found: Sequence[tuple[Part, Part, object]], here: set[int], linked: set[int]
) -> dict[Part, list[Candidate]]:
    """The candidates of parts that stayed open, best first, asked at the part that has just come."""
    asked: dict[Part, list[Candidate]] = {}
    for end, start, _match in found:
        if {end.block, start.block} & linked:
            continue
        part, other = (start, end) if start.issue in here else (end, start)
        others = asked.setdefault(part, [])
        if len(others) < _MOST_ANSWERS:
            others.append(Candidate(other.uuid, other.title))
    return asked

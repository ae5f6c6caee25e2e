"""Continuations inside the issue: the piece that breaks off linked to the one that goes on."""

from __future__ import annotations

from collections.abc import Mapping

from reader.structure.continuations import FROM, ON, marks_in, same_label
from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.units import Unit

Labels = Mapping[int, str]


def link(drafts: list[Draft], labels: Labels) -> None:
    """Link articles by their marks (in place) and flag the marks whose other half is not found.

    `labels` gives the page labels that are known, by page index. Marks without a page point to other issues.
    """
    coming = [d for d in drafts if _target(d, FROM) is not None]
    going = [d for d in drafts if _target(d, ON) is not None]
    pairs = sorted(
        ((-_fit(a, b, labels), drafts.index(a), drafts.index(b), a, b) for a in going for b in coming if a is not b),
        key=lambda p: p[:3],
    )
    for score, _i, _j, first, second in pairs:
        if score < 0 and first.continues_to is None and second.continues_from is None:
            first.continues_to, second.continues_from = second, first
    for draft in drafts:
        _flag(draft, FROM, draft.continues_from, [d for d in going if d is not draft and _fit(d, draft, labels) > 0])
        _flag(draft, ON, draft.continues_to, [d for d in coming if d is not draft and _fit(draft, d, labels) > 0])


def _mark_unit(draft: Draft, role: str) -> Unit | None:
    return draft.first(role)


def _target(draft: Draft, role: str) -> str | None:
    """The page the draft's mark names, in comparable form; None without a mark or a page."""
    unit = _mark_unit(draft, role)
    marks = marks_in(unit.text) if unit is not None else []
    return marks[0].label if marks else None


def _fit(first: Draft, second: Draft, labels: Labels) -> int:
    """How well two pieces fit: 0 where their pages contradict the marks."""
    if second.page < first.page:
        return 0
    score = 1
    for draft, other, role in ((first, second, ON), (second, first, FROM)):
        label = labels.get(other.page)
        if label is not None:
            if same_label(label) != _target(draft, role):
                return 0
            score += 4
    if first.page == second.page:
        score -= 1
    title, other_title = first.title(), second.title()
    if title and other_title:
        score += 6 if title == other_title else _common(title, other_title)
    return score


def _common(one: str, other: str) -> int:
    pairs = {one[n : n + 2] for n in range(len(one) - 1)}
    return min(3, len(pairs & {other[n : n + 2] for n in range(len(other) - 1)}))


def _flag(draft: Draft, role: str, matched: Draft | None, others: list[Draft]) -> None:
    if matched is not None or _target(draft, role) is None:
        return
    unit = _mark_unit(draft, role)
    assert unit is not None
    ways = [Way("other-half-absent")]
    for other in others[:2]:
        if (other.continues_to if role == FROM else other.continues_from) is not None:
            continue
        pair: list[object] = ["link", other, draft] if role == FROM else ["link", draft, other]
        ways.append(
            Way(
                "continues-in" if role == ON else "comes-from",
                {"title": other.title() or other.units[0].text[:16]},
                [pair],
            )
        )
    ways.append(Way("no-continuation", acts=[["role", unit, "other"]]))
    draft.flags.append(Doubt("continuation-unmatched", unit, draft, {"mark": unit.text, "direction": role}, ways))

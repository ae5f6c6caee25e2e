"""Continuations inside the issue: the piece that breaks off linked to the one that goes on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from reader.domain.reading import Hint
from reader.structure.across import match_across
from reader.structure.continuations import FROM, LAST, ON, marks_in, same_label
from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.units import Unit

__all__ = ["labels_told", "link", "match_across"]

Labels = Mapping[int, str]
_NEAREST = 30


def link(drafts: list[Draft], labels: Labels) -> None:
    """Link articles by their marks (in place) and flag the marks whose other half is not found.

    `labels` gives the page labels that are known, by page index. Marks without a page point to other issues.
    """
    order = {id(d): n for n, d in enumerate(drafts)}
    coming = [d for d in drafts if _target(d, FROM) is not None]
    going = [d for d in drafts if _target(d, ON) is not None]
    pairs = []
    for first in going:
        for second in _nearest(first, coming, order):
            score = _fit(first, second, labels)
            if score > 0:
                pairs.append((-score, order[id(first)], order[id(second)], first, second))
    for *_rank, first, second in sorted(pairs, key=lambda pair: pair[:3]):
        if first.continues_to is None and second.continues_from is None:
            first.continues_to, second.continues_from = second, first
    for draft in drafts:
        if draft.continues_from is None and _target(draft, FROM) is not None:
            others = [d for d in _nearest(draft, going, order) if d.continues_to is None and _fit(d, draft, labels) > 0]
            _flag(draft, FROM, others)
        if draft.continues_to is None and _target(draft, ON) is not None:
            others = [
                d for d in _nearest(draft, coming, order) if d.continues_from is None and _fit(draft, d, labels) > 0
            ]
            _flag(draft, ON, others)


def labels_told(drafts: list[Draft], labels: Labels) -> dict[int, Hint]:
    """The labels of pages that print none, where the marks of articles linked to them all name one and the same."""
    told: dict[int, set[str]] = {}
    for draft in drafts:
        other = draft.continues_to
        if other is not None and draft.page != other.page:
            for page, label in ((draft.page, _target(other, FROM)), (other.page, _target(draft, ON))):
                if page not in labels and label not in {None, LAST}:
                    told.setdefault(page, set()).add(label)
    taken = {same_label(label) for label in labels.values()}
    return {
        page: Hint(label, "continuation mark") for page, found in told.items() for label in found
        if len(found) == 1 and label not in taken and sum(label in others for others in told.values()) == 1
    }  # fmt: skip


def _nearest(draft: Draft, others: list[Draft], order: dict[int, int]) -> list[Draft]:
    """The others a draft may be linked with: all of a common issue, the nearest of a very long file."""
    at = bisect_left(others, order[id(draft)], key=lambda other: order[id(other)])
    return [d for d in others[max(0, at - _NEAREST) : at + _NEAREST] if d is not draft]


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
            target = _target(draft, role)
            if target == LAST:
                continue
            if same_label(label) != target:
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


def _flag(draft: Draft, role: str, others: list[Draft]) -> None:
    unit = _mark_unit(draft, role)
    assert unit is not None
    ways = [Way("other-half-absent")]
    for other in others[:2]:
        pair: list[object] = ["link", other, draft] if role == FROM else ["link", draft, other]
        title = other.title() or other.units[0].text[:16]
        ways.append(Way("continues-in" if role == ON else "comes-from", {"title": title}, [pair]))
    ways.append(Way("no-continuation", acts=[["role", unit, "other"]]))
    params: dict[str, object] = {"mark": unit.text, "direction": role}
    draft.flags.append(Doubt("continuation-unmatched", unit, draft, params, ways))

"""A headline set into its own text: the part above it and the part below made one article again."""

from __future__ import annotations

from reader.structure import vocabulary
from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.endings import goes_on, is_complete, is_open
from reader.structure.leads import lead_of
from reader.structure.units import Sources, Unit, joined

_LONGEST_TAIL = 14


def merge_inside(drafts: list[Draft], sources: Sources) -> list[Draft]:
    """The drafts with each pair merged where a headline interrupts its own text."""
    out: list[Draft] = []
    for draft in drafts:
        if out and _interrupts(out[-1], draft):
            _merge(out[-1], draft, sources)
        else:
            out.append(draft)
    return out


def _interrupts(upper: Draft, lower: Draft) -> bool:
    """Whether the text of `upper` breaks off and goes on right under the headline group of `lower`."""
    left, right = _ends(upper, lower)
    if left is None or right is None or upper.page != lower.page or upper.kind != "article":
        return False
    if is_complete(left.text) or not _is_tail(left, right):
        return False
    return _headless(upper) and lower.has("title")


def _ends(upper: Draft, lower: Draft) -> tuple[Unit | None, Unit | None]:
    left = upper.body[-1] if upper.body else None
    right = next((u for u in lower.body if u.role not in {"image"}), None)
    if left is None or right is None or left.role != "paragraph" or right.role != "paragraph":
        return None, None
    return left, right


def _is_tail(left: Unit, right: Unit) -> bool:
    """Whether `right` reads as the rest of the broken sentence rather than as an opening."""
    if lead_of(right.text):
        return False
    if goes_on(right.text):
        return True
    short = len(right.text) <= _LONGEST_TAIL and is_complete(right.text)
    return short or (is_open(left.text) and len(right.text) <= 2 * _LONGEST_TAIL)


def _headless(draft: Draft) -> bool:
    """No headline of its own: none at all, or one label line without byline, deck or opening credit."""
    if draft.has("byline", "deck", "kicker", "continuation_from", "subhead"):
        return False
    texts = draft.texts()
    if texts and lead_of(texts[0].text):
        return False
    return len([u for u in draft.head if u.role in {"title", "column"}]) <= 1


def _merge(upper: Draft, lower: Draft, sources: Sources) -> None:
    label = next((u for u in upper.head if u.role in {"title", "column"}), None)
    left, right = _ends(upper, lower)
    assert left is not None and right is not None
    whole = joined(left, right, sources)
    whole.reason = f"{left.reason} joined-over-headline"
    seam = whole.joined_at[-1 - len(right.joined_at)]
    rest = [u for u in lower.body if u is not right]
    moved: list[object] = [*lower.head]
    if label is not None:
        label.settle("column", "label-over-inset-headline")
    upper.head = [*upper.head, *lower.head]
    upper.body = [*upper.body[:-1], whole, *rest]
    upper.level, upper.rubric = lower.level, False
    split: list[list[object]] = [["split", whole, seam], ["new", *moved, {"made": 0}, *rest]]
    if label is not None:
        split.append(["role", label, "title"])
    params: dict[str, object] = {"title": lower.title(), "left": left.text[-12:], "right": right.text[:12]}
    ways = [Way("keep-together"), Way("keep-two-articles", acts=split)]
    title = lower.first("title")
    for doubt in lower.flags:
        doubt.draft = upper
        doubt.unit = whole if doubt.unit is right else doubt.unit
    upper.flags += [*lower.flags, Doubt("headline-inside-body", title, upper, params, ways)]


def is_label(unit: Unit) -> bool:
    """Whether a heading could be the label of a column: a known word, or one short part."""
    return vocabulary.is_column_label(unit.text) or (len(unit.text) <= 10 and " " not in unit.text)

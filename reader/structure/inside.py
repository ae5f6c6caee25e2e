"""A headline set into its own text: the part above it and the part below made one article again."""

from __future__ import annotations

from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.endings import goes_on, is_complete, is_open
from reader.structure.leads import lead_of
from reader.structure.units import Sources, Unit, joined
from reader.structure.vocabulary import is_column_label

_LONGEST_TAIL, _SCRAP = 14, 6


def merge_inside(drafts: list[Draft], sources: Sources) -> list[Draft]:
    """The drafts with each pair merged where a headline interrupts its own text."""
    out: list[Draft] = []
    for draft in drafts:
        upper = out[-1] if out else None
        if upper is not None and _interrupts(upper, draft):
            if _headless(upper):
                _merge(upper, draft, sources)
                continue
            _fetch(upper, draft, sources)
        out.append(draft)
    return out


def _interrupts(upper: Draft, lower: Draft) -> bool:
    """Whether the text of `upper` breaks off and goes on right under the headline group of `lower`."""
    left, right = _ends(upper, lower)
    if left is None or right is None or upper.page != lower.page or upper.kind != "article":
        return False
    if is_complete(left.text) or lead_of(right.text) or not lower.has("title"):
        return False
    signed = lower.has("byline", "deck")
    if not _headless(upper):
        return signed and (goes_on(right.text) or _is_scrap(right.text, _SCRAP)) and upper.level == lower.level
    if goes_on(right.text) or _is_scrap(right.text, _SCRAP):
        return True
    if not _label_like(upper):
        return False
    short = _is_scrap(right.text, _LONGEST_TAIL) or is_open(left.text)
    return (signed and short) or (_label_sure(upper) and signed)


def _is_scrap(text: str, longest: int) -> bool:
    """Whether a text is so short that it can only be the rest of a sentence."""
    return len(text) <= longest and is_complete(text)


def _ends(upper: Draft, lower: Draft) -> tuple[Unit | None, Unit | None]:
    left = upper.body[-1] if upper.body else None
    right = next((u for u in lower.body if u.role not in {"image"}), None)
    if left is None or right is None or left.role != "paragraph" or right.role != "paragraph":
        return None, None
    return left, right


def _headless(draft: Draft) -> bool:
    """No headline of its own: none at all, or one label line without byline, deck or opening credit."""
    if draft.has("byline", "deck", "kicker", "continuation_from", "subhead"):
        return False
    texts = draft.texts()
    if texts and lead_of(texts[0].text):
        return False
    return len([u for u in draft.head if u.role in {"title", "column"}]) <= 1


def _label_like(draft: Draft) -> bool:
    """Whether what stands above the text is nothing, or could be the label of a column: one short part."""
    return all(is_column_label(u.text) or (len(u.text) <= 10 and " " not in u.text) for u in draft.head)


def _label_sure(draft: Draft) -> bool:
    return all(is_column_label(u.text) for u in draft.head)


def _pairs(texts: list[str]) -> set[str]:
    return {text[n : n + 2] for text in texts for n in range(len(text) - 1)}


def _fetch(upper: Draft, lower: Draft, sources: Sources) -> None:
    """The last paragraphs of `upper` that speak of `lower` become the beginning of it."""
    left, right = _ends(upper, lower)
    assert left is not None and right is not None
    theirs = _pairs([u.text for u in lower.units if u is not right])
    own = _pairs([u.text for u in [*upper.head, *upper.body[:2]]])
    start = len(upper.body) - 1
    while start > 1 and upper.body[start - 1].role == "paragraph":
        pairs = _pairs([upper.body[start - 1].text])
        if len(pairs & theirs - own) <= len(pairs & own - theirs):
            break
        start -= 1
    fetched, upper.body = upper.body[start:-1], upper.body[:start]
    whole = joined(left, right, sources)
    whole.reason = f"{left.reason} joined-over-headline"
    seam = whole.joined_at[-1 - len(right.joined_at)]
    lower.body = [*fetched, whole, *(u for u in lower.body if u is not right)]
    back: list[object] = ["move", *fetched, whole, upper]
    ways = [Way("keep-together"), Way("keep-two-articles", acts=[["split", whole, seam], back])]
    lower.flags.append(Doubt("headline-inside-body", lower.first("title"), lower, _params(lower, left, right), ways))


def _params(draft: Draft, left: Unit, right: Unit) -> dict[str, object]:
    return {"title": draft.title(), "left": left.text[-12:], "right": right.text[:12]}


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
    params = _params(lower, left, right)
    ways = [Way("keep-together"), Way("keep-two-articles", acts=split)]
    title = lower.first("title")
    for doubt in lower.flags:
        doubt.draft = upper
        doubt.unit = whole if doubt.unit is right else doubt.unit
    upper.flags += [*lower.flags, Doubt("headline-inside-body", title, upper, params, ways)]

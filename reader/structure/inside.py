"""A headline set into its own text: the part above it and the part below made one article again."""

from __future__ import annotations

from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.endings import goes_on, is_complete, is_open, is_scrap
from reader.structure.headlines import is_timed
from reader.structure.joins import doubt_join
from reader.structure.leads import lead_of
from reader.structure.pages import UNSET, Setting
from reader.structure.shapes import is_latin
from reader.structure.units import Sources, Unit, joined
from reader.structure.vocabulary import is_column_label

# So many paragraphs of the article in between are looked through.
_FARTHEST, _LONGEST_CARD = 12, 44
_LONGEST_TAIL, _LONGEST_LABEL, _LONGEST_ROW = 14, 12, 30


def merge_inside(drafts: list[Draft], sources: Sources, settings: dict[int, Setting]) -> list[Draft]:
    """The drafts with each pair merged where a headline interrupts its own text."""
    out: list[Draft] = []
    for draft in drafts:
        upper = out[-1] if out else None
        sparse = settings.get(draft.page, UNSET).sparse
        if upper is not None and not sparse and _is_card_inside(upper, draft):
            _part_card(upper, draft, sources)
        elif upper is not None and not sparse and _interrupts(upper, draft):
            if _headless(upper):
                _merge(upper, draft, sources)
                continue
            if _is_label_inside(draft):
                _absorb_label(upper, draft, sources)
                continue
            _fetch(upper, draft, sources)
        elif upper is not None and not sparse:
            _resume(upper, draft, sources)
        out.append(draft)
    return out


def _is_card_inside(upper: Draft, lower: Draft) -> bool:
    """Whether nothing but display lines of another thing stand in a Latin text that goes on in small letters under them."""
    left, right = _ends(upper, lower)
    if left is None or right is None or upper.page != lower.page or is_complete(left.text) or not upper.has("title"):
        return False
    small = is_latin(right.text) and right.text[:1].islower() and right.reason != "verse"
    return small and lower.has("deck") and not lower.has("byline", "continuation_from") and lower.body[0] is right


def _part_card(upper: Draft, lower: Draft, sources: Sources) -> None:
    """The text goes on over the display lines; those under their first are their own text."""
    left, right = _ends(upper, lower)
    assert left is not None and right is not None
    whole = joined(left, right, sources)
    whole.reason = f"{left.reason} joined-over-article"
    upper.body = [*upper.body[:-1], whole, *lower.body[1:]]
    lower.body = [u.settle("paragraph", "card") for u in lower.head if u.role == "deck"]
    lower.head = [u for u in lower.head if u.role != "deck"]


def _interrupts(upper: Draft, lower: Draft) -> bool:
    """Whether the text of `upper` breaks off and goes on right under the headline group of `lower`."""
    left, right = _ends(upper, lower)
    if left is None or right is None or upper.page != lower.page or upper.kind != "article":
        return False
    if (left.text[0] in "（(" and left.text[-1] in "）)") or (len(left.text) < _LONGEST_ROW and is_timed(left.text)):
        return False
    if is_complete(left.text) or lead_of(right.text) or not lower.has("title"):
        return False
    if is_latin(right.text) and (lower.units[0].ruled or not upper.head) and not goes_on(right.text):
        return False
    signed = lower.has("byline", "deck")
    if not _headless(upper) and _is_label_inside(lower) and (goes_on(right.text) or is_scrap(right.text)):
        return upper.has("title")
    if not _headless(upper):
        return signed and (goes_on(right.text) or is_scrap(right.text)) and upper.level == lower.level
    if goes_on(right.text) or is_scrap(right.text):
        return True
    if not _label_like(upper):
        return False
    short = is_scrap(right.text, _LONGEST_TAIL) or is_open(left.text)
    return (signed and short) or (_label_sure(upper) and signed)


def _resume(upper: Draft, lower: Draft, sources: Sources) -> None:
    """The end of a text that breaks off before another whole article, and goes on behind it, is fetched back."""
    left, first = _ends(upper, lower)
    if left is None or first is None or upper.page != lower.page or is_complete(left.text) or not upper.has("title"):
        return
    at = _tail_of(lower)
    right = lower.body[at]
    sure = is_latin(right.text) and right.text[:1].islower() and right.reason != "verse"
    if not at or not (sure or lead_of(first.text)):
        return
    whole = joined(left, right, sources)
    whole.reason = f"{left.reason} joined-over-article"
    upper.body = [*upper.body[:-1], whole, *lower.body[at + 1 :]]
    lower.body = lower.body[:at]
    if not sure:
        doubt_join(upper, whole, whole.joined_at[-1 - len(right.joined_at)], "pieces")


def _tail_of(lower: Draft) -> int:
    """The place of a text that can only be the rest of a sentence, under one that is whole; 0: none."""
    for at in range(1, min(len(lower.body), _FARTHEST)):
        before, unit = lower.body[at - 1], lower.body[at]
        card = is_latin(unit.text) and unit.text[:1].islower() and len(before.text) <= _LONGEST_CARD
        if before.role != "paragraph" or unit.role != "paragraph" or not (card or is_complete(before.text)):
            continue
        if goes_on(unit.text) or is_scrap(unit.text):
            return at
    return 0


def _is_label_inside(lower: Draft) -> bool:
    """Whether a headline group is one short line, and nothing more, that may be a slogan set into a text."""
    return len(lower.head) == 1 and len(lower.head[0].text) <= _LONGEST_LABEL and not is_latin(lower.head[0].text)


def _absorb_label(upper: Draft, lower: Draft, sources: Sources) -> None:
    """Join the text over a column's name set into it; the name becomes a column block of the article."""
    left, right = _ends(upper, lower)
    assert left is not None and right is not None
    label = lower.head[0]
    whole = joined(left, right, sources)
    whole.reason = f"{left.reason} joined-over-headline"
    seam = whole.joined_at[-1 - len(right.joined_at)]
    params = _params(lower, left, right)
    rest = [u for u in lower.body if u is not right]
    upper.body = [*upper.body[:-1], whole, label.settle("column", "label-inside-text"), *rest]
    acts: list[list[object]] = [["split", whole, seam], ["new", label, {"made": 0}, *rest], ["role", label, "title"]]
    for doubt in lower.flags:
        doubt.draft = upper
        doubt.unit = whole if doubt.unit is right else doubt.unit
    ways = [Way("keep-together"), Way("keep-two-articles", acts=acts)]
    upper.flags += [*lower.flags, Doubt("headline-inside-body", label, upper, params, ways)]


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
    above = upper.body[start - 1]
    if 1 < start < len(upper.body) - 1 and above.role == "paragraph" and len(above.text) > _LONGEST_TAIL:
        start += not is_complete(above.text)  # the rest of a sentence cut above stays with it
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

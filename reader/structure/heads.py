"""What assembling asks of single heads and texts: labels over headlines, rubrics, lost headlines, prose under verse."""

from __future__ import annotations

from itertools import pairwise

from reader.domain.text import is_han
from reader.structure import vocabulary
from reader.structure.drafts import Draft
from reader.structure.endings import is_complete
from reader.structure.headlines import is_heading
from reader.structure.leads import chinese_lead, lead_of
from reader.structure.openings import Group
from reader.structure.photos import photo_done, pictured_first
from reader.structure.shapes import in_label_brackets, is_latin, is_traditional, names_body
from reader.structure.units import Unit

_ENOUGH = 3
_LONGEST_LABEL, _LONGEST_RUBRIC, _LONGEST_NAME, _LONGEST_VERSE = 5, 6, 8, 24


def label_above(group: Group) -> None:
    """The first of two plain lines above a heading may be the label of a column; one in 【】 is."""
    for unit in group.above[:1]:
        if in_label_brackets(unit.text):
            unit.settle("column", "column-label")
    first = group.above[0].text if group.above else ""
    if 3 <= len(first) <= _LONGEST_LABEL and all(map(is_han, first)) and not names_body(first):
        group.above[0].settle("column", "short-label")
    if vocabulary.is_column_label(first) and len(first) <= (40 if is_latin(first) else 8):
        group.above[0].settle("column", "column-label")


def may_label(heads: list[Unit]) -> bool:
    """Whether a heading right over a lower one, with no text between, is short enough for a column's name."""
    return len(heads) == 1 and len(heads[0].text) <= _LONGEST_NAME and all(map(is_han, heads[0].text))


def is_prose_under_verse(draft: Draft, unit: Unit) -> bool:
    """Whether a longer text stands right under verse."""
    last = draft.body[-1] if draft.body else None
    verse = last is not None and last.reason == "verse"
    return verse and unit.role == "" and unit.reason != "verse" and len(unit.text) > _LONGEST_VERSE


def lost_headline(draft: Draft, unit: Unit) -> bool:
    """Whether an opening credit begins a second report under a text that is whole: its headline is lost."""
    texts = draft.texts()
    if draft.rubric or not texts or is_traditional(unit.text[:40]) or not (is_complete(draft.body[-1].text) or photo_done(draft)):
        return False
    lead = chinese_lead(unit.text)
    if lead is None or lead.agency is None:
        return False
    if is_rubric(draft):
        return False
    done = photo_done(draft) and not pictured_first(draft)
    return lead_of(texts[0].text) is not None or vocabulary.is_notice_title(draft.title()) or done


def is_rubric(draft: Draft) -> bool:
    """Whether one short line without a mark, and nothing more, stands over several dispatches: a rubric (in place)."""
    title, texts = draft.title(), draft.texts()
    named = len(draft.head) == 1 and 2 < len(title) <= _LONGEST_RUBRIC and all(map(is_han, title))
    if not named or lead_of(texts[0].text) is None or draft.has("subhead", "byline"):
        return False
    draft.rubric = True
    for unit in texts:
        unit.settle("list_item", "rubric-item")
    return True


def photo_above(drafts: list[Draft], unit: Unit, following: Unit | None) -> Draft | None:
    """The picture item whose credit stands right under the next headline, over an opening credit of that one's own."""
    last, draft = drafts[-2:] if len(drafts) > 1 else (None, None)
    if unit.reason != "photo-credit" or draft is None or draft.body or last is None or following is None:
        return None
    if last.page != draft.page:
        return None
    plain = len(last.head) == 1 and len(last.body) == 1 and last.body[0].role == "paragraph"
    own = lead_of(following.text) is not None and plain and lead_of(last.body[0].text) is None
    return last if own and is_complete(last.body[0].text) else None


def titled_under(under: list[Unit]) -> bool:
    """Whether the lines under a column's name are a plain title and who wrote."""
    if not under or under[0].reason != "under-title" or under[0].role != "deck":
        return False
    return is_latin(under[0].text) or (len(under) > 1 and under[1].role == "byline")


def pauses(unit: Unit) -> bool:
    """Whether a Chinese line has a comma inside: over a title known by its shape alone rather the end of a text."""
    return "，" in unit.text or ("," in unit.text and not is_latin(unit.text))


def flat_pages(units: list[Unit]) -> set[int]:
    """The pages whose headings, several of them, are all set at one level: there the level tells nothing."""
    levels: dict[int, list[int]] = {}
    for unit in units:
        if is_heading(unit) and not unit.reason.startswith("title-shape"):
            levels.setdefault(unit.page, []).append(unit.level)
    return {page for page, found in levels.items() if len(found) > 3 and len(set(found)) == 1}


def gappy_pages(units: list[Unit]) -> set[int]:
    """The pages whose heads set close over their texts mostly have a blank line or a rule above them."""
    counts: dict[int, list[int]] = {}
    for unit in units:
        if unit.display and is_heading(unit):
            counts.setdefault(unit.page, []).append(unit.gap)
    return {page for page, gaps in counts.items() if sum(gaps) >= 2 and sum(gaps) * 2 >= len(gaps)}


def close_pages(units: list[Unit]) -> set[int]:
    """The pages on which most heads, three at least, stand right over their text with no blank line."""
    counts: dict[int, list[int]] = {}
    for unit, under in pairwise(units):
        if is_heading(unit) and not unit.role and not is_heading(under) and under.page == unit.page:
            counts.setdefault(unit.page, []).append(unit.display and not under.gap)
    return {page for page, found in counts.items() if sum(found) >= _ENOUGH and sum(found) * 2 > len(found)}

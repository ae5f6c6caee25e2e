"""What a single unit is by its own words: furniture, byline, credit, mark, inset, item; the rest stays open."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.structure.bylines import bare_names, byline_line, western_byline
from reader.structure.columns import is_ornament_line
from reader.structure.continuations import marks_in, refers_to_page
from reader.structure.credits import credit_line
from reader.structure.endings import is_complete
from reader.structure.furniture import (
    calls_for_papers,
    is_address_line,
    is_dated_line,
    is_editors_line,
    is_imprint,
    is_page_line,
    names_a_page,
)
from reader.structure.leads import agency_alone, chinese_tail, western_lead
from reader.structure.names import has_surname
from reader.structure.shapes import BULLETS, bullet_of, inset_word, is_latin, run_in_head
from reader.structure.units import Sources, Unit, cut
from reader.structure.vocabulary import is_briefs, is_column_label, kind_of

_SOURCE = re.compile(
    r"[\[(](?:FROM THE|From the|(?:Reprinted|REPRINTED) from|Aus dem|Nach dem|Du |D'après)[^\n]{2,70}[\])]\.?"
    r"|[（(](?:均|以上均?|综合|綜合|本组稿件均?|本版稿件均?)?(?:据|據|转载自|轉載自|摘自|选自|選自|原载|來源|来源)[:：]?[^（）()。]{2,30}[）)]|(?:数据|資料|资料|数據)?(?:来源|來源|提供)[:：][^。，]{2,24}|据《[^》。]{2,16}》(?:报道|消息|电)?"
)
_RIGHTS = re.compile(
    r"[(（\[【]?(?:Nachdruck (?:verboten|unterſagt|untersagt)|Alle Rechte vorbehalten|Unberechtigter Nachdruck[^\n]{0,24}|Tous droits[^\n]{3,40}|Reproduction interdite|(?:Copyright|COPYRIGHT)[^\n]{3,44}|All [Rr]ights [Rr]eserved|(?:版权|版權)(?:所有|沒有|没有)|(?:不许|不許|禁止|严禁|嚴禁)(?:转载|轉載|翻印)|(?:翻印|转载|轉載)必究)[.。]?[)）\]】]?"
)
_ORNAMENT = re.compile("[|¦*＊⁂✻✽❋·•—–_=~～◇◆○●□■△▲☆★§ \u3000-]{1,12}")
_BESIDE = re.compile(r"([^，。、；：,;:]{2,24}?)[ \u3000]{3,40}([^，。、；：,;:]{2,9})")
_GLUED = 6
_PLAIN_FORMS = {"image": "image", "table": "table", "quote": "quote"}


def split_marks(units: list[Unit], sources: Sources) -> list[Unit]:
    """Every continuation mark as a unit of its own, cut from the paragraph it stands in."""
    out: list[Unit] = []
    for unit in units:
        if unit.form in {"table", "image", "rule", "page_mark"} or not unit.text:
            out.append(unit)
        else:
            parts = _split(unit, sources)
            heading = unit.form == "heading"
            out += [p for p in parts if not p.role] + [p for p in parts if p.role] if heading else parts
    return out


def split_names(units: list[Unit], sources: Sources) -> list[Unit]:
    """A name set at the right end of a title's line (`論早婚之害　　　　劍秋`) as a unit of its own, the byline."""
    out: list[Unit] = []
    for unit in units:
        match = _BESIDE.fullmatch(unit.text) if unit.form in {"paragraph", "heading"} and not unit.role else None
        name = bare_names(match[2]) if match is not None and unit.lines == 1 else None
        if match is None or not name or len(name) > 2 or bare_names(match[1]) or byline_line(unit.text):
            out.append(unit)
            continue
        left, right = cut(unit, match.start(2), sources)
        if left is None or right is None:
            out.append(unit)
            continue
        right.form = "paragraph"
        out += [left, right.settle("byline", "name-beside-title")]
    return out


def _split(unit: Unit, sources: Sources) -> list[Unit]:
    parts: list[Unit] = []
    rest: Unit | None = unit
    offset = 0
    for mark in marks_in(unit.text):
        if rest is None:
            break
        before, rest = cut(rest, mark.start - offset, sources)
        if rest is None:
            rest = before
            break
        if before is not None:
            parts.append(before)
        offset = _offset_of(unit, rest)
        own, after = cut(rest, mark.end - offset, sources)
        if own is None:
            break
        parts.append(own.settle(mark.role, "continuation-mark"))
        rest = after
        offset = _offset_of(unit, rest) if rest is not None else 0
    return [*parts, rest] if rest is not None else parts


def _offset_of(whole: Unit, part: Unit) -> int:
    """Where the words of `part` begin in the words of `whole`."""
    assert whole.laid is not None
    first = part.pieces[0]
    spans = whole.laid.from_source([type(first)(first.source, first.start, first.end)])
    return spans[0][0] if spans else 0


def classify(units: list[Unit]) -> None:
    """Give a role to each unit whose own words decide it."""
    for unit in units:
        if not unit.role:
            _classify(unit)
    _free_contents(units)
    for at, unit in enumerate(units):
        if unit.reason == "imprint" and _all_there_is(units, at):
            unit.settle("", "")
    for upper, lower in pairwise(units):
        if _items(upper, lower):
            upper.settle("list_item", "bullet")
            lower.settle("list_item", "bullet")


def _free_contents(units: list[Unit]) -> None:
    """Lines of words and a page are furniture only at the head or foot of a page, one of them: others are contents."""
    for at, unit in enumerate(units):
        if unit.reason != "page-line" or not names_a_page(unit.text):
            continue
        near = [u for u in (*units[max(0, at - 1) : at], *units[at + 1 : at + 2]) if u.page == unit.page]
        edge = len(near) < 2 or any(u.role == "furniture" and u.reason != "page-line" for u in near)
        if not edge or any(u.reason in {"page-line", "contents-line"} or kind_of(u.text) == "contents" for u in near):
            unit.settle("paragraph", "contents-line")


def _all_there_is(units: list[Unit], at: int) -> bool:
    """Whether a line of addresses is the only text under a heading: an advertisement's, no imprint."""
    above, below = units[at - 1] if at else None, units[at + 1] if at + 1 < len(units) else None
    headed = above is not None and above.form == "heading" and not above.role
    return headed and (below is None or below.form == "heading" or below.page != units[at].page)


def _items(upper: Unit, lower: Unit) -> bool:
    """Whether two units one after the other open with the same bullet."""
    if upper.text[:1] not in BULLETS or upper.text[:1] != lower.text[:1] or not upper.text:
        return False
    return all(u.form != "heading" and u.role in {"", "list_item"} for u in (upper, lower))


def _classify(unit: Unit) -> None:
    text = unit.text
    if unit.form in _PLAIN_FORMS:
        unit.settle(_PLAIN_FORMS[unit.form], "form")
    elif unit.form in {"rule", "page_mark"} or not text:
        unit.settle("furniture", "page-mark")
    elif (len(text) <= 12 and _ORNAMENT.fullmatch(text)) or (unit.lines == 1 and is_ornament_line(text)):
        unit.settle("furniture", "ornament")
    elif is_editors_line(text):
        unit.settle("furniture", "editors-line")
    elif is_page_line(text) and unit.form != "list_item":
        unit.settle("furniture", "page-line")
    elif is_dated_line(text):
        unit.settle("furniture", "masthead")
    elif is_imprint(text) or calls_for_papers(text) or (unit.form == "paragraph" and is_address_line(text)):
        unit.settle("furniture", "imprint")
    else:
        _classify_words(unit, text)


def _classify_words(unit: Unit, text: str) -> None:
    if unit.form == "list_item":
        unit.settle("list_item", "form")
    elif len(text) <= 60 and _RIGHTS.fullmatch(text):
        unit.settle("other", "rights-note")
    elif len(text) <= 70 and _SOURCE.fullmatch(text):
        unit.settle("credit", "reprint-source")
    elif not is_column_label(text) and credit_line(text) is not None:
        unit.settle("credit", "photo-credit")
    elif len(text) <= 70 and refers_to_page(text):
        unit.form = "paragraph"
        unit.settle("paragraph", "cross-reference")
    elif len(text) <= 30 and agency_alone(text):
        unit.settle("dateline", "closing-agency")
    elif _is_byline(unit, text):
        unit.settle("byline", "byline-form")
    elif len(text) <= 90 and (tail := chinese_tail(text)) is not None and tail.start == 0:
        unit.settle("byline" if tail.people else "dateline", "closing-credit")
    elif unit.form != "heading" and inset_word(text) and (is_complete(text) or len(text) > 24):
        unit.settle("inset", "inset-word")
    elif unit.form != "heading" and _is_item(text):
        unit.settle("list_item", "bullet")
    elif is_latin(text) and unit.form != "heading" and len(text) > 60 and run_in_head(text):
        unit.reason = "run-in-head"


def _is_item(text: str) -> bool:
    """Whether a text opens with a bullet; before a place and a day it is a correspondent's sign (`△ Berlin, 3. März.`)."""
    size = bullet_of(text)
    if not size or not (len(text) > 24 or is_complete(text)):
        return False
    lead = western_lead(text[size:].lstrip()) if is_latin(text) else None
    return lead is None or lead.date is None


def _is_byline(unit: Unit, text: str) -> bool:
    if is_latin(text):
        return western_byline(text) is not None
    if is_column_label(text) or is_briefs(text):
        return False
    people = byline_line(text)
    if people is None or (unit.form != "heading" and len(text) > _GLUED):
        return people is not None
    if unit.form != "heading" and not all(p.role for p in people):
        return True
    return not people or any(p.role and (has_surname(p.name) or not unit.text[p.start - 1].isalnum()) for p in people)

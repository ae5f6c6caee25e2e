"""The lines right under a headline that still belong to its group: byline, deck, column's name, instalment, place and date."""

from __future__ import annotations

import re

from reader.domain.text import is_han
from reader.structure import vocabulary
from reader.structure.bylines import bare_names
from reader.structure.drafts import BODY
from reader.structure.endings import is_complete
from reader.structure.headlines import CHAPTER, NUMBERED, is_heading, may_be_deck
from reader.structure.leads import lead_of, western_place
from reader.structure.shapes import has_deck_dash, in_label_brackets, is_caps, is_latin
from reader.structure.units import Unit, dressed_alike

_WROTE = re.compile(
    "文 ?[/／、]|[/／、] ?文|图文|圖文|文图|文圖|报道|報導|[ 　][文]$|[ 　]文[ 　]|^[^/／]{0,12}文[:：]"
)
_LONGEST_DECK = 18
# What a reader's letter answers.
_LONGEST_ROW = 120
_PRICE = re.compile(r"[€$£]|\d,[–—-]|\d ?%")
_REGARDING = re.compile(r"(?:Zu[mr]?|Betr\.?|Betrifft|Re|À propos|Concerne|Your)\b[^.]{0,40}[„“«\"‘]")
# So many units at most are looked through for another crosshead.
_FARTHEST = 40
UNDER_TITLE = frozenset(("byline", "dateline", "continuation_from"))


def wrote(text: str) -> bool:
    """Whether a photo credit also says who wrote (`文/图 本报记者 孙浩`)."""
    return bool(_WROTE.search(text))


def lines_under(units: list[Unit], at: int) -> list[Unit]:
    """The units from `at` on that belong to the headline above them (in place: their roles are settled)."""
    found: list[Unit] = []
    page = units[at - 1].page
    for number in range(at, len(units)):
        unit = units[number]
        if unit.page != page:
            break
        role, reason = _role_under(units, number)
        signed = any(u.role == "byline" for u in found)
        if not role or (signed and reason == "under-title" and not is_latin(unit.text) and not has_deck_dash(unit.text)):
            break
        found.append(unit if role == unit.role else unit.settle(role, reason))
    return found


def _role_under(units: list[Unit], at: int) -> tuple[str, str]:
    """The role of a line under a headline and the rule that says so; empty where the text begins."""
    unit, following = units[at], units[at + 1] if at + 1 < len(units) else None
    if unit.reason == "rights-note":
        return unit.role, unit.reason
    if not unit.role and (place := western_place(unit.text)):
        if place.place is None and is_caps(unit.text):
            return "deck", "date-under-title"
        return ("", "") if _is_one_of_places(units, at) else ("dateline", "place-and-date")
    if _is_bullet_deck(units, at):
        return "deck", "bullet-under-title"
    if unit.role in UNDER_TITLE or (unit.role == "credit" and unit.reason == "reprint-source"):
        return unit.role, unit.reason
    if unit.reason == "photo-credit" and _WROTE.search(unit.text) and following is not None:
        return "byline", "wrote-and-photographed"
    if unit.role or is_heading(unit) or CHAPTER.fullmatch(unit.text):
        return "", ""
    return _role_by_words(units, at, following)


def _role_by_words(units: list[Unit], at: int, following: Unit | None) -> tuple[str, str]:
    unit = units[at]
    if NUMBERED.fullmatch(unit.text):
        return "series", "instalment-number"
    if in_label_brackets(unit.text):
        later = [u for u in units[at + 1 : at + _FARTHEST] if u.page == unit.page]
        stop = next((n for n, u in enumerate(later) if is_heading(u)), len(later))
        part = any(in_label_brackets(u.text) and u.text[0] == unit.text[0] for u in later[:stop])
        return ("", "") if part else ("column", "bracketed-label")
    if vocabulary.is_readers_column(unit.text):
        return "column", "label-under-title"
    if unit.reason == "indented":
        return "", ""
    if _is_name_line(unit, following) or _is_pen_name(units, at):
        return "byline", "name-under-title"
    if unit.text[0] + unit.text[-1:] in {"()", "[]"} or unit.text[0] + unit.text[-2:] == "().":
        return ("deck", "bracket-under-title") if len(unit.text) <= 90 and following is not None else ("", "")
    sells = following is not None and not unit.gap and not following.gap and _offers_for(following.text)
    if _REGARDING.match(unit.text) or _offers_for(unit.text) or sells or is_listed(units, at):
        return "", ""
    if _is_dressed(unit, following):
        return "deck", "dressed-under-title"
    if not _is_crosshead(units, at) and may_be_deck(unit, following) and not _alone_under(units, at):
        return "deck", "under-title"
    return "", ""


def _offers_for(text: str) -> bool:
    """Whether a few words name a price (`Winterinspektion ab 29,– €`): an advertisement's, no deck."""
    return is_latin(text) and len(text.split()) <= 6 and bool(_PRICE.search(text))


def is_listed(units: list[Unit], at: int) -> bool:
    """Whether a Latin line stands right under the title of a notice or of contents, whose lines are no decks."""
    for above in reversed(units[max(0, at - 8) : at]):
        if is_heading(above):
            return is_latin(above.text) and vocabulary.kind_of(above.text) in {"notice", "contents"}
        if is_complete(above.text) or len(above.text) > _LONGEST_ROW:
            break
    return False


def _is_one_of_places(units: list[Unit], at: int) -> bool:
    """Whether places with days stand over one text after another: telegrams under one title."""
    for unit in units[at + 2 : at + 8]:
        if unit.ruled or is_heading(unit):
            return False
        if unit.lines == 1 and not unit.role and western_place(unit.text):
            return is_caps(unit.text) == is_caps(units[at].text)
    return False


def _is_dressed(unit: Unit, following: Unit | None) -> bool:
    """Whether all of a Latin text without a stop is set bold or italic over one that is not: a deck, however long."""
    if following is None or dressed_alike(unit, following) or not is_latin(unit.text) or not (unit.bold or unit.italic):
        return False
    return not is_complete(unit.text) and following.form == "paragraph" and following.page == unit.page


def _is_pen_name(units: list[Unit], at: int) -> bool:
    """Whether two to four characters alone stand between a title and the first lower head: who wrote."""
    unit, above, below = units[at], units[at - 1], units[at + 1] if at + 1 < len(units) else None
    if below is None or not is_heading(above) or not is_heading(below) or not 2 <= len(unit.text) <= 4:
        return False
    return all(map(is_han, unit.text)) and below.level > above.level and below.page == above.page


def _alone_under(units: list[Unit], at: int) -> bool:
    """Whether a line without dash is all there is under a heading: the next one is set no lower."""
    following, above = units[at + 1] if at + 1 < len(units) else None, units[at - 1]
    if following is None or not is_heading(following) or not is_heading(above) or has_deck_dash(units[at].text):
        return False
    return not following.role and following.level <= above.level


def _is_bullet_deck(units: list[Unit], at: int) -> bool:
    """Whether a short line with a bullet stands between a title and its text, as papers before 1950 set decks."""
    unit, above = units[at], units[at - 1]
    if unit.reason != "bullet" or len(unit.text) > _LONGEST_DECK or is_complete(unit.text) or lead_of(unit.text):
        return False
    headed = is_heading(above) and not above.role
    if above.role != "deck" and (not headed or vocabulary.is_briefs(above.text)):
        return False
    stop = next((n for n in range(at, min(at + 6, len(units))) if units[n].reason != "bullet"), at)
    return stop > at and not units[stop].role and len(units[stop].text) > 2 * _LONGEST_DECK


def _is_crosshead(units: list[Unit], at: int) -> bool:
    """Whether a plain line in capitals over a text is one of several such lines before the next heading (`RUGBY`)."""
    if not _stands_over_text(units, at):
        return False
    last = min(at + _FARTHEST, len(units))
    stop = next((n for n in range(at, last) if is_heading(units[n]) and not units[n].role), last)
    return any(_stands_over_text(units, n) for n in range(at + 1, stop))


def _stands_over_text(units: list[Unit], at: int) -> bool:
    below = units[at + 1] if at + 1 < len(units) else None
    if below is None or below.role or below.form != "paragraph":
        return False
    return is_caps_line(units[at]) and not is_caps_line(below)


def is_caps_line(unit: Unit) -> bool:
    """Whether a plain line is a few words in capitals, without a stop."""
    if unit.role or unit.form != "paragraph" or unit.lines > 1 or not unit.gap or unit.reason == "verse":
        return False
    return is_latin(unit.text) and is_caps(unit.text) and len(unit.text.split()) <= 4 and not is_complete(unit.text)


def _is_name_line(unit: Unit, following: Unit | None) -> bool:
    if following is None or following.page != unit.page or bare_names(unit.text) is None:
        return False
    return not following.role or following.role in BODY

"""Signatures told from kickers and titles, before articles are made: closing lines between a text and what follows."""

from __future__ import annotations

import re

from reader.domain.text import is_han
from reader.structure.bylines import bare_names
from reader.structure.endings import ends_in_figures, is_complete, is_open
from reader.structure.furniture import opens_with_article, paper_name
from reader.structure.headlines import ends_at_hour
from reader.structure.leads import is_wire, western_place
from reader.structure.names import has_surname
from reader.structure.pages import UNSET, Setting, is_ranged_right
from reader.structure.people import could_be_name, names_person
from reader.structure.shapes import head_shaped, in_label_brackets, is_caps, is_latin
from reader.structure.signatures import (
    body_respects,
    closes_letter,
    is_closing,
    is_date_line,
    is_dweller,
    is_mark_name,
    is_office,
    is_placed_name,
    letter_formula,
    opens_letter,
    respects,
    signed_by,
)
from reader.structure.units import Unit
from reader.structure.vocabulary import (
    is_briefs,
    is_column_label,
    is_kicker_label,
    is_letters_label,
    is_notice_title,
    kind_of,
    opens_advert,
)

_TEXT = 30
_LONGEST_SIGNER = 10
# A pen name in small letters (`pips.`).
_PEN = re.compile(r"[a-zäöü]{2,8}\.")
_THE = frozenset(("LE ", "LA "))
_ANSWERS = re.compile("[【（(]?(?:记者|記者|编者|編者|编后|答|回复|回覆|回音|本报|本報)")
_ANNOUNCES = re.compile("(?:谨|謹|敬|同)?[启啟啓]$|(?:谨|謹)(?:白|具|告)$")

_OFFICE_DATED = re.compile("[\u3400-\u9fff（）()]{3,24}[ 　]{1,4}[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日")


def sign_off(units: list[Unit], settings: dict[int, Setting]) -> None:
    """Give the role `signature` to closing lines that stand after a text (in place)."""
    letter = notice = False
    for at, unit in enumerate(units):
        signs = letter and unit.display and _signs_block(units, at)
        if unit.form == "heading" or unit.ruled or (unit.display and not signs) or (at and unit.page != units[at - 1].page):
            letter = is_letters_label(unit.text) or (letter and at > 0 and is_letters_label(units[at - 1].text))
            notice = unit.form == "heading" and kind_of(unit.text) in {"notice", "advert"}
        elif unit.role == "" and (opens_letter(unit.text) or _addresses(units, at)):
            letter = True
        if unit.role or unit.form != "paragraph" or at == 0:
            continue
        formula = is_mark_name(unit.text) and units[at - 1].role == "" and units[at - 1].page == unit.page
        formal = letter and unit.lines == 1 and units[at - 1].page == unit.page
        formula = formula or (formal and bool(letter_formula(unit.text)))
        if notice and _closes_notice(units, at):
            unit.settle("signature", "office-at-end")
            continue
        if not formula and not _after_text(units, at) and not _at_right_edge(units, at, settings.get(unit.page, UNSET)):
            continue
        following = units[at + 1] if at + 1 < len(units) and units[at + 1].page == unit.page else None
        reason = _reason(unit, units[at - 1], following, settings.get(unit.page, UNSET), letter)
        reason = "formula" if formula else reason
        if reason in {"", "name-at-end"} and is_latin(unit.text) and len(unit.text) <= 60 and _is_source(unit.text):
            unit.settle("credit", "reprint-source")
        elif reason:
            unit.settle("signature", reason)
            letter = letter and reason not in {"letter", "name-at-end"}


def _signs_block(units: list[Unit], at: int) -> bool:
    """Whether a line at the head of a block under a letter begins, or goes on with, its signature."""
    following = units[at + 1] if at + 1 < len(units) else None
    dated = following is not None and not following.gap and western_place(following.text) is not None
    return units[at - 1].role == "signature" or names_person(units[at].text) or dated


def _addresses(units: list[Unit], at: int) -> bool:
    """Whether a line under the title or the writer's name is nothing but a name and a colon (`丫丫：`)."""
    text, before = units[at].text, units[at - 1] if at else None
    if not 2 <= len(text) <= 8 or text[-1] not in "：:" or not all(map(is_han, text[:-1])) or before is None:
        return False
    return before.form == "heading" or before.role == "byline" or bare_names(before.text) is not None


def _closes_notice(units: list[Unit], at: int) -> bool:
    """Whether the office that gives a marked notice, or its date, stands right before the next heading."""
    unit, page = units[at], units[at].page
    if not (is_office(unit.text) or is_date_line(unit.text)) or units[at - 1].form == "heading":
        return False
    rest = [u for u in units[at + 1 : at + 3] if u.page == page]
    if rest and is_date_line(rest[0].text):
        rest = rest[1:]
    return not rest or rest[0].form == "heading" or rest[0].role == "furniture"


def _is_source(text: str) -> bool:
    """Whether a closing line names the paper a piece was taken from (`—Bismarck Bugle.`)."""
    bare = text.strip("—–.() ")
    if text[0] in "—–" or text[0] + text.rstrip(".")[-1:] == "()":
        return (paper_name(bare) is not None and not is_wire(bare)) or (text[0] == "(" and opens_with_article(bare) and len(bare.split()) < 6)
    return False


def _after_text(units: list[Unit], at: int) -> bool:
    """Whether a whole text, or another closing line, stands before the line on its page."""
    before = units[at - 1]
    if before.page != units[at].page or before.form == "heading":
        return False
    if before.role in {"signature", "list_item", "table"}:
        return True
    if before.role in {"continuation_on"}:
        return is_latin(units[at].text)
    if respects(units[at].text) and before.role in {"", "paragraph"}:
        closed = at + 1 == len(units) or units[at + 1].gap or units[at + 1].page != units[at].page
        if units[at].indent >= 8 or (units[at].gap and closed and len(units[at].text) <= 12 < len(before.text)):
            return True
    whole = is_complete(before.text) or closes_letter(before.text) or ends_in_figures(before.text)
    return before.role in {"", "paragraph", "inset"} and whole and len(before.text) >= 12


def _at_right_edge(units: list[Unit], at: int, setting: Setting) -> bool:
    """Whether one line alone at the right edge stands under a text of several lines, which may end without a stop."""
    unit, before = units[at], units[at - 1]
    closed = at + 1 == len(units) or units[at + 1].gap or units[at + 1].page != unit.page
    if before.page != unit.page or before.form == "heading" or before.role not in {"", "paragraph"} or not closed:
        return False
    alone = unit.gap and unit.lines == 1 < before.lines and unit.text[0].isupper() and not is_open(before.text)
    return alone and bool(setting.measure) and unit.indent >= 8 and is_ranged_right(unit, setting)


def _reason(unit: Unit, before: Unit, following: Unit | None, setting: Setting, letter: bool) -> str:
    text = unit.text
    if len(text) > 100 or is_kicker_label(text) or is_column_label(text) or is_briefs(text) or is_notice_title(text):
        return ""
    if is_closing(text):
        return "closing-formula"
    if closes_letter(before.text) and len(text) <= 50 and unit.lines == 1:
        return "letter"
    if before.reason == "place-at-end" and unit.gap and is_caps(text):
        return ""
    if before.role == "signature" and len(text) <= 50 and western_place(text):
        return "place-at-end"
    if is_latin(text) and len(text) <= 50 and western_place(text) and not before.role and _closes_under(unit, following):
        return "place-at-end"
    if before.role == "signature" and not unit.gap and is_latin(text) and len(text) <= 40 and unit.lines == 1:
        return "place-at-end"
    if is_ranged_right(unit, setting) and len(text) <= 50:
        return "ranged-right"
    if respects(text):
        return "formula"
    if is_latin(text):
        return _latin_reason(unit, following, letter, setting)
    return _chinese_reason(unit, before, following, letter)


def _closes_under(unit: Unit, following: Unit | None) -> bool:
    """Whether nothing, or one short line right under it, follows a line of place and date: they close a notice."""
    if following is None or following.form == "heading":
        return True
    return unit.gap and not following.gap and len(following.text) <= 46


def _names(unit: Unit | None) -> bool:
    return unit is not None and not unit.role and bare_names(unit.text) is not None


def _latin_reason(unit: Unit, following: Unit | None, letter: bool, setting: Setting) -> str:
    text = unit.text
    close = following is not None and not following.gap
    if unit.indent or len(text) > 46 or (close and not (letter and following and len(following.text) <= 40)):
        return ""
    if opens_letter(text) or western_place(text):
        return ""
    if letter and len(text) <= 40 and "," not in text and len(text.split()) <= 6:
        return "letter"
    last = following is None or following.form == "heading" or following.role == "continuation_on"
    if unit.bold and last and len(text.split()) <= 4 and could_be_name(text[3:] if text[:3].upper() in _THE else text):
        return "pen-name"
    people = signed_by(text)
    if not people and _PEN.fullmatch(text) and not unit.gap and (following is None or following.gap):
        return "pen-name"
    if not people:
        return ""
    if people[0].name.endswith(":") or (following is not None and following.role in {"byline", "dateline", "credit"}):
        return ""
    ends = following is None or following.form == "heading" or head_shaped(following.text) or bool(following.role)
    ends = ends or is_placed_name(text) or opens_advert(following.text if following else "")
    letters = len(people[0].name.replace(".", "").replace(" ", ""))
    initials = letters <= (4 if "." in text else 3)
    named = 2 <= len(text.split()) <= (3 if is_caps(text) and "." not in text[:-1] else 6)
    named = named and (not is_caps(text) or text.endswith("."))
    if not letter and not initials and text[0] not in "—–" and not names_person(text):
        pen_name = is_caps(text) and not setting.stopped and could_be_name(text[3:] if text[:3] in _THE else text)
        named = named and (pen_name or (is_placed_name(text) and could_be_name(text)))
    apart = following is None or following.gap or following.ruled
    if is_caps(text) and text.endswith(".") and not setting.stopped and not unit.gap and apart and could_be_name(text):
        named = True
    return "name-at-end" if ends and (initials or named) else ""


def _chinese_reason(unit: Unit, before: Unit, following: Unit | None, letter: bool) -> str:
    text = unit.text
    ends = (
        following is None
        or following.form == "heading"
        or following.role in {"signature", "furniture"}
        or len(following.text) < _TEXT
    )
    if (not ends and not letter) or (following is not None and following.role == "byline"):
        return ""
    if _OFFICE_DATED.fullmatch(text):
        return "office-at-end"
    if is_date_line(text):
        return "date-at-end"
    if letter and body_respects(text):
        return "formula"
    if (
        letter
        and is_dweller(text)
        and (following is None or following.form == "heading" or in_label_brackets(following.text))
    ):
        return "letter"
    ends_here = following is None or following.form == "heading"
    if letter and ends_here and len(text) <= _LONGEST_SIGNER + 2 and ends_at_hour(text):
        return "hour-at-end"
    answered = following is None or following.form == "heading" or bool(_ANSWERS.match(following.text))
    if letter and answered and 2 <= len(text) <= _LONGEST_SIGNER and all(map(is_han, text)):
        return "letter"
    dated = following is not None and is_date_line(following.text)
    if dated and len(text) <= 30:
        return "above-date"
    signed_under = following is not None and respects(following.text) is not None
    if is_office(text) and (following is None or signed_under or _ANNOUNCES.search(text)):
        return "office-at-end"
    bracketed = text[0] in "（("
    people = signed_by(text)
    if people and (
        bracketed
        or (letter and len(text) > 6)
        or (has_surname(people[0].name) and before.role != "signature" and not _names(following))
    ):
        return "name-at-end"
    return ""

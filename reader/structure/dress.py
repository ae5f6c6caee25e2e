"""How words are dressed in the file against what they are: sentences set as headings, bold lines that are heads."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.structure.endings import is_complete
from reader.structure.people import could_be_name
from reader.structure.shapes import head_shaped, is_latin, pictured
from reader.structure.units import Unit
from reader.structure.vocabulary import kind_of

_BOLD_LEVEL = 6
_LONGEST_QUESTION = 200
_PRICE = re.compile(r"[€$£]|\d,[–—-]")
_LONGEST_CALL = 20
_CALLS = re.compile("[！？!?]")


def undress(units: list[Unit]) -> None:
    """Headings that are running text become paragraphs; bold lines alone become heads of the lowest level (in place)."""
    for unit in units:
        if unit.form == "heading" and not unit.role and _is_text(unit.text):
            unit.form, unit.level = "paragraph", 0
    _mark_questions(units)
    held = _held(units)
    headed = {u.page for u in units if u.form == "heading"}
    for unit in units:
        bold = unit.bold and unit.form == "paragraph" and not unit.role and not _PRICE.search(unit.text)
        if bold and id(unit) not in held and _is_head(unit.text) and len(unit.text) <= 40:
            unit.form = "heading"
            unit.level = _BOLD_LEVEL if unit.page in headed else 1
            unit.reason = "bold-line"


def _held(units: list[Unit]) -> set[int]:
    """Bold Latin lines that are no heads: a name closing a text before a heading, the lines of a notice or a price list."""
    found: set[int] = set()
    listed = False
    for at, unit in enumerate(units):
        if unit.form == "heading":
            listed = kind_of(unit.text) == "notice"
        before, following = units[at - 1] if at else None, units[at + 1] if at + 1 < len(units) else None
        if not unit.bold or before is None or not is_latin(unit.text):
            continue
        last = following is None or following.form in {"heading", "rule", "page_mark"} or following.role == "continuation_on"
        bare = unit.text[3:] if unit.text[:3] in {"Le ", "La "} else unit.text
        closes = last and before.form == "paragraph" and is_complete(before.text) and could_be_name(bare)
        below = [u.text for u in units[at + 1 : at + 4] if not u.gap and u.page == unit.page]
        sells = before.form == "heading" and not unit.gap and any(_PRICE.search(text) for text in below)
        if listed or sells or (closes and len(unit.text.split()) <= 4):
            found.add(id(unit))
    return found


def _mark_questions(units: list[Unit]) -> None:
    """Questions set bold, each over an answer that is not, at least two of them: the heads of an interview."""
    asked = [
        upper for upper, lower in pairwise(units)
        if upper.bold and upper.form == "paragraph" and upper.text[-1:] == "?" and len(upper.text) <= _LONGEST_QUESTION
        and is_latin(upper.text) and lower.form == "paragraph" and not lower.bold and not upper.role
    ]  # fmt: skip
    for unit in asked if len(asked) > 1 else []:
        unit.settle("subhead", "question")


def _is_head(text: str) -> bool:
    """Whether a bold line alone is a head: shaped as one, be there calls and questions inside (`今天37℃！热热热`)."""
    return head_shaped(text) or (len(text) <= _LONGEST_CALL and head_shaped(_CALLS.sub(" ", text).strip()))


def _is_text(text: str) -> bool:
    """Whether a heading's words are a sentence of running text."""
    if is_latin(text):
        return len(text) > 160
    if text[-1] in "。；" and len(text) > 8 and pictured(text):
        return True
    if text[-1] in "。；" and (len(text) > 30 or "，" in text or "," in text):
        return True
    return len(text) > 60 and (is_complete(text) or text.count("，") + text.count(",") > 1)

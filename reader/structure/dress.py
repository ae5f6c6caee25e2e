"""How words are dressed in the file against what they are: sentences set as headings, bold lines that are heads."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.structure.endings import is_complete
from reader.structure.shapes import head_shaped, is_latin, pictured
from reader.structure.units import Unit

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
    headed = {u.page for u in units if u.form == "heading"}
    for unit in units:
        bold = unit.bold and unit.form == "paragraph" and not unit.role and not _PRICE.search(unit.text)
        if bold and _is_head(unit.text) and len(unit.text) <= 40:
            unit.form = "heading"
            unit.level = _BOLD_LEVEL if unit.page in headed else 1
            unit.reason = "bold-line"


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

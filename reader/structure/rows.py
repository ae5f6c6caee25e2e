"""Rows of a list, and titles told by the name under them, on pages where the file marks neither."""

from __future__ import annotations

import re

from reader.structure.credits import is_whole
from reader.structure.endings import is_complete
from reader.structure.names import has_surname
from reader.structure.shapes import is_latin
from reader.structure.units import Unit

_SPACED_NAME = re.compile("[\u4e00-\u9fff][ 　]{1,3}[\u4e00-\u9fff]")
_ROW = re.compile("[^，。：:；;“”]{2,20}[:：]")
_LONGEST_ROW, _LONGEST_TITLE = 60, 20


def mark_rows(units: list[Unit]) -> None:
    """Two and more lines right after each other, each a name, a colon and figures without a stop: rows of a list (in place)."""
    run: list[Unit] = []
    for unit in [*units, None]:
        if unit is not None and not unit.role and unit.form == "paragraph" and unit.lines == 1 and is_row(unit.text):
            run.append(unit)
            continue
        for row in run if len(run) > 1 else []:
            row.reason = "row"
        run = []


def is_row(text: str) -> bool:
    """Whether a Chinese line is a name, a colon and figures (`滨洲:11金9银`), no sentence."""
    if len(text) > _LONGEST_ROW or is_complete(text) or is_latin(text):
        return False
    match = _ROW.match(text)
    return match is not None and any(map(str.isdigit, text[match.end() :]))


def promote_signed(units: list[Unit]) -> None:
    """A short line over a name set with a blank (`柏　榆`) over a text is a title, though it end with a stop (in place)."""
    for at, (line, name, text) in enumerate(zip(units, units[1:], units[2:], strict=False)):
        if line.role or name.role or text.role or line.form != "paragraph" or text.form != "paragraph":
            continue
        before = units[at - 1] if at else None
        ended = before is None or before.role or before.reason == "row" or is_whole(before.text)
        if not ended or not is_spaced_name(name.text):
            continue
        plain = len(line.text) <= _LONGEST_TITLE and "，" not in line.text and "," not in line.text
        if plain and len(text.text) > len(line.text) and line.page == text.page and line.text[-1] == "。":
            line.form, line.level, line.reason = "heading", 1, "title-shape"
            name.settle("byline", "name-under-title")


def is_spaced_name(text: str) -> bool:
    """Whether a line is nothing but a name of two characters with a blank between (`柏　榆`)."""
    return bool(_SPACED_NAME.fullmatch(text)) and has_surname("".join(text.split()))

"""A concordance: every place that a search finds as one line, its words in the middle, and what lines are sorted by."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.domain.fold import fold
from reader.domain.runs import LETTER

ORDERS = ("date", "left", "right", "words")
"""How lines are sorted: by date of the issue, by what stands left or right of the words, by the words themselves."""
CONTEXT = 80
"""Code points that are shown either side at most."""
_KEY = 24
_UNIT = re.compile(f"{LETTER}+|[^\\W_]")


class Line(NamedTuple):
    """A place: `[start, end)` in part number `part` of what is searched of an article (or of a passage)."""

    owner: int
    part: int
    start: int
    end: int


class Shown(NamedTuple):
    """A line in words: the block it stands in (None: a note, a comment), its field, and left, words, right."""

    owner: int
    block: int | None
    field: str
    start: int
    end: int
    left: str
    words: str
    right: str


def shown(line: Line, field: str, block: int | None, text: str, width: int = CONTEXT) -> Shown:
    """The words of a line, with at most `width` code points either side."""
    left, words, right = text[max(0, line.start - width) : line.start], text[line.start : line.end], text[line.end :][:width]
    return Shown(line.owner, block, field, line.start, line.end, *(_in_line(part) for part in (left, words, right)))


def _in_line(text: str) -> str:
    return "".join(" " if char.isspace() else char for char in text)


def sort_key(order: str, text: str, start: int, end: int) -> str:
    """What a line is sorted by; lines of one key keep their order."""
    if order == "right":
        return fold(text[end : end + _KEY]).lstrip()
    if order == "words":
        return fold(text[start:end])
    if order == "left":
        return " ".join(reversed(_UNIT.findall(fold(text[max(0, start - _KEY) : start]))))
    return ""

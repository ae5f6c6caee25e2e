"""How a headline is broken into lines: at its blanks, into lines of about one length, smaller in a narrow column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from reader.ui.typesetting import Sheet
from reader.ui.utf16 import showable

_NARROW = 20
_SLACK = 6
_BLANKS = " \u3000\u00a0"


class Headline(NamedTuple):
    """By which rule a headline is set, at which of its blanks it is broken, and its right margin in pixels."""

    role: str
    breaks: tuple[int, ...]
    margin: int


def set_headline(text: str, sheet: Sheet, width: int) -> Headline:
    """Set a headline for a column `width` pixels wide."""
    role = "title" if width >= _NARROW * sheet.size else "small_title"
    font = sheet.font(role)
    if QFontMetricsF(font).horizontalAdvance(text) <= width:
        return Headline(role, (), 0)
    breaks = _breaks(text, QFontMetricsF(font), width) if sheet.wide else ()
    return Headline(role, breaks, width - _least_width(broken(text, breaks), font, width))


def _breaks(text: str, metrics: QFontMetricsF, width: int) -> tuple[int, ...]:
    """The blanks at which Chinese headlines are broken, so that their parts stay whole."""
    breaks: list[int] = []
    start = 0
    blanks = [i for i, c in enumerate(text) if c in _BLANKS]
    for this, following in zip(blanks, [*blanks[1:], len(text)], strict=False):
        if metrics.horizontalAdvance(text[start:following]) > width:
            breaks.append(this)
            start = this + 1
    return tuple(breaks)


def broken(text: str, breaks: Sequence[int]) -> str:
    """`text` with a line separator in place of the blanks at `breaks`."""
    letters = list(text)
    for at in breaks:
        letters[at] = "\u2028"
    return "".join(letters)


def _least_width(text: str, font: QFont, width: int) -> int:
    """The smallest width at which the headline takes no more lines: no word is left alone on the last."""
    lines = _lines(text, font, width)
    low, high = width // 2, width
    while high - low > 4:
        middle = (low + high) // 2
        low, high = (low, middle) if _lines(text, font, middle) <= lines else (middle, high)
    return min(width, high + _SLACK)


def _lines(text: str, font: QFont, width: int) -> int:
    layout = QTextLayout(showable(text), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    count = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        count += 1
    layout.endLayout()
    return count

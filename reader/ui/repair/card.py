"""One block as a card: its words set in lines, where its parts were joined, and where a point in it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from reader.domain.text import Span
from reader.domain.views import BlockView
from reader.ui.theme import UNIT, Looks
from reader.ui.utf16 import Offsets, showable

MARGIN = 22 * UNIT
"""Width of the column of roles, in pixels."""
PAD = 3 * UNIT
GAP = 2 * UNIT


class Card:
    """A block laid out. `seams` are the places (code points) where parts printed apart were joined."""

    def __init__(self, block: BlockView, seams: tuple[int, ...], *, furniture: bool = False) -> None:
        self.block = block
        self.seams = seams
        self.furniture = furniture
        self.top = 0.0
        self.height = 0.0
        self.reason = ""
        """Why the block has its role, in words."""
        self.heading = ""
        """Words over the card, where a group of cards begins with it."""
        self.offsets = Offsets(block.text)
        self._layout = QTextLayout()
        self._width = 0.0
        self._how: tuple[object, ...] = ()

    def lay_out(self, font: QFont, width: float, line: float, least: float = 0) -> float:
        """Set the words `width` pixels wide, lines `line` pixels high; returns the card's height.

        `least` is the room that the words in the margin need.
        """
        how = (self.block.text, font.key(), width, line, least)
        if how == self._how:
            return self.height
        self._how = how
        self._width = width
        self._layout.setText(showable(self.block.text))
        self._layout.setFont(font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        y = 0.0
        while (row := self._layout.createLine()).isValid():
            row.setLineWidth(max(width - MARGIN - PAD, 40))
            row.setPosition(QPointF(0, y + (line - row.height()) / 2))
            y += line
        self._layout.endLayout()
        self.height = max(y, line, least) + 2 * PAD - 4
        return self.height

    def take(self, other: Card) -> Card:
        """Stand for what another card stands for; words that are the same stay as they are set."""
        if other.block.text != self.block.text:
            self.offsets = other.offsets
        self.block, self.seams, self.furniture = other.block, other.seams, other.furniture
        self.heading, self.reason = other.heading, other.reason
        return self

    @property
    def layout(self) -> QTextLayout:
        """The lines as set."""
        return self._layout

    def rect(self) -> QRectF:
        """The card, in the coordinates of the whole column."""
        return QRectF(0, self.top, self._width, self.height)

    def origin(self) -> QPointF:
        """Where the words begin, in the coordinates of the whole column."""
        return QPointF(MARGIN, self.top + PAD - 2)

    def position(self, point: QPointF) -> int:
        """The code point nearest a point of the column."""
        inner = point - self.origin()
        for n in range(self._layout.lineCount()):
            row = self._layout.lineAt(n)
            if inner.y() < row.y() + row.height() + 4 or n == self._layout.lineCount() - 1:
                return self.offsets.to_code_point(row.xToCursor(inner.x()))
        return 0

    def caret(self, at: int) -> QRectF:
        """The caret before code point `at`, in the coordinates of the whole column."""
        unit = self.offsets.to_utf16(at)
        row = self._layout.lineForTextPosition(unit)
        if not row.isValid():
            return QRectF(self.origin(), self.origin() + QPointF(2, 16))
        x = cursor_x(row, unit)
        return QRectF(self.origin().x() + x, self.origin().y() + row.y(), 2, row.height())

    def line_step(self, at: int, by: int) -> int | None:
        """The code point a line further down (or up); None past the last (or first) line."""
        unit = self.offsets.to_utf16(at)
        row = self._layout.lineForTextPosition(unit)
        n = row.lineNumber() + by if row.isValid() else -1
        if not 0 <= n < self._layout.lineCount():
            return None
        return self.offsets.to_code_point(self._layout.lineAt(n).xToCursor(cursor_x(row, unit)))


def cursor_x(row: QTextLine, unit: int) -> float:
    """Where UTF-16 position `unit` stands in a line, in pixels; PySide6 gives the position along with it."""
    found: Any = row.cursorToX(unit)
    return float(found[0] if isinstance(found, tuple) else found)


def font_of(looks: Looks, script: str, role: str, size: int) -> QFont:
    """The font a role is set in: a newspaper's serif, titles bold, in the script of the article."""
    font = QFont()
    font.setFamilies(looks.families(script, "serif"))
    font.setPixelSize(size)
    font.setBold(role in {"title", "subhead"})
    return font


def seams_of(block: BlockView, sources: dict[int, str]) -> tuple[int, ...]:
    """Where a block joins parts that do not stand one line under the other in the source (code points of its text)."""
    found = []
    for left, right in zip(block.pieces, block.pieces[1:], strict=False):
        if left.source == right.source and left.end <= right.start:
            between = sources.get(left.source, "")[left.end : right.start]
            if not between.strip() and between.count("\n") <= 1:
                continue
        at = block.words.from_source([Span(right.source, right.start, right.start + 1)])
        if at:
            found.append(at[0][0])
    return tuple(found)

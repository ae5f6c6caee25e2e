"""Paints a passage: date and page, the words marked, and below them comment, tags and headline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.domain.words import _
from reader.store.highlights import Passage
from reader.ui.languages import script_of
from reader.ui.painting import draw_elided
from reader.ui.passage_model import MEANINGS, PASSAGE, Index
from reader.ui.theme import UNIT, Looks
from reader.ui.utf16 import Offsets, showable

_SIDE = 3 * UNIT
_LINES = 2


class PassageLine(QStyledItemDelegate):
    """One row of fixed height: two lines of the words, one of what is known of them."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts anew."""
        self.small = self.looks.font(-1.5)
        self.where = QFontMetricsF(self.small).horizontalAdvance("2024-06-08 A03") + 2 * UNIT

    def _line(self) -> float:
        return round(QFontMetricsF(self.looks.font(2, face="serif", script="zh-Hans")).height() * 1.08)

    def height(self, lines: int = _LINES) -> int:
        """How high a row of so many lines is."""
        return round(lines * self._line() + QFontMetricsF(self.small).height() + 5 * UNIT)

    def height_of(self, passage: Passage, width: float) -> int:
        """How high the row of a passage is."""
        words = showable(" ".join(passage.quote.split()))
        return self.height(len(self._lay(words, self._room(width - 2 * _SIDE)[1])))

    def _room(self, width: float) -> tuple[float, float]:
        """Where the words begin in a row of a width, and how wide they may be."""
        left = 3 * UNIT if width < 560 else self.where + 5 * UNIT
        return left, min(width - left, 900)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(400, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        passage: Passage | None = index.data(PASSAGE)
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self.looks.colour("selection"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), self.looks.colour("hairline"))
        if passage is not None:
            self._paint_row(painter, box.adjusted(_SIDE, 0, -_SIDE, -1), passage, index.data(MEANINGS) or {})
        painter.restore()

    def _paint_row(self, painter: QPainter, box: QRectF, passage: Passage, meanings: dict[str, str]) -> None:
        narrow = box.width() < 560
        left, width = self._room(box.width())
        words = " ".join(passage.quote.split())
        area = QRectF(box.left() + left, box.top(), width, box.height())
        lines = self._lay(showable(words), area.width())
        small = QFontMetricsF(self.small).height()
        whole = len(lines) * self._line() + small + UNIT
        top = box.top() + (box.height() - whole) / 2
        if not narrow:
            where = " ".join(part for part in (passage.date or "–", passage.page or "") if part)
            draw_elided(painter, QRectF(box.left(), top, self.where, self._line()), where, self.small, self.looks.colour("muted"))
        self._paint_quote(painter, area, top, lines, passage, words)
        below = QRectF(area.left(), top + len(lines) * self._line() + UNIT, area.width(), small)
        colour = self.looks.colour("muted" if passage.state == "ok" else "warning")
        draw_elided(painter, below, about(passage, meanings, narrow=narrow), self.small, colour)

    def _paint_quote(
        self, painter: QPainter, area: QRectF, top: float, lines: list[str], passage: Passage, words: str
    ) -> None:
        """The words, beside them a bar in their colour."""
        theme = self.looks.theme
        bar = QRectF(area.left() - 3 * UNIT, top + 3, 4, len(lines) * self._line() - 5)
        painter.fillRect(bar, QColor(theme.edge(passage.colour)))
        font = self.looks.font(2, face="serif", script=script_of(words))
        font.setStrikeOut(passage.state == "lost")
        for number, line in enumerate(lines):
            place = QRectF(area.left(), top + number * self._line(), area.width(), self._line())
            draw_elided(painter, place, line, font, self.looks.colour("ink"))

    def _lay(self, words: str, width: float) -> list[str]:
        """The words in at most two lines; what is left over is elided by the last."""
        layout = QTextLayout(words, self.looks.font(2, face="serif", script=script_of(words)))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) < _LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            starts.append(line.textStart())
        layout.endLayout()
        return _cut(words, starts) or [""]


def _cut(words: str, starts: list[int]) -> list[str]:
    """The words cut where lines start."""
    offsets = Offsets(words)
    places = [offsets.to_code_point(start) for start in starts]
    ends = [*places[1:], len(words)]
    return [words[a:b] if b == len(words) else words[a:b].rstrip() for a, b in zip(places, ends, strict=True)]


def about(passage: Passage, meanings: dict[str, str], *, narrow: bool = False) -> str:
    """What is known of a passage: state, meaning of its colour, tags, comment, headline."""
    state = {"changed": _("Words have changed"), "lost": _("No longer in the text")}.get(passage.state, "")
    where = [passage.date or "", passage.newspaper or ""] if narrow else [passage.newspaper or ""]
    parts = [
        state, meanings.get(passage.colour, passage.colour), *(f"#{name}" for name in passage.tags),
        " ".join(passage.comment.split()), *where, " ".join(passage.title.split()),
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)

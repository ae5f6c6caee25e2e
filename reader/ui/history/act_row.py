"""Paints an act in two lines, struck through where it is undone, and a day as a heading."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.commands.recounting import Told
from reader.ui.history.act_model import ACT, DAY, Index, by_words
from reader.ui.languages import script_of
from reader.ui.theme import UNIT, Looks
from reader.ui.utf16 import showable


class ActRow(QStyledItemDelegate):
    """All rows are of one height, so that any number of them scrolls at once."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks

    def height(self) -> int:
        """How high each row is."""
        words = QFontMetricsF(self.looks.font(0, script="zh-Hans")).height()
        return round(words + QFontMetricsF(self.looks.font(-2)).height() + 4 * UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, theme = QRectF(option.rect), self.looks.theme
        painter.save()
        day = index.data(DAY)
        if day is not None:
            self._paint_day(painter, box, day)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, QColor(theme["selection"]))
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(theme["hairline"]))
            told = index.data(ACT)
            if told is not None:
                self._paint_act(painter, box.adjusted(3 * UNIT, 2 * UNIT, -2 * UNIT, 0), told)
        painter.restore()

    def _paint_day(self, painter: QPainter, box: QRectF, words: str) -> None:
        painter.setFont(self.looks.font(0, face="serif", bold=True, script=script_of(words)))
        painter.setPen(QColor(self.looks.theme["muted"]))
        below = box.adjusted(3 * UNIT, 0, -2 * UNIT, -UNIT)
        painter.drawText(below, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_act(self, painter: QPainter, area: QRectF, told: Told) -> None:
        sentence, undone = told.sentence, told.view.undone
        font = self.looks.font(0, script=script_of(sentence))
        font.setStrikeOut(undone)
        line = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(self.looks.theme["muted" if undone else "ink"]))
        first = QRectF(area.left(), area.top(), area.width(), line.height())
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, self._fitted(line, sentence, first.width()))
        small = self.looks.font(-2)
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        painter.setPen(QColor(self.looks.theme["muted"]))
        second = QRectF(area.left(), first.bottom() + UNIT, area.width(), metrics.height())
        words = by_words(told)
        painter.drawText(second, Qt.AlignmentFlag.AlignVCenter, self._fitted(metrics, words, second.width()))

    def _fitted(self, metrics: QFontMetricsF, words: str, width: float) -> str:
        return metrics.elidedText(showable(words), Qt.TextElideMode.ElideRight, width)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(300, self.height())

"""Hits in page text that stands in no article, listed apart from the articles found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.domain.views import Hit
from reader.domain.words import _
from reader.ui.article_delegate import marked_layout
from reader.ui.painting import draw_elided
from reader.ui.theme import UNIT, Looks

_HIT = int(Qt.ItemDataRole.UserRole)
_SHOWN = 5
_HEIGHT = 11 * UNIT


class FurnitureHits(QListWidget):
    """One line of issue and one of text for each hit. `chosen` names the issue and the block."""

    chosen = Signal(int, int)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(looks, self))
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)
        self.hide()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List these."""
        self.clear()
        self.setAccessibleName(_("Hits in page text"))
        for hit in hits:
            item = QListWidgetItem(f"{hit.title} {hit.snippet}".strip(), self)
            item.setData(_HIT, hit)
        self.setFixedHeight(min(_SHOWN, max(1, len(hits))) * _HEIGHT + 2)

    def _choose(self, item: QListWidgetItem) -> None:
        hit: Hit = item.data(_HIT)
        self.chosen.emit(hit.issue, hit.block or 0)


class _Painter(QStyledItemDelegate):
    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines."""
        return QSize(200, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The issue, and the words with the hit."""
        hit: Hit = index.data(_HIT)
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(area, self.looks.colour("hover"))
        inner = area.adjusted(3 * UNIT, UNIT, -3 * UNIT, -UNIT)
        half = inner.height() / 2
        above = QRectF(inner.x(), inner.y(), inner.width(), half)
        draw_elided(painter, above, hit.title, self.looks.font(-2), self.looks.colour("muted"))
        layout = marked_layout(hit.snippet, hit.marks, self.looks.font(-1), self.looks, inner.width())
        painter.setPen(self.looks.colour("ink"))
        layout.draw(painter, QPointF(inner.x(), inner.y() + half))

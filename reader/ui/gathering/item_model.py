"""What lies in a basket, for Qt: one row a thing, painted with its number, its words and its remark; moved by dragging."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.domain.kept import BasketItem
from reader.domain.words import _
from reader.ui.languages import script_of
from reader.ui.painting import RIGHT, draw_elided
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import date_name, page_name

Index = QModelIndex | QPersistentModelIndex
ITEM = int(Qt.ItemDataRole.UserRole)
_ITEMS = "application/x-pressmark-basket-items"
_NUMBER = 9 * UNIT


class ItemModel(QAbstractTableModel):
    """One column; `ITEM` gives the BasketItem. `moved` says which items shall stand before which (None: at the end)."""

    moved = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[BasketItem] = []

    def show(self, items: list[BasketItem]) -> None:
        """Show these."""
        if items != self.items:
            self.beginResetModel()
            self.items = items
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of things."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """One column."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are chosen and dragged; they are dropped between others."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled | flag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The thing itself for the delegate, words for a screen reader."""
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(part for part in (words_of(item), where_of(item), item.remark) if part)
        return item.remark or None if role == Qt.ItemDataRole.ToolTipRole else None

    def supportedDropActions(self) -> Qt.DropAction:
        """Things are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Things of a basket."""
        return [_ITEMS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The things dragged, in their order."""
        data = QMimeData()
        told = json.dumps([self.items[row].id for row in sorted({index.row() for index in indexes})]).encode()
        data.setData(_ITEMS, QByteArray(told))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Say where things shall stand; the basket is changed by a command."""
        if data.hasFormat(_ITEMS):
            at = parent.row() if parent.isValid() else row
            chosen = json.loads(bytes(data.data(_ITEMS).data()))
            before = self.items[at].id if 0 <= at < len(self.items) else None
            if before not in chosen:
                self.moved.emit(chosen, before)
        return False


def words_of(item: BasketItem) -> str:
    """The words of a highlight, or the headline of an article."""
    return " ".join((item.quote or item.title).split()) or _("Untitled")


def where_of(item: BasketItem) -> str:
    """Where it stands."""
    title = " ".join(item.title.split()) if item.quote else ""
    return " · ".join(part for part in (title, item.newspaper or "", date_name(item.date), page_name(item.page)) if part)


class ItemRow(QStyledItemDelegate):
    """Paints a thing in three lines: its words, where it stands, its remark."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks

    def height(self) -> int:
        """How high each row is."""
        words = QFontMetricsF(self.looks.font(1, face="serif", script="zh-Hans")).height()
        return round(words + 2 * QFontMetricsF(self.looks.font(-1.5)).height() + 4 * UNIT)

    def height_of(self, item: BasketItem) -> int:
        """How high the row of a thing is."""
        missing = (not where_of(item)) + (not item.remark)
        return self.height() - missing * round(QFontMetricsF(self.looks.font(-1.5)).height() + 1)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The height of a row."""
        return QSize(300, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        item: BasketItem | None = index.data(ITEM)
        if item is None:
            return
        looks, box = self.looks, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, looks.colour("selection"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), looks.colour("hairline"))
        if item.colour:
            painter.fillRect(QRectF(box.left(), box.top() + 3, 4, box.height() - 7), QColor(looks.theme.edge(item.colour)))
        number = QRectF(box.left(), box.top() + 6, _NUMBER - 2 * UNIT, QFontMetricsF(looks.font(1, face="serif")).height())
        draw_elided(painter, number, f"{index.row() + 1}", looks.font(-1), looks.colour("muted"), RIGHT)
        self._lines(painter, box.adjusted(_NUMBER, 6, -3 * UNIT, 0), item)
        painter.restore()

    def _lines(self, painter: QPainter, area: QRectF, item: BasketItem) -> None:
        words, small = words_of(item), self.looks.font(-1.5)
        told = [
            (words, self.looks.font(1, face="serif", script=script_of(words), bold=not item.quote), "ink"),
            (where_of(item), small, "muted"),
            (" ".join(item.remark.split()), small, "accent"),
        ]
        y = area.top()
        for text, font, colour in told:
            if not text:
                continue
            height = QFontMetricsF(font).height()
            draw_elided(painter, QRectF(area.left(), y, area.width(), height), text, font, self.looks.colour(colour))
            y += height + 1

"""Blocks and articles dragged: how ids travel, and how the article list takes them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.ui.article_list import ArticleList
from reader.ui.article_model import ID

BLOCKS, ARTICLES = "application/x-pressmark-blocks", "application/x-pressmark-articles"


def packed(ids: Sequence[int]) -> QByteArray:
    """Ids as they travel."""
    return QByteArray(" ".join(str(id) for id in ids).encode())


def numbers(data: QByteArray) -> list[int]:
    """The ids that travelled; none where something else did."""
    words = bytes(data.data()).decode("ascii", "replace").split()
    return [int(word) for word in words if word.isdigit()]


class ListDrops(QObject):
    """Takes blocks onto articles, and articles to another place of the list, while it is switched on.

    `blocks_dropped` says which blocks and article, `articles_moved` which articles and the row they go before,
    `articles_merged` (Ctrl held) which articles and the one they were dropped on.
    """

    blocks_dropped = Signal(object, int)
    articles_moved = Signal(object, int)
    articles_merged = Signal(object, int)

    def __init__(self, list: ArticleList) -> None:
        super().__init__(list)
        self.list = list
        self.on = False
        self._pressed: QPoint | None = None

    def switch(self, on: bool) -> None:
        """Take drops, or leave the list as it is."""
        if on != self.on:
            self.on = on
            viewport = self.list.table.viewport()
            self.list.table.setAcceptDrops(on)
            viewport.setAcceptDrops(on)
            viewport.installEventFilter(self) if on else viewport.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drags begin, and end, on the rows."""
        kind = event.type()
        if isinstance(event, QDropEvent) and kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            known = event.mimeData().hasFormat(BLOCKS) or event.mimeData().hasFormat(ARTICLES)
            event.acceptProposedAction() if known else event.ignore()
            return True
        if isinstance(event, QDropEvent) and kind == QEvent.Type.Drop:
            event.acceptProposedAction()
            merge = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.drop(event.mimeData(), event.position().toPoint(), merge=merge)
            return True
        return isinstance(event, QMouseEvent) and self._mouse(event)

    def _mouse(self, event: QMouseEvent) -> bool:
        point = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = point
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            if (point - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                self._drag(self._pressed)
                self._pressed = None
            return True
        return False

    def _drag(self, start: QPoint) -> None:
        row = self.list.table.indexAt(start)
        if not row.isValid():
            return
        chosen = self.list.chosen()
        under = row.data(ID)
        data = QMimeData()
        data.setData(ARTICLES, packed(chosen if under in chosen else [under]))
        drag = QDrag(self.list.table)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.MoveAction)

    def drop(self, data: QMimeData, point: QPoint, *, merge: bool) -> None:
        """Something was dropped at a point of the rows; `merge`: onto the article, not beside it."""
        table, model = self.list.table, self.list.model
        index = table.indexAt(point)
        row = index.row() if index.isValid() else model.rowCount()
        target = model.id_at(row)
        if data.hasFormat(BLOCKS) and target is not None:
            self.blocks_dropped.emit(numbers(data.data(BLOCKS)), target)
        elif data.hasFormat(ARTICLES):
            moved = numbers(data.data(ARTICLES))
            if merge and target is not None and target not in moved:
                self.articles_merged.emit(moved, target)
            elif not merge:
                middle = table.visualRect(index).center().y() if index.isValid() else 0
                self.articles_moved.emit(moved, row + 1 if index.isValid() and point.y() > middle else row)

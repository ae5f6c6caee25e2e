"""The table of the article list: one delegate column, keys of its own, rows that are dragged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from reader.ui.quiet_table import QuietTable

_BASKET_KEYS = {
    (Qt.Key.Key_Delete, False): "basket.take_out",
    (Qt.Key.Key_Up, True): "basket.item_up",
    (Qt.Key.Key_Down, True): "basket.item_down",
}
"""Keys of a basket's list, with or without Alt."""


class ArticleTable(QuietTable):
    """The table itself: one delegate column, no grid, no headers, rows as high as they were given."""

    width_changed = Signal()
    entered_text = Signal()
    act_wished = Signal(str)
    shows_basket = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, many=True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(False)
        self.setAutoFillBackground(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.AlternateBase)

    def shows_row(self, row: int) -> bool:
        """Whether some of a row is in sight."""
        area = self.visualRect(self.model().index(row, 0)) if row >= 0 else QRect()
        return area.intersects(self.viewport().rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows adapted to their words depend on the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def event(self, event: QEvent) -> bool:
        """In a basket the keys that move and take out belong to the list."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own_act(event):
            event.accept()
            return True
        return super().event(event)

    def _own_act(self, event: QKeyEvent) -> str:
        """The command that a key is for in a basket; empty for keys of others."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        return _BASKET_KEYS.get((Qt.Key(event.key()), alt), "") if self.shows_basket else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the text; letters are left to the commands, not to a search among a million rows."""
        if own := self._own_act(event):
            self.act_wished.emit(own)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_text.emit()
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button opens a menu on the rows chosen, and does not choose others when it is among them."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton and self.selectionModel().isSelected(index):
            return
        super().mousePressEvent(event)

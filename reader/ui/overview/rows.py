"""A table of many rows of one height: no grid, no headers, letters left to the commands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.ui.overview.own_keys import is_wish
from reader.ui.quiet_table import QuietTable
from reader.ui.theme import Looks


class Rows(QuietTable):
    """Smooth at a million rows. `entered` is Enter or a double click, `menu_wished` where a menu is wanted."""

    entered = Signal(int)
    menu_wished = Signal(QPoint)
    width_changed = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent, many=True)
        self.looks = looks
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(lambda index: self.entered.emit(index.row()))
        self.customContextMenuRequested.connect(lambda at: self.menu_wished.emit(self.viewport().mapToGlobal(at)))
        looks.changed.connect(self._take_looks)
        self._take_looks()

    def _take_looks(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, self.looks.colour("page"))
        self.setPalette(palette)
        self.viewport().setPalette(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows adapted to their words depend on the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def event(self, event: QEvent) -> bool:
        """Enter belongs to the table."""
        if is_wish(event, (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters are left to the commands."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.currentIndex().row())
        elif event.text().isprintable() and event.text() and not control:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button keeps the rows chosen when it is among them."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton and self.selectionModel().isSelected(index):
            return
        super().mousePressEvent(event)

    def step(self, by: int) -> bool:
        """Go so many rows down (up where negative); whether there was one."""
        row = self.currentIndex().row() + by
        there = 0 <= row < self.model().rowCount()
        self.stand_on(row)
        return there

    def chosen_rows(self) -> list[int]:
        """The rows chosen, in order; a million are one stretch."""
        rows: set[int] = set()
        chosen = self.selectionModel().selection()
        for number in range(chosen.count()):
            rows.update(range(chosen.at(number).top(), chosen.at(number).bottom() + 1))
        return sorted(rows)

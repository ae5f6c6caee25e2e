"""The find bar above the text: words looked for in the article shown, their number, onward and back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from reader.domain.words import _
from reader.ui.theme import Looks


class FindBar(QFrame):
    """Asks what to find; it does not know where it is found."""

    searched = Signal(str)
    next_wished = Signal()
    previous_wished = Signal()
    closed = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.setAccessibleName(_("Find in this article"))
        self._field = QLineEdit(self)
        self._field.setAccessibleName(_("Words to find"))
        self._field.setPlaceholderText(_("Find in this article"))
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(self.searched)
        self._count = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.addWidget(self._field, 1)
        row.addWidget(self._count)
        for sign, words, signal in (
            ("↑", _("Previous hit"), self.previous_wished),
            ("↓", _("Next hit"), self.next_wished),
        ):
            row.addWidget(self._button(sign, words, signal.emit))
        row.addWidget(self._button("×", _("Close"), self.close_bar))
        self.setFocusProxy(self._field)
        self.hide()

    def _button(self, sign: str, words: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(slot)
        return button

    def words(self) -> str:
        """What is looked for."""
        return self._field.text()

    def open_with(self, words: str = "") -> None:
        """Show the bar, its words ready to be replaced."""
        self.show()
        if words and "\n" not in words:
            self._field.setText(words)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.searched.emit(self.words())

    def close_bar(self) -> None:
        """Hide the bar."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def show_count(self, number: int, total: int) -> None:
        """Show `number` of `total` hits; number 0 where none is chosen."""
        if not self.words():
            self._count.clear()
        elif not total:
            self._count.setText(_("Not found"))
        else:
            self._count.setText(_("{number} of {total}").format(number=number, total=total))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_wished if backwards else self.next_wished).emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

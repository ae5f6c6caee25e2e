"""A remark asked for: a few lines on something in a basket, or on the basket."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import Looks


class Lines(QPlainTextEdit):
    """Ctrl+Enter is done; Tab goes on."""

    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins a line, with Ctrl it ends the remark."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class AskRemark(Frame):
    """`answered` carries the remark; an empty one takes it away."""

    answered = Signal(str)

    def __init__(self, looks: Looks, words: str, remark: str, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Remark"), parent)
        shown = " ".join(words.split())
        self.add_words(shown if len(shown) <= 120 else shown[:119] + "…")
        self.field = Lines(remark, self)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(_("Remark"))
        self.field.setFont(looks.font(0))
        self.field.finished.connect(self.accept)
        self.body.addWidget(self.field, 1)
        self.add_buttons(_("Save"))
        self.accepted.connect(lambda: self.answered.emit(self.field.toPlainText().strip()))
        self.resize(480, 260)
        self.field.selectAll()
        self.field.setFocus()

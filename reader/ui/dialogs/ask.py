"""One line asked for: a name, an author."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import Looks


class AskLine(Frame):
    """A field with what is there already. `answered` carries what was entered, never nothing."""

    answered = Signal(str)

    def __init__(self, looks: Looks, title: str, words: str, value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(looks, title, parent)
        if words:
            self.add_words(words)
        self.field = QLineEdit(value, self)
        self.field.setAccessibleName(title)
        self.field.selectAll()
        self.body.addWidget(self.field)
        self.buttons = self.add_buttons(_("Save"))
        self.field.textChanged.connect(lambda text: self.buttons.buttons()[0].setEnabled(bool(text.strip())))
        self.accepted.connect(lambda: self.answered.emit(self.field.text().strip()))
        self.setMinimumWidth(420)
        self.field.setFocus()


class AskChoice(Frame):
    """One of several things. `answered` carries the key of what was chosen."""

    answered = Signal(str)

    def __init__(
        self, looks: Looks, title: str, choices: dict[str, str], value: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, title, parent)
        self.field = QComboBox(self)
        self.field.setAccessibleName(title)
        for key, name in choices.items():
            self.field.addItem(name, key)
        self.field.setCurrentIndex(max(0, self.field.findData(value)))
        self.body.addWidget(self.field)
        self.add_buttons(_("Save"))
        self.accepted.connect(lambda: self.answered.emit(str(self.field.currentData())))
        self.setMinimumWidth(360)

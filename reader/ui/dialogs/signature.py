"""Who signs: the name that marks are made under, and what this device is called in the history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import UNIT, Looks


class Signature(Frame):
    """`answered` carries name and device, neither empty."""

    answered = Signal(str, str)

    def __init__(self, looks: Looks, name: str, device: str, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Author and device"), parent)
        self.add_words(_("Marks made from now on carry this name; the history and exports show both."))
        form = QFormLayout()
        form.setSpacing(2 * UNIT)
        self.name = self._field(form, _("Your name"), name)
        self.device = self._field(form, _("This device"), device)
        self.body.addLayout(form)
        self.buttons = self.add_buttons(_("Save"))
        self.accepted.connect(lambda: self.answered.emit(self.name.text().strip(), self.device.text().strip()))
        self.setMinimumWidth(440)
        self.name.setFocus()
        self.name.selectAll()

    def _field(self, form: QFormLayout, words: str, value: str) -> QLineEdit:
        field = QLineEdit(value, self)
        field.setAccessibleName(words)
        field.textChanged.connect(self._allow)
        form.addRow(words, field)
        return field

    def _allow(self) -> None:
        self.buttons.buttons()[0].setEnabled(bool(self.name.text().strip() and self.device.text().strip()))

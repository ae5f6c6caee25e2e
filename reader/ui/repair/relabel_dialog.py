"""Another name for a column or series, in this issue or in the whole newspaper; how many articles bear it is said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import Looks


class RelabelDialog(Frame):
    """`answered` carries the new name (empty: none) and the scope chosen."""

    answered = Signal(str, object)

    def __init__(
        self, looks: Looks, value: str, scopes: Sequence[tuple[str, dict[str, int]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, _("Rename column or series"), parent)
        self.add_words(_("The printed words stay; the articles bear the new name."))
        self.field = QLineEdit(value, self)
        self.field.setAccessibleName(_("New name"))
        self.field.selectAll()
        self.body.addWidget(self.field)
        self.scope = QComboBox(self)
        self.scope.setAccessibleName(_("Where"))
        for words, scope in scopes:
            self.scope.addItem(words, scope)
        self.body.addWidget(self.scope)
        self.add_buttons(_("Rename"))
        self.accepted.connect(lambda: self.answered.emit(self.field.text().strip(), self.scope.currentData()))
        self.setMinimumWidth(440)
        self.field.setFocus()

"""The note templates of a library: added, changed, deleted; each change is a command of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.commands import notes
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.note_links import PLACEHOLDERS
from reader.domain.words import _
from reader.store.notes import Template
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import UNIT, Looks


class Templates(Frame):
    """A list of names beside the template chosen. `wished` carries a command and its arguments."""

    wished = Signal(str, dict)

    def __init__(self, session: Session, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Note templates"), parent)
        self.session = session
        self.known: list[Template] = []
        asked = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        self.add_words(_("These are filled in where the template is inserted: {asked}").format(asked=asked))
        self.names = QListWidget(self)
        self.names.setAccessibleName(_("Note templates"))
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(_("Name"))
        self.name.setAccessibleName(_("Name of the template"))
        self.text = QPlainTextEdit(self)
        self.text.setProperty("framed", True)
        self.text.setAccessibleName(_("Text of the template"))
        self.text.setTabChangesFocus(True)
        self.add = self._button(_("New template"))
        self.save = self._button(_("Save template"))
        self.drop = self._button(_("Delete template"))
        self._lay_out()
        self.buttons = self.add_buttons(enters=False)
        self.names.currentRowChanged.connect(lambda _row: self._show())
        self.name.textChanged.connect(self._check)
        self.text.textChanged.connect(self._check)
        self.add.clicked.connect(self._add)
        self.save.clicked.connect(self.keep)
        self.drop.clicked.connect(self._drop)
        self.show_templates(notes.templates(session))
        self.resize(640, 440)
        if session.library.read_only:
            for widget in (self.add, self.save, self.drop, self.name, self.text):
                widget.setEnabled(False)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        side, form, acts = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        side.setSpacing(2 * UNIT)
        side.addWidget(self.names, 1)
        side.addWidget(self.add)
        self.names.setMaximumWidth(220)
        form.setSpacing(2 * UNIT)
        form.addWidget(self.name)
        form.addWidget(self.text, 1)
        acts.addStretch(1)
        acts.addWidget(self.drop)
        acts.addWidget(self.save)
        form.addLayout(acts)
        row = QHBoxLayout()
        row.setSpacing(4 * UNIT)
        row.addLayout(side, 1)
        row.addLayout(form, 2)
        self.body.addLayout(row, 1)

    def refresh(self, changes: Changes) -> None:
        """Show what was changed."""
        if changes.touches("note_template"):
            self.show_templates(notes.templates(self.session))

    def show_templates(self, found: Sequence[Template]) -> None:
        """Show these; the one chosen stays chosen, a new one is."""
        before, chosen = {one.id for one in self.known}, self.chosen()
        new = [one.id for one in found if one.id not in before]
        wanted = new[-1] if new and self.known else chosen.id if chosen else 0
        self.known = list(found)
        self.names.blockSignals(True)
        self.names.clear()
        for one in found:
            item = QListWidgetItem(one.name)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.names.addItem(item)
        rows = [n for n, one in enumerate(found) if one.id == wanted]
        self.names.setCurrentRow(rows[0] if rows else 0 if found else -1)
        self.names.blockSignals(False)
        self._show()

    def chosen(self) -> Template | None:
        """The template chosen."""
        row = self.names.currentRow()
        return self.known[row] if 0 <= row < len(self.known) else None

    def _show(self) -> None:
        one = self.chosen()
        self.name.setText(one.name if one else "")
        self.text.setPlainText(one.text if one else "")
        self._check()

    def _check(self) -> None:
        one, fixed = self.chosen(), self.session.library.read_only
        name, text = self.name.text().strip(), self.text.toPlainText()
        changed = bool(name) and (one is None or (name, text) != (one.name, one.text))
        self.save.setEnabled(changed and not fixed)
        self.drop.setEnabled(one is not None and not fixed)

    def _add(self) -> None:
        self.names.setCurrentRow(-1)
        self._show()
        self.name.setFocus()

    def keep(self) -> None:
        """Save the template shown, as a new one where none is chosen."""
        one, name, text = self.chosen(), self.name.text(), self.text.toPlainText()
        if one is None:
            self.wished.emit("template.add", {"name": name, "text": text})
        else:
            self.wished.emit("template.change", {"template": one.id, "name": name, "text": text})

    def _drop(self) -> None:
        one = self.chosen()
        if one is not None:
            self.wished.emit("template.delete", {"template": one.id})

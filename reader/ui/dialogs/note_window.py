"""A window of its own for the note on an issue, or on the library, beside the text that is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reader.commands import notes
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.labels import dress
from reader.ui.notes.section import NoteSection
from reader.ui.theme import Looks


class NoteWindow(Frame):
    """One note, saved as typed; closing it needs no deciding."""

    def __init__(self, session: Session, looks: Looks, target: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(looks, title, parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session, self.target = session, target
        self.section = NoteSection(looks, self)
        self.section.editor.setAccessibleName(title)
        self._saved = dress(QLabel(self), looks, "muted", -2)
        row = QHBoxLayout()
        row.addWidget(self._saved, 1)
        row.addWidget(self.section.tools)
        self.body.addLayout(row)
        self.body.addWidget(self.section, 1)
        self.section.editor.left.connect(self.reject)
        self.section.editor.keeper.saved_changed.connect(
            lambda saved: self._saved.setText(_("saved") if saved else "…")
        )
        self._unsubscribe: Callable[[], None] = session.subscribe(self._changed)
        self.section.attach(session)
        self.section.show_note(target)
        self._show_links()
        self.section.wear_looks()
        self.resize(560, 520)
        self.section.editor.setFocus()

    def _changed(self, changes: Changes, source: object) -> None:
        self.section.take_changes(changes, source)
        if changes.touches("note"):
            self._show_links()

    def _show_links(self) -> None:
        kind, _colon, id = self.target.partition(":")
        self.section.show_links(notes.linked_from(self.session, kind, int(id)) if id else ())

    def done(self, result: int) -> None:
        """Write what is typed and let go of the library."""
        self.leave()
        super().done(result)

    def leave(self) -> None:
        """Write what is typed; nothing is kept here afterwards."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self.section.attach(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the note, not to a button."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

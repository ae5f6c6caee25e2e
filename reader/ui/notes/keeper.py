"""Keeps a note as it is typed: at most a second to the draft, five seconds of rest to the note itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from reader.commands import notes
from reader.commands.session import Session
from reader.domain.note_links import merged
from reader.domain.views import Outcome
from reader.ui.outcomes import Outcomes
from reader.ui.utf16 import units

_DRAFT = 700
_REST = 5000


class NoteKeeper(QObject):
    """Saves one editor's text as one note. A save never touches the editor or its caret.

    `target` is what the note is on (`article:ID`, `issue:ID`, `library`). `saved_changed(False)` while keystrokes are
    not yet on disk, `saved_changed(True)` when all of them are. `parted(True)` when the note was changed elsewhere
    while it was typed in: nothing is written until `settle` says what counts; what is typed stays a draft.
    """

    saved_changed = Signal(bool)
    parted = Signal(bool)
    opened = Signal()
    failed = Signal(object)

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self.editor = editor
        self.target: str | None = None
        self.theirs: str | None = None
        """What the note reads elsewhere, while it is undecided which counts."""
        self._session: Session | None = None
        self._written = ""
        self._drafted = ""
        self._underway: dict[str, str] = {}
        self._outcomes = Outcomes(self)
        self._outcomes.failed.connect(self.failed)
        self._draft_due = QTimer(self, singleShot=True, interval=_DRAFT)
        self._draft_due.timeout.connect(self.draft)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.write)
        editor.textChanged.connect(self._typed)

    def attach(self, session: Session | None) -> None:
        """Keep notes in another library (or in none)."""
        self._leave()
        self.target = None
        self._underway.clear()
        self._session = session

    def text(self) -> str:
        """The note as typed. Read raw: Qt's plain text turns no-break blanks into blanks."""
        raw = self.editor.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    def open(self, target: str | None) -> None:
        """Write the note open so far, then edit this one."""
        self._leave()
        self.target = None
        text = written = ""
        if target is not None and self._session is not None:
            # What is still on its way to the library counts before what is there.
            text = self._underway.get(target, notes.note(self._session, target))
            written = self._underway.get(target, notes.written(self._session, target))
        self.editor.setPlainText(text)
        self._drafted = self.text()
        self._written = written
        self.target = target
        self.opened.emit()

    @property
    def clean(self) -> bool:
        """Whether the note holds all that was typed."""
        return self.target is None or self.text() == self._written

    def refresh(self) -> None:
        """The note was changed elsewhere: show that, unless words typed here are not in it yet; then ask."""
        if self.target is None or self._session is None:
            return
        text = notes.written(self._session, self.target)
        if text == self._written:
            return
        if self.clean or text == self.text():
            self._settle_on(text)
            self._replace(text)
        else:
            self._part(text)

    def _part(self, theirs: str) -> None:
        self.theirs = theirs
        self._rest.stop()
        self.draft()
        self.parted.emit(True)

    def _settle_on(self, text: str) -> None:
        self._written = text
        if self.theirs is not None:
            self.theirs = None
            self.parted.emit(False)

    def settle(self, choice: str) -> None:
        """Let what is typed here count (`mine`), what was written elsewhere (`theirs`), or `both`, one below the other."""
        theirs = self.theirs
        if theirs is None:
            return
        self._settle_on(theirs)
        if choice == "theirs":
            self._replace(theirs)
        elif choice == "both":
            self._replace(merged(self.text(), theirs))
        self._write()

    def _replace(self, text: str) -> None:
        """Change only the stretch that differs, as a step of typing, so that the caret stays where it is."""
        old = self.text()
        start = 0
        while start < min(len(old), len(text)) and old[start] == text[start]:
            start += 1
        end = 0
        while end < min(len(old), len(text)) - start and old[-1 - end] == text[-1 - end]:
            end += 1
        target, self.target = self.target, None
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(units(old[:start]))
        cursor.setPosition(units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])
        self.target = target
        self._drafted = self.text()

    def _typed(self) -> None:
        if self.target is None or self._session is None or self.text() == self._drafted == self._written:
            return
        self.saved_changed.emit(False)
        if not self._draft_due.isActive():
            self._draft_due.start()
        self._rest.start()

    def draft(self) -> None:
        """Keep what is typed so far, outside the history."""
        self._draft_due.stop()
        text = self.text()
        if self.target is None or self._session is None or text == self._drafted:
            return
        self._drafted = text
        saved = notes.save_draft(self._session, self.target, text)
        self._outcomes.follow(saved, lambda _none: self._landed(text))

    def write(self) -> None:
        """Write the note, as one step of the history; only a draft while it is undecided which version counts."""
        self._draft_due.stop()
        self._rest.stop()
        if self.theirs is not None:
            self.draft()
        elif not self.clean:
            self._write()

    def _write(self) -> None:
        if self.target is None or self._session is None:
            return
        target, text, was = self.target, self.text(), self._written
        self._written = self._drafted = self._underway[target] = text
        future = self._session.run("note.write", source=self, text=text, was=was, **notes.arguments_of(target))
        self._outcomes.follow(future, lambda outcome: self._answered(target, text, outcome))

    def _answered(self, target: str, text: str, outcome: Outcome) -> None:
        if self._underway.get(target) == text:
            del self._underway[target]
        if not isinstance(outcome.value, notes.Elsewhere):
            self._landed(text)
        elif target == self.target:
            self._written = outcome.value.text
            self._part(outcome.value.text)
        else:
            self._keep_both(target, text, outcome.value.text)

    def _leave(self) -> None:
        """Write before something else is edited; where it is undecided which version counts, both are kept."""
        if self.theirs is not None and self.target is not None:
            theirs, self.theirs = self.theirs, None
            self.parted.emit(False)
            self._draft_due.stop()
            self._keep_both(self.target, self.text(), theirs)
        else:
            self.write()
        self._rest.stop()

    def _keep_both(self, target: str, mine: str, theirs: str) -> None:
        if self._session is not None:
            arguments = notes.arguments_of(target)
            self._outcomes.follow(self._session.run("note.write", source=self, text=merged(mine, theirs), **arguments))

    def _landed(self, text: str) -> None:
        if text == self.text():
            self.saved_changed.emit(True)

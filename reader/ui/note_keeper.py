"""Keeps a note as it is typed: at most a second to the draft, five seconds of rest to the note itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from reader.commands.session import Session
from reader.ui.outcomes import Outcomes
from reader.ui.utf16 import units

_DRAFT = 700
_REST = 5000


class NoteKeeper(QObject):
    """Saves one editor's text as the note of one article. A save never touches the editor or its caret.

    `saved_changed(False)` while keystrokes are not yet on disk, `saved_changed(True)` when all of them are.
    """

    saved_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self.editor = editor
        self.article: int | None = None
        self._session: Session | None = None
        self._written = ""
        self._drafted = ""
        self._outcomes = Outcomes(self)
        self._outcomes.failed.connect(self.failed)
        self._draft_due = QTimer(self, singleShot=True, interval=_DRAFT)
        self._draft_due.timeout.connect(self.draft)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.write)
        editor.textChanged.connect(self._typed)

    def attach(self, session: Session | None) -> None:
        """Keep notes in another library (or in none)."""
        self.write()
        self.article = None
        self._session = session

    def text(self) -> str:
        """The note as typed. Read raw: Qt's plain text turns no-break blanks into blanks."""
        raw = self.editor.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    def open(self, article: int | None, text: str) -> None:
        """Write the note open so far, then edit this one."""
        self.write()
        self.article = None
        self.editor.setPlainText(text)
        self._written = self._drafted = self.text()
        self.article = article

    @property
    def clean(self) -> bool:
        """Whether the note holds all that was typed."""
        return self.article is None or self.text() == self._written

    def take_over(self, text: str) -> None:
        """The note was changed elsewhere: show that, unless words typed here are not in it yet."""
        if not self.clean or text == self.text():
            return
        self._replace(text)
        self._written = self._drafted = self.text()

    def _replace(self, text: str) -> None:
        """Change only the stretch that differs, so that the caret stays where it is."""
        old = self.text()
        start = 0
        while start < min(len(old), len(text)) and old[start] == text[start]:
            start += 1
        end = 0
        while end < min(len(old), len(text)) - start and old[-1 - end] == text[-1 - end]:
            end += 1
        article, self.article = self.article, None
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(units(old[:start]))
        cursor.setPosition(units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])
        self.article = article

    def _typed(self) -> None:
        if self.article is None or self._session is None or self.text() == self._drafted == self._written:
            return
        self.saved_changed.emit(False)
        if not self._draft_due.isActive():
            self._draft_due.start()
        self._rest.start()

    def draft(self) -> None:
        """Keep what is typed so far, outside the history."""
        self._draft_due.stop()
        text = self.text()
        if self.article is None or self._session is None or text == self._drafted:
            return
        self._drafted = text
        self._outcomes.follow(self._session.save_draft(self.article, text), lambda _none: self._landed(text))

    def write(self) -> None:
        """Write the note, as one step of the history."""
        self._draft_due.stop()
        self._rest.stop()
        if self.article is None or self._session is None or self.clean:
            return
        text = self.text()
        self._written = self._drafted = text
        future = self._session.run("note.write", source=self, article=self.article, text=text)
        self._outcomes.follow(future, lambda _outcome: self._landed(text))

    def _landed(self, text: str) -> None:
        if text == self.text():
            self.saved_changed.emit(True)

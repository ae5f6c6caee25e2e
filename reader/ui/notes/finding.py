"""Finds words in a note: every place marked, one after the other."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from reader.domain.fold import fold
from reader.domain.words import _
from reader.ui.find_bar import FindBar
from reader.ui.notes.editor import NoteEditor
from reader.ui.theme import Looks
from reader.ui.utf16 import Offsets


class NoteFindBar(FindBar):
    """The find bar above a note."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(looks, parent)
        self.setAccessibleName(_("Find in this note"))
        field = self.findChild(QLineEdit)
        if field is not None:
            field.setPlaceholderText(_("Find in this note"))
            field.setClearButtonEnabled(False)
            field.setMinimumWidth(48)
        for button in self.findChildren(QToolButton):
            button.setFixedWidth(22)
            button.setStyleSheet("QToolButton { padding: 2px 0; }")
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 2, 0, 4)
            layout.setSpacing(3)


class NoteFinding(QObject):
    """Marks the words of the bar in the editor; case, width and diacritics do not count."""

    def __init__(self, editor: NoteEditor, bar: NoteFindBar) -> None:
        super().__init__(editor)
        self.editor, self.bar = editor, bar
        self.hits: list[tuple[int, int]] = []
        self.at = -1
        editor.find_wished.connect(self.wish)
        editor.textChanged.connect(self._edited)
        bar.searched.connect(lambda _words: self._search())
        bar.next_wished.connect(lambda: self.step(1))
        bar.previous_wished.connect(lambda: self.step(-1))
        bar.closed.connect(self._closed)

    def wish(self, step: int) -> None:
        """0: open the bar on the words selected; 1, -1: on to the next hit, or back."""
        if step and self.bar.isVisible():
            self.step(step)
        else:
            self.bar.open_with(self.editor.textCursor().selectedText().replace("\u2029", "\n"))

    def _search(self) -> None:
        self._find()
        start = self.editor.textCursor().selectionStart()
        self._go(next((n for n, hit in enumerate(self.hits) if hit[0] >= start), 0 if self.hits else -1))

    def _find(self) -> None:
        wanted = fold(self.bar.words())
        text = self.editor.keeper.text()
        searched, offsets = fold(text), Offsets(text)
        self.hits = []
        at = searched.find(wanted) if wanted else -1
        while at >= 0:
            self.hits.append((offsets.to_utf16(at), offsets.to_utf16(at + len(wanted))))
            at = searched.find(wanted, at + len(wanted))

    def _edited(self) -> None:
        if self.bar.isVisible():
            self._find()
            self.at = min(self.at, len(self.hits) - 1)
            self._show()

    def step(self, by: int) -> None:
        """Go to the next hit (1) or the one before (-1); round at the ends."""
        if self.hits:
            self._go((self.at + by) % len(self.hits))

    def _go(self, at: int) -> None:
        self.at = at
        if at >= 0:
            cursor = QTextCursor(self.editor.document())
            cursor.setPosition(self.hits[at][0])
            cursor.setPosition(self.hits[at][1], QTextCursor.MoveMode.KeepAnchor)
            self.editor.setTextCursor(cursor)
            self.editor.ensureCursorVisible()
        self._show()

    def _show(self) -> None:
        self.editor.mark(self.hits, self.at)
        self.bar.show_count(self.at + 1, len(self.hits))

    def _closed(self) -> None:
        self.hits, self.at = [], -1
        self.editor.mark([], -1)
        self.editor.setFocus()

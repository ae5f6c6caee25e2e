"""The list that opens at `[[`: tags, articles, highlights and issues to link to, looked up while one types."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit

from reader.commands import notes
from reader.commands.notes import LinkChoice
from reader.commands.session import Session
from reader.domain.note_links import link
from reader.domain.words import N_, _
from reader.ui.lookup import Lookup
from reader.ui.theme import Looks
from reader.ui.utf16 import Offsets

_KINDS = {"article": N_("Article"), "highlight": N_("Highlight"), "tag": N_("Tag"), "issue": N_("Issue")}
_ROWS = 10
_WIDE = 380


class Completion(QListWidget):
    """Follows the caret of one editor; a choice takes the place of `[[` and what was typed after it."""

    failed = Signal(object)
    filled = Signal()

    def __init__(self, editor: QPlainTextEdit, looks: Looks) -> None:
        super().__init__(editor)
        self.editor, self.looks = editor, looks
        self._session: Session | None = None
        self._lookup: Lookup | None = None
        self._asked: str | None = None
        self.setAccessibleName(_("What to link to"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(lambda _item: self.take())
        self.hide()

    def attach(self, session: Session | None) -> None:
        """Look up in another library (or in none)."""
        self.close_list()
        if self._lookup is not None:
            self._lookup.close()
        self._session = session
        self._lookup = (
            Lookup("pressmark-links", session.finder.index.interrupt, session.library.close, self) if session else None
        )

    def typed(self) -> str | None:
        """What stands between `[[` and the caret on its line; None where no link is being typed."""
        before = self._before()
        at = before.rfind("[[")
        words = before[at + 2 :]
        return words if at >= 0 and "]" not in words and "[" not in words and len(words) <= 60 else None

    def _before(self) -> str:
        cursor = self.editor.textCursor()
        text = cursor.block().text()
        return text[: Offsets(text).to_code_point(cursor.positionInBlock())]

    def follow(self) -> None:
        """Look up what is typed now, or close."""
        words = self.typed() if self.editor.hasFocus() and not self.editor.isReadOnly() else None
        if words is None or self._session is None or self._lookup is None:
            self.close_list()
        elif words != self._asked:
            self._asked = words
            session = self._session
            self._lookup.ask("links", lambda stop: notes.complete_links(session, words, stop), self._show, self._fail)

    def close_list(self) -> None:
        """Offer nothing any more."""
        self._asked = None
        if self._lookup is not None:
            self._lookup.cancel("links")
        self.hide()

    def _fail(self, error: Exception) -> None:
        self.close_list()
        self.failed.emit(error)

    def _show(self, found: list[LinkChoice]) -> None:
        self.clear()
        for choice in found:
            item = QListWidgetItem(" · ".join(p for p in (choice.title, choice.about, _(_KINDS[choice.kind])) if p))
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self.addItem(item)
        if not found:
            item = QListWidgetItem(_("Nothing fits; go on typing, or press Esc."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.setCurrentRow(0 if found else -1)
        self._place()
        self.filled.emit()

    def _place(self) -> None:
        """Under the caret, inside the window; above it where there is more room."""
        window = self.editor.window()
        self.setParent(window)
        self.wear_looks()
        caret: QRect = self.editor.cursorRect()
        low = self.editor.viewport().mapTo(window, caret.bottomLeft()) + QPoint(0, 4)
        height = min(self.count(), _ROWS) * max(20, self.sizeHintForRow(0)) + 6
        width = min(_WIDE, window.width() - 16)
        x = max(8, min(low.x() - 24, window.width() - width - 8))
        y = low.y() if low.y() + height < window.height() - 8 else max(8, low.y() - caret.height() - height - 8)
        self.setGeometry(x, y, width, height)
        self.show()
        self.raise_()

    def wear_looks(self) -> None:
        """Take colours and fonts anew."""
        theme = self.looks.theme
        self.setFont(self.looks.font(-1))
        self.setStyleSheet(
            f"QListWidget {{ background: {theme['card']}; border: 1px solid {theme['hairline']}; border-radius: 4px; }}"
            f"QListWidget::item {{ padding: 3px 7px; color: {theme['ink']}; border: none; }}"
            f"QListWidget::item:selected {{ background: {theme['selection']}; }}"
        )

    def take_key(self, event: QKeyEvent) -> bool:
        """Arrows walk, Enter and Tab choose, Esc closes; whether the key was for the list."""
        if not self.isVisible():
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.setCurrentRow((self.currentRow() + (1 if key == Qt.Key.Key_Down else -1)) % self.count())
        elif key == Qt.Key.Key_Escape:
            asked = self._asked
            self.close_list()
            self._asked = asked
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self.currentItem() is not None:
            self.take()
        else:
            return False
        return True

    def take(self) -> None:
        """Put the choice into the note."""
        item, words = self.currentItem(), self.typed()
        choice = item.data(Qt.ItemDataRole.UserRole) if self.count() else None
        if choice is None or words is None:
            return
        cursor = self.editor.textCursor()
        line = cursor.block().text()
        offsets = Offsets(line)
        end = offsets.to_code_point(cursor.positionInBlock())
        closing = 2 if line[end : end + 2] == "]]" else 0
        begin = cursor.block().position()
        cursor.setPosition(begin + offsets.to_utf16(end - len(words) - 2))
        cursor.setPosition(begin + offsets.to_utf16(end + closing), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(link(choice.kind, choice.uuid, choice.title))
        self.editor.setTextCursor(cursor)
        self.close_list()

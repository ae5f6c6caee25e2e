"""The editor of a note: Markdown source, dressed while it is typed, that quotations can be dropped into."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from reader.domain.note_links import NoteLink, WebLink, links, next_line, quoted_at, web_links
from reader.domain.words import _
from reader.ui.notes.completion import Completion
from reader.ui.notes.keeper import NoteKeeper
from reader.ui.notes.styles import NoteStyles
from reader.ui.reading_view import PASSAGE
from reader.ui.theme import Looks
from reader.ui.utf16 import Offsets

_CONTROL = Qt.KeyboardModifier.ControlModifier
_OWN = (
    QKeySequence.StandardKey.Find, QKeySequence.StandardKey.FindNext, QKeySequence.StandardKey.FindPrevious,
    QKeySequence.StandardKey.Bold, QKeySequence.StandardKey.Italic,
)  # fmt: skip


class NoteEditor(QPlainTextEdit):
    """One note. What is typed is kept by its `keeper`; links, quotations and finding are wished for by signals."""

    left = Signal()
    link_wished = Signal(object, str)
    web_wished = Signal(str)
    passage_dropped = Signal(dict)
    find_wished = Signal(int)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.keeper = NoteKeeper(self)
        self.setAccessibleName(_("Note on this article"))
        self.setPlaceholderText(_("Note in Markdown; [[ links, words can be dragged in"))
        self.setProperty("framed", True)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.viewport().setMouseTracking(True)
        self.styles = NoteStyles(self, looks)
        self.completion = Completion(self, looks)
        self._pressed_on: object = None
        self.cursorPositionChanged.connect(self.completion.follow)
        self.textChanged.connect(self.completion.follow)
        self.wear_looks()

    def wear_looks(self) -> None:
        """Take colours and fonts anew."""
        self.setFont(self.looks.font())
        palette = self.palette()
        palette.setColor(palette.ColorRole.PlaceholderText, QColor(self.looks.theme["faint"]))
        self.setPalette(palette)
        self.styles.wear_looks()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 96)

    # --- keys

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keeper.write()
        self.completion.close_list()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keys that mean something in a note are not taken for the window's commands."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            opens = event.modifiers() & _CONTROL and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if opens or any(event.matches(key) for key in _OWN):
                event.accept()
                return True
        if (
            event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab and self.completion.take_key(event)
        ):  # fmt: skip
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.completion.take_key(event) or self._take(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _take(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif enter and modifiers & _CONTROL:
            self.open_link(self.textCursor())
        elif event.matches(QKeySequence.StandardKey.Find):
            self.find_wished.emit(0)
        elif event.matches(QKeySequence.StandardKey.FindNext):
            self.find_wished.emit(1)
        elif event.matches(QKeySequence.StandardKey.FindPrevious):
            self.find_wished.emit(-1)
        elif self.isReadOnly():
            return False
        elif enter and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            return self._go_on()
        elif event.matches(QKeySequence.StandardKey.Bold):
            self._wrap("**")
        elif event.matches(QKeySequence.StandardKey.Italic):
            self._wrap("*")
        else:
            return False
        return True

    def _go_on(self) -> bool:
        """Enter goes on with the list or quotation; in an empty item it ends it."""
        cursor = self.textCursor()
        line = cursor.block().text()
        if cursor.hasSelection() or not cursor.atBlockEnd():
            return False
        following = next_line(line)
        if following == "":
            return False
        cursor.beginEditBlock()
        if following is None:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            cursor.insertText("\n" + following)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _wrap(self, marker: str) -> None:
        """Put the words selected between markers; with none selected, the caret."""
        cursor = self.textCursor()
        words = cursor.selectedText()
        cursor.insertText(f"{marker}{words}{marker}")
        if not words:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(marker))
            self.setTextCursor(cursor)

    # --- links

    def open_link(self, cursor: QTextCursor) -> bool:
        """Ask for the link at a place of the note; False where there is none."""
        found = self._link_at(cursor)
        if isinstance(found, NoteLink):
            block = cursor.block()
            text = self.keeper.text()
            begin = Offsets(text).to_code_point(block.position())
            self.link_wished.emit(found, quoted_at(text, begin + found.start))
        elif isinstance(found, WebLink):
            self.web_wished.emit(found.url)
        return found is not None

    @staticmethod
    def _link_at(cursor: QTextCursor) -> NoteLink | WebLink | None:
        block: QTextBlock = cursor.block()
        text = block.text()
        at = Offsets(text).to_code_point(cursor.positionInBlock())
        for link in links(text):
            if link.start <= at <= link.end:
                return link
        return next((web for web in web_links(text) if web.start <= at <= web.end), None)

    def _under(self, event: QMouseEvent) -> NoteLink | WebLink | None:
        """The link whose words are under the pointer."""
        at = event.position().toPoint()
        cursor = self.cursorForPosition(at)
        found = self._link_at(cursor)
        if found is None:
            return None
        box = self.cursorRect(cursor)
        return found if box.top() <= at.y() <= box.bottom() and abs(box.left() - at.x()) < 24 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A link that the caret stands in is being edited: a click there places the caret.
        found = self._under(event)
        editing = found is not None and found == self._link_at(self.textCursor()) and self.hasFocus()
        direct = isinstance(found, NoteLink) and not editing and not event.modifiers()
        self._pressed_on = found if direct or event.modifiers() & _CONTROL else None
        if self._pressed_on is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_on = self._pressed_on, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif pressed == self._under(event):
            self.open_link(self.cursorForPosition(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        found = self._under(event)
        shape = Qt.CursorShape.PointingHandCursor if isinstance(found, NoteLink) else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
            tip = _("Click opens it; Ctrl+Enter opens the link at the caret.") if isinstance(found, NoteLink) else ""
            self.viewport().setToolTip(tip)

    # --- what is brought in

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words of the text, and plain text."""
        return source.hasFormat(PASSAGE) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words of the text come in as a quotation with its source, all else as plain text."""
        passage: Any = None
        if source.hasFormat(PASSAGE):
            try:
                passage = json.loads(bytes(source.data(PASSAGE).data()))
            except ValueError:
                passage = None
        if isinstance(passage, dict) and passage.get("spans"):
            self.passage_dropped.emit(passage)
        else:
            super().insertFromMimeData(source)

    def insert_apart(self, words: str) -> None:
        """Put lines in at the caret as a paragraph of their own, in one step of typing."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before = "" if not cursor.block().text().strip() else "\n\n"
        if not before and cursor.block().previous().isValid() and cursor.block().previous().text().strip():
            before = "\n"
        cursor.insertText(f"{before}{words.rstrip()}\n\n")
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def mark(self, ranges: list[tuple[int, int]], current: int) -> None:
        """Mark stretches of the note, in Qt's positions; `current` (or -1) more strongly."""
        marked = []
        for n, (start, end) in enumerate(ranges):
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format.setBackground(self.looks.colour("hit"))
            if n == current:
                mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                mark.format.setUnderlineColor(self.looks.colour("hit_edge"))
            marked.append(mark)
        self.setExtraSelections(marked)

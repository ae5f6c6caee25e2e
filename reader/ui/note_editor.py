"""The editor of a note: Markdown source, lightly styled while it is typed."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reader.domain.words import _
from reader.ui.note_keeper import NoteKeeper
from reader.ui.theme import Looks
from reader.ui.utf16 import Offsets

_INLINE = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__"), "bold"),
    (re.compile(r"(?<![*\w])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![*\w])"), "italic"),
    (re.compile(r"`[^`]+`"), "code"),
    (re.compile(r"\[\[[^\]]+\]\]|\[[^\]]+\]\([^)\s]+\)|https?://[^\s)）]+"), "link"),
)
_HEADING = re.compile(r"#{1,6}\s")
_QUOTED = re.compile(r">\s?")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


class NoteStyles(QSyntaxHighlighter):
    """Shows Markdown as what it means and leaves every character in sight."""

    def __init__(self, editor: QPlainTextEdit, looks: Looks) -> None:
        super().__init__(editor.document())
        self.looks = looks
        self.formats: dict[str, QTextCharFormat] = {}
        self.wear_looks()

    def wear_looks(self) -> None:
        """Take colours and fonts anew."""
        self.formats = {name: QTextCharFormat() for name in ("bold", "italic", "code", "link", "heading", "quiet")}
        self.formats["bold"].setFontWeight(QFont.Weight.Bold)
        self.formats["italic"].setFontItalic(True)
        self.formats["code"].setFontFamilies(self.looks.families("latin", "mono"))
        self.formats["link"].setFontUnderline(True)
        self.formats["link"].setForeground(self.looks.colour("accent"))
        self.formats["heading"].setFontWeight(QFont.Weight.Bold)
        self.formats["heading"].setForeground(self.looks.colour("accent"))
        self.formats["quiet"].setForeground(self.looks.colour("muted"))
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        offsets = Offsets(text)
        if _HEADING.match(text):
            self._set(offsets, 0, len(text), "heading")
            return
        if _QUOTED.match(text):
            self._set(offsets, 0, len(text), "quiet")
        item = _ITEM.match(text)
        if item:
            self._set(offsets, item.start(), item.end(), "quiet")
        for pattern, name in _INLINE:
            for found in pattern.finditer(text):
                self._set(offsets, found.start(), found.end(), name)

    def _set(self, offsets: Offsets, start: int, end: int, name: str) -> None:
        low, high = offsets.to_utf16(start), offsets.to_utf16(end)
        self.setFormat(low, high - low, self.formats[name])


class NoteEditor(QPlainTextEdit):
    """A note on an article. What is typed is kept by its `keeper`."""

    left = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.keeper = NoteKeeper(self)
        self.setAccessibleName(_("Note on this article"))
        self.setPlaceholderText(_("Note in Markdown"))
        self.setProperty("framed", True)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.styles = NoteStyles(self, looks)
        self.wear_looks()

    def wear_looks(self) -> None:
        """Take colours and fonts anew."""
        self.setFont(self.looks.font())
        palette = self.palette()
        palette.setColor(palette.ColorRole.PlaceholderText, QColor(self.looks.theme["faint"]))
        self.setPalette(palette)
        self.styles.wear_looks()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keeper.write()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 96)

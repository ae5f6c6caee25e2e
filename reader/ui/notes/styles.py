"""Dresses a note's Markdown as it is typed: what it means is seen, and the source stays as it is."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from reader.domain.note_links import links, web_links
from reader.ui.theme import Looks
from reader.ui.utf16 import Offsets

_INLINE = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__"), "bold", 2),
    (re.compile(r"(?<![*\w\\])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![*\w])"), "italic", 1),
    (re.compile(r"`[^`]+`"), "code", 1),
)
_HEADING = re.compile(r"(#{1,6})\s+")
_QUOTED = re.compile(r"(?:>[ \t]?)+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s)?")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_IN_CODE = 1
_LARGER = (4.0, 2.5, 1.0)
_NAMES = (
    "bold", "italic", "code", "link", "broken", "quiet", "quote", "hidden", "heading1", "heading2", "heading3",
)  # fmt: skip


class NoteStyles(QSyntaxHighlighter):
    """Links show their titles only; the one the caret stands in shows all of itself. `restyled` counts blocks."""

    def __init__(self, editor: QPlainTextEdit, looks: Looks) -> None:
        super().__init__(editor.document())
        self.editor = editor
        self.looks = looks
        self.formats: dict[str, QTextCharFormat] = {}
        self.broken: set[tuple[str, str]] = set()
        self.restyled = 0
        self._open: tuple[int, int] | None = None
        editor.cursorPositionChanged.connect(self._follow_caret)
        self.wear_looks()

    def wear_looks(self) -> None:
        """Take colours and fonts anew."""
        looks = self.looks
        made = {name: QTextCharFormat() for name in _NAMES}
        made["bold"].setFontWeight(QFont.Weight.Bold)
        made["italic"].setFontItalic(True)
        made["code"].setFontFamilies(looks.families("latin", "mono"))
        made["link"].setForeground(looks.colour("accent"))
        made["link"].setFontUnderline(True)
        made["broken"].setForeground(looks.colour("muted"))
        made["broken"].setFontStrikeOut(True)
        made["quiet"].setForeground(looks.colour("faint"))
        made["quote"].setForeground(looks.colour("muted"))
        made["quote"].setFontFamilies(looks.families("latin", "serif"))
        for level, step in enumerate(_LARGER, 1):
            made[f"heading{level}"].setFont(looks.font(step, bold=True, face="serif"))
        # Too small to be seen and next to no width: what is hidden keeps its place in the text, and in no line.
        made["hidden"].setFontPointSize(0.5)
        made["hidden"].setFontStretch(1)
        made["hidden"].setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
        made["hidden"].setFontLetterSpacing(1)
        made["hidden"].setForeground(looks.colour("page"))
        self.formats = made
        self.rehighlight()

    def set_broken(self, broken: set[tuple[str, str]]) -> None:
        """Strike through the links that lead nowhere; only the lines that hold one are dressed anew."""
        changed = self.broken ^ broken
        self.broken = broken
        if changed:
            block = self.document().begin()
            while block.isValid():
                if any((link.kind, link.uuid) in changed for link in links(block.text())):
                    self.rehighlightBlock(block)
                block = block.next()

    def _follow_caret(self) -> None:
        """A link opens where the caret enters it, and closes behind it."""
        cursor = self.editor.textCursor()
        now = self._link_at(cursor) if self.editor.hasFocus() else None
        if now == self._open:
            return
        before, self._open = self._open, now
        for number in {place[0] for place in (before, now) if place is not None}:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)

    @staticmethod
    def _link_at(cursor: QTextCursor) -> tuple[int, int] | None:
        block: QTextBlock = cursor.block()
        text = block.text()
        if "](" not in text:
            return None
        at = Offsets(text).to_code_point(cursor.positionInBlock())
        return next(
            ((block.blockNumber(), n) for n, link in enumerate(links(text)) if link.start < at < link.end), None
        )

    def highlightBlock(self, text: str) -> None:
        self.restyled += 1
        inside = self.previousBlockState() == _IN_CODE
        fence = _FENCE.match(text) is not None
        self.setCurrentBlockState(_IN_CODE if inside != fence else 0)
        if not text:
            return
        offsets = Offsets(text)
        if inside or fence:
            self._set(offsets, 0, len(text), "code")
            return
        base = self._dress_line(offsets, text)
        self._dress_words(offsets, text, base)
        self._dress_links(offsets, text, base)

    def _dress_line(self, offsets: Offsets, text: str) -> str:
        """Heading, quotation, item or rule; returns what the rest of the line is dressed as."""
        heading, quoted, item = _HEADING.match(text), _QUOTED.match(text), _ITEM.match(text)
        if heading:
            base = f"heading{min(3, len(heading[1]))}"
            self._set(offsets, 0, len(text), base)
            self._set(offsets, 0, heading.end(), base, "quiet")
            return base
        if _RULE.match(text):
            self._set(offsets, 0, len(text), "quiet")
        elif quoted:
            self._set(offsets, 0, len(text), "quote")
            self._set(offsets, 0, quoted.end(), "quiet")
            return "quote"
        elif item:
            self._set(offsets, 0, item.end(), "quiet")
        return ""

    def _dress_words(self, offsets: Offsets, text: str, base: str) -> None:
        for pattern, name, marker in _INLINE:
            for found in pattern.finditer(text):
                self._set(offsets, found.start(), found.end(), base, name)
                for start, end in ((found.start(), found.start() + marker), (found.end() - marker, found.end())):
                    self._set(offsets, start, end, base, "quiet")

    def _dress_links(self, offsets: Offsets, text: str, base: str) -> None:
        for web in web_links(text):
            self._set(offsets, web.start, web.end, base, "quiet")
            self._set(offsets, web.title_start, web.title_end, base, "link")
        if "](" not in text:
            return
        number = self.currentBlock().blockNumber()
        for n, link in enumerate(links(text)):
            around = "quiet" if self._open == (number, n) else "hidden"
            self._set(offsets, link.start, link.title_start, around)
            self._set(offsets, link.title_end, link.end, around)
            name = "broken" if (link.kind, link.uuid) in self.broken else "link"
            self._set(offsets, link.title_start, link.title_end, base, name)

    def _set(self, offsets: Offsets, start: int, end: int, *names: str) -> None:
        shape = QTextCharFormat()
        for name in names:
            if name:
                shape.merge(self.formats[name])
        low, high = offsets.to_utf16(start), offsets.to_utf16(end)
        self.setFormat(low, high - low, shape)

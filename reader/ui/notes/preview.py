"""A note as it reads: rendered here, nothing fetched, links handed to whoever asks before opening them."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QTextBrowser, QWidget

from reader.domain.note_html import as_html
from reader.domain.words import _
from reader.ui.theme import Looks


class NotePreview(QTextBrowser):
    """Shows Markdown as typeset text; `link_wished` carries the address of a link clicked."""

    link_wished = Signal(str)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.setAccessibleName(_("Note as it reads"))
        self.setProperty("framed", True)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(6)
        self.anchorClicked.connect(lambda url: self.link_wished.emit(url.toString()))

    def show_note(self, text: str, broken: set[tuple[str, str]]) -> None:
        """Render a note; links in `broken` (kind, permanent id) are struck through."""
        theme = self.looks.theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self.looks.colour("ink"))
        palette.setColor(QPalette.ColorRole.Link, self.looks.colour("accent"))
        self.setPalette(palette)
        self.setFont(self.looks.font())
        serif = ", ".join(f"'{name}'" for name in self.looks.families("latin", "serif"))
        self.document().setDefaultStyleSheet(
            f"a {{ color: {theme['accent']}; }} blockquote, .broken {{ color: {theme['muted']}; }}"
            f"h1, h2, h3, blockquote {{ font-family: {serif}; }} p, li {{ line-height: 140%; }}"
            "h1 { font-size: 18pt; } h2 { font-size: 15pt; } h3 { font-size: 13pt; }"
            "blockquote { margin-left: 14px; margin-right: 4px; }"
        )
        at = self.verticalScrollBar().value()
        self.setHtml(as_html(text, lambda kind, uuid: (kind, uuid) in broken))
        self.verticalScrollBar().setValue(at)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever fetched for a note."""
        return None

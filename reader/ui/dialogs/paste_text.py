"""Text typed or pasted, to become a new issue."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import Looks


class PasteText(Frame):
    """A name and the text; the clipboard's is there already. `wished` says: make an issue of it."""

    wished = Signal()

    def __init__(self, looks: Looks, text: str, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Paste text as new issue"), parent)
        self.add_words(_("Lines that begin with # become headlines. Newspaper and date can be set afterwards."))
        self._title = QLineEdit(self)
        self._title.setPlaceholderText(_("Name of the text"))
        self._title.setAccessibleName(_("Name of the text"))
        self._text = QPlainTextEdit(self)
        self._text.setProperty("framed", True)
        self._text.setAccessibleName(_("Text"))
        self._text.setTabChangesFocus(True)
        self._text.setFont(looks.font(1, face="serif"))
        self._text.setPlainText(text)
        self.body.addWidget(self._title)
        self.body.addWidget(self._text, 1)
        self.buttons = self.add_buttons(_("Make issue"))
        self._text.textChanged.connect(self._check)
        self.accepted.connect(self.wished)
        self._check()
        self.resize(620, 520)

    def _check(self) -> None:
        self.buttons.buttons()[0].setEnabled(bool(self.text().strip()))

    def text(self) -> str:
        """The text as it stands, no-break spaces included (`toPlainText` would make them plain)."""
        return self._text.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def title(self) -> str:
        """The name given, may be empty."""
        return self._title.text().strip()

"""A text to read and to copy: what went wrong, what the machine looks like, what this program is."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import Looks


class TextReport(Frame):
    """A heading, a few words, and the text."""

    def __init__(self, looks: Looks, title: str, words: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(looks, title, parent)
        self.add_words(words)
        self.text = QPlainTextEdit(text, self)
        self.text.setReadOnly(True)
        self.text.setProperty("framed", True)
        self.text.setAccessibleName(title)
        self.text.setFont(looks.font(-1, face="mono"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.body.addWidget(self.text, 1)
        buttons = self.add_buttons()
        copy = buttons.addButton(_("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        self.resize(680, 440)

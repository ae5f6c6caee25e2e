"""In which encoding an issue is to be read anew: a choice, and how the kept bytes begin in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QPlainTextEdit, QWidget

from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.views import IssueView
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import ENCODINGS, encoding_said

_LINES = 40
_CHARS = 4000


class ChooseEncoding(Frame):
    """The encoding now recorded, those to choose from, and a preview. `wished` says: read the issue anew."""

    wished = Signal()

    def __init__(self, session: Session, looks: Looks, issue: IssueView, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Read again with another encoding"), parent)
        self._session, self._issue = session, issue
        now = encoding_said(issue.encoding, issue.encoding_how)
        self.add_words(" · ".join(part for part in (issue.source_name, now) if part))
        self.choice = QComboBox(self)
        for codec, name in ENCODINGS.items():
            self.choice.addItem(name, codec)
        self.choice.setCurrentIndex(max(0, self.choice.findData(issue.encoding)))
        self._add_form()
        self.preview = QPlainTextEdit(self)
        self.preview.setReadOnly(True)
        self.preview.setProperty("framed", True)
        self.preview.setAccessibleName(_("How the file begins"))
        self.preview.setFont(looks.font(1, face="serif"))
        self.body.addWidget(self.preview, 1)
        self.fault = self.add_words("")
        self.add_words(
            _("The issue is read anew from the bytes kept. The old reading goes to the trash, with its marks.")
        )
        self.buttons = self.add_buttons(_("Read again"))
        self.choice.currentIndexChanged.connect(self._show)
        self.accepted.connect(self.wished)
        self._show()
        self.choice.setFocus()
        self.resize(620, 520)

    def _add_form(self) -> None:
        form = QFormLayout()
        form.setSpacing(2 * UNIT)
        label = QLabel(_("Encoding"), self)
        label.setBuddy(self.choice)
        self.choice.setAccessibleName(_("Encoding"))
        form.addRow(label, self.choice)
        self.body.addLayout(form)

    def encoding(self) -> str:
        """The codec chosen."""
        return str(self.choice.currentData())

    def _show(self) -> None:
        text = fault = ""
        try:
            text = self._session.kept_text(self._issue.id, self.encoding())
        except ReaderError as error:
            fault = str(error)
        self.preview.setPlainText("\n".join(text[:_CHARS].split("\n")[:_LINES]))
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.buttons.buttons()[0].setEnabled(not fault and self.encoding() != self._issue.encoding)

"""What could not be imported, and why: to read and to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from reader.commands.importing import Report
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import Looks


class ImportReport(Frame):
    """File, reason and what to do, one paragraph each."""

    def __init__(self, report: Report, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("What could not be imported"), parent)
        self.add_words(_("The other files were imported. These were left as they are:"))
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setProperty("framed", True)
        self.text.setAccessibleName(_("Files and reasons"))
        self.text.setPlainText("\n\n".join(f"{path}\n{error}" for path, error in report.failed))
        self.body.addWidget(self.text, 1)
        buttons = self.add_buttons()
        copy = buttons.addButton(_("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.resize(560, 360)

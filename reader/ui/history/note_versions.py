"""Every text the note of an article ever had, newest first, each compared with the one before; any can be put back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QWidget

from reader.commands.session import Session
from reader.domain.words import _
from reader.store import recalled
from reader.ui.dialogs.frame import Frame
from reader.ui.history.act_detail import compared
from reader.ui.theme import UNIT, Looks


class NoteVersions(Frame):
    """`restored` carries the text that is to be the note again."""

    restored = Signal(str)

    def __init__(self, session: Session, looks: Looks, article: int, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Earlier texts of the note"), parent)
        self.versions = recalled.note_versions(session.library, article)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Texts of the note by time"))
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(_("The text, compared with the one before"))
        for _act, at, who, text in self.versions:
            item = QListWidgetItem(f"{at.replace('T', ' ')[:16]}  {who}" + ("" if text else "  " + _("(removed)")))
            self.list.addItem(item)
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(4 * UNIT)
        parts.addWidget(self.list)
        parts.addWidget(self.text)
        parts.setSizes([240, 460])
        self.body.addWidget(parts, 1)
        if not self.versions:
            self.add_words(_("This article has had no note yet."))
        buttons = self.add_buttons()
        self.back = buttons.addButton(_("Put this text back"), QDialogButtonBox.ButtonRole.ActionRole)
        self.back.clicked.connect(self._restore)
        self._writable = not session.library.read_only
        self.back.setEnabled(False)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self.resize(760, 480)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self.versions):
            older = self.versions[row + 1][3] if row + 1 < len(self.versions) else ""
            self.text.setHtml(compared(older, self.versions[row][3], self.looks))
            self.back.setEnabled(self._writable and self.versions[row][3] != self.versions[0][3])

    def _restore(self) -> None:
        self.restored.emit(self.versions[self.list.currentRow()][3])
        self.accept()

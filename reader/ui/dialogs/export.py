"""Which articles to export, in which format."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLabel, QRadioButton, QWidget

from reader.domain.words import _
from reader.exports.formats import Format, every_format
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import Looks
from reader.ui.wording import articles_counted


class ExportDialog(Frame):
    """`scopes` are (key, words, number of articles). `wished` says: ask where, then export."""

    wished = Signal()

    def __init__(
        self, looks: Looks, scopes: list[tuple[str, str, int]], kept: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, _("Export"), parent)
        self._scopes = [scope for scope in scopes if scope[2]]
        self._group = QButtonGroup(self)
        for n, (_key, words, count) in enumerate(self._scopes):
            button = QRadioButton(f"{words} ({articles_counted(count)})", self)
            button.setChecked(n == 0)
            self._group.addButton(button, n)
            self.body.addWidget(button)
        label = QLabel(_("Format"), self)
        self.formats = QComboBox(self)
        self.formats.setAccessibleName(_("Format"))
        label.setBuddy(self.formats)
        for one in every_format():
            self.formats.addItem(_(one.title), one.name)
        self.formats.setCurrentIndex(max(0, self.formats.findData(kept)))
        self.body.addWidget(label)
        self.body.addWidget(self.formats)
        self.add_words(_("With their highlights, comments, tags, notes and source lines."))
        self.add_buttons(_("Choose file…"))
        self.accepted.connect(self.wished)
        self.setMinimumWidth(420)

    def scope(self) -> str:
        """The key of what is to be exported."""
        return self._scopes[max(0, self._group.checkedId())][0]

    def format(self) -> Format:
        """The format chosen."""
        return every_format()[max(0, self.formats.currentIndex())]

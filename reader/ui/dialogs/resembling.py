"""Several issues that resemble issues in the library, before any of them is kept: one list, a choice for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from reader.commands.importing import Held
from reader.domain.version_report import CHANGED, LOST, VersionReport
from reader.domain.words import N_, _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import UNIT, Looks

VERSION, OWN, LEAVE = range(3)
_CHOICES = (N_("Take as new version"), N_("Import as an issue of its own"), N_("Do not import"))
_COLUMNS = (N_("New text"), N_("Resembles"), N_("Alike"), N_("Left behind"), N_("What to do"))


class Resembling(Frame):
    """The list; `wished`: do as `chosen` says. What a comparison did not reach is not imported unless a person says so."""

    wished = Signal()

    def __init__(
        self, held: Sequence[Held], reports: Sequence[VersionReport | None], looks: Looks, parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, _("New versions?"), parent)
        self.held, self.reports = held, reports
        words = ngettext(
            "{count} issue resembles one in the library. Nothing of it is imported yet: say what is to become of it.",
            "{count} issues resemble issues in the library. Nothing of them is imported yet: say what is to become of each.",
            len(held),
        )
        self.add_words(words.format(count=len(held)))
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(_("Issues that resemble others"))
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.list.setHeaderLabels([_(name) for name in _COLUMNS])
        self._size_columns()
        self.body.addWidget(self.list, 1)
        self.boxes = [self._add(one, report) for one, report in zip(held, reports, strict=True)]
        self._add_all()
        self.buttons = self.add_buttons(_("Import"))
        for button in self.buttons.buttons():
            if self.buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.RejectRole:
                button.setText(_("Import none of them"))
        self.look = self.buttons.addButton(_("Compare…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.look.setAutoDefault(False)
        self.look.clicked.connect(self.compare)
        self.list.itemActivated.connect(lambda _item, _column: self.compare())
        self.list.currentItemChanged.connect(lambda *_items: self._enable())
        self.accepted.connect(self.wished)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.resize(900, 520)

    def _size_columns(self) -> None:
        header = self.list.header()
        header.setStretchLastSection(False)
        for column in range(len(_COLUMNS)):
            stretched = column < 2
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)

    def _add(self, one: Held, report: VersionReport | None) -> QComboBox:
        alike = one.alike[0]
        item = QTreeWidgetItem(self.list, [one.name, alike.title, f"{round(100 * alike.share)} %", left(report)])
        for column, words in ((0, "\n".join(file.name for file in one.files.files)), (1, alike.title)):
            item.setToolTip(column, words)
        box = QComboBox(self.list)
        box.addItems([_(name) for name in _CHOICES])
        box.setAccessibleName(_("What becomes of {name}").format(name=one.name))
        box.setCurrentIndex(VERSION if report else LEAVE)
        self.list.setItemWidget(item, 4, box)
        return box

    def _add_all(self) -> None:
        """One choice for all lines selected, or for all."""
        line = QHBoxLayout()
        line.setSpacing(2 * UNIT)
        label = QLabel(_("For all selected:"), self)
        self.all = QComboBox(self)
        self.all.addItems(["", *(_(name) for name in _CHOICES)])
        self.all.setAccessibleName(_("For all selected:"))
        self.all.activated.connect(self._set_all)
        label.setBuddy(self.all)
        line.addWidget(label)
        line.addWidget(self.all)
        line.addStretch(1)
        self.body.addLayout(line)

    def _set_all(self, index: int) -> None:
        for item in self.list.selectedItems() if index else []:
            self.boxes[self.list.indexOfTopLevelItem(item)].setCurrentIndex(index - 1)
        self.all.setCurrentIndex(0)

    def _enable(self) -> None:
        self.look.setEnabled(self._current() is not None)

    def _row(self) -> int:
        item = self.list.currentItem()
        return self.list.indexOfTopLevelItem(item) if item is not None else -1

    def _current(self) -> VersionReport | None:
        row = self._row()
        return self.reports[row] if row >= 0 else None

    def compare(self) -> None:
        """Show what taking the chosen line as a new version would do; taking it sets the line's choice."""
        from reader.ui.dialogs.version import VersionDialog

        report = self._current()
        if report is None:
            return
        row = self._row()
        dialog = VersionDialog(report, self.held[row].alike[0].title, self.looks, self)
        dialog.wished.connect(lambda: self.boxes[row].setCurrentIndex(VERSION))
        dialog.open()

    def chosen(self) -> list[tuple[Held, int | None]]:
        """What to import, each with the issue whose new version it is; None: an issue of its own."""
        return [
            (one, one.alike[0].issue if box.currentIndex() == VERSION else None)
            for one, box in zip(self.held, self.boxes, strict=True)
            if box.currentIndex() != LEAVE
        ]


def left(report: VersionReport | None) -> str:
    """How much of a person's work would be left behind or lie on changed words."""
    if report is None:
        return _("not compared")
    gone, other = len(report.work(LOST)), len(report.work(CHANGED))
    if not gone and not other:
        return _("nothing")
    return _("{lost} · {changed} on changed words").format(lost=gone, changed=other)

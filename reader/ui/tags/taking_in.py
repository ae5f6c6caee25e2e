"""What a vocabulary file would bring, shown before it is taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from reader.commands.vocabulary_files import KINDS, Taken, said_of
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.tags.uses import rows_style
from reader.ui.theme import Looks

_ORDER = ("conflict", "merged", "new", "changed", "equal")


class TakingIn(Frame):
    """`tried` asks for another dry run (with merging or without), `agreed` for the import itself."""

    tried = Signal(bool)
    agreed = Signal(bool)

    def __init__(self, looks: Looks, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Import tags"), parent)
        self._path = path
        self.words = self.add_words(path.name)
        self.merge = QCheckBox(_("Merge tags that the file calls variants of another"), self)
        self.body.addWidget(self.merge)
        self.list = QTreeWidget(self)
        self.list.setHeaderLabels([_("Tag"), _("Becomes"), _("What of it")])
        self.list.setAccessibleName(_("What the file brings"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setStyleSheet(rows_style(looks))
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.body.addWidget(self.list, 1)
        self.buttons = self.add_buttons(_("Import"))
        self.merge.toggled.connect(self.tried)
        self.accepted.connect(lambda: self.agreed.emit(self.merge.isChecked()))
        self.resize(720, 520)
        self.buttons.buttons()[0].setEnabled(False)

    def show_report(self, taken: list[Taken]) -> None:
        """Show what would become of each term, what needs a look first."""
        counts = {kind: sum(one.kind == kind for one in taken) for kind in _ORDER}
        told = " · ".join(f"{_(KINDS[kind])} {count:,}" for kind, count in counts.items() if count)
        self.words.setText(f"{self._path.name}: {told}")
        self.list.clear()
        items = []
        for one in sorted(taken, key=lambda one: (_ORDER.index(one.kind), one.name)):
            item = QTreeWidgetItem([one.name, _(KINDS[one.kind]), "; ".join(said_of(one))])
            item.setToolTip(2, "\n".join(said_of(one)))
            item.setForeground(1, self.looks.colour("warning" if one.kind == "conflict" else "muted"))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            items.append(item)
        self.list.addTopLevelItems(items)
        self.buttons.buttons()[0].setEnabled(len(taken) > counts["equal"])

"""What the dialog of newspapers shows beside its list: one newspaper with its names, or several to be merged."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.domain.words import N_, _, ngettext
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks

KINDS = {"alias": N_("Alias"), "former": N_("Former title")}


class Paper(NamedTuple):
    """A newspaper as the list shows it; `names` are (name, kind)."""

    id: int
    name: str
    names: tuple[tuple[str, str], ...]
    issues: int


class OnePaper(QWidget):
    """The name of one newspaper, and its other names."""

    wished = Signal(str, dict)

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.paper = Paper(0, "", (), 0)
        self.name = QLineEdit(self)
        self.name.setAccessibleName(_("Name"))
        self.rename = _button(_("Rename"), self)
        self.names = table_of((_("Other name"), _("Kind")), looks, self)
        self.names.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.added = QLineEdit(self)
        self.added.setPlaceholderText(_("Another name"))
        self.added.setAccessibleName(_("Another name"))
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(_("Kind"))
        for key, title in KINDS.items():
            self.kind.addItem(_(title), key)
        self.add = _button(_("Add"), self)
        self.remove = _button(_("Remove name"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * UNIT)
        column.addLayout(_row(self.name, self.rename))
        column.addSpacing(UNIT)
        column.addWidget(self.names, 1)
        column.addLayout(_row(self.added, self.kind, self.add))
        column.addLayout(_row(self.remove, None))
        self._connect()

    def _connect(self) -> None:
        self.name.textChanged.connect(self._check)
        self.added.textChanged.connect(self._check)
        self.names.itemSelectionChanged.connect(self._check)
        self.name.returnPressed.connect(self.rename.click)
        self.added.returnPressed.connect(self.add.click)
        self.rename.clicked.connect(lambda: self._wish("newspaper.rename", name=self.name.text().strip()))
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(lambda: self._wish("newspaper.unalias", names=self._marked()))

    def show_paper(self, paper: Paper) -> None:
        """Show a newspaper; a name half typed for this one stays."""
        if paper.id != self.paper.id or paper.name != self.paper.name:
            self.name.setText(paper.name)
        if paper.id != self.paper.id:
            self.added.clear()
        self.paper = paper
        self.names.clear()
        for name, kind in paper.names:
            self.names.addTopLevelItem(QTreeWidgetItem([name, _(KINDS.get(kind, kind))]))
        self._check()

    def _marked(self) -> list[str]:
        return [item.text(0) for item in self.names.selectedItems()]

    def _check(self) -> None:
        name, added = self.name.text().strip(), self.added.text().strip()
        self.rename.setEnabled(bool(name) and name != self.paper.name)
        self.add.setEnabled(bool(added) and added not in {self.paper.name, *(n for n, _kind in self.paper.names)})
        self.remove.setEnabled(bool(self._marked()))

    def _add(self) -> None:
        name = self.added.text().strip()
        self.added.clear()
        self._wish("newspaper.alias", names=[name], kind=str(self.kind.currentData()))

    def _wish(self, command: str, **arguments: Any) -> None:
        self.wished.emit(command, {"newspaper": self.paper.id, **arguments})


class Merging(QWidget):
    """Several newspapers to be made one, with what will come of it."""

    wished = Signal(str, dict)

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.papers: list[Paper] = []
        title = QLabel(_("Make these newspapers one, under the name:"), self)
        title.setWordWrap(True)
        self.into = QComboBox(self)
        self.into.setAccessibleName(_("Name that stays"))
        self.effect = QLabel(self)
        self.effect.setWordWrap(True)
        self.effect.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.effect, looks, "muted")
        self.merge = _button(_("Merge"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * UNIT)
        column.addWidget(title)
        column.addWidget(self.into)
        column.addWidget(self.effect)
        column.addLayout(_row(self.merge, None))
        column.addStretch(1)
        self.into.currentIndexChanged.connect(self._say)
        self.merge.clicked.connect(self._merge)

    def show_papers(self, papers: list[Paper]) -> None:
        """Offer to merge these; the one with the most issues keeps its name unless another is chosen."""
        self.papers = papers
        self.into.blockSignals(True)
        self.into.clear()
        for paper in papers:
            self.into.addItem(paper.name, paper.id)
        most = max(papers, key=lambda paper: paper.issues)
        self.into.setCurrentIndex(self.into.findData(most.id))
        self.into.blockSignals(False)
        self._say()

    def _say(self) -> None:
        kept = self.into.currentData()
        gone = [paper for paper in self.papers if paper.id != kept]
        count = sum(paper.issues for paper in gone)
        words = ngettext(
            "{count} issue of “{names}” will belong to “{kept}”.",
            "{count} issues of “{names}” will belong to “{kept}”.",
            count,
        )
        names = _("”, “").join(paper.name for paper in gone)
        moved = words.format(count=f"{count:,}", names=names, kept=self.into.currentText())
        stays = _("The names given up stay as aliases, so that everything is still found under them.")
        self.effect.setText(f"{moved}\n{stays}")

    def _merge(self) -> None:
        kept = self.into.currentData()
        sources = [paper.id for paper in self.papers if paper.id != kept]
        self.wished.emit("newspaper.merge", {"sources": sources, "into": kept})


def table_of(titles: tuple[str, str], looks: Looks, parent: QWidget) -> QTreeWidget:
    """A table of two columns, the first as wide as can be."""
    table = QTreeWidget(parent)
    table.setHeaderLabels(list(titles))
    table.setAccessibleName(" / ".join(titles))
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAllColumnsShowFocus(True)
    table.setStyleSheet(
        "QTreeView { outline: 0; }"
        f"QTreeView::item {{ padding: {UNIT}px {UNIT + 2}px; border: none; }}"
        f"QTreeView::item:selected {{ background: {looks.theme['selection']}; color: {looks.theme['ink']}; }}"
    )
    table.ensurePolished()
    table.setFrameShape(QFrame.Shape.NoFrame)
    header = table.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return table


def _button(title: str, parent: QWidget) -> QPushButton:
    button = QPushButton(title, parent)
    button.setAutoDefault(False)
    return button


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(2 * UNIT)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
    return row

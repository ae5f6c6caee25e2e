"""Facets for Qt: a heading for each facet, its values below it, each with a tick and a count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from reader.commands.overview import TITLES
from reader.domain.overview import Facet, FacetValue
from reader.domain.words import _, ngettext
from reader.ui.wording import date_name

Index = QModelIndex | QPersistentModelIndex
FACET = int(Qt.ItemDataRole.UserRole)
VALUE = FACET + 1
MORE = FACET + 2
FEW = 7
"""Values shown of a facet until a person asks for more."""
MOST = 500


class FacetModel(QStandardItemModel):
    """`FACET` gives a facet's name, `VALUE` the FacetValue of a line, `MORE` how many more there are to show."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facets: list[Facet] = []
        self.whole: set[str] = set()
        """Facets of which all values are shown."""

    def show(self, facets: Sequence[Facet]) -> None:
        """Show these facets."""
        self.facets = list(facets)
        self.clear()
        for facet in self.facets:
            heading = _item(_(TITLES[facet.name]))
            heading.setData(facet.name, FACET)
            # The keyboard passes over headings.
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.appendRow(heading)
            self._fill(heading, facet)

    def _fill(self, heading: QStandardItem, facet: Facet) -> None:
        kept, more = self._shown(facet)
        above = heading
        for value in kept:
            item = self._line(facet.name, value)
            (above if value.level else heading).appendRow(item)
            above = item if not value.level else above
        if more:
            item = _item(ngettext("{count} more…", "{count} more…", more).format(count=f"{more:,}"))
            item.setData(facet.name, FACET)
            item.setData(more, MORE)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            heading.appendRow(item)

    def _shown(self, facet: Facet) -> tuple[list[FacetValue], int]:
        """The values to show, those chosen always among them, and how many are left out."""
        tops = [value for value in facet.values if not value.level]
        room = MOST if facet.name in self.whole else FEW
        if len(tops) <= room + 1:
            return list(facet.values), 0
        kept = set(tops[:room])
        shown: list[FacetValue] = []
        inside = False
        for value in facet.values:
            inside = (value in kept or value.chosen) if not value.level else inside
            if inside or value.chosen:
                shown.append(value)
        left = len(tops) - sum(not value.level for value in shown)
        return shown, left if facet.name not in self.whole else 0

    def _line(self, facet: str, value: FacetValue) -> QStandardItem:
        item = _item(label_of(facet, value))
        item.setData(facet, FACET)
        item.setData(value, VALUE)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if value.chosen else Qt.CheckState.Unchecked)
        item.setData(f"{label_of(facet, value)}, {value.count:,}", int(Qt.ItemDataRole.AccessibleTextRole))
        return item

    def index_of(self, facet: str, value: str) -> QModelIndex:
        """The line of a value; an invalid index where it is not shown."""
        for row in range(self.rowCount()):
            heading = self.item(row)
            if heading.data(FACET) == facet:
                return self._below(heading, value)
        return QModelIndex()

    def _below(self, above: QStandardItem, value: str) -> QModelIndex:
        for row in range(above.rowCount()):
            item = above.child(row)
            known = item.data(VALUE)
            if known is not None and known.value == value:
                return item.index()
            if (found := self._below(item, value)).isValid():
                return found
        return QModelIndex()


def label_of(facet: str, value: FacetValue) -> str:
    """A value as the reader's language writes it."""
    if facet == "date" and value.value == value.label:
        return " – ".join(date_name(part) for part in value.label.split("..") if part)
    return value.label


def _item(words: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setEditable(False)
    return item

"""A small table of two columns to type in: free fields, pages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from reader.ui.theme import UNIT, Looks


class PairTable(QTableWidget):
    """Pairs of words. Unless `fixed`, an empty line at the end takes a new pair."""

    def __init__(
        self,
        looks: Looks,
        titles: tuple[str, str],
        pairs: list[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        fixed: bool = False,
    ) -> None:
        super().__init__(0, 2, parent)
        self._fixed = fixed
        self.setHorizontalHeaderLabels(list(titles))
        self.setAccessibleName(" / ".join(titles))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(8 * UNIT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(0, 170)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        for pair in pairs:
            self._add(*pair)
        if not fixed:
            self._add("", "")
        self.setFixedHeight((min(max(len(pairs), 1), 6) + 2) * 8 * UNIT)
        self.itemChanged.connect(self._grow)

    def _add(self, first: str, second: str) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate((first, second)):
            self.setItem(row, column, QTableWidgetItem(text))

    def _grow(self) -> None:
        if not self._fixed and any(self._text(self.rowCount() - 1, column) for column in (0, 1)):
            self._add("", "")

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs as they stand; without the empty ones, unless the lines are fixed."""
        found = [(self._text(row, 0), self._text(row, 1)) for row in range(self.rowCount())]
        return found if self._fixed else [pair for pair in found if any(pair)]

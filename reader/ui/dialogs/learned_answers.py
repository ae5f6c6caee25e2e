"""The answers remembered for one newspaper: what was said of which line, changed or forgotten here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.commands import review
from reader.domain.words import _
from reader.store.learned import Learned
from reader.ui.dialogs.newspaper_parts import table_of
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks

_ID = Qt.ItemDataRole.UserRole


class LearnedAnswers(QWidget):
    """A table of lines and what they are read as. `wished` carries a command and its arguments."""

    wished = Signal(str, dict)

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: dict[int, Learned] = {}
        title = dress(QLabel(_("Remembered answers"), self), looks, "muted", -1, bold=True)
        self.table = table_of((_("Line"), _("Is read as")), looks, self)
        self.table.setAccessibleName(_("Remembered answers"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.answer = QComboBox(self)
        self.answer.setAccessibleName(_("Is read as"))
        self.change = QPushButton(_("Change"), self)
        self.forget = QPushButton(_("Forget"), self)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(self.answer, 1)
        for button in (self.change, self.forget):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * UNIT, 0, 0)
        column.setSpacing(2 * UNIT)
        column.addWidget(title)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.table.itemSelectionChanged.connect(self._check)
        self.answer.currentIndexChanged.connect(self._check_change)
        self.change.clicked.connect(self._change)
        self.forget.clicked.connect(lambda: self._wish("learned.forget", learned_answers=self.marked()))

    def show_answers(self, entries: Sequence[Learned]) -> None:
        """Show these; what is marked stays marked. Nothing is shown where nothing is remembered."""
        marked = set(self.marked())
        self._entries = {entry.id: entry for entry in entries}
        self.table.blockSignals(True)
        self.table.clear()
        for entry in entries:
            item = QTreeWidgetItem([entry.subject, review.learned_text(entry.answer)])
            item.setData(0, _ID, entry.id)
            item.setToolTip(0, entry.subject)
            item.setToolTip(1, f"{entry.author} · {entry.at[:10]}")
            self.table.addTopLevelItem(item)
            item.setSelected(entry.id in marked)
        self.table.blockSignals(False)
        self.setVisible(bool(entries))
        self._check()

    def marked(self) -> list[int]:
        """Ids of the answers marked."""
        return [int(item.data(0, _ID)) for item in self.table.selectedItems()]

    def _one(self) -> Learned | None:
        marked = self.marked()
        return self._entries.get(marked[0]) if len(marked) == 1 else None

    def _check(self) -> None:
        one = self._one()
        self.answer.blockSignals(True)
        self.answer.clear()
        for code in review.lasting_answers(one.code) if one is not None else ():
            self.answer.addItem(review.learned_text(code), code)
        if one is not None:
            self.answer.setCurrentIndex(self.answer.findData(one.answer))
        self.answer.blockSignals(False)
        self.answer.setEnabled(one is not None and self.answer.count() > 1)
        self.forget.setEnabled(bool(self.marked()))
        self._check_change()

    def _check_change(self) -> None:
        one = self._one()
        self.change.setEnabled(one is not None and self.answer.currentData() not in {None, one.answer})

    def _change(self) -> None:
        one = self._one()
        if one is not None:
            self._wish("learned.change", learned_answer=one.id, answer=str(self.answer.currentData()))

    def _wish(self, command: str, **arguments: Any) -> None:
        self.wished.emit(command, arguments)

"""The newspapers of a library: their names, other names they are found under, several made one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.commands import review
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.dialogs.learned_answers import LearnedAnswers
from reader.ui.dialogs.newspaper_parts import Merging, OnePaper, Paper, table_of
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks

_ID = Qt.ItemDataRole.UserRole


def papers_of(session: Session) -> list[Paper]:
    """All newspapers of a library, by name."""
    counts = session.issues_of_newspapers()
    return [
        Paper(id, name, (*((n, "alias") for n in aliases), *((n, "former") for n in former)), counts.get(id, 0))
        for id, name, aliases, former in session.newspapers()
    ]


class Newspapers(Frame):
    """A list beside what can be done with what is chosen in it. `wished` carries a command and its arguments."""

    wished = Signal(str, dict)

    def __init__(self, session: Session, looks: Looks, chosen: int | None, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Newspapers"), parent)
        self.session = session
        self.papers: dict[int, Paper] = {}
        self.add_words(_("Issues are found by any name of their newspaper. Every change here can be undone."))
        self.list = table_of((_("Newspaper"), _("Issues")), looks, self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.one = OnePaper(looks, self)
        self.answers = LearnedAnswers(looks, self)
        self.several = Merging(looks, self)
        self.several.setAccessibleName(_("Merge newspapers"))
        self.none = QLabel(_("Choose a newspaper, or several to merge them."), self)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.setWordWrap(True)
        dress(self.none, looks, "muted")
        self.beside = QStackedWidget(self)
        for part in (self.none, self._page_of_one(), self.several):
            self.beside.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(5 * UNIT)
        row.addWidget(self.list, 5)
        row.addWidget(self.beside, 6)
        self.body.addLayout(row, 1)
        self.fault = QLabel(self)
        self.fault.setWordWrap(True)
        dress(self.fault, looks, "warning", -0.5)
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.add_buttons()
        self.resize(780, 560)
        self._connect()
        self.refresh()
        self._choose([chosen] if chosen in self.papers else list(self.papers)[:1])

    def _page_of_one(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.one, 3)
        column.addWidget(self.answers, 4)
        return page

    def _connect(self) -> None:
        self.list.itemSelectionChanged.connect(self._show_chosen)
        self.one.wished.connect(self._wish)
        self.answers.wished.connect(self._wish)
        self.several.wished.connect(self._wish)

    def _wish(self, command: str, arguments: dict[str, Any]) -> None:
        self.fault.hide()
        if command == "newspaper.merge":
            self._choose([arguments["into"]])
        self.wished.emit(command, arguments)

    def show_fault(self, error: object) -> None:
        """Say here why something could not be done: the window's strip lies behind the dialog."""
        if isinstance(error, ReaderError):
            self.fault.setText(str(error))
            self.fault.show()

    def chosen(self) -> list[int]:
        """Ids of the newspapers chosen, in list order."""
        items = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        return [int(item.data(0, _ID)) for item in items if item is not None and item.isSelected()]

    def _choose(self, ids: list[int | None] | list[int]) -> None:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None:
                item.setSelected(item.data(0, _ID) in ids)
                if item.isSelected():
                    self.list.setCurrentItem(item, 0, self.list.selectionCommand(self.list.currentIndex()).NoUpdate)

    def refresh(self, _changes: object = None) -> None:
        """Read all newspapers anew; what is chosen stays chosen."""
        chosen = self.chosen()
        self.papers = {paper.id: paper for paper in papers_of(self.session)}
        self.list.blockSignals(True)
        self.list.clear()
        for paper in self.papers.values():
            item = QTreeWidgetItem([paper.name, f"{paper.issues:,}"])
            item.setData(0, _ID, paper.id)
            item.setToolTip(0, ", ".join((paper.name, *(name for name, _kind in paper.names))))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        self._choose(chosen)
        self.list.blockSignals(False)
        self._show_chosen()

    def _show_chosen(self) -> None:
        papers = [self.papers[id] for id in self.chosen() if id in self.papers]
        if len(papers) == 1:
            self.one.show_paper(papers[0])
            self.answers.show_answers(review.remembered(self.session, papers[0].id))
        elif papers:
            self.several.show_papers(papers)
        self.beside.setCurrentIndex(min(len(papers), 2))

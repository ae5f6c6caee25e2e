"""Passages: the highlights that a search finds, one below another, with what is known of each."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from reader.commands.highlights import passages
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.words import _, ngettext
from reader.store.highlights import Passage
from reader.ui.empty_state import EmptyState
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.overview.passage_line import PassageLine
from reader.ui.overview.rows import Rows
from reader.ui.passage_model import PAGE, PassageModel
from reader.ui.theme import UNIT, Looks

_LOOK = "look"


class PassagesView(QWidget):
    """`opened` carries article and highlight, `changed` says that other passages are listed."""

    opened = Signal(int, int)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session | None, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.session = session
        self.query = ""
        self.complete = True
        self._adapted = 0
        self._lookup: Lookup | None = None
        self.model = PassageModel(self._fetch, self)
        self.table = Rows(looks, self)
        self.table.setModel(self.model)
        self.line = PassageLine(looks, self)
        self.table.setItemDelegate(self.line)
        self.told = QLabel(self)
        self.empty = EmptyState(looks, self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        head.addWidget(self.told, 1)
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)
        self._resting = QTimer(self, singleShot=True, interval=0)
        self._resting.timeout.connect(self._set_heights)
        self.table.width_changed.connect(self._resting.start)
        self.table.entered.connect(self._open)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.line.take_looks()
        self.table.setAccessibleName(_("Passages"))
        dress(self.told, self.looks, "muted", -1)
        self._say()

    def attach(self, session: Session | None) -> None:
        """Show passages of another library, or of none."""
        self.rest()
        self.session = session
        self.query = ""
        self.model.show(array("q"))
        self._say()

    def rest(self) -> None:
        """Interrupt what is looked for, and close what that has opened."""
        if self._lookup is not None:
            self._lookup.close()
            self._lookup.deleteLater()
            self._lookup = None

    def look(self, query: str) -> None:
        """Find the passages of a query in the background; what is listed stays until then."""
        session = self.session
        self.query = query
        if session is None:
            return
        self.model.meanings = {colour.key: _(colour.name) for colour in session.colours()}
        if self._lookup is None:
            self._lookup = Lookup("pressmark-found-passages", session.finder.index.interrupt, session.library.close, self)
        self.complete = False
        self._lookup.ask(_LOOK, lambda _stopped: array("q", session.finder.passages(query)), self._take, self._fail)
        self._say()

    def _take(self, ids: array[int]) -> None:
        self.complete = True
        current = max(0, self.table.currentIndex().row())
        self.model.show(ids)
        if ids and not self.table.selectionModel().hasSelection():
            self.table.stand_on(min(current, len(ids) - 1))
        self._say()
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self.complete = True
        self._say()
        if not isinstance(error, ReaderError):
            self.failed.emit(error)

    def _say(self) -> None:
        count = self.model.rowCount()
        words = ngettext("{count} passage", "{count} passages", count).format(count=f"{count:,}")
        self.told.setText(words if count else "" if self.complete else _("searching…"))
        self._stack.setCurrentIndex(1 if self.complete and not count else 0)
        self._set_heights()

    def _set_heights(self) -> None:
        """A few passages get rows as high as their words, many all the same height."""
        header, count = self.table.verticalHeader(), self.model.rowCount()
        self.table.set_height(self.line.height())
        few = count if count <= PAGE else 0
        width = self.table.viewport().width()
        for row in range(few):
            if (passage := self.model.passage(row)) is not None:
                header.resizeSection(row, self.line.height_of(passage, width))
        for row in range(few, min(self._adapted, count)):
            header.resizeSection(row, self.line.height())
        self._adapted = few

    def _fetch(self, ids: Sequence[int]) -> dict[int, Passage]:
        return passages(self.session, ids) if self.session is not None else {}

    def _open(self, row: int) -> None:
        found = self.model.passage(row)
        if found is not None and found.article is not None:
            self.opened.emit(found.article, found.id)

    def chosen(self) -> list[int]:
        """The passages chosen where they are several, else all of them, in the order shown."""
        chosen = self.table.chosen_rows()
        return [self.model.ids[row] for row in chosen] if len(chosen) > 1 else list(self.model.ids)

    def take_keyboard(self) -> None:
        """Go to the passages, or to the next useful action."""
        (self.table if self._stack.currentIndex() == 0 else self.empty.button).setFocus()

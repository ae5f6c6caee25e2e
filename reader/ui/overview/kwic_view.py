"""Words in context: every place found on one line, the words below one another, sorted by what stands beside them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from reader.commands.concordance import MOST, SCANNED, Found, KwicRow, owners, rows, scan
from reader.commands.session import Session
from reader.domain.concordance import Line
from reader.domain.errors import ReaderError
from reader.domain.words import N_, _, ngettext
from reader.ui.empty_state import EmptyState
from reader.ui.labels import dress
from reader.ui.lookup import Lookup, Stop
from reader.ui.overview.kwic_line import KwicLine
from reader.ui.overview.kwic_model import KwicModel
from reader.ui.overview.rows import Rows
from reader.ui.theme import UNIT, Looks

_SCAN, _SORT = "scan", "sort"
ORDERS = {"date": N_("Date"), "left": N_("Left"), "right": N_("Right"), "words": N_("Words")}
"""How lines can be sorted: by date, by what stands left or right of the words, by the words themselves."""


class KwicView(QWidget):
    """`opened` carries the line a person wants to read in its text; `changed` that there are other lines."""

    opened = Signal(object)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session | None, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.session = session
        self.query = ""
        self.order = "date"
        self.complete = True
        self._owners: array[int] = array("q")
        self._at = 0
        self._lookup: Lookup | None = None
        self.model = KwicModel(self._fetch, self)
        self.table = Rows(looks, self)
        self.table.setModel(self.model)
        self.line = KwicLine(looks, self)
        self.table.setItemDelegate(self.line)
        self.told = QLabel(self)
        self.sorted_by = QLabel(self)
        self.sorts: dict[str, QToolButton] = {}
        self.empty = EmptyState(looks, self)
        self._build()
        self.table.entered.connect(self._open)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * UNIT, UNIT, 3 * UNIT, UNIT)
        head.setSpacing(UNIT)
        head.addWidget(self.told, 1)
        head.addWidget(self.sorted_by)
        for name in ORDERS:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, name=name: self.sort(name))
            self.sorts[name] = button
            head.addWidget(button)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.line.take_looks()
        self.table.set_height(self.line.height())
        self.table.setAccessibleName(_("Words in context"))
        dress(self.told, self.looks, "muted", -1)
        dress(self.sorted_by, self.looks, "muted", -1).setText(_("Sorted by"))
        for name, button in self.sorts.items():
            button.setFont(self.looks.font(-1))
            button.setText(_(ORDERS[name]))
            button.setAccessibleName(f"{_('Sorted by')} {_(ORDERS[name])}")
            button.setChecked(name == self.order)
        self._say()

    def attach(self, session: Session | None) -> None:
        """Show lines of another library, or of none."""
        self.rest()
        self.session = session
        self.query = ""
        self.model.forget()
        self._say()

    def rest(self) -> None:
        """Interrupt what is read, and close what that has opened."""
        if self._lookup is not None:
            self._lookup.close()
            self._lookup.deleteLater()
            self._lookup = None

    def _lookups(self, session: Session) -> Lookup:
        if self._lookup is None:
            self._lookup = Lookup("pressmark-kwic", session.finder.index.interrupt, session.library.close, self)
        return self._lookup

    # --- lines found

    def look(self, query: str) -> None:
        """Find the lines of a query in the background, a few hundred articles at a time."""
        session = self.session
        self.query = query
        self.complete = False
        self._owners, self._at = array("q"), 0
        self.model.forget()
        if session is None:
            return
        self.line.meanings = {colour.key: _(colour.name) for colour in session.colours()}
        self._lookups(session).cancel(_SORT)
        self._lookups(session).ask(_SCAN, lambda _stopped: owners(session, query), self._begin, self._fail)
        self._say()

    def _begin(self, found: array[int]) -> None:
        self._owners = found
        self._further()

    def _further(self) -> None:
        """Read the next articles; at the end the lines are sorted as wished."""
        session, query = self.session, self.query
        some = self._owners[self._at : self._at + SCANNED]
        if not some or session is None or self.model.rowCount() >= MOST:
            self.complete = True
            self._arrange()
            self._say()
            self.changed.emit()
            return

        def work(_stopped: Stop) -> list[Found]:
            return scan(session, session.finder.read(query), some)

        self._lookups(session).ask(_SCAN, work, self._take, self._fail)

    def _take(self, found: list[Found]) -> None:
        first = self.model.rowCount() == 0
        self._at += SCANNED
        self.model.add(found)
        if first and found:
            self.table.stand_on(0)
        self._say()
        self._further()

    def _fail(self, error: Exception) -> None:
        self.complete = True
        self._say()
        if not isinstance(error, ReaderError):
            self.failed.emit(error)

    # --- order

    def sort(self, order: str) -> None:
        """Sort the lines; those still being found are sorted at the end."""
        self.order = order
        for name, button in self.sorts.items():
            button.setChecked(name == order)
        if self.complete:
            self._arrange()

    def _arrange(self) -> None:
        session, order, keys = self.session, self.order, self.model.keys.get(self.order)
        count = self.model.rowCount()
        if session is None or not count:
            return

        def work(_stopped: Stop) -> array[int]:
            return array("q", sorted(range(count), key=keys.__getitem__) if keys is not None else range(count))

        self._lookups(session).ask(_SORT, work, lambda found: self._show_order(order, found), self._fail)

    def _show_order(self, order: str, found: array[int]) -> None:
        if order != self.order or len(found) != self.model.rowCount():
            return
        here = self.table.currentIndex().row()
        number = self.model.number(here) if here > 0 else -1
        self.model.arrange(found)
        self.table.stand_on(max(0, self.model.row_of(number)))

    # --- words

    def _say(self) -> None:
        count = self.model.rowCount()
        words = [ngettext("{count} line", "{count} lines", count).format(count=f"{count:,}")]
        if not self.complete and self._owners:
            words.append(_("reading, {percent}%").format(percent=min(99, 100 * self._at // len(self._owners))))
        elif self.complete and count >= MOST:
            words.append(_("further ones are left out; narrow the search"))
        self.told.setText(" · ".join(words) if count or not self.complete else "")
        if not self.complete and not count:
            self.told.setText(_("searching…"))
        self._stack.setCurrentIndex(1 if self.complete and not count else 0)
        for button in self.sorts.values():
            button.setEnabled(bool(count))

    def _fetch(self, lines: Sequence[Line]) -> list[KwicRow | None]:
        session = self.session
        return rows(session, self.query, lines) if session is not None else []

    # --- what is chosen

    def _open(self, row: int) -> None:
        found = self.model.kwic(row)
        if found is not None:
            self.opened.emit(found)

    def chosen(self) -> list[Line]:
        """The lines chosen where they are several, else all of them, in the order shown."""
        chosen = self.table.chosen_rows()
        return [self.model.line(row) for row in chosen] if len(chosen) > 1 else self.model.lines()

    def take_keyboard(self) -> None:
        """Go to the lines, or to the next useful action."""
        (self.table if self._stack.currentIndex() == 0 else self.empty.button).setFocus()

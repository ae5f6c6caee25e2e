"""Review of places found by the many: each accepted or passed over by key, carried out as one step at the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.words import _
from reader.ui.correcting.passage_list import Passage, PassageList
from reader.ui.dialogs.frame import Frame
from reader.ui.labels import dress
from reader.ui.lookup import Lookup, Then, Work
from reader.ui.theme import Looks

_LOOK = "look"
ACCEPTED, PASSED = "accepted", "passed"
SIGNS = {ACCEPTED: "check", PASSED: "close"}


class PlaceReview(Frame):
    """The list, what is decided of each row, and a background thread that finds the rows.

    A subclass says how a row reads (`passage`), what is known of all (`tell`) and what is done at the end (`carry_out`).
    """

    def __init__(self, session: Session, looks: Looks, title: str, parent: QWidget | None = None) -> None:
        super().__init__(looks, title, parent)
        self.session = session
        self.states: dict[int, str] = {}
        self._lookup = Lookup("pressmark-places", session.finder.index.interrupt, session.library.close, self)

    def build(self, name: str, yes: str) -> None:
        """Lay out the list called `name`, the line under it and the buttons."""
        self.list = PassageList(self.looks, name, self)
        self.list.pressed_key.connect(self._key)
        self.list.opened.connect(lambda row: self.decide(row, ACCEPTED))
        self.body.addWidget(self.list, 1)
        self.told = dress(QLabel(self), self.looks, "muted", -1)
        self.told.setWordWrap(True)
        self.body.addWidget(self.told)
        keys = _("Enter or y accept · n pass over · a accept all that remain · Backspace back · Esc cancel")
        under = dress(QLabel(keys, self), self.looks, "muted", -2)
        under.setWordWrap(True)
        self.body.addWidget(under)
        buttons = self.add_buttons(yes)
        self.yes = buttons.buttons()[0]
        self.yes.setAutoDefault(False)  # type: ignore[attr-defined]
        self.yes.setDefault(False)  # type: ignore[attr-defined]
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.accept)
        self.list.setFocus()

    # --- what a subclass says

    def passage(self, row: int) -> Passage:
        """How a row reads."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say what was found and decided."""
        raise NotImplementedError

    def carry_out(self, rows: Sequence[int]) -> None:
        """Do what was accepted."""
        raise NotImplementedError

    # --- looking

    def look_for(self, work: Work, then: Then) -> None:
        """Find rows in the background; `then` takes them."""
        self.told.setText(_("Looking for places…"))
        self._lookup.ask(_LOOK, work, then, self._fail)

    def show_rows(self, count: int) -> None:
        """Show so many rows, nothing decided of them."""
        self.states = {}
        self.list.passages.show(count, lambda start, end: [self.passage(n) for n in range(start, end)])
        self.list.stand_on(0)
        self.tell()

    def _fail(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.told.setText(str(error) if isinstance(error, ReaderError) else repr(error))

    # --- deciding

    def _key(self, event: QKeyEvent) -> None:
        row, key = self.list.currentIndex().row(), event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Y):
            self.decide(row, ACCEPTED)
        elif key in (Qt.Key.Key_N, Qt.Key.Key_S):
            self.decide(row, PASSED)
        elif key == Qt.Key.Key_A:
            self._accept_rest()
        elif key == Qt.Key.Key_Backspace:
            self.list.stand_on(max(0, row - 1))
            self.states.pop(max(0, row - 1), None)
            self._renew()
        else:
            return
        event.accept()

    def decide(self, row: int, state: str) -> None:
        """Accept a row or pass it over, and go to the next."""
        count = self.list.passages.count
        if 0 <= row < count:
            self.states[row] = state
            self._renew()
            self.list.stand_on(min(row + 1, count - 1))

    def _accept_rest(self) -> None:
        for row in range(self.list.passages.count):
            self.states.setdefault(row, ACCEPTED)
        self._renew()

    def _renew(self) -> None:
        self.list.passages.renew()
        self.tell()

    def accepted_rows(self) -> list[int]:
        """The rows accepted, from above."""
        return sorted(row for row, state in self.states.items() if state == ACCEPTED)

    # --- ending

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter decides in the list; it ends nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def accept(self) -> None:
        """End, and have what was accepted done."""
        rows = self.accepted_rows()
        if rows:
            self.carry_out(rows)
        super().accept()

    def done(self, result: int) -> None:
        """End looking, too."""
        self._lookup.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._lookup.close()
        super().closeEvent(event)

"""Counts of the saved searches, kept up in the background after each change; the window never waits for them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from reader.commands import searches
from reader.commands.changes import Changes
from reader.commands.overviews import read_day
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.views import Listing
from reader.ui.article_model import SHOWN
from reader.ui.lookup import Lookup, Stop

_REST = 400
"""Milliseconds without a change after which the counts are made anew."""
_COUNT, _DAY = "count", "day"
_COUNTED = (*SHOWN, "highlight_tag", "tag_alias", "index", "saved_search")


class Counting(QObject):
    """Says by query how much each saved search finds, or why it cannot be read. `counted` follows each count made,
    `day_counted` says how many articles are of this day (`MM-DD`) in all years."""

    counted = Signal(object)
    day_counted = Signal(str, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._lookup: Lookup | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._count)

    def attach(self, session: Session | None) -> None:
        """Count in another library, or in none."""
        self.rest()
        self._session = session
        self.counted.emit({})
        if session is not None:
            self._rest.start(0)

    def rest(self) -> None:
        """End counting, and close what that has opened."""
        self._rest.stop()
        if self._lookup is not None:
            self._lookup.close()
            self._lookup.deleteLater()
            self._lookup = None

    def refresh(self, changes: Changes) -> None:
        """A change may alter what is found: counted once nothing more has changed for a moment."""
        if self._session is not None and changes.touches(*_COUNTED):
            self._rest.start(_REST)

    def _count(self) -> None:
        session = self._session
        if session is None:
            return
        if self._lookup is None:
            self._lookup = Lookup("pressmark-counts", session.finder.index.interrupt, session.library.close, self)
        day = read_day("", date.today())
        self._lookup.ask(
            _DAY, lambda _stop: len(session.ids(Listing("day", text=day))), lambda count: self.day_counted.emit(day, count), _nothing
        )
        if searches.saved(session):
            self._lookup.ask(_COUNT, lambda stopped: count_all(session, stopped), self.counted.emit, _nothing)


def count_all(session: Session, stopped: Stop = lambda: False) -> dict[str, int | str]:
    """By query what each saved search finds: how much, or why it cannot be read. Raises Stopped once `stopped` says so."""
    found: dict[str, int | str] = {}
    for one in searches.saved(session):
        if stopped():
            raise Stopped
        try:
            found[one.query] = session.finder.how_many(one.query)
        except Stopped:
            raise
        except ReaderError as error:
            found[one.query] = str(error)
    return found


def _nothing(_error: object) -> None:
    pass

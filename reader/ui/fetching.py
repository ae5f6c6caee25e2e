"""Reads that a person waits for: off the window's thread, told in the status line after a moment, and stoppable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from reader.commands.session import Session
from reader.domain.errors import Stopped
from reader.domain.words import _
from reader.ui.lookup import Lookup
from reader.ui.status_line import StatusLine

_SEEN = 150
"""Milliseconds after which it is said that something is being read."""
_FETCH = "fetch"


class Fetching(QObject):
    """One read at a time; the newest counts. Nothing is done with what a stopped one would have brought."""

    def __init__(self, status: StatusLine, failed: Callable[[object], None], parent: QObject) -> None:
        super().__init__(parent)
        self.status, self._failed = status, failed
        self._lookup: Lookup | None = None
        self._told = False
        self._late = QTimer(self, singleShot=True, interval=_SEEN)
        self._late.timeout.connect(self._tell)
        status.stop_wished.connect(self.stop)

    def fetch(self, session: Session, read: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Read in the background, then go on with what was read."""
        if self._lookup is None:
            self._lookup = Lookup("pressmark-fetching", session.finder.index.interrupt, session.library.close, self)

        def go_on(found: Any) -> None:
            self._end()
            then(found)

        self._late.start()
        self._lookup.ask(_FETCH, lambda _stopped: read(), go_on, self._fail)

    def awaits(self) -> bool:
        """Whether something is being read."""
        return self._lookup is not None and self._lookup.awaits(_FETCH)

    def stop(self) -> None:
        """Nobody waits any more."""
        if self.awaits() and self._lookup is not None:
            self._lookup.cancel(_FETCH)
            self._end()

    def rest(self) -> None:
        """End what is being read, and close what that has opened: the library is left."""
        self.stop()
        if self._lookup is not None:
            self._lookup.close()
            self._lookup.deleteLater()
            self._lookup = None

    def _tell(self) -> None:
        self._told = True
        self.status.show_work(_("Gathering…"))

    def _end(self) -> None:
        self._late.stop()
        if self._told:
            self._told = False
            self.status.show_work(None)

    def _fail(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, Stopped):
            self._failed(error)

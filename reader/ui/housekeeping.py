"""What a window does on the quiet: telling other machines that the library is open, tidying the index when idle."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from reader.ui.outcomes import Outcomes
from reader.ui.shell import Shell

PRESENT = 30_000
IDLE = 10_000
"""Milliseconds without typing, a command or a change after which nobody is waiting for anything."""
_BREATH = 200


class Housekeeping(QObject):
    """Works only between a person's doings: typing, any command and any change stop it for `IDLE` milliseconds."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window = window
        self.untidy = False
        """Whether something changed since the index was last in order."""
        self._present = QTimer(self, interval=PRESENT)
        self._present.timeout.connect(self._stay)
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self.tidy)
        self._outcomes = Outcomes(self)
        self._outcomes.failed.connect(window.report)
        window.session_entered.connect(self._begin)
        window.session_leaving.connect(self.rest)
        window.library_changed.connect(lambda _changes: self._changed())
        window.actions_stale.connect(self._disturbed)
        # Typing moves the caret, whether by keys or by an input method whose keys never arrive here.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._disturbed)

    def _begin(self) -> None:
        if self.window.session is not None:
            self._present.start()
            self._changed()

    def rest(self) -> None:
        """Stop: the library is left."""
        self._present.stop()
        self._idle.stop()
        self.untidy = False

    def _stay(self) -> None:
        if self.window.session is not None:
            self._outcomes.follow(self.window.session.stay())

    def _changed(self) -> None:
        self.untidy = True
        self._idle.start(IDLE)

    def _disturbed(self) -> None:
        if self.untidy:
            self._idle.start(IDLE)

    def tidy(self) -> None:
        """Put a little in order, then look again in a moment whether there is more."""
        session = self.window.session
        if session is None or not self.untidy:
            return
        if self.window.pending:
            self._idle.start(IDLE)
        else:
            self._outcomes.follow(session.tidy(), self._tidied)

    def _tidied(self, more: bool) -> None:
        if not more:
            self.untidy = self._idle.isActive()
        elif not self._idle.isActive():
            self._idle.start(_BREATH)

"""Long work seen from the window: started once its listeners are there, reported while it goes on, stoppable."""

from __future__ import annotations

from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from reader.commands.session import Session
from reader.domain.views import Outcome
from reader.ui.outcomes import Outcomes


class Job(QObject):
    """One piece of long work. `progressed(done, total, what)` comes at most as often as it matters to the eye."""

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._outcomes = Outcomes(self)
        self._outcomes.failed.connect(self._end_failed)

    def start(self, session: Session, command: str, **arguments: Any) -> None:
        """Start the command; listeners must be connected by now."""
        future = session.run(
            command, source=self, progress=self.progressed.emit, stopped=self._stop.is_set, **arguments
        )
        self._outcomes.follow(future, self._end)

    def stop(self) -> None:
        """Ask the work to end at its next resting place; what is done stays done."""
        self._stop.set()

    def _end(self, outcome: Outcome) -> None:
        self.finished.emit(outcome)
        self.deleteLater()

    def _end_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.deleteLater()

"""Backups made while the window is open, on a thread of their own, and what a person must know of the second copy."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from reader.commands import backups
from reader.commands.changes import Changes
from reader.commands.settings import Settings
from reader.domain.errors import ReaderError
from reader.store.library import Library
from reader.ui.lookup import Lookup
from reader.ui.shell import Shell

_log = logging.getLogger(__name__)
_MINUTE = 60_000
_PAUSE = 5_000
"""Milliseconds without a change after which a backup that is due begins."""


class BackingUp(QObject):
    """Makes a backup when the library was left alone for some time, after some steps, and when it is closed.

    Nothing happens until `enabled`: the program does that, pictures and tests do not. `ended` comes after each backup.
    """

    ended = Signal()

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window = window
        self.enabled = False
        self.steps = 0
        """Steps taken since the last backup."""
        self.fault: ReaderError | None = None
        """Why the last backup failed; None where it did not."""
        self._told: set[str] = set()
        self._of: tuple[Settings, Library] | None = None
        self._lookup = Lookup("pressmark-backup", parent=self)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.start)
        window.session_entered.connect(self._begin)
        window.session_leaving.connect(self._leave)
        window.library_changed.connect(self._changed)

    def _begin(self) -> None:
        session = self.window.session
        self.steps, self.fault = 0, None
        self._told.clear()
        self._of = (session.settings, session.library) if session is not None else None
        if session is not None and not session.library.read_only:
            backups.note_backup(session)
            QTimer.singleShot(_PAUSE, self, self.tell)

    def _changed(self, changes: Changes) -> None:
        session = self.window.session
        if session is None or changes.act is None:
            return
        self.tell()
        self.steps += 1
        if self.enabled and backups.told(session.settings, "backups.on"):
            due = self.steps >= int(backups.told(session.settings, "backups.steps"))
            minutes = max(1, int(backups.told(session.settings, "backups.minutes")))
            self._idle.start(_PAUSE if due else minutes * _MINUTE)

    def start(self) -> None:
        """Make a backup now, in the background; nothing is made where nothing changed."""
        if self._of is not None and not self._of[1].read_only and not self._lookup.awaits("backup"):
            settings, library = self._of
            self._lookup.ask("backup", lambda _stop: backups.make(settings, library), self._made, self._failed)

    def running(self) -> bool:
        """Whether a backup is being made."""
        return self._lookup.awaits("backup")

    def _made(self, _backup: object) -> None:
        self.steps, self.fault = 0, None
        if self.window.session is not None:
            backups.note_backup(self.window.session)
        self.ended.emit()

    def _failed(self, error: object) -> None:
        if not isinstance(error, ReaderError):
            self.window.bug.emit(error)
            return
        self.fault = error
        self._tell_once(error)
        self.ended.emit()

    def tell(self) -> None:
        """Say once what is to be known of the second copy."""
        copy = self.window.session.library.second_copy if self.window.session else None
        for error in (copy.fault, copy.notice) if copy else ():
            if error is not None:
                self._tell_once(error)

    def _tell_once(self, error: ReaderError) -> None:
        if error.template not in self._told:
            self._told.add(error.template)
            self.window.report(error)

    def _leave(self) -> None:
        self._idle.stop()
        if self.enabled and self._is_due_at_close():
            self.start()
        self._of = None

    def _is_due_at_close(self) -> bool:
        if self._of is None or not self.steps:
            return False
        settings = self._of[0]
        return bool(backups.told(settings, "backups.on") and backups.told(settings, "backups.at_close"))

    def finish(self) -> None:
        """The window is closed: wait for a backup that is being made, or make the last one."""
        self._idle.stop()
        self._lookup.close()
        if self.enabled and self._is_due_at_close():
            assert self._of is not None
            try:
                backups.make(*self._of)
            except ReaderError as error:
                _log.warning("the backup at closing failed: %s", error)
        self.enabled = False

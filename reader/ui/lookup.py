"""Reads that may take long, on one background thread: the newest wish of a kind counts, older ones are interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from reader.domain.errors import Stopped

Stop = Callable[[], bool]
Work = Callable[[Stop], Any]
Then = Callable[[Any], None]

_NUDGE = 10
_JOIN = 0.005


def _nothing() -> None:
    pass


class _Wish:
    """One read: its kind, what to do, and who is told. `outdated` once nobody waits for it any more."""

    def __init__(self, kind: str, work: Work, then: Then, fail: Then) -> None:
        self.kind, self.work, self.then, self.fail = kind, work, then, fail
        self.outdated = False


class Lookup(QObject):
    """A thread that reads. Its results are handed over in the thread of this object, and only the newest of a kind.

    `interrupt` stops a read that is running (it raises Stopped); `ended` is called at the end of the thread, to close
    what it opened. The thread begins with the first wish and ends with `close`.
    """

    _arrived = Signal(object, object, object)

    def __init__(
        self, name: str, interrupt: Callable[[], None] = _nothing, ended: Callable[[], None] = _nothing,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._name, self._interrupt, self._ended = name, interrupt, ended
        self._changed = threading.Condition()
        self._waiting: dict[str, _Wish] = {}
        self._running: _Wish | None = None
        self._newest: dict[str, _Wish] = {}
        self._closing = False
        self._thread: threading.Thread | None = None
        # A read may be interrupted a moment before it really begins: it is told again until it has ended.
        self._nudge = QTimer(self, interval=_NUDGE)
        self._nudge.timeout.connect(self._tell_running)
        self._arrived.connect(self._hand_over)

    def ask(self, kind: str, work: Work, then: Then, fail: Then) -> None:
        """Do `work` in the background; `then` gets its result, `fail` its error, unless another of its kind is asked."""
        wish = _Wish(kind, work, then, fail)
        with self._changed:
            self._outdate(kind)
            self._newest[kind] = self._waiting[kind] = wish
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()
        self._tell_running()

    def cancel(self, *kinds: str) -> None:
        """Nobody waits for these kinds of reads any more."""
        with self._changed:
            for kind in kinds:
                self._outdate(kind)
        self._tell_running()

    def awaits(self, kind: str) -> bool:
        """Whether a read of this kind is asked for and not yet handed over."""
        return kind in self._newest

    def close(self) -> None:
        """Interrupt what runs, forget what waits, end the thread. Wishes afterwards begin another one."""
        self._nudge.stop()
        with self._changed:
            for kind in list(self._newest):
                self._outdate(kind)
            self._closing = True
            self._changed.notify()
        while self._thread is not None and self._thread.is_alive():
            with self._changed:
                if self._running is not None:
                    self._interrupt()
            self._thread.join(_JOIN)
        self._thread, self._closing = None, False

    def _outdate(self, kind: str) -> None:
        self._waiting.pop(kind, None)
        old = self._newest.pop(kind, None)
        if old is not None:
            old.outdated = True

    def _tell_running(self) -> None:
        with self._changed:
            late = self._running is not None and self._running.outdated
            if late:
                self._interrupt()
        self._nudge.start() if late else self._nudge.stop()

    # on the thread

    def _serve(self) -> None:
        while (wish := self._next()) is not None:
            result, error = self._read(wish)
            if not wish.outdated and shiboken6.isValid(self):
                self._arrived.emit(wish, result, error)
        self._ended()

    def _next(self) -> _Wish | None:
        with self._changed:
            self._running = None
            self._changed.wait_for(lambda: self._closing or self._waiting)
            if self._closing:
                return None
            self._running = self._waiting.pop(next(iter(self._waiting)))
            return self._running

    @staticmethod
    def _read(wish: _Wish) -> tuple[Any, Exception | None]:
        while True:
            try:
                return wish.work(lambda: wish.outdated), None
            except Stopped as stopped:
                if wish.outdated:
                    return None, stopped
                # Somebody else's read was meant: once more.
            except Exception as error:
                return None, error

    # on the thread of this object

    def _hand_over(self, wish: _Wish, result: Any, error: Exception | None) -> None:
        if wish.outdated:
            return
        del self._newest[wish.kind]
        if error is not None:
            wish.fail(error)
        else:
            wish.then(result)

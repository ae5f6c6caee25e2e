"""Where commands are carried out: at once, or one after the other on one writer thread."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any


class Inline:
    """Carries work out at once, in the calling thread: the command line and most tests."""

    def submit(self, work: Callable[[], Any]) -> Future[Any]:
        """Do the work; the future is done when this returns."""
        future: Future[Any] = Future()
        try:
            future.set_result(work())
        except Exception as error:
            future.set_exception(error)
        return future

    def close(self) -> None:
        """Nothing to close."""


class WriterThread:
    """Carries work out in order on one thread, which is the only one that writes while a window is open.

    Short work does not wait for long work to end where the long work calls `between` at its resting places
    (an import does after each issue).
    """

    def __init__(self, when_closing: Callable[[], None] = lambda: None) -> None:
        self._queue: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = queue.SimpleQueue()
        self._when_closing = when_closing
        # Python's default of 5 ms lets an import hold up the window's thread; shorter turns halve its waits.
        sys.setswitchinterval(0.0005)
        self._thread = threading.Thread(target=self._serve, name="pressmark-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[], Any]) -> Future[Any]:
        """Queue work; its result, or error, arrives in the future."""
        future: Future[Any] = Future()
        self._queue.put((future, work))
        return future

    def between(self) -> None:
        """Called by long work on the writer thread: carry out what has queued up meanwhile."""
        while True:
            try:
                entry = self._queue.get_nowait()
            except queue.Empty:
                return
            if entry is None:
                self._queue.put(None)
                return
            self._do(*entry)

    def close(self) -> None:
        """Finish the queued work, then end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (entry := self._queue.get()) is not None:
            self._do(*entry)
        self._when_closing()

    def _do(self, future: Future[Any], work: Callable[[], Any]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

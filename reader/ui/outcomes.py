"""Brings what a command did, or why it failed, back from the writer's thread to the widget that asked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

Then = Callable[[Any], None]


class Outcomes(QObject):
    """Follows futures: `then(result)` is called in this object's thread, errors go out by `failed`."""

    failed = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._arrived.connect(self._hand_over)

    def follow(self, future: Future[Any] | None, then: Then | None = None) -> None:
        """Call `then` with the result of `future` as soon as it is there; at once where it already is."""
        if future is not None:
            future.add_done_callback(lambda done: self._announce(done, then))

    def _announce(self, done: Future[Any], then: Then | None) -> None:
        if shiboken6.isValid(self):
            self._arrived.emit(done, then)

    def _hand_over(self, done: Future[Any], then: Then | None) -> None:
        try:
            result = done.result()
        except CancelledError:
            return
        except Exception as error:
            self.failed.emit(error)
            return
        if then is not None:
            then(result)

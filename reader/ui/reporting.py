"""Errors that are ours: written to the log, shown in one report that can be copied; the library stays as it was."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtWidgets import QDialog

from reader import __version__
from reader.domain.errors import ReaderError
from reader.domain.places import log_folder
from reader.domain.words import _
from reader.ui.shell import Shell

_log = logging.getLogger("pressmark")
_LARGEST = 500_000


class Reporter(QObject):
    """Hears of every unexpected error, in any thread; shows at most one report at a time."""

    _met = Signal(object)

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window = window
        self._shown: QDialog | None = None
        self._handler: logging.Handler | None = None
        self._met.connect(self.show)
        window.bug.connect(self.note)

    def install(self) -> None:
        """Hear of errors that nothing else catches, and write them to the log."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        try:
            log_folder().mkdir(parents=True, exist_ok=True)
            path = log_folder() / "pressmark.log"
            from logging.handlers import RotatingFileHandler

            self._handler = RotatingFileHandler(path, maxBytes=_LARGEST, backupCount=2, encoding="utf-8")
            self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
            logging.getLogger().addHandler(self._handler)
        except OSError:
            _log.warning("no log can be written to %s", log_folder())

    def uninstall(self) -> None:
        """Leave errors to Python again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.note(error)

    def _thread_hook(self, args: Any) -> None:
        if isinstance(args.exc_value, BaseException):
            self.note(args.exc_value)

    def note(self, error: BaseException) -> None:
        """Log an error and have it shown, from any thread."""
        _log.error("unexpected error", exc_info=error)
        self._met.emit(error)

    def show(self, error: BaseException) -> None:
        """Show an error: the world's in the window's banner, ours in a report."""
        if isinstance(error, ReaderError):
            self.window.report(error)
            return
        if self._shown is not None:
            return
        from reader.ui.dialogs.report import TextReport

        words = _(
            "Something went wrong inside Pressmark. Your library is as it was before. Please send us this report:"
        )
        dialog = TextReport(self.window.looks, _("An error of ours"), words, report_of(error), self.window)
        dialog.finished.connect(self._closed)
        self._shown = dialog
        dialog.open()

    def _closed(self) -> None:
        self._shown = None


def report_of(error: BaseException) -> str:
    """What we need to know: versions and the trace; nothing of the library's content."""
    head = f"Pressmark {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    return head + "\n\n" + "".join(traceback.format_exception(error))

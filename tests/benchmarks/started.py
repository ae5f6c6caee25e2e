"""A window started in a process of its own: says when it can be used and how much memory it then holds.

`python -m tests.benchmarks.started bare|LIBRARY`. A bare window is Qt's alone; Pressmark's is started by its own
command line. One line of JSON: `usable` (seconds of the monotonic clock), `resident` and `listed` (MB).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

_PATIENCE = 30_000


class FirstPaint(QObject):
    """Calls `then` once the event loop is idle after the first painting of all `widgets`."""

    def __init__(self, widgets: list[QWidget], then: Callable[[], None]) -> None:
        super().__init__()
        self._waiting = set(widgets)
        self._then = then
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a painting."""
        if event.type() == QEvent.Type.Paint and watched in self._waiting:
            watched.removeEventFilter(self)
            self._waiting.discard(watched)
            if not self._waiting:
                QTimer.singleShot(0, self._then)
        return False


def resident() -> float:
    """Megabytes of this process in memory."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _say(usable: float, before: float, after: float) -> None:
    print(json.dumps({"usable": usable, "resident": before, "listed": after}), flush=True)
    os._exit(0)


def bare() -> None:
    """Qt's window with nothing in it."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    centre = QWidget()
    window.setCentralWidget(centre)
    window.resize(1280, 800)

    def used() -> None:
        now, held = time.monotonic(), resident()
        _say(now, held, held)

    paint = FirstPaint([centre], used)
    window.show()
    application.exec()
    del paint


def pressmark(library: str) -> None:
    """Pressmark's window as its command line starts it."""
    from reader import cli
    from reader.domain.views import Listing
    from reader.ui import app
    from reader.ui.window import MainWindow

    class Watched(MainWindow):
        def show(self) -> None:
            self.first_paint = FirstPaint([self.list.table.viewport(), self.pane.view.viewport()], self._used)
            QTimer.singleShot(_PATIENCE, self._give_up)
            super().show()

        def _give_up(self) -> None:
            print(f"no article was painted: {self.list.model.rowCount()} listed", file=sys.stderr, flush=True)
            os._exit(1)

        def _used(self) -> None:
            now, held = time.monotonic(), resident()
            self.navigation.show_listing(Listing("all"))
            self.list.choose_row(self.list.model.rowCount() - 1)
            QTimer.singleShot(50, lambda: _say(now, held, resident()))

    setattr(app, "has_display", lambda: True)  # noqa: B010
    setattr(app, "MainWindow", Watched)  # noqa: B010
    cli.main(["--library", library, "open"])


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else pressmark(sys.argv[1])

"""A whole window on a real library, for the tests of the shell."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.ui.theme import Looks
from reader.ui.window import MainWindow


def open_window(qtbot: QtBot, session: Session | None, looks: Looks) -> MainWindow:
    """The window on screen, active, as large as on a small laptop."""
    looks.apply()
    window = MainWindow(session, looks)
    qtbot.addWidget(window, before_close_func=lambda w: w.detach())
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def search(qtbot: QtBot, window: MainWindow, query: str) -> None:
    """Type a query and wait for what it finds."""
    window.top.search.setText(query)
    window.top.search.search_now()
    qtbot.waitUntil(lambda: not window.list.searching)

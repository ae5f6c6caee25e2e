"""The program with its window: started once, or drawn to a picture without a screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.commands.settings import Settings
from reader.domain import collecting, words
from reader.domain.places import cache_folder
from reader.domain.views import Listing
from reader.ui import icons, language
from reader.ui.one_window import OneWindow
from reader.ui.panels import NAMES
from reader.ui.reading_view import leave_clipboard
from reader.ui.reporting import Reporter
from reader.ui.theme import Looks
from reader.ui.window import SIZE, MainWindow

_SETTLE_ROUNDS = 6


class Unkept(Settings):
    """A person's settings as they are; changes hold for this window only."""

    def __init__(self, kept: Settings) -> None:
        super().__init__(kept.path)

    def set(self, key: str, value: Any) -> None:
        """Set a value, in memory."""
        self._values[key] = value


def has_display() -> bool:
    """Whether a window can be seen: on Linux an X or Wayland display, elsewhere always."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal", "vnc"}:
        return False
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application() -> QApplication:
    """The one QApplication, made if need be."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QCoreApplication.setApplicationName("pressmark")
    QCoreApplication.setOrganizationName("pressmark")
    made = QApplication(sys.argv[:1])
    made.setApplicationDisplayName("Pressmark")
    made.aboutToQuit.connect(leave_clipboard)
    made.setWindowIcon(icons.icon("pressmark", "#000000", 64))
    return made


def main(path: Path, issue: int | None = None) -> int:
    """Open the window on a library and, if given, an issue; returns the exit status.

    Where a window on this library is open already it shows the issue instead.
    """
    running = application()
    single = OneWindow(path)
    if single.hand_over(issue):
        return 0
    window, reporter = _opened(path, issue, single)
    QTimer.singleShot(0, collecting.leave_out_what_is_there)
    try:
        return running.exec()
    finally:
        window.libraries.backing_up.finish()
        single.close()
        reporter.uninstall()


@collecting.seldom()
def _opened(path: Path, issue: int | None, single: OneWindow) -> tuple[MainWindow, Reporter]:
    session = open_session(path, create=True, threaded=True)
    language.speak(str(session.setting("language", words.language())))
    looks = Looks(session)
    looks.apply()
    window = MainWindow(session, looks)
    reporter = Reporter(window)
    reporter.install()
    window.restore_state()
    window.signing.asks = True
    first = session.newest_issue() if issue is None else issue
    if first is not None:
        window.navigation.show_issue(first)
    single.issue_wished.connect(lambda id: _come_forward(window, id))
    single.listen()
    window.libraries.backing_up.enabled = True
    window.libraries.remember(session.library.path)
    window.show()
    window.focus_text()
    return window, reporter


def _come_forward(window: MainWindow, issue: int) -> None:
    window.notice_others()
    if issue:
        window.navigation.show_issue(issue)
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()


def shot(
    session: Session,
    out: Path,
    *,
    article: int | None = None,
    size: tuple[int, int] = SIZE,
    theme: str = "paper",
    panel: str | None = None,
    issue: int | None = None,
) -> None:
    """Draw the real window to a PNG, `size` pixels wide and high. Nothing of the session's settings is changed.

    `panel` hides or shows more: names of panels to show alone with the text (`tree,list`), `none`, or `palette`,
    `keys`, `scan`.
    """
    running = application()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    language.speak(words.language())
    looks = Looks()
    looks.choose(theme)
    looks.apply()
    window = MainWindow(None, looks)
    kept = session.settings
    session.settings = Unkept(kept)
    try:
        session.settings.set("theme", theme)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, has_display())
        window.resize(QSize(*size))
        window.attach(session)
        window.show()
        _go_to(window, session, article, issue)
        _arrange(window, panel)
        while window.scan is not None and window.scan.loading:
            running.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        for _round in range(_SETTLE_ROUNDS):
            running.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        picture = _with_dialogs(window)
        out.parent.mkdir(parents=True, exist_ok=True)
        picture.save(str(out), "PNG")
    finally:
        window.attach(None)
        window.detach()
        window.deleteLater()
        session.settings = kept


def _with_dialogs(window: MainWindow) -> QPixmap:
    """The window, with the dialogs open over it where they would stand."""
    picture = window.grab()
    painter = QPainter(picture)
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            at = window.rect().center() - dialog.rect().center()
            painter.fillRect(window.rect(), QColor(0, 0, 0, 60))
            painter.drawPixmap(at, dialog.grab())
            dialog.reject()
    painter.end()
    return picture


def _go_to(window: MainWindow, session: Session, article: int | None, issue: int | None) -> None:
    if article is not None:
        view = session.article(article)
        if view is not None:
            window.navigation.show_listing(Listing("issue", view.issue.id), article)
        return
    first = session.newest_issue() if issue is None else issue
    if first is not None:
        window.navigation.show_issue(first)


def _arrange(window: MainWindow, panel: str | None) -> None:
    if not panel:
        return
    commands = {"palette": "palette.open", "keys": "help.keys", "scan": "scan.open"}
    if panel in commands:
        window.do(commands[panel])
        return
    wanted = set(panel.split(","))
    for name in NAMES:
        if name != "text":
            window.panels.show_panel(name, name in wanted)


def shot_beside(session: Session, issue: int | None = None) -> Path:
    """Draw the window to a picture in the cache folder, for where there is no display; returns where it lies."""
    out = cache_folder() / "window.png"
    shot(session, out, issue=issue, theme=str(session.setting("theme", "paper")))
    return out

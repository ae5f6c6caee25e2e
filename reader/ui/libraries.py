"""Libraries as files, in the window: new, open, recent, move, close, back up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu

from reader.commands.library import move_library
from reader.commands.opening import open_session
from reader.commands.settings import Settings
from reader.domain.errors import ReaderError
from reader.domain.places import data_folder
from reader.domain.views import Outcome
from reader.domain.words import _
from reader.ui.backing_up import BackingUp
from reader.ui.shell import Shell

SUFFIX = ".pressmark"
_RECENT = "libraries.recent"
_RECENT_KEPT = 9


class Libraries:
    """Opens one library in place of another. Tests and scripts call the verbs with a path; the commands ask for it."""

    def __init__(self, window: Shell) -> None:
        self.window = window
        self.threaded = True
        self.backing_up = BackingUp(window)

    # verbs

    def open(self, path: Path, *, create: bool = False, despite_others: bool = False) -> bool:
        """Open (or make) a library and show it; whether that went well. The old one stays open if not."""
        try:
            session = open_session(path, create=create, threaded=self.threaded, despite_others=despite_others)
        except ReaderError as error:
            self.window.report(error)
            return False
        self.leave()
        self.window.attach(session)
        self.remember(session.library.path)
        return True

    def leave(self) -> None:
        """Close the library shown; the window stays, without one."""
        old = self.window.session
        if old is not None:
            self.window.marks.keep_note()
            self.window.attach(None)
            old.close()

    def move(self, to: Path) -> bool:
        """Move the library shown to another place and go on there."""
        session = self.window.session
        if session is None:
            return False
        path = session.library.path
        self.leave()
        try:
            move_library(path, to)
        except ReaderError as error:
            self.open(path)
            self.window.report(error)
            return False
        self._forget(path)
        return self.open(to)

    def remember(self, path: Path) -> None:
        """Put a library at the head of the recent ones."""
        settings = self._settings()
        kept = [p for p in self.recent() if p != path]
        settings.set(_RECENT, [str(p) for p in [path, *kept][:_RECENT_KEPT]])

    def _forget(self, path: Path) -> None:
        self._settings().set(_RECENT, [str(p) for p in self.recent() if p != path])

    def recent(self) -> list[Path]:
        """Libraries opened last, newest first."""
        kept = self._settings().get(_RECENT, [])
        return [Path(p) for p in kept if isinstance(p, str)] if isinstance(kept, list) else []

    def _settings(self) -> Settings:
        return self.window.session.settings if self.window.session else Settings()

    # commands

    def ask_new(self) -> None:
        """Ask where, then make a library."""
        path = self._ask_place(_("New library"), data_folder() / f"{_('My library')}{SUFFIX}")
        if path is not None:
            self.open(path, create=True)

    def ask_open(self) -> None:
        """Ask which, then open a library."""
        folder = self.window.session.library.path.parent if self.window.session else data_folder()
        chosen, _filter = QFileDialog.getOpenFileName(self.window, _("Open library"), str(folder), _filters())
        if chosen:
            self.open(Path(chosen))

    def ask_move(self) -> None:
        """Ask whereto, then move the library shown."""
        session = self.window.session
        if session is not None:
            to = self._ask_place(_("Move library"), session.library.path)
            if to is not None and to != session.library.path:
                self.move(to)

    def ask_back_up(self) -> None:
        """Ask whereto, then copy the library and prove the copy."""
        session = self.window.session
        if session is None:
            return
        path = session.library.path
        out = self._ask_place(_("Back up library"), path.with_name(f"{path.stem} {_('backup')}{SUFFIX}"))
        if out is not None:
            self.window.run("library.backup", self._backed_up, out=out)

    def _backed_up(self, _outcome: Outcome) -> None:
        self.backing_up.ended.emit()
        self.window.say(_("The backup was made and checked."))

    def _ask_place(self, title: str, proposal: Path) -> Path | None:
        proposal.parent.mkdir(parents=True, exist_ok=True)
        chosen, _filter = QFileDialog.getSaveFileName(self.window, title, str(proposal), _filters())
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def fill_recent(self, menu: QMenu) -> None:
        """Offer the libraries opened last."""
        menu.clear()
        here = self.window.session.library.path if self.window.session else None
        for path in self.recent():
            if path != here and path.exists():
                action = menu.addAction(f"{path.stem}   {path.parent}")
                action.triggered.connect(self._opener(path))
        if menu.isEmpty():
            menu.addAction(_("No other library was opened yet")).setEnabled(False)

    def _opener(self, path: Path) -> Callable[[], None]:
        def open_it() -> None:
            self.open(path)

        return open_it


def _filters() -> str:
    return _("Pressmark libraries") + f" (*{SUFFIX})"

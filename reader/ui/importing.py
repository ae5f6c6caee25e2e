"""Importing in the window: files asked for or dropped, a look before, progress that can be stopped, a report after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from reader.commands.grouping import Grouping
from reader.commands.importing import Arrange, Report
from reader.domain.views import Outcome
from reader.domain.words import _, ngettext
from reader.ui.holding import Holding
from reader.ui.jobs import Job
from reader.ui.navigation import Navigation
from reader.ui.shell import Shell
from reader.ui.undoing import Undoing

_FOLDER = "import.folder"
_ASK_FROM = 2
_MOST_GROUPED = 2000
"""More files are grouped without being shown: reading them twice would take too long."""


class Importing:
    """One import at a time; others wait for the person to start them."""

    def __init__(self, window: Shell, navigation: Navigation, undoing: Undoing) -> None:
        self.window = window
        self.navigation = navigation
        self.undoing = undoing
        self.holding = Holding(window, navigation, undoing)
        window.session_leaving.connect(self.stop)
        self.job: Job | None = None
        self.report: Report | None = None

    # commands

    def ask_files(self) -> None:
        """Ask which files, then import them."""
        chosen, _filter = QFileDialog.getOpenFileNames(self.window, _("Import files"), self._folder())
        self.offer(chosen)

    def ask_folder(self) -> None:
        """Ask which folder, then import what is in it."""
        chosen = QFileDialog.getExistingDirectory(self.window, _("Import folder"), self._folder())
        if chosen:
            self.offer([chosen])

    def _folder(self) -> str:
        kept = self.window.session.setting(_FOLDER, "") if self.window.session else ""
        return str(kept or Path.home())

    def offer(self, paths: Sequence[str]) -> None:
        """Import one file at once; show several, or a folder, before."""
        session = self.window.session
        if session is None or not paths:
            return
        from reader.ui.dialogs.import_preview import ImportPreview

        session.set_setting(_FOLDER, str(Path(paths[0]).parent))
        if len(paths) < _ASK_FROM and Path(paths[0]).is_file():
            self.start(paths)
            return
        preview = ImportPreview(session, self.window.looks, [Path(p) for p in paths], self.window)
        preview.wished.connect(
            lambda: self.group(preview.paths(), preview.newspaper(), preview.date(), preview.tags.names())
        )
        preview.open()

    def group(
        self, paths: Sequence[str | Path], newspaper: str | None = None, date: str | None = None, tags: Sequence[str] = ()
    ) -> None:
        """Look how the files belong together; shown before they are imported where the files do not state it."""
        from reader.ui.dialogs.grouping import GroupingPreview
        from reader.ui.dialogs.import_preview import files_below

        if len(files_below([Path(p) for p in paths])) > _MOST_GROUPED:
            self.start(paths, newspaper, date, tags)
            return

        def grouped(outcome: Outcome) -> None:
            self.job = None
            self.window.status.show_work(None)
            found: Grouping = outcome.value
            if found.stopped:
                return
            if not found.doubtful:
                self.start(paths, newspaper, date, tags)
                return
            dialog = GroupingPreview(found, self.window.looks, self._papers(), self.window)
            dialog.wished.connect(lambda: self.start(paths, tags=tags, arrange=dialog.arrange()))
            dialog.open()

        self._work("import.grouping", _("Reading…"), grouped, paths=list(paths), newspaper=newspaper, date=date)

    def _papers(self) -> list[str]:
        session = self.window.session
        return [name for _id, name, _aliases, _former in session.newspapers()] if session else []

    def start(
        self, paths: Sequence[str | Path], newspaper: str | None = None, date: str | None = None,
        tags: Sequence[str] = (), arrange: Arrange | None = None,
    ) -> None:  # fmt: skip
        """Import files, folders and ZIPs; the window stays usable meanwhile."""
        self._work(
            "import.files", _("Importing…"), self._finished, paths=list(paths), newspaper=newspaper, date=date,
            tags=list(tags), arrange=arrange, hold=True,
        )  # fmt: skip

    def _work(self, command: str, words: str, then: Callable[[Outcome], None], **arguments: Any) -> None:
        session = self.window.session
        if session is None:
            return
        if self.job is not None:
            self.window.say(_("An import is still running."), kind="info")
            return
        self.job = Job(self.window)
        self.job.progressed.connect(self._progress)
        self.job.finished.connect(then)
        self.job.failed.connect(self._failed)
        self.window.status.show_work(words)
        self.job.start(session, command, **arguments)

    def stop(self) -> None:
        """Stop the import after the issue it is at."""
        if self.job is not None:
            self.job.stop()

    def paste(self) -> None:
        """Ask for text (the clipboard's is offered) and make an issue of it."""
        from reader.ui.dialogs.paste_text import PasteText

        dialog = PasteText(self.window.looks, QGuiApplication.clipboard().text(), self.window)
        dialog.wished.connect(lambda: self.take_text(dialog.text(), dialog.title()))
        dialog.open()

    def take_text(self, text: str, title: str = "") -> None:
        """Make an issue of text."""
        self.window.run("import.text", self._take_report, text=text, title=title, hold=True)

    # what comes back

    def _progress(self, done: int, total: int, what: str) -> None:
        if self.job is not None and not total:
            self.window.status.show_work(_("Reading {what}").format(what=Path(what).name))
        elif self.job is not None:
            words = _("Importing {done} of {total}: {what}").format(done=min(done + 1, total), total=total, what=what)
            self.window.status.show_work(words, done, total)

    def _finished(self, outcome: Outcome) -> None:
        self.job = None
        self.window.status.show_work(None)
        self._take_report(outcome)

    def _failed(self, error: object) -> None:
        self.job = None
        self.window.status.show_work(None)
        self.window.report(error)

    def _take_report(self, outcome: Outcome) -> None:
        report = outcome.value
        if not isinstance(report, Report):
            return
        self.report = report
        if report.issues:
            self.navigation.show_issue(report.issues[0])
        choices = [(_("Undo"), self.undoing.take_back)] if report.issues and outcome.act else []
        if report.failed:
            choices.append((_("What failed"), lambda: self.show_report(report)))
        if report.held:
            self.holding.offer(report.held)
        if report.held and not (report.issues or report.unchanged or report.failed):
            return
        kind = "fault" if report.failed and not report.issues else "done"
        stays = 0 if report.failed or len(choices) > 1 else 12000
        self.window.say(summary(report), choices, kind=kind, stays=stays)

    def show_report(self, report: Report) -> None:
        """Show what could not be imported, and why."""
        from reader.ui.dialogs.import_report import ImportReport

        ImportReport(report, self.window.looks, self.window).open()


def summary(report: Report) -> str:
    """What an import did, in one line."""
    new, same, bad = len(report.issues), len(report.unchanged), len(report.failed)
    parts = [ngettext("{count} issue imported", "{count} issues imported", new).format(count=new)]
    if same:
        parts.append(ngettext("{count} was there already", "{count} were there already", same).format(count=same))
    if bad:
        parts.append(ngettext("{count} failed", "{count} failed", bad).format(count=bad))
    if report.stopped:
        parts.append(_("stopped"))
    return " · ".join(parts)

"""Importing in the window: files asked for or dropped, a look before, progress that can be stopped, a report after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from reader.commands.importing import Report
from reader.domain.views import Outcome
from reader.domain.words import _, ngettext
from reader.ui.jobs import Job
from reader.ui.navigation import Navigation
from reader.ui.shell import Shell
from reader.ui.undoing import Undoing

_FOLDER = "import.folder"
_ASK_FROM = 2


class Importing:
    """One import at a time; others wait for the person to start them."""

    def __init__(self, window: Shell, navigation: Navigation, undoing: Undoing) -> None:
        self.window = window
        self.navigation = navigation
        self.undoing = undoing
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
        preview.wished.connect(lambda: self.start(preview.paths(), preview.newspaper(), preview.date()))
        preview.open()

    def start(self, paths: Sequence[str | Path], newspaper: str | None = None, date: str | None = None) -> None:
        """Import files, folders and ZIPs; the window stays usable meanwhile."""
        session = self.window.session
        if session is None:
            return
        if self.job is not None:
            self.window.say(_("An import is still running."), kind="info")
            return
        self.job = Job(self.window)
        self.job.progressed.connect(self._progress)
        self.job.finished.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.window.status.show_work(_("Importing…"))
        self.job.start(session, "import.files", paths=list(paths), newspaper=newspaper, date=date)

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
        self.window.run("import.text", self._take_report, text=text, title=title)

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
        kind = "fault" if report.failed and not report.issues else "done"
        self.window.say(summary(report), choices, kind=kind, stays=0 if report.failed else 12000)

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

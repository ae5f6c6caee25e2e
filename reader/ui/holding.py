"""Issues that an import held back in the window: compared off the window's thread, shown, and taken as a person says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog

from reader.commands import importing, versions
from reader.commands.importing import Held
from reader.commands.resembling import Decided
from reader.commands.session import Session
from reader.domain.version_report import VersionReport
from reader.domain.views import Outcome
from reader.domain.words import _, ngettext
from reader.ui.navigation import Navigation
from reader.ui.shell import Shell
from reader.ui.undoing import Undoing
from reader.ui.version_look import work


class Holding:
    """Asks about held issues: one in the version dialog, several in one list. Until the answer nothing of them is kept."""

    def __init__(self, window: Shell, navigation: Navigation, undoing: Undoing) -> None:
        self.window = window
        self.navigation = navigation
        self.undoing = undoing

    def offer(self, held: Sequence[Held]) -> None:
        """Compare held issues with those they resemble, then ask what is to become of them."""
        session = self.window.session
        work(
            self.window, "import.look", {"held": list(held)}, _("Comparing the texts…"),
            lambda outcome: self._show(session, held, outcome.value),
        )  # fmt: skip

    def _show(self, session: Session | None, held: Sequence[Held], reports: Sequence[VersionReport | None]) -> None:
        if session is None or self.window.session is not session:
            return
        first = reports[0]
        dialog = self._one(session, held[0], first) if len(held) == 1 and first else self._list(session, held, reports)
        dialog.rejected.connect(lambda: self.window.say(_("Nothing of it was imported."), kind="info", stays=12000))
        dialog.open()

    def _one(self, session: Session, one: Held, report: VersionReport) -> QDialog:
        from reader.ui.dialogs.version import VersionDialog

        dialog = VersionDialog(report, one.alike[0].title, self.window.looks, self.window, arriving=True)
        dialog.wished.connect(lambda: self._take(session, [(one, report.old)]))
        dialog.own_wished.connect(lambda: self._take(session, [(one, None)]))
        return dialog

    def _list(self, session: Session, held: Sequence[Held], reports: Sequence[VersionReport | None]) -> QDialog:
        from reader.ui.dialogs.resembling import Resembling

        dialog = Resembling(held, reports, self.window.looks, self.window)
        dialog.wished.connect(lambda: self._take(session, dialog.chosen()))
        return dialog

    def _take(self, session: Session, chosen: Sequence[tuple[Held, int | None]]) -> None:
        if self.window.session is not session or not chosen:
            return
        arguments = {"held": [one for one, _old in chosen], "versions_of": [old for _one, old in chosen]}
        work(self.window, "import.held", arguments, _("Importing…"), self._taken)

    def _taken(self, outcome: Outcome) -> None:
        done: Decided = outcome.value
        choices: list[tuple[str, Callable[[], None]]] = []
        if done.issues:
            self.navigation.show_issue(done.issues[0])
            choices.append((_("Undo"), self.undoing.take_back))
        if done.failed:
            choices.append((_("What failed"), lambda: self._show_failed(done)))
        kind = "fault" if done.failed and not done.issues else "done"
        self.window.say(said_of(done), choices, kind=kind, stays=0 if done.failed else 12000)

    def _show_failed(self, done: Decided) -> None:
        from reader.ui.dialogs.import_report import ImportReport

        ImportReport(importing.Report(done.issues, failed=done.failed), self.window.looks, self.window).open()


def said_of(done: Decided) -> str:
    """What came of held issues, in one line."""
    if len(done.reports) == len(done.issues) == 1 and not done.failed:
        return versions.summary(done.reports[0]).replace("\n", " · ")
    own, new, bad = len(done.issues) - len(done.reports), len(done.reports), len(done.failed)
    parts = []
    if new:
        parts.append(ngettext("{count} new version taken", "{count} new versions taken", new).format(count=new))
    if own or not (new or bad):
        parts.append(ngettext("{count} issue imported", "{count} issues imported", own).format(count=own))
    if bad:
        parts.append(ngettext("{count} failed", "{count} failed", bad).format(count=bad))
    if done.stopped:
        parts.append(_("stopped"))
    return " · ".join(parts)

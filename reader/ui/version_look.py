"""A look at what a new version of an issue would do: worked out off the window's thread, kept only when wished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reader.domain.version_report import VersionReport
from reader.domain.views import IssueView, Outcome
from reader.domain.words import _
from reader.ui.jobs import Job
from reader.ui.shell import Shell

Arguments = dict[str, Any]
Done = Callable[[VersionReport], None]


def look(window: Shell, command: str, issue: IssueView, arguments: Arguments, done: Done) -> None:
    """Do the command without keeping it, on the writer's thread, and show the report; it is kept only when wished."""
    work(
        window, command, {**arguments, "dry_run": True}, _("Comparing the texts…"),
        lambda outcome: _show(window, command, issue, arguments, outcome.value, done),
    )  # fmt: skip


def work(window: Shell, command: str, arguments: Arguments, words: str, then: Callable[[Outcome], None]) -> None:
    """Carry a long command out on the writer's thread, its progress shown and to be stopped in the status line."""
    session = window.session
    if session is None:
        return
    job = Job(window)

    def end(what: Callable[[Any], None]) -> Callable[[Any], None]:
        def ended(result: Any) -> None:
            window.status.stop_wished.disconnect(job.stop)
            window.status.show_work(None)
            what(result)

        return ended

    job.progressed.connect(lambda at, total, _what: window.status.show_work(words, at, total))
    job.finished.connect(end(then))
    job.failed.connect(end(window.report))
    window.status.stop_wished.connect(job.stop)
    window.status.show_work(words)
    job.start(session, command, **arguments)


def _show(
    window: Shell, command: str, issue: IssueView, arguments: Arguments, report: VersionReport, done: Done
) -> None:
    from reader.ui.dialogs.version import VersionDialog

    dialog = VersionDialog(report, named(issue), window.looks, window)
    dialog.wished.connect(
        lambda: work(window, command, arguments, _("Taking the new version…"), lambda outcome: done(outcome.value))
    )
    dialog.open()


def named(issue: IssueView) -> str:
    """What an issue is called: newspaper and date, else its file."""
    return " ".join(part for part in (issue.newspaper, issue.date) if part) or issue.source_name

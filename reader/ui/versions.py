"""Better texts of an issue in the window: looked at off the window's thread, shown, taken; lost highlights put elsewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFileDialog

from reader.commands.changes import Changes
from reader.commands.versions import Candidate, lost, summary
from reader.domain.version_report import VersionReport
from reader.domain.views import Outcome
from reader.domain.words import _, ngettext
from reader.ui.actions import key_name
from reader.ui.desk import Desk
from reader.ui.version_look import look


def ask_version(desk: Desk) -> None:
    """Ask for the files of a better text of the issue shown, and show what taking it would do."""
    issue = desk.targets.issue()
    if issue is None:
        return
    chosen, _filter = QFileDialog.getOpenFileNames(desk.window, _("New version from files"))
    if chosen:
        look(
            desk.window,
            "import.version",
            issue,
            {"paths": chosen, "issue": issue.id},
            lambda report: taken(desk, report),
        )


def taken(desk: Desk, report: VersionReport) -> None:
    """Show the issue's new text, and say what came of the work on the old one."""
    desk.navigation.show_issue(report.new)
    choices = [(_("Undo"), desk.undoing.take_back)]
    if lost(desk.window.session, report.new) if desk.window.session else []:
        choices.append((_("Lost highlights"), lambda: show_lost(desk)))
    desk.window.say(summary(report).replace("\n", " · "), choices, kind="done", stays=12000)


# ---- lost highlights


def show_lost(desk: Desk) -> None:
    """Open the tray of lost highlights, which stays beside the text."""
    from reader.ui.dialogs.lost import LostHighlights

    window = desk.window
    if window.session is None:
        return
    keys = desk.actions.entries["highlight.relink_here"].keys
    tray = LostHighlights(window.session, window.looks, key_name(keys[0]) if keys else "", window)
    tray.article_wished.connect(lambda id: desk.navigation.show_article(id))
    tray.selection_wished.connect(lambda mark: put_on_selection(desk, mark))
    tray.place_wished.connect(lambda mark, place: _put(desk, mark, Candidate(*place).article, Candidate(*place).spans))

    def follow(changes: Changes, _source: object) -> None:
        if changes.touches("highlight_span", "issue"):
            tray.refresh()

    drop = window.session.subscribe(follow)
    tray.finished.connect(lambda _result: drop())
    tray.show()


def put_on_selection(desk: Desk, mark: int | None = None) -> None:
    """Put a lost highlight (none said: the changed one to be redone, else the first lost one of the issue shown) on the
    words selected."""
    session, view = desk.window.session, desk.window.view
    spans = desk.window.pane.marking.selected_spans() if view else []
    if session is None or view is None:
        return
    again = desk.window.pane.marking.to_redo() if mark is None else None
    if again is not None and spans:
        desk.window.pane.marking.reach(again, spans)
        return
    if mark is None:
        waiting = lost(session, view.issue.id)
        mark = waiting[0].id if waiting else None
    if mark is None:
        desk.window.say(_("No highlight of this issue is lost."), kind="info")
    elif not spans:
        desk.window.say(_("Select the words first on which the highlight belongs."), kind="info")
    else:
        _put(desk, mark, view.id, [tuple(s) for s in spans])


def _put(desk: Desk, mark: int, article: int, spans: Any) -> None:
    def done(_outcome: Outcome) -> None:
        left = len(lost(desk.window.session)) if desk.window.session else 0
        words = ngettext(
            "Put there. {count} lost highlight is left.", "Put there. {count} lost highlights are left.", left
        )
        desk.window.say(words.format(count=left), [(_("Undo"), desk.undoing.take_back)], kind="done")

    desk.window.run("highlight.relink", done, highlight=mark, article=article, spans=[tuple(s) for s in spans])


def redo(desk: Desk) -> None:
    """Have the changed highlight chosen laid on other words."""
    mark = desk.targets.highlight()
    if mark is not None:
        desk.window.pane.marking.redo(mark)

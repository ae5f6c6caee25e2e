"""Asks for a file of highlights from another program, shows where they belong, and takes them in when that is wished."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from reader.commands.foreign_marks import ABSENT, DOUBTFUL, KNOWN, OUTCOMES, PLACED, MarksReport, Taken, summary
from reader.domain.views import Listing, Outcome
from reader.domain.words import _
from reader.ui.desk import Desk
from reader.ui.taking_in.preview import Preview, Row, Tab
from reader.ui.version_look import work

_FOLDER = "export.folder"
_ENDINGS = "*.json *.csv *.xlsx *.html *.htm *.md *.txt *.lua *.calibre_highlights *.calibre_annotation_collection *.sqlite3"


def ask_marks(desk: Desk) -> None:
    """Ask for a file of highlights and show what it would bring."""
    session = desk.window.session
    if session is None:
        return
    folder = str(session.setting(_FOLDER, "") or Path.home())
    kinds = f"{_('Highlights of Zotero, calibre, KOReader, Hypothesis, Taguette')} ({_ENDINGS})"
    title = _("Import highlights from another program")
    chosen, _filter = QFileDialog.getOpenFileName(desk.window, title, folder, kinds)
    if chosen:
        look_at_marks(desk, Path(chosen))


def look_at_marks(desk: Desk, path: Path) -> None:
    """Find the places of the highlights, on the writer's thread, and show them."""

    def show(outcome: Outcome) -> None:
        dialog = marks_preview(outcome.value, path, desk)
        dialog.wished.connect(lambda: _take(desk, path))
        dialog.open()

    work(desk.window, "import.marks", {"path": path, "dry_run": True}, _("Looking for the words…"), show)


def _take(desk: Desk, path: Path) -> None:
    def done(outcome: Outcome) -> None:
        report: MarksReport = outcome.value
        choices: list[Any] = [(_("Undo"), desk.undoing.take_back)] if outcome.act is not None else []
        if report.flags:
            choices.append((_("Review"), lambda: desk.navigation.show_listing(Listing("review"))))
        desk.window.say(summary(report), choices, kind="done", stays=12000)

    work(desk.window, "import.marks", {"path": path}, _("Taking in the highlights…"), done)


def marks_preview(report: MarksReport, path: Path, desk: Desk) -> Preview:
    """The dialog that shows another program's highlights before they are taken in."""
    tabs = [
        Tab(_("To review"), _rows(report, DOUBTFUL), _("Every place is sure.")),
        Tab(_("New highlights"), _rows(report, PLACED), _("None of the words are found for certain.")),
        Tab(_("Not in the library"), _rows(report, ABSENT), _("All of the words are in the library.")),
        Tab(_("Here already"), _rows(report, KNOWN), _("None of them is here yet.")),
    ]
    title = _("Highlights from {program}: {name}").format(program=report.program, name=path.name)
    return Preview(
        desk.window.looks, title, summary(report), tabs,
        _("A highlight is laid only where its words stand for certain; the others ask in the review. One undo takes all back."),
        _("Take in"), desk.window,
    )  # fmt: skip


def _rows(report: MarksReport, outcome: str) -> list[Row]:
    return [_row(entry) for entry in report.of(outcome)]


def _row(entry: Taken) -> Row:
    what = entry.title or _("Highlight")
    comment = f"\n\n{entry.comment}" if entry.comment else ""
    after = entry.words or entry.quote
    return Row(what, entry.quote, _(OUTCOMES[entry.outcome]), entry.quote if entry.how == "alike" else "", after + comment)

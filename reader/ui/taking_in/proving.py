"""Asks for an export, reads it back on the writer's thread, and says whether it equals the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from reader.commands.exchange import Verdict
from reader.commands.verdict_words import answer, told
from reader.domain.views import Outcome
from reader.domain.words import _
from reader.ui.desk import Desk
from reader.ui.taking_in.preview import Preview, Row, Tab
from reader.ui.version_look import work

_FOLDER = "export.folder"


def ask_verify(desk: Desk) -> None:
    """Ask for an export and prove it."""
    session = desk.window.session
    if session is None:
        return
    folder = str(session.setting(_FOLDER, "") or Path.home())
    kinds = f"{_('Exports that come back in')} (*.json *.jsonld *.qdpx)"
    chosen, _filter = QFileDialog.getOpenFileName(desk.window, _("Verify an export"), folder, kinds)
    if chosen:
        verify(desk, Path(chosen))


def verify(desk: Desk, path: Path) -> None:
    """Read an export into an empty library and compare; the answer comes as a dialog."""

    def show(outcome: Outcome) -> None:
        verdict_dialog(outcome.value, path, desk).open()

    work(desk.window, "export.verify", {"path": path}, _("Reading the export back…"), show)


def verdict_dialog(verdict: Verdict, path: Path, desk: Desk) -> Preview:
    """The answer, and exactly what differs."""
    rows = []
    for one in verdict.differences:
        said = told(one)
        rows.append(Row(said.what, said.words, said.where, said.here, said.there))
    problems = [Row(p.entity, p.uuid, f"{p.code} {p.what}".strip()) for p in verdict.problems]
    tabs = [
        Tab(_("Differences"), rows, _("Nothing differs.")),
        Tab(_("Could not be read"), problems, _("All of the file could be read.")),
    ]
    words = _("{answer}. Compared is what the format can carry of the articles in {name}.")
    said_all = words.format(answer=answer(verdict), name=path.name)
    note = "" if verdict.equal else _("Struck: as in the library. Underlined: as in the export.")
    return Preview(desk.window.looks, _("Verify an export"), said_all, tabs, note, "", desk.window)

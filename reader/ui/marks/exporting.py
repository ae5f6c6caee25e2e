"""Exports highlights of a list: which format, where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from reader.commands.highlights import articles_of_passages
from reader.domain.views import Outcome
from reader.domain.words import _
from reader.exports.formats import every_format
from reader.ui.desk import Desk
from reader.ui.dialogs.ask import AskChoice
from reader.ui.jobs import Job

_FORMAT = "export.passages"
_FOLDER = "export.folder"


def ask_export(desk: Desk, highlights: list[int]) -> None:
    """Ask for a format and a file, then write these highlights with their articles' source lines."""
    session = desk.window.session
    if session is None:
        return
    formats = {one.name: _(one.title) for one in every_format()}
    kept = str(session.setting(_FORMAT, "csv"))
    dialog = AskChoice(desk.window.looks, _("Export highlights"), formats, kept, desk.window)
    dialog.answered.connect(lambda name: _ask_where(desk, name, highlights))
    dialog.open()


def _ask_where(desk: Desk, name: str, highlights: list[int]) -> None:
    session = desk.window.session
    one = next(f for f in every_format() if f.name == name)
    if session is None:
        return
    session.set_setting(_FORMAT, name)
    folder = Path(str(session.setting(_FOLDER, "") or Path.home()))
    proposal = folder / f"{_('Highlights')}.{one.extension.lstrip('.')}"
    out, _filter = QFileDialog.getSaveFileName(desk.window, _("Export highlights"), str(proposal))
    if out:
        session.set_setting(_FOLDER, str(Path(out).parent))
        write(desk, name, Path(out), highlights)


def write(desk: Desk, name: str, out: Path, highlights: list[int]) -> None:
    """Write highlights to a file; the window stays usable meanwhile."""
    session, window = desk.window.session, desk.window
    if session is None:
        return
    job = Job(window)

    def end(_outcome: Outcome) -> None:
        window.status.show_work(None)
        window.say(_("Exported to {path}").format(path=out))

    def fail(error: object) -> None:
        window.status.show_work(None)
        window.report(error)

    job.progressed.connect(lambda done, total, what: window.status.show_work(_("Exporting…"), done, total))
    job.finished.connect(end)
    job.failed.connect(fail)
    articles = articles_of_passages(session, highlights)
    job.start(session, "export.write", format=name, out=out, articles=articles, highlights=highlights)

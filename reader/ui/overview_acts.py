"""What commands do in an overview: tabs, order, and what is done with passages and lines chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from reader.domain.views import Outcome
from reader.domain.words import _, ngettext
from reader.exports.atomic import safe_name
from reader.exports.concordance import FORMATS
from reader.ui import acts
from reader.ui.actions import key_name
from reader.ui.desk import Desk
from reader.ui.dialogs.ask import AskLine
from reader.ui.exporting import opening
from reader.ui.jobs import Job
from reader.ui.overview.kwic_view import ORDERS
from reader.ui.overview.tabs import TABS

_FOLDER = "export.folder"


def _opening(tab: str) -> Callable[[Desk], None]:
    return lambda d: d.surveying.go_to(tab)


def _sorting(order: str) -> Callable[[Desk], None]:
    return lambda d: d.window.overview.kwic.sort(order)


def ask_tags(desk: Desk) -> None:
    """Ask for tags to put on the passages chosen, or on all."""
    _ask_names(desk, _("Tag highlights"), "passages.tag")


def ask_untag(desk: Desk) -> None:
    """Ask for tags to take off the passages chosen, or off all."""
    _ask_names(desk, _("Remove tag from highlights"), "passages.untag")


def _ask_names(desk: Desk, title: str, command: str) -> None:
    chosen = desk.window.overview.passages.chosen()
    count = ngettext("{count} passage", "{count} passages", len(chosen)).format(count=f"{len(chosen):,}")
    dialog = AskLine(desk.window.looks, title, f"{count}. {_('Commas part several tags.')}", "", desk.window)

    def put(text: str) -> None:
        names = [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]
        if names:
            said = f"{', '.join(names)} · {count}"
            desk.window.run(command, lambda _outcome: acts.say_done(desk, said), highlights=chosen, tags=names)

    dialog.answered.connect(put)
    dialog.open()


def ask_export(desk: Desk) -> None:
    """Export what is listed: passages, lines in context, or articles."""
    if desk.window.tab == "passages":
        export_passages(desk)
    elif desk.window.tab == "kwic":
        ask_lines(desk)
    else:
        opening.ask_export(desk)


def export_passages(desk: Desk) -> None:
    """Export the passages chosen, or all."""
    opening.ask_passages(desk, desk.window.overview.passages.chosen())


def ask_lines(desk: Desk) -> dict[str, Any] | None:
    """Ask where lines in context go; the ending says whether a table or text is written."""
    session, view = desk.window.session, desk.window.overview.kwic
    if session is None or not view.model.rowCount():
        return None
    folder = Path(str(session.setting(_FOLDER, "") or Path.home()))
    proposal = folder / safe_name(view.query, ".csv", "Pressmark")
    filters = {f"{_(FORMATS['csv'])} (*.csv)": "csv", f"{_(FORMATS['text'])} (*.txt)": "text"}
    out, chosen = QFileDialog.getSaveFileName(desk.window, _("Export lines in context"), str(proposal), ";;".join(filters))
    if out:
        session.set_setting(_FOLDER, str(Path(out).parent))
        write_lines(desk, Path(out), "text" if out.lower().endswith(".txt") else filters.get(chosen, "csv"))
    return None


def write_lines(desk: Desk, out: Path, format: str) -> Job | None:
    """Write the lines chosen, or all, in the order shown; the window stays usable meanwhile."""
    session, window = desk.window.session, desk.window
    if session is None:
        return None
    job = Job(window)

    def end(outcome: Outcome) -> None:
        window.status.show_work(None)
        count = ngettext("{count} line", "{count} lines", int(outcome.value)).format(count=f"{int(outcome.value):,}")
        said = _("Exported to {path}").format(path=out)
        window.say(f"{said} · {count}", [(_("Open"), lambda: opening.show_file(out))])

    def fail(error: object) -> None:
        window.status.show_work(None)
        window.report(error)

    job.progressed.connect(lambda done, total, _what: window.status.show_work(_("Exporting…"), done, total))
    job.finished.connect(end)
    job.failed.connect(fail)
    window.status.stop_wished.connect(job.stop)
    view = window.overview.kwic
    job.start(session, "kwic.write", query=view.query, out=out, format=format, lines=view.chosen())
    return job


HANDLERS: dict[str, Callable[[Desk], None]] = {
    **{f"overview.{tab}": _opening(tab) for tab in TABS},
    **{f"kwic.{order}": _sorting(order) for order in ORDERS},
    "view.facets": lambda d: d.surveying.toggle_facets(),
    "facets.clear": lambda d: d.surveying.clear(),
    "go.timeline": lambda d: d.surveying.go_to_timeline(),
    "found.tag": ask_tags,
    "found.untag": ask_untag,
    "found.export": export_passages,
}
COLLECTORS: dict[str, Callable[[Desk], dict[str, Any] | None]] = {"kwic.write": ask_lines}


def check(desk: Desk) -> None:
    """Let tabs, orders and the facets show a tick where they are shown."""
    window = desk.window
    for tab in TABS:
        desk.actions.check(f"overview.{tab}", lambda tab=tab: desk.surveying.tab == tab)  # type: ignore[misc]
    for order in ORDERS:
        desk.actions.check(f"kwic.{order}", lambda order=order: window.overview.kwic.order == order)  # type: ignore[misc]
    desk.actions.check("view.facets", lambda: window.panels.is_shown("facets"))
    name_buttons(desk)
    window.looks.changed.connect(lambda: name_buttons(desk))


def name_buttons(desk: Desk) -> None:
    """Word the buttons over an overview as the menus do."""
    entries = desk.actions.entries
    page = desk.window.overview
    known = [name for name in page.buttons if name in entries]
    page.name_buttons({n: (entries[n].title().rstrip("…"), key_name(next(iter(entries[n].keys), ""))) for n in known})

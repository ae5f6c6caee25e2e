"""Asks for files that come from elsewhere, shows what they would bring, and takes them in when that is wished."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from reader.commands import bundle_words
from reader.commands.bundling import BundleReport
from reader.domain.views import Listing, Outcome
from reader.domain.words import _
from reader.exports.atomic import safe_name
from reader.exports.bundle_file import ENDING
from reader.store.merge_report import Entry
from reader.ui.desk import Desk
from reader.ui.taking_in.preview import Preview, Row, Tab
from reader.ui.version_look import work

_FOLDER = "export.folder"


# ---- bundles


def ask_bundle(desk: Desk) -> None:
    """Ask where the bundle for a colleague goes, and write it; a search that is shown says which articles."""
    session = desk.window.session
    if session is None:
        return
    listing = desk.window.list.listing
    query = listing.text if isinstance(listing, Listing) and listing.kind == "search" else ""
    title = " ".join(part for part in (session.library.name, session.author) if part)
    proposal = Path(str(session.setting(_FOLDER, "") or Path.home())) / safe_name(title, ENDING, "Pressmark")
    name = _("Bundle for a colleague") if not query else _("Bundle for a colleague: {query}").format(query=query)
    out, _filter = QFileDialog.getSaveFileName(desk.window, name, str(proposal), _bundles())
    if not out:
        return
    path = Path(out if out.endswith(ENDING) else out + ENDING)
    session.set_setting(_FOLDER, str(path.parent))
    write_bundle(desk, path, query)


def write_bundle(desk: Desk, path: Path, query: str = "") -> None:
    """Write the bundle; progress stands in the status line, where it can be stopped."""

    def done(outcome: Outcome) -> None:
        words = _("Bundle for a colleague written: {operations} steps of work on {issues} issues")
        desk.window.say(words.format(**outcome.value), [], kind="done")

    work(desk.window, "bundle.write", {"out": path, "query": query}, _("Writing the bundle…"), done)


def _bundles() -> str:
    return f"{_('Bundles of Pressmark')} (*{ENDING})"


def ask_merge(desk: Desk) -> None:
    """Ask for a colleague's bundle and show what merging it would do."""
    session = desk.window.session
    if session is None:
        return
    folder = str(session.setting(_FOLDER, "") or Path.home())
    chosen, _filter = QFileDialog.getOpenFileName(desk.window, _("Merge a colleague's bundle"), folder, _bundles())
    if chosen:
        look_at_bundle(desk, Path(chosen))


def look_at_bundle(desk: Desk, path: Path) -> None:
    """Do the merge without keeping it, on the writer's thread, and show what it would do."""

    def show(outcome: Outcome) -> None:
        dialog = bundle_preview(outcome.value, desk)
        dialog.wished.connect(lambda: _merge(desk, path))
        dialog.open()

    work(desk.window, "bundle.merge", {"path": path, "dry_run": True}, _("Looking at the bundle…"), show)


def _merge(desk: Desk, path: Path) -> None:
    def done(outcome: Outcome) -> None:
        report: BundleReport = outcome.value
        choices: list[Any] = [(_("Undo"), desk.undoing.take_back)] if outcome.act is not None else []
        if report.work.flags:
            choices.append((_("Review"), lambda: desk.navigation.show_listing(Listing("review"))))
        desk.window.say(bundle_words.summary(report).replace("\n", " · "), choices, kind="done", stays=12000)

    work(desk.window, "bundle.merge", {"path": path}, _("Merging the bundle…"), done)


def bundle_preview(report: BundleReport, desk: Desk) -> Preview:
    """The dialog that shows a bundle before it is merged."""
    told = bundle_words.told
    review, waiting = told(report, "both", "kept"), told(report, "missing")
    issues = [Row(_("Issue"), name, _("new")) for name in report.new_issues]
    issues += [Row(_("Issue"), name, _("not here; its text did not come along")) for name in report.missing_issues]
    issues += [Row(_("Issue"), name, _("another text of an issue that is here")) for name in report.resembling]
    bad = [Row(p.entity, p.uuid, p.code) for p in report.problems]
    tabs = [
        Tab(_("To review"), list(map(_row, review)), _("Nobody wrote where somebody else wrote.")),
        Tab(_("New"), list(map(_row, told(report, "new"))), _("Nothing new.")),
        Tab(_("Changed"), list(map(_row, told(report, "changed", "gone"))), _("Nothing of yours changes.")),
        Tab(_("Issues"), issues, _("All issues are here already.")),
        Tab(_("Waiting"), [*map(_row, waiting), *bad], _("Everything has its place.")),
    ]
    author = report.author or _("a colleague")
    return Preview(
        desk.window.looks, _("Work of {author}").format(author=author), bundle_words.summary(report), tabs,
        _("Nothing is overwritten: what two people wrote is kept twice and goes to review. One undo takes it all back."),
        _("Merge"), desk.window,
    )  # fmt: skip


def _row(entry: Entry) -> Row:
    what, outcome = bundle_words.entry_words(entry)
    if entry.outcome in {"both", "kept"}:
        return Row(what, entry.words, outcome, "", f"{entry.before}\n\n{entry.after}".strip())
    return Row(what, entry.words, outcome, entry.before, entry.after)



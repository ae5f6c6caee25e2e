"""What is asked of the person before a data command runs, and what is shown to read.

Dialogs are imported when they are opened: none is needed to start.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QFileDialog

from reader import __version__
from reader.domain.views import Outcome
from reader.domain.words import N_, _
from reader.ui.desk import Desk

_COUNTED = {
    "issues": N_("Issues"),
    "articles": N_("Articles"),
    "highlights": N_("Highlights"),
    "notes": N_("Notes"),
    "tags": N_("Tags"),
}


def ask_author(desk: Desk) -> None:
    """Ask under which name marks are made, and what this device is called."""
    from reader.ui.dialogs.signature import Signature

    session = desk.window.session
    if session is not None:
        dialog = Signature(desk.window.looks, session.author, session.device_name, desk.window)
        dialog.answered.connect(session.sign)
        dialog.open()


def ask_issue(desk: Desk) -> None:
    """Show what is known of the issue, and keep what is changed."""
    from reader.ui.dialogs.issue_properties import IssueProperties

    session, issue = desk.window.session, desk.targets.issue()
    if session is None or issue is None:
        return
    dialog = IssueProperties(session, desk.window.looks, issue, desk.window)

    def keep() -> None:
        values, extra = dialog.values(), dialog.extra()
        if values or extra is not None:
            desk.window.run("issue.set", issue=issue.id, values=values, extra=extra)
        for page, label, name in dialog.pages():
            desk.window.run("page.set", page=page, label=label, name=name)
        if dialog.tags.dropped():
            desk.window.run("issue.untag", issue=issue.id, tags=dialog.tags.dropped())
        if dialog.tags.added():
            desk.window.run("issue.tag", issue=issue.id, tags=dialog.tags.added(), anew=dialog.tags.anew())

    dialog.wished.connect(keep)
    dialog.open()


def ask_encoding(desk: Desk) -> None:
    """Ask in which encoding to read the issue anew, then show the new reading."""
    from reader.ui.dialogs.encoding import ChooseEncoding

    window, issue = desk.window, desk.targets.issue()
    if window.session is None or issue is None:
        return
    dialog = ChooseEncoding(window.session, window.looks, issue, window)

    def show(outcome: Outcome) -> None:
        desk.navigation.show_issue(outcome.value)
        window.say(_("The issue was read again."), [(_("Undo"), desk.undoing.take_back)])

    dialog.wished.connect(lambda: window.run("issue.redecode", show, issue=issue.id, encoding=dialog.encoding()))
    dialog.open()


def ask_scans(desk: Desk) -> None:
    """Ask which pictures show the pages: one for the page shown, or several for the pages in their order."""
    issue, view = desk.targets.issue(), desk.window.view
    if issue is None or not issue.pages:
        return
    chosen, _filter = QFileDialog.getOpenFileNames(
        desk.window, _("Attach page scans"), "", _("Pictures") + " (*.jpg *.jpeg *.png *.tif *.tiff)"
    )
    pages = [page.id for page in issue.pages]
    if len(chosen) == 1 and view is not None and view.page is not None and view.page.id in pages:
        pages = [view.page.id]
    attach_scans(desk, pages, chosen)


def attach_scans(desk: Desk, pages: Iterable[int], paths: list[str]) -> None:
    """Attach pictures to pages, one each."""
    for page, path in zip(pages, sorted(paths), strict=False):
        desk.window.run(
            "page.attach_scan", lambda _o: desk.window.say(_("The scan was attached.")), page=page, path=path
        )


def ask_colour(desk: Desk) -> None:
    """Ask for another colour of the highlight chosen."""
    from reader.ui.dialogs.ask import AskChoice

    session, highlight = desk.window.session, desk.targets.highlight()
    if session is None or highlight is None:
        return
    choices = {colour.key: _(colour.name) for colour in session.colours()}
    dialog = AskChoice(desk.window.looks, _("Change colour"), choices, "", desk.window)
    dialog.answered.connect(lambda key: desk.window.run("highlight.colour", highlight=highlight, colour=key))
    dialog.open()


def ask_tag_name(desk: Desk) -> None:
    """Ask for a tag's new name."""
    from reader.ui.dialogs.ask import AskLine

    session, tag = desk.window.session, desk.targets.tag()
    known = next((t for t in session.tags() if t.id == tag), None) if session else None
    if known is not None:
        dialog = AskLine(desk.window.looks, _("Rename tag"), "", known.name, desk.window)
        dialog.answered.connect(lambda name: desk.window.run("tag.rename", tag=known.id, name=name))
        dialog.open()


def ask_tag_colour(desk: Desk) -> None:
    """Ask for a tag's colour."""
    session, tag = desk.window.session, desk.targets.tag()
    known = next((t for t in session.tags() if t.id == tag), None) if session else None
    if known is None:
        return
    dialog = QColorDialog(QColor(known.colour or desk.window.looks.theme["accent"]), desk.window)
    dialog.setWindowTitle(_("Change tag colour"))
    dialog.colorSelected.connect(lambda c: desk.window.run("tag.recolour", tag=known.id, colour=c.name()))
    dialog.open()


def ask_newspaper_name(desk: Desk) -> None:
    """Ask for a newspaper's new name."""
    from reader.ui.dialogs.ask import AskLine

    session, paper = desk.window.session, desk.targets.newspaper()
    known = next((p for p in session.newspapers() if p[0] == paper), None) if session else None
    if known is not None:
        dialog = AskLine(desk.window.looks, _("Rename newspaper"), "", known[1], desk.window)
        dialog.answered.connect(lambda name: desk.window.run("newspaper.rename", newspaper=known[0], name=name))
        dialog.open()


def show_newspapers(desk: Desk) -> None:
    """All newspapers with their names; each change is a command of its own."""
    from reader.ui.dialogs.newspapers import Newspapers

    session = desk.window.session
    if session is not None:
        dialog = Newspapers(session, desk.window.looks, desk.targets.newspaper(), desk.window)
        dialog.wished.connect(lambda id, arguments: desk.window.run(id, **arguments))
        desk.window.library_changed.connect(dialog.refresh)
        desk.window.outcomes.failed.connect(dialog.show_fault)
        dialog.open()


def show_backups(desk: Desk) -> None:
    """The backups of the library: one more now, rehearsed, restored; when and where they are made."""
    from reader.ui.dialogs.backups import Backups

    session = desk.window.session
    if session is not None:
        dialog = Backups(session, desk.window.looks, desk.libraries.backing_up, desk.window)
        dialog.opened.connect(lambda path: desk.window.say(_("Restored: {path}").format(path=path.name)))
        dialog.open()


def ask_print(desk: Desk) -> None:
    """Show what is chosen as pages, to be printed."""
    from reader.ui import printing

    printing.ask_print(desk)


def ask_export(desk: Desk) -> None:
    """Ask what to export and how, then where."""
    from reader.ui.exporting import opening

    opening.ask_export(desk)


def show_keys(desk: Desk) -> None:
    """The keys at a glance."""
    from reader.ui.dialogs.keys import Keys

    Keys(desk.window.looks, desk.actions, desk.window).open()


def ask_own_keys(desk: Desk) -> None:
    """Let a person give commands other keys; they hold at once and are kept as a setting."""
    from reader.ui.dialogs.own_keys import OwnKeys

    session = desk.window.session
    kept = session.setting("keys", {}) if session is not None else {}
    dialog = OwnKeys(desk.window.looks, desk.actions, kept if isinstance(kept, dict) else {}, desk.window)

    def keep(own: dict[str, list[str]]) -> None:
        desk.actions.set_keys(own)
        if session is not None:
            session.set_setting("keys", own)

    dialog.changed.connect(keep)
    dialog.open()


def show_doctor(desk: Desk) -> None:
    """What this installation has and what it lacks."""
    from reader.commands import doctor
    from reader.ui.dialogs.report import TextReport

    text = doctor.report(doctor.examine())
    words = _("What Pressmark stands on, and the command that brings what is missing.")
    TextReport(desk.window.looks, _("Examine this installation"), words, text, desk.window).open()


def show_about(desk: Desk) -> None:
    """What this program is."""
    from reader.ui.dialogs.report import TextReport

    session = desk.window.session
    counts = session.counts() if session else {}
    lines = [f"Pressmark {__version__}", "MIT"]
    if session is not None:
        lines += ["", str(session.library.path)]
        lines += [f"{_(title)}: {counts.get(name, 0):,}" for name, title in _COUNTED.items()]
    words = _("Newspaper issues read, marked and found again, offline.")
    TextReport(desk.window.looks, _("About Pressmark"), words, "\n".join(lines), desk.window).open()

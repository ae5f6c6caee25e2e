"""Opens notes and what they lead to, and quotes into them: what the commands about notes do in a window."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from reader.commands import notes
from reader.commands.notes import Destination
from reader.domain.views import Listing
from reader.domain.words import _
from reader.store.notes import LIBRARY, on_issue
from reader.ui.desk import Desk
from reader.ui.dialogs.note_templates import Templates
from reader.ui.dialogs.note_window import NoteWindow
from reader.ui.notes.section import NoteSection


def edit_article(desk: Desk) -> None:
    """Go into the note on the article shown."""
    desk.window.panels.show_panel("marks", True)
    desk.window.marks.focus_note()


def edit_issue(desk: Desk, issue: int | None = None) -> None:
    """Open the note on the issue of the place a menu was opened on, of the list, or of the article shown."""
    session = desk.window.session
    id = issue if issue is not None else desk.targets.issue_id()
    if session is not None and id is not None:
        name = notes.issue_name(notes.known_issue(session, id))
        _show(desk, on_issue(id), _("Note on {name}").format(name=name))


def edit_library(desk: Desk) -> None:
    """Open the note on the library."""
    session = desk.window.session
    if session is not None:
        _show(desk, LIBRARY, _("Note on the library {name}").format(name=session.library.name))


def _show(desk: Desk, target: str, title: str) -> None:
    window, session = desk.window, desk.window.session
    assert session is not None
    for known in _open_windows(desk):
        if known.target == target:
            known.raise_()
            known.activateWindow()
            return
    made = NoteWindow(session, window.looks, target, title, window)
    window.session_leaving.connect(made.reject)
    connect(desk, made.section)
    made.show()


def close_windows(window: QWidget) -> None:
    """Write and close the notes in windows of their own."""
    for known in window.findChildren(NoteWindow):
        known.reject()


def _open_windows(desk: Desk) -> list[NoteWindow]:
    return [known for known in desk.window.findChildren(NoteWindow) if known.isVisible()]


def connect(desk: Desk, section: NoteSection) -> None:
    """Let a note's wishes reach the window."""
    section.opened.connect(lambda where: go(desk, where))
    section.web_wished.connect(lambda url: ask_web(desk, url))
    section.hinted.connect(lambda words: desk.window.say(words, kind="info", stays=3000))
    section.templates_wished.connect(lambda: manage_templates(desk))
    section.failed.connect(desk.window.report)


def go(desk: Desk, where: Destination) -> None:
    """Go where a link leads."""
    if where.kind == "tag":
        desk.navigation.show_listing(Listing("tag", where.id))
    elif where.kind == "issue":
        desk.navigation.show_issue(where.id)
    elif where.kind == LIBRARY:
        edit_library(desk)
    else:
        desk.navigation.open_article(where.id)
        if where.highlight:
            desk.window.pane.choose_highlight(where.highlight)
        elif where.spans:
            desk.window.pane.select(where.spans)
            desk.window.focus_text()


def ask_web(desk: Desk, url: str) -> None:
    """Ask before an address is opened; the whole of it is shown."""
    box = QMessageBox(
        QMessageBox.Icon.Question, _("Open in the browser?"), _("Open this address in the browser?"), parent=desk.window
    )
    box.setInformativeText(url)
    yes = box.addButton(_("Open in browser"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.accepted.connect(lambda: QDesktopServices.openUrl(QUrl(url)))
    box.setDefaultButton(yes)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def quote(desk: Desk) -> None:
    """Put the words selected, the current hit or the highlight chosen into the note one writes, with their source."""
    pane, view = desk.window.pane, desk.window.view
    spans = pane.marking.spans_meant()
    if view is None or not spans:
        desk.window.say(_("Select the words first, or choose a highlight."), kind="info", stays=3000)
        return
    section = current(desk)
    section.write_on()
    section.quote(view.id, [(span.block, span.start, span.end) for span in spans], pane.layer)
    desk.window.panels.show_panel("marks", True)
    desk.window.say(_("Quoted into the note."), kind="done", stays=2000)


def current(desk: Desk) -> NoteSection:
    """The note being written: in a window of its own where one is open, else the article's."""
    open_ones = _open_windows(desk)
    return open_ones[-1].section if open_ones else desk.window.marks.note_section


def toggle_preview(desk: Desk) -> None:
    """Show the note as it reads, or as it is written."""
    section = current(desk)
    if section is desk.window.marks.note_section:
        desk.window.panels.show_panel("marks", True)
    section.toggle_preview()


def offer_templates(desk: Desk) -> None:
    """Offer the templates for the note being written."""
    section = current(desk)
    if section is desk.window.marks.note_section:
        desk.window.panels.show_panel("marks", True)
    section.offer_templates()


def manage_templates(desk: Desk) -> None:
    """Add, change and delete templates."""
    session = desk.window.session
    if session is not None:
        dialog = Templates(session, desk.window.looks, desk.window)
        dialog.wished.connect(lambda command, arguments: desk.window.run(command, **arguments))
        desk.window.library_changed.connect(dialog.refresh)
        dialog.open()

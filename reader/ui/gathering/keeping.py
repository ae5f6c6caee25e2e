"""What a person does with saved searches: saved, renamed, changed, moved, deleted; the searches made last; a query copied."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from reader.commands import searches
from reader.domain.kept import SavedSearch
from reader.domain.views import Listing
from reader.domain.words import _
from reader.ui.desk import Desk
from reader.ui.dialogs.ask import AskLine

_SHOWN = 15
"""Searches made last that the menu shows."""


def ask_save(desk: Desk, query: str = "") -> dict[str, Any] | None:
    """Ask under which name to keep a query, else the one in the search field; one that is kept already says where."""
    session, query = desk.window.session, query or desk.targets.query()
    if session is None or not query:
        return None
    kept = next((one for one in searches.saved(session) if one.query == query), None)
    if kept is not None:
        desk.window.say(_("This search is saved already as “{name}”.").format(name=kept.name), kind="info")
        return None
    dialog = AskLine(desk.window.looks, _("Save search"), query, searches.name_for(query), desk.window)
    dialog.answered.connect(lambda name: _save(desk, name, query))
    dialog.open()
    return None


def _save(desk: Desk, name: str, query: str) -> None:
    def done(_outcome: object) -> None:
        desk.window.tree.stand_on(Listing("search", text=query))
        desk.window.say(_("Saved as “{name}”.").format(name=name), [(_("Undo"), desk.undoing.take_back)])

    desk.window.run("saved.add", done, name=name, query=query)


def _chosen(desk: Desk) -> SavedSearch | None:
    session, id = desk.window.session, desk.targets.ordered("saved")
    return next((one for one in searches.saved(session) if one.id == id), None) if session is not None else None


def ask_name(desk: Desk) -> None:
    """Ask for another name of the saved search."""
    known = _chosen(desk)
    if known is not None:
        dialog = AskLine(desk.window.looks, _("Rename saved search"), known.query, known.name, desk.window)
        dialog.answered.connect(lambda name: desk.window.run("saved.rename", saved=known.id, name=name))
        dialog.open()


def ask_query(desk: Desk) -> None:
    """Ask what the saved search shall ask from now on; the query shown is proposed where one is."""
    known = _chosen(desk)
    if known is None:
        return
    dialog = AskLine(desk.window.looks, _("Query of “{name}”").format(name=known.name), "", known.query, desk.window)

    def change(query: str) -> None:
        desk.window.run(
            "saved.edit", lambda _o: desk.navigation.show_listing(Listing("search", text=query)), saved=known.id, query=query
        )

    dialog.answered.connect(change)
    dialog.open()


def delete(desk: Desk) -> dict[str, Any] | None:
    """The saved search to forget."""
    id = desk.targets.ordered("saved")
    return None if id is None else {"saved": [id]}


def shift(desk: Desk, kind: str, by: int) -> None:
    """Let the saved search or basket chosen change places with its neighbour."""
    can, before = desk.window.tree.neighbour(by)
    id = desk.targets.ordered(kind)
    if can and id is not None:
        move_place(desk, kind, id, before)


def move_place(desk: Desk, kind: str, id: int, before: int | None) -> None:
    """Let a saved search or basket stand before another, or at the end."""
    which: dict[str, Any] = {kind: id}
    desk.window.run(f"{kind}.move", lambda _outcome: desk.window.tree.reload(), before=before, **which)


def copy_query(desk: Desk) -> None:
    """Copy the query with its switches, as it can be pasted into the search field again."""
    query = desk.targets.query()
    QApplication.clipboard().setText(query)
    desk.window.say(_("Copied: {query}").format(query=query), kind="info", stays=3000)


def show_recent(desk: Desk) -> None:
    """Offer the searches made last, under the search field."""
    session, field = desk.window.session, desk.window.top.search
    if session is None:
        return
    menu = recent_menu(desk, searches.recent(session))
    menu.popup(field.mapToGlobal(QPoint(0, field.height() + 2)))
    first = next((action for action in menu.actions() if action.isEnabled()), None)
    if first is not None:
        menu.setActiveAction(first)


def recent_menu(desk: Desk, queries: list[str]) -> QMenu:
    """A menu of queries; choosing one searches for it."""
    menu = QMenu(desk.window)
    menu.setAccessibleName(_("Searches made last"))
    menu.setMinimumWidth(desk.window.top.search.width())
    metrics = menu.fontMetrics()
    for query in queries[:_SHOWN]:
        shown = metrics.elidedText(query, Qt.TextElideMode.ElideRight, desk.window.top.search.width() - 60)
        action = menu.addAction(shown.replace("&", "&&"))
        action.setToolTip(query)
        action.triggered.connect(lambda _checked=False, query=query: search_for(desk, query))
    if queries:
        menu.addSeparator()
        menu.addAction(desk.actions["search.forget"])
    else:
        menu.addAction(_("No searches yet")).setEnabled(False)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def search_for(desk: Desk, query: str) -> None:
    """Search for a query, and go into what it finds."""
    desk.navigation.show_listing(Listing("search", text=query))
    desk.navigation.enter_list()


def show_builder(desk: Desk) -> None:
    """Open the query builder on the query shown, or on the saved search a menu was opened on."""
    from reader.ui.gathering.query_builder import QueryBuilder

    session = desk.window.session
    if session is None:
        return
    builder = QueryBuilder(session, desk.window.looks, desk.targets.query(), desk.window)
    builder.search_wished.connect(lambda query: desk.navigation.show_listing(Listing("search", text=query)))
    builder.save_wished.connect(lambda query: ask_save(desk, query))
    builder.show()


def forget_recent(desk: Desk) -> None:
    """Forget the searches made last."""
    if desk.window.session is not None:
        searches.forget_recent(desk.window.session)
        desk.window.say(_("The search history was cleared."), kind="info", stays=3000)

"""Saved searches: queries kept under a name, in an order of one's own, and the searches made last."""

from __future__ import annotations

from collections.abc import Sequence

from reader.commands.marks import clean
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.kept import SavedSearch
from reader.domain.query import parse
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store import ordering, searches
from reader.store.act import Act

RECENT_KEPT = 30
_LONGEST_NAME = 40


def saved(session: Session) -> list[SavedSearch]:
    """All saved searches in their order."""
    return searches.saved(session.library)


def saved_called(session: Session, name: str) -> SavedSearch:
    """The saved search called so. Raises ReaderError where there is none."""
    for one in saved(session):
        if one.name == name:
            return one
    raise ReaderError(N_("There is no saved search {name}."), N_("`pressmark searches` lists them."), name=name)


def name_for(query: str) -> str:
    """The name proposed for a query: the query itself, in one line, not too long."""
    line = " ".join(query.split())
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1].rstrip() + "…"


def _name(typed: str) -> str:
    name = " ".join(clean(typed).split())
    if not name:
        raise UsageError(N_("A saved search needs a name."), "")
    return name


def _query(typed: str) -> str:
    query = clean(typed).strip()
    if not query:
        raise UsageError(N_("There is nothing to save: the query is empty."), N_("Search for something first."))
    parse(query)
    return query


def _refuse_taken(act: Act, name: str, own: int | None = None) -> None:
    if any(one.name == name and one.id != own for one in searches.saved(act)):
        raise ReaderError(N_("There is a saved search {name} already."), N_("Choose another name."), name=name)


def _require(act: Act, id: int) -> SavedSearch:
    for one in searches.saved(act):
        if one.id == id:
            return one
    raise ReaderError(N_("There is no saved search {name}."), N_("`pressmark searches` lists them."), name=id)


@command("saved.add", N_("Save search…"), keys="Ctrl+S", menu="edit", mode="any", when="has_query")
def save_search(session: Session, name: str, query: str) -> Outcome:
    """Keep a query under a name; Outcome.value is its id. Raises QueryError for a query that cannot be read."""
    with session.act("saved.add") as act:
        wanted = _name(name)
        _refuse_taken(act, wanted)
        made = searches.add(act, wanted, _query(query))
        act.about(about=wanted)
    return Outcome(made, act.id)


@command("saved.rename", N_("Rename saved search…"), menu="edit", context=("saved",), when="has_saved")
def rename_search(session: Session, saved: int, name: str) -> None:
    """Give a saved search another name."""
    with session.act("saved.rename") as act:
        _require(act, saved)
        wanted = _name(name)
        _refuse_taken(act, wanted, saved)
        act.update("saved_search", saved, name=wanted)
        act.about(about=wanted)


@command("saved.edit", N_("Change query of saved search…"), menu="edit", context=("saved",), when="has_saved")
def edit_search(session: Session, saved: int, query: str) -> None:
    """Let a saved search ask something else. Raises QueryError for a query that cannot be read."""
    with session.act("saved.edit") as act:
        known = _require(act, saved)
        act.update("saved_search", saved, query=_query(query))
        act.about(about=known.name)


@command("saved.delete", N_("Delete saved search"), menu="edit", context=("saved",), when="has_saved")
def delete_searches(session: Session, saved: Sequence[int]) -> None:
    """Forget saved searches; what they find stays as it is."""
    with session.act("saved.delete") as act:
        names = [_require(act, id).name for id in saved]
        for id in saved:
            act.delete("saved_search", id)
        act.about(about=", ".join(names))


@command("saved.move", N_("Move saved search"), hidden=True)
def move_search(session: Session, saved: int, before: int | None = None) -> None:
    """Let a saved search stand right before another, or (None) at the end."""
    with session.act("saved.move") as act:
        known = _require(act, saved)
        ordering.move(act, "saved_search", [saved], before)
        act.about(about=known.name)


# ---- the searches made last: a person's, not the library's


def recent(session: Session) -> list[str]:
    """The queries searched for last in this library, newest first."""
    kept = session.setting(_recent_key(session), [])
    return [str(one) for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def remember(session: Session, query: str) -> None:
    """Put a query at the head of those searched for last."""
    query = query.strip()
    before = recent(session)
    if not query or before[:1] == [query]:
        return
    session.set_setting(_recent_key(session), [query, *(one for one in before if one != query)][:RECENT_KEPT])


def forget_recent(session: Session) -> None:
    """Forget which queries were searched for."""
    session.set_setting(_recent_key(session), [])


def _recent_key(session: Session) -> str:
    return f"searches.{session.library.uuid}"

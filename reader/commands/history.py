"""Undo, redo and what they say: read from the one change log."""

from __future__ import annotations

import contextlib

from reader.commands.registry import command
from reader.commands.session import Session
from reader.commands.wording import word_act
from reader.domain.errors import ReaderError
from reader.domain.views import Outcome
from reader.domain.words import N_, _, ngettext
from reader.store import history, reverting
from reader.store.history import StoredAct


@command(
    "history.undo", N_("Undo"), keys="Ctrl+Z", menu="edit", mode="any", when="can_undo", icon="undo", undoable=False
)
def undo(session: Session) -> Outcome:
    """Take back the newest act that is not undone, also from before the last start."""
    return _turn(session, redo=False)


@command(
    "history.redo",
    N_("Redo"),
    keys=("Ctrl+Shift+Z", "Ctrl+Y"),
    menu="edit",
    mode="any",
    when="can_redo",
    icon="redo",
    undoable=False,
)
def redo(session: Session) -> Outcome:
    """Do again what was undone last, as long as nothing new was done."""
    return _turn(session, redo=True)


def _turn(session: Session, *, redo: bool) -> Outcome:
    target = (history.next_redo if redo else history.next_undo)(session.library)
    if target is None:
        return Outcome(None, said=_(N_("Nothing to redo.") if redo else N_("Nothing to undo.")))
    kind = "redo" if redo else "undo"
    with session.act(f"history.{kind}", kind=kind, about=target.id) as act:
        done, refused = history.take_back(act, target, redo=redo)
        act.about(target.article, command=target.command, about=word_act(target).about)
        if target.kind == "import":
            act.imported += target.params.get("issue_ids", [])
    worded = word_act(target)
    said = _(N_("Done again: {title}") if redo else N_("Undone: {title}")).format(title=worded.title)
    if worded.about:
        said += f" · {worded.about}"
    if refused:
        said += " · " + _(N_("{count} values were changed since and were left alone")).format(count=refused)
    return Outcome({"act": target.id, "done": done, "refused": refused, "article": target.article}, act.id, said)


class _OnlyLooking(Exception):
    """Ends an act that was only tried."""


@command("history.revert", N_("Take back one act"), hidden=True)
def revert(session: Session, act: int, dry_run: bool = False) -> Outcome:
    """Take back one past act where it still applies; values changed since are left alone and told. An act itself.

    Outcome.value: `{"act", "done", "left": [{"entity", "id", "field", "act"}]}`. Raises ReaderError where it no
    longer applies. With `dry_run` nothing is changed.
    """
    target = history.act(session.library, act)
    if target is None:
        raise ReaderError(N_("There is no act {id}."), N_("`pressmark history` lists them."), id=act)
    _refuse(target)
    worded = word_act(target)
    found = reverting.Reverted(0, [])
    made: int | None = None
    with contextlib.suppress(_OnlyLooking), session.act("history.revert") as new:
        found = reverting.revert(new, act)
        if dry_run:
            raise _OnlyLooking
        new.about(target.article, command=target.command, about=worded.about, reverts=target.uuid, act=act)
        made = new.id
    said = _(N_("Taken back: {title}")).format(title=worded.title)
    if found.left:
        said += " · " + _(N_("{count} values were changed since and were left alone")).format(count=len(found.left))
    left = [{"entity": x.entity, "id": x.entity_id, "field": x.field, "act": x.act} for x in found.left]
    return Outcome({"act": act, "done": found.done, "left": left, "article": target.article}, made, said)


def _refuse(target: StoredAct) -> None:
    if target.kind == "import":
        raise ReaderError(
            N_("An import is not taken back by itself."), N_("Move its issue to the trash; marks on it are kept.")
        )
    if target.kind not in {"do", "auto"}:
        raise ReaderError(N_("Act {id} is itself an undo or redo."), N_("Use undo or redo."), id=target.id)
    if target.undone:
        raise ReaderError(N_("Act {id} is undone already."), "", id=target.id)


@command("history.undo_to", N_("Undo up to here"), hidden=True, undoable=False)
def undo_to(session: Session, act: int) -> Outcome:
    """Undo, newest first, until `act` is taken back too; each step can be redone. Outcome.value is how many."""
    count = 0
    while (target := history.next_undo(session.library)) is not None and target.id >= act:
        _turn(session, redo=False)
        count += 1
        session.rest()
    said = ngettext("Undone: {count} act", "Undone: {count} acts", count).format(count=count)
    return Outcome(count, said=said)

"""Undo, redo and what they say: read from the one change log."""

from __future__ import annotations

from reader.commands.registry import command
from reader.commands.session import Session
from reader.commands.wording import word_act
from reader.domain.views import Outcome
from reader.domain.words import N_, _
from reader.store import history


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

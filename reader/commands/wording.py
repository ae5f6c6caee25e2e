"""Stored codes worded for a person in the language now set: acts of the history and flags."""

from __future__ import annotations

from reader.commands import registry
from reader.domain.views import ActView, AnswerView, FlagView
from reader.domain.words import N_, _
from reader.store.flags import StoredFlag
from reader.store.history import StoredAct
from reader.structure import wording


def word_act(act: StoredAct) -> ActView:
    """An act as a line of the history; undo and redo name what they were about."""
    title = _(registry.find(act.command).title) if act.command in _known() else act.command
    about = str(act.params.get("about") or act.title)
    if act.command in {"flag.answer", "flag.reopen"}:
        about = wording.flag_title(about)
    if act.kind in {"undo", "redo"} and act.params.get("command"):
        inner = str(act.params["command"])
        inner_title = _(registry.find(inner).title) if inner in _known() else inner
        title = _(N_("Undo: {title}") if act.kind == "undo" else N_("Redo: {title}")).format(title=inner_title)
    return ActView(
        act.id,
        act.uuid,
        act.command,
        title,
        act.at,
        act.author,
        act.device,
        about,
        act.article,
        act.kind,
        act.undone,
        act.changes,
    )


def _known() -> set[str]:
    return {command.id for command in registry.every()}


def word_flag(flag: StoredFlag) -> FlagView:
    """A flag with its reason and numbered answers."""
    answers = tuple(
        AnswerView(n, wording.answer_text(a["code"], a.get("params", {}))) for n, a in enumerate(flag.answers, 1)
    )
    return FlagView(
        flag.id, flag.uuid, flag.code, flag.article, flag.issue, flag.block, wording.flag_title(flag.code),
        wording.flag_reason(flag.code, flag.params), flag.state, answers,
    )  # fmt: skip

"""The subcommands for notes, and undo."""

from __future__ import annotations

import sys

import click

from reader.cli.frame import State, subcommand
from reader.commands import listing


@subcommand("note")
@click.argument("article", type=int)
@click.argument("text", required=False)
def _note(state: State, article: int, text: str | None) -> None:
    """Write the note on an article (`-`: from standard input); without TEXT print it."""
    session = state.session()
    id = listing.article_id(session, article)
    if text is not None:
        session.do("note.write", article=id, text=sys.stdin.read() if text == "-" else text)
    note = session.note(id)
    state.show({"article": id, "note": note}, note if text is None else "")


@subcommand("undo")
@click.argument("count", type=click.IntRange(1), default=1)
def _undo(state: State, count: int) -> None:
    """Take back the newest act (or COUNT of them)."""
    _turn(state, "history.undo", count)


@subcommand("redo")
@click.argument("count", type=click.IntRange(1), default=1)
def _redo(state: State, count: int) -> None:
    """Do again what was undone last."""
    _turn(state, "history.redo", count)


def _turn(state: State, command: str, count: int) -> None:
    said = []
    for _step in range(count):
        outcome = state.session().do(command)
        said.append(outcome.said)
        if outcome.value is None:
            break
    done = [s for s in said if s]
    state.show({"done": done}, "\n".join(done))


@subcommand("history")
@click.option("--limit", type=click.IntRange(1), default=50)
def _history(state: State, limit: int) -> None:
    """What was done, newest first."""
    acts = [listing.act_document(a) for a in state.session().history(limit)]
    state.show({"history": acts}, "\n".join(f"{a['at']}  {a['author']}  {a['title']}  {a['about']}" for a in acts))

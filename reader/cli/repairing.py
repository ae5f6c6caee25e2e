"""The subcommands for doubts and for repairs of structure."""

from __future__ import annotations

from typing import Any

import click

from reader.cli.frame import State, cli, subcommand
from reader.commands import listing
from reader.domain.errors import UsageError
from reader.domain.words import N_


@subcommand("flags")
@click.option("--issue", type=int)
@click.option("--all", "every", is_flag=True)
def _flags(state: State, issue: int | None, every: bool) -> None:
    """The review queue."""
    found = [listing.flag_document(f) for f in state.session().flags(issue=issue, state="" if every else "open")]
    state.show({"flags": found}, "\n".join(f"{f['id']}  {f['code']}  {f['reason']}" for f in found))


@subcommand("answer")
@click.argument("flag", type=int)
@click.argument("answer", type=int)
def _answer(state: State, flag: int, answer: int) -> None:
    """Settle a doubt with its answer N (0: dismiss)."""
    state.session().do("flag.answer", flag=flag, answer=answer)
    state.show({"flag": flag, "answer": answer}, "")


@cli.group("repair")
def repair() -> None:
    """Set the structure of articles right."""


def _repaired(state: State, command: str, /, **arguments: Any) -> None:
    outcome = state.session().do(command, **arguments)
    state.show({"made": outcome.value}, "" if outcome.value is None else str(outcome.value))


@subcommand("role", repair)
@click.argument("block", type=int)
@click.argument("role")
def _role(state: State, block: int, role: str) -> None:
    """Give a block another role."""
    _repaired(state, "repair.role", block=block, role=role)


@subcommand("move", repair)
@click.argument("blocks", type=int, nargs=-1, required=True)
@click.option("--to", "target", required=True)
@click.option("--before", type=int)
def _move(state: State, blocks: tuple[int, ...], target: str, before: int | None) -> None:
    """Move blocks to an article, or `--to furniture`."""
    if target != "furniture" and not target.isdigit():
        raise UsageError(N_("{target} is no article."), N_("Give an article's id, or furniture."), target=target)
    article = None if target == "furniture" else listing.article_id(state.session(), int(target))
    _repaired(state, "repair.move", blocks=blocks, article=article, before=before)


@subcommand("split", repair)
@click.argument("block", type=int)
@click.argument("offset", type=int)
def _split(state: State, block: int, offset: int) -> None:
    """Split a block before a character of its text."""
    _repaired(state, "repair.split", block=block, offset=offset)


@subcommand("join", repair)
@click.argument("first", type=int)
@click.argument("second", type=int)
def _join(state: State, first: int, second: int) -> None:
    """Join the second block to the first."""
    _repaired(state, "repair.join", first=first, second=second)


@subcommand("new", repair)
@click.argument("blocks", type=int, nargs=-1, required=True)
def _new(state: State, blocks: tuple[int, ...]) -> None:
    """Make a new article of blocks."""
    _repaired(state, "repair.new", blocks=blocks)


@subcommand("merge", repair)
@click.argument("articles", type=int, nargs=-1, required=True)
def _merge(state: State, articles: tuple[int, ...]) -> None:
    """Merge articles into the first."""
    _repaired(state, "repair.merge", articles=articles)


@subcommand("reorder", repair)
@click.argument("articles", type=int, nargs=-1, required=True)
def _reorder(state: State, articles: tuple[int, ...]) -> None:
    """Bring articles into the given order."""
    _repaired(state, "repair.reorder", articles=articles)


@subcommand("kind", repair)
@click.argument("article", type=int)
@click.argument("kind")
def _kind(state: State, article: int, kind: str) -> None:
    """Say what an article is."""
    _repaired(state, "repair.kind", article=article, kind=kind)


@subcommand("link", repair)
@click.argument("first", type=int)
@click.argument("second", type=int)
def _link(state: State, first: int, second: int) -> None:
    """Say that the first article continues in the second."""
    _repaired(state, "repair.link", first=first, second=second)


@subcommand("unlink", repair)
@click.argument("article", type=int)
def _unlink(state: State, article: int) -> None:
    """Say that an article continues nowhere."""
    _repaired(state, "repair.unlink", article=article)


@subcommand("field", repair)
@click.argument("article", type=int)
@click.argument("name")
@click.argument("value")
def _field(state: State, article: int, name: str, value: str) -> None:
    """Set authors, agency, place, date, column …"""
    _repaired(state, "repair.field", article=article, name=name, value=value)

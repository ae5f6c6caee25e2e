"""The subcommands for repairs of structure."""

from __future__ import annotations

from typing import Any

import click

from reader.cli.frame import State, cli, subcommand
from reader.commands import arranging, listing
from reader.domain.errors import UsageError
from reader.domain.words import N_


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
    _repaired(state, "repair.merge", articles=_live(state, articles))


@subcommand("reorder", repair)
@click.argument("articles", type=int, nargs=-1, required=True)
def _reorder(state: State, articles: tuple[int, ...]) -> None:
    """Bring articles into the given order."""
    _repaired(state, "repair.reorder", articles=_live(state, articles))


@subcommand("split-article", repair)
@click.argument("block", type=int)
def _split_article(state: State, block: int) -> None:
    """Make all blocks of an article from BLOCK on a new article."""
    _repaired(state, "repair.split_article", block=block)


@subcommand("headline", repair)
@click.argument("block", type=int)
def _headline(state: State, block: int) -> None:
    """Say that a headline belongs to the text printed around it."""
    _repaired(state, "repair.headline", block=block)


@subcommand("page", repair)
@click.argument("articles", type=int, nargs=-1, required=True)
@click.option("--label", required=True)
def _page(state: State, articles: tuple[int, ...], label: str) -> None:
    """Say on which page (its label, empty: unknown) articles stand."""
    _repaired(state, "repair.page", articles=_live(state, articles), page=label)


@subcommand("relabel", repair)
@click.argument("name", type=click.Choice(arranging.LABELS))
@click.argument("old")
@click.argument("new")
@click.option("--issue", type=int)
@click.option("--newspaper", type=int)
@click.option("--dry-run", is_flag=True)
def _relabel(
    state: State, name: str, old: str, new: str, issue: int | None, newspaper: int | None, dry_run: bool
) -> None:
    """Give all articles that bear a column or series another one; --dry-run only lists them."""
    if (issue is None) == (newspaper is None):
        raise UsageError(N_("Say in which issue, or in which newspaper."), N_("Use --issue ID or --newspaper ID."))
    found = arranging.bearing(state.session(), name, old, issue, newspaper)
    if not dry_run:
        state.session().do("repair.relabel", name=name, old=old, new=new, issue=issue, newspaper=newspaper)
    articles = [{"id": id, "title": title} for id, title in found]
    state.show({"articles": articles}, "\n".join(f"{id:5}  {title}" for id, title in found))


def _live(state: State, ids: tuple[int, ...]) -> tuple[int, ...]:
    """Ids of articles, followed through merges."""
    return tuple(listing.article_id(state.session(), id) for id in ids)


@subcommand("kind", repair)
@click.argument("article", type=int)
@click.argument("kind")
def _kind(state: State, article: int, kind: str) -> None:
    """Say what an article is."""
    _repaired(state, "repair.kind", article=listing.article_id(state.session(), article), kind=kind)


@subcommand("link", repair)
@click.argument("first", type=int)
@click.argument("second", type=int)
def _link(state: State, first: int, second: int) -> None:
    """Say that the first article continues in the second."""
    first, second = _live(state, (first, second))
    _repaired(state, "repair.link", first=first, second=second)


@subcommand("unlink", repair)
@click.argument("article", type=int)
def _unlink(state: State, article: int) -> None:
    """Say that an article continues nowhere."""
    _repaired(state, "repair.unlink", article=listing.article_id(state.session(), article))


@subcommand("field", repair)
@click.argument("article", type=int)
@click.argument("name")
@click.argument("value")
def _field(state: State, article: int, name: str, value: str) -> None:
    """Set authors, agency, place, date, column …"""
    article = listing.article_id(state.session(), article)
    _repaired(state, "repair.field", article=article, name=name, value=value)

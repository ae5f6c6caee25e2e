"""The subcommands of the history: undo, redo, what was done, one act taken back."""

from __future__ import annotations

import click

from reader.cli.frame import State, subcommand
from reader.commands import listing, recounting
from reader.domain.errors import UsageError
from reader.domain.words import N_, _, ngettext
from reader.store import recalled


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
@click.option("--since", default="")
@click.option("--until", default="")
@click.option("--article", type=int)
@click.option("--issue", type=int)
@click.option("--author", default="")
@click.option("--kind", type=click.Choice(list(recalled.KINDS)))
@click.option("--words", default="")
def _history(
    state: State, limit: int, since: str, until: str, article: int | None, issue: int | None, author: str,
    kind: str | None, words: str,
) -> None:  # fmt: skip
    """What was done, newest first; days as 2024-03-05, yesterday, "last Tuesday", 上周二."""
    session = state.session()
    first = recounting.days(since)[0] if since else ""
    last = recounting.days(until)[1] if until else ""
    if first and last and first > last:
        raise UsageError(N_("{since} is later than {until}."), "", since=first, until=last)
    id = listing.article_id(session, article) if article is not None else None
    asked = recounting.wanted(session, words, author, "", kind or "", "", id, issue)
    ids = [id for id, _day in recounting.found(session, asked._replace(since=first, until=last))[:limit]]
    told = recounting.told(session, ids)
    acts = [{**listing.act_document(told[id][0]), "said": told[id][1]} for id in ids if id in told]
    state.show({"history": acts}, "\n".join(f"{a['id']:>6}  {a['at']}  {a['author']}  {a['said']}" for a in acts))


@subcommand("revert")
@click.argument("act", type=int)
@click.option("--dry-run", is_flag=True)
def _revert(state: State, act: int, dry_run: bool) -> None:
    """Take back one past act where it still applies; --dry-run only says what would be put back."""
    outcome = state.session().do("history.revert", act=act, dry_run=dry_run)
    found = outcome.value
    said = outcome.said
    if dry_run:
        count = found["done"]
        said = ngettext("{count} value would be put back", "{count} values would be put back", count).format(
            count=count
        )
        if found["left"]:
            since = sorted({x["act"] for x in found["left"] if x["act"]})
            words = _(N_("{count} were changed since and would stay (by act {acts})"))
            said += " · " + words.format(count=len(found["left"]), acts=", ".join(map(str, since)))
    state.show({**found, "dry_run": dry_run}, said)

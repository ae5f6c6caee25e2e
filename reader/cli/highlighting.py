"""The subcommands for highlights: made one by one or on all mentions, listed, changed by the many; their colours."""

from __future__ import annotations

from typing import Any

import click

from reader.cli.frame import State, cli, global_options, subcommand
from reader.commands import listing
from reader.commands.colours import colour_uses
from reader.commands.highlights import passage_ids, passages
from reader.commands.mentions import Mention, find_mentions
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.views import Listing
from reader.domain.words import N_, _
from reader.store.highlights import SORTS, STATES, Asked

Document = dict[str, Any]


@subcommand("highlight")
@click.argument("article", type=int, required=False)
@click.option("--quote", required=True)
@click.option("--nth", type=int)
@click.option("--colour", default="yellow")
@click.option("--tag", "tags", multiple=True)
@click.option("--comment", default="")
@click.option(
    "--everywhere", is_flag=True, help=N_("Highlight all mentions of the quote: of ARTICLE, else of the place.")
)
@click.option("--issue", type=int, help=N_("Only in this issue."))
@click.option("--newspaper", help=N_("Only in this newspaper."))
@click.option("--query", help=N_("Only in articles this query finds."))
@click.option("--dry-run", is_flag=True, help=N_("Only say which places those are."))
def _highlight(
    state: State, article: int | None, quote: str, nth: int | None, colour: str, tags: tuple[str, ...], comment: str,
    everywhere: bool, issue: int | None, newspaper: str | None, query: str | None, dry_run: bool,
) -> None:  # fmt: skip
    """Highlight a quote of an article, or all mentions of it."""
    if everywhere:
        place = _place(state.session(), issue, newspaper, query)
        _mark_mentions(state, quote, place, article, {"colour": colour, "tags": tags, "comment": comment}, dry_run)
        return
    if article is None or issue is not None or newspaper or query or dry_run:
        raise UsageError(N_("Name an article, or say --everywhere."), "")
    session = state.session()
    id = listing.article_id(session, article)
    spans = listing.quote_spans(session, id, quote, nth)
    made = session.do("highlight.add", article=id, spans=spans, colour=colour, tags=tags, comment=comment).value
    document = next(h for h in listing.article_document(session, id)["highlights"] if h["id"] == made)
    state.show(document, f"{made}: {document['quote']}")


def _place(session: Session, issue: int | None, newspaper: str | None, query: str | None) -> Listing:
    """The list that the options name. Raises ReaderError for an issue or newspaper that is not known."""
    if sum(one is not None for one in (issue, newspaper, query)) > 1:
        raise UsageError(N_("Name one place only."), N_("An issue, a newspaper or a query."))
    if query is not None:
        return Listing("search", text=query)
    if issue is not None:
        if session.issue(issue) is None:
            raise ReaderError(N_("There is no issue {id}."), N_("`pressmark issues` lists them."), id=issue)
        return Listing("issue", issue)
    if newspaper is None:
        return Listing("all")
    for id, name, aliases, former in session.newspapers():
        if newspaper in (name, str(id), *aliases, *former):
            return Listing("newspaper", id)
    raise ReaderError(N_("There is no newspaper {name}."), N_("`pressmark issues` names them."), name=newspaper)


def _mark_mentions(
    state: State, quote: str, place: Listing, article: int | None, mark: dict[str, Any], dry_run: bool
) -> None:
    session = state.session()
    id = listing.article_id(session, article) if article is not None else None
    found = find_mentions(session, quote, place, article=id)
    places = [(m.article, m.block, m.start, m.end) for m in found]
    done: Document = {"made": [], "passed": 0}
    if places and not dry_run:
        done = session.do("mentions.mark", places=places, words=quote, **mark).value
    lines = [f"{m.article}  {m.before}[{' '.join(m.words.split())}]{m.after}" for m in found]
    state.show({"mentions": [_mention(m) for m in found], **done}, "\n".join(lines))


def _mention(mention: Mention) -> Document:
    return {
        "article": mention.article, "block": mention.block, "start": mention.start, "end": mention.end,
        "before": mention.before, "words": mention.words, "after": mention.after,
        "marked": [{"id": id, "colour": colour} for id, colour in mention.marked],
    }  # fmt: skip


@subcommand("highlights")
@click.option("--issue", type=int)
@click.option("--newspaper")
@click.option("--query")
@click.option("--tag")
@click.option("--colour", default="")
@click.option("--state", "which", type=click.Choice(["", *STATES]), default="")
@click.option("--find", "typed", default="", help=N_("Only those with these letters."))
@click.option("--sort", type=click.Choice(SORTS), default="text")
@click.option("--limit", type=click.IntRange(1), default=1000)
def _highlights(
    state: State, issue: int | None, newspaper: str | None, query: str | None, tag: str | None, colour: str, which: str,
    typed: str, sort: str, limit: int,
) -> None:  # fmt: skip
    """List highlights with where they stand."""
    session = state.session()
    tags = None
    if tag is not None:
        tags = tuple(t.id for t in session.tags() if tag in (t.name, *t.aliases))
        if not tags:
            raise ReaderError(N_("There is no tag {name}."), N_("`pressmark tags` lists them."), name=tag)
    ids = passage_ids(session, Asked(_place(session, issue, newspaper, query), typed, colour, tags, which, sort))
    known = passages(session, ids[:limit])
    rows = [known[id]._asdict() | {"tags": list(known[id].tags)} for id in ids[:limit] if id in known]
    lines = [f"{r['id']}  {r['colour']}  {' '.join(r['quote'].split())}  {r['title']}" for r in rows]
    state.show({"total": len(ids), "highlights": rows}, "\n".join(lines))


# ---- colours


@cli.group("colours", invoke_without_command=True)
@global_options
@click.pass_context
def colours(context: click.Context) -> None:
    """The highlight colours by key, in order; or change one."""
    state = context.find_object(State)
    if context.invoked_subcommand is None and state is not None:
        _show_colours(state)


def _show_colours(state: State) -> None:
    session = state.session()
    uses = colour_uses(session)
    found = [
        {
            "id": c.id,
            "uuid": c.uuid,
            "key": c.key,
            "name": _(c.name),
            "value": c.value,
            "highlights": uses.get(c.key, 0),
        }
        for c in session.colours()
    ]
    state.show({"colours": found}, "\n".join(f"{c['key']}  {c['name']}" for c in found))


def _changed(state: State, command: str, **arguments: Any) -> None:
    state.session().do(command, **arguments)
    _show_colours(state)


@subcommand("name", colours)
@click.argument("key")
@click.argument("name")
def _name(state: State, key: str, name: str) -> None:
    """Say what a colour means in this library."""
    _changed(state, "colour.rename", key=key, name=name)


@subcommand("value", colours)
@click.argument("key")
@click.argument("value")
def _value(state: State, key: str, value: str) -> None:
    """Give a colour another value, #rrggbb."""
    _changed(state, "colour.recolour", key=key, value=value)


@subcommand("order", colours)
@click.argument("keys", nargs=-1, required=True)
def _order(state: State, keys: tuple[str, ...]) -> None:
    """Put these colours first, in this order."""
    _changed(state, "colour.order", keys=keys)


@subcommand("add", colours)
@click.argument("name")
@click.argument("value")
def _add(state: State, name: str, value: str) -> None:
    """Add a colour, #rrggbb."""
    _changed(state, "colour.add", name=name, value=value)


@subcommand("remove", colours)
@click.argument("key")
@click.option("--into", default="", help=N_("The colour its highlights go to."))
def _remove(state: State, key: str, into: str) -> None:
    """Remove a colour."""
    _changed(state, "colour.remove", key=key, into=into)

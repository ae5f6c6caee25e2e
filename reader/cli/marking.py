"""The subcommands for tags, highlights, notes, corrections, and undo."""

from __future__ import annotations

import sys

import click

from reader.cli.frame import State, subcommand
from reader.commands import listing
from reader.domain.words import _


@subcommand("tag")
@click.argument("article", type=int)
@click.argument("tags", nargs=-1, required=True)
def _tag(state: State, article: int, tags: tuple[str, ...]) -> None:
    """Put tags on an article."""
    id = listing.article_id(state.session(), article)
    state.session().do("tag.add", articles=[id], tags=tags)
    _print_tags(state, id)


@subcommand("untag")
@click.argument("article", type=int)
@click.argument("tags", nargs=-1, required=True)
def _untag(state: State, article: int, tags: tuple[str, ...]) -> None:
    """Take tags off an article."""
    id = listing.article_id(state.session(), article)
    state.session().do("tag.remove", articles=[id], tags=tags)
    _print_tags(state, id)


def _print_tags(state: State, article: int) -> None:
    view = state.session().article(article)
    names = [chip.name for chip in view.tags] if view else []
    state.show({"article": article, "tags": names}, ", ".join(names))


@subcommand("tags")
def _tags(state: State) -> None:
    """The tags of the library."""
    found = [listing.tag_document(t) for t in state.session().tags()]
    state.show({"tags": found}, "\n".join(f"{t['name']}  {t['articles']}/{t['highlights']}" for t in found))


@subcommand("colours")
def _colours(state: State) -> None:
    """The highlight colours by key."""
    found = [
        {"id": c.id, "uuid": c.uuid, "key": c.key, "name": _(c.name), "value": c.value}
        for c in state.session().colours()
    ]
    state.show({"colours": found}, "\n".join(f"{c['key']}  {c['name']}" for c in found))


@subcommand("highlight")
@click.argument("article", type=int)
@click.option("--quote", required=True)
@click.option("--nth", type=int)
@click.option("--colour", default="yellow")
@click.option("--tag", "tags", multiple=True)
@click.option("--comment", default="")
def _highlight(
    state: State, article: int, quote: str, nth: int | None, colour: str, tags: tuple[str, ...], comment: str
) -> None:
    """Highlight a quote of an article."""
    session = state.session()
    id = listing.article_id(session, article)
    spans = listing.quote_spans(session, id, quote, nth)
    made = session.do("highlight.add", article=id, spans=spans, colour=colour, tags=tags, comment=comment).value
    document = next(h for h in listing.article_document(session, id)["highlights"] if h["id"] == made)
    state.show(document, f"{made}: {document['quote']}")


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


@subcommand("correct")
@click.argument("block", type=int)
@click.option("--from", "old", required=True)
@click.option("--to", "new", required=True)
@click.option("--nth", type=int)
def _correct(state: State, block: int, old: str, new: str, nth: int | None) -> None:
    """Correct the OCR text of a block; the printed text stays readable."""
    made = state.session().do("text.correct", block=block, old=old, new=new, nth=nth).value
    state.show({"correction": made}, "")


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

"""The subcommands that take issues in, list them and search them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from reader.cli.frame import State, subcommand
from reader.commands import listing, recounting, versions
from reader.commands.found import FEW
from reader.commands.grouping import grouping_document, grouping_of, grouping_text
from reader.domain.query_tree import ORDERS


@subcommand("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--newspaper")
@click.option("--date")
@click.option("--encoding")
@click.option("--tag", "tags", multiple=True)
@click.option("--as-version-of", "version_of", type=int, metavar="ISSUE")
@click.option("--dry-run", is_flag=True)
def _import(
    state: State, paths: tuple[str, ...], newspaper: str | None, date: str | None, encoding: str | None,
    tags: tuple[str, ...], version_of: int | None, dry_run: bool,
) -> int:  # fmt: skip
    """Import files, folders and ZIPs; --dry-run only shows what would come of it."""
    session = state.session(create=True)
    if version_of is not None:
        return _import_version(state, paths, version_of, encoding, dry_run)
    if dry_run:
        found = grouping_of(session, paths, encoding, newspaper, date, progress=_progress)
        state.show(grouping_document(found), grouping_text(found))
        return _tell_failed(found.failed)
    result = session.do(
        "import.files", paths=list(paths), newspaper=newspaper, date=date, encoding=encoding, tags=tags, progress=_progress
    ).value
    document = {
        "issues": [listing.issue_document(session, id) for id in result.issues],
        "unchanged": result.unchanged,
        "failed": [{"path": path, "error": str(error)} for path, error in result.failed],
    }
    state.show(document, listing.import_text(document))
    return _tell_failed(result.failed)


def _import_version(state: State, paths: tuple[str, ...], issue: int, encoding: str | None, dry_run: bool) -> int:
    """Take files as a new version of an issue, or only show what that would do."""
    session = state.session()
    report = session.do(
        "import.version", paths=list(paths), issue=issue, dry_run=dry_run, encoding=encoding, progress=_progress
    ).value
    issues = [] if dry_run else [listing.issue_document(session, report.new)]
    document = {"issues": issues, "unchanged": [], "failed": [], **versions.version_document(report, dry_run=dry_run)}
    state.show(document, versions.version_text(report))
    return 0


def _tell_failed(failed: Sequence[tuple[str, Exception]]) -> int:
    for path, error in failed:
        click.echo(str(error) if path in str(error) else f"{path}: {error}", err=True)
    return 1 if failed else 0


def _progress(done: int, total: int, what: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total or '?'} {what[:60]:60}", nl=0 < total == done, err=True)


@subcommand("issues")
def _issues(state: State) -> None:
    """The issues of the library."""
    found = [listing.issue_document(state.session(), i.id) for i in state.session().issues()]
    state.show({"issues": found}, "\n".join(listing.issue_line(d) for d in found))


@subcommand("articles")
@click.option("--issue", type=int)
@click.option("--tag")
@click.option("--query")
def _articles(state: State, issue: int | None, tag: str | None, query: str | None) -> None:
    """Articles of an issue, a tag or a query, or all."""
    session = state.session()
    rows = listing.row_documents(session, listing.select(session, issue=issue, tag=tag, query=query))
    state.show({"articles": rows}, "\n".join(listing.row_line(r) for r in rows))


@subcommand("article")
@click.argument("id", type=int)
@click.option("--as-of", "when", metavar="DATE")
def _article(state: State, id: int, when: str | None) -> None:
    """One article with its blocks, marks and flags; --as-of: as it was at the end of a day, without its flags."""
    session = state.session()
    if when is None:
        document = listing.article_document(session, id)
    else:
        view, act = recounting.as_of(session, listing.article_id(session, id), when)
        document = {**listing.view_document(view), "as_of": when, "act": act}
    state.show(document, listing.article_text(document))


@subcommand("furniture")
@click.argument("issue", type=int)
def _furniture(state: State, issue: int) -> None:
    """The page text of an issue that stands in no article."""
    blocks = [listing.block_document(b) for b in state.session().furniture(issue)]
    state.show({"furniture": blocks}, "\n".join(f"[{b['id']}] {b['text']}" for b in blocks))


@subcommand("search")
@click.argument("query")
@click.option("--limit", type=click.IntRange(0, 10_000), default=50)
@click.option("--offset", type=click.IntRange(0), default=0)
@click.option("--fold", default="", metavar="hans,variants,lookalike,aliases")
@click.option("--sort", type=click.Choice(ORDERS))
def _search(state: State, query: str, limit: int, offset: int, fold: str, sort: str | None) -> None:
    """Search the library; `-` reads one query a line and prints one JSON document a line."""
    session = state.session()
    folds = tuple(f for f in fold.split(",") if f)
    if query == "-":
        for line in sys.stdin:
            found = listing.search_line(session, line.rstrip("\n"), limit, offset, folds, sort or "")
            click.echo(json.dumps(found, ensure_ascii=False))
        return
    document = listing.search_document(session, query, limit, offset, folds, sort or "")
    if document["total"] <= FEW:
        document["switches"] = session.finder.gains(query, "", document["total"], folds)
    names = listing.issue_names(session, document["hits"])
    state.show(document, listing.search_text(document, names, session.finder.level(query)))


@subcommand("redecode")
@click.argument("issue", type=int)
@click.argument("encoding")
def _redecode(state: State, issue: int, encoding: str) -> None:
    """Read an issue anew from its kept bytes in another encoding."""
    made = state.session().do("issue.redecode", issue=issue, encoding=encoding).value
    state.show(listing.issue_document(state.session(), made), str(made))


@subcommand("lost")
@click.option("--issue", type=int)
def _lost(state: State, issue: int | None) -> None:
    """Highlights whose words the new version of their issue does not hold."""
    session = state.session()
    found = versions.lost(session, issue)
    documents = [
        {**versions.lost_document(mark), "candidates": [
            {"article": c.article, "words": c.words, "score": round(c.score, 3)} for c in versions.candidates(session, mark)]}
        for mark in found
    ]  # fmt: skip
    state.show({"lost": documents}, "\n".join(f"{m.id}  {m.quote}" for m in found))


@subcommand("relink")
@click.argument("highlight", type=int)
@click.argument("article", type=int)
@click.option("--quote", required=True)
@click.option("--nth", type=int)
def _relink(state: State, highlight: int, article: int, quote: str, nth: int | None) -> None:
    """Put a lost highlight on a quote of an article."""
    session = state.session()
    id = listing.article_id(session, article)
    session.do("highlight.relink", highlight=highlight, article=id, spans=listing.quote_spans(session, id, quote, nth))
    document = next(h for h in listing.article_document(session, id)["highlights"] if h["id"] == highlight)
    state.show(document, f"{highlight}: {document['quote']}")

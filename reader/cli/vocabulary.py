"""The subcommands for tags: put on articles, and the vocabulary itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from reader.cli.frame import State, cli, global_options, subcommand
from reader.commands import listing, vocabulary, vocabulary_files
from reader.domain.errors import ReaderError, UsageError
from reader.domain.views import Outcome, TagView
from reader.domain.words import N_, _
from reader.exports.vocabulary import FORMS

Document = dict[str, Any]

# ---- on one article


@subcommand("tag")
@click.argument("article", type=int)
@click.argument("tags", nargs=-1, required=True)
@click.option("--new", "anew", is_flag=True)
def _tag(state: State, article: int, tags: tuple[str, ...], anew: bool) -> None:
    """Put tags on an article. A name like that of a tag means that tag, unless --new."""
    id = listing.article_id(state.session(), article)
    _say(state.session().do("tag.add", articles=[id], tags=tags, anew=anew))
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


def _say(outcome: Outcome) -> None:
    if outcome.said:
        click.echo(outcome.said, err=True)


# ---- the vocabulary


@cli.group("tags", invoke_without_command=True)
@global_options
@click.option("--unused", is_flag=True)
@click.option("--alike", is_flag=True)
@click.pass_context
def tags(context: click.Context, unused: bool, alike: bool) -> None:
    """The tags of the library; --unused: those on nothing; --alike: those likely the same."""
    if context.invoked_subcommand is not None:
        return
    state = context.ensure_object(State)
    session = state.session()
    found = [tag for tag in session.tags() if not unused or not (tag.articles or tag.highlights or tag.issues)]
    if alike:
        groups = {id for group in vocabulary.duplicates(session) for id in group}
        found = [tag for tag in found if tag.id in groups]
    documents = [listing.tag_document(tag) for tag in found]
    state.show({"tags": documents}, "\n".join(f"{t['name']}  {t['articles']}/{t['highlights']}" for t in documents))


def _named(state: State, name: str) -> TagView:
    session = state.session()
    known = vocabulary.called(session, name)
    if known is None:
        raise ReaderError(N_("There is no tag {name}."), N_("`pressmark tags` lists them."), name=name)
    return next(tag for tag in session.tags() if tag.id == known)


def _show_tag(state: State, id: int) -> None:
    document = listing.tag_document(next(tag for tag in state.session().tags() if tag.id == id))
    state.show(document, document["name"])


def _show_effect(state: State, ids: Sequence[int], into: str | None = None) -> None:
    """What merging or deleting tags would touch."""
    session = state.session()
    found = vocabulary.collected(session, ids)
    titles = vocabulary.titles(session, found.articles)
    marks = [mark._asdict() for mark in vocabulary.marks_of(session, found.highlights)]
    names = [tag.name for tag in session.tags() if tag.id in set(ids)]
    document = {
        "tags": names, "into": into, "articles": [{"id": id, "title": titles[id]} for id in found.articles],
        "highlights": marks, "issues": found.issues, "narrower": found.narrower, "dry_run": True,
    }  # fmt: skip
    lines = [f"{id:5}  {titles[id]}" for id in found.articles] + [f"  ▌{m['id']} {m['quote']}" for m in marks]
    counts = _(N_("{articles} articles, {highlights} highlights, {issues} issues")).format(
        articles=len(found.articles), highlights=len(found.highlights), issues=len(found.issues)
    )
    state.show(document, "\n".join([counts, *lines]))


@subcommand("add", tags)
@click.argument("name")
@click.option("--broader")
@click.option("--note", default="")
@click.option("--colour", default="")
@click.option("--alias", "aliases", multiple=True)
@click.option("--new", "anew", is_flag=True)
def _add(
    state: State, name: str, broader: str | None, note: str, colour: str, aliases: tuple[str, ...], anew: bool
) -> None:
    """Make a tag. One of nearly the same name is refused, unless --new."""
    parent = _named(state, broader).id if broader else None
    made = state.session().do("tag.new", name=name, parent=parent, note=note, colour=colour, aliases=aliases, anew=anew)
    _show_tag(state, made.value)


@subcommand("alias", tags)
@click.argument("tag")
@click.argument("names", nargs=-1, required=True)
@click.option("--remove", is_flag=True)
@click.option("--new", "anew", is_flag=True)
def _alias(state: State, tag: str, names: tuple[str, ...], remove: bool, anew: bool) -> None:
    """Give a tag other names, or take them away."""
    known = _named(state, tag)
    if remove:
        state.session().do("tag.unalias", tag=known.id, names=names)
    else:
        state.session().do("tag.alias", tag=known.id, names=names, anew=anew)
    _show_tag(state, known.id)


@subcommand("rename", tags)
@click.argument("tag")
@click.argument("name")
@click.option("--keep", is_flag=True)
@click.option("--new", "anew", is_flag=True)
@click.option("--dry-run", "dry", is_flag=True)
def _rename(state: State, tag: str, name: str, keep: bool, anew: bool, dry: bool) -> None:
    """Give a tag another preferred name; --keep: the old one stays as an alias."""
    known = _named(state, tag)
    if dry:
        _show_effect(state, [known.id], name)
        return
    state.session().do("tag.rename", tag=known.id, name=name, keep=keep, anew=anew)
    _show_tag(state, known.id)


@subcommand("note", tags)
@click.argument("tag")
@click.argument("text")
def _note(state: State, tag: str, text: str) -> None:
    """Set the scope note of a tag."""
    known = _named(state, tag)
    state.session().do("tag.note", tag=known.id, text=text)
    _show_tag(state, known.id)


@subcommand("colour", tags)
@click.argument("tag")
@click.argument("colour")
def _colour(state: State, tag: str, colour: str) -> None:
    """Give a tag a colour: #rrggbb, or none."""
    known = _named(state, tag)
    state.session().do("tag.recolour", tag=known.id, colour="" if colour == "none" else colour)
    _show_tag(state, known.id)


@subcommand("move", tags)
@click.argument("tag")
@click.argument("broader", required=False)
def _move(state: State, tag: str, broader: str | None) -> None:
    """Put a tag under a broader one, or without BROADER at the top."""
    known = _named(state, tag)
    state.session().do("tag.move", tag=known.id, parent=_named(state, broader).id if broader else None)
    _show_tag(state, known.id)


@subcommand("merge", tags)
@click.argument("names", nargs=-1, required=True, metavar="FROM… INTO")
@click.option("--dry-run", "dry", is_flag=True)
def _merge(state: State, names: tuple[str, ...], dry: bool) -> None:
    """Make one tag of several; the names given up become aliases of INTO."""
    if len(names) < 2:
        raise UsageError(N_("Nothing to merge: name two tags at least."), "")
    *gone, into = [_named(state, name) for name in names]
    sources = [tag.id for tag in gone]
    if dry:
        _show_effect(state, [id for id in sources if id != into.id], into.name)
        return
    state.session().do("tag.merge", sources=sources, into=into.id)
    _show_tag(state, into.id)


@subcommand("split", tags)
@click.argument("tag")
@click.argument("name")
@click.option("--article", "articles", type=int, multiple=True)
@click.option("--highlight", "highlights", type=int, multiple=True)
@click.option("--query")
@click.option("--new", "anew", is_flag=True)
@click.option("--dry-run", "dry", is_flag=True)
def _split(
    state: State, tag: str, name: str, articles: tuple[int, ...], highlights: tuple[int, ...], query: str | None,
    anew: bool, dry: bool,
) -> None:  # fmt: skip
    """Give some uses of a tag the tag NAME instead: articles, highlights, articles of a query."""
    session, known = state.session(), _named(state, tag)
    if not (articles or highlights or query is not None):
        raise UsageError(N_("Say which uses go to the new tag."), N_("Give --article, --highlight or --query."))
    used = vocabulary.collected(session, [known.id])
    chosen = set(articles) | set(
        listing.select(session, issue=None, tag=None, query=query) if query is not None else ()
    )
    part = vocabulary.Part(
        name, [id for id in used.articles if id in chosen], [id for id in used.highlights if id in set(highlights)]
    )
    document = {
        "tag": known.name,
        "name": name,
        "articles": part.articles,
        "highlights": part.highlights,
        "dry_run": dry,
    }
    if not dry:
        outcome = session.do("tag.split", tag=known.id, parts=[part], anew=anew)
        _say(outcome)
        document["id"] = outcome.value[0]
    counts = _(N_("{articles} articles, {highlights} highlights")).format(
        articles=len(part.articles), highlights=len(part.highlights)
    )
    state.show(document, f"{known.name} → {name}: {counts}")


@subcommand("delete", tags)
@click.argument("names", nargs=-1, required=True)
@click.option("--dry-run", "dry", is_flag=True)
def _delete(state: State, names: tuple[str, ...], dry: bool) -> None:
    """Delete tags and take them off everything; undo brings all of it back."""
    ids = [_named(state, name).id for name in names]
    if dry:
        _show_effect(state, ids)
        return
    state.session().do("tag.delete", tags=ids)
    state.show({"deleted": list(names)}, "")


# ---- on many things


@subcommand("apply", tags)
@click.argument("names", nargs=-1, required=True)
@click.option("--query")
@click.option("--issue", type=int)
@click.option("--article", "articles", type=int, multiple=True)
@click.option("--highlight", "highlights", type=int, multiple=True)
@click.option("--new", "anew", is_flag=True)
@click.option("--dry-run", "dry", is_flag=True)
def _apply(state: State, names: tuple[str, ...], anew: bool, dry: bool, **where: Any) -> None:
    """Put tags on all articles of a query, on an issue with its articles, on articles and highlights."""
    _on_many(state, names, "add", dry, where, anew=anew)


@subcommand("remove", tags)
@click.argument("names", nargs=-1, required=True)
@click.option("--query")
@click.option("--issue", type=int)
@click.option("--article", "articles", type=int, multiple=True)
@click.option("--highlight", "highlights", type=int, multiple=True)
@click.option("--dry-run", "dry", is_flag=True)
def _remove(state: State, names: tuple[str, ...], dry: bool, **where: Any) -> None:
    """Take tags off all articles of a query, off an issue with its articles, off articles and highlights."""
    _on_many(state, names, "remove", dry, where)


def _on_many(state: State, names: Sequence[str], verb: str, dry: bool, where: dict[str, Any], **more: Any) -> None:
    session = state.session()
    query, issue, highlights = where["query"], where["issue"], list(where["highlights"])
    articles = [listing.article_id(session, id) for id in where["articles"]]
    if query is not None:
        articles += listing.select(session, issue=None, tag=None, query=query)
    if issue is None and query is None and not articles and not highlights:
        raise UsageError(N_("Say what is to be tagged."), N_("Give --query, --issue, --article or --highlight."))
    articles = list(dict.fromkeys(articles))
    if issue is not None and (articles or highlights):
        raise UsageError(N_("--issue stands alone."), N_("Give --query, --article or --highlight in another call."))
    document: Document = {"tags": list(names), "articles": len(articles), "highlights": len(highlights), "dry_run": dry}
    if issue is not None:
        document["articles"] = listing.issue_document(session, issue)["articles"]
    if not dry:
        said = {"tags": names, **more}
        outcome = (
            session.do(f"issue.{'tag' if verb == 'add' else 'untag'}", issue=issue, **said)
            if issue is not None
            else session.do(f"tag.{verb}", articles=articles, highlights=highlights, **said)
        )
        _say(outcome)
        document["changed"] = outcome.value
    counts = _(N_("{articles} articles, {highlights} highlights"))
    state.show(document, counts.format(articles=document["articles"], highlights=len(highlights)))


# ---- files


@subcommand("import", tags)
@click.argument("path", type=click.Path())
@click.option("--merge", is_flag=True)
@click.option("--dry-run", "dry", is_flag=True)
def _import(state: State, path: str, merge: bool, dry: bool) -> None:
    """Take in a vocabulary: CSV, SKOS (RDF/XML, Turtle), or a list `preferred: variants`."""
    taken = state.session(create=True).do("tag.import", path=path, merge=merge, dry=dry).value
    counts = {kind: sum(one.kind == kind for one in taken) for kind in vocabulary_files.KINDS}
    terms = [
        {"name": one.name, "kind": one.kind, "findings": [finding._asdict() for finding in one.findings]}
        for one in taken
    ]
    lines = [f"{_(title)}: {counts[kind]}" for kind, title in vocabulary_files.KINDS.items()]
    lines += [f"  {one.name}: {'; '.join(vocabulary_files.said_of(one))}" for one in taken if one.findings]
    state.show({**counts, "terms": terms, "dry_run": dry}, "\n".join(lines))


@subcommand("export", tags)
@click.argument("out", type=click.Path())
@click.option("--format", "form", type=click.Choice(list(FORMS)))
def _export(state: State, out: str, form: str | None) -> None:
    """Write all tags to OUT, exactly as named; without --format its ending says how."""
    chosen = form or next((name for name, one in FORMS.items() if out.endswith(one.extension)), None)
    if chosen is None:
        raise UsageError(N_("Say which format: --format {names}."), "", names="|".join(FORMS))
    count = state.session().do("tag.export", out=out, form=chosen).value
    state.show({"out": out, "format": chosen, "tags": count}, out)

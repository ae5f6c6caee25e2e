"""The subcommands for what is kept and seen as a whole: saved searches, baskets, authors, tags together, this day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from reader.cli.frame import State, cli, global_options, subcommand
from reader.cli.vocabulary import tags
from reader.commands import baskets as kept
from reader.commands import listing, overviews, searches
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.kept import Basket, BasketItem, SavedSearch
from reader.domain.query import QueryError
from reader.domain.words import N_, _, ngettext

Document = dict[str, Any]

# ---- saved searches


@cli.group("searches", invoke_without_command=True)
@global_options
@click.pass_context
def searches_(context: click.Context) -> None:
    """The saved searches with how much each finds now; add, edit, rename, move, delete."""
    state = context.ensure_object(State)
    if context.invoked_subcommand is None:
        session = state.session()
        found = [_search_document(session, one) for one in searches.saved(session)]
        lines = [f"{d['count'] if d['error'] is None else '!':>7}  {d['name']}  {d['error'] or d['query']}" for d in found]
        state.show({"searches": found}, "\n".join(lines))


def _search_document(session: Session, one: SavedSearch) -> Document:
    document: Document = {"id": one.id, "uuid": one.uuid, "name": one.name, "query": one.query, "count": None, "error": None}
    try:
        document["count"] = session.finder.how_many(one.query)
    except QueryError as error:
        document["error"] = str(error)
    return document


def _show_search(state: State, id: int) -> None:
    one = next(one for one in searches.saved(state.session()) if one.id == id)
    state.show(_search_document(state.session(), one), one.name)


@subcommand("add", searches_)
@click.argument("name")
@click.argument("query")
def _add(state: State, name: str, query: str) -> None:
    """Keep QUERY under NAME."""
    _show_search(state, state.session().do("saved.add", name=name, query=query).value)


@subcommand("edit", searches_)
@click.argument("name")
@click.argument("query")
def _edit(state: State, name: str, query: str) -> None:
    """Let the saved search NAME ask QUERY from now on."""
    known = searches.saved_called(state.session(), name)
    state.session().do("saved.edit", saved=known.id, query=query)
    _show_search(state, known.id)


@subcommand("rename", searches_)
@click.argument("name")
@click.argument("new")
def _rename(state: State, name: str, new: str) -> None:
    """Give the saved search NAME another name."""
    known = searches.saved_called(state.session(), name)
    state.session().do("saved.rename", saved=known.id, name=new)
    _show_search(state, known.id)


@subcommand("move", searches_)
@click.argument("name")
@click.option("--before", metavar="NAME")
def _move(state: State, name: str, before: str | None) -> None:
    """Let the saved search NAME stand before another, or at the end."""
    session = state.session()
    known = searches.saved_called(session, name)
    session.do("saved.move", saved=known.id, before=searches.saved_called(session, before).id if before else None)
    _show_search(state, known.id)


@subcommand("delete", searches_)
@click.argument("names", nargs=-1, required=True)
def _delete(state: State, names: tuple[str, ...]) -> None:
    """Forget saved searches."""
    session = state.session()
    session.do("saved.delete", saved=[searches.saved_called(session, name).id for name in names])
    state.show({"deleted": list(names)}, "")


# ---- baskets


@subcommand("baskets")
def _baskets(state: State) -> None:
    """The baskets with what lies in them, in their order."""
    session = state.session()
    found = [_basket_document(session, one) for one in kept.baskets(session)]
    lines = [f"{d['name']}  {len(d['items'])}  {d['remark']}".rstrip() for d in found]
    state.show({"baskets": found}, "\n".join(lines))


@cli.group("basket")
@global_options
def basket() -> None:
    """One basket: show, new, add, remove, order, remark, rename, move, delete."""


def _basket_document(session: Session, one: Basket) -> Document:
    items = [_item_document(item) for item in kept.items(session, one.id)]
    return {
        "id": one.id, "uuid": one.uuid, "name": one.name, "remark": one.remark, "articles": one.articles, "items": items,
    }  # fmt: skip


def _item_document(item: BasketItem) -> Document:
    return {
        "id": item.id, "uuid": item.uuid, "article": item.article, "highlight": item.highlight, "remark": item.remark,
        "title": item.title, "newspaper": item.newspaper, "date": item.date, "page": item.page,
        "quote": item.quote or None, "colour": item.colour or None,
    }  # fmt: skip


def _show_basket(state: State, id: int, **more: Any) -> None:
    session = state.session()
    one = next(one for one in kept.baskets(session) if one.id == id)
    document = {**_basket_document(session, one), **more}
    lines = [f"{n:3}  [{i['id']}] {i['quote'] or i['title']}  {i['remark']}".rstrip() for n, i in enumerate(document["items"], 1)]
    state.show(document, "\n".join([one.name, *([one.remark] if one.remark else []), *lines]))


def _tell_basket(state: State, id: int, words: str = "", **more: Any) -> None:
    """What was done in one line, the whole basket as JSON."""
    one = next(one for one in kept.baskets(state.session()) if one.id == id)
    counted = ngettext("{count} thing", "{count} things", one.items).format(count=f"{one.items:,}")
    state.show({**_basket_document(state.session(), one), **more}, "  ".join(part for part in (one.name, words, counted) if part))


def _known(state: State, name: str) -> Basket:
    return kept.basket_called(state.session(), name)


@subcommand("show", basket)
@click.argument("name")
def _show(state: State, name: str) -> None:
    """What lies in the basket NAME."""
    _show_basket(state, _known(state, name).id)


@subcommand("new", basket)
@click.argument("name")
@click.option("--remark", default="")
def _new(state: State, name: str, remark: str) -> None:
    """Make an empty basket."""
    _tell_basket(state, state.session().do("basket.new", name=name, remark=remark).value)


@subcommand("add", basket)
@click.argument("name")
@click.option("--article", "articles", type=int, multiple=True)
@click.option("--highlight", "highlights", type=int, multiple=True)
@click.option("--query")
@click.option("--issue", type=int)
@click.option("--tag")
@click.option("--saved", metavar="NAME")
def _lay_in(
    state: State, name: str, articles: tuple[int, ...], highlights: tuple[int, ...], query: str | None,
    issue: int | None, tag: str | None, saved: str | None,
) -> None:  # fmt: skip
    """Lay in the basket NAME (made where there is none) what is named; `in:highlights` queries lay in passages."""
    session = state.session()
    things = [listing.article_id(session, id) for id in articles]
    marks = list(highlights)
    if saved:
        query = searches.saved_called(session, saved).query
    if query is not None and issue is None and tag is None and session.finder.level(query) == "highlights":
        marks += session.finder.passages(query)
    elif query is not None or issue is not None or tag is not None:
        things += listing.select(session, issue=issue, tag=tag, query=query)
    elif not things and not marks:
        raise UsageError(
            N_("Say what goes into the basket."), N_("Give --article, --highlight, --query, --saved, --issue or --tag.")
        )
    made = session.do("basket.add", name=name, articles=things, highlights=marks).value
    _tell_basket(state, made["basket"], f"+{made['added']:,}", added=made["added"])


def _items(state: State, known: Basket, articles: Sequence[int], highlights: Sequence[int], items: Sequence[int]) -> list[int]:
    session = state.session()
    there = {item.id for item in kept.items(session, known.id)}
    for item in items:
        if item not in there:
            raise ReaderError(N_("There is nothing {id} in the basket {name}."), "", id=item, name=known.name)
    return list(dict.fromkeys([*items, *kept.items_of(session, known.id, articles, highlights)]))


@subcommand("remove", basket)
@click.argument("name")
@click.option("--article", "articles", type=int, multiple=True)
@click.option("--highlight", "highlights", type=int, multiple=True)
@click.option("--item", "items", type=int, multiple=True)
def _take_out(
    state: State, name: str, articles: tuple[int, ...], highlights: tuple[int, ...], items: tuple[int, ...]
) -> None:
    """Take things out of the basket NAME; of an article its highlights too."""
    known = _known(state, name)
    gone = _items(state, known, articles, highlights, items)
    if gone:
        state.session().do("basket.take_out", items=gone)
    _tell_basket(state, known.id, f"-{len(gone):,}", removed=len(gone))


@subcommand("order", basket)
@click.argument("name")
@click.argument("items", type=int, nargs=-1, required=True)
@click.option("--before", type=int, metavar="ITEM")
def _order(state: State, name: str, items: tuple[int, ...], before: int | None) -> None:
    """Let ITEMS stand in this order before another item, or at the end of the basket NAME."""
    known = _known(state, name)
    _items(state, known, (), (), [*items, *([before] if before is not None else [])])
    state.session().do("basket.order", items=list(items), before=before)
    _tell_basket(state, known.id)


@subcommand("remark", basket)
@click.argument("name")
@click.argument("text")
@click.option("--item", type=int)
def _remark(state: State, name: str, text: str, item: int | None) -> None:
    """Set the remark of the basket NAME, or of one item in it."""
    known = _known(state, name)
    if item is None:
        state.session().do("basket.remark", basket=known.id, text=text)
    else:
        _items(state, known, (), (), [item])
        state.session().do("basket.item_remark", item=item, text=text)
    _tell_basket(state, known.id)


@subcommand("rename", basket)
@click.argument("name")
@click.argument("new")
def _rename_basket(state: State, name: str, new: str) -> None:
    """Give the basket NAME another name."""
    known = _known(state, name)
    state.session().do("basket.rename", basket=known.id, name=new)
    _tell_basket(state, known.id)


@subcommand("move", basket)
@click.argument("name")
@click.option("--before", metavar="NAME")
def _move_basket(state: State, name: str, before: str | None) -> None:
    """Let the basket NAME stand before another, or at the end."""
    known = _known(state, name)
    state.session().do("basket.move", basket=known.id, before=_known(state, before).id if before else None)
    _tell_basket(state, known.id)


@subcommand("delete", basket)
@click.argument("name")
def _delete_basket(state: State, name: str) -> None:
    """Take the basket NAME away; what lay in it stays in the library."""
    state.session().do("basket.delete", basket=_known(state, name).id)
    state.show({"deleted": name}, "")


# ---- overviews


@subcommand("together", tags)
@click.option("--in", "level", type=click.Choice(["articles", "highlights"]), default="articles")
@click.option("--most", type=click.IntRange(2, 500), default=overviews.MOST_TAGS)
def _together(state: State, level: str, most: int) -> None:
    """Which tags stand together on one article (or highlight), and how often."""
    found = overviews.tags_together(state.session(), level, most)
    names = {tag.id: tag.name for tag in found.tags}
    pairs: list[Document] = [
        {"tags": [names[one], names[other]], "count": count,
         "query": overviews.query_of_tags([names[one], names[other]], level)}
        for (one, other), count in sorted(found.pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    ]  # fmt: skip
    document = {
        "level": level, "tags": [{"id": t.id, "name": t.name, "count": t.uses} for t in found.tags], "pairs": pairs,
        "others": found.others,
    }  # fmt: skip
    state.show(document, "\n".join(f"{p['count']:6}  {p['tags'][0]}  {p['tags'][1]}" for p in pairs))


@subcommand("authors")
@click.argument("typed", required=False, default="")
def _authors(state: State, typed: str) -> None:
    """All authors with roles, counts and forms of the name; TYPED narrows by name, role or pinyin."""
    found: list[Document] = [
        {"name": a.name, "articles": a.articles, "first": a.first or None, "last": a.last or None,
         "roles": [{"role": role, "articles": count} for role, count in a.roles],
         "variants": [{"name": name, "articles": count} for name, count in a.variants],
         "query": overviews.query_of_author(a)}
        for a in overviews.filter_authors(overviews.authors(state.session()), typed)
    ]  # fmt: skip
    lines = ["  ".join(part for part in (
        f"{a['articles']:6}", a["name"], "、".join(r["role"] for r in a["roles"]),
        "–".join(dict.fromkeys(when[:4] for when in (a["first"], a["last"]) if when)),
    ) if part) for a in found]  # fmt: skip
    state.show({"authors": found}, "\n".join(lines))


@subcommand("on-this-day")
@click.argument("day", required=False, default="")
@click.option("--month", is_flag=True)
def _on_this_day(state: State, day: str, month: bool) -> None:
    """Issues and marks of a day (10-19, 2023-10-19; today where none is named), or --month, in all years."""
    found = overviews.on_this_day(state.session(), overviews.read_day(day, date.today(), month=month))
    document = {
        "day": found.day, "issues": [issue._asdict() for issue in found.issues],
        "marks": [mark._asdict() for mark in found.marks], "made": [mark._asdict() for mark in found.made],
    }  # fmt: skip
    lines = [" ".join(p for p in (i.date, i.newspaper, i.headline) if p) for i in found.issues]
    lines += [f"  ▌{mark.quote}" for mark in found.marks]
    if found.made:
        lines.append(_("Highlighted on this day"))
        lines += [f"  {mark.created[:10]}  ▌{mark.quote}" for mark in found.made]
    state.show(document, "\n".join(lines) or _(N_("Nothing is known of this day.")))

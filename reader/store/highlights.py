"""Highlights read and changed by the many: lists of passages, what lies on a stretch of text, spans set anew."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reader.domain.text import Span
from reader.domain.views import Listing
from reader.store.act import Act
from reader.store.articles import quote_under
from reader.store.library import Library
from reader.store.texts import Reads, chunks, where_in
from reader.store.vocabulary import below

SORTS = ("text", "newest", "colour")
STATES = ("ok", "changed", "lost")


class Asked(NamedTuple):
    """Which passages a list shows: those of a place (`Listing` kinds but `review`; `search` gives its own ids), and of
    these only those that hold `text` in quote or comment, in a colour, with a tag, in a state; in the order `sort`."""

    listing: Listing = Listing("all")
    text: str = ""
    colour: str = ""
    tags: tuple[int, ...] | None = None
    state: str = ""
    sort: str = "text"
    found: Sequence[int] | None = None


class Passage(NamedTuple):
    """A highlight in a list of many. `article` is None where no article shows it (any more); `state`: ok, changed, lost."""

    id: int
    quote: str
    colour: str
    comment: str
    tags: tuple[str, ...]
    state: str
    article: int | None
    title: str
    newspaper: str | None
    date: str | None
    page: str | None


# A span's beginning lies in the last piece that begins at or before it: one step in an index, however long the page.
_BLOCK = """(select p.block_id from piece p where p.source_text_id = s.source_text_id and p.start <= s.start
             order by p.start desc limit 1)"""
_TOUCHED = """exists (select 1 from highlight_span x join correction c on c.source_text_id = x.source_text_id
              and c.start < x.end and c.end > x.start where x.highlight_id = h.id)"""
_ISSUES = {
    "issue": "select :id",
    "newspaper": "select id from issue where newspaper_id is :id",
    "year": "select id from issue where newspaper_id is :id and coalesce(substr(date, 1, 4), '') = :text",
}
_ORDERS = {
    "text": "coalesce(a.sort_key, '~~'), b.position, s.start, h.id",
    "newest": "h.id desc",
    "colour": "coalesce((select position from colour where key = h.colour), '~'), a.sort_key, b.position, s.start, h.id",
}


def passages(library: Library, asked: Asked) -> array[int]:
    """Ids of the highlights of a list, in its order; those of articles in the trash are left out."""
    where, params = _conditions(library, asked)
    sql = f"""select h.id from highlight_span s cross join highlight h on h.id = s.highlight_id
      left join block b on b.id = {_BLOCK} left join article a on a.id = b.article_id
      where s.position = 0 and (a.id is null or a.shown) {where} order by {_ORDERS[asked.sort]}"""
    ids = library.ids(sql, params)  # type: ignore[arg-type]
    if asked.state in {"ok", "changed"}:
        changed = _changed(library, ids)
        ids = array("q", (id for id in ids if (id in changed) == (asked.state == "changed")))
    return ids


def _conditions(library: Library, asked: Asked) -> tuple[str, dict[str, Any]]:
    listing = asked.listing
    params: dict[str, Any] = {}
    where = ""
    if listing.kind in _ISSUES:
        issues = _ISSUES[listing.kind]
        where += f""" and s.source_text_id in (select st.id from source_text st join page pg on pg.id = st.page_id
            where pg.issue_id in ({issues})) and (a.id is null or a.issue_id in ({issues}))"""
        params["id"] = listing.id
        if listing.kind == "year":
            params["text"] = listing.text
    elif listing.kind == "page":
        where += " and s.source_text_id in (select id from source_text where page_id = :id)"
        params["id"] = listing.id
    elif listing.kind == "tag":
        where += f""" and h.id in (select highlight_id from highlight_tag
            where {where_in("tag_id", below(library, [int(listing.id or 0)]))})"""
    if asked.found is not None:
        where += " and h.id in (select value from json_each(:found))"
        params["found"] = "[" + ",".join(map(str, asked.found)) + "]"
    return _narrowed(library, asked, where, params)


def _narrowed(library: Library, asked: Asked, where: str, params: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if asked.text:
        where += " and (instr(lower(h.quote), lower(:words)) or instr(lower(h.comment), lower(:words)))"
        params["words"] = asked.text
    if asked.colour:
        where += " and h.colour = :colour"
        params["colour"] = asked.colour
    if asked.tags is not None:
        tags = where_in("tag_id", below(library, asked.tags) if asked.tags else [])
        where += f" and exists (select 1 from highlight_tag t where t.highlight_id = h.id and t.{tags})"
    if asked.state:
        where += " and b.id is null" if asked.state == "lost" else " and b.id is not null"
    if asked.state == "changed":
        where += f" and {_TOUCHED}"
    return where, params


def _changed(library: Library, ids: Iterable[int]) -> set[int]:
    """Which highlights have words under them that are no longer those marked; only corrected ones are looked at."""
    found: set[int] = set()
    for some in chunks(ids):
        sql = f"select h.id, h.quote from highlight h where {where_in('h.id', some)} and {_TOUCHED}"
        for id, quote in library.rows(sql):
            spans = spans_of(library, id)
            if quote_under(library, spans) != quote and not _in_their_order(library, spans, quote):
                found.add(id)
    return found


def _in_their_order(library: Library, spans: Sequence[Span], quote: str) -> bool:
    """Whether the words of the spans, one after the other, are still those marked: blocks may have changed order."""
    return "".join(quote_under(library, [span]) for span in spans).replace("\n", "") == quote.replace("\n", "")


def rows(library: Library, ids: Sequence[int]) -> dict[int, Passage]:
    """Passages by id; those that are gone are left out."""
    made: dict[int, Passage] = {}
    for some in chunks(ids):
        tags = _tags(library, some)
        changed = _changed(library, some)
        sql = f"""select h.id, h.quote, h.colour, h.comment, b.id, a.id, coalesce(a.title, substr(b.text, 1, 40), ''),
            n.name, i.date, pg.label
          from highlight h left join highlight_span s on s.highlight_id = h.id and s.position = 0
            left join block b on b.id = {_BLOCK} left join article a on a.id = b.article_id
            left join page pg on pg.id = b.page_id left join issue i on i.id = pg.issue_id
            left join newspaper n on n.id = i.newspaper_id where {where_in("h.id", some)}"""
        for id, quote, colour, comment, block, article, title, *where in library.rows(sql):
            state = "lost" if block is None else "changed" if id in changed else "ok"
            made[id] = Passage(id, quote, colour, comment, tuple(tags[id]), state, article, title or "", *where)
    return made


def _tags(library: Library, some: Sequence[int]) -> dict[int, list[str]]:
    sql = f"""select ht.highlight_id, tag.name from highlight_tag ht join tag on tag.id = ht.tag_id
              where {where_in("ht.highlight_id", list(some))} order by ht.highlight_id, ht.id"""
    found: dict[int, list[str]] = defaultdict(list)
    for id, name in library.rows(sql):
        found[id].append(name)
    return found


def articles_of(library: Library, ids: Iterable[int]) -> list[int]:
    """The articles that show highlights, in list order."""
    found: dict[int, str] = {}
    for some in chunks(ids):
        sql = f"""select a.id, a.sort_key from highlight_span s join block b on b.id = {_BLOCK}
                  join article a on a.id = b.article_id where {where_in("s.highlight_id", some)}"""
        found.update(library.rows(sql))
    return sorted(found, key=lambda id: (found[id], id))


# ---- one highlight


def spans_of(reads: Reads, highlight: int) -> list[Span]:
    """A highlight's spans in order; none where there is no such highlight."""
    sql = "select source_text_id, start, end from highlight_span where highlight_id = ? order by position, id"
    return [Span(*row) for row in reads.rows(sql, (highlight,))]


def outside(reads: Reads, spans: Sequence[Span], article: int) -> tuple[list[Span], list[Span]]:
    """The parts of `spans` that lie in other articles or in furniture: those before, those after the article's own."""
    before: list[Span] = []
    after: list[Span] = []
    seen = False
    for span in spans:
        sql = """select p.start, p.end, b.article_id from piece p join block b on b.id = p.block_id
                 where p.source_text_id = ? and p.start < ? and p.end > ? order by p.start"""
        for start, end, owner in reads.rows(sql, (span.source, span.end, span.start)):
            seen = seen or owner == article
            if owner != article:
                part = Span(span.source, max(start, span.start), min(end, span.end))
                (after if seen else before).append(part)
    return before, after


def set_spans(act: Act, highlight: int, spans: Sequence[Span]) -> None:
    """Let a highlight lie on other spans. Rows are exchanged, not updated: undone value by value, a start could for a
    moment lie behind its end."""
    had = act.rows(
        "select id, position, source_text_id, start, end from highlight_span where highlight_id = ? order by position, id",
        (highlight,),
    )
    wanted = dict(enumerate(spans))
    for id, position, *span in had:
        if wanted.get(position) == tuple(span):
            del wanted[position]
        else:
            act.delete("highlight_span", id)
    for position, new in wanted.items():
        act.insert(
            "highlight_span", highlight_id=highlight, position=position, source_text_id=new.source, start=new.start,
            end=new.end,
        )  # fmt: skip


def in_reading_order(reads: Reads, spans: Iterable[Span]) -> list[Span]:
    """Spans as they follow one another in their articles; those of one text that touch or overlap are made one."""
    placed = []
    for span in spans:
        sql = """select coalesce(a.sort_key, '~'), b.position, p.position from piece p join block b on b.id = p.block_id
                 left join article a on a.id = b.article_id
                 where p.source_text_id = ? and p.start <= ? order by p.start desc limit 1"""
        found = reads.rows(sql, (span.source, span.start))
        placed.append((found[0] if found else ("~", "~", 0), span.source, span.start, span.end))
    joined: list[Span] = []
    for _place, source, start, end in sorted(placed):
        last = joined[-1] if joined else None
        if last is not None and last.source == source and last.start <= start <= last.end:
            joined[-1] = Span(source, last.start, max(last.end, end))
        else:
            joined.append(Span(source, start, end))
    return joined


def lying_on(reads: Reads, source: int, low: int, high: int) -> list[tuple[int, str, int, int]]:
    """(highlight, colour, start, end) of the spans that touch `[low, high)` of a source text, by start."""
    sql = """select s.highlight_id, h.colour, s.start, s.end from highlight_span s join highlight h on h.id = s.highlight_id
             where s.source_text_id = ? and s.start < ? and s.end > ? order by s.start"""
    return reads.rows(sql, (source, high, low))


def move_basket_items(act: Act, source: int, into: int) -> None:
    """Let baskets hold `into` in the place of `source`; one that has both keeps the first."""
    had = {row[0] for row in act.rows("select basket_id from basket_item where highlight_id = ?", (into,))}
    for id, basket in act.rows("select id, basket_id from basket_item where highlight_id = ? order by id", (source,)):
        if basket in had:
            act.delete("basket_item", id)
        else:
            act.update("basket_item", id, highlight_id=into)
            had.add(basket)


def recolour(act: Act, ids: Iterable[int], colour: str) -> None:
    """Give highlights another colour."""
    for some in chunks(ids):
        act.execute(f"update highlight set colour = ? where colour <> ? and {where_in('id', some)}", (colour, colour))


def remove(act: Act, ids: Iterable[int]) -> None:
    """Take highlights away with their spans, tags and places in baskets."""
    for some in chunks(ids):
        for table in ("highlight_tag", "highlight_span", "basket_item"):
            act.execute(f"delete from {table} where {where_in('highlight_id', some)}")
        act.execute(f"delete from highlight where {where_in('id', some)}")

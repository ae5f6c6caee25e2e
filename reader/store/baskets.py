"""Baskets: ordered, remarked selections of articles and highlights, read and written."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from reader.domain.kept import Basket, BasketItem
from reader.store import ordering
from reader.store.act import Act
from reader.store.library import Library
from reader.store.texts import Reads, chunks, where_in

_OF_MARK = """(select b.article_id from highlight_span s
  join piece p on p.source_text_id = s.source_text_id and p.start < s.end and p.end > s.start
  join block b on b.id = p.block_id join article own on own.id = b.article_id and own.shown
  where s.highlight_id = i.highlight_id order by s.position, b.position limit 1)"""
"""The article that shows the highlight of item `i`: the first of them outside the trash."""
_SHOWN = f"""select i.id, i.uuid, i.remark, i.highlight_id, i.position,
    coalesce(i.article_id, {_OF_MARK}) as article from basket_item i where i.basket_id = ?"""


def baskets(library: Library) -> list[Basket]:
    """All baskets in their order; what lies in the trash is not counted."""
    rows = library.rows("select id, uuid, name, remark from basket order by position, id")
    return [Basket(id, uuid, name, remark, *_counted(library, id)) for id, uuid, name, remark in rows]


def _counted(library: Library, basket: int) -> tuple[int, int]:
    sql = f"select count(*), count(distinct a.id) from ({_SHOWN}) i join article a on a.id = i.article and a.shown"
    found = library.row(sql, (basket,))
    return (int(found[0]), int(found[1])) if found else (0, 0)


def article_ids(library: Library, basket: int) -> array[int]:
    """The articles of a basket in its order, each once; a highlight stands for its article."""
    sql = f"select a.id from ({_SHOWN}) i join article a on a.id = i.article and a.shown order by i.position, i.id"
    return array("q", dict.fromkeys(row[0] for row in library.rows(sql, (basket,))))


def items(library: Library, basket: int, articles: Sequence[int] | None = None) -> list[BasketItem]:
    """What lies in a basket, in its order; of some articles only, where `articles` are named."""
    among = "" if articles is None else f"where {where_in('a.id', articles)}"
    sql = f"""
      select i.id, i.uuid, a.id, i.highlight_id, i.remark,
        coalesce(nullif(a.title, ''), (select substr(text, 1, 60) from block where block.article_id = a.id
          and role in ('paragraph', 'inset', 'caption', 'list_item') order by position limit 1), ''),
        n.name, issue.date, page.label, coalesce(h.quote, ''), coalesce(h.colour, '')
      from ({_SHOWN}) i join article a on a.id = i.article and a.shown join issue on issue.id = a.issue_id
        left join newspaper n on n.id = issue.newspaper_id left join page on page.id = a.page_id
        left join highlight h on h.id = i.highlight_id {among} order by i.position, i.id"""
    return [BasketItem(*row) for row in library.rows(sql, (basket,))]


def named(reads: Reads, name: str) -> int | None:
    """The basket called so, the first of several; None where there is none."""
    found = reads.rows("select id from basket where name = ? order by position, id limit 1", (name,))
    return int(found[0][0]) if found else None


def make(act: Act, name: str, remark: str = "") -> int:
    """A new basket after the others; returns its id."""
    return act.insert("basket", name=name, remark=remark, position=ordering.at_end(act, "basket", 1)[0])


def put(act: Act, basket: int, articles: Iterable[int], highlights: Iterable[int]) -> int:
    """Lay articles and highlights at the end of a basket, those it has already left out; returns how many came in."""
    wanted = [("article_id", id) for id in _lacking(act, basket, "article_id", articles)]
    wanted += [("highlight_id", id) for id in _lacking(act, basket, "highlight_id", highlights)]
    keys = ordering.at_end(act, "basket_item", len(wanted), ("basket_id", basket)) if wanted else []
    for (column, id), key in zip(wanted, keys, strict=True):
        act.insert("basket_item", basket_id=basket, position=key, **{column: id})
    return len(wanted)


def _lacking(act: Act, basket: int, column: str, ids: Iterable[int]) -> list[int]:
    sql = f"select {column} from basket_item where basket_id = ? and {column} is not null"
    known = {row[0] for row in act.rows(sql, (basket,))}
    return [id for id in dict.fromkeys(ids) if id not in known]


def items_of(reads: Reads, basket: int, articles: Sequence[int] = (), highlights: Sequence[int] = ()) -> list[int]:
    """The items of a basket that are some articles or highlights, or (for articles) highlights of theirs, in order."""
    wanted = set(articles)
    rows = reads.rows(f"select id, article, highlight_id from ({_SHOWN}) order by position, id", (basket,))
    marks = set(highlights)
    return [int(id) for id, article, mark in rows if article in wanted or (mark is not None and mark in marks)]


def take_out(act: Act, items: Iterable[int]) -> None:
    """Take items out of their baskets."""
    for some in chunks(items):
        act.execute(f"delete from basket_item where {where_in('id', some)}")


def remove(act: Act, basket: int) -> None:
    """Take a basket away with its order and remarks; what lay in it stays in the library."""
    act.execute("delete from basket_item where basket_id = ?", (basket,))
    act.delete("basket", basket)

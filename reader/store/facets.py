"""Counts of what a query finds: by newspaper, day, page, author, tag, colour, kind and state, each in SQL over the index."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from reader.store.asked import Asked
from reader.store.finding import matching

COLUMNS = ("newspaper", "day", "page", "kind", "state", "has")
"""Facets that are columns of the documents."""
BESIDE = ("author", "tag", "colour")
"""Facets that lie beside the documents, several to each."""
EVERY = (*COLUMNS, *BESIDE)
Counts = dict[str, list[tuple[Any, int]]]
"""By facet (value, count), the commonest first. `newspaper` and `tag` by id, None where unknown; `day` as (first day, last day)
in numbers YYYYMMDD (None, None: undated), by date; `has` by the words of `domain.query.HAS`; a tag counts what narrower
ones hold, too."""

_FEW = 2000
"""Up to so many hits the tables beside are asked for each hit; beyond they are gone through."""


def counts(db: sqlite3.Connection, asked: Asked, wanted: Sequence[str]) -> Counts:
    """The counts of all that matches, passages with `in:highlights`, else articles."""
    family, source, params = matching(db, asked)
    db.execute(
        """create temp table if not exists hit
           (id integer primary key, newspaper integer, low integer, high integer, page text, kind text, state text, has text)"""
    )
    db.execute("delete from temp.hit")
    taken = "d.newspaper, d.low, d.high, d.page, d.kind, d.state, d.has"
    nothing = ", ".join(["null"] * 7)
    columns = taken if set(wanted) & set(COLUMNS) else nothing
    found = db.execute(f"insert into temp.hit select d.id, {columns} {source}", params).rowcount
    return {name: _COUNTED[name](db, family, found) for name in wanted}


def _by_column(column: str) -> Callable[[sqlite3.Connection, str, int], list[tuple[Any, int]]]:
    def count(db: sqlite3.Connection, _family: str, _found: int) -> list[tuple[Any, int]]:
        sql = f"select {column}, count(*) from temp.hit group by 1 order by 2 desc, 1"
        return [(value, int(number)) for value, number in db.execute(sql).fetchall()]

    return count


def _days(db: sqlite3.Connection, _family: str, _found: int) -> list[tuple[Any, int]]:
    sql = "select low, high, count(*) from temp.hit group by 1, 2 order by 1, 2"
    return [((low, high), int(number)) for low, high, number in db.execute(sql).fetchall()]


def _has(db: sqlite3.Connection, family: str, found: int) -> list[tuple[Any, int]]:
    each: Counter[str] = Counter()
    for words, number in _by_column("has")(db, family, found):
        for word in str(words).split():
            each[word] += number
    return sorted(each.items(), key=lambda one: (-one[1], one[0]))


def _beside(side: str) -> Callable[[sqlite3.Connection, str, int], list[tuple[Any, int]]]:
    def count(db: sqlite3.Connection, family: str, found: int) -> list[tuple[Any, int]]:
        sql = f"select d.{side}, count(*) from {_joined(family, side, found)} group by 1 order by 2 desc, 1"
        return [(value, int(number)) for value, number in db.execute(sql).fetchall()]

    return count


def _joined(family: str, side: str, found: int) -> str:
    """The hits with what lies beside them; the smaller of the two is gone through."""
    if found <= _FEW:
        return f"temp.hit cross join {family}_{side} d on d.doc = hit.id"
    return f"{family}_{side} d cross join temp.hit on hit.id = d.doc"


def _tags(db: sqlite3.Connection, family: str, found: int) -> list[tuple[Any, int]]:
    sql = f"""with recursive up(tag, above) as (
        select distinct tag, tag from {family}_tag union select up.tag, tag.parent from up join tag on tag.id = up.above where tag.parent is not null)
      select up.above, count(distinct hit.id) from {_joined(family, "tag", found)} cross join up on up.tag = d.tag
      where d.direct group by 1 order by 2 desc, 1"""
    return [(tag, int(number)) for tag, number in db.execute(sql).fetchall()]


_COUNTED = {
    "newspaper": _by_column("newspaper"), "day": _days, "page": _by_column("page"), "kind": _by_column("kind"),
    "state": _by_column("state"), "has": _has, "author": _beside("author"), "tag": _tags, "colour": _beside("colour"),
}  # fmt: skip


def issue_counts(db: sqlite3.Connection) -> dict[int, tuple[int, int]]:
    """(articles, highlights) of each issue that has any."""
    articles = dict(db.execute("select issue, count(*) from article_doc group by 1").fetchall())
    marks = dict(db.execute("select issue, count(distinct item) from passage_doc group by 1").fetchall())
    return {issue: (articles.get(issue, 0), marks.get(issue, 0)) for issue in articles.keys() | marks.keys()}

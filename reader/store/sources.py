"""A condition as SQL that streams: the hits of the FTS5 tables in the order of their keys, never gathered first.

Documents of an index that was built from the oldest issue on have keys in the order of dates, up to the end of its
first *run* (table `run`); what was written later is *loose*. So the newest hits of a common word are the last keys of
the run and the newest loose ones, and a date is a stretch of keys.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reader.domain.query_tree import And, Filter, Node
from reader.store.conditions import Condition

Sql = tuple[str, list[Any]]


class Stretch(NamedTuple):
    """Keys of documents from `low` to `high`; `is_run` where they stand in the order of dates."""

    low: int = 0
    high: int = (1 << 62)
    is_run: bool = False

    @property
    def is_all(self) -> bool:
        """Whether it leaves none out."""
        return self.low <= 0 and self.high == Stretch().high


ALL = Stretch()


def select_ids(
    family: str, condition: Condition, within: Stretch = ALL, known: Sequence[int] | None = None
) -> Sql | None:
    """SELECT of the keys (`id`) that the expressions of a condition find; None where it has none.

    `known` are the documents that fulfil its filters, where they are few.
    """
    parts: list[Sql] = []
    if condition.match:
        parts.append(_select(f"{family}_words", condition.match, within))
    if condition.chars:
        parts.append(_select(f"{family}_chars", condition.chars, within))
    if condition.either:
        one, two = (
            _select(f"{family}_{table}", expression, within)
            for table, expression in zip(("words", "chars"), condition.either, strict=True)
        )
        union = f"{one[0]} union {two[0]}", one[1] + two[1]
        parts.append((f"select id from ({union[0]})", union[1]) if parts else union)
    ruled_out = [
        _select(f"{family}_{table}", expression, within)
        for table, expression in (("chars", condition.not_chars), ("words", not condition.words and condition.not_words))
        if expression
    ]
    if not parts and not ruled_out:
        return None
    if known is not None:
        parts.append(("select value as id from json_each(?)", [json.dumps(list(known))]))
    elif not parts:
        where = " and ".join(_bounds("id", within) or ["1"])
        parts.append((f"select id from {family}_doc where {where}", _ends(within)))
    sql = " except ".join([" intersect ".join(sql for sql, _params in parts), *(sql for sql, _params in ruled_out)])
    return sql, [p for _sql, params in [*parts, *ruled_out] for p in params]


def _select(table: str, expression: str, within: Stretch) -> Sql:
    sql, params = f"select rowid as id from {table} where {table} match ?", [expression]
    return (sql, params) if within.is_all else (f"{sql} and rowid between ? and ?", [*params, within.low, within.high])


def source(
    family: str, condition: Condition, within: Stretch = ALL, down: bool = False, known: Sequence[int] | None = None
) -> Sql:
    """`from … where …` with its parameters; `d` is the document. Where there are expressions it goes through their
    hits by key, downwards with `down`; `known` are the documents that fulfil its filters, where they are few."""
    words, chars, doc = f"{family}_words", f"{family}_chars", f"{family}_doc"
    found = select_ids(family, condition, within, known)
    filters = [sql.replace("d.id in", "+d.id in") if found else sql for sql in condition.sql]
    filters += ["0"] if condition.never else []
    if found is None:
        inner = " and ".join([*filters, *_bounds("d.id", within)] or ["1"])
        sql = f"from (select d.id as id from {doc} d where {inner} limit -1) hit cross join {doc} d on d.id = hit.id"
        return f"{sql} where 1", [*condition.params, *_ends(within)]
    if known is not None:
        sql = f"from ({found[0]} order by 1{' desc' if down else ''} limit -1) hit cross join {doc} d on d.id = hit.id"
        return sql + " where 1", found[1]
    if is_single(condition):
        single = words if condition.match else chars
        where = [f"{single} match ?", *_bounds(f"{single}.rowid", within), *filters]
        sql = f"from {single} cross join {doc} d on d.id = {single}.rowid where {' and '.join(where)}"
        return sql, [*found[1], *condition.params]
    order = f"order by 1{' desc' if down else ''}"
    where = filters or ["1"]
    sql = f"from ({found[0]} {order} limit -1) hit cross join {doc} d on d.id = hit.id where {' and '.join(where)}"
    return sql, [*found[1], *condition.params]


def is_single(condition: Condition) -> bool:
    """Whether one expression says it all, filters aside."""
    ruled_out = condition.not_chars or (condition.not_words and not condition.words)
    return bool(condition.match) != bool(condition.chars) and not condition.either and not ruled_out


_LISTED = "d.id in ("


def is_listed(condition: Condition) -> bool:
    """Whether only filters are asked, one of which names the documents by key (a tag, a colour, an author, texts that were checked)."""
    return select_ids("", condition) is None and any(sql.startswith(_LISTED) for sql in condition.sql)


def listed(condition: Condition) -> str | None:
    """SELECT of the keys (`id`) that a filter names which is all that is asked; None for another condition."""
    if len(condition.sql) != 1 or not is_listed(condition) or condition.never:
        return None
    return f"select null as id where 0 union {condition.sql[0][len(_LISTED) : -1]}"


def by_key(family: str, condition: Condition, within: Stretch) -> Sql:
    """`from … where …` of a condition that `is_listed`, whose documents are gone through by key."""
    filters = condition.sql if within.is_run else [sql.replace("d.id in", "+d.id in") for sql in condition.sql]
    where = [*filters, *(["0"] if condition.never else []), "d.id between ? and ?"]
    return f"from {family}_doc d where {' and '.join(where)}", [*condition.params, within.low, within.high]


def in_order(family: str, condition: Condition, down: str) -> str:
    """ORDER BY the keys that `source` goes through; empty where it goes through them in order anyway."""
    if not is_single(condition):
        return ""
    return f"order by {family}_{'words' if condition.match else 'chars'}.rowid{down}"


def _bounds(name: str, within: Stretch) -> list[str]:
    return [] if within.is_all else [f"{name} between ? and ?"]


def _ends(within: Stretch) -> list[int]:
    return [] if within.is_all else [within.low, within.high]


def by_date(family: str, condition: Condition) -> Sql:
    """`from … where …` of a condition without expressions, documents gone through by date."""
    where = [sql.replace("d.id in", "+d.id in") for sql in condition.sql] + (["0"] if condition.never else [])
    return f"from {family}_doc d indexed by {family}_doc_sort where {' and '.join(where or ['1'])}", condition.params


def run_of(db: sqlite3.Connection, family: str) -> int:
    """The last key of the run whose keys stand in the order of dates; 0: there is none."""
    found = db.execute("select id from run where family = ?", (family,)).fetchone()
    return int(found[0]) if found else 0


def stretches(db: sqlite3.Connection, family: str, root: Node) -> list[Stretch]:
    """Where the keys of what a query finds can lie: all of them, or with dates a part of the run, and the loose ones."""
    low, high = _dates(root)
    run = run_of(db, family) if low or high < _NEVER else 0
    if not run:
        return [ALL]
    first = _first(db, family, run, "asc", _lowest(low))
    last = _first(db, family, run, "desc", _highest(high))
    found = [Stretch(first, last, True)] if first is not None and last is not None and first <= last else []
    return [*found, Stretch(run + 1)]


_NEVER = 99999999


def _dates(node: Node) -> tuple[int, int]:
    """The days within which all that a query finds must lie."""
    low, high = 0, _NEVER
    for part in _conjuncts(node):
        if part.name == "date" and part.high:
            low, high = max(low, part.low), min(high, part.high)
    return low, high


def _conjuncts(node: Node) -> Iterator[Filter]:
    if isinstance(node, Filter):
        yield node
    elif isinstance(node, And):
        for part in node.parts:
            yield from _conjuncts(part)


def _lowest(day: int) -> str:
    """The least a document's `sort` begins with whose first day is `day` or later: as short as such a date may be."""
    text = f"{day:08d}"
    return text[:4] if text[4:] == "0101" else f"{text[:4]}-{text[4:6]}" if text[6:] == "01" else _iso(text)


def _highest(day: int) -> str:
    return _iso(f"{day:08d}") + "~"


def _iso(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def _first(db: sqlite3.Connection, family: str, run: int, direction: str, sort: str) -> int | None:
    compared = ">=" if direction == "asc" else "<="
    sql = f"""select id from {family}_doc indexed by {family}_doc_sort where sort {compared} ? and id <= ?
              order by sort {direction}, article {direction} limit 1"""
    found = db.execute(sql, (sort, run)).fetchone()
    return int(found[0]) if found else None

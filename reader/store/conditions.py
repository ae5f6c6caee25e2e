"""A query's tree as SQL over the index: FTS5 expressions kept together, filters as conditions on its documents."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.domain.fold import fold
from reader.domain.query import UNKNOWN, And, Filter, Near, Node, Not, Or, Text
from reader.domain.runs import searched
from reader.domain.snippets import text_hits
from reader.store import phrases
from reader.store.phrases import Lexicon, Match

Checked = Callable[[Text | Near, Match], Sequence[int]]
"""Gives the documents among a match's candidates that truly hold the text."""


@dataclass
class Condition:
    """What documents must fulfil: expressions for the two FTS5 tables and conditions on `d`, all joined by AND.

    `not_words` and `not_chars` are ruled out; `either` are expressions for both tables of which one must hold.
    `never`: nothing fulfils it.
    """

    words: str | None = None
    chars: str | None = None
    not_words: str | None = None
    not_chars: str | None = None
    sql: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)
    never: bool = False
    either: tuple[str, str] | None = None

    @property
    def match(self) -> str | None:
        """The expression for the word index with what it rules out."""
        if self.words and self.not_words:
            return f"({self.words}) NOT ({self.not_words})"
        return self.words


class Compiler:
    """Turns a tree into a Condition for one family of documents (`article`, `furniture`, `passage`)."""

    def __init__(self, db: sqlite3.Connection, family: str, folds: tuple[str, ...], level: str) -> None:
        self.db, self.family, self.folds = db, family, folds
        self.narrow = _NARROW.get(level, ()) if family != "furniture" else ()
        self.checked: Checked | None = None
        self._exists: dict[tuple[str, str], bool] = {}
        self._matches: dict[tuple[Text | Near, bool], Match] = {}
        self.lexicon = Lexicon(self._is_there, self._words)

    def compile(self, node: Node, upper: bool = False) -> Condition:
        """The condition for `node`. With `upper` one that holds for at least all it holds for, never checking."""
        if isinstance(node, Text | Near):
            return self._leaf(node, upper)
        if isinstance(node, Filter):
            return self._filter(node)
        if isinstance(node, And):
            return self._and([self.compile(part, upper) for part in node.parts])
        if isinstance(node, Or):
            return self._or([self.compile(part, upper) for part in node.parts])
        if upper and self.inexact(node.part):
            return Condition()
        return self._not(self.compile(node.part, upper))

    def inexact(self, node: Node) -> list[Text | Near]:
        """The texts under `node` whose candidates must be checked."""
        if isinstance(node, Text | Near):
            return [] if self.match(node).exact else [node]
        if isinstance(node, And | Or):
            return [leaf for part in node.parts for leaf in self.inexact(part)]
        return self.inexact(node.part) if isinstance(node, Not) else []

    def match(self, node: Text | Near) -> Match:
        """The FTS5 expression for a text."""
        key = (node, True)
        if key not in self._matches:
            if isinstance(node, Near):
                self._matches[key] = phrases.near([self.match(part) for part in node.parts], node.distance)
            else:
                self._matches[key] = phrases.match(node, self.folds, self.lexicon, self.narrow)
        return self._matches[key]

    # --- leaves

    def _leaf(self, node: Text | Near, upper: bool) -> Condition:
        first = node.parts[0] if isinstance(node, Near) else node
        if self.family == "furniture" and first.fields:
            return Condition(never=True)
        found = self.match(node)
        if found.table and found.expression is None:
            return Condition(never=True)
        if not found.exact and not upper and self.checked is not None:
            ids = json.dumps(list(self.checked(node, found)))
            return Condition(sql=["d.id in (select value from json_each(?))"], params=[ids])
        if isinstance(node, Near) and not found.table:
            return self._and([self._leaf(part, True) for part in node.parts])
        if not found.table:
            return Condition()
        return _of(found.table, found.expression)

    def _is_there(self, table: str, expression: str) -> bool:
        key = (table, expression)
        if key not in self._exists:
            name = f"{self.family}_{table}"
            sql = f"select 1 from {name} where {name} match ? limit 1"
            self._exists[key] = self.db.execute(sql, (expression,)).fetchone() is not None
        return self._exists[key]

    def _words(self, piece: str, open_left: bool, open_right: bool, most: int) -> list[str]:
        turned = piece[::-1]
        if open_right:
            sql, params = "select reversed from word where instr(reversed, ?) limit ?", (turned, most)
        else:
            sql = "select reversed from word where reversed >= ? and reversed < ? limit ?"
            params = (turned, turned + "\U0010ffff", most)  # type: ignore[assignment]
        return [reversed_[::-1] for (reversed_,) in self.db.execute(sql, params).fetchall()]

    # --- combinations

    def _and(self, parts: Sequence[Condition]) -> Condition:
        whole = Condition()
        for part in parts:
            if part.either and len(parts) > 1:
                sql, params = self.sql(part)
                part = Condition(sql=[sql], params=params)
            whole = both(whole, part)
        return whole

    def _or(self, parts: Sequence[Condition]) -> Condition:
        alive = [part for part in parts if not part.never]
        if len(alive) < 2:
            return alive[0] if alive else Condition(never=True)
        if all(only(part, "words") or only(part, "chars") or only(part, "either") for part in alive):
            words = chars = None
            for part in alive:
                words = _combined(words, "OR", part.either[0] if part.either else part.words)
                chars = _combined(chars, "OR", part.either[1] if part.either else part.chars)
            return Condition(either=(words, chars)) if words and chars else Condition(words=words, chars=chars)
        sqls = [self.sql(part) for part in alive]
        return Condition(
            sql=["(" + " or ".join(sql for sql, _params in sqls) + ")"], params=[p for _sql, ps in sqls for p in ps]
        )

    def _not(self, part: Condition) -> Condition:
        if part.never:
            return Condition()
        if only(part, "words"):
            return Condition(not_words=part.words)
        if only(part, "chars"):
            return Condition(not_chars=part.chars)
        sql, params = self.sql(part)
        return Condition(sql=[f"not coalesce({sql}, 0)"], params=params)

    def sql(self, part: Condition) -> tuple[str, list[Any]]:
        """A condition as one SQL expression on `d` with its parameters."""
        if part.never:
            return "0", []
        asked = [(self._in("words"), part.match), (self._in("chars"), part.chars)]
        if part.not_words and not part.words:
            asked.append(("not " + self._in("words"), part.not_words))
        asked.append(("not " + self._in("chars"), part.not_chars))
        sqls = [sql for sql, expression in asked if expression]
        params = [expression for _sql, expression in asked if expression]
        if part.either:
            sqls.append(f"+d.id in ({either(self.family)})")
            params += part.either
        return "(" + " and ".join([*sqls, *part.sql] or ["1"]) + ")", [*params, *part.params]

    def _in(self, table: str) -> str:
        name = f"{self.family}_{table}"
        return f"+d.id in (select rowid from {name} where {name} match ?)"

    # --- filters

    def _filter(self, node: Filter) -> Condition:
        if self.family == "furniture" and node.name not in ("newspaper", "issue", "date", "page"):
            return Condition(never=True)
        made: Condition = getattr(self, "_" + node.name)(node)
        return made

    def _tag(self, node: Filter) -> Condition:
        asked = [id for name, id in self._tag_names() if self._same(node, name)]
        if not node.exact:
            asked = self._narrower(asked)
        direct = " and direct" if node.exact else ""
        sql = f"d.id in (select doc from {self.family}_tag where tag in (select value from json_each(?)){direct})"
        return Condition(sql=[sql], params=[json.dumps(asked)], never=not asked)

    def _tag_names(self) -> list[tuple[str, int]]:
        return [(str(name), int(tag)) for name, tag in self.db.execute("select name, tag from tag_name").fetchall()]

    def _narrower(self, tags: Sequence[int]) -> list[int]:
        sql = (
            "with recursive below(id) as (select value from json_each(?) union"
            " select tag.id from tag join below on tag.parent = below.id) select id from below"
        )
        return [int(id) for (id,) in self.db.execute(sql, (json.dumps(list(tags)),)).fetchall()]

    def _same(self, node: Filter, name: str) -> bool:
        """Whether a folded name is the filter's value (or begins with it, for a prefix)."""
        text = Text(node.value, node.at, node.end)
        spans = text_hits(text, name, self.folds) if text.seen else []
        return any(start == 0 and (node.prefix or end == len(name)) for start, end in spans)

    def _newspaper(self, node: Filter) -> Condition:
        if fold(node.value) == UNKNOWN and not node.exact:
            return Condition(sql=["d.newspaper is null"])
        asked = [
            id for id, name in self.db.execute("select id, name from newspaper").fetchall() if self._named(node, name)
        ]
        sql = "d.newspaper in (select value from json_each(?))"
        return Condition(sql=[sql], params=[json.dumps(asked)], never=not asked)

    def _named(self, node: Filter, name: str) -> bool:
        if node.exact:
            return self._same(node, fold(name))
        text = Text(node.value, node.at, node.end)
        return bool(text.seen and text_hits(text, fold(name), self.folds))

    def _issue(self, node: Filter) -> Condition:
        return Condition(sql=["d.issue = ?"], params=[int(node.value)])

    def _author(self, node: Filter) -> Condition:
        """`author:=…`: the whole name; as it is written where somebody is called so, else folded."""
        table = f"{self.family}_author"
        asked = [node.value]
        if not self.db.execute(f"select 1 from {table} where author = ? limit 1", (node.value,)).fetchone():
            known = self.db.execute(f"select distinct author from {table}").fetchall()
            asked = [name for (name,) in known if self._same(node, fold(name))]
        sql = f"d.id in (select doc from {table} where author in (select value from json_each(?)))"
        return Condition(sql=[sql], params=[json.dumps(asked, ensure_ascii=False)], never=not asked)

    def _date(self, node: Filter) -> Condition:
        if node.value == UNKNOWN:
            return Condition(sql=["d.low is null"])
        return Condition(sql=["d.low >= ?", "d.high <= ?"], params=[node.low, node.high])

    def _page(self, node: Filter) -> Condition:
        value = searched(node.value)
        if value == UNKNOWN:
            return Condition(sql=["d.page is null"])
        if scope := re.fullmatch(r"(\d{1,6})\.\.(\d{1,6})", value):
            sql = "d.page not glob '*[^0-9]*' and cast(d.page as integer) between ? and ?"
            return Condition(sql=[f"({sql})"], params=[int(scope[1]), int(scope[2])])
        if node.prefix:
            return Condition(sql=["substr(lower(d.page), 1, ?) = ?"], params=[len(value), value])
        return Condition(sql=["lower(d.page) = ?"], params=[value])

    def _kind(self, node: Filter) -> Condition:
        return Condition(sql=["d.kind = ?"], params=[node.value])

    def _state(self, node: Filter) -> Condition:
        return Condition(sql=["d.state = ?"], params=[node.value])

    def _has(self, node: Filter) -> Condition:
        return Condition(sql=["instr(' ' || d.has || ' ', ?)"], params=[f" {node.value} "])

    def _colour(self, node: Filter) -> Condition:
        sql = f"d.id in (select doc from {self.family}_colour where colour = ?)"
        return Condition(sql=[sql], params=[fold(node.value)])


def _of(table: str, expression: str | None) -> Condition:
    return Condition(words=expression) if table == "words" else Condition(chars=expression)


def both(one: Condition, other: Condition) -> Condition:
    """A condition that holds where both do; at most one may have `either`."""
    return Condition(
        _combined(one.words, "AND", other.words), _combined(one.chars, "AND", other.chars),
        _combined(one.not_words, "OR", other.not_words), _combined(one.not_chars, "OR", other.not_chars),
        one.sql + other.sql, one.params + other.params, one.never or other.never, one.either or other.either,
    )  # fmt: skip


def only(part: Condition, table: str) -> bool:
    """Whether a condition is nothing but an expression for `table` (`words`, `chars`, `either`)."""
    expression = {"words": part.words, "chars": part.chars, "either": part.either}[table]
    bare = Condition(either=part.either) if table == "either" else _of(table, part.words or part.chars)
    return expression is not None and part == bare


def either(family: str) -> str:
    """SELECT of the documents that one of two expressions finds, of the words or of the characters."""
    words, chars = f"{family}_words", f"{family}_chars"
    return f"select rowid from {words} where {words} match ? union select rowid from {chars} where {chars} match ?"


def _combined(one: str | None, operator: str, other: str | None) -> str | None:
    if one is None or other is None:
        return one if other is None else other
    return f"({one}) {operator} ({other})"


_NARROW = {"highlights": ("text", "comment", "tag"), "notes": ("note",)}
"""Columns that a text without a field is looked for in, by the query's level."""

"""Answers of the search index: hits in order, counts, ids for lists; candidates checked against the texts."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from reader.domain.errors import Stopped
from reader.domain.query import And, Filter, Near, Node, Query, Text, wanted
from reader.domain.snippets import holds
from reader.store.conditions import Compiler, Condition, both, either
from reader.store.phrases import Match
from reader.store.tokens import presence

RANKED = 20_000
"""Up to so many hits are ranked; more stand by date, newest first."""
CHECKED = 5_000
"""At most so many candidates of one text are checked against the texts, newest first."""
_CHUNK = 200
_WEIGHTS = "1.0, 25.0, 8.0, 8.0, 4.0, 3.0, 2.0, 3.0, 3.0, 3.0, 4.0, 0.5"
"""Weights of bm25 by column, in the order of `tokens.COLUMNS`: a title outweighs a text."""

Fields = Sequence[tuple[str, "int | None", str]]
Texts = Callable[[Sequence[int]], Mapping[int, Fields]]
"""The texts of articles as (field, block id, text), by article id."""


class FoundRow(NamedTuple):
    """A hit: article (0: furniture), issue, score (smaller is better; 0 where not ranked), and the highlight of a
    passage or the block of furniture."""

    article: int
    issue: int
    score: float
    item: int | None = None


@dataclass(frozen=True)
class Found:
    """Hits. `total` counts all of them (passages with `in:highlights`); `exact` is False where some candidates
    could not be checked, so that there may be more; `counted` where a lazy search stopped counting. `furniture` counts blocks, `furniture_rows` are the first."""

    total: int
    rows: list[FoundRow]
    furniture: int = 0
    furniture_rows: list[FoundRow] = field(default_factory=list)
    exact: bool = True
    ranked: bool = True
    counted: bool = True


@dataclass(frozen=True)
class Asked:
    """A query with what to do with it; a negative `limit` is no limit."""

    query: Query
    folds: tuple[str, ...] = ()
    texts: Texts | None = None
    order: str = "rank"
    limit: int = 50
    offset: int = 0
    state: str = ""
    lazy: bool = False
    stopped: Callable[[], bool] = lambda: False


def search(db: sqlite3.Connection, asked: Asked) -> Found:
    """The hits `asked` for, in order, with their count and those in furniture."""
    plan = _Plan(db, asked, _family(asked.query))
    total = plan.count(RANKED + 1)
    ranked = total <= RANKED
    rows = plan.few() if ranked else plan.many()
    if not ranked and not asked.lazy:
        total = plan.count()
    furniture, page = _furniture(db, asked)
    return Found(total, rows, furniture, page, plan.exact, ranked and asked.order == "rank", ranked or not asked.lazy)


def count(db: sqlite3.Connection, asked: Asked, most: int = -1) -> int:
    """How many articles (passages with `in:highlights`) match, counting at most `most`."""
    return _Plan(db, asked, _family(asked.query)).count(most)


def ids(db: sqlite3.Connection, asked: Asked) -> array[int]:
    """The ids of the articles that match, in the order asked for, each once."""
    plan = _Plan(db, asked, _family(asked.query))
    return array("q", dict.fromkeys(plan.articles()))


def _family(query: Query) -> str:
    return "passage" if query.level == "highlights" else "article"


def _furniture(db: sqlite3.Connection, asked: Asked) -> tuple[int, list[FoundRow]]:
    """Furniture is asked only where words are."""
    if asked.query.level != "articles" or asked.state or not any(wanted(asked.query.root)):
        return 0, []
    plan = _Plan(db, replace(asked, order="newest", offset=0, limit=max(1, asked.limit)), "furniture")
    found = plan.count(RANKED + 1)
    return found, plan.few()[: asked.limit] if found else []


def matching(db: sqlite3.Connection, asked: Asked) -> tuple[str, str, list[Any]]:
    """The family of all that matches, and `from … where …` with its parameters; `d` is the document."""
    family = _family(asked.query)
    return family, *_Plan(db, asked, family).source(probe=False)


class _Plan:
    """One query against one family of documents."""

    def __init__(self, db: sqlite3.Connection, asked: Asked, family: str) -> None:
        self.db, self.asked, self.family = db, asked, family
        self.exact = True
        self.compiler = Compiler(db, family, asked.folds, asked.query.level)
        root = asked.query.root
        if asked.query.level == "notes":
            root = And((root, Filter("has", "note", 0, 0)))
        if asked.state:
            root = And((root, Filter("state", asked.state, 0, 0)))
        self.upper: Condition | None = None
        if self.compiler.inexact(root):
            self.upper = self.compiler.compile(root, upper=True)
            self.compiler.checked = self._checked
        self.condition = self.compiler.compile(root)
        if self.condition.not_words and not self.condition.words:
            rest = Condition(not_words=self.condition.not_words)
            sql, params = self.compiler.sql(rest)
            self.condition.sql.append(sql)
            self.condition.params += params

    # --- SQL

    def source(self, probe: bool) -> tuple[str, list[Any]]:
        """`from … where …` with its parameters; `d` is the document. With `probe` documents are walked by date."""
        return self._source(self.condition, probe)

    def _source(self, condition: Condition, probe: bool) -> tuple[str, list[Any]]:
        family, match = self.family, condition.match
        where: list[str] = []
        params: list[Any] = []
        if probe:
            tables = f"{family}_doc d indexed by {family}_doc_sort"
            if match:
                tables += f" cross join {family}_words on {family}_words.rowid = d.id"
        elif match:
            tables = f"{family}_words cross join {family}_doc d on d.id = {family}_words.rowid"
        elif condition.chars:
            tables = f"{family}_chars cross join {family}_doc d on d.id = {family}_chars.rowid"
        else:
            tables = f"{family}_doc d"
        if match:
            where.append(f"{family}_words match ?")
            params.append(match)
        if condition.chars:
            direct = not probe and not match
            inner = f"+d.id in (select rowid from {family}_chars where {family}_chars match ?)"
            where.append(f"{family}_chars match ?" if direct else inner)
            params.append(condition.chars)
        by_words = bool(match or condition.chars)
        if condition.either:
            where.append(f"{'+' if probe or by_words else ''}d.id in ({either(family)})")
            params += condition.either
        where += [sql.replace("d.id in", "+d.id in") if by_words else sql for sql in condition.sql]
        if condition.never:
            where.append("0")
        return f"from {tables} where {' and '.join(where or ['1'])}", params + condition.params

    def count(self, most: int = -1) -> int:
        """How many documents match, counting at most `most`."""
        if self.condition.never:
            return 0
        source, params = self._bare() or self.source(probe=False)
        if most < 0:
            return int(self.db.execute(f"select count(*) {source}", params).fetchone()[0])
        sql = f"select count(*) from (select 1 {source} limit ?)"
        return int(self.db.execute(sql, [*params, most]).fetchone()[0])

    def _bare(self) -> tuple[str, list[Any]] | None:
        """The source of a count without a look at the documents, where nothing is asked of them."""
        condition, family = self.condition, self.family
        words, chars = f"{family}_words", f"{family}_chars"
        if condition.sql:
            return None
        if condition.either:
            source, name, params = f"from ({either(family)}) hit where 1", "hit", list(condition.either)
        elif condition.match:
            source, name, params = f"from {words} where {words} match ?", words, [condition.match]
        elif condition.chars:
            source, name, params = f"from {chars} where {chars} match ?", chars, [condition.chars]
        else:
            return f"from {family}_doc", []
        if condition.match and condition.chars:
            source += f" and +{words}.rowid in (select rowid from {chars} where {chars} match ?)"
            params.append(condition.chars)
        dead = self.db.execute(f"select 1 from {family}_dead limit 1").fetchone()
        alive = f" and +{name}.rowid not in (select id from {family}_dead)" if dead else ""
        return source + alive, params

    def few(self) -> list[FoundRow]:
        """The page asked for, in the order asked for; looks at every hit."""
        if self.condition.never:
            return []
        source, params = self.source(probe=False)
        score, extra = self._score()
        keys = "d.sort, d.id" if self.asked.order == "oldest" else "4, d.sort desc, d.id desc"
        sql = f"select d.article, d.issue, d.item, {score} {source} order by {keys} limit ? offset ?"
        found = self.db.execute(sql, [*extra, *params, self.asked.limit, self.asked.offset]).fetchall()
        return [FoundRow(article, issue, float(score), item) for article, issue, item, score in found]

    def _score(self) -> tuple[str, list[Any]]:
        """SQL for how well a document matches (smaller is better), with its parameters."""
        if self.asked.order == "rank" and self.condition.match:
            return f"bm25({self.family}_words, {_WEIGHTS})", []
        if self.asked.order == "rank" and self.condition.chars and (titles := self._titles()):
            chars = f"{self.family}_chars"
            return f"-(+d.id in (select rowid from {chars} where {chars} match ?))", [titles]
        return "0", []

    def many(self) -> list[FoundRow]:
        """The page asked for by date, newest first where ranks were asked for, without a look at every hit.

        Documents are walked by date and the word index asked for each; beginnings of words, which are dear to ask
        for again and again, are gathered once.
        """
        direction = "" if self.asked.order == "oldest" else " desc"
        if self.condition.match and "*" in self.condition.match:
            sql, params = self.compiler.sql(self.condition)
            source = f"from {self.family}_doc d indexed by {self.family}_doc_sort where {sql}"
        else:
            source, params = self.source(probe=True)
        sql = f"""select d.article, d.issue, d.item {source} order by d.sort{direction}, d.article{direction}
            limit ? offset ?"""
        found = self.db.execute(sql, [*params, self.asked.limit, self.asked.offset]).fetchall()
        return [FoundRow(article, issue, 0.0, item) for article, issue, item in found]

    def articles(self) -> Iterator[int]:
        """The articles of all that match, in the order asked for; above RANKED by date."""
        if self.condition.never:
            return
        many = self.count(RANKED + 1) > RANKED
        if self.asked.order == "rank" and not many:
            yield from (row.article for row in self.few())
            return
        down = "" if self.asked.order == "oldest" else " desc"
        if many and not self.condition.sql:
            sql, params = self.compiler.sql(self.condition)
            source = f"from {self.family}_doc d indexed by {self.family}_doc_sort where {sql}"
        else:
            source, params = self.source(probe=False)
        sql = f"select d.article {source} order by d.sort{down}, d.article{down}"
        for (article,) in self.db.execute(sql, params).fetchall():
            yield article

    def _titles(self) -> str:
        """An expression for the documents with a searched single character in the title."""
        seen = [text.seen for text in wanted(self.asked.query.root)]
        tokens = [presence(char, "title") for char in seen if len(char) == 1 and not char.isspace()]
        return " OR ".join(f'"{token}"' for token in tokens)

    # --- checking

    def _checked(self, node: Text | Near, match: Match) -> list[int]:
        """The documents among those that can match at all which truly hold `node`."""
        assert self.upper is not None
        own = self.compiler.compile(node, upper=True)
        whole = own
        if own != self.upper:
            sql, params = self.compiler.sql(self.upper)
            whole = both(own, Condition(sql=[sql], params=params, never=self.upper.never))
        source, params = self._source(whole, probe=False)
        if whole.never:
            return []
        sql = f"select d.id, d.article, d.body {source} order by d.sort desc, d.id desc limit ?"
        found = self.db.execute(sql, [*params, CHECKED + 1]).fetchall()
        if len(found) > CHECKED:
            self.exact = False
        kept: list[int] = []
        for start in range(0, min(len(found), CHECKED), _CHUNK):
            if self.asked.stopped():
                raise Stopped
            kept += self._check(node, found[start : min(start + _CHUNK, CHECKED)])
        return kept

    def _check(self, node: Text | Near, found: Sequence[tuple[int, int, str | None]]) -> list[int]:
        if self.family != "article":
            return [id for id, _article, body in found if holds(node, _fields(self.family, body), self.asked.folds)]
        if self.asked.texts is None:
            self.exact = False
            return [id for id, _article, _body in found]
        texts = self.asked.texts([article for _id, article, _body in found])
        node = _narrowed(node, self.asked.query.level)
        return [id for id, article, _b in found if holds(node, texts.get(article, ()), self.asked.folds)]


def _fields(family: str, body: str | None) -> Fields:
    """The texts of a passage or a block of furniture, which the index keeps itself."""
    if family == "furniture":
        return (("furniture", None, body or ""),)
    quote, _mark, comment = (body or "").partition("\x1f")
    return (("text", None, quote), ("comment", None, comment))


def _narrowed(node: Node, level: str) -> Text | Near:
    """A text of `in:notes` without a field is one of the note."""
    if isinstance(node, Near):
        parts = tuple(part for part in (_narrowed(p, level) for p in node.parts) if isinstance(part, Text))
        return replace(node, parts=parts)
    assert isinstance(node, Text)
    return replace(node, fields=("note",)) if level == "notes" and not node.fields else node

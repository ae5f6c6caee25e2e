"""Answers of the search index: hits in order, counts, ids for lists; candidates checked against the texts."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from heapq import nsmallest
from typing import Any

from reader.domain.query import And, Filter, Near, Query, Text, wanted
from reader.store import sources
from reader.store.asked import Asked, Found, FoundRow
from reader.store.checking import Checker
from reader.store.conditions import Compiler, Condition, both
from reader.store.phrases import Match
from reader.store.sources import Sql, Stretch
from reader.store.tokens import presence

RANKED = 20_000
"""Up to so many hits are ranked; more stand by date, newest first."""
GATHERED = 500
"""Where words alone have more than RANKED hits, so many of those that filters leave are gathered; more stand by date, and
a lazy search counts no further."""
KNOWN = 5_000
"""Where filters leave no more, words are looked for among these."""
_EQUALS = 100
"""Hits that may be as good as the last one of a page, looked at to put the newest first."""
_WEIGHTS = "1.0, 25.0, 8.0, 8.0, 4.0, 3.0, 2.0, 3.0, 3.0, 3.0, 4.0, 0.5"
"""Weights of bm25 by column, in the order of `tokens.COLUMNS`: a title outweighs a text."""


def search(db: sqlite3.Connection, asked: Asked) -> Found:
    """The hits `asked` for, in order, with their count and those in furniture."""
    plan = _Plan(db, asked, _family(asked.query))
    total, is_few = plan.at_least
    rows = plan.few() if is_few else plan.many()
    if not is_few and not asked.lazy:
        total = plan.count()
    furniture, page = _furniture(db, asked)
    ranked = is_few and asked.order == "rank" and plan.can_rank
    counted = (is_few or not asked.lazy) and plan.exact
    return Found(total, rows, furniture, page, plan.exact, ranked, counted)


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
    found, _all = plan.at_least
    return found, plan.few()[: asked.limit] if found else []


def matching(db: sqlite3.Connection, asked: Asked) -> tuple[str, str, list[Any]]:
    """The family of all that matches, and `from … where …` with its parameters; `d` is the document."""
    family = _family(asked.query)
    return family, *_Plan(db, asked, family).source()


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

    # --- SQL

    def source(self) -> Sql:
        """`from … where …` of all that matches, with its parameters; `d` is the document."""
        return sources.source(self.family, self.condition)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """Where the keys of what matches can lie."""
        return sources.stretches(self.db, self.family, self.asked.query.root)

    @cached_property
    def at_least(self) -> tuple[int, bool]:
        """How many documents match, counted no further than is quick, and whether these are all: few, then."""
        if self._is_wide:
            return len(self._gathered), len(self._gathered) <= GATHERED
        total = len(self._mixed) if self._is_mixed else self.count(RANKED + 1)
        return total, total <= RANKED

    def count(self, most: int = -1) -> int:
        """How many documents match, counting at most `most`."""
        if self.condition.never:
            return 0
        total = 0
        for within in self.stretches:
            source, params = self._counted(within)
            if most < 0:
                total += int(self.db.execute(f"select count(*) {source}", params).fetchone()[0])
            elif total < most:
                sql = f"select count(*) from (select 1 {source} limit ?)"
                total += int(self.db.execute(sql, [*params, most - total]).fetchone()[0])
        return total

    def _counted(self, within: Stretch) -> Sql:
        """The source of keys `d.id`, without a look at the documents where nothing is asked of them."""
        condition, family = self.condition, self.family
        found = sources.select_ids(family, condition, within)
        if within.is_all and (keys := sources.listed(condition)):
            return f"from ({keys}) d", condition.params
        if condition.sql or found is None:
            if found is not None:
                return sources.source(family, condition, within)
            where = " and ".join(condition.sql or ["1"])
            return f"from {family}_doc d where {where} and d.id between ? and ?", [*condition.params, *within[:2]]
        dead = self.db.execute(f"select 1 from {family}_dead limit 1").fetchone()
        alive = f" where d.id not in (select id from {family}_dead)" if dead else ""
        single = sources.is_single(condition)
        return f"from ({found[0]}{'' if single else ' order by 1 limit -1'}) d{alive}", found[1]

    @cached_property
    def can_rank(self) -> bool:
        """Whether the words have so few hits that they can be ranked."""
        if self.asked.order != "rank" or not self.condition.match:
            return True
        if self._is_wide:
            return False
        sql = f"select count(*) from (select 1 from {self.family}_words where {self.family}_words match ? limit ?)"
        return int(self.db.execute(sql, (self.condition.match, RANKED + 1)).fetchone()[0]) <= RANKED

    @cached_property
    def _is_wide(self) -> bool:
        """Whether expressions with very many hits stand beside filters: what matches is gathered once."""
        condition = self.condition
        if not condition.sql or condition.never:
            return False
        for within in self.stretches:
            found = sources.select_ids(self.family, replace(condition, sql=[]), within)
            if found is None:
                return False
            order = "" if sources.is_single(condition) else " order by 1 limit -1"
            sql = f"select 1 from ({found[0]}{order}) limit 1 offset ?"
            if self.db.execute(sql, [*found[1], RANKED]).fetchone():
                return True
        return False

    @cached_property
    def _known(self) -> list[int] | None:
        """The documents that fulfil the filters, where they are few."""
        source = f"from {self.family}_doc d where {' and '.join(self.condition.sql)}"
        if self.db.execute(f"select 1 {source} limit 1 offset ?", [*self.condition.params, KNOWN]).fetchone():
            return None
        return [id for (id,) in self.db.execute(f"select d.id {source}", self.condition.params).fetchall()]

    @cached_property
    def _gathered(self) -> list[Any]:
        """(article, issue, item, score, sort, id) of all that matches, up to GATHERED + 1; by date where filters leave many."""
        if self._known is None:
            found = self._newest(self.condition, self._down, GATHERED + 1)[: GATHERED + 1]
            rows = [(article, issue, item, 0, sort, id) for sort, article, id, issue, item in found]
        else:
            source, params = sources.source(self.family, self.condition, known=self._known)
            sql = f"select d.article, d.issue, d.item, 0, d.sort, d.id {source} limit ?"
            rows = self.db.execute(sql, [*params, GATHERED + 1]).fetchall()
        heads = self._heads([row[5] for row in rows]) if len(rows) <= GATHERED else set()
        return [(*row[:3], -1 if row[5] in heads else 0, *row[4:]) for row in rows]

    def _heads(self, ids: list[int]) -> set[int]:
        """Those of some documents that have a searched single character in the title, where they are listed first."""
        titles = self._titles() if self.asked.order == "rank" and not self.condition.match else ""
        if not titles:
            return set()
        sql = f"""select rowid from {self.family}_chars where {self.family}_chars match ?
                  intersect select value from json_each(?)"""
        return {id for (id,) in self.db.execute(sql, (titles, json.dumps(ids))).fetchall()}

    def few(self) -> list[FoundRow]:
        """The page asked for, in the order asked for; looks at every hit."""
        if self.condition.never:
            return []
        by_titles = self._ranks and self.condition.chars and not self.condition.match and not self._is_wide
        if by_titles and (titles := self._titles()):
            return self._headlines_first(titles)
        if sources.is_listed(self.condition):
            return self._by_days()
        rows = self._best_mixed() if self._is_mixed else self._gathered if self._is_wide else self._best_words()
        in_order = rows is None and len(self.stretches) == 1
        if rows is None:
            rows = [row for within in self.stretches for row in self._few(within)]
        if not in_order:
            oldest = self.asked.order == "oldest"
            rows.sort(key=lambda row: (row[4:] if oldest else (-row[3], *row[4:])), reverse=not oldest)
            rows = self._page(rows)
        return [FoundRow(article, issue, float(score), item) for article, issue, item, score, *_order in rows]

    def _by_days(self) -> list[FoundRow]:
        """The page asked for, by date; only so many documents are looked at."""
        rows = self._newest(self.condition, self._down, self._asked_for)
        return [FoundRow(article, issue, 0.0, item) for _sort, article, _id, issue, item in self._page(rows)]

    def _headlines_first(self, titles: str) -> list[FoundRow]:
        """The page asked for of a single character: those with it in the headline, then the others, newest first."""
        heads = replace(self.condition, chars=f"({self.condition.chars}) AND ({titles})")
        most = self.asked.limit + self.asked.offset if self.asked.limit >= 0 else -1
        first = self._newest(heads, " desc", most)
        scored = [(row, -1.0) for row in first]
        if most < 0 or most > len(first):
            known = {row[2] for row in first}
            rest = self._newest(self.condition, " desc", most + len(first) if most >= 0 else -1)
            scored += [(row, 0.0) for row in rest if row[2] not in known]
        return [FoundRow(row[1], row[3], score, row[4]) for row, score in self._page(scored)]

    def _page(self, rows: list[Any]) -> list[Any]:
        first, limit = self.asked.offset, self.asked.limit
        return rows[first:] if limit < 0 else rows[first : first + limit]

    @property
    def _is_mixed(self) -> bool:
        """Whether ranks must be put beside documents that two tables have found together."""
        condition = self.condition
        return bool(condition.match and not sources.is_single(condition) and self._ranks)

    @cached_property
    def _mixed(self) -> list[int]:
        """The keys of what two tables have found together, at most RANKED + 1."""
        ids: list[int] = []
        for within in [] if self.condition.never else self.stretches:
            source, params = self._counted(within)
            found = self.db.execute(f"select d.id {source} limit ?", [*params, RANKED + 1 - len(ids)]).fetchall()
            ids += [id for (id,) in found]
        return ids

    def _best_mixed(self) -> list[Any]:
        """(article, issue, item, score, sort, id) of the best of them, as many as the page asked for needs and their equals."""
        words = f"{self.family}_words"
        sql = f"select rowid, bm25({words}, {_WEIGHTS}) from {words} where {words} match ?"
        scores = dict(self.db.execute(sql, (self.condition.match,)).fetchall())
        best, most = self._mixed, self._asked_for
        if 0 < most < len(best):
            least = nsmallest(most, (scores.get(id, 0.0) for id in best))[-1]
            best = [id for id in best if scores.get(id, 0.0) <= least]
        return self._scored({id: scores.get(id, 0.0) for id in best})

    def _best_words(self) -> list[Any] | None:
        """The same of the hits of words alone: no document is looked at that is not shown. None where that is no help."""
        condition, most = self.condition, self._asked_for
        if condition.sql or not condition.match or not sources.is_single(condition) or not self._ranks or most <= 0:
            return None
        words, dead = f"{self.family}_words", f"{self.family}_dead"
        sql = f"""select rowid, bm25({words}, {_WEIGHTS}) from {words} where {words} match ?
                  and rowid not in (select id from {dead}) order by 2 limit ?"""
        found = self.db.execute(sql, (condition.match, most + _EQUALS)).fetchall()
        least = found[:most][-1][1] if found else 0.0
        if len(found) == most + _EQUALS and found[-1][1] <= least:
            return None
        return self._scored({id: score for id, score in found if score <= least})

    @property
    def _asked_for(self) -> int:
        """So many hits end the page asked for; negative: all."""
        return self.asked.limit + self.asked.offset if self.asked.limit >= 0 else -1

    def _scored(self, scores: dict[int, float]) -> list[Any]:
        """(article, issue, item, score, sort, id) of documents with their scores."""
        sql = f"""select d.article, d.issue, d.item, 0, d.sort, d.id from json_each(?) cross join {self.family}_doc d
                  on d.id = json_each.value"""
        rows = self.db.execute(sql, (json.dumps(list(scores)),)).fetchall()
        return [(*row[:3], scores[row[5]], *row[4:]) for row in rows]

    @property
    def _ranks(self) -> bool:
        return self.asked.order == "rank" and self.can_rank

    def _few(self, within: Stretch) -> list[Any]:
        """(article, issue, item, score, sort, id) of the hits in a stretch, those asked for at least."""
        source, params = sources.source(self.family, self.condition, within)
        select = "select d.article, d.issue, d.item, {}, d.sort, d.id " + source
        score, extra = self._score()
        keys = "d.sort, d.id" if self.asked.order == "oldest" else "4, d.sort desc, d.id desc"
        single = len(self.stretches) == 1
        limit, offset = self.asked.limit, self.asked.offset if single else 0
        limit += self.asked.offset if not single and limit >= 0 else 0
        sql = select.format(score) + f" order by {keys} limit ? offset ?"
        return self.db.execute(sql, [*extra, *params, limit, offset]).fetchall()

    def _score(self) -> Sql:
        """SQL for how well a document matches (smaller is better), with its parameters."""
        if self._ranks and self.condition.match:
            return f"bm25({self.family}_words, {_WEIGHTS})", []
        return "0", []

    def many(self) -> list[FoundRow]:
        """The page asked for by date, newest first where ranks were asked for, without a look at every hit."""
        if self.condition.never:
            return []
        most = self._asked_for
        if self._is_wide and self._known is None and 0 <= most <= len(self._gathered):
            return [FoundRow(row[0], row[1], 0.0, row[2]) for row in self._page(self._gathered)]
        return self._by_days()

    @property
    def _down(self) -> str:
        return "" if self.asked.order == "oldest" else " desc"

    def _newest(self, condition: Condition, down: str, most: int) -> list[Any]:
        """(sort, article, id, issue, item) of at least the `most` first by date (all where negative), in order."""
        rows: list[Any] = []
        for sql, params in self._by_date(condition, down):
            rows += self.db.execute(sql, [*params, most]).fetchall()
        rows.sort(reverse=bool(down))
        return rows

    def _by_date(self, condition: Condition, down: str) -> Iterator[Sql]:
        """Statements whose hits, put together by date, are the hits by date; each has a limit still open."""
        family = self.family
        select = "select d.sort, d.article, d.id, d.issue, d.item"
        limited = f"order by d.sort{down}, d.article{down} limit ?"
        if sources.is_listed(condition):
            for within in self._parted():
                source, params = sources.by_key(family, condition, within)
                yield f"{select} {source} {f'order by d.id{down} limit ?' if within.is_run else limited}", params
            return
        if sources.select_ids(family, condition) is None:
            source, params = sources.by_date(family, condition)
            yield f"{select} {source} {limited}", params
            return
        for within in self._parted():
            source, params = sources.source(family, condition, within, bool(down))
            keys = f"{sources.in_order(family, condition, down)} limit ?"
            yield f"{select} {source} {keys if within.is_run else limited}", params

    def _parted(self) -> Iterator[Stretch]:
        """The stretches of keys, the run and the loose ones apart."""
        run = sources.run_of(self.db, self.family)
        for within in self.stretches:
            if within.low <= run:
                yield Stretch(within.low, min(within.high, run), True)
            loose = Stretch(max(within.low, run + 1), within.high)
            sql = f"select 1 from {self.family}_doc where id between ? and ? limit 1"
            if loose.low <= loose.high and self.db.execute(sql, loose[:2]).fetchone():
                yield loose

    def articles(self) -> Iterator[int]:
        """The articles of all that match, in the order asked for; above RANKED by date."""
        if self.condition.never:
            return
        if self.at_least[1]:
            yield from (row.article for row in self.few())
            return
        down = self._down
        parts = list(self._parted())
        if len(parts) == 1 and parts[0].is_run and sources.select_ids(self.family, self.condition):
            source, params = sources.source(self.family, self.condition, parts[0], bool(down))
            sql = f"select d.article {source} {sources.in_order(self.family, self.condition, down)}"
        else:
            every, params = self.compiler.sql(self.condition)
            source = f"from {self.family}_doc d indexed by {self.family}_doc_sort where {every}"
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
        if whole.never:
            return []
        checker = Checker(self.db, self.asked, self.family)
        kept = checker.kept(node, sources.source(self.family, whole))
        self.exact = self.exact and checker.exact
        return kept

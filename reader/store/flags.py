"""The doubts the importer raised, as stored: codes and parameters, worded on the floor above."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from reader.domain.doubts import SETTLED, kind_of
from reader.store.act import Act
from reader.store.library import Library
from reader.store.remembering import remembered
from reader.store.stored_json import read_json
from reader.store.texts import Reads, chunks, where_in


@dataclass(frozen=True)
class StoredFlag:
    """A flag as stored. `answers` are `{"code", "params", "acts"}` in rank order; `answer` is the number given."""

    id: int
    uuid: str
    code: str
    article: int | None
    issue: int
    block: int | None
    params: dict[str, Any]
    state: str
    answers: tuple[dict[str, Any], ...]
    answer: int | None = None


class Waiting(NamedTuple):
    """A doubt in the queue: the article it is shown at (None: its issue has none), and its issue."""

    flag: int
    code: str
    article: int | None
    issue: int


class Home(NamedTuple):
    """Where a doubt about page text that stands in no article is shown: an article and its place in the library."""

    article: int
    sort_key: str


_NAMED = re.compile('"article": ?"([0-9a-f-]{36})"')
_JOINS = "flag f left join article a on a.id = f.article_id join issue i on i.id = f.issue_id"
_THERE = "i.trashed is null and coalesce(a.shown, 1)"


def flags(
    library: Library,
    *,
    issue: int | None = None,
    article: int | None = None,
    newspaper: int | None = None,
    code: str = "",
    id: int | None = None,
    state: str = "",
) -> list[StoredFlag]:
    """Flags of an issue, an article, a newspaper or the whole library, by place; `state` narrows to open ones and so on.

    Those of an article are the ones about its blocks, and those about page text that is likeliest its own.
    """
    given = {
        "f.issue_id": issue, "i.newspaper_id": newspaper, "f.id": id, "f.state": state or None, "f.code": code or None,
    }  # fmt: skip
    used: dict[str, Any] = {column: value for column, value in given.items() if value is not None}
    where = " and ".join(f"{column} = ?" for column in used) or "1"
    values = list(used.values())
    if article is not None:
        where += """ and (f.article_id = ? or f.article_id is null
          and f.issue_id = (select issue_id from article where id = ?))"""
        values += [article, article]
    sql = f"""select f.id, f.uuid, f.code, f.article_id, f.issue_id, f.block_id, f.params, f.state, f.answers, f.answer
              from {_JOINS} where {where} and {_THERE} order by a.sort_key, f.id"""
    found = [_stored(row) for row in library.rows(sql, values)]
    return found if article is None else _at_home(library, found, article)


def some(library: Library, ids: Iterable[int]) -> list[StoredFlag]:
    """The flags with these ids, in the order of the ids; those that are gone are left out."""
    wanted = list(ids)
    known: dict[int, StoredFlag] = {}
    for part in chunks(wanted):
        sql = f"""select id, uuid, code, article_id, issue_id, block_id, params, state, answers, answer
                  from flag where {where_in("id", part)}"""
        known.update((row[0], _stored(row)) for row in library.rows(sql))
    return [known[id] for id in wanted if id in known]


def _stored(row: tuple[Any, ...]) -> StoredFlag:
    flag, unique, code, owner, of, block, params, told, answers, answer = row
    return StoredFlag(
        flag, unique, code, owner, of, block, read_json(params), told, tuple(read_json(answers)), answer
    )


def _at_home(library: Library, found: list[StoredFlag], article: int) -> list[StoredFlag]:
    """Those of the article, and those without one that are shown at it."""
    loose = homes(library, [(f.id, f.issue, json.dumps(f.answers)) for f in found if f.article is None])
    return [f for f in found if f.article == article or (f.id in loose and loose[f.id].article == article)]


# ---- the queue


def queue(
    library: Library,
    *,
    issue: int | None = None,
    article: int | None = None,
    newspaper: int | None = None,
    kind: str = "",
) -> list[Waiting]:
    """Open doubts (`kind` settled: those answered or dismissed) in reading order, with the article each is shown at.

    A fixed number of queries, however long the queue is.
    """
    key = ("queue", issue, newspaper, kind)
    found: list[Waiting] = remembered(library, key, lambda: _queue(library, issue, newspaper, kind))
    return [waiting for waiting in found if waiting.article == article] if article is not None else list(found)


def _queue(library: Library, issue: int | None, newspaper: int | None, kind: str) -> list[Waiting]:
    given = {"f.issue_id": issue, "i.newspaper_id": newspaper}
    used = {column: value for column, value in given.items() if value is not None}
    where = "".join(f" and {column} = ?" for column in used)
    state = "<> 'open'" if kind == SETTLED else "= 'open'"
    sql = f"""select f.id, f.code, f.issue_id, f.article_id, coalesce(a.sort_key, ''), coalesce(b.position, ''),
                case when f.article_id is null then f.answers end
              from {_JOINS} left join block b on b.id = f.block_id
              where f.state {state} and {_THERE}{where}"""
    rows = [row for row in library.rows(sql, list(used.values())) if kind in {"", SETTLED, kind_of(row[1])}]
    loose = homes(library, [(row[0], row[2], row[6]) for row in rows if row[3] is None])
    placed = []
    for flag, code, of, owner, key, position, _answers in rows:
        home = loose.get(flag)
        at, key = (home.article, home.sort_key) if home else (owner, key)
        placed.append((key or "~", position if owner else "", flag, code, at, of))
    placed.sort(key=itemgetter(0, 1, 2))
    return [Waiting(flag, code, at, of) for _key, _position, flag, code, at, of in placed]


def homes(library: Reads, loose: Sequence[tuple[int, int, str]]) -> dict[int, Home]:
    """Where doubts `(flag, issue, answers as stored)` about text in no article are shown: at the article their first
    answer names, else at the first one of their issue; those of an issue without articles are left out."""
    if not loose:
        return {}
    named = {flag: _first_named(answers) for flag, _issue, answers in loose}
    known: dict[str, Home] = {}
    for part in chunks_of({u for u in named.values() if u}):
        marks = ",".join("?" * len(part))
        sql = f"select uuid, id, sort_key from article where uuid in ({marks}) and shown"
        known.update((unique, Home(id, key)) for unique, id, key in library.rows(sql, part))
    first: dict[int, Home] = {}
    for some_issues in chunks({issue for flag, issue, _answers in loose if named[flag] not in known}):
        sql = f"""select issue_id, id, min(sort_key) from article
                  where {where_in("issue_id", some_issues)} and +shown group by issue_id"""
        first.update((issue, Home(id, key)) for issue, id, key in library.rows(sql))
    found = ((flag, known.get(named[flag]) or first.get(issue)) for flag, issue, _answers in loose)
    return {flag: home for flag, home in found if home is not None}


def chunks_of(values: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    """Texts in lists of at most `size`."""
    every = sorted(values)
    for at in range(0, len(every), size):
        yield every[at : at + size]


def _first_named(answers: str) -> str:
    """The UUID of the first article that stored answers speak of; empty where none does."""
    found = _NAMED.search(answers)
    return found[1] if found else ""


def articles_to_review(library: Library, issue: int | None = None, kind: str = "") -> list[int]:
    """The articles with doubts of a kind (empty: any), each once, in reading order."""
    return list(dict.fromkeys(w.article for w in queue(library, issue=issue, kind=kind) if w.article is not None))


def counts(library: Library) -> tuple[Counter[str], int]:
    """How many doubts of each kind are open, and how many are settled."""
    sql = f"select f.code, f.state = 'open', count(*) from {_JOINS} where {_THERE} group by 1, 2"
    found: Counter[str] = Counter()
    settled = 0
    for code, is_open, count in library.rows(sql):
        if is_open:
            found[kind_of(code)] += count
        else:
            settled += count
    return found, settled


def loose_codes(library: Library, articles: Sequence[int]) -> dict[int, list[str]]:
    """The codes of the open doubts about page text in no article, by the article each is shown at."""
    sql = f"""select id, issue_id, answers, code from flag where article_id is null and +state = 'open'
              and issue_id in (select issue_id from article where {where_in("id", articles)})"""
    loose = library.rows(sql)
    codes = {row[0]: str(row[3]) for row in loose}
    found: dict[int, list[str]] = {}
    for flag, home in sorted(homes(library, [row[:3] for row in loose]).items()):
        found.setdefault(home.article, []).append(codes[flag])
    return found


def words_of(reads: Reads, flag: StoredFlag) -> tuple[int | None, str]:
    """The newspaper of a flag's issue (None: unknown), and the words of the block it is about."""
    rows = reads.rows(
        """select i.newspaper_id, coalesce((select text from block where id = ?), '') from issue i where i.id = ?""",
        (flag.block, flag.issue),
    )
    return (rows[0][0], str(rows[0][1])) if rows else (None, "")


def paper_of(reads: Reads, issue: int) -> str:
    """The name of an issue's newspaper; empty where it is unknown."""
    rows = reads.rows("select n.name from issue i join newspaper n on n.id = i.newspaper_id where i.id = ?", (issue,))
    return str(rows[0][0]) if rows else ""


@contextmanager
def attempt(act: Act) -> Iterator[None]:
    """A part of an act that is taken back whole when it raises, while the act goes on."""
    act.execute("savepoint attempt")
    try:
        yield
    except BaseException:
        act.execute("rollback to attempt")
        act.execute("release attempt")
        raise
    act.execute("release attempt")


def alike(
    library: Library, code: str, answer: str, *, issue: int | None = None, article: int | None = None,
    newspaper: int | None = None,
) -> list[tuple[Waiting, int, dict[str, Any]]]:  # fmt: skip
    """Open doubts of a code that have an answer called `answer`, in reading order: each with the number of that
    answer and the parameters of its words. Two queries, however many there are."""
    place = {w.flag: w for w in queue(library, issue=issue, article=article, newspaper=newspaper)}
    sql = """select f.id, (select min(a.key) + 1 from json_each(f.answers) a where a.value ->> '$.code' = ?), f.params
             from flag f where f.code = ? and f.state = 'open'"""
    told = {id: (n, params) for id, n, params in library.rows(sql, (answer, code)) if n and id in place}
    return [(place[id], told[id][0], read_json(told[id][1])) for id in place if id in told]


def answer_codes(library: Library, code: str) -> list[str]:
    """The codes of the answers that open doubts of a code offer, the likeliest first."""
    sql = """select a.value ->> '$.code' as given, avg(a.key) from flag f, json_each(f.answers) a
             where f.code = ? and f.state = 'open' group by given order by 2, 1"""
    return [str(row[0]) for row in library.rows(sql, (code,))]


def titles(library: Library, articles: Iterable[int]) -> dict[int, str]:
    """Titles of articles as lists show them; empty for those without."""
    found: dict[int, str] = {}
    for part in chunks(articles):
        found.update(library.rows(f"select id, coalesce(title, '') from article where {where_in('id', part)}"))
    return found

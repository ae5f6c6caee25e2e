"""The past of an article, told from the change log: its rows as they were after any act, and the acts that touched it.

The rows of its issue as they are now are taken back, change by change, newest first, into a little library in memory;
that is read by the same code as the library itself, so that a past article is the article as it was shown then.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reader.domain.errors import ReaderError
from reader.domain.text import CORRECTED
from reader.domain.views import ArticleView
from reader.domain.words import N_
from reader.store import articles
from reader.store.act import Act
from reader.store.connection import Handle
from reader.store.derived import refresh_articles, refresh_blocks
from reader.store.library import Library
from reader.store.stored_json import read_json
from reader.store.texts import Reads, chunks, where_in

Row = dict[str, Any]
Change = tuple[int, str, str | None, str | None]
"""A change of one row: (its id, field, old, new) as the change log has it."""


def rewind(rows: Mapping[int, Row], changes: Iterable[Change]) -> dict[int, Row]:
    """Rows of a table as they were before `changes`, which come newest first. Pure; rows not yet made are left out."""
    found = {id: dict(row) for id, row in rows.items()}
    for id, field, old, new in changes:
        if field != "*":
            if id in found:
                found[id][field] = read_json(old) if old is not None else None
        elif new is not None:
            found.pop(id, None)
        elif old is not None:
            found[id] = {"id": id, **read_json(old)}
    return found


class _Then:
    """Reads rows as they were after act number `after`."""

    def __init__(self, reads: Reads, after: int) -> None:
        self.reads, self.after = reads, after

    def rows(self, table: str, ids: Iterable[int]) -> dict[int, Row]:
        """Rows by key; those that were not there then are left out."""
        names = [str(r[0]) for r in self.reads.rows("select name from pragma_table_info(?)", (table,))]
        shown = ", ".join(f'"{n}"' for n in names)
        found: dict[int, Row] = {}
        for some in chunks(sorted(set(ids))):
            now = {r[0]: dict(zip(names, r, strict=True)) for r in self.reads.rows(
                f"select {shown} from {table} where {where_in('id', some)}")}  # fmt: skip
            sql = f"""select entity_id, field, old, new from change where entity = ? and {where_in("entity_id", some)}
                      and act_id > ? order by id desc"""
            found |= rewind(now, self.reads.rows(sql, (table, self.after)))
        return found

    def where(self, table: str, column: str, values: Iterable[int]) -> dict[int, Row]:
        """Rows of which a column was one of `values` then."""
        wanted = set(values)
        ids = {
            row[0]
            for some in chunks(sorted(wanted))
            for row in self.reads.rows(f"select id from {table} where {where_in(column, some)}")
        }
        sql = """select entity_id, json_extract(old, case field when '*' then '$.' || :column else '$' end) from change
                 where entity = :table and act_id > :after and old is not null and field in ('*', :column)"""
        bound: Any = {"table": table, "column": column, "after": self.after}
        ids |= {row[0] for row in self.reads.rows(sql, bound) if row[1] in wanted}
        return {id: row for id, row in self.rows(table, ids).items() if row[column] in wanted}


class PastLibrary(Library):
    """A library in memory that holds one issue as it was; read like any other, closed by the caller."""

    def __init__(self, now: Library) -> None:
        self.path, self.uuid, self.read_only = now.path, now.uuid, True
        self._past = Handle(sqlite3.connect(":memory:", isolation_level=None))
        sql = "select sql from sqlite_master where type in ('table', 'index') and sql is not null and name not like 'sqlite_%'"
        for row in now.rows(sql):
            self._past.conn.execute(row[0])

    def db(self) -> Handle:
        """The connection to what was."""
        return self._past

    def close(self) -> None:
        """Forget it."""
        self._past.conn.close()

    def take(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows in."""
        for row in rows:
            kept = {k: v for k, v in row.items() if v is not None}
            names = ", ".join(f'"{name}"' for name in kept)
            marks = ", ".join("?" * len(kept))
            self._past.conn.execute(f"insert or ignore into {table} ({names}) values ({marks})", tuple(kept.values()))


def article_as_of(library: Library, id: int, after: int, layer: str = CORRECTED) -> ArticleView | None:
    """An article as it was after act number `after`; None where it was not there then. Flags are left empty."""
    then = _Then(library, after)
    if not then.rows("article", [id]) or after < _imported_by(library, id):
        return None
    past = PastLibrary(library)
    try:
        _fill(past, library, then, id)
        return articles.article(past, id, layer)
    finally:
        past.close()


def _fill(past: PastLibrary, library: Library, then: _Then, id: int) -> None:
    past.db().conn.execute("begin")
    home = {then.rows("article", [id])[id]["issue_id"]}
    own_pages = {b["page_id"] for b in then.where("block", "article_id", [id]).values()}
    home |= {page["issue_id"] for page in then.rows("page", own_pages).values()}
    pages = _take(past, "page", then.where("page", "issue_id", home))
    issues = _take(past, "issue", {**then.rows("issue", home), **then.where("issue", "version_of", home)})
    _take(past, "newspaper", then.rows("newspaper", {r["newspaper_id"] for r in issues.values() if r["newspaper_id"]}))
    for table in ("issue_field", "flag"):
        _take(past, table, then.where(table, "issue_id", home))
    _take(past, "scan", then.where("scan", "page_id", pages))
    texts = _take(past, "source_text", _unlogged(library, "source_text", "page_id", pages))
    _take(past, "source", _unlogged(library, "source", "id", {t["source_id"] for t in texts.values()}))
    blocks = _take(past, "block", then.where("block", "page_id", pages))
    _take(past, "piece", then.where("piece", "source_text_id", texts))
    _take(past, "correction", then.where("correction", "source_text_id", texts))
    found = _take(past, "article", then.where("article", "issue_id", home))
    for table in ("article_field", "article_tag", "note"):
        _take(past, table, then.where(table, "article_id", found))
    _take_marks(past, then, texts)
    act = Act(past.db(), None, "", "", "", "")
    refresh_blocks(act, blocks)
    refresh_articles(act, found)
    past.db().conn.execute("commit")


def _take_marks(past: PastLibrary, then: _Then, texts: Iterable[int]) -> None:
    spans = then.where("highlight_span", "source_text_id", texts)
    marks = _take(past, "highlight", then.rows("highlight", {s["highlight_id"] for s in spans.values()}))
    _take(past, "highlight_span", {**spans, **then.where("highlight_span", "highlight_id", marks)})
    _take(past, "highlight_tag", then.where("highlight_tag", "highlight_id", marks))
    tags = past.ids("select tag_id from article_tag union select tag_id from highlight_tag")
    _take(past, "tag", then.rows("tag", tags))
    _take_making(past, then.reads, marks)


def _take_making(past: PastLibrary, reads: Reads, marks: Iterable[int]) -> None:
    """The acts that made the marks, so that they say on which device."""
    made: set[int] = set()
    for some in chunks(sorted(marks)):
        sql = f"""select min(id) from change where entity = 'highlight' and field = '*' and {where_in("entity_id", some)}
                  group by entity_id"""
        made |= {row[0] for row in reads.rows(sql)}
    changes = _take(past, "change", _unlogged(reads, "change", "id", made))
    _take(past, "act", _unlogged(reads, "act", "id", {row["act_id"] for row in changes.values()}))


def _take(past: PastLibrary, table: str, rows: dict[int, Row]) -> dict[int, Row]:
    past.take(table, (rows[id] for id in sorted(rows)))
    return rows


def _unlogged(reads: Reads, table: str, column: str, values: Iterable[int]) -> dict[int, Row]:
    """Rows of a table that nobody changes: they are as they came."""
    return _Then(reads, 1 << 62).where(table, column, values)


def _imported_by(library: Library, article: int) -> int:
    """The act whose import brought the article; 0 where it was made by a person (or the act is not known)."""
    sql = """select max(act.id) from act, json_each(act.params, '$.issue_ids') i join article a on a.issue_id = i.value
             where act.kind = 'import' and a.id = ? and not exists (
               select 1 from change where entity = 'article' and entity_id = a.id and field = '*' and old is null)"""
    return int(library.value(sql, (article,)) or 0)


# ---- which acts touched an article


def steps(library: Library, article: int) -> list[int]:
    """The acts that touched an article, its words, marks, tags or note, oldest first; an import that brought it first."""
    keys: dict[str, set[int]] = {"article": {article}}
    for table in ("article_field", "article_tag", "note", "flag"):
        keys[table] = set(_ever(library, table, "article_id", {article}))
    keys["block"] = set(_ever(library, "block", "article_id", {article}))
    pieces = _ever(library, "piece", "block_id", keys["block"])
    keys["piece"] = set(pieces)
    stretches = [row for rows in pieces.values() for row in rows]
    texts = {row["source_text_id"] for row in stretches}
    corrections = _ever(library, "correction", "source_text_id", texts)
    keys["correction"] = {id for id, rows in corrections.items() if _meet(rows, stretches)}
    spans = _ever(library, "highlight_span", "source_text_id", texts)
    meeting = {id: rows for id, rows in spans.items() if _meet(rows, stretches)}
    keys["highlight_span"] = set(meeting)
    keys["highlight"] = {row["highlight_id"] for rows in meeting.values() for row in rows}
    keys["highlight_tag"] = set(_ever(library, "highlight_tag", "highlight_id", keys["highlight"]))
    acts: set[int] = set()
    for table, ids in keys.items():
        for some in chunks(ids):
            sql = f"""select distinct act_id from change cross join act on act.id = act_id
                      where entity = ? and {where_in("entity_id", some)} and act.kind <> 'auto'"""
            acts.update(row[0] for row in library.rows(sql, (table,)))
    brought = _imported_by(library, article)
    return sorted(acts | ({brought} if brought else set()))


def _ever(library: Library, table: str, column: str, values: set[int]) -> dict[int, list[Row]]:
    """Rows of which a column is or ever was one of `values`, each in all the states it is known in whole."""
    if not values:
        return {}
    names = [str(r[0]) for r in library.rows("select name from pragma_table_info(?)", (table,))]
    shown = ", ".join(f'"{n}"' for n in names)
    found: dict[int, list[Row]] = {}
    for some in chunks(values):
        for row in library.rows(f"select {shown} from {table} where {where_in(column, some)}"):
            found.setdefault(row[0], []).append(dict(zip(names, row, strict=True)))
    sql = """select entity_id, coalesce(old, new), json_extract(coalesce(old, new), '$.' || ?) from change
             where entity = ? and field = '*'"""
    for id, whole, value in library.rows(sql, (column, table)):
        if value in values:
            found.setdefault(id, []).append({"id": id, **read_json(whole)})
    moved = """select entity_id, json_extract(old, '$'), json_extract(new, '$') from change
               where entity = ? and field = ?"""
    once = {id for id, old, new in library.rows(moved, (table, column)) if old in values or new in values} - set(found)
    for some in chunks(once):
        for row in library.rows(f"select {shown} from {table} where {where_in('id', some)}"):
            found.setdefault(row[0], []).append(dict(zip(names, row, strict=True)))
    return found


def _meet(rows: Sequence[Row], stretches: Sequence[Row]) -> bool:
    return any(
        r["source_text_id"] == s["source_text_id"] and r["start"] <= s["end"] and r["end"] >= s["start"]
        and (r["start"] < s["end"] or r["start"] == r["end"]) and (r["end"] > s["start"] or r["start"] == r["end"])
        for r in rows for s in stretches
    )  # fmt: skip


def act_at(library: Library, moment: str) -> int:
    """The last act done up to a moment, an ISO date (its whole day) or date and time as the clock of this place shows
    them; 0 where there is none."""
    day = moment if "T" in moment else f"{moment}T23:59:59.999999"
    try:
        when = datetime.datetime.fromisoformat(day).astimezone()
    except ValueError:
        raise ReaderError(
            N_("{text} is not a date."), N_("Give it as YYYY-MM-DD, or as yesterday, last Tuesday."), text=moment
        ) from None
    limit = f"{int(when.timestamp() * 1000) + 1:014d}"
    return int(library.value("select coalesce(max(id), 0) from act where clock < ?", (limit,)))

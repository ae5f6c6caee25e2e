"""Import of newspaper issues beside bare SQLite inserts of the very same rows, text and index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reader.commands import ahead
from reader.commands import reading as reading_issues
from reader.commands.finding import Finder, place_of_index
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.imports import files as reading
from reader.imports.files import gather
from reader.store import feed, index_docs
from reader.store.connection import APPLICATION_ID
from reader.store.issues import IssueWriter
from reader.store.library import Library
from reader.store.ready import make_ready
from reader.structure import engine
from reader.structure.engine import read_issue
from tests.benchmarks.figures import Clock, Figure, Scale, in_turn, medians, milliseconds
from tests.benchmarks.made import issue_files

_BULK_HASH = 64 << 20
_OF_ISSUE = {
    "source": "select issue_id from source_text s join page p on p.id = s.page_id where s.source_id = t.id limit 1",
    "source_data": "select issue_id from source_text s join page p on p.id = s.page_id where s.source_id = t.source_id limit 1",
    "issue": "t.id",
    "page": "t.issue_id",
    "source_text": "select issue_id from page where id = t.page_id",
    "article": "t.issue_id",
    "article_field": "select issue_id from article where id = t.article_id",
    "block": "select issue_id from page where id = t.page_id",
    "piece": "select p.issue_id from block b join page p on p.id = b.page_id where b.id = t.block_id",
    "flag": "t.issue_id",
    "issue_sketch": "t.issue_id",
    "issue_count": "t.issue_id",
    "row_hash": "select max(id) from issue",
}
"""For each table that an import fills, the issue a row belongs to (hashes lie in buckets of many: with the last)."""

Rows = list[tuple[Any, ...]]


class Dump:
    """All rows of a library and its index, issue by issue, ready to be inserted by `executemany`."""

    def __init__(self, path: Path) -> None:
        library = Library.open(path)
        self.schema = _schema(path)
        self.index_schema = _schema(place_of_index(library))
        self.newspapers = library.rows("select * from newspaper")
        self.acts = library.rows("select * from act")
        self.issues = list(library.ids("select id from issue order by id"))
        self.rows: dict[str, dict[int, Rows]] = {}
        for table, owner in _OF_ISSUE.items():
            by_issue = self.rows.setdefault(table, {})
            for issue, *row in library.rows(f"select ({owner}), t.* from {table} t order by 2, 3"):
                by_issue.setdefault(issue, []).append(tuple(row))
        self.documents = {issue: _documents(library, issue) for issue in self.issues}
        library.close()


def _schema(path: Path) -> list[str]:
    raw = sqlite3.connect(path)
    sql = "select sql from sqlite_master where sql is not null and name not like 'sqlite_%' and type <> 'view' order by rowid"
    statements = [row[0] for row in raw.execute(sql)]
    raw.close()
    shadows = ("_config'", "_data'", "_idx'", "_docsize'", "_content'")
    return [s for s in statements if not any(shadow in s[:60] for shadow in shadows)]


def _documents(library: Library, issue: int) -> list[index_docs.IndexRow]:
    articles = feed.documents(library, feed.articles_of(library, [issue]))
    return [row for doc in (*articles, *feed.furniture(library, [issue])) for row in index_docs.rows(doc)]


def insert(dump: Dump, folder: Path) -> None:
    """Write the dump into a new library and index, one transaction an issue each, as plainly as SQLite allows."""
    library = _begin(folder / "bare.pressmark", dump.schema)
    index = _begin(folder / "bare.pressmark-index", dump.index_schema, wal=True)
    for family in index_docs.FAMILIES:
        for table in (f"{family}_words", f"{family}_chars"):
            for option, value in (("automerge", 0), ("crisismerge", 1000), ("hashsize", _BULK_HASH)):
                index.execute(f"insert into {table}({table}, rank) values (?, ?)", (option, value))
    library.execute("begin immediate")
    _many(library, "newspaper", dump.newspapers)
    _many(library, "act", dump.acts)
    library.execute("commit")
    index.execute("begin immediate")
    known: set[str] = set()
    for issue in dump.issues:
        library.execute("begin immediate")
        for table, of_issues in dump.rows.items():
            _many(library, table, of_issues.get(issue, []))
        library.execute("commit")
        documents = dump.documents[issue]
        for document in documents:
            index_docs._insert(index, document)
        new = set[str]().union(*(document.vocabulary for document in documents)) - known
        index.executemany("insert into word(reversed) values (?)", [(word[::-1],) for word in sorted(new)])
        known |= new
    index.execute("commit")
    library.close()
    index.close()


def _begin(path: Path, schema: list[str], wal: bool = False) -> sqlite3.Connection:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"pragma application_id={APPLICATION_ID}")
    raw.execute("pragma foreign_keys=on")
    raw.execute("pragma cache_spill=off")
    raw.execute("pragma cache_size=-32000")
    raw.execute(f"pragma journal_mode={'wal' if wal else 'delete'}").fetchall()
    raw.execute(f"pragma synchronous={'normal' if wal else 'extra'}")
    raw.execute("begin")
    for statement in schema:
        raw.execute(statement)
    raw.execute("commit")
    return raw


def _many(raw: sqlite3.Connection, table: str, rows: Rows) -> None:
    if rows:
        raw.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)


@contextmanager
def _alone() -> Iterator[None]:
    """No process reads ahead: the import does all by itself, as where there is one core or no Python to start."""
    with patch.object(ahead, "WORTH", 1 << 62):
        yield


def _import(folder: Path, files: Path) -> Session:
    path = folder / "ours.pressmark"
    for suffix in ("", "-journal", "-index", "-index-wal", "-index-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    session = open_session(path, create=True)
    try:
        report = session.do("import.files", paths=[files]).value
        assert not report.failed, report.failed
        assert report.issues
    finally:
        session.close()
    return session


@contextmanager
def _timed(clock: Clock) -> Iterator[None]:
    """Count the steps of an import by name."""
    with (
        patch.object(reading, "gather", lambda *a, **k: clock.timed("read", list)(_gathered(*a, **k))),
        patch.object(engine, "read_issue", clock.timed("structure", read_issue)),
        patch.object(reading_issues, "make_ready", clock.timed("words", make_ready)),
        patch.object(ahead.Ahead, "take", clock.timed("wait for what is read ahead", ahead.Ahead.take)),
        patch.object(IssueWriter, "write", clock.timed("store", IssueWriter.write)),
        patch.object(Library, "_commit", clock.timed("commit", Library._commit)),
        patch.object(Finder, "_feed", clock.timed("index", Finder._feed)),
    ):
        yield


_gathered = gather


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The import figures."""
    files = folder / "issues"
    issue_files(files, scale.issues, scale.per_issue, scale.chars)
    _import(folder, files)
    dump = Dump(folder / "ours.pressmark")
    runs = max(1, min(5, scale.runs))
    ours, alone, bare = medians(
        lambda: milliseconds(lambda: _import(folder, files)),
        lambda: milliseconds(lambda: _by_itself(folder, files)),
        lambda: milliseconds(lambda: insert(dump, folder)),
        runs=runs,
    )
    articles = scale.issues * scale.per_issue
    _split, parts = _by_step(lambda: _import(folder, files))
    note = f"{articles} articles; {ours / articles:.2f} ms an article; ms by step: {parts}"
    yield Figure("import of newspaper issues", ours, "ms", bare, most=2, note=note)
    split, parts = _by_step(lambda: _by_itself(folder, files))
    yield Figure("the same without a process that reads ahead", alone, "ms", bare, note=f"ms by step: {parts}")
    kept = sum(split.get(name, 0) for name in ("words", "store", "commit", "index"))
    yield Figure("structure, against storing and indexing", split.get("structure", 0), "ms", kept, most=0.5)
    known, fresh = in_turn(
        lambda: milliseconds(lambda: _again(folder, files)),
        lambda: milliseconds(lambda: list(_gathered([files]))),
        runs=runs,
    )
    yield Figure("the same files again (unchanged)", min(known), "ms", min(fresh), note="bare: the files read")


def _by_itself(folder: Path, files: Path) -> None:
    with _alone():
        _import(folder, files)


def _by_step(work: Callable[[], object]) -> tuple[dict[str, float], str]:
    """Milliseconds of an import by step, and the same in words."""
    clock = Clock()
    with _timed(clock), clock.counting("all"):
        work()
    whole = clock.seconds.pop("all") * 1000
    split = {name: seconds * 1000 for name, seconds in clock.seconds.items()}
    split["rest"] = whole - sum(split.values())
    return split, ", ".join(f"{name} {took:.0f} ({took / whole:.0%})" for name, took in split.items())


def _again(folder: Path, files: Path) -> None:
    session = open_session(folder / "ours.pressmark")
    try:
        assert not session.do("import.files", paths=[files]).value.issues
    finally:
        session.close()

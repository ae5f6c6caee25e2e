"""The search index: a second, disposable SQLite file that is fed documents and never touches the library's tables.

It runs in WAL with `synchronous=normal`: a live search never waits for an import's commit nor a commit for a search,
a power cut may lose the last commits together with their stamp, and what is lost is fed again from the change log.
Where WAL cannot be had (`wal=False` on a network drive) it keeps a rollback journal. A damaged file is deleted and
begun anew: `stamp` then says 0 and the library feeds it again; a person never sees an error of it.

Contentless FTS5 cannot delete without the old tokens (SQLite 3.40), so a new version of a document gets a new rowid
and the old rowid is listed as dead; `is_worn` asks for a rebuild when a fifth is dead.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.domain.fold import fold as folded
from reader.domain.query import Query
from reader.store import facets, finding, index_docs, sources
from reader.store.asked import Asked, Found, FoundRow, Texts
from reader.store.facets import Counts
from reader.store.index_docs import FAMILIES, HASH, IndexDoc, IndexHighlight, IndexRow, IndexTag
from reader.store.index_file import IndexFile
from reader.store.tokens import TOKENISER

__all__ = [
    "Counts", "Found", "FoundRow", "IndexDoc", "IndexHighlight", "IndexTag", "SearchIndex", "Stamp", "Texts",
]  # fmt: skip

WORN = 0.2
"""Share of dead documents from which a rebuild pays."""
CHECKED = 5_000
"""For a page of hits at most so many candidates of one text are checked against the texts, the newest,"""
CHECKED_FIRST = 1_500
"""and so many where the first hits are wanted soon; all for lists, counts and facets."""
_BULK_HASH = 64 << 20
_BULK_DOCS = 2000
"""Documents of one transaction while an import goes on: what is imported is found soon."""
_FIRST_DOCS, _MOST_DOCS = 1000, 16_000
"""The same where the whole index is built in its place: the first are found soon, and each transaction has twice as
many as the one before, for each costs a piece to merge later."""
_UNMERGED, _PAGES = 4, 32
"""After so many documents so many pages are merged, more after more of them: as fast as single documents come, or the
pieces grow to a crisis merge (from 1,000 on, FTS5 merges them all at once)."""
_STEP = 2000
"""Pages of one step where the whole index is merged."""
_MERGED = ("article_words", "article_chars", "passage_words", "furniture_words")


class Stamp(NamedTuple):
    """What the index was made from: library uuid, tokeniser version, number of the last act it has seen."""

    library: str
    tokeniser: int
    last_act: int


class SearchIndex:
    """The index of one library. Each thread has its own connection; all methods may be called from any thread."""

    def __init__(self, path: Path, library: str = "", wal: bool = True, aside: bool = False) -> None:
        """Open or begin the index at `path`. An index of another `library` (uuid) is begun anew; one built `aside`
        replaces another when it is whole (`take_over`).

        Raises ReaderError where the file cannot be written.
        """
        self.path = path
        self._file = IndexFile(path, library, wal, aside)
        self._writing = threading.RLock()
        self._bulk = self._bulk_thread = 0
        self._bulk_docs = 0
        self._bulk_most = self._bulk_limit = _BULK_DOCS
        self._known: set[str] = set()
        self._known_of = -1
        self._unmerged = 0

    def close(self) -> None:
        """Close every connection; the next call opens new ones."""
        self._file.close()

    def delete(self) -> None:
        """Close it and delete its file."""
        self._file.delete()

    def take_over(self, built: SearchIndex) -> None:
        """Answer from an index built aside from now on; its file takes the place of this one's."""
        with self._writing:
            built.close()
            self._known.clear()
            self._file.take_over(built.path)

    def when_anew(self, call: Callable[[], None]) -> None:
        """Call `call` where the file was found damaged, gone or of another version while in use: it must be fed again."""
        self._file.on_anew = call

    def interrupt(self) -> None:
        """Stop every read that is running, in whatever thread: they raise Stopped."""
        self._file.interrupt()

    # --- what it was made from

    @property
    def stamp(self) -> Stamp:
        """What the index was made from. A new or mended one says last act 0 until `clear` begins a whole feed."""

        def read() -> Stamp:
            values = dict(self._file.connection().execute("select key, value from stamp").fetchall())
            last = int(values["last_act"]) if values["whole"] else 0
            return Stamp(str(values["library"]), int(values["tokeniser"]), last)

        return self._file.healing(read)

    @property
    def is_stale(self) -> bool:
        """Whether another version of the tokeniser made it: it answers, but should be built anew."""
        return self.stamp.tokeniser != TOKENISER

    @property
    def is_worn(self) -> bool:
        """Whether so many of its documents are dead, or stand out of the order of dates, that it should be built anew."""

        def read() -> bool:
            db = self._file.connection()
            # Every key up to the last is that of a document or of a dead one: nothing needs counting but the dead.
            written = db.execute("select coalesce(max(id), 0) from article_doc").fetchone()[0]
            dead = db.execute("select count(*) from article_dead").fetchone()[0]
            loose = written - sources.run_of(db, "article")
            worn = dead > 100 and dead > WORN * written
            return bool(worn or (loose > finding.RANKED and loose > WORN * written))

        return self._file.healing(read)

    def counts(self) -> dict[str, int]:
        """How many articles, furniture blocks and passages it holds, and how many dead versions of articles."""

        def read() -> dict[str, int]:
            db = self._file.connection()
            tables = {name: f"{name}_doc" for name in FAMILIES} | {"dead": "article_dead"}
            return {k: int(db.execute(f"select count(*) from {t}").fetchone()[0]) for k, t in tables.items()}

        return self._file.healing(read)

    def clear(self) -> None:
        """Empty it, to be fed all documents from the beginning; from now on `stamp` counts the acts it sees."""

        def anew() -> None:
            db = self._file.writer()
            with self._file.transaction(db):
                index_docs.empty(db, self._file.library)
                db.execute("update stamp set value = 1 where key = 'whole'")

        with self._writing:
            self._end_transaction()
            self._known.clear()
            self._file.healing(anew)

    # --- feeding

    def begin_bulk(self, whole: bool = False) -> None:
        """Begin to feed many documents, or the `whole` index: commits only now and then, with a large hash. May be nested."""
        with self._writing:
            self._bulk += 1
            self._bulk_thread = threading.get_ident()
            if self._bulk == 1:
                large = whole and self._file.wal  # a rollback journal lets nobody read while much is written
                self._bulk_limit, self._bulk_most = (_FIRST_DOCS, _MOST_DOCS) if large else (_BULK_DOCS, _BULK_DOCS)
                self._configure(("hashsize", _BULK_HASH), ("automerge", 16))

    def end_bulk(self) -> None:
        """Commit what was fed in bulk."""
        with self._writing:
            self._bulk -= 1
            if self._bulk == 0:
                self._end_transaction()
                self._configure(("hashsize", HASH), ("automerge", 0))

    def _configure(self, *options: tuple[str, int]) -> None:
        def work() -> None:
            db = self._file.writer()
            with self._file.transaction(db):
                for family in FAMILIES:
                    for option, value in options:
                        index_docs.configure(db, family, option, value)

        self._file.healing(work)

    def _end_transaction(self) -> None:
        db = self._file.writer()
        if db.in_transaction:
            db.execute("commit")
        if self._bulk_docs >= self._bulk_limit:
            self._bulk_limit = min(2 * self._bulk_limit, self._bulk_most)
        self._bulk_docs = 0

    def put(self, docs: Iterable[IndexDoc], last_act: int, made: index_docs.Made | None = None) -> None:
        """Take in new versions of articles and of issues' furniture, as of act `last_act`; one transaction. What is among
        the `made` tokens is not made again.

        In bulk, transactions take several calls of the thread that began it together. Documents of one issue are best given in list order.
        """
        given = list(docs)
        rows = [row for doc in given for row in index_docs.rows(doc, made)]
        articles = {doc.article for doc in given if doc.article}
        furniture = {doc.issue for doc in given if not doc.article}

        def write(db: sqlite3.Connection) -> None:
            self._learn(db, rows)
            index_docs.replace(db, rows, articles, furniture)

        self._write(write, last_act, len(rows))

    def remove(self, articles: Iterable[int], last_act: int, furniture_of: Iterable[int] = ()) -> None:
        """Forget articles, and the furniture of the issues `furniture_of`, as of act `last_act`."""
        gone, issues = set(articles), set(furniture_of)
        self._write(lambda db: index_docs.drop(db, gone, issues), last_act, 1)

    def set_tags(self, tags: Iterable[tuple[int, str, Sequence[str], int | None]], last_act: int) -> None:
        """Replace what is known of tags: (id, preferred name, aliases, broader tag). Needs no new documents."""
        known = list(tags)

        def write(db: sqlite3.Connection) -> None:
            db.execute("delete from tag")
            db.execute("delete from tag_name")
            db.executemany("insert into tag(id, parent) values (?, ?)", [(t[0], t[3]) for t in known])
            names = {(folded(name), t[0]) for t in known for name in (t[1], *t[2])}
            db.executemany("insert into tag_name(name, tag) values (?, ?)", sorted(names))

        self._write(write, last_act, 1)

    def seen(self, last_act: int) -> None:
        """Note that the acts up to `last_act` changed nothing that is searched."""
        self._write(lambda db: None, last_act, 0)

    def _write(self, write: Callable[[sqlite3.Connection], None], last_act: int, size: int) -> None:
        def work() -> None:
            db = self._file.writer()
            if not db.in_transaction:
                db.execute("begin immediate")
            try:
                write(db)
                db.execute(
                    "update stamp set value = max(cast(value as integer), ?) where key = 'last_act'", (last_act,)
                )
            except BaseException:
                db.execute("rollback")
                self._known.clear()
                raise
            self._bulk_docs += size
            if not self._goes_on:
                self._end_transaction()

        with self._writing:
            self._file.healing(work)
            self._unmerged += max(1, size)
            if self._unmerged >= _UNMERGED and not self._bulk:
                self.merge_some(_PAGES * min(4, self._unmerged // _UNMERGED))

    @property
    def _goes_on(self) -> bool:
        """Whether the next write belongs to the same transaction. An index built aside is written in one: nobody reads it."""
        if not self._bulk or self._file.aside:
            return self._bulk > 0
        return threading.get_ident() == self._bulk_thread and self._bulk_docs < self._bulk_limit

    def _learn(self, db: sqlite3.Connection, rows: Sequence[IndexRow]) -> None:
        """Keep the words of letters (reversed), for looking up pieces of words."""
        if len(self._known) > 300_000 or self._known_of != self._file.generation:
            self._known.clear()
            self._known_of = self._file.generation
        new = set[str]().union(*(row.vocabulary for row in rows)) - self._known
        db.executemany("insert or ignore into word(reversed) values (?)", [(word[::-1],) for word in sorted(new)])
        self._known |= new

    def merge_whole(self, rest: Callable[[], None] = lambda: None) -> None:
        """Merge all of the index, step by step, and give back what that frees; `rest` is called between the steps."""

        def step(table: str, pages: int) -> Callable[[], bool]:
            def work() -> bool:
                db = self._file.writer()
                with self._file.transaction(db):
                    before = db.total_changes
                    db.execute(f"insert into {table}({table}, rank) values ('merge', ?)", (pages,))
                    return db.total_changes - before > 1

            return work

        def shrink() -> bool:
            db = self._file.writer()
            db.execute(f"pragma incremental_vacuum({_STEP})").fetchall()
            return bool(db.execute("pragma freelist_count").fetchone()[0])

        with self._writing:
            for table in _MERGED:
                pages = -_STEP
                while self._file.healing(step(table, pages)):
                    pages = _STEP
                    rest()
            while self._file.healing(shrink):
                rest()

    def merge_some(self, pages: int = 64) -> bool:
        """Merge a little of the index; for idle moments. Returns whether there is more to do.

        A merged index is smaller and quicker: after a bulk build 1.9 times the text instead of 2.1.
        """

        def work() -> bool:
            db = self._file.writer()
            more = False
            # Each table in each turn: one left aside until the others have no more to do would grow to a crisis merge.
            for table in _MERGED:
                with self._file.transaction(db):
                    before = db.total_changes
                    db.execute(f"insert into {table}({table}, rank) values ('merge', ?)", (pages,))
                    more = more or db.total_changes - before > 1
            if more:
                return True
            free = int(db.execute("pragma freelist_count").fetchone()[0])
            if free > pages:
                db.execute(f"pragma incremental_vacuum({pages})").fetchall()
            return free > 2 * pages

        with self._writing:
            if self._bulk:
                return False
            self._unmerged = 0
            return self._file.healing(work)

    # --- asking

    def search(
        self, query: Query, limit: int = 50, offset: int = 0, order: str = "",
        fold: Sequence[str] = (), texts: Texts | None = None, lazy: bool = False, state: str = "",
    ) -> Found:  # fmt: skip
        """The articles (with `in:highlights`: passages) that match, best or by date.

        `order` is `rank` (title over text, then bm25; by date, newest first, above 20,000 hits), `oldest` (list
        order) or `newest`; empty: as the query says, else `rank`. `fold` holds further names of `domain.fold.FOLDS`. `texts` gives the texts of articles, to
        check what phrases alone cannot decide (NEAR, punctuation). A `lazy` search counts no more than 20,001 hits
        (`Found.counted` False; `count` tells). `state` narrows to unread, read or done. Raises Stopped where
        interrupted.
        """
        order = order or query.order or "rank"
        checked = CHECKED_FIRST if lazy else CHECKED if limit >= 0 else -1
        asked = Asked(
            query, _folds(query, fold), texts, order, limit, offset, state, lazy, checked, self._file.stopper()
        )
        return self._file.read(lambda db: finding.search(db, asked))

    def ids(
        self, query: Query, state: str = "", fold: Sequence[str] = (), texts: Texts | None = None, order: str = "",
    ) -> array[int]:  # fmt: skip
        """The ids of all matching articles; `state` narrows to unread, read or done.

        In list order unless the query or `order` says otherwise (see `search`; where both do, `order` counts).
        """
        order = order or query.order or "oldest"
        asked = Asked(query, _folds(query, fold), texts, order, -1, 0, state, stopped=self._file.stopper())
        return self._file.read(lambda db: finding.ids(db, asked))

    def authors(self, typed: str, most: int) -> list[str]:
        """Names of authors that begin with `typed`, in order."""

        def read(db: sqlite3.Connection) -> list[str]:
            found: list[str] = []
            sql = "select min(author) from article_author where author >= ? and author < ?"
            at: str | None = db.execute(sql, (typed, typed + "\U0010ffff")).fetchone()[0]
            while at is not None and len(found) < most:
                found.append(at)
                at = db.execute(sql.replace(">=", ">"), (at, typed + "\U0010ffff")).fetchone()[0]
            return found

        return self._file.read(read)

    def count(
        self, query: Query, fold: Sequence[str] = (), texts: Texts | None = None, state: str = "", most: int = -1
    ) -> int:
        """How many articles (passages) match, counting at most `most`: all of them are checked only without it."""
        checked = CHECKED_FIRST if most >= 0 else -1
        asked = Asked(
            query, _folds(query, fold), texts, state=state, checked=checked, stopped=self._file.stopper()
        )
        return self._file.read(lambda db: finding.count(db, asked, most))

    def facets(
        self, query: Query, wanted: Sequence[str] = facets.EVERY, fold: Sequence[str] = (), texts: Texts | None = None
    ) -> Counts:
        """Counts of what matches by each property of `wanted`, names of `facets.EVERY`. Raises Stopped."""
        asked = Asked(query, _folds(query, fold), texts, stopped=self._file.stopper())
        return self._file.read(lambda db: facets.counts(db, asked, wanted))

    def issue_counts(self) -> dict[int, tuple[int, int]]:
        """(articles, highlights) of each issue that has any."""
        return self._file.read(facets.issue_counts)


def _folds(query: Query, more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*query.folds, *more)))

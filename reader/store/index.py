"""The search index: a second, disposable SQLite file that is fed documents and never touches the library's tables.

It runs in WAL with `synchronous=normal`: a live search never waits for an import's commit nor a commit for a search,
a power cut may lose the last commits together with their stamp, and what is lost is fed again from the change log.
Where WAL cannot be had (`wal=False` on a network drive) it keeps a rollback journal. A damaged file is deleted and
begun anew: `stamp` then says 0 and the library feeds it again; a person never sees an error of it.

Contentless FTS5 cannot delete without the old tokens (SQLite 3.40), so a new version of a document gets a new rowid
and the old rowid is listed as dead; `is_worn` asks for a rebuild when a fifth is dead.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from reader.domain.errors import ReaderError, Stopped
from reader.domain.fold import fold
from reader.domain.query import Query, days
from reader.domain.words import N_
from reader.store import finding
from reader.store.finding import Found, Texts
from reader.store.tokens import COLUMNS, TOKENISER, TOKENIZE, presence_tokens, seen_columns, vocabulary, word_tokens

SHAPE = 1
"""Version of the index's tables; another one is begun anew."""
PATIENCE = 5.0
"""Seconds a write waits for another process that writes the index."""
WORN = 0.2
"""Share of dead documents from which a rebuild pays."""
_FAMILIES = ("article", "furniture", "passage")
_HASH, _BULK_HASH = 1 << 20, 64 << 20
_BULK_DOCS = 4000

Result = TypeVar("Result")


class IndexTag(NamedTuple):
    """A tag: its id in the library and its preferred name."""

    id: int
    name: str


class IndexHighlight(NamedTuple):
    """A highlight of an article: exact quote, colour key, comment, its own tags."""

    id: int
    colour: str
    quote: str
    comment: str = ""
    tags: tuple[IndexTag, ...] = ()


@dataclass(frozen=True)
class IndexDoc:
    """What the index is told of one article, or (`article` 0) of an issue's furniture.

    `date` is ISO `YYYY[-MM[-DD]]`, `sort` a string whose order is the order of lists. `has` holds words of
    `domain.query.HAS`. `fields` are (field, block id, text) with field among title, kicker, deck, column, byline,
    text, caption, note, comment, tag, printed, furniture; comments of highlights need not be repeated there.
    """

    article: int
    issue: int
    newspaper: int | None = None
    newspaper_name: str | None = None
    date: str | None = None
    page: str | None = None
    sort: str = ""
    kind: str = "article"
    state: str = "unread"
    title: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[IndexTag, ...] = ()
    tag_ancestors: tuple[int, ...] = ()
    highlights: tuple[IndexHighlight, ...] = ()
    has: frozenset[str] = frozenset()
    fields: tuple[tuple[str, int | None, str], ...] = ()

    def texts(self) -> tuple[tuple[str, int | None, str], ...]:
        """All that is searched of it, comments and authors included: what a `Texts` callback should give."""
        given = {text for name, _block, text in self.fields if name == "comment"}
        comments = [("comment", None, mark.comment) for mark in self.highlights if mark.comment not in given]
        return (*self.fields, *comments, *(("author", None, author) for author in self.authors))


class Stamp(NamedTuple):
    """What the index was made from: library uuid, tokeniser version, number of the last act it has seen."""

    library: str
    tokeniser: int
    last_act: int


@dataclass
class _Row:
    """One document ready to be written."""

    family: str
    doc: IndexDoc
    item: int | None
    body: str | None
    words: dict[str, str]
    chars: str
    vocabulary: set[str]
    tags: list[tuple[int, int]] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)


class SearchIndex:
    """The index of one library. Each thread has its own connection; all methods may be called from any thread."""

    def __init__(self, path: Path, library: str = "", wal: bool = True) -> None:
        """Open or begin the index at `path`. An index of another `library` (uuid) is begun anew.

        Raises ReaderError where the file cannot be written.
        """
        self.path, self.library, self.wal = path, library, wal
        self._local = threading.local()
        self._generation = 0
        self._lock = threading.Lock()
        self._writing = threading.RLock()
        self._reading: set[sqlite3.Connection] = set()
        self._open: list[sqlite3.Connection] = []
        self._bulk = 0
        self._bulk_docs = 0
        self._known: set[str] = set()
        self._unmerged = 0
        self._healing(self._begin)

    # --- the file

    def _connection(self) -> sqlite3.Connection:
        if getattr(self._local, "generation", -1) != self._generation:
            raw = sqlite3.connect(str(self.path), timeout=0, isolation_level=None, check_same_thread=False)
            self._local.connection, self._local.generation = raw, self._generation
            with self._lock:
                self._open.append(raw)
            _patiently(lambda: self._set_pragmas(raw))
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _set_pragmas(self, raw: sqlite3.Connection) -> None:
        raw.execute("pragma trusted_schema=off")
        raw.execute("pragma cell_size_check=on")
        raw.execute("pragma cache_size=-16000")
        raw.execute("pragma temp_store=memory")
        raw.execute(f"pragma journal_mode={'wal' if self.wal else 'delete'}").fetchall()
        raw.execute("pragma synchronous=normal")

    def _begin(self) -> None:
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        db = self._connection()
        if self._shape(db) != SHAPE:
            if self._shape(db) or db.execute("select 1 from sqlite_master limit 1").fetchone():
                raise sqlite3.DatabaseError("file is not a database of this shape")
            with self._transaction(db):
                if self._shape(db) != SHAPE:
                    _create(db, self.library)
        elif self.library and self.stamp.library != self.library:
            self.clear()

    @staticmethod
    def _shape(db: sqlite3.Connection) -> int:
        return int(db.execute("pragma user_version").fetchone()[0])

    def _healing(self, work: Callable[[], Result]) -> Result:
        """Do `work`; a damaged file is deleted and begun anew, and the work done once more."""
        try:
            return _patiently(work)
        except sqlite3.DatabaseError as error:
            if "closed database" not in str(error):
                if not _is_damage(error):
                    raise _fault(error, self.path) from error
                self._delete()
        try:
            if work != self._begin:
                _patiently(self._begin)
            return _patiently(work)
        except sqlite3.Error as error:
            raise _fault(error, self.path) from error

    def _delete(self) -> None:
        self.close()
        self._known.clear()
        for suffix in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Close every connection; the next call opens new ones."""
        with self._lock:
            connections, self._open = self._open, []
            self._generation += 1
        for connection in connections:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    @contextmanager
    def _transaction(self, db: sqlite3.Connection) -> Iterator[None]:
        db.execute("begin immediate")
        try:
            yield
            db.execute("commit")
        except BaseException:
            if db.in_transaction:
                db.execute("rollback")
            raise

    # --- what it was made from

    @property
    def stamp(self) -> Stamp:
        """What the index was made from; a new or mended one says last act 0."""

        def read() -> Stamp:
            values = dict(self._connection().execute("select key, value from stamp").fetchall())
            return Stamp(str(values["library"]), int(values["tokeniser"]), int(values["last_act"]))

        return self._healing(read)

    @property
    def is_stale(self) -> bool:
        """Whether another version of the tokeniser made it: it answers, but should be built anew."""
        return self.stamp.tokeniser != TOKENISER

    @property
    def is_worn(self) -> bool:
        """Whether so many of its documents are dead that it should be built anew."""

        def read() -> bool:
            db = self._connection()
            dead = db.execute("select count(*) from article_dead").fetchone()[0]
            alive = db.execute("select count(*) from article_doc").fetchone()[0]
            return bool(dead > 100 and dead > WORN * (dead + alive))

        return self._healing(read)

    def counts(self) -> dict[str, int]:
        """How many articles, furniture blocks and passages it holds, and how many dead versions of articles."""

        def read() -> dict[str, int]:
            db = self._connection()
            tables = {name: f"{name}_doc" for name in _FAMILIES} | {"dead": "article_dead"}
            return {k: int(db.execute(f"select count(*) from {t}").fetchone()[0]) for k, t in tables.items()}

        return self._healing(read)

    def clear(self) -> None:
        """Empty it: last act 0, this version's tokeniser."""
        with self._writing:
            self._end_transaction()
            self._delete()
            self._healing(self._begin)

    # --- feeding

    def begin_bulk(self) -> None:
        """Begin to feed many documents: commits only now and then, with a large hash. May be nested."""
        with self._writing:
            self._bulk += 1
            if self._bulk == 1:
                self._configure("hashsize", _BULK_HASH)

    def end_bulk(self) -> None:
        """Commit what was fed in bulk."""
        with self._writing:
            self._bulk -= 1
            if self._bulk == 0:
                self._end_transaction()
                self._configure("hashsize", _HASH)

    def _configure(self, option: str, value: int) -> None:
        def work() -> None:
            db = self._connection()
            with self._transaction(db):
                for family in _FAMILIES:
                    for table in ("words", "chars"):
                        name = f"{family}_{table}"
                        db.execute(f"insert into {name}({name}, rank) values (?, ?)", (option, value))

        self._healing(work)

    def _end_transaction(self) -> None:
        db = self._connection()
        if db.in_transaction:
            db.execute("commit")
        self._bulk_docs = 0

    def put(self, docs: Iterable[IndexDoc], last_act: int) -> None:
        """Take in new versions of articles and of issues' furniture, as of act `last_act`; one transaction.

        In bulk, transactions take several calls together. Documents of one issue are best given in list order.
        """
        given = list(docs)
        rows = [row for doc in given for row in _rows(doc)]
        articles = {doc.article for doc in given if doc.article}
        furniture = {doc.issue for doc in given if not doc.article}

        def write(db: sqlite3.Connection) -> None:
            _drop(db, articles, furniture)
            self._learn(db, rows)
            _insert(db, rows)

        self._write(write, last_act, len(rows))

    def remove(self, articles: Iterable[int], last_act: int, furniture_of: Iterable[int] = ()) -> None:
        """Forget articles, and the furniture of the issues `furniture_of`, as of act `last_act`."""
        gone, issues = set(articles), set(furniture_of)
        self._write(lambda db: _drop(db, gone, issues), last_act, 1)

    def set_tags(self, tags: Iterable[tuple[int, str, Sequence[str], int | None]], last_act: int) -> None:
        """Replace what is known of tags: (id, preferred name, aliases, broader tag). Needs no new documents."""
        known = list(tags)

        def write(db: sqlite3.Connection) -> None:
            db.execute("delete from tag")
            db.execute("delete from tag_name")
            db.executemany("insert into tag(id, parent) values (?, ?)", [(t[0], t[3]) for t in known])
            names = {(fold(name), t[0]) for t in known for name in (t[1], *t[2])}
            db.executemany("insert into tag_name(name, tag) values (?, ?)", sorted(names))

        self._write(write, last_act, 1)

    def seen(self, last_act: int) -> None:
        """Note that the acts up to `last_act` changed nothing that is searched."""
        self._write(lambda db: None, last_act, 0)

    def _write(self, write: Callable[[sqlite3.Connection], None], last_act: int, size: int) -> None:
        def work() -> None:
            db = self._connection()
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
            if not self._bulk or self._bulk_docs >= _BULK_DOCS:
                self._end_transaction()

        with self._writing:
            self._healing(work)
            self._unmerged += 1
            if self._unmerged >= 64 and not self._bulk:
                self.merge_some()

    def _learn(self, db: sqlite3.Connection, rows: Sequence[_Row]) -> None:
        """Keep the words of letters (reversed), for looking up pieces of words."""
        if len(self._known) > 300_000:
            self._known.clear()
        new = set().union(*(row.vocabulary for row in rows)) - self._known
        db.executemany("insert or ignore into word(reversed) values (?)", [(word[::-1],) for word in sorted(new)])
        self._known |= new

    def merge_some(self, pages: int = 64) -> bool:
        """Merge a little of the index; for idle moments. Returns whether there is more to merge."""

        def work() -> bool:
            db = self._connection()
            more = False
            for table in ("article_words", "article_chars", "passage_words", "furniture_words"):
                with self._transaction(db):
                    before = db.total_changes
                    db.execute(f"insert into {table}({table}, rank) values ('merge', ?)", (pages,))
                    more = more or db.total_changes - before > 1
            return more

        with self._writing:
            if self._bulk:
                return False
            self._unmerged = 0
            return self._healing(work)

    # --- asking

    def search(
        self, query: Query, limit: int = 50, offset: int = 0, order: str = "rank",
        fold: Sequence[str] = (), texts: Texts | None = None,
    ) -> Found:  # fmt: skip
        """The articles (with `in:highlights`: passages) that match, best or by date.

        `order` is `rank` (title over text, then bm25; by date, newest first, above 20,000 hits), `date` (list
        order) or `newest`. `fold` holds names of `domain.fold.FOLDS`. `texts` gives the texts of articles, to
        check what phrases alone cannot decide (NEAR, punctuation). Raises Stopped where interrupted.
        """
        asked = finding.Asked(query, tuple(fold), texts, order, limit, offset)
        return self._read(lambda db: finding.search(db, asked))

    def ids(self, query: Query, state: str = "", fold: Sequence[str] = (), texts: Texts | None = None) -> array[int]:
        """The ids of all matching articles in list order; `state` narrows to unread, read or done."""
        asked = finding.Asked(query, tuple(fold), texts, "date", -1, 0, state)
        return self._read(lambda db: finding.ids(db, asked))

    def count(self, query: Query, fold: Sequence[str] = (), texts: Texts | None = None) -> int:
        """How many articles (passages) match."""
        return self._read(lambda db: finding.count(db, finding.Asked(query, tuple(fold), texts)))

    def facets(self, query: Query, fold: Sequence[str] = (), texts: Texts | None = None) -> finding.Facets:
        """Counts of what matches by newspaper, month, page, author, tag, colour, kind and state."""
        return self._read(lambda db: finding.facets(db, finding.Asked(query, tuple(fold), texts)))

    def interrupt(self) -> None:
        """Stop every read that is running, in whatever thread: they raise Stopped."""
        with self._lock:
            for connection in self._reading:
                connection.interrupt()

    def _read(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        def reading() -> Result:
            db = self._connection()
            own = not db.in_transaction
            with self._lock:
                self._reading.add(db)
            try:
                if own:
                    db.execute("begin")
                return work(db)
            finally:
                with self._lock:
                    self._reading.discard(db)
                if own and db.in_transaction:
                    db.execute("rollback")

        try:
            return self._healing(reading)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise Stopped from None
            raise


# --- tables

_TABLES = """
create table {f}_doc (
  id integer primary key autoincrement, article integer not null, issue integer not null, item integer,
  newspaper integer, low integer, high integer, page text, sort text not null, kind text not null,
  state text not null, has text not null, body text);
create index {f}_doc_article on {f}_doc(article);
create index {f}_doc_issue on {f}_doc(issue);
create index {f}_doc_sort on {f}_doc(sort, id);
create table {f}_dead (id integer primary key);
create table {f}_tag (tag integer, doc integer, direct integer, primary key (tag, doc)) without rowid;
create index {f}_tag_doc on {f}_tag(doc);
create table {f}_colour (colour text, doc integer, primary key (colour, doc)) without rowid;
create index {f}_colour_doc on {f}_colour(doc);
create table {f}_author (author text, doc integer, primary key (author, doc)) without rowid;
create index {f}_author_doc on {f}_author(doc);
create virtual table {f}_words using fts5({columns}, content='', tokenize="{tokenize}");
create virtual table {f}_chars using fts5(chars, content='', detail=none, columnsize=0, tokenize="{tokenize}");
"""
_SHARED = """
create table stamp (key text primary key, value);
create table newspaper (id integer primary key, name text not null);
create table tag (id integer primary key, parent integer);
create table tag_name (name text, tag integer, primary key (name, tag)) without rowid;
create table word (reversed text primary key) without rowid;
"""


def _create(db: sqlite3.Connection, library: str) -> None:
    script = _SHARED + "".join(
        _TABLES.format(f=family, columns=", ".join(COLUMNS), tokenize=TOKENIZE) for family in _FAMILIES
    )
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
    for family in _FAMILIES:
        for table in ("words", "chars"):
            name = f"{family}_{table}"
            for option, value in (("automerge", 0), ("crisismerge", 1000), ("hashsize", _HASH)):
                db.execute(f"insert into {name}({name}, rank) values (?, ?)", (option, value))
    stamps = (("library", library), ("tokeniser", TOKENISER), ("last_act", 0))
    db.executemany("insert into stamp values (?, ?)", stamps)
    db.execute(f"pragma user_version={SHAPE}")


# --- rows


def _rows(doc: IndexDoc) -> Iterator[_Row]:
    """The documents of one IndexDoc: the article and its passages, or each block of furniture."""
    if not doc.article:
        for _field, block, text in doc.fields:
            yield _row("furniture", doc, block, text, (("text", block, text),))
        return
    row = _row("article", doc, None, None, doc.texts())
    ancestors = dict.fromkeys(doc.tag_ancestors, 0)
    row.tags = sorted((ancestors | {tag.id: 1 for tag in doc.tags}).items())
    row.colours = sorted({mark.colour for mark in doc.highlights})
    yield row
    for mark in doc.highlights:
        yield _passage(doc, mark)


def _passage(doc: IndexDoc, mark: IndexHighlight) -> _Row:
    own = [("text", None, mark.quote), ("comment", None, mark.comment), *(("tag", None, t.name) for t in mark.tags)]
    heads = [f for f in doc.texts() if f[0] in ("title", "kicker", "column", "byline", "author")]
    row = _row("passage", doc, mark.id, mark.quote + "\x1f" + mark.comment, (*own, *heads))
    row.tags = sorted((tag.id, 1) for tag in set(mark.tags))
    row.colours = [mark.colour]
    return row


def _row(
    family: str, doc: IndexDoc, item: int | None, body: str | None, fields: Iterable[tuple[str, int | None, str]]
) -> _Row:
    by_column = seen_columns(fields)
    words = {name: word_tokens(texts) for name, texts in by_column.items()}
    chars = presence_tokens((name, seen) for name, texts in by_column.items() for seen in texts)
    return _Row(family, doc, item, body, words, chars, vocabulary(by_column))


def _drop(db: sqlite3.Connection, articles: set[int], furniture: set[int]) -> None:
    for article in sorted(articles):
        _bury(db, "article", "article", article)
        _bury(db, "passage", "article", article)
    for issue in sorted(furniture):
        _bury(db, "furniture", "issue", issue)


def _bury(db: sqlite3.Connection, family: str, key: str, value: int) -> None:
    for (id,) in db.execute(f"select id from {family}_doc where {key} = ?", (value,)).fetchall():
        db.execute(f"delete from {family}_doc where id = ?", (id,))
        db.execute(f"insert into {family}_dead values (?)", (id,))
        for side in ("tag", "colour", "author"):
            db.execute(f"delete from {family}_{side} where doc = ?", (id,))


def _insert(db: sqlite3.Connection, rows: Sequence[_Row]) -> None:
    newspapers = {(r.doc.newspaper, r.doc.newspaper_name) for r in rows if r.doc.newspaper is not None}
    db.executemany("insert or replace into newspaper values (?, ?)", [(n, name or "") for n, name in newspapers])
    for row in rows:
        id = _insert_doc(db, row)
        names = ", ".join(row.words)
        marks = ", ?" * len(row.words)
        if row.words:
            db.execute(f"insert into {row.family}_words(rowid, {names}) values (?{marks})", (id, *row.words.values()))
        db.execute(f"insert into {row.family}_chars(rowid, chars) values (?, ?)", (id, row.chars))
        _insert_sides(db, row, id)


def _insert_doc(db: sqlite3.Connection, row: _Row) -> int:
    doc = row.doc
    low, high = days(doc.date) or (None, None)
    cursor = db.execute(
        f"insert into {row.family}_doc(article, issue, item, newspaper, low, high, page, sort, kind, state, has, body)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (doc.article, doc.issue, row.item, doc.newspaper, low, high, doc.page, doc.sort, doc.kind, doc.state,
         " ".join(sorted(doc.has)), row.body),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _insert_sides(db: sqlite3.Connection, row: _Row, id: int) -> None:
    family = row.family
    if row.tags:
        db.executemany(f"insert into {family}_tag values (?, ?, ?)", [(tag, id, direct) for tag, direct in row.tags])
        names = {(fold(tag.name), tag.id) for tag in _tags(row.doc)}
        db.executemany("insert or ignore into tag_name(name, tag) values (?, ?)", sorted(names))
    db.executemany(f"insert into {family}_colour values (?, ?)", [(colour, id) for colour in row.colours])
    if row.doc.authors and family != "furniture":
        db.executemany(f"insert into {family}_author values (?, ?)", [(a, id) for a in sorted(set(row.doc.authors))])


def _tags(doc: IndexDoc) -> Iterator[IndexTag]:
    yield from (IndexTag(*tag) for tag in doc.tags)
    for mark in doc.highlights:
        yield from (IndexTag(*tag) for tag in mark.tags)


# --- faults


def _patiently(work: Callable[[], Result]) -> Result:
    """Do `work`, again each millisecond while another connection has the index."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.001)


def _is_damage(error: sqlite3.Error) -> bool:
    text = str(error).lower()
    signs = ("malformed", "not a database", "no such table", "no such column", "corrupt", "has no column")
    return any(sign in text for sign in signs)


def _fault(error: sqlite3.Error, path: Path) -> Exception:
    text = str(error).lower()
    if any(sign in text for sign in ("unable to open", "readonly", "read-only", "locked", "full", "disk i/o")):
        return ReaderError(
            N_("The search index {path} cannot be written: {why}."),
            N_("Nothing of the library is lost; searching goes on with what is indexed."), path=path, why=str(error))  # fmt: skip
    return error

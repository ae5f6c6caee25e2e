"""What the search index is told of articles, passages and furniture, and how it is written to its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.domain.fold import fold
from reader.domain.query import days
from reader.store.tokens import COLUMNS, TOKENISER, TOKENIZE, presence_tokens, seen_columns, vocabulary, word_tokens

SHAPE = 1
"""Version of the index's tables; another one is begun anew."""
APPLICATION_ID = 0x50525349
"""`PRAGMA application_id` of an index: "PRSI"."""
FAMILIES = ("article", "furniture", "passage")
"""Kinds of documents, each with tables of its own."""
HASH = 1 << 20
"""FTS5's `hashsize` outside bulk feeding, in bytes."""


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


@dataclass
class IndexRow:
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


# --- tables

_TABLES = """
create table {f}_doc (
  id integer primary key autoincrement, article integer not null, issue integer not null, item integer,
  newspaper integer, low integer, high integer, page text, sort text not null, kind text not null,
  state text not null, has text not null, body text);
create index {f}_doc_article on {f}_doc(article);
create index {f}_doc_issue on {f}_doc(issue);
create index {f}_doc_sort on {f}_doc(sort, article);
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


def create(db: sqlite3.Connection, library: str) -> None:
    """Make the tables of an empty index of `library` (uuid), inside a transaction."""
    script = _SHARED + "".join(
        _TABLES.format(f=family, columns=", ".join(COLUMNS), tokenize=TOKENIZE) for family in FAMILIES
    )
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
    for family in FAMILIES:
        for option, value in (("automerge", 0), ("crisismerge", 1000), ("hashsize", HASH)):
            configure(db, family, option, value)
    stamps = (("library", library), ("tokeniser", TOKENISER), ("last_act", 0), ("whole", 0))
    db.executemany("insert into stamp values (?, ?)", stamps)
    db.execute(f"pragma application_id={APPLICATION_ID}")
    db.execute(f"pragma user_version={SHAPE}")


def configure(db: sqlite3.Connection, family: str, option: str, value: int) -> None:
    """Set an option of both FTS5 tables of a family; it is kept in the file."""
    for table in ("words", "chars"):
        name = f"{family}_{table}"
        db.execute(f"insert into {name}({name}, rank) values (?, ?)", (option, value))


# --- rows


def rows(doc: IndexDoc) -> Iterator[IndexRow]:
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


def _passage(doc: IndexDoc, mark: IndexHighlight) -> IndexRow:
    own = [("text", None, mark.quote), ("comment", None, mark.comment), *(("tag", None, t.name) for t in mark.tags)]
    heads = [f for f in doc.texts() if f[0] in ("title", "kicker", "column", "byline", "author")]
    row = _row("passage", doc, mark.id, mark.quote + "\x1f" + mark.comment, (*own, *heads))
    row.tags = sorted((tag.id, 1) for tag in set(mark.tags))
    row.colours = [mark.colour]
    return row


def _row(
    family: str, doc: IndexDoc, item: int | None, body: str | None, fields: Iterable[tuple[str, int | None, str]]
) -> IndexRow:
    by_column = seen_columns(fields)
    words = {name: word_tokens(texts) for name, texts in by_column.items()}
    chars = presence_tokens((name, seen) for name, texts in by_column.items() for seen in texts)
    return IndexRow(family, doc, item, body, words, chars, vocabulary(by_column))


def drop(db: sqlite3.Connection, articles: set[int], furniture: set[int]) -> None:
    """List the documents of articles, and the furniture of issues, as dead."""
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


def insert(db: sqlite3.Connection, rows: Sequence[IndexRow]) -> None:
    """Write documents, each with a new rowid."""
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


def _insert_doc(db: sqlite3.Connection, row: IndexRow) -> int:
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


def _insert_sides(db: sqlite3.Connection, row: IndexRow, id: int) -> None:
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

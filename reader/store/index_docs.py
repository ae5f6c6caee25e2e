"""What the search index is told of articles, passages and furniture, and how it is written to its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from reader.domain.fold import fold
from reader.domain.query import days
from reader.store.texts import chunks, where_in
from reader.store.tokens import COLUMNS, TOKENISER, TOKENIZE, Tokens, Told, tokens_of

SHAPE = 3
"""Version of the index's tables; another one is begun anew."""
APPLICATION_ID = 0x50525349
"""`PRAGMA application_id` of an index: "PRSI"."""
FAMILIES = ("article", "furniture", "passage")
"""Kinds of documents, each with tables of its own."""
Field = tuple[str, int | None, str]
"""A text of a document: (field, block id, text)."""
PASSAGE_HEADS = ("title", "kicker", "column", "byline", "author")
"""The parts of an article that its passages are found by as well, where a query names them."""
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
    fields: tuple[Field, ...] = ()

    @cached_property
    def tag_names(self) -> dict[int, str]:
        """The folded names of its tags and of its highlights' tags."""
        tags = {tag.id: tag.name for tag in self.tags}
        tags |= {tag.id: tag.name for mark in self.highlights for tag in mark.tags}
        return {id: fold(name) for id, name in tags.items()}

    def texts(self) -> tuple[Field, ...]:
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
    digest: bytes
    """Tells other words from the same words."""
    tags: list[tuple[int, int]] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)


# --- tables

_TABLES = """
create table {f}_doc (
  id integer primary key autoincrement, article integer not null, issue integer not null, item integer,
  newspaper integer, low integer, high integer, page text, sort text not null, kind text not null,
  state text not null, has text not null, body text, digest blob not null);
create index {f}_doc_article on {f}_doc(article);
create index {f}_doc_issue on {f}_doc(issue);
create index {f}_doc_sort on {f}_doc(sort, article);
create index {f}_doc_known on {f}_doc(low, high, newspaper, page, kind, state, has);
create index {f}_doc_newspaper on {f}_doc(newspaper, low);
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
create table run (family text primary key, id integer not null, sort text not null) without rowid;
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


def empty(db: sqlite3.Connection, library: str) -> None:
    """Drop and make the tables again, inside a transaction: other programs may have the file open meanwhile."""
    sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by sql not like 'create virtual%'"
    for (name,) in db.execute(sql).fetchall():
        db.execute(f'drop table if exists "{name}"')
    create(db, library)


def configure(db: sqlite3.Connection, family: str, option: str, value: int) -> None:
    """Set an option of both FTS5 tables of a family; it is kept in the file."""
    for table in ("words", "chars"):
        name = f"{family}_{table}"
        db.execute(f"insert into {name}({name}, rank) values (?, ?)", (option, value))


# --- rows


Made = Mapping[Told, Tokens]
"""Tokens made already, by the words they are made of."""


def rows(doc: IndexDoc, made: Made | None = None) -> Iterator[IndexRow]:
    """The documents of one IndexDoc: the article and its passages, or each block of furniture. What is among the `made`
    tokens is not made again."""
    if not doc.article:
        for _field, block, text in doc.fields:
            yield _row("furniture", doc, block, text, (("text", block, text),), made)
        return
    row = _row("article", doc, None, None, doc.texts(), made)
    ancestors = dict.fromkeys(doc.tag_ancestors, 0)
    row.tags = sorted((ancestors | {tag.id: 1 for tag in doc.tags}).items())
    row.colours = sorted({mark.colour for mark in doc.highlights})
    yield row
    heads = [f for f in doc.texts() if f[0] in PASSAGE_HEADS]
    for mark in doc.highlights:
        yield _passage(doc, mark, heads)


def _passage(doc: IndexDoc, mark: IndexHighlight, heads: Sequence[Field]) -> IndexRow:
    own = [("text", None, mark.quote), ("comment", None, mark.comment), *(("tag", None, t.name) for t in mark.tags)]
    row = _row("passage", doc, mark.id, mark.quote + "\x1f" + mark.comment, (*own, *heads))
    row.tags = sorted((tag.id, 1) for tag in set(mark.tags))
    row.colours = [mark.colour]
    return row


def _row(
    family: str, doc: IndexDoc, item: int | None, body: str | None, fields: Iterable[Field], made: Made | None = None
) -> IndexRow:
    told = tuple((name, text) for name, _block, text in fields)
    found = made.get(told) if made else None
    words, chars, letters, digest = found or (_kept_tokens(told) if family == "passage" else tokens_of(told))
    if body is not None:
        digest = blake2b(digest + body.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return IndexRow(family, doc, item, body, words, chars, letters, digest)


_kept_tokens = lru_cache(maxsize=4096)(tokens_of)
"""Tokens of passages: one new highlight brings all others of its article along, unchanged."""


def drop(db: sqlite3.Connection, articles: set[int], furniture: set[int]) -> None:
    """List the documents of articles, and the furniture of issues, as dead."""
    for family, key, values in _owners(articles, furniture):
        for value in sorted(values):
            for (id,) in db.execute(f"select id from {family}_doc where {key} = ?", (value,)).fetchall():
                _bury(db, family, id)


def replace(db: sqlite3.Connection, rows: Sequence[IndexRow], articles: set[int], furniture: set[int]) -> None:
    """Write the documents of articles, and of issues' furniture, in place of those known of them.

    One whose words are the same keeps its rowid, so that a changed state or flag costs next to nothing; one of which
    nothing has changed is left alone, so that a new highlight costs the same among a thousand others.
    """
    known: dict[tuple[str, int, int | None], _Written] = {}
    for family, key, values in _owners(articles, furniture):
        for some in chunks(sorted(values)):
            known.update(_known(db, family, key, some))
    newspapers = {(r.doc.newspaper, r.doc.newspaper_name) for r in rows if r.doc.newspaper is not None}
    db.executemany("insert or replace into newspaper values (?, ?)", [(n, name or "") for n, name in newspapers])
    runs = {name: (int(id), str(sort)) for name, id, sort in db.execute("select family, id, sort from run").fetchall()}
    before_runs = dict(runs)
    for row in rows:
        owner = row.doc.issue if row.family == "furniture" else row.doc.article
        before = known.pop((row.family, owner, row.item), None)
        if before is None:
            _lengthen(runs, row, _insert(db, row))
        elif before.digest != row.digest or before.sort != row.doc.sort:
            _bury(db, row.family, before.id)
            _lengthen(runs, row, _insert(db, row))
        elif before.values != tuple(_values(row).values()) or before.sides != _sides(row):
            _update(db, row, before.id)
    for (family, _owner, _item), before in known.items():
        _bury(db, family, before.id)
    changed = [(family, *run) for family, run in runs.items() if run != before_runs.get(family)]
    db.executemany("insert or replace into run values (?, ?, ?)", changed)


def _lengthen(runs: dict[str, tuple[int, str]], row: IndexRow, id: int) -> None:
    """Let the run of keys in the order of dates go on to a document just written, if it is the next one."""
    last, sort = runs.get(row.family, (0, ""))
    if id == last + 1 and row.doc.sort >= sort:
        runs[row.family] = (id, row.doc.sort)


def _owners(articles: set[int], furniture: set[int]) -> tuple[tuple[str, str, set[int]], ...]:
    return ("article", "article", articles), ("passage", "article", articles), ("furniture", "issue", furniture)


class _Written(NamedTuple):
    """A document as it stands in the index: its rowid, the digest of its words, its columns, and what lies beside it."""

    id: int
    item: int | None
    digest: bytes
    values: tuple[Any, ...]
    sides: list[tuple[Any, ...]]

    @property
    def sort(self) -> str:
        """What it was sorted by."""
        return str(self.values[_value_names().index("sort")])


def _known(
    db: sqlite3.Connection, family: str, key: str, values: Sequence[int]
) -> dict[tuple[str, int, int | None], _Written]:
    """The documents of some articles (issues), by family, article (issue) and item."""
    names, those = _value_names(), where_in(key, values)
    found = db.execute(f"select id, {', '.join(names)} from {family}_doc where {those}").fetchall()
    sides: dict[int, list[tuple[Any, ...]]] = {id: [] for id, *_values in found}
    for side, columns in _SIDES.items() if found else ():
        sql = f"""select doc, {columns} from {family}_{side} where doc in
                  (select id from {family}_doc where {those}) order by doc, {columns}"""
        for id, *told in db.execute(sql).fetchall():
            sides[id].append((side, *told))
    owner, item, digest = (names.index(name) for name in (key, "item", "digest"))
    return {
        (family, row[owner], row[item]): _Written(id, row[item], row[digest], tuple(row), sides[id])
        for id, *row in found
    }


@cache
def _value_names() -> list[str]:
    return list(_values(IndexRow("article", IndexDoc(0, 0), None, None, {}, "", set(), b"")))


_SIDES = {"tag": "tag, direct", "colour": "colour", "author": "author"}


def _sides(row: IndexRow) -> list[tuple[Any, ...]]:
    """What lies beside a document, in the order of `_SIDES`."""
    authors = () if row.family == "furniture" else sorted(set(row.doc.authors))
    return [
        *(("tag", tag, direct) for tag, direct in row.tags),
        *(("colour", colour) for colour in row.colours),
        *(("author", author) for author in authors),
    ]


def _bury(db: sqlite3.Connection, family: str, id: int) -> None:
    db.execute(f"delete from {family}_doc where id = ?", (id,))
    db.execute(f"insert into {family}_dead values (?)", (id,))
    _delete_sides(db, family, id)


def _delete_sides(db: sqlite3.Connection, family: str, id: int) -> None:
    for side in _SIDES:
        db.execute(f"delete from {family}_{side} where doc = ?", (id,))


def _update(db: sqlite3.Connection, row: IndexRow, id: int) -> None:
    values = _values(row)
    sets = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"update {row.family}_doc set {sets} where id = ?", (*values.values(), id))
    _delete_sides(db, row.family, id)
    _insert_sides(db, row, id)


def _insert(db: sqlite3.Connection, row: IndexRow) -> int:
    values = _values(row)
    marks = ", ".join("?" * len(values))
    cursor = db.execute(f"insert into {row.family}_doc({', '.join(values)}) values ({marks})", tuple(values.values()))
    id = cursor.lastrowid
    assert id is not None
    if row.words:
        names, marks = ", ".join(row.words), ", ?" * len(row.words)
        db.execute(f"insert into {row.family}_words(rowid, {names}) values (?{marks})", (id, *row.words.values()))
    db.execute(f"insert into {row.family}_chars(rowid, chars) values (?, ?)", (id, row.chars))
    _insert_sides(db, row, id)
    return id


def _values(row: IndexRow) -> dict[str, Any]:
    """The columns of a document."""
    doc = row.doc
    low, high = days(doc.date) or (None, None)
    return {
        "article": doc.article, "issue": doc.issue, "item": row.item, "newspaper": doc.newspaper, "low": low,
        "high": high, "page": doc.page, "sort": doc.sort, "kind": doc.kind, "state": doc.state,
        "has": " ".join(sorted(doc.has)), "body": row.body, "digest": row.digest,
    }  # fmt: skip


def _insert_sides(db: sqlite3.Connection, row: IndexRow, id: int) -> None:
    family = row.family
    if row.tags:
        db.executemany(f"insert into {family}_tag values (?, ?, ?)", [(tag, id, direct) for tag, direct in row.tags])
        names = {(row.doc.tag_names[tag], tag) for tag, _direct in row.tags if tag in row.doc.tag_names}
        if row.family == "article":
            names.update((name, tag) for tag, name in row.doc.tag_names.items())
        db.executemany("insert or ignore into tag_name(name, tag) values (?, ?)", sorted(names))
    if row.colours:
        db.executemany(f"insert into {family}_colour values (?, ?)", [(colour, id) for colour in row.colours])
    if row.doc.authors and family != "furniture":
        db.executemany(f"insert into {family}_author values (?, ?)", [(a, id) for a in sorted(set(row.doc.authors))])

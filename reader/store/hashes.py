"""A hash of every row of user data and a count of rows an issue, kept in the same transaction as the rows themselves.

Eight bytes a row (BLAKE2b over all its columns, the key included), 64 rows to a bucket: slot `id % 64` of bucket
`id // 64`. A slot of zeros says that there is no row; so a row that vanished shows as well as one that changed.
TEMP triggers note which rows were touched; the change log names the rest, and is hashed like any other table.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from reader.store.connection import Handle
from reader.store.tables import DERIVED, LOGGED

WIDTH = 8
"""Bytes of one hash."""
SLOTS = 64
NONE = bytes(WIDTH)
HASHED = (*LOGGED, "source", "source_text", "act", "change")
"""Tables whose rows are hashed."""

_SOME = 400
_COUNTED = {
    "page": "select issue_id, count(*) from page where issue_id in ({}) group by 1",
    "article": "select issue_id, count(*) from article where issue_id in ({}) group by 1",
    "flag": "select issue_id, count(*) from flag where issue_id in ({}) group by 1",
    "block": "select p.issue_id, count(*) from page p join block t on t.page_id = p.id where p.issue_id in ({}) group by 1",
    "piece": """select p.issue_id, count(*) from page p join source_text s on s.page_id = p.id
                join piece t on t.source_text_id = s.id where p.issue_id in ({}) group by 1""",
    "correction": """select p.issue_id, count(*) from page p join source_text s on s.page_id = p.id
                     join correction t on t.source_text_id = s.id where p.issue_id in ({}) group by 1""",
    "highlight_span": """select p.issue_id, count(*) from page p join source_text s on s.page_id = p.id
                         join highlight_span t on t.source_text_id = s.id where p.issue_id in ({}) group by 1""",
    "article_tag": """select a.issue_id, count(*) from article a join article_tag t on t.article_id = a.id
                      where a.issue_id in ({}) group by 1""",
    "note": """select a.issue_id, count(*) from article a join note t on t.article_id = a.id
               where a.issue_id in ({}) group by 1""",
}
"""How many rows of a table belong to each of some issues."""
_ISSUE_OF = {
    "page": "select issue_id from page where id in ({})",
    "article": "select issue_id from article where id in ({})",
    "flag": "select issue_id from flag where id in ({})",
    "block": "select p.issue_id from block t join page p on p.id = t.page_id where t.id in ({})",
    "source_text": "select p.issue_id from source_text t join page p on p.id = t.page_id where t.id in ({})",
    "article_tag": "select a.issue_id from article_tag t join article a on a.id = t.article_id where t.id in ({})",
    "note": "select a.issue_id from note t join article a on a.id = t.article_id where t.id in ({})",
    **{
        table: f"""select p.issue_id from {table} t join source_text s on s.id = t.source_text_id
                   join page p on p.id = s.page_id where t.id in ({{}})"""
        for table in ("piece", "correction", "highlight_span")
    },
}
_OWNER_OF_GONE = {
    "page": ("issue_id", "issue"),
    "article": ("issue_id", "issue"),
    "flag": ("issue_id", "issue"),
    "block": ("page_id", "page"),
    "article_tag": ("article_id", "article"),
    "note": ("article_id", "article"),
    **dict.fromkeys(("piece", "correction", "highlight_span"), ("source_text_id", "source_text")),
}
"""Where a deleted row said whom it belonged to."""


class Damaged(NamedTuple):
    """One row that is not what was written: `how` is `changed`, `missing` (its hash is there, the row is not),
    `extra` (a row nobody wrote) or `unreadable`."""

    table: str
    id: int
    how: str


def prepare(db: Handle) -> None:
    """Make the list of touched rows and its triggers for this connection; again after any migration.

    Where an act is logged its changes name the rows; the triggers note those of imports, quiet work, and derived columns.
    """
    run = db.conn.execute
    run("create temp table if not exists touched_row (entity text, id integer, primary key (entity, id)) without rowid")
    for table in HASHED[:-2]:
        always = table in DERIVED or table not in LOGGED
        unlogged = "" if always else "when (select id from current_act) is null"
        column, owner = _OWNER_OF_GONE.get(table, ("", ""))
        before = f"insert or ignore into touched_row values ('@{owner}', coalesce(old.{column}, 0));" if owner else ""
        for event, row, also in (("insert", "new", ""), ("update", "new", before), ("delete", "old", before)):
            run(
                f"create temp trigger if not exists touch_{table}_{event} after {event} on main.{table} {unlogged} begin "
                f"insert or ignore into touched_row values ('{table}', {row}.id); {also} end"
            )


def row_hash(table: str, row: Sequence[Any]) -> bytes:
    """The hash of a row: its table and all its columns in order."""
    return blake2b(repr((table, *row)).encode("utf-8", "surrogatepass"), digest_size=WIDTH).digest()


def renew(db: Handle, act: int | None = None) -> None:
    """Hash what this transaction touched, inside it: rows noted by the triggers, and those `act` logged."""
    touched: dict[str, set[int]] = {}
    before: dict[str, set[int]] = {}
    for (entity,) in db.conn.execute("select distinct entity from temp.touched_row").fetchall():
        rows = db.conn.execute("select id from temp.touched_row where entity = ?", (entity,)).fetchall()
        (before if entity[0] == "@" else touched)[entity.lstrip("@")] = {id for (id,) in rows}
    if act is not None:
        touched["act"] = {act}
        _take_logged(db, touched, before)
    if not touched:
        return
    db.conn.execute("delete from temp.touched_row")
    for entity, ids in touched.items():
        _store(db, entity, dict(_hashes(db.conn, entity, sorted(ids))), ids)
    _recount(db, touched, before)


def _take_logged(db: Handle, touched: dict[str, set[int]], before: dict[str, set[int]]) -> None:
    """Add the changes logged since the last one hashed, the rows they name, and whom those belonged to before."""
    last = (
        "select bucket * ? + length(hashes) / ? - 1 from row_hash where entity = 'change' order by bucket desc limit 1"
    )
    hashed = db.conn.execute(last, (SLOTS, WIDTH)).fetchone()
    sql = "select id, entity, entity_id, field, old from change where id > ?"
    for change, entity, id, field, old in db.conn.execute(sql, (hashed[0] if hashed else 0,)).fetchall():
        touched.setdefault("change", set()).add(change)
        touched.setdefault(entity, set()).add(id)
        if old is not None and entity in _OWNER_OF_GONE:
            column, owner = _OWNER_OF_GONE[entity]
            was = json.loads(old).get(column) if field == "*" else json.loads(old) if field == column else None
            if was is not None:
                before.setdefault(owner, set()).add(was)


def anew(db: Handle) -> None:
    """Hash every row there is, inside the transaction that is open: for a new library, and after a schema step."""
    db.conn.execute("delete from row_hash")
    for entity in HASHED:
        ids = [int(row[0]) for row in db.conn.execute(f"select id from {entity} order by id").fetchall()]
        for at in range(0, len(ids), 64 * SLOTS):
            some = ids[at : at + 64 * SLOTS]
            _store(db, entity, dict(_hashes(db.conn, entity, some)), some)
    recount(db)


def _hashes(conn: sqlite3.Connection, entity: str, ids: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """(id, hash) of those of the rows that are there; `ids` in order."""
    for at in range(0, len(ids), _SOME):
        some = ids[at : at + _SOME]
        whole = some[-1] - some[0] + 1 == len(some)
        where = f"between {some[0]} and {some[-1]}" if whole else f"in ({','.join(map(str, some))})"
        for row in conn.execute(f"select * from {entity} where id {where}").fetchall():
            yield row[0], row_hash(entity, row)


def _store(db: Handle, entity: str, hashes: dict[int, bytes], ids: Iterable[int]) -> None:
    """Put hashes into their slots; those of `ids` that have none are gone."""
    slots: dict[int, dict[int, bytes]] = {}
    for id in ids:
        slots.setdefault(id // SLOTS, {})[id % SLOTS] = hashes.get(id, NONE)
    rows = []
    for bucket, some in slots.items():
        if len(some) == SLOTS:
            rows.append((entity, bucket, b"".join([some[slot] for slot in range(SLOTS)]).rstrip(b"\0")))
            continue
        known = bucket_of(db.conn, entity, bucket)
        packed = bytearray(known.ljust(SLOTS * WIDTH, b"\0"))
        for slot, made in some.items():
            packed[slot * WIDTH : (slot + 1) * WIDTH] = made
        rows.append((entity, bucket, bytes(packed).rstrip(b"\0")))
    db.conn.executemany("insert or replace into row_hash (entity, bucket, hashes) values (?, ?, ?)", rows)


def bucket_of(conn: sqlite3.Connection, entity: str, bucket: int) -> bytes:
    """The packed hashes of a bucket, trailing zeros left out; empty where there is none."""
    row = conn.execute("select hashes from row_hash where entity = ? and bucket = ?", (entity, bucket)).fetchone()
    return bytes(row[0]) if row else b""


def kept_hash(conn: sqlite3.Connection, entity: str, id: int) -> bytes:
    """The hash kept for a row; zeros where none is."""
    packed = bucket_of(conn, entity, id // SLOTS).ljust(SLOTS * WIDTH, b"\0")
    at = id % SLOTS * WIDTH
    return packed[at : at + WIDTH]


# counts


def _recount(db: Handle, touched: dict[str, set[int]], before: dict[str, set[int]]) -> None:
    issues = touched.get("issue", set()) | before.get("issue", set())
    tables: set[str] = set()
    for entity, ids in (*touched.items(), *before.items()):
        if entity in _ISSUE_OF:
            for some in _parts(ids):
                found = db.conn.execute(_ISSUE_OF[entity].format(some)).fetchall()
                issues.update(row[0] for row in found if row[0] is not None)
    for entity in touched:
        tables |= set(_COUNTED) if entity in {"issue", "page", "article", "source_text"} else {entity}
    _count(db, issues, tables & set(_COUNTED))


def recount(db: Handle) -> None:
    """Count the rows of all issues anew, inside the transaction that is open."""
    issues = {int(row[0]) for row in db.conn.execute("select id from issue").fetchall()}
    db.conn.execute("delete from issue_count")
    _count(db, issues, set(_COUNTED))


def _count(db: Handle, issues: set[int], tables: set[str]) -> None:
    if not issues or not tables:
        return
    for table in sorted(tables):
        for some in _parts(issues):
            counted = dict(db.conn.execute(_COUNTED[table].format(some)).fetchall())
            rows = [(int(id), table, counted.get(int(id), 0)) for id in some.split(",")]
            db.conn.executemany("insert or replace into issue_count (issue_id, entity, number) values (?, ?, ?)", rows)


def _parts(ids: Iterable[int]) -> Iterator[str]:
    listed = sorted(ids)
    for at in range(0, len(listed), _SOME):
        yield ",".join(map(str, listed[at : at + _SOME]))


# checking


def damaged(conn: sqlite3.Connection) -> Iterator[Damaged]:
    """Every row that is not as it was written. `conn` must read text leniently (see `lenient`)."""
    for entity in HASHED:
        yield from _damaged_of(conn, entity)


def lenient(conn: sqlite3.Connection) -> None:
    """Have a connection give text that is no UTF-8 with its bytes marked, where SQLite's module would refuse the query."""
    conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")


def _damaged_of(conn: sqlite3.Connection, entity: str) -> Iterator[Damaged]:
    kept: dict[int, bytes] = {}
    sql = "select bucket, hashes from row_hash where entity = ? order by bucket"
    for bucket, packed in conn.execute(sql, (entity,)):
        for slot in range(0, len(packed), WIDTH):
            made = packed[slot : slot + WIDTH].ljust(WIDTH, b"\0")
            if made != NONE:
                kept[bucket * SLOTS + slot // WIDTH] = made
    for id, made in _read(conn, entity, kept):
        wanted = kept.pop(id, None)
        if made != wanted:
            yield Damaged(entity, id, "unreadable" if not made else "changed" if wanted else "extra")
    for id in kept:
        yield Damaged(entity, id, "missing")


def _read(conn: sqlite3.Connection, entity: str, kept: dict[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """(id, hash) of all rows; where a page cannot be read, row by row as far as they can (an empty hash: not)."""
    try:
        # The rows themselves are read: an index may still say what its row no longer does.
        ids = [int(row[0]) for row in conn.execute(f"select id from {entity} not indexed order by id").fetchall()]
        yield from list(_hashes(conn, entity, ids))
    except (sqlite3.Error, OverflowError):
        for id in list(kept):
            try:
                yield from list(_hashes(conn, entity, [id]))
            except (sqlite3.Error, OverflowError):
                yield id, b""


def miscounted(conn: sqlite3.Connection) -> list[tuple[int, str, int, int]]:
    """(issue, table, rows counted when last written, rows there now) wherever the two differ."""
    kept: dict[str, dict[int, int]] = {}
    for issue, entity, number in conn.execute("select issue_id, entity, number from issue_count").fetchall():
        kept.setdefault(entity, {})[issue] = number
    found = []
    for entity, numbers in kept.items():
        if entity not in _COUNTED:
            continue
        for some in _parts(numbers):
            now = dict(conn.execute(_COUNTED[entity].format(some)).fetchall())
            found += [
                (int(id), entity, numbers[int(id)], now.get(int(id), 0))
                for id in some.split(",")
                if numbers[int(id)] != now.get(int(id), 0)
            ]
    return sorted(found)

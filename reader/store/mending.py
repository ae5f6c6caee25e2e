"""Damaged rows: named, shown beside what the second copy holds, and put back where a hash proves what they were."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from reader.domain.words import N_, _
from reader.store import hashes, second_copy
from reader.store.act import Act
from reader.store.connection import connect
from reader.store.copy_lines import Value
from reader.store.derived import refresh_articles, refresh_blocks
from reader.store.library import Library

Key = tuple[str, int]
_ARTICLE = {
    "article": "select id from article where id = ?",
    "block": "select article_id from block where id = ?",
    "piece": "select article_id from piece join block on block.id = piece.block_id where piece.id = ?",
    "article_field": "select article_id from article_field where id = ?",
    "article_tag": "select article_id from article_tag where id = ?",
    "note": "select article_id from note where id = ?",
    "flag": "select article_id from flag where id = ?",
    "act": "select article_id from act where id = ?",
    "change": "select article_id from change join act on act.id = change.act_id where change.id = ?",
    **{
        table: f"""select b.article_id from {table} t {join} join piece p on p.source_text_id = {spans}.source_text_id
                   and p.start < {spans}.end and p.end > {spans}.start join block b on b.id = p.block_id where t.id = ?"""
        for table, join, spans in (
            ("highlight", "join highlight_span s on s.highlight_id = t.id", "s"),
            ("highlight_span", "", "t"),
            ("correction", "", "t"),
        )
    },
}
"""The article that shows a row."""
_HOW = {
    "changed": N_("{table} {id} is not as it was written{where}. It reads: {here}. The second copy holds: {copy}."),
    "missing": N_("{table} {id} is missing{where}. The second copy holds: {copy}."),
    "extra": N_("{table} {id} was written by no act of Pressmark{where}. It reads: {here}."),
    "unreadable": N_("{table} {id} cannot be read{where}. The second copy holds: {copy}."),
}
_LONG = 160


class DamagedRow(NamedTuple):
    """One damaged row: where it belongs, what stands there, what the second copy holds (None: nothing of it)."""

    table: str
    id: int
    how: str
    article: int | None
    title: str
    here: Value | None
    copy: Value | None

    @property
    def words(self) -> str:
        """The row in a sentence, in the language now set."""
        where = f" ({_(N_('article {id}')).format(id=self.article)} {self.title})" if self.article else ""
        none = _(N_("nothing; it came with an import"))
        return _(_HOW[self.how]).format(
            table=self.table, id=self.id, where=where, here=_short(self.here) or "–", copy=_short(self.copy) or none
        )

    def as_json(self) -> Value:
        """The row for `check --json`."""
        return {**self._asdict(), "here": _printable(self.here), "copy": _printable(self.copy)}


def _short(row: Value | None) -> str:
    told = {
        name: value for name, value in (row or {}).items() if value not in (None, "") and name not in {"id", "uuid"}
    }
    text = json.dumps(_printable(told), ensure_ascii=False) if told else ""
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def _printable(row: Value | None) -> Value | None:
    if row is None:
        return None
    return {
        n: v.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if isinstance(v, str) else v
        for n, v in row.items()
    }


def damaged_rows(library: Library, told: second_copy.Read | None) -> list[DamagedRow]:
    """All damaged rows of a library, with what the second copy holds of them."""
    db = connect(library.path, read_only=True)
    try:
        hashes.lenient(db.conn)
        found = list(hashes.damaged(db.conn))
        held = copied(told, {(one.table, one.id) for one in found})
        return [_described(db.conn, one, held.get((one.table, one.id))) for one in found]
    finally:
        db.conn.close()


def _described(conn: sqlite3.Connection, one: hashes.Damaged, copy: Value | None) -> DamagedRow:
    here, article, title = None, None, ""
    try:
        here = row_of(conn, one.table, one.id)
        row = conn.execute(_ARTICLE[one.table], (one.id,)).fetchone() if one.table in _ARTICLE else None
        article = row[0] if row else (copy or {}).get("article_id")
        row = conn.execute("select title from article where id = ?", (article,)).fetchone()
        title = str(row[0] or "") if row else ""
    except (sqlite3.Error, OverflowError):
        pass
    return DamagedRow(*one, article, title, here, copy)


def row_of(conn: sqlite3.Connection, table: str, id: int) -> Value | None:
    """One row as it stands, by column; None where there is none."""
    cursor = conn.execute(f"select * from {table} where id = ?", (id,))
    row = cursor.fetchone()
    return dict(zip((d[0] for d in cursor.description), row, strict=True)) if row else None


def copied(told: second_copy.Read | None, wanted: set[Key]) -> dict[Key, Value]:
    """What the second copy holds of rows: the last value of each column it speaks of."""
    held: dict[Key, Value] = {}
    for line in told.lines if told else ():
        for change in line["changes"]:
            key = (change["entity"], change["id"])
            if key not in wanted:
                continue
            if change["field"] != "*":
                held.setdefault(key, {})[change["field"]] = change["new"]
            elif change["new"] is None:
                held.pop(key, None)
            else:
                held[key] = dict(change["new"])
    return held


def proven(library: Library, rows: Iterable[DamagedRow], again: Library | None) -> dict[Key, Value]:
    """Rows as they were written, of those damaged: only where their hash says that these are the very ones.

    `again` is the library made again from its second copy and its own sources. A row that stands as it should, whose
    hash was damaged, is among them too.
    """
    conn = library.db().conn
    found: dict[Key, Value] = {}
    for row in rows:
        kept = hashes.kept_hash(conn, row.table, row.id)
        anew = row_of(again.db().conn, row.table, row.id) if again else None
        names = list(row.here or anew or ())
        from_copy = {"id": row.id, **row.copy} if row.copy else None
        for one in (from_copy, anew):
            if one is None or not names or set(names) - set(one):
                continue
            values = [one[name] for name in names]
            if hashes.row_hash(row.table, values) == kept or (one is anew and one == row.here):
                found[row.table, row.id] = dict(zip(names, values, strict=True))
                break
    return found


def put_back(act: Act, rows: dict[Key, Value], unlogged: set[Key]) -> None:
    """Write proven rows inside an act, their hashes and counts with them.

    Values that are no text any more cannot stand in the change log: those of `unlogged` are put back without an entry.
    """
    act.execute("reindex")
    for logged in (False, True):
        act.execute("delete from temp.current_act")
        if logged:
            act.execute("insert into temp.current_act values (?)", (act.id,))
        for (table, id), values in rows.items():
            if logged == ((table, id) not in unlogged):
                _write(act, table, id, values)
    hashes.recount(act.db)


def _write(act: Act, table: str, id: int, values: Value) -> None:
    if act.value(f"select 1 from {table} where id = ?", (id,)) is None:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        act.execute(f"insert into {table} ({names}) values ({marks})", tuple(values.values()))
    else:
        act.update(table, id, **{name: value for name, value in values.items() if name != "id"})
    act.execute("insert or ignore into temp.touched_row values (?, ?)", (table, id))


def spoiled(row: DamagedRow) -> bool:
    """Whether a damaged row holds what is no text any more."""
    return any(isinstance(v, bytes) or (isinstance(v, str) and not _is_text(v)) for v in (row.here or {}).values())


def _is_text(value: str) -> bool:
    return not any(0xD800 <= ord(c) <= 0xDFFF or c == "\0" for c in value)


def derive_anew(act: Act) -> None:
    """Lay out all blocks and list rows again; write what differs."""
    refresh_blocks(act, [r[0] for r in act.rows("select id from block")])
    refresh_articles(act, [r[0] for r in act.rows("select id from article")])

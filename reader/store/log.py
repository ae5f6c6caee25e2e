"""The one change log: TEMP triggers write each change of user data; undo, redo and history read only this.

A change row is `(entity, id, uuid, field, old, new)`. For a row that came into being `field` is `*`, `old` is null
and `new` the row as JSON; for one that went, the other way round. Rows belong to the act under which they were
written; where no act is set (imports, derived values) the triggers are silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reader.store.act import Act
from reader.store.connection import Handle
from reader.store.stored_json import read_json
from reader.store.tables import LOGGED, columns

Row = tuple[Any, ...]


def prepare(db: Handle) -> None:
    """Make the act cell and the logging triggers of this connection; to be called again after any migration."""
    db.conn.execute("create temp table if not exists current_act (id integer)")
    for table in LOGGED:
        for statement in _triggers(db, table):
            db.conn.execute(statement)


def _triggers(db: Handle, table: str) -> list[str]:
    names = columns(db.conn, table)
    uuid = {"old": "old.uuid", "new": "new.uuid"} if "uuid" in names else {"old": "null", "new": "null"}
    act = "(select id from current_act)"
    head = "insert into change (act_id, entity, entity_id, uuid, field, old, new)"
    whole = {side: "json_object(" + ", ".join(f"'{n}', {side}.\"{n}\"" for n in names) + ")" for side in ("old", "new")}
    made = [
        f"create temp trigger if not exists log_{table}_insert after insert on main.{table} when {act} is not null begin "
        f"{head} values ({act}, '{table}', new.id, {uuid['new']}, '*', null, {whole['new']}); end",
        f"create temp trigger if not exists log_{table}_delete after delete on main.{table} when {act} is not null begin "
        f"{head} values ({act}, '{table}', old.id, {uuid['old']}, '*', {whole['old']}, null); end",
    ]
    for name in names:
        made.append(
            f'create temp trigger if not exists log_{table}_{name} after update of "{name}" on main.{table} '
            f'when {act} is not null and old."{name}" is not new."{name}" begin '
            f"{head} values ({act}, '{table}', new.id, {uuid['new']}, '{name}', "
            f'json_quote(old."{name}"), json_quote(new."{name}")); end'
        )
    return made


def changes_of(db: Handle, act: int) -> list[Row]:
    """The change rows of an act in the order they were made: (id, entity, entity_id, field, old, new)."""
    sql = "select id, entity, entity_id, field, old, new from change where act_id = ? order by id"
    return db.conn.execute(sql, (act,)).fetchall()


@contextmanager
def recorded(act: Act) -> Iterator[None]:
    """Log what is done inside an import that is a person's word, not the files': undo and the second copy need it."""
    act.execute("insert into temp.current_act values (?)", (act.id,))
    try:
        yield
    finally:
        act.execute("delete from temp.current_act")


def reverse(db: Handle, act: int) -> tuple[list[Row], list[Row]]:
    """Take an act back, newest change first; return (changes reversed, changes left alone).

    A value is put back only where it still is what the act wrote; a row is removed only while it still is as the
    act left it. Runs inside the act that does the undoing, so that the triggers log it like any other work.
    """
    done: list[Row] = []
    refused: list[Row] = []
    for row in reversed(changes_of(db, act)):
        (done if _reverse_one(db, row) else refused).append(row)
    return done, refused


def _reverse_one(db: Handle, row: Row) -> bool:
    _id, entity, entity_id, field, old, new = row
    if field != "*":
        sql = f'update {entity} set "{field}" = ? where id = ? and "{field}" is ?'
        return db.conn.execute(sql, (read_json(old), entity_id, read_json(new))).rowcount == 1
    if old is None:
        return _remove(db, entity, entity_id, read_json(new))
    values = {"id": entity_id, **read_json(old)}
    names = ", ".join(f'"{n}"' for n in values)
    marks = ", ".join("?" for _ in values)
    cursor = db.conn.execute(f"insert or ignore into {entity} ({names}) values ({marks})", tuple(values.values()))
    return cursor.rowcount == 1


def _remove(db: Handle, entity: str, entity_id: int, made: dict[str, Any]) -> bool:
    same = " and ".join(f'"{name}" is ?' for name in made)
    sql = f"delete from {entity} where id = ? and {same}"
    return db.conn.execute(sql, (entity_id, *made.values())).rowcount == 1


NEXT_UNDO = """
select a.id from act a where a.kind in ('do', 'import') and not exists (
  select 1 from act b where b.about = a.id and b.kind = 'undo' and b.id = (select max(id) from act c where c.about = a.id))
order by a.id desc limit 1
"""
"""The newest act that is not undone."""

NEXT_REDO = """
select u.about from act u where u.kind = 'undo'
  and u.id > coalesce((select max(id) from act where kind in ('do', 'import')), 0)
  and u.id = (select max(id) from act c where c.about = u.about)
order by u.id desc limit 1
"""
"""The act undone last, as long as nothing new was done since."""

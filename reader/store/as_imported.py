"""Rows as an import wrote them, told from what they are now and the changes since: for a second copy begun late."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reader.store.stored_json import read_json
from reader.store.texts import Reads, chunks, where_in

Row = dict[str, Any]


def originals(reads: Reads, table: str, ids: Sequence[int]) -> list[Row]:
    """The rows with these ids before any change of a person's, by id; those that an act made are left out."""
    names = [str(r[0]) for r in reads.rows("select name from pragma_table_info(?)", (table,))]
    found: dict[int, Row] = {}
    for some in chunks(sorted(ids)):
        for row in reads.rows(f"select * from {table} where {where_in('id', some)}"):
            found[row[0]] = dict(zip(names, row, strict=True))
        sql = f"""select entity_id, field, old, new from change where entity = '{table}' and {where_in("entity_id", some)}
                  order by id desc"""
        for id, field, old, new in reads.rows(sql):
            if field != "*":
                found.setdefault(id, {"id": id})[field] = read_json(old)
            elif new is None:
                found[id] = {"id": id, **read_json(old)}
            else:
                found.pop(id, None)
    return [found[id] for id in sorted(found)]


def gone(reads: Reads, table: str, column: str, owners: Sequence[int]) -> list[int]:
    """Rows that were deleted since and belonged to one of `owners`."""
    sql = f"""select distinct entity_id from change where entity = '{table}' and field = '*' and new is null
              and json_extract(old, '$.{column}') in (select value from json_each(?))"""
    return [int(row[0]) for row in reads.rows(sql, (json.dumps(list(owners)),))]


def owned(reads: Reads, table: str, column: str, owners: Sequence[int]) -> list[Row]:
    """The rows of a table that belonged to one of `owners`, by `column`, before any change of a person's."""
    now = [int(r[0]) for r in reads.rows(f"select id from {table} where {where_in(column, owners)}")]
    moved = f"""select distinct entity_id from change where entity = '{table}' and field = '{column}'
                and json_extract(old, '$') in (select value from json_each(?))"""
    away = [int(r[0]) for r in reads.rows(moved, (json.dumps(list(owners)),))]
    rows = originals(reads, table, sorted({*now, *away, *gone(reads, table, column, owners)}))
    return [row for row in rows if row.get(column) in owners]


def encodings_before(reads: Reads, act: int) -> dict[int, tuple[str, str]]:
    """How sources were read at an import, by source, where files were read with another encoding since."""
    found: dict[int, tuple[str, str]] = {}
    for (params,) in reads.rows("select params from act where kind = 'import' and id > ? order by id", (act,)):
        for source, codec, how in (read_json(params).get("read_as") or [[]])[0]:
            found.setdefault(source, (codec, how))
    return found

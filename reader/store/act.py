"""An act in the making: statements inside one transaction that is one entry of the change log."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.store.connection import Handle


@dataclass
class Act:
    """One act in the making; `id` is None for work that is not a person's (derived values, drafts)."""

    db: Handle
    id: int | None
    command: str
    at: str
    author: str
    device: str
    imported: list[int] = field(default_factory=list)
    arrived: list[int] = field(default_factory=list)
    """Those of the imported issues that are new, and by which nothing has changed that was there before."""

    def execute(self, sql: str, params: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement inside the act."""
        return self.db.conn.execute(sql, params)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, as the act sees the library."""
        return self.db.conn.execute(sql, params).fetchall()

    def value(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """The first value of the first row, or None."""
        row = self.db.conn.execute(sql, params).fetchone()
        return row[0] if row else None

    def get(self, table: str, id: int, column: str) -> Any:
        """One column of one row, or None."""
        return self.value(f"select {column} from {table} where id = ?", (id,))

    def insert(self, table: str, **values: Any) -> int:
        """Insert a row and return its key; where the table has a `uuid` and none is given, a random one is made."""
        if "uuid" not in values and table not in _WITHOUT_UUID:
            values["uuid"] = str(uuid.uuid4())
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        cursor = self.db.conn.execute(f"insert into {table} ({names}) values ({marks})", tuple(values.values()))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def update(self, table: str, id: int, **values: Any) -> None:
        """Set columns of one row."""
        sets = ", ".join(f'"{name}" = ?' for name in values)
        self.db.conn.execute(f"update {table} set {sets} where id = ?", (*values.values(), id))

    def delete(self, table: str, id: int) -> None:
        """Delete one row."""
        self.db.conn.execute(f"delete from {table} where id = ?", (id,))

    def about(self, article: int | None = None, **params: Any) -> None:
        """Say what the act is about: an article to show in the history, and words for its line there."""
        if self.id is None:
            return
        if article is not None:
            sql = "update act set article_id = coalesce(article_id, ?) where id = ?"
            self.db.conn.execute(sql, (article, self.id))
        if params:
            sql = "update act set params = json_patch(params, ?) where id = ?"
            self.db.conn.execute(sql, (json.dumps(params, ensure_ascii=False), self.id))


_WITHOUT_UUID = {
    "library", "piece", "highlight_span", "note_draft", "reading_place", "source_data", "scan_data", "change",
    "row_hash", "issue_count", "note_link",
}  # fmt: skip

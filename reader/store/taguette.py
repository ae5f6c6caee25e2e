"""A project of Taguette, an SQLite file, read for its highlights; nothing is ever written to it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

_ROWS = """select h.id, d.name, h.snippet, (select group_concat(t.path, char(31)) from highlight_tags ht
  join tags t on t.id = ht.tag_id where ht.highlight_id = h.id) from highlights h join documents d on d.id = h.document_id
  order by h.document_id, h.start_offset, h.id limit 1000000"""
_SECONDS = 20


def read_project(path: Path) -> list[tuple[str, str, tuple[str, ...]]] | None:
    """(document, words as HTML, tags) of each highlight; None where the file is no such project."""
    try:
        with path.open("rb") as file:
            if file.read(16) != b"SQLite format 3\0":
                return None
        conn = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except (OSError, sqlite3.Error):
        return None
    with contextlib.closing(conn):
        steps = [0]

        def stop() -> int:
            steps[0] += 1
            return steps[0] > _SECONDS * 1000

        try:
            conn.execute("pragma trusted_schema=off")
            conn.set_progress_handler(stop, 100_000)
            kinds: dict[str, Any] = dict(conn.execute("select name, type from sqlite_master").fetchall())
            if any(kinds.get(name) != "table" for name in ("highlights", "documents", "tags", "highlight_tags")):
                return None
            return [
                (str(name), str(snippet), tuple(filter(None, str(tags or "").split("\x1f"))))
                for _id, name, snippet, tags in conn.execute(_ROWS)
            ]
        except sqlite3.Error:
            return None

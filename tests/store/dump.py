"""The canonical dump of a library: everything a person made or can see, in one comparable value."""

from __future__ import annotations

from reader.store.library import Library
from reader.store.tables import LOGGED


def dump(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all logged tables with their derived columns; the change log itself is left out."""
    return {table: library.rows(f"select * from {table} order by id") for table in LOGGED}

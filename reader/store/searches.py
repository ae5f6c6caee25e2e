"""Saved searches, read and written."""

from __future__ import annotations

from reader.domain.kept import SavedSearch
from reader.store import ordering
from reader.store.act import Act
from reader.store.texts import Reads


def saved(reads: Reads) -> list[SavedSearch]:
    """All saved searches in their order."""
    return [SavedSearch(*row) for row in reads.rows("select id, uuid, name, query from saved_search order by position, id")]


def add(act: Act, name: str, query: str) -> int:
    """Keep a query under a name, after the others; returns its id."""
    return act.insert("saved_search", name=name, query=query, position=ordering.at_end(act, "saved_search", 1)[0])

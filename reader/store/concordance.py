"""The words of highlights, many at once."""

from __future__ import annotations

from collections.abc import Sequence

from reader.store.feed import Part
from reader.store.library import Library
from reader.store.texts import chunks, where_in


def of_marks(library: Library, highlights: Sequence[int]) -> dict[int, list[Part]]:
    """(field, None, text) of highlights: quote, then comment; those that are gone are left out."""
    found: dict[int, list[Part]] = {}
    for some in chunks(highlights):
        sql = f"select id, quote, comment from highlight where {where_in('id', some)}"
        for id, quote, comment in library.rows(sql):
            found[id] = [("highlight", None, quote), ("comment", None, comment)]
    return found

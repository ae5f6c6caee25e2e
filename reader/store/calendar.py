"""Issues by day for a calendar, and where a page belongs."""

from __future__ import annotations

from typing import Any

from reader.store.library import Library


def issues(library: Library) -> list[tuple[Any, ...]]:
    """(id, newspaper id or None, date as far as known, edition, file name) of all issues outside the trash, by date."""
    return library.rows(
        """select id, newspaper_id, date, edition, name from issue where trashed is null
           order by coalesce(date, '~'), edition, id"""
    )


def page(library: Library, id: int) -> tuple[int, str | None] | None:
    """(issue, label) of a page; None where there is none."""
    row = library.row("select issue_id, label from page where id = ?", (id,))
    return (int(row[0]), row[1]) if row else None

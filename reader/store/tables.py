"""Which tables and columns a library has to do with; the steps that make them are in `schema.py`.

Kept apart so that opening a library does not load sqlite-utils, which only those steps need.
"""

from __future__ import annotations

import sqlite3

STEPS = ("m001_first", "m002_marks", "m003_received")
"""The names of all schema steps; a library that knows others was made by a newer program."""

VERSION = 3
"""`PRAGMA user_version` of a library this program writes."""

LOGGED = (
    "library", "newspaper", "newspaper_name", "issue", "issue_field", "page", "scan", "article", "article_field",
    "block", "piece", "correction", "flag", "tag", "tag_alias", "article_tag", "highlight", "highlight_span",
    "highlight_tag", "note", "colour", "redirect", "issue_tag", "note_template", "learned_answer", "saved_search", "basket", "basket_item",
    "received",
)  # fmt: skip
"""Tables of user data: each change of a person's is written to the change log."""

DERIVED = {
    "article": ("title", "kicker", "byline", "chars", "paragraphs", "sort_key", "shown", "doubt"),
    "block": ("text", "doubt"),
}
"""Columns computed from other rows: not logged, refreshed after each act."""


def columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that are logged: all but the key and the derived ones."""
    derived = DERIVED.get(table, ())
    names = [str(row[0]) for row in conn.execute("select name from pragma_table_info(?)", (table,))]
    return [name for name in names if name != "id" and name not in derived]

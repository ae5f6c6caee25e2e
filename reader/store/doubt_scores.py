"""Scores of doubt for the words of a library that had none yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from reader.domain import doubt

_CHUNK = 2000


def score_all(conn: sqlite3.Connection) -> None:
    """Write the scores (`domain/doubt.py`) of all blocks and articles, inside the transaction that is open."""
    scored = ((doubt.score(text, role), id) for id, _article, role, text in _blocks(conn, "id"))
    _write(conn, "block", scored)
    by_article = groupby(_blocks(conn, "article_id, position, id"), key=lambda row: row[1])
    _write(
        conn, "article", ((doubt.score_of_article([(r[2], r[3]) for r in rows]), id) for id, rows in by_article if id)
    )


def _blocks(conn: sqlite3.Connection, order: str) -> Iterator[tuple[int, int | None, str, str]]:
    """All blocks `(id, article, role, text)`, a chunk in memory at a time."""
    cursor = conn.execute(f"select id, article_id, role, text from block order by {order}")
    while rows := cursor.fetchmany(_CHUNK):
        yield from rows


def _write(conn: sqlite3.Connection, table: str, scores: Iterator[tuple[int, int | None]]) -> None:
    """Write those that are not 0, after all are known: a read goes on over the table meanwhile."""
    found = [score for score in scores if score[0]]
    conn.executemany(f"update {table} set doubt = ? where id = ?", found)

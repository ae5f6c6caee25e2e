"""Connections to a library file: pragmas, own short retries instead of SQLite's busy handler, faults in words.

Why a rollback journal (DELETE + EXTRA) and not WAL: docs/decisions/0001-journal-mode.md.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from reader.domain.errors import ReaderError
from reader.domain.words import N_

PATIENCE = 5.0
"""Seconds a command waits for another process that is writing."""
APPLICATION_ID = 0x5052534D
"""`PRAGMA application_id` of a library: "PRSM"."""

Result = TypeVar("Result")


class Handle:
    """An open library file: the connection of one thread."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> Handle:
    """Open a connection for the calling thread. `immutable` is for media nobody can write to."""
    mode = "ro" if read_only or immutable else "rw"
    address = f"file:{quote(str(path.resolve()))}?mode={mode}" + ("&immutable=1" if immutable else "")
    raw = sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)
    db = Handle(raw)
    patiently(lambda: _set_pragmas(raw, read_only or immutable), path)
    return db


def _set_pragmas(raw: sqlite3.Connection, read_only: bool) -> None:
    raw.execute("pragma trusted_schema=off")
    raw.execute("pragma cell_size_check=on")
    raw.execute("pragma mmap_size=0")
    raw.execute("pragma foreign_keys=on")
    raw.execute("pragma cache_spill=off")
    raw.execute("pragma cache_size=-32000")
    if not read_only:
        raw.execute("pragma journal_mode=delete").fetchall()
        raw.execute("pragma synchronous=extra")


def is_busy(error: BaseException) -> bool:
    """Whether SQLite refused only because another connection was writing or reading."""
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error).lower()


def patiently(work: Callable[[], Result], path: Path, patience: float = PATIENCE) -> Result:
    """Do `work`, again each millisecond while the library is busy; SQLite's faults become ReaderErrors."""
    until = time.monotonic() + patience
    while True:
        try:
            return work()
        except sqlite3.Error as error:
            if is_busy(error) and time.monotonic() < until:
                time.sleep(0.001)
                continue
            raise fault(error, path) from error


def fault(error: sqlite3.Error, path: Path) -> Exception:
    """The ReaderError that tells a person what an SQLite error means; programming errors come back as they are."""
    text = str(error).lower()
    if is_busy(error):
        return ReaderError(
            N_("The library {path} is being written by another program."),
            N_("Wait until it has finished, then try again; nothing was changed."),
            path=path,
        )
    if "full" in text:
        return ReaderError(
            N_("The disk that holds {path} is full."),
            N_("Free some space and try again; nothing was changed."),
            path=path,
        )
    if "readonly" in text or "read-only" in text:
        return ReaderError(
            N_("The library {path} cannot be written."), N_("Copy it to a folder where you may write."), path=path
        )
    if "disk i/o" in text:
        return ReaderError(
            N_("The disk failed or is full while {path} was used."),
            N_("Check the disk and its free space, then open the library again."),
            path=path,
        )
    if "malformed" in text or "not a database" in text:
        return ReaderError(
            N_("The file {path} is damaged or is not a Pressmark library."),
            N_("Nothing was written. Restore a backup, or choose another file."),
            path=path,
        )
    if "unable to open" in text:
        return ReaderError(
            N_("The library {path} cannot be opened."), N_("Check that the folder exists and may be read."), path=path
        )
    return error


def fetch(db: Handle, path: Path, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a query, fetched whole so that no read stays open."""
    return patiently(lambda: db.conn.execute(sql, params).fetchall(), path)

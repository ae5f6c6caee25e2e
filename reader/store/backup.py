"""Backups that are proven: copied with SQLite's backup API, opened, checked and counted before they count."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.store import hashes
from reader.store.connection import Handle, connect, fault
from reader.store.tables import LOGGED

HASHED_SINCE = 2
"""The first version of libraries whose rows are hashed."""


_STEP = 8192
"""Pages copied at a time (32 MB)."""


class Proof(NamedTuple):
    """What a verified copy holds."""

    path: Path
    issues: int
    articles: int
    highlights: int
    notes: int


def verified_backup(library: Path, out: Path, *, replace: bool = False) -> Proof:
    """Copy `library` to `out`, prove the copy, and only then give it its name.

    Raises ReaderError where `out` exists (unless `replace`), the disk fails, or the copy is not sound; then no
    file called `out` is made or changed.
    """
    if out.exists() and not replace:
        raise ReaderError(N_("{path} exists already."), N_("Choose another name for the backup."), path=out)
    partial = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        _copy(library, partial)
        proof = prove(partial, library)
        with partial.open("rb") as handle:
            os.fsync(handle.fileno())
        _set_aside(out)
        os.replace(partial, out)
        _sync(out.parent)
    except OSError as error:
        raise ReaderError(
            N_("The backup {path} cannot be written: {reason}."),
            N_("Choose another folder."),
            path=out,
            reason=error.strerror or error,
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return proof._replace(path=out)


def _set_aside(out: Path) -> None:
    """What an older file of this name left behind (`-journal`, `-wal`, `-shm`) would be played into the new one."""
    for ending in ("-journal", "-wal", "-shm"):
        stale = out.with_name(out.name + ending)
        if stale.exists():
            os.replace(stale, stale.with_name(f"{stale.name}.set-aside"))


def relocate(library: Path, to: Path) -> None:
    """Give a closed library another place; across disks it is copied and proved before the old file goes."""
    if to.exists():
        raise ReaderError(N_("{path} exists already."), N_("Choose another name."), path=to)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        os.link(library, to)
    except OSError:
        verified_backup(library, to)
    try:
        library.unlink()
        _sync(library.parent)
    except OSError as error:
        raise ReaderError(
            N_("{path} was copied, but the old file could not be removed: {reason}."),
            N_("Remove it yourself, so that you do not go on working in it."),
            path=to,
            reason=error.strerror or error,
        ) from error


def _copy(library: Path, partial: Path) -> None:
    source = connect(library, read_only=True)
    try:
        target = sqlite3.connect(partial)
        try:
            # In steps, so that a save never waits for the whole of it; a write in between begins it anew.
            source.conn.backup(target, pages=_STEP, sleep=0.002)
        finally:
            target.close()
    except sqlite3.Error as error:
        raise fault(error, library) from error
    finally:
        source.conn.close()


def prove(copy: Path, original: Path | None = None) -> Proof:
    """Check a copy's integrity, row hashes and counts (against `original` where given). Raises ReaderError where it fails."""
    db = connect(copy, read_only=True)
    try:
        verdict = db.conn.execute("pragma integrity_check(1)").fetchone()[0]
        broken = db.conn.execute("pragma foreign_key_check").fetchall()
        counts = [
            db.conn.execute(f"select count(*) from {t}").fetchone()[0]
            for t in ("issue", "article", "highlight", "note")
        ]
        total = _totals(db)
        astray = _astray(db)
    except sqlite3.Error as error:
        raise fault(error, copy) from error
    finally:
        db.conn.close()
    if verdict != "ok" or broken or astray or (original is not None and total < _totals_of(original)):
        raise ReaderError(
            N_("The copy {path} is not sound."),
            N_("Check the library with `pressmark check`; older backups were kept."),
            path=copy,
        )
    return Proof(copy, *counts)


def _astray(db: Handle) -> bool:
    """Whether a row is not as it was written, or one is missing; older libraries keep no hashes."""
    if db.conn.execute("pragma user_version").fetchone()[0] < HASHED_SINCE:
        return False
    hashes.lenient(db.conn)
    return next(hashes.damaged(db.conn), None) is not None or bool(hashes.miscounted(db.conn))


def _totals(db: object) -> int:
    conn = db.conn  # type: ignore[attr-defined]
    there = {str(row[0]) for row in conn.execute("select name from sqlite_master where type = 'table'")}
    return sum(int(conn.execute(f"select count(*) from {table}").fetchone()[0]) for table in LOGGED if table in there)


def _totals_of(path: Path) -> int:
    db = connect(path, read_only=True)
    try:
        return _totals(db)
    finally:
        db.conn.close()


def _sync(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""The file of the search index: a connection for each thread, patient transactions, damage mended by beginning anew."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from reader.domain.errors import ReaderError, Stopped
from reader.domain.words import N_
from reader.store.connection import APPLICATION_ID as LIBRARY_ID
from reader.store.index_docs import SHAPE, create

_log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds a write waits for another process that writes the index."""

_OTHER = ("tables of another shape", "index of another library")
_BESIDE = ("-wal", "-shm", "-journal")
Result = TypeVar("Result")


class IndexFile:
    """An SQLite file that may be deleted at any time. All methods may be called from any thread."""

    def __init__(self, path: Path, library: str, wal: bool, aside: bool = False) -> None:
        """Open or begin the file; one that is built `aside` is written without a journal, and worth nothing before it
        has been closed whole. Raises ReaderError where it cannot be written."""
        self.path, self.library, self.wal, self.aside = path, library, wal, aside
        self._local = threading.local()
        self.generation = self.interruptions = 0
        self._known_as: int | None = None
        self._writer: sqlite3.Connection | None = None
        self._writer_generation = -1
        self._lock = threading.Lock()
        self._reading: set[sqlite3.Connection] = set()
        self._open: list[sqlite3.Connection] = []
        self._left: set[sqlite3.Connection] = set()
        self.on_anew: Callable[[], None] = lambda: None
        """Called where the file was begun anew while it was in use: it holds nothing yet."""
        self.healing(self.begin)

    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection for reading; a new one where the file was deleted or swapped."""
        self._notice()
        if getattr(self._local, "generation", -1) != (now := self.generation):
            self._local.connection, self._local.generation = self._opened(), now
        connection: sqlite3.Connection = self._local.connection
        return connection

    def writer(self) -> sqlite3.Connection:
        """The one connection for writing, for whichever thread holds the caller's lock."""
        self._notice()
        now = self.generation
        if self._writer is None or self._writer_generation != now:
            self._writer, self._writer_generation = self._opened(), now
        return self._writer

    def _notice(self) -> None:
        """Leave the connections to a file that is no longer the one at the path."""
        if (seen := self._identity()) != self._known_as:
            if self._known_as is not None:
                self.close()
            self._known_as = seen

    def _opened(self) -> sqlite3.Connection:
        raw = sqlite3.connect(str(self.path), timeout=0, isolation_level=None, check_same_thread=False)
        try:
            _patiently(lambda: self._set_pragmas(raw))
        except BaseException:
            raw.close()
            raise
        with self._lock:  # not before: another thread may close what stands in the list
            self._open.append(raw)
        self._known_as = self._identity()
        return raw

    def _identity(self) -> int | None:
        try:
            return self.path.stat().st_ino
        except OSError:
            return None

    def _set_pragmas(self, raw: sqlite3.Connection) -> None:
        raw.execute("pragma trusted_schema=off")
        raw.execute("pragma cell_size_check=on")
        raw.execute(f"pragma cache_size={-64000 if self.aside else -16000}")
        raw.execute("pragma temp_store=memory")
        raw.execute("pragma auto_vacuum=incremental")
        journal = "off" if self.aside else "wal" if self.wal else "delete"
        raw.execute(f"pragma journal_mode={journal}").fetchall()
        raw.execute(f"pragma synchronous={'off' if self.aside else 'normal'}")

    def begin(self) -> None:
        """Make the tables where they are missing; another shape or library counts as damage."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        db = self.writer()
        if self._shape(db) != SHAPE:
            if self._shape(db) or db.execute("select 1 from sqlite_master limit 1").fetchone():
                raise sqlite3.DatabaseError(_OTHER[0])
            with self.transaction(db):
                if self._shape(db) != SHAPE:
                    create(db, self.library)
        elif self.library:
            (known,) = db.execute("select value from stamp where key = 'library'").fetchone()
            if known != self.library:
                raise sqlite3.DatabaseError(_OTHER[1])

    @staticmethod
    def _shape(db: sqlite3.Connection) -> int:
        return int(db.execute("pragma user_version").fetchone()[0])

    def healing(self, work: Callable[[], Result]) -> Result:
        """Do `work`; a file that is damaged, or of another version of the program, is deleted and begun anew, and the work
        done once more."""
        anew = False
        try:
            return _patiently(work)
        except sqlite3.DatabaseError as error:
            if "closed database" not in str(error):
                if (why := _why_anew(error)) is None:
                    raise _fault(error, self.path) from error
                _log.warning("%s %s", why.format(path=self.path), error)
                self.delete()
                anew = True
        try:
            if work != self.begin:
                _patiently(self.begin)
                if anew:
                    self.on_anew()
            return _patiently(work)
        except sqlite3.Error as error:
            raise _fault(error, self.path) from error

    def delete(self) -> None:
        """Delete the file and all that belongs to it. Raises ReaderError where it is a library."""
        with contextlib.suppress(OSError), self.path.open("rb") as file:
            if file.read(72)[68:] == LIBRARY_ID.to_bytes(4, "big"):
                raise ReaderError(N_("The file {path} is a library, not a search index."), path=self.path)
        self.close()
        for suffix in ("", *_BESIDE):
            with contextlib.suppress(OSError):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def take_over(self, path: Path) -> None:
        """Let the closed file at `path` stand in the place of this one; whoever reads goes on with it.

        Where another program holds the file in a way that forbids it, the pages are copied instead.
        """
        _flush(path)
        self.close()
        try:
            for suffix in _BESIDE:
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            os.replace(path, self.path)
        except OSError:
            with contextlib.closing(sqlite3.connect(str(path))) as made:
                _patiently(lambda: made.backup(self.writer()))
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close every connection; the next call opens new ones. One that another thread reads with is closed by that
        thread as soon as it has ended: SQLite's module for Python does not survive it otherwise."""
        with self._lock:
            connections, self._open = self._open, []
            self.generation += 1
            self._left |= self._reading.intersection(connections)
            connections = [one for one in connections if one not in self._left]
        for connection in connections:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    @contextmanager
    def transaction(self, db: sqlite3.Connection) -> Iterator[None]:
        """One write, committed at the end."""
        db.execute("begin immediate")
        try:
            yield
            db.execute("commit")
        except BaseException:
            if db.in_transaction:
                db.execute("rollback")
            raise

    def interrupt(self) -> None:
        """Stop every read that is running, in whatever thread: they raise Stopped."""
        with self._lock:
            self.interruptions += 1
            for connection in self._reading:
                with contextlib.suppress(sqlite3.ProgrammingError):  # closed a moment before it was taken up
                    connection.interrupt()

    def _take_up(self) -> tuple[sqlite3.Connection, bool]:
        """This thread's connection, which no other thread closes from here on, and whether it was not yet reading."""
        while True:
            db = self.connection()
            with self._lock:
                own = db not in self._reading
                if not own or self._local.generation == self.generation:
                    self._reading.add(db)
                    return db, own

    def _put_down(self, db: sqlite3.Connection) -> None:
        """A thread has ended its read: what was to be closed meanwhile is closed."""
        with self._lock:
            self._reading.discard(db)
            late = db in self._left
            self._left.discard(db)
        if late:
            db.close()

    def stopper(self) -> Callable[[], bool]:
        """Tells later whether reads were interrupted since."""
        before = self.interruptions
        return lambda: self.interruptions != before

    def read(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do reads of one state of the file. Raises Stopped where interrupted."""

        def reading() -> Result:
            db, own = self._take_up()
            try:
                if own:
                    db.execute("begin")
                return work(db)
            finally:
                try:
                    if own and db.in_transaction:
                        db.execute("rollback")
                finally:
                    if own:
                        self._put_down(db)

        try:
            return self.healing(reading)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise Stopped from None
            raise


def _flush(path: Path) -> None:
    """Bring a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _patiently(work: Callable[[], Result]) -> Result:
    """Do `work`, again each millisecond while another connection has the index."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.001)


_ANEW = {
    N_("The search index {path} was made by another version of Pressmark, or is gone; it is built anew."):
        (*_OTHER, "no such table", "no such column", "has no column"),
    N_("The search index {path} is damaged; it is built anew."): ("malformed", "not a database", "corrupt"),
}  # fmt: skip
"""What is said where a fault of SQLite with one of these signs has the index begun anew."""


def _why_anew(error: sqlite3.Error) -> str | None:
    """Why the index must be begun anew, in words; None for a fault that is none of the file's."""
    text = str(error).lower()
    return next((why for why, signs in _ANEW.items() if any(sign in text for sign in signs)), None)


def _fault(error: sqlite3.Error, path: Path) -> Exception:
    text = str(error).lower()
    if any(sign in text for sign in ("unable to open", "readonly", "read-only", "locked", "full", "disk i/o")):
        return ReaderError(
            N_("The search index {path} cannot be written: {why}."),
            N_("Nothing of the library is lost; searching goes on with what is indexed."), path=path, why=str(error))  # fmt: skip
    return error

"""The library file: opened, created, brought up to date, and changed one act at a time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import uuid
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.store import clock, hashes, log, tables
from reader.store.act import Act
from reader.store.backup import verified_backup
from reader.store.connection import APPLICATION_ID, Handle, connect, fault, fetch, is_busy, patiently
from reader.store.second_copy import SecondCopy

COLOURS = (
    ("yellow", N_("evidence"), "#f6dd84"), ("green", N_("quotation"), "#c5e3b2"), ("blue", N_("to check"), "#bcd6ee"),
    ("pink", N_("name"), "#f0bccb"), ("orange", N_("place"), "#f5c99a"), ("purple", N_("date or number"), "#d7c6ec"),
    ("teal", N_("doubtful"), "#aadcd6"), ("grey", N_("other"), "#d5d2cb"),
)  # fmt: skip
"""The eight colours of a new library: key, meaning, value."""


class Library:
    """A library file, usable from several threads: each gets a connection of its own.

    `read_only` is set for media nobody may write to (then `read_only_reason` says why, as a catalogue entry
    whose places `read_only_words` fill).
    """

    def __init__(self, path: Path, *, read_only: bool = False, immutable: bool = False, reason: str = "") -> None:
        self.path = path
        self.read_only = read_only
        self.read_only_reason = reason
        self.read_only_words: dict[str, str] = {}
        self._immutable = immutable
        self._local = threading.local()
        self._opened: list[Handle] = []
        self._lock = threading.Lock()
        self.uuid = str(self._setting("uuid") or "")
        self.second_copy: SecondCopy | None = None
        """Where acts are written once more as soon as they are committed; set by whoever opens a library for work."""

    # opening

    @classmethod
    def create(cls, path: Path) -> Library:
        """Make a new, empty library. Raises ReaderError where `path` exists or cannot be written."""
        if path.exists():
            raise ReaderError(N_("{path} exists already."), N_("Choose another name, or open it instead."), path=path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.new")
            partial.touch(exist_ok=False)
        except OSError as error:
            raise _unwritable(path, error) from error
        try:
            _fill(partial, path)
            os.rename(partial, path)
        finally:
            partial.unlink(missing_ok=True)
        sync_folder(path.parent)
        return cls(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Library:
        """Open an existing library; an older one is backed up, checked and brought up to date first.

        Raises ReaderError where the file is missing, foreign, damaged or newer than this program.
        """
        path = path.expanduser()
        if not path.is_file():
            raise ReaderError(
                N_("There is no library at {path}."), N_("Check the path, or make a new library."), path=path
            )
        reason = N_("opened for reading only") if read_only else _why_unwritable(path)
        immutable = bool(reason) and not read_only and not os.access(path.parent, os.W_OK)
        db = connect(path, read_only=bool(reason), immutable=immutable)
        try:
            _refuse_foreign(db, path)
            if _steps_taken(db, path) != set(tables.STEPS) and not reason:
                from_older(db, path)
        finally:
            db.conn.close()
        return cls(path, read_only=bool(reason), immutable=immutable, reason=reason)

    @property
    def name(self) -> str:
        """The library's name as shown: its file name without ending."""
        return self.path.stem

    def db(self) -> Handle:
        """This thread's connection."""
        existing: Handle | None = getattr(self._local, "db", None)
        if existing is not None:
            return existing
        made = connect(self.path, read_only=self.read_only, immutable=self._immutable)
        self._local.db = made
        with self._lock:
            self._opened.append(made)
        return made

    def close(self) -> None:
        """Close this thread's connection and forget those of the others (each is closed with its thread)."""
        mine: Handle | None = getattr(self._local, "db", None)
        if mine is not None:
            mine.conn.close()
            with self._lock:
                self._opened.remove(mine)
            del self._local.db

    # reading

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a read, fetched whole."""
        return fetch(self.db(), self.path, sql, params)

    def row(self, sql: str, params: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a read, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def value(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """The first value of the first row, or None."""
        found = self.row(sql, params)
        return found[0] if found else None

    def ids(self, sql: str, params: Sequence[Any] = ()) -> array[int]:
        """The first column of a read as 64-bit integers."""
        return array("q", (row[0] for row in self.rows(sql, params)))

    def data_version(self) -> int:
        """A number that changes when another connection has written; cheap enough to ask twice a second."""
        return int(self.value("pragma data_version"))

    def last_act(self) -> int:
        """The number of the newest act; 0 in a new library."""
        return int(self.value("select coalesce(max(id), 0) from act"))

    def _setting(self, key: str) -> str | None:
        value = self.value("select value from library where key = ?", (key,))
        return None if value is None else str(value)

    # writing

    @contextmanager
    def act(
        self,
        command: str,
        author: str,
        device: str,
        *,
        kind: str = "do",
        about: int | None = None,
        resume: int | None = None,
    ) -> Iterator[Act]:
        """One immediate transaction that is one entry of the change log; rolled back whole on any error.

        An act that changed nothing leaves no entry; the rows of an import are not logged. `resume` goes on with an entry made before (an import of
        several issues is one entry and one transaction an issue). Raises ReaderError where the library cannot be written.
        """
        db = self._begin()
        try:
            stamp = clock.tick(self._last_clock(db), device)
            act = Act(db, None, command, stamp.iso, author, device)
            act.id = resume or act.insert(
                "act",
                kind=kind,
                command=command,
                about=about,
                at=stamp.iso,
                clock=stamp.text,
                author=author,
                device=device,
            )
            db.conn.execute("delete from temp.current_act")
            if kind != "import":
                db.conn.execute("insert into temp.current_act values (?)", (act.id,))
            yield act
            db.conn.execute("delete from temp.current_act")
            if kind in {"do", "auto"} and not act.value("select 1 from change where act_id = ? limit 1", (act.id,)):
                act.delete("act", act.id)
                act.id = None
            hashes.renew(db, act.id)
            self._commit(db)
        except BaseException as error:
            self._roll_back(db, error)
            raise
        if self.second_copy is not None and act.id is not None:
            self.second_copy.follow()

    @contextmanager
    def quiet(self) -> Iterator[Act]:
        """One immediate transaction that leaves no entry in the change log: drafts, reading places, derived values."""
        db = self._begin()
        try:
            yield Act(db, None, "", "", "", "")
            hashes.renew(db)
            self._commit(db)
        except BaseException as error:
            self._roll_back(db, error)
            raise

    def _begin(self) -> Handle:
        if self.read_only:
            raise ReaderError(
                N_("The library {path} is open for reading only."),
                N_("Copy it to a folder where you may write."),
                path=self.path,
            )
        db = self.db()
        if getattr(self._local, "logged", None) is not db:
            # Some 200 triggers: only where something is written, not on each connection that reads.
            patiently(lambda: log.prepare(db), self.path)
            patiently(lambda: hashes.prepare(db), self.path)
            self._local.logged = db
        patiently(lambda: db.conn.execute("begin immediate"), self.path)
        return db

    def _commit(self, db: Handle) -> None:
        try:
            patiently(lambda: db.conn.execute("commit"), self.path)
        except ReaderError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                raise _in_use() from error
            raise
        except sqlite3.IntegrityError as error:
            raise _in_use() from error

    def _roll_back(self, db: Handle, error: BaseException) -> None:
        """Take everything back. A fault of the disk is told as such, and this connection is not used again: what it
        still holds in memory may never have reached the disk, the next one reads what has."""
        with contextlib.suppress(sqlite3.Error):
            if db.conn.in_transaction:
                db.conn.execute("rollback")
        cause = error if isinstance(error, sqlite3.Error) else error.__cause__
        if not isinstance(cause, sqlite3.Error) or (told := fault(cause, self.path)) is cause:
            return
        if not is_busy(cause):
            self.close()
        if error is cause:
            raise told from error

    def _last_clock(self, db: Handle) -> str:
        row = db.conn.execute("select clock from act order by id desc limit 1").fetchone()
        return str(row[0]) if row else ""


def _in_use() -> ReaderError:
    return ReaderError(
        N_("That cannot be taken back: later work depends on it."),
        N_("Undo the later steps first; nothing was changed."),
    )


def _unwritable(path: Path, error: OSError) -> ReaderError:
    return ReaderError(
        N_("{path} cannot be written: {reason}."),
        N_("Choose another folder."),
        path=path,
        reason=error.strerror or error,
    )


def _fill(partial: Path, path: Path) -> None:
    from reader.store.schema import bring_up_to_date

    db = connect(partial)
    try:
        db.conn.execute(f"pragma application_id={APPLICATION_ID}")
        db.conn.execute("begin immediate")
        bring_up_to_date(db.conn)
        first = Act(db, None, "", "", "", "")
        first.insert("library", key="uuid", value=str(uuid.uuid4()))
        first.insert("library", key="name", value=path.stem)
        for position, (key, meaning, value) in enumerate(COLOURS):
            known = str(uuid.uuid5(uuid.NAMESPACE_URL, f"pressmark:colour:{key}"))
            first.insert("colour", uuid=known, key=key, name=meaning, value=value, position=f"{position + 1}V")
        hashes.anew(db)
        db.conn.execute("commit")
    except sqlite3.Error as error:
        raise ReaderError(
            N_("The library {path} could not be made: {reason}."),
            N_("Check the disk and try again."),
            path=path,
            reason=error,
        ) from error
    finally:
        db.conn.close()


def _refuse_foreign(db: Handle, path: Path) -> None:
    def look() -> tuple[int, int]:
        mark = db.conn.execute("pragma application_id").fetchone()[0]
        return int(mark), int(db.conn.execute("pragma user_version").fetchone()[0])

    mark, version = patiently(look, path)
    if mark != APPLICATION_ID:
        raise ReaderError(
            N_("{path} is not a Pressmark library."),
            N_("Choose a file made by Pressmark; nothing was changed."),
            path=path,
        )
    if version > tables.VERSION or _steps_taken(db, path) - set(tables.STEPS):
        raise ReaderError(
            N_("{path} was made by a newer Pressmark."),
            N_("Install the newer version to open it; nothing was changed."),
            path=path,
        )


def _steps_taken(db: Handle, path: Path) -> set[str]:
    sql = "select name from _sqlite_migrations where migration_set = 'pressmark'"
    return {str(row[0]) for row in fetch(db, path, sql)}


def _why_unwritable(path: Path) -> str:
    if not os.access(path, os.W_OK):
        return N_("the file may not be written")
    if not os.access(path.parent, os.W_OK):
        return N_("its folder may not be written")
    return ""


def from_older(db: Handle, path: Path) -> None:
    """Bring an older library up to date: verified backup first, then all steps in one transaction."""
    from reader.store.schema import bring_up_to_date

    verified_backup(path, path.with_name(f"{path.stem}.before-{tables.VERSION}{path.suffix}"), replace=True)
    patiently(lambda: db.conn.execute("begin immediate"), path)
    try:
        bring_up_to_date(db.conn)
        hashes.anew(db)
        db.conn.execute("commit")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("rollback")
        raise


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable (POSIX needs the folder synced; elsewhere nothing is done)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

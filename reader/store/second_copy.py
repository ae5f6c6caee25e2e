"""The second copy: all marks, corrections and repairs once more, as lines of JSON a person can read, beside the library.

One line an act (and one an imported issue), each with the hash of the line before it, appended and forced to disk
after every commit. The last line says how far the copy is, so that whatever a crash cut off is written at the next
opening. It is made from the change log alone: a copy that is gone, or belongs to another state, is begun anew whole.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from reader import __version__
from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.store.copy_lines import Value, act_line, issue_line
from reader.store.stored_json import damaged, read_json
from reader.store.texts import Reads

SUFFIX = ".pressmark-marks"
KIND = "pressmark-marks"
_TAIL = 1 << 16
_DIGITS = 32


# By number, whatever the planner thinks of an index on acts: a million changes may lie before, hardly any behind.
LATE_IMPORTS = """select distinct act_id from change not indexed cross join act on act.id = act_id
                  where change.id > ? and kind = 'import'"""


class End(NamedTuple):
    """How far a copy is: the last act, highest issue and change in it, the hash of its last line, its size in bytes."""

    act: int
    unique: str
    issue: int
    change: int
    hash: str
    size: int


def link(line: bytes) -> str:
    """What the next line names this one by: the first 128 bits of its SHA-256, the line feed left out."""
    return hashlib.sha256(line).hexdigest()[:_DIGITS]


def sha256(data: bytes) -> str:
    """What sources are known by, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class SecondCopy:
    """The copy of one library. `fault` says why nothing can be written at the moment; the library goes on without."""

    def __init__(self, reads: Reads, library: Path, unique: str, folder: Path | None = None) -> None:
        self.reads = reads
        self.library = library
        self.unique = unique
        self.folder = folder or library.parent
        self.fault: ReaderError | None = None
        self.notice: ReaderError | None = None
        """What a person should know once: the copy was missing, or held more than the library does."""
        self.path = self._place()
        self._end: End | None = None

    def _place(self) -> Path:
        """The file that is ours, or the first name that is free: the copy of another library is never touched."""
        number = 1
        while True:
            name = self.library.stem + SUFFIX + (f"-{number}" if number > 1 else "") + ".jsonl"
            path = self.folder / name
            whose = owner(path)
            if whose == self.unique or (whose is None and not path.exists()):
                return path
            number += 1

    def follow(self) -> None:
        """Write what the copy lacks, and force it to disk. Where that fails `fault` is set, and nothing is raised."""
        try:
            self._follow()
            self.fault = None
        except (ReaderError, sqlite3.Error) as error:
            self._end = None
            self.fault = error if isinstance(error, ReaderError) else _unreadable(self.library, error)
        except (LookupError, ValueError) as error:  # rows that contradict each other; what was saved stays saved
            self._end = None
            self.fault = damaged(error)
        except OSError as error:
            self._end = None
            self.fault = ReaderError(
                N_("The second copy of the marks cannot be written: {path} ({reason})."),
                N_("Your work is saved in the library. Free some space, or choose another folder under Backups."),
                path=self.path,
                reason=error.strerror or error,
            )

    def begin_anew(self) -> None:
        """Keep the copy there is under another name, and write another one whole."""
        with contextlib.suppress(OSError):
            os.replace(self.path, self._aside())
        self._end = None
        self.follow()

    def _follow(self) -> None:
        fresh = not self.path.exists()
        with _locked(self.path) as file:
            end = self._known(file, fresh)
            lines = list(self._lacking(end))
            if not lines and not fresh and end.size == file.seek(0, os.SEEK_END):
                return
            file.seek(end.size)
            file.truncate()
            for line in lines:
                act = max((end.act, end.unique), (line["n"], line["act"]))
                issue = max(end.issue, line.get("issue_id", 0))
                change = max(end.change, line.pop("change"))
                line |= {"upto": [*act, issue, change], "prev": end.hash}
                data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
                file.write(data + b"\n")
                end = End(*act, issue, change, link(data), end.size + len(data) + 1)
            file.flush()
            os.fsync(file.fileno())
            self._end = end
        if fresh:
            _sync(self.path.parent)

    def _known(self, file: IO[bytes], fresh: bool) -> End:
        """The end of the copy as it is in the file now; a copy of another state is set aside and begun anew."""
        size = file.seek(0, os.SEEK_END)
        if self._end is not None and self._end.size == size:
            return self._end
        end = read_end(file) if size else None
        if end is None or not self._fits(end):
            if end is not None:
                self._notice_more(end)
            if size:
                self._set_aside(file)
            return self._begin(file)
        return end

    def _fits(self, end: End) -> bool:
        if end.act == 0:
            return True
        rows = self.reads.rows("select uuid from act where id = ?", (end.act,))
        last = self.reads.rows("select coalesce(max(id), 0) from issue")[0][0]
        return bool(rows) and rows[0][0] == end.unique and end.issue <= last

    def _notice_more(self, end: End) -> None:
        last = self.reads.rows("select coalesce(max(id), 0) from act")[0][0]
        if end.act > last:
            self.notice = ReaderError(
                N_("The second copy holds {count} later steps that this library lacks; it was kept as {path}."),
                N_("If this library was restored from a backup, `pressmark rebuild` brings the later steps back."),
                count=end.act - last,
                path=self._aside(),
            )

    def _aside(self) -> Path:
        number = 1
        while (path := self.path.with_name(f"{self.path.stem}.old-{number}.jsonl")).exists():
            number += 1
        return path

    def _set_aside(self, file: IO[bytes]) -> None:
        """Keep what is there under another name; the file itself, which is locked, begins anew."""
        aside = self._aside()
        file.seek(0)
        with aside.open("wb") as kept:
            while data := file.read(1 << 20):
                kept.write(data)
            kept.flush()
            os.fsync(kept.fileno())
        _sync(aside.parent)
        file.seek(0)
        file.truncate()

    def _begin(self, file: IO[bytes]) -> End:
        settings = dict(self.reads.rows("select key, value from library"))
        head = {
            "kind": KIND, "version": 1, "library": self.unique, "name": settings.get("name", ""), "program": __version__,
            "begun": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        }  # fmt: skip
        data = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        file.seek(0)
        file.truncate()
        file.write(data + b"\n")
        return End(0, "", 0, 0, link(data), len(data) + 1)

    def _lacking(self, end: End) -> Iterator[Value]:
        """What the library holds beyond `end`, in the order it was done."""
        issues = [r[0] for r in self.reads.rows("select id from issue where id > ? order by id", (end.issue,))]
        acts = [
            r[0]
            for r in self.reads.rows("select id from act where id > ? and kind <> 'import' order by id", (end.act,))
        ]
        imports = self._imports_of(issues)
        last_of = {act: issue for issue, act in imports}
        for issue, act in imports:
            while acts and acts[0] < act:
                yield self._act(acts.pop(0))
            after = end.change if last_of[act] == issue else None
            late = len(imports) > 1 or bool(acts) or end.act > act
            line = issue_line(self.reads, issue, act, __version__, after, late)
            yield {**line, "change": 0 if after is None else self._last_change(act)}
        for act in acts:
            yield self._act(act)
        for (act,) in self.reads.rows(LATE_IMPORTS, (end.change,)):
            if act not in last_of:
                # What an import linked after its last issue was written.
                yield {**act_line(self.reads, act, end.change), "change": self._last_change(act)}

    def _act(self, act: int) -> Value:
        return {**act_line(self.reads, act), "change": self._last_change(act)}

    def _last_change(self, act: int) -> int:
        return int(self.reads.rows("select coalesce(max(id), 0) from change where act_id = ?", (act,))[0][0])

    def _imports_of(self, issues: list[int]) -> list[tuple[int, int]]:
        """(issue, act that imported it) in the order of issues; the newest imports are looked at first."""
        wanted, found, before = set(issues), {}, 1 << 62
        while wanted:
            sql = "select id, params from act where kind = 'import' and id < ? order by id desc limit 20"
            acts = self.reads.rows(sql, (before,))
            for before, params in acts:
                mine = wanted.intersection(read_json(params).get("issue_ids", ()))
                found.update(dict.fromkeys(mine, before))
                wanted -= mine
            if not acts:
                break
        return [(issue, found[issue]) for issue in issues if issue in found]


def owner(path: Path) -> str | None:
    """The UUID of the library a copy belongs to; empty for another kind of file, None where there is none."""
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline(_TAIL))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return ""
    return str(head.get("library", "")) if isinstance(head, dict) and head.get("kind") == KIND else ""


def read_end(file: IO[bytes]) -> End | None:
    """How far a copy is, by its last whole line; a torn one after it does not count. None where no line is whole."""
    size = file.seek(0, os.SEEK_END)
    back = _TAIL
    while True:
        at = max(0, size - back)
        file.seek(at)
        data = file.read(size - at)
        last = data.rfind(b"\n")
        before = data.rfind(b"\n", 0, last) if last > 0 else -1
        if last >= 0 and (before >= 0 or at == 0):
            return _end_of(data[before + 1 : last], at + last + 1)
        if at == 0:
            return None
        back *= 8


def _end_of(line: bytes, size: int) -> End | None:
    try:
        told = json.loads(line)
        if told.get("kind") == KIND:
            return End(0, "", 0, 0, link(line), size)
        act, unique, issue, change = told["upto"]
        return End(int(act), str(unique), int(issue), int(change), link(line), size)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


class Read(NamedTuple):
    """A copy as read: its head, its lines in order, and what is wrong with it (a line number and a code each)."""

    head: Value
    lines: list[Value]
    faults: list[tuple[int, str]]


def read(path: Path) -> Read:
    """Read a whole copy. Raises ReaderError where it is none, or cannot be opened.

    Faults: `unreadable` (no JSON), `broken` (does not follow the line before it), `torn` (the last line has no end).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReaderError(
            N_("{path} cannot be read: {reason}."), N_("Check the file."), path=path, reason=error.strerror or error
        ) from error
    lines, faults = [], []
    prev = ""
    raw = data.split(b"\n")
    head = _json(raw[0])
    if head is None or head.get("kind") != KIND:
        raise ReaderError(
            N_("{path} is not the second copy of a library."),
            N_("Its name ends in {ending} and it lies beside the library."),
            path=path,
            ending=f"{SUFFIX}.jsonl",
        )
    for number, line in enumerate(raw[:-1], 1):
        told = _json(line)
        if told is None:
            faults.append((number, "unreadable"))
        elif number > 1:
            if told.get("prev") != prev:
                faults.append((number, "broken"))
            lines.append(told)
        prev = link(line)
    if raw[-1]:
        faults.append((len(raw), "torn"))
    return Read(head, lines, faults)


def _json(line: bytes) -> Any:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[IO[bytes]]:
    """The file open for reading and writing, and nobody else's meanwhile (window and command line share a copy)."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+b") as file:
        locked = _lock(file.fileno())
        try:
            yield file
        finally:
            if locked:
                _unlock(file)


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 62

    def _lock(handle: int) -> bool:
        try:
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        with contextlib.suppress(OSError):
            file.flush()
            os.lseek(file.fileno(), _FAR, os.SEEK_SET)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        # Some network drives know no locks; there one machine at a time is what the lock file beside the library is for.
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
            return True
        return False

    def _unlock(file: IO[bytes]) -> None:
        """Closing the file releases the lock."""


def _unreadable(library: Path, error: Exception) -> ReaderError:
    return ReaderError(
        N_("The second copy cannot follow: the history of {path} cannot be read ({reason})."),
        N_("Check the library with `pressmark check`."),
        path=library,
        reason=error,
    )


def _sync(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

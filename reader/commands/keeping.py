"""Keeping what a person made: the second copy of all marks, and a library made again from it and the sources."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reader.commands.catalogue import SCANS
from reader.commands.review import read_as_answered
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.reading import Hint, RawPage, Reading
from reader.domain.words import N_
from reader.store import rebuilding, second_copy
from reader.store.backup import verified_backup
from reader.store.copy_lines import Value
from reader.store.issues import NewIssue
from reader.store.library import Library
from reader.store.rebuilding import Rebuilt, Replay
from reader.store.second_copy import SecondCopy

COPY_FOLDER = "copy.folder"
"""Setting: another folder for second copies; empty: beside each library."""

Progress = Callable[[int, int, str], None]
Read = Callable[[Session, Sequence[RawPage], Hint | None], Reading]


def keep_copy(session: Session) -> None:
    """Begin to write the second copy after each act, and let it catch up; on the writer's thread where there is one."""
    library = session.library
    if library.read_only:
        return
    folder = session.setting(COPY_FOLDER)
    library.second_copy = SecondCopy(library, library.path, library.uuid, Path(folder) if folder else None)
    session.executor.submit(library.second_copy.follow)


def move_copy(session: Session) -> None:
    """Write the second copy where the setting says from now on, begun anew there; the one so far stays where it is."""
    keep_copy(session)


def copy_of(session: Session) -> Path | None:
    """Where the second copy of a library lies; None where there is none (yet)."""
    kept = session.library.second_copy
    folder = session.setting(COPY_FOLDER)
    kept = kept or SecondCopy(
        session.library, session.library.path, session.library.uuid, Path(folder) if folder else None
    )
    return kept.path if kept.path.exists() else None


class Sources:
    """The bytes of sources by their SHA-256: from files, folders, ZIP archives, other libraries, and the copy itself."""

    def __init__(self, paths: Sequence[Path], lines: Sequence[Value]) -> None:
        self.found: dict[str, bytes] = {}
        sources = [s for line in lines if "issue" in line for s in line["sources"]]
        self._wanted = {source["sha256"] for source in sources} | set(_scans(lines))
        for source in sources:
            if "pasted" in source:
                self._take(source["pasted"].encode())
        for path in paths:
            self._look(path)

    def _look(self, path: Path) -> None:
        from reader.imports.files import gather

        if path.suffix == ".pressmark":
            for data in _of_library(path):
                self._take(data)
            return
        if path.is_dir():
            for picture in path.rglob("*"):
                if picture.suffix.lower() in SCANS:
                    self._take_unread(picture)
        for found in gather([path]):
            if found.file is not None:
                self._take(found.file.data)
            elif found.member is None:
                self._take_unread(Path(found.path))

    def _take_unread(self, path: Path) -> None:
        """A picture, or a file that cannot be read as it is: it may have been read in an encoding that a person chose."""
        try:
            if path.is_file():
                self._take(path.read_bytes())
        except OSError:
            return

    def _take(self, data: bytes) -> None:
        sha = second_copy.sha256(data)
        if sha in self._wanted:
            self.found[sha] = data


def _scans(lines: Sequence[Value]) -> Iterator[str]:
    """The hashes of page scans that acts attached."""
    for line in lines:
        for change in line["changes"]:
            if change["entity"] == "scan" and change["field"] == "*" and change["new"]:
                yield change["new"]["sha256"]


def _of_library(path: Path) -> Iterator[bytes]:
    """The kept bytes of all sources of a library, as far as they can be read: it may be damaged."""
    try:
        library = Library.open(path, read_only=True)
    except ReaderError:
        return
    try:
        yield from rebuilding.kept_bytes(library)
    finally:
        library.close()


def rebuild(
    copy: Path, to: Path, paths: Iterable[Path] = (), *, read: Read = read_as_answered,
    progress: Progress = lambda _done, _total, _what: None, stopped: Callable[[], bool] = lambda: False,
) -> Rebuilt:  # fmt: skip
    """Make a library at `to` from a second copy and the sources found under `paths`; nothing else is touched.

    Raises ReaderError where `to` exists or cannot be written, or `copy` is none; Stopped once `stopped` says so.
    """
    if to.exists():
        raise ReaderError(N_("{path} exists already."), N_("Choose another name."), path=to)
    told = second_copy.read(copy)
    sources = Sources(list(paths), told.lines)
    partial = to.with_name(f".{to.name}.{uuid.uuid4().hex[:8]}.rebuilt")
    try:
        library = rebuilding.begin(partial, told.head)
        session = Session(library)
        session.finder.close()
        try:
            replay = Replay(library)
            for number, line in enumerate(told.lines):
                if stopped():
                    raise Stopped
                progress(number, len(told.lines), str(line.get("at", "")))
                rebuilding.do_line(replay, line, lambda one: _new_issue(session, one, sources, read))
            rebuilding.keep_scans(replay, {s: sources.found[s] for s in _scans(told.lines) if s in sources.found})
        finally:
            library.close()
        verified_backup(partial, to)
    finally:
        for rest in partial.parent.glob(f"{partial.name}*"):
            rest.unlink(missing_ok=True)
    replay.report.faults = told.faults
    return replay.report


def _new_issue(session: Session, line: Value, sources: Sources, read: Read) -> NewIssue | None:
    from reader.imports.files import read_bytes

    if any(source["sha256"] not in sources.found for source in line["sources"]):
        return None
    files = [read_bytes(s["name"], sources.found[s["sha256"]], s["encoding"]) for s in line["sources"]]
    known, how = line["newspaper"].get("name"), line["issue"].get("newspaper_how")
    newspaper = Hint(known, how or "") if known else None
    reading = read(session, [page for file in files for page in file.pages], newspaper)
    stated: dict[str, Any] = {
        name: Hint(line["issue"][name], line["issue"][f"{name}_how"])
        for name in ("date", "edition")
        if line["issue"][name]
    }
    reading.newspaper = reading.date = reading.edition = None
    details = {entry["key"]: entry["value"] for entry in line["fields"]}
    return NewIssue(files, reading, newspaper=newspaper, details=details, **stated)

"""The row of backups a library has: made only where something changed, proven, then thinned; a list beside them says so.

Order is by running number, not by the clock. Nothing is ever taken away unless a newer proven one is there.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.store.backup import Proof, verified_backup
from reader.store.connection import connect

SUFFIX = ".pressmark"
_LIST = "backups.json"
_HOUR = 3600
_RECENT = datetime.timedelta(days=2)
_NAME = re.compile(r"(?P<stem>.+)-(?P<number>\d{5,})-(?P<at>\d{8}-\d{6})\.pressmark$")


class Backup(NamedTuple):
    """One backup: `verified` says when it was last opened and proven (empty: not, or it failed); `at` when made.

    `state` is what the library held then (last act, issues, drafts), so that an unchanged library makes no new one.
    """

    path: Path
    number: int
    at: str
    size: int
    issues: int = 0
    articles: int = 0
    highlights: int = 0
    notes: int = 0
    verified: str = ""
    state: str = ""


class Keep(NamedTuple):
    """How many are kept beside all of the last two days: one a day, a week, a month."""

    daily: int = 14
    weekly: int = 8
    monthly: int = 24


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def folder_of(root: Path, stem: str, unique: str) -> Path:
    """The folder of a library's backups: its own, whatever other libraries are called the same."""
    return root / f"{stem}-{unique[:8]}"


def state_of(library: Path) -> str:
    """What a library holds, in a few numbers that change with every act and every draft."""
    db = connect(library, read_only=True)
    try:
        row = db.conn.execute(
            """select (select coalesce(max(id), 0) from act), (select coalesce(max(id), 0) from change),
                 (select coalesce(max(id), 0) from issue), (select count(*) || coalesce(max(at), '') from note_draft),
                 (select value from library where key = 'uuid')"""
        ).fetchone()
    finally:
        db.conn.close()
    return "/".join(map(str, row))


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first. One the list does not know counts as not verified."""
    known = {entry.path.name: entry for entry in _read(folder)}
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            named = _NAME.match(path.name)
            if named is None or path.name.startswith("."):
                continue
            size = path.stat().st_size
            entry = known.get(path.name)
            if entry is None or entry.size != size:
                at = datetime.datetime.strptime(named["at"], "%Y%m%d-%H%M%S").astimezone().isoformat(timespec="seconds")
                entry = Backup(path, int(named["number"]), at, size)
            found.append(entry)
    return sorted(found, key=lambda entry: -entry.number)


def _read(folder: Path) -> list[Backup]:
    try:
        told = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        return [Backup(**{**entry, "path": folder / str(entry["path"])}) for entry in told]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _write(folder: Path, entries: Sequence[Backup]) -> None:
    told: list[dict[str, Any]] = [{**entry._asdict(), "path": entry.path.name} for entry in entries]
    partial = folder / f".{_LIST}.{os.getpid()}.part"
    with partial.open("w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, folder / _LIST)


def make(library: Path, folder: Path, keep: Keep, now: Callable[[], datetime.datetime] = _now) -> Backup | None:
    """Make a proven backup, then thin the older ones; None where nothing changed since the last proven one.

    Raises ReaderError where it cannot be made or is not sound; then nothing is taken away.
    """
    state = state_of(library)
    before = listed(folder)
    last = next((entry for entry in before if entry.verified), None)
    if last is not None and last.state == state:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReaderError(
            N_("The backup folder {path} cannot be written: {reason}."),
            N_("Choose another folder under Backups; your work is saved in the library."),
            path=folder,
            reason=error.strerror or error,
        ) from error
    _sweep(folder)
    moment = now()
    number = max((entry.number for entry in before), default=0) + 1
    out = folder / f"{library.stem}-{number:05d}-{moment:%Y%m%d-%H%M%S}{SUFFIX}"
    proof = verified_backup(library, out)
    at = moment.isoformat(timespec="seconds")
    made = _entry(proof, number, at, at, state)
    entries = [made, *before]
    _write(folder, entries)
    gone = to_remove(entries, moment, keep)
    for entry in gone:
        with contextlib.suppress(OSError):
            entry.path.unlink()
    _write(folder, [entry for entry in entries if entry not in gone])
    return made


def _entry(proof: Proof, number: int, at: str, verified: str, state: str) -> Backup:
    return Backup(
        proof.path, number, at, proof.path.stat().st_size, proof.issues, proof.articles, proof.highlights, proof.notes,
        verified, state,
    )  # fmt: skip


def _sweep(folder: Path) -> None:
    """Take away what a crash left half made more than an hour ago."""
    for path in folder.glob(".*.part*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _HOUR:
                path.unlink()


def note(folder: Path, entry: Backup, proof: Proof | None) -> Backup:
    """Keep in the list that a backup was proven just now, or (None) that it is not sound; returns what the list says."""
    moment = _now().isoformat(timespec="seconds")
    made = _entry(proof, entry.number, entry.at, moment, entry.state) if proof else entry._replace(verified="")
    _write(folder, [made if other.number == entry.number else other for other in listed(folder)])
    return made


def to_remove(entries: Sequence[Backup], now: datetime.datetime, keep: Keep) -> list[Backup]:
    """Which backups thinning takes away; `entries` newest first.

    All of the last two days stay, then the newest of each day, week and month, as many as `keep` says. Unproven
    ones go once they are older than two days. The newest proven one always stays; without one nothing goes.
    """
    if not any(entry.verified for entry in entries):
        return []
    kept = {next(entry.number for entry in entries if entry.verified)}
    seen: dict[str, set[str]] = {"day": set(), "week": set(), "month": set()}
    limits = {"day": keep.daily, "week": keep.weekly, "month": keep.monthly}
    for entry in entries:
        at = _moment(entry.at, now)
        if now - at < _RECENT:
            kept.add(entry.number)
        if not entry.verified:
            continue
        year, week, _day = at.isocalendar()
        for period, name in (("day", f"{at:%Y%m%d}"), ("week", f"{year}-{week}"), ("month", f"{at:%Y%m}")):
            if name not in seen[period] and len(seen[period]) < limits[period]:
                seen[period].add(name)
                kept.add(entry.number)
    return [entry for entry in entries if entry.number not in kept]


def _moment(iso: str, now: datetime.datetime) -> datetime.datetime:
    """When a backup was made; a time that is none, or still to come, counts as now."""
    try:
        at = datetime.datetime.fromisoformat(iso)
    except ValueError:
        return now
    return min(at if at.tzinfo else at.astimezone(), now)

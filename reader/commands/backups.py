"""Backups made by themselves: when they are due, where they go, how many stay; listed, rehearsed, restored."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from reader.commands.session import Session
from reader.commands.settings import Settings
from reader.domain.places import backup_folder
from reader.store import backups
from reader.store.backup import Proof, prove, verified_backup
from reader.store.backups import Backup, Keep
from reader.store.library import Library

DEFAULTS: dict[str, Any] = {
    "backups.on": True,
    "backups.folder": "",
    "backups.minutes": 30,
    "backups.steps": 50,
    "backups.at_close": True,
    "backups.daily": 14,
    "backups.weekly": 8,
    "backups.monthly": 24,
}
"""Settings: whether, where (empty: the platform's data folder), after how many idle minutes or steps, how many stay."""


def told(settings: Settings, key: str) -> Any:
    """A setting of backups, or its default."""
    return settings.get(key, DEFAULTS[key])


def folder_for(settings: Settings, library: Library) -> Path:
    """Where the backups of a library lie."""
    root = told(settings, "backups.folder")
    return backups.folder_of(Path(root) if root else backup_folder(), library.path.stem, library.uuid)


def keep_for(settings: Settings) -> Keep:
    """How many backups stay."""
    return Keep(*(int(told(settings, f"backups.{period}")) for period in ("daily", "weekly", "monthly")))


def make(settings: Settings, library: Library) -> Backup | None:
    """Make and prove a backup where something changed since the last one; None where nothing did.

    Works beside an open session, on any thread. Raises ReaderError where it fails; older backups stay.
    """
    return backups.make(library.path, folder_for(settings, library), keep_for(settings))


def listed(session: Session) -> list[Backup]:
    """The library's own backups, newest first."""
    return backups.listed(folder_for(session.settings, session.library))


def note_backup(session: Session) -> None:
    """Let the session know of the newest verified backup, made by itself or by hand."""
    newest = next((entry.verified for entry in listed(session) if entry.verified), "")
    session.last_backup = max(session.last_backup or "", newest) or None


def rehearse(backup: Path) -> Proof:
    """Restore a backup into a file that is thrown away afterwards: opened, checked and counted as a real one would be.

    Raises ReaderError where that fails. Returns what the restored library held.
    """
    with tempfile.TemporaryDirectory(prefix="pressmark-rehearsal-") as folder:
        to = Path(folder) / "rehearsal.pressmark"
        verified_backup(backup, to)
        Library.open(to).close()
        return prove(to, backup)._replace(path=backup)


def rehearse_listed(settings: Settings, library: Library, entry: Backup) -> Proof:
    """Rehearse one of the library's own backups, and keep in the list how that went. Raises ReaderError where it fails."""
    proof = None
    try:
        proof = rehearse(entry.path)
        return proof
    finally:
        backups.note(folder_for(settings, library), entry, proof)

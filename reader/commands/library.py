"""The library as a file: backups, and what the command line says about it."""

from __future__ import annotations

import contextlib
import datetime
import os
import tempfile
from pathlib import Path
from typing import Any

from reader.commands.keeping import copy_of, rebuild
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store.backup import Proof, relocate, verified_backup
from reader.store.check import Findings, copy_faults, examine, page_faults
from reader.store.library import Library
from reader.store.mending import Key, derive_anew, proven, put_back, spoiled
from reader.store.second_copy import SecondCopy


@command("library.backup", N_("Back up library"), hidden=True, undoable=False)
def back_up(session: Session, out: str | Path) -> Outcome:
    """Copy the library to `out`, open the copy, check and count it. Outcome.value is the Proof."""
    proof: Proof = verified_backup(session.library.path, Path(out))
    session.last_backup = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    session.set_setting(f"backup.{session.library.uuid}", session.last_backup)
    return Outcome(proof)


def move_library(path: Path, to: Path) -> None:
    """Move a closed library to another place: renamed where that is possible, else copied, proved, then removed.

    Raises ReaderError where `to` exists or cannot be written; then the library stays where it was.
    """
    library = Library(path)
    copy = SecondCopy(library, path, library.uuid).path
    library.close()
    relocate(path, to)
    with contextlib.suppress(OSError):
        if copy.exists() and not (beside := to.with_name(copy.name.replace(path.stem, to.stem, 1))).exists():
            os.rename(copy, beside)


@command("library.check", N_("Check library"), hidden=True, undoable=False)
def check(session: Session, repair: bool = False) -> Outcome:
    """Whether the library is sound. Outcome.value are the Findings; those of after the repair, where there was one.

    `repair` puts damaged rows back where a hash proves what they were (from the second copy, or from a library made
    again of it in passing), derives lists anew, begins a damaged copy anew, and builds the search index: one undo step.
    """
    found = examine(session.library, copy_of(session))
    if repair:
        found = _repaired(session, found)
        if not any(spoiled(row) for row in found.rows):
            session.finder.rebuild()
    return Outcome(found)


def _repaired(session: Session, found: Findings) -> Findings:
    library = session.library
    rows: dict[Key, dict[str, Any]] = {}
    if not page_faults(library):
        with tempfile.TemporaryDirectory() as folder:
            rows = _proven(session, found, Path(folder))
        unlogged = {(row.table, row.id) for row in found.rows if spoiled(row)}
        with session.act("library.check") as act:
            put_back(act, rows, unlogged)
            derive_anew(act)
            act.about(about=str(len(rows)))
    copy = library.second_copy
    if copy is not None and copy_faults(copy.path):
        copy.begin_anew()
    return examine(library, copy_of(session))._replace(repaired=len(rows))


def _proven(session: Session, found: Findings, folder: Path) -> dict[Key, dict[str, Any]]:
    library, copy = session.library, copy_of(session)
    rows = proven(library, found.rows, None)
    if len(rows) < len(found.rows) and copy is not None:
        to = folder / "again.pressmark"
        with contextlib.suppress(ReaderError):
            rebuild(copy, to, [library.path])
            again = Library.open(to, read_only=True)
            rows = proven(library, found.rows, again)
            again.close()
    return rows


def restore(backup: Path, to: Path) -> Proof:
    """Make a library at `to` of a backup: copied, opened and checked. Raises ReaderError where `to` exists."""
    Library.open(backup, read_only=True).close()
    return verified_backup(backup, to)

"""The library as a file: backups, and what the command line says about it."""

from __future__ import annotations

import datetime
from pathlib import Path

from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store.backup import Proof, relocate, verified_backup
from reader.store.check import problems
from reader.store.library import Library


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
    relocate(path, to)


@command("library.check", N_("Check library"), hidden=True, undoable=False)
def check(session: Session, repair: bool = False) -> Outcome:
    """What is wrong with the library, as a list of lines; `repair` builds the search index anew."""
    found = problems(session.library)
    if repair:
        session.finder.rebuild()
    return Outcome(found)


def restore(backup: Path, to: Path) -> Proof:
    """Make a library at `to` of a backup: copied, opened and checked. Raises ReaderError where `to` exists."""
    Library.open(backup, read_only=True).close()
    return verified_backup(backup, to)

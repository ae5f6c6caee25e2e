"""The library as a file: backups, and what the command line says about it."""

from __future__ import annotations

import datetime
from pathlib import Path

from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store.backup import Proof, relocate, verified_backup


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

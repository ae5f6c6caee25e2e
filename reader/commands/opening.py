"""Opening a library for work: every command known, index caught up, notes left unwritten taken up."""

from __future__ import annotations

from pathlib import Path

from reader.commands import verbs
from reader.commands.session import Session
from reader.store.articles import has_drafts
from reader.store.library import Library

assert verbs.ROOMS, "importing the verbs fills the registry"


def open_session(path: Path, *, create: bool = False, read_only: bool = False, threaded: bool = False) -> Session:
    """Open a library (made if `create` and absent) and take up notes that were typed but not yet written."""
    library = Library.create(path) if create and not path.exists() else Library.open(path, read_only=read_only)
    session = Session(library, threaded=threaded)
    session.finder.catch_up()
    if not library.read_only and has_drafts(library):
        session.do("note.recover")
    return session

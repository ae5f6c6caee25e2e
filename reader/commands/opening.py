"""Opening a library for work: every command known, index caught up, notes left unwritten taken up."""

from __future__ import annotations

from pathlib import Path

from reader.commands import verbs
from reader.commands.backups import note_backup
from reader.commands.keeping import keep_copy
from reader.commands.session import Session
from reader.domain.words import N_
from reader.store.library import Library
from reader.store.notes import has_drafts
from reader.store.whereabouts import Presence

assert verbs.ROOMS, "importing the verbs fills the registry"


def open_session(
    path: Path, *, create: bool = False, read_only: bool = False, threaded: bool = False, despite_others: bool = False
) -> Session:
    """Open a library (made if `create` and absent) and take up notes that were typed but not yet written.

    `threaded` is for a window: commands get a thread of their own, and a lock file tells other machines. Where one
    of those has the library open already it is opened for reading only, unless `despite_others`.
    """
    library = Library.create(path) if create and not path.exists() else Library.open(path, read_only=read_only)
    if threaded and not library.read_only and not despite_others:
        library = _unless_held(library)
    session = Session(library, threaded=threaded)
    if threaded and not library.read_only:
        session.presence.renew()
    keep_copy(session)
    note_backup(session)
    if has_drafts(library) and not library.read_only:
        session.recovered = session.do("note.recover")
    if threaded:
        session.catch_up()
    else:
        session.finder.catch_up()
    return session


def _unless_held(library: Library) -> Library:
    holder = Presence(library.path, "").other()
    if holder is None:
        return library
    library.close()
    reading = Library.open(library.path, read_only=True)
    reading.read_only_reason = N_("{person} has it open on {host}")
    reading.read_only_words = {"person": holder.person, "host": holder.host}
    return reading

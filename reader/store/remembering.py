"""What was read last, kept as long as the library has not changed since: several panels ask for the same article."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from reader.store.connection import Handle
from reader.store.library import Library

Result = TypeVar("Result")
_MOST = 6

_kept: WeakKeyDictionary[Handle, tuple[tuple[int, int], dict[Hashable, Any]]] = WeakKeyDictionary()


def remembered(library: Library, key: Hashable, read: Callable[[], Result]) -> Result:
    """What `read` gives, or gave in this thread while nobody wrote to the library. Never kept inside an act."""
    db = library.db()
    if db.conn.in_transaction:
        return read()
    state = (library.data_version(), db.conn.total_changes)
    known, values = _kept.get(db, (None, {}))
    if known != state:
        values = {}
        _kept[db] = state, values
    if key not in values:
        made = read()
        while len(values) >= _MOST:
            del values[next(iter(values))]
        values[key] = made
    found: Result = values[key]
    return found

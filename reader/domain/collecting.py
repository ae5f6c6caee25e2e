"""Python's search for unreachable objects, put off while very much is made that stays."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 200_000
"""New objects after which is searched meanwhile; Python's own number is 700."""
_lock = threading.Lock()
_inside: list[tuple[int, int, int]] = []
"""One entry for each thread inside `seldom`: what held before the first of them."""


@contextmanager
def seldom() -> Iterator[None]:
    """Search seldom inside: what is read from files and put in rows holds next to no circles, yet is searched again and again.

    Several threads may be inside at once; the last to leave puts back what held before the first.
    """
    with _lock:
        before = _inside[0] if _inside else gc.get_threshold()
        _inside.append(before)
        if before[0]:
            gc.set_threshold(max(before[0], _SELDOM), *before[1:])
    try:
        yield
    finally:
        with _lock:
            _inside.pop()
            if not _inside:
                gc.set_threshold(*before)


def leave_out_what_is_there() -> None:
    """Search only what is made from now on: modules, commands and widgets of a start stay to the end."""
    gc.freeze()

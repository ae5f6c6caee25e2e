"""Python's search for unreachable objects, put off while very much is made that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 200_000
"""New objects after which is searched meanwhile; Python's own number is 700."""


@contextmanager
def seldom() -> Iterator[None]:
    """Search seldom inside: what is read from files and put in rows holds next to no circles, yet is searched again and again."""
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(max(before[0], _SELDOM), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def leave_out_what_is_there() -> None:
    """Search only what is made from now on: modules, commands and widgets of a start stay to the end."""
    gc.freeze()

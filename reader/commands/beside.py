"""The process beside an import: reads issues and makes them ready, and touches no file and no library.

It is started with the same Python and the same search path, takes tasks from standard input and gives what came of
each on standard output, in order. When its input ends, because the import is over, cancelled or killed, so does it.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import queue
import signal
import struct
import sys
import threading
from typing import IO, NamedTuple

from reader.domain.collecting import leave_out_what_is_there, seldom
from reader.domain.reading import Known, RawFile, Reading
from reader.store.ready import Ready, make_ready, tokens_ready
from reader.store.tokens import Tokens, Told

# The engine is loaded by the process itself, not by the one whose tasks it does.

_LENGTH = struct.Struct("<Q")


class Task(NamedTuple):
    """An issue to be read from its files, with what its newspaper has taught; `reading` is one made without that.

    `only_read`: its reading is all that is asked for, the rest is left empty.
    """

    files: tuple[RawFile, ...]
    known: Known
    reading: Reading | None = None
    only_read: bool = False


class Done(NamedTuple):
    """An issue read with the answers `known`, all that is ready of it, and the tokens the search index will want."""

    known: Known
    reading: Reading
    ready: Ready | None
    tokens: dict[Told, Tokens]


def work(task: Task) -> Done:
    """Read an issue and make it ready: a pure function, the same here and there."""
    from reader.structure.engine import read_issue

    reading = task.reading
    if reading is None or task.known.answers:
        reading = read_issue([page for file in task.files for page in file.pages], task.known)
    if task.only_read:
        return Done(task.known, reading, None, {})
    ready = make_ready(task.files, reading)
    return Done(task.known, reading, ready, tokens_ready(reading, ready))


def put_frame(file: IO[bytes], value: object) -> None:
    """Write one value, with its length before it."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    file.write(_LENGTH.pack(len(data)) + data)
    file.flush()


def get_frame(file: IO[bytes]) -> bytes | None:
    """The bytes of the next value; None where the input has ended, or breaks off."""
    head = file.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = file.read(length)
    return data if len(data) == length else None


def serve() -> None:
    """Carry out tasks until the input ends. What cannot be done is answered with None: the import does it itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the import, which then ends this
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    importlib.import_module("reader.structure.engine")  # while the first task is on its way
    leave_out_what_is_there()
    with seldom(), contextlib.suppress(OSError):
        while True:
            put_frame(answers, _answer(tasks.get()))


def _answer(frame: bytes) -> Done | None:
    try:
        return work(pickle.loads(frame))  # from the process that has started this one
    except Exception:
        return None


def _listen(file: IO[bytes], tasks: queue.SimpleQueue[bytes]) -> None:
    while (frame := get_frame(file)) is not None:
        tasks.put(frame)
    os._exit(0)  # whatever is being read: nobody waits for it any more

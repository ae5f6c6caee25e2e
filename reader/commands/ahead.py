"""Issues read ahead in a process beside this one, so that an import only writes and a window is not held up."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from reader.commands.beside import Done, Task

_log = logging.getLogger(__name__)

WORTH = 250_000
"""Bytes of files from which a process beside is worth its start."""
_AHEAD = 3
"""So many issues are on their way at once: what is read ahead is held in memory."""
_TURN = 0.01
"""Seconds between looks at what else waits to be done."""
_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from reader.commands.beside import serve; serve()"


class Ahead:
    """Reads issues ahead of an import: `take` gives what came of each task, in their order.

    Where no process can be started, or it comes to an end, `take` says None from then on and the import reads by itself:
    slower, but the same. `rest` is called while nothing has come yet.
    """

    def __init__(self, tasks: Iterator[Task], rest: Callable[[], None]) -> None:
        self._tasks = tasks
        self._rest = rest
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._out = 0
        self._process = _start()
        self._drain: threading.Thread | None = None
        if self._process is not None:
            assert self._process.stdout is not None
            arguments = (self._process.stdout, self._answers)
            self._drain = threading.Thread(target=_drain, args=arguments, name="pressmark-ahead", daemon=True)
            self._drain.start()

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None) -> None:
        self.close()

    def take(self) -> Done | None:
        """What came of the next task; None where the import has to do it."""
        self._send()
        if self._process is None:
            return None
        frame = self._wait()
        self._out -= 1
        if frame is None:
            _log.warning("the process that reads ahead has ended: the import goes on without it")
            self.close()
            return None
        self._send()
        done: Done | None = pickle.loads(frame)  # from the process this one has started
        return done

    def _wait(self) -> bytes | None:
        """The next answer; meanwhile short work that waits is done."""
        while True:
            try:
                return self._answers.get(timeout=_TURN)
            except queue.Empty:
                self._rest()

    def _send(self) -> None:
        """Hand out tasks, so that there are always some on their way."""
        from reader.commands.beside import put_frame

        while self._process is not None and self._out < _AHEAD and (task := next(self._tasks, None)) is not None:
            assert self._process.stdin is not None
            try:
                put_frame(self._process.stdin, task)
            except OSError:
                self._answers.put(None)
                return
            finally:
                self._out += 1

    def close(self) -> None:
        """End the process, whatever it is at."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._drain is not None:
            self._drain.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _start() -> subprocess.Popen[bytes] | None:
    """The process, or None where it cannot be started: a program frozen into one file has no Python to start."""
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    command = [sys.executable, "-I", "-X", f"utf8={sys.flags.utf8_mode}", "-c", _BOOT, *map(os.path.abspath, sys.path)]
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except (OSError, ValueError) as error:
        _log.warning("nothing is read ahead: %s", error)
        return None


def _drain(answers: IO[bytes], taken: queue.SimpleQueue[bytes | None]) -> None:
    """Take what the process gives as soon as it gives it, so that it never waits for the import."""
    from reader.commands.beside import get_frame

    while (frame := get_frame(answers)) is not None:
        taken.put(frame)
    taken.put(None)

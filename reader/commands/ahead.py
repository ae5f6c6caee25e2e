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
    """Reads issues ahead of an import, in a process that is started once enough is to come (`expect`): `begin` hands it
    tasks, `take` gives what came of each, in their order.

    While no process runs, cannot be started, or has come to an end, `take` says None and the import reads by itself:
    slower, but the same. `rest` is called while nothing has come yet.
    """

    def __init__(self, rest: Callable[[], None]) -> None:
        self._rest = rest
        self._tasks: Iterator[Task] = iter(())
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._expected = self._out = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._drain: threading.Thread | None = None

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None) -> None:
        self.close()

    def expect(self, size: int) -> None:
        """A file of so many bytes is to be imported: from some on the process is started, to be there when it is wanted."""
        before, self._expected = self._expected, self._expected + size
        if before < WORTH <= self._expected and (process := _start()) is not None:
            self._process = process
            arguments = (process.stdout, self._answers)
            self._drain = threading.Thread(target=_drain, args=arguments, name="pressmark-ahead", daemon=True)
            self._drain.start()

    def begin(self, tasks: Iterator[Task]) -> None:
        """Read these issues from now on; all earlier ones have been taken."""
        self._tasks = tasks
        self._send()

    def take(self) -> Done | None:
        """What came of the next task; None where the import has to do it."""
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
        self._tasks = iter(())
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
    flags = ["-I", *(["-B"] if sys.dont_write_bytecode else []), "-X", f"utf8={sys.flags.utf8_mode}"]
    command = [sys.executable, *flags, "-c", _BOOT, *map(os.path.abspath, sys.path)]
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

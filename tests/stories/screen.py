"""A real window on an X server of its own, driven by real key presses."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from reader.commands.opening import open_session
from reader.domain.views import ArticleView
from tests.conftest import ROOT


class Screen:
    """An X server of its own with a Pressmark window in it, driven by xdotool."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.library = folder, folder / "story.pressmark"
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        self.environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        self.window: subprocess.Popen[bytes] | None = None

    def open(self, *files: Path, language: str) -> None:
        command = [sys.executable, "-m", "reader.cli", "--library", str(self.library), "--interface-language", language]
        self.window = subprocess.Popen([*command, "open", *map(str, files)], cwd=ROOT, env=self.environment)
        self.until(lambda: bool(self.windows()), "the window did not open")
        self.focus()

    def focus(self) -> None:
        """Give the window the keys: where no window manager runs, nobody does after a dialog."""
        self.tool("windowfocus", "--sync", self.windows()[-1])
        self.settle()

    def windows(self) -> list[str]:
        done = self.tool("search", "--onlyvisible", "--name", "Pressmark", check=False)
        return done.stdout.split()

    def tool(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *arguments], env=self.environment, check=check, capture_output=True, text=True, timeout=60
        )

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.tool("key", "--delay", "30", key)

    def type(self, words: str) -> None:
        self.tool("type", "--delay", "40", words)

    def settle(self) -> None:
        """Wait until the program has done all it was asked: none of its threads works or waits for a processor."""
        assert self.window is not None
        tasks = Path(f"/proc/{self.window.pid}/task")
        seen: object = None
        for _time in range(400):
            now = sorted(_asleep(task) for task in tasks.iterdir())
            if now == seen and all(asleep for asleep, _spent in now):
                return
            seen = now
            time.sleep(0.4)

    def until(self, true: Callable[[], bool], else_say: str, patience: float = 90) -> None:
        end = time.monotonic() + patience
        while not true():
            assert time.monotonic() < end, else_say
            time.sleep(0.1)

    def article(self, id: int) -> ArticleView:
        session = open_session(self.library, read_only=True)
        try:
            found = session.article(id)
            assert found is not None
            return found
        finally:
            session.close()

    def quit(self) -> None:
        assert self.window is not None
        self.keys("ctrl+q")
        assert self.window.wait(timeout=90) == 0

    def close(self) -> None:
        for process in (self.window, self.server):
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()


def _asleep(task: Path) -> tuple[bool, int]:
    """Whether a thread sleeps, and the ticks of processor it has used."""
    try:
        told = (task / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:  # it has just ended
        return True, 0
    return told[0] == "S", int(told[11]) + int(told[12])

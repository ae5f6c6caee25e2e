"""The whole job by real key presses in a real window on an X server: tag, highlight, comment, note, close, reopen, undo."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.commands.opening import open_session
from reader.domain.views import ArticleView
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]

ISSUE = """# 菜场二楼的读书角

本报讯(记者 闻笛)读书角开张三年,藏书从两百册长到九千册,连修鞋匠都成了常客。

# 旧井普查登记三百二十口

本报讯(通讯员 柏舟)全市旧井普查结束,共登记三百二十口,其中可用的九十七口。
"""


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
        self.tool("windowfocus", "--sync", self.windows()[-1])
        time.sleep(1.0)

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

    def until(self, true: Callable[[], bool], else_say: str, patience: float = 30) -> None:
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
        assert self.window.wait(timeout=30) == 0

    def close(self) -> None:
        for process in (self.window, self.server):
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    screen = Screen(tmp_path)
    yield screen
    screen.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_job_by_keyboard_alone(screen: Screen, tmp_path: Path, language: str) -> None:
    issue = tmp_path / "晚汀日报 2024-06-08.md"
    issue.write_text(ISSUE, encoding="utf-8")
    screen.open(issue, language=language)

    screen.keys("j")
    screen.keys("Home", *["shift+Right"] * 4, "h")
    screen.until(lambda: len(screen.article(2).highlights) == 1, "the highlight was not made")
    assert screen.article(2).highlights[0].quote == "旧井普查"
    screen.keys("c")
    time.sleep(0.5)
    screen.type("check the number")
    screen.keys("Escape")
    screen.until(lambda: screen.article(2).highlights[0].comment == "check the number", "the comment was not kept")

    screen.keys("Escape")  # lets go of the highlight, whose tags `t` would set
    screen.keys("t")
    screen.type("wells")
    screen.keys("Return", "Escape")
    screen.until(lambda: [t.name for t in screen.article(2).tags] == ["wells"], "the tag was not made")

    screen.keys("m")
    screen.type("see the survey of 1987")
    screen.until(lambda: screen.article(2).note == "see the survey of 1987", "the note was not saved while typing")
    screen.keys("Escape")
    screen.quit()
    assert screen.article(2).note == "see the survey of 1987"

    screen.open(language=language)
    screen.keys("ctrl+z")
    time.sleep(1.0)
    assert screen.article(2).note, "reaching behind this start is asked about once"
    screen.keys("ctrl+z")
    screen.until(lambda: screen.article(2).note == "", "undo did not reach behind the restart")
    view = screen.article(2)
    assert view.highlights[0].comment == "check the number" and [t.name for t in view.tags] == ["wells"]
    screen.quit()

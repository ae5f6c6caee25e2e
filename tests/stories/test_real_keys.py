"""The whole job by real key presses in a real window on an X server: tag, highlight, comment, note, close, reopen, undo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.screen import Screen

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]

ISSUE = """# 菜场二楼的读书角

本报讯(记者 闻笛)读书角开张三年,藏书从两百册长到九千册,连修鞋匠都成了常客。

# 旧井普查登记三百二十口

本报讯(通讯员 柏舟)全市旧井普查结束,共登记三百二十口,其中可用的九十七口。
"""


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
    screen.settle()
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
    screen.settle()
    assert screen.article(2).note, "reaching behind this start is asked about once"
    screen.keys("ctrl+z")
    screen.until(lambda: screen.article(2).note == "", "undo did not reach behind the restart")
    view = screen.article(2)
    assert view.highlights[0].comment == "check the number" and [t.name for t in view.tags] == ["wells"]
    screen.quit()

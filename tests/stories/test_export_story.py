"""A new user, by real keys alone: from a selection to a Word file with its comment, and to a citation in GB/T 7714."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from tests.stories.screen import Screen

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]

ISSUE = """---
newspaper: 晚汀日报
date: 2024-06-08
page: 3
---

# 菜场二楼的读书角

本报记者 闻笛

读书角开张三年,藏书从两百册长到九千册,连修鞋匠都成了常客。
"""
CITED = "闻笛. 菜场二楼的读书角[N]. 晚汀日报, 2024-06-08(3)."


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    screen = Screen(tmp_path)
    yield screen
    screen.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_from_a_selection_to_word_and_to_a_citation(screen: Screen, tmp_path: Path, language: str) -> None:
    issue, out = tmp_path / "issue.md", tmp_path / f"out-{language}.docx"
    issue.write_text(ISSUE, encoding="utf-8")
    screen.open(issue, language=language)

    screen.keys("shift+F6", "ctrl+End", "Home", *["shift+Right"] * 5, "h")
    screen.until(lambda: len(screen.article(1).highlights) == 1, "the highlight was not made")
    screen.keys("c")
    screen.settle()
    screen.type("ask the cobbler")
    screen.keys("Escape")
    screen.until(lambda: screen.article(1).highlights[0].comment == "ask the cobbler", "the comment was not kept")
    screen.keys("Escape")

    screen.keys("x")
    screen.settle()
    screen.keys("Home", "Down", "Return")
    screen.settle()
    screen.keys("ctrl+a")
    screen.type(str(out))
    screen.keys("Return")
    screen.until(out.exists, "no Word file was written")
    word = docx.Document(str(out))
    assert [comment.text for comment in word.comments if "ask the cobbler" in comment.text]
    assert "藏书从两百册长到九千册" in "\n".join(p.text for p in word.paragraphs)

    screen.focus()
    screen.keys("shift+c")
    screen.settle()
    screen.keys("m")
    screen.settle()
    screen.keys("ctrl+v")
    screen.until(lambda: CITED in screen.article(1).note, "the citation was not copied")
    screen.keys("Escape")
    screen.quit()

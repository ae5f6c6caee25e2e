"""The first real page, repaired to a person's reading of it by keyboard alone, in under ten acts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.commands import verbs  # noqa: F401  (declares the commands)
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import ArticleView, Listing
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window

_BODY = {"paragraph", "subhead", "caption", "list_item", "inset", "quote", "signature", "table", "other"}


@pytest.fixture
def session(tmp_path: Path, shared: Path) -> Iterator[Session]:
    """The page as the importer reads it."""
    source = shared / "issues" / "xuchang.txt"
    if not source.is_file():
        pytest.skip("the real page is not there")
    opened = open_session(tmp_path / "story.pressmark", create=True)
    opened.do("import.files", paths=[source])
    yield opened
    opened.close()


@pytest.fixture
def wanted(shared: Path) -> list[dict[str, Any]]:
    """A person's reading of the page."""
    found = json.loads((shared / "issues" / "xuchang.expected.json").read_text(encoding="utf-8"))
    items: list[dict[str, Any]] = found["items"]
    return items


def press(window: MainWindow, key: str) -> None:
    QTest.keyClick(window.focusWidget() or window, key)


def answer(window: MainWindow, *words: str) -> None:
    """Read the answers of the doubt shown on the bench, and press the digit of the one that says `words`."""
    assert window.repairing.bench is not None
    flag = window.repairing.bench.doubt.flag
    assert flag is not None
    press(window, str(next(a.n for a in flag.answers if all(w in a.text for w in words))))


def reading(view: ArticleView) -> dict[str, Any]:
    """An article in the form of the expected reading."""
    authors = [{"name": f.value, "role": f.detail} for f in view.fields if f.name == "author"]
    made: dict[str, Any] = {"kind": view.kind, "title": view.title, "authors": authors}
    named = {"kicker": view.kicker, "deck": view.deck, "column": view.column, "series": view.series}
    made |= {key: value for key, value in named.items() if value}
    made["body"] = [{"subhead": b.text} if b.role == "subhead" else b.text for b in view.blocks if b.role in _BODY]
    return made


def asked(item: dict[str, Any]) -> dict[str, Any]:
    """Of an expected article what is compared: its words, labels and people."""
    kept = ("kind", "title", "kicker", "deck", "column", "series", "authors", "body")
    return {key: item[key] for key in kept if item.get(key) is not None}


def test_the_page_is_read_as_a_person_reads_it_after_three_keys(
    qtbot: QtBot, session: Session, wanted: list[dict[str, Any]]
) -> None:
    window = open_window(qtbot, session, Looks())
    qtbot.waitUntil(window.isActiveWindow)
    before = session.library.last_act()
    ids = list(session.ids(Listing("all")))
    assert len(ids) == len(wanted)
    for _n in range(4):
        press(window, "j")
    press(window, "r")
    assert window.mode == "repair"
    answer(window, "column", wanted[4]["title"])
    press(window, "n")
    answer(window, "column", wanted[5]["title"])
    answer(window, "series", wanted[5]["title"])
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
    acts = [a for a in session.history(50) if a.id > before and a.kind == "do" and a.command != "article.state"]
    assert 0 < len(acts) < 10
    views = [session.article(id) for id in session.ids(Listing("all"))]
    for view, item in zip(views, wanted, strict=True):
        assert view is not None
        assert reading(view) == asked(item)

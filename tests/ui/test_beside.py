"""Two articles side by side: which one is read, that marks go there, that lists change and the second text stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import BlockSpan, Listing
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> Iterator[MainWindow]:
    """A wide window on the library of one issue."""
    made = open_window(qtbot, session, looks)
    made.resize(1700, 900)
    yield made
    made.close()


def beside(window: MainWindow) -> int | None:
    """The article in the second text."""
    other = window.beside.other
    view = other.article() if other is not None else None
    return view.id if view is not None else None


def test_an_article_stays_beside_while_others_are_read(qtbot: QtBot, window: MainWindow) -> None:
    window.do("beside.open")
    assert beside(window) == 1 and window.panels.is_shown("beside")
    window.do("go.next")
    assert window.view is not None and window.view.id == 2 and beside(window) == 1
    window.navigation.show_listing(Listing("all"), 2)
    assert beside(window) == 1, "another list leaves it alone"
    window.do("beside.close")
    assert not window.panels.is_shown("beside") and window.view.id == 2 and window.beside.other is None


def test_marks_and_keys_are_about_the_text_read_now(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.do("beside.open")
    window.do("go.next")
    window.activateWindow()
    window.do("beside.other")
    qtbot.waitUntil(lambda: window.pane is window.beside.other)
    assert window.view is not None and window.view.id == 1 and window.list.current == 1
    block = window.view.blocks[3]
    window.pane.select([BlockSpan(block.id, 0, 4)])
    window.do("highlight.add")
    first, second = session.article(1), session.article(2)
    assert first is not None and second is not None
    assert len(first.highlights) == 1 and not second.highlights
    window.do("beside.other")
    qtbot.waitUntil(lambda: window.pane is window.beside.main)
    assert window.view.id == 2
    window.do("basket.add")
    assert list(session.ids(Listing("basket", 1))) == [2]


def test_the_one_read_now_is_kept_when_the_other_is_closed(qtbot: QtBot, window: MainWindow) -> None:
    window.do("beside.open")
    window.do("go.next")
    window.do("beside.other")
    qtbot.waitUntil(lambda: window.pane is window.beside.other)
    head = next(head for pane, head in window.beside._heads.items() if pane is window.beside.other)
    qtbot.mouseClick(head.closing, Qt.MouseButton.LeftButton)
    assert window.view is not None and window.view.id == 1 and window.pane is window.beside.main
    shown = window.pane.article()
    assert shown is not None and shown.id == 1


def test_repair_and_review_take_the_room(window: MainWindow) -> None:
    window.do("beside.open")
    window.do("repair.open")
    assert window.beside.other is None and window.bench is not None
    window.do("repair.leave")
    assert window.pane is window.beside.main and window.bench is None


def test_another_language_keeps_both(qtbot: QtBot, window: MainWindow) -> None:
    window.do("beside.open")
    window.do("go.next")
    window.set_language("zh_CN")
    assert beside(window) == 1 and window.view is not None and window.view.id == 2
    window.set_language("en")
    assert beside(window) == 1


def test_a_narrow_window_has_one_text_and_says_so(window: MainWindow) -> None:
    window.resize(720, 500)
    window.do("beside.open")
    assert window.beside.other is None and "narrow" in window.message.text.text()


def test_what_stands_beside_is_there_after_a_restart(qtbot: QtBot, looks: Looks, tmp_path: Path, session: Session) -> None:
    window = open_window(qtbot, session, looks)
    window.resize(1700, 900)
    window.do("beside.open")
    window.do("go.next")
    window.close()
    again = open_window(qtbot, open_session(tmp_path / "reading.pressmark"), looks)
    again.resize(1700, 900)
    qtbot.waitUntil(lambda: beside(again) == 1)
    assert again.view is not None and again.view.id == 2
    again.close()


def test_a_narrow_window_says_nothing_of_it_at_a_start(qtbot: QtBot, looks: Looks, tmp_path: Path, session: Session) -> None:
    window = open_window(qtbot, session, looks)
    window.resize(720, 500)
    session.set_setting(f"beside.{session.library.uuid}", 1)
    window.beside.restore_soon()
    qtbot.waitUntil(lambda: not window.beside._soon.isActive())
    assert window.beside.other is None and "narrow" not in window.message.text.text()
    window.close()

"""What the search field offers while one types, and how it points at what cannot be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.commands.query_completing import complete_query
from reader.commands.session import Session
from reader.domain.views import Listing
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window, search


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    """The window on a library with two tags."""
    session.do("tag.add", articles=list(session.ids(Listing("all"))), tags=["水利", "public works"])
    return open_window(qtbot, session, looks)


def offers(session: Session, query: str) -> list[str]:
    return [query[: c.start] + c.text + query[c.end :] for c in complete_query(session, query, len(query))]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ta", "tag:"), ("灯 -标", "灯 -标签:"), ("tag:sl", "tag:水利 "), ("tag:=pub", 'tag:="public works" '),
        ("灯 (newspaper:晚", "灯 (newspaper:晚汀日报 "), ("author:柏", "author:柏舟 "), ("colour:ye", "colour:yellow "),
        ("state:un", "state:unread "), ("date:", "date:2024 "), ("date:2024", "date:2024-06 "), ("date:2024-06", "date:2024-06-08 "),
        ("page:", "page:3 "), ("kind：ph", "kind：photo "), ("fold:hans,al", "fold:hans,aliases "), ("sort:n", "sort:newest "),
        ("in:h", "in:highlights "), ("has:n", "has:note "), ("date:unk", "date:unknown "),
    ],
)  # fmt: skip
def test_fields_and_their_values_are_offered(window: MainWindow, session: Session, typed: str, offered: str) -> None:
    assert offered in offers(session, typed)


def test_nothing_is_offered_where_nothing_fits(window: MainWindow, session: Session) -> None:
    assert not offers(session, "水利") and not offers(session, "") and not offers(session, "foo:x")
    assert not offers(session, '"ta') and not offers(session, "“标") and not offers(session, "灯 ")


def test_a_value_is_taken_by_key_and_searched(qtbot: QtBot, window: MainWindow) -> None:
    field = window.top.search
    field.setFocus()
    qtbot.keyClicks(field, "tag:")
    qtbot.waitUntil(field.completion.isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == 'tag:"public works" '
    assert not field.completion.isVisible()
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 2 and not window.list.searching)
    field.clear()
    qtbot.keyClicks(field, "sta")
    qtbot.waitUntil(field.completion.isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "state:"
    assert field.hasFocus()
    qtbot.waitUntil(field.completion.isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.completion.isVisible() and field.text() == "state:"


def test_enter_searches_what_is_typed_while_something_is_offered(qtbot: QtBot, window: MainWindow) -> None:
    field = window.top.search
    field.setFocus()
    qtbot.keyClicks(field, "te")
    qtbot.waitUntil(field.completion.isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="te"))


def test_what_is_offered_comes_before_what_is_wrong(qtbot: QtBot, window: MainWindow) -> None:
    field = window.top.search
    field.setFocus()
    qtbot.keyClicks(field, "tag:")
    qtbot.waitUntil(lambda: bool(field._message))
    qtbot.waitUntil(field.completion.isVisible)
    assert not field.fault.isVisible(), "somebody is still typing"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.fault.isVisible() and not field.completion.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.hasFocus() and field.fault.isVisible(), "there is no list of a query that cannot be read"
    qtbot.keyClicks(field, "zzz")
    assert not field.fault.isVisible()
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="tag:zzz"))


@pytest.mark.parametrize(("query", "at", "word"), [("  𠮷灯 foo:x", 3, "foo:x"), ("灯 AND (标", 6, "("), ("date:2023-1x", 5, "2023-1x")])
def test_a_fault_is_pointed_at_under_its_word(qtbot: QtBot, window: MainWindow, query: str, at: int, word: str) -> None:
    field = window.top.search
    search(qtbot, window, query)
    assert field.fault.isVisible()
    left, right = field.place_of(at)
    assert abs(right - left - max(6, field.fontMetrics().horizontalAdvance(word))) <= 1
    begin = query.index(word)
    before = field.fontMetrics().horizontalAdvance(query[:begin])
    start = field.cursorRect().center().x() - field.fontMetrics().horizontalAdvance(query)
    assert abs(left - start - before) <= 1, "not half a character off"


def test_a_fault_at_the_end_of_a_long_line_is_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    field = window.top.search
    long = "灯 " * 60 + "foo:x"
    search(qtbot, window, long)
    left, right = field.place_of(long.index("foo"))
    assert 0 < left < right < field.width()

"""The live search: in the background, only the newest counts, nothing is left behind."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from reader.commands.found import FirstFound
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.views import Listing
from reader.ui.article_model import PAGE
from reader.ui.lookup import Lookup, Stop
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window, search


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    """The window on the library of two articles."""
    return open_window(qtbot, session, looks)


def readers() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "pressmark-reader"]


class Slow:
    """Searches that end only when they are let go, or interrupted."""

    def __init__(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[str] = []
        self.stopped: list[str] = []
        self.go = threading.Event()
        self._first, self._interrupted = session.first_found, threading.Event()
        monkeypatch.setattr(session, "first_found", self.first_found)
        monkeypatch.setattr(session.finder.index, "interrupt", self._interrupted.set)

    def first_found(self, listing: Listing, limit: int, stopped: Stop) -> FirstFound:
        self.begun.append(listing.text)
        while not self.go.is_set():
            if self._interrupted.is_set():
                self._interrupted.clear()
                self.stopped.append(listing.text)
                raise Stopped
            time.sleep(0.001)
        return self._first(listing, limit, stopped)


def test_typing_quickly_shows_only_the_last(
    qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(session, monkeypatch)
    shown: list[str] = []
    window.list.listing_changed.connect(lambda: shown.append(window.list.listing.text if window.list.listing else ""))
    before = window.list.listing
    for query in ("航", "航标", "航标改造", "旧井"):
        window.top.search.setText(query)
        window.top.search.search_now()
        assert window.list.listing == before, "what is listed stays until something is found"
    qtbot.waitUntil(lambda: slow.begun[-1:] == ["旧井"])
    slow.go.set()
    qtbot.waitUntil(lambda: not window.list.searching)
    assert shown == ["旧井"]
    assert window.list.listing == Listing("search", text="旧井")
    assert set(slow.stopped) <= {"航", "航标", "航标改造"}
    assert not window.notice.isVisible() and not window.top.search.fault.isVisible()
    assert len(readers()) == 1


def test_a_search_that_takes_long_says_so_quietly(
    qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(session, monkeypatch)
    window.top.search.setText("旧井")
    window.top.search.search_now()
    assert "searching" not in window.list.header.words
    qtbot.waitUntil(lambda: "searching…" in window.list.header.words)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    slow.go.set()
    qtbot.waitUntil(lambda: not window.list.searching)
    assert "searching" not in window.list.header.words
    assert window.view is not None
    assert "旧井" in (window.view.title or ""), "Enter went on to the first hit when it was there"


def test_an_interrupted_search_leaves_no_error(
    qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(session, monkeypatch)
    before = window.list.listing
    window.top.search.setText("旧井")
    window.top.search.search_now()
    qtbot.waitUntil(lambda: slow.begun == ["旧井"])
    window.top.search.clear_search()
    qtbot.waitUntil(lambda: slow.stopped == ["旧井"])
    assert not window.list.searching
    assert window.list.listing == before
    assert not window.notice.isVisible() and not window.top.search.fault.isVisible()


def test_a_real_search_can_be_interrupted(qtbot: QtBot, window: MainWindow) -> None:
    for n in range(60):
        window.top.search.setText("旧井" if n % 2 else "航*")
        window.top.search.search_now()
        if n % 3 == 0:
            QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: not window.list.searching)
    assert window.list.listing == Listing("search", text="旧井")
    row = window.list.model.article_at(0)
    assert row is not None
    assert "旧井" in row.snippet
    assert not window.notice.isVisible()


def test_closing_during_a_search_is_clean(
    qtbot: QtBot, session: Session, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = open_session(session.library.path, threaded=True)
    window = open_window(qtbot, own, looks)
    slow = Slow(own, monkeypatch)
    window.top.search.setText("旧井")
    window.top.search.search_now()
    qtbot.waitUntil(lambda: slow.begun == ["旧井"])
    window.close()
    assert not readers()
    assert own.library._opened == []


def test_another_library_ends_the_search(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    search(qtbot, window, "旧井")
    assert len(readers()) == 1
    window.attach(None)
    assert not readers()
    window.attach(session)
    search(qtbot, window, "航标")
    assert window.list.model.rowCount() == 1


def test_the_list_of_a_search_follows_changes(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    search(qtbot, window, "tag:夜航")
    assert window.list.model.rowCount() == 0
    session.do("tag.add", articles=list(session.ids(Listing("all")))[:1], tags=["夜航"])
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 1)
    window.list.header.choose("done")
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 0)
    window.list.header.choose("")
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 1)


def test_going_back_to_a_search(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "旧井")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    found = window.view
    window.navigation.show_listing(Listing("all"))
    window.do("go.back")
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="旧井"))
    assert window.view is not None and found is not None
    assert window.view.id == found.id
    assert window.trail.can_go_forward
    assert window.top.search.text() == "旧井"


def test_snippets_of_further_pages_come_by_themselves(qtbot: QtBot, session: Session, looks: Looks) -> None:
    text = "\n\n".join(f"# 第{n}口旧井\n\n第{n}口旧井已经登记。" for n in range(PAGE * 2 + 30))
    session.do("import.text", text=text, title="旧井册")
    window = open_window(qtbot, session, looks)
    search(qtbot, window, "旧井已经")
    model = window.list.model
    assert f"{PAGE * 2 + 30} articles" in window.list.header.words
    qtbot.waitUntil(lambda: model.rowCount() == PAGE * 2 + 30)
    window.list.table.scrollToBottom()
    last = model.rowCount() - 1
    qtbot.waitUntil(lambda: "旧井已经" in model.article_at(last).snippet)  # type: ignore[union-attr]


def test_a_search_while_indexing_says_so(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.finder.ready = False
    window.facts.refresh()
    assert "indexing" in window.status.indexing.text()
    search(qtbot, window, "旧井")
    assert "perhaps more" in window.list.header.words
    search(qtbot, window, "鲲鹏万里")
    assert "yet" in window.list.empty.title.text()
    session._catch_up()
    assert session.finder.ready
    qtbot.waitUntil(lambda: "perhaps" not in window.list.header.words)
    assert "yet" not in window.list.empty.title.text()
    assert window.status.indexing.text() == ""


def test_a_lost_index_is_built_while_the_window_is_open(qtbot: QtBot, session: Session, looks: Looks) -> None:
    path = session.finder.index.path
    session.finder.close()
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    own = open_session(session.library.path, threaded=True)
    window = open_window(qtbot, own, looks)
    qtbot.waitUntil(lambda: own.finder.ready and window.status.indexing.text() == "")
    search(qtbot, window, "旧井")
    assert window.list.model.rowCount() == 1
    window.close()


def test_closing_while_indexing_does_not_wait(qtbot: QtBot, session: Session) -> None:
    session.do("import.text", text="# 又一篇\n\n正文。", title="又")
    path = session.finder.index.path
    own = open_session(session.library.path, threaded=True)
    begun, go = threading.Event(), threading.Event()

    def rest() -> None:
        begun.set()
        go.wait(10)

    own.rest = rest  # type: ignore[method-assign]
    own.executor.submit(lambda: own.finder.index.clear()).result()
    own.catch_up()
    assert not own.finder.ready
    assert begun.wait(10)
    own._closing = True
    go.set()
    own.close()
    again = open_session(session.library.path)
    assert path == again.finder.index.path
    assert again.search("正文").total == 1
    again.close()


def test_errors_come_back_and_are_forgotten_when_outdated(qtbot: QtBot) -> None:
    lookup = Lookup("pressmark-reader")
    told: list[object] = []

    def fail(_stopped: object) -> None:
        raise ReaderError("gone")

    lookup.ask("a", fail, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], ReaderError)
    lookup.ask("a", lambda _s: 1, told.append, told.append)
    lookup.ask("b", lambda _s: 2, told.append, told.append)
    lookup.ask("a", lambda _s: 3, told.append, told.append)
    qtbot.waitUntil(lambda: not lookup.awaits("a") and not lookup.awaits("b"))
    assert sorted(told[1:]) == [2, 3]  # type: ignore[type-var]
    lookup.close()
    assert not readers()

"""The strip of a search: switches with their gains, the order, hits in page text; and hits walked across articles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.ui.reasons import reason, reasons
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window, search

MORE = """# 舊井登記

本報訊 全市舊井登記完畢。

# 井与河

旧井旁边有河，旧井水深。

责编：闻笛 校对：何止
"""


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    """The window on a library of two issues, the second in both scripts."""
    session.do("import.text", text=MORE, title="北垣新报 2024-07-01")
    return open_window(qtbot, session, looks)


def titles(window: MainWindow) -> list[str]:
    rows = (window.list.model.article_at(n) for n in range(window.list.model.rowCount()))
    return [row.title for row in rows if row is not None]


def test_a_small_count_says_what_each_switch_would_find_and_a_key_takes_it(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "舊井")
    qtbot.waitUntil(lambda: bool(window.list.strip.gains))
    assert window.list.strip.gains == {"hans": 2}
    assert "+2" in window.list.strip.chips["hans"].words()
    assert window.list.strip.widen.isVisible()
    window.list.table.setFocus()
    qtbot.keyClick(window.list.table, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 3)
    assert window.top.search.text() == "舊井 fold:hans"
    assert window.list.strip.chips["hans"].isChecked()
    assert not window.list.strip.gains
    qtbot.mouseClick(window.list.strip.chips["hans"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 1)
    assert window.top.search.text() == "舊井"


def test_nothing_found_offers_the_switches(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "驗收")
    qtbot.waitUntil(lambda: "as typed" in window.list.empty.title.text())
    window.list.empty.button.click()
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 1)


def test_every_row_says_why(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "旧井 fold:hans")
    rows = {row.title: row for n in range(3) if (row := window.list.model.article_at(n))}
    assert rows["舊井登記"].why == ("title+hans", "text+hans")
    assert rows["井与河"].why == ("text",)
    assert reasons(rows["舊井登記"].why) == "headline (Simp/Trad) · text (Simp/Trad)"
    assert reason("printed") == "as printed" and reason("filter") == ""


def test_best_first_or_by_date(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "井")
    assert set(titles(window)) == {"舊井登記", "井与河", "旧井普查登记三百二十口"}
    window.do("search.order")
    qtbot.waitUntil(lambda: window.top.search.text() == "井 sort:newest" and not window.list.searching)
    newest = titles(window)
    window.do("search.order")
    qtbot.waitUntil(lambda: window.top.search.text() == "井 sort:oldest" and not window.list.searching)
    assert titles(window) == newest[::-1]
    window.do("search.order")
    qtbot.waitUntil(lambda: window.top.search.text() == "井" and not window.list.searching)


def test_page_text_is_listed_apart_and_opened(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "责编")
    assert window.list.model.rowCount() == 0
    assert window.list.furniture.isVisible() and window.list.furniture.count() == 1
    assert "page text" in window.list.empty.text.text()
    window.list.furniture.itemActivated.emit(window.list.furniture.item(0))
    assert window.list.listing is not None and window.list.listing.kind == "issue"
    assert window.pane.shown.words_between(*window.pane.view.painting.hit) == "责编"  # type: ignore[misc]


def test_hits_are_walked_across_articles(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "旧井 sort:newest")
    assert window.list.model.rowCount() == 2
    seen = []
    for _step in range(8):
        window.do("find.next")
        assert window.view is not None
        seen.append((window.view.id, window.pane.view.painting.hit))
    assert len({article for article, _hit in seen}) == 2
    rounds = seen.index(seen[0], 1)
    assert rounds == len(set(seen)), "after the last hit it begins anew"
    window.do("find.previous")
    assert (window.view.id, window.pane.view.painting.hit) == seen[-2]
    window.list.choose_row(0)
    window.do("find.next")
    window.do("find.previous")
    assert window.view.id == window.list.model.id_at(1), "before the first hit stands the last article's last"

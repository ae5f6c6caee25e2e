"""The overviews: the matrix of tags, the index of authors, this day in all years; each leads to a list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain import words
from reader.domain.views import Listing
from reader.ui.gathering import looking
from reader.ui.gathering.authors import Authors
from reader.ui.gathering.tags_together import TagsTogether
from reader.ui.gathering.this_day import ThisDay
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from reader.ui.wording import day_name
from tests.ui.shell import open_window


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> Iterator[MainWindow]:
    """The whole window on the library of one issue, two articles with tags."""
    session.do("tag.add", articles=[1, 2], tags=["水利", "public works"])
    session.do("tag.add", articles=[1], tags=["航运"])
    made = open_window(qtbot, session, looks)
    yield made
    made.close()


def test_the_matrix_is_walked_and_opens_the_articles_with_both(qtbot: QtBot, window: MainWindow) -> None:
    window.do("go.tags_together")
    shown = window.findChild(TagsTogether)
    assert shown is not None
    matrix = shown.matrix
    qtbot.waitUntil(lambda: len(matrix.found.tags) == 3)
    assert [tag.uses for tag in matrix.found.tags] == [2, 2, 1] and matrix.count(0, 1) == 2
    assert "2 articles" in shown.told.text()
    qtbot.keyClick(matrix, Qt.Key.Key_Down)
    names = [tag.name for tag in matrix.found.tags]
    assert (matrix.row, matrix.column) == (2, 0) and names[2] == "航运" and "1 article" in shown.told.text()
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.list.listing is not None and window.list.listing.kind == "search")
    qtbot.waitUntil(lambda: list(window.list.model.ids()) == [1])
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.cell(0, 1).center().toPoint())
    qtbot.waitUntil(lambda: sorted(window.list.model.ids()) == [1, 2])
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    shown.level.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "Nothing is tagged" in shown.told.text())
    shown.close()


def test_the_index_of_authors_is_filtered_by_pinyin_and_opens_a_list(
    qtbot: QtBot, window: MainWindow, session: Session, qtmodeltester: ModelTester
) -> None:
    window.do("go.authors")
    shown = window.findChild(Authors)
    assert shown is not None
    qtbot.waitUntil(lambda: shown.table.lines.rowCount() == 2)
    qtmodeltester.check(shown.table.lines)
    qtbot.keyClicks(shown.filter, "bz")
    qtbot.waitUntil(lambda: shown.table.lines.rowCount() == 1)
    line = shown.table.current()
    assert line is not None and line.words == "柏舟" and line.right == "2 articles"
    qtbot.keyClick(shown.filter, Qt.Key.Key_Down)
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sorted(window.list.model.ids()) == [1, 2])
    shown.filter.setText("谁")
    qtbot.waitUntil(lambda: shown.told.text() == "Nobody is called so.")
    session.do("repair.field", article=2, name="authors", value="记者 谁也")
    qtbot.waitUntil(lambda: shown.table.lines.rowCount() == 1)
    shown.close()


def test_a_day_is_gone_through_and_opened(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    view = session.article(2)
    assert view is not None
    mark = session.do("highlight.add", article=2, spans=[(view.blocks[0].id, 0, 4)]).value
    window.do("go.day_of_issue")
    shown = window.findChild(ThisDay)
    assert shown is not None and shown.name.text() == "8 June"
    qtbot.waitUntil(lambda: shown.table.lines.rowCount() >= 4)
    with qtbot.waitSignal(shown.mark_wished) as opened:
        shown.table.stand_on(3)
        qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened.args == [2, mark] and window.view is not None and window.view.id == 2
    qtbot.keyClick(shown.table, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: shown.name.text() == "9 June" and "nothing" in shown.told.text())
    shown.month.setChecked(True)
    qtbot.waitUntil(lambda: shown.name.text() == "June" and shown.table.lines.rowCount() >= 4)
    with qtbot.waitSignal(shown.issue_wished):
        shown.table.stand_on(1)
        shown.table.open_current()
    shown.list_wished.emit(shown.day())
    assert window.list.listing == Listing("day", text="06") and window.list.heading == "June in all years"
    shown.close()


def test_days_have_names(window: MainWindow) -> None:
    before = words.language()
    words.set_language("zh_CN")
    assert day_name("06-08") == "6月8日" and day_name("12") == "12月"
    words.set_language(before)
    looking.show_this_day(window.desk)
    shown = window.findChild(ThisDay)
    assert shown is not None
    shown.go(1)
    shown.close()

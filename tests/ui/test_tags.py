"""Tags are added, completed and taken off without the mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain.views import ArticleView
from reader.ui.marks_panel import MarksPanel
from reader.ui.theme import Looks


@pytest.fixture
def panel(
    qtbot: QtBot, session: Session, looks: Looks, article: ArticleView, second: ArticleView
) -> Iterator[MarksPanel]:
    session.do("tag.add", articles=[second.id], tags=["水利", "老城更新"])
    made = MarksPanel(session, looks)
    qtbot.addWidget(made)
    made.resize(260, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.show_article(article)
    yield made
    made.attach(None)


def offered(panel: MarksPanel) -> list[str]:
    """The names offered."""
    offers = panel.tags.offers
    return [offers.item(n).data(Qt.ItemDataRole.UserRole) for n in range(offers.count())]


def names(panel: MarksPanel) -> list[str]:
    """The chips shown."""
    return [chip.text() for chip in panel.tags.chips()]


def test_a_new_tag_by_enter(panel: MarksPanel, qtbot: QtBot, session: Session, article: ArticleView) -> None:
    panel.focus_tags()
    panel.tags.field.setText("航运")
    assert offered(panel) == ["航运"]
    qtbot.keyClick(panel.tags.field, Qt.Key.Key_Return)
    assert names(panel) == ["航运"]
    kept = session.article(article.id)
    assert kept is not None and [t.name for t in kept.tags] == ["航运"]
    assert panel.tags.field.isVisible() and panel.tags.field.text() == "", "ready for the next"
    qtbot.keyClick(panel.tags.field, Qt.Key.Key_Escape)
    assert not panel.tags.field.isVisible()


@pytest.mark.parametrize("typed", ["水", "利", "shuili", "sl"])
def test_completed_by_any_part_and_by_pinyin(panel: MarksPanel, qtbot: QtBot, typed: str) -> None:
    panel.focus_tags()
    qtbot.keyClicks(panel.tags.field, typed) if typed.isascii() else panel.tags.field.setText(typed)
    assert offered(panel)[0] == "水利"
    qtbot.keyClick(panel.tags.field, Qt.Key.Key_Return)
    assert names(panel) == ["水利"]


def test_recent_ones_are_offered_before_anything_is_typed(panel: MarksPanel, qtbot: QtBot) -> None:
    panel.focus_tags()
    assert set(offered(panel)) == {"水利", "老城更新"}
    qtbot.keyClick(panel.tags.field, Qt.Key.Key_Down)
    first = offered(panel)[0]
    qtbot.keyClick(panel.tags.field, Qt.Key.Key_Return)
    assert names(panel) == [first]
    assert first not in offered(panel)


def test_arrows_choose_the_typed_name_rather_than_what_fits(panel: MarksPanel, qtbot: QtBot) -> None:
    panel.focus_tags()
    panel.tags.field.setText("水")
    assert offered(panel) == ["水利", "水"]
    qtbot.keyClick(panel.tags.field, Qt.Key.Key_Down)
    qtbot.keyClick(panel.tags.field, Qt.Key.Key_Return)
    assert names(panel) == ["水"]


def test_delete_takes_a_chip_off(panel: MarksPanel, qtbot: QtBot, session: Session, article: ArticleView) -> None:
    session.do("tag.add", articles=[article.id], tags=["航运", "水利"])
    panel.focus_tags()
    qtbot.keyClick(panel.tags.field, Qt.Key.Key_Backspace)
    last = panel.tags.chips()[-1]
    qtbot.keyClick(last, Qt.Key.Key_Delete)
    assert len(names(panel)) == 1
    session.undo().result()
    assert len(names(panel)) == 2


def test_what_is_typed_stays_while_the_library_changes(
    panel: MarksPanel, session: Session, article: ArticleView
) -> None:
    panel.focus_tags()
    panel.tags.field.setText("航")
    session.do("tag.add", articles=[article.id], tags=["水利"])
    assert panel.tags.field.text() == "航"
    assert names(panel) == ["水利"]


def test_focus_stays_among_the_chips(panel: MarksPanel, qtbot: QtBot, session: Session, article: ArticleView) -> None:
    session.do("tag.add", articles=[article.id], tags=["航运", "水利"])
    first = panel.tags.chips()[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Delete)
    (left,) = panel.tags.chips()
    assert left.hasFocus()
    qtbot.keyClick(left, Qt.Key.Key_Tab)
    assert panel.tags._plus.hasFocus(), "chips come before the plus"
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_Delete)
    assert panel.tags._plus.hasFocus()

"""Repair mode as somebody works in it for hours: where one stands afterwards, what is said, what a drag shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QMouseEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain.views import Listing
from reader.ui.repair.card import MARGIN
from reader.ui.repair.dragging import ARTICLES, BLOCKS, packed
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window
from tests.ui.test_repair import PLAIN, bench, pick, press, strike, text, view

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    """The window in repair mode at the first of two articles."""
    made = open_window(qtbot, session, looks)
    qtbot.waitUntil(made.isActiveWindow)
    press(made, "r")
    return made


def current(window: MainWindow) -> int:
    block = bench(window).current()
    assert block is not None
    return block.id


def said(window: MainWindow) -> str:
    return window.message.accessibleName()


def over_list(window: MainWindow, data: QMimeData, row: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Hold something dragged over the upper part of a row."""
    area = window.list.table.visualRect(window.list.model.index(row, 0))
    point = QPointF(area.center().x(), area.top() + 4)
    event = QDragMoveEvent(point.toPoint(), Qt.DropAction.MoveAction, data, LEFT, modifiers)
    window.repairing.drops.hover(event)


def test_another_article_begins_at_its_first_block(window: MainWindow) -> None:
    press(window, "jjn")
    assert current(window) == view(window).blocks[0].id


def test_s_without_a_caret_says_how_to_put_one(window: MainWindow) -> None:
    press(window, "jjj")
    before = text(window, 3)
    press(window, "s")
    assert text(window, 3) == before
    assert said(window).startswith("Put the caret")


def test_after_a_split_one_stands_at_the_end_of_the_first_part(window: MainWindow, session: Session) -> None:
    strike(window, Qt.Key.Key_Delete)  # page text stands at the foot from now on
    press(window, "jjjjS")
    assert current(window) == view(window).blocks[-1].id
    assert not bench(window).cards.cards[bench(window).cards.at].furniture
    shown = [button for button in window.message._choices if button.text() == "Show it"]
    shown[0].click()
    assert view(window).id == list(session.ids(Listing("all")))[1]


def test_page_text_is_not_moved_among_page_text(window: MainWindow) -> None:
    strike(window, Qt.Key.Key_Delete)
    assert said(window) == "Moved to the page text."
    strike(window, Qt.Key.Key_End)
    moved = current(window)
    acts = window.session.library.last_act() if window.session else 0
    strike(window, Qt.Key.Key_Delete)
    assert said(window) == "This is page text already."
    assert window.session is not None
    assert window.session.library.last_act() == acts
    assert current(window) == moved


def test_what_is_moved_says_where_it_went(window: MainWindow) -> None:
    press(window, "jjjjm")
    pick(window, "旧井")
    assert said(window) == "Moved to “旧井普查登记三百二十口”."


def test_the_source_frames_all_blocks_chosen(window: MainWindow) -> None:
    press(window, "jjJ")
    source = window.repairing.source
    assert source is not None
    assert len(source.text.framed) == 2


def test_the_place_counts_the_blocks_of_the_article_alone(window: MainWindow) -> None:
    count = len(view(window).blocks)
    strike(window, Qt.Key.Key_Delete)
    assert bench(window).why.text().startswith(f"Block 1 of {count - 1} ")
    strike(window, Qt.Key.Key_End)
    assert bench(window).why.text().startswith("Block 1 of 1 ")


def test_messages_leave_the_foot_of_the_bench_free(window: MainWindow) -> None:
    press(window, "+")
    foot = bench(window).foot
    top = foot.mapTo(window.message.parentWidget(), QPoint(0, 0)).y()
    assert window.message.geometry().bottom() < top


def test_keys_at_the_foot_can_be_clicked(qtbot: QtBot, window: MainWindow) -> None:
    hints = bench(window).hints.choices
    assert all(choice.geometry().right() <= bench(window).hints.width() for choice in hints if choice.isVisible())
    joined = text(window, 0) + text(window, 1)
    qtbot.mouseClick(next(choice for choice in hints if choice.key == "+"), LEFT)
    assert text(window, 0) == joined


def test_the_menu_of_a_block_also_has_what_is_done_to_its_article(window: MainWindow) -> None:
    menu = window.actions_.context_menu(("block",), window)
    below = next(a.menu() for a in menu.actions() if a.menu() is not None)
    assert isinstance(below, QMenu)
    ids = {a.objectName() for a in (*menu.actions(), *below.actions())}
    verbs = (
        "role move split join new split_article headline up down join_previous to_furniture merge kind link field page"
    )
    assert {f"repair.{verb}" for verb in verbs.split()} <= ids
    menu.close()


def test_a_right_click_puts_the_caret_where_s_would_split(qtbot: QtBot, window: MainWindow) -> None:
    cards = bench(window).cards
    area = cards.cards[3].rect()
    at = QPoint(round(cards.left() + MARGIN + 60), round(area.top() + 14) - cards.verticalScrollBar().value())
    event = QMouseEvent(
        QEvent.Type.MouseButtonPress, QPointF(at), cards.viewport().mapToGlobal(QPointF(at)),
        Qt.MouseButton.RightButton, Qt.MouseButton.RightButton, PLAIN,
    )  # fmt: skip
    cards.mousePressEvent(event)
    assert cards.at == 3
    assert cards.caret == cards.cards[3].position(cards.column_point(QPointF(at)))
    assert cards.caret


def test_a_drag_over_the_list_shows_where_it_would_go(window: MainWindow) -> None:
    mark = window.repairing.drops.mark
    data = QMimeData()
    data.setData(BLOCKS, packed([view(window).blocks[-1].id]))
    over_list(window, data, 1)
    assert mark.isVisible()
    assert mark.onto
    articles = QMimeData()
    articles.setData(ARTICLES, packed([view(window).id]))
    over_list(window, articles, 1)
    assert not mark.onto
    assert mark.height() == 2
    over_list(window, articles, 1, Qt.KeyboardModifier.ControlModifier)
    assert mark.onto


def test_ctrl_and_drag_take_along_only_the_article_dragged(qtbot: QtBot, window: MainWindow) -> None:
    first, second = list(window.list.model.ids())
    table = window.list.table
    at = table.visualRect(window.list.model.index(1, 0)).center()
    QTest.mousePress(table.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, at)
    assert set(window.list.chosen()) == {first, second}
    assert window.repairing.drops.dragged(second) == [second]
    QTest.mouseRelease(table.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, at)


def test_a_drag_near_the_edge_scrolls(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(900, 420)
    cards = bench(window).cards
    bar = cards.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(0)
    cards._edges.lead(cards.viewport().height() - 2)
    qtbot.waitUntil(lambda: bar.value() > 0)
    cards._edges.rest()
    cards._edges.lead(2)
    qtbot.waitUntil(lambda: bar.value() == 0)
    cards._edges.rest()


def test_the_list_follows_an_article_to_its_new_page(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.resize(900, 260)
    first = view(window).id
    press(window, "P")
    pick(window, "A07")
    assert list(window.list.model.ids())[-1] == first
    table = window.list.table
    area = table.visualRect(window.list.model.index(1, 0))
    qtbot.waitUntil(
        lambda: table.viewport().rect().bottom() >= table.visualRect(window.list.model.index(1, 0)).bottom()
    )
    assert area.isValid()


def test_a_theme_chosen_in_repair_mode_is_that_of_the_text_afterwards(qtbot: QtBot, window: MainWindow) -> None:
    window.looks.choose("dark")
    strike(window, Qt.Key.Key_Escape)
    shown = window.pane.view.viewport()
    qtbot.waitUntil(shown.isVisible)
    page = window.looks.colour("page")
    assert shown.grab().toImage().pixelColor(2, 2) == page
    assert shown.palette().color(QPalette.ColorRole.Base) == page
    window.looks.choose("paper")


def test_a_number_beside_each_card_tells_the_reading_order(window: MainWindow) -> None:
    cards = bench(window).cards
    picture = cards.viewport().grab().toImage()
    card = cards.cards[1].rect()
    ratio = picture.devicePixelRatio()
    left, page = cards.left(), window.looks.colour("page").rgb()
    inked = [
        (x, y) for x in range(round((left - 20) * ratio), round((left - 2) * ratio))
        for y in range(round((card.top() + 6) * ratio), round((card.top() + 40) * ratio)) if picture.pixel(x, y) != page
    ]  # fmt: skip
    assert inked

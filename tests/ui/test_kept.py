"""Saved searches and baskets in the window: the tree, its keys, the list of a basket, the search history."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.commands import baskets, searches
from reader.commands.session import Session
from reader.domain.views import Listing, Outcome, Place
from reader.ui.dialogs.ask import AskLine
from reader.ui.exporting.dialog import ExportDialog
from reader.ui.gathering import keeping
from reader.ui.gathering.basket_window import BasketWindow
from reader.ui.gathering.choosing import ChooseBasket
from reader.ui.gathering.item_model import ItemModel
from reader.ui.gathering.query_builder import QueryBuilder
from reader.ui.gathering.remarking import AskRemark
from reader.ui.place_model import FOUND
from reader.ui.tags.many import TagMany
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window, search


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> Iterator[MainWindow]:
    """The whole window on the library of one issue."""
    made = open_window(qtbot, session, looks)
    yield made
    made.close()


def names(session: Session) -> list[str]:
    return [one.name for one in searches.saved(session)]


def choose_place(window: MainWindow, kind: str, id: int) -> None:
    tree = window.tree
    tree.reload()
    tree.setFocus()
    for node in tree._model.nodes():
        if node.place.kind == kind and node.place.id == id and not node.heading:
            tree.setCurrentIndex(tree._model.index_of(node))


def found_in_tree(window: MainWindow, id: int) -> object:
    nodes = (n for n in window.tree._model.nodes() if n.place.kind == "saved" and n.place.id == id and not n.heading)
    node = next(nodes, None)
    return window.tree._model.index_of(node).data(FOUND) if node is not None else None


def test_the_search_shown_is_saved_and_its_count_keeps_up(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    search(qtbot, window, "旧井")
    window.do("saved.add")
    dialog = window.findChild(AskLine)
    assert dialog is not None and dialog.field.text() == "旧井"
    dialog.field.setText("井")
    dialog.accept()
    assert names(session) == ["井"]
    place = window.tree.chosen()
    assert place is not None and place.kind == "saved" and place.title == "井"
    qtbot.waitUntil(lambda: found_in_tree(window, 1) == 1)
    session.do("import.text", text="# 又一口旧井\n\n本报讯,又普查到一口旧井,在城南。")
    qtbot.waitUntil(lambda: found_in_tree(window, 1) == 2)


def test_a_saved_search_opens_and_one_that_cannot_be_read_says_so(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.do("saved.add", name="井", query="旧井")
    with session.act("test.old") as act:
        act.insert("saved_search", name="旧", query="nosuch:井", position="z")
    qtbot.waitUntil(lambda: isinstance(found_in_tree(window, 2), str))
    choose_place(window, "saved", 1)
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="旧井"))
    assert window.top.search.text() == "旧井"
    choose_place(window, "saved", 2)
    qtbot.waitUntil(lambda: window.top.search.fault.text() != "")
    assert "nosuch" in window.top.search.fault.text()


def test_keys_of_the_tree_rename_move_and_delete(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.do("saved.add", name="一", query="旧井")
    session.do("saved.add", name="二", query="航标")
    choose_place(window, "saved", 2)
    qtbot.keyClick(window.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(session) == ["二", "一"]
    qtbot.keyClick(window.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(session) == ["二", "一"], "the first stays the first"
    qtbot.keyClick(window.tree, Qt.Key.Key_F2)
    dialog = window.findChild(AskLine)
    assert dialog is not None
    dialog.field.setText("航")
    dialog.accept()
    assert names(session) == ["航", "一"]
    qtbot.keyClick(window.tree, Qt.Key.Key_Delete)
    assert names(session) == ["一"]
    session.undo().result()
    assert names(session) == ["航", "一"]


def test_dragging_orders_searches_and_lays_articles_in_baskets(window: MainWindow, session: Session) -> None:
    session.do("saved.add", name="一", query="旧井")
    session.do("saved.add", name="二", query="航标")
    session.do("basket.new", name="篮")
    model = window.tree._model
    window.tree.reload()
    nodes = {(n.place.kind, n.place.id): n for n in model.nodes() if not n.heading}
    heading = next(n for n in model.nodes() if n.heading and n.place.kind == "saved")
    dragged = model.mimeData([model.index_of(nodes["saved", 2])])
    move, copy = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction
    assert not model.canDropMimeData(dragged, move, -1, -1, model.index_of(nodes["basket", 1]))
    model.dropMimeData(dragged, move, 0, 0, model.index_of(heading))
    assert names(session) == ["二", "一"]
    window.tree.reload()
    rows = window.list.model.mimeData([window.list.model.index(1, 0)])
    basket = next(n for n in model.nodes() if n.place.kind == "basket" and not n.heading)
    model.dropMimeData(rows, copy, -1, -1, model.index_of(basket))
    assert list(session.ids(Listing("basket", 1))) == [2]


def test_b_lays_the_article_or_the_highlight_in_the_basket(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.do("basket.add")
    assert [(i.article, i.highlight) for i in baskets.items(session, 1)] == [(1, None)]
    view = session.article(1)
    assert view is not None
    mark = session.do("highlight.add", article=1, spans=[(view.blocks[3].id, 0, 4)]).value
    window.pane.choose_highlight(mark)
    window.do("basket.add")
    assert [(i.article, i.highlight) for i in baskets.items(session, 1)] == [(1, None), (1, mark)]


def test_a_whole_list_goes_into_a_new_basket_as_one_step(window: MainWindow, session: Session) -> None:
    window.do("basket.choose")
    dialog = window.findChild(ChooseBasket)
    assert dialog is not None
    dialog.scopes.setCurrentIndex(1)
    dialog.name.setText("展览")
    dialog.accept()
    assert [b.name for b in baskets.baskets(session)] == ["展览"] and list(session.ids(Listing("basket", 1))) == [1, 2]
    session.undo().result()
    assert baskets.baskets(session) == []


def test_the_list_of_a_basket_shows_remarks_and_is_put_in_order(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.do("basket.add", articles=[1, 2], name="展览")
    session.do("basket.item_remark", item=2, text="放大")
    window.navigation.show_listing(Listing("basket", 1), 2)
    row = window.list.model.article_at(1)
    assert row is not None and row.snippet == "放大" and window.list.heading == "展览"
    window.list.table.setFocus()
    qtbot.keyClick(window.list.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert list(session.ids(Listing("basket", 1))) == [2, 1] and window.list.current == 2
    data = window.list.model.mimeData([window.list.model.index(0, 0)])
    window.list.model.dropMimeData(data, Qt.DropAction.CopyAction, 2, 0, QModelIndex())
    assert list(session.ids(Listing("basket", 1))) == [1, 2]
    qtbot.keyClick(window.list.table, Qt.Key.Key_Delete)
    assert list(session.ids(Listing("basket", 1))) == [1]
    window.do("basket.item_remark")
    dialog = window.findChild(AskRemark)
    assert dialog is not None
    dialog.field.setPlainText("先读")
    dialog.accept()
    assert baskets.items(session, 1)[0].remark == "先读"


def test_what_lies_in_a_basket_is_seen_thing_by_thing(
    qtbot: QtBot, window: MainWindow, session: Session, qtmodeltester: ModelTester
) -> None:
    session.do("basket.add", articles=[1, 2], name="展览")
    window.navigation.show_listing(Listing("basket", 1))
    window.do("basket.items")
    shown = window.findChild(BasketWindow)
    assert shown is not None
    qtmodeltester.check(shown.model)
    shown.stand_on(2)
    qtbot.keyClick(shown.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [item.article for item in shown.model.items] == [2, 1] and shown.chosen()[0].article == 2
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    qtbot.keyClick(shown.table, Qt.Key.Key_R)
    dialog = shown.findChild(AskRemark)
    assert dialog is not None
    dialog.field.setPlainText("放大")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown.chosen()[0].remark == "放大"
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    with qtbot.waitSignal(shown.opened) as opened:
        qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened.args == [2, None] and window.view is not None and window.view.id == 2
    qtbot.keyClick(shown.table, Qt.Key.Key_Delete)
    assert [item.article for item in shown.model.items] == [1]
    session.do("basket.delete", basket=1)
    qtbot.waitUntil(lambda: not shown.isVisible())


def test_things_of_a_basket_are_dragged_about(qtbot: QtBot, session: Session) -> None:
    session.do("basket.add", articles=[1, 2], name="展览")
    model = ItemModel()
    model.show(baskets.items(session, 1))
    data = model.mimeData([model.index(1, 0)])
    with qtbot.waitSignal(model.moved) as moved:
        model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert moved.args == [[2], 1]


def test_searches_made_last_are_offered_and_a_query_is_copied(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    search(qtbot, window, "旧井")
    window.navigation.enter_list()
    assert searches.recent(session) == ["旧井"]
    window.do("search.copy")
    assert QApplication.clipboard().text() == "旧井"
    window.top.search.clear_search()
    menu = keeping.recent_menu(window.desk, searches.recent(session))
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="旧井"))
    window.do("search.forget")
    assert searches.recent(session) == []
    menu.close()


def test_the_builder_writes_and_reads_the_query_language(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.do("tag.add", articles=[2], tags=["水利"])
    search(qtbot, window, "旧井 issue:1 fold:hans")
    window.do("search.build")
    builder = window.findChild(QueryBuilder)
    assert builder is not None and builder.fields.lines["every"].text() == "旧井"
    assert "issue:1" in builder.kept.text() and builder.fields.switches["hans"].isChecked()
    qtbot.waitUntil(lambda: builder.told.text() == "1 article")
    builder.show_query("")
    builder.fields.lines["none"].setText("航标")
    builder.fields.lines["tags"].setText("水利，没有")
    builder.fields.ticks["tag"].setChecked(True)
    assert builder.query() == "-航标 tag:=水利 tag:=没有"
    builder.fields.lines["tags"].setText("水利")
    builder.fields.levels["highlights"].setChecked(True)
    builder.fields.levels["articles"].setChecked(True)
    assert builder.query() == "-航标 tag:=水利"
    qtbot.waitUntil(lambda: builder.told.text() == "1 article")
    builder.typed.clear()
    qtbot.keyClicks(builder.typed, "author:x (")
    qtbot.waitUntil(lambda: "bracket" in builder.told.text())
    assert builder.fields.lines["rest"].text() == "author:x ("
    builder.show_query("author:柏舟")
    builder.search()
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="author:柏舟"))
    builder.close()


def test_an_outcome_says_what_came_in(session: Session) -> None:
    first: Outcome = session.do("basket.add", listing=Listing("search", text="旧井"), name="井")
    assert first.value == {"basket": 1, "name": "井", "added": 1}
    assert session.do("basket.add", listing=Listing("search", text="旧井"), name="井").value["added"] == 0


def test_what_a_menu_of_the_tree_exports_or_tags_is_read_in_the_background(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    issue = next(iter(session.issues()))
    window.context_place = Place("issue", issue.id, "an issue", 7)
    window.do("tag.many")
    assert window.fetching.awaits() and not window.findChildren(TagMany), "the window does not wait"
    qtbot.waitUntil(lambda: bool(window.findChildren(TagMany)))
    dialog = window.findChildren(TagMany)[0]
    assert dialog.articles() == list(session.ids(Listing("issue", issue.id)))
    dialog.reject()
    window.do("export.write")
    assert window.fetching.awaits()
    window.status.stop_wished.emit()
    assert not window.fetching.awaits()
    window.do("export.write")
    qtbot.waitUntil(lambda: bool(window.findChildren(ExportDialog)))
    asked = window.findChildren(ExportDialog)[0]
    assert asked.scope().key == "place" and list(asked.scope().wanted.articles) == list(session.ids(Listing("issue", issue.id)))
    asked.reject()
    window.context_place = None


def test_a_read_that_takes_long_says_so_and_can_be_stopped(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    go, got = Event(), []
    window.fetching.fetch(session, go.wait, got.append)
    qtbot.waitUntil(window.status.stop.isVisible)
    window.status.stop.click()
    go.set()
    assert not window.status.stop.isVisible() and not window.fetching.awaits()
    window.fetching.fetch(session, lambda: "later", got.append)
    qtbot.waitUntil(lambda: got == ["later"])


def test_a_menu_of_the_tree_is_about_its_line_whatever_is_listed(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.do("saved.add", name="none now", query="zzzz")
    search(qtbot, window, "zzzz")
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 0)
    listed = window.list.listing
    issue = session.issues()[0]
    for place in (Place("saved", 1, "none now", 0, text="灯"), Place("issue", issue.id, "an issue", 7), Place("tag", 3, "x", 0, marks=2)):
        window.context_place = place
        window.refresh_actions()
        assert window.actions_["export.write"].isEnabled() and window.actions_["tag.many"].isEnabled(), place.kind
    window.context_place = Place("tag", 3, "x", 0)
    window.refresh_actions()
    assert not window.actions_["tag.many"].isEnabled()
    window.context_place = None
    tree = window.tree
    index = tree._model.find("issue", issue.id)
    tree.scrollTo(index)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.RightButton, pos=tree.visualRect(index).center())
    assert window.list.listing == listed, "asking for a menu leads nowhere"


def test_what_a_tag_of_the_tree_exports_are_also_its_highlights(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    article = next(iter(session.ids(Listing("all"))))
    view = session.article(article)
    assert view is not None
    block = next(b for b in view.blocks if len(b.text) > 4)
    session.do("highlight.add", article=article, spans=[(block.id, 0, 4)], colour="green", tags=["只在高亮"])
    tags = next(place for place in session.places() if place.kind == "tags")
    window.context_place = next(place for place in tags.children if place.title == "只在高亮")
    window.refresh_actions()
    window.do("export.write")
    qtbot.waitUntil(lambda: bool(window.findChildren(ExportDialog)))
    asked = window.findChildren(ExportDialog)[0]
    assert asked.scope().key == "passages" and len(asked.scope().wanted.highlights or ()) == 1
    asked.reject()
    window.context_place = None

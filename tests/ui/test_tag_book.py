"""The vocabulary in the window: the book, the page of a tag, merging, splitting, deleting, files; by key throughout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from reader.commands import vocabulary
from reader.commands.session import Session
from reader.domain.views import ArticleView, Listing, TagView
from reader.ui.dialogs.import_preview import ImportPreview
from reader.ui.dialogs.issue_properties import IssueProperties
from reader.ui.tags import opening
from reader.ui.tags.bars import Bars, bars_of
from reader.ui.tags.book import TagBook
from reader.ui.tags.many import TagMany
from reader.ui.tags.page import TagPage
from reader.ui.tags.preview import DeletePreview
from reader.ui.tags.split import SplitTag
from reader.ui.tags.taking_in import TakingIn
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window

Dialog = TypeVar("Dialog", bound=QDialog)
ENTER, DOWN, SPACE, DELETE, F2 = (
    Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_F2
)  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView, second: ArticleView) -> MainWindow:
    """A window on two articles: 水利 on both, 轮渡 on the first, 船票 on a highlight, 渡口 on nothing."""
    session.do("tag.add", articles=[article.id, second.id], tags=["水利"])
    session.do("tag.add", articles=[article.id], tags=["轮渡"])
    paragraph = next(block for block in article.blocks if "航标灯" in block.text)
    session.do("highlight.add", article=article.id, spans=[(paragraph.id, 0, 4)], tags=["船票"])
    session.do("tag.new", name="渡口")
    return open_window(qtbot, session, looks)


def dialog(kind: type[Dialog]) -> Dialog:
    """The dialog of a kind now open."""
    [found] = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    found.activateWindow()
    return found


def tag(session: Session, name: str) -> TagView:
    return next(t for t in session.tags() if t.name == name)


def book_of(window: MainWindow, *chosen: int) -> TagBook:
    window.do("tag.book")
    book = dialog(TagBook)
    book.tree.choose(list(chosen))
    return book


def type_into(qtbot: QtBot, field: QWidget, text: str, key: Qt.Key | None = ENTER) -> None:
    field.setFocus()
    field.setText(text)  # type: ignore[attr-defined]
    if key is not None:
        qtbot.keyClick(field, key)


def shown(book: TagBook) -> set[str]:
    return {item.text(0) for item in book.tree._items.values() if not item.isHidden()}


# ---- the book


def test_a_tag_is_found_renamed_and_described_by_key(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.do("tag.book")
    book = dialog(TagBook)
    qtbot.keyClicks(book.filter, "lund")
    qtbot.waitUntil(lambda: shown(book) == {"轮渡"})
    qtbot.keyClick(book.filter, DOWN)
    assert [t.name for t in book.chosen()] == ["轮渡"]
    qtbot.keyClick(book.tree, F2)
    assert book.form.name.hasFocus()
    book.form.name.setText("渡轮")
    book.form.keep.setChecked(True)
    qtbot.keyClick(book.form.name, ENTER)
    assert tag(session, "渡轮").aliases == ("轮渡",)
    qtbot.keyClick(book.tree, F2)
    book.form.name.setText("摆渡船")
    qtbot.keyClick(book.form.name, ENTER)
    assert [t.name for t in book.chosen()] == ["摆渡船"], "in sight though the filter fits no more"
    book.form.name.setText("渡轮")
    qtbot.keyClick(book.form.name, ENTER)
    type_into(qtbot, book.form.added, "ferry")
    book.form.note.setFocus()
    qtbot.keyClicks(book.form.note, "boats")
    book.form.broader.setFocus()
    assert tag(session, "渡轮").note == "boats", "written on leaving"
    book.form.broader.setCurrentIndex(book.form.broader.findText("水利"))
    book.form.broader.activated.emit(book.form.broader.currentIndex())
    book.form.swatches[3].click()
    found = tag(session, "渡轮")
    assert set(found.aliases) == {"轮渡", "ferry"}
    assert found.parent == tag(session, "水利").id and found.colour.startswith("#")
    book.form.aliases.setCurrentRow(0)
    qtbot.keyClick(book.form.aliases, DELETE)
    assert len(tag(session, "渡轮").aliases) == 1
    assert book.form.tag is not None and book.form.tag.name == "渡轮", "the same tag stays in sight"


def test_a_name_nearly_taken_is_refused_until_insisted(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    book = book_of(window)
    type_into(qtbot, book.new_name, "輪渡")
    assert "轮渡" in book.fault.text() and book.anyway.isVisible()
    assert all(t.name != "輪渡" for t in session.tags())
    book.anyway.click()
    assert tag(session, "輪渡")
    assert [t.name for t in book.chosen()] == ["輪渡"], "what was made is chosen"
    assert not book.anyway.isVisible()
    book.which.setCurrentIndex(2)
    assert shown(book) == {"輪渡", "轮渡"}
    book.which.setCurrentIndex(1)
    assert shown(book) == {"輪渡", "渡口"}, "on nothing"


def test_chosen_tags_are_merged_after_a_look(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    book = book_of(window, tag(session, "水利").id, tag(session, "船票").id, tag(session, "渡口").id)
    several = book.several
    assert several.into.currentText() == "水利", "the one used most"
    qtbot.waitUntil(lambda: several.list.topLevelItemCount() == 1)
    assert "1" in several.effect.text() and "渡口" in several.effect.text()
    several.merge.click()
    kept = tag(session, "水利")
    assert (kept.articles, kept.highlights, set(kept.aliases)) == (2, 1, {"船票", "渡口"})
    assert [t.name for t in book.chosen()] == ["水利"]
    window.do("history.undo")
    qtbot.waitUntil(lambda: len(session.tags()) == 4)


def test_deleting_shows_what_it_touches_first(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    book = book_of(window, tag(session, "水利").id)
    qtbot.keyClick(book.tree, DELETE)
    preview = dialog(DeletePreview)
    qtbot.waitUntil(lambda: preview.list.topLevelItemCount() == 2)
    assert "水利" in preview.words.text() and len(session.tags()) == 4
    preview.accept()
    qtbot.waitUntil(lambda: {t.name for t in session.tags()} == {"轮渡", "船票", "渡口"})


def test_an_act_renews_only_the_lines_it_touches(window: MainWindow, session: Session, article: ArticleView) -> None:
    book = book_of(window)
    assert "no tags" not in book.none.text()
    session.do("tag.new", name="渡轮")
    items = dict(book.tree._items)
    one = tag(session, "渡轮")
    assert items[one.id].text(1) == "–"
    session.do("tag.add", articles=[article.id], tags=["渡轮"])
    session.do("tag.alias", tag=one.id, names=["摆渡"])
    assert book.tree._items == items, "no line was made anew"
    assert items[one.id].text(1) == "1" and "摆渡" in items[one.id].toolTip(0)
    session.do("tag.delete", tag=one.id)
    assert one.id not in book.tree._items


def test_an_empty_book_says_what_to_do(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    for known in session.tags():
        session.do("tag.delete", tag=known.id)
    book = book_of(window)
    assert "no tags yet" in book.none.text() and book.none.isVisible()
    type_into(qtbot, book.new_name, "渡轮", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [t.name for t in session.tags()] == ["渡轮"])
    assert "no tags yet" not in book.none.text()


def test_dragging_a_tag_onto_another_puts_it_under_that(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    book = book_of(window, tag(session, "渡口").id, tag(session, "船票").id)
    tree = book.tree
    data = tree.model().mimeData(tree.selectedIndexes())
    at = tree.visualItemRect(tree._items[tag(session, "轮渡").id]).center()

    def drop(data: QMimeData, place: QPointF) -> None:
        keys, buttons, move = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction
        tree.dragEnterEvent(QDragEnterEvent(place.toPoint(), move, data, buttons, keys))
        tree.dragMoveEvent(QDragMoveEvent(place.toPoint(), move, data, buttons, keys))
        tree.dropEvent(QDropEvent(place, move, data, buttons, keys))

    drop(data, QPointF(at))
    assert {t.name for t in session.tags() if t.parent == tag(session, "轮渡").id} == {"渡口", "船票"}
    assert tree._items[tag(session, "渡口").id].parent() is tree._items[tag(session, "轮渡").id]
    book.tree.choose([tag(session, "轮渡").id])
    drop(tree.model().mimeData(tree.selectedIndexes()), QPointF(tree.visualItemRect(tree._items[tag(session, "渡口").id]).center()))
    assert book.fault.isVisible(), "no tag goes under one of its own"
    assert tag(session, "轮渡").parent is None


def test_splitting_by_ticks(qtbot: QtBot, window: MainWindow, session: Session, second: ArticleView) -> None:
    opening.ask_split(window.desk, tag(session, "水利"))
    split = dialog(SplitTag)
    qtbot.waitUntil(lambda: split.list.topLevelItemCount() == 2)
    accept = split.buttons.buttons()[0]
    qtbot.keyClicks(split.name, "wells")
    assert not accept.isEnabled()
    split.list.setFocus()
    qtbot.keyClick(split.list, DOWN)
    qtbot.keyClick(split.list, SPACE)
    assert split.list.chosen("article") == [second.id] and accept.isEnabled()
    assert "wells" in split.effect.text()
    split.accept()
    qtbot.waitUntil(lambda: tag(session, "水利").articles == 1 and tag(session, "wells").articles == 1)


def test_two_thousand_tags_are_read_in_a_dozen_queries(window: MainWindow, session: Session, article: ArticleView) -> None:
    book = book_of(window)

    def asked() -> int:
        statements: list[str] = []
        conn = session.library.db().conn
        conn.set_trace_callback(statements.append)
        session.tags()
        vocabulary.with_narrower(session)
        book.refresh()
        conn.set_trace_callback(None)
        return len([s for s in statements if s.lstrip().lower().startswith(("select", "with"))])

    with session.act("tag.new") as act:
        tops = [act.insert("tag", name=f"top {n}") for n in range(20)]
        middle = [act.insert("tag", name=f"middle {n}", parent_id=tops[n % 20]) for n in range(180)]
        for n in range(1800):
            act.insert("tag", name=f"low {n}", parent_id=middle[n % 180])
    assert asked() < 12, "so many reads, however many tags"
    assert len(book.tree._items) == 2004
    assert book.tree._items[tops[0]].childCount() == 9


# ---- the page


def test_a_click_on_a_chip_shows_what_the_tag_collects(
    qtbot: QtBot, window: MainWindow, session: Session, article: ArticleView, second: ArticleView
) -> None:
    window.navigation.show_listing(Listing("all"), article.id)
    chip = next(c for c in window.marks.tags.chips() if c.text() == "水利")
    chip.opened.emit(chip.chip.id)
    page = dialog(TagPage)
    qtbot.waitUntil(lambda: page.articles.topLevelItemCount() == 2)
    page.articles.setCurrentItem(page.articles.topLevelItem(1))
    qtbot.keyClick(page.articles, ENTER)
    assert window.view is not None and window.view.id == second.id
    assert not page.isVisible()


def test_the_page_goes_along_the_tree_and_to_a_highlight(
    qtbot: QtBot, window: MainWindow, session: Session, article: ArticleView, second: ArticleView
) -> None:
    session.do("tag.move", tag=tag(session, "船票").id, parent=tag(session, "轮渡").id)
    session.do("tag.alias", tag=tag(session, "船票").id, names=["ticket"])
    window.navigation.show_listing(Listing("all"), second.id)
    opening.show_page(window.desk, tag(session, "轮渡").id)
    page = dialog(TagPage)
    qtbot.waitUntil(lambda: page.highlights.topLevelItemCount() == 1)
    assert page.narrower.isVisible()
    page.narrower.setChecked(False)
    qtbot.waitUntil(lambda: page.highlights.topLevelItemCount() == 0)
    page.show_tag(tag(session, "船票").id)
    assert "ticket" in page.also.text()
    qtbot.waitUntil(lambda: page.highlights.topLevelItemCount() == 1)
    page.highlights.setFocus()
    qtbot.keyClick(page.highlights, ENTER)
    assert window.view is not None and window.view.id == article.id
    assert window.pane.current_highlight() == window.view.highlights[0].id


def test_a_tag_only_on_highlights_says_so_in_tree_and_list(window: MainWindow, session: Session) -> None:
    tags = next(p for p in session.places() if p.kind == "tags")
    place = next(p for p in tags.children if p.title == "船票")
    assert (place.count, place.marks) == (0, 1)
    window.navigation.show_listing(Listing("tag", tag(session, "船票").id))
    assert window.list.model.rowCount() == 0
    window.list.empty.button.click()
    assert dialog(TagPage).heading.text() == "船票"


@pytest.mark.parametrize(
    ("months", "bars"),
    [
        ({}, []),
        ({"": 3}, []),
        ({"1924-11": 2, "1925-01": 1, "": 4}, [("1924-11", 2), ("1924-12", 0), ("1925-01", 1)]),
        ({"1924-11": 2, "1927-01": 1}, [("1924", 2), ("1925", 0), ("1926", 0), ("1927", 1)]),
        ({"1924": 2, "1924-03": 1}, [("1924", 3)]),
    ],
)
def test_bars_stand_for_months_or_years(months: dict[str, int], bars: list[tuple[str, int]]) -> None:
    assert bars_of(months) == bars


@pytest.mark.parametrize("theme", ["paper", "dark", "contrast"])
def test_bars_are_drawn_in_each_theme(qtbot: QtBot, looks: Looks, theme: str) -> None:
    looks.choose(theme)
    parent = QWidget()
    qtbot.addWidget(parent)
    bars = Bars(looks, parent)
    bars.resize(300, 84)
    bars.show_months({"1924-11": 2, "1925-01": 1})
    assert "1924" in bars.accessibleDescription()
    picture = bars.grab().toImage()
    colours = {picture.pixelColor(x, 30).name() for x in range(0, 40)}
    assert looks.theme["accent"].lower() in colours
    looks.choose("paper")


# ---- files and many articles


def test_a_file_is_looked_at_before_it_is_taken_in(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text("水利: 水务\n轮渡: 船票\n桥: 桥梁\n", encoding="utf-8")
    opening.take_in(window.desk, tmp_path / "list.txt")
    look = dialog(TakingIn)
    qtbot.waitUntil(lambda: look.list.topLevelItemCount() == 3)
    assert look.list.topLevelItem(0).text(0) == "轮渡", "the conflict first"
    assert len(session.tags()) == 4, "nothing is kept of a look"
    look.merge.click()
    qtbot.waitUntil(lambda: "船票" in look.list.topLevelItem(0).text(2) and look.list.topLevelItemCount() == 3)
    look.accept()
    qtbot.waitUntil(lambda: {t.name for t in session.tags()} == {"水利", "轮渡", "渡口", "桥"})
    assert tag(session, "轮渡").highlights == 1
    window.do("history.undo")
    qtbot.waitUntil(lambda: {t.name for t in session.tags()} == {"水利", "轮渡", "渡口", "船票"})


def test_the_whole_list_is_tagged_by_key(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.navigation.show_listing(Listing("all"))
    window.do("tag.many")
    many = dialog(TagMany)
    assert many.tags.field.isVisible()
    many.tags.field.setText("专题")
    qtbot.keyClick(many.tags.field, ENTER)
    assert "专题" in many.effect.text() and "2" in many.effect.text()
    many.accept()
    qtbot.waitUntil(lambda: tag(session, "专题").articles == 2)
    window.do("tag.many")
    many = dialog(TagMany)
    many.off.setChecked(True)
    many.tags.field.setText("专题")
    qtbot.keyClick(many.tags.field, ENTER)
    many.accept()
    qtbot.waitUntil(lambda: tag(session, "专题").articles == 0)


def test_tags_of_an_issue_stand_in_its_properties(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    def change(act: Callable[[IssueProperties], None]) -> None:
        window.do("issue.properties")
        form = dialog(IssueProperties)
        act(form)
        form.accept()

    window.navigation.show_listing(Listing("issue", session.issues()[0].id))
    change(lambda form: form.tags.tag_wished.emit("样刊"))
    qtbot.waitUntil(lambda: tag(session, "样刊").articles == 2 and tag(session, "样刊").issues == 1)
    change(lambda form: form.tags.tag_dropped.emit("样刊"))
    qtbot.waitUntil(lambda: tag(session, "样刊").articles == 0 and tag(session, "样刊").issues == 0)


def test_an_import_can_be_tagged_beforehand(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    for n in (1, 2):
        (folder / f"晚汀日报 2024-07-0{n} 第1版.md").write_text(f"# 新闻{n}\n\n本报讯，第{n}条。\n", encoding="utf-8")
    window.importing.offer([str(folder)])
    preview = dialog(ImportPreview)
    preview.tags.tag_wished.emit("新到")
    preview.accept()
    qtbot.waitUntil(lambda: any(t.name == "新到" and t.issues == 2 for t in session.tags()))


def test_nothing_can_be_changed_where_the_library_is_read_only(
    qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.library, "read_only", True)
    book = book_of(window, tag(session, "水利").id)
    assert not book.form.name.isEnabled() and not book.new_name.isEnabled()
    qtbot.keyClick(book.tree, DELETE)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, DeletePreview) and w.isVisible()]

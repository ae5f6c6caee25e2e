"""The window as a whole: reading, searching, marking, undoing, going back; a library changed for another."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain import words
from reader.domain.views import Listing
from reader.ui.app import shot
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window, search


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    """The window on the library of two articles."""
    return open_window(qtbot, session, looks)


def ids(session: Session) -> list[int]:
    return list(session.ids(Listing("all")))


def test_it_opens_on_an_issue(window: MainWindow, session: Session) -> None:
    assert window.list.listing == Listing("issue", session.issues()[0].id)
    assert window.view is not None
    assert window.view.id == ids(session)[0]
    assert window.top.way.words.startswith("晚汀日报 › 2024 › 06-08")
    assert "照亮夜航路" in window.windowTitle()
    assert window.pane.article() == window.view


def test_the_search_is_live_and_leads_back(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = window.list.listing
    window.do("search.focus")
    window.top.search.insert("旧井")  # QTest types no Chinese
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="旧井"))
    assert list(window.list.model.ids()) == ids(session)[1:]
    assert window.view is not None
    assert window.view.id == ids(session)[0], "the text stays until a hit is chosen"
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.view.id == ids(session)[1]
    window.top.search.clear_search()
    assert window.list.listing == before
    assert window.view.id == ids(session)[1]


def test_a_query_that_cannot_be_read_says_where(qtbot: QtBot, window: MainWindow) -> None:
    before = window.list.listing
    search(qtbot, window, "(水利")
    assert window.top.search.fault.isVisible()
    assert window.list.listing == before


def test_nothing_found_has_a_next_action(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "鲲鹏万里")
    assert window.list.empty.isVisible()
    assert "鲲鹏万里" in window.list.empty.text.text()
    qtbot.mouseClick(window.list.empty.button, Qt.MouseButton.LeftButton)
    assert window.list.model.rowCount() == 2


def test_back_and_forward(window: MainWindow, session: Session) -> None:
    first, second = ids(session)
    window.do("go.next")
    window.navigation.show_listing(Listing("all"))
    window.do("go.back")
    assert window.view is not None
    assert window.view.id == second
    window.do("go.back")
    assert window.view.id == first
    window.do("go.forward")
    assert window.view.id == second


def test_marks_show_everywhere(window: MainWindow, session: Session) -> None:
    [first, _second] = ids(session)
    window.run("tag.add", articles=[first], tags=["航运"])
    row = window.list.model.article_at(0)
    assert row is not None
    assert [chip.name for chip in row.tags] == ["航运"]
    assert window.tree._model.find("tag", session.tags()[0].id).isValid()
    assert "1 tag" in window.status.facts.text()
    assert window.view is not None
    assert [chip.name for chip in window.view.tags] == ["航运"]


def test_undo_says_what_and_offers_redo(window: MainWindow, session: Session) -> None:
    [first, _second] = ids(session)
    window.run("tag.add", articles=[first], tags=["航运"])
    window.do("history.undo")
    assert not session.article(first).tags  # type: ignore[union-attr]
    assert window.message.isVisible()
    assert "航运" in window.message.text.text()
    window.do("history.redo")
    assert session.article(first).tags  # type: ignore[union-attr]


def test_undo_asks_once_before_reaching_elsewhere(window: MainWindow, session: Session) -> None:
    [first, second] = ids(session)
    window.run("tag.add", articles=[first], tags=["航运"])
    window.navigation.open_article(second)
    window.do("history.undo")
    assert session.article(first).tags, "asked first"  # type: ignore[union-attr]
    window.do("history.undo")
    assert not session.article(first).tags  # type: ignore[union-attr]


def test_undo_asks_before_reaching_behind_this_start(qtbot: QtBot, looks: Looks, session: Session) -> None:
    first = ids(session)[0]
    session.do("tag.add", articles=[first], tags=["航运"])
    session.first_act = session.library.last_act()
    window = open_window(qtbot, session, looks)
    window.do("history.undo")
    assert session.article(first).tags  # type: ignore[union-attr]
    assert "before this start" in window.message.text.text()
    window.do("history.undo")
    assert not session.article(first).tags  # type: ignore[union-attr]


def test_to_the_trash_and_back(window: MainWindow, session: Session) -> None:
    first, second = ids(session)
    window.do("article.trash")
    assert ids(session) == [second]
    assert window.view is not None
    assert window.view.id == second, "the next article takes the place"
    window.navigation.show_listing(Listing("trash"))
    assert window.actions_["article.restore"].isEnabled()
    window.do("article.restore")
    assert ids(session) == [first, second]


def test_states_go_round(window: MainWindow, session: Session) -> None:
    states = []
    for _n in range(3):
        window.do("article.next_state")
        states.append(session.article(ids(session)[0]).state)  # type: ignore[union-attr]
    assert states == ["read", "done", "unread"]


def test_reading_to_the_end_marks_as_read(window: MainWindow, session: Session) -> None:
    window.pane.reached_end.emit(ids(session)[0])
    assert session.article(ids(session)[0]).state == "read"  # type: ignore[union-attr]


def test_panels_hide_and_come_back(window: MainWindow) -> None:
    for panel in ("tree", "list", "marks"):
        window.do(f"view.{panel}")
        assert not window.panels.is_shown(panel)
        assert not window.actions_[f"view.{panel}"].isChecked()
        window.do(f"view.{panel}")
        assert window.panels.is_shown(panel)


def test_a_narrow_window_keeps_the_text(window: MainWindow) -> None:
    window.resize(900, 600)
    assert window.panels.is_shown("list")
    assert not window.panels.is_shown("marks")
    assert window.pane.width() >= 400
    window.panels.show_panel("marks", True)
    assert window.panels.is_shown("marks")
    assert not window.panels.is_shown("tree") or not window.panels.is_shown("list")
    window.resize(1600, 900)
    assert all(window.panels.is_shown(name) for name in ("tree", "list", "text", "marks"))


def test_the_language_changes_while_running(window: MainWindow, session: Session) -> None:
    try:
        window.do("language.zh_CN")
        assert words.language() == "zh_CN"
        assert window.actions_["language.zh_CN"].isChecked()
        assert window.view is not None
        assert window.pane.article() == window.view
        assert window.top.way.words.startswith("晚汀日报 › 2024年 › 6月8日")
    finally:
        window.do("language.en")
    assert window.top.way.words.startswith("晚汀日报 › 2024 › 06-08")
    assert window.actions_.menus(window)[0].title() == "File"


def test_themes_and_sizes_by_command(window: MainWindow) -> None:
    window.do("theme.dark")
    assert window.looks.theme.key == "dark"
    assert window.actions_["theme.dark"].isChecked()
    picture = window.grab().toImage()
    for widget, colour in (
        (window.tree, "sidebar"),
        (window.list, "list"),
        (window.pane, "page"),
        (window.top, "window"),
    ):
        corner = widget.mapTo(window, widget.rect().bottomLeft()) + QPoint(3, -3)
        assert picture.pixelColor(corner).name() == window.looks.theme[colour], colour
    window.do("theme.next")
    assert window.looks.theme.key != "dark"
    size = window.looks.reading_size
    window.do("text.larger")
    assert window.looks.reading_size > size
    window.do("text.default_size")
    window.do("theme.paper")


def test_dropped_files_are_imported(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "北垣新報 1987-10-05.md"
    path.write_text("# 港口霧散\n\n本報訊 昨日清晨霧散,船隻照常開出。\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left = Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.importing.job is None)
    assert len(session.issues()) == 2
    assert window.view is not None
    assert window.view.title == "港口霧散"
    assert "1 issue imported" in window.message.text.text()


def test_a_failed_import_is_reported(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.importing.start([tmp_path / "not there.md"])
    qtbot.waitUntil(lambda: window.importing.job is None)
    assert window.importing.report is not None
    assert len(window.importing.report.failed) == 1
    assert "1 failed" in window.message.text.text()


def test_libraries_are_made_moved_and_closed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    first = window.session
    window.libraries.threaded = False
    assert window.libraries.open(tmp_path / "new.pressmark", create=True)
    assert window.session is not first
    assert window.list.empty.isVisible()
    assert "empty" in window.list.empty.title.text()
    assert window.libraries.move(tmp_path / "moved.pressmark")
    assert not (tmp_path / "new.pressmark").exists()
    assert window.libraries.recent()[0] == tmp_path / "moved.pressmark"
    window.libraries.leave()
    assert window.session is None
    assert window.list.empty.button.isVisible()
    assert not window.libraries.open(tmp_path / "nowhere.pressmark")
    assert window.notice.isVisible()


def test_a_library_for_reading_only(qtbot: QtBot, looks: Looks, session: Session) -> None:
    reading = open_session(session.library.path, read_only=True)
    window = open_window(qtbot, reading, looks)
    assert window.notice.isVisible()
    assert not window.actions_["tag.add"].isEnabled() or not window.writable()
    assert not window.actions_["import.choose_files"].isEnabled()
    search(qtbot, window, "旧井")
    assert window.list.model.rowCount() == 1
    window.attach(None)
    reading.close()


def test_what_another_program_does_is_seen(window: MainWindow, session: Session) -> None:
    other = open_session(session.library.path)
    other.do("tag.add", articles=ids(session)[:1], tags=["夜航"])
    other.close()
    window.notice_others()
    row = window.list.model.article_at(0)
    assert row is not None
    assert [chip.name for chip in row.tags] == ["夜航"]


def test_the_place_is_kept_for_next_time(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    second = ids(session)[1]
    window.navigation.open_article(second)
    window.attach(None)
    again = open_window(qtbot, session, looks)
    assert again.view is not None
    assert again.view.id == second


def test_the_tree_menu_acts_on_the_place_under_it(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.navigation.show_listing(Listing("all"))
    index = window.tree._model.find("issue", session.issues()[0].id)
    place = window.tree.place_at(index)
    assert place is not None
    window._open_tree_menu(QPoint(10, 10), place)
    assert window.targets.issue_id() == place.id
    assert window.actions_["issue.trash"].isEnabled()
    window.do("issue.trash")
    assert session.issues() == []
    assert window.list.empty.isVisible()


def test_every_widget_with_the_keyboard_has_a_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import QWidget

    nameless = [
        w
        for w in window.findChildren(QWidget)
        if w.isVisible()
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not w.accessibleName()
        and w.metaObject().className() not in {"QScrollBar", "QSplitter"}
    ]
    assert not nameless


@pytest.mark.parametrize("panel", [None, "palette", "tree,list"])
def test_the_shot_is_the_window(qtbot: QtBot, session: Session, tmp_path: Path, panel: str | None) -> None:
    from PySide6.QtGui import QImage

    out = tmp_path / "shot.png"
    before = session.setting("theme")
    shot(session, out, article=ids(session)[1], size=(900, 600), theme="dark", panel=panel)
    picture = QImage(str(out))
    assert (picture.width(), picture.height()) == (900, 600)
    assert picture.pixelColor(5, 300).name() == "#191816"
    assert session.setting("theme") == before


def test_the_text_has_a_menu(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    assert window.view is not None
    block = next(b for b in window.view.blocks if b.role == "paragraph")
    window.run("highlight.add", article=window.view.id, spans=[(block.id, 0, len(block.text))])
    [highlight] = window.view.highlights
    place = window.pane.shown.layers.ranges_of(highlight.id)[0][0] + 3
    cursor = window.pane.view.textCursor()
    cursor.setPosition(place)
    box = window.pane.view.cursorRect(cursor)
    at = window.pane.mapFromGlobal(window.pane.view.viewport().mapToGlobal(box.center()))
    window._open_text_menu(at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    shown = {action.objectName() for action in menu.actions()}
    assert {"highlight.remove", "tag.add"} <= shown
    menu.close()
    assert window.pane.current_highlight() == highlight.id


def test_a_burst_of_changes_is_shown_in_the_end(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    first = ids(session)[0]
    for name in ("航运", "水利", "夜航"):
        window.run("tag.add", articles=[first], tags=[name])
    qtbot.waitUntil(lambda: len([n for n in window.tree._model.nodes() if n.place.kind == "tag"]) == 3)

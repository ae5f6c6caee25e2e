"""A better text in the window: looked at, left or taken; lost highlights put elsewhere with one key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from reader.commands import versions
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import BlockSpan, Listing
from reader.ui.dialogs.lost import LostHighlights
from reader.ui.dialogs.resembling import LEAVE, OWN, VERSION, Resembling
from reader.ui.dialogs.version import VersionDialog
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.commands.test_versions import NEW, OLD, work
from tests.store.dump import dump
from tests.ui.shell import open_window


@pytest.fixture
def session(tmp_path: Path) -> Session:
    (tmp_path / "旧.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "新.md").write_text(NEW, encoding="utf-8")
    path = tmp_path / "v.pressmark"
    first = open_session(path, create=True)
    first.do("import.files", paths=[tmp_path / "旧.md"])
    first.do("issue.set", issue=1, values={"newspaper": "晚汀日报", "date": "2024-06-08"})
    work(first)
    first.close()
    return open_session(path, threaded=True)


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> Iterator[MainWindow]:
    made = open_window(qtbot, session, looks)
    yield made
    made.close()


def shown(kind: type[QDialog]) -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def import_better(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> VersionDialog:
    """Import the better text: it resembles an issue, so that the window asks before it keeps anything."""
    window.importing.offer([str(tmp_path / "新.md")])
    qtbot.waitUntil(lambda: len(shown(VersionDialog)) == 1)
    [dialog] = shown(VersionDialog)
    assert isinstance(dialog, VersionDialog) and "晚汀日报 2024-06-08" in dialog.windowTitle()
    return dialog


def test_cancelling_keeps_everything(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    before, last = dump(session.library), session.library.last_act()
    dialog = import_better(qtbot, window, tmp_path)
    assert dump(session.library) == before
    assert dialog.tabs.currentWidget() is dialog.lists["lost"]
    assert [e.words for e in dialog.entries("lost") if e.what == "highlight"] == ["江面有雾,摆渡船推迟一刻钟"]
    dialog.reject()
    qtbot.waitUntil(lambda: not shown(VersionDialog))
    assert dump(session.library) == before and session.library.last_act() == last and len(session.issues()) == 1


def test_an_issue_of_its_own(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    dialog = import_better(qtbot, window, tmp_path)
    own = next(b for b in dialog.buttons.buttons() if b.text().replace("&", "") == "Import as an issue of its own")
    qtbot.mouseClick(own, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(session.issues()) == 2)
    qtbot.waitUntil(lambda: window.list.listing == Listing("issue", 2))
    assert not shown(VersionDialog) and [f for f in session.flags() if f.code == "resembles"] == []
    assert len(session.ids(Listing("issue", 1))) == 3, "the older issue keeps its place"


def test_pasted_text_asks_as_well(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = dump(session.library)
    window.importing.take_text(NEW, "新")
    qtbot.waitUntil(lambda: len(shown(VersionDialog)) == 1)
    shown(VersionDialog)[0].reject()
    assert dump(session.library) == before


def import_two(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Resembling:
    """A folder with two better texts and one new issue: the new one comes, the others are asked about in one list."""
    folder = tmp_path / "ocr"
    folder.mkdir()
    texts = {
        "甲": NEW,
        "乙": NEW.replace("九十人", "九十二人"),
        "别": "# 粮库清仓查库结束\n\n本报讯 全县粮库清仓查库昨日结束。\n",
    }
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    window.importing.start([folder])
    qtbot.waitUntil(lambda: len(shown(Resembling)) == 1)
    [dialog] = shown(Resembling)
    assert isinstance(dialog, Resembling) and not shown(VersionDialog), "no storm of dialogs"
    return dialog


def test_several_are_asked_about_in_one_list(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    dialog = import_two(qtbot, window, tmp_path)
    assert len(session.issues()) == 2 and dialog.list.topLevelItemCount() == 2
    assert dialog.minimumSizeHint().width() <= 800 and dialog.minimumSizeHint().height() <= 600
    assert "1 on changed words" in dialog.list.topLevelItem(0).text(3)  # type: ignore[union-attr]
    qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    [compared] = shown(VersionDialog)
    compared.reject()
    assert [box.currentIndex() for box in dialog.boxes] == [VERSION, VERSION], "looking decides nothing"
    dialog.boxes[0].setCurrentIndex(LEAVE)
    dialog.accept()
    qtbot.waitUntil(lambda: 1 not in [i.id for i in session.issues()])
    assert len(session.issues()) == 2
    session.undo().result()
    assert 1 in [i.id for i in session.issues()]


def test_the_list_is_left(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    dialog = import_two(qtbot, window, tmp_path)
    before = dump(session.library)
    dialog.list.selectAll()
    dialog.all.setCurrentIndex(1 + OWN)
    dialog.all.activated.emit(1 + OWN)
    assert [old for _one, old in dialog.chosen()] == [None, None]
    dialog.reject()
    qtbot.waitUntil(lambda: not shown(Resembling))
    assert dump(session.library) == before


def test_taking_it_and_the_tray(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    dialog = import_better(qtbot, window, tmp_path)
    dialog.tabs.setCurrentWidget(dialog.lists["changed"])
    assert "动" in dialog.text.toPlainText() and "开" in dialog.text.toPlainText()
    dialog.accept()
    qtbot.waitUntil(lambda: [i.id for i in session.issues()] == [2])
    qtbot.waitUntil(lambda: window.list.listing == Listing("issue", 2))
    (mark,) = versions.lost(session)

    window.actions_.entries["highlight.lost"].action.trigger()
    [tray] = shown(LostHighlights)
    assert isinstance(tray, LostHighlights) and "江面有雾" in tray.list.item(0).text()
    article = next(a for a in session.ids(Listing("issue", 2)) if session.article(a).title == "渡口添新船")  # type: ignore[union-attr]
    window.navigation.show_article(article)
    qtbot.waitUntil(lambda: window.view is not None and window.view.id == article)
    view = session.article(article)
    assert view is not None
    block = view.blocks[1]
    window.pane.marking.select([BlockSpan(block.id, 0, 7)])
    window.actions_.entries["highlight.relink_here"].action.trigger()
    qtbot.waitUntil(lambda: versions.lost(session) == [])
    qtbot.waitUntil(lambda: tray.list.count() == 0)
    now = session.article(article)
    assert now is not None and [(h.id, h.quote) for h in now.highlights] == [(mark.id, block.text[:7])]
    tray.reject()


def test_long_texts_and_small_windows(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    dialog = import_better(qtbot, window, tmp_path)
    dialog.resize(dialog.minimumSizeHint())
    assert dialog.minimumSizeHint().width() <= 800 and dialog.minimumSizeHint().height() <= 600
    dialog.reject()


def test_the_tree_has_a_tray(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    assert "lost" not in [p.kind for p in session.places()]
    session.do("import.version", paths=[tmp_path / "新.md"], issue=1)
    (place,) = [p for p in session.places() if p.kind == "lost"]
    assert place.count == 1
    (article,) = session.ids(Listing("lost"))
    view = session.article(article)
    assert view is not None and [h.state for h in view.highlights] == ["lost"]
    assert "旧.md" in versions.version_words(session, 2)[0] and "新.md" in versions.version_words(session, 1)[0]


def test_taking_it_back_leads_to_the_issue_as_it_was(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    import_better(qtbot, window, tmp_path).accept()
    qtbot.waitUntil(lambda: window.list.listing == Listing("issue", 2) and window.view is not None)
    assert window.view is not None
    article = window.view.id
    session.run("history.undo")
    qtbot.waitUntil(lambda: window.list.listing == Listing("issue", 1))
    assert window.view is not None and window.view.id == article

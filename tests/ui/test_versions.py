"""A better text in the window: looked at, left or taken; lost highlights put elsewhere with one key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from reader.commands import versions
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import BlockSpan, Listing
from reader.ui.dialogs.lost import LostHighlights
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
    """Import the better text and choose what the report offers: to see it as a new version."""
    window.importing.offer([str(tmp_path / "新.md")])
    qtbot.waitUntil(lambda: window.importing.job is None and window.importing.report is not None, timeout=20000)
    offered = window.importing._offer_version(window.importing.report.issues)  # type: ignore[union-attr]
    assert len(offered) == 1 and "晚汀日报 2024-06-08" in offered[0][0]
    offered[0][1]()
    qtbot.waitUntil(lambda: len(shown(VersionDialog)) == 1, timeout=20000)
    [dialog] = shown(VersionDialog)
    assert isinstance(dialog, VersionDialog)
    return dialog


def test_cancelling_keeps_everything(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    dialog = import_better(qtbot, window, tmp_path)
    before = dump(session.library)
    assert dialog.tabs.currentWidget() is dialog.lists["lost"]
    assert [e.words for e in dialog.entries("lost") if e.what == "highlight"] == ["江面有雾,摆渡船推迟一刻钟"]
    dialog.reject()
    qtbot.waitUntil(lambda: not shown(VersionDialog))
    assert dump(session.library) == before and len(session.issues()) == 2


def test_taking_it_and_the_tray(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    dialog = import_better(qtbot, window, tmp_path)
    dialog.tabs.setCurrentWidget(dialog.lists["changed"])
    assert "动" in dialog.text.toPlainText() and "开" in dialog.text.toPlainText()
    dialog.accept()
    qtbot.waitUntil(lambda: [i.id for i in session.issues()] == [2], timeout=20000)
    qtbot.waitUntil(lambda: window.list.listing == Listing("issue", 2), timeout=20000)
    (mark,) = versions.lost(session)

    window.actions_.entries["highlight.lost"].action.trigger()
    [tray] = shown(LostHighlights)
    assert isinstance(tray, LostHighlights) and "江面有雾" in tray.list.item(0).text()
    article = next(a for a in session.ids(Listing("issue", 2)) if session.article(a).title == "渡口添新船")  # type: ignore[union-attr]
    window.navigation.show_article(article)
    qtbot.waitUntil(lambda: window.view is not None and window.view.id == article, timeout=20000)
    view = session.article(article)
    assert view is not None
    block = view.blocks[1]
    window.pane.marking.select([BlockSpan(block.id, 0, 7)])
    window.actions_.entries["highlight.relink_here"].action.trigger()
    qtbot.waitUntil(lambda: versions.lost(session) == [], timeout=20000)
    qtbot.waitUntil(lambda: tray.list.count() == 0, timeout=20000)
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

"""Importing in the window: a bad file among good ones, progress, stopping, the first new issue, one undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.ui.dialogs.import_preview import ImportPreview
from reader.ui.dialogs.import_report import ImportReport
from reader.ui.dialogs.paste_text import PasteText
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window


@pytest.fixture
def threaded(tmp_path: Path) -> Iterator[Session]:
    """An empty library with a writer thread, as the window has it."""
    yield open_session(tmp_path / "empty.pressmark", create=True, threaded=True)


@pytest.fixture
def window(qtbot: QtBot, threaded: Session, looks: Looks) -> Iterator[MainWindow]:
    """The window on it; closing it closes the library."""
    made = open_window(qtbot, threaded, looks)
    yield made
    made.close()


def papers(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(1, count + 1):
        text = f"# 第{n}日的雾\n\n本报讯 昨日清晨雾散,船只照常开出。\n"
        (folder / f"晚汀日报 2024-05-{n:02}.md").write_text(text, encoding="utf-8")
    return folder


def dialog(kind: type[QDialog]) -> QDialog:
    [found] = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def done(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.importing.job is None and window.importing.report is not None)


def test_a_bad_file_among_good_ones(qtbot: QtBot, window: MainWindow, threaded: Session, tmp_path: Path) -> None:
    folder = papers(tmp_path / "papers", 3)
    (folder / "04.md").write_bytes(b"%PDF-1.7 no text")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    preview = dialog(ImportPreview)
    assert isinstance(preview, ImportPreview) and preview.list.count() == 4
    said: list[str] = []
    show = window.status.show_work
    window.status.show_work = lambda words, *counts: (said.append(words or ""), show(words, *counts))[0]  # type: ignore[method-assign, assignment, func-returns-value]
    preview.accept()
    done(qtbot, window)
    assert any(words.startswith("Reading ") for words in said)
    assert any(words.startswith("Importing 2 of 3") for words in said)
    report = window.importing.report
    assert report is not None
    assert [Path(path).name for path, _error in report.failed] == ["04.md"]
    assert [issue.date for issue in threaded.issues()] == ["2024-05-01", "2024-05-02", "2024-05-03"]
    assert window.view is not None
    assert window.view.title == "第1日的雾"
    assert "3 issues imported · 1 failed" in window.message.text.text()
    window.importing.show_report(report)
    shown = dialog(ImportReport)
    assert isinstance(shown, ImportReport)
    assert "04.md" in shown.text.toPlainText() and "PDF" in shown.text.toPlainText()
    shown.reject()
    qtbot.waitUntil(lambda: window.undoing.undo is not None)
    window.undoing.take_back()
    qtbot.waitUntil(lambda: threaded.issues() == [])
    assert len(threaded.issues(trashed=True)) == 3


def test_an_import_can_be_stopped(qtbot: QtBot, window: MainWindow, threaded: Session, tmp_path: Path) -> None:
    folder = papers(tmp_path / "papers", 20)
    window.importing.start([folder])
    assert window.importing.job is not None
    window.importing.job.progressed.connect(
        lambda n, total, _w: window.status.stop.click() if total and n >= 1 else None
    )
    done(qtbot, window)
    report = window.importing.report
    assert report is not None and report.stopped
    assert 1 <= len(report.issues) < 20
    assert len(threaded.issues()) == len(report.issues)
    assert "stopped" in window.message.text.text()
    assert not window.status.work.isVisible()


def test_pasting_through_the_dialog(qtbot: QtBot, window: MainWindow, threaded: Session) -> None:
    QGuiApplication.clipboard().setText("# 夜航灯\n\n灯亮了,心里就不慌。\n")
    window.do("import.paste")
    paste = dialog(PasteText)
    assert isinstance(paste, PasteText)
    paste.accept()
    done(qtbot, window)
    assert window.view is not None and window.view.title == "夜航灯"


def test_the_article_read_is_left_alone_while_others_arrive(
    qtbot: QtBot, window: MainWindow, threaded: Session, tmp_path: Path
) -> None:
    window.importing.start([papers(tmp_path / "first", 2)])
    done(qtbot, window)
    qtbot.waitUntil(lambda: window.view is not None)
    shown, told = window.view, list[object]()
    window.pane.article_refreshed.connect(told.append)
    folder = tmp_path / "second"
    folder.mkdir()
    for path in papers(tmp_path / "more", 6).iterdir():
        if path.name > "晚汀日报 2024-05-03":
            path.rename(folder / path.name)
    report = threaded.run("import.files", paths=[folder], source=window).result().value
    assert len(report.issues) == 4
    qtbot.waitUntil(lambda: [window.tree.model().rowCount() > 0, len(threaded.issues())] == [True, 6])
    qtbot.waitUntil(lambda: all(window.tree._model.find("issue", id).isValid() for id in report.issues))
    assert told == [] and window.view is shown

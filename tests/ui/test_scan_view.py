"""Page scans beside the text: shown, zoomed, too large, broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QImageReader
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain.views import ArticleView
from reader.ui.scan_view import ScanView, read_picture
from reader.ui.theme import Looks


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """A grey picture file."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#777777"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(data.data())


@pytest.fixture
def view(qtbot: QtBot, session: Session, looks: Looks) -> Iterator[ScanView]:
    made = ScanView(session, looks)
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.attach(None)


def test_a_page_without_scan_says_so(view: ScanView, article: ArticleView) -> None:
    view.show_page(article.page.id if article.page else None)
    assert view._empty.isVisible() and not view.canvas.isVisible()


def test_shown_zoomed_and_turned(
    view: ScanView, qtbot: QtBot, session: Session, article: ArticleView, tmp_path: Path
) -> None:
    assert article.page is not None
    for name, width in (("a.png", 800), ("b.png", 1000)):
        (tmp_path / name).write_bytes(picture(width, 600))
        session.do("page.attach_scan", page=article.page.id, path=tmp_path / name)
    view.show_page(article.page.id)
    assert view.loading, "decoded in the background"
    qtbot.waitUntil(lambda: not view.loading)
    assert view.canvas.isVisible() and "a.png" in view._name.text()
    fitted = view.canvas.transform().m11()
    assert abs(fitted * 800 - view.canvas.viewport().width()) < 8
    qtbot.keyClick(view.canvas, Qt.Key.Key_Plus)
    assert view.canvas.transform().m11() > fitted
    qtbot.keyClick(view.canvas, Qt.Key.Key_0)
    assert view.canvas.transform().m11() == pytest.approx(fitted, rel=0.05)
    view._turn(1)
    view._turn(1)
    view._turn(1)
    qtbot.waitUntil(lambda: not view.loading)
    assert "b.png" in view._name.text()
    assert view.canvas.sceneRect().width() == 1000


def test_while_a_large_one_loads_the_place_says_so(
    view: ScanView, qtbot: QtBot, session: Session, article: ArticleView, tmp_path: Path
) -> None:
    assert article.page is not None
    (tmp_path / "a.png").write_bytes(picture(300, 200))
    session.do("page.attach_scan", page=article.page.id, path=tmp_path / "a.png")
    view.show_page(article.page.id)
    view._slow.timeout.emit()
    assert view._empty.title.text() == "Loading…"
    view.show_page(None)
    assert not view.loading and "no scan" in view._empty.title.text()


def test_a_broken_one_in_the_library_says_why(
    view: ScanView, qtbot: QtBot, session: Session, article: ArticleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert article.page is not None
    monkeypatch.setattr(session, "scans", lambda page: [(1, "a.png")])
    monkeypatch.setattr(session, "scan_bytes", lambda scan: b"no picture")
    view.show_page(article.page.id)
    qtbot.waitUntil(lambda: not view.loading)
    assert "cannot be read" in view._empty.title.text()


def test_one_too_large_is_read_smaller(qtbot: QtBot) -> None:
    old = QImageReader.allocationLimit()
    QImageReader.setAllocationLimit(1)
    try:
        image, error = read_picture(picture(900, 900, "JPG"))
    finally:
        QImageReader.setAllocationLimit(old)
    assert not error and 0 < image.width() < 900


def test_a_broken_one_says_why(qtbot: QtBot) -> None:
    image, error = read_picture(b"no picture")
    assert image.isNull() and error

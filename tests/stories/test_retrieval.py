"""Found again by keyboard alone: all passages tagged 水利 of autumn 2023 that mention a river by name, exported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from reader.commands import searches
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import Listing
from reader.ui.dialogs.ask import AskLine
from reader.ui.exporting.dialog import ExportDialog
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window

RIVERS = "(白杨河 OR 清渚河 OR 柏溪河)"
QUERY = f"in:highlights tag:水利 date:2023-09..2023-11 {RIVERS}"
# (date, text, passage highlighted, its tags); those marked True are the ones looked for.
PASSAGES = [
    ("2023-09-04", "白杨河秋水平稳,两座闸门试关一夜。", "白杨河秋水平稳", ["水利"], True),
    ("2023-10-19", "清渚河两岸的护坡已全部修好,本月验收。", "清渚河两岸的护坡已全部修好", ["河道"], True),
    ("2023-11-30", "柏溪河闸昨夜提闸泄水,下游无险情。", "柏溪河闸昨夜提闸泄水", ["水利", "人事"], True),
    ("2023-10-19", "全市河道长制办公室昨天开会,部署秋汛。", "全市河道长制办公室昨天开会", ["水利"], False),
    ("2023-10-20", "白杨河边的老茶馆今天重新开张,茶客满座。", "白杨河边的老茶馆今天重新开张", ["人事"], False),
    ("2023-12-01", "白杨河入冬第一次清淤,机械已经到位。", "白杨河入冬第一次清淤", ["水利"], False),
    ("2022-10-19", "柏溪河去年此时水位偏低,灌区轮流放水。", "柏溪河去年此时水位偏低", ["水利"], False),
]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A library of one issue a passage, each passage highlighted and tagged; 河道 is narrower than 水利."""
    opened = open_session(tmp_path / "rivers.pressmark", create=True)
    for number, (date, text, _words, _tags, _wanted) in enumerate(PASSAGES):
        path = tmp_path / f"晚汀日报 {date} 第{number + 1}版.md"
        path.write_text(f"# 水情{number}\n\n本报讯 {text}今天另有几件别的事,照例登在后面。\n", encoding="utf-8")
        opened.do("import.files", paths=[path])
    opened.do("tag.new", name="水利")
    opened.do("tag.new", name="河道", parent=1)
    for id in opened.ids(Listing("all")):
        view = opened.article(id)
        assert view is not None
        words, tags = next((w, t) for _d, _x, w, t, _y in PASSAGES if any(w in b.text for b in view.blocks))
        block = next(b for b in view.blocks if words in b.text)
        at = block.text.index(words)
        opened.do("highlight.add", article=id, spans=[(block.id, at, at + len(words))], tags=tags)
    return opened


class Hands:
    """Keys, and words as an input method hands them over; nothing else."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.back()

    def back(self) -> None:
        """The window is in front again, as a window manager sees to when a dialog closes."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def at(self) -> QWidget:
        """Where the keyboard is."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        QTest.keyClick(self.at(), key, modifiers)

    def type(self, words: str) -> None:
        """Words, Chinese ones as an input method commits them."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.at(), event)

    def dialog(self, kind: type[QWidget]) -> QWidget:
        """The dialog that came up, with the keyboard in it."""
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
        found = QApplication.activeWindow()
        assert found is not None
        return found


def test_all_passages_on_rivers_of_autumn_2023_are_exported_by_keyboard(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "rivers.json"
    # The system's own window that asks for a file name answers at once.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(out), ""))
    window = open_window(qtbot, session, Looks())
    hands = Hands(qtbot, window)
    window.focus_text()

    hands.press(Qt.Key.Key_Slash)
    assert hands.at() is window.top.search
    hands.type(QUERY)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text=QUERY) and not window.list.searching)
    qtbot.waitUntil(lambda: window.list.isAncestorOf(hands.at()))
    assert window.list.model.rowCount() == 3

    hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    asked = hands.dialog(AskLine)
    assert isinstance(asked, AskLine)
    asked.field.selectAll()
    hands.type("河·秋")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.name for one in searches.saved(session)] == ["河·秋"])

    hands.back()
    hands.press(Qt.Key.Key_X)
    asked = hands.dialog(ExportDialog)
    assert isinstance(asked, ExportDialog)
    assert asked.scope().key == "passages" and "3" in asked.scope().words
    asked.formats.setFocus()
    while asked.format().name != "json":
        at = asked.formats.currentIndex()
        hands.press(Qt.Key.Key_Down)
        assert asked.formats.currentIndex() != at, "JSON is among the formats"
    qtbot.waitUntil(lambda: '"format": "pressmark"' in asked.preview.text.toPlainText() and asked.isActiveWindow())
    choose(hands, asked)
    qtbot.waitUntil(out.exists)
    found = json.loads(out.read_text(encoding="utf-8"))
    quotes = sorted(mark["quote"] for article in found["articles"] for mark in article["passages"])
    assert quotes == sorted(words for _date, _text, words, _tags, wanted in PASSAGES if wanted)
    window.close()


def choose(hands: Hands, asked: ExportDialog) -> None:
    """Walk to the button by Tab and press it."""
    button = asked.buttons.buttons()[0]
    hands.qtbot.waitUntil(button.isEnabled)
    for _step in range(60):
        if hands.at() is button:
            break
        hands.press(Qt.Key.Key_Tab)
    assert hands.at() is button, "the button can be reached by Tab"
    hands.press(Qt.Key.Key_Space)

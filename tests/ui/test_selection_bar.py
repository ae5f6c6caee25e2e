"""The bar by a selection fits the pane: where there is no room for them its keys are left out."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.ui.selection_bar import KeyButton, SelectionBar
from reader.ui.theme import Looks


def test_it_never_reaches_beyond_the_area(qtbot: QtBot, session: Session, looks: Looks) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    home.resize(1000, 400)
    bar = SelectionBar(looks, home)
    actions = [("tag", "Tag", "t"), ("comment", "Comment", "c"), ("quote", "Quote", "Ctrl+Shift+C")]
    bar.offer(session.colours()[:4], actions)
    home.show()
    selected = QRect(150, 100, 40, 20)
    assert bar.place(selected, QRect(0, 0, 1000, 400))
    wide = bar.width()
    words = [button for button in bar.buttons() if isinstance(button, KeyButton)]
    assert not any(button.bare for button in words)
    area = QRect(100, 0, wide - 10, 400)
    assert bar.place(selected, area)
    assert all(button.bare for button in words)
    assert area.contains(bar.geometry())
    assert bar.place(selected, QRect(0, 0, 1000, 400))
    assert bar.width() == wide

"""Qt's binding counts references right: 6.12.0 lost one to None with each void call until Python died."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

CALLS = 1000
STRAY = 100


class Bell(QObject):
    rung = Signal(bool)


def test_void_calls_keep_their_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
        QApplication.processEvents()
    assert abs(sys.getrefcount(None) - before) < STRAY


def test_signals_keep_their_references_to_true(qapp: QApplication) -> None:
    bell = Bell()
    heard: list[bool] = []
    bell.rung.connect(lambda value: heard.append(value) if len(heard) < 1 else None)
    before = sys.getrefcount(True)
    for _number in range(CALLS):
        bell.rung.emit(True)
    assert abs(sys.getrefcount(True) - before) < STRAY

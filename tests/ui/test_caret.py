"""The caret walks by clause and by sentence, in Chinese and in Latin text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.domain.views import BlockSpan
from reader.ui.caret import next_stop, previous_stop
from reader.ui.reading_pane import ReadingPane

CHINESE = "灯亮了,心里就不慌。“真的？”他问；没人答、也没人走。"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def stops(text: str, sentence: bool) -> list[str]:
    """`text` cut where the caret stops on its way forward."""
    found, at = [], 0
    while at < len(text):
        to = next_stop(text, at, sentence)
        found.append(text[at:to])
        at = to
    return found


def test_clauses_end_after_their_mark_and_its_quotation_mark() -> None:
    assert stops(CHINESE, False) == ["灯亮了,", "心里就不慌。", "“真的？”", "他问；", "没人答、", "也没人走。"]
    assert stops(CHINESE, True) == ["灯亮了,心里就不慌。", "“真的？”", "他问；没人答、也没人走。"]


def test_latin_sentences_and_numbers() -> None:
    assert stops("It cost 1,200 pounds. They paid. “No!” he said.", True) == [
        "It cost 1,200 pounds. ", "They paid. ", "“No!” ", "he said.",
    ]  # fmt: skip


@pytest.mark.parametrize("sentence", [False, True])
def test_the_way_back_has_the_same_stops(sentence: bool) -> None:
    forward = [0]
    for part in stops(CHINESE, sentence):
        forward.append(forward[-1] + len(part))
    back, at = [len(CHINESE)], len(CHINESE)
    while at:
        at = previous_stop(CHINESE, at, sentence)
        back.append(at)
    assert back[::-1] == forward


def test_a_clause_is_selected_by_key(pane: ReadingPane, qtbot: QtBot, span_of: Callable[[str], BlockSpan]) -> None:
    start = pane.shown.places.ranges(span_of("改造之前"))[0][0]
    cursor = pane.view.textCursor()
    cursor.setPosition(start)
    pane.view.setTextCursor(cursor)
    qtbot.keyClick(pane.view, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert pane.selected_text() == "改造之前,"
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, CONTROL | SHIFT)
    assert pane.selected_text() == "改造之前,这段六十二公里的河道上,七成航标仍靠人工点灯。"
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.selected_spans() == []

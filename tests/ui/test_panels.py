"""The panels' widths, and small things of how words and keys are drawn."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.ui import fonts, language
from reader.ui.actions import key_name
from reader.ui.theme import Looks
from reader.ui.typesetting import Sheet
from tests.ui.shell import open_window


def test_in_a_small_window_the_list_leaves_room_for_the_text(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    assert window.list.width() == 300
    window.resize(1600, 900)
    assert window.list.width() == 336
    window.panels.restore({"sizes": {"list": 280}})
    window.resize(1240, 800)
    assert window.list.width() == 280, "a width that was kept stays"


def test_what_a_wider_window_brings_goes_to_the_text_also_in_repair_mode(
    qtbot: QtBot, session: Session, looks: Looks
) -> None:
    window = open_window(qtbot, session, looks)
    window.resize(720, 500)
    window.do("repair.open")
    assert window.repairing.bench is not None
    window.resize(1600, 900)
    bench = window.repairing.bench
    qtbot.waitUntil(lambda: (window.tree.width(), window.list.width(), bench.width() > 700) == (196, 336, True))
    window.do("repair.leave")
    qtbot.waitUntil(lambda: window.pane.width() > 700)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS writes its keys with signs")
def test_keys_are_named_as_on_the_keyboard_in_every_language(qtbot: QtBot) -> None:
    try:
        for code in ("zh_CN", "en"):
            language.speak(code)
            assert [key_name(key) for key in ("Alt+Right", "Space", "J", "Ctrl+K")] == [
                "Alt+Right",
                "Space",
                "j",
                "Ctrl+K",
            ]
    finally:
        language.speak("en")


def test_quotes_are_narrow_only_where_a_latin_text_is_set_in_a_chinese_family(
    looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = QFont.Tag("pwid")
    for family, script, wanted in (
        ("Noto Serif CJK SC", "latin", True),
        ("Source Serif 4", "latin", False),
        ("Noto Serif CJK SC", "zh-Hans", False),
    ):
        monkeypatch.setattr(looks, "families", lambda _script, _face, family=family: [family])
        assert Sheet(looks, script).font("paragraph").isFeatureSet(narrow) is wanted
    assert fonts.sets_quotes_wide("Noto Sans CJK TC") and not fonts.sets_quotes_wide("Georgia")

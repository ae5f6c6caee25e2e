"""Themes can be read, are followed, and are kept."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QPalette
from pytestqt.qtbot import QtBot

from reader.ui import fonts
from reader.ui.colours import HIGHLIGHTS, THEMES
from reader.ui.theme import Looks


class Kept:
    """Settings in a dictionary."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def setting(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def set_setting(self, key: str, value: Any) -> None:
        self.values[key] = value


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("key", list(THEMES))
def test_every_theme_can_be_read(key: str) -> None:
    theme = THEMES[key]
    for ground in ("window", "sidebar", "list", "page", "card", "selection", "hover", "chip"):
        assert contrast(theme["ink"], theme[ground]) >= 7, ground
        assert contrast(theme["muted"], theme[ground]) >= 4, ground
    for ground in ("window", "list", "page"):
        assert contrast(theme["accent"], theme[ground]) >= 4.5, ground
    for name in HIGHLIGHTS:
        assert contrast(theme["ink"], theme.tint(name)) >= 4.5, name
    assert contrast(theme["ink"], theme["hit"]) >= 4.5


@pytest.mark.parametrize("key", list(THEMES))
def test_hits_and_highlights_differ(key: str) -> None:
    theme = THEMES[key]
    assert len({*theme.tints.values(), theme["hit"], theme["text_selection"]}) == len(HIGHLIGHTS) + 2
    assert len(set(theme.edges.values())) == len(HIGHLIGHTS)
    assert theme.tint("a colour from elsewhere") == theme.tint("grey")


def test_choices_are_kept_and_announced(qtbot: QtBot) -> None:
    kept = Kept()
    looks = Looks(kept)
    with qtbot.waitSignal(looks.changed):
        looks.choose("dark")
    with qtbot.waitSignal(looks.changed):
        looks.resize_reading(2)
    looks.widen_measure(4)
    again = Looks(kept)
    assert (again.theme.key, again.measure, again.reading_size) == ("dark", 42, looks.reading_size)
    looks.choose("system")
    assert Looks(kept).chosen == "system"
    looks.choose("paper")
    looks.apply()


def test_sizes_keep_within_reason(qtbot: QtBot) -> None:
    looks = Looks()
    normal = looks.reading_size
    looks.resize_reading(-100)
    assert 9 <= looks.reading_size < normal
    looks.resize_reading(500)
    assert looks.reading_size < normal * 4
    looks.resize_reading(0)
    assert looks.reading_size == normal
    looks.widen_measure(-500)
    assert looks.measure >= 20


def test_spoilt_settings_do_no_harm(qtbot: QtBot) -> None:
    kept = Kept()
    kept.values = {"theme": 7, "reading_size": "large", "measure": None}
    looks = Looks(kept)
    assert looks.theme.key in THEMES
    assert looks.reading_size > 0


def test_the_application_wears_the_palette(qtbot: QtBot, qapp: Any) -> None:
    looks = Looks()
    looks.choose("dark")
    looks.apply()
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == THEMES["dark"]["window"]
    looks.choose("paper")
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == THEMES["paper"]["window"]


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant", "ja", "ko", "latin", "unheard of"])
@pytest.mark.parametrize("face", ["serif", "sans", "mono"])
def test_only_installed_families_are_asked_for(qtbot: QtBot, script: str, face: str) -> None:
    found = fonts.families(script, face)
    assert found
    assert set(found) <= fonts._installed() or len(found) == 1

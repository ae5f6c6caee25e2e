"""Colours as numbers: contrast and likeness, for colour-blind readers too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain import hue

VALUE = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_black_and_white() -> None:
    assert hue.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert hue.distance("#000000", "#ffffff") == pytest.approx(1, abs=0.01)
    assert hue.mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_red_and_green_of_one_lightness_are_alike_only_to_some() -> None:
    pair = {"one": "#9a5a3a", "two": "#6d6a3a"}
    assert hue.confusable({"one": "#eeeeee", "two": "#eeeeef"}) == [("one", "two", "")]
    assert hue.confusable(pair)[0][2] in {"red", "green"}
    assert hue.distance(*pair.values()) > hue.NEAR


@given(VALUE, VALUE)
def test_distance_and_contrast_do_not_depend_on_order(one: str, two: str) -> None:
    for vision in ("", *hue.VISIONS):
        assert hue.distance(one, two, vision) == pytest.approx(hue.distance(two, one, vision))
    assert hue.contrast(one, two) == pytest.approx(hue.contrast(two, one))
    assert hue.value_of(hue.rgb(one)) == one and hue.is_value(one)

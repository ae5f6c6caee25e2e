"""Bars over time and what lines in context are sorted by."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.concordance import Line, shown, sort_key
from reader.domain.overview import Timeline, timeline
from reader.domain.query import days, parse


def counted(dates: Iterable[str | None]) -> list[tuple[tuple[int | None, int | None], int]]:
    """Each date once, as the index counts them."""
    return [(days(date) or (None, None), 1) for date in dates]


def full(found: Timeline) -> dict[str, int]:
    return {bar.value: bar.count for bar in found.bars if bar.count}


def test_a_day_stands_in_its_month() -> None:
    found = timeline(counted(["2024-06-08", "2024-06-08", "2024-06-11"]))
    assert found.unit == "day"
    assert [bar.value for bar in found.bars] == [f"2024-06-{day:02d}" for day in range(1, 31)]
    assert full(found) == {"2024-06-08": 2, "2024-06-11": 1}


def test_months_fill_their_years_and_what_is_only_a_year_is_told_apart() -> None:
    found = timeline(counted(["2023-02-01", "2024-11", "2023-02", "2023", None]))
    assert found.unit == "month"
    assert len(found.bars) == 24
    assert full(found) == {"2023-02": 2, "2024-11": 1}
    assert (found.undated, found.vague) == (1, 1)


def test_empty_years_are_gaps_and_too_many_years_are_tens() -> None:
    found = timeline(counted(["1911-03-04", "1950", "1927-11"]))
    assert found.unit == "year"
    assert len(found.bars) == 40
    assert full(found) == {"1911": 1, "1927": 1, "1950": 1}
    tens = timeline(counted(["1898-07-24", "2024-06-08"]))
    assert tens.unit == "decade"
    assert full(tens) == {"1890..1899": 1, "2020..2029": 1}


def test_mostly_years_are_shown_as_years() -> None:
    assert timeline(counted(["2023", "2023", "2024", "2024-06-08"])).unit == "year"


def test_nothing_dated_is_no_bar() -> None:
    assert timeline(counted([None, None])) == Timeline("year", (), 2)


def test_a_stretch_of_bars_is_a_date_of_the_query_language() -> None:
    months = timeline(counted(["2023-02-01", "2024-11"]))
    assert months.range_of(1, 1) == "2023-02"
    assert months.range_of(22, 1) == "2023-02..2024-11"
    tens = timeline(counted(["1898-07-24", "2024-06-08"]))
    assert tens.range_of(1, 2) == "1900..1919"


PARTS = st.tuples(st.integers(1890, 2024), st.integers(1, 12), st.integers(1, 28))
DATES = st.one_of(
    st.none(), PARTS.map(lambda p: f"{p[0]}"), PARTS.map(lambda p: f"{p[0]}-{p[1]:02d}"),
    PARTS.map(lambda p: f"{p[0]}-{p[1]:02d}-{p[2]:02d}"),
)  # fmt: skip


@given(st.lists(DATES, max_size=30), st.integers(12, 400))
def test_nothing_is_lost_and_each_bar_finds_what_it_counts(dates: list[str | None], most: int) -> None:
    found = timeline(counted(dates), most)
    assert found.total + found.undated + found.vague == len(dates)
    assert found.undated == dates.count(None)
    for bar in found.bars:
        node = parse(f"date:{bar.value}").root
        known = [days(date) for date in dates if date]
        assert (node.low, node.high) == (bar.low, bar.high)  # type: ignore[union-attr]
        inside = sum(1 for one in known if one and node.low <= one[0] and one[1] <= node.high)  # type: ignore[union-attr]
        wider = found.unit != "day"
        assert bar.count == inside if wider else bar.count <= inside
    for one, other in zip(found.bars, found.bars[1:], strict=False):
        assert one.high < other.low


TEXT = "改造之前,七成航标仍靠人工点灯。The old Light keeper said"


@pytest.mark.parametrize(
    ("order", "words", "key"),
    [("right", "航标", "仍靠人工点灯"), ("left", "航标", "成 七 前 之"), ("left", "keeper", "light old the"), ("words", "Light", "light")],
)
def test_lines_are_sorted_by_what_is_nearest(order: str, words: str, key: str) -> None:
    at = TEXT.index(words)
    assert sort_key(order, TEXT, at, at + len(words)).startswith(key)


def test_a_line_shows_what_stands_either_side_in_one_line() -> None:
    found = shown(Line(3, 0, 4, 6), "text", 7, "一二\n三四五六\n七八九十", width=3)
    assert (found.left, found.words, found.right) == ("二 三", "四五", "六 七")

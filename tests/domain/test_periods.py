"""Days as they are typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.periods import read_period

THURSDAY = date(2024, 6, 13)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("today", "2024-06-13", "2024-06-13"),
        ("昨天", "2024-06-12", "2024-06-12"),
        ("last Tuesday", "2024-06-11", "2024-06-11"),
        ("Tuesday", "2024-06-11", "2024-06-11"),
        ("last Thursday", "2024-06-06", "2024-06-06"),
        ("thu", "2024-06-13", "2024-06-13"),
        ("上周二", "2024-06-04", "2024-06-04"),
        ("上星期天", "2024-06-09", "2024-06-09"),
        ("周五", "2024-06-07", "2024-06-07"),
        ("本周", "2024-06-10", "2024-06-16"),
        ("last week", "2024-06-03", "2024-06-09"),
        ("上个月", "2024-05-01", "2024-05-31"),
        ("3 days ago", "2024-06-10", "2024-06-10"),
        ("十天前", "2024-06-03", "2024-06-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024年3月5日", "2024-03-05", "2024-03-05"),
        ("3 March 2024", "2024-03-03", "2024-03-03"),
        ("2024-03-01..yesterday", "2024-03-01", "2024-06-12"),
        ("last year..", "2023-01-01", "9999-12-31"),
    ],
)
def test_what_is_typed_means_these_days(typed: str, first: str, last: str) -> None:
    found = read_period(typed, THURSDAY)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("typed", ["", "soon", "03/04/2024", "2024-06-13..2024-06-01", "上下周"])
def test_what_is_in_doubt_is_no_date(typed: str) -> None:
    assert read_period(typed, THURSDAY) is None


@given(st.text(max_size=20), st.dates(min_value=date(1900, 1, 8)))
def test_any_text_is_read_or_not(typed: str, today: date) -> None:
    found = read_period(typed, today)
    assert found is None or found.first <= found.last

"""Names that are likely one are found so, and names that are not are left apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.terms import likeness, term_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("孫中山", "孙中山"), ("Sun Yat-sen", "ＳＵＮ  yat-sen"), ("台灣", "臺湾"), ("水利", "水 利"), ("轮渡", "輪渡"),
        ("Café", "cafe"), ("峰会", "峯會"), ("档案", "檔案"),
    ],
)  # fmt: skip
def test_case_width_spacing_and_script_make_no_other_name(one: str, other: str) -> None:
    assert likeness(one) == likeness(other)


@pytest.mark.parametrize(("one", "other"), [("水利", "水力"), ("己", "已"), ("轮渡", "渡轮"), ("1924", "1925"), ("ab", "abc")])
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert likeness(one) != likeness(other)


@given(st.text())
def test_likeness_does_not_see_its_own_folding(text: str) -> None:
    assert likeness(likeness(text)) == likeness(text)
    assert likeness(term_name(text)) == likeness(term_name(term_name(text)))


@given(st.text())
def test_a_name_is_one_line_that_any_file_can_hold(text: str) -> None:
    name = term_name(text)
    assert name == name.strip() and "\n" not in name and "  " not in name
    name.encode("utf-8")

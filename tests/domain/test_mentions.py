"""Mentions of words: Chinese anywhere, words of letters and numbers whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.mentions import around, mentions


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("上海市与上海,大上海", "上海", ["上海", "上海", "上海"]),
        ("party art, Art. art", "art", ["art", "art"]),
        ("58公里外8公里", "8公里", ["8公里"]),
        ("1949年;21949年", "1949", ["1949"]),
        ("访问Sun Yat-sen先生", "Sun Yat-sen", ["Sun Yat-sen"]),
        ("New\nYork, New  York, NewYork", "New York", ["New\nYork", "New  York"]),
        ("𠮷田与𠮷田家", "𠮷田", ["𠮷田", "𠮷田"]),
        ("a.b (a.b)", "a.b", ["a.b", "a.b"]),
        ("万里", "  ", []),
        ("上海上海上", "上海上", ["上海上"]),
    ],
)
def test_where_words_stand(text: str, words: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in mentions(text, words)] == found


@given(text=st.text(alphabet="甲乙丙ab1 \n", max_size=40), words=st.text(alphabet="甲乙ab1 ", min_size=1, max_size=4))
def test_every_mention_is_the_words(text: str, words: str) -> None:
    last = 0
    for start, end in mentions(text, words):
        assert "".join(text[start:end].split()) == "".join(words.split()) and start >= last
        last = end


def test_neighbours_are_a_few_words() -> None:
    assert around("前面\n的话在这里后面", 5, 8) == ("前面 的话", "后面")

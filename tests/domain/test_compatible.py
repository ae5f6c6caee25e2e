"""The quick way to NFKC gives what Unicode's own table gives."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.likeness import compatible

_TRICKY = "ａ，！（％①㍿ﬁ…　 \u0301\u0308e\u1100\u1161\u11a8가ㄱｶﾞか\u3099\u212b\u00c5Ωö\u0bc6\u0bbe\u09c7\u09be𝟘豈\u1e9b\u0323"


@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(_TRICKY)), max_size=40))
def test_it_is_nfkc(text: str) -> None:
    assert compatible(text) == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("char", list(_TRICKY))
def test_it_is_nfkc_beside_each_tricky_character(char: str) -> None:
    for other in _TRICKY:
        assert compatible(char + other) == unicodedata.normalize("NFKC", char + other)


def test_every_character_alone_and_after_a_letter() -> None:
    for code in (*range(0xD800), *range(0xE000, 0x30000)):
        text = f"e{chr(code)}"
        assert compatible(text) == unicodedata.normalize("NFKC", text), hex(code)

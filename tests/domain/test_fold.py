"""Folding: one to one, the same again when repeated, and expansions that hold what readers expect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.fold import FOLDS, alternatives, fold
from reader.domain.runs import digit_words, has_characters, runs, searched


@given(st.text())
def test_a_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_text_folds_character_by_character(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


def test_every_character_folds_to_one_that_stays() -> None:
    every = "".join(map(chr, range(0x110000)))
    once = fold(every)
    assert len(once) == len(every)
    assert fold(once) == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２", "abc12"), ("Éåçñ", "eacn"), ("ſein", "sein"), ("Straße", "straße"), ("rail⸗way", "rail-way"),
        ("⼀⽔", "一水"), ("⺠⻢", "民马"), ("\uf900\uf9b6", "豈禮"), ("ｶﾅ", "カナ"), ("，：；", ",:;"), ("don’t “x”", "don't \"x\""),
        ("a\u3000b\tc\nd", "a b c d"), ("Ωςλ", "ωσλ"), ("İı", "ii"), ("①㈱", "①㈱"), ("后後", "后後"), ("户戶", "户戶"),
        ("øŁđ", "old"), ("卡尔・马克思", "卡尔·马克思"), ("\ud800", "\ufffd"), ("が", "が"),
    ],
)  # fmt: skip
def test_width_case_diacritics_and_radicals(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("char", "fold_name", "holds"),
    [
        ("后", "hans", "後"), ("後", "hans", "后"), ("干", "hans", "乾幹"), ("发", "hans", "發髮"), ("裏", "hans", "里"),
        ("户", "variants", "戶戸"), ("裡", "variants", "裏里"), ("青", "variants", "靑"), ("真", "variants", "眞"),
        ("既", "variants", "旣"), ("己", "lookalike", "已巳"), ("日", "lookalike", "曰"), ("未", "lookalike", "末"),
        ("巿", "lookalike", "市"), ("人", "lookalike", "入"), ("土", "lookalike", "士"), ("大", "lookalike", "太犬"),
    ],
)  # fmt: skip
def test_expansions(char: str, fold_name: str, holds: str) -> None:
    found = alternatives(char, (fold_name,))
    assert found[0] == char
    assert set(holds) <= set(found)
    assert alternatives(char) == char


def test_expansions_work_both_ways_and_together() -> None:
    for name in FOLDS:
        for char in "后後干发髮裏里户戶青己已巳日曰市巿":
            for other in alternatives(char, (name,)):
                assert char in alternatives(other, (name,)), (name, char, other)
    assert "裡" in alternatives("里", ("hans", "variants"))
    assert "裡" in alternatives("裏", ("hans", "variants"))


def test_expansions_stay_folded_single_characters() -> None:
    for name in FOLDS:
        for char in map(chr, range(0x4E00, 0xA000)):
            found = alternatives(char, (name,))
            assert fold(found) == found or fold(char) != char
            assert len(set(found)) == len(found)


def test_an_unknown_expansion_is_our_fault() -> None:
    with pytest.raises(ValueError, match="folding"):
        alternatives("水", ("pinyin",))


def test_runs_of_characters_and_words() -> None:
    found, tail = runs(searched("全长58公里，GDP增长 12.5% re\u00adad cafe\u0301。"))
    assert [(r.text, r.is_word, r.before) for r in found] == [
        ("全长58公里", False, ""), ("gdp", True, ","), ("增长", False, ""), ("12", False, " "), ("5", False, "."),
        ("read", True, "% "), ("cafe", True, " "),
    ]  # fmt: skip
    assert tail == "。"
    assert digit_words("a03 158公里 x") == ["a03", "158"]
    assert has_characters("a水")
    assert not has_characters("a03")

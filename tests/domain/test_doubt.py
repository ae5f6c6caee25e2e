"""The score of doubtful text: clean print has none, noise has much, correcting lowers it, and it is cheap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.doubt import BAD, LOOK, score, score_of_article
from reader.domain.places import sample_issues

CLEAN = "老船工说，过三里湾要有人站在船头喊水，喊到嗓子哑了才算过去。"


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        "A股大跌，5G手机热卖，T恤畅销。",
        "The quick brown fox (Vulpes) jumps over 12 lazy dogs; nobody minds.",
        "Der Uferbote erscheint täglich, außer Sonntags. Preis: 5 Pf.",
        "1)第一条写明日期。",
        "衆議既定，爲時未晚。",
        "これは日本語の文章である。",
        "",
    ],
)
def test_clean_print_is_not_doubted(text: str) -> None:
    assert score(text) == 0


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("上海巿政府公布。", LOOK),
        ("国|l务~院_^发 布", BAD),
        ("Tbe qu1ck brоwn f0x j u m p s o v e r", BAD),
        ("\ufffd\ufffd年\ufffd月", BAD),
        ("口口口口口日讯", LOOK - 10),
        ("，记者今日获悉", 1),
        ("“他说,明天再来", 1),
        ("(本报讯 今日开工", 1),
    ],
)
def test_noise_is_doubted(text: str, least: int) -> None:
    assert score(text) >= least


def test_pipes_are_at_home_in_tables() -> None:
    assert score("站名|水位|流量", "table") == 0 < score("站名|水位|流量")


def test_an_article_is_as_doubtful_as_its_words_and_never_much_less_than_its_worst_block() -> None:
    bad = "国|l务~院_^发 布"
    worst = score(bad)
    assert score_of_article([("paragraph", bad)]) == worst
    assert score_of_article([("paragraph", CLEAN)] * 40 + [("paragraph", bad)]) == round(worst * 2 / 3)
    assert score_of_article([]) == 0


@given(st.text(max_size=200), st.sampled_from(["paragraph", "title", "table"]))
def test_every_text_has_a_score_from_0_to_100(text: str, role: str) -> None:
    assert 0 <= score(text, role) <= 100
    assert score_of_article([(role, text)]) == score(text, role)


@given(st.integers(1, 20))
def test_more_noise_never_makes_it_less(count: int) -> None:
    assert score(CLEAN + "|" * count) <= score(CLEAN + "|" * (count + 1))


def test_hardly_a_paragraph_of_the_samples_is_doubted() -> None:
    paragraphs = [
        part
        for file in sample_issues().iterdir()
        for part in file.read_text(encoding="utf-8").split("\n\n")
        if part.strip()
    ]
    doubted = [part for part in paragraphs if score(part.replace("\n", "")) >= LOOK and not part.startswith("#")]
    assert len(doubted) * 50 < len(paragraphs)

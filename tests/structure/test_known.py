"""Answers of earlier issues: alike doubts are settled as told, and raise no flag."""

from __future__ import annotations

import pytest

from reader.domain.reading import Known, Reading, action_of, subject_of
from reader.domain.text import SourceText, Span, lay_out
from reader.imports.lines import read_text
from reader.structure.engine import read_issue
from tests.structure.test_conservation import FILES, assert_conserved, assert_sound

_ISSUE = """# 渡口修好了

本报讯(记者 周禾)昨日，新渡口启用。渡口同行人多。

# 渡口同行

# 新图书馆开馆

本报讯(记者 何田)昨日，新图书馆开馆。读者很多。
"""
_STRAY = """# 渡口修好了

本报讯(记者 周禾)昨日，新渡口启用。“渡口同行”活动很多。

# 渡口同行
"""


class Told:
    """A text read with answers."""

    def __init__(self, text: str, answers: dict[tuple[str, str], str]) -> None:
        self.pages = read_text(text).pages
        self.reading: Reading = read_issue(self.pages, Known(answers))
        self.sources = {n: SourceText(n, p.text, p.markup) for n, p in enumerate(self.pages)}
        assert_conserved(self.pages, self.reading)
        assert_sound(self.reading)

    def blocks(self) -> list[list[tuple[str, str]]]:
        return [
            [(b.role, lay_out([Span(*p) for p in b.pieces], self.sources).text) for b in article.blocks]
            for article in self.reading.articles
        ]


def test_a_label_without_text_is_flagged_untold() -> None:
    assert [f.code for f in Told(_STRAY, {}).reading.flags] == ["label-without-text"]


def test_a_label_told_joins_its_article() -> None:
    told = Told(_STRAY, {("label-without-text", subject_of("渡口同行")): "move"})
    assert told.reading.flags == []
    assert told.blocks()[0][0] == ("column", "渡口同行")
    assert [(f.name, f.value) for f in told.reading.articles[0].fields if f.name == "column"] == [
        ("column", "渡口同行")
    ]
    assert told.reading.articles[0].blocks[0].reason == "as-answered-before"


def test_a_label_told_stands_over_titles() -> None:
    told = Told(_ISSUE, {("label-without-text", subject_of("渡口同行")): "move"})
    assert told.blocks()[1][:2] == [("column", "渡口同行"), ("title", "新图书馆开馆")]
    assert told.reading.flags == []


def test_a_line_told_to_stay_apart_is_furniture() -> None:
    told = Told(_STRAY, {("label-without-text", subject_of("渡口同行")): "keep"})
    assert told.reading.flags == [] and len(told.reading.furniture) == 1


def test_a_line_told_to_be_a_title_is_an_article() -> None:
    told = Told(_STRAY, {("label-without-text", subject_of("渡口同行")): "new"})
    assert told.reading.flags == []
    assert told.blocks()[1] == [("title", "渡口同行")]


def test_answers_of_other_words_change_nothing() -> None:
    told = Told(_STRAY, {("label-without-text", subject_of("渡口同心")): "new"})
    assert [f.code for f in told.reading.flags] == ["label-without-text"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_answer_of_every_doubt_can_be_told(path) -> None:  # type: ignore[no-untyped-def]
    """Each issue read again with one of its own answers: the doubt is gone, and nothing is lost."""
    pages = read_text(path.read_text(encoding="utf-8")).pages
    sources = {n: SourceText(n, p.text, p.markup) for n, p in enumerate(pages)}
    first = read_issue(pages)
    for flag in first.flags:
        blocks = first.furniture if flag.article == -1 else first.articles[flag.article or 0].blocks
        words = lay_out([Span(*p) for p in blocks[flag.block or 0].pieces], sources).text
        for action in {action_of(answer.acts) for answer in flag.answers}:
            again = read_issue(pages, Known({(flag.code, subject_of(words)): action}))
            assert_conserved(pages, again)
            assert_sound(again)
            assert (flag.code, flag.params) not in [(f.code, f.params) for f in again.flags]

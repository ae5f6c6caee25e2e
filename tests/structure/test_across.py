"""Continuations across issues: matched where they are unique and well founded, else left for a person."""

from __future__ import annotations

import pytest

from reader.structure.across import Match, OpenPart, instalment_of, mark_facts, match_across


@pytest.mark.parametrize(
    ("words", "label", "headword", "serial", "yesterday", "instalment", "last"),
    [
        ("See BRIDGE, Page 4", "4", "BRIDGE", False, False, None, False),
        ("(17. Fortsetzung.)", None, None, True, False, 17, False),
        ("(Fortſetzung folgt.)", None, None, True, False, None, False),
        ("(Schluß des geſtern abgebrochenen Artikels.)", None, None, True, True, None, True),
        ("（下转第四版）", "4", None, False, False, None, False),
        ("（未完）", None, None, True, False, None, False),
        ("（續昨）", None, None, True, True, None, False),
        ("(Suite.)", None, None, True, False, None, False),
    ],
)
def test_marks(words, label, headword, serial, yesterday, instalment, last) -> None:  # type: ignore[no-untyped-def]
    facts = mark_facts(words)
    assert facts is not None
    assert facts[1:] == (label, headword, serial, yesterday, instalment, last)


@pytest.mark.parametrize(("words", "number"), [("（二十六）", 26), ("22", 22), ("第十四回", 14), ("（终）", None)])
def test_instalments(words: str, number: int | None) -> None:
    assert instalment_of(words) == number


def pairs(found: list[Match]) -> list[tuple[object, object, str, bool]]:
    return [(m.end, m.start, m.reason, m.sure) for m in found]


def test_pages_of_one_day_in_several_files() -> None:
    ends = [OpenPart("a", "（下转第四版）", "长堤加固完工", "2018-05-23", "1")]
    starts = [
        OpenPart("b", "（上接第一版）", "长堤加固完工", "2018-05-23", "4"),
        OpenPart("c", "（上接第一版）", "长堤加固完工", "2018-05-24", "4"),
        OpenPart("d", "（上接第二版）", "别的文章", "2018-05-23", "4"),
    ]
    assert pairs(match_across(ends, starts)) == [("a", "b", "pages-agree", True)]


def test_two_that_fit_are_not_sure() -> None:
    ends = [OpenPart("a", "（下转第四版）", "", "2018-05-23", "1")]
    starts = [OpenPart(key, "（上接第一版）", "", "2018-05-23", "4") for key in "bc"]
    assert pairs(match_across(ends, starts)) == [("a", "b", "pages-agree", False), ("a", "c", "pages-agree", False)]


def test_a_serial_goes_on_in_the_next_issue() -> None:
    ends = [
        OpenPart(n, "(Fortſetzung folgt.)", "Die Tochter", f"1908-03-0{n}", "4", "E. Hagen", 10 + n) for n in (1, 2, 3)
    ]
    starts = [
        OpenPart(10 + n, f"({10 + n}. Fortſetzung.)", "Die Tochter", f"1908-03-0{n}", "4", "E. Hagen")
        for n in (1, 2, 3)
    ]
    assert pairs(match_across(ends, starts)) == [(1, 12, "next-instalment", True), (2, 13, "next-instalment", True)]


def test_a_serial_without_numbers_takes_the_nearest_or_asks() -> None:
    ends = [OpenPart("a", "(A suivre.)", "La Meunière", "1903-11-12")]
    starts = [OpenPart(day, "(Suite.)", "La Meunière", f"1903-11-{day}") for day in (13, 20)]
    found = match_across(ends, starts)
    assert [(m.start, m.sure) for m in found] == [(13, False), (20, False)]
    assert [(m.start, m.sure) for m in match_across(ends, starts[:1])] == [(13, True)]


def test_what_says_yesterday_finds_yesterday() -> None:
    ends = [
        OpenPart("a", "(Schluß folgt.)", "Der Kanal", "1908-03-01"),
        OpenPart("x", "(Schluß folgt.)", "Der Hafen", "1908-03-01"),
    ]
    starts = [OpenPart("b", "(Schluß des geſtern abgebrochenen Artikels.)", "Der Kanal.", "1908-03-02")]
    assert pairs(match_across(ends, starts)) == [("a", "b", "said-yesterday", True)]


def test_a_headword_finds_its_article() -> None:
    ends = [OpenPart("a", "See BRIDGE, Page 4", "Town Votes To Keep Its Covered Bridge", "1953-04-08", "1")]
    starts = [OpenPart("b", "(Continued from Page One)", "Bridge", "1953-04-08", "4")]
    assert pairs(match_across(ends, starts)) == [("a", "b", "pages-agree", True)]


def test_nothing_is_matched_backwards_or_over_months() -> None:
    ends = [OpenPart("a", "(A suivre.)", "La Meunière", "1903-11-12")]
    starts = [OpenPart(day, "(Suite.)", "La Meunière", day) for day in ("1903-11-11", "1903-11-12", "1904-06-01")]
    assert match_across(ends, starts) == []

"""References in four styles: as the standards have them, with Chinese names as they are and nothing made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.citing import STYLES, Reference, cite, html, plain

WHOLE = Reference(
    "加固江堤日夜巡守", "——顾帆在巡堤调研时的讲话", ("甄望", "柏舟"), "许城日报", "2023-10-19", "3", "", "要闻"
)
LATIN = Reference("The Last Ferry", "", ("Edward W. Pickard",), "Harbour Post", "1934-06-05", "A3", "late edition")


@pytest.mark.parametrize(
    ("style", "reference", "wanted"),
    [
        ("gbt7714", WHOLE, "甄望, 柏舟. 加固江堤日夜巡守: 顾帆在巡堤调研时的讲话[N]. 许城日报, 2023-10-19(3)."),
        ("gbt7714", LATIN, "PICKARD E W. The Last Ferry[N]. Harbour Post, 1934-06-05(A3)."),
        ("chicago", LATIN, "Edward W. Pickard, “The Last Ferry,” Harbour Post, June 5, 1934, late edition, A3."),
        ("chicago", WHOLE, "甄望 and 柏舟, “加固江堤日夜巡守——顾帆在巡堤调研时的讲话,” 许城日报, October 19, 2023, 3."),
        ("apa", LATIN, "Pickard, E. W. (1934, June 5). The Last Ferry. Harbour Post, A3."),
        ("apa", WHOLE, "甄望, & 柏舟. (2023, October 19). 加固江堤日夜巡守——顾帆在巡堤调研时的讲话. 许城日报, 3."),
        ("mla", LATIN, "Pickard, Edward W. “The Last Ferry.” Harbour Post, late edition, 5 June 1934, p. A3."),
        ("mla", WHOLE, "甄望, and 柏舟. “加固江堤日夜巡守——顾帆在巡堤调研时的讲话.” 许城日报, 19 Oct. 2023, p. 3."),
    ],
)  # fmt: skip
def test_whole(style: str, reference: Reference, wanted: str) -> None:
    assert plain(cite(reference, style)) == wanted


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("gbt7714", "停水通告[N]. 许城日报."),
        ("chicago", "“停水通告,” 许城日报, n.d."),
        ("apa", "停水通告. (n.d.). 许城日报."),
        ("mla", "“停水通告.” 许城日报."),
    ],
)
def test_without_author_date_and_page(style: str, wanted: str) -> None:
    assert plain(cite(Reference("停水通告", newspaper="许城日报"), style)) == wanted


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("gbt7714", "甄望. [N]. 许城日报, 2023-10."),
        ("chicago", "甄望, untitled article, 许城日报, October 2023."),
        ("apa", "甄望. (2023, October). [Untitled newspaper article]. 许城日报."),
        ("mla", "甄望. Untitled article. 许城日报, Oct. 2023."),
    ],
)
def test_without_a_title_and_day(style: str, wanted: str) -> None:
    assert plain(cite(Reference(authors=("甄望",), newspaper="许城日报", date="2023-10"), style)) == wanted


@pytest.mark.parametrize(
    ("style", "wanted"),
    [("gbt7714", "2023[N]"), ("chicago", ", 2023."), ("apa", "(2023)."), ("mla", " 2023.")],
)  # fmt: skip
def test_a_year_alone(style: str, wanted: str) -> None:
    told = plain(cite(Reference("题", newspaper="报", date="2023"), style))
    assert wanted.removesuffix("[N]") in told


def test_many_authors() -> None:
    people = ("赵一", "钱二", "孙三", "李四")
    many = Reference("题", "", people, "报", "2023-10-19")
    assert plain(cite(many, "gbt7714")).startswith("赵一, 钱二, 孙三, 等. 题[N]")
    assert plain(cite(many, "chicago")).startswith("赵一 et al., “题,”")
    assert plain(cite(many, "apa")).startswith("赵一, 钱二, 孙三, & 李四. (2023")
    assert plain(cite(many, "mla")).startswith("赵一, et al. “题.”")
    crowd = Reference("T", "", tuple(f"A{n} B{n}" for n in range(25)), "P")
    assert ", . . . B24, A." in plain(cite(crowd, "apa"))
    latin = Reference("T", "", ("Ann Bee", "Cy Dee", "Ed Foe", "Gil Hay"), "P")
    assert plain(cite(latin, "gbt7714")).startswith("BEE A, DEE C, FOE E, et al. T[N]")


def test_names_are_never_turned_round_or_made_up() -> None:
    one = Reference("T", "", ("欧阳修", "Our Own Correspondent", "Martin L. King, Jr."), "P")
    assert plain(cite(one, "gbt7714")).startswith("欧阳修, Our Own Correspondent, KING M L Jr. T")
    assert plain(cite(one, "apa")).startswith("欧阳修, Our Own Correspondent, & King, M. L., Jr. (n.d.)")
    assert plain(cite(one, "chicago")).startswith("欧阳修, Our Own Correspondent, and Martin L. King Jr, “T,”")


def test_titles_that_end_with_a_mark_of_their_own() -> None:
    asked = Reference("Who pays?", newspaper="Post", date="1934")
    assert plain(cite(asked, "mla")) == "“Who pays?” Post, 1934."
    assert plain(cite(asked, "apa")) == "Who pays? (1934). Post."
    assert plain(cite(asked, "chicago")) == "“Who pays?,” Post, 1934."


def test_newspapers_are_in_italics_and_markup_is_escaped() -> None:
    one = Reference("<b>A & B</b>", newspaper="Post <1>", date="1934")
    assert html(cite(one, "mla")) == "“&lt;b&gt;A &amp; B&lt;/b&gt;.” <i>Post &lt;1&gt;</i>, 1934."
    assert "<i>" not in html(cite(one, "gbt7714"))


WORDS = st.text("甲乙 AbcD.?—", max_size=6)
DATES = st.sampled_from(["", "1934", "1934-06", "1934-06-05", "1934-13-40", "x", "0000"])


@pytest.mark.parametrize("style", list(STYLES))
@given(title=WORDS, deck=WORDS, author=WORDS, paper=WORDS, date=DATES, page=st.sampled_from(["", "3", "A03"]))
def test_whatever_is_missing(style: str, title: str, deck: str, author: str, paper: str, date: str, page: str) -> None:
    told = plain(cite(Reference(title, deck, (author,) if author.strip() else (), paper, date, page), style))
    assert told.endswith((".", "”")) and "None" not in told and ", ," not in told and ",." not in told
    assert all(part in told for part in (page, *author.split()[:0]))
    if not date[:1].isdigit() or date.startswith("0000"):
        assert "n.d." in told if style in {"apa", "chicago"} else "n.d." not in told

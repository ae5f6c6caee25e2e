"""Whatever the pages hold, each printed character is in exactly one block, and every answer names what is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.reading import KINDS, ROLES, RawBlock, RawPage, Reading
from reader.imports.lines import read_text
from reader.structure import wording
from reader.structure.engine import read_issue

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*(ROOT / "issues").glob("*"), *(ROOT / "tests/data/structure").rglob("*-*.[tm][xd]*")])
VERBS = {"role", "move", "split", "join", "new", "merge", "kind", "field", "link"}

_PHRASES = (
    "本报讯(记者 周禾)近日,",
    "（上接第一版）",
    "(下转第四版)",
    "本报记者 江未眠",
    "——访鱼行街",
    "图片新闻",
    "短讯",
    "◆昨日开馆。",
    "一、主要问题",
    "汪家三代做鱼面的灶台还是那一口用",
    "龙头企业。",
    "产生。",
    "编者按:如下。",
    "2024年6月8日 星期六",
    "第A03版：要闻",
    "责编：闻笛 美编：邱小舟",
    "顾帆 摄",
    "（墨耕）",
    "【本報記者林曉帆／北垣報導】後天",
    "LONDON, Dec. 16.—The ",
    "By JOHN SMITH",
    "Staff Correspondent",
    "THE WRECK OF THE ANNE.",
    "(Continued on Page 3)",
    "(Fortſetzung folgt.)",
    "narrow rail-",
    "way line",
    "K. H.",
    "Sir,—I am",
    "Yours obediently,",
    "WANTED, a lad.",
    "市场",
    "。",
    "“",
    "”",
    "…",
    "\u3000",
    "\U00020bb7",
    "a",
    " ",
    "(",
    "（",
    "\u200b",
    "\u0301",
    "14",
    "VI",
    "標題（時評）",
    "新华社北京3月4日电 ",
)
_line = st.lists(st.sampled_from(_PHRASES), min_size=1, max_size=5).map("".join)
_block = st.tuples(
    st.sampled_from(
        ("heading", "paragraph", "paragraph", "paragraph", "list_item", "table", "quote", "image", "rule", "page_mark")
    ),
    st.integers(0, 6),
    st.lists(_line, min_size=1, max_size=4),
    st.sampled_from(("\n", "\n\n", "\n  ", "\n\n        ")),
)


@st.composite
def pages(draw: st.DrawFn) -> list[RawPage]:
    """Pages of blocks in any order, with markup and styles laid over them."""
    return [_page(draw(st.lists(_block, max_size=9))) for _ in range(draw(st.integers(1, 3)))]


def _page(blocks: list[tuple[str, int, list[str], str]]) -> RawPage:
    text, raws, markup, styles = "", [], [], []
    for form, level, lines, gap in blocks:
        text += gap
        pieces = []
        for line in lines:
            start = len(text)
            if form == "heading" and not pieces:
                text += "# "
                markup.append((start, start + 2))
            elif level == 5:
                text += "**" + line + "**\n"
                markup += [(start, start + 2), (start + 2 + len(line), start + 4 + len(line))]
                styles.append((start + 2, start + 2 + len(line), "bold"))
                pieces.append((start, start + 4 + len(line)))
                continue
            text += line + "\n"
            pieces.append((start, len(text) - 1))
        raws.append(RawBlock(tuple(pieces), form, level if form == "heading" else 0))
    return RawPage(text, tuple(raws), tuple(markup), tuple(styles))


def assert_conserved(raw: list[RawPage] | tuple[RawPage, ...], reading: Reading) -> None:
    """Each printed character of the raw blocks once in the reading, and none twice."""
    blocks = [b for article in reading.articles for b in article.blocks] + reading.furniture
    for number, page in enumerate(raw):
        marked = {n for start, end in page.markup for n in range(start, end)}
        wanted = sorted(
            n for b in page.blocks for start, end in b.pieces for n in range(start, end)
            if not page.text[n].isspace() and n not in marked
        )  # fmt: skip
        held = sorted(
            n for b in blocks for p in b.pieces if p.page == number for n in range(p.start, p.end)
            if not page.text[n].isspace() and n not in marked
        )  # fmt: skip
        assert held == wanted


def assert_sound(reading: Reading) -> None:
    """Roles, kinds, links and flags are of the contract; acts name blocks and articles that exist."""
    for article in reading.articles:
        assert article.kind in KINDS and article.blocks
        assert all(b.role in ROLES and b.pieces and b.reason for b in article.blocks)
        for other in (article.continues_from, article.continues_to):
            assert other is None or 0 <= other < len(reading.articles)
    for flag in reading.flags:
        assert flag.code in wording.TITLES and flag.answers
        assert wording.flag_reason(flag.code, flag.params) != wording.flag_title(flag.code)
        assert "{" not in wording.flag_reason(flag.code, flag.params).replace(str(flag.params), "") or "{" in str(
            flag.params
        )
        for answer in flag.answers:
            assert answer.code in wording.ANSWERS
            for verb, *arguments in answer.acts:
                assert verb in VERBS
                _assert_there(reading, arguments)


def _assert_there(reading: Reading, arguments: list[object]) -> None:
    for argument in arguments:
        if isinstance(argument, dict) and "block" in argument:
            article, block = argument["block"]
            blocks = reading.furniture if article < 0 else reading.articles[article].blocks
            assert 0 <= block < len(blocks)
        elif isinstance(argument, dict) and "article" in argument:
            assert 0 <= argument["article"] < len(reading.articles)


@pytest.mark.timeout(36_000 if os.environ.get("PRESSMARK_DEEP") else 120)
@given(pages())
def test_any_pages_are_conserved(raw: list[RawPage]) -> None:
    reading = read_issue(raw)
    assert_conserved(raw, reading)
    assert_sound(reading)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_file_is_conserved(path: Path) -> None:
    raw = read_text(path.read_text(encoding="utf-8")).pages
    reading = read_issue(raw)
    assert_conserved(raw, reading)
    assert_sound(reading)

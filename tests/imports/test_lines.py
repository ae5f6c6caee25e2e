"""The line reader: blocks, markup and pages, and above all that each printed character is kept exactly once."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.domain.places import sample_issues
from reader.domain.reading import RawPage
from reader.domain.text import is_visible
from reader.imports.lines import is_marked, read_text


def printed(page: RawPage) -> list[tuple[str, list[str]]]:
    """Form and printed lines of each block, markup left out."""
    hidden = _hidden(page)
    return [
        (b.form, ["".join(page.text[i] for i in range(s, e) if i not in hidden) for s, e in b.pieces])
        for b in page.blocks
    ]


def _hidden(page: RawPage) -> set[int]:
    return {i for s, e in page.markup for i in range(s, e)}


def blocks(text: str, marked: bool | None = True) -> list[tuple[str, list[str]]]:
    return [block for page in read_text(text, marked).pages for block in printed(page)]


def check_kept(text: str, marked: bool | None) -> None:
    """Conservation: page texts make up the text; visible characters are markup or in exactly one piece."""
    pages = read_text(text, marked).pages
    assert "".join(page.text for page in pages) == text
    for page in pages:
        hidden, covered = _hidden(page), [0] * len(page.text)
        last = 0
        for block in page.blocks:
            assert block.pieces
            for start, end in block.pieces:
                assert last <= start < end <= len(page.text)
                last = end
                assert not page.text[start].isspace() and not page.text[end - 1].isspace()
                for i in range(start, end):
                    covered[i] += 1
        for i, char in enumerate(page.text):
            assert covered[i] == 1 or i in hidden or (covered[i] == 0 and not is_visible(char)), (i, char)
        for low, high in page.markup:
            assert 0 <= low < high <= len(page.text)
        for low, high, _name in page.styles:
            assert 0 <= low <= high <= len(page.text)


SIGNS = [
    "*", "**", "***", "_", "__", "~~", "==", "#", "# ", "## ", "\n", "\n\n", "\n---\n", "***\n", "- ",
    "* ", "1. ", "2. ",
    "> ", "|", "|---|\n", "![", "](", ")", "[", "]", "<table>", "<tr>", "<td>", "</td>", "</table>",
    "<br>", "<b>", "</b>",
    "<!-- ", " -->", "```\n", "~~~", "\\", "&amp;", "&nbsp;", "\f", "　　", " ", "\t", "第02版：要闻\n",
    "第三版", "Page 3\n",
    "{12}------\n", "2024-06-08", "title: x\n", "---\n", "=====\n", "甲乙", "丙。", "word", "𠮷",
    "\u200b", "\ufeff", "\u2028",
    "\x0b", "\xa0", "<h2>", "</h2>", "(上接第一版)", "date: 1934\n", "\x00", "\u0301", "-", "--", "{1}",
    "3", ".",
]  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join), st.sampled_from([True, False, None]))
@example("---\ntitle: x\n---\n甲", None)
@example("甲\n---\n\n# \n", True)
@example("<table><tr><td>甲</td>", True)
@example("```\n# x\n", True)
@example("a | b\n|---|\n\f|c|", True)
@example("**<b>**甲</b>", True)
@example("- ![](x)\n- \n* ", True)
def test_nasty_texts_are_kept(text: str, marked: bool | None) -> None:
    check_kept(text, marked)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120), st.booleans())
def test_any_text_is_kept(text: str, marked: bool) -> None:
    check_kept(text, marked)
    assert read_text(text, marked) == read_text(text, marked)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([s for s in SIGNS if not re.search(r"[<\[&:]|\]|---|Page|\{", s)]), max_size=40).map(
        "".join
    )
)
def test_words_are_never_markup(text: str) -> None:
    """Without tags, links, entities and front matter no letter and no Chinese character is taken for markup."""
    for page in read_text(text, True).pages:
        for start, end in page.markup:
            assert not re.search(r"[^\W_\d]", page.text[start:end])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["甲乙", "丙。", "word", "*", "#", " ", "\n", "　　", "1. ", "- ", "_"]), max_size=30).map(
        "".join
    )
)
def test_plain_text_has_no_markup(text: str) -> None:
    for page in read_text(text, False).pages:
        assert not page.styles
        for start, end in page.markup:
            assert set(page.text[start:end]) <= set("*_-=#")
            assert page.text[start:end].strip("*_-=") == ""


@pytest.mark.parametrize("path", sorted(Path(sample_issues()).iterdir()), ids=lambda p: p.name)
def test_sample_issues_are_kept(path: Path) -> None:
    check_kept(path.read_text(encoding="utf-8"), None)


def test_headings_and_emphasis() -> None:
    page = read_text("# 加强 巡查 #\n\n**粗体:**一是。*斜*与_x_\n\nTitle\n=====\n\nSub\n----\n\n##题\n", True).pages[0]
    assert printed(page) == [
        ("heading", ["加强 巡查"]), ("paragraph", ["粗体:一是。斜与_x_"]), ("heading", ["Title"]),
        ("heading", ["Sub"]),
        ("heading", ["题"]),
    ]  # fmt: skip
    assert [(page.text[a:b], name) for a, b, name in page.styles] == [("粗体:", "bold"), ("斜", "italic")]
    assert [b.level for b in page.blocks] == [1, 0, 1, 2, 2]


def test_emphasis_over_lines_and_stray_signs() -> None:
    assert blocks("**one\ntwo** three\n\na * b, 3*4*5, x_y_z, **open, \\*kept\\*") == [
        ("paragraph", ["one", "two three"]),
        ("paragraph", ["a * b, 3*4*5, x_y_z, **open, *kept*"]),
    ]


def test_lists() -> None:
    assert blocks("- one\n- two\n  goes on\n\n1. a\n2. b\n\n3. Mai war\n\n* note\n\nx\n\n* p\n* q") == [
        ("list_item", ["one"]), ("list_item", ["two", "goes on"]), ("list_item", ["1. a"]),
        ("list_item", ["2. b"]),
        ("list_item", ["3. Mai war"]), ("paragraph", ["* note"]), ("paragraph", ["x"]), ("list_item", ["p"]),
        ("list_item", ["q"]),
    ]  # fmt: skip
    assert blocks("am\n12. Mai\n- und") == [("paragraph", ["am", "12. Mai", "- und"])]


def test_tables() -> None:
    assert blocks("| 甲 | **乙** |\n|:--|--:|\n| 1 | 2 |\n\na | b is text") == [
        ("table", ["甲 | 乙", "1 | 2"]),
        ("paragraph", ["a | b is text"]),
    ]
    text = "头 <table border=1><tr><td>甲</td><td>乙<br/>丙</td></tr>\n<tr><td>1&nbsp;</td></tr></table> 尾"
    assert blocks(text) == [("paragraph", ["头"]), ("table", ["甲", "乙", "丙", "1"]), ("paragraph", ["尾"])]


def test_images() -> None:
    page = read_text("![图](images/a(1).jpg)\n图为渡口。摄\n\n文![](b.png)\n\n前![c](c.png)后", True).pages[0]
    assert printed(page) == [
        ("image", ["图"]), ("paragraph", ["图为渡口。摄"]), ("paragraph", ["文"]), ("image", [""]),
        ("paragraph", ["前c后"]),
    ]  # fmt: skip
    start, end = page.blocks[0].pieces[0]
    assert page.text[start:end] == "![图](images/a(1).jpg)"


def test_links_hide_no_printed_words() -> None:
    assert blocks("[本报讯](记者 张三) see [this](https://a.b/c)") == [("paragraph", ["[本报讯](记者 张三) see this"])]


def test_quotes_code_comments() -> None:
    assert blocks("> a\n> b\n>\n> c\n\n```\n# x **y**\n```\n<!-- hidden\nnote -->\n```open") == [
        ("quote", ["a", "b"]), ("quote", ["c"]), ("paragraph", ["# x **y**"]), ("paragraph", ["```open"]),
    ]  # fmt: skip


def test_entities_and_tags() -> None:
    assert blocks("A&amp;B&nbsp; <b>c</b><br>d <sup>2</sup> 5<6") == [("paragraph", ["A&B c", "d 2 5<6"])]


def test_front_matter() -> None:
    read = read_text("---\nnewspaper: 北垣新報\n日期: '1987-10-05'\n档号: A-1\ntags:\n  - x\n  - y\n---\n\n正文\n")
    assert read.front == {"newspaper": "北垣新報", "date": "1987-10-05", "shelfmark": "A-1", "tags": "x, y"}
    assert printed(read.pages[0]) == [("paragraph", ["正文"])]
    assert read.marked


@pytest.mark.parametrize(
    "text",
    ["---\n记者：张辉\n---\n正文", "---\n本报讯 今天\n---\nx", "---\ntitle: x\n没有结束", "---\n- a\n---\n"],
)
def test_not_front_matter(text: str) -> None:
    read = read_text(text)
    assert not read.front
    check_kept(text, None)
    shown = "".join("".join(lines) for page in read.pages for _form, lines in printed(page))
    assert "".join(shown.split()) == re.sub(r"-{3}|\s", "", text) or "- a" in text


def labels(text: str, marked: bool | None = None) -> list[tuple[str | None, str | None]]:
    return [(page.label.value if page.label else None, page.name) for page in read_text(text, marked).pages]


LONG = "渡口的灯还亮着，老街坊都来了。" * 40


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"报头\n\n第A01版：要闻\n\n{LONG}\n\n---\n\n第A02版：城事\n\n{LONG}", [("A01", "要闻"), ("A02",
        "城事")]),
        (f"【第一版】\n\n{LONG}\n\n***\n\n【第二版】　地方・副刊\n\n{LONG}", [("一", None), ("二",
        "地方・副刊")]),
        (f"{LONG}\n\n---\n\n{LONG}\n\n---\n\n", [(None, None), (None, None)]),
        (f"{LONG}\n\n{{1}}---------\n\n{LONG}", [(None, None), (None, None)]),
        (f"{LONG}\f{LONG}\f", [(None, None), (None, None)]),
        (f"<!-- page 3 -->\n{LONG}\n<!-- PageBreak -->\n{LONG}", [("3", None), (None, None)]),
        (f"第01版\n{LONG}\n---\n{LONG}\n第02版\n{LONG}", [("01", None), ("02", None)]),
        (f"{LONG}\n\n第1版\n\n{LONG}\n\n第2版", [("1", None), ("2", None)]),
        (f"{LONG}\n\nPAGE TWO   THE COURIER   DEC. 17, 1934\n\n{LONG}", [(None, None), ("2", None)]),
        (f"{LONG}\n\nTHE COURIER, DECEMBER 17, 1934       3\n\n{LONG}", [(None, None), ("3", None)]),
        (f"Seite 1\n\n{LONG}\n\n---\n\nDer Uferbote. Seite 2\n\n{LONG}", [("1", None), ("2", None)]),
        (f"{LONG}\n\n---\n\n04 副刊·芦花\n\n{LONG}", [(None, None), ("04", "副刊·芦花")]),
        (f"# 第05版：要闻\n\n{LONG}\n\n**第06版**\n\n{LONG}", [("05", "要闻"), ("06", None)]),
        (f"--- Page 6 ---\n{LONG}\n--- Page 7 ---\n{LONG}", [("6", None), ("7", None)]),
    ],
)  # fmt: skip
def test_pages(text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    assert labels(text, True) == wanted
    check_kept(text, True)


@pytest.mark.parametrize(
    "line",
    [
        "(上接第一版)审议通过了《许昌市实施方案(2023年1月1日)》", "（下转第三版）", "今日4版",
        "(Continued on Page 3)", "第三版的报道说。",
        "2023年10月19日，第三版刊登了更正。", "Continued from Page 1, Dec. 16, 1934", "3", "See page 4",
        "* * *x",
    ],
)  # fmt: skip
def test_no_page_line(line: str) -> None:
    assert labels(f"{LONG}\n\n{line}\n\n{LONG}", True) == [(None, None)]


@pytest.mark.parametrize("line", ["15 岁少年获奖", "Page 3 of the report", "see also page 4", "12版本更新"])
def test_no_page_line_after_a_break(line: str) -> None:
    assert labels(f"{line}\n\n{LONG}\n\n---\n\n{line}\n\n{LONG}", True) == [(None, None)] * 2


def test_a_rule_between_articles_is_no_page_where_pages_are_marked() -> None:
    text = f"第01版\n\n{LONG}\n\n---\n\n{LONG}"
    assert [b[0] for b in blocks(text)] == ["page_mark", "paragraph", "rule", "paragraph"]


def test_plain_text_paragraphs() -> None:
    text = "末班夜渡\n本报记者 沈渡舟\n　　夜里十一点四十分,南埠码头的铁栅门没有\n像往常那样关上。\n　　“不收钱。”\n"
    assert blocks(text, None) == [
        ("paragraph", ["末班夜渡"]), ("paragraph", ["本报记者 沈渡舟"]),
        ("paragraph", ["夜里十一点四十分,南埠码头的铁栅门没有", "像往常那样关上。"]),
        ("paragraph", ["“不收钱。”"]),
    ]  # fmt: skip


def test_unwrapped_lines_are_paragraphs() -> None:
    assert blocks(f"{LONG}\n{LONG}\n短行\n", False) == [("paragraph", [LONG])] * 2 + [("paragraph", ["短行"])]


def test_latin_indents_and_centred_heads() -> None:
    text = (
        "        A CAKE FOR PEOPLE\n            WHO COME\n\n  The gale which parted their aerial on\nthe first night blew.\n"
        "  “No,” he said, and then he said it once\nmore.\n"
    )
    assert blocks(text, None) == [
        ("paragraph", ["A CAKE FOR PEOPLE", "WHO COME"]),
        ("paragraph", ["The gale which parted their aerial on", "the first night blew."]),
        ("paragraph", ["“No,” he said, and then he said it once", "more."]),
    ]


def test_signs_in_running_text_are_text() -> None:
    text = "a lone * and # here\n* 注：一个星\n# 3 号\n1. 第一\n- dash"
    assert not is_marked(text)
    assert " ".join(" ".join(lines) for _form, lines in blocks(text, None)) == text.replace("\n", " ")


def test_bold_run_in_heads_of_a_sample() -> None:
    path = next(p for p in Path(sample_issues()).iterdir() if p.name.startswith("晚汀日报"))
    pages = read_text(path.read_text(encoding="utf-8")).pages
    bold = [page.text[a:b] for page in pages for a, b, name in page.styles if name == "bold"]
    assert bold == ["查得清。", "看得见。", "管得住。"]


UNITS = [
    "*", "**", "* ", "**a", "_a", "a*", "[", "![", "![](", "[a](", "<", "<b>", "<table>", "<table",
    "</table>", "<!--", "&", "&amp;",
    "\\", "|", "|\n", "|a\n", "a|\n", "|-|\n", "- \n", "- a\n", "1. a\n", "> ", "> a\n", "#", "# \n",
    "## a\n", "```\n", "~~~a\n",
    "-", "---\n", "=\n", "a\n===\n", " ", "\t", "　", "\n", "\f", "\u200b", "{1}--", "第", "第1版\n",
    "第1版：", "2024-06-08 ",
    "Page 1\n", "a", "甲", "1", "<br>", "key: v\n", "---\nkey: v\n", "<a ", "<h1>a\n", "==a", "(",
    "a\n\n", "  a\n", "　a\n",
]  # fmt: skip


def _time(unit: str, size: int, marked: bool) -> float:
    text = unit * (size // len(unit))
    start = time.process_time()
    read_text(text, marked)
    return time.process_time() - start


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("marked", [True, False])
def test_linear(unit: str, marked: bool) -> None:
    """Time grows with the text, whatever sign is repeated: four times the text takes no more than ten times."""
    assert _time(unit, 48_000, marked) < max(3.0, _time(unit, 12_000, marked) * 12)


@pytest.mark.deep
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("marked", [True, False])
def test_linear_to_200k(unit: str, marked: bool) -> None:
    assert _time(unit, 200_000, marked) < max(6.0, _time(unit, 50_000, marked) * 12)


def test_a_long_file_reads_at_once() -> None:
    text = (f"# 标题\n\n**粗体:**{LONG[:150]}\n\n" * 1800)[:300_000]
    start = time.process_time()
    read_text(text)
    assert time.process_time() - start < 10

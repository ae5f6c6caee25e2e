"""Markdown and CSV of chosen articles: golden files, and text that reads back as it was."""

from __future__ import annotations

import csv
import importlib.metadata
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli import main
from reader.domain import cells
from reader.domain.errors import UsageError
from reader.domain.words import set_language
from reader.exports import formats, markdown, table
from reader.exports.columns import columns
from reader.exports.escaping import escape, marked
from reader.exports.selection import Options, Selection, chosen
from reader.imports.lines import read_text
from tests.exports import made
from tests.exports.samples import BRIEF, FERRY, article, block, highlight

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
BOTH = Selection(chosen((FERRY, BRIEF)), "轮渡 #1", colours={"yellow": "Evidence"})


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def check_golden(made: Path, name: str) -> None:
    """Compare with the golden file; PRESSMARK_GOLDEN=1 writes it anew."""
    golden = GOLDEN / name
    if os.environ.get("PRESSMARK_GOLDEN"):
        golden.write_bytes(made.read_bytes())
    assert made.read_bytes() == golden.read_bytes()


@pytest.mark.parametrize(("name", "golden"), [("markdown", "articles.md"), ("text", "articles.txt"), ("csv", "articles.csv")])
def test_golden(tmp_path: Path, name: str, golden: str) -> None:
    done: list[int] = []
    formats.find_format(name).write(BOTH, tmp_path / "out.any", done.append)
    assert done == [1, 2]
    check_golden(tmp_path / "out.any", golden)


def test_options_leave_out(tmp_path: Path) -> None:
    bare = Selection(chosen((FERRY,)), options=Options(notes=False, comments=False))
    markdown.write(bare, tmp_path / "a.md")
    table.write(bare, tmp_path / "a.csv")
    for name in ("a.md", "a.csv"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "备注" not in text and "主题句" not in text and "不收钱" in text


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_table_rows(tmp_path: Path) -> None:
    table.write(BOTH, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfnewspaper,")
    rows = read_rows(tmp_path / "a.csv")
    assert [row["quote"] for row in rows] == ["不收钱,留个念想。", "念想。”他说", "船到江中", "渡口不见了", ""]
    assert list(rows[0]) == [column.name for column in columns(BOTH)]
    assert rows[0]["colour"] == "Evidence" and rows[1]["colour"] == "blue"
    assert rows[2]["words_now"] == "船到江心" and rows[2]["highlight_tags"] == "轮渡\n泠江"
    assert rows[4]["source"] == "晚汀日报-2024-06-08.md" and rows[4]["source_sha256"] == ""


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'=", "''+"])
def test_formulas_are_guarded(tmp_path: Path, sign: str) -> None:
    nasty = article(block(1, "x"), highlights=(highlight(1, f"{sign}1+1"),), note=f"{sign}cmd|' /C calc'!A0")
    table.write(Selection(chosen((nasty,))), tmp_path / "a.csv")
    row = read_rows(tmp_path / "a.csv")[0]
    assert row["quote"].startswith("'") and cells.unguard(row["quote"]) == f"{sign}1+1"
    assert row["note"].startswith("'")
    table.write(Selection(chosen((nasty,)), options=Options(raw_cells=True)), tmp_path / "raw.csv")
    assert read_rows(tmp_path / "raw.csv")[0]["quote"] == f"{sign}1+1"


@given(st.text(alphabet="'=+-@\t\r\n＝甲a,\"", max_size=8))
def test_guard_is_undone(cell: str) -> None:
    assert cells.unguard(cells.guard(cell)) == cell
    assert not cells.guard(cell).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


NASTY = st.text(
    st.sampled_from("*_`[]<>|~=#&;\\-+.:(){}!'\"0123456789 \n\t　甲乙。wordbrtable&mp;nbsp/第版Page�𠮷"), max_size=40
)


def printed(text: str) -> list[str]:
    """The printed lines of Markdown as our own importer reads it, a string a block."""
    found = []
    for page in read_text(text, True).pages:
        hidden = {i for low, high in page.markup for i in range(low, high)}
        for one in page.blocks:
            found.append(" ".join("".join(page.text[i] for i in range(*p) if i not in hidden) for p in one.pieces))
    return found


@given(NASTY)
def test_escaped_text_reads_back(text: str) -> None:
    wanted = " ".join(text.split())
    assert printed(f"before\n\n{escape(text)}\n\nafter") == ["before", *([wanted] if wanted else []), "after"]


@given(NASTY, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3))
def test_marked_text_reads_back(text: str, ends: list[tuple[int, int]]) -> None:
    stretches = [(min(pair), max(pair)) for pair in ends if max(pair) <= len(text)]
    shown = printed(f"before\n\n{marked(text, stretches)}\n\nafter")
    assert " ".join(" ".join(shown).split()) == " ".join(f"before {text} after".split())


@given(st.lists(NASTY.filter(str.strip), min_size=1, max_size=4))
def test_article_reads_back(texts: list[str]) -> None:
    blocks = [block(number, " ".join(text.split())) for number, text in enumerate(texts, start=1)]
    parts = markdown.article_parts(article(*blocks), Selection(()))
    shown = printed("\n\n".join(parts))
    assert shown[-len(blocks) :] == [one.text for one in blocks]


def test_highlights_are_marked() -> None:
    parts = list(markdown.article_parts(FERRY, BOTH))
    text = next(part for part in parts if "不收钱" in part)
    assert text.startswith("“==不收钱,留个念想。”他说==。")
    page = read_text("\n\n".join(parts), True).pages[0]
    assert [page.text[a:b] for a, b, name in page.styles if name == "marked"] == ["不收钱,留个念想。”他说", "船到江心"]


def test_formats() -> None:
    known = formats.every_format()
    names = [one.name for one in known]
    assert names[0] == "markdown" and {"csv", "json"} <= set(names) and len(set(names)) == len(names)
    assert {one.kind for one in known} <= {"file", "folder"}
    assert all(one.extension.startswith(".") for one in known if one.kind == "file")
    with pytest.raises(UsageError, match="markdown, "):
        formats.find_format("papyrus")


def test_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        def __init__(self, name: str, value: object) -> None:
            self.name, self.value = name, value

        def load(self) -> object:
            if isinstance(self.value, Exception):
                raise self.value
            return self.value

    mine = formats.Format("mine", "Mine", ".mine", "file", markdown.write)
    again = formats.Format("csv", "Other", ".x", "file", markdown.write)
    entries = [Entry("broken", ImportError("no")), Entry("none", 3), Entry("mine", mine), Entry("again", again)]
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: entries)
    names = [(one.name, one.extension) for one in formats.every_format.__wrapped__()]
    assert ("mine", ".mine") in names and ("csv", ".csv") in names and ("csv", ".x") not in names


PLUGIN = '''
"""Writes the headlines, a line each."""
from reader.exports.atomic import write_text
from reader.exports.formats import Format
from reader.exports.selection import headline

def write(selection, out, tick):
    lines = []
    for number, article in enumerate(selection.articles, start=1):
        lines.append(headline(article))
        tick(number)
    write_text(out, "\\n".join(lines) + "\\n")

FORMAT = Format("headlines", "Headlines", ".lst", "file", write)
'''


def test_an_installed_plugin_adds_a_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A package as an installer lays it down: one module with a FORMAT, named in `entry_points.txt`."""
    site = tmp_path / "site"
    told = site / "headlines_format-1.0.dist-info"
    told.mkdir(parents=True)
    (site / "headlines_format.py").write_text(PLUGIN, encoding="utf-8")
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: headlines-format\nVersion: 1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text("[pressmark.exports]\nheadlines = headlines_format:FORMAT\n", encoding="utf-8")
    with made.library(tmp_path) as session:
        path = str(session.library.path)
    monkeypatch.syspath_prepend(site)
    formats.every_format.cache_clear()
    try:
        assert main(["--library", path, "export", "--list"]) == 0
        assert "headlines  Headlines" in capsys.readouterr().out
        assert main(["--library", path, "export", "--format", "headlines", "-o", str(tmp_path / "out.lst")]) == 0
        assert "The Last Ferry" in (tmp_path / "out.lst").read_text(encoding="utf-8").splitlines()
    finally:
        formats.every_format.cache_clear()

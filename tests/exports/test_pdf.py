"""PDF: what pdftotext reads is what was printed, rare characters too; fonts, notes in the margin, outline, lines."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from pathlib import Path
from unicodedata import bidirectional, combining

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.errors import ReaderError
from reader.domain.text import is_visible
from reader.domain.words import set_language
from reader.exports import font_files, pdf_file
from reader.exports.pdf_layout import Cell, Ink, break_lines
from reader.exports.selection import Options, Selection, chosen
from tests.exports.samples import article, block, highlight
from tests.exports.test_exports import check_golden
from tests.exports.test_finding_aid import COLOURS, PALETTE, selection

pytestmark = pytest.mark.skipif(
    not shutil.which("pdftotext") or font_files.first_of(font_files.SERIF + font_files.SANS) is None,
    reason="needs poppler and a Chinese font",
)


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def written(made: Selection, path: Path) -> Path:
    pdf_file.write(made, path)
    return path


def text_of(path: Path, *how: str) -> str:
    return subprocess.run(["pdftotext", *how, path, "-"], capture_output=True, check=True).stdout.decode()


def solid(text: str) -> str:
    """The text without white space and page marks."""
    return "".join(text.split())


def plain(*texts: str, **options: object) -> Selection:
    """An article of these paragraphs alone."""
    blocks = [block(n, text) for n, text in enumerate(texts, start=1)]
    return Selection(chosen((article(*blocks),)), "", Options(**options), COLOURS, PALETTE)  # type: ignore[arg-type]


RARE = "𠮷野家的𠮷字与𪚥、㐂、〇、一二口日月入人方车见风龙齐、﨑神、①Ⅷ½²、——……“引号”‘内’《书名》（括号）"
LONG = "缇江轮渡始于清末的摆渡木船，上世纪五十年代改为机动客轮，最忙时七条航线、十九艘船，一天要送六万人过江。后来第一座大桥通了，第二座也通了，去年冬天，过江地铁在南埠设站，下楼走到站台只要四分钟。" * 6


def test_text_equals_the_source(tmp_path: Path) -> None:
    latin = "The seven men of the lightship “Perseverance”, who had not been heard from, came ashore at four o’clock. " * 5
    path = written(plain(RARE, LONG, latin), tmp_path / "a.pdf")
    for how in ((), ("-raw",)):
        shown = text_of(path, *how)
        assert solid(RARE) in solid(shown)
        assert solid(latin) in solid(shown)
        assert not re.search("[\u2e80-\u2fdf]", shown)
    pages = re.sub(r"\n\d+\n|\f", "", text_of(path, "-raw"))
    assert solid(LONG) in solid(pages)
    assert "seven men of the lightship" in " ".join(text_of(path).split())


def test_golden(tmp_path: Path) -> None:
    # Where lines and pages end depends on the fonts at hand; what is said does not.
    lines = text_of(written(selection(group="tag"), tmp_path / "a.pdf"), "-raw").replace("\f", "").split("\n")
    said = solid("".join(line for line in lines if not line.strip().isdigit()))
    (tmp_path / "a.txt").write_text(said.replace("Highlight:", "\nHighlight:") + "\n", encoding="utf-8")
    check_golden(tmp_path / "a.txt", "articles.pdf.txt")


def test_everything_said_is_found(tmp_path: Path) -> None:
    shown = solid(text_of(written(selection(group="tag"), tmp_path / "a.pdf"), "-raw"))
    for words in ("渡口", "末班夜渡灯亮到最后一个人上岸", "七趟加开船", "不收钱,留个念想。", "主题句", "=HYPERLINK", "见<b>公告</b>", "K-7", "b-4[1,10)", "船到江中", "档案"):
        assert words in shown, words
    info = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True, check=True).stdout.decode()
    assert "渡口" in info and "A4" in info


def test_hostile_strings_come_back(tmp_path: Path) -> None:
    from reader.exports.harmless import Harmless
    from tests.exports.hostile import strings

    clean = Harmless()
    texts = [text for text in map(clean, strings()) if any(map(is_visible, text)) and len(text) < 290]
    kept = [text for text in texts if not _beyond(text)]
    assert len(kept) >= 480
    shown = solid(text_of(written(plain(*kept), tmp_path / "a.pdf"), "-raw"))
    missing = [text for text in kept if solid("".join(filter(is_visible, text))) not in "".join(filter(is_visible, shown))]
    assert missing == []


def _beyond(text: str) -> bool:
    """What is written from right to left or put together of several characters: a PDF has it as it is drawn."""
    return any(bidirectional(char) in {"R", "AL"} or combining(char) for char in text)


def test_hebrew_is_read_in_its_order(tmp_path: Path) -> None:
    assert "שלום" in text_of(written(plain("שלום עולם 12 abc"), tmp_path / "a.pdf"))


def test_a_missing_character_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_files, "having", lambda char: iter(()))
    shown = text_of(written(plain("甲\U000f0000乙"), tmp_path / "a.pdf"))
    assert "U+F0000 × 1" in shown and "甲\U000f0000乙" in shown


def test_no_font_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_files, "first_of", lambda names: None)
    with pytest.raises(ReaderError, match="no Chinese font"):
        pdf_file.write(plain("甲"), tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_only_the_glyphs_used_are_embedded(tmp_path: Path) -> None:
    assert written(plain("甲"), tmp_path / "a.pdf").stat().st_size < 60_000


def test_long_notes_go_on_in_the_next_margin(tmp_path: Path) -> None:
    comment = "评注很长，" * 700
    one = article(block(1, "甲乙丙丁。"), highlights=(highlight(1, "乙丙", (1, 1, 3), comment=comment + "完。"),))
    path = written(Selection(chosen((one,)), "", Options(), COLOURS, PALETTE), tmp_path / "a.pdf")
    shown = solid(text_of(path, "-raw"))
    assert shown.count("评注很长，") >= 690 and "完。" in shown


CELLS = st.text(st.sampled_from("甲乙丙，。、《》“”（）——……abc de-fg/h 1949\n"), max_size=80)


@given(CELLS, st.integers(30, 120))
def test_lines_break_where_they_may(text: str, width: int) -> None:
    cells = [Cell(char, "f", 0 if char == "\n" else 5 if char.isascii() else 10, Ink()) for char in text]
    lines = list(break_lines(cells, width, 20))
    assert "".join(cell.char for line in lines for cell in line.cells) == text.replace("\n", "")
    for line, after in itertools.pairwise(lines):
        assert line.natural <= width or len([c for c in line.cells if not c.char.isspace()]) <= 1
        first = after.cells[0].char if after.cells else ""
        if not line.last and first and first in "，。、》”）" and len(line.cells) > 1:
            # Only where a line has nothing but what may not stand alone.
            assert all(cell.char in "，。、《》“”（）——……abcdefgh-/1949 " for cell in line.cells[1:])

"""CSV and XLSX: all evidence of a passage, cells that stay text, read back by other programs."""

from __future__ import annotations

import csv
import datetime
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from reader.domain.cells import unguard
from reader.domain.views import Chip, TagView
from reader.domain.words import set_language
from reader.exports import table, workbook
from reader.exports.columns import columns
from reader.exports.markup import valid
from reader.exports.selection import Options, Selection, chosen
from tests.exports import made, office
from tests.exports.samples import BRIEF, FERRY, article, block, highlight
from tests.exports.test_exports import check_golden
from tests.exports.unpacking import unpacked

TAGS = (
    TagView(4, "t-4", "社会", (), "", "", None, 0, 0),
    TagView(3, "t-3", "泠江", (), "", "", 4, 0, 0),
    TagView(2, "t-2", "轮渡", (), "", "", 3, 0, 0),
    TagView(1, "t-1", "口述", (), "", "", None, 0, 0),
)
BOTH = Selection(chosen((FERRY, BRIEF)), "轮渡 #1", colours={"yellow": "Evidence"}, vocabulary=TAGS, provenance=made.MADE)


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def rows_of(path: Path) -> list[dict[str, object]]:
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cells_of(path: Path, sheet: int = 0) -> list[dict[str, object]]:
    """The rows of a sheet as openpyxl reads them; a cell that is a formula is an error."""
    book = openpyxl.load_workbook(path)
    head, *rows = list(book.worksheets[sheet].iter_rows())
    assert not [cell for row in rows for cell in row if cell.data_type == "f" or cell.hyperlink]
    return [{str(h.value): cell.value for h, cell in zip(head, row, strict=True)} for row in rows]


def test_rows_of_both_say_the_same(tmp_path: Path) -> None:
    table.write(BOTH, tmp_path / "a.csv")
    workbook.write(BOTH, tmp_path / "a.xlsx")
    plain, typed = rows_of(tmp_path / "a.csv"), cells_of(tmp_path / "a.xlsx")
    assert len(plain) == len(typed) == 5 and list(plain[0]) == list(typed[0]) == [c.name for c in columns(BOTH)]
    for one, other in zip(plain, typed, strict=True):
        for name in one:
            if name not in {"date", "created", "position"}:
                assert unguard(str(one[name])) == (other[name] or ""), name
    assert typed[0]["date"] == datetime.datetime(2024, 6, 8) and typed[0]["position"] == 1
    assert typed[0]["created"] == datetime.datetime(2026, 11, 23, 10)
    assert plain[0]["date"] == "2024-06-08" and plain[0]["shelfmark"] == "K-7"


def test_golden_workbook(tmp_path: Path) -> None:
    workbook.write(BOTH, tmp_path / "a.xlsx")
    (tmp_path / "a.txt").write_bytes(unpacked(tmp_path / "a.xlsx"))
    check_golden(tmp_path / "a.txt", "articles.xlsx.txt")


def test_a_column_for_each_level_of_tags(tmp_path: Path) -> None:
    table.write(BOTH, tmp_path / "a.csv")
    found = rows_of(tmp_path / "a.csv")
    levels = ["tag_level_1", "tag_level_2", "tag_level_3"]
    assert [found[2][name] for name in levels] == ["社会\n社会", "泠江\n泠江", "轮渡"]
    assert [found[0][name] for name in levels] == ["口述", "", ""]
    assert [found[4][name] for name in levels] == ["", "", ""]


@pytest.mark.parametrize("date", ["1899-12-31", "1900-02-28", "1934-06", "1934", "2024-02-30", ""])
def test_dates_a_spreadsheet_cannot_count_stay_text(tmp_path: Path, date: str) -> None:
    one = replace(FERRY, issue=replace(FERRY.issue, date=date or None))
    workbook.write(Selection(chosen((one,))), tmp_path / "a.xlsx")
    assert cells_of(tmp_path / "a.xlsx")[0]["date"] == (date or None)


def test_long_cells_are_noticed_and_cut_between_characters(tmp_path: Path) -> None:
    long = "𠮷" * 20_000
    one = article(block(1, "x"), note="字" * 32_767, highlights=(highlight(1, "x", (1, 0, 1), comment=long),))
    selection = Selection(chosen((one,)))
    workbook.write(selection, tmp_path / "a.xlsx")
    row = cells_of(tmp_path / "a.xlsx")[0]
    assert row["comment"] == "𠮷" * 16_383 + "…" and row["note"] == "字" * 32_767
    assert any("were cut: 1" in line for line in selection.notices.lines())
    assert any("were cut: 1" in str(row) for row in cells_of(tmp_path / "a.xlsx", 2))
    again = Selection(chosen((one,)))
    table.write(again, tmp_path / "a.csv")
    assert rows_of(tmp_path / "a.csv")[0]["comment"] == long
    assert again.notices.lines() == ["Cells longer than a spreadsheet takes (32,767 characters): 1. They are whole in this file."]


def test_a_full_sheet_begins_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 3)
    workbook.write(BOTH, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [sheet.max_row for sheet in book.worksheets[:2]] == [3, 3]
    assert sum(sheet.max_row - 1 for sheet in book.worksheets[:-2]) == 5


def test_hostile_strings_stay_text_in_csv(tmp_path: Path) -> None:
    selection, found = made.hostile_selection()
    table.write(selection, tmp_path / "a.csv")
    rows = rows_of(tmp_path / "a.csv")
    assert len(rows) == len(found)
    for row, text in zip(rows, found, strict=True):
        wanted = text.encode("utf-8", "replace").decode()
        assert unguard(str(row["comment"])) == wanted and unguard(str(row["quote"])) == wanted
        assert not str(row["comment"]).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_hostile_strings_stay_text_in_xlsx(tmp_path: Path) -> None:
    selection, found = made.hostile_selection()
    workbook.write(selection, tmp_path / "a.xlsx")
    rows = cells_of(tmp_path / "a.xlsx")
    assert len(rows) == len(found)
    for row, text in zip(rows, found, strict=True):
        assert unescape(str(row["comment"] or "")) == valid(text)


@pytest.mark.parametrize("words", ["_x000D_ _x0041_", "<r><t>甲</t></r>", "<r></r>", "<r>a & b</r>"])
def test_words_that_look_like_markup_of_a_workbook_stay_as_they_are(tmp_path: Path, words: str) -> None:
    one = article(block(1, "x"), highlights=(highlight(1, "x", (1, 0, 1), comment=words),))
    workbook.write(Selection(chosen((one,))), tmp_path / "a.xlsx")
    assert unescape(str(cells_of(tmp_path / "a.xlsx")[0]["comment"])) == words


def test_options_are_heeded(tmp_path: Path) -> None:
    bare = Selection(chosen((FERRY,)), options=Options(notes=False, comments=False, citation="apa"))
    workbook.write(bare, tmp_path / "a.xlsx")
    rows = cells_of(tmp_path / "a.xlsx")
    assert not any(row["note"] or row["comment"] for row in rows)
    assert str(rows[0]["reference"]).startswith("末班夜渡 灯亮到最后一个人上岸")


def test_evidence_of_a_real_library(tmp_path: Path) -> None:
    with made.library(tmp_path) as session:
        selection = made.everything(session)
        table.write(selection, tmp_path / "a.csv")
        texts = {r["uuid"]: r["text"] for r in selection.records() if r["entity"] == "source_text"}
    rows = [row for row in rows_of(tmp_path / "a.csv") if row["quote"]]
    assert len(rows) >= 4
    for row in rows:
        anchors = [line.split(" ") for line in str(row["anchors"]).split("\n")]
        words = "".join(texts[id][int(start) : int(end)] for id, start, end in anchors)
        assert "".join(words.split()) == "".join(unguard(str(row["quote"])).split())
        assert len(str(row["source_sha256"])) == len(str(row["text_sha256"])) == 64
        assert row["before"] or row["after"]


def test_chip_of_an_unknown_tag_stands_at_the_first_level(tmp_path: Path) -> None:
    one = article(block(1, "甲乙"), highlights=(highlight(1, "甲", (1, 0, 1), tags=(Chip(9, "无", ""),)),))
    table.write(Selection(chosen((one,))), tmp_path / "a.csv")
    assert rows_of(tmp_path / "a.csv")[0]["tag_level_1"] == "无"


@pytest.mark.skipif(not office.has_calc(), reason="LibreOffice Calc is not installed")
def test_libreoffice_reads_both_alike(tmp_path: Path) -> None:
    signs = ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "＝1", "007", "1e5", "2024-06-08", "http://example.org", "𠮷野家", "TRUE"]
    marks = tuple(highlight(n, sign, (1, 0, 1), comment=sign) for n, sign in enumerate(signs))
    one = Selection(chosen((article(block(1, "甲乙"), highlights=marks),)))
    table.write(one, tmp_path / "plain.csv")
    workbook.write(one, tmp_path / "typed.xlsx")
    office.convert([tmp_path / "typed.xlsx"], "xlsx", tmp_path / "profile", tmp_path / "out")
    office.convert([tmp_path / "plain.csv"], "xlsx", tmp_path / "profile", tmp_path / "out", office.CSV_UTF8)
    plain, typed = cells_of(tmp_path / "out" / "plain.xlsx"), cells_of(tmp_path / "out" / "typed.xlsx")
    assert [row["comment"] for row in typed] == signs, "text cells stay as they are"
    assert len(plain) == len(signs) and [str(row["comment"]) for row in plain][:6] == [f"'{sign}" for sign in signs[:6]]
    assert typed[0]["date"] == plain[0]["date"] == datetime.datetime(2024, 6, 8)

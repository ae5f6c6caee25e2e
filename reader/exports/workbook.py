"""XLSX: one row a highlight with typed cells, a sheet that says what the columns hold, and one about the export.

Text is always written as text: nothing becomes a formula, a link or a number. Dates are dates where all of them is
known and a spreadsheet can count it (from 1 March 1900 on; before that Excel and others disagree), else ISO text. Rows go
to disk as they come, so memory does not grow with them; what goes beyond a sheet's last row begins another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reader.domain.words import N_, _
from reader.exports.atomic import replacing
from reader.exports.columns import Cell, Column, Rows, columns
from reader.exports.formats import Format
from reader.exports.markup import REPLACED, valid
from reader.exports.selection import Selection, Tick, ignore
from reader.exports.table import LONGEST, units

ROWS = 1_048_576
"""The rows of a sheet, the header among them."""

_CUT = N_("Cells longer than a spreadsheet takes (32,767 characters) were cut: {count}. JSON has them whole.")
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FIRST_DAY = date(1900, 3, 1)
_WIDE = {"quote", "words", "printed", "before", "after", "comment", "note", "headline", "reference"}


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one workbook."""
    # Loaded here: no window needs it to open.
    import xlsxwriter  # type: ignore[import-untyped]

    with replacing(out) as file, xlsxwriter.Workbook(file, dict(_OPTIONS)) as book:
        made = _day(selection.provenance.made[:10]) or date(2000, 1, 1)
        book.set_properties({"title": valid(selection.title), "created": datetime(made.year, made.month, made.day)})
        sheets = _Sheets(book, selection)
        rows = Rows(selection)
        for number, entry in enumerate(selection.entries, start=1):
            for row in rows.of(entry):
                sheets.add(row)
            tick(number)
        sheets.explain()


class _Sheets:
    """The sheets of a workbook, a new one where one is full."""

    def __init__(self, book: Any, selection: Selection) -> None:
        self._book, self._selection = book, selection
        self._columns = columns(selection)
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._plain = book.add_format({"valign": "top"})
        self._dates = {
            "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"}),
        }
        self._count = 0
        self._begin()

    def _begin(self) -> None:
        self._count += 1
        name = _("Highlights")[:20]
        self._sheet = self._book.add_worksheet(name if self._count == 1 else f"{name} {self._count}")
        for number, column in enumerate(self._columns):
            self._sheet.set_column(number, number, 48 if column.name in _WIDE else 16)
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(self._columns):
            self._sheet.write_string(0, number, column.name, self._head)
        self._row = 1

    def add(self, row: Sequence[Cell]) -> None:
        """Write a row below the last."""
        if self._row >= ROWS:
            self._begin()
        for number, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
            if cell != "":
                self._cell(number, column, cell)
        self._row += 1

    def _cell(self, number: int, column: Column, cell: Cell) -> None:
        at = (self._row, number)
        if isinstance(cell, int):
            self._sheet.write_number(*at, cell, self._plain)
            return
        when = _day(cell) if column.kind == "date" else _instant(cell) if column.kind == "moment" else None
        if when is not None:
            self._sheet.write_datetime(*at, when, self._dates[column.kind])
            return
        words = self._held(cell)
        if words.startswith("<r>") and words.endswith("</r>"):
            # XlsxWriter takes such words for markup of its own; in two pieces they are words again.
            self._sheet.write_rich_string(*at, self._plain, words[0], words[1:], self._text)
        else:
            self._sheet.write_string(*at, words, self._text)

    def _held(self, cell: str) -> str:
        """A cell's words as a workbook can hold them: nothing XML forbids, not too long."""
        words = valid(cell)
        if words != cell:
            self._selection.notices.add(REPLACED)
        if len(words) > LONGEST // 2 and units(words) > LONGEST:
            self._selection.notices.add(_CUT)
            words = cut(words, LONGEST)
        return words

    def explain(self) -> None:
        """The sheets that say what the columns hold and where all of it comes from."""
        made = self._selection.provenance
        about = [
            (_("Selection"), self._selection.title), (_("Library"), made.library_name), (_("Library id"), made.library),
            (_("Exported by"), made.author), (_("Exported"), made.made), (_("Program"), f"{made.program} {made.version}".strip()),
        ]  # fmt: skip
        holds = []
        for column in self._columns:
            level = column.name.rpartition("_")[2]
            holds.append((column.name, _(column.holds).format(level=level) if "{" in column.holds else _(column.holds)))
        for name, lines in ((_("Columns"), holds), (_("Export"), [*about, *((_("Note"), n) for n in self._notices())])):
            sheet = self._book.add_worksheet(name[:31])
            sheet.set_column(0, 0, 24)
            sheet.set_column(1, 1, 90)
            for row, (key, value) in enumerate(lines):
                sheet.write_string(row, 0, key, self._head)
                sheet.write_string(row, 1, self._held(value), self._text)

    def _notices(self) -> list[str]:
        return self._selection.notices.lines()


def cut(text: str, most: int) -> str:
    """`text` in at most `most` UTF-16 units with `…` at its end, no character halved."""
    left = most - 1
    for at, char in enumerate(text):
        left -= 1 + (char > "\uffff")
        if left < 0:
            return text[:at] + "…"
    return text


def _day(text: str) -> date | None:
    """A whole date that spreadsheets can count; None for any other."""
    try:
        found = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return found if found and found >= _FIRST_DAY else None


def _instant(text: str) -> datetime | None:
    """A time in UTC without its zone, as spreadsheets have it."""
    if not text.endswith(("Z", "+00:00")):
        return None
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return None
    return found if found.date() >= _FIRST_DAY else None


FORMAT = Format("xlsx", N_("Workbook (XLSX)"), ".xlsx", "file", write, ("xlsxwriter",))

"""CSV: one row a highlight, for spreadsheets; an article without highlights has one row with those cells empty.

UTF-8 with byte order mark and CRLF (RFC 4180), as spreadsheets expect. A cell that one of them would take for a
formula (OWASP: CSV injection) begins with an apostrophe; so does a cell that begins with apostrophes before such a
sign, so that `unguard` gives back exactly the cell as it was.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from reader.domain.cells import guard
from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.columns import Rows, columns
from reader.exports.formats import Format
from reader.exports.selection import Selection, Tick, ignore

LONGEST = 32_767
"""What a cell of a spreadsheet holds, in UTF-16 units."""

_GUARDED = N_("An apostrophe stands before {count} cells that a spreadsheet would take for formulas.")
_LONG = N_("Cells longer than a spreadsheet takes (32,767 characters): {count}. They are whole in this file.")


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one CSV file."""
    rows = Rows(selection)
    with replacing(out) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
        try:
            written = csv.writer(text, lineterminator="\r\n")
            written.writerow(column.name for column in columns(selection))
            for number, entry in enumerate(selection.entries, start=1):
                for row in rows.of(entry):
                    written.writerow([_cell(cell, selection) if isinstance(cell, str) else cell for cell in row])
                tick(number)
        finally:
            text.detach()


def _cell(cell: str, selection: Selection) -> str:
    if len(cell) > LONGEST // 2 and units(cell) > LONGEST:
        selection.notices.add(_LONG)
    if selection.options.raw_cells:
        return cell
    guarded = guard(cell)
    if guarded is not cell and guarded != cell:
        selection.notices.add(_GUARDED)
    return guarded


def units(text: str) -> int:
    """How many UTF-16 units `text` has, as spreadsheets count."""
    return len(text) + sum(char > "\uffff" for char in text)


FORMAT = Format("csv", N_("Table (CSV)"), ".csv", "file", write)

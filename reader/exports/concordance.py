"""Concordances as files: a table for spreadsheets, or text with the words found below one another."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from reader.domain.cells import guard
from reader.domain.words import N_
from reader.exports.atomic import replacing

FORMATS = {"csv": N_("Table (CSV)"), "text": N_("Text, one line each")}
"""Formats of a concordance by name, with titles."""
_SIDE = 40


class Row(NamedTuple):
    """A line of a concordance; dates are ISO, what is unknown is empty."""

    date: str
    newspaper: str
    page: str
    headline: str
    field: str
    left: str
    words: str
    right: str
    article: str
    colour: str


def write(rows: Iterable[Row], out: Path, format: str) -> int:
    """Write the lines; returns how many."""
    with replacing(out) as file:
        return _write_table(rows, file) if format == "csv" else _write_text(rows, file)


def _write_table(rows: Iterable[Row], file: BinaryIO) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    count = 0
    try:
        table = csv.writer(text, lineterminator="\r\n")
        table.writerow(Row._fields)
        for row in rows:
            table.writerow(map(guard, row))
            count += 1
    finally:
        text.detach()
    return count


def _write_text(rows: Iterable[Row], file: BinaryIO) -> int:
    count = 0
    for row in rows:
        left = _last(row.left, _SIDE)
        where = " ".join(part for part in (row.newspaper, row.date, row.page) if part)
        line = f"{' ' * (2 * _SIDE - _width(left))}{left} [{row.words}] {row.right[:_SIDE]}\t{where}\t{row.headline}\n"
        file.write(line.encode("utf-8", "surrogatepass"))
        count += 1
    return count


def _last(text: str, most: int) -> str:
    return text[max(0, len(text) - most) :]


def _width(text: str) -> int:
    """Columns of a text in a terminal: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1 for char in text)

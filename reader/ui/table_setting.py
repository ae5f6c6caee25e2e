"""Sets a table block: its printed rows on lines of their own, its cells under one another."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextOption

from reader.domain.views import BlockView
from reader.ui.article_document import Writer
from reader.ui.typesetting import Sheet

_CELL_END = re.compile(r"[ ]*[|\t][ ]*| {2,}")
Cell = tuple[int, int]


def table_rows(block: BlockView) -> list[list[Cell]]:
    """The cells `[start, end)` of each printed row, in code points of the block's text.

    Rows are the block's pieces; cells end at bars, tabs, runs of blanks, or where markup was left out.
    """
    rows: list[list[Cell]] = []
    row_of = None
    for segment in block.words.segments:
        if segment.kind == "joint" or segment.start == segment.end:
            continue
        piece = next(
            (n for n, p in enumerate(block.pieces) if p.source == segment.source and p.start <= segment.source_start < p.end),
            None,
        )  # fmt: skip
        if not rows or piece != row_of:
            rows.append([])
        row_of = piece
        rows[-1].extend(_cells(block.text, segment.start, segment.end))
    return rows


def _cells(text: str, start: int, end: int) -> list[Cell]:
    cells, at = [], start
    for gap in _CELL_END.finditer(text, start, end):
        if gap.start() > at:
            cells.append((at, gap.end()))
        at = gap.end() if gap.start() > at else at
    if at < end:
        cells.append((at, end))
    return cells


def set_table(writer: Writer, sheet: Sheet, block: BlockView) -> None:
    """Write a table block, each row a paragraph with tab stops after the widest cell of each column."""
    rows = table_rows(block)
    made = QTextBlockFormat(sheet.block("table"))
    made.setTabPositions(_stops(rows, block.text, QFontMetricsF(sheet.font("table")), sheet.size))
    made.setAlignment(Qt.AlignmentFlag.AlignLeft)
    char = sheet.char("table")
    for number, row in enumerate(rows):
        if number == len(rows) - 1:
            made.setBottomMargin(sheet.size)
        writer.paragraph(made, char)
        for index, (start, end) in enumerate(row):
            if index:
                writer.aside("\t", char)
            shift = [(a - start, b - start, name) for a, b, name in block.words.styles]
            writer.words(block.id, block.text[start:end].replace("|", " "), char, shift, first=start)


def _stops(rows: list[list[Cell]], text: str, metrics: QFontMetricsF, size: int) -> list[QTextOption.Tab]:
    stops: list[QTextOption.Tab] = []
    at = 0.0
    for column in range(max((len(row) for row in rows), default=0) - 1):
        widest = max(
            (metrics.horizontalAdvance(_bare(text, row[column])) for row in rows if column < len(row)), default=0
        )
        at += widest + 1.4 * size
        stops.append(QTextOption.Tab(at, QTextOption.TabType.LeftTab))
    return stops


def _bare(text: str, cell: Cell) -> str:
    return text[cell[0] : cell[1]].replace("|", " ").rstrip()

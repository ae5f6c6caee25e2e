"""PDF for reading and searching: newspaper typography, highlights behind the words, comments in the margin.

Every character stands in the file as itself, rare ones too (fonts that have them are found on the machine and
embedded, only the glyphs used), so that what is searched and copied is what was printed.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.formats import Format
from reader.exports.outline import sections
from reader.exports.selection import Selection, Tick, ignore


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one PDF file. Raises ReaderError where the machine has no Chinese font."""
    # Loaded here: it brings font tools along, and no list of formats needs them.
    from reader.exports.pdf_printer import Printer

    printer = Printer(selection)
    with closing(printer.book), replacing(out) as file:
        for one in sections(selection):
            printer.section(one)
            tick(one.number)
        printer.finish()
        printer.book.write(file)


FORMAT = Format("pdf", N_("PDF, searchable"), ".pdf", "file", write)

"""biblatex: as BibTeX, with what biblatex knows better: newspaper as a subtype, whole or partial dates, annotations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader.domain.views import ArticleView
from reader.domain.words import N_
from reader.exports.bibtex import BETWEEN, Field, braced, common, write_entries
from reader.exports.formats import Format
from reader.exports.references import HEEDED, reference, remarks
from reader.exports.selection import Selection, Tick, ignore


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the articles as biblatex entries."""
    write_entries(selection, out, tick, _fields)


def _fields(article: ArticleView, selection: Selection) -> Iterator[Field]:
    about = reference(article)
    yield "entrysubtype", "{newspaper}"
    yield from common(article, selection)
    told = {"journaltitle": about.newspaper, "date": about.date, "annotation": BETWEEN.join(remarks(article, selection))}
    yield from ((name, braced(value)) for name, value in told.items() if braced(value) != "{}")


FORMAT = Format("biblatex", N_("References (biblatex)"), ".bib", "file", write, heeds=HEEDED)

"""REFI-QDA code book (.qdc): the tags as codes, for NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette."""

from __future__ import annotations

from pathlib import Path

from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.formats import Format
from reader.exports.markup import DECLARATION, Markup
from reader.exports.qda_codes import Codes
from reader.exports.selection import Selection, Tick, ignore

NAMESPACE = "urn:QDA-XML:codebook:1.0"


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write all tags, and the colours as far as they mean something, as one code book."""
    markup, made = Markup(selection.notices), selection.provenance
    codes = Codes(selection)
    for number, article in enumerate(selection.articles, start=1):
        for chip in (*article.tags, *(chip for mark in article.highlights for chip in mark.tags)):
            codes.of_tag(chip)
        tick(number)
    about = {"xmlns": NAMESPACE, "origin": f"{made.program} {made.version}".strip()}
    with replacing(out) as file:
        file.write(f"{DECLARATION}{markup.element('CodeBook', about, codes.markup(markup))}\n".encode())


FORMAT = Format("qdc", N_("Code book (REFI-QDA .qdc)"), ".qdc", "file", write, heeds=())

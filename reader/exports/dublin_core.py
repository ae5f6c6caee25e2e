"""Dublin Core: the fifteen elements (ISO 15836) in RDF/XML, one description an article, for catalogues and Zotero."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader.domain.citing import title_of
from reader.domain.views import ArticleView
from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.formats import Format
from reader.exports.markup import DECLARATION, Markup, guid
from reader.exports.references import HEEDED, each_once, keywords, reference, remarks
from reader.exports.selection import Selection, Tick, ignore

_SPACES = {"xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xmlns:dc": "http://purl.org/dc/elements/1.1/"}


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the articles as descriptions."""
    markup = Markup(selection.notices)
    with replacing(out) as file:
        file.write(f"{DECLARATION}{markup.start('rdf:RDF', _SPACES)}\n".encode())
        for article in each_once(selection, tick):
            said = [markup.leaf(f"dc:{name}", value) for name, value in _elements(article, selection) if value.strip()]
            about = {"rdf:about": f"urn:uuid:{guid(article.uuid)}"}
            lines = [markup.start("rdf:Description", about), *said, "</rdf:Description>\n"]
            file.write("\n".join(lines).encode())
        file.write(b"</rdf:RDF>\n")


def _elements(article: ArticleView, selection: Selection) -> Iterator[tuple[str, str]]:
    about, details = reference(article), article.issue.details
    yield "type", "Text"
    yield "type", "newspaper article"
    yield "title", title_of(about)
    for author in about.authors:
        yield "creator", author
    yield "date", about.date
    where = (about.newspaper, about.date, about.edition, f"p. {about.page}" if about.page else "")
    yield "source", ", ".join(part for part in where if part)
    yield "relation", about.newspaper
    yield "identifier", f"urn:uuid:{guid(article.uuid)}"
    yield "identifier", ", ".join(filter(None, (details.get("repository"), details.get("shelfmark"))))
    for word in keywords(article):
        yield "subject", word
    for remark in remarks(article, selection):
        yield "description", remark
    yield "rights", details.get("rights", "")


FORMAT = Format("dc", N_("Dublin Core (RDF/XML)"), ".rdf", "file", write, heeds=HEEDED)

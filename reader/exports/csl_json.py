"""CSL-JSON (schema 1.0.2): one `article-newspaper` an article, for citation processors, Pandoc and Zotero.

Names that are not parted are `literal`; a date has the parts that are known. `custom` holds the passages with all their
evidence as the JSON export has them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reader.domain.citing import title_of
from reader.domain.names import parted
from reader.domain.views import ArticleView
from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.documents import passage_document
from reader.exports.formats import Format
from reader.exports.json_file import dump
from reader.exports.passages import passages
from reader.exports.references import HEEDED, cite_key, dated, each_once, keywords, passage_line, reference
from reader.exports.selection import Selection, Tick, ignore

Document = dict[str, Any]


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the articles as a list of items."""
    with replacing(out) as file:
        before = b"[\n"
        for article in each_once(selection, tick):
            file.write(before + dump(item(article, selection)).encode())
            before = b",\n"
        file.write(b"\n]\n" if before != b"[\n" else b"[]\n")


def item(article: ArticleView, selection: Selection) -> Document:
    """An article as an item; what is unknown is not there."""
    about, details = reference(article), article.issue.details
    found = list(passages(article, selection))
    known: Document = {
        "title": title_of(about),
        "author": [_name(author) for author in about.authors],
        "container-title": about.newspaper,
        "issued": {"date-parts": [list(dated(article))]} if dated(article) else None,
        "page": about.page,
        "edition": about.edition,
        "section": about.section,
        "archive": details.get("repository"),
        "call-number": details.get("shelfmark"),
        "keyword": ", ".join(keywords(article)),
        "note": article.note if selection.options.notes else "",
        "annote": "\n".join(passage_line(one, selection) for one in found),
    }
    evidence = {"uuid": article.uuid, "passages": [passage_document(one, selection) for one in found]}
    kept = {name: value for name, value in known.items() if value}
    return {"id": cite_key(article), "type": "article-newspaper", **kept, "custom": {"pressmark": evidence}}


def _name(author: str) -> dict[str, str]:
    name = parted(author)
    if name.whole:
        return {"literal": name.whole}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}


FORMAT = Format("csl-json", N_("References (CSL-JSON)"), ".json", "file", write, heeds=HEEDED)

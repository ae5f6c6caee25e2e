"""RIS: one `NEWS` record an article, for Zotero, EndNote and others.

A value is one line, since a second could pass for a tag of its own. Names that are not parted (Chinese ones, agencies)
stand without a comma, which readers take for a name of one field. UTF-8 without byte order mark, CRLF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reader.domain.citing import title_of
from reader.domain.names import parted
from reader.domain.views import ArticleView
from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.formats import Format
from reader.exports.markup import guid
from reader.exports.references import HEEDED, cite_key, dated, each_once, keywords, reference, remarks
from reader.exports.selection import Selection, Tick, ignore

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the articles as RIS records."""
    with replacing(out) as file:
        for article in each_once(selection, tick):
            lines = [f"{tag}  - {one}".rstrip(" ") for tag, value in _record(article, selection) if (one := _line(value))]
            record = ["TY  - NEWS", *lines, "ER  - ", "", ""]
            file.write("\r\n".join(record).encode("utf-8", "replace"))


def _record(article: ArticleView, selection: Selection) -> Iterator[tuple[str, str]]:
    about, issue = reference(article), article.issue
    yield "ID", cite_key(article)
    yield "TI", title_of(about)
    for author in about.authors:
        yield "AU", name_in_order(author)
    yield "T2", about.newspaper
    when = dated(article)
    if when:
        yield "PY", f"{when[0]:04d}"
        yield "DA", "/".join([*(f"{part:02d}" for part in when), "", "", ""][:4])
    yield "SP", about.page
    yield "SE", about.section
    yield "ET", about.edition
    yield "DB", issue.details.get("repository", "")
    yield "CN", issue.details.get("shelfmark", "")
    for word in keywords(article):
        yield "KW", word
    for remark in remarks(article, selection):
        yield "N1", remark
    yield "AN", f"urn:uuid:{guid(article.uuid)}"


def name_in_order(author: str) -> str:
    """A name as `Family, Given, Suffix`; one that is not parted as it is, its commas left out."""
    name = parted(author)
    if name.whole:
        return " ".join(name.whole.replace(",", " ").split())
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)


def _line(value: str) -> str:
    return " ".join(_CONTROLS.sub(" ", value).split())


FORMAT = Format("ris", N_("References (RIS)"), ".ris", "file", write, heeds=HEEDED)

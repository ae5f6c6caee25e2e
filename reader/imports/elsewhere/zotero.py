"""Zotero: annotations in JSON (its API, Better BibTeX), in CSV with a column of the annotations' text, and the notes it
makes of a document's annotations, exported as HTML or Markdown."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

from reader.imports.elsewhere.marks import ForeignMark, dicts, moment, text, texts

COLUMNS = ("annotationText", "Annotation Text", "annotation_text")
_QUOTED = re.compile(
    r"(?:[“\"「『«]|&ldquo;|<mark[^>]*>)(?P<quote>.+?)(?:[”\"」』»]|&rdquo;|</mark>)[ \t]*"
    r"\(\[[^\]]*\]\(zotero://select[^)]*\)[^)]*\)[ \t]*(?:\(\[pdf\]\(zotero://open[^)]*\)\))?[ \t]*(?P<comment>[^\n]*)",
    re.IGNORECASE,
)


def marks_of(document: Any) -> list[ForeignMark]:
    """The highlights among the annotations of any JSON that holds them."""
    found = []
    for one in dicts(document):
        words = text(one.get("annotationText"))
        if not words:
            continue
        author = text(one.get("annotationAuthorName"))
        when = moment(one.get("dateAdded") or one.get("dateModified"))
        found.append(
            ForeignMark(
                words, text(one.get("annotationComment")), texts(one.get("tags")), text(one.get("annotationColor")), when,
                author, text(one.get("parentTitle")),
            )
        )  # fmt: skip
    return found


def rows(table: list[dict[str, str]]) -> list[ForeignMark]:
    """The highlights of a CSV that has their text in a column."""
    found = []
    for row in table:
        words = next((text(row[name]) for name in COLUMNS if text(row.get(name))), "")
        if words:
            said = {re.sub(r"[^a-z]", "", name.lower()): value for name, value in row.items() if name}
            comment = said.get("annotationcomment") or said.get("comment") or ""
            colour = said.get("annotationcolor") or said.get("color") or ""
            title = said.get("title") or said.get("parenttitle") or ""
            found.append(ForeignMark(words, text(comment), texts(said.get("tags") or ""), text(colour), title=text(title)))
    return found


def note_html(source: str) -> list[ForeignMark]:
    """The highlights of a note made of annotations, as HTML."""
    import lxml.html  # type: ignore[import-untyped]

    root = lxml.html.document_fromstring(source)
    title = text(" ".join(root.xpath("string(//h1[1])").split()))
    found = []
    for span in root.xpath("//span[@class='highlight' or @class='underline']"):
        words = text(span.text_content()).strip("“”\"「」")
        if words:
            told = _told(span.get("data-annotation") or "")
            found.append(
                ForeignMark(words, _comment(span), (), text(told.get("color")), title=title)
            )
    return found


def _told(packed: str) -> dict[str, Any]:
    try:
        told = json.loads(unquote(packed))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _comment(span: Any) -> str:
    """The words after the citation that follows a highlight, in its paragraph."""
    parts = []
    sibling = span
    while sibling is not None:
        parts.append(sibling.tail or "")
        sibling = sibling.getnext()
        if sibling is not None and sibling.get("class") in {"highlight", "underline"}:
            break
        if sibling is not None and sibling.get("class") != "citation":
            parts.append(sibling.text_content())
    return text(" ".join("".join(parts).split()))


def note_markdown(source: str) -> list[ForeignMark]:
    """The highlights of a note made of annotations, as Markdown: the quote, its citation with a link, the comment."""
    title = next((line.lstrip("# ") for line in source.splitlines() if line.startswith("#")), "")
    return [
        ForeignMark(text(found["quote"]), text(found["comment"]), title=text(title))
        for found in _QUOTED.finditer(source)
        if text(found["quote"])
    ]

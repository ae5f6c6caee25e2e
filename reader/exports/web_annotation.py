"""W3C Web Annotation (Recommendation of 2017) as JSON-LD: one AnnotationCollection with its page, offline and complete.

Each highlight is an annotation of the source texts it lies on, one target a stretch, by TextQuoteSelector and
TextPositionSelector (code points, end exclusive, model §4.2.4–4.2.5). Tags of articles and notes are annotations of the
article. Own keys stand under an own context; `pressmark:records` is a JSON literal with files, text and structure, so
that the marks can be put back on exactly the same words.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reader.domain.views import Chip
from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.formats import Format
from reader.exports.json_file import dump, write_array
from reader.exports.markup import guid, moment
from reader.exports.passages import Anchor, Passage, passages
from reader.exports.selection import Entry, Selection, Tick, headline, ignore, page_of

Document = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAMESPACE = "https://pressmark.invalid/ns/1#"
"""Names of our own; `.invalid` (RFC 2606) says that there is nothing to fetch."""

OWN_CONTEXT: Document = {
    "@version": 1.1,
    "pressmark": NAMESPACE,
    "pressmark:records": {"@id": f"{NAMESPACE}records", "@type": "@json"},
}
_AROUND = 32


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one JSON-LD document."""
    made = selection.provenance
    collection = uuid.uuid5(uuid.NAMESPACE_URL, f"pressmark:{made.library}:{selection.title}:{made.made}")
    head: Document = {
        "@context": [CONTEXT, OWN_CONTEXT],
        "id": f"urn:uuid:{collection}",
        "type": "AnnotationCollection",
        "label": selection.title or made.library_name or "Pressmark",
        "creator": {"type": "Person", "name": made.author},
        "created": moment(made.made),
        "generator": {"type": "Software", "name": f"{made.program} {made.version}".strip()},
        "pressmark:library": made.library,
        "pressmark:version": 1,
        "pressmark:whole": selection.whole,
    }
    if not made.author:
        del head["creator"]
    if not made.made:
        del head["created"]
    counted = _Counted()
    written = _Written()
    page = f"urn:uuid:{uuid.uuid5(collection, 'page 1')}"
    head["last"] = page
    first = {"id": page, "type": "AnnotationPage", "partOf": head["id"], "startIndex": 0}
    with replacing(out) as file:
        file.write(b"{\n")
        for name, value in head.items():
            file.write(f"{dump(name)}: {dump(value)},\n".encode())
        file.write(f'"first": {dump(first)[:-1]},\n'.encode())
        write_array(file, "items", counted(_annotations(selection, tick, written)))
        file.write(b"},\n")
        file.write(f'"total": {counted.number},\n'.encode())
        file.write(f'"pressmark:articles": {dump(list(written.articles))},\n'.encode())
        write_array(file, "pressmark:records", (r for r in selection.records() if not written.holds(r)))
        file.write(b"\n}\n")


class _Written:
    """What stands in annotations already and is no longer needed among the records: the rest lies in the trash."""

    def __init__(self) -> None:
        self.articles: dict[str, None] = {}
        self.seen: set[str] = set()

    def is_new(self, id: str) -> bool:
        """Whether `id` comes for the first time."""
        is_new = id not in self.seen
        self.seen.add(id)
        return is_new

    def holds(self, record: Mapping[str, Any]) -> bool:
        """Whether a record of a mark is in an annotation."""
        entity = record["entity"]
        if entity == "highlight":
            return record["uuid"] in self.seen
        if entity == "highlight_tag":
            return record["highlight"] in self.seen
        return entity in {"article_tag", "note"} and record["article"] in self.articles


class _Counted:
    def __init__(self) -> None:
        self.number = 0

    def __call__(self, values: Iterator[Document]) -> Iterator[Document]:
        for value in values:
            self.number += 1
            yield value


def _annotations(selection: Selection, tick: Tick, written: _Written) -> Iterator[Document]:
    """Each mark once, though an article may come under several groups and a passage lie in several articles."""
    for number, entry in enumerate(selection.entries, start=1):
        written.articles[entry.article.uuid] = None
        for passage in passages(entry.article, selection):
            if written.is_new(passage.highlight.uuid):
                yield highlight_annotation(passage, selection)
        yield from _of_article(entry, selection, written)
        tick(number)


def highlight_annotation(passage: Passage, selection: Selection) -> Document:
    """A highlight as an annotation; its bodies are comment, tags and the meaning of its colour."""
    mark = passage.highlight
    bodies: list[Document] = [
        {
            "type": "TextualBody", "purpose": "classifying", "value": passage.meaning, "format": "text/plain",
            "pressmark:colour": mark.colour,
        }
    ]  # fmt: skip
    bodies += [_tag_body(chip, selection) for chip in mark.tags]
    if mark.comment and selection.options.comments:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": mark.comment, "format": "text/plain"})
    motivations = ["highlighting"]
    motivations += [
        m for m, there in (("tagging", mark.tags), ("commenting", len(bodies) > 1 + len(mark.tags))) if there
    ]
    document: Document = {
        "id": f"urn:uuid:{mark.uuid}",
        "type": "Annotation",
        "motivation": motivations if len(motivations) > 1 else motivations[0],
        "created": moment(mark.created),
        "creator": {"type": "Person", "name": mark.author},
        "body": bodies,
        "target": _targets(passage, selection),
        "pressmark:quote": mark.quote,
        "pressmark:prefix": mark.prefix,
        "pressmark:suffix": mark.suffix,
        "pressmark:state": mark.state,
    }
    if passage.corrected:
        document |= {"pressmark:corrected": passage.words, "pressmark:printed": passage.printed}
    if mark.device:
        document["pressmark:device"] = mark.device
    if not mark.author:
        del document["creator"]
    if not mark.created:
        del document["created"]
    return document


def _targets(passage: Passage, selection: Selection) -> list[Document]:
    found = [_target(anchor, passage, selection) for anchor in passage.anchors if anchor.file is not None]
    # The model asks for a target: where the words are nowhere any more it is the article.
    return found or [{"id": f"urn:uuid:{guid(passage.article.uuid)}", "type": "Text"}]


def _target(anchor: Anchor, passage: Passage, selection: Selection) -> Document:
    text = selection.sources.text(anchor.source)
    words = text.text if text is not None else ""
    assert anchor.file is not None
    file = anchor.file.file
    source: Document = {
        "id": f"urn:uuid:{anchor.file.uuid}",
        "type": "Text",
        "format": "text/plain",
        "pressmark:sha256": anchor.file.sha256,
        "pressmark:file": {"pressmark:name": file.name, "pressmark:sha256": file.sha256},
        **_printed_in(passage),
    }
    quote = {
        "type": "TextQuoteSelector",
        "exact": words[anchor.start : anchor.end],
        "prefix": words[max(0, anchor.start - _AROUND) : anchor.start],
        "suffix": words[anchor.end : anchor.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}
    return {"type": "SpecificResource", "source": source, "selector": [quote, position]}


def _printed_in(passage: Passage) -> Document:
    article = passage.article
    known = {
        "pressmark:newspaper": article.issue.newspaper,
        "pressmark:date": article.issue.date,
        "pressmark:edition": article.issue.edition,
        "pressmark:page": page_of(article),
        "pressmark:column": article.column,
        "pressmark:headline": headline(article),
        "pressmark:article": f"urn:uuid:{article.uuid}",
        "pressmark:repository": article.issue.details.get("repository"),
        "pressmark:shelfmark": article.issue.details.get("shelfmark"),
    }
    return {name: value for name, value in known.items() if value}


def _of_article(entry: Entry, selection: Selection, written: _Written) -> Iterator[Document]:
    """The article's tags and note, each an annotation of the article."""
    article = entry.article
    space = uuid.UUID(article.uuid) if _is_uuid(article.uuid) else uuid.NAMESPACE_URL
    target = {"id": f"urn:uuid:{article.uuid}", "type": "Text", "pressmark:headline": headline(article)}
    if article.tags and written.is_new(f"tags {article.uuid}"):
        bodies = [_tag_body(chip, selection) for chip in article.tags]
        yield _about(uuid.uuid5(space, "tags"), "tagging", bodies, target)
    if article.note and selection.options.notes and written.is_new(f"note {article.uuid}"):
        body = {"type": "TextualBody", "purpose": "describing", "value": article.note, "format": "text/markdown"}
        yield _about(uuid.uuid5(space, "note"), "describing", [body], target)


def _tag_body(chip: Chip, selection: Selection) -> Document:
    """A tag as a body; its permanent id stands beside its name where the export knows it."""
    known = next((tag.uuid for tag in selection.vocabulary if tag.id == chip.id), None)
    body: Document = {"type": "TextualBody", "purpose": "tagging", "value": chip.name, "format": "text/plain"}
    return body | ({"pressmark:tag": f"urn:uuid:{known}"} if known else {})


def _about(id: uuid.UUID, motivation: str, bodies: list[Document], target: Document) -> Document:
    return {"id": f"urn:uuid:{id}", "type": "Annotation", "motivation": motivation, "body": bodies, "target": target}


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


FORMAT = Format("jsonld", N_("Web Annotation (JSON-LD)"), ".jsonld", "file", write)

"""Our own exports read back: JSON, Web Annotation and REFI-QDA files become the records they were written from."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.imports.qda import is_project, read_project

Record = dict[str, Any]

ENDINGS = (".json", ".jsonld", ".qdpx")
"""Endings of files that may be exports of ours."""

_ALL_BUT_THE_LIBRARYS = frozenset(
    {"colour", "tag", "tag_alias", "newspaper", "newspaper_name", "issue", "issue_field", "issue_tag", "page", "scan",
     "source", "source_text", "article", "article_field", "block", "correction", "flag", "article_tag", "highlight",
     "highlight_tag", "note", "redirect"}
)  # fmt: skip
CARRIED = {"json": None, "jsonld": _ALL_BUT_THE_LIBRARYS, "qdpx": _ALL_BUT_THE_LIBRARYS}
"""The entities a format can carry; None: all."""

LARGEST = 2 << 30
_VERSION = 1


@dataclass(frozen=True)
class Exchange:
    """An export read back: its format, whether it holds a whole library, its articles' ids, and its records."""

    format: str
    whole: bool
    articles: tuple[str, ...]
    records: list[Record] = field(default_factory=list)


def is_exchange(path: Path) -> bool:
    """Whether a file says of itself, in its first words, that it is an export of ours."""
    if path.suffix.lower() not in ENDINGS:
        return False
    if is_project(path):
        return True
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    return b'"format": "pressmark"' in head or (b"AnnotationCollection" in head and b'"pressmark' in head)


def read(path: Path) -> Exchange:
    """Read an export back. Raises ReaderError where it is none of ours, is damaged, or is of a newer version."""
    if path.suffix.lower() == ".qdpx":
        project = read_project(path, LARGEST)
        _refuse_newer(project.head.get("version"), path)
        return Exchange("qdpx", bool(project.head.get("whole")), tuple(project.articles), project.records)
    document = _load(path)
    if document.get("format") == "pressmark":
        _refuse_newer(document.get("version"), path)
        articles = tuple(str(a.get("uuid")) for a in _list(document, "articles", path) if isinstance(a, dict))
        return Exchange("json", bool(document.get("whole")), articles, _records(document, "records", path))
    if document.get("type") == "AnnotationCollection" and "pressmark:records" in document:
        _refuse_newer(document.get("pressmark:version"), path)
        return _web_annotation(document, path)
    raise ReaderError(
        N_("{path} is no export of Pressmark."),
        N_("JSON, Web Annotation and REFI-QDA files that Pressmark wrote can be read back."),
        path=path,
    )


def _load(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise ReaderError(N_("{path} is too large to be read."), N_("Export it in parts."), path=path)
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReaderError(
            N_("{path} cannot be read: {reason}."), N_("Check the file."), path=path, reason=error.strerror or error
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReaderError(
            N_("{path} is no whole JSON file: {reason}."),
            N_("It may have been cut off; export it again."),
            path=path,
            reason=str(error)[:200],
        ) from error
    if not isinstance(document, dict):
        return {}
    return document


def _refuse_newer(version: Any, path: Path) -> None:
    if not isinstance(version, int) or isinstance(version, bool) or version > _VERSION:
        raise ReaderError(
            N_("{path} was written by a newer Pressmark."), N_("Install the newer version to read it."), path=path
        )


def _list(document: dict[str, Any], name: str, path: Path) -> list[Any]:
    values = document.get(name)
    if not isinstance(values, list):
        raise ReaderError(N_("{path} is damaged: it has no {name}."), N_("Export it again."), path=path, name=name)
    return values


def _records(document: dict[str, Any], name: str, path: Path) -> list[Record]:
    return [record for record in _list(document, name, path) if isinstance(record, dict)]


# ---- Web Annotation


def _web_annotation(document: dict[str, Any], path: Path) -> Exchange:
    records = _records(document, "pressmark:records", path)
    page = document.get("first")
    items = _list(page if isinstance(page, dict) else {}, "items", path)
    for item in items:
        if isinstance(item, dict):
            records += _of_annotation(item)
    articles = tuple(str(uuid) for uuid in _list(document, "pressmark:articles", path))
    return Exchange("jsonld", bool(document.get("pressmark:whole")), articles, records)


def _of_annotation(item: dict[str, Any]) -> Iterator[Record]:
    id, target = _bare(item.get("id")), item.get("target")
    bodies = [body for body in _many(item.get("body")) if isinstance(body, dict)]
    if isinstance(target, list):
        yield _highlight(id, item, bodies, target)
        for body in bodies:
            if body.get("purpose") == "tagging":
                tag = _bare(body.get("pressmark:tag"))
                yield {"entity": "highlight_tag", "uuid": _derived(id, tag), "highlight": id, "tag": tag}
    elif isinstance(target, dict):
        article = _bare(target.get("id"))
        for body in bodies:
            if body.get("purpose") == "tagging":
                tag = _bare(body.get("pressmark:tag"))
                yield {"entity": "article_tag", "uuid": _derived(article, tag), "article": article, "tag": tag}
            elif body.get("purpose") == "describing":
                yield {"entity": "note", "uuid": id, "article": article, "issue": None, "text": body.get("value")}


def _highlight(id: str, item: dict[str, Any], bodies: list[dict[str, Any]], targets: list[Any]) -> Record:
    comment = next((b.get("value") for b in bodies if b.get("purpose") == "commenting"), "")
    colour = next((b.get("pressmark:colour") for b in bodies if "pressmark:colour" in b), "yellow")
    creator = item.get("creator")
    return {
        "entity": "highlight",
        "uuid": id,
        "colour": colour,
        "comment": comment,
        "quote": item.get("pressmark:quote"),
        "prefix": item.get("pressmark:prefix", ""),
        "suffix": item.get("pressmark:suffix", ""),
        "author": creator.get("name", "") if isinstance(creator, dict) else "",
        "created": item.get("created", ""),
        "spans": [_span(target) for target in targets if isinstance(target, dict)],
    }


def _span(target: dict[str, Any]) -> list[Any]:
    source = target.get("source")
    selectors = [s for s in _many(target.get("selector")) if isinstance(s, dict)]
    place = next((s for s in selectors if s.get("type") == "TextPositionSelector"), {})
    return [_bare(source.get("id") if isinstance(source, dict) else source), place.get("start"), place.get("end")]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _bare(id: Any) -> str:
    return id.removeprefix("urn:uuid:") if isinstance(id, str) else ""


def _derived(one: str, other: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"pressmark:{one}:{other}"))

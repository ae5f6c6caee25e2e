"""REFI-QDA projects that Pressmark wrote, read back: marks from the project, what it has no place for from `pressmark.json`.

What another program did to the marks in between is taken as it stands: a selection it added is a new highlight, one it
took away is gone, a comment or coding it changed is changed. See `docs/exchange.md`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.imports.archives import Member, open_members

Record = dict[str, Any]

PROJECT, REST = "project.qde", "pressmark.json"
_SPACE = "{urn:QDA-XML:project:1.0}"
_AROUND = 32


@dataclass
class Project:
    """What a project holds: the head of `pressmark.json`, all records, and the ids of its articles."""

    head: dict[str, Any]
    records: list[Record] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)


def is_project(path: Path) -> bool:
    """Whether a file is a REFI-QDA project that Pressmark wrote."""
    if path.suffix.lower() != ".qdpx":
        return False
    try:
        with open_members(path) as found:
            return {PROJECT, REST} <= {member.name for member in found}
    except (ReaderError, OSError):
        return False


def read_project(path: Path, limit: int) -> Project:
    """Read a project back. Raises ReaderError where it is none of ours or damaged; `limit` is in bytes for each part."""
    with open_members(path) as found:
        parts = {member.name: member for member in found}
        if not {PROJECT, REST} <= parts.keys():
            raise ReaderError(
                N_("{path} is no REFI-QDA project of Pressmark."), N_("Only projects that Pressmark wrote are read back."), path=path
            )
        rest, root = _json(parts[REST], path, limit), _xml(parts[PROJECT], path, limit)
    records = rest.get("records")
    if not isinstance(records, list):
        raise ReaderError(N_("{path} is damaged: it has no {name}."), N_("Export it again."), path=path, name="records")
    project = Project(rest)
    reader = _Reader(root, [record for record in records if isinstance(record, dict)])
    project.records = list(reader.records())
    project.articles = reader.articles
    return project


def _json(member: Member, path: Path, limit: int) -> dict[str, Any]:
    try:
        found = json.loads(member.read(limit).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _damaged(path, str(error)) from error
    return found if isinstance(found, dict) else {}


def _xml(member: Member, path: Path, limit: int) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(member.read(limit), parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, reason: str) -> ReaderError:
    return ReaderError(
        N_("{path} is damaged: {reason}."), N_("It may have been cut off; export it again."), path=path, reason=reason[:200]
    )


class _Reader:
    """Joins the records beside the project with the marks in it."""

    def __init__(self, root: etree._Element, beside: list[Record]) -> None:
        self._root, self._beside = root, beside
        self._users = {_id(one): one.get("name") or "" for one in root.iter(f"{_SPACE}User")}
        self._tags = {str(one.get("uuid")) for one in beside if one.get("entity") == "tag"}
        self._colours = {str(one.get("uuid")): str(one.get("key")) for one in beside if one.get("entity") == "colour"}
        self._codes = {_id(one): one.findtext(f"{_SPACE}Description") or "" for one in root.iter(f"{_SPACE}Code")}
        self._texts = {str(one.get("uuid")): str(one.get("text")) for one in beside if one.get("entity") == "source_text"}
        self.articles = [_id(one) for one in root.iterfind(f"{_SPACE}Cases/{_SPACE}Case")]

    def records(self) -> Iterator[Record]:
        """Every record: those beside the project, and highlights, their tags, articles' tags and notes from the project."""
        known = {}
        for record in self._beside:
            if record.get("entity") == "highlight" and "colour" not in record:
                known[str(record.get("uuid"))] = record
            else:
                yield record
        yield from self._highlights(known)
        yield from self._of_articles()

    # ---- highlights

    def _highlights(self, known: dict[str, Record]) -> Iterator[Record]:
        for id, found in self._selections(known).items():
            first = found[0][1]
            spans = [[source, _number(one, "startPosition"), _number(one, "endPosition")] for source, one in found]
            mark = known.get(id) or self._new(spans)
            codes = [_target(one) for one in first.iterfind(f"{_SPACE}Coding/{_SPACE}CodeRef")]
            yield {
                "entity": "highlight", "uuid": id, "colour": self._colour(codes),
                "comment": first.findtext(f"{_SPACE}Description") or "", "author": self._users.get(_bare(first.get("creatingUser")), ""),
                "created": first.get("creationDateTime") or "", "quote": mark.get("quote"), "prefix": mark.get("prefix", ""),
                "suffix": mark.get("suffix", ""), "spans": _exact(mark.get("spans"), spans),
            }  # fmt: skip
            for code in dict.fromkeys(codes):
                if code in self._tags:
                    yield {"entity": "highlight_tag", "uuid": _derived(id, code), "highlight": id, "tag": code}

    def _selections(self, known: dict[str, Record]) -> dict[str, list[tuple[str, etree._Element]]]:
        """The selections of each highlight, with the text they lie in; further stretches are known by their derived ids."""
        more: dict[str, str] = {}
        for id, record in known.items():
            spans = record.get("spans")
            more.update((_further(id, n), id) for n in range(1, len(spans) if isinstance(spans, list) else 1))
        found: dict[str, list[tuple[str, etree._Element]]] = {}
        for source in self._root.iter(f"{_SPACE}TextSource"):
            for one in source.iterfind(f"{_SPACE}PlainTextSelection"):
                id = _id(one)
                found.setdefault(more.get(id, id), []).append((_id(source), one))
        for id, parts in found.items():
            parts.sort(key=lambda part, id=id: _id(part[1]) != id)  # type: ignore[misc]
        return found

    def _new(self, spans: list[list[Any]]) -> Record:
        """A selection another program made, as words of its text."""
        source, start, end = spans[0]
        text = self._texts.get(source, "")
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
            return {"quote": ""}
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return {"quote": text[start:end], "prefix": before, "suffix": after}

    def _colour(self, codes: list[str]) -> str:
        for code in codes:
            if code in self._colours:
                return self._colours[code]
        told = (self._codes.get(code) for code in codes if code not in self._tags)
        return next((key for key in told if key and key.isidentifier()), "yellow")

    # ---- articles

    def _of_articles(self) -> Iterator[Record]:
        notes = {
            _id(one): one.findtext(f"{_SPACE}PlainTextContent") or "" for one in self._root.iterfind(f"{_SPACE}Notes/{_SPACE}Note")
        }
        for case in self._root.iterfind(f"{_SPACE}Cases/{_SPACE}Case"):
            article = _id(case)
            for tag in dict.fromkeys(_target(one) for one in case.iterfind(f"{_SPACE}CodeRef")):
                if tag in self._tags:
                    yield {"entity": "article_tag", "uuid": _derived(article, tag), "article": article, "tag": tag}
            note = _named(article, "note")
            if note in notes:
                yield {"entity": "note", "uuid": note, "article": article, "issue": None, "text": notes[note]}


def _exact(kept: Any, found: list[list[Any]]) -> list[Any]:
    """The stretches as Pressmark had them, where the selections still cover just these; else the selections."""
    if not isinstance(kept, list) or not kept:
        return found
    hulls: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
    for part in kept:
        if not (isinstance(part, list) and len(part) == 3 and all(isinstance(n, int) for n in part[1:])):
            return found
        source, start, end = part
        home = next((f for f in found if f[0] == source and isinstance(f[1], int) and isinstance(f[2], int) and f[1] <= start and end <= f[2]), None)  # fmt: skip
        if home is None:
            return found
        hulls.setdefault((home[0], home[1], home[2]), []).append((start, end))
    whole = all(min(a for a, _b in parts) == start and max(b for _a, b in parts) == end for (_s, start, end), parts in hulls.items())
    return kept if whole and len(hulls) == len(found) else found


def _id(element: etree._Element) -> str:
    return _bare(element.get("guid"))


def _bare(id: str | None) -> str:
    return (id or "").strip("{}").lower()


def _target(element: etree._Element) -> str:
    return _bare(element.get("targetGUID"))


def _number(element: etree._Element, name: str) -> Any:
    text = element.get(name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text


def _named(id: str, name: str) -> str:
    """What `exports.markup.derived` makes of them."""
    try:
        return str(uuid.uuid5(uuid.UUID(id), name))
    except ValueError:
        return ""


def _further(id: str, n: int) -> str:
    return _named(id, f"span {n}")


def _derived(one: str, other: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"pressmark:{one}:{other}"))

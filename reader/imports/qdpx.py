"""REFI-QDA projects (.qdpx) of other programs read: texts with codings (`qda` reads our own). Standard 1.0 of 2019;
positions are code points of the text, whatever its line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.imports.archives import Member, open_members
from reader.imports.elsewhere.marks import ForeignMark, moment, text
from reader.imports.encodings import decode

_NS = "{urn:QDA-XML:project:1.0}"
_LARGEST = 512 << 20
_AROUND = 32


class Coded(NamedTuple):
    """A text of a project, with the passages coded in it."""

    name: str
    text: str
    marks: tuple[ForeignMark, ...]


@dataclass
class Project:
    """A project as read: its texts, and the names of sources that hold none."""

    texts: list[Coded] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read_project(path: Path) -> Project:
    """Read a project. Raises ReaderError, one line, for one that is damaged or no project."""
    with open_members(path) as members:
        held = {member.name: member for member in members}
        if "project.qde" not in held:
            raise _damaged(path, "project.qde")
        root = _xml(held["project.qde"].read(_LARGEST), path)
        project = Project()
        codes = {str(code.get("guid")): text(code.get("name")) for code in root.iter(f"{_NS}Code")}
        users = {str(user.get("guid")): text(user.get("name")) for user in root.iter(f"{_NS}User")}
        for source in root.iter(f"{_NS}TextSource"):
            words = _words(source, held, path)
            if words is None:
                project.left_out.append(text(source.get("name")) or "?")
            else:
                project.texts.append(_coded(source, words, codes, users))
        return project


def _xml(data: bytes, path: Path) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.LxmlError, ValueError) as error:
        raise _damaged(path, "project.qde") from error


def _damaged(path: Path, name: str) -> ReaderError:
    return ReaderError(
        N_("{path} is no whole REFI-QDA project ({name})."), N_("Export it again from the program it came from."),
        path=path, name=name,
    )  # fmt: skip


def _words(source: Any, held: dict[str, Member], path: Path) -> str | None:
    """The text of a source: in the project itself, or in its file of plain text."""
    inside = source.findtext(f"{_NS}PlainTextContent")
    if inside:
        return str(inside)
    named = re.sub("^internal://", "", str(source.get("plainTextPath") or ""))
    for name in (f"Sources/{named}", f"sources/{named}", named):
        if named and name in held:
            try:
                return _decoded(held[name].read(_LARGEST), name)
            except ReaderError:
                return None
    return None


def _decoded(data: bytes, name: str) -> str:
    """UTF-8 as the standard has it, with its line ends as they are; else whatever the bytes tell."""
    try:
        return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        return decode(data, name=name).text


def _coded(source: Any, words: str, codes: dict[str, str], users: dict[str, str]) -> Coded:
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    marks = []
    for selection in source.iter(f"{_NS}PlainTextSelection"):
        quote = _quote(selection, words, plain)
        if quote is None:
            continue
        said, start, held = quote
        found = [codes[str(ref.get("targetGUID"))] for ref in selection.iter(f"{_NS}CodeRef") if ref.get("targetGUID") in codes]
        marks.append(
            ForeignMark(
                said, text(selection.findtext(f"{_NS}Description")), tuple(dict.fromkeys(filter(None, found))), "",
                moment(selection.get("creationDateTime")), users.get(str(selection.get("creatingUser")), ""),
                text(source.get("name")), held[max(0, start - _AROUND) : start], held[start + len(said) :][:_AROUND],
            )
        )  # fmt: skip
    return Coded(text(source.get("name")) or "text", plain, tuple(marks))


def _quote(selection: Any, words: str, plain: str) -> tuple[str, int, str] | None:
    """The words of a selection, where they begin, and in which text: positions are of the text as it came (CRLF counted
    twice) or with plain line ends; the selection's name, where it quotes the words, decides."""
    try:
        start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
    except (TypeError, ValueError):
        return None
    name = "".join(str(selection.get("name") or "").split())
    readings = [t for t in dict.fromkeys((plain, words)) if 0 <= start < end <= len(t) and t[start:end].strip()]
    best = next((t for t in readings if name and _bare(t[start:end])[:20] == name[:20]), readings[0] if readings else None)
    return None if best is None else (best[start:end], start, best)


def _bare(words: str) -> str:
    return "".join(words.split())

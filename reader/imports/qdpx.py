"""REFI-QDA projects (.qdpx) read: our own back into the records they were written of, those of other programs as texts
with codings. Standard 1.0 of 2019; positions are code points of the text, whatever its line ends."""

from __future__ import annotations

import json
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.imports.archives import Member, open_members
from reader.imports.elsewhere.marks import ForeignMark, moment, text
from reader.imports.encodings import decode

Record = dict[str, Any]
ENDING = ".qdpx"
_NS = "{urn:QDA-XML:project:1.0}"
_LARGEST = 512 << 20
_AROUND = 32
_VERSION = 1


class Coded(NamedTuple):
    """A text of a project, with the passages coded in it."""

    name: str
    text: str
    marks: tuple[ForeignMark, ...]


@dataclass
class Project:
    """A project as read: `own` holds its records where Pressmark wrote it; else `texts` and what could not be read."""

    own: dict[str, Any] | None = None
    texts: list[Coded] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def is_project(path: Path) -> bool:
    """Whether a file is a project of REFI-QDA."""
    return path.suffix.lower() == ENDING


def is_own(path: Path) -> bool:
    """Whether Pressmark wrote the project."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "pressmark.json" in archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False


def read_project(path: Path) -> Project:
    """Read a project. Raises ReaderError, one line, for one that is damaged or no project."""
    with open_members(path) as members:
        held = {member.name: member for member in members}
        if "project.qde" not in held:
            raise _damaged(path, "project.qde")
        root = _xml(held["project.qde"].read(_LARGEST), path)
        if "pressmark.json" in held:
            return Project(_own(held["pressmark.json"], root, path))
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


# ---- our own


def _own(member: Member, root: Any, path: Path) -> dict[str, Any]:
    try:
        rest = json.loads(member.read(_LARGEST))
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "pressmark.json") from error
    if not isinstance(rest, dict) or not isinstance(rest.get("records"), list):
        raise _damaged(path, "pressmark.json")
    version = rest.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version > _VERSION:
        raise ReaderError(
            N_("{path} was written by a newer Pressmark."), N_("Install the newer version to read it."), path=path
        )
    records = [record for record in rest["records"] if isinstance(record, dict)]
    colours = {r.get("uuid"): r.get("key") for r in records if r.get("entity") == "colour"}
    tags = {r.get("uuid") for r in records if r.get("entity") == "tag"}
    users = {user.get("guid"): user.get("name") for user in root.iter(f"{_NS}User")}
    for record in [r for r in records if r.get("entity") == "highlight"]:
        records += _complete(record, root, colours, tags, users)
    records += _of_cases(root, tags)
    articles = rest.get("articles")
    return {"whole": bool(rest.get("whole")), "articles": articles if isinstance(articles, list) else [], "records": records}


def _complete(record: Record, root: Any, colours: dict[Any, Any], tags: set[Any], users: dict[Any, Any]) -> Iterator[Record]:
    """Give a highlight what the project says of it; its tags are records of their own."""
    found = root.xpath(".//*[local-name()='PlainTextSelection'][@guid=$id]", id=str(record.get("uuid")))
    if not found:
        return
    codes = [ref.get("targetGUID") for ref in found[0].iter(f"{_NS}CodeRef")]
    record["comment"] = found[0].findtext(f"{_NS}Description") or ""
    record["colour"] = next((colours[code] for code in codes if code in colours), "yellow")
    record["author"] = users.get(found[0].get("creatingUser")) or ""
    record["created"] = found[0].get("creationDateTime") or ""
    for code in codes:
        if code in tags:
            yield _tie("highlight", record["uuid"], code)


def _of_cases(root: Any, tags: set[Any]) -> Iterator[Record]:
    """Tags of articles, and their notes, which are known by an id made of the article's."""
    notes = {str(note.get("guid")): note.findtext(f"{_NS}PlainTextContent") or "" for note in root.iter(f"{_NS}Note")}
    for case in root.iter(f"{_NS}Case"):
        article = str(case.get("guid"))
        for ref in case.findall(f"{_NS}CodeRef"):
            if ref.get("targetGUID") in tags:
                yield _tie("article", article, ref.get("targetGUID"))
        try:
            unique = str(uuid.uuid5(uuid.UUID(article), "note"))
        except ValueError:
            continue
        if unique in notes:
            yield {"entity": "note", "uuid": unique, "article": article, "issue": None, "text": notes[unique]}


def _tie(entity: str, thing: str, tag: str) -> Record:
    unique = str(uuid.uuid5(uuid.NAMESPACE_URL, f"pressmark:{thing}:{tag}"))
    return {"entity": f"{entity}_tag", "uuid": unique, entity: thing, "tag": tag}


# ---- other programs'


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

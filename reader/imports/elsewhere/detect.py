"""Which program wrote a file of highlights, told from the file itself, and its highlights."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from reader.domain.errors import ReaderError, UsageError
from reader.domain.words import N_
from reader.imports.elsewhere import calibre, hypothesis, koreader, taguette, zotero
from reader.imports.elsewhere.marks import ForeignMark
from reader.imports.encodings import decode

KINDS = {"zotero": "Zotero", "calibre": "calibre", "koreader": "KOReader", "hypothesis": "Hypothesis", "taguette": "Taguette"}
"""The programs whose files are read, by the name used on the command line."""
LARGEST = 256 << 20

Reader = Callable[[str], list[ForeignMark]]


class Found(NamedTuple):
    """The highlights of a file, and which program wrote it (a key of KINDS)."""

    kind: str
    marks: list[ForeignMark]


def read_marks(path: Path, kind: str = "", project: Any = None) -> Found:
    """The highlights a file holds. `kind` says which program wrote it, where a person knows; `project` are the rows of a
    Taguette project. Raises ReaderError for a file that is none of these, UsageError for a kind there is not."""
    if kind and kind not in KINDS:
        raise UsageError(N_("There is no reader for “{kind}”."), N_("There are: {names}."), kind=kind, names=", ".join(KINDS))
    for name, marks in _readings(path, project):
        if (not kind or name == kind) and marks:
            return Found(name, marks)
    raise ReaderError(
        N_("{path} holds no highlights of a program that is known here."),
        N_("Zotero, calibre, KOReader, Hypothesis and Taguette can be read; export the highlights again, or say which it is."),
        path=path,
    )


def _readings(path: Path, project: Any) -> list[tuple[str, list[ForeignMark]]]:
    if project is not None:
        return [("taguette", [ForeignMark(_bare(words), "", tags, title=name) for name, words, tags in project])]
    data = _bytes(path)
    if data.startswith(b"PK"):
        return [("taguette", _safely(lambda _s: taguette.rows(taguette.workbook(path)), ""))]
    source = decode(data, name=str(path)).text
    if source.lstrip()[:1] in {"{", "["}:
        return _of_json(source)
    if source.lstrip().startswith("return") or path.suffix == ".lua":
        return [("koreader", _safely(koreader.sidecar, source))]
    if "<html" in source[:2000].lower() or "<p>" in source or "<span" in source:
        return [("zotero", _safely(zotero.note_html, source)), ("taguette", _safely(taguette.page, source))]
    return _of_text(source)


def _of_json(source: str) -> list[tuple[str, list[ForeignMark]]]:
    try:
        document = json.loads(source)
    except (ValueError, RecursionError):
        return []
    whole = document if isinstance(document, dict) else {}
    return [
        ("calibre", calibre.collection(document)),
        ("hypothesis", hypothesis.marks_of(document)),
        ("zotero", zotero.marks_of(document)),
        ("koreader", koreader.exported_json(whole)),
    ]


def _of_text(source: str) -> list[tuple[str, list[ForeignMark]]]:
    found: list[tuple[str, list[ForeignMark]]] = []
    table = _table(source)
    names = set(table[0]) if table else set()
    if names >= taguette.COLUMNS:
        found.append(("taguette", taguette.rows(table)))
    if names >= hypothesis.COLUMNS:
        found.append(("hypothesis", hypothesis.rows(table)))
    if names & set(zotero.COLUMNS):
        found.append(("zotero", zotero.rows(table)))
    readers: tuple[tuple[str, Reader], ...] = (
        ("koreader", koreader.markdown), ("koreader", koreader.plain), ("zotero", zotero.note_markdown),
        ("calibre", calibre.listing),
    )  # fmt: skip
    return found + [(name, _safely(reader, source)) for name, reader in readers]


def _table(source: str) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 24)
    head = source.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    try:
        rows = list(csv.DictReader(io.StringIO(source.lstrip("\ufeff")), delimiter=mark))
    except csv.Error:
        return []
    return [{str(k): v for k, v in row.items() if isinstance(v, str)} for row in rows]


def _safely(reader: Reader, source: str) -> list[ForeignMark]:
    """What a reader finds; nothing where the file is not of its kind after all."""
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        return reader(source)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, LxmlError, ReaderError):
        return []


def _bare(html: str) -> str:
    import lxml.html  # type: ignore[import-untyped]

    try:
        return str(lxml.html.fragment_fromstring(html, create_parent="div").text_content()).strip()
    except (ValueError, LookupError, TypeError):
        return html


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ReaderError(N_("{path} is too large to be read."), N_("Export it in parts."), path=path)
        return path.read_bytes()
    except OSError as error:
        raise ReaderError(
            N_("{path} cannot be read: {reason}."), N_("Check the file."), path=path, reason=error.strerror or error
        ) from error

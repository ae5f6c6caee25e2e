"""Taguette: highlights as CSV, XLSX and HTML, each with its document and tags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reader.imports.archives import open_members
from reader.imports.elsewhere.marks import ForeignMark, text

COLUMNS = {"id", "document", "tag", "content"}
_LARGEST = 256 << 20
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows(table: list[dict[str, str]]) -> list[ForeignMark]:
    """The highlights of a table with a row for each tag: rows of one id are one highlight."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in table:
        words = text(row.get("content"))
        if words:
            tags = found.setdefault((text(row.get("id")), text(row.get("document")), words), [])
            if tag := text(row.get("tag")):
                tags.append(tag)
    return [ForeignMark(words, "", tuple(dict.fromkeys(tags)), title=title) for (_id, title, words), tags in found.items()]


def workbook(path: Path) -> list[dict[str, str]]:
    """The first sheet of a workbook as rows by the names of its first row."""
    with open_members(path) as members:
        held = {m.name: m.read(_LARGEST) for m in members if m.name in {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}}
    shared = ["".join(t.text or "" for t in si.iter(f"{_SHEET}t")) for si in _xml(held.get("xl/sharedStrings.xml"))]
    table: list[dict[str, str]] = []
    for row in _xml(held.get("xl/worksheets/sheet1.xml")).iter(f"{_SHEET}row"):
        table.append({_column(cell): _cell(cell, shared) for cell in row.iter(f"{_SHEET}c")})
    names = table[0] if table else {}
    return [{name: row.get(column, "") for column, name in names.items()} for row in table[1:]]


def _column(cell: Any) -> str:
    """The letters of a cell's name: empty cells are not written."""
    return str(cell.get("r") or "").rstrip("0123456789")


def _xml(data: bytes | None) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data or b"<none/>", parser)


def _cell(cell: Any, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_SHEET}t"))
    value = cell.findtext(f"{_SHEET}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return str(value)


def page(source: str) -> list[ForeignMark]:
    """The highlights of an HTML export: the words, then a paragraph with document and tags, then a rule."""
    import lxml.html  # type: ignore[import-untyped]

    body = lxml.html.document_fromstring(source).find("body")
    found: list[ForeignMark] = []
    words: list[str] = []
    for one in [] if body is None else body:
        if one.tag in {"h1", "hr"}:
            continue
        labels = one.findall("strong") if one.tag == "p" else []
        if len(labels) == 2:
            title = text(labels[0].tail)
            tags = tuple(filter(None, (text(tag) for tag in (labels[1].tail or "").split(","))))
            if said := text("\n".join(words)):
                found.append(ForeignMark(said, "", tags, title=title))
            words = []
        else:
            words.append(one.text_content())
            words.append(one.tail or "")
    return found

"""KOReader: the sidecar `metadata.*.lua` beside a book, and the JSON, Markdown and text its exporter writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from reader.imports.elsewhere.lua import read_table
from reader.imports.elsewhere.marks import ForeignMark, moment, text

_PAGE = re.compile(r"^### Page .* @ .*$", re.MULTILINE)
_PAIRS = (("**_", "_**"), ("**", "**"), ("==", "=="), ("++", "++"), ("~~", "~~"), ("<u>", "</u>"), ("*", "*"))
"""How the exporter sets words of a kind of highlight off, where that is wished."""


def sidecar(source: str) -> list[ForeignMark]:
    """The highlights of a sidecar, of this format and the one before 2024. Raises ValueError for another file."""
    table = read_table(source)
    if not isinstance(table, dict):
        raise ValueError("no table")
    props = table.get("doc_props") or table.get("stats") or {}
    title = text(props.get("title")) if isinstance(props, dict) else ""
    entries = list(_values(table.get("annotations")))
    if not entries:
        notes = _old_notes(table.get("bookmarks"))
        pages = _values(table.get("highlight"))
        entries = [{**e, "note": notes.get(text(e.get("text")), "")} for page in pages for e in _values(page)]
    return list(_marks(entries, title))


def _values(table: Any) -> Iterator[dict[str, Any]]:
    if isinstance(table, dict):
        yield from (value for _key, value in sorted(table.items(), key=lambda i: str(i[0]).zfill(8)) if isinstance(value, dict))


def _old_notes(bookmarks: Any) -> dict[str, str]:
    """Notes of old sidecars: a bookmark's `notes` is the words highlighted, its `text` what was written about them."""
    found = {}
    for one in _values(bookmarks):
        words, note = text(one.get("notes")), text(one.get("text"))
        if one.get("highlighted") and words and note and not note.startswith("Page ") and words not in note:
            found[words] = note
    return found


def _marks(entries: Iterable[dict[str, Any]], title: str) -> Iterator[ForeignMark]:
    for entry in entries:
        words = text(entry.get("text"))
        if words and (entry.get("drawer") or entry.get("pos0") or "time" in entry or "datetime" in entry):
            when = moment(entry.get("datetime") or entry.get("time"))
            yield ForeignMark(words, text(entry.get("note")), (), text(entry.get("color")), when, "", title)


def exported_json(document: Any) -> list[ForeignMark]:
    """The highlights of one book, or of several, that the exporter wrote as JSON."""
    found: list[ForeignMark] = []
    for book in document.get("documents") or [document]:
        if isinstance(book, dict) and isinstance(book.get("entries"), list):
            found += _marks((e for e in book["entries"] if isinstance(e, dict)), text(book.get("title")))
    return found


def markdown(source: str) -> list[ForeignMark]:
    """The highlights of a Markdown export: `### Page N @ time`, the words, and after `---` the note."""
    parts = _PAGE.split(source)
    title = next((line[2:] for line in parts[0].splitlines() if line.startswith("# ")), "")
    found = []
    for part in parts[1:]:
        body = re.sub(r"\n\[[^\]]*\]\(<file://[^\n]*", "", part)
        body = re.split(r"^## .*$", body, flags=re.MULTILINE)[0]
        words, _rule, note = body.partition("\n---\n")
        if text(words):
            found.append(ForeignMark(_unset(text(words)), text(note), title=text(title)))
    return found


def _unset(words: str) -> str:
    for before, after in _PAIRS:
        if words.startswith(before) and words.endswith(after) and len(words) > len(before) + len(after):
            return words[len(before) : -len(after)]
    return words


def plain(source: str) -> list[ForeignMark]:
    """The highlights of a text export: `-- Page: N, added on …`, the words, `---` and the note, `-=-=-=-=-=-`."""
    found, title = [], text(source.split("\n", 1)[0])
    for part in source.split("-=-=-=-=-=-"):
        head = re.search(r"^\u3000\u3000--? ?.*$", part, re.MULTILINE)
        if head is not None:
            words, _rule, note = part[head.end() :].partition("\n---\n")
            if text(words):
                found.append(ForeignMark(text(words), text(note), title=title))
    return found

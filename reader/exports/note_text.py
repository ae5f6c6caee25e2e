"""A note's Markdown as paragraphs of styled runs, for formats that have no HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reader.domain.note_html import as_html

NoteRun = tuple[str, frozenset[str]]
_STYLES = {"b": "bold", "i": "italic"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_BLOCKS = {"p", "pre", "li", *_HEADINGS}


def note_paragraphs(note: str) -> Iterator[list[NoteRun]]:
    """The paragraphs of a note; headings in bold, items with their sign. `note` holds nothing XML may not hold."""
    # Loaded here: no list of formats needs it.
    import lxml.html  # type: ignore[import-untyped]

    html = as_html(note, lambda _kind, _uuid: True)
    if html.strip():
        yield from _walk(lxml.html.fragment_fromstring(html, create_parent="div"), 0)


def _walk(parent: Any, depth: int) -> Iterator[list[NoteRun]]:
    number = int(parent.get("start") or 1)
    for node in parent:
        if node.tag in _BLOCKS:
            sign = ""
            if node.tag == "li":
                sign = "　" * depth + (f"{number}. " if parent.tag == "ol" else "• ")
                number += 1
            yield [(sign, frozenset()), *_runs(node, frozenset({"bold"}) if node.tag in _HEADINGS else frozenset())]
            yield from _walk(node, depth + 1)
        elif node.tag == "hr":
            yield [("———", frozenset())]
        elif node.tag in {"ul", "ol", "blockquote"}:
            yield from _walk(node, depth)


def _runs(node: Any, styles: frozenset[str]) -> Iterator[NoteRun]:
    if node.text:
        yield node.text, styles
    for inner in node:
        if inner.tag == "br":
            yield "\n", styles
        elif inner.tag not in {"ul", "ol", "blockquote", "p"}:
            yield from _runs(inner, styles | ({_STYLES[inner.tag]} if inner.tag in _STYLES else set()))
        if inner.tail:
            yield inner.tail, styles

"""Tables as OCR programs write them: pipe tables of Markdown and HTML `<table>`."""

from __future__ import annotations

import re

_RULE_ROW = re.compile(r"[|:\- \t]+")
_TABLE_TAG = re.compile(
    r"</?(?:table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col)(?:[ \n/][^<>]{0,500})?>", re.IGNORECASE
)
OPENING = re.compile(r"<table(?:[ \n][^<>]{0,500})?>", re.IGNORECASE)
CLOSING = re.compile(r"</table>", re.IGNORECASE)

Stretch = tuple[int, int]


def is_rule_row(line: str) -> bool:
    """Whether `line` is the rule under a pipe table's head: `|---|:--:|`."""
    return "|" in line and "-" in line and _RULE_ROW.fullmatch(line) is not None


def outer_pipes(text: str, start: int, end: int) -> list[Stretch]:
    """The pipes at either end of the row `text[start:end]`: markup. Inner pipes part the cells and stay."""
    pipes = []
    if text[start] == "|":
        pipes.append((start, start + 1))
    if text[end - 1] == "|" and end - 1 > start and text[end - 2] != "\\":
        pipes.append((end - 1, end))
    return pipes


def read_cells(text: str, start: int, end: int) -> tuple[list[Stretch], list[Stretch]]:
    """The printed lines of the HTML table `text[start:end]`, cell by cell in order, and its tags.

    A row begins wherever a `<tr>` stands between two pieces.
    """
    pieces, tags, at = [], [], start
    for match in _TABLE_TAG.finditer(text, start, end):
        pieces += _lines(text, at, match.start())
        tags.append(match.span())
        at = match.end()
    return pieces + _lines(text, at, end), tags


def _lines(text: str, start: int, end: int) -> list[Stretch]:
    found = []
    for match in re.compile(r"[^\n\f]+").finditer(text, start, end):
        words = match[0]
        if words.strip():
            low = match.start() + len(words) - len(words.lstrip())
            found.append((low, low + len(words.strip())))
    return found

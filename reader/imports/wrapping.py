"""Lines of a text file, and where in plain text without blank lines a new paragraph begins."""

from __future__ import annotations

import re
from typing import NamedTuple

_ENDS = re.compile("[\n\f]")
# Wider lines (in half-width columns) were never wrapped: each is a paragraph.
_UNWRAPPED = 160


class Line(NamedTuple):
    """A line from `begin`, its words `[start, end)` without white space; `feed`: a form feed stands before it."""

    begin: int
    start: int
    end: int
    feed: bool = False


def split_lines(text: str, start: int) -> list[Line]:
    """The lines of `text` from `start` on; form feeds end lines too."""
    lines, feed = [], False
    for match in _ENDS.finditer(text, start):
        lines.append(line_of(text, start, match.start(), feed))
        start, feed = match.end(), match[0] == "\f"
    lines.append(line_of(text, start, len(text), feed))
    return lines


def line_of(text: str, start: int, end: int, feed: bool = False) -> Line:
    """The stretch `[start, end)` as a line."""
    words = text[start:end]
    low = start + len(words) - len(words.lstrip())
    return Line(start, low, max(low, start + len(words.rstrip())), feed)


class Chunk(NamedTuple):
    """Lines without a blank one between them: the number behind the last, the width of the widest, the smallest
    indent, and whether they are centred (a headline) rather than set to a margin."""

    stop: int
    width: int
    margin: int
    centred: bool


def measure_chunk(text: str, lines: list[Line], first: int) -> Chunk:
    """Measure the run of printed lines from line `first` on."""
    stop, sizes = first, []
    while stop < len(lines) and lines[stop].start < lines[stop].end and not (stop > first and lines[stop].feed):
        sizes.append((_indent(text, lines[stop]), _width(text, lines[stop])))
        stop += 1
    margin = min((indent for indent, _width in sizes), default=0)
    return Chunk(stop, max((width for _indent, width in sizes), default=0), margin, _are_centred(sizes, margin))


def opens_paragraph(text: str, lines: list[Line], number: int, chunk: Chunk | None) -> bool:
    """Whether line `number` begins a paragraph though the line before it is printed.

    It does where it is indented by a full-width blank; in plain text (with its `chunk` given) also where lines
    were never wrapped, where it stands in from the margin, or where the line before ends markedly short.
    """
    line, before = lines[number], lines[number - 1]
    if text.find("\u3000", line.begin, line.start) >= 0:
        return True
    if chunk is None or chunk.centred:
        return False
    if chunk.width > _UNWRAPPED or _indent(text, line) >= chunk.margin + 2:
        return True
    return _width(text, before) * 10 < chunk.width * 6


def _are_centred(sizes: list[tuple[int, int]], margin: int) -> bool:
    """Whether lines (indent, width) share a middle and stand in from the margin: at most eight of a headline."""
    if not 2 <= len(sizes) <= 8 or (margin < 2 and max(indent for indent, _width in sizes) <= 8):
        return False
    middles = [2 * indent + width for indent, width in sizes]
    return max(middles) - min(middles) <= 5


def _width(text: str, line: Line) -> int:
    """Columns a line takes: Chinese characters two, Latin letters one (its bytes in UTF-8 and characters, halved)."""
    words = text[line.start : line.end]
    return (len(words.encode("utf-8", "surrogatepass")) + len(words)) // 2


def _indent(text: str, line: Line) -> int:
    return len(text[line.begin : line.start].expandtabs(4))

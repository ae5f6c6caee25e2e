"""An article set as a newspaper column: a Qt document that is built, never read back, and the map of its positions."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from reader.domain.views import BlockSpan, BlockView
from reader.ui.typesetting import DOUBT
from reader.ui.utf16 import Offsets, showable


@dataclass(frozen=True)
class Chunk:
    """A stretch of a block's words in the document: from `start` (UTF-16) on, beginning at code point `first`."""

    start: int
    block: int
    first: int
    offsets: Offsets

    @property
    def end(self) -> int:
        """The document position after the stretch."""
        return self.start + self.offsets.units

    @property
    def past(self) -> int:
        """The block's code point after the stretch."""
        return self.first + self.offsets.code_points


@dataclass
class PlaceMap:
    """Document positions and the blocks' code points, both ways."""

    chunks: list[Chunk] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _of_block: dict[int, list[Chunk]] = field(default_factory=lambda: defaultdict(list))
    _before: dict[int, int] = field(default_factory=dict)
    length: int = 0

    def add(self, chunk: Chunk) -> None:
        """Enter the next stretch; stretches come in document order."""
        self.chunks.append(chunk)
        self._starts.append(chunk.start)
        self._of_block[chunk.block].append(chunk)
        self._before.setdefault(chunk.block, self.length - chunk.first)
        self.length += chunk.offsets.code_points

    def place_at(self, position: int) -> tuple[int, int] | None:
        """(block, code point) at a document position; between stretches, the end of the one before."""
        if not self.chunks:
            return None
        chunk = self.chunks[max(0, bisect_right(self._starts, position) - 1)]
        return chunk.block, chunk.first + chunk.offsets.to_code_point(position - chunk.start)

    def position_of(self, block: int, code_point: int) -> int | None:
        """The document position of a block's code point; None where the block is not shown."""
        for chunk in self._of_block.get(block, ()):
            if code_point <= chunk.past:
                return chunk.start + chunk.offsets.to_utf16(code_point - chunk.first)
        return None

    def ranges(self, span: BlockSpan) -> list[tuple[int, int]]:
        """The document ranges that show a span."""
        found = []
        for chunk in self._of_block.get(span.block, ()):
            low, high = max(span.start, chunk.first), min(span.end, chunk.past)
            if low < high:
                to = chunk.offsets.to_utf16
                found.append((chunk.start + to(low - chunk.first), chunk.start + to(high - chunk.first)))
        return found

    def spans(self, start: int, end: int) -> list[BlockSpan]:
        """The block spans under a document range, in order; what is no block's words is left out."""
        found: list[BlockSpan] = []
        for chunk in self.chunks[max(0, bisect_right(self._starts, start) - 1) :]:
            if chunk.start >= end:
                break
            low = chunk.first + chunk.offsets.to_code_point(start - chunk.start)
            high = chunk.first + chunk.offsets.to_code_point(end - chunk.start)
            if low < high:
                _extend(found, BlockSpan(chunk.block, low, high))
        return found

    def running(self, position: int) -> int:
        """The reading place of a document position: code points from the beginning of the article."""
        place = self.place_at(position)
        return self._before[place[0]] + place[1] if place else 0

    def position_of_running(self, place: int) -> int:
        """The document position of a reading place."""
        passed = 0
        for chunk in self.chunks:
            if place <= passed + chunk.offsets.code_points:
                return chunk.start + chunk.offsets.to_utf16(place - passed)
            passed += chunk.offsets.code_points
        return self.chunks[-1].end if self.chunks else 0


def _extend(found: list[BlockSpan], span: BlockSpan) -> None:
    if found and found[-1].block == span.block and found[-1].end >= span.start:
        found[-1] = BlockSpan(span.block, found[-1].start, span.end)
    else:
        found.append(span)


class Writer:
    """Writes blocks' words into an empty document and enters each in the map."""

    def __init__(self, document: QTextDocument) -> None:
        self.places = PlaceMap()
        self._cursor = QTextCursor(document)
        self._fresh = True
        self._cursor.beginEditBlock()

    @property
    def position(self) -> int:
        """Where the next words go."""
        return self._cursor.position()

    def paragraph(self, block: QTextBlockFormat, char: QTextCharFormat) -> None:
        """Begin a paragraph."""
        if self._fresh:
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(char)
            self._fresh = False
        else:
            self._cursor.insertBlock(block, char)

    def aside(self, words: str, char: QTextCharFormat) -> None:
        """Write words that are no block's: separators, arrows, labels."""
        self._cursor.insertText(showable(words), char)

    def doubt(self, score: int) -> None:
        """Say how doubtful the words of the paragraph begun last are."""
        form = QTextBlockFormat(self._cursor.blockFormat())
        form.setProperty(DOUBT, score)
        self._cursor.setBlockFormat(form)

    def words(
        self, block: int, text: str, char: QTextCharFormat, styles: Iterable[tuple[int, int, str]] = (), first: int = 0
    ) -> None:
        """Write a block's words from its code point `first` on; `styles` are `(start, end, name)` within `text`."""
        if not text:
            return
        self.places.add(Chunk(self._cursor.position(), block, first, Offsets(text)))
        shown = showable(text)
        for start, end, names in runs(len(text), styles):
            self._cursor.insertText(shown[start:end], styled(char, names) if names else char)

    def finish(self) -> PlaceMap:
        """Close the document and hand over the map."""
        self._cursor.endEditBlock()
        return self.places


def runs(length: int, styles: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Cut `[0, length)` where styles begin or end, each run with the names of its styles."""
    inside = [(max(0, a), min(length, b), name) for a, b, name in styles if a < length and b > 0 and a < b]
    cuts = sorted({0, length, *(a for a, _b, _n in inside), *(b for _a, b, _n in inside)})
    for start, end in itertools.pairwise(cuts):
        yield start, end, frozenset(name for a, b, name in inside if a <= start and end <= b)


def styled(char: QTextCharFormat, names: frozenset[str]) -> QTextCharFormat:
    """`char` in bold, italic, raised or lowered type."""
    made = QTextCharFormat(char)
    if names & {"bold", "strong"}:
        made.setFontWeight(700)
    if names & {"italic", "em"}:
        made.setFontItalic(True)
    if "superscript" in names:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    if "subscript" in names:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
    return made


def corrected_spans(blocks: Sequence[BlockView]) -> list[BlockSpan]:
    """The corrected stretches of some blocks."""
    return [BlockSpan(b.id, start, end) for b in blocks for start, end, _id in b.words.corrected]

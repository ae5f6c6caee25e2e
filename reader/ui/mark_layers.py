"""Where marks lie in a shown document: highlights in lanes, search hits and corrections, ready for painting."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtGui import QTextDocument

from reader.domain.views import BlockSpan, HighlightView
from reader.ui.article_document import PlaceMap

What = TypeVar("What")


@dataclass(frozen=True)
class Mark:
    """A stretch `[start, end)` of the document (UTF-16) that belongs to highlight `highlight`."""

    start: int
    end: int
    highlight: int
    colour: str
    lane: int
    commented: bool
    first: bool


@dataclass
class MarkLayers:
    """All marks of the article shown, found by paragraph number of the document."""

    marks: list[Mark] = field(default_factory=list)
    hits: list[tuple[int, int]] = field(default_factory=list)
    corrected: list[tuple[int, int]] = field(default_factory=list)
    lanes: int = 0
    _by_paragraph: dict[int, list[Mark]] = field(default_factory=dict)
    _hits_by_paragraph: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _corrected_by_paragraph: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def lay_highlights(self, highlights: Sequence[HighlightView], places: PlaceMap, document: QTextDocument) -> None:
        """Give each highlight its stretches and a lane of its own among those it overlaps."""
        spread = [(h, _ranges(h.spans, places)) for h in highlights]
        placed = sorted(((h, r) for h, r in spread if r), key=lambda x: (x[1][0][0], -x[1][-1][1]))
        ends: list[int] = []
        self.marks = []
        for highlight, ranges in placed:
            lane = next((n for n, end in enumerate(ends) if end <= ranges[0][0]), len(ends))
            ends[lane : lane + 1] = [ranges[-1][1]]
            for number, (start, end) in enumerate(ranges):
                self.marks.append(
                    Mark(start, end, highlight.id, highlight.colour, lane, bool(highlight.comment), number == 0)
                )
        self.lanes = len(ends)
        self._by_paragraph = _by_paragraph([(m.start, m.end, m) for m in self.marks], document)

    def lay_hits(self, spans: Sequence[BlockSpan], places: PlaceMap, document: QTextDocument) -> None:
        """Take over the search hits, in text order."""
        self.hits = sorted(r for span in spans for r in places.ranges(span))
        self._hits_by_paragraph = _by_paragraph([(a, b, (a, b)) for a, b in self.hits], document)

    def lay_corrected(self, spans: Sequence[BlockSpan], places: PlaceMap, document: QTextDocument) -> None:
        """Take over the corrected stretches."""
        self.corrected = sorted(r for span in spans for r in places.ranges(span))
        self._corrected_by_paragraph = _by_paragraph([(a, b, (a, b)) for a, b in self.corrected], document)

    def in_paragraph(self, number: int) -> list[Mark]:
        """The marks that touch a paragraph of the document."""
        return self._by_paragraph.get(number, [])

    def hits_in_paragraph(self, number: int) -> list[tuple[int, int]]:
        """The hits that touch a paragraph of the document."""
        return self._hits_by_paragraph.get(number, [])

    def corrected_in_paragraph(self, number: int) -> list[tuple[int, int]]:
        """The corrected stretches that touch a paragraph of the document."""
        return self._corrected_by_paragraph.get(number, [])

    def at(self, position: int) -> list[int]:
        """The highlights at a document position, the shortest first: the one a click most likely means."""
        found = [m for m in self.marks if m.start <= position < m.end]
        return list(dict.fromkeys(m.highlight for m in sorted(found, key=lambda m: m.end - m.start)))

    def between(self, low: int, high: int) -> list[int]:
        """The highlights with characters of the document's `[low, high)`, in text order."""
        return list(dict.fromkeys(m.highlight for m in self.marks if m.start < high and m.end > low))

    def hit_after(self, position: int) -> int:
        """The number of the first hit at or after a document position, round to the first."""
        return bisect_left(self.hits, (position, 0)) % len(self.hits) if self.hits else -1

    def colour_of(self, highlight: int) -> str:
        """The colour key of a highlight; empty where it is not shown."""
        return next((m.colour for m in self.marks if m.highlight == highlight), "")

    def ranges_of(self, highlight: int) -> list[tuple[int, int]]:
        """The document ranges of a highlight."""
        return [(m.start, m.end) for m in self.marks if m.highlight == highlight]


def _ranges(spans: Sequence[BlockSpan], places: PlaceMap) -> list[tuple[int, int]]:
    return sorted(r for span in spans for r in places.ranges(span))


def _by_paragraph(ranges: Sequence[tuple[int, int, What]], document: QTextDocument) -> dict[int, list[What]]:
    found: dict[int, list[What]] = defaultdict(list)
    for start, end, what in ranges:
        block = document.findBlock(start)
        while block.isValid() and block.position() < end:
            found[block.blockNumber()].append(what)
            block = block.next()
    return dict(found)

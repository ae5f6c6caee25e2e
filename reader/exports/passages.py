"""The evidence a passage carries: its words, what stands around them, and where exactly they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.domain.text import PRINTED, Span, lay_out
from reader.domain.views import ArticleView, BlockView, HighlightView
from reader.exports.selection import Selection, TextFile


class Anchor(NamedTuple):
    """A stretch `[start, end)` of a source text, in code points, and the file it came from (None: not known)."""

    source: int
    start: int
    end: int
    file: TextFile | None


class Place(NamedTuple):
    """A stretch `[start, end)` of a block's shown text, in code points."""

    block: BlockView
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A highlighted passage with its evidence.

    `words` are the words of the layer asked for, `printed` those of the page, `corrected` whether they differ;
    `before` and `after` are as much of the article as the options ask for. `places` are in text order; `anchors` are
    the stored spans, also those that lie in another article.
    """

    highlight: HighlightView
    article: ArticleView
    meaning: str
    words: str
    printed: str
    corrected: bool
    before: str
    after: str
    places: tuple[Place, ...]
    anchors: tuple[Anchor, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """The names of its tags."""
        return tuple(chip.name for chip in self.highlight.tags)


def passages(article: ArticleView, selection: Selection) -> Iterator[Passage]:
    """The passages of an article in text order, each with its evidence."""
    by_id = {block.id: block for block in article.blocks}
    for highlight in article.highlights:
        places = tuple(Place(by_id[s.block], s.start, s.end) for s in highlight.spans if s.block in by_id)
        shown = highlight.quote if highlight.state == "ok" else (highlight.current or highlight.quote)
        printed = _printed(highlight, places, selection) if _is_corrected(highlight, places, selection) else shown
        anchors = tuple(Anchor(*span, selection.sources.file(span.source)) for span in highlight.stored)
        words = printed if selection.options.layer == "printed" else shown
        before, after = around(article.blocks, places, selection.options.context)
        yield Passage(
            highlight, article, selection.meaning(highlight), words, printed, printed != shown, before, after, places, anchors
        )  # fmt: skip


def _is_corrected(highlight: HighlightView, places: Sequence[Place], selection: Selection) -> bool:
    if selection.options.layer == "printed":
        # What is shown knows no corrections; the source text does.
        texts = {span.source: selection.sources.text(span.source) for span in highlight.stored}
        fixes = [(span, fix) for span in highlight.stored if (text := texts[span.source]) for fix in text.corrections]
        return bool(places) and any(fix.start <= span.end and fix.end >= span.start for span, fix in fixes)
    return any(low <= p.end and high >= p.start for p in places for low, high, _id in p.block.words.corrected)


def _printed(highlight: HighlightView, places: Sequence[Place], selection: Selection) -> str:
    """The words under a highlight as the page has them, lines mended, one line a block."""
    lines = []
    for place in places:
        own = [part for piece in place.block.pieces for part in _within(piece, highlight.stored)]
        texts = {part.source: selection.sources.text(part.source) for part in own}
        known = {id: text for id, text in texts.items() if text is not None}
        if len(known) < len(texts):
            return highlight.quote
        lines.append(lay_out(own, known, PRINTED).text)
    return "\n".join(dict.fromkeys(lines))


def _within(piece: Span, spans: Sequence[Span]) -> Iterator[Span]:
    for span in spans:
        low, high = max(piece.start, span.start), min(piece.end, span.end)
        if span.source == piece.source and low < high:
            yield Span(piece.source, low, high)


def around(blocks: Sequence[BlockView], places: Sequence[Place], count: int) -> tuple[str, str]:
    """`count` code points of the article before the first and after the last place; blocks are parted by a blank."""
    if not places or count <= 0:
        return "", ""
    order = {block.id: n for n, block in enumerate(blocks)}
    first, last = places[0], places[-1]
    before, after = first.block.text[: first.start], last.block.text[last.end :]
    at = order[first.block.id] - 1
    while len(before) < count and at >= 0:
        before = f"{blocks[at].text} {before}"
        at -= 1
    at = order[last.block.id] + 1
    while len(after) < count and at < len(blocks):
        after = f"{after} {blocks[at].text}"
        at += 1
    return before[-count:].lstrip(), after[:count].rstrip()

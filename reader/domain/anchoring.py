"""Anchors: the exact quote of a highlight, the words either side of it, and finding a quote again."""

from __future__ import annotations

from collections.abc import Sequence

from reader.domain.views import BlockSpan, BlockView

CONTEXT = 32
"""Characters kept either side of a quote, as in the W3C TextQuoteSelector."""


def context(blocks: Sequence[BlockView], spans: Sequence[tuple[int, int, int]]) -> tuple[str, str]:
    """The words before the first and after the last span, at most CONTEXT code points, over block ends."""
    order = {block.id: n for n, block in enumerate(blocks)}
    known = sorted((order[block], start, end) for block, start, end in spans if block in order)
    if not known:
        return "", ""
    first, last = known[0], max(known, key=lambda s: (s[0], s[2]))
    before = "\n".join(b.text for b in blocks[: first[0]]) + "\n" if first[0] else ""
    before += blocks[first[0]].text[: first[1]]
    after = blocks[last[0]].text[last[2] :]
    if last[0] + 1 < len(blocks):
        after += "\n" + "\n".join(b.text for b in blocks[last[0] + 1 : last[0] + 4])
    return before[-CONTEXT:], after[:CONTEXT]


def find_quote(blocks: Sequence[BlockView], quote: str) -> list[list[BlockSpan]]:
    """Every place where the quote stands in the shown words, in text order; line feeds in it match block ends.

    White space is compared loosely at the ends only; anything else must be exact.
    """
    if not quote:
        return []
    places: list[list[BlockSpan]] = []
    text, starts = "", []
    for block in blocks:
        starts.append(len(text))
        text += block.text + "\n"
    at = text.find(quote)
    while at >= 0:
        places.append(_spans(blocks, starts, at, at + len(quote)))
        at = text.find(quote, at + 1)
    return places


def _spans(blocks: Sequence[BlockView], starts: Sequence[int], low: int, high: int) -> list[BlockSpan]:
    found = []
    for block, start in zip(blocks, starts, strict=True):
        a, b = max(low, start) - start, min(high, start + len(block.text)) - start
        if a < b:
            found.append(BlockSpan(block.id, a, b))
    return found

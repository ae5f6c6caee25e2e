"""Drafts of blocks, as the line reader collects them, made into blocks with markup and styles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.domain.reading import RawBlock
from reader.domain.text import is_visible
from reader.imports.inline import SIGNS, Inline, read_inline

Stretch = tuple[int, int]


@dataclass
class Draft:
    """A block while it is read: trimmed lines, and for a list item its marker (`- `, `3. `) before them."""

    form: str = "paragraph"
    level: int = 0
    pieces: list[Stretch] = field(default_factory=list)
    marker: Stretch | None = None
    number: int = 0
    bullet: str = ""
    literal: bool = False


@dataclass
class Written:
    """Blocks in order with what of the text is markup and how it is styled."""

    blocks: list[RawBlock] = field(default_factory=list)
    markup: list[Stretch] = field(default_factory=list)
    styles: list[tuple[int, int, str]] = field(default_factory=list)


def settle_lists(drafts: Sequence[Draft]) -> None:
    """Decide which marked lines are list items; the rest are paragraphs that begin with a dash or number.

    A number counts only beside its neighbour (3. needs 2. or 4.), a star or plus only beside another.
    """
    previous: Draft | None = None
    for draft in drafts:
        if previous is not None and _siblings(previous, draft):
            previous.form = draft.form = "list_item"
        elif draft.bullet == "-":
            draft.form = "list_item"
        previous = draft
    for draft in drafts:
        if draft.marker is not None and (draft.form != "list_item" or draft.number):
            draft.pieces[0] = (draft.marker[0], draft.pieces[0][1])
            draft.marker = None


def _siblings(first: Draft, second: Draft) -> bool:
    if first.marker is None or second.marker is None:
        return False
    if first.number:
        return second.number == first.number + 1
    return first.bullet == second.bullet != ""


def write(text: str, drafts: Sequence[Draft], marked: bool) -> list[Written]:
    """Make blocks of `drafts`, one `Written` a draft; `marked`: the file is Markdown."""
    return [_write_one(text, draft, marked) for draft in drafts]


def _write_one(text: str, draft: Draft, marked: bool) -> Written:
    written = Written()
    if draft.marker is not None:
        written.markup.append(draft.marker)
    if not draft.pieces:
        return written
    if draft.form in {"image", "rule"}:
        written.blocks.append(RawBlock(tuple(draft.pieces), draft.form))
        return written
    start, end = draft.pieces[0][0], draft.pieces[-1][1]
    if not marked or draft.literal or SIGNS.search(text, start, end) is None:
        pieces = [p for p in draft.pieces if any(map(is_visible, text[p[0] : p[1]]))]
        _add(written, draft, pieces)
        return written
    inline = read_inline(text, start, end)
    inline.markup = merge(inline.markup)
    written.markup += inline.markup
    written.styles += inline.styles
    _with_images(text, draft, inline, written)
    return written


def _add(written: Written, draft: Draft, pieces: list[Stretch]) -> None:
    if pieces:
        written.blocks.append(RawBlock(tuple(pieces), draft.form, draft.level))


def _with_images(text: str, draft: Draft, inline: Inline, written: Written) -> None:
    """Cut the draft at images that begin or end a line; those within a line stay as their words."""
    starts = {piece[0] for piece in draft.pieces}
    ends = {piece[1] for piece in draft.pieces}
    collected: list[Stretch] = []
    images = [i for i in inline.images if i[0] in starts or i[1] in ends or _beside(i, inline.images)]
    cuts = sorted([(*span, False) for span in inline.breaks] + [(*span, True) for span in images])
    at = 0
    for low, high in draft.pieces:
        while at < len(cuts) and cuts[at][0] < high:
            cut_low, cut_high, is_image = cuts[at]
            collected += _trim(text, low, cut_low, inline.markup)
            low = cut_high
            if is_image:
                _add(written, draft, collected)
                written.blocks.append(RawBlock(((cut_low, cut_high),), "image"))
                collected = []
            at += 1
        collected += _trim(text, low, high, inline.markup)
    _add(written, draft, collected)


def _beside(image: Stretch, images: list[Stretch]) -> bool:
    return any(other[1] == image[0] or other[0] == image[1] for other in images)


def _trim(text: str, start: int, end: int, markup: list[Stretch]) -> list[Stretch]:
    """`[start, end)` without white space and markup at its ends; empty where nothing in it is printed."""
    hidden = _within(markup, start, end)
    low = _skip(text, start, end, hidden, 1)
    if low >= end:
        return []
    high = _skip(text, low, end, hidden, -1)
    return [(low, high)] if any(map(is_visible, text[low:high])) else []


def merge(stretches: list[Stretch]) -> list[Stretch]:
    """The stretches in order, those that touch or overlap made one."""
    merged: list[Stretch] = []
    for low, high in sorted(stretches):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _within(markup: list[Stretch], start: int, end: int) -> list[Stretch]:
    first = bisect_left(markup, (start, -1))
    last = bisect_left(markup, (end, -1))
    return markup[first:last]


def _skip(text: str, start: int, end: int, hidden: list[Stretch], step: int) -> int:
    """The first printed offset from the left (`step` 1) or the offset behind the last one (`step` -1)."""
    at = start if step > 0 else end
    edges = iter(hidden if step > 0 else reversed(hidden))
    edge = next(edges, None)
    while start < end:
        if edge is not None and (edge[0] if step > 0 else edge[1]) == at:
            at = edge[1] if step > 0 else edge[0]
            edge = next(edges, None)
        elif start <= (at if step > 0 else at - 1) < end and text[at if step > 0 else at - 1].isspace():
            at += step
        else:
            break
    return at

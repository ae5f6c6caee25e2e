"""The line reader: Markdown and plain text of OCR programs into pages of blocks, each printed character kept.

Paragraph marks are those of the file; which block is a headline, a byline or furniture is decided elsewhere.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from reader.domain.reading import RawBlock, RawPage
from reader.imports.blocks import Stretch, Written, merge, settle_lists, write
from reader.imports.front import read_front
from reader.imports.pages import Cut, Mark, Printed, cut_pages
from reader.imports.walking import Walker

_MARKDOWN = re.compile(
    r"(?:^|\n)[ ]{0,3}#{1,6}[ 　][^\n]{1,200}(?:\n[ \t]*\n|\n?\Z)|\*\*[^\s*][^*\n]{0,300}\*\*|!\[[^\[\]\n]{0,300}\]\("
    r"|\n[ ]{0,3}\|?[ ]*:?-{2,}:?[ ]*\|[|:\- ]{0,300}(?:\n|\Z)|<table[ >]|<br ?/?>|</(?:b|i|p|div|h[1-6])>",
    re.IGNORECASE,
)
# Right over their text two such lines are no chance either.
_HEADINGS = re.compile(r"(?:^|\n)#{1,6}[ 　][^\n]{1,80}(?=\n[^\n#]{20})")


class ReadText(NamedTuple):
    """A file's text as read: its pages, whose texts together are the whole text, and its front matter."""

    pages: tuple[RawPage, ...]
    front: dict[str, str]
    marked: bool


def is_marked(text: str) -> bool:
    """Whether `text` has signs of Markdown that no running text has: headings by themselves, bold pairs, …"""
    return _MARKDOWN.search(text) is not None or len(_HEADINGS.findall(text)) > 1


def read_text(text: str, marked: bool | None = None) -> ReadText:
    """Read the decoded `text` (LF only); `marked`: as Markdown, as plain text, or (None) by its signs.

    Each visible character that is no markup is in exactly one piece of one block. Linear in the text.
    """
    front, body = read_front(text)
    marked = bool(front) or is_marked(text) if marked is None else marked
    walker = Walker(text, body, marked)
    walker.read()
    settle_lists(walker.drafts)
    return ReadText(tuple(_pages(text, body, walker)), front, marked)


def _pages(text: str, body: int, walker: Walker) -> Iterator[RawPage]:
    """The pages of the text, cut at its marks, with offsets of their own."""
    written = write(text, walker.drafts, walker.marked)
    cuts, rules = cut_pages(_items(walker, written))
    markup = walker.markup + ([(0, body)] if body else [])
    ends = dict(markup)
    blocks = [RawBlock(((start, ends[start]),), "rule") for start in rules]
    styles: list[tuple[int, int, str]] = []
    for one in written:
        blocks += one.blocks
        markup += one.markup
        styles += one.styles
    blocks.sort(key=lambda block: block.pieces[0])
    whole = _Parts(blocks, merge(markup), sorted(styles))
    for index, cut in enumerate(cuts):
        end = cuts[index + 1].start if index + 1 < len(cuts) else len(text)
        yield whole.take(text, cut, end)


def _items(walker: Walker, written: list[Written]) -> list[Mark | Printed]:
    """Marks and printed blocks in order, as the cutter of pages wants them."""
    items: list[Mark | Printed] = []
    marks = iter(walker.marks)
    waiting = next(marks, None)
    for index, one in enumerate(written):
        while waiting is not None and waiting[0] <= index:
            items.append(waiting[1])
            waiting = next(marks, None)
        if walker.drafts[index].form != "page_mark" and one.blocks:
            length = sum(end - start for block in one.blocks for start, end in block.pieces)
            items.append(Printed(one.blocks[0].pieces[0][0], length))
    while waiting is not None:
        items.append(waiting[1])
        waiting = next(marks, None)
    return items


class _Parts:
    """Blocks, markup and styles of a whole text, handed out page by page in order."""

    def __init__(self, blocks: list[RawBlock], markup: list[Stretch], styles: list[tuple[int, int, str]]) -> None:
        self.blocks, self.markup, self.styles = deque(blocks), deque(markup), deque(styles)

    def take(self, text: str, cut: Cut, end: int) -> RawPage:
        shift = cut.start
        blocks, markup, styles = [], [], []
        while self.blocks and self.blocks[0].pieces[0][0] < end:
            block = self.blocks.popleft()
            pieces = tuple((low - shift, high - shift) for low, high in block.pieces)
            blocks.append(RawBlock(pieces, block.form, block.level))
        while self.markup and self.markup[0][0] < end:
            low, high = self.markup.popleft()
            markup.append((low - shift, min(high, end) - shift))
            if high > end:
                self.markup.appendleft((end, high))
                break
        while self.styles and self.styles[0][0] < end:
            low, high, name = self.styles.popleft()
            styles.append((low - shift, min(high, end) - shift, name))
        return RawPage(text[shift:end], tuple(blocks), tuple(markup), tuple(styles), cut.label, cut.name)

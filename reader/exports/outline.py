"""What a document says of a selection, in order: groups, articles with their facts, paragraphs in runs, passages with evidence.

Every format for people (text, Markdown, HTML, Word, OpenDocument, PDF) walks the same outline and only sets it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reader.domain.text import PRINTED, Segment, Span, lay_out
from reader.domain.views import ArticleView, BlockView
from reader.domain.words import _
from reader.exports.evidence import Fact, facts_of, proof_of
from reader.exports.passages import Passage, passages
from reader.exports.selection import Entry, Selection, headline

HEADS = ("kicker", "title", "deck")
_UNSET = {"furniture"}


class Run(NamedTuple):
    """Words set alike: numbers of the passages that lie on them, their styles, what the page prints where that differs."""

    words: str
    passages: tuple[int, ...] = ()
    styles: frozenset[str] = frozenset()
    printed: str | None = None


class Paragraph(NamedTuple):
    """One block of an article as runs; `role` decides how it is set."""

    role: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.words for run in self.runs)


@dataclass(frozen=True)
class Section:
    """An article of a document. `group` is a heading that begins with it, empty where none does.

    `paragraphs` are its text, headline group first as printed; of a document of passages only the headline group.
    `passages` are numbered from 1 as `Run.passages` has them; `ends` gives the paragraph and run that a passage ends in.
    """

    number: int
    group: str
    article: ArticleView
    title: str
    paragraphs: tuple[Paragraph, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    note: str = ""
    remark: str = ""

    def placed(self) -> dict[int, tuple[tuple[int, int], tuple[int, int]]]:
        """Where each passage begins and ends: (paragraph, run) of its first and of its last run."""
        found: dict[int, tuple[tuple[int, int], tuple[int, int]]] = {}
        for at, paragraph in enumerate(self.paragraphs):
            for index, run in enumerate(paragraph.runs):
                for number in run.passages:
                    found[number] = (found.get(number, ((at, index),))[0], (at, index))
        return found

    def proof(self, number: int, selection: Selection) -> list[Fact]:
        """The evidence of passage `number`."""
        return proof_of(self.passages[number - 1], selection)


def sections(selection: Selection) -> Iterator[Section]:
    """The articles of a selection in order, each read when it is asked for."""
    group = ""
    for number, entry in enumerate(selection.entries, start=1):
        heading = entry.group if entry.group != group and selection.options.group != "article" else ""
        group = entry.group
        yield section(entry, selection, number, heading)


def section(entry: Entry, selection: Selection, number: int = 1, group: str = "") -> Section:
    """One article as a section."""
    article, options = entry.article, selection.options
    found = tuple(passages(article, selection))
    blocks = [b for b in article.blocks if b.text.strip() and b.role not in _UNSET]
    if options.passages:
        blocks = [b for b in blocks if b.role in HEADS]
    return Section(
        number,
        group,
        article,
        headline(article) or _("Untitled"),
        tuple(Paragraph(b.role, tuple(_runs(b, found, selection))) for b in blocks),
        found,
        tuple(facts_of(article, selection)),
        article.note.strip() if options.notes else "",
        entry.remark,
    )


def _runs(block: BlockView, found: tuple[Passage, ...], selection: Selection) -> Iterator[Run]:
    """The block's words cut where a passage, a style or a correction begins or ends."""
    lying = [(p.start, p.end, n) for n, one in enumerate(found, 1) for p in one.places if p.block.id == block.id]
    fixed = _corrections(block, selection)
    stretches = [*((a, b) for a, b, _n in lying), *((a, b) for a, b, _n in block.words.styles), *((a, b) for a, b, _p in fixed)]
    length = len(block.text)
    cuts = sorted({0, length, *(min(max(end, 0), length) for stretch in stretches for end in stretch)})
    gone = {a: printed for a, b, printed in fixed if a == b}
    for start, end in itertools.pairwise(cuts):
        if start in gone:
            yield Run("", printed=gone[start])
        numbers = tuple(n for a, b, n in lying if a <= start and end <= b)
        styles = frozenset(name for a, b, name in block.words.styles if a <= start and end <= b)
        printed = next((words for a, b, words in fixed if a < b and a <= start and end == b), None)
        yield Run(block.text[start:end], numbers, styles, printed)
    if length in gone:
        yield Run("", printed=gone[length])


def _corrections(block: BlockView, selection: Selection) -> list[tuple[int, int, str]]:
    """(start, end, words as printed) of the block's corrected stretches, where both readings are asked for."""
    if selection.options.layer != "both":
        return []
    marked = {(start, end) for start, end, _id in block.words.corrected}
    segments = [s for s in block.words.segments if (s.start, s.end) in marked and s.kind in {"corrected", "joint"}]
    return [(s.start, s.end, _as_printed(s, selection)) for s in segments]


def _as_printed(segment: Segment, selection: Selection) -> str:
    source = selection.sources.text(segment.source)
    if source is None or segment.source_start >= segment.source_end:
        return ""
    span = Span(segment.source, segment.source_start, segment.source_end)
    return lay_out([span], {segment.source: source}, PRINTED).text


"""The order in which a word processor's document is set: what Word and OpenDocument files have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import NamedTuple

from reader.domain.text import is_wide
from reader.domain.words import _
from reader.exports.evidence import Fact, citation_runs
from reader.exports.harmless import Harmless
from reader.exports.note_text import note_paragraphs
from reader.exports.outline import Paragraph, Run, Section
from reader.exports.passages import Passage
from reader.exports.selection import Selection

ROLES = {
    "kicker": "Kicker", "title": "Headline", "deck": "Deck", "subhead": "Subhead", "byline": "Byline", "dateline": "Byline",
    "credit": "Byline", "signature": "Byline", "continuation_on": "Byline", "continuation_from": "Byline", "caption": "Caption",
    "image": "Caption", "quote": "Quotation", "inset": "Quotation", "list_item": "ListItem", "column": "Facts", "series": "Facts",
}  # fmt: skip
"""The paragraph style of each role; any other is body text."""
_ABOVE_FACTS = {"kicker", "title", "deck", "column", "series"}
_Where = tuple[int, int]


class Pending(NamedTuple):
    """A comment that stands in the text: its id, and the first and last run (paragraph, run) it is about."""

    id: int
    start: _Where
    end: _Where


class Composer(ABC):
    """Sets sections as paragraphs; a format says how a run, a paragraph and a comment are written.

    Runs have styles (`bold`, `italic`, …), the key of a highlight's colour, and a look (`muted`, `strong`).
    """

    def __init__(self, selection: Selection, clean: Harmless) -> None:
        self.selection = selection
        self.clean = clean
        self.comments = 0

    @abstractmethod
    def run(self, words: str, styles: frozenset[str] = frozenset(), colour: str = "", look: str = "") -> str:
        """A run of words; nothing where there are none."""

    @abstractmethod
    def block(self, style: str, runs: str, colour: str = "") -> str:
        """A paragraph around runs made before; with a colour, that colour at its edge."""

    @abstractmethod
    def comment_begin(self, id: int, mark: Passage) -> str:
        """What stands where the words of a comment begin."""

    @abstractmethod
    def comment_end(self, id: int) -> str:
        """What stands where they end."""

    def comment_below(self, mark: Passage) -> Iterator[str]:
        """Paragraphs with a passage's comment, where a format cannot hang it on the words."""
        yield from ()

    def paragraph(self, style: str, words: str, colour: str = "") -> str:
        """A paragraph of one run."""
        return self.block(style, self.run(words), colour)

    # ---- an article

    def section(self, one: Section) -> Iterator[str]:
        """The paragraphs of an article."""
        if one.group:
            yield self.paragraph("Group", one.group)
        pending = self._pending(one)
        if not any(paragraph.role == "title" for paragraph in one.paragraphs):
            yield self.paragraph("Headline", one.title)
        told = False
        for at, paragraph in enumerate(one.paragraphs):
            if not told and paragraph.role not in _ABOVE_FACTS:
                told = True
                yield from self._facts(one)
            yield self.block(_style(paragraph), self._runs(at, paragraph, one, pending))
        if not told:
            yield from self._facts(one)
        if one.passages:
            yield self.paragraph("Part", _("Highlights"))
            for number, mark in enumerate(one.passages, start=1):
                yield from self._passage(number, mark, one, number in pending)
        if one.note:
            yield self.paragraph("Part", _("Note"))
            for line in note_paragraphs(self.clean(one.note)):
                yield self.block("Note", "".join(self.run(words, styles) for words, styles in line))

    def _pending(self, one: Section) -> dict[int, Pending]:
        """Per passage with a comment that stands in the text, where it begins and ends."""
        if not self.selection.options.comments:
            return {}
        placed = one.placed()
        found = {}
        for number, mark in enumerate(one.passages, start=1):
            if number in placed and mark.highlight.comment.strip():
                found[number] = Pending(self._next(), *placed[number])
        return found

    def _next(self) -> int:
        self.comments += 1
        return self.comments - 1

    def _runs(self, at: int, paragraph: Paragraph, one: Section, pending: dict[int, Pending]) -> str:
        made = []
        for index, run in enumerate(paragraph.runs):
            here = [(number, pending[number]) for number in run.passages if number in pending]
            made += [self.comment_begin(p.id, one.passages[number - 1]) for number, p in here if p.start == (at, index)]
            made.append(self._run(run, one))
            made += [self.comment_end(p.id) for _number, p in here if p.end == (at, index)]
        return "".join(made)

    def _run(self, run: Run, one: Section) -> str:
        colour = one.passages[run.passages[-1] - 1].highlight.colour if run.passages else ""
        made = self.run(run.words, run.styles, colour)
        if run.printed is not None:
            made += self.run(_("[printed: {words}]").format(words=run.printed), look="muted")
        return made

    def _facts(self, one: Section) -> Iterator[str]:
        plain = [fact for fact in one.facts if not fact.small and fact.name != "Citation"]
        yield self.paragraph("Facts", "　".join(map(self._line, plain)))
        yield from self._cited(one, "Facts")
        yield self.paragraph("ArticleProof", " · ".join(self._line(fact) for fact in one.facts if fact.small))
        if one.remark:
            yield self.paragraph("Note", one.remark)

    def _cited(self, one: Section, style: str, colour: str = "") -> Iterator[str]:
        runs = citation_runs(one.article, self.selection)
        if runs:
            italic = frozenset({"italic"})
            yield self.block(style, "".join(self.run(run.words, italic if run.italic else frozenset()) for run in runs), colour)

    def _line(self, fact: Fact) -> str:
        return fact.line(self.clean.line(fact.value))

    # ---- a passage

    def _passage(self, number: int, mark: Passage, one: Section, said: bool) -> Iterator[str]:
        colour = mark.highlight.colour
        words = self.run(mark.words)
        if not said and self.selection.options.comments and mark.highlight.comment.strip():
            id = self._next()
            words = self.comment_begin(id, mark) + words + self.comment_end(id)
        yield self.block("Passage", words, colour)
        if mark.before or mark.after:
            around = self.run(f"…{mark.before}"), self.run(mark.words, look="strong"), self.run(f"{mark.after}…")
            yield self.block("Context", "".join(around), colour)
        if self.selection.options.comments and mark.highlight.comment.strip():
            yield from self.comment_below(mark)
        proof = one.proof(number, self.selection)
        told = [fact for fact in proof if not fact.small and fact.name != "Citation"]
        yield self.paragraph("Context", "　".join(map(self._line, told)), colour)
        yield from self._cited(one, "Context", colour)
        yield self.paragraph("Proof", " · ".join(self._line(fact) for fact in proof if fact.small), colour)

    def comment_lines(self, mark: Passage) -> tuple[list[str], str]:
        """The lines of a passage's comment, and what is said of it below them: meaning and tags."""
        lines = self.clean(mark.highlight.comment).strip("\n").split("\n")
        return lines, " · ".join(part for part in (mark.meaning, *mark.tags) if part)


def _style(paragraph: Paragraph) -> str:
    style = ROLES.get(paragraph.role, "Body")
    return "BodyChinese" if style == "Body" and any(map(is_wide, paragraph.text[:12])) else style

"""Units: the engine's working blocks, each with its words and the way from a word back to the page text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.domain.reading import Piece, RawBlock, RawPage
from reader.domain.text import (
    BlockText,
    SourceText,
    Span,
    is_visible,
    lay_out,
    printed_runs,
    split_pieces,
)

# What `is_wide` says, run by run.
_WIDE_RUN = re.compile(
    "[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U000323af—…“”‘’·]+"
)
Sources = dict[int, SourceText]


@dataclass(eq=False)
class Unit:
    """A stretch of one page that is read as one block. `text` is its words, mended, without blanks at the ends.

    `form` and `level` are the file's; `indent` counts columns before the first character (full width: 2);
    `bold` and `italic` say that all of it is set so, `gap` that a blank line stands above it, `ruled` that a rule does,
    `display` that its lines stand as a head right over the text of their block, `label` that a person told it to be the name of a column; `role` and `reason` are what the rules decided, '' while undecided.
    """

    pieces: list[Span]
    text: str
    page: int
    form: str = "paragraph"
    level: int = 0
    indent: int = 0
    bold: bool = False
    italic: bool = False
    ruled: bool = False
    display: bool = False
    gap: bool = True
    role: str = ""
    reason: str = ""
    label: bool = False
    laid: BlockText | None = field(default=None, repr=False)
    joined_at: list[int] = field(default_factory=list)
    became: tuple[Unit, int] | None = field(default=None, repr=False)

    @property
    def lines(self) -> int:
        """How many printed lines it has."""
        return len(self.pieces)

    def settle(self, role: str, reason: str) -> Unit:
        """Give it a role and the rule that decided it."""
        self.role, self.reason = role, reason
        return self

    def piece_at(self, start: int, end: int) -> Piece | None:
        """The place on the page of `[start, end)` of the words (its first stretch, where it has several)."""
        if self.laid is None or start >= end:
            return None
        spans = self.laid.to_source(start, end)
        return Piece(spans[0].source, spans[0].start, spans[0].end) if spans else None


def sources_of(pages: Sequence[RawPage]) -> Sources:
    """The pages as source texts, numbered by page; styles are left out, the engine reads them apart."""
    return {n: SourceText(n, page.text, page.markup) for n, page in enumerate(pages)}


def trimmed(piece: Span, source: SourceText) -> Span | None:
    """The piece from its first to its last printed character, None where it prints nothing."""
    runs = printed_runs(piece, source)
    text = source.text
    if len(runs) == 1 and not (text[runs[0][0]].isspace() or text[runs[0][1] - 1].isspace()):
        return Span(piece.source, *runs[0])
    first = last = -1
    for start, end in runs:
        inner = source.text[start:end]
        bare = inner.strip()
        if not bare:
            continue
        at = start + inner.index(bare[0])
        first = at if first < 0 else first
        last = at + len(bare)
    return None if first < 0 else Span(piece.source, first, last)


def make_unit(pieces: Sequence[Span], sources: Sources, like: RawBlock | Unit, page: int) -> Unit | None:
    """A unit of `pieces`, trimmed; None where nothing of them is printed."""
    kept = [t for t in (trimmed(p, sources[p.source]) for p in pieces) if t is not None]
    if not kept:
        return None
    laid = lay_out(kept, sources)
    text = laid.text
    unit = Unit(kept, text, page, like.form, like.level, laid=laid)
    unit.indent = indent_of(kept[0], sources)
    if isinstance(like, Unit):
        unit.bold, unit.italic, unit.gap = like.bold, like.italic, like.gap
        unit.role, unit.reason, unit.ruled, unit.display = like.role, like.reason, like.ruled, like.display
    return unit


def indent_of(piece: Span, sources: Sources) -> int:
    """Columns of white space before the piece on its line (a full-width blank counts two)."""
    text = sources[piece.source].text
    low = max(text.rfind("\n", 0, piece.start) + 1, piece.start - 80)
    head = text[low : piece.start]
    return sum(2 if c == "\u3000" else 4 if c == "\t" else 1 for c in head) if head.isspace() else 0


def columns(text: str) -> int:
    """How wide a text is printed, in half-width columns."""
    return len(text) if text.isascii() else 2 * len(text) - len(_WIDE_RUN.sub("", text))


def cut(unit: Unit, offset: int, sources: Sources) -> tuple[Unit | None, Unit | None]:
    """The unit cut before the character at `offset` of its words; None for a side that prints nothing."""
    if offset <= 0 or not any(map(is_visible, unit.text[:offset])):
        return None, unit
    if offset >= len(unit.text) or not any(map(is_visible, unit.text[offset:])):
        return unit, None
    assert unit.laid is not None
    left, right = split_pieces(unit.pieces, unit.laid, offset)
    return make_unit(left, sources, unit, unit.page), make_unit(right, sources, unit, unit.page)


def joined(left: Unit, right: Unit, sources: Sources) -> Unit:
    """Both as one unit with the first one's role; `joined_at` remembers where in the words they met."""
    return joined_all([left, right], sources)


def joined_all(parts: Sequence[Unit], sources: Sources) -> Unit:
    """All parts, in order, as one unit with the first one's role. Linear in their words."""
    first = parts[0]
    whole = make_unit([piece for part in parts for piece in part.pieces], sources, first, first.page)
    assert whole is not None and whole.laid is not None
    whole.role, whole.reason, whole.indent = first.role, first.reason, first.indent
    starts = {(s.source, s.source_start): s.start for s in whole.laid.segments if s.kind != "joint"}
    for part in parts:
        seam = starts.get((part.pieces[0].source, part.pieces[0].start), 0)
        whole.joined_at += [seam] * (part is not first) + [seam + at for at in part.joined_at]
        part.became = (whole, seam)
    return whole


def dressed_alike(one: Unit, other: Unit) -> bool:
    """Whether both are set bold or not, and italic or not."""
    return one.bold == other.bold and one.italic == other.italic


def standing(unit: Unit) -> tuple[Unit, int]:
    """The unit that now holds the words of `unit`, and where in its words they begin."""
    shift = 0
    while unit.became is not None:
        unit, step = unit.became
        shift += step
    return unit, shift

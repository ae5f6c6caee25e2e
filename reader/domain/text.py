"""The text model: a block's pieces of immutable source text, laid out as printed or corrected words.

All positions are Unicode code points. A layout knows, for each stretch of the words it shows, where in which
source text they stand, so that marks can lie on the source and still be shown and made on the words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

PRINTED, CORRECTED = "printed", "corrected"


class Span(NamedTuple):
    """A stretch `[start, end)` of one source text, in code points."""

    source: int
    start: int
    end: int


@dataclass(frozen=True)
class Correction:
    """A recorded change of OCR text: `[start, end)` of a source text reads `replacement`.

    With `start == end` at the end of a line it stands for the blank that the layout puts there before the next one.
    """

    id: int
    start: int
    end: int
    replacement: str
    author: str = ""
    at: str = ""


@dataclass(frozen=True)
class SourceText:
    """One page or file as decoded: LF line ends, never edited again.

    `markup` lists stretches that are not printed (`**`, `#`), `styles` stretches set in another type.
    """

    id: int
    text: str
    markup: tuple[tuple[int, int], ...] = ()
    styles: tuple[tuple[int, int, str], ...] = ()
    corrections: tuple[Correction, ...] = ()


class Segment(NamedTuple):
    """A stretch of laid-out words and where it comes from.

    `kind` is `copy` (one to one), `joint` (a blank or line feed the layout put in), `mended` (a hyphen left
    out: no width) or `corrected` (a replacement of the whole source stretch).
    """

    start: int
    end: int
    source: int
    source_start: int
    source_end: int
    kind: str


_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
)
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U000323af—…“”‘’·]")
_HYPHENS = "-\u00ad\u2010\u00ac\u2e17="
_KEPT_AFTER_HYPHEN = re.compile(r"(?:und|oder|bzw|u|et|ou|and|or|to)\b")


def is_han(char: str) -> bool:
    """Whether `char` is a Chinese character (any plane)."""
    return bool(_HAN.match(char))


def is_wide(char: str) -> bool:
    """Whether `char` is set full width: Chinese characters, kana, hangul, CJK punctuation and quotation marks."""
    return bool(_WIDE.match(char))


def joint(left: str, right: str) -> tuple[int, str]:
    """How two printed lines of one paragraph join: (characters dropped from the end of `left`, glue).

    Nothing between Chinese characters, one blank between Latin words, a break hyphen dropped.
    """
    if not left or not right:
        return 0, ""
    last, first = left[-1], right[0]
    if last.isspace() or first.isspace():
        return 0, ""
    if last in _HYPHENS and len(left) > 1 and left[-2].isalpha() and not is_wide(left[-2]):
        if first.islower() and not _KEPT_AFTER_HYPHEN.match(right):
            return 1, ""
        return 0, "" if first.isupper() else " "
    if is_wide(last) or is_wide(first):
        return 0, ""
    if last in "—–/" or (last.isdigit() and first.isdigit() and _mostly_han(left)):
        return 0, ""
    return 0, " "


def _mostly_han(text: str) -> bool:
    tail = text[-24:]
    return sum(map(is_han, tail)) * 3 > len(tail)


@dataclass(frozen=True)
class BlockText:
    """A block's words in one layer, with the way back to the source.

    `text` is what is shown; `segments` cover it in order; `styles` are `(start, end, name)` on `text`.
    """

    text: str
    segments: tuple[Segment, ...]
    styles: tuple[tuple[int, int, str], ...] = ()
    corrected: tuple[tuple[int, int, int], ...] = ()
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._starts.extend(s.start for s in self.segments)

    def to_source(self, start: int, end: int) -> list[Span]:
        """The source spans under `[start, end)` of the text, merged where they touch.

        An end inside a replaced stretch takes the whole stretch. Put-in blanks have no source.
        """
        spans: list[Span] = []
        first = max(0, bisect_right(self._starts, start) - 1)
        for segment in self.segments[first:]:
            if segment.start >= end and not (segment.start == segment.end == end):
                break
            low, high = max(start, segment.start), min(end, segment.end)
            if segment.kind == "copy" and low < high:
                shift = segment.source_start - segment.start
                _append(spans, Span(segment.source, low + shift, high + shift))
            elif (segment.kind == "corrected" and low < high) or (
                segment.kind == "mended" and start < segment.start < end
            ):
                _append(spans, Span(segment.source, segment.source_start, segment.source_end))
        return spans

    def from_source(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """The stretches of the text that lie under source `spans`, in order, merged where they touch."""
        wanted = list(spans)
        found: list[tuple[int, int]] = []
        for segment in self.segments:
            for span in wanted:
                hit = _overlap(segment, span)
                if hit is None:
                    continue
                if found and hit[0] <= self._past_joint(found[-1][1]):
                    found[-1] = (found[-1][0], max(found[-1][1], hit[1]))
                elif hit[0] < hit[1]:
                    found.append(hit)
        return found

    def _past_joint(self, position: int) -> int:
        index = bisect_left(self._starts, position)
        while index < len(self.segments) and self.segments[index].start == position:
            if self.segments[index].kind == "joint":
                return self.segments[index].end
            index += 1
        return position

    def source_at(self, position: int) -> tuple[int, int] | None:
        """(source text, offset) of the character at `position`, or of the end where it is past the last."""
        for segment in self.segments:
            if segment.kind == "joint":
                continue
            if segment.start <= position < segment.end:
                shift = position - segment.start if segment.kind == "copy" else 0
                return segment.source, segment.source_start + shift
        solid = [s for s in self.segments if s.kind != "joint"]
        return (solid[-1].source, solid[-1].source_end) if solid else None


def _overlap(segment: Segment, span: Span) -> tuple[int, int] | None:
    if segment.kind == "joint" or segment.source != span.source:
        return None
    low, high = max(segment.source_start, span.start), min(segment.source_end, span.end)
    if low >= high and not (segment.source_start == segment.source_end and span.start <= low <= span.end):
        return None
    if segment.kind == "copy":
        shift = segment.start - segment.source_start
        return low + shift, high + shift
    return segment.start, segment.end


def _append(spans: list[Span], span: Span) -> None:
    if spans and spans[-1].source == span.source and spans[-1].end >= span.start >= spans[-1].start:
        spans[-1] = Span(span.source, spans[-1].start, max(spans[-1].end, span.end))
    else:
        spans.append(span)


def lay_out(pieces: Sequence[Span], sources: Mapping[int, SourceText], layer: str = CORRECTED) -> BlockText:
    """Lay out a block's `pieces` as words: line ends mended by rule, then corrections applied.

    `layer` is CORRECTED or PRINTED (mended, no corrections). Cost is linear in pieces and characters.
    """
    builder = _Builder(sources, layer == CORRECTED)
    lines = _whole_lines(pieces)
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        builder.add(line, following)
    return builder.finish()


def words_of(pieces: Sequence[Span], sources: Mapping[int, SourceText]) -> str:
    """The words `lay_out` makes of pieces in the printed layer, without the way back: a fraction of its cost."""
    lines = [_bare(line, sources[line.source]) for line in _whole_lines(pieces)]
    words: list[str] = []
    for bare, following in pairwise(lines):
        drop, glue = joint(bare, following)
        words += (bare[: len(bare) - drop], glue)
    return "".join(words + lines[-1:])


def _whole_lines(pieces: Sequence[Span]) -> list[Span]:
    """Pieces that follow one another without a gap are one line, cut and put together again by hand."""
    lines: list[Span] = []
    for piece in pieces:
        if lines and (lines[-1].source, lines[-1].end) == (piece.source, piece.start):
            lines[-1] = Span(piece.source, lines[-1].start, piece.end)
        else:
            lines.append(piece)
    return lines


def printed_text(pieces: Sequence[Span], sources: Mapping[int, SourceText]) -> str:
    """A block exactly as printed: its pieces joined by line feeds."""
    return "\n".join(_bare(piece, sources[piece.source]) for piece in pieces)


def printed_runs(piece: Span, source: SourceText) -> list[tuple[int, int]]:
    """The stretches of `piece` that are printed: the piece without the markup inside it."""
    if not source.markup:
        return [(piece.start, piece.end)] if piece.start < piece.end else []
    runs, at = [], piece.start
    first = bisect_left(source.markup, (piece.start, 0))
    first = max(0, first - 1)
    for number in range(first, len(source.markup)):
        low, high = source.markup[number]
        if low >= piece.end:
            break
        if high <= at:
            continue
        if low > at:
            runs.append((at, low))
        at = max(at, high)
    if at < piece.end:
        runs.append((at, piece.end))
    return runs


def _bare(piece: Span, source: SourceText) -> str:
    return "".join(source.text[a:b] for a, b in printed_runs(piece, source))


class _Builder:
    """Collects the words and segments of one block."""

    def __init__(self, sources: Mapping[int, SourceText], corrected: bool) -> None:
        self.sources = sources
        self.corrected = corrected
        self.parts: list[str] = []
        self.segments: list[Segment] = []
        self.length = 0
        self.marks: list[tuple[int, int, int]] = []
        self.done: set[int] = set()

    def add(self, piece: Span, following: Span | None) -> None:
        source = self.sources[piece.source]
        runs = printed_runs(piece, source)
        drop, glue = 0, ""
        if following is not None:
            bare = "".join(source.text[a:b] for a, b in runs)
            drop, glue = joint(bare, _bare(following, self.sources[following.source]))
        closing = self._at_joint(source, piece.end) if glue else None
        for index, (start, end) in enumerate(runs):
            cut = drop if index == len(runs) - 1 else 0
            self._run(source, start, end - cut)
            if cut:
                self._segment(source.id, end - cut, end, "", "mended")
        if closing is not None:
            glue = closing.replacement
            self.marks.append((self.length, self.length + len(glue), closing.id))
        if glue or closing is not None:
            self._segment(piece.source, piece.end, piece.end, glue, "joint")

    def _at_joint(self, source: SourceText, end: int) -> Correction | None:
        """The correction of the blank that would be put in after a piece: it replaces nothing at the piece's end."""
        if not self.corrected:
            return None
        found = next((c for c in source.corrections if c.start == c.end == end and c.id not in self.done), None)
        if found is not None:
            self.done.add(found.id)
        return found

    def _run(self, source: SourceText, start: int, end: int) -> None:
        at = start
        if self.corrected:
            for correction in source.corrections:
                if correction.end < at or (correction.end == at and correction.start < at):
                    continue
                if correction.start >= end and not (correction.start == correction.end == end):
                    break
                if correction.id in self.done:
                    at = at if correction.start == correction.end else max(at, min(end, correction.end))
                    continue
                self.done.add(correction.id)
                self._copy(source, at, max(at, correction.start))
                self._correct(source, correction)
                at = max(at, min(end, correction.end))
        self._copy(source, at, end)

    def _correct(self, source: SourceText, correction: Correction) -> None:
        self.marks.append((self.length, self.length + len(correction.replacement), correction.id))
        self._segment(source.id, correction.start, correction.end, correction.replacement, "corrected")

    def _copy(self, source: SourceText, start: int, end: int) -> None:
        if start < end:
            self._segment(source.id, start, end, source.text[start:end], "copy")

    def _segment(self, source: int, start: int, end: int, words: str, kind: str) -> None:
        self.segments.append(Segment(self.length, self.length + len(words), source, start, end, kind))
        self.parts.append(words)
        self.length += len(words)

    def finish(self) -> BlockText:
        plain = BlockText("".join(self.parts), tuple(self.segments))
        styles: list[tuple[int, int, str]] = []
        for source_id in dict.fromkeys(s.source for s in self.segments):
            for start, end, name in self.sources[source_id].styles:
                styles += [(a, b, name) for a, b in plain.from_source([Span(source_id, start, end)])]
        return BlockText(plain.text, plain.segments, tuple(sorted(set(styles))), tuple(self.marks))


def split_pieces(pieces: Sequence[Span], block: BlockText, position: int) -> tuple[list[Span], list[Span]]:
    """The pieces left and right of `position` in the block's text; nothing lost, nothing doubled.

    Raises ValueError where `position` is at either end or inside a corrected stretch.
    """
    if not 0 < position < len(block.text):
        raise ValueError("a block is split between two of its characters")
    for start, end, _id in block.corrected:
        if start < position < end:
            raise ValueError("a correction is not split")
    target = next((s for s in block.segments if s.kind != "joint" and s.end > position), None)
    assert target is not None
    offset = target.source_start + (max(0, position - target.start) if target.kind == "copy" else 0)
    index = next(i for i, p in enumerate(pieces) if p.source == target.source and p.start <= offset < p.end)
    piece = pieces[index]
    left, right = list(pieces[:index]), list(pieces[index + 1 :])
    if offset > piece.start:
        left.append(Span(piece.source, piece.start, offset))
    return left, [Span(piece.source, offset, piece.end), *right]


def normal_whitespace(text: str) -> str:
    """`text` with every run of white space as one blank, ends trimmed: for comparing, never for storing."""
    return " ".join(text.split())


def is_visible(char: str) -> bool:
    """Whether a character prints ink: not white space, not a control or format character."""
    return not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}

"""Raw blocks to units: paragraphs of several printed lines are cut where the print shows a new one begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.domain.reading import RawBlock, RawPage
from reader.domain.text import Span, is_han
from reader.structure.columns import BY_WORDS, Column, breaks_between, column_of, heads_at, is_ornament_line
from reader.structure.continuations import marks_in
from reader.structure.endings import ends_in_figures, ends_row, is_complete
from reader.structure.furniture import is_dated_line, is_head_fact, is_imprint, is_motto, is_page_line, paper_name
from reader.structure.names import is_latin_name
from reader.structure.people import names_person
from reader.structure.shapes import caps_run_in, is_caps, opens_anew
from reader.structure.signatures import closes_letter, is_closing, is_date_line
from reader.structure.units import Sources, Unit, columns, indent_of, make_unit, trimmed
from reader.structure.vocabulary import is_briefs, is_column_label, is_sport

_AGENCY = re.compile(r"(?:Reuter|Havas|Wolff|News|Press|Agency|Association|Telegraph|Union|Service|Bureau)\.?$")
_CREDIT = re.compile(
    r"[\[(]?(?:(?:Picture|Photo|Photograph|Foto)s?(?: by |: ?)|(?:PHOTO|FOTO)S? ?:? ?|© ?|Photo (?=[A-ZÀ-Þ]))[A-ZÀ-Þ][^.!?]{2,40}[.)\]]{0,2}$"
)
_OFFICE_LINE = re.compile("(?:事務所|事务所|辦事處|办事处)[ 　:：]")
_NAME_BESIDE = re.compile(r"[^\s，。、；：,;:]{2,24}(?:\u3000| {2}){3,30}[^\s，。、；：,;:]{2,4}")
# A wider line was not broken by a column: each line of such a file is a paragraph.
_WIDEST_COLUMN = 130
# Of a page's first so many units, a block of so few lines may be the page's head.
_VERSE_LINES = 4
# Fewer than one unit in so many after a blank line: the page has none to speak of.
_FEW_GAPS = 6
_ENOUGH_LINES, _NARROW = 2, 56
_TOP, _HEAD_LINES = 3, 6
_SHORT_LINE = 20
_STANZA = 28


class _Line:
    """A printed line of a raw paragraph."""

    def __init__(self, piece: Span, sources: Sources) -> None:
        self.piece = piece
        self.text = sources[piece.source].text[piece.start : piece.end]
        self.indent = indent_of(piece, sources)
        self.width = columns(self.text)
        self.wide = (self.width - len(self.text)) * 2 > len(self.text)


def units_of(number: int, page: RawPage, sources: Sources, unwrapped: bool = False) -> list[Unit]:
    """The units of one page, in source order; rules and images that print nothing are kept as boundaries.

    `unwrapped`: whole paragraphs of the issue stand on one line each, which speaks for a page that tells nothing.
    """
    measure = _measure(number, page, sources) or -unwrapped
    measure = -1 if unwrapped and measure <= _STANZA else measure
    column = _column(number, page, sources, measure)
    bold, italic = _runs(page, "bold"), _runs(page, "italic")
    units: list[Unit] = []
    last = 0
    for raw in _close_set(page, measure):
        pieces = [Span(number, start, end) for start, end in raw.pieces]
        head = len(units) < _TOP and _is_page_head(raw, pieces, sources)
        groups = [_Group([piece]) for piece in pieces] if head else _groups(raw, pieces, sources, column, _is_cut(units))
        for group in groups:
            gap = page.text.count("\n", last, group.pieces[0].start) != 1
            last = group.pieces[-1].end
            unit = make_unit(group.pieces, sources, raw, number)
            if unit is None and raw.form in {"image", "rule", "page_mark"}:
                unit = Unit(list(group.pieces), "", number, raw.form, raw.level)
            if unit is not None:
                unit.ruled = bool(units) and _is_rule(units[-1])
                unit.bold, unit.italic = _all_in(unit, bold), _all_in(unit, italic)
                unit.gap = gap or unit.ruled or (bool(units) and is_ornament_line(units[-1].text))
                unit.display = group.display
                units.append(unit.settle("furniture", "masthead") if head and not _is_rubric(unit.text) else unit)
    _space_out(units, measure)
    return units


def _close_set(page: RawPage, measure: int) -> list[RawBlock]:
    """The page's blocks; paragraphs of narrow Latin lines right under each other are one, to be cut by its lines."""
    if measure <= 0:
        return list(page.blocks)
    found: list[RawBlock] = []
    for raw in page.blocks:
        last = found[-1] if found else None
        plain = raw.form == "paragraph" and last is not None and last.form == "paragraph"
        if plain and last is not None and page.text.count("\n", last.pieces[-1][1], raw.pieces[0][0]) == 1:
            low, high = raw.pieces[0]
            if not any(map(is_han, page.text[low:high])):
                found[-1] = RawBlock((*last.pieces, *raw.pieces), last.form, last.level)
                continue
        found.append(raw)
    return found


def _is_rule(unit: Unit) -> bool:
    """Whether a unit is a rule between texts: of the file, or printed as a row of dashes."""
    if unit.form in {"rule", "image"} or not unit.text:
        return unit.form == "rule"
    return "*" not in unit.text and not any(map(str.isalnum, unit.text)) and unit.lines == 1


def _is_cut(units: list[Unit]) -> bool:
    """Whether the text so far breaks off where a block ends, with no rule behind it."""
    last = units[-1] if units else None
    if last is None or _is_rule(last) or last.form != "paragraph" or last.display or is_caps(last.text):
        return False
    return last.lines > 1 and not is_complete(last.text)


def _column(number: int, page: RawPage, sources: Sources, measure: int) -> Column:
    """How the page's columns are set."""
    if measure <= 0:
        return Column(measure)
    blocks = [
        [_Line(piece, sources) for piece in (Span(number, start, end) for start, end in raw.pieces)]
        for raw in _close_set(page, measure) if raw.form == "paragraph" and len(raw.pieces) > 1
    ]  # fmt: skip
    return column_of(blocks, measure)


def _space_out(units: list[Unit], measure: int) -> None:
    """On a page of one line a paragraph and no blank lines, every line stands as if blank lines were around it."""
    if measure < 0 and sum(unit.gap for unit in units) * _FEW_GAPS < len(units):
        for unit in units:
            unit.gap = True


@dataclass
class _Group:
    """Printed lines that are one unit; `display`: they stand as a head over the text of their block."""

    pieces: list[Span]
    display: bool = False


def _groups(raw: RawBlock, pieces: list[Span], sources: Sources, column: Column, cut: bool) -> list[_Group]:
    if raw.form not in {"paragraph", "list_item", "quote"} or len(pieces) < 2:
        return [_Group(pieces)]
    kept = [t for t in (trimmed(p, sources[p.source]) for p in pieces) if t is not None]
    if not kept:
        return [_Group(pieces)]
    lines = [_Line(piece, sources) for piece in kept]
    base = min((line.indent for line in lines), default=0)
    verse = _is_verse(lines, column.full) or _is_ragged(lines, column.full)
    full = 0 if verse else _block_measure(lines, column.full)
    narrow = column.full > 0 and not verse and not any(line.wide and not is_ornament_line(line.text) for line in lines)
    if narrow and max(line.width for line in lines) <= _WIDEST_COLUMN:
        return _in_column(lines, column, base, cut)
    groups: list[_Group] = []
    for at, line in enumerate(lines):
        if at == 0 or _breaks(lines[at - 1], line, full, base):
            groups.append(_Group([]))
        groups[-1].pieces.append(line.piece)
    return groups


def _in_column(lines: list[_Line], column: Column, base: int, cut: bool) -> list[_Group]:
    """The units of a block of a narrow column: heads over its texts, then the texts."""
    groups: list[_Group] = []
    heads: set[int] = set()
    verse = False
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        alone = before is None or at - 1 in heads or is_ornament_line(before.text)
        begins = alone or verse or (before is not None and _begins(before, line, column, base))
        if at not in heads and not is_ornament_line(line.text) and (before is None or is_ornament_line(before.text) or (begins and (is_caps(line.text) or is_sport(line.text)))):
            heads |= {at + n for n in heads_at(lines[at:], column, cut and at == 0)}
        if at not in heads and alone:
            verse = _is_verse(lines[at:], column.full)
        if before is not None and before.text in BY_WORDS:
            groups[-1].pieces.append(line.piece)
            continue
        if begins or at in heads:
            groups.append(_Group([], at in heads))
        groups[-1].pieces.append(line.piece)
    return groups


def _begins(before: _Line, line: _Line, column: Column, base: int) -> bool:
    """Whether a paragraph begins with a line of a column, by its own words, its indent, or the line above it."""
    if opens_anew(line.text) or _NAME_BESIDE.fullmatch(before.text) or _stands_alone(before, line):
        return True
    if line.indent >= base + 2 and line.indent != before.indent:
        return True
    if ends_row(before.text) or ends_in_figures(before.text):
        return True
    if is_complete(before.text) and caps_run_in(line.text):
        return True
    return breaks_between(before, line, column)


def _is_page_head(raw: RawBlock, pieces: Sequence[Span], sources: Sources) -> bool:
    """Whether the lines of a block are a page's head set close: name, date, price, page, each a line of its own."""
    if raw.form != "paragraph" or not 1 < len(pieces) <= _HEAD_LINES:
        return False
    lines = [sources[p.source].text[p.start : p.end].strip() for p in pieces]
    if any(len(line) > 100 or "。" in line for line in lines):
        return False
    facts = sum(
        is_head_fact(line) or is_dated_line(line) or is_page_line(line) or is_imprint(line) or is_motto(line)
        for line in lines
    )
    named = sum(paper_name(line) is not None for line in lines)
    return facts > 0 and (facts + named) * 2 >= len(lines)


def _is_rubric(text: str) -> bool:
    """Whether a line right under a page's head is the first rubric rather than part of it."""
    return is_briefs(text) or is_column_label(text)


def _is_verse(lines: Sequence[_Line], measure: int) -> bool:
    """Whether Latin lines are verse: four and more, each opening with a capital, none filling the measure or broken."""
    if len(lines) < _VERSE_LINES or any(
        line.wide or is_caps(line.text) or not line.text.lstrip("\"“'‘«„—– ")[:1].isupper() for line in lines
    ):
        return False
    widest = max(line.width for line in lines)
    ended = sum(line.text.rstrip()[-1:] in ',;:.!?—’”"' for line in lines)
    return widest <= 60 and (measure <= 0 or widest * 10 <= measure * 11) and ended * 2 >= len(lines)


def _is_ragged(lines: Sequence[_Line], measure: int) -> bool:
    """Whether short Chinese lines right under each other, without a full stop inside, are no lines of one column: a stanza."""
    widths = [line.width for line in lines]
    if len(widths) < 2:
        return False
    widest = max(widths)
    if widest > _STANZA or (measure > 0 and widest * 3 > measure * 2) or not all(line.wide for line in lines):
        return False
    if any("。" in line.text[:-1] or line.indent for line in lines):
        return False
    return max(widths[:-1]) - min(widths[:-1]) > 4 or widths[-1] > max(widths[:-1]) + 2


def _stands_alone(before: _Line, line: _Line) -> bool:
    """Whether a line is nothing but a continuation mark, or the name under verse or a letter (`—M. L. Crane`)."""
    if line.text[:1] in "—–" and is_complete(before.text) and len(line.text) <= 40:
        return not _AGENCY.search(line.text) and is_latin_name(line.text.strip("—–- ."))
    if len(line.text) <= 24 and is_date_line(line.text):
        return True
    if _signs_off(before, line) or _CREDIT.match(line.text):
        return True
    if is_complete(before.text) and _OFFICE_LINE.match(line.text):
        return True
    if _in_brackets(line) and (is_complete(before.text) or len(before.text) <= _SHORT_LINE):
        return True
    if _in_brackets(before) and len(line.text) <= _SHORT_LINE:
        return True
    if len(before.text) <= 40 and len(line.text) <= 40 and is_latin_name(before.text) and names_person(before.text):
        return True
    marks = marks_in(line.text) if len(line.text) <= 60 else []
    return len(marks) == 1 and marks[0].end - marks[0].start >= len(line.text.rstrip(" ."))


def _signs_off(before: _Line, line: _Line) -> bool:
    """Whether a short line ends a letter's closing formula, over one no longer that signs it."""
    ends = before.text.rstrip()[-1:] in {",", "，"} and (is_closing(before.text) or closes_letter(before.text))
    return ends and len(line.text) <= 40


def _in_brackets(line: _Line) -> bool:
    """Whether a short line stands wholly in brackets: a column's name under its title, a name under a text."""
    return 4 <= len(line.text) <= 12 and line.text[0] + line.text[-1] in {"（）", "()"}


def _breaks(before: _Line, line: _Line, full: int, base: int) -> bool:
    """Whether a new unit begins with `line`."""
    if any("*" in text and is_ornament_line(text) for text in (before.text, line.text)):
        return True
    if full == 0 or opens_anew(line.text) or _NAME_BESIDE.fullmatch(before.text) or _stands_alone(before, line):
        return True
    if line.indent >= base + 2 and line.indent != before.indent:
        return True
    if ends_row(before.text) or (not line.wide and ends_in_figures(before.text)):
        return True
    if is_complete(before.text) and not line.wide and caps_run_in(line.text):
        return True
    room = full - before.width - (before.indent - base)
    if before.wide or line.wide:
        return room > max(6, full // 8)
    if is_complete(before.text) and line.text[:1].isupper():
        return room > full // 4
    return room > full * 2 // 5


def _measure(number: int, page: RawPage, sources: Sources) -> int:
    """The usual width of a full line, in columns; 0: no paragraph has several lines, -1: each line stands for itself."""
    upper = [
        sources[number].text[start:end].strip()
        for raw in page.blocks if raw.form == "paragraph" and len(raw.pieces) > 1
        for start, end in raw.pieces[:-1]
    ]  # fmt: skip
    own = [
        [columns(sources[number].text[start:end].strip()) for start, end in raw.pieces]
        for raw in page.blocks if raw.form == "paragraph"
    ]  # fmt: skip
    if _is_unbroken(upper) or _wide(own):
        return -1
    widths = sorted(
        columns(sources[number].text[start:end].strip())
        for raw in page.blocks if raw.form == "paragraph" and len(raw.pieces) > 2
        for start, end in raw.pieces[:-1]
    )  # fmt: skip
    if not widths and len(upper) > _ENOUGH_LINES and not any(map(is_han, "".join(upper))):
        widths = sorted(map(columns, upper))
    return widths[len(widths) * 3 // 4] if widths else 0


def _is_unbroken(lines: Sequence[str]) -> bool:
    """Whether lines with others right under them were not broken by columns: wide ones that mostly end sentences."""
    if len(lines) < _ENOUGH_LINES or columns(sorted(lines, key=columns)[len(lines) // 2]) < _NARROW:
        return False
    return sum(map(is_complete, lines)) * 5 >= len(lines) * 3


def is_unwrapped(pages: Sequence[RawPage], sources: Sources) -> bool:
    """Whether whole paragraphs stand on one line each, so wide that no line of it was broken by a column."""
    blocks = [
        [columns(sources[number].text[start:end].strip()) for start, end in raw.pieces]
        for number, page in enumerate(pages) for raw in page.blocks if raw.form == "paragraph"
    ]  # fmt: skip
    return _wide(blocks)


def _wide(blocks: Sequence[Sequence[int]]) -> bool:
    """Whether the lines of blocks, each with its width, are mostly no lines of a column."""
    every = [width for widths in blocks for width in widths]
    if sum(width > _WIDEST_COLUMN for width in every) * 6 >= max(len(every), 6 * _ENOUGH_LINES):
        return True
    single = [widths[0] for widths in blocks if len(widths) == 1]
    wide = sum(width > _WIDEST_COLUMN for width in single)
    several = [width for widths in blocks if len(widths) > 1 for width in widths]
    narrow = sum(width <= _NARROW for width in several)
    return wide >= _ENOUGH_LINES and wide * 3 >= len(single) and len(several) <= wide * 4 and narrow * 2 >= len(several)


def _block_measure(lines: Sequence[_Line], measure: int) -> int:
    """The width of a full line of this block; 0 where each of its lines stands for itself."""
    widths = sorted(line.width for line in lines)
    widest = widths[-1]
    if measure < 0:
        return 0
    if widest > _WIDEST_COLUMN:
        return 0
    if len(lines) < 4:
        return max(widest, measure)
    near = sum(1 for width in widths if width * 8 >= widest * 7)
    if measure > widest * 3 // 2 or (near * 5 < len(widths) * 2 and not _indented(lines)):
        return 0
    return widest


def _indented(lines: Sequence[_Line]) -> bool:
    return len({line.indent for line in lines}) > 1


def _runs(page: RawPage, style: str) -> list[tuple[int, int]]:
    return sorted((start, end) for start, end, name in page.styles if name == style)


def _all_in(unit: Unit, runs: list[tuple[int, int]]) -> bool:
    if not runs or not unit.text:
        return False
    low, high = unit.pieces[0].start, unit.pieces[-1].end
    at = bisect_right(runs, (low, high + (1 << 40))) - 1
    return at >= 0 and runs[at][0] <= low and high <= runs[at][1]


def with_form(unit: Unit, form: str, level: int = 0) -> Unit:
    """The same words read as another form."""
    return replace(unit, form=form, level=level)

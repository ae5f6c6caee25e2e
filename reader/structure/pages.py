"""How a page is set: indent of its paragraphs, measure of its lines, whether titles are centred."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from reader.structure.endings import end_marks, is_complete, rest_of
from reader.structure.shapes import is_caps, is_latin, is_traditional
from reader.structure.units import Unit, columns

# More characters than this to a full stop: the text has no full stops to speak of.
_CHARACTERS_A_STOP, _LATIN_LONGER = 160, 4


# An indent of so many columns is the right edge's, where no line tells the measure.
_FAR_RIGHT = 24
# So many short lines that end with a stop show that titles do; longer ones are sentences.
_ENOUGH, _SHORT = 3, 60
_PAUSES = 12
_FEW_UNITS = 6


@dataclass(frozen=True)
class Setting:
    """`indent`: columns before the first line of a paragraph (0: none); `measure`: width of a full line, 0 unknown.

    `sparse`: printed without full stops, as many papers before 1920 (and Chinese ones before 1950) are.
    `paused`: its sentences, and so its paragraphs, end with the mark 、 that stands for every pause before 1950.
    `close`: its paragraphs stand right under each other, so that a blank line missing tells nothing.
    `stopped`: its titles in Latin letters end with a full stop, as in German and English papers before 1920;
    `capital`: those are all in capitals.
    """

    indent: int = 0
    measure: int = 0
    sparse: bool = False
    stopped: bool = False
    capital: bool = False
    close: bool = False
    paused: bool = False


UNSET = Setting()


def settings_of(units: list[Unit]) -> dict[int, Setting]:
    """The setting of each page, by page index."""
    pages: dict[int, list[Unit]] = {}
    for unit in units:
        if unit.form == "paragraph" and unit.text:
            pages.setdefault(unit.page, []).append(unit)
    found = {page: _setting(own) for page, own in pages.items()}
    found = {page: replace(setting, close=_is_close(pages[page])) for page, setting in found.items()}
    return {page: _with_stops(own, pages[page]) for page, own in found.items()}


def _is_close(units: list[Unit]) -> bool:
    """Whether a page of some length has next to no blank lines."""
    return len(units) >= _FEW_UNITS and sum(unit.gap for unit in units) * _FEW_UNITS < len(units)


def _with_stops(setting: Setting, units: list[Unit]) -> Setting:
    """Whether most short lines that stand alone over a longer text end with a full stop, and enough of them do."""
    close = setting.close
    alone = [
        line.text
        for above, line, under in zip([None, *units], units, units[1:], strict=False)
        if (close or line.display or (line.gap and under.gap)) and line.lines == 1 and len(line.text) <= _SHORT
        and (under.lines > 1 or len(under.text) > 2 * len(line.text))
        and is_latin(line.text) and not line.role and (above is None or is_complete(above.text))
    ]  # fmt: skip
    ended = [text for text in alone if text[-1] == "."]
    capital = sum(map(is_caps, ended)) * 2 >= len(ended)
    return replace(setting, stopped=len(ended) >= _ENOUGH and len(ended) * 3 >= len(alone) * 2, capital=capital)


def _setting(units: list[Unit]) -> Setting:
    long = [u for u in units if u.lines > 1 or len(u.text) > 40]
    indents = Counter(u.indent for u in long)
    common = indents.most_common(1)
    indent = common[0][0] if common and common[0][1] * 2 > len(long) and common[0][0] <= 8 else 0
    widths = sorted(_width(u) for u in units if u.lines > 1)
    words = "".join(u.text for u in long)
    paused = words.count("、") > max(_PAUSES, 4 * words.count("，")) and is_traditional(words[:400])
    return Setting(indent, widths[len(widths) // 2] if widths else 0, is_sparse([u.text for u in units], 150), paused=paused)


def _width(unit: Unit) -> int:
    """The width of its widest line, in columns."""
    longest = max(piece.end - piece.start for piece in unit.pieces)
    return longest * columns(unit.text) // max(1, len(unit.text))


def is_sparse(texts: list[str], enough: int = 300) -> bool:
    """Whether a text is printed without full stops: then no end tells a cut from a paragraph."""
    length = sum(map(len, texts))
    a_stop = _CHARACTERS_A_STOP * (_LATIN_LONGER if is_latin("".join(texts[:3])) else 1)
    return length > enough and end_marks(texts) * a_stop < length


def is_centred(unit: Unit, setting: Setting) -> bool:
    """Whether a line is set off from the left edge further than a paragraph."""
    return unit.indent > max(setting.indent, 2) + 2


def is_ranged_right(unit: Unit, setting: Setting) -> bool:
    """Whether a line stands at the right edge, as signatures do."""
    if not setting.measure or unit.indent < 8:
        return not setting.measure and unit.indent >= _FAR_RIGHT
    right = setting.measure - unit.indent - columns(unit.text)
    return unit.indent > 2 * max(0, right) + 6


def is_rest(upper: Unit, lower: Unit) -> bool:
    """Whether one short line is the rest of the Chinese text above, whose last line is as full as its others."""
    if upper.page != lower.page or upper.lines < 2 or lower.lines > 1 or is_latin(lower.text):
        return False
    *full, last = [piece.end - piece.start for piece in upper.pieces]
    return lower.gap and last >= max(full) and len(lower.text) <= last and rest_of(upper.text, lower.text)


def joins_lines(upper: Unit, lower: Unit, setting: Setting) -> bool:
    """Whether two title lines in Latin letters, one right under the other, are one headline or deck."""
    if lower.gap or not (is_latin(upper.text) and is_latin(lower.text)):
        return False
    return is_centred(upper, setting) == is_centred(lower, setting)

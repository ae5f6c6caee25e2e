"""Lines of a PDF page: where they may break (Chinese by kinsoku, Latin at blanks), and what stands on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import bidirectional

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from reader.domain.text import is_wide

_NO_START = frozenset("，。、；：！？）》〉」』】〕｝”’…—·%％‰,.;:!?)]}〗〙～々ー")
_NO_END = frozenset("（《〈「『【〔｛“‘([{〖〘")
_TOGETHER = frozenset("—…")


class Ink(NamedTuple):
    """How words are set: in which face (`serif`, `bold`, `sans`), what size and colour, raised by how much of it,
    and the tint behind and edges under them."""

    face: str = "serif"
    size: float = 10.5
    colour: str = "#23201b"
    rise: float = 0.0
    tint: str = ""
    edges: tuple[str, ...] = ()


class Cell(NamedTuple):
    """One character: the font that has it, its width in points, how it is set, and the number of a note that ends with it."""

    char: str
    font: str
    width: float
    ink: Ink
    note: int = -1


class Line(NamedTuple):
    """Cells of one line; `natural` is their width; `last` of its paragraph (or before a line end of its own)."""

    cells: tuple[Cell, ...]
    natural: float
    last: bool


def break_lines(cells: Sequence[Cell], width: float, indent: float = 0.0) -> Iterator[Line]:
    """Cells as lines not wider than `width`, the first `indent` less; a line feed ends a line."""
    at, room = 0, width - indent
    while at < len(cells):
        end, natural, forced = _fill(cells, at, room)
        line = cells[at:end]
        yield Line(tuple(cell for cell in line if cell.char != "\n"), natural, forced or end >= len(cells))
        at, room = end, width


def _fill(cells: Sequence[Cell], at: int, room: float) -> tuple[int, float, bool]:
    """(end, width without blanks at the end, whether a line feed ended it) of the line that begins at `at`."""
    total, best, best_width = 0.0, 0, 0.0
    inked = 0.0
    index = at
    while index < len(cells):
        cell = cells[index]
        if cell.char == "\n":
            return index + 1, inked, True
        if not cell.char.isspace() and total + cell.width > room and index > at:
            return (best, best_width, False) if best > at else (index, inked, False)
        total += cell.width
        if not cell.char.isspace():
            inked = total
        index += 1
        if index < len(cells) and _may_break(cell.char, cells[index].char):
            best, best_width = index, inked
    return index, inked, False


def _may_break(left: str, right: str) -> bool:
    if right.isspace() or right in _NO_START or left in _NO_END:
        return False
    if left.isspace():
        return True
    if left in _TOGETHER and right == left:
        return False
    return is_wide(left) or is_wide(right) or left in "-/"


def visual_order(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a line from left to right (Unicode bidirectional algorithm); letters are not joined."""
    if all(bidirectional(cell.char) not in {"R", "AL"} for cell in cells):
        return cells
    words = "".join(cell.char for cell in cells)
    placed = BidiParagraph(words, TextDirection.LTR, preserve_bn_chars=True).get_reordered_characters()
    order = [char.character_index for char in placed]
    return [cells[at] for at in order] if sorted(order) == list(range(len(cells))) else cells


def groups(cells: Iterable[Cell]) -> Iterator[tuple[str, Ink, str, float, int]]:
    """Neighbouring cells set alike: (font, ink, words, natural width, how many)."""
    font, ink, width = "", Ink(), 0.0
    words: list[str] = []
    for cell in cells:
        if words and (cell.font, cell.ink) != (font, ink):
            yield font, ink, "".join(words), width, len(words)
            words, width = [], 0.0
        font, ink = cell.font, cell.ink
        words.append(cell.char)
        width += cell.width
    if words:
        yield font, ink, "".join(words), width, len(words)

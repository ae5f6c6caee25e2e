"""Pages of a PDF file: fonts with what they lack taken from others, lines put down, notes in the margin, memory kept small."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from fpdf import FPDF
from fpdf.output import OutputProducer, PDFPage
from fpdf.syntax import Name, PDFContentStream

from reader.domain.errors import ReaderError
from reader.domain.needs import command
from reader.domain.text import is_visible
from reader.domain.words import N_
from reader.exports import font_files
from reader.exports.pdf_layout import Cell, Ink, Line, break_lines, groups, visual_order

WIDTH, HEIGHT = 595.28, 841.89
LEFT, TOP, BOTTOM = 62.0, 72.0, 70.0
MEASURE, MARGIN_GAP, MARGIN_WIDTH = 357.0, 16.0, 106.0
_MOST_SPREAD = 0.09
_QUOTES = frozenset("“”‘’—…·")
_RULE = "#ddd5c6"
_MUTED = "#6b6458"
MARGIN_INK = Ink("sans", 7.5, _MUTED)


class Paragraph(NamedTuple):
    """How a paragraph is set: leading, space above and below, indents and edges in points."""

    leading: float = 18.0
    above: float = 0.0
    below: float = 3.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    align: str = "justify"
    keep: bool = False
    bar: str = ""
    rule: str = ""


class _Note(NamedTuple):
    """A note waiting for its place in the margin: the colour of its passage and its lines."""

    colour: str
    lines: list[Line]


class Book:
    """A PDF file as it grows, page by page."""

    def __init__(self, title: str, author: str, program: str, tongue: str, *, margin: bool) -> None:
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.str_alias_nb_pages = None  # type: ignore[assignment]
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.set_title(title)
        self.pdf.set_author(author)
        self.pdf.set_creator(program)
        self.pdf.set_lang(tongue)
        self.title = title
        self.measure = MEASURE if margin else MEASURE + MARGIN_GAP + MARGIN_WIDTH
        self.missing: dict[str, int] = {}
        self._found: dict[tuple[str, bool, str], tuple[str, float]] = {}
        self._files: dict[font_files.FontFile, str] = {}
        self._chains = self._faces()
        self._waiting: list[_Note] = []
        self.y = HEIGHT
        self._margin_y = 0.0
        self._headed = False

    # ---- fonts

    def _faces(self) -> dict[str, str]:
        serif, sans = font_files.first_of(font_files.SERIF), font_files.first_of(font_files.SANS)
        serif, sans = serif or sans, sans or serif
        if serif is None or sans is None:
            raise ReaderError(
                N_("No PDF was written: this machine has no Chinese font."),
                N_("Install one: {command}"),
                command=command([font_files.MISSING]) or font_files.MISSING.debian,
            )
        bold = font_files.first_of(font_files.BOLD) or serif
        faces = {"serif": self._add(serif), "sans": self._add(sans), "bold": self._add(bold)}
        return faces

    def _latin(self) -> str:
        """The font of a quotation mark in an English sentence: Chinese fonts draw it a full em wide."""
        if "latin" not in self._chains:
            latin = font_files.first_of(font_files.LATIN)
            self._chains["latin"] = self._add(latin) if latin else self._chains["serif"]
        return self._chains["latin"]

    def _add(self, file: font_files.FontFile) -> str:
        if file not in self._files:
            key = f"f{len(self._files)}"
            self.pdf.add_font(key, "", str(file.path), collection_font_number=file.number)
            self._files[file] = key
        return self._files[file]

    def _width(self, key: str, char: str) -> float | None:
        """Width of a character in thousandths of the size; None where the font lacks it."""
        font: Any = self.pdf.fonts[key]
        return float(font.cw[ord(char)]) if ord(char) in font.cmap else None

    def _placed(self, face: str, latin: bool, char: str) -> tuple[str, float]:
        """The font that sets a character in a face, and its width; empty where nothing is to be set."""
        known = (face, latin, char)
        if known not in self._found:
            self._found[known] = self._search(face, latin, char)
        return self._found[known]

    def _search(self, face: str, latin: bool, char: str) -> tuple[str, float]:
        chain = [self._chains[face], self._chains["serif"], self._chains["sans"]]
        if latin and char in _QUOTES:
            chain.insert(0, self._latin())
        for key in chain:
            if (width := self._width(key, char)) is not None:
                return key, width
        if not is_visible(char):
            return "", 0.0
        for file in font_files.having(char):
            try:
                key = self._add(file)
            except Exception:
                # A font that cannot be read is none; another may have the character.
                logging.getLogger(__name__).info("font %s was passed over", file.path)
                continue
            if (width := self._width(key, char)) is not None:
                return key, width
        return self._stand_in(char)

    def _stand_in(self, char: str) -> tuple[str, float]:
        """The sign of a missing type, 〓, drawn for a character that no font here has: searched and copied it is itself."""
        self.missing[char] = 0
        for key in dict.fromkeys(self._chains.values()):
            font: Any = self.pdf.fonts[key]
            for sign in "〓□?":
                if ord(sign) in font.cmap:
                    for table in (font.cmap, font.glyph_ids, font.cw):
                        table[ord(char)] = table[ord(sign)]
                    return key, float(font.cw[ord(sign)])
        return "", 0.0

    def cells(self, words: str, ink: Ink, *, latin: bool = False, note: int = -1) -> list[Cell]:
        """Words as cells; one that no font here has is counted."""
        made = []
        for char in words.replace("\t", "    "):
            if char == "\n":
                made.append(Cell(char, "", 0.0, ink))
                continue
            key, width = self._placed(ink.face, latin, char)
            if char in self.missing:
                self.missing[char] += 1
            if key:
                made.append(Cell(char, key, width * ink.size / 1000, ink))
        if note >= 0 and made:
            made[-1] = made[-1]._replace(note=note)
        return made

    # ---- pages

    def _page(self) -> None:
        """Begin a page: pack the one before, head and number this one, go on with notes that found no room."""
        self._pack()
        self.pdf.add_page()
        self.y = TOP
        self._margin_y = TOP
        head = Ink("sans", 8, _MUTED)
        number = self.cells(str(self.pdf.page), head)
        self._put(number, (LEFT * 2 + self.measure - sum(c.width for c in number)) / 2, HEIGHT - 40)
        cut = next(break_lines(self.cells(" ".join(self.title.split()), head), self.measure), None)
        if cut is not None and self.pdf.page > 1:
            self._put(cut.cells, LEFT, 44)
            self._stroke(LEFT, 52, LEFT + self.measure, 52, _RULE, 0.5)
        waiting, self._waiting = self._waiting, []
        for note in waiting:
            self._set_note(note, TOP)

    def _pack(self) -> None:
        page = self.pdf.pages.get(self.pdf.page)
        if page is not None and isinstance(page.contents, bytearray) and not isinstance(page.contents, _Packed):
            page.contents = _Packed(zlib.compress(bytes(page.contents)))

    def room(self, height: float) -> None:
        """Begin a page where less than `height` is left of this one."""
        if self.y + height > HEIGHT - BOTTOM:
            self._page()

    def set(self, cells: Sequence[Cell], how: Paragraph, notes: Sequence[tuple[str, str]] = ()) -> None:
        """Set a paragraph; `notes` are (colour, words) by the number that a cell has."""
        lines = list(break_lines(cells, self.measure - how.left - how.right, how.first))
        if not lines:
            return
        self.y += how.above if self.y > TOP else 0
        self.room(how.leading * ((len(lines) + 3) if how.keep else min(2, len(lines))))
        latin = not any(cell.width > cell.ink.size * 0.9 for cell in cells[:80])
        for number, line in enumerate(lines):
            self.room(how.leading)
            self._bar(how, last=number == len(lines) - 1)
            self._line(line, how, how.first if number == 0 else 0.0, ragged=latin)
            for cell in line.cells:
                if cell.note >= 0:
                    self._note(*notes[cell.note])
            self.y += how.leading
        if how.rule:
            self._stroke(LEFT, self.y + 3, LEFT + self.measure, self.y + 3, how.rule, 0.5)
            self.y += 6
        self.y += how.below

    def _bar(self, how: Paragraph, *, last: bool) -> None:
        if how.bar:
            self.pdf.set_fill_color(how.bar)
            self.pdf.rect(LEFT + how.left - 9, self.y, 2.5, how.leading + (how.below if last else 0), style="F")

    def _line(self, line: Line, how: Paragraph, first: float, *, ragged: bool) -> None:
        room = self.measure - how.left - how.right - first
        free = room - line.natural
        x = LEFT + how.left + first
        spread = 0.0
        if how.align == "right":
            x += free
        elif how.align == "justify" and not line.last and not ragged and len(line.cells) > 1:
            spread = free / (len(line.cells) - 1)
            if spread > _MOST_SPREAD * line.cells[0].ink.size:
                spread = 0.0
        baseline = self.y + how.leading / 2 + line.cells[0].ink.size * 0.36 if line.cells else self.y
        self._put(visual_order(line.cells), x, baseline, spread)

    def _put(self, cells: Iterable[Cell], x: float, baseline: float, spread: float = 0.0) -> None:
        """Put cells down from `x` on: first what lies behind them, then the words."""
        parts, at = [], x
        for font, ink, words, width, count in groups(cells):
            wide = width + spread * count
            parts.append((font, ink, words, at))
            if ink.tint:
                self.pdf.set_fill_color(ink.tint)
                self.pdf.rect(at, baseline - ink.size * 0.98, wide, ink.size * 1.28, style="F")
                for number, edge in enumerate(ink.edges):
                    under = baseline + ink.size * 0.3 + number * 1.6
                    self._stroke(at, under, at + wide, under, edge, 0.9)
            at += wide
        self.pdf.set_char_spacing(spread)
        for font, ink, words, left in parts:
            self.pdf.set_font(font, "", ink.size)
            self.pdf.set_text_color(ink.colour)
            self.pdf.text(left, baseline - ink.rise * ink.size, words)

    def _stroke(self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> None:
        self.pdf.set_draw_color(colour)
        self.pdf.set_line_width(width)
        self.pdf.line(x1, y1, x2, y2)

    # ---- notes in the margin

    def _note(self, colour: str, words: str) -> None:
        cells = self.cells(words, MARGIN_INK)
        self._set_note(_Note(colour, list(break_lines(cells, MARGIN_WIDTH - 8))), self.y)

    def _set_note(self, note: _Note, beside: float) -> None:
        """Set a note beside its line or below the note before; what finds no room goes on at the next page's top."""
        leading = MARGIN_INK.size * 1.45
        y = max(beside, self._margin_y)
        x = LEFT + self.measure + MARGIN_GAP
        fits = max(0, int((HEIGHT - BOTTOM - y) // leading))
        for line in note.lines[:fits]:
            self.pdf.set_fill_color(note.colour)
            self.pdf.rect(x, y, 1.8, leading, style="F")
            self._put(line.cells, x + 7, y + leading / 2 + MARGIN_INK.size * 0.36)
            y += leading
        if fits < len(note.lines):
            self._waiting.append(_Note(note.colour, note.lines[fits:]))
            y = HEIGHT
        self._margin_y = y + 5

    def mark(self, title: str, level: int) -> None:
        """Enter a heading, about to be set, in the file's outline."""
        self.room(90)
        self.pdf.y = max(0.0, self.y - 6)
        self.pdf.start_section(" ".join(title.split())[:200] or "—", level, strict=False)

    def write(self, out: Any) -> None:
        """Finish the file and write it to an open binary file."""
        while self._waiting:
            self._page()
        if not self.pdf.page:
            self._page()
        self._pack()
        # A page that is packed takes no more, and fpdf would add a footer to the last.
        self.pdf.footer = lambda: None  # type: ignore[method-assign]
        out.write(self.pdf.output(output_producer_class=_Producer))

    def close(self) -> None:
        """Close the font files; fpdf closes them only where it has written to the end."""
        for font in self.pdf.fonts.values():
            font.close()  # type: ignore[union-attr]


class _Packed(bytearray):
    """The contents of a finished page, compressed at once: a tenth of what they would take until the end."""


class _Producer(OutputProducer):
    """Takes finished pages as they are: compressed already."""

    def _add_pages(self, _slice: slice = slice(0, None)) -> list[PDFPage]:
        pages = list(self._iter_pages_in_order())[_slice]
        for page in pages:
            self._add_pdf_obj(page, "pages")
            assert isinstance(page.contents, _Packed)
            stream = PDFContentStream(contents=page.contents)
            stream.filter = Name("FlateDecode")
            self._add_pdf_obj(stream, "pages")
            page.contents = stream
        return pages

"""Sets an outline on the pages of a PDF book: which face, size and space each part of an article has."""

from __future__ import annotations

from collections.abc import Sequence

from reader.domain.text import is_wide
from reader.domain.words import N_, _, language
from reader.exports.evidence import Fact, citation_runs
from reader.exports.harmless import Harmless
from reader.exports.note_text import note_paragraphs
from reader.exports.outline import Paragraph as Words
from reader.exports.outline import Run, Section
from reader.exports.passages import Passage
from reader.exports.pdf_book import Book, Paragraph
from reader.exports.pdf_layout import Cell, Ink
from reader.exports.selection import Selection
from reader.exports.shades import Shades

_INK, _MUTED, _ACCENT, _RULE = "#23201b", "#6b6458", "#8a2f24", "#ddd5c6"
_BODY = 10.5
_BETWEEN = 30.0
_LACKING = N_("Characters that no font of this machine has are drawn as 〓 ({count}).")
_ROLES: dict[str, tuple[Ink, Paragraph]] = {
    "kicker": (Ink("serif", 10, _ACCENT), Paragraph(15, 16, 0, align="left", keep=True)),
    "title": (Ink("bold", 18), Paragraph(24, 4, 2, align="left", keep=True)),
    "deck": (Ink("serif", 11.5), Paragraph(17, 0, 2, align="left", keep=True)),
    "column": (Ink("sans", 8, _MUTED), Paragraph(12, 10, 0, align="left", keep=True)),
    "series": (Ink("sans", 8, _MUTED), Paragraph(12, 10, 0, align="left", keep=True)),
    "subhead": (Ink("bold", 11), Paragraph(18, 8, 3, align="left", keep=True)),
    "byline": (Ink("sans", 8.5, _MUTED), Paragraph(14, 0, 2, align="right")),
    "caption": (Ink("sans", 8.5, _MUTED), Paragraph(13.5, 2, 3)),
    "quote": (Ink(), Paragraph(18, 2, 4, 21, 21)),
    "inset": (Ink("sans", 9.5), Paragraph(16, 2, 5, 14, bar=_RULE)),
    "list_item": (Ink(), Paragraph(18, 0, 2, 10.5)),
}
_ALIKE = {
    "dateline": "byline", "credit": "byline", "signature": "byline", "continuation_on": "byline", "continuation_from": "byline",
    "image": "caption", "table": "caption", "other": "caption",
}  # fmt: skip
_ABOVE_FACTS = {"kicker", "title", "deck", "column", "series"}
_FACTS = Ink("sans", 8, _MUTED)
_PROOF = Ink("sans", 6.2, _MUTED)
_AROUND = Ink("serif", 8.5, _MUTED)
_PART = Ink("sans", 8.5, _MUTED)


class Printer:
    """Sets sections on the pages of a book."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.clean = Harmless()
        self.shades = Shades(selection.palette)
        made = selection.provenance
        title = self.clean.line(selection.title)
        tongue = "zh-CN" if language() == "zh_CN" else "en"
        program = self.clean.line(f"{made.program} {made.version}")
        self.book = Book(title, self.clean.line(made.author), program, tongue, margin=selection.options.comments)
        if title:
            self._plain(title, Ink("bold", 22), Paragraph(30, 0, 8, align="left", keep=True))

    def _plain(self, words: str, ink: Ink, how: Paragraph) -> None:
        self.book.set(self.book.cells(self.clean(words), ink, latin=_is_latin(words)), how)

    def finish(self) -> None:
        """Say at the end what could not be shown."""
        self.clean.tell(self.selection.notices)
        for _n in range(sum(self.book.missing.values())):
            self.selection.notices.add(_LACKING)
        for said in (self.clean.report, self._missing()):
            if said:
                self._plain(said, _FACTS, Paragraph(12, 8, 0, align="left"))

    def _missing(self) -> str:
        """What no font of this machine has."""
        if not self.book.missing:
            return ""
        named = ", ".join(f"U+{ord(char):04X} × {count}" for char, count in list(self.book.missing.items())[:12])
        more = ", …" if len(self.book.missing) > 12 else ""
        return _("No font of this machine has these characters; they are drawn as 〓 and copied as they are: {characters}.").format(characters=named + more)

    # ---- an article

    def section(self, one: Section) -> None:
        """Set an article."""
        if one.group:
            self.book.mark(one.group, 0)
            self._plain(one.group, Ink("bold", 14, _ACCENT), Paragraph(22, 20, 4, align="left", keep=True, rule=_ACCENT))
        self.book.mark(self.clean(one.title), 1)
        if not any(paragraph.role == "title" for paragraph in one.paragraphs):
            ink, how = _ROLES["title"]
            self._plain(one.title, ink, how._replace(above=_BETWEEN))
        notes = self._notes(one)
        ends = {number: place for number, (_first, place) in one.placed().items()}
        told = False
        for at, paragraph in enumerate(one.paragraphs):
            if not told and paragraph.role not in _ABOVE_FACTS:
                told = True
                self._facts(one)
            self._words(at, paragraph, one, notes, ends)
        if not told:
            self._facts(one)
        self._passages(one, {number for number in notes if number in ends})
        self._note(one)

    def _notes(self, one: Section) -> dict[int, tuple[str, str]]:
        """What is said in the margin beside each passage that has a comment: colour and words."""
        if not self.selection.options.comments:
            return {}
        found = {}
        for number, mark in enumerate(one.passages, start=1):
            if mark.highlight.comment.strip():
                found[number] = (self.shades.of(mark.highlight.colour)[1], self._comment(mark))
        return found

    def _comment(self, mark: Passage) -> str:
        by = " · ".join(part for part in (mark.meaning, *mark.tags, mark.highlight.author) if part)
        return f"{self.clean(mark.highlight.comment).strip()}\n{self.clean.line(by)}"

    def _words(
        self, at: int, paragraph: Words, one: Section, notes: dict[int, tuple[str, str]], ends: dict[int, tuple[int, int]]
    ) -> None:
        role = _ALIKE.get(paragraph.role, paragraph.role)
        latin = _is_latin(paragraph.text)
        ink, how = _ROLES.get(role, (Ink(), Paragraph(first=0.0 if latin else 2 * _BODY)))
        if at == 0 and role in _ABOVE_FACTS:
            how = how._replace(above=_BETWEEN)
        cells: list[Cell] = []
        said: list[tuple[str, str]] = []
        for index, run in enumerate(paragraph.runs):
            cells += self._run(run, one, ink, latin)
            for number in run.passages:
                if number in notes and ends.get(number) == (at, index) and cells:
                    said.append(notes[number])
                    cells.append(cells.pop()._replace(note=len(said) - 1))
        self.book.set(cells, how, said)

    def _run(self, run: Run, one: Section, ink: Ink, latin: bool) -> list[Cell]:
        if run.styles & {"bold", "strong"}:
            ink = ink._replace(face="bold")
        if run.styles & {"superscript", "subscript"}:
            ink = ink._replace(size=ink.size * 0.65, rise=0.5 if "superscript" in run.styles else -0.2)
        plain = ink
        if run.passages:
            shades = [self.shades.of(one.passages[number - 1].highlight.colour) for number in run.passages]
            ink = ink._replace(tint=shades[-1][0], edges=tuple(edge for _tint, edge in shades))
        cells = self.book.cells(self.clean(run.words), ink, latin=latin)
        if run.printed is not None:
            was = self.clean(_("[printed: {words}]").format(words=run.printed))
            cells += self.book.cells(was, plain._replace(size=plain.size * 0.8, colour=_MUTED), latin=latin)
        return cells

    def _facts(self, one: Section) -> None:
        plain = [fact for fact in one.facts if not fact.small and fact.name != "Citation"]
        self._plain("　".join(map(self._line, plain)), _FACTS, Paragraph(12.5, 3, 0, align="left"))
        self._cited(one, _FACTS, Paragraph(12.5, 0, 0, align="left"))
        small = " · ".join(self._line(fact) for fact in one.facts if fact.small)
        self._plain(small, _PROOF, Paragraph(9, 1, 4, align="left", rule=_RULE))
        if one.remark:
            self._plain(one.remark, Ink("sans", 9.5), Paragraph(15, 0, 4, 14, bar=_RULE))

    def _cited(self, one: Section, ink: Ink, how: Paragraph) -> None:
        words = "".join(run.words for run in citation_runs(one.article, self.selection))
        self._plain(words, ink, how)

    def _line(self, fact: Fact) -> str:
        return fact.line(self.clean.line(fact.value))

    # ---- passages and note

    def _passages(self, one: Section, said: set[int]) -> None:
        if one.passages:
            self._plain(_("Highlights"), _PART, Paragraph(14, 12, 3, align="left", keep=True))
        for number, mark in enumerate(one.passages, start=1):
            self._passage(number, mark, one, number in said)

    def _passage(self, number: int, mark: Passage, one: Section, said: bool) -> None:
        edge = self.shades.of(mark.highlight.colour)[1]
        cells = self.book.cells(self.clean(mark.words), Ink(), latin=_is_latin(mark.words))
        notes: Sequence[tuple[str, str]] = ()
        if not said and self.selection.options.comments and mark.highlight.comment.strip() and cells:
            notes = ((edge, self._comment(mark)),)
            cells[-1] = cells[-1]._replace(note=0)
        self.book.set(cells, Paragraph(17, 9, 0, 12, bar=edge, keep=len(cells) < 120), notes)
        if mark.before or mark.after:
            strong = _AROUND._replace(face="bold", colour=_INK)
            around = ((f"…{mark.before}", _AROUND), (mark.words, strong), (f"{mark.after}…", _AROUND))
            latin = _is_latin(mark.words)
            set_so = [cell for words, ink in around for cell in self.book.cells(self.clean.line(words), ink, latin=latin)]
            self.book.set(set_so, Paragraph(13, 0, 0, 12, bar=edge))
        proof = one.proof(number, self.selection)
        told = [fact for fact in proof if not fact.small and fact.name != "Citation"]
        self._plain("　".join(map(self._line, told)), _FACTS, Paragraph(12, 0, 0, 12, align="left", bar=edge))
        self._cited(one, _FACTS, Paragraph(12, 0, 0, 12, align="left", bar=edge))
        small = " · ".join(self._line(fact) for fact in proof if fact.small)
        self._plain(small, _PROOF, Paragraph(8.6, 0, 0, 12, align="left", bar=edge))

    def _note(self, one: Section) -> None:
        if not one.note:
            return
        self._plain(_("Note"), _PART, Paragraph(14, 12, 3, align="left", keep=True))
        for line in note_paragraphs(self.clean(one.note)):
            cells = []
            for words, styles in line:
                ink = Ink("bold" if "bold" in styles else "serif")
                cells += self.book.cells(words, ink, latin=_is_latin(one.note))
            self.book.set(cells, Paragraph(17, 0, 2, 14, bar=_RULE))


def _is_latin(words: str) -> bool:
    return not any(map(is_wide, (char for char in words[:200] if char not in "“”‘’—…·")))


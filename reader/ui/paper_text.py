"""Articles set for a printer: the outline of an export as Qt's rich text, comments below the words they are about."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtGui import QTextDocument

from reader.domain.words import _
from reader.exports.composing import Composer
from reader.exports.harmless import Harmless
from reader.exports.outline import sections
from reader.exports.passages import Passage
from reader.exports.selection import Selection
from reader.exports.shades import Shades
from reader.ui import fonts

_MUTED, _ACCENT = "#5c554a", "#7a281e"
# Per style: face, size in points, colour, bold, line height in per cent, space above and below in points, alignment.
_STYLES: dict[str, tuple[str, float, str, bool, int, float, float, str]] = {
    "Title": ("serif", 20, "#000000", True, 120, 0, 10, "left"),
    "Group": ("serif", 14, _ACCENT, True, 130, 20, 6, "left"),
    "Kicker": ("serif", 10, _ACCENT, False, 130, 18, 0, "left"),
    "Headline": ("serif", 17, "#000000", True, 120, 8, 3, "left"),
    "Deck": ("serif", 11.5, "#000000", False, 130, 0, 3, "left"),
    "Part": ("sans", 9, _MUTED, True, 140, 10, 3, "left"),
    "Subhead": ("serif", 11, "#000000", True, 140, 8, 3, "left"),
    "Body": ("serif", 10.5, "#000000", False, 150, 0, 3, "left"),
    "BodyChinese": ("serif", 10.5, "#000000", False, 160, 0, 3, "justify"),
    "Byline": ("sans", 8.5, _MUTED, False, 140, 0, 2, "right"),
    "Caption": ("sans", 8.5, _MUTED, False, 140, 0, 3, "left"),
    "Quotation": ("serif", 10.5, "#000000", False, 150, 2, 4, "justify"),
    "ListItem": ("serif", 10.5, "#000000", False, 150, 0, 2, "left"),
    "Facts": ("sans", 8, _MUTED, False, 130, 0, 1, "left"),
    "ArticleProof": ("sans", 6.5, _MUTED, False, 125, 0, 8, "left"),
    "Passage": ("serif", 10.5, "#000000", False, 150, 8, 0, "left"),
    "Context": ("serif", 8.5, _MUTED, False, 135, 0, 1, "left"),
    "Comment": ("sans", 9.5, "#000000", False, 140, 1, 1, "left"),
    "Proof": ("sans", 6.5, _MUTED, False, 125, 0, 2, "left"),
    "Note": ("serif", 10.5, "#000000", False, 150, 0, 2, "left"),
}
_TAGS = {"bold": "b", "strong": "b", "italic": "i", "em": "i", "superscript": "sup", "subscript": "sub"}


class PaperText(Composer):
    """Sets sections as rich text that a printer's document takes."""

    def __init__(self, selection: Selection, clean: Harmless) -> None:
        super().__init__(selection, clean)
        self._shades = Shades(selection.palette)

    def run(self, words: str, styles: frozenset[str] = frozenset(), colour: str = "", look: str = "") -> str:
        inside = escape(self.clean(words), quote=False).replace("\n", "<br>").replace("\t", "    ")
        if not inside:
            return ""
        for name, tag in _TAGS.items():
            if name in styles:
                inside = f"<{tag}>{inside}</{tag}>"
        if colour:
            tint, _edge = self._shades.of(colour)
            inside = f'<span style="background-color:{tint};text-decoration:underline">{inside}</span>'
        if look:
            inside = f"<b>{inside}</b>" if look == "strong" else f'<span style="color:{_MUTED}">{inside}</span>'
        return inside

    def block(self, style: str, runs: str, colour: str = "") -> str:
        face, size, ink, bold, line, above, below, align = _STYLES[style]
        families = ",".join(f"'{name}'" for name in fonts.families("zh-Hans", face))
        weight = "bold" if bold else "normal"
        # Qt knows no edge of a paragraph and does not scale an indent to a printer: signs stand for both.
        sign = "　　" if style == "BodyChinese" else ""
        sign = f'<span style="color:{self._shades.of(colour)[1]}">▌</span>' if colour and style == "Passage" else sign
        left, pixels = (13 if colour else 0), 96 / 72
        return (
            f'<p style="margin-top:{above * pixels:.0f}px;margin-bottom:{below * pixels:.0f}px;margin-left:{left}px;'
            f"text-align:{align};line-height:{line}%;"
            f'font-family:{families};font-size:{size}pt;font-weight:{weight};color:{ink};white-space:pre-wrap">{sign}{runs}</p>'
        )

    def comment_begin(self, id: int, mark: Passage) -> str:
        return ""

    def comment_end(self, id: int) -> str:
        return ""

    def comment_below(self, mark: Passage) -> Iterator[str]:
        lines, _about = self.comment_lines(mark)
        yield from (self.block("Comment", self.run(line), mark.highlight.colour) for line in lines if line.strip())


def paper_document(selection: Selection) -> QTextDocument:
    """The articles of a selection as a document for a printer."""
    clean = Harmless()
    setter = PaperText(selection, clean)
    parts = [setter.paragraph("Title", selection.title)] if selection.title else []
    for one in sections(selection):
        parts += setter.section(one)
    if clean.report:
        parts.append(setter.paragraph("Facts", clean.report))
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setHtml("".join(parts) or f"<p>{escape(_('Nothing to print'))}</p>")
    return document

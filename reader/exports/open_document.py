"""OpenDocument text (.odt): the same document as for Word, with real annotations; ODF 1.3, written as it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from reader.domain.words import N_, _
from reader.exports.atomic import replacing
from reader.exports.composing import Composer
from reader.exports.formats import Format
from reader.exports.harmless import Harmless
from reader.exports.open_document_parts import MIME, NAMESPACES, XML, fixed_parts
from reader.exports.outline import sections
from reader.exports.passages import Passage
from reader.exports.selection import Selection, Tick, ignore
from reader.exports.shades import Shades

_BOLD, _ITALIC = frozenset({"bold", "strong"}), frozenset({"italic", "em"})
_LEVELS = {"Group": 1, "Headline": 2, "Part": 3, "Subhead": 4}
_EDGED = ("Passage", "Context", "Proof")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_SPECIAL = re.compile(r"(\n|\t| {2,}|^ | $)")


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one OpenDocument text."""
    clean = Harmless()
    with replacing(out) as file, ZipFile(file, "w", ZIP_DEFLATED) as package:
        # First and uncompressed, so that the kind of the file can be told from its bytes (ODF 1.3 part 2, 3.3).
        package.writestr("mimetype", MIME, ZIP_STORED)
        for name, text in fixed_parts(selection, clean).items():
            package.writestr(name, text)
        setter = _Text(selection, clean)
        with package.open("content.xml", "w") as content:
            content.write(f"{XML}<office:document-content {NAMESPACES} office:version=\"1.3\">".encode())
            content.write(f"<office:automatic-styles>{''.join(setter.styles())}</office:automatic-styles>".encode())
            content.write(b"<office:body><office:text>")
            content.write(setter.paragraph("Title", selection.title).encode() if selection.title else b"")
            for one in sections(selection):
                content.write("".join(setter.section(one)).encode())
                tick(one.number)
            content.write(setter.paragraph("Facts", clean.report).encode() if clean.report else b"")
            content.write(b"</office:text></office:body></office:document-content>")
    clean.tell(selection.notices)


class _Text(Composer):
    """Sets sections as ODF text; each colour has a style of its own for words and for the edge of a paragraph."""

    def __init__(self, selection: Selection, clean: Harmless) -> None:
        super().__init__(selection, clean)
        self._shades = Shades(selection.palette)
        self._numbers = {colour.key: n for n, colour in enumerate(selection.palette, start=1)}

    def styles(self) -> Iterator[str]:
        """The styles that depend on the library's colours, and every mixture of bold, italic, raised and coloured."""
        keys = ["", *self._numbers]
        for key in keys:
            tint, edge = self._shades.of(key)
            number = self._numbers.get(key, 0)
            for style in _EDGED:
                yield (
                    f'<style:style style:name="{style}{number}" style:family="paragraph" style:parent-style-name="{style}"><style:paragraph-properties '
                    f'fo:border-left="2.25pt solid {edge}" fo:border-right="none" fo:border-top="none" fo:border-bottom="none" fo:padding-left="0.25cm"/></style:style>'
                )
            wash = (
                f' fo:background-color="{tint}" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="{edge}"'
            )
            for coloured in (False, True) if number == 0 else (True,):
                for bold in (False, True):
                    for italic in (False, True):
                        for raised, place in (("", ""), ("super", "super 58%"), ("sub", "sub 58%")):
                            name = _named(bold, italic, raised, number if coloured else None)
                            weights = "".join(
                                f' fo:font-{what}="{value}" style:font-{what}-asian="{value}" style:font-{what}-complex="{value}"'
                                for what, value, on in (("weight", "bold", bold), ("style", "italic", italic))
                                if on
                            )
                            place = f' style:text-position="{place}"' if place else ""
                            yield (
                                f'<style:style style:name="{name}" style:family="text"><style:text-properties'
                                f"{weights}{place}{wash if coloured else ''}/></style:style>"
                            )

    def run(self, words: str, styles: frozenset[str] = frozenset(), colour: str = "", look: str = "") -> str:
        inside = "".join(map(_element, _SPECIAL.split(self.clean(words))))
        if not inside:
            return ""
        if look:
            return f'<text:span text:style-name="{look.title()}">{inside}</text:span>'
        raised = "super" if "superscript" in styles else "sub" if "subscript" in styles else ""
        number = self._numbers.get(colour, 0) if colour else None
        bold, italic = bool(styles & _BOLD), bool(styles & _ITALIC)
        if not (bold or italic or raised or colour):
            return inside
        return f'<text:span text:style-name="{_named(bold, italic, raised, number)}">{inside}</text:span>'

    def block(self, style: str, runs: str, colour: str = "") -> str:
        name = f"{style}{self._numbers.get(colour, 0)}" if colour and style in _EDGED else style
        if style in _LEVELS:
            return f'<text:h text:style-name="{name}" text:outline-level="{_LEVELS[style]}">{runs}</text:h>'
        return f'<text:p text:style-name="{name}">{runs}</text:p>'

    def comment_begin(self, id: int, mark: Passage) -> str:
        author = escape(self.clean.line(mark.highlight.author) or _("Unknown"), quote=False)
        initials = escape("".join(word[0] for word in author.split())[:4], quote=False)
        when = _DATE.match(mark.highlight.created)
        date = f"<dc:date>{when[0]}Z</dc:date>" if when else ""
        lines, about = self.comment_lines(mark)
        said = "".join(f"<text:p>{self.run(line)}</text:p>" for line in lines)
        about = f"<text:p>{self.run(about, frozenset({'italic'}))}</text:p>"
        return (
            f'<office:annotation office:name="c{id}"><dc:creator>{author}</dc:creator>{date}'
            f"<meta:creator-initials>{initials}</meta:creator-initials>{said}{about}</office:annotation>"
        )

    def comment_end(self, id: int) -> str:
        return f'<office:annotation-end office:name="c{id}"/>'


def _named(bold: bool, italic: bool, raised: str, number: int | None) -> str:
    return f"T{'b' if bold else ''}{'i' if italic else ''}{raised}{'' if number is None else f'c{number}'}"


def _element(part: str) -> str:
    """A stretch of words; a line end, a tab or blanks that ODF would take together as elements (ODF 1.3 part 3, 6.1.2)."""
    if part == "\n":
        return "<text:line-break/>"
    if part == "\t":
        return "<text:tab/>"
    if part and not part.strip(" "):
        return f'<text:s text:c="{len(part)}"/>'
    return escape(part, quote=False)


FORMAT = Format("odt", N_("OpenDocument text, with comments"), ".odt", "file", write)

"""Word (.docx): articles set like a newspaper's, highlights shaded in their colours, comments as real comments.

Written part by part (ECMA-376, WordprocessingML, transitional), the text as it comes, so that memory stays small
however much is exported. Chinese is set in East Asian fonts by name, which Word and LibreOffice replace where they are missing.
"""

from __future__ import annotations

import re
import tempfile
from html import escape
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from reader.domain.words import N_, _
from reader.exports.atomic import replacing
from reader.exports.composing import Composer
from reader.exports.formats import Format
from reader.exports.harmless import Harmless
from reader.exports.outline import sections
from reader.exports.passages import Passage
from reader.exports.selection import Selection, Tick, ignore
from reader.exports.shades import Shades
from reader.exports.word_parts import COMMENTS_END, COMMENTS_START, DOCUMENT_END, DOCUMENT_START, fixed_parts

_MARKS = {"bold": "<w:b/>", "strong": "<w:b/>", "italic": "<w:i/>", "em": "<w:i/>"}
_RAISED = {"superscript": "superscript", "subscript": "subscript"}
_LOOKS = {"": "", "strong": '<w:b/><w:color w:val="23201B"/>', "muted": '<w:color w:val="6B6458"/><w:sz w:val="18"/>'}
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_PARTED = re.compile(r"([\n\t])")
_ELEMENTS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_KEPT_IN_MEMORY = 4_000_000


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one Word document."""
    clean = Harmless()
    with (
        replacing(out) as file,
        tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY) as comments,
        ZipFile(file, "w", ZIP_DEFLATED) as package,
    ):
        for name, text in fixed_parts(selection, clean).items():
            package.writestr(name, text)
        setter = _Word(selection, clean, comments)
        with package.open("word/document.xml", "w") as document:
            document.write(DOCUMENT_START.encode())
            document.write(setter.paragraph("Title", selection.title).encode() if selection.title else b"")
            for one in sections(selection):
                document.write("".join(setter.section(one)).encode())
                tick(one.number)
            document.write(setter.paragraph("Facts", clean.report).encode() if clean.report else b"")
            document.write(DOCUMENT_END.encode())
        with package.open("word/comments.xml", "w") as part:
            part.write(COMMENTS_START.encode())
            comments.seek(0)
            while some := comments.read(1 << 20):
                part.write(some)
            part.write(COMMENTS_END.encode())
    clean.tell(selection.notices)


class _Word(Composer):
    """Sets sections as WordprocessingML; writes comments aside as they come."""

    def __init__(self, selection: Selection, clean: Harmless, aside: IO[bytes]) -> None:
        super().__init__(selection, clean)
        self._aside = aside
        self._shades = Shades(selection.palette)

    def run(self, words: str, styles: frozenset[str] = frozenset(), colour: str = "", look: str = "") -> str:
        parts = _PARTED.split(self.clean(words))
        inside = "".join(
            _ELEMENTS.get(part) or f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>' for part in parts if part
        )
        if not inside:
            return ""
        properties = "".join(dict.fromkeys(_MARKS[name] for name in _MARKS if name in styles)) + _LOOKS[look]
        if colour:
            tint, edge = self._shades.of(colour)
            properties += f'<w:u w:val="single" w:color="{edge[1:]}"/><w:shd w:val="clear" w:color="auto" w:fill="{tint[1:]}"/>'
        properties += "".join(f'<w:vertAlign w:val="{value}"/>' for name, value in _RAISED.items() if name in styles)
        return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"

    def block(self, style: str, runs: str, colour: str = "") -> str:
        border = ""
        if colour:
            edge = self._shades.of(colour)[1][1:]
            border = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{edge}"/></w:pBdr>'
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{border}</w:pPr>{runs}</w:p>'

    def comment_begin(self, id: int, mark: Passage) -> str:
        self._aside.write(self._comment(id, mark).encode())
        return f'<w:commentRangeStart w:id="{id}"/>'

    def comment_end(self, id: int) -> str:
        mark = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        return f'<w:commentRangeEnd w:id="{id}"/><w:r>{mark}<w:commentReference w:id="{id}"/></w:r>'

    def _comment(self, id: int, mark: Passage) -> str:
        author = self.clean.line(mark.highlight.author) or _("Unknown")
        when = _DATE.match(mark.highlight.created)
        date = f' w:date="{when[0]}Z"' if when else ""
        initials = "".join(word[0] for word in author.split())[:4]
        lines, about = self.comment_lines(mark)
        reference = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
        said = [self.block("CommentText", (reference if n == 0 else "") + self.run(line)) for n, line in enumerate(lines)]
        said.append(self.block("CommentText", self.run(about, frozenset({"italic"}))))
        return f'<w:comment w:id="{id}" w:author="{escape(author)}" w:initials="{escape(initials)}"{date}>{"".join(said)}</w:comment>'


FORMAT = Format("docx", N_("Word, with comments"), ".docx", "file", write)

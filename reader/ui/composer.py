"""Composes an article: which block is set where, in which role, and what is put beside the words for orientation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextDocument

from reader.domain.doubt import LOOK
from reader.domain.text import BlockText, Span
from reader.domain.views import ArticleView, BlockSpan, BlockView, FieldView
from reader.domain.words import _
from reader.ui.article_document import PlaceMap, Writer, corrected_spans
from reader.ui.headline import Headline, broken, set_headline
from reader.ui.languages import script_of, script_of_language
from reader.ui.table_setting import set_table
from reader.ui.typesetting import HAIRLINE_BELOW, ORNAMENT, Sheet
from reader.ui.utf16 import units

_TITLES = ("column", "series", "kicker", "title", "deck")
_META = ("byline", "dateline", "continuation_from")
_INDENTED_AFTER = ("paragraph", "quote", "list_item")
_BULLETS = "•·●■▲◆-*–—○□※"


@dataclass
class Composition:
    """A finished document: the map of its places, pointers to other articles, corrected stretches."""

    places: PlaceMap
    script: str
    links: list[tuple[int, int, int]] = field(default_factory=list)
    corrected: list[BlockSpan] = field(default_factory=list)
    title: str = ""
    headline: Headline | None = None
    ragged: bool = False


def script_of_article(view: ArticleView) -> str:
    """The script an article is set in: as stated on a block, else judged from its words."""
    for block in view.blocks:
        stated = script_of_language(block.language)
        if stated:
            return stated
    sample: list[str] = []
    for block in view.blocks:
        sample.append(block.text[:800])
        if sum(map(len, sample)) > 800:
            break
    return script_of("".join(sample) or (view.title or ""))


def compose(
    document: QTextDocument, view: ArticleView, sheet: Sheet, width: int, furniture: Sequence[BlockView] = ()
) -> Composition:
    """Set `view` into the empty `document` for a column `width` pixels wide, page furniture at its foot."""
    composer = _Composer(sheet, Writer(document), width)
    composer.article(view)
    if furniture:
        composer.foot(furniture)
    made = composer.made
    made.places = composer.writer.finish()
    made.corrected = corrected_spans([*view.blocks, *furniture])
    return made


def set_alike(made: Composition, sheet: Sheet, width: int) -> bool:
    """Whether a composition also suits a column of another width: only its lines need breaking anew."""
    if made.ragged != sheet.ragged(width):
        return False
    return made.headline is None or made.headline == set_headline(made.title, sheet, width)


class _Composer:
    """Writes one article; keeps the role last set, on which the next indent depends."""

    def __init__(self, sheet: Sheet, writer: Writer, width: int) -> None:
        self.sheet = sheet
        self.writer = writer
        self.width = width
        self.last = ""
        self.made = Composition(writer.places, sheet.script, ragged=sheet.ragged(width))

    def article(self, view: ArticleView) -> None:
        head = list(takewhile(lambda b: b.role in _TITLES + _META, view.blocks))
        titles = [b for b in head if b.role in _TITLES]
        meta = [b for b in head if b.role in _META]
        body = view.blocks[len(head) :]
        pointed = self._has_meta(view, meta)
        for block in titles:
            self._title(block, closing=block is titles[-1] and not pointed)
        if pointed:
            self._meta_line(view, meta, closing=bool(titles))
        lead = _lead_end(view.fields, body[0]) if body and body[0].role == "paragraph" else 0
        for index, block in enumerate(body):
            self._block(block, view, lead if index == 0 else 0)

    def foot(self, furniture: Sequence[BlockView]) -> None:
        """The page's words that belong to no article, after a hairline."""
        self.writer.paragraph(self.sheet.block("foot"), self.sheet.char("foot"))
        self.writer.aside(_("On the page, outside the articles"), self.sheet.char("foot"))
        for block in furniture:
            self._plain(block, "furniture")

    # --- the headline group

    def _title(self, block: BlockView, closing: bool) -> None:
        text, role = block.text, block.role
        if role == "title":
            self.made.title = text
            self.made.headline = headline = set_headline(text, self.sheet, self.width)
            role, text = headline.role, broken(text, headline.breaks)
        form = self._closed(role, closing)
        if self.made.headline is not None and block.role == "title":
            form = QTextBlockFormat(form)
            form.setRightMargin(self.made.headline.margin)
        self.writer.paragraph(form, self.sheet.char(role))
        self.writer.words(block.id, text, self._char(block, role), block.words.styles)
        if block.doubt >= LOOK:
            self.writer.doubt(block.doubt)
        self.last = block.role

    def _closed(self, role: str, closing: bool) -> QTextBlockFormat:
        if not closing:
            return self.sheet.block(role)
        made = QTextBlockFormat(self.sheet.block(role))
        made.setBottomMargin(round(1.6 * self.sheet.size))
        made.setProperty(ORNAMENT, HAIRLINE_BELOW)
        return made

    def _has_meta(self, view: ArticleView, meta: Sequence[BlockView]) -> bool:
        return bool(meta or _credits(view) or view.continues_from or view.continues_to)

    def _meta_line(self, view: ArticleView, meta: Sequence[BlockView], closing: bool) -> None:
        char = self.sheet.char("meta")
        self.writer.paragraph(self._closed("meta", closing), char)
        began = False
        for block in meta:
            self._separate(began, char)
            target = view.continues_from if block.role == "continuation_from" else None
            start = self.writer.position
            if target:
                self.writer.aside("← ", self._tinted("accent", "meta"))
                self.made.links.append((start, start + 2 + units(block.text), target))
            self.writer.words(block.id, block.text, char, block.words.styles)
            if block.role == "continuation_from" and not target:
                self.writer.aside(" · " + _("not in the library"), char)
            began = True
        if not any(b.role != "continuation_from" for b in meta):
            for words in _credits(view):
                self._separate(began, char)
                self.writer.aside(words, char)
                began = True
        if view.continues_from and not any(b.role == "continuation_from" for b in meta):
            self._separate(began, char)
            self._link("← " + _("Beginning"), view.continues_from)
            began = True
        if view.continues_to:
            self._separate(began, char)
            self._link(_pointer_words(view) + " →", view.continues_to)

    def _separate(self, began: bool, char: QTextCharFormat) -> None:
        if began:
            self.writer.aside(" · ", char)

    def _link(self, words: str, article: int | None) -> None:
        start = self.writer.position
        self.writer.aside(words, self._tinted("accent", "meta") if article else self.sheet.char("meta"))
        if article:
            self.made.links.append((start, self.writer.position, article))

    # --- the body

    def _block(self, block: BlockView, view: ArticleView, lead: int) -> None:
        role = block.role
        if role == "paragraph":
            self._paragraph(block, lead)
        elif role == "table":
            set_table(self.writer, self.sheet, block)
        elif role == "list_item":
            self._list_item(block)
        elif role == "image":
            self._image(block)
        elif role in {"continuation_on", "continuation_from"}:
            self._pointer(block, view)
        else:
            self._plain(block, role)
        if block.doubt >= LOOK:
            self.writer.doubt(block.doubt)
        self.last = role

    def _paragraph(self, block: BlockView, lead: int) -> None:
        self.writer.paragraph(
            self.sheet.body(self._indent(block.text), ragged=self.made.ragged), self.sheet.char("paragraph")
        )
        char = self._char(block)
        if lead:
            quiet = QTextCharFormat(char)
            quiet.setForeground(QColor(self.sheet.looks.theme["muted"]))
            self.writer.words(block.id, block.text[:lead], quiet, block.words.styles)
        self.writer.words(block.id, block.text[lead:], char, _shifted(block.words, lead), first=lead)

    def _indent(self, text: str) -> float:
        if not self.sheet.wide:
            return 1.2 if self.last in _INDENTED_AFTER else 0.0
        blanks = len(text) - len(text.lstrip("\u3000"))
        return max(0.0, 2.0 - blanks)

    def _plain(self, block: BlockView, role: str) -> None:
        char = self._char(block, role)
        self.writer.paragraph(self.sheet.block(role), char)
        self.writer.words(block.id, block.text, char, block.words.styles)

    def _list_item(self, block: BlockView) -> None:
        char = self._char(block)
        self.writer.paragraph(self.sheet.block("list_item"), char)
        first = block.text.lstrip()[:1]
        if first and first not in _BULLETS and not first.isdigit() and "、" not in block.text[:4]:
            self.writer.aside("•\t", char)
        self.writer.words(block.id, block.text, char, block.words.styles)

    def _image(self, block: BlockView) -> None:
        char = self.sheet.char("image")
        self.writer.paragraph(self.sheet.block("image"), char)
        self.writer.aside(_("Picture in the source") + ("  " if block.text else ""), char)
        self.writer.words(block.id, block.text, char, block.words.styles)

    def _pointer(self, block: BlockView, view: ArticleView) -> None:
        target = view.continues_to if block.role == "continuation_on" else view.continues_from
        char = self.sheet.char("pointer")
        start = self.writer.position + 1
        self.writer.paragraph(self.sheet.block("pointer"), char)
        self.writer.words(block.id, block.text, char, block.words.styles)
        if target:
            self.writer.aside(" →" if block.role == "continuation_on" else " ←", char)
            self.made.links.append((start, self.writer.position, target))
        elif block.role == "continuation_on":
            self.writer.aside(" · " + _("not in the library"), char)

    def _char(self, block: BlockView, role: str = "") -> QTextCharFormat:
        script = script_of_language(block.language) or ""
        return self.sheet.char(role or block.role, script if script != self.sheet.script else "")

    def _tinted(self, colour: str, role: str) -> QTextCharFormat:
        made = QTextCharFormat(self.sheet.char(role))
        made.setForeground(QColor(self.sheet.looks.theme[colour]))
        return made


def _shifted(words: BlockText, by: int) -> list[tuple[int, int, str]]:
    return [(start - by, end - by, name) for start, end, name in words.styles]


def _credits(view: ArticleView) -> list[str]:
    """Agency, place and date in one word group, then each author with the role as printed.

    What was read from a credit or a signature is left where it stands.
    """
    elsewhere = [p for b in view.blocks if b.role in {"credit", "signature", "caption"} for p in b.pieces]
    fields = [f for f in view.fields if not (f.span and any(_inside(f.span, p) for p in elsewhere))]
    where = " ".join(f.value for name in ("agency", "place", "date") for f in fields if f.name == name)
    authors = [f"{f.detail} {f.value}" if f.detail else f.value for f in fields if f.name == "author"]
    return ([where] if where else []) + authors


def _inside(span: Span, piece: Span) -> bool:
    return span.source == piece.source and piece.start <= span.start < piece.end


def _lead_end(fields: Sequence[FieldView], block: BlockView) -> int:
    """Where the lead's opening (本报讯(记者 X), LONDON, Dec. 16.—) ends: it stands in the line above already."""
    text = block.text
    ends = [
        end
        for f in fields
        if f.span is not None and f.name in {"agency", "place", "date", "author"}
        for start, end in block.words.from_source([f.span])
        if start < 60
    ]
    if not ends:
        return 0
    end = max(ends)
    while end < len(text) and text[end] in ")）]】讯訊电電:： .,—–-":
        end += 1
    return end if end < 90 else 0


def _pointer_words(view: ArticleView) -> str:
    for block in view.blocks:
        if block.role == "continuation_on":
            return block.text.strip(" \u3000()（）[]【】.")
    page = view.field("continued_on")
    return _("Continued on page {page}").format(page=page) if page else _("Continued")

"""The article now shown: its words, where each stands in the document, and the marks that lie on them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtGui import QTextDocument

from reader.domain.views import ArticleView, BlockSpan, BlockView, HighlightView
from reader.ui.article_document import PlaceMap
from reader.ui.composer import Composition, compose
from reader.ui.mark_layers import MarkLayers
from reader.ui.typesetting import Sheet


class ShownArticle:
    """One article with its composition. Spans and quotes are in code points; ranges are Qt's positions."""

    def __init__(self, layers: MarkLayers) -> None:
        self.layers = layers
        self.view: ArticleView | None = None
        self.furniture: tuple[BlockView, ...] = ()
        self.composition = Composition(PlaceMap(), "zh-Hans")
        self._texts: dict[int, str] = {}

    @property
    def places(self) -> PlaceMap:
        """The map of document positions."""
        return self.composition.places

    def compose(self, document: QTextDocument, view: ArticleView, sheet: Sheet, width: int) -> None:
        """Set `view` into an empty document and take it over."""
        self.view = view
        self._texts = {b.id: b.text for b in (*view.blocks, *self.furniture)}
        self.composition = compose(document, view, sheet, width, self.furniture)
        self.layers.lay_corrected(self.composition.corrected, self.places, document)

    def lay_highlights(self, highlights: Sequence[HighlightView], document: QTextDocument) -> None:
        """Take over the highlights of the article."""
        self.layers.lay_highlights(highlights, self.places, document)

    def forget(self) -> None:
        """Show nothing."""
        self.view = None
        self._texts = {}
        self.composition = Composition(PlaceMap(), "zh-Hans")

    def reads_like(self, view: ArticleView) -> bool:
        """Whether `view` is set just like what is shown: only its marks may differ."""
        old = self.view
        return (
            old is not None
            and old.id == view.id
            and old.blocks == view.blocks
            and old.fields == view.fields
            and (old.continues_from, old.continues_to) == (view.continues_from, view.continues_to)
        )

    def words(self, spans: Sequence[BlockSpan]) -> str:
        """The words under spans, one block a line."""
        return "\n".join(self._texts.get(s.block, "")[s.start : s.end] for s in spans)

    def words_between(self, start: int, end: int) -> str:
        """The words under a document range."""
        return self.words(self.places.spans(start, end))

    def own(self, spans: Sequence[BlockSpan]) -> list[BlockSpan]:
        """The spans that lie in the article's own blocks: only these can be highlighted in it."""
        mine = {b.id for b in self.view.blocks} if self.view else set()
        return [s for s in spans if s.block in mine]

    def highlight(self, id: int | None) -> HighlightView | None:
        """The highlight called `id`, None where it is not in this article."""
        return next((h for h in self.view.highlights if h.id == id), None) if self.view else None

    def find(self, words: str) -> list[BlockSpan]:
        """Where `words` stand in the article, whatever their case and width; one character is enough."""
        if not words or self.view is None:
            return []
        pattern = re.compile("".join(_any_width(c) for c in words), re.IGNORECASE)
        return [BlockSpan(b.id, m.start(), m.end()) for b in self.view.blocks for m in pattern.finditer(b.text)]


def _any_width(char: str) -> str:
    if char.isspace():
        return r"\s"
    narrow = unicodedata.normalize("NFKC", char)
    forms = {char, narrow} if len(narrow) == 1 else {char}
    forms |= {chr(ord(c) + 0xFEE0) for c in forms if "!" <= c <= "~"}
    return f"[{''.join(re.escape(c) for c in sorted(forms))}]"

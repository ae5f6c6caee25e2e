"""Search hits in the reading view: marked, counted, walked through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from reader.commands.session import Session
from reader.domain.views import BlockSpan
from reader.ui.find_bar import FindBar
from reader.ui.reading_view import ReadingView
from reader.ui.shown_article import ShownArticle


class HitWalk(QObject):
    """Marks where a library query, or the words typed into the find bar, stand in the article shown."""

    changed = Signal(int, int)
    ran_out = Signal(int)
    """The last hit of a library query in this article was left onwards (1), or the first one back (-1)."""

    def __init__(self, view: ReadingView, shown: ShownArticle, find_bar: FindBar) -> None:
        super().__init__(view)
        self.view = view
        self.shown = shown
        self.find_bar = find_bar
        self.query = ""
        self._session: Session | None = None
        find_bar.searched.connect(self._typed)
        find_bar.next_wished.connect(self.next)
        find_bar.previous_wished.connect(self.previous)
        find_bar.closed.connect(self._closed)
        self.changed.connect(find_bar.show_count)

    def attach(self, session: Session | None) -> None:
        """Work on another library (or on none)."""
        self._session = session

    def set_query(self, query: str) -> None:
        """Mark the hits of a library query from now on, in each article shown."""
        self.query = query
        self.mark()
        if self.shown.layers.hits and not self.find_bar.isVisible():
            self.next()

    def mark(self) -> None:
        """Mark the hits in the article now shown."""
        self._lay(self._spans())

    def _spans(self) -> Sequence[BlockSpan]:
        if self.find_bar.isVisible():
            return self.shown.find(self.find_bar.words())
        if self.query and self._session is not None and self.shown.view is not None:
            return self._session.hits_in(self.query, self.shown.view, self.shown.furniture)
        return ()

    def _lay(self, spans: Sequence[BlockSpan]) -> None:
        layers = self.shown.layers
        layers.lay_hits(spans, self.shown.places, self.view.document())
        self.view.painting.hit = None
        self.view.viewport().update()
        self.changed.emit(0, len(layers.hits))

    def next(self) -> None:
        """Go to the next hit; after the last one of a library query to another article, else to the first."""
        self._go(1)

    def previous(self) -> None:
        """Go to the hit before; before the first one as `next` after the last."""
        self._go(-1)

    def enter(self, step: int) -> None:
        """Go to the first hit of an article just shown, or (step -1) to its last."""
        if hits := self.shown.layers.hits:
            self._show(0 if step > 0 else len(hits) - 1)

    def enter_block(self, block: int) -> None:
        """Go to the first hit in a block."""
        places = self.shown.places
        for number, (start, end) in enumerate(self.shown.layers.hits):
            if any(span.block == block for span in places.spans(start, end)):
                self._show(number)
                return

    def enter_place(self, block: int, start: int) -> None:
        """Go to the hit that begins at a place of a block, else to the first one in it."""
        at = self.shown.places.position_of(block, start)
        for number, hit in enumerate(self.shown.layers.hits):
            if hit[0] == at:
                self._show(number)
                return
        self.enter_block(block)

    def _go(self, step: int) -> None:
        hits = self.shown.layers.hits
        at = self.view.painting.hit
        across = bool(self.query) and not self.find_bar.isVisible()
        if across and (not hits or at == hits[-1 if step > 0 else 0]):
            self.ran_out.emit(step)
            return
        if not hits:
            return
        if at in hits:
            number = (hits.index(at) + step) % len(hits)
        else:
            number = self.shown.layers.hit_after(self.view.top_position())
            number = number if step > 0 else (number - 1) % len(hits)
        self._show(number)

    def _show(self, number: int) -> None:
        hit = self.shown.layers.hits[number]
        self.view.painting.hit = hit
        cursor = self.view.textCursor()
        cursor.setPosition(hit[0])
        self.view.setTextCursor(cursor)
        self.view.reveal(*hit)
        self.view.viewport().update()
        self.changed.emit(number + 1, len(self.shown.layers.hits))

    def _typed(self, _words: str) -> None:
        self.mark()
        self._go(1)

    def _closed(self) -> None:
        self.mark()
        self.view.setFocus()

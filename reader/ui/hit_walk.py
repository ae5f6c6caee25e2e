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
            return self._session.hits_in(self.query, self.shown.view)
        return ()

    def _lay(self, spans: Sequence[BlockSpan]) -> None:
        layers = self.shown.layers
        layers.lay_hits(spans, self.shown.places, self.view.document())
        self.view.painting.hit = None
        self.view.viewport().update()
        self.changed.emit(0, len(layers.hits))

    def next(self) -> None:
        """Go to the next hit, after the last to the first."""
        self._go(1)

    def previous(self) -> None:
        """Go to the hit before, before the first to the last."""
        self._go(-1)

    def _go(self, step: int) -> None:
        hits = self.shown.layers.hits
        if not hits:
            return
        at = self.view.painting.hit
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

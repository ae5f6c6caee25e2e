"""The reading pane: shows one article as a newspaper column and keeps the place in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.text import CORRECTED, PRINTED
from reader.domain.views import ArticleView, BlockSpan, BlockView
from reader.domain.words import _
from reader.ui.composer import script_of_article, set_alike
from reader.ui.empty_state import EmptyState
from reader.ui.find_bar import FindBar
from reader.ui.hit_walk import HitWalk
from reader.ui.mark_layers import MarkLayers
from reader.ui.marking import Marking
from reader.ui.outcomes import Outcomes
from reader.ui.reading_view import ReadingView
from reader.ui.shown_article import ShownArticle
from reader.ui.theme import Looks
from reader.ui.typesetting import Sheet

_PLACE_REST = 700
_DWELL = 4000
_RESIZE_REST = 120
_FITS_AT_ONCE = 30_000
_SHOWN = ("highlight", "highlight_span", "highlight_tag", "correction", "block", "piece", "article", "article_field")


class ReadingPane(QWidget):
    """One article to read and to mark. What it does to the library goes through the session."""

    place_changed = Signal(int)
    article_wished = Signal(int)
    reached_end = Signal(int)
    highlight_chosen = Signal(int)
    merge_offered = Signal(int, object)
    hinted = Signal(str)
    spans_chosen = Signal(object)
    article_refreshed = Signal(object)
    correction_wished = Signal(object)
    layer_changed = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session | None, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.layer = CORRECTED
        self.shown = ShownArticle(MarkLayers())
        self.view = ReadingView(looks, self.shown.layers, self)
        self.view.words_between = self.shown.words_between
        self.view.passage_between = self._passage_between
        self.find_bar = FindBar(looks, self)
        self.empty = EmptyState(looks, self)
        self._lay_out()
        self.marking = Marking(self.view, self.shown, looks, self)
        self.hits = HitWalk(self.view, self.shown, self.find_bar)
        self.outcomes = Outcomes(self)
        self._session: Session | None = None
        self._unsubscribe: Callable[[], None] = _nothing
        self._sheet: Sheet | None = None
        self._ended = False
        self._place = 0
        self._width = 0
        self._place_rest = QTimer(self, singleShot=True, interval=_PLACE_REST)
        self._dwell = QTimer(self, singleShot=True, interval=_DWELL)
        self._fit_rest = QTimer(self, singleShot=True, interval=_RESIZE_REST)
        self._connect()
        self.attach(session)

    def _lay_out(self) -> None:
        self.setAccessibleName(_("Reading pane"))
        self.setFocusProxy(self.view)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        self._above = column
        column.addWidget(self.view, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)
        self.say_empty()
        self._stack.setCurrentWidget(self.empty)

    def _connect(self) -> None:
        self._place_rest.timeout.connect(self.keep_place)
        self._dwell.timeout.connect(self._look_for_end)
        self._fit_rest.timeout.connect(self._fit)
        self.looks.changed.connect(self._wear_looks)
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.view.scrolled_by_person.connect(self._look_for_end)
        self.view.resized.connect(self._resized)
        self.view.link_chosen.connect(self.article_wished)
        self.marking.highlight_chosen.connect(self.highlight_chosen)
        self.marking.spans_chosen.connect(self.spans_chosen)
        self.marking.correction_wished.connect(self.correction_wished)
        self.marking.failed.connect(self.failed)
        self.marking.merge_offered.connect(self.merge_offered)
        self.marking.hinted.connect(self.hinted)
        self.outcomes.failed.connect(self.failed)

    # --- the session

    def attach(self, session: Session | None) -> None:
        """Read from another library (or from none)."""
        self.show_article(None)
        self._unsubscribe()
        self._unsubscribe = session.subscribe(self._changed) if session else _nothing
        self._session = session
        self.marking.attach(session)
        self.hits.attach(session)

    def _changed(self, changes: Changes, _source: object) -> None:
        session, view = self._session, self.shown.view
        if session is None:
            return
        if changes.touches("colour"):
            self.marking.refresh_colours()
        renamed = changes.touches("tag", "colour")
        if view is None or not (renamed or (changes.touches(*_SHOWN) and changes.concerns(view.id))):
            return
        fresh = session.article(view.id, self.layer)
        self.show_article(fresh)
        self.article_refreshed.emit(fresh)

    # --- showing

    def article(self) -> ArticleView | None:
        """The article shown."""
        return self.shown.view

    def show_article(self, view: ArticleView | None, keep_place: bool = True) -> None:
        """Show an article where it was left, or (not `keep_place`) at its beginning; None: the empty page.

        Where only marks differ from what is shown, they are laid anew and the words stay as they are set.
        """
        old = self.shown.view
        if view is None:
            self._leave()
            self.shown.forget()
            self._stack.setCurrentWidget(self.empty)
        elif self.shown.reads_like(view):
            self._lay_marks(view)
        elif old is not None and old.id == view.id:
            self._compose(view, self.place())
        else:
            self._leave()
            self._open(view, keep_place)

    def _open(self, view: ArticleView, keep_place: bool) -> None:
        self._ended = False
        self.shown.furniture = ()
        self._stack.setCurrentIndex(0)
        self._compose(view, self._session.last_place(view.id) if keep_place and self._session else 0)
        self._dwell.start()

    def _compose(self, view: ArticleView, place: int) -> None:
        self.marking.rest()
        self._sheet = Sheet(self.looks, script_of_article(view))
        column = self._sheet.fitted(self.view.room())
        document = self.view.fresh_document()
        self.view.set_column(column)
        self.shown.compose(document, view, self._sheet, column)
        self.view.setDocument(document)
        self.view.links = self.shown.composition.links
        self._lay_marks(view)
        self.hits.mark()
        self._go_to(place)

    def _go_to(self, place: int) -> None:
        self._place, self._width = place, self.view.width()
        position = self.shown.places.position_of_running(place) if place else 0
        cursor = self.view.textCursor()
        cursor.setPosition(position)
        self.view.setTextCursor(cursor)
        self.view.scroll_to_top(position)

    def _lay_marks(self, view: ArticleView) -> None:
        self.shown.view = view
        self.shown.lay_highlights(view.highlights, self.view.document())
        self.view.viewport().update()
        self.marking.refresh()

    def put_above(self, widget: QWidget) -> None:
        """Let a widget stand right above the text."""
        self._above.insertWidget(self._above.indexOf(self.view), widget)

    def set_furniture(self, blocks: Sequence[BlockView]) -> None:
        """Show the page's words outside the articles at the foot, or (none) take them away."""
        if self.shown.view is not None and tuple(blocks) != self.shown.furniture:
            self.shown.furniture = tuple(blocks)
            self._compose(self.shown.view, self.place())

    def toggle_layer(self) -> None:
        """Change between the words as printed and as corrected."""
        self.layer = self.marking.layer = PRINTED if self.layer == CORRECTED else CORRECTED
        view = self.shown.view
        if view is not None and self._session is not None:
            self.show_article(self._session.article(view.id, self.layer))
        self.layer_changed.emit(self.layer)

    def _wear_looks(self) -> None:
        self.view.wear_theme()
        self.marking.refresh_colours()
        if self.shown.view is not None:
            self._compose(self.shown.view, self._place)

    def _fit(self) -> None:
        """Fit the column to the pane; the headline is broken anew where its parts no longer fit."""
        view, sheet = self.shown.view, self._sheet
        if view is None or sheet is None:
            return
        column = sheet.fitted(self.view.room())
        if column == self.view.column:
            return
        if set_alike(self.shown.composition, sheet, column):
            self.view.set_column(column)
            self._go_to(self._place)
        else:
            self._compose(view, self._place)

    def say_empty(self) -> None:
        """Say on the empty page that no article is open."""
        self.empty.say(_("No article is open"), _("Choose one in the list; j and k walk through it."))

    def showEvent(self, event: QShowEvent) -> None:
        # With a style sheet on the application Qt forgets palettes set before a widget got its parent.
        self.view.wear_theme()
        super().showEvent(event)

    def _resized(self) -> None:
        self.marking.rest()
        if self.view.document().characterCount() < _FITS_AT_ONCE:
            self._fit()
        else:
            self._fit_rest.start()

    # --- the reading place

    def place(self) -> int:
        """How far the article is read: code points before the first line in sight."""
        if self.view.verticalScrollBar().value() == 0:
            return 0
        return self.shown.places.running(self.view.top_position())

    def page_down(self) -> None:
        """One page down, smoothly; at the end of the article, say so."""
        self.view.page(1)
        self._look_for_end()

    def page_up(self) -> None:
        """One page up, smoothly."""
        self.view.page(-1)

    def _scrolled(self) -> None:
        self.marking.rest()
        # While the pane is being resized the words move under the scroll bar: the place stays what it was.
        if self.shown.view is not None and self.view.width() == self._width:
            self._place = self.place()
            self._place_rest.start()

    def keep_place(self) -> None:
        """Remember how far the article is read."""
        self._place_rest.stop()
        if self.shown.view is not None and self._session is not None:
            place = self.place()
            self.outcomes.follow(self._session.keep_place(self.shown.view.id, place))
            self.place_changed.emit(place)

    def keep_comment(self) -> None:
        """Keep what is typed in the card of a highlight, and put the card away."""
        self.marking.card.close_card()

    def _leave(self) -> None:
        if self._place_rest.isActive():
            self.keep_place()
        self._dwell.stop()
        self.marking.rest()
        self.marking.choose(None)

    def _look_for_end(self) -> None:
        view = self.shown.view
        if view is not None and not self._ended and self.isVisible() and self.view.at_end():
            self._ended = True
            self.reached_end.emit(view.id)

    # --- what the shell's commands call

    def selected_spans(self) -> list[BlockSpan]:
        """The words selected, as spans of blocks in code points."""
        return self.marking.selected_spans()

    def block_in_sight(self) -> int | None:
        """The block the selection or the caret stands in while it is in sight, else the first one in sight."""
        view = self.view
        at = view.textCursor().selectionStart()
        here = view.cursorRect().top()
        if not 0 <= here < view.viewport().height():
            at = view.top_position()
        place = self.shown.places.place_at(at) if self.shown.view is not None else None
        return place[0] if place else None

    def stand_at(self, block: int) -> None:
        """Put the caret at the beginning of a block and bring it into sight; nothing where it is not shown."""
        at = self.shown.places.position_of(block, 0) if self.shown.view is not None else None
        if at is not None:
            cursor = self.view.textCursor()
            cursor.setPosition(at)
            self.view.setTextCursor(cursor)
            self.view.reveal(at, at + 1)

    def selected_text(self) -> str:
        """The words selected, one block a line."""
        return self.shown.words(self.selected_spans())

    def _passage_between(self, start: int, end: int) -> bytes:
        """Where the words under a document range stand, as those read it who quote them; empty for furniture."""
        spans, view = self.shown.own(self.shown.places.spans(start, end)), self.shown.view
        if view is None or not spans:
            return b""
        return json.dumps({"article": view.id, "layer": self.layer, "spans": spans}).encode()

    def select(self, spans: Sequence[BlockSpan]) -> None:
        """Select the words from the first span to the last."""
        self.marking.select(spans)

    def highlight(self, colour: str | None = None) -> None:
        """Highlight the selection or the current hit (in the colour used last); else recolour the one chosen."""
        self.marking.highlight(colour)

    def comment_selection(self) -> None:
        """Comment the selection, highlighting it first, or the highlight chosen."""
        self.marking.comment()

    def tag_selection(self) -> bool:
        """Tag the selection, highlighting it first, or the highlight whose card is open; False: nothing to tag."""
        return self.marking.tag()

    def remove_highlight(self) -> None:
        """Remove the highlight chosen."""
        self.marking.remove()

    def current_highlight(self) -> int | None:
        """The highlight chosen, else the one the caret stands in."""
        return self.marking.current()

    def choose_highlight(self, highlight: int | None, *, card: bool = False) -> None:
        """Choose a highlight and bring it into sight."""
        self.marking.choose(highlight, scroll=True, card=card)

    def copy_plain(self) -> None:
        """Copy the words selected."""
        self.marking.copy_plain()

    def copy_with_source(self) -> None:
        """Copy the words selected, quoted, with their source line."""
        self.marking.copy_with_source()

    def set_hits(self, query: str) -> None:
        """Mark where the words of a library query stand, in this article and those shown after it."""
        self.hits.set_query(query)

    def next_hit(self) -> None:
        """Go to the next hit."""
        self.hits.next()

    def previous_hit(self) -> None:
        """Go to the hit before."""
        self.hits.previous()

    def open_find(self) -> None:
        """Find words in this article."""
        if self.shown.view is not None:
            self.find_bar.open_with(self.selected_text())

    # --- the margins belong to the text

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self.view.verticalScrollBar(), event)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.looks.colour("page"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.view.setFocus()
        self.view.clear_selection()
        self.marking.choose(None)
        event.accept()


def _nothing() -> None:
    pass

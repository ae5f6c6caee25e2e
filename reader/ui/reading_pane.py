"""The reading pane: shows one article, keeps the reading place, and makes marks on the words selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from reader.commands import registry
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.text import CORRECTED, PRINTED
from reader.domain.views import ArticleView, BlockSpan, BlockView, ColourView, HighlightView, Outcome
from reader.domain.words import _
from reader.ui.citing import quotation
from reader.ui.composer import script_of_article, title_breaks
from reader.ui.empty_page import EmptyPage
from reader.ui.find_bar import FindBar
from reader.ui.highlight_card import HighlightCard
from reader.ui.mark_layers import MarkLayers
from reader.ui.outcomes import Outcomes
from reader.ui.reading_view import ReadingView
from reader.ui.selection_bar import SelectionBar
from reader.ui.shown_article import ShownArticle
from reader.ui.theme import Looks
from reader.ui.typesetting import Sheet

_REST = 180
_DWELL = 4000
_PLACE_REST = 700
_SHOWN = ("highlight", "highlight_span", "highlight_tag", "correction", "block", "piece", "article", "article_block",
          "field", "tag", "colour", "comment")  # fmt: skip


class ReadingPane(QWidget):
    """One article as a newspaper column. Everything it does to the library goes through the session."""

    place_changed = Signal(int)
    article_wished = Signal(int)
    reached_end = Signal(int)
    highlight_chosen = Signal(int)
    spans_chosen = Signal(object)
    article_refreshed = Signal(object)
    correction_wished = Signal(object)
    hits_changed = Signal(int, int)
    layer_changed = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session | None, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.layer = CORRECTED
        self.layers = MarkLayers()
        self.shown = ShownArticle(looks, self.layers)
        self.view = ReadingView(looks, self.layers, self)
        self.view.words_between = self.shown.words_between
        self.find_bar = FindBar(looks, self)
        self.bar = SelectionBar(looks, self)
        self.card = HighlightCard(session, looks, self)
        self.empty = EmptyPage(looks, _("No article is open"), _("Choose one in the list; j and k walk through it."))
        self.outcomes = Outcomes(self)
        self.outcomes.failed.connect(self.failed)
        self._session: Session | None = None
        self._unsubscribe = lambda: None
        self._colours: list[ColourView] = []
        self._last_colour = "yellow"
        self._current: int | None = None
        self._query = ""
        self._ended = False
        self._lay_out()
        self._connect()
        self.attach(session)
        self._show_empty()

    def _lay_out(self) -> None:
        self.setAccessibleName(_("Reading pane"))
        self.setFocusProxy(self.view)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.view)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)
        self.find_bar.hide()

    def _connect(self) -> None:
        self._settle = self._timer(_REST, self._offer_bar)
        self._place_rest = self._timer(_PLACE_REST, self._keep_place)
        self._dwell = self._timer(_DWELL, self._look_for_end)
        self.looks.changed.connect(self._wear_looks)
        view = self.view
        view.selectionChanged.connect(self._selection_changed)
        view.selection_settled.connect(self._selection_settled)
        view.verticalScrollBar().valueChanged.connect(self._scrolled)
        view.scrolled_by_person.connect(self._look_for_end)
        view.clicked.connect(self._clicked)
        view.entered.connect(self._entered)
        view.link_chosen.connect(self.article_wished)
        self.bar.colour_chosen.connect(self.highlight)
        self.bar.action_chosen.connect(self._carry_out)
        self.card.closed.connect(self._card_closed)
        self.card.failed.connect(self.failed)
        self.find_bar.searched.connect(self._find)
        self.find_bar.next_wished.connect(self.next_hit)
        self.find_bar.previous_wished.connect(self.previous_hit)
        self.find_bar.closed.connect(self._find_closed)
        self.hits_changed.connect(self.find_bar.show_count)

    def _timer(self, rest: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(rest)
        timer.timeout.connect(slot)
        return timer

    # --- the session

    def attach(self, session: Session | None) -> None:
        """Work on another library (or on none)."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self._session = session
        self.card.attach(session)
        self._colours = session.colours() if session else []
        self._offer_actions()
        if session is not None:
            self._unsubscribe = session.subscribe(self._changed)

    def _changed(self, changes: Changes, _source: object) -> None:
        session, view = self._session, self.shown.view
        if session is None:
            return
        if changes.touches("colour"):
            self._colours = session.colours()
            self._offer_actions()
        if view is None or not changes.touches(*_SHOWN) or not (changes.concerns(view.id) or changes.touches("tag", "colour")):
            return
        fresh = session.article(view.id, self.layer)
        self.show_article(fresh)
        self.article_refreshed.emit(fresh)

    # --- showing

    def article(self) -> ArticleView | None:
        """The article shown."""
        return self.shown.view

    def show_article(self, view: ArticleView | None, keep_place: bool = True) -> None:
        """Show an article: at the place it was left, or at its beginning. Marks alone are laid anew without setting."""
        old = self.shown.view
        same = old is not None and view is not None and old.id == view.id
        if view is None:
            self._leave()
            self._show_empty()
        elif self.shown.reads_like(view):
            self._lay_marks(view)
        elif same:
            self._compose(view, self.place())
        else:
            self._leave()
            self._open(view, keep_place)

    def _open(self, view: ArticleView, keep_place: bool) -> None:
        self._ended = False
        self._current = None
        self.shown.furniture = ()
        self._stack.setCurrentIndex(0)
        place = self._session.last_place(view.id) if keep_place and self._session else 0
        self._compose(view, place)
        if self._query:
            self.set_hits(self._query)
        self._dwell.start()

    def _compose(self, view: ArticleView, place: int) -> None:
        self.bar.hide()
        column = Sheet(self.looks, script_of_article(view)).fitted(self.view.room())
        document = self.view.fresh_document()
        self.shown.compose(document, view, column)
        self.view.set_column(column)
        self.view.setDocument(document)
        self.view.links = self.shown.composition.links
        self._lay_marks(view)
        self.layers.lay_hits([], self.shown.places, document)
        self.view.scroll_to_top(self.shown.places.position_of_running(place) if place else 0)
        cursor = self.view.textCursor()
        cursor.setPosition(self.view.top_position() if place else 0)
        self.view.setTextCursor(cursor)

    def _lay_marks(self, view: ArticleView) -> None:
        self.shown.view = view
        self.shown.lay_highlights(view.highlights, self.view.document())
        if self.shown.highlight(self._current) is None:
            self._choose(None)
        self.view.viewport().update()
        self.card.refresh(self.shown.highlight(self._current))

    def _show_empty(self) -> None:
        self.shown.forget()
        self.layers.lay_highlights([], self.shown.places, self.view.document())
        self.bar.hide()
        self.card.close_card()
        self._stack.setCurrentIndex(1)

    def set_furniture(self, blocks: Sequence[BlockView]) -> None:
        """Show the page's words outside the articles at the foot, or take them away."""
        if self.shown.view is not None and tuple(blocks) != self.shown.furniture:
            self.shown.furniture = tuple(blocks)
            self._compose(self.shown.view, self.place())

    def toggle_layer(self) -> None:
        """Change between the words as printed and as corrected."""
        self.layer = PRINTED if self.layer == CORRECTED else CORRECTED
        view = self.shown.view
        if view is not None and self._session is not None:
            self.show_article(self._session.article(view.id, self.layer))
        self.layer_changed.emit(self.layer)

    def _wear_looks(self) -> None:
        self.view.wear_theme()
        self._offer_actions()
        if self.shown.view is not None:
            self._compose(self.shown.view, self.place())

    # --- the reading place

    def place(self) -> int:
        """How far the article is read: code points before the first line in sight."""
        return self.shown.places.running(self.view.top_position())

    def page_down(self) -> None:
        """One page down, smoothly."""
        self.view.page(1)
        self._look_for_end()

    def page_up(self) -> None:
        """One page up, smoothly."""
        self.view.page(-1)

    def _scrolled(self) -> None:
        self.bar.hide()
        if self.shown.view is not None:
            self._place_rest.start()
            if self.view.textCursor().hasSelection():
                self._settle.start()

    def _keep_place(self) -> None:
        self._place_rest.stop()
        if self.shown.view is None or self._session is None:
            return
        place = 0 if self.view.verticalScrollBar().value() == 0 else self.place()
        self.outcomes.follow(self._session.keep_place(self.shown.view.id, place))
        self.place_changed.emit(place)

    def _leave(self) -> None:
        if self._place_rest.isActive():
            self._keep_place()
        self._dwell.stop()
        self.card.close_card()

    def _look_for_end(self) -> None:
        view = self.shown.view
        if view is not None and not self._ended and self.isVisible() and self.view.at_end():
            self._ended = True
            self.reached_end.emit(view.id)

    # --- the selection

    def selected_spans(self) -> list[BlockSpan]:
        """The words selected, as spans of blocks in code points."""
        cursor = self.view.textCursor()
        return self.shown.places.spans(cursor.selectionStart(), cursor.selectionEnd())

    def selected_text(self) -> str:
        """The words selected, one block a line."""
        return self.shown.words(self.selected_spans())

    def select(self, spans: Sequence[BlockSpan]) -> None:
        """Select the words from the first span to the last."""
        ranges = [r for span in spans for r in self.shown.places.ranges(span)]
        if ranges:
            cursor = self.view.textCursor()
            cursor.setPosition(ranges[0][0])
            cursor.setPosition(ranges[-1][1], QTextCursor.MoveMode.KeepAnchor)
            self.view.setTextCursor(cursor)
            self._selection_settled()

    def _selection_changed(self) -> None:
        self.bar.hide()

    def _selection_settled(self) -> None:
        if self.view.textCursor().hasSelection():
            self._settle.start()
            self.spans_chosen.emit(self.selected_spans())
        else:
            self._settle.stop()
            self.bar.hide()

    def _offer_bar(self) -> None:
        if self.shown.own(self.selected_spans()):
            self.card.close_card()
            self.bar.place(self._selected_box(), self._viewport_box())

    def _selected_box(self) -> QRect:
        cursor = self.view.textCursor()
        box = self._range_box(cursor.selectionStart(), cursor.selectionEnd())
        return box

    def _range_box(self, start: int, end: int) -> QRect:
        cursor = self.view.textCursor()
        cursor.setPosition(start)
        first = self.view.cursorRect(cursor)
        cursor.setPosition(end)
        last = self.view.cursorRect(cursor)
        if first.top() == last.top():
            box = first.united(last)
        else:
            box = QRect(0, first.top(), self.view.viewport().width(), last.bottom() - first.top())
        return box.translated(self.view.viewport().mapTo(self, box.topLeft()) - box.topLeft())

    def _viewport_box(self) -> QRect:
        return QRect(self.view.mapTo(self, self.view.rect().topLeft()), self.view.size())

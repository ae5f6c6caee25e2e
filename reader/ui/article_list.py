"""The list of articles: one table for an issue, a tag, a search or anything else, smooth at a million rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QVBoxLayout, QWidget

from reader.commands.changes import Changes
from reader.commands.correcting import listed
from reader.commands.found import FEW, FirstFound
from reader.commands.session import Session
from reader.domain.views import ArticleRow, Listing
from reader.domain.words import _
from reader.ui.article_delegate import ArticleDelegate
from reader.ui.article_model import PAGE, SHOWN, ArticleModel, Finds
from reader.ui.article_table import ArticleTable
from reader.ui.empty_state import EmptyState
from reader.ui.furniture_hits import FurnitureHits
from reader.ui.list_header import ListHeader
from reader.ui.lookup import Lookup, Stop
from reader.ui.search_strip import SearchStrip
from reader.ui.theme import Looks
from reader.ui.widening import Widening
from reader.ui.wording import page_name

SEARCHING_SEEN = 150
"""Milliseconds a search may take before the list says that it is going on."""
_SEARCH, _HITS, _REST, _GAINS = "search", "hits", "rest", "gains"
_FOUND = (*SHOWN, "index")
# What can change which articles a search finds, and their snippets.

Told = Callable[[], None]
Failed = Callable[[Any], None]


class ArticleList(QWidget):
    """Header strip, table and empty states. Says which article was chosen; shows any Listing."""

    article_chosen = Signal(int)
    listing_changed = Signal()
    text_wished = Signal()
    review_wished = Signal()
    menu_wished = Signal(QPoint)
    failed = Signal(object)
    query_wished = Signal(str)
    furniture_chosen = Signal(int, int)

    def __init__(self, session: Session | None, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.heading = ""
        self.current: int | None = None
        self._adapted = 0
        self.setAutoFillBackground(True)
        self.header = ListHeader(looks, self)
        self.strip = SearchStrip(looks, self)
        self.furniture = FurnitureHits(looks, self)
        self.table = ArticleTable(self)
        self.model = ArticleModel(session, self)
        self.delegate = ArticleDelegate(looks, self)
        self.empty = EmptyState(looks, self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(0, self.delegate)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        layout = self._whole = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.strip)
        layout.addWidget(self.furniture)
        layout.addLayout(self._stack, 1)
        self.widening = Widening(self)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self._set_heights)
        self._searching = QTimer(self, singleShot=True, interval=SEARCHING_SEEN)
        self._searching.timeout.connect(lambda: self.header.show_searching(True))
        self._lookup: Lookup | None = None
        self._found: FirstFound | None = None
        self._page_wished = -1
        self._connect()
        self.take_looks()

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._row_entered)
        self.table.width_changed.connect(lambda: self._resting.start(0))
        self.table.entered_text.connect(self.text_wished)
        self.table.customContextMenuRequested.connect(
            lambda at: self.menu_wished.emit(self.table.viewport().mapToGlobal(at))
        )
        self.model.hits_wished.connect(self._ask_hits)
        self.header.state_chosen.connect(self._narrow)
        self.header.review_wished.connect(self.review_wished)
        self.looks.changed.connect(self.take_looks)

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.delegate.set_fonts()
        palette = self.table.palette()
        palette.setColor(QPalette.ColorRole.Window, self.looks.colour("list"))
        self.table.setPalette(palette)
        self.setPalette(palette)
        self.table.setAccessibleName(_("Articles"))
        self.setAccessibleName(_("Article list"))
        self._laid_out()

    def put_above(self, widget: QWidget) -> None:
        """Put a widget above the heading."""
        self._whole.insertWidget(0, widget)

    def sizeHint(self) -> QSize:
        """Wide enough for a headline of some eighteen characters."""
        return QSize(336, 600)

    # what is listed

    def attach(self, session: Session | None) -> None:
        """List articles of another library, or of none."""
        self.stop_searching()
        self.show_listing(None)
        self.model.session = session

    @property
    def listing(self) -> Listing | None:
        """What the list shows, with the reading state it is narrowed to."""
        return self.model.listing

    def show_listing(self, listing: Listing | None, heading: str = "", *, choose: int | None = None) -> None:
        """Show a list; `choose` is the article to stand on (not announced), else none is chosen."""
        self.forget_search()
        self._show(listing, heading, choose)

    def _show(self, listing: Listing | None, heading: str, choose: int | None, finds: Finds | None = None) -> None:
        if listing is not None and listing.state != self.header.state:
            self.header.state = listing.state
            self.header.take_looks()
        self.heading = heading
        self.delegate.listing = listing
        self.table.shows_basket = listing is not None and listing.kind == "basket"
        self.model.show(listing, finds)
        self.widening.follow(listing)
        self.widening.show_found(finds.first if finds is not None else None)
        self._laid_out()
        self.stand_on(choose)
        self.table.verticalScrollBar().setValue(0) if choose is None else self._reveal()
        self.listing_changed.emit()

    def refresh(self, changes: Changes) -> None:
        """Take up a change, keeping the place; an article in sight that goes elsewhere in the list is followed there."""
        top = self.model.id_at(self.table.rowAt(0))
        seen = self.table.shows_row(self.model.row_of(self.current))
        if self.model.refresh(changes):
            self._others_listed(top)
            if seen:
                self._reveal()
        elif self.listing is not None and self.listing.kind == "search":
            if not self.searching and changes.touches(*_FOUND):
                self._search_again()
        elif changes.touches("article", "article_field", "block", "correction", "flag", "issue", "newspaper", "page"):
            self._laid_out()

    def _others_listed(self, top: int | None) -> None:
        """Other articles are listed; `top` stays the first in sight where it still is among them."""
        self._laid_out()
        self.stand_on(self.current)
        row = self.model.row_of(top)
        if row >= 0:
            self.table.scrollTo(self.model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self.listing_changed.emit()

    # searching, in the background

    @property
    def searching(self) -> bool:
        """Whether a search is under way."""
        return self._lookup is not None and self._lookup.awaits(_SEARCH)

    def search(self, listing: Listing, heading: str, then: Told, fail: Failed, *, choose: int | None = None) -> None:
        """Show what a search finds as soon as it is found, then call `then`; what is listed stays until then.

        A newer search, or another list, interrupts it; an error goes to `fail` and leaves the list as it is.
        """

        def show(finds: Finds) -> None:
            self._end_search()
            self._found = finds.first
            self._show(listing, heading, choose, finds)
            then()
            self._ask_rest(listing, finds)

        self._ask(listing, show, fail)

    def _ask(self, listing: Listing, then: Callable[[Finds], None], fail: Failed) -> None:
        session = self.model.session
        if session is None:
            return

        doubtful = self.model.doubtful

        def look(stopped: Stop) -> Finds:
            first = session.first_found(listing, PAGE, stopped)
            if not doubtful:
                return Finds(first.ids, first.hits, first)
            ids = listed(session, listing, doubtful=True)
            return Finds(ids, session.found_in(listing.text, ids[:PAGE], stopped), replace(first, ids=ids))

        def failed(error: Exception) -> None:
            self._end_search()
            fail(error)

        if self._lookup is None:
            library, index = session.library, session.finder.index
            self._lookup = Lookup("pressmark-reader", index.interrupt, library.close, self)
        if not self._searching.isActive() and not self.header.searching:
            self._searching.start()
        self._lookup.cancel(_HITS, _REST, _GAINS)
        self._lookup.ask(_SEARCH, look, then, failed)

    def _search_again(self) -> None:
        """The library has changed: the same search may find others."""
        listing = self.listing
        assert listing is not None

        def take(finds: Finds) -> None:
            self._end_search()
            self._found = finds.first
            top = self.model.id_at(self.table.rowAt(0))
            if self.model.take_finds(finds):
                self._others_listed(top)
            else:
                self._laid_out()
                self.listing_changed.emit()
            self.widening.show_found(finds.first)
            self._ask_rest(listing, finds)

        self._ask(listing, take, self.failed.emit)

    def _ask_rest(self, listing: Listing, finds: Finds) -> None:
        """The ids beyond the first page, and what the switches would find, follow when the first hits are seen."""
        session, lookup, first = self.model.session, self._lookup, finds.first
        if session is None or lookup is None or first is None:
            return
        if not first.is_whole and not self.model.doubtful:
            lookup.ask(_REST, lambda _stopped: session.ranked_ids(listing), self._take_rest, self.failed.emit)
        if first.counted and first.total <= FEW:
            asked = lambda _stopped: session.finder.gains(listing.text, listing.state, first.total)  # noqa: E731
            lookup.ask(_GAINS, asked, self._take_gains, lambda _error: None)

    def _take_gains(self, gains: dict[str, int]) -> None:
        self.strip.show_gains(gains)
        if not self.model.rowCount():
            self.listing_changed.emit()

    def _take_rest(self, ids: array[int]) -> None:
        top = self.model.id_at(self.table.rowAt(0))
        self._found = None
        if self.model.extend(ids):
            self._others_listed(top)
        else:
            self._laid_out()
            self.listing_changed.emit()

    def _end_search(self) -> None:
        self._searching.stop()
        self.header.show_searching(False)

    def forget_search(self) -> None:
        """Nobody waits for the search under way any more."""
        self._end_search()
        if self._lookup is not None:
            self._lookup.cancel(_SEARCH, _HITS, _REST, _GAINS)

    def stop_searching(self) -> None:
        """Interrupt what is looked up and close what that has opened."""
        self._end_search()
        if self._lookup is not None:
            self._lookup.close()
            self._lookup.deleteLater()
            self._lookup = None

    def _ask_hits(self, page: int) -> None:
        session, listing, lookup = self.model.session, self.listing, self._lookup
        if session is None or listing is None or lookup is None or self.searching:
            return
        if lookup.awaits(_HITS) and self._page_wished == page:
            return
        self._page_wished = page
        ids = self.model.page_ids(page)

        def take(hits: Any) -> None:
            self.model.take_hits(page, hits if isinstance(hits, dict) else {})
            self.table.viewport().update()

        lookup.ask(_HITS, lambda stopped: session.found_in(listing.text, ids, stopped), take, take)

    def _narrow(self, state: str) -> None:
        listing = self.model.listing
        if listing is not None and listing.kind == "search":
            self.search(replace(listing, state=state), self.heading, _nothing, self.failed.emit, choose=self.current)
        elif listing is not None:
            self.show_listing(replace(listing, state=state), self.heading, choose=self.current)

    @property
    def doubtful(self) -> bool:
        """Whether the most doubtful articles come first, in this list and those after it."""
        return self.model.doubtful

    def toggle_doubtful(self) -> None:
        """Let the most doubtful articles come first, or go back to the order of the pages."""
        self.model.doubtful = not self.model.doubtful
        if self.model.listing is not None:
            self._narrow(self.model.listing.state)

    def _laid_out(self) -> None:
        count = self.model.rowCount()
        self.delegate.adapted = 0 < count <= PAGE
        self.delegate.bands = self._bands()
        self._set_heights()
        self._describe()
        self._stack.setCurrentIndex(0 if count else 1)

    def _few(self) -> list[ArticleRow]:
        """All rows, where one query brings them; else none."""
        if not self.delegate.adapted:
            return []
        return [row for n in range(self.model.rowCount()) if (row := self.model.article_at(n)) is not None]

    def _bands(self) -> dict[int, str]:
        """Page names over the first article of each page, in an issue of several."""
        listing = self.model.listing
        if listing is None or listing.kind != "issue" or self.doubtful:
            return {}
        bands: dict[int, str] = {}
        page: str | None = None
        for row in self._few():
            if row.page != page:
                page = row.page
                bands[row.id] = page_name(page)
        return bands if len(bands) > 1 else {}

    def _set_heights(self) -> None:
        header = self.table.verticalHeader()
        header.setMinimumSectionSize(8)
        header.setDefaultSectionSize(self.delegate.row_height)
        width = self.table.viewport().width()
        rows = self._few()
        for n, row in enumerate(rows):
            header.resizeSection(n, self.delegate.height(row, width))
        for n in range(len(rows), min(self._adapted, self.model.rowCount())):
            header.resizeSection(n, self.delegate.row_height)
        self._adapted = len(rows)

    def _describe(self) -> None:
        rows = self._few()
        flags = sum(row.flags for row in rows)
        read = sum(row.state != "unread" for row in rows) / len(rows) if rows else 0.0
        told = self.listing is not None and self.listing.kind == "review"
        heading = _("Doubtful first") if self.doubtful else self.heading
        found = self._found if self.listing is not None and self.listing.kind == "search" else None
        count, more = (found.total, not found.counted) if found else (self.model.rowCount(), False)
        self.header.say(heading, count, 0 if told else flags, read, more)

    # where it stands

    def stand_on(self, article: int | None) -> None:
        """Mark an article as the one read, without announcing it."""
        self.current = article
        self.delegate.current = article
        row = self.model.row_of(article)
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        if row < 0:
            selection.clear()
        elif not selection.isRowSelected(row, QModelIndex()) or selection.currentIndex().row() != row:
            flag = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(self.model.index(row, 0), flag.ClearAndSelect | flag.Rows)
        selection.blockSignals(False)
        self.table.viewport().update()

    def take_keyboard(self) -> None:
        """Take the keyboard: the table, or where there is nothing to list the next useful action."""
        (self.table if self._stack.currentIndex() == 0 else self.empty.button).setFocus()

    def _reveal(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.table.scrollTo(index)

    def _row_entered(self, index: QModelIndex, _before: QModelIndex) -> None:
        article = self.model.id_at(index.row())
        if article is not None and article != self.current:
            self.current = self.delegate.current = article
            self.table.viewport().update()
            self.article_chosen.emit(article)

    def choose(self, article: int) -> bool:
        """Stand on an article and announce it; whether it is listed."""
        row = self.model.row_of(article)
        if row >= 0:
            self.choose_row(row)
        return row >= 0

    def choose_row(self, row: int) -> bool:
        """Stand on a row and announce its article; whether there is such a row."""
        if not 0 <= row < self.model.rowCount():
            return False
        flag = QItemSelectionModel.SelectionFlag
        index = self.model.index(row, 0)
        self.table.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self._reveal()
        return True

    def step(self, by: int) -> bool:
        """Go `by` articles down (up where negative); whether there was one."""
        row = self.model.row_of(self.current)
        return self.choose_row(row + by if row >= 0 else 0)

    def step_open(self, by: int) -> bool:
        """Go to the next article, downwards or upwards, that is unread or waits for review."""
        row = self.model.row_of(self.current) + by
        while 0 <= row < self.model.rowCount():
            found = self.model.article_at(row)
            if found is not None and (found.state == "unread" or found.flags):
                return self.choose_row(row)
            row += by
        return False

    def chosen(self) -> list[int]:
        """The articles selected, in order; else the one that is read."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        ids = [id for row in rows if (id := self.model.id_at(row)) is not None]
        return ids or ([self.current] if self.current is not None else [])


def _nothing() -> None:
    pass

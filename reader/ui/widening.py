"""A search made wider, put in another order, or led to the page text it hits: the strip's wishes as other queries."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from reader.commands.found import FirstFound
from reader.domain.query_writing import with_option, with_switch
from reader.domain.views import Listing
from reader.ui.furniture_hits import FurnitureHits
from reader.ui.search_strip import SearchStrip


class List(Protocol):
    """The list that a search is shown in."""

    strip: SearchStrip
    furniture: FurnitureHits
    query_wished: SignalInstance
    furniture_chosen: SignalInstance

    @property
    def listing(self) -> Listing | None:
        """What the list shows."""


class Widening(QObject):
    """Shows strip and page-text hits while a search is listed, and turns what is wished there into other queries."""

    def __init__(self, shown: List) -> None:
        super().__init__(shown if isinstance(shown, QObject) else None)
        self.shown = shown
        strip = shown.strip
        strip.switched.connect(self.switch)
        strip.widening_wished.connect(self.take_all)
        strip.order_chosen.connect(self.order)
        strip.furniture_wished.connect(self.toggle_furniture)
        shown.furniture.chosen.connect(shown.furniture_chosen)
        strip.hide()

    @property
    def query(self) -> str | None:
        """The query listed; None where no search is."""
        listing = self.shown.listing
        return listing.text if listing is not None and listing.kind == "search" else None

    def follow(self, listing: Listing | None) -> None:
        """Another list is shown."""
        strip = self.shown.strip
        searching = listing is not None and listing.kind == "search"
        strip.setVisible(searching)
        if listing is not None and searching:
            strip.show_query(listing.text)
        self.shown.furniture.hide()
        strip.furniture.setChecked(False)

    def show_found(self, first: FirstFound | None) -> None:
        """Say what is known of the hits."""
        if first is not None and self.query is not None:
            self.shown.strip.show_found(first.by_date, first.furniture_total)
            self.shown.furniture.show_hits(first.furniture)
            self._show_furniture(bool(first.furniture) and (self.shown.furniture.isVisible() or not first.ids))

    def switch(self, name: str, on: bool) -> None:
        """Search with a switch on or off."""
        if self.query is not None:
            self.shown.query_wished.emit(with_switch(self.query, name, on))

    def toggle(self, name: str) -> None:
        """Search with a switch the other way."""
        self.switch(name, not self.shown.strip.chips[name].isChecked())

    def take_all(self) -> bool:
        """Search with all switches that find more; whether there are any."""
        query = self.query
        if query is None or not self.shown.strip.gains:
            return False
        for name in self.shown.strip.gains:
            query = with_switch(query, name, True)
        self.shown.query_wished.emit(query)
        return True

    def order(self, order: str) -> None:
        """Search in another order."""
        if self.query is not None:
            self.shown.query_wished.emit(with_option(self.query, "sort", "" if order == "rank" else order))

    def next_order(self) -> None:
        """Search in the next order."""
        self.order(self.shown.strip.next_order())

    def toggle_furniture(self) -> None:
        """List the hits in page text, or take them away."""
        self._show_furniture(not self.shown.furniture.isVisible() and self.shown.furniture.count() > 0)

    def _show_furniture(self, shown: bool) -> None:
        self.shown.furniture.setVisible(shown)
        self.shown.strip.furniture.setChecked(shown)
        if shown:
            self.shown.furniture.setCurrentRow(0)

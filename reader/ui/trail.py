"""Where one has been: lists and articles, backwards and forwards."""

from __future__ import annotations

from typing import NamedTuple

from reader.domain.views import Listing

_LONGEST = 200


class Stop(NamedTuple):
    """A list, and the article that was read in it, or the tab of an overview of it."""

    listing: Listing
    article: int | None
    tab: str = ""


class Trail:
    """The stops in order and the one where we are. A new stop forgets those that lay ahead."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    def go(self, listing: Listing, article: int | None, tab: str = "") -> None:
        """Arrive at a new stop. Another article of the same list counts; the same stop again does not."""
        stop = Stop(listing, article, tab)
        if self._at >= 0 and self._stops[self._at] == stop:
            return
        if self._at >= 0 and self._replaces(self._stops[self._at], stop):
            self._stops[self._at] = stop
            return
        del self._stops[self._at + 1 :]
        self._stops.append(stop)
        del self._stops[:-_LONGEST]
        self._at = len(self._stops) - 1

    @staticmethod
    def _replaces(old: Stop, new: Stop) -> bool:
        """A list that was only passed through, and a query still being typed, leave no stop of their own."""
        if old.tab and not (old.tab == new.tab and old.listing.kind == new.listing.kind == "search"):
            return False
        typing = old.listing.kind == new.listing.kind == "search" and old.article is None
        return typing or (old.listing == new.listing and old.article is None)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a stop before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a stop ahead."""
        return self._at < len(self._stops) - 1

    def back(self) -> Stop | None:
        """Go to the stop before; None where there is none."""
        return self._step(-1)

    def forward(self) -> Stop | None:
        """Go to the stop ahead; None where there is none."""
        return self._step(1)

    def _step(self, by: int) -> Stop | None:
        if not 0 <= self._at + by < len(self._stops):
            return None
        self._at += by
        return self._stops[self._at]

    def clear(self) -> None:
        """Forget everything (another library)."""
        self._stops.clear()
        self._at = -1

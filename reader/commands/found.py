"""What a search gives to screens and the command line."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.domain.views import Hit

FEW = 20
"""Up to so many articles found, what the switches would find is counted too."""


class SearchResult(NamedTuple):
    """Hits of a query: how many articles in all, milliseconds taken, one page of hits, hits in page furniture; `exact`
    False where there may be more: some older candidates were not checked."""

    total: int
    took_ms: float
    hits: list[Hit]
    furniture: int
    exact: bool = True


@dataclass(frozen=True)
class FirstFound:
    """The beginning of what a query finds: ids of the first articles with their hits, and how many there are in all
    (`counted` False: more than that). `by_date` where they are too many to be ranked; hits in `furniture` apart, the
    first of `furniture_total`; `exact` False where there may be some more that could not be checked."""

    ids: array[int]
    hits: dict[int, Hit]
    total: int
    counted: bool = True
    by_date: bool = False
    furniture: list[Hit] = field(default_factory=list)
    furniture_total: int = 0
    exact: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether these are all."""
        return self.counted and self.total <= len(self.ids)

"""What the search index is asked and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.domain.query import Query

Fields = Sequence[tuple[str, "int | None", str]]
Texts = Callable[[Sequence[int]], Mapping[int, Fields]]
"""The texts of articles as (field, block id, text), by article id."""


class FoundRow(NamedTuple):
    """A hit: article (0: furniture), issue, score (smaller is better; 0 where not ranked), and the highlight of a
    passage or the block of furniture."""

    article: int
    issue: int
    score: float
    item: int | None = None


@dataclass(frozen=True)
class Found:
    """Hits. `total` counts all of them (passages with `in:highlights`); `exact` is False where some candidates
    could not be checked, so that there may be more; `counted` where a lazy search stopped counting. `furniture` counts blocks, `furniture_rows` are the first."""

    total: int
    rows: list[FoundRow]
    furniture: int = 0
    furniture_rows: list[FoundRow] = field(default_factory=list)
    exact: bool = True
    ranked: bool = True
    counted: bool = True


@dataclass(frozen=True)
class Asked:
    """A query with what to do with it; a negative `limit` is no limit. Of the candidates of one text no more than `checked`,
    the newest, are checked against the texts (negative: all)."""

    query: Query
    folds: tuple[str, ...] = ()
    texts: Texts | None = None
    order: str = "rank"
    limit: int = 50
    offset: int = 0
    state: str = ""
    lazy: bool = False
    checked: int = -1
    stopped: Callable[[], bool] = lambda: False

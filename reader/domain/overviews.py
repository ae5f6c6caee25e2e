"""What overviews of a library show, as plain values: tags that stand together, authors, a day in all years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class TagUse(NamedTuple):
    """A tag of the matrix: how many articles (or highlights) bear it."""

    id: int
    name: str
    colour: str
    uses: int


class Together(NamedTuple):
    """Which tags stand together: `tags`, the most used first, and how many bear both of two (smaller id first).

    `level` is `articles` or `highlights`; `others` counts the tags in use that are left out.
    """

    level: str
    tags: Sequence[TagUse]
    pairs: Mapping[tuple[int, int], int]
    others: int = 0

    def both(self, one: int, other: int) -> int:
        """How many bear both tags."""
        return self.pairs.get((min(one, other), max(one, other)), 0)


class Author(NamedTuple):
    """A person who wrote: the commonest form of the name, its other forms and its roles, each with how many articles.

    `articles` counts all forms together; `first` and `last` are the days of the earliest and latest issue, ISO or empty.
    """

    name: str
    articles: int
    roles: tuple[tuple[str, int], ...]
    variants: tuple[tuple[str, int], ...]
    first: str
    last: str


class DayIssue(NamedTuple):
    """An issue of the day: what it is, how many articles and highlights it holds, and its first headline."""

    id: int
    newspaper: str | None
    date: str
    edition: str | None
    articles: int
    highlights: int
    headline: str


class DayMark(NamedTuple):
    """A highlight of the day: its words, the article that shows it, the day of the issue, and when it was made (ISO)."""

    id: int
    article: int
    quote: str
    colour: str
    comment: str
    title: str
    date: str | None
    created: str


class Day(NamedTuple):
    """A day (`MM-DD`) or month (`MM`) in all years: issues newest first, highlights in them, highlights made on it."""

    day: str
    issues: Sequence[DayIssue]
    marks: Sequence[DayMark]
    made: Sequence[DayMark]

"""What an overview of a search shows, as plain values: facets with their counts, bars over time, issues by day."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple


@dataclass(frozen=True)
class FacetValue:
    """One value: as a query has it (see `domain.narrowing`), in words, how many have it, whether it is chosen.

    `colour` is a highlight colour's key or a tag's `#rrggbb`; `level` 1 stands under the value before it (a month).
    """

    value: str
    label: str
    count: int
    chosen: bool = False
    colour: str = ""
    level: int = 0


@dataclass(frozen=True)
class Facet:
    """One facet: its name (of `narrowing.FACETS`), and the values there are, all of them."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Bar:
    """A stretch of days, `low` to `high` as numbers YYYYMMDD, the date that asks for it in a query, and how many."""

    low: int
    high: int
    value: str
    count: int


@dataclass(frozen=True)
class Timeline:
    """Bars of one `unit` (`day`, `month`, `year`, `decade`) without gaps between them, empty ones included.

    `undated` have no date, `vague` one that is wider than a bar (only the year is known where bars are months).
    """

    unit: str
    bars: tuple[Bar, ...]
    undated: int = 0
    vague: int = 0

    @property
    def total(self) -> int:
        """How many stand in the bars."""
        return sum(bar.count for bar in self.bars)

    def range_of(self, first: int, last: int) -> str:
        """The date that asks for the bars from number `first` to `last`, in either order."""
        one, other = self.bars[min(first, last)], self.bars[max(first, last)]
        if one is other:
            return one.value
        return f"{one.value.partition('..')[0]}..{other.value.rpartition('..')[2]}"


Span = tuple[Any, Any]
UNITS = ("day", "month", "year", "decade")
_DAYS = 62


def timeline(counted: Iterable[tuple[Span, int]], most: int = 120) -> Timeline:
    """Bars for counts by ((first day, last day) as numbers YYYYMMDD or None, count), at most about `most` of them."""
    known: list[tuple[int, int, int]] = []
    undated = 0
    for (low, high), count in counted:
        if low is None or high is None:
            undated += count
        else:
            known.append((int(low), int(high), count))
    if not known:
        return Timeline("year", (), undated)
    unit = _unit(known, most)
    bars = _bars(min(k[0] for k in known), max(k[1] for k in known), unit)
    counts = [0] * len(bars)
    vague = 0
    starts = [low for low, _high, _value in bars]
    for low, high, count in known:
        number = _at(starts, low)
        if high <= bars[number][1]:
            counts[number] += count
        else:
            vague += count
    return Timeline(unit, tuple(Bar(*bar, n) for bar, n in zip(bars, counts, strict=True)), undated, vague)


def _unit(known: Sequence[tuple[int, int, int]], most: int) -> str:
    """The finest unit that gives no more than `most` bars and into which at least half of what is dated fits."""
    first, last = _date(min(k[0] for k in known)), _date(max(k[1] for k in known))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    wide = {"day": (last - first).days + 1 <= _DAYS, "month": months <= most, "year": last.year - first.year < most}
    whole = sum(count for _low, _high, count in known)
    for unit in UNITS[:-1]:
        fitting = sum(count for low, high, count in known if _fits(low, high, unit))
        if wide[unit] and 2 * fitting >= whole:
            return unit
    return "decade"


def _fits(low: int, high: int, unit: str) -> bool:
    divisor = {"day": 1, "month": 100, "year": 10_000}[unit]
    return low // divisor == high // divisor


def _bars(first: int, last: int, unit: str) -> list[tuple[int, int, str]]:
    """The stretches from the first day to the last: days fill their months, months their years."""
    if unit == "day":
        return _day_bars(_date(first).replace(day=1), _date(last))
    years = range(first // 10_000, last // 10_000 + 1)
    if unit == "month":
        return [_month_bar(year, month) for year in years for month in range(1, 13)]
    if unit == "year":
        return [(year * 10_000 + 101, year * 10_000 + 1231, f"{year:04d}") for year in years]
    tens = range(years[0] // 10 * 10, years[-1] + 1, 10)
    return [(ten * 10_000 + 101, (ten + 9) * 10_000 + 1231, f"{ten:04d}..{ten + 9:04d}") for ten in tens]


def _day_bars(day: date, last: date) -> list[tuple[int, int, str]]:
    end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    count = (end - day).days + 1
    return [(_number(one), _number(one), one.isoformat()) for one in (day + timedelta(n) for n in range(count))]


def _month_bar(year: int, month: int) -> tuple[int, int, str]:
    start = year * 10_000 + month * 100
    return start + 1, start + calendar.monthrange(max(year, 1), month)[1], f"{year:04d}-{month:02d}"


def _at(starts: Sequence[int], low: int) -> int:
    below, above = 0, len(starts)
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if starts[middle] <= low else (below, middle)
    return below


def _date(number: int) -> date:
    year, month, day = max(1, number // 10_000), number // 100 % 100, number % 100
    return date(min(year, 9998), month, day)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


class IssueDay(NamedTuple):
    """An issue in a calendar: its date is ISO, in part or None; `name` says it where it has no newspaper or date."""

    id: int
    newspaper: int | None
    date: str | None
    edition: str | None
    name: str
    articles: int
    marks: int


@dataclass(frozen=True)
class Run:
    """The issues of one newspaper (None: of which nobody knows the newspaper), by date, those without a day last."""

    newspaper: int | None
    name: str
    issues: tuple[IssueDay, ...]

    @property
    def dated(self) -> dict[date, list[IssueDay]]:
        """The issues of each day."""
        found: dict[date, list[IssueDay]] = {}
        for issue in self.issues:
            if (day := day_of(issue.date)) is not None:
                found.setdefault(day, []).append(issue)
        return found

    @property
    def undated(self) -> list[IssueDay]:
        """The issues of which the day is not known."""
        return [issue for issue in self.issues if day_of(issue.date) is None]


def day_of(iso: str | None) -> date | None:
    """A whole date; None for one that is unknown or known in part only."""
    try:
        return date.fromisoformat(iso) if iso and len(iso) == 10 else None
    except ValueError:
        return None

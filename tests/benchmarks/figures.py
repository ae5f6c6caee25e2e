"""Figures with their bars, runs taken in turn, percentiles, and the table they are printed as."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Scale:
    """How much is measured. `runs` of each kind are taken in turn; sizes are numbers of articles or code points."""

    runs: int = 7
    issues: int = 60
    per_issue: int = 20
    chars: int = 600
    few: int = 10
    many: int = 100_000
    found: int = 10_000
    shown: int = 3_000
    long: int = 300_000
    saves: int = 40
    queries: int = 30
    sizes: tuple[int, ...] = (10_000, 100_000)
    corrections: int = 1_000
    marks: int = 2_000
    dense: int = 1_000
    highlights: int = 100_000


FULL = Scale(found=100_000, marks=100_000, highlights=1_000_000, sizes=(10_000, 100_000, 1_000_000))
TOY = Scale(
    runs=1, issues=2, per_issue=3, chars=80, few=3, many=40, found=12, shown=300, long=2_000, saves=2, queries=2, marks=40,
    dense=6, highlights=60, sizes=(40, 60), corrections=4,
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One line of the table. `most` is the bar: on `ratio` where `bare` is given, else on `value`; None: told only."""

    name: str
    value: float
    unit: str
    bare: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The figure over its baseline."""
        return self.value / self.bare if self.bare else None

    @property
    def is_over(self) -> bool:
        """Whether the bar is passed."""
        measured = self.value if self.bare is None else self.ratio
        return self.most is not None and measured is not None and measured > self.most

    @property
    def bar(self) -> str:
        """The bar in words."""
        if self.most is None:
            return "–"
        return f"≤ {self.most:g} {self.unit}" if self.bare is None else f"≤ {self.most:g}×"

    @property
    def verdict(self) -> str:
        """`ok`, `OVER`, or nothing where there is no bar."""
        return "" if self.most is None else "OVER" if self.is_over else "ok"

    def document(self) -> dict[str, Any]:
        """The figure for `--json`."""
        return {**asdict(self), "ratio": self.ratio, "ok": None if self.most is None else not self.is_over}


def in_turn(*kinds: Callable[[], float], runs: int) -> list[list[float]]:
    """Run each kind once, then each again, `runs` times; what each returned. Before several, one round that does not count."""
    taken: list[list[float]] = [[] for _ in kinds]
    for turn in range(1 - (runs > 1), runs + 1):
        if turn == 0:
            gc.collect()
        for number, kind in enumerate(kinds):
            value = kind()
            if turn:
                taken[number].append(value)
    return taken


def medians(*kinds: Callable[[], float], runs: int) -> list[float]:
    """The median of each kind, run in turn."""
    return [statistics.median(values) for values in in_turn(*kinds, runs=runs)]


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which `part` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def spread(values: Sequence[float]) -> str:
    """p50, p95, p99 and the largest in a few words."""
    parts = ((name, percentile(values, part)) for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)))
    return " ".join(f"{name} {value:.1f}" for name, value in parts) + f" max {max(values):.1f} (n={len(values)})"


class Clock:
    """Seconds spent in named parts of a run."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, counted under `name`."""

        def counted(*arguments: Any, **named: Any) -> Any:
            with self.counting(name):
                return work(*arguments, **named)

        return counted

    @contextmanager
    def counting(self, name: str) -> Any:
        """Count what happens inside under `name`."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table."""
    rows = [("figure", "bar", "measured", "bare", "ratio", "")]
    for f in figures:
        bare = "" if f.bare is None else f"{f.bare:.4g} {f.unit}"
        ratio = "" if f.ratio is None else f"{f.ratio:.2f}×"
        rows.append((f.name, f.bar, f"{f.value:.4g} {f.unit}", bare, ratio, f.verdict))
    widths = [max(len(row[n]) for row in rows) for n in range(6)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    notes = [f"    {f.note}" if f.note else "" for f in figures]
    return "\n".join(line for pair in zip(lines, ["", *notes], strict=True) for line in pair if line)

"""What taking in a colleague's work does, told thing by thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class Entry(NamedTuple):
    """One thing a merge does: to what (`entity`), as what, and its words before and after; `article` shows it, where one does.

    `outcome`: `new`, `changed`, `gone`, `both` (two writings kept), `kept` (taken away by one, worked on by the other),
    `missing` (what it lies on is not in this library).
    """

    entity: str
    outcome: str
    words: str
    before: str = ""
    after: str = ""
    article: int | None = None
    field: str = ""


@dataclass
class Merged:
    """What a merge did: entries, how many operations were new and how many known, flags raised, and highlights that lie on
    words corrected here or were found by their quote."""

    entries: list[Entry] = field(default_factory=list)
    fresh: int = 0
    equal: int = 0
    flags: list[int] = field(default_factory=list)
    on_corrected: int = 0
    by_quote: int = 0

    def counts(self) -> Counter[tuple[str, str]]:
        """How many of each (entity, outcome)."""
        return Counter((entry.entity, entry.outcome) for entry in self.entries)

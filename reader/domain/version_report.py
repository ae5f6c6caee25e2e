"""What taking a better text as a new version of an issue does, entry by entry: shown before anything is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

ARTICLES = ("same", "changed", "added", "removed")
CARRIED, CHANGED, SETTLED, LOST = "carried", "changed", "settled", "lost"


class Entry(NamedTuple):
    """One article or one piece of a person's work, and what becomes of it.

    `what` is article, highlight, correction, repair, tag, note, state or field; `outcome` one of ARTICLES for an
    article, else carried (as it was), changed (the words read otherwise now), settled (the new text has it already) or
    lost (stays with the old version). `words` name it; `before` and `after` are texts where they differ.
    """

    what: str
    outcome: str
    words: str
    before: str = ""
    after: str = ""
    article: int | None = None


@dataclass
class VersionReport:
    """The old and new issue by id, and all entries in order."""

    old: int
    new: int
    entries: list[Entry] = field(default_factory=list)

    def add(
        self, what: str, outcome: str, words: str, before: str = "", after: str = "", article: int | None = None
    ) -> None:
        """Note one entry."""
        self.entries.append(Entry(what, outcome, words, before, after, article))

    def articles(self) -> Counter[str]:
        """How many articles are the same, changed, added and removed."""
        return Counter(e.outcome for e in self.entries if e.what == "article")

    def work(self, *outcomes: str) -> list[Entry]:
        """Entries of a person's work with one of the outcomes."""
        return [e for e in self.entries if e.what != "article" and e.outcome in outcomes]

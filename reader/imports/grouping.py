"""Files of one import put together into issues: one file a page, where newspaper and date are stated.

Nothing is guessed: files that do not say to which issue they belong stay an issue each, and so do two files of the
same page (two texts of it are not two pages).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from reader.domain.dates import read_numeral
from reader.domain.reading import Hint, RawFile


class Masthead(NamedTuple):
    """What the printed masthead of a file states, as the structure engine reads it."""

    newspaper: Hint | None = None
    date: Hint | None = None
    edition: Hint | None = None


@dataclass(frozen=True)
class IssueFiles:
    """The files of one issue in page order, and what they state; `stated`: newspaper and whole date are known."""

    files: tuple[RawFile, ...]
    newspaper: Hint | None = None
    date: Hint | None = None
    edition: Hint | None = None
    stated: bool = False


class _Entry(NamedTuple):
    position: int
    file: RawFile
    said: Masthead

    @property
    def paper(self) -> str:
        name = self.said.newspaper.value if self.said.newspaper else ""
        return "".join(unicodedata.normalize("NFKC", name).casefold().split())

    @property
    def day(self) -> str:
        date = self.said.date.value if self.said.date else ""
        return date if len(date) == 10 else ""

    @property
    def edition(self) -> str:
        return self.said.edition.value.casefold() if self.said.edition else ""

    @property
    def labels(self) -> set[str]:
        return {page.label.value.casefold() for page in self.file.pages if page.label}


def group(files: Sequence[RawFile], mastheads: Sequence[Masthead | None] = ()) -> list[IssueFiles]:
    """Group `files` into issues, in the order in which each issue is first met; pages by label within one.

    `mastheads` (as long as `files`, or empty) fill in what file name and front matter leave unknown. Files with a
    whole date and page labels but no newspaper join the one newspaper stated for that day, or one another.
    """
    entries = [
        _Entry(index, file, _said(file, mastheads[index] if mastheads else None)) for index, file in enumerate(files)
    ]
    issues: list[list[_Entry]] = []
    for same_day in _by_key(entries):
        issues += _without_doubles(same_day)
    issues.sort(key=lambda issue: min(entry.position for entry in issue))
    return [_issue(issue) for issue in issues]


def _said(file: RawFile, masthead: Masthead | None) -> Masthead:
    seen = masthead or Masthead()
    return Masthead(file.newspaper or seen.newspaper, file.date or seen.date, file.edition or seen.edition)


def _by_key(entries: Iterable[_Entry]) -> list[list[_Entry]]:
    """Entries of one newspaper, day and edition together; those that state too little each by itself."""
    days: dict[str, list[_Entry]] = {}
    alone: list[list[_Entry]] = []
    for entry in entries:
        if entry.day and (entry.paper or entry.labels):
            days.setdefault(entry.day, []).append(entry)
        else:
            alone.append([entry])
    groups = []
    for same_day in days.values():
        papers = _parted(same_day, [entry.paper for entry in same_day])
        for same_paper in papers:
            groups += _parted(same_paper, [entry.edition for entry in same_paper])
    return groups + alone


def _parted(entries: list[_Entry], values: list[str]) -> list[list[_Entry]]:
    """Entries by value; those without one join the others where these agree on a single value."""
    known = {value for value in values if value}
    only = known.pop() if len(known) == 1 else ""
    parts: dict[str, list[_Entry]] = {}
    for entry, value in zip(entries, values, strict=True):
        parts.setdefault(value or only, []).append(entry)
    if known and "" in parts:  # several values, so the silent ones belong to none of them
        silent = parts.pop("")
        return [*parts.values(), *([entry] for entry in silent)]
    return list(parts.values())


def _without_doubles(entries: list[_Entry]) -> list[list[_Entry]]:
    """One issue of the entries, and each file that repeats a page or a name of it as an issue of its own."""
    whole: list[_Entry] = []
    doubles: list[list[_Entry]] = []
    labels: set[str] = set()
    stems: set[str] = set()
    for entry in entries:
        stem = PurePath(entry.file.name).stem.casefold()
        if labels & entry.labels or (not entry.labels and stem in stems):
            doubles.append([entry])
            continue
        labels |= entry.labels
        stems.add(stem)
        whole.append(entry)
    return [whole, *doubles]


def _issue(entries: list[_Entry]) -> IssueFiles:
    ordered = sorted(entries, key=_page_order)
    newspaper = next((e.said.newspaper for e in ordered if e.said.newspaper), None)
    date = next((e.said.date for e in ordered if e.said.date), None)
    edition = next((e.said.edition for e in ordered if e.said.edition), None)
    stated = newspaper is not None and date is not None and len(date.value) == 10
    return IssueFiles(tuple(entry.file for entry in ordered), newspaper, date, edition, stated)


def _page_order(entry: _Entry) -> tuple[object, ...]:
    label = next((page.label.value for page in entry.file.pages if page.label), None)
    return (label is None, page_key(label or ""), entry.file.name, entry.position)


def page_key(label: str) -> tuple[str, int, str]:
    """Sorts page labels: A01 < A02 < B01, 1 < 2 < 10, 二 < 十; what has no number comes by its letters."""
    folded = unicodedata.normalize("NFKC", label).upper().strip()
    match = re.fullmatch(
        r"([^\d〇一二三四五六七八九十百廿]*)(\d{1,9}|[〇一二三四五六七八九十百廿]+)(.*)", folded, re.ASCII
    )
    number = read_numeral(match[2]) if match else None
    if match is None or number is None:
        return folded, 0, ""
    return match[1], number, match[3]

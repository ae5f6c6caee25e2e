"""Continuations from issue to issue: which text that goes on elsewhere finds its other half in another issue of the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from reader.domain.fold import fold
from reader.structure.continuations import FROM, ON, marks_in, same_label

SURE, MARGIN = 8, 2
_LONGEST_GAP = 45
_HEADWORD = re.compile(
    r"(?:[Ss]ee|SEE|[Tt]urn to|[Cc]ontinued (?:on|from)|From|FROM) ([A-Z][\w'-]{1,20}|[A-Z][A-Z' -]{2,24}),"
)
_YESTERDAY = re.compile(
    r"ge[sſ]tern|vorgestern|vorige[nr]|letzten? Nummer|yesterday|our last|last (?:issue|number)|numéro (?:d'hier|précédent)|d'hier|昨|前|上期"
)
_NUMBER = re.compile(r"[0-9０-９]{1,4}|[一二三四五六七八九十百廿卅〇零]{1,6}")
_LAST = re.compile(r"[Ss]chlu(?:ß|[sſ][sſ]|[sſ]z)|[Cc]onclud|CONCLUD|[Ff]in\b|FIN\b|(?<!未)完")


class MarkFacts(NamedTuple):
    """What a continuation mark says: its direction, the page it names in comparable form, the headword of the jump.

    `serial`: it points to another issue (未完, Fortsetzung folgt); `yesterday`: it says that it goes on from an earlier one;
    `instalment`: the number it gives itself; `last`: it says that this is the end.
    """

    role: str
    label: str | None
    headword: str | None
    serial: bool
    yesterday: bool
    instalment: int | None
    last: bool


def mark_facts(words: str) -> MarkFacts | None:
    """What the words of a mark (`(17. Fortsetzung.)`, `See BRIDGE, Page 4`) say; None where they hold no mark."""
    marks = marks_in(words)
    if not marks:
        return None
    mark = marks[0]
    head = _HEADWORD.search(words)
    serial = mark.label is None
    number = _NUMBER.search(mark.page) if serial else None
    return MarkFacts(
        mark.role, mark.label, head[1] if head else None, serial, bool(_YESTERDAY.search(words)),
        _number(number[0]) if number else None, bool(_LAST.search(words)),
    )  # fmt: skip


def instalment_of(words: str) -> int | None:
    """The number of an instalment as printed in a series block (`（二十六）`, `22`, `第十四回`); None without one."""
    found = _NUMBER.search(words) if len(words) <= 14 else None
    return _number(found[0]) if found else None


def _number(words: str) -> int | None:
    label = same_label(words)
    return int(label) if label.isdigit() else None


@dataclass(frozen=True)
class OpenPart:
    """An article with an open mark: `key` is the caller's, `mark` the words of the mark, `date` the issue's (ISO) or None.

    `page` is the page's own label; `instalment` what a series block states, where the mark itself gives no number.
    """

    key: object
    mark: str
    title: str = ""
    date: str | None = None
    page: str | None = None
    author: str | None = None
    instalment: int | None = None


class Match(NamedTuple):
    """An end and the start that may continue it. `sure`: unique and well founded; else it is for a person to say.

    `reason`: `pages-agree`, `next-instalment`, `same-serial` or `said-yesterday`.
    """

    end: object
    start: object
    score: int
    reason: str
    sure: bool


def match_across(open_ends: Sequence[OpenPart], open_starts: Sequence[OpenPart]) -> list[Match]:
    """The pairs of an end (下转, folgt) and a start (上接, Fortsetzung) that fit, best first.

    Several matches of one end are its ranked candidates; at most one of them is `sure`, and so for each start.
    """
    ends = [(part, facts) for part in open_ends if (facts := mark_facts(part.mark)) and facts.role == ON]
    starts = [(part, facts) for part in open_starts if (facts := mark_facts(part.mark)) and facts.role == FROM]
    by_title = _Titles([part for part, _facts in starts])
    found: list[tuple[int, str, OpenPart, OpenPart]] = []
    for end, said in ends:
        for at in by_title.near(end, said.headword):
            start, says = starts[at]
            score, reason = _fit(end, said, start, says)
            if score > 0:
                found.append((score, reason, end, start))
    found.sort(key=lambda entry: -entry[0])
    rivals: dict[int, list[int]] = {}
    for score, _reason, end, start in found:
        for part in (end, start):
            rivals.setdefault(id(part), []).append(score)
    return [
        Match(e.key, s.key, score, reason, _is_sure(score, rivals[id(e)]) and _is_sure(score, rivals[id(s)]))
        for score, reason, e, s in found
    ]


class _Titles:
    """Starts by the words of their titles, so that not each is weighed against each."""

    def __init__(self, parts: Sequence[OpenPart]) -> None:
        self.parts = parts
        self.at: dict[str, list[int]] = {}
        for number, part in enumerate(parts):
            for key in self._keys(part):
                self.at.setdefault(key, []).append(number)

    @staticmethod
    def _keys(part: OpenPart) -> set[str]:
        title = _folded(part.title)
        keys = {title[n : n + 3] for n in range(max(1, len(title) - 2))} if title else {"#untitled"}
        return (
            keys
            | ({"@" + _folded(part.author)} if part.author else set())
            | ({"=" + part.date} if part.date else set())
        )

    def near(self, end: OpenPart, headword: str | None) -> list[int]:
        """The numbers of the starts that share title, author or day with an end."""
        keys = self._keys(end)
        if headword:
            word = _folded(headword)
            keys |= {word[n : n + 3] for n in range(max(1, len(word) - 2))}
        return sorted({number for key in keys for number in self.at.get(key, ())})


def _fit(end: OpenPart, said: MarkFacts, start: OpenPart, says: MarkFacts) -> tuple[int, str]:
    """How well two parts fit (0: not at all), and why."""
    if end.key == start.key:
        return 0, ""
    alike = _alike(end, start, said.headword or says.headword)
    if not said.serial and not says.serial:
        return _page_fit(end, said, start, says, alike)
    if said.serial != says.serial and not says.yesterday:
        return 0, ""
    return _serial_fit(end, said, start, says, alike)


def _page_fit(end: OpenPart, said: MarkFacts, start: OpenPart, says: MarkFacts, alike: int) -> tuple[int, str]:
    """Pages of one issue that came as several files: the same day, and pages that name one another."""
    if end.date is None or end.date != start.date:
        return 0, ""
    score = alike
    for label, own in ((said.label, start.page), (says.label, end.page)):
        if label is not None and own is not None:
            if same_label(own) != label:
                return 0, ""
            score += 4
    return (score, "pages-agree") if score >= 4 else (0, "")


def _serial_fit(end: OpenPart, said: MarkFacts, start: OpenPart, says: MarkFacts, alike: int) -> tuple[int, str]:
    """The next instalment, in a later issue."""
    days = _days(end.date, start.date)
    if days is not None and not 0 < days <= _LONGEST_GAP:
        return 0, ""
    nearer = 0 if days is None else 2 if days <= 2 else 1 if days <= 8 else 0
    one, other = end.instalment or said.instalment, start.instalment or says.instalment
    if one is not None and other is not None:
        return (alike + 4 + nearer, "next-instalment") if other == one + 1 and alike else (0, "")
    if says.yesterday and days is not None and days <= 3 and alike >= 3:
        return alike + 3 + nearer, "said-yesterday"
    return (alike + 1 + nearer, "same-serial") if alike >= 3 else (0, "")


def _days(one: str | None, other: str | None) -> int | None:
    try:
        return (date.fromisoformat(other) - date.fromisoformat(one)).days if one and other else None
    except ValueError:
        return None


def _alike(end: OpenPart, start: OpenPart, headword: str | None) -> int:
    """How alike two parts are by title, headword and author: 0 to 8."""
    one, other = _folded(end.title), _folded(start.title)
    score = 2 if end.author and start.author and _folded(end.author) == _folded(start.author) else 0
    if one and one == other:
        return score + 6
    word = _folded(headword or "")
    if word and other and (word in one or word in other) and (word in one) == bool(one):
        return score + 4
    if one and other and (other in one or one in other) and min(len(one), len(other)) >= 3:
        return score + 4
    pairs = {one[n : n + 2] for n in range(len(one) - 1)}
    shared = len(pairs & {other[n : n + 2] for n in range(len(other) - 1)})
    return score + (min(3, shared) if shared * 2 >= min(len(one), len(other)) - 1 > 0 else 0)


def _folded(text: str | None) -> str:
    return "".join(c for c in fold(text or "") if c.isalnum()).lower()


def _is_sure(score: int, scores: Sequence[int]) -> bool:
    """Whether a pair stands well above every other pair of one of its parts; `scores` are theirs, best first."""
    return score >= SURE and score == scores[0] and (len(scores) == 1 or score >= scores[1] + MARGIN)

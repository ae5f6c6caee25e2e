"""Overviews: tags that stand together, the index of authors, this day in other years; and the queries that open them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from reader.commands.completing import begins_with_initials, begins_with_pinyin
from reader.commands.session import Session
from reader.domain.errors import UsageError
from reader.domain.fold import fold
from reader.domain.overviews import Author, Day, Together
from reader.domain.query_pieces import exact
from reader.domain.terms import likeness
from reader.domain.words import N_
from reader.store import overviews

MOST_TAGS = 40
"""How many tags a matrix shows unless more are asked for."""


def tags_together(session: Session, level: str = "articles", most: int = MOST_TAGS) -> Together:
    """How often the most used tags stand on one article, or (`level` `highlights`) on one highlight."""
    if level not in ("articles", "highlights"):
        raise UsageError(N_("Tags stand together on articles or on highlights."), N_("Use articles or highlights."))
    return overviews.together(session.library, level, most)


def query_of_tags(names: Iterable[str], level: str = "articles") -> str:
    """The query that finds what bears all of some tags, these very tags."""
    asked = [exact("tag", name) for name in names]
    return " ".join(["in:highlights", *asked] if level == "highlights" else asked)


def authors(session: Session) -> list[Author]:
    """All who wrote, those with most articles first."""
    return overviews.authors(session.library)


def query_of_author(author: Author) -> str:
    """The query that finds what an author wrote, under all forms of the name."""
    names = [author.name, *(name for name, _count in author.variants)]
    return " OR ".join(exact("author", name) for name in dict.fromkeys(names))


def filter_authors(found: Sequence[Author], typed: str) -> list[Author]:
    """Those whose name, in any form, or role holds what was typed, or whose pinyin begins with it."""
    wanted, alike = fold(typed).strip(), likeness(typed)
    return [one for one in found if _fits(one, wanted, alike)] if wanted else list(found)


def _fits(author: Author, wanted: str, alike: str) -> bool:
    names = [author.name, *(name for name, _count in author.variants)]
    if any(wanted in fold(text) for text in (*names, *(role for role, _count in author.roles))):
        return True
    if any(alike and alike in likeness(name) for name in names):
        return True
    letters = wanted.replace(" ", "")
    return letters.isascii() and any(
        begins_with_initials(name, letters) or begins_with_pinyin(name, letters) for name in names if not name.isascii()
    )


def on_this_day(session: Session, day: str) -> Day:
    """What a day (`MM-DD`) or month (`MM`) brought in all years."""
    return overviews.day(session.library, day)


def read_day(typed: str, today: date, *, month: bool = False) -> str:
    """`MM-DD` (or with `month` `MM`) of a day as typed: `10-19`, `2023-10-19`, `10`; empty: today. Raises UsageError."""
    match = re.fullmatch(r"(?:\d{4}[-/.])?(\d{1,2})(?:[-/.](\d{1,2}))?", typed.strip()) if typed.strip() else None
    if match is None and typed.strip():
        raise _no_day(typed)
    if match is None:
        return f"{today:%m}" if month else f"{today:%m-%d}"
    try:
        made = date(2000, int(match[1]), int(match[2] or 1))
    except ValueError:
        raise _no_day(typed) from None
    return f"{made:%m}" if month or not match[2] else f"{made:%m-%d}"


def _no_day(typed: str) -> UsageError:
    return UsageError(N_("{day} is no day of a year."), N_("Write 10-19, 2023-10-19, or 10 for a month."), day=typed)

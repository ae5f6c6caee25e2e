"""Overviews of what is found: facets with counts, bars over time, how many passages; and the calendar of issues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from reader.commands.session import Session
from reader.domain.errors import Stopped
from reader.domain.narrowing import FACETS, Narrowed, narrowed
from reader.domain.overview import Facet, FacetValue, IssueDay, Run, Timeline, timeline
from reader.domain.query import Query, parse
from reader.domain.query_tree import HIT, STATES, UNKNOWN
from reader.domain.views import Listing
from reader.domain.words import N_, _
from reader.store import calendar, exporting, vocabulary
from reader.store.facets import Counts

Stop = Callable[[], bool]
TITLES = {
    "newspaper": N_("Newspaper"), "date": N_("Year and month"), "page": N_("Page"), "author": N_("Author"), "tag": N_("Tag"),
    "colour": N_("Highlight"), "kind": N_("Kind"), "state": N_("Reading state"), "has": N_("With"), "hit": N_("Hit in"),
}  # fmt: skip
"""What the facets are called."""
WORDS = {
    "kind": {"article": N_("Article"), "photo": N_("Photo"), "notice": N_("Notice"), "advert": N_("Advertisement"),
             "contents": N_("Contents"), "other": N_("Other")},
    "state": {"unread": N_("Unread"), "read": N_("Read"), "done": N_("Done")},
    "has": {"flag": N_("Doubts to review"), "highlight": N_("Highlights"), "comment": N_("Comments"), "note": N_("A note"),
            "tag": N_("Tags"), "correction": N_("Corrections"), "scan": N_("Page scans")},
    "hit": {"text": N_("Text"), "title": N_("Headline"), "kicker": N_("Kicker"), "column": N_("Column"),
            "author": N_("Byline"), "note": N_("Note"), "comment": N_("Comment"), "printed": N_("Print (before correction)")},
}  # fmt: skip
"""Values that are words of the query language, in words."""
_STORED = {"date": "day"}
_UNKNOWN = {"newspaper": N_("Newspaper unknown"), "date": N_("Undated"), "page": N_("Page unknown")}


def query_of(session: Session, listing: Listing | None) -> str | None:
    """The query that finds what a list shows; None for one that no query can say (the trash)."""
    if listing is None:
        return None
    text = _said(session, listing)
    if text is None or not listing.state:
        return text
    return narrowed(text).replaced("state", (listing.state,)).text


def _said(session: Session, listing: Listing) -> str | None:
    kind, id = listing.kind, listing.id
    if kind == "search":
        return listing.text
    if kind == "all":
        return ""
    if kind in ("newspaper", "year"):
        names = {one[0]: one[1] for one in session.newspapers()}
        found = Narrowed("", {"newspaper": (names.get(id, UNKNOWN) if id is not None else UNKNOWN,)})
        return (found.replaced("date", (listing.text or UNKNOWN,)) if kind == "year" else found).text
    if kind == "issue":
        return f"issue:{id}"
    if kind == "page":
        where = calendar.page(session.library, id or 0)
        return Narrowed(f"issue:{where[0]}", {"page": (where[1] or UNKNOWN,)}).text if where else None
    if kind == "tag":
        known = vocabulary.tags(session.library, [id or 0])
        return Narrowed("", {"tag": (known[0].name,)}).text if known else None
    if kind == "review":
        return "has:flag" if id is None else f"issue:{id} has:flag"
    return None


# ---- facets


def facets(session: Session, text: str, fold: Sequence[str] = (), stopped: Stop = lambda: False) -> list[Facet]:
    """All facets of a query, those without values left out; each counts what the others leave of it.

    Values chosen stand among them even where they find nothing. Raises QueryError, Stopped.
    """
    query, split = session.finder.read(text, fold), narrowed(text)
    free = [name for name in FACETS if name not in split.chosen and name != "hit"]
    counts = _counted(session, query, free)
    for name in split.chosen:
        if stopped():
            raise Stopped
        if name != "hit":
            counts |= _counted(session, session.finder.read(split.replaced(name, ()).text, fold), [name])
    counts["hit"] = _hits(session, split, fold, stopped)
    made = [Facet(name, tuple(_values(session, name, counts[name], split.chosen.get(name, ())))) for name in FACETS]
    return [facet for facet in made if facet.values]


def _counted(session: Session, query: Query, names: Iterable[str]) -> Counts:
    stored = {_STORED.get(name, name): name for name in names}
    found = session.finder.facets(query, tuple(stored)) if stored else {}
    return {stored[key]: values for key, values in found.items()}


def _hits(session: Session, split: Narrowed, fold: Sequence[str], stopped: Stop) -> list[tuple[Any, int]]:
    """In how many the words stand in each part of an article; nothing where no words are asked for."""
    free = split.replaced("hit", ())
    query = session.finder.read(free.text, fold)
    if not query.texts() or query.level == "notes":
        return []
    places = HIT if query.level == "articles" else ("text", "comment")
    found = []
    for place in places:
        if stopped():
            raise Stopped
        found.append((place, session.finder.count(session.finder.read(free.replaced("hit", (place,)).text, fold))))
    return [(place, count) for place, count in found if count]


def _values(session: Session, name: str, counted: list[tuple[Any, int]], chosen: Sequence[str]) -> list[FacetValue]:
    if name == "date":
        return _dates(counted, chosen)
    values = _VALUES.get(name, _words)(session, name, counted)
    there = {value.value for value in values}
    missing = [FacetValue(value, _label(name, value), 0) for value in chosen if value not in there]
    return [replace(value, chosen=value.value in chosen) for value in (*values, *missing)]


def _label(name: str, value: str) -> str:
    if value == UNKNOWN and name in _UNKNOWN:
        return _(_UNKNOWN[name])
    known = WORDS.get(name, {}).get(value)
    return _(known) if known else _("Page {label}").format(label=value) if name == "page" else value


def _words(_session: Session, name: str, counted: list[tuple[Any, int]]) -> list[FacetValue]:
    order = {"state": STATES, "has": tuple(WORDS["has"]), "hit": HIT}.get(name, ())
    ranked = sorted(counted, key=lambda one: order.index(one[0]) if one[0] in order else 99)
    return [FacetValue(value, _label(name, value), count) for value, count in ranked]


def _newspapers(session: Session, _name: str, counted: list[tuple[Any, int]]) -> list[FacetValue]:
    names = {one[0]: one[1] for one in session.newspapers()}
    by_name: Counter[str] = Counter()
    for id, count in counted:
        by_name[names.get(id, UNKNOWN)] += count
    return [FacetValue(name, _label("newspaper", name), count) for name, count in by_name.most_common()]


def _pages(_session: Session, name: str, counted: list[tuple[Any, int]]) -> list[FacetValue]:
    known = sorted(((page, count) for page, count in counted if page is not None), key=lambda one: _natural(one[0]))
    none = [(UNKNOWN, count) for page, count in counted if page is None]
    return [FacetValue(page, _label(name, page), count) for page, count in (*known, *none)]


def _natural(label: str) -> tuple[str, int, str]:
    found = re.match(r"(\D*)(\d{0,9})", label)
    assert found is not None
    return found[1], int(found[2] or -1), label


def _tags(session: Session, _name: str, counted: list[tuple[Any, int]]) -> list[FacetValue]:
    known = {tag.id: tag for tag in vocabulary.tags(session.library)}
    return [FacetValue(known[id].name, known[id].name, count, colour=known[id].colour) for id, count in counted if id in known]


def _colours(session: Session, _name: str, counted: list[tuple[Any, int]]) -> list[FacetValue]:
    counts = dict(counted)
    known = [FacetValue(c.key, _(c.name) or c.key, counts.pop(c.key), colour=c.key) for c in session.colours() if c.key in counts]
    return [*known, *(FacetValue(key, key, count, colour=key) for key, count in counts.items())]


_VALUES: dict[str, Callable[[Session, str, list[tuple[Any, int]]], list[FacetValue]]] = {
    "newspaper": _newspapers, "page": _pages, "tag": _tags, "colour": _colours,
    "author": lambda _session, _name, counted: [FacetValue(value, value, count) for value, count in counted],
}  # fmt: skip


def _dates(counted: list[tuple[Any, int]], chosen: Sequence[str]) -> list[FacetValue]:
    """Years, each with its months under it; then other dates chosen, and what is undated."""
    years: Counter[int] = Counter()
    months: Counter[int] = Counter()
    undated = 0
    for (low, high), count in counted:
        if low is None:
            undated += count
            continue
        years[low // 10_000] += count
        if low // 100 == high // 100:
            months[low // 100] += count
    made: list[FacetValue] = []
    for year in sorted(years, reverse=True):
        made.append(FacetValue(f"{year:04d}", f"{year:04d}", years[year]))
        under = sorted(month for month in months if month // 100 == year)
        made += [FacetValue(v, v, months[m], level=1) for m in under if (v := f"{year:04d}-{m % 100:02d}")]
    if undated:
        made.append(FacetValue(UNKNOWN, _(_UNKNOWN["date"]), undated))
    there = {value.value for value in made}
    others = [FacetValue(v, _label("date", v), _within(v, counted)) for v in chosen if v not in there]
    return [replace(value, chosen=value.value in chosen) for value in (*others, *made)]


def _within(value: str, counted: list[tuple[Any, int]]) -> int:
    """How many stand within a date chosen."""
    node = next((p for p in _filters(f"date:{value}")), None)
    return sum(n for (low, high), n in counted if node and low is not None and node.low <= low and high <= node.high)


def _filters(text: str) -> list[Any]:
    root = parse(text).root
    return [root] if hasattr(root, "low") else []


# ---- counts and time


def count(session: Session, text: str, level: str, fold: Sequence[str] = ()) -> int:
    """How many `articles` or `highlights` a query finds, whichever it asks for itself. Raises QueryError, Stopped."""
    return session.finder.count(replace(session.finder.read(text, fold), level=level))


def timeline_of(session: Session, text: str, most: int = 120, fold: Sequence[str] = ()) -> Timeline:
    """What a query finds, over time."""
    return timeline(session.finder.facets(session.finder.read(text, fold), ("day",))["day"], most)


def days(session: Session, text: str) -> dict[date, int]:
    """How much a query finds on each day; what is dated less exactly is left out. Raises QueryError, Stopped."""
    found = session.finder.facets(session.finder.read(text), ("day",))["day"]
    exact = {low: count for (low, high), count in found if low is not None and low == high}
    return {date(low // 10_000, low // 100 % 100, low % 100): count for low, count in exact.items()}


def articles_of(session: Session, highlights: Sequence[int]) -> list[int]:
    """The articles of highlights, each once, in their order."""
    return list(dict.fromkeys(article for _highlight, article in exporting.articles_of(session.library, highlights)))


# ---- the calendar of issues


def runs(session: Session) -> list[Run]:
    """The issues of each newspaper by date, with what each holds; newspapers by name, the unknown one last."""
    counts = session.finder.issue_counts()
    found: dict[int | None, list[IssueDay]] = {}
    for id, paper, day, edition, name in calendar.issues(session.library):
        articles, marks = counts.get(id, (0, 0))
        found.setdefault(paper, []).append(IssueDay(id, paper, day, edition, name, articles, marks))
    names = {one[0]: one[1] for one in session.newspapers()}
    known = [Run(id, names[id], tuple(found[id])) for id in names if id in found]
    unknown = [Run(None, "", tuple(found[None]))] if None in found else []
    return [*known, *unknown]

"""Concordances: every place that a query finds as a line, found some articles at a time, sorted, shown and written."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.concordance import ORDERS, Line, Shown, shown, sort_key
from reader.domain.errors import ReaderError, Stopped, UsageError
from reader.domain.query import Query
from reader.domain.snippets import find_all
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.exports.concordance import FORMATS, Row, write
from reader.store import articles, concordance, feed, highlights

SCANNED = 200
"""Articles whose texts are read at a time."""
MOST = 200_000
"""Lines of one concordance."""
_SILENT = {"tag", "byline"}
# Names without a block of their own: of tags, and of what a person has set.


class Found(NamedTuple):
    """A line with what it is sorted by: left, right and own words."""

    line: Line
    left: str
    right: str
    words: str


class KwicRow(NamedTuple):
    """A line in words, and where it stands. `article` is None where a highlight lies on no article (any more)."""

    shown: Shown
    article: int | None
    newspaper: str | None
    date: str | None
    page: str | None
    title: str
    colour: str = ""
    highlight: int | None = None


def owners(session: Session, text: str) -> array[int]:
    """What a query's lines stand in, by date: articles, or highlights with `in:highlights`. Raises QueryError."""
    query = session.finder.read(text)
    if not query.texts():
        return array("q")
    if query.level == "highlights":
        return array("q", session.finder.passages(text))
    return session.finder.ids(text, order="oldest")


def scan(session: Session, query: Query, some: Sequence[int]) -> list[Found]:
    """The lines in some articles (highlights), in their order and as printed."""
    made: list[Found] = []
    texts = _texts(session, query, some)
    for owner in some:
        made += _of_one(query, owner, texts.get(owner, ()))
    return made


def _texts(session: Session, query: Query, some: Sequence[int]) -> dict[int, list[feed.Part]]:
    if query.level == "highlights":
        return concordance.of_marks(session.library, some)
    return feed.texts(session.library, some)


def _of_one(query: Query, owner: int, parts: Sequence[feed.Part]) -> Iterator[Found]:
    """A corrected block's print counts only where its corrected words hold nothing."""
    held: set[int | None] = set()
    for number, (field, block, text) in enumerate(parts):
        if (field in _SILENT and block is None) or (field == "printed" and block in held):
            continue
        if query.level == "notes" and field != "note":
            continue
        for start, end in find_all(query, text, query.folds, "" if field == "highlight" else field):
            held.add(block)
            keys = (sort_key(order, text, start, end) for order in ("left", "right", "words"))
            yield Found(Line(owner, number, start, end), *keys)


def ordered(found: Sequence[Found], order: str) -> list[int]:
    """The numbers of lines in an order (of ORDERS); `date` is the order they were found in."""
    if order == "date":
        return list(range(len(found)))
    key = {"left": 1, "right": 2, "words": 3}[order]
    return sorted(range(len(found)), key=lambda n: found[n][key])


def rows(session: Session, text: str, lines: Sequence[Line]) -> list[KwicRow | None]:
    """Lines in words; None for one whose text has changed meanwhile."""
    query = session.finder.read(text)
    owners_ = list(dict.fromkeys(line.owner for line in lines))
    texts = _texts(session, query, owners_)
    about = _about_marks(session, owners_) if query.level == "highlights" else _about(session, owners_)
    return [_row(line, texts.get(line.owner, []), about.get(line.owner)) for line in lines]


class _About(NamedTuple):
    article: int | None
    newspaper: str | None
    date: str | None
    page: str | None
    title: str
    colour: str = ""
    highlight: int | None = None


def _about(session: Session, ids: Sequence[int]) -> dict[int, _About]:
    found = articles.rows(session.library, ids)
    return {row.id: _About(row.id, row.newspaper, row.date, row.page, row.title) for row in found}


def _about_marks(session: Session, ids: Sequence[int]) -> dict[int, _About]:
    found = highlights.rows(session.library, ids)
    return {
        id: _About(p.article, p.newspaper, p.date, p.page, p.title, p.colour, id) for id, p in found.items()
    }  # fmt: skip


def _row(line: Line, parts: Sequence[feed.Part], about: _About | None) -> KwicRow | None:
    if about is None or line.part >= len(parts) or line.end > len(parts[line.part][2]):
        return None
    field, block, text = parts[line.part]
    return KwicRow(shown(line, field, block, text), *about)


def every_line(session: Session, text: str, stopped: Callable[[], bool] = lambda: False) -> list[Found]:
    """All lines of a query, at most MOST of them. Raises QueryError, Stopped."""
    query = session.finder.read(text)
    ids = owners(session, text)
    made: list[Found] = []
    for start in range(0, len(ids), SCANNED):
        if stopped():
            raise Stopped
        made += scan(session, query, ids[start : start + SCANNED])
        if len(made) >= MOST:
            return made[:MOST]
    return made


@command("kwic.write", N_("Export lines in context…"), menu="file", context=("kwic",), when="has_lines", undoable=False)
def write_lines(
    session: Session, query: str, out: str | Path, format: str = "csv", order: str = "date",
    lines: Sequence[Line] | None = None,
    progress: Callable[[int, int, str], None] = lambda a, b, c: None, stopped: Callable[[], bool] = lambda: False,
) -> Outcome:  # fmt: skip
    """Write the lines of a query, or of them only `lines` in the order given, to `out`, whole or not at all.

    `format` is `csv` or `text`. Outcome.value is how many were written. Raises ReaderError where there are none.
    """
    if format not in FORMATS:
        raise UsageError(N_("There is no export format “{name}”."), N_("There are: {names}."), name=format, names=", ".join(FORMATS))
    if order not in ORDERS:
        raise UsageError(N_("{name} cannot be {value}."), N_("Use one of: {allowed}."), name="order", value=order, allowed=", ".join(ORDERS))
    if lines is None:
        found = every_line(session, query, stopped)
        lines = [found[n].line for n in ordered(found, order)]
    if not lines:
        raise ReaderError(N_("There is nothing to export."), N_("Search for words first."))
    total = len(lines)

    def told() -> Iterator[Row]:
        for start in range(0, total, SCANNED):
            if stopped():
                raise Stopped
            progress(start, total, "")
            yield from _export_rows(rows(session, query, lines[start : start + SCANNED]))

    return Outcome(write(told(), Path(out), format))


def _export_rows(some: Iterable[KwicRow | None]) -> Iterator[Row]:
    for row in some:
        if row is not None:
            yield Row(
                row.date or "", row.newspaper or "", row.page or "", " ".join(row.title.split()), row.shown.field,
                row.shown.left, row.shown.words, row.shown.right, str(row.article or ""), row.colour,
            )  # fmt: skip



"""Facets, timeline and lines in context of the session beside the bare GROUP BY statements they need."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from reader.commands import concordance, overview
from reader.commands.finding import place_of_index
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import Listing
from reader.store.asked import Asked
from reader.store.facets import EVERY
from reader.store.finding import matching
from tests.benchmarks.figures import Figure, Scale, in_turn, milliseconds, percentile
from tests.benchmarks.made import library

QUERIES = ("的", "经济", "")
_COLUMNS = ("newspaper", "low", "page", "kind", "state", "has")


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The figures at `scale.found` articles."""
    path = folder / "overviews.pressmark"
    library(path, scale.found, per_issue=min(20, scale.found), chars=scale.chars).close()
    session = open_session(path)
    try:
        tagged = session.ids(Listing("all"))[:: max(1, scale.found // 500)]
        session.do("tag.add", articles=list(tagged), tags=["水利"])
        for query in QUERIES:
            yield from _of_query(session, query, scale)
        yield _first_lines(session, scale)
    finally:
        session.close()


def _of_query(session: Session, query: str, scale: Scale) -> Iterator[Figure]:
    raw = sqlite3.connect(place_of_index(session.library))
    read = session.finder.read(query)
    taken = in_turn(
        lambda: milliseconds(lambda: session.finder.facets(read, EVERY)),
        lambda: milliseconds(lambda: _bare(raw, session, query)),
        lambda: milliseconds(lambda: overview.facets(session, query)),
        lambda: milliseconds(lambda: overview.timeline_of(session, query)),
        runs=min(5, scale.runs),
    )
    ours, bare, whole, time = (percentile(values, 0.5) for values in taken)
    hits = overview.count(session, query, "articles")
    note = f"{hits} hits; with names and “hit in” {whole:.0f}, timeline {time:.0f}"
    yield Figure(f"facets of {query or 'everything'} ({scale.found} articles)", ours, "ms", bare, note=note)
    raw.close()


def _bare(raw: sqlite3.Connection, session: Session, query: str) -> None:
    """The counts by statements of one's own, each over the ids found."""
    _family, source, params = matching(raw, Asked(session.finder.read(query)))
    raw.execute("create temp table if not exists bare (id integer primary key)")
    raw.execute("delete from temp.bare")
    raw.execute(f"insert into temp.bare select d.id {source}", params)
    for column in _COLUMNS:
        raw.execute(f"select {column}, count(*) from temp.bare cross join article_doc d on d.id = bare.id group by 1").fetchall()
    for side in ("author", "tag", "colour"):
        raw.execute(f"select {side}, count(*) from article_{side} where doc in (select id from temp.bare) group by 1").fetchall()


def _first_lines(session: Session, scale: Scale) -> Figure:
    query = session.finder.read("的")
    ids = session.finder.ids("的", order="oldest")[: concordance.SCANNED]
    runs = [milliseconds(lambda: concordance.scan(session, query, ids)) for _run in range(min(3, scale.runs))]
    count = len(concordance.scan(session, query, ids))
    return Figure(f"lines in context, the first {len(ids)} articles", percentile(runs, 0.5), "ms", note=f"{count} lines")

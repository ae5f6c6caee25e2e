"""Searches of the session beside the bare FTS5 statement, by class of query, and the size of the index."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from reader.commands.finding import place_of_index
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.query import parse
from reader.domain.views import Listing
from reader.store import finding
from tests.benchmarks.figures import Figure, Scale, in_turn, milliseconds, percentile
from tests.benchmarks.made import library

LIMIT = 50


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The search figures at `scale.found` articles."""
    path = folder / "found.pressmark"
    library(path, scale.found, per_issue=min(20, scale.found), chars=scale.chars).close()
    session = open_session(path)
    try:
        tagged = session.ids(Listing("all"))[:: max(1, scale.found // 500)]
        session.do("tag.add", articles=list(tagged), tags=["水利"])
        yield from _classes(session, scale)
        yield _size(session, path)
    finally:
        session.close()


def _classes(session: Session, scale: Scale) -> Iterator[Figure]:
    raw = sqlite3.connect(place_of_index(session.library))
    texts = [t for (t,) in session.library.rows("select text from block where role = 'paragraph' limit 3000")]
    for name, queries in _queries(texts, scale.queries).items():
        waited: list[float] = []
        bare: list[float] = []
        totals: list[int] = []
        listed: list[float] = []
        for query in queries:
            ours, plain, ids = _timed(session, raw, query, min(3, scale.runs))
            waited += ours
            bare += plain
            listed += ids
            totals.append(session.search(query, 0).total)
        hits = f"{sum(totals) / len(totals):.0f} hits"
        note = (
            f"p95 {percentile(waited, 0.95):.1f}, bare p95 {percentile(bare, 0.95):.1f}; all ids for the list "
            f"{percentile(listed, 0.5):.1f}, p95 {percentile(listed, 0.95):.1f}; {hits}"
        )
        yield Figure(
            f"search, {name} ({scale.found} articles)", percentile(waited, 0.5), "ms", percentile(bare, 0.5), note=note
        )
    raw.close()


def _timed(session: Session, raw: sqlite3.Connection, query: str, runs: int) -> list[list[float]]:
    """Milliseconds of the first page of hits, of the plain statement, and of all ids for the list."""
    statement, params = _statement(raw, query)
    return in_turn(
        lambda: milliseconds(lambda: session.search(query, LIMIT)),
        lambda: milliseconds(lambda: raw.execute(statement, params).fetchall()),
        lambda: milliseconds(lambda: session.finder.ids(query)),
        runs=runs,
    )


def _queries(texts: list[str], count: int) -> dict[str, list[str]]:
    """Strings that stand in the texts, by class."""
    draw = random.Random(7)

    def cut(length: int) -> str:
        while True:
            text = draw.choice(texts)
            at = draw.randrange(max(1, len(text) - length))
            if (found := text[at : at + length]).isalpha() and len(found) == length:
                return found

    return {
        "one character": [cut(1) for _ in range(count)],
        "two characters": [cut(2) for _ in range(count)],
        "four characters": [cut(4) for _ in range(count)],
        "common word": ["不", "一", "不得", "大", "有"][: max(1, count // 3)],
        "two words (AND)": [f"{cut(2)} {cut(2)}" for _ in range(count)],
        "tag and word": [f"tag:水利 {cut(2)}" for _ in range(count)],
        "tag alone": ["tag:水利"] * min(5, count),
    }


def _statement(raw: sqlite3.Connection, query: str) -> tuple[str, list[str]]:
    """The plain statement that answers a query from the same tables."""
    plan = finding._Plan(raw, finding.Asked(parse(query)), "article")
    asked = plan.condition
    if asked.match:
        tag = " and rowid in (select doc from article_tag where tag = 1)" if "tag:" in query else ""
        return f"select rowid from article_words where article_words match ?{tag} order by rank limit {LIMIT}", [
            asked.match
        ]
    if asked.chars:
        return f"select rowid from article_chars where article_chars match ? limit {LIMIT}", [asked.chars]
    return f"select doc from article_tag where tag = 1 order by doc desc limit {LIMIT}", []


def _size(session: Session, path: Path) -> Figure:
    text = session.library.value("select sum(length(cast(text as blob))) from block")
    index = place_of_index(session.library)
    raw = sqlite3.connect(index)
    raw.execute("pragma wal_checkpoint(truncate)").fetchall()
    raw.close()
    size, whole = index.stat().st_size / 1e6, path.stat().st_size / 1e6
    return Figure("index size", size, "MB", text / 1e6, note=f"bare: the text in UTF-8; library {whole:.1f} MB")

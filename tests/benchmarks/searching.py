"""Searches beside the bare FTS5 statements they need, by class of query and size; the index's building, size and upkeep.

All times are of the processor: what other programs do on the machine meanwhile does not count. `PRESSMARK_BENCH` names a
folder where the libraries are kept for the next time.
"""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.commands.finding import place_of_index
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import Stopped
from reader.domain.views import Listing
from tests.benchmarks.figures import Figure, Scale, percentile
from tests.benchmarks.grown import PLANTED, TAGS, Built, prepared

LIMIT = 50
_P95 = ((100_000, 100.0), (10_000_000, 250.0))
"""Up to so many articles, the milliseconds that 95 of 100 searches may take."""
_OVER, _BARE = 5.0, 1.5
_WORDS = "select article_words.rowid from article_words where article_words match ?"
_CHARS = "select article_chars.rowid from article_chars where article_chars match ?"


class Asked(NamedTuple):
    """A query and the bare statement that it needs."""

    query: str
    sql: str
    params: tuple[str, ...]


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The figures of each size, then what grows from the smallest to the largest."""
    kept = Path(os.environ.get("PRESSMARK_BENCH") or folder)
    kept.mkdir(parents=True, exist_ok=True)
    first: list[tuple[int, float, float]] = []
    for articles in scale.sizes:
        chars = scale.chars if articles <= 100_000 else scale.chars // 3
        path, built = prepared(kept, articles, chars)
        yield from _building(built)
        opened = min(_milliseconds(lambda path=path: open_session(path).close()) for _ in range(scale.runs))  # type: ignore[misc]
        session = open_session(path)
        try:
            yield from _searching(session, scale, articles)
            planted = min(_milliseconds(lambda: session.search(PLANTED, LIMIT)) for _ in range(scale.runs))  # noqa: B023
            first.append((articles, opened, planted))
            yield from _upkeep(session, scale, articles)
        finally:
            session.close()
    (low, opened, planted), (high, opened_, planted_) = first[0], first[-1]
    yield Figure(f"opening, {low} → {high} articles", opened_, "ms", opened, most=1.2)
    yield Figure(f"first hits of 200, {low} → {high} articles", planted_, "ms", planted, most=1.2)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _building(built: Built) -> Iterator[Figure]:
    size = f"{built.articles} articles"
    yield Figure(f"building the index, {size}", built.ours, "s", built.hand, most=1.3, note="bare: the fastest by hand")
    yield Figure(f"size of the index, {size}", built.index / 1e6, "MB", built.text / 1e6, most=2.0,
                 note=f"bare: the text in UTF-8; the library {built.library / 1e6:.0f} MB")  # fmt: skip


def _searching(session: Session, scale: Scale, articles: int) -> Iterator[Figure]:
    raw = sqlite3.connect(place_of_index(session.library))
    draw = Draw(session, scale.queries)
    bar = next(most for size, most in _P95 if articles <= size)
    every: list[float] = []
    for name, asked in draw.classes().items():
        ours, whole, bare, hits = [], [], [], []
        for one in asked:
            query = session.finder.read(one.query)
            index, texts = session.finder.index, session.finder._texts
            for turn in range(2):
                plain = _milliseconds(lambda: raw.execute(one.sql, one.params).fetchall())  # noqa: B023
                rows = _milliseconds(lambda: index.search(query, LIMIT, texts=texts, lazy=True))  # noqa: B023
                shown = _milliseconds(lambda: session.first_found(Listing("search", text=one.query), LIMIT))  # noqa: B023
                if turn:
                    bare.append(plain)
                    ours.append(rows)
                    whole.append(shown)
            hits.append(session.finder.index.count(query, texts=texts, most=20_001))
        every += whole
        middle, plain = percentile(ours, 0.5), percentile(bare, 0.5)
        note = (f"first {LIMIT} {middle:.2f}, bare {plain:.2f}; with snippets {percentile(whole, 0.5):.1f}, "
                f"p95 {percentile(whole, 0.95):.1f}; {sum(hits) // len(hits)} hits")  # fmt: skip
        yield Figure(f"{name}: beyond 1.5× bare, {articles}", max(0.0, middle - _BARE * plain), "ms", most=_OVER, note=note)
        yield Figure(f"{name}: p95 with snippets, {articles}", percentile(whole, 0.95), "ms", most=bar)
    yield Figure(f"all classes: p95 with snippets, {articles}", percentile(every, 0.95), "ms", most=bar)
    raw.close()


class Draw:
    """Queries of each class, their strings drawn from the texts."""

    def __init__(self, session: Session, count: int) -> None:
        sql = "select text from block where role = 'paragraph' and id % (select 1 + count(*) / 3000 from article) = 0 limit 3000"
        self.texts = [text for (text,) in session.library.rows(sql)]
        self.rng, self.count = random.Random(7), count

    def cut(self, length: int) -> str:
        """A string of characters that stands somewhere."""
        while True:
            text = self.rng.choice(self.texts)
            at = self.rng.randrange(max(1, len(text) - length))
            if (found := text[at : at + length]).isalpha() and not found.isascii() and len(found) == length:
                return found

    def classes(self) -> dict[str, list[Asked]]:
        """Queries with bare statements, by class."""
        many = range(self.count)
        papered = _CHARS.replace(" where", " join article_doc d on d.id = article_chars.rowid where")
        paper = f"{papered} and d.newspaper = 3 order by article_chars.rowid desc limit {LIMIT}"
        tagged = f"{_WORDS} and article_words.rowid in (select doc from article_tag where tag = 1) order by rank limit {LIMIT}"
        joined = _WORDS.replace(" where", " join article_doc d on d.id = article_words.rowid where")
        dated = f"{joined} and d.low between 19600101 and 19691231 order by rank limit {LIMIT}"
        passages = """select d.id from passage_words join passage_doc d on d.id = passage_words.rowid join passage_tag t on t.doc = d.id
            join passage_colour c on c.doc = d.id where passage_words match ? and t.tag = 1 and c.colour = 'yellow'
            and d.low >= 19500101 and d.high <= 19891231 order by rank limit 50"""
        return {
            "one character": [self._string(self.cut(1)) for _ in many],
            "two characters": [self._string(self.cut(2)) for _ in many],
            "four characters": [self._string(self.cut(4)) for _ in many],
            "very common": [self._string(word) for word in ("的", "不", "一", "了", "人", "在")],
            "not there": [self._string(self.cut(2) + "龘") for _ in many[:5]],
            "AND": [self._both(self.cut(2), self.cut(2)) for _ in many],
            "OR": [Asked(f"{a} OR {b}", f"{_WORDS} order by rank limit {LIMIT}", (f'"{a}" OR "{b}"',))
                   for a, b in ((self.cut(2), self.cut(2)) for _ in many)],
            "NOT": [Asked(f"{a} -{b}", f"{_WORDS} order by rank limit {LIMIT}", (f'"{a}" NOT "{b}"',))
                    for a, b in ((self.cut(2), self.cut(2)) for _ in many)],
            "word and character": [self._mixed(self.cut(2), self.cut(1)) for _ in many],
            "NEAR": [Asked(f"{a} NEAR/10 {b}", f"{_WORDS} limit {LIMIT}", (f'NEAR("{a}" "{b}", 36)',))
                     for a, b in ((self.cut(2), self.cut(2)) for _ in many)],
            "words of letters": [Asked(w, f"{_WORDS} order by rank limit {LIMIT}", (f'"{w}"',)) for w in ("radio", "railway", "gdp")],
            "beginnings": [Asked(w + "*", f"{_WORDS} order by rank limit {LIMIT}", (f'"{w}" *',)) for w in ("ra", "tele", "be")],
            "in the title": [Asked(f"title:{a}", f"{_WORDS} order by rank limit {LIMIT}", (f'{{title}} : "{a}"',))
                             for a in (self.cut(2) for _ in many)],
            "tag and word": [Asked(f"tag:{TAGS[0]} {a}", tagged, (f'"{a}"',)) for a in (self.cut(2) for _ in many)],
            "date and word": [Asked(f"date:1960..1969 {a}", dated, (f'"{a}"',)) for a in (self.cut(2) for _ in many)],
            "newspaper and character": [Asked(f"newspaper:沧渚 {a}", paper, (f'"{a}"',)) for a in (self.cut(1) for _ in many)],
            "tag alone": [Asked(f"tag:{TAGS[0]}", f"select doc from article_tag where tag in (1, 2) order by doc desc limit {LIMIT}", ())],
            "passages": [Asked(f"in:highlights tag:{TAGS[0]} colour:yellow date:1950..1989 {a}", passages, (f'"{a}"',))
                         for a in (self.cut(2) for _ in many)],
            "all foldings": [Asked(f"{a} fold:all", f"{_WORDS} order by rank limit {LIMIT}", (f'"{a}"',))
                             for a in (self.cut(2) for _ in many)],
        }  # fmt: skip

    def _string(self, text: str) -> Asked:
        if len(text) == 1:
            return Asked(text, f"{_CHARS} order by rowid desc limit {LIMIT}", (f'"{text}"',))
        return Asked(text, f"{_WORDS} order by rank limit {LIMIT}", (_phrase(text),))

    def _both(self, one: str, other: str) -> Asked:
        return Asked(f"{one} {other}", f"{_WORDS} order by rank limit {LIMIT}", (f'"{one}" AND "{other}"',))

    def _mixed(self, word: str, char: str) -> Asked:
        return Asked(f"{word} {char}", f"{_WORDS} intersect {_CHARS} limit {LIMIT}", (f'"{word}"', f'"{char}"'))


def _phrase(text: str) -> str:
    return '"' + " ".join(text[n : n + 2] for n in range(len(text) - 1)) + '"'


# --- upkeep


def _upkeep(session: Session, scale: Scale, articles: int) -> Iterator[Figure]:
    yield _facets(session, articles)
    yield _interrupted(session, articles)
    yield from _corrected(session, min(scale.corrections, articles), articles)


def _facets(session: Session, articles: int) -> Figure:
    took = [_milliseconds(lambda word=word: session.finder.index.facets(session.finder.read(word))) for word in (PLANTED, "工作")]  # type: ignore[misc]
    return Figure(f"facets of a rare and a common word, {articles}", max(took), "ms", note="in the background, after the hits")


def _interrupted(session: Session, articles: int) -> Figure:
    """How long after the interruption a search that would go on has ended."""
    index, waited = session.finder.index, []
    for _try in range(10):
        begun, ended = threading.Event(), [0.0]

        def endless(db: sqlite3.Connection, begun: threading.Event = begun) -> None:
            begun.set()
            db.execute("select count(*) from article_doc a, article_doc b, article_doc c").fetchall()

        def run(ended: list[float] = ended) -> None:
            try:
                index._file.read(endless)
            except Stopped:
                ended[0] = time.perf_counter()

        thread = threading.Thread(target=run)
        thread.start()
        begun.wait()
        time.sleep(0.005)
        at = time.perf_counter()
        while thread.is_alive():
            index.interrupt()
            thread.join(0.002)
        waited.append((ended[0] - at) * 1000)
    return Figure(f"interrupting a search, {articles}", percentile(waited, 0.95), "ms", most=20, note="by the clock, p95 of 10")


def _corrected(session: Session, count: int, articles: int) -> Iterator[Figure]:
    """Each of the first corrections after a bulk build, as the index takes it in."""
    ids: Sequence[int] = session.ids(Listing("all"))[:: max(1, articles // count)][:count]
    took: list[float] = []
    feed = session.finder._feed

    def counted(articles: Iterable[int], issues: Iterable[int], act: int) -> None:
        took.append(_milliseconds(lambda: feed(articles, issues, act)))

    session.finder._feed = counted  # type: ignore[method-assign]
    for id in ids:
        view = session.article(id)
        block = next((b for b in view.blocks if b.role == "paragraph"), None) if view else None
        if block is not None:
            session.do("text.correct", block=block.id, old=block.text[:2], new=f"今{id}", nth=1)
    session.finder._feed = feed  # type: ignore[method-assign]
    note = f"p50 {percentile(took, 0.5):.1f}, p95 {percentile(took, 0.95):.1f} of {len(took)}"
    yield Figure(f"indexing one correction, the slowest, {articles}", max(took), "ms", most=100, note=note)

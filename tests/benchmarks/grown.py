"""Libraries of ten thousand to a million distinct articles, written by raw SQL: what is measured is not their making."""

from __future__ import annotations

import datetime
import json
import random
import sqlite3
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reader.commands.finding import Finder, place_of_index
from reader.store.derived import sort_key
from reader.store.library import Library
from tests.benchmarks import by_hand
from tests.benchmarks.made import PAPERS, Prose, library

FIRST, LAST = datetime.date(1950, 1, 1), datetime.date(1989, 12, 31)
PLANTED = "甪直"
"""A word that stands in exactly `PLANTINGS` articles of every library, evenly spread."""
PLANTINGS = 200
TAGS = ("水利", "防洪", "航运", "教育", "粮食", "铁路", "戏曲", "卫生")
LATIN = ("radio", "television", "Beijing", "Unesco", "X-ray", "Café", "kWh", "GDP", "railway", "radar")
_COLOURS = ("yellow", "green", "blue", "pink")
_PER_ISSUE = 20
_BATCH = 50
_COLUMNS = {
    "source": "id, uuid, name, sha256, size, format, encoding, encoding_how, imported_at",
    "source_data": "source_id, zlib",
    "issue": "id, uuid, newspaper_id, newspaper_how, date, date_how, name",
    "page": "id, uuid, issue_id, position, label",
    "source_text": "id, uuid, source_id, page_id, text, sha256",
    "article": "id, uuid, issue_id, page_id, position, kind, state, title, byline, chars, paragraphs, sort_key",
    "article_field": "uuid, article_id, name, value, detail, how, position",
    "block": "id, uuid, article_id, page_id, position, role, text",
    "piece": "block_id, position, source_text_id, start, end",
    "article_tag": "uuid, article_id, tag_id",
    "highlight": "id, uuid, colour, comment, quote, author, created",
    "highlight_span": "highlight_id, position, source_text_id, start, end",
    "highlight_tag": "uuid, highlight_id, tag_id",
    "note": "uuid, article_id, text",
    "act": "uuid, kind, command, params, at, clock, author, device",
}


@dataclass(frozen=True)
class Built:
    """What building the index took: seconds of the processor, ours and by hand; sizes in bytes."""

    articles: int
    ours: float
    hand: float
    text: int
    index: int
    library: int


def prepared(folder: Path, articles: int, chars: int) -> tuple[Path, Built]:
    """A library of so many articles with its index, made in `folder` unless it is there from last time."""
    path, told = folder / f"{articles}.pressmark", folder / f"{articles}.json"
    if told.exists():
        return path, Built(**json.loads(told.read_text()))
    for old in folder.glob(f"{articles}.*"):
        old.unlink()
    made = grown_library(path, articles, chars)
    text = int(made.value("select sum(length(cast(text as blob))) from block"))
    finder = Finder(made)
    ours = cpu(finder.rebuild)
    index = place_of_index(made)
    finder.close()
    made.close()
    by = folder / f"{articles}.hand"
    hand = cpu(lambda: by_hand.build(path, by))
    by.unlink()
    built = Built(articles, ours, hand, text, index.stat().st_size, path.stat().st_size)
    told.write_text(json.dumps(asdict(built)))
    return path, built


def cpu(work: Callable[[], object]) -> float:
    """Seconds of the processor that `work` takes: what others do on the machine meanwhile does not count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def grown_library(path: Path, articles: int, chars: int) -> Library:
    """A new library of `articles` distinct articles of about `chars` code points, five newspapers and forty years,
    marks on two in a hundred. Its index is not built."""
    library(path, _PER_ISSUE, chars=chars).close()
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=off", "synchronous=off", "cache_size=-400000", "foreign_keys=off"):
        raw.execute(f"pragma {pragma}")
    raw.execute("begin")
    for n, name in enumerate(PAPERS, 1):
        raw.execute("insert or ignore into newspaper(id, uuid, name) values (?, ?, ?)", (n, f"paper-{n}", name))
    raw.executemany("insert into tag(id, uuid, name) values (?, ?, ?)", [(n, f"t{n}", t) for n, t in enumerate(TAGS, 1)])
    raw.execute("update tag set parent_id = 1 where id = 2")
    last = raw.execute("select max(id) from block").fetchone()[0]
    grower = _Grower(articles, chars, last)
    issues = articles // _PER_ISSUE
    for start in range(1, issues, _BATCH):
        rows: dict[str, list[Sequence[Any]]] = defaultdict(list)
        for number in range(start, min(start + _BATCH, issues)):
            grower.issue(number, rows)
        told = json.dumps({"issue_ids": [row[0] for row in rows["issue"]]})
        rows["act"].append((f"act{start}", "import", "import.files", told, "1990", f"{start:014d}-00000-here", "甲", "here"))
        for table, some in rows.items():
            marks = ", ".join("?" * len(some[0]))
            raw.executemany(f"insert into {table}({_COLUMNS[table]}) values ({marks})", some)
    raw.execute("commit")
    raw.close()
    return Library.open(path)


@cache
def _sentences() -> list[str]:
    """Clauses to draw paragraphs from: quicker than words, and as various."""
    prose, rng = Prose(1), random.Random(1)
    return [prose.words(rng.randint(4, 9)) + rng.choice("，，，。，。、；") for _ in range(100_000)]


_LONG = 12
"""Characters of a clause, about."""
_PARAGRAPH = 11
"""Clauses of a paragraph."""


class _Grower:
    """Makes the rows of issues, whose keys are counted upwards."""

    def __init__(self, articles: int, chars: int, last_block: int) -> None:
        self.chars = chars
        self.issues = articles // _PER_ISSUE
        self.block, self.mark, self.article = last_block, 0, _PER_ISSUE
        self.shape = [_PARAGRAPH] * (chars // (_PARAGRAPH * _LONG)) or [max(1, chars // _LONG)]
        self.every = max(1, (articles - _PER_ISSUE) // PLANTINGS)

    def issue(self, number: int, rows: dict[str, list[Sequence[Any]]]) -> None:
        """The rows of issue `number` (from 1), whose id is one more."""
        id, rng, prose = number + 1, random.Random(number), Prose(number)
        day = FIRST + (LAST - FIRST) * number // self.issues
        text: list[str] = []
        length = 0
        for position in range(_PER_ISSUE):
            self.article += 1
            lines = list(self._lines(prose, rng))
            self._rows(number, position, day.isoformat(), lines, length, rng, rows)
            text += lines
            length += sum(len(line) + 1 for line in lines)
        whole = "\n".join(text)
        data = zlib.compress(whole.encode(), 1)
        rows["source"].append((id, f"s{id}", f"{id}.md", f"s{id}", len(whole), "markdown", "utf-8", "utf-8", "1990"))
        rows["source_data"].append((id, data))
        rows["issue"].append((id, f"i{id}", 1 + number % 5, "file name", day.isoformat(), "file name", f"{id}.md"))
        rows["page"].append((id, f"p{id}", id, "a", f"{1 + number % 8}"))
        rows["source_text"].append((id, f"x{id}", id, id, whole, f"x{id}"))

    def _lines(self, prose: Prose, rng: random.Random) -> Iterator[str]:
        yield prose.title()
        body = ["".join(rng.choices(_sentences(), k=n)) for n in self.shape]
        body = [paragraph[:-1] + "。" for paragraph in body]
        body[0] = f"本报讯(记者 {prose.name()}){body[0]}"
        if self.article % self.every == 0 and self.article // self.every <= PLANTINGS:
            body[-1] = body[-1][:-1] + f"，{PLANTED}。"
        if rng.random() < 0.1:
            body[-1] = f"{body[-1]}{rng.choice(LATIN)} {rng.randint(1, 2000)}。"
        yield from body

    def _rows(
        self, number: int, position: int, date: str, lines: list[str], start: int, rng: random.Random,
        rows: dict[str, list[Sequence[Any]]],
    ) -> None:  # fmt: skip
        article, issue, key = self.article, number + 1, f"{position:04d}"
        author = lines[1][7 : lines[1].index(")")]
        chars = sum(map(len, lines[1:]))
        state = "read" if article % 3 == 0 else "unread"
        kind = "photo" if article % 17 == 0 else "article"
        sort = sort_key(date, issue, "a", key)
        head = (article, f"a{article}", issue, issue, key, kind, state)
        rows["article"].append((*head, lines[0], author, chars, len(lines) - 1, sort))
        rows["article_field"].append((f"f{article}", article, "author", author, "记者", "read", "a"))
        at = start
        for n, line in enumerate(lines):
            self.block += 1
            role = "paragraph" if n else "title"
            rows["block"].append((self.block, f"b{self.block}", article, issue, f"{position:04d}{n:03d}", role, line))
            rows["piece"].append((self.block, 0, issue, at, at + len(line)))
            at += len(line) + 1
        if article % 50 == 0:
            self._mark(article, issue, lines[1], start + len(lines[0]) + 1, rng, rows)

    def _mark(
        self, article: int, source: int, line: str, start: int, rng: random.Random, rows: dict[str, list[Sequence[Any]]]
    ) -> None:
        self.mark += 1
        low = rng.randrange(max(1, len(line) - 30))
        quote, tag, colour = line[low : low + 24], 1 + self.mark % len(TAGS), _COLOURS[self.mark % 4]
        rows["article_tag"].append((f"at{article}", article, tag))
        rows["highlight"].append((self.mark, f"h{self.mark}", colour, quote[:6] if self.mark % 3 else "", quote, "甲", "1990"))
        rows["highlight_span"].append((self.mark, 0, source, start + low, start + low + len(quote)))
        rows["highlight_tag"].append((f"ht{self.mark}", self.mark, tag))
        if self.mark % 2:
            rows["note"].append((f"n{article}", article, f"{TAGS[tag - 1]}：{line[:40]}"))

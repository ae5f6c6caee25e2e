"""Material to measure with: newspaper prose drawn by frequency, issue files, and libraries of any size, all repeatable."""

from __future__ import annotations

import datetime
import hashlib
import random
import sqlite3
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict

from reader.commands.finding import Finder, place_of_index
from reader.domain.reading import (
    Hint,
    Piece,
    RawBlock,
    RawFile,
    RawPage,
    ReadArticle,
    ReadBlock,
    ReadField,
    Reading,
)
from reader.imports.frequency import _COMMON
from reader.store.index import SearchIndex
from reader.store.issues import IssueWriter, NewIssue
from reader.store.library import Library

PAPERS = ("晚汀日报", "北垣新报", "沧渚日报", "青溪晚报", "东渡时报")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_FIRST = datetime.date(1950, 1, 1)
_RARE = 900
_WORDS = 15_000
_LENGTHS = {2: 1.0, 3: 0.5, 4: 0.5}
"""How much rarer longer words are than their characters make them."""


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words with the running sum of their weights: single characters by rank, longer words by their characters'."""
    rank = {char: n for n, char in enumerate(_COMMON)}
    weights = {char: 1.0 / (n + 4) for char, n in rank.items()}
    longer: dict[str, float] = {}
    for word in phrases_dict:
        if 2 <= len(word) <= 4 and "，" not in word:
            weight = 1.0
            for char in word:
                weight /= 1 + rank.get(char, _RARE) / 150
            longer[word] = weight * _LENGTHS[len(word)]
    kept = sorted(longer, key=lambda w: (-longer[w], w))[:_WORDS]
    whole = sum(longer[w] for w in kept)
    weights |= {w: 8 * longer[w] / whole for w in kept}
    return list(weights), list(accumulate(weights.values()))


class Prose:
    """Chinese newspaper prose, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def words(self, count: int) -> str:
        """So many words without punctuation."""
        words, sums = _vocabulary()
        return "".join(self._random.choices(words, cum_weights=sums, k=count))

    def title(self) -> str:
        """A headline."""
        return f"{self.words(3)} {self.words(3)}"

    def name(self) -> str:
        """A person's name."""
        return self._random.choice(_SURNAMES) + self.words(1)[:2]

    def text(self, chars: int) -> str:
        """Exactly `chars` code points of sentences."""
        parts: list[str] = []
        length = 0
        while length < chars:
            sentence = self.words(self._random.randint(4, 9)) + self._random.choice("，，，。，。、；")
            parts.append(sentence)
            length += len(sentence)
        return "".join(parts)[: chars - 1] + "。"

    def paragraphs(self, chars: int) -> list[str]:
        """About `chars` code points in paragraphs of some 150."""
        return [self.text(min(150, max(20, chars - at))) for at in range(0, chars, 150)]


def day(number: int) -> str:
    """The date of issue number `number`."""
    return (_FIRST + datetime.timedelta(days=number)).isoformat()


def issue_text(number: int, articles: int, chars: int) -> str:
    """One issue as OCR programs give it: pages, headings, bylines, lines broken inside words."""
    prose = Prose(number)
    lines: list[str] = []
    for at in range(articles):
        if at % 5 == 0:
            lines += [f"第A{at // 5 + 1:02d}版", ""]
        body = prose.paragraphs(chars)
        body[0] = f"本报讯(记者 {prose.name()}){body[0]}"
        broken = len(body) // 2
        body[broken] = body[broken][:60] + "\n\n" + body[broken][60:] if len(body[broken]) > 80 else body[broken]
        lines += [f"# {prose.title()}", ""]
        for paragraph in body:
            lines += [paragraph, ""]
    return "\n".join(lines)


def issue_files(folder: Path, issues: int, articles: int, chars: int, first: int = 0) -> list[Path]:
    """Issue files in `folder`, one a day."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(first, first + issues):
        path = folder / f"{PAPERS[number % len(PAPERS)]} {day(number)}.md"
        path.write_text(issue_text(number, articles, chars), encoding="utf-8")
        made.append(path)
    return made


def read_issue(number: int, articles: int, chars: int) -> NewIssue:
    """The same kind of issue already read: for libraries whose making is not what is measured."""
    prose = Prose(number)
    lines: list[str] = []
    shapes: list[tuple[str, str]] = []
    for _ in range(articles):
        author = prose.name()
        body = prose.paragraphs(chars)
        lines += [prose.title(), f"本报讯(记者 {author}){body[0]}", *body[1:]]
        shapes.append((author, "t" + "p" * len(body)))
    text = "\n\n".join(lines) + "\n"
    places = list(_places(lines))
    page = RawPage(text, tuple(RawBlock((place,)) for place in places), label=Hint("A01", "heading"))
    read: list[ReadArticle] = []
    at = 0
    for author, shape in shapes:
        blocks = [
            ReadBlock("title" if letter == "t" else "paragraph", [Piece(0, *places[at + n])])
            for n, letter in enumerate(shape)
        ]
        at += len(shape)
        read.append(ReadArticle("article", 0, blocks, [ReadField("author", author, "记者")]))
    data = text.encode()
    paper = Hint(PAPERS[number % len(PAPERS)], "file name")
    file = RawFile(f"{number}.md", hashlib.sha256(data).hexdigest(), data, "markdown", "utf-8", "utf-8", (page,))
    return NewIssue([file], Reading(read), newspaper=paper, date=Hint(day(number), "file name"))


def _places(lines: list[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for line in lines:
        yield start, start + len(line)
        start += len(line) + 2


def library(path: Path, articles: int, *, per_issue: int = 20, chars: int = 600) -> Library:
    """A new library of distinct articles, with its index."""
    made = Library.create(path)
    per_issue = min(per_issue, articles)
    numbers = range(articles // per_issue)
    for start in range(0, len(numbers), 100):
        with made.act("import.files", "me", "here", kind="import") as act:
            ids = [IssueWriter(act, read_issue(n, per_issue, chars)).write() for n in numbers[start : start + 100]]
            act.about(issue_ids=ids)
    finder = Finder(made)
    finder.rebuild()
    finder.close()
    return made


_COPIED = {
    "source": {}, "source_data": {"source_id": "source"},
    "issue": {}, "page": {"issue_id": "issue"}, "source_text": {"source_id": "source", "page_id": "page"},
    "article": {"issue_id": "issue", "page_id": "page"}, "article_field": {"article_id": "article", "source_text_id": "source_text"},
    "block": {"article_id": "article", "page_id": "page"}, "piece": {"block_id": "block", "source_text_id": "source_text"},
}  # fmt: skip
"""The tables of an issue in order, with the columns that point to rows of the same issue."""
_EACH = {
    ("source", "sha256"): "sha256 || '-' || n.k",
    ("issue", "date"): "date('1950-01-01', n.k || ' days')",
    ("issue", "newspaper_id"): "1 + n.k % 5",
    (
        "article",
        "sort_key",
    ): "date('1950-01-01', n.k || ' days') || ' ' || printf('%08d', issue_id + n.k) || substr(sort_key, 20)",
}
"""Columns that differ from copy to copy."""


def copied_library(path: Path, articles: int, *, per_issue: int = 20, chars: int = 120) -> Library:
    """A new library of many articles, one issue copied over and over by SQL; its index is stamped but empty."""
    made = library(path, min(per_issue, articles), per_issue=per_issue, chars=chars)
    made.close()
    raw = sqlite3.connect(path)
    raw.execute("pragma journal_mode=off")
    raw.execute("pragma synchronous=off")
    raw.execute("pragma cache_size=-200000")
    copies = max(1, articles // per_issue)
    raw.execute(
        """create temp table n as with recursive up(k) as (select 1 union all select k + 1 from up where k < ?)
           select k from up where k < ?""",
        (copies, copies),
    )
    for name in PAPERS[1:]:
        raw.execute("insert into newspaper (uuid, name) values (?, ?)", (f"paper-{name}", name))
    rows = {name: raw.execute(f"select count(*) from {name}").fetchone()[0] for name in _COPIED}
    for table in _COPIED:
        _copy(raw, table, rows)
    raw.executemany("insert into tag (uuid, name) values (?, ?)", [(f"tag-{n}", f"标签{n}") for n in range(1, 11)])
    raw.execute(
        """insert into article_tag (uuid, article_id, tag_id)
           select 'at-' || id, id, 1 + id % 10 from article where id % 7 = 0"""
    )
    raw.commit()
    raw.execute("pragma journal_mode=delete")
    raw.close()
    done = Library.open(path)
    stamp_empty_index(done)
    return done


def _copy(raw: sqlite3.Connection, table: str, rows: dict[str, int]) -> None:
    """Copy the rows of the first issue, whose keys are 1, 2, 3 …; `rows` are their numbers by table."""
    names = [row[1] for row in raw.execute(f"pragma table_info({table})")]
    key = "source_id" if table == "source_data" else "id"
    points = {key: table, **_COPIED[table]}
    values = [
        _EACH.get((table, name))
        or (
            f"{name} + n.k * {rows[points[name]]}"
            if name in points
            else name + (" || '-' || n.k" if name == "uuid" else "")
        )
        for name in names
    ]
    raw.execute(
        f"insert into {table} ({', '.join(names)}) select {', '.join(values)} from n cross join {table}"
        f" where {key} <= {rows[table]} order by n.k, {key}"
    )


def stamp_empty_index(library: Library) -> None:
    """Give a library an index that says it has seen everything and holds nothing, so that opening feeds nothing."""
    index = SearchIndex(place_of_index(library), library.uuid)
    index.clear()
    index.seen(library.last_act())
    index.close()

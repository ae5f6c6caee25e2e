"""The fastest FTS5 index one can write by hand of a library's texts: pairs and single characters, nothing else kept."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import add, itemgetter
from pathlib import Path

from reader.domain.runs import CHARACTER

_RUN = re.compile(f"[{CHARACTER}]+|[a-zA-Z]+")
_BLOCKS = """select article_id, role = 'title', text from block where article_id is not null
             order by article_id, position"""


def build(library: Path, index: Path) -> None:
    """Build it: one transaction, no journal, a large hash."""
    index.unlink(missing_ok=True)
    raw = sqlite3.connect(index, isolation_level=None)
    for pragma in ("journal_mode=off", "synchronous=off", "cache_size=-64000"):
        raw.execute(f"pragma {pragma}")
    raw.execute("create virtual table words using fts5(title, text, content='', tokenize=\"ascii tokenchars '|'\")")
    raw.execute("create virtual table chars using fts5(present, content='', detail=none, columnsize=0, tokenize=ascii)")
    for table in ("words", "chars"):
        raw.execute(f"insert into {table}({table}, rank) values ('hashsize', {64 << 20})")
    raw.execute("begin")
    for article, title, text, chars in _articles(library):
        raw.execute("insert into words(rowid, title, text) values (?, ?, ?)", (article, title, text))
        raw.execute("insert into chars(rowid, present) values (?, ?)", (article, chars))
    raw.execute("commit")
    raw.close()


def _articles(library: Path) -> Iterator[tuple[int, str, str, str]]:
    source = sqlite3.connect(library)
    for article, rows in groupby(source.execute(_BLOCKS), itemgetter(0)):
        blocks = list(rows)
        whole = "".join(text for _article, _title, text in blocks)
        title = _tokens([text for _article, is_title, text in blocks if is_title])
        yield article, title, _tokens([text for _article, is_title, text in blocks if not is_title]), " ".join(set(whole))
    source.close()


def _tokens(texts: list[str]) -> str:
    """Overlapping pairs and the last character of each run, words, a mark at the end of each block."""
    out: list[str] = []
    for text in texts:
        for run in _RUN.findall(text.lower()):
            if run.isascii() and run.isalpha():
                out.append(run)
            else:
                out += map(add, run, run[1:])
                out.append(run[-1])
        out.append("|")
    return " ".join(out)

"""Blocks and their words: pieces of source text loaded and laid out, and what is derived from them."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from reader.domain.text import CORRECTED, BlockText, Correction, SourceText, Span, lay_out
from reader.store.stored_json import read_json

One = TypeVar("One")
MANY = 500
"""How many ids go into one `in (…)`; SQLite's floor for bound values is 999."""


class Reads(Protocol):
    """Anything that answers a query with all its rows: a Library, or an Act in the making."""

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""


@dataclass(frozen=True)
class StoredBlock:
    """A block as stored, with its pieces in reading order."""

    id: int
    uuid: str
    article: int | None
    page: int
    position: str
    role: str
    level: int
    language: str | None
    pieces: tuple[Span, ...]
    doubt: int = 0


def where_in(column: str, ids: Sequence[int]) -> str:
    """A condition `column in (…)` of whole numbers, written out."""
    return f"{column} in ({','.join(str(int(i)) for i in ids)})"


def chunks(ids: Iterable[One], size: int = MANY) -> Iterable[list[One]]:
    """`ids` in lists of at most `size`."""
    some = list(ids)
    for at in range(0, len(some), size):
        yield some[at : at + size]


_sources: OrderedDict[tuple[str, int], SourceText] = OrderedDict()
_KEPT = 48


def sources(reads: Reads, ids: Iterable[int], library: str = "") -> dict[int, SourceText]:
    """Source texts by id, with their corrections in order. Texts never change, so they are kept in memory a while."""
    wanted = sorted(set(ids))
    known = {i: _sources[library, i] for i in wanted if library and (library, i) in _sources}
    for some in chunks(i for i in wanted if i not in known):
        sql = f"select id, text, markup, styles from source_text where {where_in('id', some)}"
        for id, text, markup, styles in reads.rows(sql):
            known[id] = SourceText(id, text, _pairs(markup), _pairs(styles))
    if library:
        _keep(library, known)
    fixes: dict[int, list[Correction]] = defaultdict(list)
    for some in chunks(wanted):
        sql = f"""select source_text_id, id, start, end, replacement, author, at from correction
                  where {where_in("source_text_id", some)} order by source_text_id, start, end, id"""
        for source, *values in reads.rows(sql):
            fixes[source].append(Correction(*values))
    return {i: replace(s, corrections=tuple(fixes[i])) if i in fixes else s for i, s in known.items()}


def _keep(library: str, known: dict[int, SourceText]) -> None:
    for id, source in known.items():
        _sources[library, id] = source
        _sources.move_to_end((library, id))
    while len(_sources) > _KEPT:
        _sources.popitem(last=False)


def _pairs(stored: str) -> tuple[Any, ...]:
    return tuple(tuple(entry) for entry in read_json(stored)) if stored != "[]" else ()


def blocks(reads: Reads, condition: str) -> list[StoredBlock]:
    """Blocks that meet an SQL condition on `block`, in order of article and position."""
    sql = f"""select id, uuid, article_id, page_id, position, role, level, language, doubt from block
              where {condition} order by article_id, position, id"""
    rows = reads.rows(sql)
    pieces: dict[int, list[Span]] = defaultdict(list)
    for some in chunks(row[0] for row in rows):
        sql = f"""select block_id, source_text_id, start, end from piece
                  where {where_in("block_id", some)} order by block_id, position, id"""
        for block, source, start, end in reads.rows(sql):
            pieces[block].append(Span(source, start, end))
    return [
        StoredBlock(id, unique, article, page, position, role, level, language, tuple(pieces[id]), doubt)
        for id, unique, article, page, position, role, level, language, doubt in rows
    ]


def words(
    reads: Reads, stored: Sequence[StoredBlock], layer: str = CORRECTED, library: str = ""
) -> dict[int, BlockText]:
    """The words of each block in a layer, by block id."""
    found = sources(reads, {piece.source for block in stored for piece in block.pieces}, library)
    return {block.id: lay_out(block.pieces, found, layer) for block in stored}

"""The blocks and articles that a doubt and its answers speak of, read together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reader.domain.text import SourceText
from reader.store.flags import StoredFlag, chunks_of
from reader.store.library import Library
from reader.store.texts import StoredBlock, blocks, chunks, sources, where_in


@dataclass(frozen=True)
class Doubted:
    """What a doubt speaks of: ids by UUID, the blocks of every article concerned (None: of the furniture, only those
    named) in order, and the source texts they lie on."""

    blocks: dict[str, int]
    articles: dict[str, int]
    order: dict[int | None, list[StoredBlock]]
    sources: dict[int, SourceText]


def doubted(library: Library, flag: StoredFlag) -> Doubted:
    """Read all that a flag's block and answers name; what is gone is left out."""
    named: dict[str, set[str]] = {"block": set(), "article": set()}
    for answer in flag.answers:
        _look(answer.get("acts", []), named)
    block_ids, article_ids = (_ids(library, table, named[table]) for table in ("block", "article"))
    touched = {*block_ids.values(), *([flag.block] if flag.block is not None else [])}
    owners = {*article_ids.values(), *([flag.article] if flag.article is not None else [])}
    loose: list[StoredBlock] = []
    for some in chunks(sorted(touched)):
        for block in blocks(library, where_in("id", some)):
            if block.article is None:
                loose.append(block)
            else:
                owners.add(block.article)
    order: dict[int | None, list[StoredBlock]] = {a: blocks(library, f"article_id = {int(a)}") for a in sorted(owners)}
    order[None] = loose
    held = {piece.source for group in order.values() for block in group for piece in block.pieces}
    return Doubted(block_ids, article_ids, order, sources(library, held, library.uuid))


def _look(value: Any, named: dict[str, set[str]]) -> None:
    if isinstance(value, list):
        for part in value:
            _look(part, named)
    elif isinstance(value, dict):
        for table, found in named.items():
            if table in value:
                found.add(str(value[table]))


def _ids(library: Library, table: str, uuids: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks_of(uuids):
        marks = ",".join("?" * len(some))
        found.update(
            (unique, id) for unique, id in library.rows(f"select uuid, id from {table} where uuid in ({marks})", some)
        )
    return found

"""Where things come from: the source text blocks stand in, why a block has its role, who set a field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.store.library import Library
from reader.store.texts import chunks, where_in


class Owned(NamedTuple):
    """A stretch `[start, end)` of a source text, the block it belongs to and that block's article (None: furniture)."""

    start: int
    end: int
    block: int
    article: int | None
    role: str


@dataclass(frozen=True)
class SourcePage:
    """One immutable source text with the stretches that blocks have of it, in order. `sha256` is that of the file."""

    id: int
    text: str
    name: str
    sha256: str
    owned: tuple[Owned, ...]


@dataclass(frozen=True)
class Origin:
    """Who set a value by hand, and when (ISO)."""

    author: str
    at: str


def source_page(library: Library, id: int) -> SourcePage | None:
    """A source text with its owners; None where there is none."""
    row = library.row(
        """select source_text.text, source.name, source.sha256 from source_text
           join source on source.id = source_text.source_id where source_text.id = ?""",
        (id,),
    )
    if row is None:
        return None
    sql = """select piece.start, piece.end, block.id, block.article_id, block.role from piece
             join block on block.id = piece.block_id where piece.source_text_id = ? order by piece.start"""
    text, name, sha256 = row
    return SourcePage(id, text, name, sha256, tuple(Owned(*found) for found in library.rows(sql, (id,))))


def reasons(library: Library, blocks: Sequence[int]) -> dict[int, str]:
    """The rule that decided each block's role (`person`: somebody did)."""
    found: dict[int, str] = {}
    for some in chunks(blocks):
        found.update(library.rows(f"select id, reason from block where {where_in('id', some)}"))
    return found


def page_of_block(library: Library, block: int) -> int | None:
    """The page a block is printed on."""
    found = library.value("select page_id from block where id = ?", (block,))
    return None if found is None else int(found)


def origins(library: Library, fields: Sequence[int]) -> dict[int, Origin]:
    """Who wrote which value of an article's fields, and when; values that were read have none."""
    sql = """select change.entity_id, act.author, act.at from change join act on act.id = change.act_id
             where change.entity = 'article_field' and change.field = '*' and change.new is not null and {}
             order by change.id"""
    found: dict[int, Origin] = {}
    for some in chunks(fields):
        for id, author, at in library.rows(sql.format(where_in("change.entity_id", some))):
            found[id] = Origin(author, at)
    return found

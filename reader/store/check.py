"""Whether a library is sound: the file's pages, its references, its source texts, and the blocks that partition them."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator

from reader.domain.errors import ReaderError
from reader.domain.words import N_, _
from reader.store.library import Library


def problems(library: Library) -> list[str]:
    """What is wrong, one line each, in the language now set; empty for a sound library."""
    found: list[str] = []
    for part in (_pages, _references, _sources, _pieces):
        try:
            found += part(library)
        except (ReaderError, sqlite3.Error) as error:
            found.append(str(error))
    return found


def _pages(library: Library) -> Iterator[str]:
    for (line,) in library.rows("pragma integrity_check(100)"):
        if line != "ok":
            yield _(N_("the file is damaged: {what}")).format(what=line)


def _references(library: Library) -> Iterator[str]:
    for table, row, parent, _number in library.rows("pragma foreign_key_check"):
        yield _(N_("row {row} of {table} names a {parent} that is not there")).format(
            row=row, table=table, parent=parent
        )


def _sources(library: Library) -> Iterator[str]:
    for id, name, sha in library.rows("select id, name, sha256 from source order by id"):
        packed = library.value("select zlib from source_data where source_id = ?", (id,))
        try:
            sound = packed is not None and hashlib.sha256(zlib.decompress(packed)).hexdigest() == sha
        except zlib.error:
            sound = False
        if not sound:
            yield _(N_("the kept bytes of {name} are not those that were imported")).format(name=name)
    for (id,) in library.rows("select id from source_text order by id"):
        row = library.row("select text, sha256 from source_text where id = ?", (id,))
        if row and hashlib.sha256(row[0].encode("utf-8", "surrogatepass")).hexdigest() != row[1]:
            yield _(N_("source text {id} is not as it was imported")).format(id=id)


def _pieces(library: Library) -> Iterator[str]:
    sql = """select source_text_id, block_id, start, following from (
               select source_text_id, block_id, start, end,
                 lead(start) over (partition by source_text_id order by start, end) as following from piece)
             where following < end"""
    for source, block, start, _following in library.rows(sql):
        yield _(N_("block {block} overlaps another one in source text {source} at {start}")).format(
            block=block, source=source, start=start
        )
    sql = """select highlight_id from highlight_span s join source_text t on t.id = s.source_text_id
             where s.start < 0 or s.end > length(t.text) or s.end < s.start"""
    for (highlight,) in library.rows(sql):
        yield _(N_("highlight {id} lies outside its source text")).format(id=highlight)

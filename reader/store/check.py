"""Whether a library is sound: the file's pages, its references, sources and blocks, and every row of user data."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader.domain.errors import ReaderError
from reader.domain.words import N_, _
from reader.store import hashes, second_copy
from reader.store.library import Library
from reader.store.mending import DamagedRow, damaged_rows


class Findings(NamedTuple):
    """What a check found, in the language now set: `problems` (none in a sound library), the damaged rows among them,
    and `notes` on the second copy, which are no fault of the library."""

    problems: list[str]
    rows: list[DamagedRow]
    notes: list[str]
    repaired: int = 0


def examine(library: Library, copy: Path | None = None) -> Findings:
    """Check everything; of damaged rows say what the second copy holds."""
    found: list[str] = []
    for part in (_pages, _references, _sources, _pieces, _counts):
        try:
            found += part(library)
        except (ReaderError, sqlite3.Error) as error:
            found.append(str(error))
    rows: list[DamagedRow] = []
    notes: list[str] = []
    try:
        told = second_copy.read(copy) if copy is not None and copy.exists() else None
        notes = _notes(told)
        rows = damaged_rows(library, told)
    except (ReaderError, sqlite3.Error) as error:
        found.append(str(error))
    return Findings(found + [row.words for row in rows], rows, notes)


def problems(library: Library) -> list[str]:
    """What is wrong, one line each, in the language now set; empty for a sound library."""
    return examine(library).problems


_OF_ROWS = ("CHECK constraint failed", "from index", "non-unique entry", "wrong # of entries", "NULL value in")
"""What SQLite says of rows and indexes in pages that are sound themselves."""


def page_faults(library: Library) -> bool:
    """Whether the file itself is damaged, so that nothing should be written to it any more."""
    try:
        lines = [str(line) for (line,) in library.rows("pragma integrity_check(100)")]
    except (ReaderError, sqlite3.Error):
        return True
    return any(line != "ok" and not any(known in line for known in _OF_ROWS) for line in lines)


def copy_faults(copy: Path) -> bool:
    """Whether lines of a second copy are damaged."""
    try:
        return bool(second_copy.read(copy).faults)
    except ReaderError:
        return True


def _notes(told: second_copy.Read | None) -> list[str]:
    if told is None:
        return [_(N_("There is no second copy of the marks yet; it is written with the next step."))]
    return [
        _(N_("Line {number} of the second copy is damaged; `check --repair` begins a new one.")).format(number=number)
        for number, _code in told.faults
    ]


def _counts(library: Library) -> Iterator[str]:
    for issue, table, written, there in hashes.miscounted(library.db().conn):
        yield _(N_("issue {issue} should have {written} rows of {table}; there are {there}")).format(
            issue=issue, table=table, written=written, there=there
        )


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

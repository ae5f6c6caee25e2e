"""How an export will begin: its first entries really written in the format, into a folder that is thrown away."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from reader.commands.exporting import heeded, options_from
from reader.commands.gathering import Wanted, beginning, count, gather, passages
from reader.commands.session import Session
from reader.domain.errors import Stopped
from reader.exports.formats import Format, find_format

ENTRIES = 3
"""How many entries of an export a preview writes."""
_MOST_BYTES = 60_000
_MOST_ROWS = 40
_READING = "markdown"
_TABLES = {"csv", "xlsx"}
_AS_TEXT = {".md", ".txt", ".json", ".jsonld", ".csv", ".ris", ".bib", ".xml", ".qdc", ".ttl", ".rdf"}
_TEXT_FILES = (".md", ".txt", ".xml", ".json")


class Beginning(NamedTuple):
    """The beginning of an export.

    `kind` is `text` (the file as it is), `reading` (Markdown of the same words, for formats that are no text), or
    `table` (`rows`, the header first). `files` names the files of a folder. `entries` and `passages` count the whole export.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    files: tuple[str, ...] = ()
    entries: int = 0
    passages: int = 0


def begin(
    session: Session, name: str, wanted: Wanted, options: Mapping[str, Any], title: str = "",
    stopped: Callable[[], bool] = lambda: False,
) -> Beginning:  # fmt: skip
    """Write the first entries in the format called `name` and read them back.

    Raises Stopped once `stopped` says so, ReaderError where the format cannot write.
    """
    one = find_format(name)
    read = heeded(options_from(options), one)
    entries = count(session, wanted, read)
    marked = passages(session, wanted)
    if not entries:
        return Beginning("text")
    few = beginning(session, wanted, read, ENTRIES)

    def tick(_done: int) -> None:
        if stopped():
            raise Stopped

    def written(format: Format, folder: Path) -> Path:
        out = folder / f"preview{format.extension}"
        format.write(gather(session, few, title, read), out, tick)
        return out

    with tempfile.TemporaryDirectory(prefix="pressmark-preview-") as made:
        folder = Path(made)
        if one.name in _TABLES:
            rows = _rows(written(find_format("csv"), folder))
            return Beginning("table", rows=rows, entries=entries, passages=marked)
        if one.kind == "folder":
            text, files = _folder(written(one, folder))
            return Beginning("text", text, files=files, entries=entries, passages=marked)
        if one.extension in _AS_TEXT:
            return Beginning("text", _head(written(one, folder)), entries=entries, passages=marked)
        text = _head(written(find_format(_READING), folder))
        return Beginning("reading", text, entries=entries, passages=marked)


def _head(path: Path) -> str:
    with path.open("rb") as file:
        read = file.read(_MOST_BYTES)
    text = read.decode("utf-8-sig", "ignore")
    return text + ("\n…" if path.stat().st_size > _MOST_BYTES else "")


def _rows(path: Path) -> tuple[tuple[str, ...], ...]:
    text = _head(path).replace("\r\n", "\n")
    return tuple(tuple(row) for row in islice(csv.reader(io.StringIO(text)), _MOST_ROWS + 1))


def _folder(path: Path) -> tuple[str, tuple[str, ...]]:
    """The first text of a folder, and the names of its files."""
    found = sorted(p for p in path.rglob("*") if p.is_file())
    names = tuple(p.relative_to(path).as_posix() for p in found)
    first = next((p for ending in _TEXT_FILES for p in found if p.suffix == ending), None)
    return (_head(first) if first else "", names)

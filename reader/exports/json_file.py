"""JSON: the complete form, documented in `docs/exchange.md`, with the schema `resources/exchange/pressmark-1.schema.json`.

`articles` is for people's programs: each article with its words, marks and their evidence. `records` is every row of
user data by permanent ids, from which Pressmark makes the same library again. One value a line, LF, UTF-8.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.documents import article_document
from reader.exports.formats import Format
from reader.exports.selection import Selection, Tick, ignore

VERSION = 1
"""The version of this form; a reader refuses a higher one."""


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one JSON document."""
    made = selection.provenance
    head = {
        "format": "pressmark",
        "version": VERSION,
        "made": {"at": made.made, "by": made.author, "device": made.device, "program": f"{made.program} {made.version}".strip()},
        "library": {"uuid": made.library, "name": made.library_name},
        "title": selection.title,
        "whole": selection.whole,
        "colours": dict(selection.colours),
    }  # fmt: skip
    with replacing(out) as file:
        file.write(b"{\n")
        for name, value in head.items():
            file.write(f"{dump(name)}: {dump(value)},\n".encode())

        def articles() -> Iterable[Any]:
            for number, entry in enumerate(selection.entries, start=1):
                yield article_document(entry, selection)
                tick(number)

        write_array(file, "articles", articles())
        file.write(b",\n")
        write_array(file, "records", selection.records())
        file.write(b"\n}\n")


def write_array(file: BinaryIO, name: str, values: Iterable[Any]) -> None:
    """Write `"name": [...]`, one value a line, as they come."""
    file.write(f"{dump(name)}: [".encode())
    before = "\n"
    for value in values:
        file.write(f"{before}{dump(value)}".encode())
        before = ",\n"
    file.write(b"\n]")


_UNSAFE = re.compile("[\u2028\u2029\ud800-\udfff]")
"""What old JavaScript takes for line ends, and what is no Unicode text."""


def dump(value: Any) -> str:
    """A value as JSON on one line that any reader takes: no lone surrogates, no line ends of old JavaScript."""
    words = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", words)


FORMAT = Format("json", N_("JSON, complete"), ".json", "file", write)

"""A bundle for a colleague as a file: a ZIP of plain lines, each member with its SHA-256 in the manifest.

`manifest.json` says whose it is, `operations.jsonl` what was done, `issues.jsonl` on which issues, and `sources/` holds
the files these came in.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from reader.exports.atomic import replacing

FORMAT, VERSION, ENDING = "pressmark-bundle", 1, ".pressmark-bundle"
_STAMP = (1980, 1, 1, 0, 0, 0)

Value = dict[str, Any]


def write_bundle(
    out: Path, head: Value, operations: Iterable[Value], issues: Iterable[Value], sources: Iterable[tuple[str, bytes]],
    tick: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Write a bundle whole or not at all. `head` goes into the manifest; `sources` are (SHA-256, bytes).

    The same content makes the same bytes. Raises ReaderError where `out` cannot be written.
    """
    members: list[Value] = []
    with replacing(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, parts in (("operations.jsonl", _lines(operations)), ("issues.jsonl", _lines(issues))):
            members.append(_add(archive, name, parts, tick))
        for sha256, data in sources:
            members.append(_add(archive, f"sources/{sha256}", iter([data]), tick))
        manifest = {"format": FORMAT, "version": VERSION, **head, "members": members}
        _add(archive, "manifest.json", iter([json.dumps(manifest, ensure_ascii=False, indent=1).encode()]), tick)


def _lines(values: Iterable[Value]) -> Iterator[bytes]:
    for value in values:
        yield json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _add(archive: zipfile.ZipFile, name: str, parts: Iterator[bytes], tick: Callable[[], None]) -> Value:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    made, size = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=True) as member:
        for part in parts:
            tick()
            member.write(part)
            made.update(part)
            size += len(part)
    return {"name": name, "size": size, "sha256": made.hexdigest()}

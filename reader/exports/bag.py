"""BagIt 1.0 (RFC 8493): the files as they came, their texts, the marks on them and what was done, all proven by hashes.

`data/sources` has the imported files byte for byte, `data/texts` the source texts that offsets count in,
`data/annotations` the complete JSON and the Web Annotations, `data/metadata/premis.xml` objects, events and agents. Manifests
are SHA-256 and SHA-512, of the payload and of the bag's own files.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reader.domain.words import N_, _
from reader.exports import json_file, web_annotation
from reader.exports.atomic import new_folder, safe_name, unique_name
from reader.exports.formats import Format
from reader.exports.premis import Kept, premis
from reader.exports.selection import Selection, Tick, ignore

ALGORITHMS = ("sha256", "sha512")
_LOST = N_("Files whose bytes the library does not hold, or not as they came: {count}. Their texts are in the bag.")
_README = N_(
    "A bag made by Pressmark (BagIt 1.0). sources: the files as they were imported. texts: what was read from them, which the offsets of "
    "annotations count in (Unicode code points). annotations: everything as JSON, and as W3C Web Annotations. "
    "metadata/premis.xml: what was done, when, and by whom."
)


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one bag."""
    with new_folder(out) as folder:
        data = folder / "data"
        for name in ("sources", "texts", "annotations", "metadata"):
            (data / name).mkdir(parents=True)
        kept = list(_payload(selection, data))
        json_file.write(selection, data / "annotations" / "pressmark.json", lambda _n: tick(0))
        web_annotation.write(selection, data / "annotations" / "annotations.jsonld", tick)
        _put(data / "metadata" / "premis.xml", premis(selection, kept))
        _put(data / "README.txt", _(_README) + "\n")
        _seal(folder, selection, kept)


def _payload(selection: Selection, data: Path) -> Iterator[Kept]:
    """Write files and texts; what was kept of each."""
    taken: set[str] = set()
    for record in selection.records():
        if record["entity"] == "source":
            yield _source(selection, data, record, taken)
        elif record["entity"] == "source_text":
            name = f"texts/{safe_name(str(record['uuid']), '.txt')}"
            written = str(record["text"]).encode("utf-8", "replace")
            (data / name).write_bytes(written)
            yield _kept(record, name, written)


def _source(selection: Selection, data: Path, record: Mapping[str, Any], taken: set[str]) -> Kept:
    encoded = record.get("data")
    written = base64.b64decode(encoded) if encoded else selection.sources.data(str(record["uuid"]))
    if hashlib.sha256(written).hexdigest() != record["sha256"]:
        selection.notices.add(_LOST)
        if not written:
            return Kept({**record, "data": None}, "", {})
    given = Path(str(record["name"]))
    ending = given.suffix if given.suffix[1:].isascii() and given.suffix[1:].isalnum() and len(given.suffix) < 9 else ""
    name = unique_name(safe_name(given.stem if ending else str(record["name"]), ending, "source"), taken)
    (data / "sources" / name).write_bytes(written)
    return _kept(record, f"sources/{name}", written)


def _kept(record: Mapping[str, Any], name: str, data: bytes) -> Kept:
    hashes = {algorithm: hashlib.new(algorithm, data).hexdigest() for algorithm in ALGORITHMS}
    slim = {key: value for key, value in record.items() if key not in {"data", "text", "markup", "styles"}}
    return Kept(slim, f"data/{name}", hashes, len(data))


# ---- the bag's own files


def _seal(folder: Path, selection: Selection, kept: list[Kept]) -> None:
    files = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    _put(folder / "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    _put(folder / "bag-info.txt", "".join(f"{name}: {line}\n" for name, value in _info(selection, files) if (line := _line(value))))
    _manifests(folder, "manifest", files)
    _manifests(folder, "tagmanifest", sorted(path for path in folder.iterdir() if path.is_file()))


def _info(selection: Selection, files: list[Path]) -> Iterator[tuple[str, str]]:
    made = selection.provenance
    issues = [record for record in selection.records() if record["entity"] == "issue"]
    for name in dict.fromkeys(str(issue.get("repository") or "") for issue in issues):
        yield "Source-Organization", name
    yield "Contact-Name", made.author
    yield "External-Description", selection.title
    yield "Bagging-Date", made.made[:10]
    for issue in issues:
        yield "External-Identifier", f"urn:uuid:{issue['uuid']}"
    for mark in dict.fromkeys(str(issue.get("shelfmark") or "") for issue in issues):
        yield "Internal-Sender-Description", mark
    yield "Internal-Sender-Identifier", f"urn:uuid:{made.library}" if made.library else ""
    yield "Bag-Software-Agent", f"{made.program} {made.version}".strip()
    yield "Payload-Oxum", f"{sum(path.stat().st_size for path in files)}.{len(files)}"


def _manifests(folder: Path, kind: str, files: Iterable[Path]) -> None:
    chosen = list(files)
    for algorithm in ALGORITHMS:
        lines = [f"{_hash(path, algorithm)}  {path.relative_to(folder).as_posix()}\n" for path in chosen]
        _put(folder / f"{kind}-{algorithm}.txt", "".join(lines))


def _hash(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def _put(path: Path, words: str) -> None:
    path.write_bytes(words.encode("utf-8", "replace"))


def _line(value: str) -> str:
    """A value on one line: no second label can hide in it."""
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())


FORMAT = Format("bagit", N_("Archival bag (BagIt)"), "", "folder", write, heeds=("notes", "comments", "layer", "context"))

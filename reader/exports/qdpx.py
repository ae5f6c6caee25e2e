"""REFI-QDA project (.qdpx, standard 1.0 of 2019): for NVivo, ATLAS.ti, MAXQDA, QualCoder, and back into Pressmark.

`project.qde`: a `TextSource` is a source text whole (guid: its permanent id), printed as it came, its file
`Sources/GUID.txt` UTF-8 without byte order mark, LF only. A highlight is a `PlainTextSelection` (guid: its permanent id;
further stretches: `derived(id, "span N")`), positions in code points, end exclusive, its name the quote, its
`Description` the comment, one `Coding` a tag and one for its colour. A `Case` is an article (guid: its id) with its
tags, sources, selections and variables; its note is a `Note` (guid `derived(id, "note")`) that the source refers to.

`pressmark.json` beside it holds what REFI-QDA has no place for: files, structure, corrections, and of each highlight its
exact stretches and the words around it. Other programs leave it alone; the marks themselves are read from the project.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.formats import Format
from reader.exports.json_file import dump, write_array
from reader.exports.markup import guid
from reader.exports.qda_project import Project
from reader.exports.selection import Selection, Tick, ignore
from reader.exports.spool import Spool


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one project."""
    with replacing(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, Spool() as spool:
        project = Project(selection, spool)
        for number, entry in enumerate(selection.entries, start=1):
            project.take(entry.article)
            tick(number)
        with archive.open(_member("project.qde"), "w", force_zip64=True) as one:
            project.write(cast(BinaryIO, one))
        for id, text in project.texts():
            with archive.open(_member(f"Sources/{guid(text.uuid)}.txt"), "w") as one:
                source = selection.sources.text(id)
                one.write((source.text if source else "").encode("utf-8", "replace"))
        with archive.open(_member("pressmark.json"), "w", force_zip64=True) as one:
            _write_rest(cast(BinaryIO, one), selection, project)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _write_rest(out: BinaryIO, selection: Selection, project: Project) -> None:
    """What the project has no place for, one record a line."""
    head = {"format": "pressmark-qdpx", "version": 1, "whole": selection.whole, "articles": list(project.articles)}
    out.write(b"{\n")
    for name, value in head.items():
        out.write(f"{dump(name)}: {dump(value)},\n".encode())
    write_array(out, "records", _rest(selection, project))
    out.write(b"\n}\n")


def _rest(selection: Selection, project: Project) -> Iterator[Mapping[str, Any]]:
    for record in selection.records():
        entity = record["entity"]
        if entity == "highlight" and record["uuid"] in project.marks:
            yield {name: record[name] for name in ("entity", "uuid", "quote", "prefix", "suffix", "spans")}
        elif not (
            (entity == "highlight_tag" and record["highlight"] in project.marks)
            or (entity in {"article_tag", "note"} and record["article"] in project.articles)
        ):
            yield record


FORMAT = Format("qdpx", N_("REFI-QDA project (.qdpx)"), ".qdpx", "file", write, heeds=("notes", "comments", "passages", "citation"))

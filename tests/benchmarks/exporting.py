"""Exports of many highlights in every format: time against the bare library writing the same content, and memory.

Each export runs in a process of its own. The baseline reads an export back with a library for its kind and times that
library writing it again: no database, no evidence to gather.
"""

from __future__ import annotations

import csv
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, Scale, milliseconds
from tests.benchmarks.made import copied_library

PER_ARTICLE = 20
NOTHING = "-"
_WORTH_A_PROCESS = 1_000


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """Every format that is there, on a library of `scale.marks` highlights."""
    path, count = marked_library(folder / "l.pressmark", scale.marks)
    # At toy size in this process: twenty starts would cost more than the exports.
    run_one = _alone if scale.marks >= _WORTH_A_PROCESS else _export
    base = run_one(path, NOTHING, folder / "nothing")
    for name, ending in formats():
        out = folder / f"out-{name}{ending}"
        run = run_one(path, name, out)
        bare = BARE.get(name, _copy)(out)
        note = f"{count:,} highlights, {_size(out) / 1e6:.1f} MB"
        yield Figure(f"export {name}", run["seconds"] * 1000, "ms", bare, note=note)
        yield Figure(f"memory of {name}", max(0.0, run["peak"] - base["peak"]), "MB")
        shutil.rmtree(out) if out.is_dir() else out.unlink()


def formats() -> list[tuple[str, str]]:
    """The names of all formats that can write here, and their endings."""
    from reader.exports.formats import every_format

    return [(one.name, one.extension) for one in every_format() if one.available]


def marked_library(path: Path, marks: int) -> tuple[Path, int]:
    """A library with so many highlights on its paragraphs, and how many they are."""
    articles = max(20, marks // PER_ARTICLE)
    copied_library(path, articles, chars=600).close()
    raw = sqlite3.connect(path)
    pieces = raw.execute(
        """select p.id, p.source_text_id, p.start, p.end from piece p join block b on b.id = p.block_id
           where b.role = 'paragraph' and p.position = 0 order by p.id"""
    ).fetchall()
    raw.executemany("insert into highlight (id, uuid, colour, comment, quote, author, created) values (?, ?, ?, ?, ?, 'me', '2026-11-28T10:00:00Z')", _marks(raw, pieces, marks))  # fmt: skip
    raw.executemany("insert into highlight_span (highlight_id, position, source_text_id, start, end) values (?, 0, ?, ?, ?)", _spans(pieces, marks))  # fmt: skip
    raw.execute("insert into highlight_tag (uuid, highlight_id, tag_id) select 'ht-' || id, id, 1 + id % 10 from highlight where id % 2")
    raw.commit()
    count = int(raw.execute("select count(*) from highlight").fetchone()[0])
    raw.close()
    return path, count


def _spans(pieces: list[tuple[int, int, int, int]], marks: int) -> Iterator[tuple[int, int, int, int]]:
    """(id, source text, start, end) of highlights of four characters, five apart, spread over all paragraphs."""
    each = -(-marks // len(pieces))
    id = 0
    for _piece, text, start, end in pieces:
        for n in range(each):
            if id < marks and start + 5 * n + 4 <= end:
                id += 1
                yield id, text, start + 5 * n, start + 5 * n + 4


def _marks(raw: sqlite3.Connection, pieces: list[tuple[int, int, int, int]], marks: int) -> Iterator[tuple[Any, ...]]:
    texts: dict[int, str] = {}
    for id, text, start, end in _spans(pieces, marks):
        if text not in texts:
            texts = {text: raw.execute("select text from source_text where id = ?", (text,)).fetchone()[0]}
        unique = f"00000000-0000-4000-8000-{id:012x}"
        yield id, unique, ("yellow", "blue", "green")[id % 3], f"评注 {id}", texts[text][start:end]


# ---- one export in a process of its own


def _alone(library: Path, name: str, out: Path) -> dict[str, float]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.exporting", str(library), name, str(out)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(told.stdout)
    return found


def _export(library: Path, name: str, out: Path) -> dict[str, float]:
    """Export the whole library; seconds and the peak of memory in MB."""
    from reader.commands.opening import open_session
    from reader.domain.views import Listing

    session = open_session(library)
    articles = list(session.ids(Listing("all")))
    begun = time.perf_counter()
    if name == NOTHING:
        session.article(articles[0])
    else:
        session.do("export.write", format=name, out=out, articles=articles, title="bench")
    seconds = time.perf_counter() - begun
    session.close()
    return {"seconds": seconds, "peak": _peak()}


def _peak() -> float:
    """The most memory this process had, in MB; `ru_maxrss` would count what its parent had when it began."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return float(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size(out: Path) -> int:
    files = [one for one in out.rglob("*") if one.is_file()] if out.is_dir() else [out]
    return sum(one.stat().st_size for one in files)


# ---- the bare libraries


def _written_again(out: Path, write: Callable[[Path], object]) -> float:
    again = out.with_name("again")
    took = milliseconds(lambda: write(again))
    shutil.rmtree(again) if again.is_dir() else again.unlink(missing_ok=True)
    return took


def _copy(out: Path) -> float:
    """Where no library is told: the files copied."""
    return _written_again(out, lambda again: shutil.copytree(out, again) if out.is_dir() else shutil.copyfile(out, again))


def _csv(out: Path) -> float:
    csv.field_size_limit(sys.maxsize)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))

    def write(again: Path) -> None:
        with again.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)

    return _written_again(out, write)


def _xlsx(out: Path) -> float:
    import openpyxl
    import xlsxwriter

    book = openpyxl.load_workbook(out, read_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()

    def write(again: Path) -> None:
        with xlsxwriter.Workbook(again, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)

    return _written_again(out, write)


def _json(out: Path) -> float:
    document = json.loads(out.read_text(encoding="utf-8"))
    return _written_again(out, lambda again: again.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8"))


def _xml(out: Path) -> float:
    from lxml import etree

    tree = etree.parse(out, etree.XMLParser(huge_tree=True))
    return _written_again(out, lambda again: tree.write(again, encoding="UTF-8", xml_declaration=True))


def _zip(out: Path) -> float:
    with zipfile.ZipFile(out) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    def write(again: Path) -> None:
        with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)

    return _written_again(out, write)


def _ris(out: Path) -> float:
    import rispy

    records = rispy.loads(out.read_text(encoding="utf-8"))
    return _written_again(out, lambda again: again.write_text(rispy.dumps(records), encoding="utf-8"))


def _bib(out: Path) -> float:
    from pybtex.database import parse_file

    known = parse_file(str(out), "bibtex")
    return _written_again(out, lambda again: again.write_text(known.to_string("bibtex"), encoding="utf-8"))


def _bag(out: Path) -> float:
    def write(again: Path) -> None:
        subprocess.run([sys.executable, "-W", "ignore", "-m", "bagit", "--sha256", "--sha512", str(again)], check=True, capture_output=True)

    again = out.with_name("again")
    shutil.copytree(out / "data", again)
    took = milliseconds(lambda: write(again))
    shutil.rmtree(again)
    return took


BARE: dict[str, Callable[[Path], float]] = {
    "csv": _csv, "xlsx": _xlsx, "json": _json, "jsonld": _json, "csl-json": _json, "tei": _xml, "dc": _xml, "qdc": _xml,
    "qdpx": _zip, "docx": _zip, "odt": _zip, "ris": _ris, "bibtex": _bib, "biblatex": _bib, "bagit": _bag,
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(_export(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))))

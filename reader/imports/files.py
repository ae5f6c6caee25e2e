"""Files from disk, folders and ZIP archives as `RawFile`; one bad file never stops the others."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from reader.domain.errors import ReaderError
from reader.domain.reading import RawFile, RawPage
from reader.domain.words import N_
from reader.imports.archives import Member, open_members
from reader.imports.encodings import decode
from reader.imports.lines import read_text
from reader.imports.names import Stated, stated_by_front, stated_by_path

FORMATS: tuple[tuple[str, str], ...] = (
    (".md", N_("Markdown")),
    (".markdown", N_("Markdown")),
    (".txt", N_("Plain text")),
    (".text", N_("Plain text")),
    (".zip", N_("ZIP archive of such files")),
)
LARGEST = 512 * 1024 * 1024
_MARKDOWN = {".md", ".markdown", ".mkd", ".mdown"}
_SCANS = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".jp2", ".gif", ".webp", ".bmp"}
_OTHER_KINDS = {
    ".json", ".jsonld", ".xml", ".html", ".htm", ".xhtml", ".hocr", ".csv", ".tsv", ".xlsx", ".docx", ".odt", ".rtf",
    ".pdf", ".epub", ".djvu", ".qdpx", ".py", ".js", ".css", ".svg", ".db", ".sqlite", ".pressmark",
}  # fmt: skip
_JUNK = {"thumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin", "system volume information"}


class Found(NamedTuple):
    """One file that was come upon: read (`file`) or not (`error`), with the member's name where it is in a ZIP."""

    path: str
    member: str | None = None
    file: RawFile | None = None
    error: ReaderError | None = None


def read_bytes(name: str, data: bytes, encoding: str | None = None) -> RawFile:
    """Read a file's bytes; `name` may hold folders (`/` between), which count as hints; `encoding`: a person's choice.

    Raises ReaderError where it is empty, no text, too large or undecodable. `warnings` are codes with parameters
    (`damaged-bytes:12,40` names lines where U+FFFD stands for bytes that are no character).
    """
    _check_size(len(data), name)
    _check_kind(name)
    decoded = decode(data, encoding, name)
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    read = read_text(decoded.text, True if Path(base).suffix.lower() in _MARKDOWN else None)
    by_front, hints = stated_by_front(read.front)
    stated = by_front.or_else(stated_by_path(name))
    lines = ",".join(map(str, decoded.damaged[:20]))
    return RawFile(
        name=base,
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        format="markdown" if read.marked else "text",
        encoding=decoded.encoding,
        encoding_how=decoded.how,
        pages=_label_single(read.pages, stated),
        newspaper=stated.newspaper,
        date=stated.date,
        edition=stated.edition,
        hints=hints,
        warnings=(f"damaged-bytes:{lines}",) if decoded.damaged else (),
    )


def _label_single(pages: tuple[RawPage, ...], stated: Stated) -> tuple[RawPage, ...]:
    """A file of one page that prints no label takes the one its name or front matter states."""
    if len(pages) != 1 or (pages[0].label is not None and pages[0].name is not None):
        return pages
    page = pages[0]
    return (replace(page, label=page.label or stated.page, name=page.name or stated.page_name),)


def read_path(path: str | Path, encoding: str | None = None) -> RawFile:
    """Read one file from disk. Raises ReaderError as `read_bytes` does, and where it cannot be opened."""
    path = Path(path)
    return read_bytes(path.absolute().as_posix(), _load(path), encoding)


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ReaderError(N_("{path} is no file."), N_("Choose files, folders or ZIP archives."), path=path)
            _check_size(status.st_size, str(path))
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise ReaderError(N_("{path} does not exist."), N_("Check the name and the folder."), path=path) from error
    except PermissionError as error:
        raise ReaderError(
            N_("{path} may not be read."), N_("Ask its owner for permission, or copy it."), path=path
        ) from error
    except (OSError, ValueError) as error:
        raise ReaderError(
            N_("{path} cannot be read: {reason}."),
            N_("Check the drive or the network folder and try again."),
            path=path,
            reason=getattr(error, "strerror", None) or error,
        ) from error


def _check_kind(name: str) -> None:
    """Files of a known kind that is neither Markdown nor plain text are not read as if they were."""
    suffix = Path(name).suffix.lower()
    if suffix in _OTHER_KINDS:
        raise ReaderError(
            N_("{path}: files of the kind {kind} are not read."),
            N_("Import its text as Markdown (.md) or plain text (.txt)."),
            path=name,
            kind=suffix,
        )


def _check_size(size: int, name: str) -> None:
    if size > LARGEST:
        raise ReaderError(
            N_("{path} is too large: {size} MB; at most {limit} MB are read."),
            N_("Split it into issues or pages first."),
            path=name,
            size=size // 1_000_000,
            limit=LARGEST // 1_000_000,
        )


def gather(paths: Iterable[str | Path], encoding: str | None = None) -> Iterator[Found]:
    """Read files, folders (with all below them, in natural order) and ZIP archives, one `Found` a file.

    Hidden files and junk are passed over, and so are scans in folders and archives: they are attached to pages.
    """
    for given in paths:
        path = Path(given)
        for file in _walk(path) if path.is_dir() else (path,):
            if file.suffix.lower() == ".zip":
                yield from _archive(file, encoding)
            else:
                yield _one(file, encoding)


def _one(path: Path, encoding: str | None) -> Found:
    try:
        return Found(str(path), None, read_path(path, encoding))
    except ReaderError as error:
        return Found(str(path), None, None, error)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder, onerror=None):
        folders[:] = sorted((f for f in folders if not _is_junk(f)), key=natural_key)
        for name in sorted(files, key=natural_key):
            if not _is_junk(name) and not _is_scan(name):
                yield Path(root, name)


def _archive(path: Path, encoding: str | None) -> Iterator[Found]:
    try:
        with open_members(path) as members:
            for member in sorted(members, key=lambda m: natural_key(m.name)):
                if not any(map(_is_junk, member.name.split("/"))) and not _is_scan(member.name):
                    yield _member(path, member, encoding)
    except ReaderError as error:
        yield Found(str(path), None, None, error)


def _member(path: Path, member: Member, encoding: str | None) -> Found:
    try:
        data = member.read(LARGEST)
        name = f"{path.absolute().with_suffix('').as_posix()}/{member.name}"
        return Found(str(path), member.name, read_bytes(name, data, encoding))
    except ReaderError as error:
        return Found(str(path), member.name, None, error)


def _is_junk(name: str) -> bool:
    if name in {".", ".."}:
        return False
    return name.startswith((".", "~$")) or name.lower() in _JUNK or name.endswith(("~", ".tmp", ".part"))


def _is_scan(name: str) -> bool:
    return Path(name).suffix.lower() in _SCANS


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sorts `p2` before `p10`: runs of digits compare as numbers, the rest without case."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return [(0, int(p), "") if p.isdigit() and p.isascii() else (1, 0, p.casefold()) for p in parts] + [(-1, 0, name)]

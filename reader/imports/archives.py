"""ZIP archives read safely: by stream, with budgets, nothing ever unpacked to disk.

Limits (reliability.md C7): 10,000 members, 4 GB in all, 200 times its packed size beyond 10 MB, no archive in
an archive. Names that leave the folder, links, duplicates, encrypted and overlapping members are refused.
"""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.imports.frequency import rate

MOST_MEMBERS = 10_000
MOST_BYTES = 4 * 1024**3
_RATIO, _RATIO_FROM = 200, 10 * 1024 * 1024
_STEP = 1 << 20
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1


class _Budget:
    """Bytes that may still be unpacked from one archive."""

    def __init__(self) -> None:
        self.left = MOST_BYTES


class Member:
    """One file in an archive; `name` is its path with `/`, `refusal` says why it must not be read, if so."""

    def __init__(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget, refusal: ReaderError | None
    ) -> None:
        self.name, self.refusal = name, refusal
        self._archive, self._info, self._budget = archive, info, budget

    def read(self, limit: int) -> bytes:
        """The member's bytes, at most `limit`. Raises ReaderError where it is refused, damaged or too large."""
        if self.refusal is not None:
            raise self.refusal
        parts, size = [], 0
        try:
            with self._archive.open(self._info) as stream:
                while part := stream.read(_STEP):
                    size += len(part)
                    self._check(size, len(part), limit)
                    parts.append(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise _refuse(N_("{path} in the archive is damaged or packed in an unknown way."), self.name) from error
        return b"".join(parts)

    def _check(self, size: int, step: int, limit: int) -> None:
        self._budget.left -= step
        packed = max(1, self._info.compress_size)
        if size > limit or self._budget.left < 0 or (size > _RATIO_FROM and size > packed * _RATIO):
            raise _refuse(N_("{path} in the archive unpacks to far more than it should."), self.name)


@contextmanager
def open_members(path: Path) -> Iterator[list[Member]]:
    """The files in the archive at `path`, while it is open. Raises ReaderError where it is no sound ZIP."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise ReaderError(N_("{path} does not exist."), N_("Check the name and the folder."), path=path) from error
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _refuse(N_("{path} is no readable ZIP archive."), str(path)) from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MOST_MEMBERS:
            raise _refuse(N_("{path} holds more files than an archive of newspapers should."), str(path))
        if _overlap(infos):
            raise _refuse(N_("{path} is put together wrongly: files in it overlap."), str(path))
        yield _members(archive, infos)


def _refuse(message: str, name: str) -> ReaderError:
    return ReaderError(message, N_("Unpack it with another program, look at it, and import the folder."), path=name)


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    ordered = sorted(infos, key=lambda info: info.header_offset)
    return any(
        first.header_offset + 30 + first.compress_size > second.header_offset for first, second in pairwise(ordered)
    )


def _members(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> list[Member]:
    budget, seen, members = _Budget(), set(), []
    for info, name in zip(infos, member_names(infos), strict=True):
        key = unicodedata.normalize("NFC", name).casefold()
        refusal = _refusal(info, name) or (
            _refuse(N_("{path} is in the archive twice."), name) if key in seen else None
        )
        seen.add(key)
        members.append(Member(archive, info, name, budget, refusal))
    return members


def _refusal(info: zipfile.ZipInfo, name: str) -> ReaderError | None:
    raw = info.orig_filename
    if raw.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", raw) or ".." in re.split(r"[/\\]", raw) or "\0" in raw:
        return _refuse(N_("{path} in the archive has a name that leads out of its folder."), name)
    if info.create_system == 3 and stat.S_ISLNK(info.external_attr >> 16):
        return _refuse(N_("{path} in the archive is a link, not a file."), name)
    if info.flag_bits & _ENCRYPTED_FLAG:
        return _refuse(N_("{path} in the archive is encrypted."), name)
    if name.lower().endswith(".zip"):
        return _refuse(N_("{path} is an archive in an archive."), name)
    return None


def member_names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The members' names; those not flagged as UTF-8 are read as UTF-8, GB18030 or Big5, whichever fits best.

    Chinese archives of old wrote names in the system's encoding; `zipfile` takes them for code page 437.
    """
    raw = [None if i.flag_bits & _UTF8_FLAG else i.orig_filename.encode("cp437", "replace") for i in infos]
    joined = b"\n".join(name for name in raw if name is not None)
    encoding = _names_encoding(joined)
    return [
        (info.orig_filename if name is None else name.decode(encoding, "replace")).replace("\\", "/")
        for info, name in zip(infos, raw, strict=True)
    ]


def _names_encoding(joined: bytes) -> str:
    if joined.isascii():
        return "ascii"
    rated = []
    for encoding, bonus in (("utf-8", 2.0), ("gb18030", 0.1), ("big5hkscs", 0.0), ("cp932", 0.0)):
        try:
            rated.append((rate(joined.decode(encoding)) + bonus, encoding))
        except UnicodeDecodeError:
            continue
    best = max(rated, default=(0.0, "cp437"))
    return best[1] if best[0] > 0.2 else "cp437"

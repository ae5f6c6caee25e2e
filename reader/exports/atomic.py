"""Files written whole or not at all, and names that every file system takes.

A temporary file (or folder) in the same folder is written, forced to disk, renamed over the old one, and the folder forced
to disk; whatever goes wrong, the old file stays and the temporary one goes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reader.domain.errors import ReaderError
from reader.domain.words import N_

LONGEST_NAME = 150
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM\d|LPT\d)", re.IGNORECASE)
_FORBIDDEN = set('/\\:*?"<>|')


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `path` when the block ends without an error.

    A link is followed, the old file's mode kept. Raises ReaderError where the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
        number, name = tempfile.mkstemp(prefix=".pressmark-", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _take_mode(temporary, target)
        os.replace(temporary, target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise _told(error, path) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


_SYNCED_ONE_BY_ONE = 500


@contextlib.contextmanager
def new_folder(path: str | Path) -> Iterator[Path]:
    """A folder that becomes `path` when the block ends without an error; until then it stands beside it.

    Raises ReaderError where something is there already (an empty folder may be), or where it cannot be written.
    """
    target = Path(os.path.abspath(path))
    made: Path | None = None
    try:
        if target.exists() and not (target.is_dir() and not any(target.iterdir())):
            raise ReaderError(
                N_("{path} is there already."), N_("Choose another name: nothing is overwritten or added to."), path=path
            )
        made = Path(tempfile.mkdtemp(prefix=".pressmark-", suffix=".tmp", dir=target.parent))
        _open_to_all(made)
        yield made
        _sync_files(made)
        if target.exists():
            target.rmdir()
        os.rename(made, target)
        made = None
        _sync_folder(target.parent)
    except OSError as error:
        raise _told(error, path) from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)


def _open_to_all(folder: Path) -> None:
    """The mode of a folder made the usual way (mkdtemp makes it private)."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        folder.chmod(0o777 & ~mask)


def _sync_files(folder: Path) -> None:
    """Force a folder's files to disk: one by one while they are few, else all that waits."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    if len(found) > _SYNCED_ONE_BY_ONE and hasattr(os, "sync"):
        os.sync()
        return
    for path in found:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    for place in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        _sync_folder(place)


def write_text(path: str | Path, text: str, encoding: str = "utf-8") -> None:
    """Write `text` with LF line ends in place of `path`, atomically."""
    with replacing(path) as file:
        file.write(text.encode(encoding))


def _take_mode(temporary: Path, target: Path) -> None:
    """The mode of the file that is replaced, or of a new file made the usual way (mkstemp makes it private)."""
    if target.exists():
        shutil.copymode(target, temporary)
    elif os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)


def _sync_folder(folder: Path) -> None:
    """Force the renaming itself to disk, where the system can do that to a folder."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(number)


def _told(error: OSError, path: str | Path) -> ReaderError:
    if error.errno in _FULL:
        return ReaderError(
            N_("{path} was not written: the disk is full."),
            N_("Make room or choose another drive; the old file, if any, is as it was."),
            path=path,
        )
    if error.errno in _DENIED:
        return ReaderError(
            N_("{path} may not be written."),
            N_("Choose another folder or ask for permission to write here."),
            path=path,
        )
    if isinstance(error, IsADirectoryError):
        return ReaderError(N_("{path} is a folder."), N_("Give a file name inside it."), path=path)
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return ReaderError(
            N_("{path} was not written: its folder does not exist."),
            N_("Make the folder or choose another."),
            path=path,
        )
    return ReaderError(
        N_("{path} was not written: {reason}."),
        N_("Try again or choose another place; the old file, if any, is as it was."),
        path=path,
        reason=error.strerror or str(error),
    )


def safe_name(title: str, extension: str = "", fallback: str = "untitled") -> str:
    """A file name made of `title` that Windows, macOS and Linux take: at most 150 bytes of UTF-8 with `extension`.

    Only letters, marks, numbers, blanks and harmless punctuation stay; the rest becomes `_`.
    """
    folded = unicodedata.normalize("NFC", title.encode("utf-8", "ignore").decode("utf-8"))
    kept = "".join(map(_kept, folded))
    name = re.sub(r"_{2,}", "_", " ".join(kept.split())).strip(" .-_~'")
    name = _cut(name, LONGEST_NAME - len(extension.encode()) - 1) or fallback
    stem = unicodedata.normalize("NFKC", name).split(".")[0].strip()
    return ("_" if _RESERVED.fullmatch(stem) else "") + name + extension


def _kept(char: str) -> str:
    if char in _FORBIDDEN:
        return "_"
    category = unicodedata.category(char)
    if category[0] in "LMN" or category in {"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"}:
        return char
    if category.startswith("Z") or char.isspace():
        return " "
    return "" if category in {"Cc", "Cf"} else "_"


def _cut(name: str, most: int) -> str:
    """`name` in at most `most` bytes, cut before a character (with its marks), never inside one."""
    while len(name.encode()) > most:
        end = len(name) - 1
        while end > 0 and unicodedata.category(name[end]).startswith("M"):
            end -= 1
        name = name[:end]
    return name.rstrip(" .-_")


def unique_name(name: str, taken: set[str]) -> str:
    """`name`, or with ` (2)`, ` (3)` … before its ending where it is in `taken` (compared without case); adds it."""
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    number, unique = 1, name
    while unicodedata.normalize("NFC", unique).casefold() in taken:
        number += 1
        tail = f" ({number}){dot}{ending}"
        unique = _cut(stem, LONGEST_NAME - len(tail.encode())) + tail
    taken.add(unicodedata.normalize("NFC", unique).casefold())
    return unique

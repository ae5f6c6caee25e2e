"""What a disk may hold after a power cut: written again from a log of system calls, at any moment of it.

A write counts as safe only once its file was synced, a name only once its folder was; of all else a random part is
there, the last of it torn at a sector. Run as `python -m tests.stories.power_cut LIBRARY` this file is also the work
that is logged: a few acts, each told to the file `told` beside the library once it has returned.
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

CALLS = "openat,creat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2"
TOLD = "told"
_SECTOR = 512
_LINE = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)(?:<([^>]*)>)?")
_OPEN = re.compile(r'^(?:[^,]*, )?"((?:\\x[0-9a-f]{2})*)", (\S+?)(?:, 0\d+)?$')
_WRITE = re.compile(r'^\d+<([^>]*)>, "((?:\\x[0-9a-f]{2})*)", \d+(?:, (\d+))?$')
_PATHS = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"^\d+<([^>]*)>(?:, (\d+))?$")


class Call(NamedTuple):
    """One system call on a file of the folder: `what` it does, to which name, with which bytes at which place."""

    what: str
    name: str
    data: bytes = b""
    at: int = 0
    to: str = ""


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def calls(log: str, folder: Path) -> Iterator[Call]:
    """The calls of a log that strace wrote with `-f -xx -y`, as far as they change files of the folder."""
    for line in log.splitlines():
        found = _LINE.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call = _call(found[1], found[2], found[4] or "")
        if call is None:
            continue
        path = Path(call.name)
        if path == folder:
            yield call._replace(name="")
        elif path.parent == folder:
            yield call._replace(name=path.name, to=Path(call.to).name)


def _call(name: str, told: str, result: str) -> Call | None:
    if name in ("openat", "creat"):
        opened = _OPEN.match(told)
        if opened is None or "O_CREAT" not in opened[2]:
            return None
        return Call("truncate" if "O_TRUNC" in opened[2] else "create", _bytes(opened[1]).decode())
    if name in ("pwrite64", "write"):
        written = _WRITE.match(told)
        return None if written is None else Call("write", _name(written[1]), _bytes(written[2]), int(written[3] or -1))
    if name in ("fsync", "fdatasync", "ftruncate"):
        file = _FILE.match(told)
        assert file is not None, told
        return Call("size" if name == "ftruncate" else "sync", _name(file[1]), at=int(file[2] or 0))
    paths = [_bytes(one).decode() for one in _PATHS.findall(told)]
    return Call("unlink", paths[0]) if name.startswith("unlink") else Call("rename", paths[0], to=paths[1])


def _name(shown: str) -> str:
    return _bytes(shown).decode() if shown.startswith("\\x") else shown


@dataclass
class _File:
    safe: bytes
    pending: list[Call] = field(default_factory=list)


class Disk:
    """What was written to a folder, and what of it is surely on the disk."""

    def __init__(self, folder: Path) -> None:
        self.names = {path.name: _File(path.read_bytes()) for path in folder.iterdir() if path.is_file()}
        self._safe_names = dict(self.names)
        self._renamed: list[dict[str, _File]] = []

    def take(self, call: Call) -> None:
        """Take over one call."""
        if call.what in ("create", "truncate") and call.name not in self.names:
            self.names = {**self.names, call.name: _File(b"")}
            self._renamed.append(self.names)
        elif call.what == "unlink":
            self.names = {name: file for name, file in self.names.items() if name != call.name}
            self._renamed.append(self.names)
        elif call.what == "rename":
            kept = {name: file for name, file in self.names.items() if name != call.name}
            self.names = {**kept, call.to: self.names[call.name]}
            self._renamed.append(self.names)
        elif call.what == "sync" and not call.name:
            self._safe_names, self._renamed = self.names, []
        elif call.what == "sync":
            file = self.names[call.name]
            file.safe, file.pending = _written(file.safe, file.pending), []
        elif call.name in self.names:
            self.names[call.name].pending.append(call._replace(what="size", at=0) if call.what == "truncate" else call)

    def content(self, name: str) -> bytes:
        """All that was written to a file."""
        return _written(self.names[name].safe, self.names[name].pending)

    def cut(self, folder: Path, dice: random.Random) -> None:
        """Write one of the states a power cut may leave into an empty folder."""
        names = dice.choice([self._safe_names, *self._renamed])
        for name, file in names.items():
            kept = [call for call in file.pending if dice.random() < 0.5]
            if kept and kept[-1].what == "write" and dice.random() < 0.5:
                whole = kept[-1].data
                kept[-1] = kept[-1]._replace(data=whole[: dice.randrange(0, len(whole) + 1, _SECTOR)])
            (folder / name).write_bytes(_written(file.safe, kept))


def _written(before: bytes, pending: list[Call]) -> bytes:
    now = bytearray(before)
    for call in pending:
        if call.what == "size":
            now[call.at :] = b"\0" * max(0, call.at - len(now))
        else:
            at = len(now) if call.at < 0 else call.at
            now[len(now) : at] = b"\0" * (at - len(now))
            now[at : at + len(call.data)] = call.data
    return bytes(now)


def main() -> None:
    """A few acts of a person, each told once it has returned; one that a disk refuses is passed over."""
    from reader.commands import verbs  # noqa: F401  (declares the commands)
    from reader.commands.opening import open_session
    from reader.domain.errors import ReaderError

    library = Path(sys.argv[1])
    session = open_session(library)
    told = os.open(library.with_name(TOLD), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    view = session.article(1)
    assert view is not None
    block = view.blocks[-1]

    def act(said: str, command: str, **arguments: object) -> None:
        try:
            session.do(command, **arguments)
        except ReaderError as error:
            print(error)
        else:
            os.write(told, f"{said}\n".encode())

    for n in range(4):
        act(f"tag {n}", "tag.add", articles=[1], tags=[f"tag {n}"])
        act(f"comment {n}", "highlight.add", article=1, spans=[(block.id, n, n + 3)], comment=f"comment {n}")
        act(f"note {n}", "note.write", article=2, text=f"note {n}")
    act("gone", "tag.add", articles=[2], tags=["gone"])
    act("undone", "history.undo")
    os._exit(0)


if __name__ == "__main__":
    main()

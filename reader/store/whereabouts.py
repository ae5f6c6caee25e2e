"""Where a library lies, and who else has it open: network drives, sync folders, and the lock file for other machines.

SQLite's own locks hold between programs of one machine; over a shared drive they may not. So a library that is
open leaves `NAME.lock` beside it with host, person and time, renewed each half minute; another machine that finds
a fresh one offers to read only.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from reader.domain.words import N_

FRESH = 120.0
"""Seconds after which a lock that was not renewed counts as left behind."""

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "ncpfs", "glusterfs", "ceph"}
_SYNC_NAMES = {
    "dropbox": "Dropbox", "onedrive": "OneDrive", "google drive": "Google Drive", "googledrive": "Google Drive",
    "my drive": "Google Drive", "icloud drive": "iCloud Drive", "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "seafile": "Seafile", "syncthing": "Syncthing",
    "nutstore": "坚果云", "坚果云": "坚果云", "baidusyncdisk": "百度网盘", "mega": "MEGA", "pcloud drive": "pCloud",
}  # fmt: skip
_SYNC_MARKS = {
    ".dropbox": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".seafile-data": "Seafile",
}


@dataclass(frozen=True)
class Holder:
    """Who has a library open on another machine: host, person, process, and when that was last said (Unix seconds)."""

    host: str
    person: str
    pid: int
    at: float


@dataclass(frozen=True)
class Whereabouts:
    """What is special about the folder of a library: `kind` is `network`, `sync` or empty; `name` names it."""

    kind: str = ""
    name: str = ""

    @property
    def advice(self) -> str:
        """A catalogue entry with `{name}` that says what to mind; empty for an ordinary folder."""
        if self.kind == "network":
            return N_("This library lies on a network drive ({name}): open it on one machine at a time.")
        if self.kind == "sync":
            return N_("This library lies in a {name} folder: let it finish copying before opening it elsewhere.")
        return ""


def look(path: Path, mounts: Path = Path("/proc/mounts")) -> Whereabouts:
    """Tell whether a library lies on a network drive or in a folder that is synchronised."""
    full = path.expanduser().resolve()
    if str(full).startswith("\\\\"):
        return Whereabouts("network", "SMB")
    kind = _filesystem(full, mounts)
    if kind in _NETWORK or (
        kind.startswith("fuse.") and kind.split(".", 1)[1] in {"sshfs", "rclone", "davfs2", "s3fs", "gvfsd-fuse"}
    ):
        return Whereabouts("network", kind)
    for folder in full.parents:
        name = folder.name.lower()
        for known, shown in _SYNC_NAMES.items():
            if name == known or name.startswith((f"{known} ", f"{known}-")):
                return Whereabouts("sync", shown)
        for mark, shown in _SYNC_MARKS.items():
            if (folder / mark).exists():
                return Whereabouts("sync", shown)
    return Whereabouts()


def _filesystem(full: Path, mounts: Path) -> str:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if (str(full) + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def conflict_copies(path: Path) -> list[Path]:
    """Copies of a library that a sync program has put aside because two machines wrote it."""
    stem = path.stem
    found = []
    with contextlib.suppress(OSError):
        for other in path.parent.iterdir():
            name = other.name
            mine = name.startswith(stem) and other.suffix == path.suffix and other != path
            if mine and any(mark in name.lower() for mark in ("conflict", "冲突", "sync-conflict", "in konflikt")):
                found.append(other)
    return sorted(found)


class Presence:
    """The lock file beside a library, for other machines to see; removed when the library is closed."""

    def __init__(self, library: Path, person: str) -> None:
        self.path = library.with_name(library.name + ".lock")
        self.mine = Holder(platform.node(), person, os.getpid(), 0.0)

    def other(self) -> Holder | None:
        """Who holds the library open on another machine right now; None where nobody does."""
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))
            holder = Holder(str(told["host"]), str(told["person"]), int(told["pid"]), float(told["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if holder.host == self.mine.host or abs(time.time() - holder.at) > FRESH:
            return None
        return holder

    def renew(self) -> None:
        """Say that the library is open here; silently nothing where the folder may not be written."""
        told = json.dumps({**asdict(self.mine), "at": time.time()}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            self.path.write_text(told, encoding="utf-8")

    def leave(self) -> None:
        """Take the lock file away if it is ours."""
        with contextlib.suppress(OSError, ValueError, KeyError):
            told = json.loads(self.path.read_text(encoding="utf-8"))
            if told["host"] == self.mine.host and told["pid"] == self.mine.pid:
                self.path.unlink()

"""What lies in a ZIP file or folder as one text, for golden files."""

from __future__ import annotations

import zipfile
from pathlib import Path


def unpacked(path: Path) -> bytes:
    """All files of a ZIP or folder, by name, each under a line with its name."""
    if path.is_dir():
        found = {one.relative_to(path).as_posix(): one.read_bytes() for one in path.rglob("*") if one.is_file()}
    else:
        with zipfile.ZipFile(path) as archive:
            found = {name: archive.read(name) for name in archive.namelist()}
    return b"".join(f"==== {name}\n".encode() + found[name] + b"\n" for name in sorted(found))

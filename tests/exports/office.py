"""LibreOffice for tests: several documents opened and converted in one start, since a start is slow."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

TEXT = "txt:Text (encoded):UTF8"
PAGES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"},"ExportNotesInMargin":{"type":"boolean","value":"true"}}'


def is_there() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def convert(files: Sequence[Path], kind: str, profile: Path, out: Path) -> None:
    """Each file in another format (`pdf`, TEXT), under its own name in `out`."""
    where = f"-env:UserInstallation={profile.resolve().as_uri()}"
    told = ["soffice", "--headless", "--norestore", where, "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    subprocess.run(told, check=True, capture_output=True, timeout=110)


def text_of(path: Path) -> str:
    """What a converted text file says, without byte order mark."""
    return path.read_text(encoding="utf-8-sig")

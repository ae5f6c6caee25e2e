"""LibreOffice for tests: several documents opened and converted in one start, since a start is slow."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

TEXT = "txt:Text (encoded):UTF8"
CSV_UTF8 = "CSV:44,34,76,1"
PAGES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"},"ExportNotesInMargin":{"type":"boolean","value":"true"}}'


def is_there() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def has_calc() -> bool:
    """Whether it can open tables."""
    found = shutil.which("soffice")
    return found is not None and (Path(found).resolve().parent / "libsclo.so").exists()


def convert(files: Sequence[Path], kind: str, profile: Path, out: Path, reading: str = "") -> None:
    """Each file in another format (`pdf`, TEXT), under its own name in `out`; `reading` says how it is read (CSV_UTF8)."""
    where = f"-env:UserInstallation={profile.resolve().as_uri()}"
    told = ["soffice", "--headless", "--norestore", where, "--convert-to", kind, "--outdir", str(out), *([f"--infilter={reading}"] if reading else []), *map(str, files)]
    subprocess.run(told, check=True, capture_output=True, timeout=110)


def text_of(path: Path) -> str:
    """What a converted text file says, without byte order mark."""
    return path.read_text(encoding="utf-8-sig")

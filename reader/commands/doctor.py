"""Looks at the machine: what Pressmark stands on, what is missing, and the command that brings it.

Nothing here imports Qt or SQLite: they are asked in a process of their own, so that a library that cannot be
loaded becomes a line of text instead of an end.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reader.domain import needs, places
from reader.domain.words import _

_LEAST_SQLITE = (3, 38)
_ASK_SQLITE = """
import json, sqlite3
found = {"version": sqlite3.sqlite_version, "fts5": True}
try:
    sqlite3.connect(":memory:").execute("create virtual table t using fts5(a)")
except sqlite3.Error:
    found["fts5"] = False
print(json.dumps(found))
"""
_ASK_QT = """
import json
from PySide6 import QtCore, QtWidgets
application = QtWidgets.QApplication([])
window = QtWidgets.QMainWindow()
window.show()
application.processEvents()
print(json.dumps({"version": QtCore.qVersion(), "shown": window.isVisible()}))
"""


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `remedy` is empty where `ok`, else what to do, if possible a command to copy."""

    ok: bool
    name: str
    detail: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Look at everything; takes about a second, most of it the start of Qt in a process of its own."""
    return [
        _python(),
        *_sqlite(),
        _package("PySide6-Essentials", (6, 10), (6, 12)),
        _package("sqlite-utils", (4, 2), (5,)),
        _qt(),
        _libraries(),
        _font(),
        _folder(_("Data folder"), places.data_folder()),
        _folder(_("Settings folder"), places.config_folder()),
        _folder(_("Cache folder"), places.cache_folder()),
        _folder(_("Log folder"), places.log_folder()),
        _shipped(),
    ]


def report(findings: list[Finding]) -> str:
    """The findings for a terminal: one line each, what to do below what is missing, and a last word."""
    width = max((_columns(finding.name) for finding in findings), default=0)
    lines = []
    for finding in findings:
        gap = " " * (width - _columns(finding.name) + 2)
        lines.append(f"{'ok' if finding.ok else '!!'}  {finding.name}{gap}{finding.detail}")
        if not finding.ok and finding.remedy:
            lines.append(f"{' ' * (width + 6)}→ {finding.remedy}")
    missing = sum(not finding.ok for finding in findings)
    lines.append(_("Everything is there.") if not missing else _("To mend: {count}").format(count=missing))
    return "\n".join(lines)


def _columns(text: str) -> int:
    """How many columns of a terminal `text` takes; Chinese characters take two each."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def as_json(findings: list[Finding]) -> dict[str, Any]:
    """The findings as one JSON document: `{"ok", "findings": [{"ok", "name", "detail", "remedy"}]}`."""
    return {"ok": all(finding.ok for finding in findings), "findings": [asdict(f) for f in findings]}


def _python() -> Finding:
    fits = (3, 11) <= sys.version_info[:2] <= (3, 14)
    remedy = "" if fits else _("Install Python 3.11, 3.12, 3.13 or 3.14.")
    return Finding(fits, "Python", f"{platform.python_version()} ({sys.executable})", remedy)


def _sqlite() -> list[Finding]:
    found, error = _ask(_ASK_SQLITE)
    version = str(found.get("version", error))
    new_enough = bool(found) and _numbers(version) >= _LEAST_SQLITE
    indexes = bool(found.get("fts5"))
    other_python = _("Use a Python whose SQLite is 3.38 or newer and has FTS5.")
    return [
        Finding(new_enough, "SQLite", version, "" if new_enough else other_python),
        Finding(indexes, "FTS5", _("there") if indexes else _("missing"), "" if indexes else other_python),
    ]


def _package(name: str, least: tuple[int, ...], below: tuple[int, ...]) -> Finding:
    """An installed Python package whose version must be in `least` <= version < `below`."""
    from importlib import metadata

    bounds = f">={'.'.join(map(str, least))},<{'.'.join(map(str, below))}"
    remedy = f'"{sys.executable}" -m pip install "{name}{bounds}"'
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(False, name, _("missing"), remedy)
    fits = least <= _numbers(version) < below
    return Finding(fits, name, version, "" if fits else remedy)


def _qt() -> Finding:
    found, error = _ask(_ASK_QT, QT_QPA_PLATFORM="offscreen")
    if found.get("shown"):
        return Finding(True, _("Qt window"), _("Qt {version} opens one").format(version=found["version"]))
    remedy = needs.command(needs.missing_libraries())
    again = f'"{sys.executable}" -m pip install --force-reinstall "PySide6-Essentials>=6.10,<6.12"'
    return Finding(False, _("Qt window"), error or _("Qt started but showed no window."), remedy or again)


def _libraries() -> Finding:
    missing = needs.missing_libraries()
    if not missing:
        return Finding(True, _("System libraries"), _("there"))
    names = ", ".join(need.name for need in missing)
    detail = _("missing: {names}").format(names=names)
    return Finding(False, _("System libraries"), detail, needs.command(missing))


def _font() -> Finding:
    if not needs.on_linux():
        return Finding(True, _("Chinese font"), _("part of this system"))
    font = needs.chinese_font()
    if font:
        return Finding(True, _("Chinese font"), font)
    return Finding(False, _("Chinese font"), _("missing"), needs.command([needs.CHINESE_FONT]))


def _folder(name: str, folder: Path) -> Finding:
    """Whether `folder`, or the nearest folder above it that is there already, can be written to."""
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=there):
            return Finding(True, name, str(folder))
    except OSError as error:
        detail = _("{folder} cannot be written to: {reason}").format(folder=folder, reason=error.strerror)
        return Finding(False, name, detail, _("Give yourself write access to {folder}.").format(folder=there))


def _shipped() -> Finding:
    """Whether the icons, translations and sample issues came along with the program."""
    folders = (places.resource(""), places.sample_issues())
    missing = ", ".join(str(folder) for folder in folders if not folder.is_dir())
    if not missing:
        return Finding(True, _("Resources"), str(folders[0]))
    detail = _("missing: {names}").format(names=missing)
    return Finding(False, _("Resources"), detail, _("Install Pressmark again."))


def _ask(script: str, **variables: str) -> tuple[dict[str, Any], str]:
    """Run `script` in a process of its own: (the JSON it printed, or nothing; why it failed, or nothing)."""
    command = [sys.executable, "-P", "-c", script]
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=60,
            env=environment,
        )
        if done.returncode == 0:
            return json.loads(done.stdout), ""
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return {}, str(error)
    status = _("ended with status {number}").format(number=done.returncode)
    return {}, (done.stderr.strip().splitlines() or [status])[-1]


def _numbers(version: str) -> tuple[int, ...]:
    """`6.11.3` as (6, 11, 3); what follows the first part that is no number is left out."""
    parts = []
    for part in version.split("."):
        if not part.isdigit():
            break
        parts.append(int(part))
    return tuple(parts)

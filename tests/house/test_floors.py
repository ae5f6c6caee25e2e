"""A floor imports only floors below it; Qt and SQL each live in one room; nothing imports in a ring."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
FLOORS = ("ui", "commands", "store", "imports", "structure", "exports", "domain")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, timeout=100)


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "text", "contract"),
    [
        ("domain/cellar.py", "import reader.store\n", "A floor imports only"),
        ("store/room.py", "def f() -> None:\n    import reader.imports\n", "A floor imports only"),
        (
            "commands/verbs.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import PySide6.QtCore\n",
            "Only reader.ui knows Qt",
        ),
        ("ui/window.py", "import sqlite3\n", "Only reader.store knows SQL"),
        ("attic.py", "", "A floor imports only"),
    ],
)
def test_the_contracts_bite(tmp_path: Path, file: str, text: str, contract: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for floor in ("", *FLOORS):
        (tmp_path / "reader" / floor).mkdir()
        (tmp_path / "reader" / floor / "__init__.py").touch()
    (tmp_path / "reader" / "cli.py").touch()
    assert lint(tmp_path).returncode == 0
    (tmp_path / "reader" / file).write_text(text)
    done = lint(tmp_path)
    assert done.returncode != 0
    assert f"{contract}" in done.stdout

"""The test command tells a test that fails among the others from one that fails by itself, and names the first kind."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:pytest-qt"]
UNSTEADY = """
from pathlib import Path

def test_first_time_never():
    here = Path(__file__).with_name("been")
    before = here.exists()
    here.touch()
    assert before

def test_always():
    assert True
"""
BROKEN = "def test_broken():\n    assert False\n"


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`dev.py`, at work in an empty project."""
    spec = importlib.util.spec_from_file_location("dev_py", ROOT / "dev.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    monkeypatch.setattr(found, "ROOT", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return found


def first_run(folder: Path) -> int:
    """All tests of the project together: pytest's exit code."""
    return subprocess.call([*PYTEST, "--cache-clear"], cwd=folder)


def test_a_test_that_passes_alone_is_named_and_let_through(
    dev: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "test_it.py").write_text(UNSTEADY, encoding="utf-8")
    assert first_run(tmp_path) == dev.SOME_FAILED
    assert dev.alone_again(PYTEST, {}) == 0
    assert "UNSTEADY, to be mended: test_it.py::test_first_time_never" in "".join(capfd.readouterr())


def test_a_test_that_fails_twice_fails(dev: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(UNSTEADY + BROKEN, encoding="utf-8")
    assert first_run(tmp_path) == dev.SOME_FAILED
    assert dev.alone_again(PYTEST, {}) == dev.SOME_FAILED


def test_many_failures_are_not_tried_again(dev: ModuleType, tmp_path: Path) -> None:
    many = "".join(BROKEN.replace("broken", f"broken_{n}") for n in range(dev.FAILED_MOST + 1))
    (tmp_path / "test_it.py").write_text(many, encoding="utf-8")
    assert first_run(tmp_path) == dev.SOME_FAILED
    assert dev.alone_again(PYTEST, {}) == dev.SOME_FAILED

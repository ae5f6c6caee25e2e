"""ruff and mypy have nothing to say; rooms and functions stay small; every file has a telling name."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOMELESS = {"utils", "util", "misc", "common", "manager", "managers", "helper", "helpers"}
LONGEST_FUNCTION = 50
LONG_FILE, LONGEST_FILE = 400, 450

PROGRAM = sorted((ROOT / "reader").rglob("*.py"))


def said_by(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_ruff_is_content() -> None:
    assert not said_by("ruff", "check", "--output-format", "concise", ".")


@pytest.mark.timeout(400)
def test_mypy_is_content() -> None:
    assert not said_by("mypy", "--strict", "reader")


def test_no_function_is_long() -> None:
    long = []
    for path in [*PROGRAM, ROOT / "dev.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {lines} lines")
    assert not long, "\n".join(long)


def test_no_file_is_long(capsys: pytest.CaptureFixture[str]) -> None:
    sizes = {path.relative_to(ROOT): path.read_text(encoding="utf-8").count("\n") for path in PROGRAM}
    with capsys.disabled():
        for path, lines in sizes.items():
            if LONG_FILE < lines <= LONGEST_FILE:
                print(f"\n{path} has {lines} lines: which second thing lives there?")
    long = {str(path): lines for path, lines in sizes.items() if lines > LONGEST_FILE}
    assert not long


def test_every_module_has_a_telling_name_and_says_what_it_is_for() -> None:
    homeless, silent = [], []
    for path in [*PROGRAM, *sorted((ROOT / "tests").rglob("*.py"))]:
        names = path.relative_to(ROOT).with_suffix("").parts
        if any(HOMELESS & set(name.lower().split("_")) for name in names):
            homeless.append(str(path.relative_to(ROOT)))
        text = path.read_text(encoding="utf-8")
        if text.strip() and not ast.get_docstring(ast.parse(text)):
            silent.append(str(path.relative_to(ROOT)))
    assert not homeless
    assert not silent, "these modules do not open with a sentence on what they are for"

"""Every regular expression of the structure rules takes linear time on growing repeats."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import reader.structure

_UNITS = (
    " ",
    "\u3000",
    "7",
    "（",
    "(",
    "一",
    "人",
    "、",
    "·",
    "A",
    "a",
    "A ",
    "Aa ",
    "—",
    ".",
    "“",
    "[",
    "本报",
    "记者 张三 ",
    "第",
    "\t ",
    "·人",
    "1月",
)
_DEEP = bool(os.environ.get("PRESSMARK_DEEP"))
_SMALL, _STEPS, _GROWTH, _QUICK = 1024, (6 if _DEEP else 4), 2.5, 0.02


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """All compiled patterns of the package, module constants and what they hold."""
    for info in pkgutil.iter_modules(reader.structure.__path__):
        module = importlib.import_module(f"reader.structure.{info.name}")
        for name, value in vars(module).items():
            values = value if isinstance(value, tuple) else (value,)
            for number, one in enumerate(values):
                if isinstance(one, re.Pattern):
                    yield f"{info.name}.{name}.{number}", one


def test_no_pattern_hides_in_a_function() -> None:
    """`re.compile` or a pattern string inside a function would escape the test below, save for plain splits."""
    for info in pkgutil.iter_modules(reader.structure.__path__):
        module = importlib.import_module(f"reader.structure.{info.name}")
        assert module.__file__ is not None
        with open(module.__file__, encoding="utf-8") as file:
            inner = [line for line in file if line.startswith(" ") and re.search(r"\bre\.\w+\(", line)]
        assert not inner, (info.name, inner)


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    started = time.process_time()
    pattern.search(text)
    pattern.fullmatch(text)
    return time.process_time() - started


@pytest.mark.parametrize("pattern", [pytest.param(p, id=name) for name, p in _patterns()])
def test_linear(pattern: re.Pattern[str]) -> None:
    for unit in _UNITS:
        assert any(_grows_gently(pattern, unit) for _attempt in range(4)), unit


def _grows_gently(pattern: re.Pattern[str], unit: str) -> bool:
    """Whether four times the text takes at most 2.5 × 2.5 times as long (or next to nothing)."""
    small = unit * (_SMALL * 2 ** (_STEPS - 2) // len(unit))
    large = unit * (_SMALL * 2**_STEPS // len(unit))
    took = _seconds(pattern, large)
    return took < _QUICK or took <= _GROWTH**2 * min(_seconds(pattern, small) for _ in range(3))

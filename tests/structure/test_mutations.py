"""Own issues damaged at random as scanning and conversion damage them: read without error, conserved, few doubts."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.fold import alternatives
from reader.imports.lines import read_text
from reader.structure.engine import read_issue
from tests.structure.test_conservation import FILES, assert_conserved, assert_sound

_EXAMPLES = 5000 if os.environ.get("PRESSMARK_DEEP") else 60
# More doubts than this to an article and a block are absurd, however damaged an issue is.
_TO_ARTICLES, _TO_BLOCKS = 2.0, 0.2
_TO_FULL = str.maketrans(",:;()?!", "，：；（）？！")
_TO_HALF = str.maketrans("，：；（）？！", ",:;()?!")
Mutation = Callable[[list[str], random.Random], list[str]]


def drop_lines(lines: list[str], chance: random.Random) -> list[str]:
    """Some lines are lost."""
    return [line for line in lines if chance.random() > 0.04]


def glue_lines(lines: list[str], chance: random.Random) -> list[str]:
    """Some blank lines are lost, so that blocks stand right under each other."""
    return [line for line in lines if line.strip() or chance.random() > 0.15]


def tear_lines(lines: list[str], chance: random.Random) -> list[str]:
    """Some lines are broken in two, with a blank line between."""
    out: list[str] = []
    for line in lines:
        at = chance.randrange(1, len(line)) if len(line) > 20 and chance.random() < 0.05 else 0
        out += [line[:at], "", line[at:]] if at else [line]
    return out


def strip_marks(lines: list[str], chance: random.Random) -> list[str]:
    """The marks of headings are lost."""
    return [line.lstrip("# ").replace("**", "") if chance.random() < 0.7 else line for line in lines]


def level_marks(lines: list[str], chance: random.Random) -> list[str]:
    """The levels of headings lie."""
    return [("#" * chance.randint(1, 4) + " " + line.lstrip("# ")) if line.startswith("#") else line for line in lines]


def widen(lines: list[str], chance: random.Random) -> list[str]:
    """Punctuation is full width."""
    return [line.translate(_TO_FULL) if not line.startswith(("#", "!", "<", "|", "{")) else line for line in lines]


def narrow(lines: list[str], chance: random.Random) -> list[str]:
    """Punctuation is half width."""
    return [line.translate(_TO_HALF) for line in lines]


def other_script(lines: list[str], chance: random.Random) -> list[str]:
    """Characters in the other script, simplified or traditional."""
    return ["".join(alternatives(c, ("hans",))[-1:] or c for c in line) for line in lines]


def indent_lines(lines: list[str], chance: random.Random) -> list[str]:
    """Lines are indented as no printer would."""
    return [
        " " * chance.choice((0, 0, 2, 4, 11)) + line if line and not line.startswith("#") else line for line in lines
    ]


_MUTATIONS: tuple[Mutation, ...] = (
    drop_lines, glue_lines, tear_lines, strip_marks, level_marks, widen, narrow, other_script, indent_lines,
)  # fmt: skip


def mutated(path: Path, mutations: list[Mutation], seed: int) -> str:
    lines = path.read_text(encoding="utf-8").split("\n")
    chance = random.Random(seed)
    for mutation in mutations:
        lines = mutation(lines, chance)
    return "\n".join(lines)


@pytest.mark.timeout(36_000 if _EXAMPLES > 1000 else 120)
@settings(max_examples=_EXAMPLES)
@given(
    st.sampled_from(FILES),
    st.lists(st.sampled_from(_MUTATIONS), min_size=1, max_size=4, unique=True),
    st.integers(0, 1 << 20),
)
def test_damaged_issues(path: Path, mutations: list[Mutation], seed: int) -> None:
    pages = read_text(mutated(path, mutations, seed)).pages
    reading = read_issue(pages)
    assert_conserved(pages, reading)
    assert_sound(reading)
    blocks = sum(len(article.blocks) for article in reading.articles)
    assert len(reading.flags) <= 4 + _TO_ARTICLES * len(reading.articles) + _TO_BLOCKS * blocks


def test_mutations_change_what_they_say() -> None:
    """The damage is real: each mutation changes an issue, and other scripts keep its length."""
    path = next(p for p in FILES if p.name.startswith("晚汀"))
    whole = path.read_text(encoding="utf-8")
    for mutation in _MUTATIONS:
        assert mutated(path, [mutation], 7) != whole, mutation.__name__
    assert len(mutated(path, [other_script], 7)) == len(whole)

"""Own issues in another dress: other line widths, no blank lines, no indents, no marks, the other script. They read (nearly) as well."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reader.domain.fold import alternatives
from tests.benchmarks.structure import Score, cases, score_case

_HAN = re.compile("[\u4e00-\u9fff]")
_KEPT = ("#", "|", "-", "<", "!", "{", "*")
# Issues written with every trouble at once: titles of one or two characters, verse in lines; nothing is left to take away.
_DRESSED_ALREADY = ("tune6",)
_COLUMN, _LATIN_COLUMN = 22, 44


def _front(text: str) -> str:
    match = re.match(r"(?s)\A---\n.*?\n---\n", text)
    return match[0] if match else ""


def _one_line_each(text: str) -> bool:
    """Whether each paragraph of a file stands on one line."""
    lines = text[len(_front(text)) :].split("\n")
    return not any(
        upper.strip() and lower.strip() and not upper.startswith(_KEPT) and not lower.startswith(_KEPT)
        for upper, lower in itertools.pairwise(lines)
    )


def without_marks(text: str) -> str:
    """No headings marked, nothing bold."""
    return re.sub(r"(?m)^#+ ", "", text).replace("**", "")


def without_blank_lines(text: str) -> str | None:
    """A paragraph a line, nothing between; no headings marked."""
    if not _one_line_each(text):
        return None
    front = _front(text)
    rest = without_marks(text[len(front) :])
    return front + "\n".join(line for line in rest.split("\n") if line.strip())


def in_columns(text: str) -> str | None:
    """Each paragraph broken into the lines of a column."""
    if not _one_line_each(text):
        return None
    out: list[str] = []
    for line in text.split("\n"):
        width = _COLUMN if _HAN.search(line) else _LATIN_COLUMN
        if len(line) <= width or line.startswith(_KEPT) or width == _LATIN_COLUMN:
            out.append(line)
        else:
            out += [line[at : at + width] for at in range(0, len(line), width)]
    return "\n".join(out)


def without_indents(text: str) -> str:
    """Every line at the left edge."""
    return "\n".join(line.lstrip(" \u3000") for line in text.split("\n"))


def in_other_script(text: str) -> str:
    """Simplified characters traditional, traditional ones simplified."""
    return "".join(alternatives(c, ("hans",))[-1:] or c for c in text)


_DRESSES: dict[str, tuple[Callable[[str], str | None], float]] = {
    "no marks": (without_marks, 0.97),
    "no blank lines": (without_blank_lines, 0.98),
    "columns": (in_columns, 0.95),
    "no indents": (without_indents, 0.92),
    "other script": (in_other_script, 0.98),
}


@pytest.mark.parametrize(("dress", "least"), _DRESSES.values(), ids=_DRESSES)
def test_own_issues_in_another_dress(
    dress: Callable[[str], str | None], least: float, tmp_path: Path, shared: Path
) -> None:
    """Hardly an article is lost, and no join is false."""
    score = Score()
    for case in (c for c in cases(shared) if not c.group.startswith("held") and c.group not in _DRESSED_ALREADY):
        text = case.source.read_text(encoding="utf-8")
        dressed = dress(text)
        if dressed is None or dressed == text:
            continue
        source = tmp_path / case.name
        source.write_text(dressed, encoding="utf-8")
        expected = case.expected
        if dress is in_other_script:
            expected = json.loads(in_other_script(json.dumps(expected, ensure_ascii=False)))
        score_case(replace(case, source=source, expected=expected), score)
    summary = score.summary()
    assert summary["articles"] > 50
    assert summary["f1"] >= least and summary["joins_precision"] == 1.0, score.misses
    assert summary["false_flags_per_article"] <= 0.05, score.misses

"""Each measurement runs at toy size, so that it never rots; no time is judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import exporting, importing, marks, overviews, saving, searching, showing, windows
from tests.benchmarks.figures import TOY, Figure, table
from tests.benchmarks.made import copied_library


@pytest.mark.parametrize(
    "section", [windows, importing, searching, overviews, showing, saving, marks, exporting], ids=lambda m: m.__name__.split(".")[-1]
)
def test_a_section_measures(section: Any, tmp_path: Path, qapp: object) -> None:
    figures = list(section.measure(tmp_path, TOY))
    assert figures
    assert all(isinstance(f.document()["value"], float) for f in figures)
    assert figures[0].name in table(figures)


def test_a_bar_is_on_the_ratio_where_there_is_a_baseline() -> None:
    assert Figure("a", 30, "ms", 10, most=2).is_over
    assert not Figure("a", 30, "ms", 20, most=2).is_over
    assert Figure("a", 30, "ms", most=20).verdict == "OVER"


def test_a_row_of_a_large_library_is_not_sought_among_all(tmp_path: Path) -> None:
    """Counting the place of an article in its issue once walked through the whole library."""
    library = copied_library(tmp_path / "large.pressmark", 400)
    from reader.store.articles import _POSITION

    plan = library.rows(f"explain query plan select {_POSITION} from article a where a.id = 1")
    assert "article_issue" in str(plan), plan
    library.close()

"""Documents for people: hostile strings come back through each format's own reader, options leave out and add."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.domain.text import is_visible
from reader.domain.words import set_language
from reader.exports import formats, markdown, plain_text
from reader.exports.selection import Selection, chosen, ignore
from reader.imports.lines import read_text
from tests.exports.hostile_article import FIRST, LAST, between, expected, hostile_selection, squeezed
from tests.exports.samples import article, block


def inked(lines: list[str]) -> list[str]:
    """Those lines that print ink."""
    return [line for line in lines if any(map(is_visible, line))]


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def test_text_gives_hostile_strings_back(tmp_path: Path) -> None:
    plain_text.write(hostile_selection(), tmp_path / "a.txt")
    shown = (tmp_path / "a.txt").read_text(encoding="utf-8")
    low, high = shown.index(f"　　{FIRST}\n"), shown.index(f"　　{LAST}\n")
    wanted = " ".join(squeezed(expected()))
    assert squeezed([shown[low:high]])[0].removeprefix(FIRST).strip() == wanted
    assert "Characters that a document cannot hold are shown as �: " in shown


def test_markdown_gives_hostile_strings_back(tmp_path: Path) -> None:
    markdown.write(hostile_selection(), tmp_path / "a.md")
    shown = (tmp_path / "a.md").read_text(encoding="utf-8")
    lines = []
    for page in read_text(shown, True).pages:
        hidden = {i for low, high in page.markup for i in range(low, high)}
        for one in page.blocks:
            lines.append(" ".join("".join(page.text[i] for i in range(*p) if i not in hidden) for p in one.pieces))
    assert inked(between(squeezed(lines))) == inked(squeezed(expected()))


@pytest.mark.parametrize("format", ["text", "markdown", "html", "docx", "odt", "pdf"])
def test_what_is_replaced_is_told(tmp_path: Path, format: str) -> None:
    made = Selection(chosen((article(block(1, "甲\x0b乙\u202e丙\x00")),)))
    formats.find_format(format).write(made, tmp_path / "a.any", ignore)
    # A vertical tab ends a line; an override of the writing direction and a NUL are replaced.
    assert made.notices.lines() == ["Characters that a document cannot hold are shown as � (2); JSON has them as they are."]

"""Lines that hold next to nothing (a blank, a point, a bracket) are read like any other: none stops an import."""

from __future__ import annotations

import pytest

from reader.domain.reading import RawBlock, RawPage
from reader.structure.engine import read_issue
from reader.structure.furniture import is_page_line, paper_name
from tests.structure.test_conservation import assert_conserved, assert_sound

LEAD = "本报讯(记者 周禾)近日,"


def page(*lines: str) -> RawPage:
    """One paragraph of lines right under each other."""
    text, pieces = "\n", []
    for line in lines:
        pieces.append((len(text), len(text) + len(line)))
        text += f"{line}\n"
    return RawPage(text, (RawBlock(tuple(pieces), "paragraph"),))


@pytest.mark.parametrize(
    "bare", ["\u3000", " ", ".", "《》", "】", ")", "(", "·", "—", "1", "〇", "第", "版", "A", "*", "\u200b"]
)
@pytest.mark.parametrize(
    "beside", [(), (LEAD,), ("Der Uferbote",), ("上海的夜",), (LEAD, LEAD), ("第A01版：要闻", LEAD)]
)
def test_a_bare_line_is_read(bare: str, beside: tuple[str, ...]) -> None:
    for lines in ((*beside, bare), (bare, *beside), (*beside, bare, bare, *beside)):
        raw = [page(*lines), page(bare)]
        reading = read_issue(raw)
        assert_conserved(raw, reading)
        assert_sound(reading)


def test_nothing_is_no_page_and_no_newspaper() -> None:
    assert not is_page_line("")
    assert [paper_name(words) for words in ("", ".", " 　", "《》")] == [None] * 4

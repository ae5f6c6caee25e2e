"""Positions in code points and in Qt's UTF-16 units agree, whatever characters a text holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from reader.ui.utf16 import Offsets, showable, units

TEXTS = st.text(
    st.sampled_from("𠮷𡈽𠀋😀a b,。的東\u3000\u0301é") | st.characters(exclude_categories=("Cs",)), max_size=60
)


@given(TEXTS, st.data())
def test_code_points_come_back_through_utf16(text: str, data: st.DataObject) -> None:
    offsets = Offsets(text)
    at = data.draw(st.integers(0, len(text)))
    assert offsets.to_code_point(offsets.to_utf16(at)) == at
    assert offsets.to_utf16(at) == len(text[:at].encode("utf-16-le")) // 2
    assert units(text) == offsets.units == len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.data())
def test_half_a_pair_is_brought_before_the_pair(text: str, data: st.DataObject) -> None:
    offsets = Offsets(text)
    unit = data.draw(st.integers(0, offsets.units))
    at = offsets.to_code_point(unit)
    assert offsets.to_utf16(at) in {unit, unit - 1}
    assert offsets.to_utf16(at) <= unit


def test_positions_outside_are_brought_inside() -> None:
    offsets = Offsets("a𠮷b")
    assert [offsets.to_utf16(at) for at in (-1, 0, 1, 2, 3, 9)] == [0, 0, 1, 3, 4, 4]
    assert [offsets.to_code_point(at) for at in (-5, 0, 1, 2, 3, 4, 99)] == [0, 0, 1, 1, 2, 3, 3]


@given(st.text(max_size=40))
def test_qt_holds_what_is_showable_unit_for_unit(text: str) -> None:
    shown = showable(text)
    assert units(shown) == units(text)
    document = QTextDocument()
    QTextCursor(document).insertText(shown)
    assert document.blockCount() == 1
    assert document.characterCount() - 1 == units(text)

"""The text model: words laid out from pieces, and the way back to the source, hold together whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.domain.order import between, spread
from reader.domain.text import (
    PRINTED,
    Correction,
    SourceText,
    Span,
    joint,
    lay_out,
    printed_text,
    split_pieces,
    words_of,
)

WORDS = st.text(alphabet="天地𠮷玄黄,。「」“”A a b-0 1\u00ad*", min_size=1, max_size=12).filter(
    lambda s: s.strip() == s and s
)


@st.composite
def laid(draw: st.DrawFn) -> tuple[list[Span], dict[int, SourceText]]:
    """Pieces of one source text with markup, styles and corrections that do not overlap."""
    lines = draw(st.lists(WORDS, min_size=1, max_size=6))
    text, pieces = "", []
    for line in lines:
        pieces.append(Span(1, len(text), len(text) + len(line)))
        text += line + "\n"
    markup = tuple((p.start, p.start + 1) for p in pieces if text[p.start] == "*" and p.end - p.start > 1)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    corrections = []
    for number, (start, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=False)):
        inside = any(
            p.start <= start and end <= p.end and not any(a < end and b > start for a, b in markup) for p in pieces
        )
        if inside and start < end:
            corrections.append(Correction(number, start, end, draw(st.sampled_from(["", "改", "更正𠮷", "x"]))))
    return pieces, {1: SourceText(1, text, markup, (), tuple(corrections))}


@given(laid())
def test_segments_cover_the_text_in_order(made: tuple[list[Span], dict[int, SourceText]]) -> None:
    words = lay_out(*made)
    at = 0
    for segment in words.segments:
        assert segment.start == at and segment.end >= segment.start
        at = segment.end
        if segment.kind == "copy":
            source = made[1][segment.source].text[segment.source_start : segment.source_end]
            assert words.text[segment.start : segment.end] == source
    assert at == len(words.text)


@given(laid(), st.data())
def test_a_span_comes_back_where_it_was(made: tuple[list[Span], dict[int, SourceText]], data: st.DataObject) -> None:
    words = lay_out(*made)
    assume(words.text)
    start = data.draw(st.integers(0, len(words.text) - 1))
    end = data.draw(st.integers(start + 1, len(words.text)))
    spans = words.to_source(start, end)
    assume(spans)
    back = words.from_source(spans)
    assert back, "what lies on the source is shown"
    low, high = back[0][0], back[-1][1]
    solid = [s for s in words.segments if s.kind in {"copy", "corrected"} and s.start < end and s.end > start]
    assert low <= max(start, min((s.start for s in solid), default=start))
    assert high >= min(end, max((s.end for s in solid), default=end))
    assert words.to_source(low, high) == spans, "the words shown for a mark are the mark"


@given(laid())
def test_printed_layer_holds_every_printed_character(made: tuple[list[Span], dict[int, SourceText]]) -> None:
    pieces, sources = made
    printed = printed_text(pieces, sources).replace("\n", "")
    shown = lay_out(pieces, sources, PRINTED)
    inked = "".join(shown.text[s.start : s.end] for s in shown.segments if s.kind == "copy")
    mended = sum(s.source_end - s.source_start for s in shown.segments if s.kind == "mended")
    assert len(inked) + mended == len(printed)


@given(laid(), st.data())
def test_splitting_loses_and_doubles_nothing(
    made: tuple[list[Span], dict[int, SourceText]], data: st.DataObject
) -> None:
    pieces, sources = made
    words = lay_out(pieces, sources)
    assume(len(words.text) > 1)
    position = data.draw(st.integers(1, len(words.text) - 1))
    assume(not any(a < position < b for a, b, _id in words.corrected))
    left, right = split_pieces(pieces, words, position)
    whole = [c for p in pieces for c in range(p.start, p.end)]
    assert [c for p in [*left, *right] for c in range(p.start, p.end)] == whole


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("国内医疗卫生行业的", "龙头企业", (0, "")),
        ("the rail-", "way station", (1, "")),
        ("Der Ei\u00adsen-", "bahnzug", (1, "")),
        ("Vor-", "und Nachteile", (0, " ")),
        ("Nord-", "Ostsee-Kanal", (0, "")),
        ("a plain", "word", (0, " ")),
        ("占地5", "0亩", (0, "")),
        ("in 19", "34", (0, " ")),
        ("使用App", "客户端", (0, "")),
        ("Haus⸗", "herr", (1, "")),
        ("end—", "begin", (0, "")),
    ],
)
def test_line_ends_are_mended_by_rule(left: str, right: str, expected: tuple[int, str]) -> None:
    assert joint(left, right) == expected


def test_an_end_inside_a_replacement_takes_all_of_it() -> None:
    source = SourceText(1, "上海巿政府", (), (), (Correction(1, 2, 3, "市人民"),))
    words = lay_out([Span(1, 0, 5)], {1: source})
    assert words.text == "上海市人民政府"
    assert words.to_source(0, 4) == [Span(1, 0, 3)]
    assert words.from_source([Span(1, 2, 3)]) == [(2, 5)]


@given(st.lists(st.integers(0, 30), max_size=40))
def test_there_is_always_room_between_two_keys(places: list[int]) -> None:
    keys = spread(3)
    for place in places:
        at = place % (len(keys) + 1)
        keys.insert(at, between(keys[at - 1] if at else None, keys[at] if at < len(keys) else None))
    assert keys == sorted(keys) and len(set(keys)) == len(keys)
    assert not any(key.endswith("0") for key in keys)


@given(laid())
def test_words_alone_are_those_of_the_printed_layer(made: tuple[list[Span], dict[int, SourceText]]) -> None:
    assert words_of(*made) == lay_out(*made, PRINTED).text

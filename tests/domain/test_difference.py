"""What is typed over a block becomes the fewest corrections, and the block then reads as typed, whatever it was."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.difference import Change, Fix, carried_over, changes, fixes
from reader.domain.text import PRINTED, Correction, SourceText, Span, lay_out, printed_text, split_pieces

ALPHABET = "天地𠮷玄黄,。「」A a b-0\u00a0*"
LINE = st.text(alphabet=ALPHABET, min_size=1, max_size=10).filter(lambda s: s.strip() == s and s)
TYPED = st.text(alphabet=ALPHABET, max_size=24)
Sources = dict[int, SourceText]


@st.composite
def blocks(draw: st.DrawFn) -> tuple[list[Span], Sources]:
    """Pieces of two source texts, some touching, with markup inside."""
    pieces: list[Span] = []
    sources: Sources = {}
    for id in (1, 2)[: draw(st.integers(1, 2))]:
        text = ""
        for line in draw(st.lists(LINE, min_size=1, max_size=4)):
            at = len(text)
            text += line + "\n" * draw(st.integers(0, 1))
            pieces.append(Span(id, at, at + len(line)))
        markup = tuple((n, n + 1) for n, char in enumerate(text) if char == "*")
        sources[id] = SourceText(id, text, markup)
    return pieces, sources


def corrected(sources: Sources, made: list[Fix]) -> Sources:
    """The sources with these corrections, as the store would give them back."""
    kept = [(f, f.id if f.id is not None else 1000 + n) for n, f in enumerate(made)]
    return {
        id: replace(
            source,
            corrections=tuple(
                sorted(
                    (Correction(n, f.start, f.end, f.replacement) for f, n in kept if f.source == id),
                    key=lambda c: (c.start, c.end, c.id),
                )
            ),
        )
        for id, source in sources.items()
    }


def renumbered(sources: Sources) -> Sources:
    """The same corrections under numbers of their own."""
    number = iter(range(1, 999))
    return {
        id: replace(s, corrections=tuple(replace(c, id=next(number)) for c in s.corrections))
        for id, s in sources.items()
    }


def reads(pieces: list[Span], sources: Sources) -> str:
    return lay_out(pieces, sources).text


def printable(pieces: list[Span], sources: Sources) -> bool:
    return any(s.kind == "copy" for s in lay_out(pieces, sources, PRINTED).segments)


@st.composite
def edits(draw: st.DrawFn, text: str) -> str:
    """`text` with a few stretches typed over: what a person does."""
    for _step in range(draw(st.integers(1, 3))):
        low = draw(st.integers(0, len(text)))
        high = draw(st.integers(low, min(len(text), low + 4)))
        text = text[:low] + draw(st.text(alphabet=ALPHABET, max_size=3)) + text[high:]
    return text


@given(blocks(), st.data())
def test_the_block_reads_as_typed_however_often_it_is_typed_over(
    made: tuple[list[Span], Sources], data: st.DataObject
) -> None:
    pieces, sources = made
    if not printable(pieces, sources):
        return
    before = printed_text(pieces, sources), lay_out(pieces, sources, PRINTED).text
    for _step in range(data.draw(st.integers(1, 4))):
        typed = data.draw(st.one_of(TYPED, edits(reads(pieces, sources))))
        sources = renumbered(corrected(sources, fixes(pieces, sources, typed)))
        assert reads(pieces, sources) == typed
        assert (printed_text(pieces, sources), lay_out(pieces, sources, PRINTED).text) == before
    assert fixes(pieces, sources, before[1]) == [], "the printed words need no correction"


@given(blocks(), st.data())
def test_corrections_stay_apart_and_inside_their_piece(made: tuple[list[Span], Sources], data: st.DataObject) -> None:
    pieces, sources = made
    if not printable(pieces, sources):
        return
    for _step in range(2):
        typed = data.draw(st.one_of(TYPED, edits(reads(pieces, sources))))
        found = fixes(pieces, sources, typed)
        for fix in found:
            assert any(p.source == fix.source and p.start <= fix.start <= fix.end <= p.end for p in pieces)
            assert fix.end > fix.start or any(p.end == fix.start and p.source == fix.source for p in pieces)
        solid = sorted((f.source, f.start, f.end) for f in found if f.end > f.start)
        assert all(a[0] < b[0] or a[2] <= b[1] for a, b in itertools.pairwise(solid))
        sources = renumbered(corrected(sources, found))


@given(blocks(), st.data())
def test_what_was_not_typed_over_keeps_its_record(made: tuple[list[Span], Sources], data: st.DataObject) -> None:
    pieces, sources = made
    if not printable(pieces, sources):
        return
    sources = renumbered(corrected(sources, fixes(pieces, sources, data.draw(edits(reads(pieces, sources))))))
    known = {c.id for s in sources.values() for c in s.corrections}
    again = fixes(pieces, sources, reads(pieces, sources))
    assert {fix.id for fix in again} == known, "typing nothing changes no record"
    longer = fixes(pieces, sources, reads(pieces, sources) + "尾")
    assert len(known - {fix.id for fix in longer}) <= 1


@given(blocks(), st.data())
def test_split_and_joined_again_it_reads_the_same(made: tuple[list[Span], Sources], data: st.DataObject) -> None:
    pieces, sources = made
    if not printable(pieces, sources):
        return
    sources = renumbered(corrected(sources, fixes(pieces, sources, data.draw(edits(reads(pieces, sources))))))
    words = lay_out(pieces, sources)
    places = [n for n in range(1, len(words.text)) if not any(a < n < b for a, b, _id in words.corrected)]
    if not places:
        return
    try:
        left, right = split_pieces(pieces, words, data.draw(st.sampled_from(places)))
    except ValueError:
        return
    assert reads([*left, *right], sources) == words.text
    halves = [lay_out(half, sources) for half in (left, right)]
    ids = [{id for _a, _b, id in half.corrected} for half in halves]
    assert not ids[0] & ids[1], "no correction is shown twice"


def block(*lines: str) -> tuple[list[Span], Sources]:
    text, pieces = "", []
    for line in lines:
        pieces.append(Span(1, len(text), len(text) + len(line)))
        text += line + "\n"
    return pieces, {1: SourceText(1, text)}


@pytest.mark.parametrize(
    ("lines", "typed", "expected"),
    [
        (["上海巿政府"], "上海市政府", [(2, 3, "市")]),
        (["𠮷田来了"], "吉田来了", [(0, 1, "吉")]),
        (["吉田来了"], "𠮷田来了", [(0, 1, "𠮷")]),
        (["船工说"], "老船工说", [(0, 1, "老船")]),
        (["船工说"], "船工说了", [(2, 3, "说了")]),
        (["船工说说"], "船工说", [(3, 4, "")]),
        (["any", "body"], "anybody", [(3, 3, "")]),
        (["any", "body"], "any, body", [(2, 3, "y,")]),
        (["any", "body"], "any-body", [(3, 3, "-")]),
        (["一共四百", "零七张"], "一共四百又零七张", [(3, 4, "百又")]),
        (["一共四百", "零七张"], "一共四七张", [(3, 4, ""), (5, 6, "")]),
        (["一共四百", "零七张"], "一共四○○七张", [(3, 4, "○"), (5, 6, "○")]),
        (["rail-", "way"], "rail-way", [(3, 4, "l-")]),
    ],
)
def test_corrections_are_few_and_lie_where_a_person_would_put_them(
    lines: list[str], typed: str, expected: list[tuple[int, int, str]]
) -> None:
    pieces, sources = block(*lines)
    assert [tuple(fix[1:4]) for fix in fixes(pieces, sources, typed)] == expected


def test_a_correction_inside_an_earlier_one_is_merged_with_it_and_a_neighbour_is_left_alone() -> None:
    pieces, sources = block("上海巿政府公吿")
    sources = {1: replace(sources[1], corrections=(Correction(7, 2, 3, "市人民"), Correction(8, 6, 7, "告")))}
    assert reads(pieces, sources) == "上海市人民政府公告"
    found = fixes(pieces, sources, "上海市民政府公告")
    assert found == [Fix(1, 2, 3, "市民"), Fix(1, 6, 7, "告", 8)]
    assert fixes(pieces, sources, "上海巿政府公告") == [Fix(1, 6, 7, "告", 8)]


def test_a_deleted_character_typed_back_needs_no_record() -> None:
    pieces, sources = block("船工说说")
    sources = {1: replace(sources[1], corrections=(Correction(7, 2, 3, ""),))}
    assert fixes(pieces, sources, "船工说说") == []


def test_nothing_printed_cannot_be_corrected() -> None:
    pieces, sources = [Span(1, 0, 1)], {1: SourceText(1, "*", ((0, 1),))}
    with pytest.raises(ValueError, match="nothing printed"):
        fixes(pieces, sources, "x")


def test_changes_are_whole_characters() -> None:
    assert changes("𠮷田", "吉田") == [Change(0, 1, 0, 1)]
    assert changes("ab", "ab") == []


def test_what_a_screen_cannot_show_is_carried_over() -> None:
    assert carried_over("贺\u2029勇\x0c说", "贺\u2028勇\ufffd说", "贺\u2028勇\ufffd又说") == "贺\u2029勇\x0c又说"

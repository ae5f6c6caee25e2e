"""Hits in a text stand exactly where the words are; reasons and snippets are true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.fold import fold
from reader.domain.query import parse
from reader.domain.query_expanding import expanded
from reader.domain.snippets import best, explain, find_all, snippet, why

TEXT = "青溪河是全县重要排水通航河道，全长58公里。Café culture；同志。他們說 the Art of War, Straße, 裏面 re\u00adad."


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("河", ["河", "河"]), ("河道", ["河道"]), ("8公里", ["8公里"]), ("58", ["58"]), ("5", []), ('"5"', ["5"]),
        ("cafe", ["Café"]), ("caf", []), ("caf*", ["Café"]), ('"af"', ["af"]), ("志。他", ["志。他"]), ("志他", []),
        ('"the art"', ["the Art"]), ("art", ["Art"]), ("read", ["re\u00adad"]), ("河 -道", ["河", "河"]), ("NOT 河", []),
        ("河 OR 公里", ["河", "河", "公里"]), ("青溪河 NEAR/10 河道", ["青溪河", "河道"]), ("青溪河 NEAR/3 河道", []),
        ("河道 NEAR/10 青溪", ["青溪", "河道"]), ("tag:河", []), ("", []), ("青溪河 溪河是", ["青溪河是"]), ("stra*", ["Straße"]),
    ],
)  # fmt: skip
def test_hits_are_the_words(query: str, words: list[str]) -> None:
    assert [TEXT[start:end] for start, end in find_all(parse(query), TEXT)] == words


def test_foldings_widen_hits() -> None:
    assert find_all(parse("他们说"), TEXT) == []
    assert [TEXT[a:b] for a, b in find_all(parse("他们说"), TEXT, ("hans",))] == ["他們說"]
    assert [TEXT[a:b] for a, b in find_all(parse("裡面"), TEXT, ("variants",))] == ["裏面"]


def test_reasons_name_layer_folding_and_alias() -> None:
    parts = [("text", 1, "後来修了提防"), ("printed", 2, "孫中山"), ("text", 2, "孙文来了"), ("title", 3, "孫文")]
    assert why(explain(parse("後来"), parts)) == ("text",)
    assert why(explain(parse("后来 fold:hans,lookalike"), parts)) == ("text+hans",)
    assert why(explain(parse("孙文"), parts)) == ("text+corrected",)
    assert why(explain(parse("孫中山"), parts)) == ("printed",)
    query = expanded(parse("孙文 fold:aliases,hans"), [("孙文", "孫中山")])
    assert why(explain(query, parts)) == ("printed+aliases", "text", "title+hans")


def test_fields_narrow_hits() -> None:
    assert find_all(parse("title:河"), TEXT, field="text") == []
    assert len(find_all(parse("title:河"), TEXT, field="title")) == 2
    assert len(find_all(parse("河"), TEXT, field="note")) == 2


@given(st.text(alphabet="水利河a b，。1𠮷", max_size=40), st.text(alphabet="水利河a1𠮷", min_size=1, max_size=3))
def test_strings_are_found_where_a_scan_finds_them(text: str, wanted: str) -> None:
    hits = find_all(parse(f'"{wanted}"'), text)
    covered = {i for start, end in hits for i in range(start, end)}
    starts = [i for i in range(len(text)) if fold(text).startswith(wanted, i)]
    assert bool(hits) == bool(starts)
    assert all(i in covered for i in starts)
    assert all(text[start] for start, _end in hits)


@given(st.text(max_size=200), st.integers(1, 80), st.data())
def test_snippets_show_the_hits(text: str, width: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 10)))
    hits = [(start, end)] if start < end else []
    line, marks = snippet(text, hits, width)
    assert len(line) <= width + 34
    for (a, b), (low, high) in zip(marks, hits, strict=False):
        assert line[a:b] == "".join(" " if c.isspace() else c for c in text[low:high])


def test_a_snippet_of_a_long_text() -> None:
    line, marks = snippet("长" * 100 + "河道" + "短" * 100, [(100, 102)], 20)
    assert line.startswith("…")
    assert line.endswith("…")
    assert line[slice(*marks[0])] == "河道"


def test_reasons() -> None:
    parts = [("title", 1, "水利建设"), ("text", 2, "後來的水利"), ("note", None, "无"), ("printed", 2, "后来的水利")]
    found = explain(parse("水利"), parts)
    assert why(found) == ("title", "text", "printed")
    chosen = best(found)
    assert chosen is not None
    assert (chosen.field, chosen.hits) == ("text", [(3, 5)])
    assert why(explain(parse("后来"), parts, ("hans", "variants"))) == ("text+hans", "printed")
    assert best([]) is None

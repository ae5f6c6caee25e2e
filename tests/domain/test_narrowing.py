"""Values of facets in a query: read from it, written into it, the same query afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.narrowing import Narrowed, narrowed, written
from reader.domain.query import parse

READ = {
    "航标 newspaper:=晚汀日报": ("航标", {"newspaper": ("晚汀日报",)}),
    '航标 newspaper:(=晚汀日报 OR ="The Gannet Head Chronicle") date:2014..2024 in:highlights': (
        "航标 in:highlights",
        {"newspaper": ("晚汀日报", "The Gannet Head Chronicle"), "date": ("2014..2024",)},
    ),
    "(水利 OR 防洪) tag:航运 page:(3 OR A03) state:unread": (
        "(水利 OR 防洪)", {"page": ("3", "A03"), "tag": ("航运",), "state": ("unread",)}),
    'author:="甄 望" 灯': ("灯", {"author": ("甄 望",)}),
    "tag:“public works”": ("", {"tag": ("public works",)}),
    "newspaper:unknown": ("", {"newspaper": ("unknown",)}),
    "日期:2023 hit:note 河": ("河", {"date": ("2023",), "hit": ("note",)}),
}  # fmt: skip
LEFT = [
    "水利 OR tag:航运", "-tag:航运 水", "NOT tag:航运 水", "tag:航* 水", "newspaper:许昌", "page:1..4", "tag:=水利",
    "author:张", "水 AND tag:航运", "tag:(甲 -乙)", "tag:(甲 乙)", "kind:bird", "(tag:航运", "date:(2023 OR 2024-05..)  水 OR x",
]  # fmt: skip


@pytest.mark.parametrize("query", READ)
def test_facets_are_read_from_a_query(query: str) -> None:
    base, chosen = READ[query]
    assert narrowed(query) == Narrowed(base, chosen)


@pytest.mark.parametrize("query", LEFT)
def test_what_is_written_otherwise_stays_as_it_is(query: str) -> None:
    assert narrowed(query) == Narrowed(query)


def test_a_second_filter_of_one_facet_stays_in_the_base() -> None:
    found = narrowed("date:2023 date:2023-10 水")
    assert found == Narrowed("date:2023-10 水", {"date": ("2023",)})
    assert parse(found.text).root is not None


def test_an_or_is_put_into_brackets_before_it_is_narrowed() -> None:
    assert written("水利 OR 防洪", {"tag": ["航运"]}) == "(水利 OR 防洪) tag:航运"


def test_what_speaks_of_the_whole_stays_outside_of_brackets() -> None:
    made = narrowed("水 OR 河 sort:newest fold:hans").toggled("newspaper", "晚汀日报").text
    assert made == "(水 OR 河) sort:newest fold:hans newspaper:=晚汀日报"
    assert parse(made).order == "newest"


def test_values_are_taken_and_left_one_by_one() -> None:
    one = narrowed("灯 page:3").toggled("page", "5").toggled("newspaper", "晚汀日报")
    assert one.text == "灯 newspaper:=晚汀日报 page:(3 OR 5)"
    assert one.toggled("page", "3").toggled("page", "5").text == "灯 newspaper:=晚汀日报"
    assert narrowed(one.text) == one


NAMES = st.text(st.sampled_from("水利a B-(:=*“”\"「」'·é"), min_size=1, max_size=8).map(str.strip).filter(bool)


@given(
    st.fixed_dictionaries({}, optional={
        "newspaper": st.lists(NAMES, min_size=1, max_size=3, unique=True),
        "author": st.lists(NAMES, min_size=1, max_size=2, unique=True),
        "tag": st.lists(NAMES, min_size=1, max_size=3, unique=True),
        "page": st.lists(st.sampled_from(["1", "A03", "unknown"]), min_size=1, max_size=2, unique=True),
        "date": st.lists(st.sampled_from(["2023", "2024-05", "1931..1933", "unknown"]), min_size=1, max_size=2, unique=True),
    }),
    st.sampled_from(["", "航标", "水利 OR 防洪", '"a: b" -x', "in:highlights 灯", "tag:=水 y"]),
)  # fmt: skip
def test_what_is_written_is_read_again(chosen: dict[str, list[str]], base: str) -> None:
    text = written(base, chosen)
    parse(text)
    readable = {n: tuple(dict.fromkeys(v)) for n, v in chosen.items()}
    marks = '"＂“”'
    if any(any(c in v for c in marks) and "」" in v for values in chosen.values() for v in values):
        return
    found = narrowed(text)
    assert found.chosen == readable
    assert parse(found.text).root is not None
    assert narrowed(found.text) == found

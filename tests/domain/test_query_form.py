"""Queries written by a form and read back into it; what it cannot show is kept as typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.query import parse
from reader.domain.query_form import Form, _plain, parse_or_none, read, terms, write
from reader.domain.query_tree import HAS, KINDS, ORDERS, STATES, SWITCHES

FILLED = Form(
    every='水利 "the art of"', some="防洪 排涝", none="巡察", title="船票", author="张辉", newspaper="许昌", since="2023-10",
    until="2023-11", page="A03", kind="photo", state="unread", colour="yellow", has=("note", "tag"), tags=("水利", "public works"),
    exact=frozenset({"tag"}), level="highlights", order="newest", switches=("hans", "aliases"),
)  # fmt: skip


def test_a_form_is_written_as_a_person_would_type_it() -> None:
    assert write(FILLED) == (
        '水利 "the art of" (防洪 OR 排涝) -巡察 title:船票 author:张辉 newspaper:许昌 page:A03 kind:photo state:unread '
        'colour:yellow date:2023-10..2023-11 tag:=水利 tag:="public works" has:note has:tag in:highlights '
        "sort:newest fold:hans,aliases"
    )
    assert write(Form()) == "" and write(Form(since="2023", until="2023")) == "date:2023"
    assert write(Form(until="1949")) == "date:..1949"


def test_what_was_written_is_read_back() -> None:
    assert read(write(FILLED)) == FILLED
    assert read("") == Form()


@pytest.mark.parametrize(
    "source",
    [
        "青溪河 NEAR/5 防洪",
        "水利 OR tag:防汛",
        "text:水利",
        "-tag:水利",
        "tag:水利 tag:=河道",
        "newspaper:许昌 newspaper:日报",
        "issue:3",
        "水利 (tag:甲 OR state:read)",
        "date:2023 date:2024",
        "水利 -(甲 乙)",
    ],
)
def test_what_a_form_cannot_show_is_kept(source: str) -> None:
    form = read(source)
    assert form.rest
    assert _plain(parse(write(form)).root) == _plain(parse(source).root)


def test_a_part_that_cannot_be_shown_leaves_the_others_in_their_fields() -> None:
    form = read("水利 issue:3 tag:河道 fold:hans")
    assert form == Form(every="水利", tags=("河道",), rest="issue:3", switches=("hans",))


def test_a_query_that_cannot_be_read_is_kept_whole() -> None:
    assert read('水利 "') == Form(rest='水利 "')
    assert read("nosuch:x") == Form(rest="nosuch:x")


def test_words_that_look_like_operators_are_words() -> None:
    assert terms('a AND "b c" date:x -y') == ["a", '"AND"', '"b c"', '"date:x"', '"-y"']


WORD = st.sampled_from(["水利", "58公里", "art", "art*", "a.b", "了。他", "and", "NEAR", "𠮷", "x:y", "-z", "（甲", '"', "1937"])
WORDS = st.lists(WORD, max_size=3).map(" ".join)
FORMS = st.builds(
    Form, every=WORDS, some=WORDS, none=WORDS, title=WORDS, author=WORDS, note=WORDS,
    newspaper=st.sampled_from(["", "许昌", "Le Phare", "x:y", "=甲", "许*"]), since=st.sampled_from(["", "2023", "2023-10-01"]),
    until=st.sampled_from(["", "2023-10-31", "2024"]), page=st.sampled_from(["", "3", "1..4", "A*"]),
    kind=st.sampled_from(["", *KINDS]), state=st.sampled_from(["", *STATES]), colour=st.sampled_from(["", "yellow"]),
    has=st.lists(st.sampled_from(HAS), unique=True, max_size=2).map(tuple),
    tags=st.lists(st.sampled_from(["水利", "public works", "甲(乙)", "-x", "a*"]), unique=True, max_size=2).map(tuple),
    exact=st.sampled_from([frozenset(), frozenset({"tag"}), frozenset({"newspaper"})]),
    level=st.sampled_from(["articles", "highlights", "notes"]), order=st.sampled_from(["", *ORDERS]),
    switches=st.sampled_from([(), ("hans",), tuple(SWITCHES)]),
)  # fmt: skip


@given(FORMS)
@settings(max_examples=150, deadline=None)
def test_any_form_is_read_back_as_the_same_query(form: Form) -> None:
    source = write(form)
    asked = parse_or_none(source)
    if asked is not None:
        again = read(source)
        assert _plain(parse(write(again)).root) == _plain(asked.root), (source, again)


SOURCES = st.recursive(
    st.sampled_from(["水利", '"a b"', "art*", "tag:水利", "tag:=甲", "title:船", "has:note", "date:2023..", "author:=张辉", "「x」"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" ", " OR ", " AND ", " "]), inner).map("".join),
        inner.map(lambda one: f"-({one})"),
        inner.map(lambda one: f"({one})"),
    ),
    max_leaves=6,
)


@given(SOURCES)
@settings(max_examples=200, deadline=None)
def test_any_query_opened_in_the_form_asks_the_same(source: str) -> None:
    form = read(source)
    assert _plain(parse(write(form)).root) == _plain(parse(source).root), form

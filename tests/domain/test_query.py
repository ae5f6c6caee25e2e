"""The query language: what is read as what, what is forgiven while typing, and where faults are said to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.query import SWITCHES, And, Filter, Near, Not, Or, Query, QueryError, Text, parse
from reader.domain.query_expanding import expanded
from reader.domain.query_writing import narrowed, value, with_option, with_switch


def shown(node: object) -> str:
    """A tree in one line."""
    if isinstance(node, Query):
        return shown(node.root)
    if isinstance(node, Text):
        fields = f"{node.fields[0]}:" if node.fields else ""
        return f"{fields}{node.mode[0] if node.mode != 'words' else 'W'}'{node.text}'" + ("*" if node.prefix else "")
    if isinstance(node, Filter):
        return f"{node.name}:{'=' if node.exact else ''}{node.value}{'*' if node.prefix else ''}"
    if isinstance(node, Near):
        return f"near{node.distance}({' '.join(map(shown, node.parts))})"
    if isinstance(node, Not):
        return f"not {shown(node.part)}"
    assert isinstance(node, And | Or)
    return f"{'and' if isinstance(node, And) else 'or'}({' '.join(map(shown, node.parts))})"


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("", "and()"), ("   ", "and()"), ("水利", "s'水利'"), ("art", "w'art'"), ("art*", "w'art'*"), ("58", "w'58'"),
        ("58公里", "s'58公里'"), ("“水 利”", "s'水 利'"), ('"the art"', "s'the art'"), ("「水」", "s'水'"),
        ("don't", "W'don't'"), ("10:30", "W'10:30'"), ("《红楼梦》", "s'红楼梦'"), ("水利，", "s'水利'"), ("，", "s'，'"),
        ("a b", "and(w'a' w'b')"), ("a AND b", "and(w'a' w'b')"), ("a ＡＮＤ b", "and(w'a' w'b')"),
        ("a and b", "and(w'a' w'and' w'b')"), ("a b OR c d", "or(and(w'a' w'b') and(w'c' w'd'))"),
        ("a (b OR c)", "and(w'a' or(w'b' w'c'))"), ("（a OR b）c", "and(or(w'a' w'b') w'c')"),
        ("-a", "not w'a'"), ("a -b", "and(w'a' not w'b')"), ("a － b", "and(w'a' w'b')"), ("a-b", "W'a-b'"),
        ("NOT a b", "and(not w'a' w'b')"), ("NOT (a b)", "not and(w'a' w'b')"), ("- a", "w'a'"),
        ("a NEAR/3 b", "near3(w'a' w'b')"), ("a NEAR b NEAR/20 c", "near20(w'a' w'b' w'c')"),
        ("title:水", "title:s'水'"), ("标题：水", "title:s'水'"), ('note:"a b"', "note:s'a b'"),
        ("title:(a OR b)", "or(title:w'a' title:w'b')"), ("title:a* b", "and(title:w'a'* w'b')"),
        ("tag:水利", "tag:水利"), ("tag:=水利", "tag:=水利"), ("tag:水*", "tag:水*"), ('tag:"a b*"', "tag:a b*"),
        ("tag:(a OR b)", "or(tag:a tag:b)"), ("标签：水利", "tag:水利"), ("TAG:x", "tag:x"), ("kind:Photo", "kind:photo"),
        ("kind:photos", "kind:photo"), ("has:notes", "has:note"), ("color:red", "colour:red"), ("page:A*", "page:A*"),
        ("tag: x", "tag:x"), ("时间：下午", "s'时间：下午'"), ('"a:b"', "s'a:b'"),
    ],
)  # fmt: skip
def test_read_as(source: str, tree: str) -> None:
    assert shown(parse(source)) == tree


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2023", 20230101, 20231231), ("2023-02", 20230201, 20230228), ("2024-2", 20240201, 20240229),
        ("2023-10-05", 20231005, 20231005), ("2023..2024-03", 20230101, 20240331), ("..1949", 0, 19491231),
        ("1949-10-01..", 19491001, 99999999), ("２０２３", 20230101, 20231231), ("1937.7.7", 19370707, 19370707),
    ],
)  # fmt: skip
def test_dates(value: str, low: int, high: int) -> None:
    node = parse(f"date:{value}").root
    assert isinstance(node, Filter)
    assert (node.low, node.high) == (low, high)


def test_what_speaks_of_the_whole() -> None:
    query = parse("水 sort:newest fold:繁简,aliases fold:variants in:notes")
    assert (query.order, query.switches, query.level) == ("newest", ("hans", "variants", "aliases"), "notes")
    assert query.folds == ("hans", "variants")
    assert shown(query) == "s'水'"
    assert parse("放宽：全部 排序：最早").switches == SWITCHES
    assert parse("排序：最早").order == "oldest"


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("水", "水 tag:河"), ("水 OR 河", "(水 OR 河) tag:河"), ("", "tag:河"), ("in:notes", "tag:河 in:notes"),
        ("水 sort:newest fold:hans 河", "水 河 tag:河 sort:newest fold:hans"), ("水 AND in:notes", "水 tag:河 in:notes"),
        ('"in:notes"', '"in:notes" tag:河'), ('水 "未完', '水 "未完 tag:河'), ("foo:x", "foo:x tag:河"),
    ],
)  # fmt: skip
def test_narrowed_as_one_would_type_it(source: str, made: str) -> None:
    assert narrowed(source, "tag:河") == made


def test_options_are_set_changed_and_taken_away() -> None:
    assert with_option("水", "sort", "newest") == "水 sort:newest"
    assert with_option("sort:newest 水", "sort", "oldest") == "水 sort:oldest"
    assert with_option("水 sort:newest", "sort", "") == "水"
    assert with_switch("水", "hans", True) == "水 fold:hans"
    assert with_switch("水 fold:lookalike", "hans", True) == "水 fold:hans,lookalike"
    assert with_switch("水 fold:all", "aliases", False) == "水 fold:hans,variants,lookalike"
    assert with_switch("水 fold:hans", "hans", False) == "水"
    assert with_option('水 "abc', "in", "notes") == '水 "abc in:notes'
    assert [value(text) for text in ("水利", "a b", 'a"b', "=a", "a*")] == ["水利", '"a b"', '"a”b"', '"=a"', '"a*"']


def test_tag_names_widen_a_text_where_its_switch_says_so() -> None:
    names = [("孙中山", "孫中山", "Sun Yat-sen"), ("水利",), ("河工", "河务")]
    assert shown(expanded(parse("孙中山"), names)) == "s'孙中山'"
    widened = expanded(parse("title:孙中山 -河务 fold:aliases"), names)
    assert shown(widened) == "and(or(title:s'孙中山' title:s'孫中山' title:W'Sun Yat-sen') not or(s'河务' s'河工'))"
    assert widened.plain is not None
    assert (
        shown(expanded(parse("河工 NEAR/3 水利 fold:aliases"), names))
        == "or(near3(s'河工' s'水利') near3(s'河务' s'水利'))"
    )
    assert expanded(parse("水利 孙中 fold:aliases"), names).plain is None, "part of a name is not the name"
    assert shown(expanded(parse("孫中山 fold:aliases,hans"), names)).startswith("or(s'孫中山' s'孙中山' ")


def test_levels_stand_outside() -> None:
    assert parse("水 in:highlights").level == "highlights"
    assert shown(parse("水 in:highlights")) == "s'水'"
    assert parse("in:notes").level == "notes"
    assert parse("水").level == "articles"


def test_what_speaks_of_the_whole_may_follow_alternatives() -> None:
    read = parse("水 OR 河 sort:newest fold:hans")
    assert (shown(read), read.order, read.switches) == ("or(s'水' s'河')", "newest", ("hans",))
    assert shown(parse("in:notes 水 OR 河 湖")) == "or(s'水' and(s'河' s'湖'))"
    assert parse(with_switch("水 OR 河", "variants", True)).switches == ("variants",)
    assert parse(with_option("水 OR 河", "sort", "oldest")).order == "oldest"


@pytest.mark.parametrize(
    ("source", "at"),
    [
        ('水 "abc', 2), ("水 (abc", 2), ("水 )", 2), ("foo:bar", 0), ("水 foo:bar", 2), ("AND", 0), ("a AND", 2),
        ("a OR OR b", 2), ("a OR", 2), ("OR a", 0), ("NOT", 0), ("a NOT", 2), ("a NEAR/3", 2), ("a NEAR (b c)", 2),
        ("title:a NEAR b", 8), ("date:2023-13", 5), ("date:2023-02-30", 5), ("date:..", 5), ("date:2024..2023", 5),
        ("date:x", 5), ("kind:x", 5), ("has:x", 4), ("state:x", 6), ("tag:", 0), ("tag: )", 0), ("tag:*", 4),
        ("水 (in:notes OR b)", 6), ("in:notes in:highlights", 12), ("-in:notes", 4), ("sort:x", 5), ("a OR sort:newest", 10),
        ("sort:newest sort:oldest", 17), ("fold:x", 5), ("fold:hans,x", 5), ("-fold:hans", 6), ("(" * 41 + "a" + ")" * 41, 40),
        ("a " * 201, 400), ("水" * 4001, 4000), ('"\u0301"', 1),
    ],
)  # fmt: skip
def test_faults_name_their_place(source: str, at: int) -> None:
    with pytest.raises(QueryError) as raised:
        parse(source)
    assert raised.value.at == at
    assert raised.value.message


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ('水 "abc', "and(s'水' s'abc')"), ("(水", "s'水'"), ("水 AND", "s'水'"), ("水 OR ", "s'水'"), ("水 -", "s'水'"),
        ("title:", "and()"), ("tag:", "and()"), ("tag:=", "and()"), ("date:20", "and()"), ("kind:ph", "and()"),
        ("art", "w'art'*"), ("art ", "w'art'"), ("the art", "and(w'the' w'art'*)"), ("水", "s'水'"), ("19", "w'19'*"),
        ("a NEAR/3 ", "w'a'"), ("NOT ", "and()"),
    ],
)  # fmt: skip
def test_what_is_being_typed_is_forgiven(source: str, tree: str) -> None:
    assert shown(parse(source, live=True)) == tree


@given(st.text(), st.booleans())
def test_any_text_is_read_or_refused(source: str, live: bool) -> None:
    _read(source, live)


_PARTS = st.sampled_from(
    ['"', "“", "”", "(", ")", "（", "-", "*", "AND", "OR", "NOT", "NEAR/2", "title:", "tag:", "date:", "in:", "水", "a", " ",
     "=", "..", "2023", "notes", "、", "：", "\x00", "𠮷"]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=12).map("".join), st.booleans())
def test_hostile_queries_are_read_or_refused(source: str, live: bool) -> None:
    _read(source, live)


def _read(source: str, live: bool) -> None:
    try:
        query = parse(source, live)
    except QueryError as error:
        assert 0 <= error.at <= len(source)
        assert error.message
        assert str(error)
        return
    for text in query.texts():
        assert source[text.at : text.end] == text.text
        assert text.seen

"""Saved searches, baskets and overviews, by the command line and by their verbs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cli import cli
from reader.commands import baskets, overviews, searches
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.order import many_between
from reader.domain.overviews import Author
from reader.domain.query import parse
from reader.domain.query_pieces import quote
from reader.domain.views import Listing
from tests.commands.conftest import Run

WELLS = """# 旧井普查登记三百二十口

本报讯(通讯员 柏舟 甄望)全市旧井普查结束,共登记三百二十口。

# 春汛

本报讯(记者 柏舟)昨夜水位又涨。
"""


@pytest.fixture
def two(library: Run, tmp_path: Path) -> Run:
    """Two issues of one day in two years, four articles."""
    path = tmp_path / "晚汀日报 2023-06-08.md"
    path.write_text(WELLS, encoding="utf-8")
    library("import", path)
    return library


# ---- saved searches


def names(run: Run) -> list[str]:
    return [one["name"] for one in run("searches")["searches"]]


def test_searches_are_kept_counted_ordered_and_forgotten(two: Run) -> None:
    assert two("searches", "add", "井", "旧井")["count"] == 2
    two("searches", "add", "人", "author:柏舟")
    two("searches", "move", "人", "--before", "井")
    assert names(two) == ["人", "井"]
    two("searches", "rename", "井", "水井")
    assert two("searches", "edit", "水井", "旧井 date:2023")["count"] == 1
    assert "already" in two("searches", "add", "人", "井", status=1)
    assert "bracket" in two("searches", "add", "坏", "(井", status=1)
    two("searches", "delete", "人", "水井")
    assert names(two) == []
    two("undo")
    assert names(two) == ["人", "水井"]


def test_a_saved_search_that_cannot_be_read_any_more_says_so(two: Run, tmp_path: Path) -> None:
    session = open_session(tmp_path / "test.pressmark")
    with session.act("test.old") as act:
        act.insert("saved_search", name="旧", query="nosuch:井", position="V")
    session.close()
    (found,) = two("searches")["searches"]
    assert found["count"] is None and "nosuch" in found["error"]


def test_the_name_proposed_is_the_query_in_one_short_line() -> None:
    assert searches.name_for("井  水\n利") == "井 水 利"
    assert len(searches.name_for("井" * 200)) == 40


def test_searches_made_last_are_remembered_by_library_and_can_be_cleared(tmp_path: Path) -> None:
    session = open_session(tmp_path / "a.pressmark", create=True)
    for query in ("井", "河 fold:hans", "井", " ", *map(str, range(40))):
        searches.remember(session, query)
    assert searches.recent(session)[:2] == ["39", "38"] and len(searches.recent(session)) == searches.RECENT_KEPT
    searches.remember(session, "38")
    assert searches.recent(session)[:3] == ["38", "39", "37"]
    searches.forget_recent(session)
    assert searches.recent(session) == []
    session.close()


# ---- baskets


def items(document: dict[str, Any]) -> list[tuple[int, int | None]]:
    return [(one["article"], one["highlight"]) for one in document["items"]]


def test_a_basket_keeps_its_order_and_remarks(two: Run, tmp_path: Path) -> None:
    mark = two("highlight", 1, "--quote", "读书角开张三年")["id"]
    assert two("basket", "add", "展览", "--query", "旧井")["added"] == 2
    full = two("basket", "add", "展览", "--article", 1, "--highlight", mark, "--article", 2)
    assert full["added"] == 2 and items(full)[2:] == [(1, None), (1, mark)]
    last, first = full["items"][3], full["items"][0]
    two("basket", "order", "展览", last["id"], "--before", first["id"])
    two("basket", "remark", "展览", "放大", "--item", last["id"])
    two("basket", "remark", "展览", "第一柜")
    (shown,) = two("baskets")["baskets"]
    assert shown["remark"] == "第一柜" and items(shown)[0] == (1, mark) and shown["items"][0]["remark"] == "放大"
    assert shown["items"][0]["quote"] == "读书角开张三年" and shown["articles"] == 3
    assert two("basket", "remove", "展览", "--article", 1)["removed"] == 2
    two("undo")
    assert items(two("basket", "show", "展览")) == items(shown)
    two("basket", "delete", "展览")
    assert two("baskets")["baskets"] == []
    two("undo")
    assert items(two("basket", "show", "展览")) == items(shown)


def test_passages_of_a_query_go_into_a_basket(two: Run) -> None:
    mark = two("highlight", 1, "--quote", "读书角开张三年", "--tag", "水利")["id"]
    assert items(two("basket", "add", "读", "--query", "in:highlights tag:水利")) == [(1, mark)]
    assert "Say what" in two("basket", "add", "读", status=2)


def test_an_export_of_a_basket_keeps_order_and_remarks(two: Run, tmp_path: Path) -> None:
    mark = two("highlight", 1, "--quote", "读书角开张三年", "--comment", "查一查")["id"]
    made = two("basket", "add", "展览", "--article", 2, "--highlight", mark)
    two("basket", "remark", "展览", "放大\n再看", "--item", made["items"][1]["id"])
    out = tmp_path / "a.md"
    two("export", "--basket", "展览", "--format", "markdown", "-o", out)
    text = out.read_text(encoding="utf-8")
    assert text.index("旧井普查") < text.index("放大") < text.index("读书角开张三年") and text.startswith("# 展览")
    for ending, words in ((".md", "1. **旧井"), (".txt", "1. 旧井"), (".html", "<strong>旧井")):
        listed = tmp_path / f"list{ending}"
        two("export", "--basket", "展览", "--format", "reading-list", "-o", listed)
        text = listed.read_text(encoding="utf-8")
        assert words in text and "再看" in text and "读书角开张三年" in text and "查一查" in text and "晚汀日报" in text


def test_what_lies_in_the_trash_is_not_shown_and_comes_back(two: Run, tmp_path: Path) -> None:
    two("basket", "add", "展览", "--article", 1, "--article", 2)
    session = open_session(tmp_path / "test.pressmark")
    session.do("article.trash", articles=[1])
    assert list(session.ids(Listing("basket", 1))) == [2]
    session.do("article.restore", articles=[1])
    assert list(session.ids(Listing("basket", 1))) == [1, 2]
    assert list(session.ids(Listing("basket", 1, state="read"))) == []
    with pytest.raises(ReaderError):
        session.do("basket.take_out", items=[999])
    session.close()


def test_a_thousand_articles_go_into_a_basket_as_one_step(two: Run, tmp_path: Path) -> None:
    session = open_session(tmp_path / "test.pressmark")
    everything = list(session.ids(Listing("all")))
    before = len(session.history())
    assert session.do("basket.add", articles=everything).value["added"] == len(everything)
    assert len(session.history()) == before + 1
    assert list(session.ids(Listing("basket", 1))) == everything
    assert [len(line.remark) for line in baskets.wanted_of(session, 1).lines or ()] == [0] * len(everything)
    session.close()


@given(st.lists(st.integers(1, 6), max_size=8), st.data())
@settings(max_examples=40, deadline=None)
def test_keys_for_many_stand_between_their_neighbours(steps: list[int], data: st.DataObject) -> None:
    keys: list[str] = []
    for count in steps:
        at = data.draw(st.integers(0, len(keys)))
        made = many_between(keys[at - 1] if at else None, keys[at] if at < len(keys) else None, count)
        keys[at:at] = made
        assert keys == sorted(keys) and len(set(keys)) == len(keys)


# ---- overviews


def test_tags_together_are_counted_as_the_query_finds_them(two: Run) -> None:
    two("tag", 1, "水利", "城建")
    two("tag", 2, "水利", "城建", "人口")
    two("tag", 3, "水利")
    found = two("tags", "together")
    assert [(t["name"], t["count"]) for t in found["tags"]] == [("水利", 3), ("城建", 2), ("人口", 1)]
    assert found["pairs"][0]["tags"] == ["水利", "城建"] and found["pairs"][0]["count"] == 2
    for pair in found["pairs"]:
        assert two("search", pair["query"])["total"] == pair["count"]
    assert two("tags", "together", "--most", 2)["others"] == 1


def test_tags_of_highlights_stand_together_too(two: Run) -> None:
    two("highlight", 1, "--quote", "读书角开张三年", "--tag", "水利", "--tag", "城建")
    (pair,) = two("tags", "together", "--in", "highlights")["pairs"]
    assert pair["count"] == 1 and two("search", pair["query"])["total"] == 1


def test_authors_stand_with_roles_counts_and_forms(two: Run) -> None:
    found = {a["name"]: a for a in two("authors")["authors"]}
    assert found["柏舟"]["articles"] == 3 and found["柏舟"]["first"] == "2023-06-08" and found["柏舟"]["last"] == "2024-06-08"
    assert found["柏舟"]["roles"] == [{"role": "通讯员", "articles": 2}, {"role": "记者", "articles": 1}]
    for author in found.values():
        assert two("search", author["query"])["total"] == author["articles"]
    assert [a["name"] for a in two("authors", "bz")["authors"]] == ["柏舟"]
    assert [a["name"] for a in two("authors", "通讯员")["authors"]] == ["柏舟", "甄望"]


def test_forms_of_one_name_stand_together(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 一\n\n本报讯(记者 张辉)甲。\n\n# 二\n\n本報訊(記者 張輝)乙。\n", encoding="utf-8")
    session = open_session(tmp_path / "a.pressmark", create=True)
    session.do("import.files", paths=[tmp_path / "a.md"])
    found: list[Author] = overviews.authors(session)
    assert len(found) == 1 and found[0].articles == 2 and len(found[0].variants) == 1
    assert session.finder.how_many(overviews.query_of_author(found[0])) == 2
    session.close()


def test_a_day_is_seen_in_all_years(two: Run) -> None:
    two("highlight", 3, "--quote", "旧井普查", "--nth", 1)
    found = two("on-this-day", "2020-06-08")
    assert [i["date"] for i in found["issues"]] == ["2024-06-08", "2023-06-08"]
    assert [(m["quote"], m["date"]) for m in found["marks"]] == [("旧井普查", "2023-06-08")]
    assert two("on-this-day", "06")["day"] == "06" and len(two("on-this-day", "06")["issues"]) == 2
    assert two("on-this-day", "06-09")["issues"] == []
    assert "no day" in two("on-this-day", "13-40", status=2)


def test_what_is_printed_for_people_says_where_and_how_much(two: Run, tmp_path: Path) -> None:
    def told(*arguments: str) -> list[str]:
        done = CliRunner().invoke(cli, ["--library", str(tmp_path / "test.pressmark"), *arguments])
        assert done.exit_code == 0, done.output
        return done.output.splitlines()

    two("highlight", 3, "--quote", "旧井普查", "--nth", 1)
    assert told("search", "旧井普查")[0] == "2 articles" and "晚汀日报 2023-06-08" in "\n".join(told("search", "旧井普查"))
    assert told("search", "in:highlights 旧井")[0] == "1 passage"
    assert told("basket", "add", "选", "--article", "1", "--article", "2") == ["选  +2  2 things"], "not all that lies in it"
    assert told("kwic", "没有这样的字") == told("facets", "没有这样的字") == ["Nothing found"]
    session = open_session(tmp_path / "test.pressmark")
    made = session.library.value("select substr(created, 6, 5) from highlight")
    session.close()
    assert told("on-this-day", made)[-1].endswith("▌旧井普查"), "what was highlighted on it is of this day too"


def test_the_articles_of_a_day_are_a_list(two: Run, tmp_path: Path) -> None:
    session: Session = open_session(tmp_path / "test.pressmark")
    assert len(session.ids(Listing("day", text="06-08"))) == 4 and len(session.ids(Listing("day", text="06"))) == 4
    assert len(session.ids(Listing("day", text="07"))) == 0
    session.close()


@given(st.text(min_size=1, max_size=20))
@settings(max_examples=80, deadline=None)
def test_any_string_can_be_quoted_in_a_query(text: str) -> None:
    parse(f"井 OR {quote('井' + text)}")

"""Overviews of a real library: facets as counted in Python, lines as found by hand, the calendar, the command line."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reader.cli import cli
from reader.commands import concordance, overview
from reader.commands.listing import quote_spans
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.narrowing import narrowed
from reader.domain.places import sample_issues
from reader.domain.views import Listing

Run = Callable[..., Any]
QUERIES = ["", "船", "the", "轮渡", "船 date:2024", "船 newspaper:(=晚汀日报 OR =滄渚日報)", "船 page:(01 OR 04) kind:article", "tag:轮渡"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample issues with a few marks."""
    path = tmp_path_factory.mktemp("overview") / "overview.pressmark"
    session = open_session(path, create=True)
    session.do("import.files", paths=[sample_issues()])
    found = [row.id for row in session.rows(list(session.ids(Listing("search", text="轮渡"))))]
    session.do("tag.add", articles=found[:2], tags=["轮渡"])
    session.do("tag.add", articles=found[1:], tags=["江上"])
    for id in found[:1]:
        session.do("note.write", article=id, text="轮渡公司的档案在水运科。")
    spans = quote_spans(session, found[0], "轮渡", 1)
    session.do("highlight.add", article=found[0], spans=spans, colour="green", tags=["轮渡"], comment="渡口的轮渡")
    session.close()
    return path


@pytest.fixture
def session(library: Path) -> Iterator[Session]:
    opened = open_session(library)
    yield opened
    opened.close()


@pytest.fixture
def run(library: Path) -> Run:
    """Run a subcommand that prints JSON."""

    def call(*arguments: str, status: int = 0) -> Any:
        done = CliRunner().invoke(cli, ["--library", str(library), *arguments, "--json"])
        assert done.exit_code == status, done.output
        return json.loads(done.output) if status == 0 else done

    return call


def listed(session: Session, query: str) -> list[Any]:
    return session.rows(list(session.ids(Listing("search", text=query))))


def by_hand(session: Session, query: str) -> dict[str, Counter[str]]:
    """Facets counted over the rows of the list, each facet without its own values chosen."""
    split = narrowed(query)
    counts: dict[str, Counter[str]] = {}
    for name in ("newspaper", "page", "kind", "state", "tag"):
        rows = listed(session, split.replaced(name, ()).text)
        told = {
            "newspaper": lambda row: [row.newspaper or "unknown"], "page": lambda row: [row.page or "unknown"],
            "kind": lambda row: [row.kind], "state": lambda row: [row.state], "tag": lambda row: [chip.name for chip in row.tags],
        }[name]  # fmt: skip
        counts[name] = Counter(value for row in rows for value in told(row))
    return counts


@pytest.mark.parametrize("query", QUERIES)
def test_facets_count_what_the_list_shows(session: Session, query: str) -> None:
    found = {f.name: {v.value: v.count for v in f.values if v.count} for f in overview.facets(session, query)}
    for name, counts in by_hand(session, query).items():
        assert found.get(name, {}) == dict(counts), name
    years = {value: count for value, count in found["date"].items() if len(value) == 4}
    rows = listed(session, narrowed(query).replaced("date", ()).text)
    assert years == dict(Counter(row.date[:4] for row in rows if row.date))


@pytest.mark.parametrize("query", ["船", "轮渡 state:unread", "the"])
def test_choosing_a_value_finds_as_many_as_it_says(session: Session, query: str) -> None:
    for facet in overview.facets(session, query):
        for value in facet.values:
            text = narrowed(query).replaced(facet.name, (value.value,)).text
            assert len(session.ids(Listing("search", text=text))) == value.count, text


def test_values_chosen_stay_listed_though_nothing_has_them(session: Session) -> None:
    found = {f.name: f for f in overview.facets(session, "轮渡 page:99 newspaper:=无此报")}
    for name, value in (("page", "99"), ("newspaper", "无此报")):
        kept = next(v for v in found[name].values if v.value == value)
        assert (kept.count, kept.chosen) == (0, True)


def test_facets_say_where_the_words_stand(session: Session) -> None:
    found = next(f for f in overview.facets(session, "轮渡") if f.name == "hit")
    assert {v.value: v.count for v in found.values}["note"] == 1


def test_facets_of_passages_count_passages(session: Session) -> None:
    found = {f.name: {v.value: v.count for v in f.values} for f in overview.facets(session, "in:highlights 轮渡")}
    assert found["colour"] == {"green": 1}
    assert found["tag"] == {"轮渡": 1}
    assert found["hit"] == {"text": 1, "comment": 1}
    assert overview.count(session, "轮渡", "highlights") == 1


@pytest.mark.parametrize("kind", ["all", "newspaper", "year", "issue", "page", "tag"])
def test_a_query_finds_what_a_list_shows(session: Session, kind: str) -> None:
    issue = next(i for i in session.issues() if i.newspaper == "晚汀日报")
    tag = next(t.id for t in session.tags() if t.name == "轮渡")
    ids = {"newspaper": issue.newspaper_id, "year": issue.newspaper_id, "issue": issue.id, "page": issue.pages[0].id, "tag": tag}
    listing = Listing(kind, ids.get(kind), "2024" if kind == "year" else "")
    query = overview.query_of(session, listing)
    assert query is not None
    assert sorted(session.ids(Listing("search", text=query))) == sorted(session.ids(listing))
    assert overview.query_of(session, Listing("trash")) is None


# ---- lines in context


def test_every_place_is_a_line(session: Session) -> None:
    found = concordance.every_line(session, "轮渡")
    rows = concordance.rows(session, "轮渡", [one.line for one in found])
    expected = 0
    for id in session.ids(Listing("search", text="轮渡")):
        view = session.article(id)
        assert view is not None
        expected += sum(block.text.count("轮渡") for block in view.blocks) + view.note.count("轮渡")
    assert len(found) == expected > 3
    assert all(row is not None and row.shown.words == "轮渡" for row in rows)
    notes = [row for row in rows if row is not None and row.shown.field == "note"]
    assert [(row.shown.left, row.shown.right) for row in notes] == [("", "公司的档案在水运科。")]


@pytest.mark.parametrize("order", ["left", "right", "words"])
def test_lines_are_sorted(session: Session, order: str) -> None:
    found = concordance.every_line(session, "the")
    keys = [getattr(found[n], order) for n in concordance.ordered(found, order)]
    assert keys == sorted(keys)
    assert len(set(keys)) > 1 or order == "words"


def test_lines_of_passages_are_of_quotes_and_comments(session: Session) -> None:
    found = concordance.every_line(session, "in:highlights 轮渡")
    rows = [row for row in concordance.rows(session, "in:highlights 轮渡", [one.line for one in found]) if row is not None]
    assert [(row.shown.field, row.shown.left, row.colour) for row in rows] == [("highlight", "", "green"), ("comment", "渡口的", "green")]
    assert all(row.article is not None and row.highlight is not None for row in rows)


def test_a_query_without_words_has_no_lines(session: Session) -> None:
    assert concordance.every_line(session, "date:2024") == []


@pytest.mark.parametrize("format", ["csv", "text"])
def test_lines_are_written(session: Session, tmp_path: Path, format: str) -> None:
    out = tmp_path / "lines"
    found = concordance.every_line(session, "轮渡")
    assert session.do("kwic.write", query="轮渡", out=out, format=format, order="right").value == len(found)
    text = out.read_bytes().decode("utf-8-sig")
    if format == "text":
        assert [line.count("[轮渡]") for line in text.splitlines()] == [1] * len(found)
    else:
        table = list(csv.DictReader(io.StringIO(text)))
        assert [row["words"] for row in table] == ["轮渡"] * len(found)
        assert [row["right"][:6] for row in table] == sorted(row["right"][:6] for row in table)
    few = session.do("kwic.write", query="轮渡", out=out, format=format, lines=[found[1].line])
    assert few.value == 1


def test_writing_nothing_says_what_to_do(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ReaderError):
        session.do("kwic.write", query="没有此词", out=tmp_path / "none.csv")
    assert not (tmp_path / "none.csv").exists()


# ---- the calendar


def test_the_calendar_holds_every_issue_once(session: Session) -> None:
    found = overview.runs(session)
    issues = [issue for run in found for issue in run.issues]
    assert sorted(issue.id for issue in issues) == sorted(issue.id for issue in session.issues())
    assert {issue.id: issue.articles for issue in issues} == {issue.id: issue.articles for issue in session.issues()}
    assert sum(issue.marks for issue in issues) == 1
    for run in found:
        assert sum(len(some) for some in run.dated.values()) + len(run.undated) == len(run.issues)


# ---- the command line


def test_the_command_line_tells_the_same(run: Run, session: Session, tmp_path: Path) -> None:
    facets = run("facets", "轮渡")
    assert facets["facets"]["hit"]
    papers = {v["value"]: v["count"] for v in facets["facets"]["newspaper"]}
    assert papers["晚汀日报"] == sum(row.newspaper == "晚汀日报" for row in listed(session, "轮渡"))
    time = run("timeline", "船")
    assert sum(bar["count"] for bar in time["bars"]) + time["undated"] + time["vague"] == len(listed(session, "船"))
    lines = run("kwic", "轮渡", "--sort", "right", "--limit", "2")
    assert lines["total"] == len(concordance.every_line(session, "轮渡"))
    assert len(lines["lines"]) == 2
    assert {"article", "left", "words", "right", "block", "start", "end", "date"} <= set(lines["lines"][0])
    out = tmp_path / "out.csv"
    assert run("kwic", "轮渡", "-o", str(out))["lines"] == lines["total"]
    assert out.stat().st_size > 100
    known = run("calendar")["newspapers"]
    assert sum(len(paper["issues"]) for paper in known) == len(session.issues())
    assert run("facets", "(轮渡", status=1)

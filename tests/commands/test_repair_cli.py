"""Repairs on the command line, and ids that lead on after joins and merges."""

from __future__ import annotations

from typing import Any

from tests.commands.conftest import Run


def blocks(run: Run, article: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("article", article)["blocks"]
    return found


def ids(run: Run) -> list[int]:
    return [row["id"] for row in run("articles")["articles"]]


def test_an_article_is_split_and_merged_again(library: Run) -> None:
    first, _second = ids(library)
    whole = blocks(library, first)
    made = library("repair", "split-article", whole[2]["id"])["made"]
    assert [b["id"] for b in blocks(library, made)] == [whole[2]["id"]]
    assert len(ids(library)) == 3
    library("repair", "merge", first, made)
    assert [b["id"] for b in blocks(library, first)] == [b["id"] for b in whole]
    assert library("article", made)["id"] == first
    library("repair", "kind", made, "notice")
    assert library("article", first)["kind"] == "notice"


def test_a_joined_blocks_id_leads_to_what_is_left(library: Run) -> None:
    first, _second = ids(library)
    _title, one, two = blocks(library, first)
    library("repair", "join", one["id"], two["id"])
    library("repair", "role", two["id"], "quote")
    joined = blocks(library, first)[1]
    assert (joined["id"], joined["role"]) == (one["id"], "quote")
    assert joined["text"] == one["text"] + two["text"]


def test_pages_and_labels(library: Run) -> None:
    first, second = ids(library)
    library("repair", "page", first, second, "--label", "A05")
    assert [library("article", id)["page"] for id in (first, second)] == ["A05", "A05"]
    for id in (first, second):
        library("repair", "field", id, "column", "城事")
    issue = library("article", first)["issue"]["id"]
    seen = library("repair", "relabel", "column", "城事", "城市", "--issue", issue, "--dry-run")
    assert [a["id"] for a in seen["articles"]] == [first, second]
    assert library("article", first)["column"] == "城事"
    library("repair", "relabel", "column", "城事", "城市", "--issue", issue)
    assert [library("article", id)["column"] for id in (first, second)] == ["城市", "城市"]
    library("repair", "relabel", "column", "城市", "城乡", status=2)


def test_a_headline_takes_the_text_before_it(library: Run) -> None:
    first, second = ids(library)
    title = blocks(library, second)[0]
    before = blocks(library, first)
    kept = library("repair", "headline", title["id"])["made"]
    assert kept == second
    assert library("article", first)["id"] == second
    now = blocks(library, second)
    assert [b["role"] for b in now][:2] == ["column", "title"]
    assert {b["id"] for b in before} <= {b["id"] for b in now}


def test_what_is_not_there_is_said(library: Run) -> None:
    library("repair", "page", 99, "--label", "3", status=1)
    library("repair", "headline", 9999, status=1)
    first, _second = ids(library)
    library("repair", "split-article", blocks(library, first)[0]["id"], status=2)


def test_an_issue_that_is_not_there_is_named(library: Run) -> None:
    for words in (
        ("flags", "--issue", 99),
        ("answer", "truncated", 1, "--all", "--issue", 99),
        ("corrections", "--issue", 99),
        ("correct", "--everywhere", "--from", "一", "--to", "二", "--issue", 99),
    ):
        assert "no issue 99" in library(*words, status=1)

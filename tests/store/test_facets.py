"""Facets against a plain count in Python: every facet, articles and passages, with a narrower tag in a broader one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.domain.query import days, parse
from reader.store.facets import EVERY
from reader.store.index import IndexDoc, SearchIndex
from tests.store.test_index import Shelf, made_doc

ABOVE = {1: (), 2: (1,), 3: (2, 1), 4: (), 5: (4,)}
QUERIES = ["", "水", "河", "水 OR 河", "state:unread", "date:2023", "has:note 水", "author:=张辉", "issue:3", "tag:tag1", "没有此词"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A few hundred documents of every kind, some put twice and some removed, and tags in one another."""
    rng = random.Random(5)
    made = Shelf(SearchIndex(tmp_path_factory.mktemp("facets") / "index", "a-library"))
    made.index.clear()
    made.put([made_doc(rng, id) for id in range(1, 401)])
    made.put([made_doc(rng, id) for id in range(1, 60)])
    made.remove(range(100, 120))
    made.index.set_tags([(id, f"tag{id}", [], (*ABOVE[id], None)[0]) for id in ABOVE], 9)
    yield made
    made.index.close()


def plain(docs: list[IndexDoc]) -> dict[str, dict[Any, int]]:
    """The facets of articles, counted one by one."""
    counted: dict[str, Counter[Any]] = {name: Counter() for name in EVERY}
    for doc in docs:
        counted["newspaper"][doc.newspaper] += 1
        counted["day"][days(doc.date) or (None, None)] += 1
        counted["page"][doc.page] += 1
        counted["kind"][doc.kind] += 1
        counted["state"][doc.state] += 1
        counted["has"].update(doc.has)
        counted["author"].update(set(doc.authors))
        counted["tag"].update({above for tag in doc.tags for above in (tag.id, *ABOVE[tag.id])})
        counted["colour"].update({mark.colour for mark in doc.highlights})
    return {name: dict(found) for name, found in counted.items()}


def marks(docs: list[IndexDoc]) -> dict[str, dict[Any, int]]:
    """The facets of passages that are the passage's own, counted one by one."""
    counted: dict[str, Counter[Any]] = {"tag": Counter(), "colour": Counter(), "newspaper": Counter()}
    for doc in docs:
        for mark in doc.highlights:
            counted["colour"][mark.colour] += 1
            counted["newspaper"][doc.newspaper] += 1
            counted["tag"].update({above for tag in mark.tags for above in (tag.id, *ABOVE[tag.id])})
    return {name: dict(found) for name, found in counted.items()}


@pytest.mark.parametrize("query", QUERIES)
def test_every_facet_is_counted_as_in_python(shelf: Shelf, query: str) -> None:
    found = shelf.index.facets(parse(query), texts=shelf.texts)
    docs = [shelf.docs[id] for id in shelf.ask(query)]
    assert {name: dict(values) for name, values in found.items()} == plain(docs)
    for name, values in found.items():
        assert name == "day" or values == sorted(values, key=lambda v: -v[1]), name


def test_facets_of_passages_are_the_passages_own(shelf: Shelf) -> None:
    found = shelf.index.facets(parse("in:highlights date:2023"), texts=shelf.texts)
    docs = [shelf.docs[id] for id in shelf.ask("date:2023")]
    for name, values in marks(docs).items():
        assert dict(found[name]) == values, name


@pytest.mark.parametrize("few", [0, 10_000])
def test_the_way_round_changes_no_count(shelf: Shelf, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.store.facets._FEW", few)
    found = shelf.index.facets(parse("水"), ("author", "tag", "colour"), texts=shelf.texts)
    docs = [shelf.docs[id] for id in shelf.ask("水")]
    assert {name: dict(values) for name, values in found.items()} == {n: plain(docs)[n] for n in found}


def test_only_what_is_wanted_is_counted(shelf: Shelf) -> None:
    assert list(shelf.index.facets(parse("水"), ("tag",), texts=shelf.texts)) == ["tag"]


def test_issues_are_counted(shelf: Shelf) -> None:
    articles = Counter(doc.issue for doc in shelf.docs.values())
    passages = Counter(doc.issue for doc in shelf.docs.values() for _mark in doc.highlights)
    found = shelf.index.issue_counts()
    assert {issue: n for issue, (n, _m) in found.items()} == articles
    assert {issue: m for issue, (_n, m) in found.items() if m} == passages


def test_where_the_words_stand_narrows(shelf: Shelf, tmp_path: Path) -> None:
    for part in ("title", "note", "printed"):
        found = shelf.ask(f"水 hit:{part}")
        assert found == shelf.scan(
            lambda doc, part=part: any(field == part and "水" in text.replace("⽔", "水") for field, _b, text in doc.texts())
        ), part
    both = shelf.ask("水 hit:(title OR note)")
    assert both == shelf.ask("水 hit:title") | shelf.ask("水 hit:note")

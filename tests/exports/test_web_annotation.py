"""The Web Annotation export against each MUST of the model (W3C Recommendation of 23 February 2017), and hostile words in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pyld import jsonld

from reader.exports import formats
from reader.exports.selection import Selection, chosen
from tests.conftest import ROOT
from tests.exports import made
from tests.exports.samples import article, block, highlight
from tests.exports.test_exports import check_golden

Document = dict[str, Any]
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
    "moderating", "questioning", "replying", "tagging",
}  # fmt: skip


def written(name: str, selection: Selection, folder: Path) -> Document:
    out = folder / f"a.{name}"
    formats.find_format(name).write(selection, out, lambda _n: None)
    found: Document = json.loads(out.read_bytes().decode("utf-8"))
    return found


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Exports of a real library, of hostile words, of a mark whose words are nowhere, and of nothing."""
    folder = tmp_path_factory.mktemp("annotations")
    with made.library(folder) as session:
        real = written("jsonld", made.everything(session), folder)
    hostile, _found = made.hostile_selection()
    lost = article(block(1, "甲"), highlights=(highlight(1, "乙", state="lost"),), uuid=made.unique("a"))
    return {
        "real": real, "hostile": written("jsonld", hostile, folder),
        "lost": written("jsonld", Selection(chosen((lost,))), folder), "nothing": written("jsonld", Selection(()), folder),
    }  # fmt: skip


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def is_iri(value: Any) -> bool:
    return isinstance(value, str) and bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$", value))


def items(document: Document) -> Iterator[Document]:
    yield from document["first"]["items"]


def bodies(document: Document) -> Iterator[Document]:
    return (body for item in items(document) for body in many(item.get("body")))


def targets(document: Document) -> Iterator[Document]:
    return (target for item in items(document) for target in many(item["target"]))


def specific(document: Document) -> Iterator[Document]:
    return (target for target in targets(document) if target.get("type") == "SpecificResource")


def selectors(document: Document, type: str) -> Iterator[Document]:
    return (one for target in specific(document) for one in many(target.get("selector")) if one["type"] == type)


def agents(document: Document) -> Iterator[Document]:
    yield from many(document.get("creator"))
    yield from many(document.get("generator"))
    for item in items(document):
        yield from many(item.get("creator"))


def has_zone(text: str) -> bool:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).tzinfo is not None


MUSTS: dict[str, Callable[[Document], bool]] = {
    # 3.1 Annotations
    "the context is named": lambda d: "http://www.w3.org/ns/anno.jsonld" in many(d["@context"]),
    "an annotation has exactly one IRI of its own": lambda d: all(is_iri(i["id"]) for i in items(d)),
    "no two annotations share an IRI": lambda d: len({i["id"] for i in items(d)}) == len(list(items(d))),
    "an annotation is of the class Annotation": lambda d: all("Annotation" in many(i["type"]) for i in items(d)),
    "an annotation has a target or more": lambda d: all(many(i["target"]) for i in items(d)),
    # 3.2 Bodies and targets
    "an external resource has exactly one IRI": lambda d: all(is_iri(t["id"]) for t in targets(d) if t["type"] != "SpecificResource"),
    "a textual body has exactly one value, a text": lambda d: all(isinstance(b["value"], str) for b in bodies(d)),
    "a textual body is of the class TextualBody": lambda d: all("TextualBody" in many(b["type"]) for b in bodies(d)),
    "a textual body has one format at most": lambda d: all(isinstance(b.get("format", ""), str) for b in bodies(d)),
    # 3.3 Other properties
    "times are xsd:dateTime with a zone": lambda d: all(has_zone(i["created"]) for i in items(d) if "created" in i),
    "an agent has one type of its own": lambda d: all(a["type"] in {"Person", "Organization", "Software"} for a in agents(d)),
    "an agent's name is a text": lambda d: all(isinstance(a.get("name", ""), str) for a in agents(d)),
    "motivations are of the vocabulary": lambda d: all(set(many(i.get("motivation"))) <= MOTIVATIONS for i in items(d)),
    "a purpose is one of the vocabulary": lambda d: all(b.get("purpose", "tagging") in MOTIVATIONS for b in bodies(d)),
    # 4 Specific resources
    "a specific resource has exactly one source": lambda d: all(is_iri(t["source"]["id"]) for t in specific(d)),
    "a quote has exactly one exact text": lambda d: all(isinstance(s["exact"], str) for s in selectors(d, "TextQuoteSelector")),
    "a quote has one prefix and suffix at most": lambda d: all(
        isinstance(s.get("prefix", ""), str) and isinstance(s.get("suffix", ""), str) for s in selectors(d, "TextQuoteSelector")
    ),
    "a position has one start and end, not negative": lambda d: all(
        type(s["start"]) is int and type(s["end"]) is int and 0 <= s["start"] <= s["end"] for s in selectors(d, "TextPositionSelector")
    ),
    "a position is as long as the quote beside it, in code points": lambda d: all(
        len(q["exact"]) == p["end"] - p["start"]
        for q, p in zip(selectors(d, "TextQuoteSelector"), selectors(d, "TextPositionSelector"), strict=True)
    ),
    # 5 Collections
    "a collection has exactly one IRI": lambda d: is_iri(d["id"]) and d["type"] == "AnnotationCollection",
    "a collection's total is how many there are": lambda d: type(d["total"]) is int and d["total"] == len(list(items(d))),
    "a collection's first page is embedded or named": lambda d: d["first"]["type"] == "AnnotationPage" and is_iri(d["first"]["id"]),
    "a page says what it is a part of": lambda d: d["first"]["partOf"] == d["id"] and d["last"] == d["first"]["id"],
    "a page's items are a list of annotations": lambda d: isinstance(d["first"]["items"], list),
    "a page begins at an index that is not negative": lambda d: d["first"]["startIndex"] == 0,
    "an embedded page names no context again": lambda d: "@context" not in d["first"] and not any("@context" in i for i in items(d)),
}  # fmt: skip


@pytest.mark.parametrize("must", MUSTS)
def test_the_model_is_met(documents: dict[str, Document], must: str) -> None:
    for name, document in documents.items():
        assert MUSTS[must](document), name


def test_what_is_checked_is_there(documents: dict[str, Document]) -> None:
    real = documents["real"]
    assert len(list(selectors(real, "TextPositionSelector"))) >= 5 and len(list(bodies(real))) >= 10
    assert any("𠮷" in one["exact"] for one in selectors(real, "TextQuoteSelector"))
    assert documents["nothing"]["total"] == 0 and documents["lost"]["total"] == 1


def broken(document: Document, change: Callable[[Document], object]) -> Document:
    copied: Document = json.loads(json.dumps(document))
    change(copied)
    return copied


@pytest.mark.parametrize(
    ("must", "change"),
    [
        ("an annotation has a target or more", lambda d: d["first"]["items"][0].update(target=[])),
        ("times are xsd:dateTime with a zone", lambda d: d["first"]["items"][0].update(created="2026-11-28T10:00:00")),
        ("motivations are of the vocabulary", lambda d: d["first"]["items"][0].update(motivation="liking")),
        ("a collection's total is how many there are", lambda d: d.update(total=1_000)),
    ],
)
def test_a_breach_is_noticed(documents: dict[str, Document], must: str, change: Callable[[Document], object]) -> None:
    assert not MUSTS[must](broken(documents["real"], change))


def test_hostile_words_survive_expansion(documents: dict[str, Document]) -> None:
    known = json.loads((ROOT / "tests/data/anno.jsonld").read_text(encoding="utf-8"))

    def load(url: str, _options: object) -> Document:
        assert url == "http://www.w3.org/ns/anno.jsonld", f"nothing else is to be fetched: {url}"
        return {"contextUrl": None, "documentUrl": url, "document": known}

    options = {"documentLoader": load, "processingMode": "json-ld-1.1"}
    document = documents["hostile"]
    again = jsonld.compact(jsonld.expand(document, options), {"@context": document["@context"]}, options)
    mine = {item["id"]: [b["value"] for b in many(item["body"])] for item in items(document)}
    theirs = {item["id"]: [b["value"] for b in many(item["body"])] for item in many(again["first"]["items"])}
    assert {id: sorted(values) for id, values in mine.items()} == {id: sorted(values) for id, values in theirs.items()}


def test_hostile_words_survive_json(tmp_path: Path) -> None:
    selection, found = made.hostile_selection()
    document = written("json", selection, tmp_path)
    told = [passage["comment"] for one in document["articles"] for passage in one["passages"]]
    assert told == found
    schema = json.loads((ROOT / "resources/exchange/pressmark-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    raw = (tmp_path / "a.json").read_bytes().decode("utf-8")
    assert not re.search("[\u2028\u2029\ud800-\udfff]", raw) and all(line for line in raw.split("\n")[:-1])


@pytest.mark.parametrize("name", ["json", "jsonld"])
def test_golden(tmp_path: Path, name: str) -> None:
    hostile, _found = made.hostile_selection()
    few = Selection(list(hostile.entries)[:1], "轮渡", colours={"yellow": "Evidence"}, provenance=made.MADE, sources=hostile.sources)
    written(name, few, tmp_path)
    check_golden(tmp_path / f"a.{name}", f"articles.{name}")

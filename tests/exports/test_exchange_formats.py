"""JSON and Web Annotation exports as other programs read them: JSON Schema, the model's MUSTs, JSON-LD processing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pyld import jsonld

from reader.commands.opening import open_session
from reader.domain.places import sample_issues
from reader.domain.views import Listing
from tests.conftest import ROOT

HOSTILE = [
    "<script>alert(1)</script>",
    "=1+1",
    "\u202eabc",
    "a\u2028b",
    "𠮷 野家",
    '"]}\\',
    "\x0b\x1f",
    "]]>",
    "\ufeff甲",
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("exports")
    session = open_session(folder / "a.pressmark", create=True)
    session.do("import.files", paths=[sample_issues()])
    articles = list(session.ids(Listing("all")))
    views = [view for id in articles if (view := session.article(id))]
    long = [(v, b) for v in views for b in v.blocks if b.role == "paragraph" and len(b.text) > 12]
    for (view, block), words in zip(long, HOSTILE, strict=False):
        session.do(
            "highlight.add",
            article=view.id,
            spans=[(block.id, 2, 9)],
            colour="green",
            comment=words,
            tags=[f"t {words}"],
        )
        session.do("note.write", article=view.id, text=words)
        session.do("tag.add", articles=[view.id], tags=[f"a {words}"])
    made = {}
    for format in ("json", "jsonld"):
        session.do("export.write", format=format, out=folder / f"x.{format}", articles=articles)
        made[format] = json.loads((folder / f"x.{format}").read_text(encoding="utf-8"))
    session.close()
    return made


def test_json_meets_its_schema(files: dict[str, dict[str, Any]]) -> None:
    schema = json.loads((ROOT / "resources/exchange/pressmark-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(files["json"])


def test_hostile_words_come_through(files: dict[str, dict[str, Any]]) -> None:
    comments = {p["comment"] for a in files["json"]["articles"] for p in a["passages"]}
    told = {
        b["value"]
        for i in files["jsonld"]["first"]["items"]
        for b in i["body"]
        if b["purpose"] in {"commenting", "describing"}
    }
    for words in HOSTILE:
        kept = words.replace("\x0b", "").replace("\x1f", "").strip()
        assert any(kept in c or c in words for c in comments) and any(kept in c or c in words for c in told)


def test_offsets_are_code_points_of_the_source_text(files: dict[str, dict[str, Any]]) -> None:
    texts = {r["uuid"]: r["text"] for r in files["json"]["records"] if r["entity"] == "source_text"}
    seen = 0
    for item in files["jsonld"]["first"]["items"]:
        for target in item["target"] if isinstance(item["target"], list) else []:
            quote, place = target["selector"]
            text = texts[target["source"]["id"].removeprefix("urn:uuid:")]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert text[: place["start"]].endswith(quote["prefix"]) and text[place["end"] :].startswith(quote["suffix"])
            seen += 1
    assert seen >= len(HOSTILE)


def test_the_musts_of_the_web_annotation_model(files: dict[str, dict[str, Any]]) -> None:
    collection = files["jsonld"]
    context = collection["@context"]
    assert "http://www.w3.org/ns/anno.jsonld" in context
    assert collection["type"] == "AnnotationCollection" and collection["id"].startswith("urn:uuid:")
    page = collection["first"]
    assert page["type"] == "AnnotationPage" and page["startIndex"] == 0 and collection["total"] == len(page["items"])
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    for item in page["items"]:
        assert item["type"] == "Annotation" and item["id"].startswith("urn:uuid:") and item["target"]
        for body in item["body"]:
            assert body["type"] == "TextualBody" and isinstance(body["value"], str)
        if "created" in item:
            assert item["created"].endswith("Z") or "+" in item["created"][10:]
        for target in item["target"] if isinstance(item["target"], list) else []:
            assert target["type"] == "SpecificResource" and target["source"]["id"]
            place = target["selector"][1]
            assert 0 <= place["start"] <= place["end"]


def test_expanding_and_compacting_loses_nothing(files: dict[str, dict[str, Any]]) -> None:
    known = json.loads((Path(__file__).parent.parent / "data" / "anno.jsonld").read_text(encoding="utf-8"))

    def load(url: str, options: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld", f"nothing else is to be fetched: {url}"
        return {"contextUrl": None, "documentUrl": url, "document": known}

    options = {"documentLoader": load, "processingMode": "json-ld-1.1"}
    document = files["jsonld"]
    expanded = jsonld.expand(document, options)
    again = jsonld.compact(expanded, {"@context": document["@context"]}, options)
    assert again["pressmark:records"] == document["pressmark:records"]
    items = {item["id"]: item for item in again["first"]["items"]}
    for item in document["first"]["items"]:
        mine = items[item["id"]]
        assert _plain(mine) == _plain(item)


def _plain(value: Any) -> Any:
    """A value with lists of one as that one: JSON-LD knows no difference."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if name != "@context"}
    if isinstance(value, list):
        return (
            _plain(value[0])
            if len(value) == 1
            else sorted((_plain(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
        )
    return value

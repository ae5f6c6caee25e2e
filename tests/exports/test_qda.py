"""REFI-QDA: valid by its schema, loaded by another program, positions right, and complete enough to come back."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyrefiqda import RefiCodebook, RefiProject

from reader.domain.views import Chip, TagView
from reader.domain.words import set_language
from reader.exports import formats
from reader.exports.markup import derived, guid, valid
from reader.exports.selection import Options, Selection
from tests.conftest import ROOT
from tests.exports import made
from tests.exports.test_exports import check_golden
from tests.exports.unpacking import unpacked

SPACE = {"q": "urn:QDA-XML:project:1.0", "c": "urn:QDA-XML:codebook:1.0"}


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(ROOT / "tests/data/schemas/refi-qda-project-1.0.xsd"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A project of a real library, and the records it was written from."""
    folder = tmp_path_factory.mktemp("qda")
    with made.library(folder) as session:
        selection = made.everything(session)
        formats.find_format("qdpx").write(selection, folder / "a.qdpx", lambda _n: None)
        formats.find_format("qdc").write(selection, folder / "a.qdc", lambda _n: None)
        records = list(selection.records())
    return {"path": folder / "a.qdpx", "qdc": folder / "a.qdc", "records": records}


def project_of(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde"))


def of(records: list[dict[str, Any]], entity: str) -> dict[str, dict[str, Any]]:
    return {record["uuid"]: record for record in records if record["entity"] == entity}


def written(selection: Selection, folder: Path) -> Path:
    formats.find_format("qdpx").write(selection, folder / "a.qdpx", lambda _n: None)
    return folder / "a.qdpx"


def test_valid_and_loaded_by_another_program(library: dict[str, Any], schema: etree.XMLSchema, tmp_path: Path) -> None:
    schema.assertValid(project_of(library["path"]))
    project = RefiProject.load(library["path"], extract_dir=tmp_path)
    sources = project.sources.text_source
    assert len(sources) == 2 and all(len(one.plain_text_selection) >= 1 for one in sources)
    book = RefiCodebook.load(library["qdc"])
    assert {code.name for code in book.codes.code} >= {"口述", "交通"}


def test_sources_are_the_texts_whole(library: dict[str, Any]) -> None:
    texts = of(library["records"], "source_text")
    with zipfile.ZipFile(library["path"]) as archive:
        assert archive.testzip() is None
        for source in project_of(library["path"]).iterfind(".//q:TextSource", SPACE):
            path = source.get("plainTextPath").replace("internal://", "Sources/")
            data = archive.read(path)
            assert data.decode("utf-8") == texts[source.get("guid")]["text"]
            assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data


def test_selections_lie_on_their_words(library: dict[str, Any]) -> None:
    texts, marks = of(library["records"], "source_text"), of(library["records"], "highlight")
    codes = {code.get("guid"): code for code in project_of(library["path"]).iter(f"{{{SPACE['q']}}}Code")}
    users = {user.get("guid"): user.get("name") for user in project_of(library["path"]).iter(f"{{{SPACE['q']}}}User")}
    tags, colours = of(library["records"], "tag"), of(library["records"], "colour")
    seen = set()
    for source in project_of(library["path"]).iterfind(".//q:TextSource", SPACE):
        for one in source.iterfind("q:PlainTextSelection", SPACE):
            mark = marks.get(one.get("guid"))
            if mark is None:
                continue
            seen.add(one.get("guid"))
            text = texts[source.get("guid")]["text"][int(one.get("startPosition")) : int(one.get("endPosition"))]
            assert "".join(mark["quote"].split()).startswith("".join(text.split()))
            assert one.get("name") == mark["quote"]
            assert (one.findtext("q:Description", "", SPACE)) == mark["comment"]
            assert users[one.get("creatingUser")] == mark["author"] and one.get("creationDateTime") == mark["created"]
            coded = [ref.get("targetGUID") for ref in one.iterfind("q:Coding/q:CodeRef", SPACE)]
            wanted = {r["tag"] for r in library["records"] if r["entity"] == "highlight_tag" and r["highlight"] == mark["uuid"]}
            assert set(coded) & set(tags) == wanted
            assert [colours[id]["key"] for id in coded if id in colours] == [mark["colour"]] and set(coded) <= set(codes)
    assert seen == set(marks)
    assert any("𠮷" in mark["quote"] for mark in marks.values())


def test_articles_are_cases_with_their_tags_and_notes(library: dict[str, Any]) -> None:
    project = project_of(library["path"])
    articles, notes = of(library["records"], "article"), of(library["records"], "note")
    cases = {case.get("guid"): case for case in project.iterfind("q:Cases/q:Case", SPACE)}
    assert set(cases) == set(articles)
    told = {note.get("guid"): note.findtext("q:PlainTextContent", "", SPACE) for note in project.iterfind("q:Notes/q:Note", SPACE)}
    assert told == {derived(note["article"], "note"): note["text"] for note in notes.values()}
    for id, case in cases.items():
        tied = {r["tag"] for r in library["records"] if r["entity"] == "article_tag" and r["article"] == id}
        assert {ref.get("targetGUID") for ref in case.iterfind("q:CodeRef", SPACE)} == tied
        assert case.find("q:SourceRef", SPACE) is not None


def test_what_the_project_cannot_hold_lies_beside_it(library: dict[str, Any]) -> None:
    with zipfile.ZipFile(library["path"]) as archive:
        rest = json.loads(archive.read("pressmark.json"))
    assert rest["format"] == "pressmark-qdpx" and rest["version"] == 1 and rest["whole"] is True
    there = {(record["entity"], record["uuid"]) for record in rest["records"]}
    marks = {"highlight_tag", "article_tag", "note"}
    assert there == {(r["entity"], r["uuid"]) for r in library["records"] if r["entity"] not in marks}
    for record in rest["records"]:
        if record["entity"] == "highlight":
            assert set(record) == {"entity", "uuid", "quote", "prefix", "suffix", "spans"}


def test_hostile_strings_come_back(tmp_path: Path, schema: etree.XMLSchema) -> None:
    selection, found = made.hostile_selection()
    project = project_of(written(selection, tmp_path))
    schema.assertValid(project)
    marks = {one.get("guid"): one for one in project.iter(f"{{{SPACE['q']}}}PlainTextSelection")}
    names = {code.get("guid"): code.get("name") for code in project.iter(f"{{{SPACE['q']}}}Code")}
    assert len(marks) == len(found)
    for n, text in enumerate(found):
        one = marks[made.unique(f"mark {n}")]
        assert one.get("name") == valid(text)
        assert one.findtext("q:Description", "", SPACE) == valid(text)
        assert names[made.unique(f"tag {n}")] == valid(text)
    loaded = RefiProject.load(tmp_path / "a.qdpx", extract_dir=tmp_path / "x")
    assert sum(len(one.plain_text_selection) for one in loaded.sources.text_source) == len(found)
    assert selection.notices.lines()


def test_hostile_names_come_back_from_a_code_book(tmp_path: Path) -> None:
    selection, found = made.hostile_selection()
    formats.find_format("qdc").write(selection, tmp_path / "a.qdc", lambda _n: None)
    codes = etree.parse(tmp_path / "a.qdc").getroot().iter(f"{{{SPACE['c']}}}Code")
    told = {code.get("guid"): (code.get("name"), code.findtext("c:Description", "", SPACE)) for code in codes}
    assert all(told[made.unique(f"tag {n}")] == (valid(text), valid(text)) for n, text in enumerate(found))
    assert len(RefiCodebook.load(tmp_path / "a.qdc").codes.code) == len(found) + 1


def test_tags_are_a_tree_of_codes(tmp_path: Path, schema: etree.XMLSchema) -> None:
    tags = (
        TagView(1, made.unique("1"), "社会", (), "范围", "#aa3333", None, 0, 0),
        TagView(2, made.unique("2"), "轮渡", (), "", "not a colour", 1, 0, 0),
        TagView(3, made.unique("3"), "环", (), "", "", 4, 0, 0),
        TagView(4, made.unique("4"), "环环", (), "", "", 3, 0, 0),
    )
    hostile, _found = made.hostile_selection()
    one = next(iter(hostile.entries))
    selection = Selection([one], "t", vocabulary=tags[:2], provenance=made.MADE, sources=hostile.sources)
    project = project_of(written(selection, tmp_path))
    schema.assertValid(project)
    top = project.find("q:CodeBook/q:Codes/q:Code", SPACE)
    assert top is not None and top.get("name") == "社会" and top.get("color") == "#aa3333"
    assert top.findtext("q:Description", "", SPACE) == "范围" and top.find("q:Code", SPACE).get("name") == "轮渡"
    assert top.find("q:Code", SPACE).get("color") is None
    looped = Selection([], "t", vocabulary=tags, provenance=made.MADE)
    schema.assertValid(project_of(written(looped, tmp_path)))


def test_golden(tmp_path: Path) -> None:
    hostile, _found = made.hostile_selection()
    entries = list(hostile.entries)[:1]
    selection = Selection(entries, "轮渡", colours={"yellow": "Evidence"}, provenance=made.MADE, sources=hostile.sources)
    (tmp_path / "a").write_bytes(unpacked(written(selection, tmp_path)))
    check_golden(tmp_path / "a", "project.qdpx.txt")
    formats.find_format("qdc").write(selection, tmp_path / "a.qdc", lambda _n: None)
    check_golden(tmp_path / "a.qdc", "codes.qdc")


def test_options_are_heeded(tmp_path: Path) -> None:
    hostile, _found = made.hostile_selection(Options(notes=False, comments=False))
    project = project_of(written(hostile, tmp_path))
    assert project.find(".//q:Notes", SPACE) is None and project.find(".//q:PlainTextSelection/q:Description", SPACE) is None


def test_ids_are_uuids_whatever_they_were() -> None:
    assert guid("h-1") == guid("h-1") != guid("h-2") and re.fullmatch(r"[0-9a-f-]{36}", guid("h-1"))
    assert guid("0B7F8A52-1111-4222-8333-944445555666") == "0b7f8a52-1111-4222-8333-944445555666"
    assert Chip(1, "x", "").name == "x"

"""TEI: valid by the schema of P5, every annotation on its words, hostile words given back."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reader.domain.text import SourceText, Span, lay_out
from reader.domain.views import Chip, TagView
from reader.domain.words import set_language
from reader.exports import tei
from reader.exports.markup import guid, valid
from reader.exports.selection import Options, Selection, chosen
from tests.conftest import ROOT
from tests.exports import made
from tests.exports.samples import BRIEF, FERRY, article, block, highlight
from tests.exports.test_exports import check_golden

SPACE = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
RNG = "{http://relaxng.org/ns/structure/1.0}"
WRITTEN = {
    "TEI", "teiCorpus", "teiHeader", "fileDesc", "titleStmt", "title", "author", "publicationStmt", "sourceDesc", "p", "encodingDesc",
    "classDecl", "taxonomy", "desc", "category", "catDesc", "term", "gloss", "biblStruct", "analytic", "monogr", "imprint", "date",
    "biblScope", "edition", "bibl", "idno", "msDesc", "msIdentifier", "repository", "text", "body", "div", "head", "ab", "hi",
    "standOff", "listAnnotation", "annotation", "respStmt", "resp", "name", "ref", "note",
}  # fmt: skip
RANGE = re.compile(r"#string-range\(([^,]+),(\d+),(\d+)\)")


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    """The schema of TEI P5, whole but for the elements that Pressmark does not write (all of it takes half a minute)."""
    with gzip.open(ROOT / "tests/data/schemas/tei_all-4.3.0.rng.gz") as file:
        grammar = etree.parse(file)
    for define in grammar.getroot().iter(f"{RNG}define"):
        element = define.find(f"{RNG}element")
        if element is not None and element.get("name") not in WRITTEN:
            define[:] = [etree.Element(f"{RNG}notAllowed")]
    return etree.RelaxNG(grammar)


def written(selection: Selection, folder: Path) -> etree._Element:
    tei.write(selection, folder / "a.xml")
    return etree.parse(folder / "a.xml", etree.XMLParser(huge_tree=True)).getroot()


def texts(root: etree._Element) -> dict[str, str]:
    return {one.get(ID): "".join(one.itertext()) for one in root.iter() if one.get(ID) and one.get(ID).startswith("b-")}


def pointed(target: str, by_id: dict[str, str]) -> list[str]:
    """The words a target points at, as a reader of TEI pointers finds them."""
    found = RANGE.findall(target)
    assert len(found) == len(target.split())
    return [by_id[id][int(start) : int(start) + int(length)] for id, start, length in found]


def test_valid_with_everything_in_it(tmp_path: Path, schema: etree.RelaxNG) -> None:
    tags = (
        TagView(1, made.unique("1"), "口述", (), "范围", "", None, 0, 0), TagView(2, made.unique("2"), "轮渡", (), "", "", 1, 0, 0)
    )  # fmt: skip
    selection = Selection(
        chosen((FERRY, BRIEF)), "轮渡", colours={"yellow": "Evidence"}, vocabulary=tags, provenance=made.MADE
    )
    root = written(selection, tmp_path)
    schema.assertValid(root)
    check_golden(tmp_path / "a.xml", "articles.tei.xml")
    assert root.findtext(".//t:repository", None, SPACE) is None and root.findtext(".//t:idno[@type='shelfmark']", "", SPACE) == "K-7"
    assert root.find(".//t:monogr/t:imprint/t:date", SPACE).get("when") == "2024-06-08"
    ids = [one.get(ID) for one in root.iter() if one.get(ID)]
    assert len(ids) == len(set(ids))
    refs = {one.get("target") for one in root.iterfind(".//t:annotation/t:ref", SPACE)} - {None}
    assert refs and refs <= {f"#{id}" for id in ids}


def test_annotations_point_at_their_words(tmp_path: Path, schema: etree.RelaxNG) -> None:
    with made.library(tmp_path) as session:
        selection = made.everything(session)
        root = written(selection, tmp_path)
        marks = {mark.uuid: mark for entry in selection.entries for mark in entry.article.highlights}
    schema.assertValid(root)
    by_id = texts(root)
    found = {one.get(ID)[2:]: one for one in root.iterfind(".//t:annotation", SPACE) if (one.get(ID) or "").startswith("h-")}
    assert set(found) == set(marks) and any("𠮷" in mark.quote for mark in marks.values())
    for id, one in found.items():
        assert "\n".join(pointed(one.get("target"), by_id)) == marks[id].quote
        assert one.findtext("t:note[@type='comment']", "", SPACE) == marks[id].comment
        assert one.findtext("t:respStmt/t:name", "", SPACE) == marks[id].author
        assert one.find("t:respStmt/t:resp", SPACE).get("when") == marks[id].created
        assert [ref.text for ref in one.iterfind("t:ref[@type='tag']", SPACE)] == [chip.name for chip in marks[id].tags]


def test_what_was_printed_stands_beside_a_correction(tmp_path: Path, schema: etree.RelaxNG) -> None:
    with made.library(tmp_path) as session:
        selection = made.everything(session)
        mark, view = next(
            (m, e.article) for e in selection.entries for m in e.article.highlights if m.quote.startswith("𠮷")
        )
        span = mark.spans[0]
        whole = next(one.text for one in view.blocks if one.id == span.block)
        session.do("text.rewrite", block=span.block, text=whole.replace("𠮷野", "吉野", 1))
        root = written(made.everything(session), tmp_path)
    schema.assertValid(root)
    one = next(a for a in root.iterfind(".//t:annotation", SPACE) if a.get(ID) == f"h-{mark.uuid}")
    assert one.findtext("t:note[@type='printed']", "", SPACE).startswith("𠮷野")
    assert pointed(one.get("target"), texts(root))[0].startswith("吉野")
    assert any(a.get("motivation") == "editing" for a in root.iterfind(".//t:annotation", SPACE))


def test_hostile_strings_come_back(tmp_path: Path, schema: etree.RelaxNG) -> None:
    selection, found = made.hostile_selection()
    root = written(selection, tmp_path)
    schema.assertValid(root)
    marks = {one.get(ID): one for one in root.iterfind(".//t:annotation", SPACE)}
    for n, text in enumerate(found):
        one = marks[f"h-{made.unique(f'mark {n}')}"]
        assert one.findtext("t:note[@type='comment']", "", SPACE) == valid(text)
        assert one.findtext("t:ref[@type='tag']", "", SPACE) == valid(text)
    assert selection.notices.lines()


def test_styles_keep_the_offsets(tmp_path: Path, schema: etree.RelaxNG) -> None:
    pieces = (Span(1, 0, 9),)
    text = SourceText(1, "甲乙𠮷丁戊己庚辛壬", styles=((1, 4, "bold"), (3, 6, "italic")))
    one = replace(block(1, "x"), words=lay_out(pieces, {1: text}), pieces=pieces)
    view = article(one, highlights=(highlight(1, "𠮷丁戊", (1, 2, 5)),))
    root = written(Selection(chosen((view,))), tmp_path)
    schema.assertValid(root)
    assert [hi.get("rend") for hi in root.iterfind(".//t:hi", SPACE)] == ["bold", "bold italic", "italic"]
    target = next(a.get("target") for a in root.iterfind(".//t:annotation", SPACE))
    assert pointed(target, texts(root)) == ["𠮷丁戊"]


def test_nothing_and_little_are_valid_too(tmp_path: Path, schema: etree.RelaxNG) -> None:
    schema.assertValid(written(Selection(()), tmp_path))
    bare = article(uuid="x", page=None, also={}, issue=replace(FERRY.issue, newspaper=None, date="1934", details={}))
    schema.assertValid(written(Selection(chosen((bare,))), tmp_path))
    lost = article(block(1, "甲"), highlights=(highlight(1, "乙", state="lost", tags=(Chip(7, "无", ""),)),))
    schema.assertValid(written(Selection(chosen((lost,)), options=Options(notes=False)), tmp_path))
    assert guid("b-1")

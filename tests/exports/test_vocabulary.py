"""The vocabulary in files: what is written is read back, by ourselves and by others; what others write is read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace

from reader.domain.errors import ReaderError, UsageError
from reader.domain.terms import Term, term_name
from reader.exports import vocabulary as given_out
from reader.exports.skos import as_turtle, as_xml
from reader.imports.vocabulary import read

SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
LIBRARY = "97d07dfc-bc3d-446f-9de2-2c340d6c971d"
HOSTILE = [
    '"', "\\", '\\"""', "<b>&amp;</b>", "]]>", "a: b, c；d、e", "# no comment", "=1+1", "'=1", "@prefix", "𠮷田", "é", "<>",
    "{}|^`", "\u202eabc", "\ufffd", "甲：乙", "a;b|c", "${x}", "%20", "ends\\",
]  # fmt: skip
names = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=8)).map(term_name).filter(bool)
notes = st.one_of(st.sampled_from(["", *HOSTILE, "one\ntwo\n\nthree", "tab\there"]), st.text(max_size=20)).map(
    lambda text: "".join(c for c in text if c in "\n\t" or (c >= " " and not "\x7f" <= c <= "\x9f")).strip()
)


def printable(text: str) -> bool:
    return all(c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" for c in text)


@st.composite
def vocabularies(draw: st.DrawFn) -> list[Term]:
    """Terms of different names, each under an earlier one or none."""
    preferred = draw(st.lists(names.filter(printable), min_size=1, max_size=6, unique=True))
    terms: list[Term] = []
    for n, name in enumerate(preferred):
        aliases = draw(st.lists(names.filter(printable).filter(lambda a: a not in preferred), max_size=3, unique=True))
        broader = draw(st.sampled_from(["", *preferred[:n]]))
        colour = draw(st.sampled_from(["", "#3f7ea6"]))
        terms.append(Term(name, tuple(aliases), draw(notes.filter(printable)), colour, broader, f"{n:08}-0000-4000-8000-000000000000"))
    return terms


def again(folder: Path, terms: list[Term], form: str) -> list[Term]:
    out = folder / f"v{given_out.FORMS[form].extension}"
    given_out.write(terms, out, form, "馆藏", LIBRARY)
    found = read(out)
    assert not found.left_out
    return found.terms


def same(terms: list[Term]) -> list[Term]:
    return sorted(term._replace(aliases=tuple(sorted(term.aliases))) for term in terms)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("vocabulary")


@pytest.mark.parametrize("form", ["csv", "skos-xml", "skos-turtle"])
@given(terms=vocabularies())
def test_what_is_written_is_read_back(folder: Path, form: str, terms: list[Term]) -> None:
    assert same(again(folder, terms, form)) == same(terms)


@given(terms=vocabularies())
def test_a_list_keeps_names_and_variants(folder: Path, terms: list[Term]) -> None:
    assert same(again(folder, terms, "list")) == same([Term(t.name, t.aliases) for t in terms])


@given(terms=vocabularies())
def test_others_read_our_skos(terms: list[Term]) -> None:
    for form, text in (("turtle", as_turtle(terms, "t", LIBRARY)), ("xml", as_xml(terms, "t", LIBRARY))):
        graph = Graph().parse(data=text.encode(), format=form)
        labels = {(str(s), str(o)) for s, o in graph.subject_objects(SKOS.prefLabel)}
        assert labels == {(f"urn:uuid:{t.uuid}", t.name) for t in terms}
        assert len(list(graph.subject_objects(SKOS.broader))) == sum(bool(t.broader) for t in terms)
        assert set(graph.subject_objects(SKOS.narrower)) == {(o, s) for s, o in graph.subject_objects(SKOS.broader)}


def test_a_note_that_xml_cannot_hold_is_still_written(tmp_path: Path) -> None:
    terms = [Term("甲", (), "bell \x07 and \x0b", "", "", "00000000-0000-4000-8000-000000000000")]
    for form in ("skos-xml", "skos-turtle"):
        assert again(tmp_path, terms, form)[0].note == "bell \ufffd and \ufffd"


def test_cells_are_no_formulas() -> None:
    text = given_out.as_table([Term("=cmd", ("+1",), "-2", "", "@x")])
    row = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1]
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in row)


# ---- what others write

ORDINARY = """
@base <http://vocab.example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
<scheme> a skos:ConceptScheme ; skos:prefLabel "主题"@zh ; skos:hasTopConcept <people> .
<people> a skos:Concept ; skos:prefLabel "People"@en, "人物"@zh-Hans ; skos:narrower <sun>, [ skos:prefLabel "无名"@zh ] .
<sun> a skos:Concept ;
  skos:prefLabel '''孫中山'''@zh-Hant , "Sun Yat-sen"@en ; skos:altLabel "孙文"@zh, "國父" ; skos:hiddenLabel "Sun Wen" ;
  skos:definition "Physician and statesman."@en ; skos:broader <leaders> .
<leaders> a skos:Concept ; xl:prefLabel [ xl:literalForm "Leaders"@en ] .
"""


def test_ordinary_turtle_is_read(tmp_path: Path) -> None:
    (tmp_path / "o.ttl").write_text(ORDINARY, encoding="utf-8")
    found = read(tmp_path / "o.ttl")
    terms = {term.name: term for term in found.terms}
    assert set(terms) == {"人物", "孫中山", "Leaders", "无名"}
    assert terms["孫中山"].aliases == ("Sun Yat-sen", "國父", "孙文", "Sun Wen")
    assert terms["孫中山"].note == "Physician and statesman."
    assert terms["孫中山"].broader == "Leaders" and found.left_out == [("孫中山", ("人物",))]
    assert terms["无名"].broader == "人物"
    assert terms["人物"].aliases == ("People",)


def test_ordinary_rdf_xml_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    graph = Graph().parse(data=ORDINARY, format="turtle")
    (tmp_path / "o.txt").write_bytes(graph.serialize(format="xml", encoding="utf-8"))
    assert {term.name for term in read(tmp_path / "o.txt").terms} == {"人物", "孫中山", "Leaders", "无名"}
    assert Literal("孫中山", lang="zh-Hant") in set(graph.objects())


def test_tables_of_spreadsheets_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("名称;别名;上位词;说明\n孫中山;孙文|Sun Yat-sen;人物;\n人物;;;历史人物\n".encode("gb18030"))
    assert read(tmp_path / "a.csv").terms == [
        Term("孫中山", ("孙文", "Sun Yat-sen"), "", "", "人物"), Term("人物", (), "历史人物")
    ]  # fmt: skip


def test_a_list_of_variants_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# 人名\n孫中山: 孙中山, Sun Yat-sen\n轮渡：渡轮、輪渡\n\n桥\n", encoding="utf-8")
    assert read(tmp_path / "a.txt").terms == [
        Term("孫中山", ("孙中山", "Sun Yat-sen")), Term("轮渡", ("渡轮", "輪渡")), Term("桥")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.ttl", b"<a> <b> "), ("a.rdf", b"<?xml version='1.0'?><rdf:RDF"), ("a.csv", "甲,乙\n1,2\n".encode()),
        ("a.ttl", b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."), ("a.txt", b"# nothing\n"), ("b.csv", b""),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_terms_says_so(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReaderError) as told:
        read(tmp_path / name)
    assert name in told.value.message


def test_an_absent_file_and_an_unknown_form_say_so(tmp_path: Path) -> None:
    with pytest.raises(ReaderError):
        read(tmp_path / "none.csv")
    with pytest.raises(UsageError):
        given_out.write([], tmp_path / "x", "xls", "", LIBRARY)

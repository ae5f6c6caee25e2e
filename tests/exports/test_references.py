"""Bibliographic exports: read by other programs, with nothing invented, hostile words given back as they were."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import rispy
from pybtex.database import parse_string
from rdflib import Graph, Literal, Namespace, URIRef

from reader.domain.views import ArticleView, FieldView, IssueView
from reader.domain.words import set_language
from reader.exports import bibtex, csl_json, dublin_core, formats, ris
from reader.exports.markup import valid
from reader.exports.selection import Options, Selection, chosen
from tests.exports import made
from tests.exports.samples import BRIEF, FERRY, ISSUE, article, block
from tests.exports.test_exports import check_golden

DC = Namespace("http://purl.org/dc/elements/1.1/")
NAMES = ("沈渡舟", "EDWARD W. PICKARD", "Ludwig van der Berg, Jr.", "Our Own Correspondent", "新华社")
KEYS = {"id", "type", "title", "author", "container-title", "issued", "page", "edition", "section", "archive", "call-number", "keyword", "note", "annote", "custom"}  # fmt: skip


def signed(*names: str, **values: object) -> ArticleView:
    fields = tuple(FieldView(n, "author", name, "记者", "read") for n, name in enumerate(names))
    return replace(FERRY, uuid=made.unique("ferry"), fields=fields, **values)  # type: ignore[arg-type]


def dated(date: str | None, **values: object) -> IssueView:
    return replace(ISSUE, date=date, **values)  # type: ignore[arg-type]


BARE = replace(
    article(block(1, "无题短讯。")), uuid=made.unique("bare"), page=None, also={},
    issue=replace(ISSUE, newspaper=None, date=None, details={}),
)  # fmt: skip
BOTH = Selection(
    chosen((signed(*NAMES), replace(BRIEF, uuid=made.unique("brief")), BARE)), "轮渡", colours={"yellow": "Evidence"}
)


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def written(name: str, selection: Selection, folder: Path) -> str:
    out = folder / "out.any"
    formats.find_format(name).write(selection, out, lambda _n: None)
    return out.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", ["ris", "bibtex", "biblatex", "csl-json", "dc"])
def test_golden(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").write_text(written(name, BOTH, tmp_path), encoding="utf-8", newline="")
    check_golden(tmp_path / "a", f"references.{name}")


def test_ris_as_rispy_reads_it(tmp_path: Path) -> None:
    text = written("ris", BOTH, tmp_path)
    assert text.startswith("TY  - NEWS\r\n") and "\n" not in text.replace("\r\n", "")
    first, brief, bare = rispy.loads(text)
    assert first["type_of_reference"] == "NEWS" and first["title"] == "末班夜渡 灯亮到最后一个人上岸"
    assert first["authors"] == ["沈渡舟", "Pickard, Edward W.", "van der Berg, Ludwig, Jr", "Our Own Correspondent", "新华社"]
    assert first["secondary_title"] == "晚汀日报" and first["date"] == "2024/06/08/" and first["year"] == "2024"
    assert first["start_page"] == "1" and "口述" in first["keywords"] and len(first["notes"]) == 5
    assert "start_page" not in brief and "authors" not in brief
    assert set(bare) <= {"type_of_reference", "id", "accession_number"}


@pytest.mark.parametrize(
    ("date", "told"), [("1934", "1934///"), ("1934-06", "1934/06//"), ("1934-06-05", "1934/06/05/"), (None, None)]
)
def test_dates_are_as_partial_as_they_are_known(tmp_path: Path, date: str | None, told: str | None) -> None:
    one = Selection(chosen((signed(issue=dated(date)),)))
    assert rispy.loads(written("ris", one, tmp_path))[0].get("date") == told
    parts = [int(part) for part in (date or "").split("-") if part]
    issued = json.loads(written("csl-json", one, tmp_path))[0].get("issued")
    assert issued == ({"date-parts": [parts]} if parts else None)
    latex = next(iter(parse_string(written("biblatex", one, tmp_path), "bibtex").entries.values())).fields
    assert latex.get("date") == date
    fields = next(iter(parse_string(written("bibtex", one, tmp_path), "bibtex").entries.values())).fields
    assert [name in fields for name in ("year", "month", "day")] == [len(parts) > n for n in range(3)]


def test_bibtex_as_pybtex_reads_it(tmp_path: Path) -> None:
    entries = parse_string(written("bibtex", BOTH, tmp_path), "bibtex").entries
    assert len(entries) == 3 and {entry.type for entry in entries.values()} == {"article"}
    first, _brief, bare = entries.values()
    people = first.persons["author"]
    assert [str(one) for one in people] == [
        "{沈渡舟}", "Pickard, Edward W.", "van der Berg, Jr, Ludwig", "{Our Own Correspondent}", "{新华社}"
    ]  # fmt: skip
    assert people[1].last_names == ["Pickard"] and people[2].prelast_names == ["van", "der"]
    assert first.fields["journal"] == "晚汀日报" and first.fields["month"] == "June" and first.fields["pages"] == "1"
    assert first.fields["title"] == "{末班夜渡 灯亮到最后一个人上岸}"
    assert set(bare.fields) == {"uuid"} and not bare.persons


def plain(value: str) -> str:
    """Words as LaTeX would print them."""
    known = {written: char for char, written in bibtex.COMMANDS.items()}
    sign = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    return sign.sub(lambda found: known[found[0]], value)


def on_one_line(text: str) -> str:
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text.encode("utf-8", "replace").decode()).split())


def test_hostile_strings_come_back_from_ris(tmp_path: Path) -> None:
    selection, found = made.hostile_selection()
    records = rispy.loads(written("ris", selection, tmp_path))
    assert len(records) == (len(found) + 9) // 10
    for n, record in enumerate(records):
        here = found[n * 10 : n * 10 + 10]
        assert set(record.get("keywords", [])) == {on_one_line(text) for text in here} - {""}
        notes = record.get("notes", [])
        for at, text in enumerate(here):
            assert any(on_one_line(f"“{text}” [") in note and made.unique(f"mark {n * 10 + at}") in note for note in notes)


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_hostile_strings_come_back_from_bibtex(tmp_path: Path, name: str) -> None:
    selection, found = made.hostile_selection()
    text = written(name, selection, tmp_path)
    entries = list(parse_string(text, "bibtex").entries.values())
    assert len(entries) == (len(found) + 9) // 10
    for n, entry in enumerate(entries):
        here = found[n * 10 : n * 10 + 10]
        told = plain(entry.fields["annote" if name == "bibtex" else "annotation"])
        assert all(on_one_line(f"“{text}” [") in told for text in here)
    values = re.sub(r"\{\\char\d+\}|\\[&%$#_]|\{\\text\w+\}", "", text)
    assert not re.search(r"[\\%$#&~^]", values), "nothing is left that LaTeX takes for a command"


def test_csl_json_has_only_what_the_schema_knows(tmp_path: Path) -> None:
    selection, found = made.hostile_selection()
    items = json.loads(written("csl-json", selection, tmp_path)) + json.loads(written("csl-json", BOTH, tmp_path))
    for item in items:
        assert item["type"] == "article-newspaper" and set(item) <= KEYS and item["id"]
        assert all(isinstance(item[name], str) and item[name] for name in set(item) - {"author", "issued", "custom"})
        for name in item.get("author", []):
            assert set(name) == {"literal"} or set(name) <= {"family", "given", "suffix"}
            assert all(isinstance(part, str) and part for part in name.values())
        for parts in item.get("issued", {}).get("date-parts", []):
            assert 1 <= len(parts) <= 3 and all(isinstance(part, int) for part in parts)
    told = [p["comment"] for item in items for p in item["custom"]["pressmark"]["passages"]]
    assert told[: len(found)] == found
    first, _brief, bare = items[-3:]
    assert first["author"] == [
        {"literal": "沈渡舟"}, {"family": "Pickard", "given": "Edward W."},
        {"family": "van der Berg", "given": "Ludwig", "suffix": "Jr"}, {"literal": "Our Own Correspondent"}, {"literal": "新华社"},
    ]  # fmt: skip
    assert set(bare) == {"id", "type", "custom"}


def test_dublin_core_as_rdflib_reads_it(tmp_path: Path) -> None:
    graph = Graph().parse(data=written("dc", BOTH, tmp_path), format="xml")
    about = URIRef(f"urn:uuid:{made.unique('ferry')}")
    assert {str(o) for o in graph.objects(about, DC.creator)} == set(NAMES) - {"Ludwig van der Berg, Jr."} | {"Ludwig van der Berg, Jr."}
    assert (about, DC.date, Literal("2024-06-08")) in graph and (about, DC.title, Literal("末班夜渡 灯亮到最后一个人上岸")) in graph
    bare = URIRef(f"urn:uuid:{made.unique('bare')}")
    assert set(graph.predicates(bare)) - {DC.type, DC.identifier} <= {URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")}


def test_hostile_strings_come_back_from_dublin_core(tmp_path: Path) -> None:
    selection, found = made.hostile_selection()
    graph = Graph().parse(data=written("dc", selection, tmp_path).encode(), format="xml")
    told = {str(o) for o in graph.objects(None, DC.subject)}
    assert told == {" ".join(valid(text).split()) for text in found} - {""}
    assert selection.notices.lines(), "what XML cannot hold is said"


def test_options_are_heeded(tmp_path: Path) -> None:
    bare = Selection(chosen((FERRY,)), options=Options(notes=False, comments=False))
    for name in ("ris", "bibtex", "biblatex", "csl-json", "dc"):
        text = written(name, bare, tmp_path)
        assert "备注" not in text and "主题句" not in text and "不收钱" in text
        assert formats.find_format(name).heeds == ("notes", "comments", "layer", "context", "passages")


def test_an_article_under_several_groups_is_written_once(tmp_path: Path) -> None:
    twice = Selection(chosen((FERRY, FERRY)))
    assert len(rispy.loads(written("ris", twice, tmp_path))) == 1
    assert len(json.loads(written("csl-json", twice, tmp_path))) == 1
    assert json.loads(written("csl-json", Selection(()), tmp_path)) == []


def test_a_name_with_commas_is_not_parted_by_them() -> None:
    assert ris.name_in_order("市委办公室,宣传部") == "市委办公室 宣传部"
    assert bibtex.latex("50% & {x}_y^z~\\") == r"50\% \& {\textbraceleft}x{\textbraceright}\_y{\textasciicircum}z{\textasciitilde}{\textbackslash}"
    assert csl_json.item(BARE, BOTH)["type"] == "article-newspaper"
    assert dublin_core.FORMAT.extension == ".rdf"

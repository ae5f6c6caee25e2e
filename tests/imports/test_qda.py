"""REFI-QDA projects read back after another program worked on them, and projects that are damaged or not ours."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from reader.commands.opening import open_session
from reader.domain.errors import ReaderError
from reader.domain.views import Listing
from reader.exports import formats
from reader.imports import exchange
from tests.exports import made

SPACE = {"q": "urn:QDA-XML:project:1.0"}
NEW = "0b7f8a52-aaaa-4222-8333-944445555666"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("qda")
    with made.library(folder) as session:
        formats.find_format("qdpx").write(made.everything(session), folder / "a.qdpx", lambda _n: None)
    return folder / "a.qdpx"


def changed(project: Path, out: Path, change: Callable[[etree._Element], object], without: str = "") -> Path:
    """The project as another program writes it again."""
    with zipfile.ZipFile(project) as found, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in found.namelist():
            data = found.read(name)
            if name == "project.qde":
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            if name != without:
                again.writestr(name, data)
    return out


def marks_of(path: Path, folder: Path) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Quote, comment and tags of the highlights of a new library made of the project, by id."""
    session = open_session(folder / "new.pressmark", create=True)
    try:
        back = session.do("import.files", paths=[path]).value
        assert not back.failed and not back.read_back.problems, back.read_back.problems
        views = [view for id in session.ids(Listing("all")) if (view := session.article(id))]
        return {
            mark.uuid: (mark.quote, mark.comment, tuple(sorted(chip.name for chip in mark.tags)))
            for view in views for mark in view.highlights
        }  # fmt: skip
    finally:
        session.close()


def test_as_it_was(project: Path, tmp_path: Path) -> None:
    assert exchange.is_exchange(project)
    marks = marks_of(project, tmp_path)
    assert len(marks) >= 4 and any("𠮷" in quote for quote, _c, _t in marks.values())
    braced = changed(project, tmp_path / "b.qdpx", lambda root: [
        one.set(name, "{" + one.get(name).upper() + "}") for one in root.iter() for name in ("guid", "targetGUID", "creatingUser") if one.get(name)
    ])  # fmt: skip
    (tmp_path / "b").mkdir()
    assert marks_of(braced, tmp_path / "b") == marks, "other programs write guids in capitals and braces"


def test_what_another_program_did_is_taken_as_it_stands(project: Path, tmp_path: Path) -> None:
    gone: list[str] = []

    def work(root: etree._Element) -> None:
        first, second, *_rest = root.iterfind(".//q:PlainTextSelection", SPACE)
        first.find("q:Description", SPACE).text = "另一程序的评注"
        source = second.getparent()
        gone.append(second.get("guid"))
        source.remove(second)
        added = etree.Element(f"{{{SPACE['q']}}}PlainTextSelection", guid=NEW, name="x", startPosition="2", endPosition="6")
        source.insert(0, added)
        gone.append(first.get("guid"))

    before = marks_of(project, tmp_path)
    (tmp_path / "again").mkdir()
    after = marks_of(changed(project, tmp_path / "c.qdpx", work), tmp_path / "again")
    removed, commented = gone
    assert removed not in after and after[commented][1] == "另一程序的评注"
    assert NEW in after and len(after[NEW][0]) == 4
    untouched = before.keys() - {removed, commented}
    assert {id: after[id] for id in untouched} == {id: before[id] for id in untouched}


def test_a_moved_selection_is_a_moved_highlight(project: Path, tmp_path: Path) -> None:
    moved: list[str] = []

    def move(root: etree._Element) -> None:
        one = next(root.iterfind(".//q:PlainTextSelection", SPACE))
        moved.append(one.get("guid"))
        one.set("startPosition", str(int(one.get("startPosition")) + 1))

    records = exchange.read(changed(project, tmp_path / "d.qdpx", move)).records
    mark = next(r for r in records if r["entity"] == "highlight" and r["uuid"] == moved[0])
    old = next(r for r in exchange.read(project).records if r["entity"] == "highlight" and r["uuid"] == moved[0])
    assert mark["spans"] != old["spans"] and mark["spans"][0][1] == old["spans"][0][1] + 1


@pytest.mark.parametrize("member", ["pressmark.json", "project.qde"])
def test_a_project_of_another_program_says_so(project: Path, tmp_path: Path, member: str) -> None:
    other = changed(project, tmp_path / "e.qdpx", lambda _root: None, member)
    assert not exchange.is_exchange(other)
    with pytest.raises(ReaderError, match=r"e\.qdpx is no REFI-QDA project of Pressmark"):
        exchange.read(other)


@pytest.mark.parametrize(
    ("member", "data"),
    [
        ("project.qde", b"<Project"), ("pressmark.json", b"{"), ("pressmark.json", b"[]"), ("pressmark.json", b'{"records": 3}'),
        ("pressmark.json", b'{"version": 9, "records": []}'), ("pressmark.json", b"\xff\xfe"),
    ],
)  # fmt: skip
def test_damage_is_one_clear_line(project: Path, tmp_path: Path, member: str, data: bytes) -> None:
    spoilt = tmp_path / "f.qdpx"
    with zipfile.ZipFile(project) as found, zipfile.ZipFile(spoilt, "w") as again:
        for name in found.namelist():
            again.writestr(name, data if name == member else found.read(name))
    with pytest.raises(ReaderError) as told:
        exchange.read(spoilt)
    assert "f.qdpx" in told.value.message
    (tmp_path / "g.qdpx").write_bytes(project.read_bytes()[:2000])
    with pytest.raises(ReaderError):
        exchange.read(tmp_path / "g.qdpx")


def test_entities_of_xml_are_not_followed(project: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim", encoding="utf-8")
    bomb = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]><Project xmlns="{SPACE["q"]}"><Notes><Note guid="{NEW}"><PlainTextContent>&e;</PlainTextContent></Note></Notes></Project>'
    with zipfile.ZipFile(project) as found, zipfile.ZipFile(tmp_path / "h.qdpx", "w") as again:
        again.writestr("pressmark.json", found.read("pressmark.json"))
        again.writestr("project.qde", bomb)
    assert "geheim" not in str(exchange.read(tmp_path / "h.qdpx").records)

"""An export read back into an empty library gives the same library, for all that its format can carry."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import Listing
from reader.store.hashes import damaged
from tests.commands.test_rebuild import worked_on

FORMATS = ("json", "jsonld", "qdpx")


def exported(session: Session, format: str, out: Path, query: str = "") -> Path:
    listing = Listing("search", text=query) if query else Listing("all")
    session.do("export.write", format=format, out=out, articles=list(session.ids(listing)))
    return out


@pytest.mark.parametrize("seed", range(20))
def test_what_is_read_back_equals_the_library(tmp_path: Path, seed: int) -> None:
    session = open_session(worked_on(tmp_path, seed, steps=20))
    for format in FORMATS:
        out = exported(session, format, tmp_path / f"all.{format}")
        verdict = session.do("export.verify", path=out).value
        assert verdict.equal, (format, verdict.differences[:5], verdict.problems[:5])
    session.close()
    # verify has read each of them back into an empty library; one of them goes all the way.
    goes_all_the_way(tmp_path, FORMATS[seed % len(FORMATS)])


def goes_all_the_way(folder: Path, format: str) -> None:
    out = folder / f"all.{format}"
    other = open_session(folder / "other.pressmark", create=True)
    back = other.do("import.files", paths=[out]).value
    assert not back.failed and not back.read_back.problems
    assert other.do("export.verify", path=out).value.equal
    assert list(damaged(other.library.db().conn)) == []
    before = other.library.value("select count(*) from highlight")
    other.undo().result()
    assert other.library.value("select count(*) from issue where trashed is null") == 0
    assert other.library.value("select count(*) from highlight") == 0
    other.redo().result()
    assert other.library.value("select count(*) from highlight") == before
    other.close()


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(100, 280))
def test_many_more(tmp_path: Path, seed: int) -> None:
    test_what_is_read_back_equals_the_library(tmp_path, seed)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("round")
    session = open_session(worked_on(folder, 3, steps=24))
    out = exported(session, "json", folder / "all.json")
    session.close()
    loaded: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return loaded


def test_a_part_is_proven_too(tmp_path: Path) -> None:
    session = open_session(worked_on(tmp_path, 5, steps=24))
    article = next(iter(session.ids(Listing("all"))))
    session.do("tag.add", articles=[article], tags=["一部分"])
    for format in FORMATS:
        out = exported(session, format, tmp_path / f"part.{format}", "tag:一部分")
        assert session.do("export.verify", path=out).value.equal
    session.close()


def test_verify_says_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = open_session(worked_on(tmp_path, 7, steps=24))
    out = exported(session, "json", tmp_path / "all.json")
    session.do("tag.add", articles=list(session.ids(Listing("all")))[:1], tags=["新的"])
    session.close()
    assert main(["--library", str(tmp_path / "lost.pressmark"), "verify", str(out), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["equal"] is False
    assert {"tag", "article_tag"} <= {one["entity"] for one in told["differences"]}


SPOILS: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "a reversed range": lambda block, mark: mark["spans"][0].__setitem__(1, mark["spans"][0][2] + 4),
    "a negative range": lambda block, mark: mark["spans"][0].__setitem__(1, -3),
    "past the end": lambda block, mark: mark["spans"][0].__setitem__(2, 1 << 40),
    "more than 64 bits": lambda block, mark: mark["spans"][0].__setitem__(2, 1 << 63),
    "a text for a number": lambda block, mark: mark["spans"][0].__setitem__(1, "3"),
    "true for a number": lambda block, mark: mark["spans"][0].__setitem__(1, True),
    "no spans": lambda block, mark: mark.__setitem__("spans", []),
    "an id that is none": lambda block, mark: mark.__setitem__("uuid", "../../etc"),
    "a list for words": lambda block, mark: mark.__setitem__("quote", ["x"]),
    "a foreign text": lambda block, mark: mark["spans"][0].__setitem__(0, "00000000-0000-4000-8000-000000000000"),
    "a piece used twice": lambda block, mark: block["pieces"].append(list(block["pieces"][0])),
    "an unknown entity": lambda block, mark: mark.__setitem__("entity", "sqlite_master"),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_spoilt_record_is_named_and_stops_no_other(tmp_path: Path, file: dict[str, Any], spoil: str) -> None:
    spoilt = json.loads(json.dumps(file))
    records = spoilt["records"]
    block = next(r for r in records if r["entity"] == "block")
    mark = next(r for r in records if r["entity"] == "highlight")
    SPOILS[spoil](block, mark)
    path = tmp_path / "spoilt.json"
    path.write_text(json.dumps(spoilt), encoding="utf-8")
    session = open_session(tmp_path / "new.pressmark", create=True)
    back = session.do("import.files", paths=[path]).value.read_back
    assert back.problems
    assert back.added["article"] == sum(r["entity"] == "article" for r in records)
    assert session.library.rows("pragma foreign_key_check") == []
    for id in session.ids(Listing("all")):
        assert session.article(id) is not None
    session.close()


def test_circles_of_tags_are_cut(tmp_path: Path, file: dict[str, Any]) -> None:
    circle = json.loads(json.dumps(file))
    one, other = [r for r in circle["records"] if r["entity"] == "tag"][:2]
    one["parent"], other["parent"] = other["uuid"], one["uuid"]
    path = tmp_path / "circle.json"
    path.write_text(json.dumps(circle), encoding="utf-8")
    session = open_session(tmp_path / "new.pressmark", create=True)
    back = session.do("import.files", paths=[path]).value.read_back
    assert [p.code for p in back.problems] == ["circle"]
    session.close()


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": "pressmark"}', '{"format": "pressmark", "version": 99, "articles": [], "records": []}',
             '{"format": "pressmark", "version": 1, "articles": 3}', '{"format": "pressmark", "version": true}']
)  # fmt: skip
def test_a_file_that_is_no_export_is_one_clear_line(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    open_session(tmp_path / "l.pressmark", create=True).close()
    assert main(["--library", str(tmp_path / "l.pressmark"), "verify", str(path)]) == 1
    said = capsys.readouterr().err
    assert str(path) in said and "Traceback" not in said and said.count("\n") == 1

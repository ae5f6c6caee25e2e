"""Bundles that lie, are damaged or mean harm: one clear line or a list of faults, and the library as it was."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.cli import main
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.operations import derived
from reader.store.hashes import damaged
from tests.commands.replicas import replicas
from tests.store.dump import dump

EXAMPLES = 2000 if os.environ.get("PRESSMARK_DEEP") else 40


class Members(dict[str, bytes]):
    """The members of a bundle by name; told briefly where a test fails."""

    def __repr__(self) -> str:
        return "Members(…)"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Members]]:
    """A library, and the members of a bundle of somebody who worked on a copy of it."""
    folder = tmp_path_factory.mktemp("hostile")
    one, other = replicas(folder, 2)
    other.do("highlight.add", article=1, spans=[(4, 0, 5)], tags=["人名"], comment="c")
    other.do("tag.new", name="甲")
    other.do("tag.new", name="乙", parent=other.library.value("select id from tag where name = '甲'"))
    other.do("repair.split", block=3, offset=6)
    other.do("text.correct", block=4, old="船工", new="舵手")
    other.do("bundle.write", out=folder / "good.pressmark-bundle")
    with zipfile.ZipFile(folder / "good.pressmark-bundle") as archive:
        members = Members({name: archive.read(name) for name in archive.namelist()})
    other.close()
    yield one, members
    one.close()


def sealed(path: Path, members: dict[str, bytes], *, manifest: dict[str, Any] | None = None) -> Path:
    """The members as a bundle whose manifest is true to them."""
    head = json.loads(members["manifest.json"]) if manifest is None else manifest
    if manifest is None:
        head["members"] = [
            {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in members.items() if name != "manifest.json"
        ]  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**members, "manifest.json": json.dumps(head).encode()}.items():
            archive.writestr(name, data)
    return path


def lies(members: Members) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Files that must be refused whole, each with how it is written."""
    head = json.loads(members["manifest.json"])

    def written(change: Callable[[Members, dict[str, Any]], None]) -> Callable[[Path], None]:
        def write(path: Path) -> None:
            spoilt, manifest = Members(members), copy.deepcopy(head)
            change(spoilt, manifest)
            sealed(path, spoilt, manifest=manifest)

        return write

    yield "a byte changed", written(lambda m, h: m.__setitem__("operations.jsonl", m["operations.jsonl"].replace(b"c", b"d", 1)))
    yield "a size that lies", written(lambda m, h: h["members"][0].__setitem__("size", 3))
    yield "a size beyond all", written(lambda m, h: h["members"][0].__setitem__("size", 1 << 60))
    yield "a member told twice", written(lambda m, h: h["members"].append(h["members"][0]))
    yield "a member not told", written(lambda m, h: h["members"].pop())
    yield "a member not there", written(lambda m, h: h["members"].append({"name": "sources/" + "0" * 64, "size": 1, "sha256": "0" * 64}))
    yield "a planted journal", written(lambda m, h: m.__setitem__("library.pressmark-journal", b"x"))
    yield "a way out", written(lambda m, h: m.__setitem__("../../evil", b"x"))
    yield "a newer version", written(lambda m, h: h.__setitem__("version", 99))
    yield "no version", written(lambda m, h: h.__setitem__("version", True))
    yield "another format", written(lambda m, h: h.__setitem__("format", "zip"))
    yield "no members", written(lambda m, h: h.__setitem__("members", 7))
    yield "no zip", lambda path: path.write_bytes(b"PK\x03\x04 and nothing else") and None
    yield "cut off", lambda path: path.write_bytes(sealed(path, members).read_bytes()[:-200]) and None
    yield "no JSON", lambda path: sealed(path, Members(members) | { "operations.jsonl": b"{\n"}) and None
    yield "nothing in it", lambda path: sealed(path, Members({"manifest.json": members["manifest.json"]}), manifest=head) and None
    yield "a bomb", lambda path: sealed(path, Members(members) | { "operations.jsonl": b"\n" * (60 << 20)}) and None


def test_what_is_no_true_bundle_is_refused_in_one_line(
    pair: tuple[Session, Members], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session, members = pair
    before, last = dump(session.library), session.library.last_act()
    path = tmp_path / "bad.pressmark-bundle"
    for name, write in lies(members):
        write(path)
        with pytest.raises(ReaderError):
            session.do("bundle.merge", path=path)
        assert dump(session.library) == before and session.library.last_act() == last, name
        assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.pressmark-bundle"], name
    assert main(["--library", str(session.library.path), "merge", str(path)]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said and said.count("\n") == 1


def operations_of(members: Members) -> list[dict[str, Any]]:
    return [json.loads(line) for line in members["operations.jsonl"].splitlines()]


def signed(one: dict[str, Any]) -> dict[str, Any]:
    """An operation whose id is true to what it says."""
    try:
        entity, key = one["entity"], one["key"]
        tail = (*key, *one["value"][:2]) if entity == "piece" else (entity, json.dumps(key), one["field"])
        one["id"] = derived(one["act"], "piece", *tail) if entity == "piece" else derived(one["act"], *tail)
    except (TypeError, KeyError, IndexError):
        pass
    return one


def looks_right(session: Session) -> None:
    """What must hold whatever was taken in."""
    assert session.library.rows("pragma foreign_key_check") == []
    assert list(damaged(session.library.db().conn)) == []
    twice = """select 1 from piece a join piece b on b.source_text_id = a.source_text_id and b.id > a.id
               and b.start < a.end and b.end > a.start"""
    assert session.library.rows(twice) == []
    circle = """with recursive up(id, at, n) as (select id, parent_id, 1 from tag union all
                select up.id, tag.parent_id, n + 1 from up join tag on tag.id = up.at where n < 40) select 1 from up where n = 40"""
    assert session.library.rows(circle) == []
    for (article,) in session.library.rows("select id from article"):
        session.article(article)


BAD: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 1 << 70), st.text(max_size=4), st.just([]), st.just({}),
    st.just("00000000-0000-4000-8000-000000000000"), st.just([[None, 5, 2]]), st.just([-3, 4, "x", 0, 0]),
)  # fmt: skip


@pytest.mark.timeout(3600 if EXAMPLES > 100 else 300)
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(data=st.data())
def test_operations_that_lie_are_left_out_and_harm_nothing(pair: tuple[Session, Members], data: st.DataObject) -> None:
    session, members = pair
    before = dump(session.library)
    operations = operations_of(members)
    for _spoil in range(data.draw(st.integers(1, 3))):
        one = data.draw(st.sampled_from(operations))
        where = data.draw(st.sampled_from(["id", "act", "entity", "key", "field", "value", "over", "clock", "inside"]))
        if where == "inside" and isinstance(one.get("value"), dict) and one["value"]:
            one["value"][data.draw(st.sampled_from(sorted(one["value"])))] = data.draw(BAD)
        elif where == "inside" and isinstance(one.get("value"), list) and one["value"]:
            one["value"][data.draw(st.integers(0, len(one["value"]) - 1))] = data.draw(BAD)
        else:
            one["value" if where == "inside" else where] = data.draw(BAD)
        if data.draw(st.booleans()):
            signed(one)
    path = session.library.path.parent / "spoilt.pressmark-bundle"
    lines = b"".join(json.dumps(one).encode() + b"\n" for one in operations)
    sealed(path, Members(members) | { "operations.jsonl": lines})
    try:
        act = session.do("bundle.merge", path=path).act
    except ReaderError:
        assert dump(session.library) == before
        return
    looks_right(session)
    if act is not None:
        session.undo().result()
    assert dump(session.library) == before


def test_circles_of_tags_are_cut(pair: tuple[Session, Members], tmp_path: Path) -> None:
    session, members = pair
    before = dump(session.library)
    operations = operations_of(members)
    tags = {one["value"]["name"]: one for one in operations if one["entity"] == "tag" and one["field"] == "*"}
    tags["甲"]["value"]["parent"] = tags["乙"]["key"][0]
    lines = b"".join(json.dumps(one).encode() + b"\n" for one in operations)
    session.do("bundle.merge", path=sealed(tmp_path / "circle.pressmark-bundle", members | { "operations.jsonl": lines}))
    looks_right(session)
    session.undo().result()
    assert dump(session.library) == before


def test_projects_of_other_programs_are_taken_in_whole_or_named(tmp_path: Path) -> None:
    from tests.commands.test_walk import project_of_another

    session = open_session(tmp_path / "l.pressmark", create=True)
    path = project_of_another(tmp_path)
    report = session.do("import.files", paths=[path]).value
    assert len(report.issues) == 1 and not report.failed
    (mark,) = session.article(1).highlights  # type: ignore[union-attr]
    assert (mark.current, mark.comment, mark.author, [t.name for t in mark.tags]) == ("守了四十年灯塔", "核", "Lin", ["守灯"])
    assert session.do("import.files", paths=[path]).value.unchanged == [str(path)]
    assert session.library.value("select count(*) from highlight") == 1
    session.undo().result()
    assert session.library.value("select count(*) from highlight") == 0
    with zipfile.ZipFile(tmp_path / "bad.qdpx", "w") as archive:
        archive.writestr("project.qde", "<Project><broken")
    failed = session.do("import.files", paths=[tmp_path / "bad.qdpx"]).value.failed
    assert "project.qde" in str(failed[0][1])
    session.close()

"""BagIt: validated by the Library of Congress' own program, with the files byte for byte and what was done to them."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.words import set_language
from reader.exports import bag
from reader.exports.selection import Selection, Sources, chosen
from tests.exports import made
from tests.exports.hostile import strings
from tests.exports.samples import FERRY
from tests.exports.test_exports import check_golden

PREMIS = {"p": "http://www.loc.gov/premis/v3"}


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def validated(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(folder)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def session(tmp_path: Path) -> Session:
    with made.library(tmp_path) as session:
        yield session


def test_a_bag_of_two_issues(session: Session, tmp_path: Path) -> None:
    for name, text in made.ISSUES.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text
    selection = made.everything(session)
    done: list[int] = []
    bag.write(selection, tmp_path / "bag", done.append)
    told = validated(tmp_path / "bag")
    assert told.returncode == 0, told.stderr
    assert done[-1] == len(list(selection.entries)) and not selection.notices.lines()
    sources = {path.name: path.read_bytes() for path in (tmp_path / "bag/data/sources").iterdir()}
    assert sources == {name: text.encode() for name, text in made.ISSUES.items()}
    records = [r for r in selection.records() if r["entity"] == "source_text"]
    for record in records:
        assert (tmp_path / f"bag/data/texts/{record['uuid']}.txt").read_text(encoding="utf-8") == record["text"]
    complete = json.loads((tmp_path / "bag/data/annotations/pressmark.json").read_text(encoding="utf-8"))
    linked = json.loads((tmp_path / "bag/data/annotations/annotations.jsonld").read_text(encoding="utf-8"))
    assert len(complete["articles"]) == done[-1] and linked["total"] >= 4
    info = (tmp_path / "bag/bag-info.txt").read_text(encoding="utf-8")
    assert "External-Description: 全部\n" in info and f"Contact-Name: {session.author}\n" in info
    assert not list(tmp_path.glob(".pressmark-*"))


def test_golden(tmp_path: Path) -> None:
    data = made.WORDS.encode()
    sha = hashlib.sha256(data).hexdigest()
    records = [
        {"entity": "issue", "uuid": made.unique("issue"), "repository": "市档案馆", "shelfmark": "K-7"},
        {"entity": "source", "uuid": made.unique("file"), "name": "晚汀日报.md", "sha256": sha, "format": "markdown", "encoding": "utf-8",
         "encoding_how": "utf-8", "imported_at": "2026-11-23T10:00:00Z"},
        {"entity": "source_text", "uuid": made.unique("text"), "text": made.WORDS, "sha256": sha, "source": made.unique("file")},
    ]  # fmt: skip
    selection = Selection(
        chosen((replace(FERRY, uuid=made.unique("a")),)), "轮渡", provenance=made.MADE, records=lambda: records,
        sources=Sources(data=lambda _uuid: data),
    )  # fmt: skip
    bag.write(selection, tmp_path / "bag")
    assert validated(tmp_path / "bag").returncode == 0
    check_golden(tmp_path / "bag/data/metadata/premis.xml", "bag.premis.xml")
    assert sorted(one.relative_to(tmp_path / "bag").as_posix() for one in (tmp_path / "bag").rglob("*.*")) == [
        "bag-info.txt", "bagit.txt", "data/README.txt", "data/annotations/annotations.jsonld", "data/annotations/pressmark.json",
        "data/metadata/premis.xml", "data/sources/晚汀日报.md", f"data/texts/{made.unique('text')}.txt", "manifest-sha256.txt",
        "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt",
    ]  # fmt: skip
    info = (tmp_path / "bag/bag-info.txt").read_text(encoding="utf-8").splitlines()
    assert info[:3] == ["Source-Organization: 市档案馆", "Contact-Name: 李", "External-Description: 轮渡"]


def test_a_changed_byte_is_noticed(session: Session, tmp_path: Path) -> None:
    bag.write(made.everything(session), tmp_path / "bag")
    one = next((tmp_path / "bag/data/sources").iterdir())
    one.write_bytes(one.read_bytes()[:-1] + b"!")
    assert validated(tmp_path / "bag").returncode != 0


def test_what_was_done_stands_in_premis(session: Session, tmp_path: Path) -> None:
    view = next(v for id in range(1, 9) if (v := session.article(id)) and any("𠮷" in b.text for b in v.blocks))
    block = next(b for b in view.blocks if "𠮷野" in b.text)
    session.do("text.correct", block=block.id, old="𠮷野", new="吉野")
    bag.write(made.everything(session), tmp_path / "bag")
    root = etree.parse(tmp_path / "bag/data/metadata/premis.xml").getroot()
    assert [etree.QName(one).localname for one in root] == sorted(
        (etree.QName(one).localname for one in root), key=["object", "event", "agent"].index
    )
    kinds = [one.text for one in root.iterfind("p:event/p:eventType", PREMIS)]
    assert {"ingestion", "normalization", "fixity check", "modification", "information package creation"} == set(kinds)
    assert {one.text for one in root.iterfind(".//p:eventOutcome", PREMIS)} == {"pass", "success"}
    named = {one.text for one in root.iterfind("p:object/p:objectIdentifier/p:objectIdentifierValue", PREMIS)}
    assert {one.text for one in root.iterfind(".//p:linkingObjectIdentifierValue", PREMIS)} <= named
    agents = {one.text for one in root.iterfind("p:agent/p:agentIdentifier/p:agentIdentifierValue", PREMIS)}
    assert {one.text for one in root.iterfind(".//p:linkingAgentIdentifierValue", PREMIS)} <= agents
    for one in root.iterfind("p:object", PREMIS):
        path = tmp_path / "bag" / one.findtext(".//p:contentLocationValue", "", PREMIS)
        digests = {f.findtext("p:messageDigestAlgorithm", "", PREMIS): f.findtext("p:messageDigest", "", PREMIS) for f in one.iterfind(".//p:fixity", PREMIS)}  # fmt: skip
        assert digests == {
            "SHA-256": hashlib.sha256(path.read_bytes()).hexdigest(), "SHA-512": hashlib.sha512(path.read_bytes()).hexdigest()
        }  # fmt: skip


def hostile_records(found: list[str]) -> list[dict[str, object]]:
    data = made.WORDS.encode()
    sha = hashlib.sha256(data).hexdigest()
    files = [
        {"entity": "source", "uuid": made.unique(f"file {n}"), "name": text, "sha256": sha, "format": text, "encoding": text,
         "encoding_how": text, "imported_at": "2026-11-23T10:00:00Z"} for n, text in enumerate(found)
    ]  # fmt: skip
    issue = {"entity": "issue", "uuid": made.unique("issue"), "repository": found[0], "shelfmark": "x\nBagging-Date: 1900-01-01"}
    return [issue, *files]


def test_hostile_names_make_a_valid_bag(tmp_path: Path) -> None:
    hostile, found = made.hostile_selection()
    records = hostile_records(found)
    selection = replace(hostile, title="x\r\nBagging-Date: 1900-01-01", records=lambda: records)
    bag.write(selection, tmp_path / "bag")
    told = validated(tmp_path / "bag")
    assert told.returncode == 0, told.stderr[-2000:]
    names = [path.name for path in (tmp_path / "bag/data/sources").iterdir()]
    assert len(names) == len(found) == len({name.casefold() for name in names}) and all(len(n.encode()) <= 150 for n in names)
    info = (tmp_path / "bag/bag-info.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in info if line.startswith("Bagging-Date")] == ["Bagging-Date: 2026-11-28"]
    etree.parse(tmp_path / "bag/data/metadata/premis.xml")
    assert strings()


def test_bytes_that_are_not_there_are_said(tmp_path: Path) -> None:
    record = {"entity": "source", "uuid": made.unique("f"), "name": "a.md", "sha256": "ab" * 32, "imported_at": "2026-11-23T10:00:00Z"}
    selection = Selection(chosen((FERRY,)), provenance=made.MADE, records=lambda: [record])
    bag.write(selection, tmp_path / "bag")
    assert validated(tmp_path / "bag").returncode == 0
    assert selection.notices.lines() == [
        "Files whose bytes the library does not hold, or not as they came: 1. Their texts are in the bag."
    ]
    assert "<eventOutcome>fail</eventOutcome>" in (tmp_path / "bag/data/metadata/premis.xml").read_text(encoding="utf-8")


def test_nothing_is_overwritten_and_nothing_left_behind(session: Session, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ReaderError, match="is there already"):
        bag.write(made.everything(session), tmp_path / "there")
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["mine.txt"]

    def stop(_n: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        bag.write(made.everything(session), tmp_path / "bag", stop)
    with pytest.raises(ReaderError, match="folder does not exist"):
        bag.write(made.everything(session), tmp_path / "none" / "bag")
    assert not (tmp_path / "bag").exists() and not list(tmp_path.glob(".pressmark-*"))
    (tmp_path / "empty").mkdir()
    bag.write(made.everything(session), tmp_path / "empty")
    assert validated(tmp_path / "empty").returncode == 0

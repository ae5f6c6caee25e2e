"""Backups, the second copy and rebuilding on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.commands import backups
from reader.commands.library import move_library
from reader.commands.opening import open_session
from reader.commands.settings import Settings
from reader.domain.places import sample_issues

ISSUE = sorted(sample_issues().iterdir())[4]


def said(capsys: pytest.CaptureFixture[str], library: Path, *words: str, status: int = 0) -> Any:
    capsys.readouterr()
    assert main(["--library", str(library), "--json", *words]) == status
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A library with a note, whose own backups lie in a folder of the test."""
    path = tmp_path / "a.pressmark"
    Settings().set("backups.folder", str(tmp_path / "own"))
    said(capsys, path, "import", str(ISSUE))
    main(["--library", str(path), "note", "3", "见年报"])
    yield path
    Settings().set("backups.folder", "")


def test_lost_and_rebuilt(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = Path(said(capsys, library, "check")["copy"])
    assert copy.name == "a.pressmark-marks.jsonl"
    library.unlink()
    to = tmp_path / "b.pressmark"
    made = said(capsys, library, "rebuild", str(copy), "--to", str(to), str(ISSUE.parent))
    assert made["ok"] and made["issues"] == 1 and made["lost"] == made["missing"] == []
    assert said(capsys, to, "article", "3")["note"] == "见年报"


def test_a_source_that_is_not_found_is_named(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = said(capsys, library, "check")["copy"]
    made = said(capsys, library, "rebuild", copy, "--to", str(tmp_path / "b.pressmark"), status=1)
    assert not made["ok"] and [entry["name"] for entry in made["missing"]] == [ISSUE.name]
    assert "见年报" in made["lost"][0]["what"]


def test_own_backups(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = said(capsys, library, "backup", "--auto")
    assert made["backup"]["notes"] == 1 and not made["unchanged"]
    assert said(capsys, library, "backup", "--auto") == {"backup": None, "unchanged": True}
    (one,) = said(capsys, library, "backups")["backups"]
    assert one["path"] == made["backup"]["path"] and one["verified"]
    assert said(capsys, library, "rehearse", one["path"])["ok"]
    to = tmp_path / "r.pressmark"
    assert said(capsys, library, "restore", one["path"], "--to", str(to))["notes"] == 1
    assert said(capsys, to, "check")["ok"]
    assert (tmp_path / "r.pressmark-marks.jsonl").exists(), "a restored library begins a new copy"
    assert main(["--library", str(library), "backup"]) == 2


def test_the_newest_verified_backup_is_known_after_a_restart(library: Path) -> None:
    assert main(["--library", str(library), "backup", "--auto"]) == 0
    session = open_session(library)
    assert session.last_backup is not None and session.last_backup == backups.listed(session)[0].verified
    session.close()


def test_a_moved_library_takes_its_copy_along(library: Path, tmp_path: Path) -> None:
    to = tmp_path / "elsewhere" / "b.pressmark"
    before = library.with_name("a.pressmark-marks.jsonl").read_bytes()
    move_library(library, to)
    assert to.with_name("b.pressmark-marks.jsonl").read_bytes() == before
    open_session(to).close()
    assert not list(tmp_path.glob("*.jsonl")) and len(list(to.parent.glob("*.jsonl"))) == 1


def test_a_copied_library_begins_a_copy_of_its_own(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = library.with_name("other.pressmark")
    shutil.copy(library, other)
    main(["--library", str(other), "note", "3", "别处"])
    assert "别处" not in library.with_name("a.pressmark-marks.jsonl").read_text(encoding="utf-8")
    assert Path(said(capsys, other, "check")["copy"]).name == "other.pressmark-marks.jsonl"

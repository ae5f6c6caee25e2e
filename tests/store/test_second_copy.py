"""The second copy: whole after every act, chained, caught up after a crash, and never anybody else's."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import pytest

from reader.store import second_copy
from reader.store.library import Library
from reader.store.second_copy import SecondCopy
from tests.store import made
from tests.store.test_log import do, random_work


def kept(library: Library, folder: Path | None = None) -> SecondCopy:
    """The library's copy, begun and followed."""
    library.second_copy = SecondCopy(library, library.path, library.uuid, folder)
    library.second_copy.follow()
    assert library.second_copy.fault is None
    return library.second_copy


def acts_of(path: Path) -> list[int]:
    told = second_copy.read(path)
    assert told.faults == []
    return [line["n"] for line in told.lines]


def test_a_line_an_act_readable_without_the_library(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    copy = kept(library)
    do(library, lambda act: act.insert("tag", name="水利"))
    assert copy.path.name == "test.pressmark-marks.jsonl"
    head, imported, tagged = (json.loads(line) for line in copy.path.read_text(encoding="utf-8").splitlines())
    assert head["library"] == library.uuid
    assert imported["sources"][0]["name"] == "issue.md" and len(imported["sources"][0]["sha256"]) == 64
    assert made.TEXT[:20] not in copy.path.read_text(encoding="utf-8"), "the text of sources is not copied"
    assert tagged["author"] == "me" and tagged["changes"][0]["new"]["name"] == "水利"
    assert tagged["prev"] == second_copy.link(copy.path.read_bytes().split(b"\n")[1])


def test_a_kill_between_commit_and_copy_leaves_no_gap(tmp_path: Path) -> None:
    library, dice = made.library(tmp_path), random.Random(4)
    for _step in range(10):
        do(library, lambda act: random_work(act, dice))
    copy = kept(library)
    lines = copy.path.read_bytes().split(b"\n")
    for length in range(1, len(lines)):
        for torn in (b"", lines[length][: len(lines[length]) // 2]):
            copy.path.write_bytes(b"\n".join(lines[:length]) + b"\n" + torn)
            kept(library)
            assert copy.path.read_bytes().split(b"\n")[1:] == lines[1:], (length, torn)


def test_a_copy_followed_act_by_act_is_the_one_made_at_once(tmp_path: Path) -> None:
    library, dice = made.library(tmp_path), random.Random(8)
    copy = kept(library)
    for _step in range(25):
        do(library, lambda act: random_work(act, dice))
    by_act = second_copy.read(copy.path).lines
    copy.path.unlink()
    at_once = second_copy.read(kept(library).path).lines
    for one, two in zip(by_act, at_once, strict=True):
        for side in (one, two):
            side.pop("prev")
            side.pop("refs")  # who is who is told with the words of the moment
        assert one == two


def test_a_copy_that_is_gone_is_written_anew_whole(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    copy = kept(library)
    do(library, lambda act: act.insert("tag", name="a"))
    copy.path.unlink()
    do(library, lambda act: act.insert("tag", name="b"))
    assert acts_of(copy.path) == [1, 2, 3] and copy.fault is None


def test_the_copy_of_another_library_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    first, second = made.library(tmp_path / "a"), made.library(tmp_path / "b")
    folder = tmp_path / "copies"
    folder.mkdir()
    one = kept(first, folder)
    before = one.path.read_bytes()
    two = kept(second, folder)
    do(second, lambda act: act.insert("tag", name="mine"))
    assert one.path.read_bytes() == before
    assert two.path.name == "test.pressmark-marks-2.jsonl" and acts_of(two.path) == [1, 2]
    assert kept(first, folder).path == one.path


def test_a_file_of_another_kind_is_never_touched(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    (tmp_path / "test.pressmark-marks.jsonl").write_text("my shopping list")
    assert kept(library).path.name == "test.pressmark-marks-2.jsonl"
    assert (tmp_path / "test.pressmark-marks.jsonl").read_text() == "my shopping list"


def test_a_library_restored_from_a_backup_begins_a_new_copy(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    copy = kept(library)
    shutil.copy(library.path, tmp_path / "backup")
    for name in ("later", "lost"):
        do(library, lambda act, name=name: act.insert("tag", name=name))
    library.close()
    before = copy.path.read_bytes()
    shutil.copy(tmp_path / "backup", library.path)
    restored = Library.open(library.path)
    copy = kept(restored)
    assert acts_of(copy.path) == [1]
    (aside,) = tmp_path.glob("*.old-1.jsonl")
    assert aside.read_bytes() == before
    assert copy.notice is not None and copy.notice.params["count"] == 2
    assert "later steps" in copy.notice.message
    do(restored, lambda act: act.insert("tag", name="other"))
    assert acts_of(copy.path) == [1, 2] and aside.read_bytes() == before


def test_two_programs_on_one_library_share_the_copy(tmp_path: Path) -> None:
    window = made.library(tmp_path)
    line = Library.open(window.path)
    kept(window), kept(line)
    for number in range(6):
        do((window, line)[number % 2], lambda act, n=number: act.insert("tag", name=str(n)))
    assert window.second_copy is not None
    assert acts_of(window.second_copy.path) == [1, 2, 3, 4, 5, 6, 7]


def test_a_disk_that_cannot_be_written_is_told_and_the_work_goes_on(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    folder = tmp_path / "copies"
    folder.mkdir()
    copy = kept(library, folder)
    shutil.move(folder, tmp_path / "away")
    do(library, lambda act: act.insert("tag", name="a"))
    assert copy.fault is not None and "cannot be written" in copy.fault.message
    assert library.value("select count(*) from tag") == 1
    shutil.move(tmp_path / "away", folder)
    do(library, lambda act: act.insert("tag", name="b"))
    assert copy.fault is None and acts_of(copy.path) == [1, 2, 3]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_keeps_what_the_copy_has(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    copy = kept(library)
    before = copy.path.read_bytes()
    os.rename(copy.path, tmp_path / "kept")
    copy.path.symlink_to("/dev/full")
    do(library, lambda act: act.insert("tag", name="a"))
    assert copy.fault is not None
    copy.path.unlink()
    os.rename(tmp_path / "kept", copy.path)
    do(library, lambda act: act.insert("tag", name="b"))
    assert copy.path.read_bytes().startswith(before) and acts_of(copy.path) == [1, 2, 3]


def test_pasted_text_stands_in_the_copy_because_it_lies_in_no_file(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "a.pressmark")
    from reader.store.issues import IssueWriter

    with library.act("import.text", "me", "here", kind="import") as act:
        id = IssueWriter(act, made.new_issue()).write()
        act.about(issue_ids=[id])
    (line,) = second_copy.read(kept(library).path).lines
    assert line["sources"][0]["pasted"] == made.TEXT


def test_an_import_that_goes_on_between_other_acts(tmp_path: Path) -> None:
    from reader.store.issues import IssueWriter

    library = made.library(tmp_path)
    copy = kept(library)
    ids, number = [], None
    for part in range(3):
        with library.act("import.files", "me", "here", kind="import", resume=number) as act:
            ids.append(IssueWriter(act, made.new_issue(made.TEXT + f"\n第{part}段。\n", name=f"{part}.md")).write())
            act.about(issue_ids=ids)
            number = act.id
        do(library, lambda act, part=part: act.insert("tag", name=f"between {part}"))
    assert acts_of(copy.path) == [1, 2, 3, 2, 4, 2, 5]
    whole = copy.path.read_bytes()
    copy.path.write_bytes(b"\n".join(whole.split(b"\n")[:4]) + b"\n")
    kept(library)
    assert sorted(acts_of(copy.path)) == [1, 2, 2, 2, 3, 4, 5]


def test_following_does_not_walk_through_the_whole_history(tmp_path: Path) -> None:
    """Each save once read every change there was: a quarter of a second in a library of a million highlights."""
    library = made.library(tmp_path)
    plan = str(library.rows(f"explain query plan {second_copy.LATE_IMPORTS}", (7,)))
    assert "SEARCH change USING INTEGER PRIMARY KEY" in plan and "SCAN change" not in plan, plan
    library.close()

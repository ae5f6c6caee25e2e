"""A power cut at any moment leaves a library that opens, is sound, and holds every mark that was acknowledged."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.commands.opening import open_session
from reader.store.backup import prove
from tests.conftest import ROOT
from tests.store import made
from tests.stories.power_cut import CALLS, TOLD, Call, Disk, calls

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
LIBRARY = "test.pressmark"


def logged(folder: Path, log: Path) -> list[Call]:
    """Let somebody work in the folder, and give what was written there."""
    command = ["strace", "-f", "-xx", "-y", "-s", "4000000", "-o", str(log), "-e", f"trace={CALLS}", sys.executable]
    done = subprocess.run(
        [*command, "-m", "tests.stories.power_cut", str(folder / LIBRARY)],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return list(calls(log.read_text(), folder))


def holds(library: Path, said: list[str], is_copied: bool = True) -> None:
    """The library opens without help, every row is sound, and all that was said is in it and in its second copy."""
    session = open_session(library)
    prove(library)
    there = {t.name for t in session.tags()} | {r[0] for r in session.library.rows("select comment from highlight")}
    note = session.note(2)
    copy = library.with_name(LIBRARY + "-marks.jsonl").read_text(encoding="utf-8")
    for words in said:
        if words.startswith("note"):
            assert note and int(note.split()[1]) >= int(words.split()[1]), (words, note)
        elif words not in ("gone", "undone"):
            assert words in there, words
        assert words == "undone" or not is_copied or f'"{words}"' in copy, words
    if "undone" in said:
        assert "gone" not in there
    session.close()


def cut_often(tmp_path: Path, times: int) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    made.library(folder).close()
    open_session(folder / LIBRARY).close()  # begins the second copy
    disk, dice = Disk(folder), random.Random(11)
    done = logged(folder, tmp_path / "log")
    kept = [n for n, call in enumerate(done) if "-index" not in call.name and call.what != "sync"]
    assert len(kept) > 60, "hardly anything was written"
    chosen = sorted(dice.choice(kept) for _cut in range(times))
    written = said = 0
    for number, moment in enumerate(chosen):
        for call in done[written : moment + 1]:
            disk.take(call)
        written = max(written, moment + 1)
        after = tmp_path / f"after {number}"
        after.mkdir()
        disk.cut(after, dice)
        for path in after.glob("*-index*"):
            path.unlink()
        told = disk.content(TOLD).decode().splitlines() if TOLD in disk.names else []
        said += bool(told)
        holds(after / LIBRARY, told)
        shutil.rmtree(after)
    assert said > times // 2, "the work was cut before anything was said"


@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_in_forty_power_cuts(tmp_path: Path) -> None:
    cut_often(tmp_path, 40)


@pytest.mark.deep
@pytest.mark.timeout(7200)
def test_nothing_acknowledged_is_lost_in_two_thousand_power_cuts(tmp_path: Path) -> None:
    cut_often(tmp_path, 2000)


def test_what_was_not_synced_may_be_gone(tmp_path: Path) -> None:
    """The disk that these tests stand on forgets: a file that is only written is not safe."""
    (tmp_path / "a").write_bytes(b"old")
    disk = Disk(tmp_path)
    disk.take(Call("write", "a", b"new", 0))
    disk.take(Call("create", "b"))
    states = set()
    for seed in range(40):
        after = tmp_path / f"after {seed}"
        after.mkdir()
        disk.cut(after, random.Random(seed))
        states.add(tuple(sorted((path.name, path.read_bytes()) for path in after.iterdir())))
    assert {(("a", b"old"),), (("a", b"new"),), (("a", b"old"), ("b", b""))} <= states
    for call in (Call("sync", "a"), Call("sync", "")):
        disk.take(call)
    safe = tmp_path / "safe"
    safe.mkdir()
    disk.cut(safe, random.Random(1))
    assert {path.name: path.read_bytes() for path in safe.iterdir()} == {"a": b"new", "b": b""}


FAULTS = [
    ("fsync", "error=EIO:when=8"), ("unlink", "error=EIO:when=2"),
    ("pwrite64", "error=EIO:when=30"), ("pwrite64", "error=ENOSPC:when=40+"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "fault"), FAULTS)
def test_a_disk_that_refuses_costs_only_what_was_not_acknowledged(tmp_path: Path, call: str, fault: str) -> None:
    """Once, or from then on: the act is refused in words, the others are kept, and the library stays sound."""
    made.library(tmp_path).close()
    library = tmp_path / LIBRARY
    open_session(library).close()
    done = subprocess.run(
        ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}", sys.executable,
         "-m", "tests.stories.power_cut", str(library)],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said = (tmp_path / TOLD).read_text().splitlines()
    if "+" not in fault:
        assert len(said) >= 11, "one refusal ends no work"
    holds(library, said, is_copied=False)

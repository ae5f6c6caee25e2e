"""Killed at any moment (kill -9), the library holds every mark that was acknowledged."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.commands import correcting
from reader.commands.keeping import copy_of
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.store import second_copy
from reader.store.backup import prove
from tests.conftest import ROOT
from tests.store import made

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")


def start(library: Path, journal: Path, seed: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.stories.worker", str(library), str(journal), str(seed)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)


def kill_once(library: Path, journal: Path, seed: int, dice: random.Random) -> list[dict[str, object]]:
    """Start a worker, kill it at a random moment of its work, and give what it had acknowledged."""
    worker = start(library, journal, seed)
    until, wanted = time.monotonic() + 120, dice.randint(1, 12)
    while lines_in(journal) < wanted and worker.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    assert worker.poll() is None, worker.stderr.read() if worker.stderr else ""
    time.sleep(dice.random() * 0.05)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert worker.stderr is not None
    worker.stderr.close()
    return [json.loads(line) for line in journal.read_text().splitlines()[1:] if line.endswith("}")]


def lines_in(journal: Path) -> int:
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def check(library: Path, said: list[dict[str, object]]) -> None:
    """All that was acknowledged is there, in the library and in its second copy, and both files are sound."""
    session = open_session(library)
    prove(library)
    check_copy(session, said)
    tags = {t.name for t in session.tags()}
    comments = {r[0] for r in session.library.rows("select comment from highlight")}
    notes = [int(str(e["note"])) for e in said if "note" in e]
    drafts = [int(str(e["draft"])) for e in said if "draft" in e]
    assert {e["tag"] for e in said if "tag" in e} <= tags
    assert {e["comment"] for e in said if "comment" in e} <= comments
    if notes:
        assert int(session.note(2).split()[1]) >= max(notes)
    if drafts:
        assert int(session.note(1).split()[1]) >= max(drafts)
    typed = [int(str(e["typed"])) for e in said if "typed" in e]
    if typed:
        left = correcting.typed_before(session, correcting.typed_blocks(session)[0][0])
        assert left is not None and int(left[0].split()[1]) >= max(typed), "what was typed over a paragraph waits"
    notes_left = session.library.rows("select * from note_draft where target not like 'block:%'")
    assert notes_left == [], "drafts of notes are taken up at the next start"
    session.close()


def check_copy(session: Session, said: list[dict[str, object]]) -> None:
    """Every act is in the second copy, once and in order; so each mark that was acknowledged is there too."""
    copy = copy_of(session)
    assert copy is not None
    told = second_copy.read(copy)
    assert told.faults == []
    acts = [line["act"] for line in told.lines if line["kind"] != "import"]
    assert acts == [r[0] for r in session.library.rows("select uuid from act where kind <> 'import' order by id")]
    new = [change["new"] for line in told.lines for change in line["changes"] if change["field"] == "*" and change["new"]]
    assert {e["tag"] for e in said if "tag" in e} <= {row.get("name") for row in new}
    assert {e["comment"] for e in said if "comment" in e} <= {row.get("comment") for row in new}


def acknowledged_in_copy(copy: Path, said: list[dict[str, object]]) -> None:
    """Before anything catches up: what was acknowledged stood in the copy already when it was said."""
    whole = copy.read_bytes()
    text = whole[: whole.rfind(b"\n") + 1].decode()
    for entry in said:
        for name in ("tag", "comment"):
            if name in entry:
                assert f'"{entry[name]}"' in text


def kill_many(tmp_path: Path, times: int) -> None:
    made.library(tmp_path).close()
    library, dice, total = tmp_path / "test.pressmark", random.Random(5), 0
    for seed in range(times):
        said = kill_once(library, tmp_path / f"journal {seed}", seed, dice)
        total += len(said)
        acknowledged_in_copy(tmp_path / "test.pressmark-marks.jsonl", said)
        check(library, said)
    assert total > times, "the workers hardly worked"


@pytest.mark.timeout(900)
def test_no_acknowledged_mark_is_lost_in_a_hundred_kills(tmp_path: Path) -> None:
    kill_many(tmp_path, 100)


@pytest.mark.deep
@pytest.mark.timeout(7200)
def test_no_acknowledged_mark_is_lost_in_a_thousand_kills(tmp_path: Path) -> None:
    kill_many(tmp_path, 1000)

"""A merge killed at any moment (kill -9) leaves the library wholly as it was, or wholly merged."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.commands.opening import open_session
from reader.store.backup import prove
from tests.commands.replicas import canonical, replicas
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
TIMES = 5


def _worked_apart(folder: Path) -> tuple[Path, Path]:
    """A library, and a bundle of a colleague's work on the same issues."""
    one, other = replicas(folder, 2)
    blocks = one.library.rows("select id, article_id, length(text) from block where article_id is not null")
    for n, (block, article, length) in enumerate(blocks):
        for start in range(0, min(4, length - 2)):
            one.do("highlight.add", article=article, spans=[(block, start, start + 2)], comment=f"{n}.{start}")
    one.do("repair.merge", articles=[1, 2])
    other.do("note.write", article=1, text="乙")
    bundle = folder / "work.pressmark-bundle"
    one.do("bundle.write", out=bundle)
    path = other.library.path
    one.close()
    other.close()
    return path, bundle


def _merge(library: Path, bundle: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "reader.cli", "--library", str(library), "merge", str(bundle)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _state(library: Path) -> dict[str, list[str]]:
    prove(library)
    session = open_session(library)
    try:
        assert session.library.rows("pragma foreign_key_check") == []
        return canonical(session) | {"received": [str(session.library.value("select count(*) from received"))]}
    finally:
        session.close()


def _whole(library: Path, bundle: Path) -> float:
    """Let a merge end; how long it took from its first writing on."""
    worker = _merge(library, bundle)
    began = _writing(library, worker)
    assert worker.wait() == 0
    return time.monotonic() - began


def _writing(library: Path, worker: subprocess.Popen[bytes]) -> float:
    """Wait for the journal of its first writing; when that was."""
    while not Path(f"{library}-journal").exists() and worker.poll() is None:
        time.sleep(0.002)
    return time.monotonic()


@pytest.mark.timeout(900)
def test_killed_in_the_middle_it_is_done_wholly_or_not_at_all(tmp_path: Path) -> None:
    library, bundle = _worked_apart(tmp_path)
    before = _state(library)
    done = tmp_path / "done.pressmark"
    shutil.copy(library, done)
    length = _whole(done, bundle)
    after = _state(done)
    assert before != after
    dice, codes, torn = random.Random(5), set(), tmp_path / "torn.pressmark"
    for n in range(TIMES):
        shutil.copy(library, torn)
        worker = _merge(torn, bundle)
        _writing(torn, worker)
        time.sleep(max(0, n - dice.random()) / TIMES * length)
        worker.kill()
        codes.add(worker.wait())
        found = _state(torn)
        assert found in (before, after)
    assert -signal.SIGKILL in codes
    _whole(torn, bundle)
    assert _state(torn) == after

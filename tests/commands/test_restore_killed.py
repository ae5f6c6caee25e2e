"""A restore killed at any moment (kill -9) leaves no half library, the backup as it was, and works when told again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.commands.opening import open_session
from reader.store.backup import prove, verified_backup
from reader.store.library import Library
from tests.conftest import ROOT
from tests.store.dump import dump

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
TIMES = 50 if os.environ.get("PRESSMARK_DEEP") else 6


def _backup(folder: Path) -> tuple[Path, object]:
    """A backup of some size, and what it holds."""
    session = open_session(folder / "a.pressmark", create=True)
    for n in range(12):
        text = "\n\n".join(f"# 题目{n}之{k}\n\n{'河水今天早上涨了一尺。' * 40}" for k in range(30))
        path = folder / f"晚汀日报 2023-10-{n + 1:02d} 第1版.md"
        path.write_text(text, encoding="utf-8")
        session.do("import.files", paths=[path])
        session.do("note.write", article=30 * n + 1, text=f"记{n}")
    session.close()
    backup = folder / "b.pressmark"
    verified_backup(folder / "a.pressmark", backup)
    return backup, _held(backup)


def _held(path: Path) -> object:
    library = Library.open(path, read_only=True)
    try:
        return dump(library)
    finally:
        library.close()


def _restore(backup: Path, to: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "reader.cli", "restore", str(backup), "--to", str(to)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _begun(folder: Path, worker: subprocess.Popen[bytes]) -> float:
    """Wait for the first byte of the restore; when that was."""
    while worker.poll() is None and not list(folder.iterdir()):
        time.sleep(0.001)
    return time.monotonic()


@pytest.mark.timeout(900)
def test_killed_in_the_middle_there_is_a_whole_library_or_none(tmp_path: Path) -> None:
    backup, held = _backup(tmp_path)
    before = backup.read_bytes()
    (tmp_path / "whole").mkdir()
    worker = _restore(backup, tmp_path / "whole" / "to.pressmark")
    began = _begun(tmp_path / "whole", worker)
    assert worker.wait() == 0
    length = time.monotonic() - began
    dice, codes = random.Random(16), set()
    for n in range(TIMES):
        folder = tmp_path / f"k{n}"
        folder.mkdir()
        to = folder / "to.pressmark"
        worker = _restore(backup, to)
        _begun(folder, worker)
        time.sleep((n + dice.random()) / TIMES * length)
        worker.kill()
        codes.add(worker.wait())
        assert backup.read_bytes() == before
        if to.exists():
            prove(to, backup)
        else:
            assert _restore(backup, to).wait() == 0, "what was left lying does not stand in the way"
        assert _held(to) == held
    assert -signal.SIGKILL in codes

"""The window in fresh processes: when it can be used and what memory it holds, beside a bare PySide6 window."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.figures import Figure, Scale
from tests.benchmarks.made import copied_library

ROOT = Path(__file__).resolve().parents[2]


class Start(NamedTuple):
    """One start: milliseconds until the window could be used, MB then, MB with all articles listed."""

    usable: float
    resident: float
    listed: float


def start(what: str, bytecode: Path) -> Start:
    """Start a window, `bare` or on a library, and wait for what it says. Its byte code is kept in a folder, as when installed."""
    command = [sys.executable, "-m", "tests.benchmarks.started", what]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(bytecode)}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, env=variables)
    if not done.stdout.strip():
        raise RuntimeError(f"the window did not start:\n{done.stderr[-3000:]}")
    said = json.loads(done.stdout.splitlines()[-1])
    return Start((said["usable"] - begun) * 1000, said["resident"], said["listed"])


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The figures of starting."""
    few, many = folder / "few.pressmark", folder / "many.pressmark"
    copied_library(few, scale.few).close()
    copied_library(many, scale.many).close()
    starts: dict[str, list[Start]] = {"bare": [], str(few): [], str(many): []}
    for turn in range(1 - (scale.runs > 1), scale.runs + 1):
        for what, taken in starts.items():
            one = start(what, folder / "bytecode")
            if turn:
                taken.append(one)
    bare, least, most = (Start(*map(statistics.median, zip(*taken, strict=True))) for taken in starts.values())
    yield Figure(f"window usable, {scale.few} articles", least.usable, "ms", bare.usable, most=2.5)
    yield Figure(f"window usable, {scale.many} articles", most.usable, "ms", bare.usable, most=2.5)
    yield Figure("… many beside few articles", most.usable, "ms", least.usable, most=1.15)
    extra = most.resident - bare.resident
    note = f"bare {bare.resident:.0f} MB; {scale.few} articles +{least.resident - bare.resident:.1f} MB"
    yield Figure(f"memory above bare, {scale.many} articles", extra, "MB", most=60, note=note)
    yield Figure("… with all of them listed, at the end", most.listed - bare.resident, "MB", most=60)

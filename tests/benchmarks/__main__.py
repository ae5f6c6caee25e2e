"""`python -m tests.benchmarks [--json] [--full] [SECTION…]`: all measurements, as a table or one JSON document."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SECTIONS = ("windows", "showing", "saving", "marks", "importing", "searching", "overviews", "exporting", "structure")


def main(arguments: list[str]) -> int:
    """Measure and print. The exit status is 0 also where a bar is passed: noise must not fail a build."""
    chosen = [a for a in arguments if not a.startswith("-")] or list(SECTIONS)
    unknown = [a for a in arguments if a.startswith("-") and a not in {"--json", "--full"}] + [
        name for name in chosen if name not in SECTIONS
    ]
    if unknown:
        print(f"bench: {unknown[0]}? There are: --json --full {' '.join(SECTIONS)}", file=sys.stderr)
        return 2
    with _home() as folder:
        documents = {name: _section(name, folder, arguments) for name in chosen}
    if "--json" in arguments:
        print(json.dumps(documents, ensure_ascii=False, indent=1))
    return 0


@contextmanager
def _home() -> Iterator[Path]:
    """A folder for all that is written, the person's own folders included; it goes at the end."""
    folder = Path(tempfile.mkdtemp(prefix="pressmark-bench-"))
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        place = folder / name.lower()
        place.mkdir(mode=0o700)
        os.environ[name] = str(place)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _section(name: str, folder: Path, arguments: list[str]) -> Any:
    from tests.benchmarks.figures import FULL, Scale, table

    module = importlib.import_module(f"tests.benchmarks.{name}")
    quiet = "--json" in arguments
    if not quiet:
        print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    if name == "structure":
        if quiet:
            return {group: score.summary() for group, score in module.run().items()}
        return module.main([])
    work = folder / name
    work.mkdir()
    figures = list(module.measure(work, FULL if "--full" in arguments else Scale()))
    shutil.rmtree(work, ignore_errors=True)
    if not quiet:
        print(table(figures), flush=True)
    return [figure.document() for figure in figures]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

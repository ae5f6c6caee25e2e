"""No file of the repository names a machine, a registry, or holds text that is not ours to publish."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Each in two parts, lest this file find itself.
TRACES = [
    "/wo" + "rk/",
    "/fa" + "rm/",
    "/ro" + "ot/",
    "/tmp/ba" + "sh_jobs",
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.",
    "deb." + "debian",
]


def texts() -> dict[str, str]:
    """Every text file that is, or is about to be, in the repository: {path: text}."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout, or git is not installed")
    found = {}
    for name in filter(None, done.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".gz"}:
            found[name] = path.read_bytes().decode("utf-8", errors="replace")
    return found


def test_no_machine_or_registry_is_named() -> None:
    pattern = re.compile("|".join(map(re.escape, TRACES)))
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts().items()
        if not name.endswith(".svg")
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_real_issue_stays_out_of_the_repository(shared: Path) -> None:
    lines = (shared / "issues" / "xuchang.txt").read_text(encoding="utf-8").splitlines()
    sentences = {part for line in lines for part in re.split(r"\W+", line) if len(part) >= 12}
    pattern = re.compile("|".join(map(re.escape, sorted(sentences, key=len, reverse=True))))
    found = {name: match[0] for name, text in texts().items() if (match := pattern.search(text))}
    assert not found

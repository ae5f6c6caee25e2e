"""requirements.lock names versions and hashes, no addresses, and fits pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^([\w.-]+)==(\S+)(.*(?:\n    --hash=.*)*)", LOCK, re.MULTILINE)
PINS = {str(canonicalize_name(name)): Version(version) for name, version, _rest in ENTRIES}


def test_the_lock_names_no_address() -> None:
    found = [line for line in LOCK.splitlines() if re.search(r"://|^\s*-(i|f|-index|-extra|-find)|@", line)]
    assert not found


def test_every_package_is_pinned_with_hashes() -> None:
    starts = [line for line in LOCK.splitlines() if re.match(r"[A-Za-z]", line)]
    assert len(starts) == len(ENTRIES) > 20
    assert all("--hash=sha256:" in rest for _name, _version, rest in ENTRIES)


def test_qt_stays_below_the_version_that_aborts() -> None:
    for name in ("pyside6-essentials", "shiboken6"):
        assert Version("6.10") <= PINS[name] < Version("6.12")


def test_the_lock_fits_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(text) for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]]
    unfit = [str(need) for need in wanted if PINS[canonicalize_name(need.name)] not in need.specifier]
    assert not unfit, "run `python3 dev.py lock`"

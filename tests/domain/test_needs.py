"""What the system must bring, and the command that brings it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.domain import needs

ROOT = Path(__file__).resolve().parents[2]
GLIB = next(need for need in needs.QT_LIBRARIES if need.name.startswith("libglib"))


@pytest.mark.parametrize(
    ("libc", "package"),
    [("glibc 2.36", "libglib2.0-0"), ("glibc 2.39", "libglib2.0-0t64"), ("glibc 2.41", "libglib2.0-0t64")],
)
def test_glib_goes_by_the_name_of_its_release(monkeypatch: pytest.MonkeyPatch, libc: str, package: str) -> None:
    monkeypatch.setattr("os.confstr", lambda _name: libc, raising=False)
    assert needs.packages([GLIB], "debian") == [package]


@pytest.mark.parametrize(
    ("release", "family"),
    [
        ("ID=debian\nVERSION_ID=12\n", "debian"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"),
        ("ID=fedora\n", "fedora"),
        ('ID=rocky\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("ID=manjaro\nID_LIKE=arch\n", "arch"),
        ('ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n', "suse"),
        ("ID=void\n", ""),
    ],
)
def test_systems_are_known_by_their_release_file(monkeypatch: pytest.MonkeyPatch, release: str, family: str) -> None:
    monkeypatch.setattr("pathlib.Path.read_text", lambda _path, encoding: release)
    assert needs.family() == family


def test_the_command_names_each_package_once_and_asks_for_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "family", lambda: "fedora")
    monkeypatch.setattr(needs, "is_root", lambda: False)
    assert needs.command([needs.WINDOW_LIBRARIES[5], needs.WINDOW_LIBRARIES[6]]) == "sudo dnf install -y libxcb"
    assert needs.command([]) == ""


def test_an_unknown_system_is_told_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "family", lambda: "")
    assert "libGL.so.1" in needs.command([needs.QT_LIBRARIES[0]])


def test_it_needs_nothing_that_has_to_be_installed() -> None:
    script = f"import runpy; runpy.run_path({str(ROOT / 'reader/domain/needs.py')!r})"
    subprocess.run([sys.executable, "-I", "-S", "-c", script], check=True)

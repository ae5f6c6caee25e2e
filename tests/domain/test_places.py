"""Folders of a person's and files that come along."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.domain import places


def test_what_comes_along_is_found() -> None:
    assert places.resource("translations").is_dir()
    assert any(places.sample_issues().iterdir())


def test_an_installed_program_finds_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "reader")
    assert places.resource("icons/tag.svg") == tmp_path / "resources" / "icons" / "tag.svg"
    (tmp_path / "reader" / "resources").mkdir(parents=True)
    assert places.resource("icons/tag.svg") == tmp_path / "reader" / "resources" / "icons" / "tag.svg"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG variables are Linux's custom")
def test_folders_follow_the_variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    assert places.default_library() == tmp_path / "DATA" / "pressmark" / "My library.pressmark"
    assert places.sample_library().parent == places.data_folder()
    assert places.config_folder() == tmp_path / "CONFIG" / "pressmark"
    assert places.cache_folder() == tmp_path / "CACHE" / "pressmark"
    assert tmp_path / "STATE" / "pressmark" in places.log_folder().parents
    assert not any(tmp_path.iterdir()), "asking for a folder must not make it"

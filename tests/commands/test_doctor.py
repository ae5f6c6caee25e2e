"""The doctor names what is missing and how to bring it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.commands import doctor
from reader.domain import needs


def test_what_runs_these_tests_is_found_fit() -> None:
    findings = doctor.examine()
    system = {"System libraries", "Chinese font"}  # a window on a real screen may still lack these
    assert [finding for finding in findings if not finding.ok and finding.name not in system] == []
    assert all(finding.ok != bool(finding.remedy) for finding in findings)


def test_a_healthy_machine_is_told_so() -> None:
    findings = [doctor.Finding(True, "Python", "3.13.1")]
    assert doctor.report(findings).splitlines() == ["ok  Python  3.13.1", "Everything is there."]
    assert json.loads(json.dumps(doctor.as_json(findings))) == {
        "ok": True,
        "findings": [{"ok": True, "name": "Python", "detail": "3.13.1", "remedy": ""}],
    }


def test_a_missing_library_comes_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "missing_libraries", lambda: [needs.QT_LIBRARIES[0]])
    monkeypatch.setattr(needs, "family", lambda: "debian")
    monkeypatch.setattr(doctor, "_ASK_QT", "raise ImportError('libGL.so.1: cannot open shared object file')")
    for finding in (doctor._qt(), doctor._libraries()):
        assert not finding.ok
        assert "libGL.so.1" in finding.detail
        assert finding.remedy.endswith("apt-get install -y --no-install-recommends libgl1")
        assert finding.remedy in doctor.report([finding])


def test_a_process_that_dies_is_only_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_ASK_QT", "import os; os.abort()")
    assert not doctor._qt().ok
    assert "-6" in doctor._qt().detail or doctor._qt().detail


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    finding = doctor._folder("Data folder", tmp_path / "file" / "data")
    assert not finding.ok
    assert str(tmp_path / "file") in finding.remedy
    assert doctor._folder("Data folder", tmp_path / "new" / "data").ok
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


@pytest.mark.parametrize(("version", "fits"), [("6.9.3", False), ("6.11.3", True), ("6.12.0", False)])
def test_versions_of_qt_are_kept_in_bounds(monkeypatch: pytest.MonkeyPatch, version: str, fits: bool) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda _name: version)
    finding = doctor._package("PySide6-Essentials", (6, 10), (6, 12))
    assert finding.ok == fits
    assert fits or "PySide6-Essentials>=6.10,<6.12" in finding.remedy

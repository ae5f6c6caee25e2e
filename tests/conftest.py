"""What every test stands on: no screen, no folder of the person's, one strictness of property tests."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[1]


def _isolate() -> None:
    """Before Qt is imported: draw offscreen, and keep what a program writes for its user in one folder."""
    home = Path(tempfile.mkdtemp(prefix="pressmark-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "runtime",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": home / "local",
        "WIN_PD_OVERRIDE_APPDATA": home / "roaming",
    }
    for name, folder in folders.items():
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LC_ALL"] = "C.UTF-8"
    for name in ("LANGUAGE", "PRESSMARK_LIBRARY", "DISPLAY", "WAYLAND_DISPLAY"):
        os.environ.pop(name, None)


_isolate()

PATIENCE = 60_000
"""Milliseconds a test waits for what must come: a limit for the slowest machine, not a measure."""

for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive, QtBot.waitCallback):
    _wait.__kwdefaults__["timeout"] = PATIENCE

_slow = [HealthCheck.too_slow]
settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True, suppress_health_check=_slow)
settings.register_profile("deep", deadline=None, max_examples=3000, suppress_health_check=_slow)


def _deep(config: pytest.Config) -> bool:
    return bool(config.getoption("--deep") or os.environ.get("PRESSMARK_DEEP"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="also run the tests marked deep, and many more examples")


def pytest_configure(config: pytest.Config) -> None:
    if _deep(config):
        os.environ["PRESSMARK_DEEP"] = "1"
    settings.load_profile("deep" if _deep(config) else "ci")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not _deep(config):
        for item in items:
            if item.get_closest_marker("deep"):
                item.add_marker(pytest.mark.skip(reason="only with --deep"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that lies beside the checkout and is no part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there: it lies beside the checkout on the project's own machines")
    return folder

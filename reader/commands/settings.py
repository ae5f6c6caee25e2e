"""A person's settings: small values in one JSON file in the configuration folder, never in a library."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import secrets
from pathlib import Path
from typing import Any

from reader.domain.places import config_folder


class Settings:
    """Values by key; each change is written at once, atomically. An unreadable file is kept aside, not lost."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / "settings.json"
        self._values: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            with contextlib.suppress(OSError):
                os.replace(self.path, self.path.with_suffix(".unreadable"))
            return {}
        return found if isinstance(found, dict) else {}

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default`."""
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Set a value; where the folder may not be written it holds for this session only."""
        if self._values.get(key) == value and key in self._values:
            return
        self._values[key] = value
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            partial = self.path.with_suffix(".part")
            partial.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(partial, self.path)
        except OSError:
            return

    def author(self) -> str:
        """Who does the work: as set, else the name of the system's user."""
        name = self.get("author")
        return str(name) if name else _system_user()

    def device(self) -> str:
        """A short name for this device that stays: host name and a random mark, made at first use."""
        known = self.get("device")
        if not known:
            host = "".join(c for c in platform.node().split(".")[0] if c.isalnum())[:16] or "device"
            known = f"{host}.{secrets.token_hex(3)}"
            self.set("device", known)
        return str(known)

    def name_device(self, name: str) -> None:
        """Call this device otherwise from now on. Its random mark stays, so that no two devices are ever one."""
        mark = self.device().rpartition(".")[2]
        self.set("device", f"{' '.join(name.split())}.{mark}")


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"

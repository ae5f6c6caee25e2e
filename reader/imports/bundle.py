"""A colleague's bundle read: every member proven against the manifest before anything of it is believed."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.imports.archives import Member, open_members

ENDING = ".pressmark-bundle"
_VERSION = 1
_MANIFEST, _OPERATIONS, _ISSUES = "manifest.json", "operations.jsonl", "issues.jsonl"
_SOURCE = re.compile(r"sources/[0-9a-f]{64}")
_LARGEST_MANIFEST, _LARGEST = 16 << 20, 2 << 30

Value = dict[str, Any]


@dataclass(frozen=True)
class Bundle:
    """A bundle as read: who made it (`head`), its operations and issues as plain values, and its sources by SHA-256."""

    path: Path
    head: Value
    operations: list[Any] = field(repr=False)
    issues: list[Value] = field(repr=False)
    sources: dict[str, bytes] = field(repr=False)

    @property
    def author(self) -> str:
        """Who made the bundle."""
        return str(self.head.get("author") or "")


def read_bundle(path: Path) -> Bundle:
    """Read a bundle. Raises ReaderError, one line, for one that is damaged, no bundle, or of a newer version."""
    with open_members(path) as members:
        named = _named(members, path)
        head = _manifest(named, path)
        sizes = _promised(head, set(named) - {_MANIFEST}, path)
        data = {name: _proven(named[name], *sizes[name], path) for name in sizes}
    issues = [value for value in _values(data.pop(_ISSUES), _ISSUES, path) if isinstance(value, dict)]
    operations = _values(data.pop(_OPERATIONS), _OPERATIONS, path)
    sources = {name.removeprefix("sources/"): held for name, held in data.items()}
    _check_sources(sources, path)
    return Bundle(path, head, operations, issues, sources)


def _named(members: list[Member], path: Path) -> dict[str, Member]:
    named: dict[str, Member] = {}
    for member in members:
        if member.refusal is not None:
            raise member.refusal
        if member.name not in {_MANIFEST, _OPERATIONS, _ISSUES} and not _SOURCE.fullmatch(member.name):
            raise _damaged(path, member.name)
        named[member.name] = member
    if not {_MANIFEST, _OPERATIONS, _ISSUES} <= set(named):
        raise ReaderError(
            N_("{path} is no bundle of Pressmark."), N_("Ask for one: File › Export bundle for a colleague."), path=path
        )
    return named


def _manifest(named: dict[str, Member], path: Path) -> Value:
    try:
        head = json.loads(named[_MANIFEST].read(_LARGEST_MANIFEST))
    except (ValueError, RecursionError) as error:
        raise _damaged(path, _MANIFEST) from error
    if not isinstance(head, dict) or head.get("format") != "pressmark-bundle":
        raise _damaged(path, _MANIFEST)
    version = head.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version > _VERSION or version < 1:
        raise ReaderError(
            N_("{path} was written by a newer Pressmark."), N_("Install the newer version to read it."), path=path
        )
    return {name: value for name, value in head.items() if name == "members" or isinstance(value, str | bool | int)}


def _promised(head: Value, there: set[str], path: Path) -> dict[str, tuple[int, str]]:
    """What the manifest says of each member: its size and SHA-256. Members and manifest name the same files."""
    found: dict[str, tuple[int, str]] = {}
    listed = head.pop("members", None)
    for told in listed if isinstance(listed, list) else []:
        name, size, sha256 = (
            (told.get(k) for k in ("name", "size", "sha256")) if isinstance(told, dict) else (None,) * 3
        )
        if not isinstance(name, str) or not isinstance(size, int) or not isinstance(sha256, str) or name in found:
            raise _damaged(path, _MANIFEST)
        found[name] = (size, sha256)
    if set(found) != there:
        raise _damaged(path, ", ".join(sorted(set(found) ^ there))[:120])
    return found


def _proven(member: Member, size: int, sha256: str, path: Path) -> bytes:
    if not 0 <= size <= _LARGEST:
        raise _damaged(path, member.name)
    data = member.read(size)
    if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
        raise _damaged(path, member.name)
    return data


def _check_sources(sources: dict[str, bytes], path: Path) -> None:
    for sha256, data in sources.items():
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _damaged(path, f"sources/{sha256}")


def _values(data: bytes, name: str, path: Path) -> list[Any]:
    found = []
    for line in data.split(b"\n"):
        if line:
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError) as error:
                raise _damaged(path, name) from error
    return found


def _damaged(path: Path, name: str) -> ReaderError:
    return ReaderError(
        N_("The bundle {path} is damaged ({name}); nothing was taken from it."),
        N_("Ask your colleague to export it again."),
        path=path,
        name=name,
    )

"""Network drives, sync folders and other machines are recognised and named."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from reader.store.whereabouts import Presence, conflict_copies, look


@pytest.mark.parametrize(
    ("folder", "kind", "name"),
    [
        ("home/Dropbox/archive", "sync", "Dropbox"),
        ("home/OneDrive - Stadtarchiv/x", "sync", "OneDrive"),
        ("home/坚果云", "sync", "坚果云"),
        ("home/papers", "", ""),
    ],
)
def test_folders_are_known_by_name(tmp_path: Path, folder: str, kind: str, name: str) -> None:
    found = look(tmp_path / folder / "a.pressmark")
    assert (found.kind, found.name) == (kind, name)
    assert bool(found.advice) == bool(kind)


def test_sync_folder_is_known_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert look(tmp_path / "deep" / "a.pressmark").name == "Syncthing"


@pytest.mark.parametrize(("kind", "network"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False)])
def test_network_drives_are_known_by_file_system(tmp_path: Path, kind: str, network: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/root / ext4 rw 0 0\nserver:/x {tmp_path}/share {kind} rw 0 0\n")
    found = look(tmp_path / "share" / "a.pressmark", mounts)
    assert (found.kind == "network") == network


def test_only_a_fresh_lock_of_another_machine_counts(tmp_path: Path) -> None:
    library = tmp_path / "a.pressmark"
    here = Presence(library, "me")
    here.renew()
    assert here.other() is None
    told = {"host": "elsewhere", "person": "李工", "pid": 7, "at": time.time()}
    here.path.write_text(json.dumps(told), encoding="utf-8")
    holder = here.other()
    assert holder is not None and (holder.host, holder.person) == ("elsewhere", "李工")
    here.leave()
    assert here.path.exists(), "another machine's lock is not ours to remove"
    here.path.write_text(json.dumps({**told, "at": time.time() - 3600}), encoding="utf-8")
    assert here.other() is None
    here.renew()
    here.leave()
    assert not here.path.exists()


def test_conflict_copies_are_found(tmp_path: Path) -> None:
    for name in ("a.pressmark", "a (conflicted copy 2024).pressmark", "a.sync-conflict-2024.pressmark", "b.pressmark"):
        (tmp_path / name).touch()
    assert len(conflict_copies(tmp_path / "a.pressmark")) == 2

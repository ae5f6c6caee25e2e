"""Backups: proven before they count, thinned without ever losing the last good one, restored without old leftovers."""

from __future__ import annotations

import datetime
import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.backups import rehearse
from reader.domain.errors import ReaderError
from reader.store import backups
from reader.store.backup import prove, verified_backup
from reader.store.backups import Backup, Keep
from reader.store.library import Library
from tests.store import made
from tests.store.dump import dump
from tests.store.test_log import do

NOW = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
KEEP = Keep(daily=7, weekly=4, monthly=6)


def test_an_unchanged_library_makes_no_other_one(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    folder = tmp_path / "backups"
    first = backups.make(library.path, folder, KEEP)
    assert first is not None and first.verified and (first.issues, first.articles) == (1, 2)
    assert backups.make(library.path, folder, KEEP) is None
    do(library, lambda act: act.insert("tag", name="a"))
    second = backups.make(library.path, folder, KEEP)
    assert second is not None and second.number == 2
    assert backups.listed(folder) == [second, first]
    with library.quiet() as quiet:
        quiet.execute("insert into note_draft (target, text, at) values ('article:1', 'typed', '1')")
    assert backups.make(library.path, folder, KEEP) is not None, "what is typed and not yet written counts too"


def damage(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("update block set text = text || 'x' where id = 2")
    raw.commit()
    raw.close()


def test_a_damaged_library_never_displaces_a_good_backup(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    folder = tmp_path / "backups"
    good = backups.make(library.path, folder, Keep(1, 1, 1))
    do(library, lambda act: act.insert("tag", name="a"))
    damage(library.path)
    for _time in range(5):
        with pytest.raises(ReaderError, match="not sound"):
            backups.make(library.path, folder, Keep(1, 1, 1), lambda: NOW + datetime.timedelta(days=400))
    assert backups.listed(folder) == [good] and not list(folder.glob(".*.part*"))


def test_a_row_that_is_gone_shows_in_the_copy(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    copy = tmp_path / "copy.pressmark"
    verified_backup(library.path, copy)
    raw = sqlite3.connect(copy)
    raw.execute("delete from piece where id = 3")
    raw.commit()
    raw.close()
    with pytest.raises(ReaderError, match="not sound"):
        prove(copy)


def test_leftovers_of_an_older_file_are_not_played_into_a_restored_one(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    verified_backup(library.path, tmp_path / "b.pressmark")
    to = tmp_path / "new.pressmark"
    rows = dump(library)
    for seed, ending in enumerate(("-journal", "-wal", "-shm")):
        to.with_name(to.name + ending).write_bytes(random.Random(seed).randbytes(5000))
    hot = hot_journal(tmp_path)
    to.with_name(to.name + "-journal").write_bytes(hot)
    verified_backup(tmp_path / "b.pressmark", to)
    restored = Library.open(to)
    assert dump(restored) == rows
    restored.close()
    assert to.with_name(to.name + "-journal.set-aside").read_bytes() == hot


def hot_journal(folder: Path) -> bytes:
    """A rollback journal as a crash leaves it."""
    raw = sqlite3.connect(folder / "other.db", isolation_level=None)
    raw.execute("create table t (a)")
    raw.execute("insert into t values (zeroblob(9000))")
    raw.execute("pragma cache_size = 1")
    raw.execute("begin")
    raw.execute("update t set a = zeroblob(90000)")
    raw.execute("insert into t values (zeroblob(900000))")
    found = (folder / "other.db-journal").read_bytes()
    raw.execute("rollback")
    raw.close()
    assert len(found) > 1000
    return found


def test_a_rehearsal_leaves_nothing_and_touches_nothing(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    copy = tmp_path / "copy.pressmark"
    verified_backup(library.path, copy)
    before = copy.read_bytes()
    assert rehearse(copy).articles == 2
    assert copy.read_bytes() == before and len(list(tmp_path.iterdir())) == 2


def test_a_list_that_is_gone_is_no_reason_to_lose_backups(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    folder = tmp_path / "backups"
    made_one = backups.make(library.path, folder, KEEP)
    assert made_one is not None
    (folder / "backups.json").unlink()
    (entry,) = backups.listed(folder)
    assert entry.verified == "" and entry.path == made_one.path
    assert backups.note(folder, entry, prove(entry.path)).verified and backups.listed(folder)[0].verified


def one(number: int, hours: int, good: bool) -> Backup:
    at = (NOW - datetime.timedelta(hours=hours)).isoformat()
    return Backup(Path(f"{number}"), number, at, 1, verified=at if good else "")


rows = st.lists(st.tuples(st.integers(-5000, 30_000), st.booleans()), max_size=60)


@given(rows)
def test_thinning_keeps_what_it_promises(told: list[tuple[int, bool]]) -> None:
    entries = [one(n, hours, good) for n, (hours, good) in enumerate(told, 1)][::-1]
    gone = set(backups.to_remove(entries, NOW, KEEP))
    left = [entry for entry in entries if entry not in gone]
    good = [entry for entry in entries if entry.verified]
    if not good:
        assert left == entries
        return
    assert good[0] in left, "the newest proven one"
    assert all(e in left for e in entries if NOW - datetime.datetime.fromisoformat(e.at) < datetime.timedelta(days=2))
    old = [e for e in left if NOW - datetime.datetime.fromisoformat(e.at) >= datetime.timedelta(days=2)]
    assert len(old) <= KEEP.daily + KEEP.weekly + KEEP.monthly + 1
    assert set(backups.to_remove(left, NOW, KEEP)) == set(), "thinning twice takes nothing more"


def test_a_year_of_backups_is_thinned_to_days_weeks_and_months() -> None:
    entries: list[Backup] = []
    for day in range(365, -1, -1):
        entries.insert(0, one(365 - day + 1, day * 24, True))
        gone = backups.to_remove(entries, NOW - datetime.timedelta(days=day), KEEP)
        entries = [entry for entry in entries if entry not in gone]
    ages = [(NOW - datetime.datetime.fromisoformat(entry.at)).days for entry in entries]
    assert ages[:7] == list(range(7)) and max(ages) > 140 and len(entries) < 18

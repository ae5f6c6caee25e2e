"""Row hashes and counts: kept by every act, and no row can change, vanish or appear unseen."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from reader.domain.errors import ReaderError
from reader.store import hashes
from reader.store.connection import connect
from reader.store.derived import refresh_touched
from reader.store.library import Library
from tests.store import made
from tests.store.test_log import do, random_work, turn


def found(path: Path) -> list[hashes.Damaged]:
    db = connect(path, read_only=True)
    hashes.lenient(db.conn)
    try:
        return list(hashes.damaged(db.conn))
    finally:
        db.conn.close()


def counts(path: Path) -> list[tuple[int, str, int, int]]:
    db = connect(path, read_only=True)
    try:
        return hashes.miscounted(db.conn)
    finally:
        db.conn.close()


@pytest.mark.parametrize("seed", range(12))
def test_hashes_keep_step_with_random_work_undone_and_redone(tmp_path: Path, seed: int) -> None:
    library, dice = made.library(tmp_path, made.new_issue(), made.new_issue(made.TEXT + "\n又一段。\n")), random.Random(seed)
    for _step in range(25):
        if dice.random() < 0.3:
            turn(library, redo=dice.random() < 0.4)
        else:
            do(library, lambda act: random_work(act, dice))
        assert found(library.path) == []
    assert counts(library.path) == []


def test_kept_hashes_are_those_made_anew(tmp_path: Path) -> None:
    library, dice = made.library(tmp_path), random.Random(3)
    for _step in range(30):
        do(library, lambda act: random_work(act, dice))
    kept = library.rows("select * from row_hash where length(hashes) > 0 order by 1, 2")
    numbers = library.rows("select * from issue_count where number > 0 order by 1, 2")
    with library.quiet() as quiet:
        hashes.anew(quiet.db)
    assert library.rows("select * from row_hash order by 1, 2") == kept
    assert library.rows("select * from issue_count where number > 0 order by 1, 2") == numbers


def test_work_without_an_entry_is_hashed_too(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    with library.quiet() as quiet:
        quiet.execute("update block set text = text || '。' where id = 1")
        quiet.execute("delete from flag")
    assert found(library.path) == [] and counts(library.path) == []


def user_rows(path: Path) -> list[tuple[str, int, str]]:
    """(table, id, column) of every value of user data that is there."""
    raw = sqlite3.connect(path)
    wanted = []
    for table in hashes.HASHED:
        names = [r[0] for r in raw.execute("select name from pragma_table_info(?)", (table,)) if r[0] != "id"]
        for row in raw.execute(f"select id, {', '.join(names)} from {table}").fetchall():
            wanted += [(table, row[0], name) for name, value in zip(names, row[1:], strict=True) if value is not None]
    raw.close()
    return wanted


def flip(value: object, dice: random.Random) -> object:
    """The value with one bit of it flipped, as a damaged disk would give it."""
    if isinstance(value, int):
        return value ^ (1 << dice.randrange(12))
    data = bytearray(str(value).encode() or b"\0")
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def test_every_flipped_bit_of_user_data_is_named(tmp_path: Path) -> None:
    library, dice = made.library(tmp_path), random.Random(9)
    for _step in range(25):
        do(library, lambda act: random_work(act, dice))
    path = library.path
    library.close()
    places = user_rows(path)
    for table, id, column in dice.sample(places, min(300, len(places))):
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("pragma foreign_keys=off")
        raw.execute("pragma ignore_check_constraints=on")
        before = raw.execute(f'select "{column}" from {table} where id = ?', (id,)).fetchone()[0]
        after = flip(before, dice)
        cast = "cast(? as text)" if isinstance(after, bytes) else "?"
        try:
            raw.execute(f'update {table} set "{column}" = {cast} where id = ?', (after, id))
        except sqlite3.IntegrityError:
            continue
        assert found(path) == [(table, id, "changed")], (table, column, before, after)
        raw.execute(f'update {table} set "{column}" = ? where id = ?', (before, id))
        raw.close()
    assert found(path) == []


def test_missing_and_added_rows_and_their_counts(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    do(library, lambda act: act.insert("tag", name="水利"))
    raw = sqlite3.connect(library.path)
    raw.execute("delete from piece where id = 2")
    raw.execute("insert into tag (uuid, name) values ('u', 'planted')")
    raw.commit()
    assert sorted(found(library.path)) == [("piece", 2, "missing"), ("tag", 2, "extra")]
    (one,) = counts(library.path)
    assert one[:2] == (1, "piece") and one[2] == one[3] + 1


def test_a_changed_history_shows(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    do(library, lambda act: act.insert("tag", name="水利"))
    raw = sqlite3.connect(library.path)
    raw.execute("update change set new = replace(new, '水利', '水理') where act_id = 2")
    raw.commit()
    assert found(library.path) == [("change", 1, "changed")]


def test_bits_flipped_in_the_file_itself(tmp_path: Path) -> None:
    """Whatever single bit of the file is flipped: user data that reads otherwise afterwards is reported."""
    library, dice = made.library(tmp_path), random.Random(2)
    for _step in range(12):
        do(library, lambda act: random_work(act, dice))
    path = library.path
    library.close()
    sound, silent, seen = path.read_bytes(), 0, 0
    before = contents(path)
    for _case in range(250):
        damaged = bytearray(sound)
        damaged[dice.randrange(100, len(sound))] ^= 1 << dice.randrange(8)
        path.write_bytes(bytes(damaged))
        now = contents(path)
        if now == before:
            silent += 1
            continue
        seen += 1
        with contextlib.suppress(sqlite3.DatabaseError, ReaderError):  # SQLite itself sees that the file is damaged
            assert found(path) != []
    assert seen > 10 and silent, (seen, silent)


def contents(path: Path) -> object:
    raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    hashes.lenient(raw)
    try:
        return [raw.execute(f"select * from {table} order by id").fetchall() for table in hashes.HASHED]
    except (sqlite3.Error, OverflowError) as error:
        return str(error)
    finally:
        raw.close()


def test_refreshed_lists_are_hashed(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    with library.act("repair.kind", "me", "here") as act:
        act.update("article", 1, kind="notice")
        refresh_touched(act)
    assert found(library.path) == []


def test_an_empty_library_is_hashed(tmp_path: Path) -> None:
    assert found(Library.create(tmp_path / "a.pressmark").path) == []

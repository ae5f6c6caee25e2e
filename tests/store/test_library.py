"""Library files: made, opened, refused, read-only, and written one act at a time."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
import sqlite_utils

from reader.domain.errors import ReaderError
from reader.store import articles, tables
from reader.store.library import Library
from reader.store.schema import migrations
from tests.store import made


def test_new_library_has_its_mark_mode_and_colours(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "a.pressmark")
    assert library.value("pragma application_id") == 0x5052534D
    assert library.value("pragma journal_mode") == "delete"
    assert library.value("pragma synchronous") == 3
    assert library.value("pragma foreign_keys") == 1
    assert [r[0] for r in library.rows("select key from colour order by position")][:3] == ["yellow", "green", "blue"]
    library.close()
    assert [p.name for p in tmp_path.iterdir()] == ["a.pressmark"]


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.pressmark").write_text("mine")
    with pytest.raises(ReaderError, match="exists already"):
        Library.create(tmp_path / "a.pressmark")
    assert (tmp_path / "a.pressmark").read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"no database at all, just words", b"SQLite format 3\0" + b"x" * 400])
def test_foreign_files_are_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pressmark"
    path.write_bytes(content)
    with pytest.raises(ReaderError):
        Library.open(path)
    assert path.read_bytes() == content


def test_newer_library_is_refused_untouched(tmp_path: Path) -> None:
    Library.create(tmp_path / "a.pressmark").close()
    raw = sqlite3.connect(tmp_path / "a.pressmark")
    raw.execute("pragma user_version=99")
    raw.close()
    before = hashlib.sha256((tmp_path / "a.pressmark").read_bytes()).hexdigest()
    with pytest.raises(ReaderError, match="newer"):
        Library.open(tmp_path / "a.pressmark")
    assert hashlib.sha256((tmp_path / "a.pressmark").read_bytes()).hexdigest() == before


def test_unknown_migration_means_newer(tmp_path: Path) -> None:
    Library.create(tmp_path / "a.pressmark").close()
    db = sqlite_utils.Database(tmp_path / "a.pressmark")
    db["_sqlite_migrations"].insert({"migration_set": "pressmark", "name": "m999_future", "applied_at": "2099"})
    db.conn.close()
    with pytest.raises(ReaderError, match="newer"):
        Library.open(tmp_path / "a.pressmark")


def test_failed_act_leaves_nothing(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    before = library.rows("select * from change")
    with pytest.raises(RuntimeError), library.act("tag.add", "me", "here") as act:
        act.insert("tag", name="水利")
        raise RuntimeError
    assert library.rows("select * from tag") == []
    assert library.rows("select * from change") == before


def test_act_without_change_leaves_no_entry(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    last = library.last_act()
    with library.act("tag.add", "me", "here"):
        pass
    assert library.last_act() == last


def test_import_rows_are_not_logged(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    assert library.value("select count(*) from act where kind = 'import'") == 1
    assert library.value("select count(*) from change") == 0


def test_two_imports_of_one_file_share_their_ids(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir(), (tmp_path / "y").mkdir()
    one, two = made.library(tmp_path / "x"), made.library(tmp_path / "y")
    for table in ("source", "issue", "page", "source_text", "article", "block", "article_field", "flag"):
        sql = f"select uuid from {table} order by id"
        assert one.rows(sql) == two.rows(sql), table


def test_article_is_read_as_written(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    view = articles.article(library, 1)
    assert view is not None
    assert (view.kicker, view.title) == ("清渚航道今起验收", "一百零八盏灯 照亮夜航路")
    assert view.blocks[2].text == "本报讯(记者 甄望)航标改造全部完工,今起进入验收。"
    assert view.blocks[2].printed == "本报讯(记者 甄望)航标改造全部完工,\n今起进入验收。"
    assert [b.text for b in articles.article(library, 2).blocks][1].endswith("连修鞋匠都成了常客。")  # type: ignore[union-attr]


def test_readonly_library_reads_and_refuses_to_write(tmp_path: Path) -> None:
    made.library(tmp_path).close()
    library = Library.open(tmp_path / "test.pressmark", read_only=True)
    assert articles.article(library, 1) is not None
    with pytest.raises(ReaderError, match="reading only"), library.act("tag.add", "me", "here"):
        pass


def test_datasette_can_read_the_views(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    assert library.rows("select title from articles order by id")[0][0] == "一百零八盏灯 照亮夜航路"
    assert library.rows("select * from passages") == []


def test_schema_is_the_golden_one(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "a.pressmark")
    sql = "select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by type desc, name"
    now = "\n\n".join(row[0] for row in library.rows(sql)) + "\n"
    golden = Path(__file__).parent.parent / "data" / "golden" / "schema.sql"
    if not golden.exists():
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(now, encoding="utf-8")
    assert now == golden.read_text(encoding="utf-8"), "a released schema step is never changed: add a migration"
    assert library.value("pragma user_version") == tables.VERSION


def test_the_steps_named_are_the_steps_there_are() -> None:
    assert [m.name for m in migrations._migrations] == list(tables.STEPS)

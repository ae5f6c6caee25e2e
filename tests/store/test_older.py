"""Libraries of older versions are brought up to date whole: every mark of theirs is still there."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path

import pytest

from reader.commands import verbs  # noqa: F401  (declares all commands)
from reader.commands.session import Session
from reader.domain import doubt
from reader.store import articles, tables
from reader.store.library import Library

OLDER = sorted((Path(__file__).parent.parent / "data" / "libraries").glob("*.pressmark.gz"))


def unpacked(packed: Path, folder: Path) -> Path:
    """A library of `tests/data/libraries` as a file of its own."""
    path = folder / "older.pressmark"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    return path


@pytest.mark.parametrize("packed", OLDER, ids=lambda p: p.name.split(".")[0])
def test_every_mark_of_an_older_library_is_kept(packed: Path, tmp_path: Path) -> None:
    library = Library.open(unpacked(packed, tmp_path))
    assert library.value("pragma user_version") == tables.VERSION
    view = articles.article(library, 1)
    assert view is not None
    assert [chip.name for chip in view.tags] == ["鐵路", "中秋"]
    assert articles.note(library, 1) == "見第二版。"
    (mark,) = view.highlights
    assert (mark.quote, mark.colour, mark.comment) == ("范阿壽", "pink", "站長")
    assert any("充作臨時的茶桌" in block.text for block in view.blocks)
    assert library.value("select count(*) from act") == 8
    library.close()
    assert (tmp_path / f"older.before-{tables.VERSION}.pressmark").is_file()


@pytest.mark.parametrize("packed", OLDER, ids=lambda p: p.name.split(".")[0])
def test_the_history_of_an_older_library_can_still_be_taken_back(packed: Path, tmp_path: Path) -> None:
    library = Library.open(unpacked(packed, tmp_path))
    session = Session(library)
    while session.next_undo() is not None:
        session.do("history.undo")
    for table in ("article_tag", "highlight", "note", "correction"):
        assert library.rows(f"select * from {table}") == [], table
    session.close()


@pytest.mark.parametrize("packed", [p for p in OLDER if p.name.startswith("1.")], ids=lambda p: p.name.split(".")[0])
def test_the_words_of_an_older_library_are_scored(packed: Path, tmp_path: Path) -> None:
    path = unpacked(packed, tmp_path)
    older = sqlite3.connect(path)
    block, article = older.execute("select id, article_id from block where role = 'paragraph' limit 1").fetchone()
    older.execute("update block set text = ? where id = ?", ("口口口口口~|^_{}<>¦¬", block))
    older.commit()
    older.close()
    library = Library.open(path)
    every = library.rows("select id, role, text, doubt from block")
    assert [(id, doubt.score(text, role)) for id, role, text, _now in every] == [(row[0], row[3]) for row in every]
    assert library.value("select doubt from block where id = ?", (block,)) > 60
    parts = library.rows("select role, text from block where article_id = ? order by position, id", (article,))
    assert library.value("select doubt from article where id = ?", (article,)) == doubt.score_of_article(parts) > 30
    library.close()

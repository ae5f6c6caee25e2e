"""`check` names every damaged row and what the second copy holds of it; `--repair` puts back what is proven."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.places import sample_issues
from tests.store.dump import dump
from tests.store.test_hashes import flip, user_rows

ISSUE = sorted(sample_issues().iterdir())[4]


def marked(folder: Path) -> Session:
    session = open_session(folder / "a.pressmark", create=True)
    session.do("import.files", paths=[ISSUE])
    view = session.article(3)
    assert view is not None
    block = next(b for b in view.blocks if len(b.text) > 20)
    session.do("highlight.add", article=3, spans=[(block.id, 2, 9)], comment="核对", tags=["水利"])
    session.do("note.write", article=3, text="见年报")
    session.do("text.correct", block=block.id, old=block.text[10:14], new="更正")
    return session


def damage(path: Path, *statements: str) -> None:
    raw = sqlite3.connect(path)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()


def test_a_damaged_row_is_named_with_its_copy(tmp_path: Path) -> None:
    session = marked(tmp_path)
    assert session.do("library.check").value.problems == []
    damage(session.library.path, "update note set text = '见午报'")
    found = session.do("library.check").value
    (row,) = found.rows
    assert (row.table, row.id, row.how, row.article) == ("note", 1, "changed", 3)
    assert row.here["text"] == "见午报" and row.copy["text"] == "见年报"
    assert "见午报" in found.problems[0] and "见年报" in found.problems[0]
    session.close()


def test_repair_puts_back_what_is_proven_in_one_step(tmp_path: Path) -> None:
    session = marked(tmp_path)
    before = dump(session.library)
    damage(
        session.library.path,
        "update note set text = '见午报'", "update highlight_span set start = start + 1", "delete from article_tag",
        "delete from highlight_tag", "update piece set end = end - 1 where id = 7", "update block set text = 'x' where id = 4",
        "update article set kind = 'photo' where id = 2", "update change set new = '\"q\"' where id = 2",
        "update highlight set comment = cast(x'e6a0' as text)", "update row_hash set hashes = zeroblob(8) where entity = 'tag'",
    )  # fmt: skip
    found = session.do("library.check").value
    assert {r.table for r in found.rows} == {
        "note", "highlight_span", "highlight_tag", "piece", "block", "article", "change", "highlight", "tag"
    }  # fmt: skip
    mended = session.do("library.check", repair=True).value
    assert mended.problems == [] and mended.repaired == len(found.rows)
    assert dump(session.library) == before
    assert session.next_undo().command == "library.check"  # type: ignore[union-attr]
    session.close()


def test_a_planted_row_is_reported_and_not_touched(tmp_path: Path) -> None:
    session = marked(tmp_path)
    damage(session.library.path, "insert into tag (uuid, name) values ('u', 'planted')")
    mended = session.do("library.check", repair=True).value
    assert [(r.table, r.how) for r in mended.rows] == [("tag", "extra")] and mended.repaired == 0
    session.close()


def test_a_damaged_copy_is_a_notice_and_begun_anew(tmp_path: Path) -> None:
    session = marked(tmp_path)
    copy = session.library.second_copy
    assert copy is not None
    copy.path.write_bytes(copy.path.read_bytes().replace("见年报".encode(), "见午报".encode()))
    found = session.do("library.check").value
    assert found.problems == [] and len(found.notes) == 1
    assert session.do("library.check", repair=True).value.notes == []
    assert list(tmp_path.glob("*.old-1.jsonl"))
    session.close()


def test_a_missing_copy_is_a_notice(tmp_path: Path) -> None:
    session = marked(tmp_path)
    assert session.library.second_copy is not None
    session.library.second_copy.path.unlink()
    found = session.do("library.check").value
    assert found.problems == [] and "no second copy" in found.notes[0]
    session.close()


@pytest.mark.parametrize("seed", range(3))
def test_random_damage_is_mended_from_the_copy(tmp_path: Path, seed: int) -> None:
    session, dice = marked(tmp_path), random.Random(seed)
    before = dump(session.library)
    places = [p for p in user_rows(session.library.path) if p[0] not in {"library", "colour", "newspaper"}]
    raw = sqlite3.connect(session.library.path, isolation_level=None)
    raw.execute("pragma ignore_check_constraints=on")
    hit = 0
    for table, id, column in dice.sample(places, 12):
        value = flip(raw.execute(f'select "{column}" from {table} where id = ?', (id,)).fetchone()[0], dice)
        cast = "cast(? as text)" if isinstance(value, bytes) else "?"
        try:
            hit += raw.execute(f'update {table} set "{column}" = {cast} where id = ?', (value, id)).rowcount
        except sqlite3.IntegrityError:
            continue
    raw.close()
    assert hit > 6
    found = session.do("library.check").value
    assert len(found.rows) >= hit - 3, "several bits may have hit one row"
    mended = session.do("library.check", repair=True).value
    assert mended.rows == [], [row.words for row in mended.rows]
    assert dump(session.library) == before
    session.close()

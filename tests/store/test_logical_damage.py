"""Libraries that contradict themselves (circles, dangling ids, marks outside their text) open, are shown, and are reported."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.commands import baskets, searches, vocabulary
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.places import sample_issues
from reader.domain.views import Listing

SETS = 500 if os.environ.get("PRESSMARK_DEEP") else 25
# Each contradicts what the program itself would never write; N stands for a number chosen.
DAMAGE = (
    "update tag set parent_id = (select max(id) from tag where id <> tag.id)",
    "update tag set parent_id = id",
    "update tag set parent_id = 999 where id % 2 = N % 2",
    "update tag set name = '同名'",
    "update tag set name = ''",
    "insert into article_tag (uuid, article_id, tag_id) values ('u' || N, 999, 1)",
    "insert into highlight_tag (uuid, highlight_id, tag_id) values ('u' || N, 1, 999)",
    "update highlight_span set start = 100000, end = 100009 where id % 3 = N % 3",
    "update highlight_span set start = -5 where id % 3 = N % 3",
    "update highlight_span set start = end + 1 where id % 3 = N % 3",
    "update highlight_span set source_text_id = 999",
    "delete from highlight_span where highlight_id % 2 = N % 2",
    "update highlight set colour = 'no such colour'",
    "delete from piece where block_id % 4 = N % 4",
    "update piece set start = 0, end = 100000 where block_id % 5 = N % 5",
    "update piece set end = start - 1 where block_id % 5 = N % 5",
    "update piece set source_text_id = 999 where block_id % 6 = N % 6",
    "delete from source_text where id % 2 = N % 2",
    "delete from source_data",
    "update block set article_id = 999 where id % 7 = N % 7",
    "update block set role = 'nonsense' where id % 7 = N % 7",
    "update block set position = 'zzz'",
    "delete from block where article_id = 1 + N % 5",
    "update article set continues_to = id, continues_from = id",
    "update article set continues_to = 1 + (id % 5), continues_from = 1 + (id % 5)",
    "update article set page_id = 999, issue_id = 999 where id % 4 = N % 4",
    "update article set kind = '?' where id % 2 = N % 2",
    "update issue set newspaper_id = 999",
    "update issue set date = '2023-99-99'",
    "update issue set version_of = id",
    "delete from page",
    "delete from newspaper",
    "update note set article_id = 999 + id, issue_id = null",
    "update act set params = '{', about = 999",
    "update change set old = '{', new = '['",
    "delete from act where id % 2 = N % 2",
    "delete from row_hash where entity = 'tag'",
    "update basket_item set article_id = 999, highlight_id = null",
    "update saved_search set query = '((('",
    "update flag set block_id = 999, article_id = 999",
    "delete from library where key <> 'uuid'",
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with something of everything."""
    folder = tmp_path_factory.mktemp("sound")
    session = open_session(folder / "a.pressmark", create=True)
    session.do("import.files", paths=[sorted(sample_issues().iterdir())[4]])
    for n, name in enumerate(["水利", "河道", "人事"]):
        session.do("tag.new", name=name, **({"parent": n} if n else {}))
    for article in session.ids(Listing("all"))[:5]:
        view = session.article(article)
        assert view is not None
        block = max(view.blocks, key=lambda b: len(b.text))
        session.do("highlight.add", article=article, spans=[(block.id, 1, 6)], comment="核对", tags=["水利"])
        session.do("note.write", article=article, text="见年报")
        session.do("tag.add", articles=[article], tags=["人事"])
    session.do("basket.add", name="展览", articles=list(session.ids(Listing("all"))[:3]))
    session.do("saved.add", name="河", query="河")
    session.close()
    return folder / "a.pressmark"


def _damaged(path: Path, dice: random.Random) -> list[str]:
    """Contradict the library some times: the statements that changed a row."""
    raw = sqlite3.connect(path, isolation_level=None)
    for sql in ("pragma foreign_keys = off", "pragma ignore_check_constraints = on"):
        raw.execute(sql)
    for (name,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        raw.execute(f'drop trigger "{name}"')
    done = []
    for sql in dice.sample(DAMAGE, dice.randint(1, 4)):
        told = sql.replace("N", str(dice.randint(0, 9))) if "null" not in sql else sql
        try:
            if raw.execute(told).rowcount > 0:
                done.append(told)
        except sqlite3.IntegrityError:
            continue
    raw.close()
    return done


def _uses(session: Session) -> list[Callable[[], object]]:
    """What a person looks at first, and what a check and an export read."""
    articles = [id for (id,) in session.library.rows("select id from article order by id limit 12")]
    return [
        lambda: session.rows(session.ids(Listing("all"))),
        lambda: (session.tags(), vocabulary.with_narrower(session), vocabulary.duplicates(session)),
        lambda: (session.places(), session.issues(), session.newspapers(), session.counts(), session.flags()),
        lambda: (baskets.baskets(session), searches.saved(session)),
        *(lambda id=id: session.article(id) for id in articles),  # type: ignore[misc]
        lambda: session.ids(Listing("search", text="河 OR tag:水利 OR note:年报")),
        lambda: session.history(),
        lambda: session.do("tag.new", name="新"),
        lambda: session.undo(),
    ]


@pytest.mark.parametrize("seed", range(SETS))
def test_a_library_that_contradicts_itself_is_shown_and_reported(tmp_path: Path, sound: Path, seed: int) -> None:
    path = tmp_path / "bad.pressmark"
    shutil.copy(sound, path)
    done = _damaged(path, random.Random(seed))
    session = open_session(path)
    try:
        for use in _uses(session):
            try:
                use()
            except ReaderError as error:
                assert str(error), f"told in words after {done}"
        if done:
            assert session.do("library.check").value.problems, f"the check names what is wrong after {done}"
    finally:
        session.close()

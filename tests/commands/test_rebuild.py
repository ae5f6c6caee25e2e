"""A library that was lost is made again from its second copy and its sources: every mark, correction and repair."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reader.commands.keeping import copy_of, rebuild
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.places import sample_issues
from reader.domain.reading import Hint, Piece, RawPage, ReadArticle, ReadBlock, Reading
from reader.store import hashes, second_copy
from reader.store.library import Library
from tests.store.dump import dump

ISSUES = sorted(sample_issues().iterdir())


def content(library: Library) -> dict[str, Any]:
    """All user data, the history included, row for row."""
    told: dict[str, Any] = dict(dump(library))
    for table in ("act", "change", "source", "source_text", "scan_data"):
        told[table] = library.rows(f"select * from {table} order by 1")
    told["library"] = [row[1:] for row in told["library"]]
    return told


def a_step(session: Session, dice: random.Random, folder: Path) -> None:
    """One random act of a person."""
    articles = [r[0] for r in session.library.rows("select id from article where trashed is null")]
    article = dice.choice(articles)
    view = session.article(article)
    assert view is not None
    long = [b for b in view.blocks if len(b.text) > 12]
    choice = dice.randrange(15)
    if choice == 0:
        session.do("tag.add", articles=dice.sample(articles, 3), tags=[f"题 {dice.randrange(6)}"])
    elif choice <= 2 and long:
        block = dice.choice(long)
        start = dice.randrange(len(block.text) - 6)
        colour = dice.choice(["green", "pink"])
        session.do("highlight.add", article=article, spans=[(block.id, start, start + 5)], colour=colour, comment="核", tags=["人"])
    elif choice == 3:
        session.do("note.write", article=article, text=f"𠮷 note {dice.random()}\n\n- x")
    elif choice == 4 and long:
        block = dice.choice(long)
        at = dice.randrange(len(block.text) - 4)
        word = block.text[at : at + 3]
        if "\n" not in word and block.text.count(word) == 1:
            session.do("text.correct", block=block.id, old=word, new=dice.choice(["改", "更正了"]))
    elif choice == 5 and long:
        session.do("repair.split", block=dice.choice(long).id, offset=5)
    elif choice == 6 and len(view.blocks) > 2:
        session.do("repair.join", first=view.blocks[-2].id, second=view.blocks[-1].id)
    elif choice == 7 and len(view.blocks) > 2:
        session.do("repair.new", blocks=[view.blocks[-1].id])
    elif choice == 8:
        other = next((r.id for r in session.rows(articles) if r.issue == view.issue.id and r.id != article), None)
        if other is not None:
            session.do("repair.merge", articles=[article, other])
    elif choice == 9 and view.flags:
        session.do("flag.answer", flag=view.flags[0].id, answer=dice.randrange(len(view.flags[0].answers) + 1))
    elif choice == 10:
        session.do("issue.set", issue=view.issue.id, values={"newspaper": dice.choice(["甲报", "乙报"]), "date": "1931-05"})
    elif choice == 11:
        session.do("article.trash", articles=[article])
    elif choice == 12:
        session.undo().result()
    elif choice == 13:
        session.redo().result()
    else:
        session.do("repair.field", article=article, name="authors", value="记者 王琳; 赵婕")


def worked_on(folder: Path, seed: int, steps: int = 40) -> Path:
    """A library that somebody imported issues into, in several goes, and worked on."""
    dice = random.Random(seed)
    session = open_session(folder / "lost.pressmark", create=True)
    some = dice.sample(ISSUES, 3)
    session.do("import.files", paths=some[:2])
    for step in range(steps):
        if step == steps // 3:
            session.do("import.files", paths=some[2:])
            session.do("import.text", text="# 粘贴的一期\n\n本报讯 这一期没有文件,只有文字。\n")
        if step == steps // 2:
            picture = folder / "page.png"
            picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([seed % 256]) * 40)
            session.do("page.attach_scan", page=1, path=picture)
        if step == steps * 2 // 3:
            session.do("issue.redecode", issue=1, encoding="latin-1")
        a_step(session, dice, folder)
    session.close()
    return folder / "lost.pressmark"


def lose_and_rebuild(folder: Path, seed: int, made: Path | None = None, more: Sequence[Path] = ()) -> None:
    path = made or worked_on(folder, seed)
    library = Library.open(path)
    before = content(library)
    library.close()
    for file in folder.glob("lost.pressmark*"):
        if ".jsonl" not in file.name:
            file.unlink()
    report = rebuild(folder / "lost.pressmark-marks.jsonl", folder / "new.pressmark", [*ISSUES, *more, folder / "page.png"])
    assert (report.lost, report.missing, report.differing, report.faults) == ([], {}, [], [])
    again = Library.open(folder / "new.pressmark")
    after = content(again)
    for table in before:
        assert after[table] == before[table], table
    hashes.lenient(again.db().conn)
    assert list(hashes.damaged(again.db().conn)) == []
    again.close()


@pytest.mark.parametrize("seed", range(10))
def test_a_lost_library_is_made_again(tmp_path: Path, seed: int) -> None:
    lose_and_rebuild(tmp_path, seed)


@pytest.mark.parametrize("seed", range(20, 24))
def test_also_from_a_copy_that_was_begun_late(tmp_path: Path, seed: int) -> None:
    path = worked_on(tmp_path, seed)
    (tmp_path / "lost.pressmark-marks.jsonl").unlink()
    open_session(path).close()
    lose_and_rebuild(tmp_path, seed, path)


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_fifty_lost_libraries_are_made_again(tmp_path: Path) -> None:
    for seed in range(100, 150):
        (tmp_path / str(seed)).mkdir()
        lose_and_rebuild(tmp_path / str(seed), seed)


def test_a_new_version_of_an_issue_is_made_again_too(tmp_path: Path) -> None:
    better = tmp_path / ISSUES[4].name
    better.write_text(ISSUES[4].read_text(encoding="utf-8").replace("一", "壹"), encoding="utf-8")
    other = tmp_path / "again.md"
    other.write_text(ISSUES[4].read_text(encoding="utf-8").replace("二", "贰"), encoding="utf-8")
    session = open_session(tmp_path / "lost.pressmark", create=True)
    session.do("import.files", paths=[ISSUES[4]])
    session.do("import.files", paths=[other])
    dice = random.Random(3)
    for _step in range(12):
        a_step(session, dice, tmp_path)
    session.do("import.version", paths=[better], issue=1)
    session.do("tag.add", articles=[1], tags=["后来"])
    session.close()
    lose_and_rebuild(tmp_path, 3, tmp_path / "lost.pressmark", [better, other])


def test_links_that_an_import_made_between_issues_are_made_again(tmp_path: Path) -> None:
    one, two = tmp_path / "甲报 1931-05-01 第1版.md", tmp_path / "甲报 1931-05-01 第4版.md"
    body = "本报讯 航道改造全部完工,今起进入验收,全线一百零八盏灯都已点亮,"
    one.write_text(f"# 航道验收\n\n{body * 4}（下转第四版）\n\n# 旧井登记\n\n{body * 3}。\n", encoding="utf-8")
    two.write_text(f"# 航道验收\n\n（上接第一版）{body * 4}。\n\n# 读书角\n\n{body * 3}。\n", encoding="utf-8")
    session = open_session(tmp_path / "lost.pressmark", create=True)
    session.do("import.files", paths=[one], date="1931-05-01", newspaper="甲报")
    session.do("import.files", paths=[two], date="1931-05-01", newspaper="甲报")
    assert session.library.rows("select 1 from article where continues_from is not null"), "the two halves were linked"
    session.close()
    lose_and_rebuild(tmp_path, 3, tmp_path / "lost.pressmark", [one, two])


def test_undo_goes_on_in_a_library_made_again(tmp_path: Path) -> None:
    lose_and_rebuild(tmp_path, 77)
    session = open_session(tmp_path / "new.pressmark")
    while session.next_undo() is not None:
        assert session.undo().result().value["refused"] == 0
    assert session.library.rows("select 1 from highlight") == [] and session.library.rows("select 1 from note") == []
    session.close()


def test_what_lacks_its_source_is_named(tmp_path: Path) -> None:
    session = open_session(tmp_path / "a.pressmark", create=True)
    session.do("import.files", paths=ISSUES[:2])
    first, other = (session.library.ids("select min(id) from article group by issue_id")[n] for n in (0, 1))
    session.do("tag.add", articles=[first, other], tags=["两期"])
    session.do("note.write", article=first, text="不可得")
    session.do("note.write", article=other, text="可得")
    session.close()
    report = rebuild(tmp_path / "a.pressmark-marks.jsonl", tmp_path / "b.pressmark", [ISSUES[1]])
    assert list(report.missing.values()) == [ISSUES[0].name]
    assert [entry.command for entry in report.lost] == ["tag.add", "note.write"]
    assert "不可得" in report.lost[1].what
    again = open_session(tmp_path / "b.pressmark")
    assert again.note(other) == "可得" and [t.name for t in again.tags()] == ["两期"]
    again.close()


def test_sources_kept_in_another_library_will_do(tmp_path: Path) -> None:
    path = worked_on(tmp_path, 5, steps=12)
    shutil.copy(path, tmp_path / "backup.pressmark")
    report = rebuild(tmp_path / "lost.pressmark-marks.jsonl", tmp_path / "b.pressmark", [tmp_path / "backup.pressmark"])
    assert (report.lost, report.missing) == ([], {})


def read_otherwise(_session: Session, pages: Sequence[RawPage], _newspaper: Hint | None) -> Reading:
    """Another structure engine: every page is one article of paragraphs."""
    articles = [
        ReadArticle("article", n, [ReadBlock("paragraph", [Piece(n, a, b) for a, b in raw.pieces]) for raw in page.blocks])
        for n, page in enumerate(pages)
    ]
    return Reading([a for a in articles if a.blocks])


def test_marks_are_carried_by_place_where_structure_is_read_otherwise(tmp_path: Path) -> None:
    session = open_session(tmp_path / "a.pressmark", create=True)
    session.do("import.files", paths=[ISSUES[0]])
    view = session.article(3)
    assert view is not None
    block = next(b for b in view.blocks if len(b.text) > 20)
    session.do("highlight.add", article=3, spans=[(block.id, 3, 9)], comment="c")
    session.do("note.write", article=3, text="bleibt")
    session.do("text.correct", block=block.id, old=block.text[10:16], new="XYZ")
    quote = block.text[3:9]
    session.close()
    report = rebuild(tmp_path / "a.pressmark-marks.jsonl", tmp_path / "b.pressmark", [ISSUES[0]], read=read_otherwise)
    assert report.differing == [ISSUES[0].name] and report.lost == [] and report.by_place >= 1
    again = open_session(tmp_path / "b.pressmark")
    (id,) = again.library.rows("select article_id from note")[0]
    shown = again.article(id)
    assert shown is not None and shown.note == "bleibt"
    assert [(h.quote, h.comment, h.state) for h in shown.highlights] == [(quote, "c", "ok")]
    assert any("XYZ" in b.text for b in shown.blocks)
    again.close()


def test_nothing_is_overwritten_and_no_other_file_is_taken_for_a_copy(tmp_path: Path) -> None:
    path = worked_on(tmp_path, 1, steps=2)
    with pytest.raises(ReaderError, match="exists already"):
        rebuild(tmp_path / "lost.pressmark-marks.jsonl", path)
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n')
    with pytest.raises(ReaderError, match="not the second copy"):
        rebuild(tmp_path / "x.jsonl", tmp_path / "b.pressmark")
    assert not (tmp_path / "b.pressmark").exists() and not list(tmp_path.glob(".*"))


def test_a_damaged_line_is_told_and_the_rest_restored(tmp_path: Path) -> None:
    session = open_session(tmp_path / "a.pressmark", create=True)
    session.do("import.files", paths=[ISSUES[0]])
    for name in ("甲", "乙", "丙"):
        session.do("tag.new", name=name)
    copy = copy_of(session)
    session.close()
    assert copy is not None
    lines = copy.read_bytes().split(b"\n")
    lines[3] = lines[3].replace("乙".encode(), b"\xff\xff")
    copy.write_bytes(b"\n".join(lines))
    assert second_copy.read(copy).faults == [(4, "unreadable"), (5, "broken")]
    report = rebuild(copy, tmp_path / "b.pressmark", [ISSUES[0]])
    assert report.faults
    again = open_session(tmp_path / "b.pressmark")
    assert {t.name for t in again.tags()} == {"甲", "丙"}
    again.close()

"""The history found and told, single acts taken back, articles as they were: by commands and by the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.commands import recounting, registry, verbs
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain import words
from reader.domain.errors import ReaderError, UsageError
from reader.store import past, recalled
from tests.store import made
from tests.store.dump import dump

assert verbs.ROOMS


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made.library(tmp_path).close()
    opened = open_session(tmp_path / "test.pressmark")
    yield opened
    opened.close()


def body(session: Session) -> int:
    view = session.article(1)
    assert view is not None
    return view.blocks[3].id


def mark(session: Session, start: int = 0, end: int = 4, **more: Any) -> tuple[int, int]:
    """(highlight, act)"""
    done = session.do("highlight.add", article=1, spans=[(body(session), start, end)], **more)
    assert done.act is not None
    return done.value, done.act


def test_one_act_is_taken_back_and_later_ones_stay(session: Session) -> None:
    before = dump(session.library)
    _first, act = mark(session)
    session.do("tag.add", articles=[1], tags=["水利"])
    session.do("history.revert", act=act)
    view = session.article(1)
    assert view is not None and not view.highlights and [t.name for t in view.tags] == ["水利"]
    session.undo().result()
    view = session.article(1)
    assert view is not None and len(view.highlights) == 1
    session.undo().result()
    session.undo().result()
    assert {**dump(session.library), "tag": 0} == {**before, "tag": 0}


def test_what_was_changed_since_stays_and_is_told_with_its_act(session: Session) -> None:
    session.do("tag.add", articles=[1, 2], tags=["水利"])
    act = session.library.last_act()
    session.do("tag.remove", articles=[1], tags=["水利"])
    session.do("tag.add", articles=[1], tags=["水利"])
    later = session.library.last_act()
    looked = session.do("history.revert", act=act, dry_run=True).value
    assert session.library.last_act() == later
    assert later - 1 in {x["act"] for x in looked["left"]}
    with pytest.raises(ReaderError):
        session.do("history.revert", act=act)  # the tag itself is in use


def test_nothing_left_to_take_back_is_said(session: Session) -> None:
    highlight, act = mark(session)
    session.do("highlight.colour", highlight=highlight, colour="green")
    colour = session.library.last_act()
    session.do("highlight.colour", highlight=highlight, colour="pink")
    with pytest.raises(ReaderError) as refused:
        session.do("history.revert", act=colour)
    assert str(session.library.last_act()) in str(refused.value)
    assert act < colour


def test_structure_is_taken_back_whole_or_not_at_all(session: Session) -> None:
    block = body(session)
    act = session.do("repair.split", block=block, offset=8).act
    view = session.article(1)
    assert act is not None and view is not None
    session.do("repair.split", block=view.blocks[4].id, offset=4)
    before = dump(session.library)
    with pytest.raises(ReaderError):
        session.do("history.revert", act=act)
    assert dump(session.library) == before
    session.undo().result()
    session.do("note.write", article=1, text="later")
    session.do("history.revert", act=act)
    view = session.article(1)
    assert view is not None and len(view.blocks) == 4 and view.note == "later"


def test_corrections_never_come_to_lie_on_one_another(session: Session) -> None:
    block = body(session)
    session.do("text.correct", block=block, old="船工", new="舵工")
    number = session.library.value("select id from correction")
    gone = session.do("text.revert", corrections=[number]).act
    session.do("text.correct", block=block, old="老船工", new="老舵手")
    with pytest.raises(ReaderError):
        session.do("history.revert", act=gone)
    assert session.library.value("select count(*) from correction") == 1


def test_undo_up_to_an_act(session: Session) -> None:
    before = dump(session.library)
    _highlight, act = mark(session)
    for n in range(3):
        session.do("note.write", article=1, text=f"{n}")
    assert recalled.count_from(session.library, act) == 4
    assert session.do("history.undo_to", act=act).value == 4
    assert dump(session.library) == before
    session.redo().result()
    assert recalled.count_from(session.library, act) == 1


def test_acts_are_found_by_who_what_where_when_and_words(session: Session) -> None:
    mark(session)
    session.author = "乙"
    session.do("note.write", article=2, text="与年报核对")
    session.do("tag.add", articles=[1], tags=["水利"])

    def commands(**asked: Any) -> list[str]:
        ids = [id for id, _day in recounting.found(session, recounting.wanted(session, **asked))]
        told = recounting.told(session, ids)
        return [told[id][0].command for id in ids]

    everything = ["tag.add", "note.write", "highlight.add", "import.files"]
    assert commands() == everything
    assert commands(author="乙") == everything[:2]
    assert commands(kind="marks") == ["highlight.add"]
    assert commands(kind="tags") == ["tag.add"]
    assert commands(kind="holdings") == ["import.files"]
    assert commands(article=2) == ["note.write", "import.files"]
    assert commands(issue=1) == everything
    assert commands(words="年报") == ["note.write"]
    assert commands(words="100%") == []
    assert commands(when="today") == everything
    assert commands(when="昨天") == []
    with pytest.raises(UsageError):
        commands(when="soon")
    for kind in recalled.KINDS:
        commands(kind=kind)


def test_every_command_is_told_in_words_in_both_languages(session: Session) -> None:
    known = {c.id for c in registry.every()}
    assert set(recounting.SENTENCES) <= known
    highlight, _act = mark(session)
    session.do("highlight.colour", highlight=highlight, colour="green")
    session.do("repair.role", block=body(session), role="deck")
    session.do("note.write", article=1, text="核对\n年报")
    session.do("history.undo")
    for language in ("en", "zh_CN"):
        words.set_language(language)
        try:
            ids = [id for id, _day in recounting.found(session, recounting.wanted(session))]
            for view, sentence, _title in recounting.told(session, ids).values():
                assert sentence and "{" not in sentence and view.command not in sentence, sentence
        finally:
            words.set_language("en")
    told = recounting.told(session, ids)
    assert told[ids[2]][1] == "Made a block a deck (it was paragraph)"


def test_what_an_act_changed_is_told_before_and_after(session: Session) -> None:
    session.do("note.write", article=1, text="一")
    session.do("note.write", article=1, text="二")
    detail = recounting.detail(session, session.library.last_act())
    assert detail is not None
    assert [tuple(c) for c in detail.changes] == [("Note", "Text", "一", "二")]
    session.do("text.correct", block=body(session), old="船工", new="舵工")
    detail = recounting.detail(session, session.library.last_act())
    assert detail is not None and "船 → 舵" in [c.after for c in detail.changes]
    session.do("note.write", article=1, text="")
    assert [text for _id, _at, _who, text in recalled.note_versions(session.library, 1)] == ["", "二", "一"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    status = main([*arguments, "--json"])
    out = capsys.readouterr().out
    return status, json.loads(out) if out else None


def test_the_command_line(session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _highlight, act = mark(session)
    session.do("note.write", article=1, text="后来")
    session.close()
    library = ("--library", str(tmp_path / "test.pressmark"))
    status, told = run(capsys, "history", "--article", "1", "--since", "yesterday", "--limit", "2", *library)
    assert status == 0 and [a["command"] for a in told["history"]] == ["note.write", "highlight.add"]
    assert run(capsys, "history", "--since", "soon", *library)[0] == 2
    status, looked = run(capsys, "revert", str(act), "--dry-run", *library)
    assert status == 0 and looked["done"] > 0 and looked["left"] == []
    assert run(capsys, "revert", str(act), *library)[0] == 0
    assert run(capsys, "revert", str(act), *library)[0] == 1
    status, now = run(capsys, "article", "1", "--as-of", "today", *library)
    assert status == 0 and now["note"] == "后来" and now["highlights"] == []
    assert run(capsys, "article", "1", "--as-of", "1999-01-01", *library)[0] == 1


def test_the_past_is_read_while_the_present_is_not_touched(session: Session) -> None:
    mark(session)
    before = dump(session.library)
    for act in [0, *past.steps(session.library, 1)]:
        past.article_as_of(session.library, 1, act)
    assert dump(session.library) == before

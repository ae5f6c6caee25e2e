"""The index built anew while it is used: searches are answered all the while, and nothing done meanwhile is missed."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli import main
from reader.commands import verbs  # noqa: F401  (declares the commands)
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import Stopped
from reader.domain.views import Listing
from reader.store.tokens import TOKENISER


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A library of three issues whose index another version of the tokeniser has made."""
    made = open_session(tmp_path / "a.pressmark", create=True)
    for n in range(3):
        made.do("import.text", text=f"# 渡口{n}\n\n渡口的灯亮到第{n}夜。", title=f"晚汀日报 2024-06-0{n + 1}")
    with sqlite3.connect(made.finder.index.path) as raw:
        raw.execute("update stamp set value = 0 where key = 'tokeniser'")
    raw.close()
    yield made
    made.close()


def test_a_stale_index_answers_until_the_new_one_is_whole(session: Session) -> None:
    index = session.finder.index
    assert index.is_stale
    seen: list[tuple[int, bool]] = []

    def rest() -> None:
        seen.append((session.search("渡口").total, index.is_stale))
        if len(seen) == 1:
            session.finder.rebuild()
            session.do("tag.add", articles=[1], tags=["夜航"])
            assert session.search("tag:夜航").total == 1, "what is done meanwhile is found at once"

    session.finder.catch_up(rest)
    assert set(seen) == {(3, True)}
    assert index.stamp.tokeniser == TOKENISER
    assert index.stamp.last_act == session.library.last_act()
    assert session.search("渡口").total == 3
    assert session.search("tag:夜航").total == 1, "and not lost when the new one takes its place"
    assert list(index.path.parent.glob("*-new*")) == []


def test_a_rebuild_that_is_stopped_leaves_the_old_index(session: Session, tmp_path: Path) -> None:
    index = session.finder.index
    leftover = index.path.with_name(index.path.name + "-new")
    leftover.write_bytes(b"cut off by a power failure")
    os.utime(leftover, (1, 1))

    def rest() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        session.finder.rebuild(rest)
    assert session.search("渡口").total == 3
    assert not leftover.exists()
    session.finder.catch_up()
    assert not index.is_stale


def test_a_file_that_may_not_be_replaced_is_written_over(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: object, _target: object) -> None:
        raise PermissionError("open in another program")

    monkeypatch.setattr(os, "replace", refuse)
    session.finder.catch_up()
    assert not session.finder.index.is_stale
    assert session.search("渡口").total == 3


def test_another_program_goes_on_with_the_new_index(session: Session) -> None:
    other = open_session(session.library.path)
    assert other.search("渡口").total == 3
    session.finder.rebuild()
    session.do("note.write", article=session.ids(Listing("all"))[0], text="灯塔")
    assert other.search("灯塔").total == 1
    other.close()


def test_the_command_line_offers_switches_and_points_at_faults(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    session.finder.catch_up()
    library = str(session.library.path)
    assert main(["--library", library, "search", "渡口的燈", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["switches"]["hans"] == 3
    assert main(["--library", library, "search", "燈"]) == 0
    assert "--fold hans: +3" in capsys.readouterr().out
    assert main(["--library", library, "search", "渡 (灯"]) == 1
    assert "(character 3)" in capsys.readouterr().err
    assert main(["--library", library, "search", "渡口", "--sort", "oldest", "--fold", "aliases", "--json"]) == 0
    titles = [hit["title"] for hit in json.loads(capsys.readouterr().out)["hits"]]
    assert titles == ["渡口0", "渡口1", "渡口2"]


def test_an_index_that_cannot_be_read_is_built_anew_while_the_library_is_open(session: Session) -> None:
    session.finder.catch_up()
    with sqlite3.connect(session.finder.index.path) as raw:
        raw.execute("alter table article_doc rename column state to condition")
    raw.close()
    assert session.search("渡口 state:unread").total == 3
    assert session.finder.index.stamp.last_act == session.library.last_act()
    session.finder.index.path.unlink()
    assert session.search("渡口").total == 3


def test_acts_of_another_program_are_taken_in_part_by_part(session: Session) -> None:
    session.finder.catch_up()
    index = session.finder.index
    before = index.stamp.last_act
    other = open_session(session.library.path)
    other.do("tag.add", articles=[1, 2, 3], tags=["夜航"])
    other.close()
    with sqlite3.connect(index.path) as raw:
        raw.execute("update stamp set value = ? where key = 'last_act'", (before,))
    raw.close()
    rests: list[int] = []
    session.finder.catch_up(lambda: rests.append(index.stamp.last_act))
    assert rests == [before], "stamped when all of them are in"
    assert index.stamp.last_act == session.library.last_act()
    assert session.search("tag:夜航").total == 3

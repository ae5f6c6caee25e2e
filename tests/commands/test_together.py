"""Window and command line work on one library together; each notices what the other did."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.commands.changes import Changes
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.commands.settings import Settings
from reader.domain.errors import ReaderError
from tests.store import made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made.library(tmp_path).close()
    return tmp_path / "test.pressmark"


@pytest.fixture
def window(path: Path) -> Iterator[Session]:
    session = open_session(path, threaded=True)
    yield session
    session.close()


def test_the_window_notices_another_program(window: Session, path: Path) -> None:
    heard: list[Changes] = []
    window.subscribe(lambda changes, source: heard.append(changes))
    assert not window.notice_others()
    other = open_session(path)
    other.do("tag.add", articles=[2], tags=["航运"])
    other.close()
    assert window.notice_others()
    assert heard[-1].everything
    assert [c.name for c in window.article(2).tags] == ["航运"]  # type: ignore[union-attr]
    assert not window.notice_others()


def test_own_acts_are_not_taken_for_anothers(window: Session) -> None:
    window.do("tag.add", articles=[2], tags=["航运"])
    assert not window.notice_others()


def test_undo_reaches_what_the_other_program_did(window: Session, path: Path) -> None:
    other = open_session(path)
    other.do("note.write", article=1, text="from outside")
    other.close()
    window.notice_others()
    assert window.undo().result().value["article"] == 1
    assert window.note(1) == ""


def test_two_sessions_write_in_turns(window: Session, path: Path) -> None:
    """Neither gets 'database is locked', nothing is lost, and the log holds every act once."""

    def work(session: Session, name: str) -> None:
        for number in range(40):
            session.do("tag.add", articles=[1], tags=[f"{name}{number}"])

    def elsewhere() -> None:
        other = open_session(path)
        work(other, "b")
        other.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    work(window, "a")
    thread.join()
    names = {c.name for c in window.article(1).tags}  # type: ignore[union-attr]
    assert names == {f"{side}{n}" for side in "ab" for n in range(40)}
    assert window.library.value("select count(*) from act where command = 'tag.add'") == 80


def test_what_one_program_writes_the_other_finds(window: Session, path: Path) -> None:
    other = open_session(path)
    other.do("note.write", article=1, text="与航道年报核对")
    other.close()
    window.notice_others()
    assert [h.article for h in window.search("航道年报").hits] == [1]


def test_errors_arrive_in_the_future_and_leave_the_library(window: Session) -> None:
    failed = window.run("tag.add", articles=[999], tags=["x"])
    assert isinstance(failed.exception(timeout=10), ReaderError)
    assert window.tags() == []


def test_a_library_deleted_under_the_window_says_so(window: Session, path: Path) -> None:
    path.unlink()
    with pytest.raises(ReaderError):
        open_session(path)


def test_settings_survive_and_an_unreadable_file_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(file).set("theme", "dark")
    assert Settings(file).get("theme") == "dark"
    device = Settings(file).device()
    assert Settings(file).device() == device
    file.write_text("{broken")
    assert Settings(file).get("theme") is None
    assert (tmp_path / "settings.unreadable").read_text() == "{broken"


def test_author_is_the_systems_user_unless_said(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    assert settings.author()
    settings.set("author", "  李工")
    assert settings.author().strip() == "李工"


def test_undo_passes_over_what_the_window_noticed_by_itself(window: Session) -> None:
    window.do("tag.add", articles=[1], tags=["航运"])
    window.do("article.state", articles=[1], state="read", auto=True)
    window.undo().result()
    assert window.article(1).tags == ()  # type: ignore[union-attr]
    assert window.article(1).state == "read"  # type: ignore[union-attr]
    window.do("article.state", articles=[2], state="read", auto=True)
    window.redo().result()
    assert [c.name for c in window.article(1).tags] == ["航运"]  # type: ignore[union-attr]

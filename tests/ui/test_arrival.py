"""What is said when a library is entered, and what the window does when nobody is waiting."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.commands import notes
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain import words
from reader.domain.views import Listing
from reader.store.whereabouts import Presence
from reader.ui.housekeeping import IDLE
from reader.ui.theme import Looks
from tests.ui.shell import open_window


@pytest.fixture
def synced(tmp_path: Path, session: Session) -> Iterator[Session]:
    """A library in a folder that is synchronised, with a copy put aside."""
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    (folder / "a (conflicted copy).pressmark").write_bytes(b"")
    made = open_session(folder / "a.pressmark", create=True)
    yield made
    made.close()


def test_a_folder_that_is_synchronised_is_told_of(qtbot: QtBot, synced: Session, looks: Looks) -> None:
    window = open_window(qtbot, synced, looks)
    told = window.notice.text.text()
    assert window.notice.isVisible() and "Dropbox" in told and "a (conflicted copy).pressmark" in told
    try:
        window.set_language("zh_CN")
        assert "同步程序" in window.notice.text.text()
        window.notice.hide()
        window.set_language("en")
        assert window.notice.isHidden(), "what was closed stays closed"
    finally:
        words.set_language("en")


def test_an_ordinary_library_says_nothing(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    assert window.notice.isHidden() and window.message.isHidden()


def test_another_machine_is_named_and_can_be_passed_over(qtbot: QtBot, session: Session, looks: Looks) -> None:
    path = session.library.path
    told = {"host": "archive-2", "person": "林澈", "pid": 3, "at": time.time()}
    Presence(path, "").path.write_text(json.dumps(told), encoding="utf-8")
    reading = open_session(path, threaded=True)
    window = open_window(qtbot, reading, looks)
    assert not window.writable()
    assert "林澈 has it open on archive-2" in window.notice.text.text()
    [anyway] = window.notice._choices
    anyway.click()
    assert window.writable() and window.notice.isHidden()
    assert window.session is not None and window.session is not reading
    window.libraries.leave()


def test_recovered_notes_are_told_of_once(qtbot: QtBot, session: Session, looks: Looks) -> None:
    article = session.ids(Listing("all"))[0]
    notes.save_draft(session, f"article:{article}", "核对").result()
    path = session.library.path
    again = open_session(path)
    assert again.recovered is not None and again.recovered.said == "Recovered 1 unsaved note."
    window = open_window(qtbot, again, looks)
    assert window.message.text.text() == "Recovered 1 unsaved note."
    assert again.recovered is None
    window.attach(None)
    again.close()


def test_the_index_is_tidied_only_when_nobody_types(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    house = window.housekeeping
    house._idle.stop()
    window.run("tag.add", articles=[window.list.model.ids()[0]], tags=["航运"])
    assert house.untidy and house._idle.remainingTime() > IDLE - 2000, "not before a rest"
    house._idle.start(1)
    qtbot.waitUntil(lambda: not house.untidy and not house._idle.isActive())
    house._disturbed()
    assert not house._idle.isActive(), "nothing to do until something changes"
    house._stay()
    assert Presence(session.library.path, "").path.exists()
    window.attach(None)
    assert not house._present.isActive() and not house._idle.isActive()

"""Backups in the window: made by themselves, listed, rehearsed, restored; failures told calmly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.commands import backups
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.ui.dialogs.backups import Backups
from reader.ui.theme import Looks
from tests.ui.shell import open_window


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, looks: Looks, tmp_path: Path) -> Iterator[Backups]:
    """The dialog of a window on a library, its backups in a folder of the test."""
    session.set_setting("backups.folder", str(tmp_path / "backups"))
    window = open_window(qtbot, session, looks)
    window.do("backups.show")
    shown = window.findChild(Backups)
    assert shown is not None
    yield shown
    shown._lookup.close()
    window.libraries.backing_up.finish()
    session.set_setting("backups.folder", "")


def back_up(qtbot: QtBot, dialog: Backups) -> None:
    with qtbot.waitSignal(dialog.backing_up.ended):
        dialog.now.click()


def test_nothing_yet_then_one_that_is_proven(qtbot: QtBot, dialog: Backups, session: Session) -> None:
    assert "no backup yet" in dialog.said.text() and not dialog.rehearsal.isEnabled()
    back_up(qtbot, dialog)
    assert dialog.list.topLevelItemCount() == 1 and "opened, checked" in dialog.said.text()
    chosen = dialog.chosen()
    assert chosen is not None and chosen.verified and chosen.articles == 2
    assert session.last_backup == chosen.verified
    assert "today" in dialog.backing_up.window.status.backup.text()
    back_up(qtbot, dialog)
    assert dialog.list.topLevelItemCount() == 1 and "Nothing has changed" in dialog.said.text()
    session.do("tag.add", articles=[1], tags=["新"])
    back_up(qtbot, dialog)
    assert dialog.list.topLevelItemCount() == 2


def test_rehearsed_and_restored(qtbot: QtBot, dialog: Backups, session: Session, tmp_path: Path) -> None:
    session.do("tag.add", articles=[1], tags=["水利"])
    back_up(qtbot, dialog)
    dialog.rehearsal.click()
    qtbot.waitUntil(lambda: "went well" in dialog.said.text())
    entry = dialog.chosen()
    assert entry is not None
    with qtbot.waitSignal(dialog.opened):
        dialog.restore(entry, tmp_path / "restored.pressmark")
    restored = open_session(tmp_path / "restored.pressmark")
    assert [t.name for t in restored.tags()] == ["水利"]
    restored.close()
    dialog.restore(entry, tmp_path / "restored.pressmark")
    qtbot.waitUntil(lambda: "exists already" in dialog.said.text())


def test_a_damaged_backup_is_told_and_no_longer_counts(qtbot: QtBot, dialog: Backups) -> None:
    back_up(qtbot, dialog)
    entry = dialog.chosen()
    assert entry is not None
    data = bytearray(entry.path.read_bytes())
    data[5000:9000] = bytes(4000)
    entry.path.write_bytes(bytes(data))
    dialog.rehearsal.click()
    qtbot.waitUntil(lambda: dialog.said.text() != "" and dialog.rehearsal.isEnabled())
    assert "well" not in dialog.said.text()
    dialog.refresh()
    assert dialog.entries[entry.number].verified == ""


def test_a_folder_that_cannot_be_written_is_told(qtbot: QtBot, dialog: Backups, session: Session, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    session.set_setting("backups.folder", str(tmp_path / "file"))
    with qtbot.waitSignal(dialog.backing_up.ended):
        dialog.now.click()
    assert "cannot be written" in dialog.said.text()
    assert dialog.backing_up.window.notice.isVisible()


def test_made_by_itself_after_some_steps_and_at_closing(qtbot: QtBot, dialog: Backups, session: Session) -> None:
    itself = dialog.backing_up
    itself.enabled = True
    session.set_setting("backups.steps", 2)
    for name in ("a", "b"):
        session.do("tag.add", articles=[1], tags=[name])
    assert itself.steps == 2 and itself._idle.isActive()
    with qtbot.waitSignal(itself.ended):
        itself._idle.timeout.emit()
    assert len(backups.listed(session)) == 1 and itself.steps == 0
    session.do("tag.add", articles=[1], tags=["c"])
    itself.finish()
    assert len(backups.listed(session)) == 2


def test_settings_are_kept_at_once(dialog: Backups, session: Session, tmp_path: Path) -> None:
    page = dialog.pages.widget(1)
    page.minutes.setValue(12)
    page.kept["weekly"].setValue(3)
    page.on.setChecked(False)
    assert session.setting("backups.minutes") == 12 and not session.setting("backups.on")
    assert backups.keep_for(session.settings).weekly == 3
    folder = tmp_path / "copies"
    folder.mkdir()
    page.place("copy.folder", str(folder))
    assert list(folder.glob("*.jsonl")) and str(folder) in page.copy.text()
    session.set_setting("copy.folder", "")
    for key, value in backups.DEFAULTS.items():
        session.set_setting(key, value)

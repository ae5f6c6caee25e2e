"""A shift of work: twenty articles read, tagged, highlighted, commented, noted, corrected and found again, by keys alone."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.commands.keeping import copy_of
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.places import sample_issues
from reader.domain.views import Listing
from reader.store import second_copy
from reader.store.backup import prove
from reader.ui.theme import Looks
from tests.conftest import ROOT
from tests.store.dump import dump
from tests.stories.shift import Fact, Shift, block
from tests.ui.shell import open_window

ISSUE = "晚汀日报-2024-06-08.md"
ARTICLES = 20
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def imported(folder: Path) -> Session:
    """A library of the sample issues; the one worked on came last."""
    session = open_session(folder / "shift.pressmark", create=True)
    issues = sorted(sample_issues().iterdir(), key=lambda p: p.name == ISSUE)
    session.do("import.files", paths=[p for p in issues if p.suffix in (".md", ".txt")])
    return session


def test_a_shift_by_keyboard_leaves_exactly_what_was_done_and_walks_back(qtbot: QtBot, tmp_path: Path) -> None:
    session = imported(tmp_path)
    window = open_window(qtbot, session, Looks())
    window.navigation.show_issue(session.newest_issue() or 0)
    window.focus_text()
    qtbot.waitUntil(window.isActiveWindow)
    before, act = dump(session.library), session.library.last_act()
    told: list[Fact] = []
    shift = Shift(window, session, told.append)
    shift.work(ARTICLES)
    ids = [int(str(fact["article"])) for fact in told if "tag" in fact]
    assert len(set(ids)) == ARTICLES
    holds_exactly(session, told, ids)
    found_again(shift, ids)
    after = dump(session.library)
    walk(shift, Qt.Key.Key_Z, _CONTROL)
    assert settled(dump(session.library)) == settled(before)
    assert session.library.last_act() > act
    walk(shift, Qt.Key.Key_Z, _CONTROL | _SHIFT)
    assert settled(dump(session.library)) == settled(after)
    window.detach()
    session.close()


def holds_exactly(session: Session, told: list[Fact], ids: list[int]) -> None:
    """All that was told is in the library, on its article, and nothing else is."""
    counts = {table: session.library.rows(f"select count(*) from {table}")[0][0] for table in
              ("tag", "article_tag", "highlight", "note")}  # fmt: skip
    assert counts == dict.fromkeys(counts, ARTICLES)
    assert session.library.rows("select count(*) from correction")[0][0] == ARTICLES
    for number, id in enumerate(ids):
        view = session.article(id)
        assert view is not None
        of_it = {key: fact[key] for fact in told if fact["article"] == id for key in fact}
        (mark,) = view.highlights
        assert [t.name for t in view.tags] == [f"shift {number}"] and view.state == "done"
        assert (mark.quote, mark.comment, mark.colour) == (of_it["quote"], of_it["comment"], of_it["colour"])
        assert view.note == f"note {number}; "
        corrected = block(view, of_it["block"])
        assert corrected.text.replace(f"<{number}>", "") == of_it["before"] and f"<{number}>" not in corrected.printed
    untouched = set(session.ids(Listing("all"))) - set(ids)
    assert all(a and not (a.tags or a.highlights or a.note) for a in map(session.article, untouched))


def found_again(shift: Shift, ids: list[int]) -> None:
    """By tag, comment, note, and corrected words, typed into the search field."""
    for number in (3, 11, 19):
        for query in (f'tag:"shift {number}"', f'comment:"comment {number}"', f'note:"note {number}"', f'"<{number}>"'):
            assert ids[number] in shift.find(query), query


def walk(shift: Shift, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Press undo (or redo) until nothing of this start is left to take back (or to do again)."""
    session = shift.session
    first = session.first_act

    def left() -> bool:
        act = session.next_redo() if modifiers & _SHIFT else session.next_undo()
        return act is not None and act.command != "import.files" and act.id > first

    for _press in range(60 * ARTICLES):
        if not left():
            return
        shift.press(key, modifiers)
        shift.done()
    raise AssertionError("no end of undoing")


def settled(tables: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """The rows; an article merely read by being shown stays read, undo passes that over."""
    seen = {"unread": "read"}
    return tables | {"article": [tuple(seen.get(str(v), v) for v in row) for row in tables["article"]]}


# --- killed at any moment

_deep_kills, _kills = 50, 5


_BEGUN = 4
"""Lines of the journal after which the program may be killed."""


def kill_once(library: Path, journal: Path, seed: int, dice: random.Random) -> list[Fact]:
    """Let somebody work, kill the program at a random moment, and give what it had acknowledged."""
    command = [sys.executable, "-m", "tests.stories.shift", str(library), str(journal), str(seed)]
    worker = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    # However busy the machine is: some work is done before the moment comes.
    while not (journal.exists() and journal.read_bytes().count(b"\n") > _BEGUN) and worker.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert worker.poll() is None, worker.stderr.read() if worker.stderr else ""
    time.sleep(dice.random() * 2)
    running = worker.poll() is None
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert worker.stderr is not None
    words = worker.stderr.read().decode()
    worker.stderr.close()
    assert running, words
    return [json.loads(line) for line in journal.read_text().splitlines()[1:] if line.endswith("}")]


def holds_all(library: Path, said: list[Fact]) -> None:
    """All that was acknowledged stands in the library and, before anything caught up, in its second copy."""
    copy = library.with_name(library.name + "-marks.jsonl").read_text(encoding="utf-8")
    session = open_session(library)
    prove(library)
    for fact in said:
        if "article" not in fact:
            continue
        view = session.article(int(str(fact["article"])))
        assert view is not None
        assert "tag" not in fact or fact["tag"] in {t.name for t in view.tags}
        assert "comment" not in fact or fact["comment"] in {h.comment for h in view.highlights}
        assert "note" not in fact or str(fact["note"]) in session.note(view.id)
        assert "correction" not in fact or any(str(fact["correction"]) in b.text for b in view.blocks)
        assert "done" not in fact or view.state == "done"
        assert all(json.dumps(fact[key], ensure_ascii=False)[1:-1] in copy for key in ("tag", "comment", "note", "correction") if key in fact)  # fmt: skip
    found = copy_of(session)
    assert found is not None and second_copy.read(found).faults == []
    session.close()


def kill_many(tmp_path: Path, times: int) -> None:
    imported(tmp_path).close()
    library, dice, said = tmp_path / "shift.pressmark", random.Random(11), list[Fact]()
    for seed in range(times):
        said += kill_once(library, tmp_path / f"journal {seed}", seed, dice)
        holds_all(library, said)
    assert len([fact for fact in said if "article" in fact]) > times, "hardly any work was done"


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
@pytest.mark.timeout(300)
def test_a_shift_killed_at_random_loses_nothing_acknowledged(tmp_path: Path) -> None:
    kill_many(tmp_path, _kills)


@pytest.mark.deep
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
@pytest.mark.timeout(3600)
def test_a_shift_killed_often_loses_nothing_acknowledged(tmp_path: Path) -> None:
    kill_many(tmp_path, _deep_kills)

"""Wall clocks are set back, set far ahead, and jump in the middle of work: order, undo, the past and backups hold."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.commands.opening import open_session
from reader.domain.places import sample_issues
from reader.store import backups, clock
from reader.store.backups import Keep
from tests.store import made
from tests.store.test_log import do

NOW = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
YEARS = datetime.timedelta(days=3653)
Set = Callable[[datetime.datetime], None]


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Set the wall clock that acts are stamped by."""
    shown = [NOW]

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            return shown[0].astimezone(tz) if tz else shown[0].astimezone().replace(tzinfo=None)

    monkeypatch.setattr(clock.datetime, "datetime", Clock)
    return lambda at: shown.__setitem__(0, at)


def test_stamps_sort_as_they_were_given_whatever_the_clock_shows(wall: Set) -> None:
    dice, last, given = random.Random(11), "", []
    for _time in range(2000):
        wall(NOW + dice.choice((-1, 0, 0, 0, 1)) * dice.random() * YEARS)
        last = clock.tick(last, "b7").text
        given.append(last)
    assert given == sorted(given) and len(set(given)) == len(given)


def test_a_clock_that_was_once_far_ahead_never_runs_out_of_numbers(wall: Set) -> None:
    wall(NOW)
    far = f"{int((NOW + 9 * YEARS).timestamp() * 1000):014d}-99998-b7"
    first = clock.tick(far, "b7").text
    second = clock.tick(first, "b7").text
    assert far < first < second and len(first) == len(second) == len(far)


@pytest.mark.parametrize("jump", [-YEARS, YEARS, -datetime.timedelta(hours=1), datetime.timedelta(hours=1)])
def test_a_session_over_a_jump_is_undone_and_told_in_order(tmp_path: Path, wall: Set, jump: datetime.timedelta) -> None:
    wall(NOW)
    session = open_session(tmp_path / "a.pressmark", create=True)
    session.do("import.files", paths=[sorted(sample_issues().iterdir())[4]])
    for n, name in enumerate(["甲", "乙", "丙", "丁"]):
        if n == 2:
            wall(NOW + jump)
        session.do("tag.new", name=name)
    rows = session.library.rows("select clock from act order by id")
    assert rows == sorted(rows) and len({row[0] for row in rows}) == len(rows)
    for left in (3, 2, 1):
        session.undo()
        assert session.library.value("select count(*) from tag") == left
    for there in (2, 3, 4):
        session.redo()
        assert session.library.value("select count(*) from tag") == there
    assert session.do("library.check").value.problems == []
    session.close()


@pytest.mark.parametrize("seed", range(6))
def test_backups_keep_their_order_and_the_newest_proven_one(tmp_path: Path, seed: int) -> None:
    library, folder, dice = made.library(tmp_path), tmp_path / "backups", random.Random(seed)
    for n in range(8):
        do(library, lambda act, n=n: act.insert("tag", name=f"t{n}"))  # type: ignore[misc]
        at = NOW + dice.choice((-1, 1)) * dice.random() * YEARS
        made_now = backups.make(library.path, folder, Keep(1, 1, 1), lambda at=at: at)  # type: ignore[misc]
        listed = backups.listed(folder)
        assert made_now is not None and listed[0] == made_now and listed[0].verified
        assert [entry.number for entry in listed] == sorted((entry.number for entry in listed), reverse=True)
    library.close()

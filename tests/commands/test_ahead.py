"""Reading ahead: a process beside the import reads and makes ready; what is written is the same with it, without it, and
where it dies half-way; and it never outlives the import."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.commands import ahead as reading_ahead
from reader.commands import beside, importing, reading, review
from reader.commands.ahead import Ahead
from reader.commands.importing import Report
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.places import sample_issues
from reader.domain.reading import Known
from reader.imports.files import gather
from reader.store import index_docs
from reader.store.ready import make_ready
from tests.commands.test_review import LABEL, STORIES, day, only_label, titles
from tests.conftest import ROOT

ROWS = dict.fromkeys(("issue", "page", "source_text", "source_data", "article", "article_field", "block", "piece"), "*")
ROWS |= {
    "issue_sketch": "*",
    "flag": "id, iif(code = 'resembles', '', uuid), issue_id, article_id, block_id, code, params, answers",
}
"""What is compared of each table: the flag that says what an issue resembles has an id by chance."""
Plain = tuple[dict[str, list[tuple[object, ...]]], list[Path]]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the process started for the smallest import."""
    monkeypatch.setattr(reading_ahead, "WORTH", 1)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, eager: None) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that were started; each must have ended with its import."""
    found: list[subprocess.Popen[bytes]] = []
    start = reading_ahead._start

    def starting() -> subprocess.Popen[bytes] | None:
        made = start()
        assert made is not None
        found.append(made)
        return made

    monkeypatch.setattr(reading_ahead, "_start", starting)
    yield found
    assert all(process.poll() is not None for process in found)


def files_in(folder: Path) -> list[Path]:
    """Issues of several kinds: samples, a file of two pages of one day, one that states nothing, one that is no text."""
    folder.mkdir()
    for number in range(len(STORIES)):
        day(folder, f"2024-06-{number + 10}", number)
    for page in (1, 2):
        path = folder / f"青簧晨报 2024-07-01 第{page}版.md"
        path.write_text(STORIES[page], encoding="utf-8")
    (folder / "scan0007.txt").write_text("晚汀日报\n\n2024年6月30日 星期日 第1版\n\n" + STORIES[2], encoding="utf-8")
    (folder / "empty.txt").touch()
    return [sample_issues(), folder]


def brought(library: Path, paths: list[Path], **how: object) -> tuple[dict[str, list[tuple[object, ...]]], Report]:
    """What an import leaves in a new library and its index, but for what differs by chance."""
    session = open_session(library, create=True)
    report: Report = session.do("import.files", paths=paths, **how).value
    rows = {name: session.library.rows(f"select {what} from {name} order by 1, 2") for name, what in ROWS.items()}
    rows["index"] = session.finder.index._file.read(
        lambda db: db.execute("select article, issue, item, sort, has, body, digest from article_doc").fetchall()
    )
    rows["words"] = session.finder.index._file.read(lambda db: db.execute("select * from word").fetchall())
    rows["found"] = [tuple(session.finder.ids(word)) for word in ("读书角", "灯", "the", "und", "暖气 or 三百")]
    session.close()
    return rows, report


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Plain:
    """The rows without a process beside, and the files."""
    folder = tmp_path_factory.mktemp("plain")
    paths = files_in(folder / "in")
    rows, report = brought(folder / "plain.pressmark", paths)
    assert len(report.issues) == 11 and len(report.failed) == 1
    return rows, paths


def never(*_all: object, **_named: object) -> None:
    raise AssertionError("the process beside has done that already")


def test_the_same_is_written_as_without_it(
    plain: Plain, tmp_path: Path, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, paths = plain
    with monkeypatch.context() as patched:
        for module, name in ((reading, "read_as_answered"), (reading, "make_ready"), (index_docs, "tokens_of")):
            patched.setattr(module, name, never)
        again, report = brought(tmp_path / "beside.pressmark", paths)
    assert again == rows
    assert len(report.failed) == 1 and len(started) == 1


@pytest.mark.parametrize("after", [0, 2])
def test_where_it_dies_the_import_goes_on_alone(
    plain: Plain, tmp_path: Path, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    rows, paths = plain
    take, taken = Ahead.take, []

    def dying(self: Ahead) -> beside.Done | None:
        if len(taken) == after:
            started[0].kill()
            started[0].wait()
        taken.append(take(self))
        return taken[-1]

    monkeypatch.setattr(Ahead, "take", dying)
    again, _report = brought(tmp_path / "dying.pressmark", paths)
    assert again == rows
    assert taken[-1] is None


@pytest.mark.parametrize("program", ["", "/nowhere/python"])
def test_where_none_can_be_started_the_import_goes_on_alone(
    plain: Plain, tmp_path: Path, eager: None, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    rows, paths = plain
    monkeypatch.setattr(sys, "executable", program)
    assert brought(tmp_path / "alone.pressmark", paths)[0] == rows


def test_a_program_frozen_into_one_file_reads_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reading_ahead._start() is None


def test_a_small_import_starts_none(plain: Plain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "_start", never)
    assert brought(tmp_path / "small.pressmark", plain[1])[0] == plain[0]


def test_it_ends_where_the_import_is_cancelled(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    said: list[str] = []
    paths = files_in(tmp_path / "in")
    _rows, report = brought(
        tmp_path / "a.pressmark", paths, progress=lambda _done, total, what: said.append(what) if total else None,
        stopped=lambda: len(said) > 2,
    )  # fmt: skip
    assert report.stopped and len(report.issues) == 3
    assert len(started) == 1 and started[0].poll() is not None


def test_what_is_taught_meanwhile_counts(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    session = open_session(tmp_path / "a.pressmark", create=True)

    def answer(done: int, total: int, _what: str) -> None:
        if total and done == 1:  # the second issue has been read ahead by now, or is being read
            session.do("flag.answer", flag=only_label(session), answer=1)

    paths = [day(tmp_path, "2024-06-08", 0), day(tmp_path, "2024-06-09", 1)]
    _first, second = session.do("import.files", paths=paths, progress=answer).value.issues
    assert len(review.remembered(session)) == 1 and len(started) == 1
    assert session.flags(issue=second) == []
    assert LABEL in titles(session, second).values()
    session.close()


def test_short_work_is_done_while_nothing_has_come(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    session = open_session(tmp_path / "a.pressmark", create=True, threaded=True)
    rest, rested = session.rest, []

    def resting() -> None:
        rested.append(1)
        rest()

    session.rest = resting  # type: ignore[method-assign]
    report = session.do("import.files", paths=files_in(tmp_path / "in")).value
    assert len(report.issues) == 11 and len(rested) >= 11
    session.close()


def test_what_cannot_be_done_there_is_left_to_the_import() -> None:
    assert beside._answer(b"no task") is None
    assert beside._answer(pickle.dumps(("no", "task"))) is None


def test_values_come_through_whole_or_not_at_all() -> None:
    file = io.BytesIO()
    beside.put_frame(file, {"清": "渚"})
    whole = file.getvalue()
    assert pickle.loads(beside.get_frame(io.BytesIO(whole)) or b"") == {"清": "渚"}
    assert all(beside.get_frame(io.BytesIO(whole[:end])) is None for end in range(len(whole)))


def test_the_work_is_what_the_import_does_by_itself(tmp_path: Path) -> None:
    for found in gather([sample_issues()]):
        assert found.file is not None
        done = beside.work(beside.Task((found.file,), Known()))
        assert done.ready == make_ready((found.file,), done.reading)
        told = [fields for fields in done.tokens if fields[0][0] != "text" or len(fields) > 1]
        assert len(told) >= len([a for a in done.reading.articles if len(a.blocks) > 1])
        assert beside.work(beside.Task((found.file,), Known(), only_read=True)).ready is None
        assert beside.work(beside.Task((found.file,), Known(), done.reading)).reading is done.reading


IMPORT = """
import sys
from pathlib import Path
from reader.commands import ahead
from reader.commands.opening import open_session
ahead.WORTH = 1
start = ahead._start
def told():
    process = start()
    print(process.pid, flush=True)
    return process
ahead._start = told
session = open_session(Path(sys.argv[1]), create=True)
session.do("import.files", paths=sys.argv[2:], progress=lambda done, total, what: sys.stdin.read() if total else None)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_it_dies_with_an_import_that_is_killed(tmp_path: Path) -> None:
    paths = [str(path) for path in files_in(tmp_path / "in")]
    command = [sys.executable, "-c", IMPORT, str(tmp_path / "a.pressmark"), *paths]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        child = int(running.stdout.readline())
        assert lives(child)
        running.send_signal(signal.SIGKILL)
        running.wait()
        until(lambda: not lives(child))


def lives(process: int) -> bool:
    """Whether a process is there; one that has ended and that nobody has asked after is not."""
    state = Path(f"/proc/{process}/stat")
    if state.parent.parent.is_dir() and Path("/proc/self").exists():
        try:
            return state.read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
        except (FileNotFoundError, ProcessLookupError):
            return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def until(true: Callable[[], bool]) -> None:
    """Wait for something that must come; the test's own limit is the limit."""
    while not true():
        time.sleep(0.01)


def test_the_verbs_that_write_one_issue_start_none(
    tmp_path: Path, eager: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_ahead, "_start", never)
    session = Session(open_session(tmp_path / "a.pressmark", create=True).library)
    assert importing.import_text(session, STORIES[0]).value.issues == [1]
    session.close()

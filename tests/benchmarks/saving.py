"""Highlights saved and painted, idle and while an import runs, and the window's reads meanwhile."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import ArticleView, Listing
from reader.ui.app import application
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.benchmarks.figures import Figure, Scale, in_turn, milliseconds, percentile, spread
from tests.benchmarks.made import issue_files, library

PAGE = 100
_EVERY = 0.15
_FRAME = 0.016
_INSERTS = (
    "insert into act (uuid, kind, command, at, clock, author, device) values (?, 'do', 'highlight.add', '', ?, '', '')",
    "insert into highlight (uuid, colour, quote, prefix, suffix, author, created) values (?, 'yellow', ?, '', '', 'me', '')",
    "insert into highlight_span (highlight_id, position, source_text_id, start, end) values (?, 0, 1, ?, ?)",
    "insert into change (act_id, entity, entity_id, uuid, field, new) values (?, 'highlight', ?, ?, '*', ?)",
    "insert into change (act_id, entity, entity_id, field, new) values (?, 'highlight_span', ?, '*', ?)",
)


class Desk:
    """The real window on a library, with one article open."""

    def __init__(self, path: Path) -> None:
        self.application = application()
        self.session: Session = open_session(path, threaded=True)
        self.looks = Looks(self.session)
        self.looks.apply()
        self.window = MainWindow(self.session, self.looks)
        self.window.resize(1280, 800)
        self.window.show()
        self.turn_until(lambda: self.window.view is not None)
        self.turn(0.1)

    @property
    def view(self) -> ArticleView:
        """The article shown."""
        shown = self.window.pane.article()
        assert shown is not None
        return shown

    def turn(self, seconds: float) -> None:
        """Let the event loop run for a while."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
            time.sleep(0.0005)

    def turn_until(self, reached: Any, patience: float = 60.0) -> None:
        """Let the event loop run until something is so."""
        until = time.perf_counter() + patience
        while not reached():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
            time.sleep(0.0002)
            if time.perf_counter() > until:
                raise TimeoutError("the window did not get so far")

    def highlight(self, number: int) -> float:
        """Highlight some words as the window does; milliseconds until they are saved and painted."""
        block = next(b for b in self.view.blocks if len(b.text) > 60)
        before = len(self.view.highlights)
        at = number % (len(block.text) - 12)
        begun = time.perf_counter()
        self.window.run("highlight.add", article=self.view.id, spans=[(block.id, at, at + 9)])
        self.turn_until(lambda: len(self.view.highlights) > before)
        self.window.pane.view.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    def close(self) -> None:
        """Close window and library."""
        self.window.close()
        self.window.deleteLater()
        self.turn(0.02)


class Plain:
    """The same rows written with plain SQLite to a copy of the library."""

    def __init__(self, path: Path) -> None:
        self.raw = sqlite3.connect(path, isolation_level=None)
        self.raw.execute("pragma journal_mode=delete").fetchall()
        self.raw.execute("pragma synchronous=extra")
        self.raw.execute("pragma foreign_keys=on")
        self.number = 0

    def write(self) -> None:
        """One highlight with its log."""
        self.number += 1
        name = f"bench-{self.number}"
        run = self.raw.execute
        run("begin immediate")
        act = run(_INSERTS[0], (name, name)).lastrowid
        mark = run(_INSERTS[1], (name, "九个字的一段引文")).lastrowid
        span = run(_INSERTS[2], (mark, self.number, self.number + 9)).lastrowid
        run(_INSERTS[3], (act, mark, name, '{"colour":"yellow","quote":"九个字的一段引文"}'))
        run(_INSERTS[4], (act, span, '{"start":1,"end":9}'))
        run("commit")


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The figures of saving and of reading during an import."""
    path = folder / "saved.pressmark"
    library(path, min(scale.found, 200), per_issue=min(20, scale.per_issue), chars=scale.chars).close()
    copy = folder / "plain.pressmark"
    shutil.copy(path, copy)
    files = folder / "more"
    issue_files(files, scale.issues, scale.per_issue, scale.chars, first=20_000)
    desk = Desk(path)
    plain = Plain(copy)
    try:
        yield _idle(desk, plain, scale)
        yield from _during_import(desk, files, scale)
    finally:
        plain.raw.close()
        desk.close()


def _idle(desk: Desk, plain: Plain, scale: Scale) -> Figure:
    numbers = iter(range(100_000))

    def ours() -> float:
        desk.turn(0.02)
        return desk.highlight(next(numbers))

    saved, bare = in_turn(ours, lambda: milliseconds(plain.write), runs=scale.saves)
    beyond = percentile(saved, 0.5) - percentile(bare, 0.5)
    note = f"{spread(saved)}; the same rows by plain SQLite: {spread(bare)}"
    return Figure("highlight saved and painted, beyond its fsyncs", beyond, "ms", most=20, note=note)


def _during_import(desk: Desk, files: Path, scale: Scale) -> Iterator[Figure]:
    session, window = desk.session, desk.window
    everything = session.ids(Listing("all"))
    running: Future[Any] = session.run("import.files", paths=[files])
    saves: list[float] = []
    reads: list[float] = []
    late: list[float] = []
    last = time.perf_counter()
    number = 0
    while not running.done():
        number += 1
        at = number * 37 % max(1, len(everything) - PAGE)
        reads.append(milliseconds(lambda a=at: session.rows(everything[a : a + PAGE])))  # type: ignore[misc]
        reads.append(milliseconds(lambda a=at: session.article(everything[a])))  # type: ignore[misc]
        if time.perf_counter() - last > _EVERY or not saves:
            saves.append(desk.highlight(number))
            last = time.perf_counter()
        late.append(milliseconds(lambda: desk.turn(_FRAME)) - _FRAME * 1000)
    report = running.result().value
    assert len(report.issues) == scale.issues, report.failed
    window.pane.view.viewport().repaint()
    yield Figure(
        "highlight saved and painted during an import, p95", percentile(saves, 0.95), "ms", most=100, note=spread(saves)
    )
    yield Figure(
        "reads of the window during an import, p99", percentile(reads, 0.99), "ms", most=25, note=spread(reads)
    )
    yield Figure("event loop late during an import, p99", percentile(late, 0.99), "ms", note=spread(late))

"""Showing an article in the reading pane beside the same text in a plain QTextEdit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import ArticleView, Listing
from reader.ui.app import application
from reader.ui.reading_pane import ReadingPane
from reader.ui.theme import Looks
from tests.benchmarks.figures import Figure, Scale, medians, milliseconds, percentile
from tests.benchmarks.made import library

SIZE = (760, 800)
HIGHLIGHTS = 50
_STEPS = 30
_COLOURS = ("yellow", "green", "blue", "pink")


class Screens:
    """A reading pane and a plain text view of one size, both visible."""

    def __init__(self, session: Session) -> None:
        self.application = application()
        looks = Looks(session)
        looks.apply()
        self.pane = ReadingPane(session, looks)
        self.plain = QTextEdit()
        self.plain.setReadOnly(True)
        font = looks.font(face="serif", script="zh-Hans")
        font.setPixelSize(looks.reading_size)
        self.plain.setFont(font)
        widgets: tuple[QWidget, ...] = (self.pane, self.plain)
        for widget in widgets:
            widget.resize(*SIZE)
            widget.show()
        self.settle()

    def settle(self) -> None:
        """Let Qt do what it has put off."""
        for _ in range(5):
            QApplication.processEvents()

    def show_article(self, view: ArticleView) -> None:
        """Show an article and paint it."""
        self.pane.show_article(view, keep_place=False)
        self.pane.view.viewport().repaint()

    def show_plain(self, text: str) -> None:
        """Show the words in the plain view and paint them."""
        self.plain.setPlainText(text)
        self.plain.viewport().repaint()

    def close(self) -> None:
        """Take the widgets away."""
        self.pane.attach(None)
        for widget in (self.pane, self.plain):
            widget.close()
            widget.deleteLater()
        self.settle()


def words(view: ArticleView) -> str:
    """The words of an article, one block a line."""
    return "\n".join(block.text for block in view.blocks)


def marked(session: Session, article: int, count: int) -> ArticleView:
    """The article with so many highlights over its blocks, some overlapping."""
    view = session.article(article)
    assert view is not None
    blocks = list(itertools.islice(itertools.cycle([b for b in view.blocks if len(b.text) > 20]), count))
    for number, block in enumerate(blocks):
        at = number * 7 % (len(block.text) - 14)
        session.do(
            "highlight.add", article=article, spans=[(block.id, at, at + 12)], colour=_COLOURS[number % 4],
            comment="见另页" if number % 3 == 0 else "",
        )  # fmt: skip
    fresh = session.article(article)
    assert fresh is not None
    return fresh


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The figures of showing."""
    path = folder / "shown.pressmark"
    library(path, 2, per_issue=2, chars=scale.shown).close()
    long = folder / "long.pressmark"
    library(long, 2, per_issue=2, chars=scale.long).close()
    session = open_session(path)
    screens = Screens(session)
    try:
        ids = session.ids(Listing("all"))
        yield from _shown(screens, session, [marked(session, id, HIGHLIGHTS) for id in ids], scale)
    finally:
        screens.close()
        session.close()
    session = open_session(long)
    screens = Screens(session)
    try:
        yield from _long(screens, [session.article(id) for id in session.ids(Listing("all"))], scale)
    finally:
        screens.close()
        session.close()


def _shown(screens: Screens, session: Session, views: list[ArticleView], scale: Scale) -> Iterator[Figure]:
    turn = itertools.cycle(range(2))
    texts = [words(view) for view in views]

    def ours() -> float:
        view = views[next(turn)]
        return milliseconds(lambda: screens.show_article(view))

    other = itertools.cycle(range(2))

    def plain() -> float:
        text = texts[next(other)]
        return milliseconds(lambda: screens.show_plain(text))

    shown, bare, read = medians(
        ours,
        plain,
        lambda: milliseconds(lambda: session.article(views[0].id)),
        runs=max(scale.runs, 3) * 3 if scale.runs > 1 else 1,
    )
    note = f"{len(views[0].highlights)} highlights; reading it from the library takes {read:.1f} ms more"
    yield Figure(f"article of {scale.shown} characters shown", shown, "ms", bare, most=1.5, note=note)


def _long(screens: Screens, views: list[ArticleView | None], scale: Scale) -> Iterator[Figure]:
    known = [view for view in views if view is not None]
    turn, other = itertools.cycle(known), itertools.cycle([words(view) for view in known])
    opened, bare = medians(
        lambda: milliseconds(lambda: screens.show_article(next(turn))),
        lambda: milliseconds(lambda: screens.show_plain(next(other))),
        runs=scale.runs,
    )
    yield Figure(
        f"article of {scale.long} characters opened", opened, "ms", bare, most=2, note="no bar in the issue; 2× is ours"
    )
    steps: list[float] = []
    plain_steps: list[float] = []
    for step in range(1, _STEPS + 1):
        for view, taken in ((screens.pane.view, steps), (screens.plain, plain_steps)):
            bar = view.verticalScrollBar()
            target = bar.maximum() * step // _STEPS
            taken.append(milliseconds(lambda b=bar, v=view, t=target: (b.setValue(t), v.viewport().repaint())))  # type: ignore[misc]
    screens.settle()
    note = f"p95 {percentile(steps, 0.95):.1f}, max {max(steps):.1f}; bare p95 {percentile(plain_steps, 0.95):.1f}"
    yield Figure(
        "… scrolled through in 30 steps, a step",
        percentile(steps, 0.5),
        "ms",
        percentile(plain_steps, 0.5),
        most=2,
        note=note,
    )

"""A shift of an archivist's work, done by key events in a real window; also the process of it that is killed at random.

Run as `python -m tests.stories.shift LIBRARY JOURNAL SEED` (offscreen). Each line of the journal is written only after
the writer has done what was pressed, and the window shows it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reader.commands import verbs  # noqa: F401  (declares the commands)
from reader.commands.session import Session
from reader.domain.views import ArticleView, BlockView
from reader.ui.window import MainWindow

Key = Qt.Key
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_PATIENCE = 60.0
_WORDS_SELECTED = 4
Fact = dict[str, object]


def until(true: Callable[[], object], else_say: str) -> None:
    """Let the window work until something holds."""
    end = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < end, else_say
        QCoreApplication.processEvents()


class Shift:
    """A person at the keyboard of one window. Every act is waited for and then told to `say`."""

    def __init__(self, window: MainWindow, session: Session, say: Callable[[Fact], None] = lambda _fact: None) -> None:
        self.window, self.session, self.say = window, session, say

    # --- keys

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the keyboard is, as a person presses it: to whatever window has come up, too."""
        QTest.keyClick(self._at(), key, modifiers)
        QCoreApplication.processEvents()

    def type(self, words: str) -> None:
        """Letters, one by one."""
        QTest.keyClicks(self._at(), words)

    def _at(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window

    @property
    def view(self) -> ArticleView:
        """The article shown."""
        assert self.window.view is not None
        return self.window.view

    def done(self) -> None:
        """Wait until the writer has done all that was pressed, and the window has been told."""
        waiting = self.session.executor.submit(lambda: None)
        until(waiting.done, "the writer does not come to an end")
        QCoreApplication.processEvents()

    def _caret(self, down: int) -> None:
        until(self.window.pane.view.hasFocus, f"the text has not the keyboard, {self._at()} has")
        self.press(Key.Key_Home, _CONTROL)
        for _line in range(down):
            self.press(Key.Key_Down)

    # --- a person's acts

    def tag(self, name: str) -> None:
        """`t`, the name, Enter, Escape."""
        self.press(Key.Key_T)
        self.type(name)
        self.press(Key.Key_Return)
        self.press(Key.Key_Escape)
        until(lambda: name in {t.name for t in self.view.tags}, f"{name} is not on the article")
        self.done()
        self.say({"article": self.view.id, "tag": name})

    def highlight(self, colour: int, comment: str) -> None:
        """Select the first words with Shift and arrows, a digit, `c`, the comment, Escape."""
        before = {h.id for h in self.view.highlights}
        self._caret(0)
        for _letter in range(_WORDS_SELECTED):
            self.press(Key.Key_Right, _SHIFT)
        self.press(Qt.Key(Key.Key_0.value + colour))
        until(lambda: len(self.view.highlights) > len(before), "the highlight was not made")
        self.press(Key.Key_C)
        until(lambda: self._at() is not self.window.pane.view, "the comment did not open")
        self.type(comment)
        self.press(Key.Key_Escape)
        until(lambda: comment in {h.comment for h in self.view.highlights}, "the comment was not kept")
        self.done()
        made = next(h for h in self.view.highlights if h.id not in before)
        self.say({"article": self.view.id, "comment": comment, "quote": made.quote, "colour": made.colour})

    def note(self, words: str) -> None:
        """`m`, the words, Escape."""
        article = self.view.id
        self.press(Key.Key_M)
        until(lambda: self._at() is not self.window.pane.view, "the note did not open")
        self.type(words)
        self.press(Key.Key_Escape)
        until(lambda: words in self.session.note(article), "the note was not written")
        self.done()
        self.say({"article": article, "note": words})

    def correct(self, words: str) -> None:
        """`e` a few lines down, the words typed at the caret, Enter."""
        self._caret(5)
        before = {b.id: b.text for b in self.view.blocks}
        self.press(Key.Key_E)
        until(lambda: self.window.correcting.block is not None, "the text cannot be typed over")
        self.type(words)
        self.press(Key.Key_Return)
        until(lambda: self.window.correcting.block is None, "the correction was not kept")
        until(lambda: any(words in b.text for b in self.view.blocks), "the correction is not shown")
        self.done()
        changed = next(b for b in self.view.blocks if words in b.text)
        self.say({"article": self.view.id, "correction": words, "block": changed.id, "before": before[changed.id]})

    def finish(self) -> None:
        """Page down to the end, and `u` until the article is done."""
        self.press(Key.Key_Space)
        for _press in range(3):
            if self.view.state != "done":
                state = self.view.state
                self.press(Key.Key_U)
                until(lambda state=state: self.view.state != state, "u does nothing")
        self.done()
        self.say({"article": self.view.id, "done": True})

    def next(self) -> None:
        """`j`: the next article of the list."""
        here = self.view.id
        self.press(Key.Key_J)
        until(lambda: self.window.view is not None and self.view.id != here, "j shows no other article")

    def find(self, query: str) -> list[int]:
        """`/`, the query, Enter; the articles found. Alt+Left goes back to the issue."""
        listing = self.window.list.listing
        self.press(Key.Key_Slash)
        self.press(Key.Key_A, _CONTROL)
        self.type(query)
        self.press(Key.Key_Return)
        until(lambda: self.window.list.listing != listing and not self.window.list.searching, f"{query}: no answer")
        found = self.window.list.listing
        assert found is not None and found.kind == "search" and found.text == query
        return list(self.session.ids(found))

    def article(self, number: int) -> None:
        """All that is done to one article of the shift."""
        self.tag(f"shift {number}")
        self.highlight(number % 8 + 1, f"comment {number}")
        self.note(f"note {number}; ")
        self.correct(f"<{number}>")
        self.finish()

    def work(self, articles: int, first: int = 0) -> None:
        """So many articles, one after another."""
        for number in range(first, first + articles):
            self.article(number)
            if number < first + articles - 1:
                self.next()


def block(view: ArticleView, id: object) -> BlockView:
    """One block of an article."""
    return next(b for b in view.blocks if b.id == id)


def main() -> None:
    """Work through the newest issue until killed."""
    from reader.commands.opening import open_session
    from reader.ui.app import application
    from reader.ui.theme import Looks

    library, journal, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    application()
    session = open_session(library, threaded=True)
    window = MainWindow(session, Looks(session))
    window.move(QPoint(0, 0))
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    window.navigation.show_issue(session.newest_issue() or 0)
    until(window.isActiveWindow, "the window does not come up")
    window.focus_text()
    handle = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(fact: Fact) -> None:
        os.write(handle, (json.dumps(fact) + "\n").encode())

    shift = Shift(window, session, say)
    say({"ready": True})
    for _skipped in range(seed * 3 % 15):
        shift.next()
    shift.work(5, first=seed * 100)
    say({"ended": True})
    while True:
        QCoreApplication.processEvents()


if __name__ == "__main__":
    main()

"""Opens the history and carries out what is wished there: articles shown, acts taken back, the past looked at."""

from __future__ import annotations

from reader.domain.views import Outcome
from reader.domain.words import _
from reader.ui.desk import Desk
from reader.ui.history.book import HistoryBook
from reader.ui.history.note_versions import NoteVersions
from reader.ui.history.past_window import PastWindow


def show_history(desk: Desk) -> None:
    """Show what was done in the library, the article in the window at hand as a filter."""
    window = desk.window
    if window.session is None:
        return
    book = HistoryBook(window.session, window.looks, window.view, window)
    book.wished.connect(lambda what, act, article: _do(desk, what, act, article))
    book.undo_wished.connect(desk.undoing.take_back)
    window.library_changed.connect(book.refresh)
    window.session_leaving.connect(book.close)
    book.show()


def _do(desk: Desk, what: str, act: int, article: int | None) -> None:
    window = desk.window
    if what == "open" and article is not None:
        desk.navigation.open_article(article)
    elif what == "past" and article is not None:
        _show_past(desk, article, act)
    elif what in {"revert", "undo_to"}:
        window.run(f"history.{what}", lambda outcome: _say(desk, outcome), act=act)


def _say(desk: Desk, outcome: Outcome) -> None:
    again = (_("Redo"), desk.undoing.do_again) if outcome.act is None else (_("Undo"), desk.undoing.take_back)
    desk.window.say(outcome.said, [again])


def show_past(desk: Desk) -> None:
    """Show the article in the window as it was."""
    if desk.window.view is not None:
        _show_past(desk, desk.window.view.id, None)


def _show_past(desk: Desk, article: int, act: int | None) -> None:
    window = desk.window
    if window.session is not None:
        past = PastWindow(window.session, window.looks, article, act, window)
        window.session_leaving.connect(past.close)
        past.show()


def show_note_versions(desk: Desk) -> None:
    """Show every text the note of the article ever had."""
    window = desk.window
    if window.session is None or window.view is None:
        return
    window.marks.keep_note()
    article = window.view.id
    dialog = NoteVersions(window.session, window.looks, article, window)
    dialog.restored.connect(lambda text: window.run("note.write", article=article, text=text))
    dialog.open()

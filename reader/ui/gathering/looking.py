"""Opens the windows that give an overview: authors, tags together, this day."""

from __future__ import annotations

from datetime import date

from reader.commands.overviews import read_day
from reader.domain.views import Listing
from reader.ui.desk import Desk


def show_authors(desk: Desk) -> None:
    """The index of authors."""
    from reader.ui.gathering.authors import Authors

    session = desk.window.session
    if session is not None:
        shown = Authors(session, desk.window.looks, desk.window)
        shown.search_wished.connect(lambda query: _search(desk, query))
        desk.window.library_changed.connect(shown.refresh)
        shown.show()


def show_together(desk: Desk) -> None:
    """The matrix of tags that stand together."""
    from reader.ui.gathering.tags_together import TagsTogether

    session = desk.window.session
    if session is not None:
        shown = TagsTogether(session, desk.window.looks, desk.window)
        shown.search_wished.connect(lambda query: _search(desk, query))
        desk.window.library_changed.connect(shown.refresh)
        shown.show()


def show_this_day(desk: Desk) -> None:
    """What this day brought in other years."""
    _show_day(desk, read_day("", date.today()))


def show_day_of_issue(desk: Desk) -> None:
    """What the day of the issue shown brought in other years."""
    issue = desk.targets.issue()
    if issue is not None and issue.date and len(issue.date) >= len("2024-06"):
        _show_day(desk, read_day(issue.date[5:], date.today()))
    else:
        show_this_day(desk)


def _show_day(desk: Desk, day: str) -> None:
    from reader.ui.gathering.this_day import ThisDay

    window, session = desk.window, desk.window.session
    if session is None:
        return
    shown = ThisDay(session, window.looks, day, window)
    shown.issue_wished.connect(desk.navigation.show_issue)
    shown.mark_wished.connect(lambda article, highlight: _open_mark(desk, article, highlight))
    shown.list_wished.connect(lambda day: desk.navigation.show_listing(Listing("day", text=day)))
    window.library_changed.connect(shown.refresh)
    shown.show()


def _search(desk: Desk, query: str) -> None:
    desk.navigation.show_listing(Listing("search", text=query))


def _open_mark(desk: Desk, article: int, highlight: int) -> None:
    desk.navigation.open_article(article)
    desk.window.pane.choose_highlight(highlight)

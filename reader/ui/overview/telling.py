"""What an overview says where there is nothing to show, and the next useful action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.domain.narrowing import narrowed
from reader.domain.words import _
from reader.ui.overview.page import OverviewPage


@dataclass(frozen=True)
class Ways:
    """What can be done next: narrowing taken away, the articles shown, a command carried out."""

    clear: Callable[[], None]
    show_articles: Callable[[], None]
    carry_out: Callable[[str], None]


def say_why_empty(page: OverviewPage, query: str, asks_words: bool, ways: Ways) -> None:
    """Word the empty states of passages, lines and calendar for a query."""
    _say_passages(page, query, ways)
    _say_lines(page, query, asks_words, ways)
    page.calendar.empty.say(
        _("No issues yet"), _("Import newspaper issues: their days stand here, and the gaps between them."),
        _("Import files…"), lambda: ways.carry_out("import.choose_files"),
    )  # fmt: skip


def _say_passages(page: OverviewPage, query: str, ways: Ways) -> None:
    empty = page.passages.empty
    if narrowed(query).chosen:
        words = _("Nothing that is highlighted fits all of this.")
        empty.say(_("No passages"), words, _("Take all narrowing away"), ways.clear)
    elif query:
        words = _("No highlight holds these words, in what is marked or in its comment.")
        empty.say(_("No passages"), words, _("Back to the articles"), ways.show_articles)
    else:
        words = _("Highlight words in an article with h: they are listed here.")
        empty.say(_("Nothing is highlighted yet"), words, _("Back to the articles"), ways.show_articles)


def _say_lines(page: OverviewPage, query: str, asks_words: bool, ways: Ways) -> None:
    empty = page.kwic.empty
    if not asks_words:
        said = _("Every place where the words of a search stand is shown here on a line of its own.")
        empty.say(_("Search for words"), said, _("Search library"), lambda: ways.carry_out("search.focus"))
    elif narrowed(query).chosen:
        said = _("These words stand nowhere in what is left.")
        empty.say(_("Nothing found"), said, _("Take all narrowing away"), ways.clear)
    else:
        said = _("These words stand nowhere in the texts.")
        empty.say(_("Nothing found"), said, _("Search library"), lambda: ways.carry_out("search.focus"))

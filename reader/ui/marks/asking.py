"""Opens the windows about many highlights: their colours, all mentions of their words, one list of them."""

from __future__ import annotations

from typing import Any

from reader.domain.views import Listing, Outcome
from reader.domain.words import _, ngettext
from reader.ui.desk import Desk


def ask_colours(desk: Desk) -> None:
    """What the colours mean, how they look, and their order; each change is a command of its own."""
    from reader.ui.marks.colours import Colours

    session = desk.window.session
    if session is not None:
        dialog = Colours(session, desk.window.looks, desk.window)
        dialog.wished.connect(lambda id, arguments: desk.window.run(id, **arguments))
        desk.window.library_changed.connect(dialog.refresh)
        desk.window.outcomes.failed.connect(dialog.show_fault)
        dialog.open()


def ask_mentions(desk: Desk) -> None:
    """All mentions of the words selected, of the current hit, or of the highlight chosen: count, review, mark."""
    from reader.ui.marks.mentions import Mentions, Wanted

    window = desk.window
    session, view = window.session, window.view
    marking = window.pane.marking
    words = marking.words_meant()
    if session is None or view is None or not words:
        window.say(_("Select the words first, or choose a highlight."), kind="info", stays=3000)
        return
    mark = marking.mark_meant()
    listing = window.list.listing or Listing("all")
    wanted = Wanted(" ".join(words.split()), view, listing, mark)
    dialog = Mentions(session, window.looks, wanted, window)
    dialog.wished.connect(lambda arguments: window.run("mentions.mark", lambda done: _marked(desk, done), **arguments))
    dialog.open()


def _marked(desk: Desk, outcome: Outcome) -> None:
    made = len(outcome.value["made"])
    words = ngettext("{count} highlight was made.", "{count} highlights were made.", made).format(count=f"{made:,}")
    desk.window.say(words, [(_("Undo"), desk.undoing.take_back)])


def show_passages(desk: Desk) -> None:
    """The highlights of the place a menu was opened on, or of the list shown, one below another."""
    from reader.ui.marks.passages import Passages

    window = desk.window
    if window.session is None:
        return
    place = window.context_place
    listing = window.list.listing or Listing("all")
    if place is not None and place.kind in {"newspaper", "year", "issue", "page", "tag"}:
        listing = Listing(place.kind, place.id, place.text)
    dialog = Passages(window.session, window.looks, listing, window)
    dialog.wished.connect(lambda id, arguments: _run(desk, id, arguments))
    dialog.opened.connect(lambda article, highlight: _open(desk, article, highlight))
    dialog.undo_wished.connect(desk.undoing.take_back)
    dialog.export_wished.connect(lambda ids: _export(desk, ids))
    window.library_changed.connect(dialog.refresh)
    dialog.show()


def _run(desk: Desk, command: str, arguments: dict[str, Any]) -> None:
    desk.window.run(command, **arguments)


def _open(desk: Desk, article: int, highlight: int) -> None:
    desk.navigation.open_article(article)
    desk.window.pane.choose_highlight(highlight)


def _export(desk: Desk, ids: list[int]) -> None:
    from reader.ui.exporting.opening import ask_passages

    ask_passages(desk, ids)

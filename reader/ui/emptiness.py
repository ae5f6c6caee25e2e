"""What the window says where there is nothing to show, and the next useful action."""

from __future__ import annotations

from reader.domain.views import Listing
from reader.domain.words import _, ngettext
from reader.ui.reasons import SWITCHES
from reader.ui.shell import Shell


def say_why_empty(window: Shell) -> None:
    """Word the empty state of the list, by what it would show."""
    empty, listing = window.list.empty, window.list.listing
    if window.session is None:
        words = _("Open a library, or make a new one: all issues and marks are kept in one file.")
        empty.say(
            _("No library is open"), words, _("Open library…"), lambda: window.command_wished.emit("library.open")
        )
    elif listing is None:
        _say_library_empty(window)
    elif listing.state:
        words = _("No article here is in this reading state.")
        empty.say(_("Nothing to show"), words, _("Show all"), lambda: window.list.header.choose(""))
    elif listing.kind == "search" and not window.session.finder.ready:
        words = _("The search index is still being built: what holds “{query}” will be shown as soon as it is found.")
        empty.say(_("Nothing found yet"), words.format(query=listing.text))
    elif listing.kind == "search" and (gains := window.list.strip.gains):
        words = " · ".join(f"{_(SWITCHES[name])} +{count:,}" for name, count in gains.items())
        empty.say(
            _("Nothing found as typed"),
            words,
            _("Widen the search"),
            lambda: window.command_wished.emit("search.widen"),
        )
    elif listing.kind == "search" and window.list.furniture.count():
        words = _("“{query}” stands only in page text outside the articles.").format(query=listing.text)
        empty.say(_("No article found"), words, _("Clear search"), window.top.search.clear_search)
    elif listing.kind == "search":
        words = _("No article, note or title holds “{query}”.").format(query=listing.text)
        empty.say(_("Nothing found"), words, _("Clear search"), window.top.search.clear_search)
    else:
        _say_place_empty(window, listing)


def _say_library_empty(window: Shell) -> None:
    title = _("This library is empty")
    if window.writable():
        words = _("Import newspaper issues, or drop files here: Markdown, text, or folders and ZIPs of them.")
        window.list.empty.say(
            title, words, _("Import files…"), lambda: window.command_wished.emit("import.choose_files")
        )
    else:
        window.list.empty.say(title)


def _say_tag_empty(window: Shell, tag: int | None) -> bool:
    """A tag that is only on highlights says so, and leads to them; returns whether it is one."""
    known = next((t for t in window.session.tags() if t.id == tag), None) if window.session else None
    if known is None or not known.highlights:
        return False
    words = ngettext("{count} highlight has it.", "{count} highlights have it.", known.highlights)
    window.list.empty.say(
        _("No article has this tag"), words.format(count=f"{known.highlights:,}"), _("What the tag collects…"),
        lambda: window.tag_page_wished.emit(known.id),
    )  # fmt: skip
    return True


def _say_place_empty(window: Shell, listing: Listing) -> None:
    if listing.kind == "tag" and _say_tag_empty(window, listing.id):
        return
    titles = {
        "review": (_("Nothing to review"), _("Every doubt the import raised has been answered.")),
        "trash": (_("The trash is empty"), ""),
        "basket": (_("The basket is empty"), _("Press b in an article or in a list to lay it in.")),
        "day": (_("No issue of this day"), ""),
        "tag": (_("No article has this tag"), _("Press t in an article to tag it.")),
    }
    title, words = titles.get(listing.kind, (_("No articles here"), ""))
    first = window.tree.first_issue()
    if listing.kind == "review":
        # The text's place says what was done, and what can be done next.
        window.list.empty.say(title)
    elif first is None:
        window.list.empty.say(title, words)
    else:
        window.list.empty.say(title, words, _("Back to the issues"), lambda: window.listing_wished.emit(first))

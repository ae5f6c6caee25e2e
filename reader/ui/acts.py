"""What window commands do at once, without asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from reader.commands.window import RECENT_TAGS
from reader.domain import words
from reader.domain.views import ColourView, TagView
from reader.domain.words import _
from reader.ui.colours import THEMES
from reader.ui.wording import STATES, articles_counted

if TYPE_CHECKING:
    from reader.ui.window import MainWindow


def speaks(code: str) -> bool:
    """Whether `code` is the language now set."""
    return words.language() == code


def open_recent(window: MainWindow) -> None:
    """Offer the libraries opened last."""
    menu = window.actions_.recent_menu
    window.libraries.fill_recent(menu)
    menu.popup(window.mapToGlobal(window.top.menu.geometry().bottomLeft()))


def focus_search(window: MainWindow) -> None:
    """Go into the search field, with what stands there chosen."""
    window.top.search.setFocus()
    window.top.search.selectAll()


def toggle_furniture(window: MainWindow) -> None:
    """Show at the text's foot what stands on the page in no article, or take it away."""
    view, session = window.navigation.view, window.session
    if view is None or session is None:
        return
    shown = bool(window.pane.shown.furniture)
    blocks = [] if shown else session.furniture(view.issue.id)
    window.pane.set_furniture(blocks)
    if not shown and not blocks:
        window.say(_("All text of this page stands in articles."), kind="info")


def next_theme(window: MainWindow) -> None:
    """Show the next of the four themes."""
    keys = list(THEMES)
    window.looks.choose(keys[(keys.index(window.looks.theme.key) + 1) % len(keys)])


def toggle_full_screen(window: MainWindow) -> None:
    """Fill the screen, or go back."""
    window.showNormal() if window.isFullScreen() else window.showFullScreen()


def go_next(window: MainWindow) -> None:
    """The next article of the list."""
    if not window.list.step(1):
        window.say(_("This is the last article of the list."), kind="info", stays=3000)


def go_previous(window: MainWindow) -> None:
    """The article before in the list."""
    if not window.list.step(-1):
        window.say(_("This is the first article of the list."), kind="info", stays=3000)


def go_open(window: MainWindow, by: int) -> None:
    """The next article, downwards or upwards, that is unread or waits for review."""
    if not window.list.step_open(by):
        window.say(_("No further article is unread or to review."), kind="info", stays=3000)


def go_to_list(window: MainWindow) -> None:
    """Go round: tree, list, text, marks, whichever are shown."""
    ring = [
        (window.tree, window.panels.is_shown("tree")),
        (window.list.table, window.panels.is_shown("list")),
        (window.pane, window.navigation.view is not None),
        (window.marks, window.panels.is_shown("marks")),
    ]
    places = [widget for widget, there in ring if there]
    focused = QApplication.focusWidget()
    at = next(
        (n for n, p in enumerate(places) if focused is not None and (p is focused or p.isAncestorOf(focused))), -1
    )
    following = places[(at + 1) % len(places)]
    if following is window.marks:
        window.marks.focus_tags()
    else:
        following.setFocus()


def mark(window: MainWindow, state: str) -> None:
    """Set the reading state of the articles chosen."""
    articles = window.targets.articles()
    title = _(STATES[state])
    said = f"{title} · {articles_counted(len(articles))}"
    window.run("article.state", lambda _outcome: say_done(window, said), articles=articles, state=state)


def next_state(window: MainWindow) -> None:
    """Unread becomes read, read done, done unread."""
    view = window.navigation.view
    if view is not None:
        order = list(STATES)
        mark(window, order[(order.index(view.state) + 1) % len(order)])


def say_done(window: MainWindow, said: str) -> None:
    """Say what was done, with the way back."""
    window.say(said, [(_("Undo"), window.undoing.take_back)])


def open_scan(window: MainWindow) -> None:
    """Show the scan of the page beside the text."""
    from reader.ui.scans import open_scan_of

    open_scan_of(window)


def edit_note(window: MainWindow) -> None:
    """Go into the note."""
    window.panels.show_panel("marks", True)
    window.marks.focus_note()


def colour(window: MainWindow, n: int) -> ColourView | None:
    """The highlight colour number `n`."""
    colours = window.session.colours() if window.session else []
    return colours[n - 1] if n <= len(colours) else None


def colour_words(window: MainWindow, n: int) -> str:
    """What highlighting in colour `n` means in this library."""
    found = colour(window, n)
    name = _(found.name) if found else ""
    title = _("Highlight in colour {n}").format(n=n)
    return f"{title} · {name}" if name else title


def highlight(window: MainWindow, n: int) -> None:
    """Highlight the selection or hit in colour `n`, or recolour the highlight chosen."""
    found = colour(window, n)
    if found is not None:
        window.pane.highlight(found.key)


def recent_tag(window: MainWindow, n: int) -> TagView | None:
    """The tag used last but `n - 1`."""
    tags = window.session.recent_tags(RECENT_TAGS) if window.session else []
    return tags[n - 1] if n <= len(tags) else None


def recent_tag_words(window: MainWindow, n: int) -> str:
    """Which tag that is."""
    found = recent_tag(window, n)
    return _("Tag: {name}").format(name=found.name) if found else _("Recent tag {n}").format(n=n)


def put_recent_tag(window: MainWindow, n: int) -> None:
    """Put a tag used before on the articles chosen."""
    found = recent_tag(window, n)
    if found is not None:
        articles = window.targets.articles()
        said = f"{found.name} · {articles_counted(len(articles))}"
        window.run("tag.add", lambda _o: say_done(window, said), articles=articles, tags=[found.name])


def tag(window: MainWindow) -> None:
    """Tag the words selected, several articles, or the article in the marks panel."""
    from reader.ui.asking import ask_tags

    if window.pane.tag_selection():
        return
    if len(window.targets.articles()) > 1:
        ask_tags(window)
        return
    window.panels.show_panel("marks", True)
    window.marks.focus_tags()


def tag_highlight(window: MainWindow) -> None:
    """Tag the highlight chosen, in its card."""
    current = window.pane.current_highlight()
    if current is not None:
        window.pane.choose_highlight(current, card=True)
        window.pane.tag_selection()

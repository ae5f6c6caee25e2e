"""What window commands do at once, without asking."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from reader.commands.window import RECENT_TAGS
from reader.domain import words
from reader.domain.views import ColourView, TagView
from reader.domain.words import _, ngettext
from reader.ui.colours import THEMES
from reader.ui.desk import Desk
from reader.ui.mark_merging import neighbours
from reader.ui.wording import STATES, articles_counted


def speaks(code: str) -> bool:
    """Whether `code` is the language now set."""
    return words.language() == code


def quit_window(desk: Desk) -> None:
    """Close the window, and with it the program."""
    desk.window.close()


def open_menu(desk: Desk) -> None:
    """Open the main menu at its button (QToolButton.showMenu would block)."""
    button = desk.window.top.menu
    button.menu().popup(button.mapToGlobal(QPoint(button.width() - button.menu().sizeHint().width(), button.height())))


def open_recent(desk: Desk) -> None:
    """Offer the libraries opened last."""
    menu = desk.actions.recent_menu
    desk.libraries.fill_recent(menu)
    menu.popup(desk.window.mapToGlobal(desk.window.top.menu.geometry().bottomLeft()))


def focus_search(desk: Desk) -> None:
    """Go into the search field, with what stands there chosen."""
    desk.window.top.search.setFocus()
    desk.window.top.search.selectAll()


def widen_search(desk: Desk) -> None:
    """Search with every switch that finds more."""
    if not desk.window.list.widening.take_all():
        desk.window.say(_("No switch would find more."), kind="info", stays=3000)


def show_furniture_hits(desk: Desk) -> None:
    """List the hits in page text, or take them away."""
    shown = desk.window.list
    shown.widening.toggle_furniture()
    if shown.furniture.isVisible():
        shown.furniture.setFocus()
    elif not shown.furniture.count():
        desk.window.say(_("Nothing of this stands in page text outside the articles."), kind="info", stays=3000)


def toggle_furniture(desk: Desk) -> None:
    """Show at the text's foot what stands on the page in no article, or take it away."""
    view, session = desk.window.view, desk.window.session
    if view is None or session is None:
        return
    shown = bool(desk.window.pane.shown.furniture)
    blocks = [] if shown else session.furniture(view.issue.id)
    desk.window.pane.set_furniture(blocks)
    if not shown and not blocks:
        desk.window.say(_("All text of this page stands in articles."), kind="info")


def next_theme(desk: Desk) -> None:
    """Show the next of the four themes."""
    keys = list(THEMES)
    desk.window.looks.choose(keys[(keys.index(desk.window.looks.theme.key) + 1) % len(keys)])


def toggle_full_screen(desk: Desk) -> None:
    """Fill the screen, or go back."""
    desk.window.showNormal() if desk.window.isFullScreen() else desk.window.showFullScreen()


def go_next(desk: Desk) -> None:
    """The next article of the list, or line of an overview."""
    if desk.window.tab:
        desk.surveying.step(1)
    elif not desk.window.list.step(1):
        desk.window.say(_("This is the last article of the list."), kind="info", stays=3000)


def go_previous(desk: Desk) -> None:
    """The article before in the list, or line of an overview."""
    if desk.window.tab:
        desk.surveying.step(-1)
    elif not desk.window.list.step(-1):
        desk.window.say(_("This is the first article of the list."), kind="info", stays=3000)


def go_open(desk: Desk, by: int) -> None:
    """The next article, downwards or upwards, that is unread or waits for review."""
    if not desk.window.list.step_open(by):
        desk.window.say(_("No further article is unread or to review."), kind="info", stays=3000)


def answer_words(desk: Desk, n: int) -> str:
    """What answer `n` says of the doubt under review."""
    doubt = desk.reviewing.card.doubt
    said = next((a.text for a in doubt.flag.answers if a.n == n), "") if doubt is not None else ""
    title = _("Answer {n}").format(n=n)
    return f"{title} · {said}" if said else title


def review(desk: Desk) -> None:
    """Review the doubts of the issue a menu was opened on, else from the article shown on."""
    place = desk.window.context_place
    desk.reviewing.open(place.id if place is not None and place.kind == "issue" else None)


def go_to_list(desk: Desk) -> None:
    """Go round: tree, facets, list, text, marks, whichever are shown; in an overview it stands for list and text."""
    if desk.window.tab:
        _go_round_overview(desk)
        return
    ring = [
        (desk.window.tree, desk.window.panels.is_shown("tree")),
        (desk.window.facets.tree, desk.window.panels.is_shown("facets")),
        (desk.window.list.table, desk.window.panels.is_shown("list")),
        (desk.window.bench or desk.window.pane, desk.window.view is not None),
        (desk.window.marks, desk.window.panels.is_shown("marks") and desk.window.bench is None),
    ]
    places = [widget for widget, there in ring if there]
    focused = QApplication.focusWidget()
    at = next(
        (n for n, p in enumerate(places) if focused is not None and (p is focused or p.isAncestorOf(focused))), -1
    )
    following = places[(at + 1) % len(places)]
    if following is desk.window.marks:
        desk.window.marks.focus_tags()
    else:
        following.setFocus()


def _go_round_overview(desk: Desk) -> None:
    window, view = desk.window, desk.window.overview.view()
    ring = [
        (window.tree, window.tree.setFocus, window.panels.is_shown("tree")),
        (window.facets, window.facets.take_keyboard, window.panels.is_shown("facets")),
        (window.overview.timeline, window.overview.timeline.setFocus, window.overview.timeline.isVisible()),
        (view, view.take_keyboard, True),
    ]
    places = [(widget, enter) for widget, enter, there in ring if there]
    focused = QApplication.focusWidget()
    at = next((n for n, (w, _e) in enumerate(places) if focused is not None and (w is focused or w.isAncestorOf(focused))), -1)
    places[(at + 1) % len(places)][1]()


def mark(desk: Desk, state: str) -> None:
    """Set the reading state of the articles chosen."""
    articles = desk.targets.articles()
    title = _(STATES[state])
    said = f"{title} · {articles_counted(len(articles))}"
    desk.window.run("article.state", lambda _outcome: say_done(desk, said), articles=articles, state=state)


def next_state(desk: Desk) -> None:
    """Unread becomes read, read done, done unread."""
    view = desk.window.view
    if view is not None:
        order = list(STATES)
        mark(desk, order[(order.index(view.state) + 1) % len(order)])


def say_done(desk: Desk, said: str) -> None:
    """Say what was done, with the way back."""
    desk.window.say(said, [(_("Undo"), desk.undoing.take_back)])


def colour(desk: Desk, n: int) -> ColourView | None:
    """The highlight colour number `n`."""
    colours = desk.window.session.colours() if desk.window.session else []
    return colours[n - 1] if n <= len(colours) else None


def colour_words(desk: Desk, n: int) -> str:
    """What highlighting in colour `n` means in this library."""
    found = colour(desk, n)
    name = _(found.name) if found else ""
    title = _("Highlight in colour {n}").format(n=n)
    return f"{title} · {name}" if name else title


def highlight(desk: Desk, n: int) -> None:
    """Highlight the selection or hit in colour `n`, or recolour the highlight chosen."""
    found = colour(desk, n)
    if found is not None:
        desk.window.pane.highlight(found.key)


def recent_tag(desk: Desk, n: int) -> TagView | None:
    """The tag used last but `n - 1`."""
    tags = desk.window.session.recent_tags(RECENT_TAGS) if desk.window.session else []
    return tags[n - 1] if n <= len(tags) else None


def recent_tag_words(desk: Desk, n: int) -> str:
    """Which tag that is."""
    found = recent_tag(desk, n)
    return _("Tag: {name}").format(name=found.name) if found else _("Recent tag {n}").format(n=n)


def offer_merging(desk: Desk, into: int, near: list[int]) -> None:
    """Offer to make touching highlights of one colour one."""
    words = ngettext(
        "This highlight touches another one of its colour.",
        "This highlight touches {count} others of its colour.",
        len(near),
    )
    merge = (_("Merge"), lambda: desk.window.run("highlight.merge", sources=near, into=into))
    desk.window.say(words.format(count=len(near)), [merge], kind="info")


def merge_near(desk: Desk) -> None:
    """Make one of the highlight chosen and those of its colour that touch it."""
    marking = desk.window.pane.marking
    current = marking.current()
    near = neighbours(marking.shown.view, current)
    if near:
        desk.window.run("highlight.merge", lambda _o: say_done(desk, _("The highlights are one now.")), sources=near, into=current)
    else:
        hint(desk, _("No highlight of its colour touches this one."))


def hint(desk: Desk, words: str) -> None:
    """Say something small and passing; nothing takes it back."""
    if words:
        desk.window.say(words, kind="info", stays=3000)
    else:
        desk.window.message.hide()


def put_recent_tag(desk: Desk, n: int) -> None:
    """Put a tag used before on the highlight chosen, else on the articles chosen."""
    found = recent_tag(desk, n)
    chosen = desk.window.pane.marking.chosen()
    if found is not None and chosen is not None:
        desk.window.run("highlight.tag", lambda _o: say_done(desk, found.name), highlight=chosen, tags=[found.name])
    elif found is not None:
        articles = desk.targets.articles()
        said = f"{found.name} · {articles_counted(len(articles))}"
        desk.window.run("tag.add", lambda _o: say_done(desk, said), articles=articles, tags=[found.name])


def tag(desk: Desk) -> None:
    """Tag the words selected, several articles, or the article in the marks panel; in an overview what is listed."""
    if desk.window.tab:
        desk.window.command_wished.emit("found.tag" if desk.window.tab == "passages" else "tag.many")
        return
    if desk.window.pane.tag_selection():
        return
    if len(desk.targets.articles()) > 1:
        desk.window.command_wished.emit("tag.many")
        return
    desk.window.panels.show_panel("marks", True)
    desk.window.marks.focus_tags()


def tag_highlight(desk: Desk) -> None:
    """Tag the highlight chosen, in its card."""
    current = desk.window.pane.current_highlight()
    if current is not None:
        desk.window.pane.choose_highlight(current, card=True)
        desk.window.pane.tag_selection()

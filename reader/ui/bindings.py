"""Which method carries out which command of the window, and what data commands are given: ids to callables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QAbstractButton, QApplication

from reader.commands import registry
from reader.commands.window import COLOURS, RECENT_TAGS
from reader.ui import acts, asking
from reader.ui.colours import THEMES

if TYPE_CHECKING:
    from reader.ui.window import MainWindow

Handler = Callable[["MainWindow"], None]
Arguments = dict[str, Any] | None
Collector = Callable[["MainWindow"], Arguments]
"""Gives a data command's arguments; None where the window deals with it otherwise (asks first, opens an editor)."""

HANDLERS: dict[str, Handler] = {
    "library.new": lambda w: w.libraries.ask_new(),
    "library.open": lambda w: w.libraries.ask_open(),
    "library.recent": acts.open_recent,
    "library.move": lambda w: w.libraries.ask_move(),
    "library.close": lambda w: w.libraries.leave(),
    "library.copy": lambda w: w.libraries.ask_back_up(),
    "import.choose_files": lambda w: w.importing.ask_files(),
    "import.choose_folder": lambda w: w.importing.ask_folder(),
    "import.paste": lambda w: w.importing.paste(),
    "window.quit": lambda w: _close(w),
    "edit.copy_source": lambda w: w.pane.copy_with_source(),
    "search.focus": acts.focus_search,
    "find.open": lambda w: w.pane.open_find(),
    "find.next": lambda w: w.pane.next_hit(),
    "find.previous": lambda w: w.pane.previous_hit(),
    "author.set": asking.ask_author,
    "view.tree": lambda w: w.panels.toggle("tree"),
    "view.list": lambda w: w.panels.toggle("list"),
    "view.marks": lambda w: w.panels.toggle("marks"),
    "view.furniture": acts.toggle_furniture,
    "view.layer": lambda w: w.pane.toggle_layer(),
    "text.larger": lambda w: w.looks.resize_reading(1),
    "text.smaller": lambda w: w.looks.resize_reading(-1),
    "text.default_size": lambda w: w.looks.resize_reading(0),
    "text.wider": lambda w: w.looks.widen_measure(2),
    "text.narrower": lambda w: w.looks.widen_measure(-2),
    "theme.system": lambda w: w.looks.choose("system"),
    "theme.next": acts.next_theme,
    "language.en": lambda w: w.set_language("en"),
    "language.zh_CN": lambda w: w.set_language("zh_CN"),
    "view.full_screen": acts.toggle_full_screen,
    "palette.open": lambda w: w.navigation.open_palette(),
    "menu.open": lambda w: w.top.menu.showMenu(),
    "go.next": acts.go_next,
    "go.previous": acts.go_previous,
    "go.next_open": lambda w: acts.go_open(w, 1),
    "go.previous_open": lambda w: acts.go_open(w, -1),
    "go.page_down": lambda w: _page(w, w.pane.page_down),
    "go.page_up": lambda w: _page(w, w.pane.page_up),
    "go.back": lambda w: w.navigation.go_back(),
    "go.forward": lambda w: w.navigation.go_forward(),
    "go.list": acts.go_to_list,
    "go.text": lambda w: w.pane.setFocus(),
    "article.next_state": acts.next_state,
    "article.mark_unread": lambda w: acts.mark(w, "unread"),
    "article.mark_read": lambda w: acts.mark(w, "read"),
    "article.mark_done": lambda w: acts.mark(w, "done"),
    "scan.open": acts.open_scan,
    "note.edit": acts.edit_note,
    "issue.properties": asking.ask_issue,
    "page.attach": asking.ask_scans,
    "help.keys": asking.show_keys,
    "help.doctor": asking.show_doctor,
    "help.about": asking.show_about,
    **{f"theme.{key}": (lambda w, key=key: w.looks.choose(key)) for key in THEMES},
    **{f"highlight.colour_{n}": (lambda w, n=n: acts.highlight(w, n)) for n in range(1, COLOURS + 1)},
    **{f"tag.recent_{n}": (lambda w, n=n: acts.put_recent_tag(w, n)) for n in range(1, RECENT_TAGS + 1)},
}

COLLECTORS: dict[str, Collector] = {
    "history.undo": lambda w: w.undoing.take_back(),
    "history.redo": lambda w: w.undoing.do_again(),
    "highlight.add": lambda w: w.pane.highlight(),
    "highlight.remove": lambda w: w.pane.remove_highlight(),
    "highlight.colour": asking.ask_colour,
    "highlight.comment": lambda w: w.pane.comment_selection(),
    "highlight.tag": acts.tag_highlight,
    "tag.add": acts.tag,
    "tag.rename": asking.ask_tag_name,
    "tag.recolour": asking.ask_tag_colour,
    "tag.delete": lambda w: {"tag": w.targets.tag()},
    "colour.rename": asking.ask_colour_name,
    "article.trash": lambda w: {"articles": w.targets.articles()},
    "article.restore": lambda w: {"articles": w.targets.articles()},
    "issue.trash": lambda w: {"issue": w.targets.issue_id()},
    "page.trash": lambda w: {"page": w.targets.page()},
    "newspaper.rename": asking.ask_newspaper_name,
    "export.write": asking.ask_export,
    "repair.kind": asking.ask_kind,
}
# What a command says when it is done; others show it by what they change.
_SAID = {"article.trash", "issue.trash", "page.trash", "tag.delete", "article.restore"}


def carry_out(window: MainWindow, id: str) -> None:
    """Carry out a command chosen in the window."""
    command = registry.find(id)
    if command.run is None:
        HANDLERS[id](window)
        return
    arguments = COLLECTORS[id](window) if id in COLLECTORS else None
    if arguments is not None:
        window.run(id, (lambda _outcome: acts.say_done(window, command.name)) if id in _SAID else None, **arguments)


def bind(window: MainWindow) -> None:
    """Tell the window's actions their words and ticks where the registry alone cannot."""
    actions = window.actions_
    for n in range(1, COLOURS + 1):
        actions.say(f"highlight.colour_{n}", lambda n=n: acts.colour_words(window, n))  # type: ignore[misc]
    for n in range(1, RECENT_TAGS + 1):
        actions.say(f"tag.recent_{n}", lambda n=n: acts.recent_tag_words(window, n))  # type: ignore[misc]
    for panel in ("tree", "list", "marks"):
        actions.check(f"view.{panel}", lambda panel=panel: window.panels.is_shown(panel))  # type: ignore[misc]
    for theme in ("system", *THEMES):
        actions.check(f"theme.{theme}", lambda theme=theme: window.looks.chosen == theme)  # type: ignore[misc]
    for code in ("en", "zh_CN"):
        actions.check(f"language.{code}", lambda code=code: acts.speaks(code))  # type: ignore[misc]
    actions.check("view.full_screen", window.isFullScreen)
    actions.check("view.layer", lambda: window.pane.layer == "printed")
    actions.retranslate()
    window.fill_menu()


def _close(window: MainWindow) -> None:
    window.close()


def _page(window: MainWindow, turn: Callable[[], None]) -> None:
    """Space turns the page; on a button it presses the button, as anywhere."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QAbstractButton):
        focused.click()
    else:
        turn()

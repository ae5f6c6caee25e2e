"""Which method carries out which command of the window, and what data commands are given: ids to callables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QApplication

from reader.commands import registry
from reader.commands.review import CUT, JOIN
from reader.commands.window import ANSWERS, CITATIONS, COLOURS, RECENT_TAGS
from reader.domain.query import SWITCHES
from reader.domain.views import Listing
from reader.ui import acts, asking, choices, citations, noting, versions
from reader.ui import overview_acts as overviews
from reader.ui import repair_acts as repairs
from reader.ui.actions import key_name
from reader.ui.colours import THEMES
from reader.ui.desk import Desk
from reader.ui.gathering import collecting, keeping, looking
from reader.ui.history import opening as history
from reader.ui.marks import asking as marks_asking
from reader.ui.tags import opening
from reader.ui.tags.many import ask_many
from reader.ui.taking_in import marks as taking_marks
from reader.ui.taking_in import opening as taking_in
from reader.ui.taking_in import proving

Handler = Callable[[Desk], None]
Arguments = dict[str, Any] | None
Collector = Callable[[Desk], Arguments]
"""Gives a data command's arguments; None where the window deals with it otherwise (asks first, opens an editor)."""


def _choosing(key: str) -> Handler:
    return lambda d: d.window.looks.choose(key)


def _highlighting(n: int) -> Handler:
    return lambda d: acts.highlight(d, n)


def _answering(n: int) -> Handler:
    return lambda d: d.reviewing.answer(n)


def _tagging(n: int) -> Handler:
    return lambda d: acts.put_recent_tag(d, n)


def _asking(ask: Handler) -> Collector:
    """A collector that asks first, and carries the command out itself."""

    def collect(desk: Desk) -> Arguments:
        ask(desk)
        return None

    return collect


def _switching(name: str) -> Handler:
    return lambda d: d.window.list.widening.toggle(name)


HANDLERS: dict[str, Handler] = {
    "library.new": lambda d: d.libraries.ask_new(),
    "library.open": lambda d: d.libraries.ask_open(),
    "library.recent": acts.open_recent,
    "library.move": lambda d: d.libraries.ask_move(),
    "library.close": lambda d: d.libraries.leave(),
    "bundle.export": taking_in.ask_bundle,
    "bundle.take_in": taking_in.ask_merge,
    "marks.take_in": taking_marks.ask_marks,
    "export.prove": proving.ask_verify,
    "library.copy": lambda d: d.libraries.ask_back_up(),
    "backups.show": asking.show_backups,
    "file.print": asking.ask_print,
    "import.choose_files": lambda d: d.importing.ask_files(),
    "import.choose_folder": lambda d: d.importing.ask_folder(),
    "import.paste": lambda d: d.importing.paste(),
    "window.quit": acts.quit_window,
    "edit.copy_source": lambda d: d.window.pane.copy_with_source(),
    "cite.copy": citations.copy_citation,
    "cite.copy_quote": citations.copy_quote,
    "search.focus": acts.focus_search,
    "search.recent": keeping.show_recent,
    "search.build": keeping.show_builder,
    "search.forget": keeping.forget_recent,
    "search.copy": keeping.copy_query,
    "saved.up": lambda d: keeping.shift(d, "saved", -1),
    "saved.down": lambda d: keeping.shift(d, "saved", 1),
    "basket.up": lambda d: keeping.shift(d, "basket", -1),
    "basket.down": lambda d: keeping.shift(d, "basket", 1),
    "basket.choose": collecting.ask_which,
    "basket.items": collecting.show_items,
    "basket.item_up": lambda d: collecting.shift(d, -1),
    "basket.item_down": lambda d: collecting.shift(d, 1),
    "search.widen": acts.widen_search,
    **{f"search.{name}": _switching(name) for name in SWITCHES},
    "search.order": lambda d: d.window.list.widening.next_order(),
    "search.furniture": acts.show_furniture_hits,
    "find.open": lambda d: d.window.pane.open_find(),
    "find.next": lambda d: d.window.pane.next_hit(),
    "find.previous": lambda d: d.window.pane.previous_hit(),
    "history.show": history.show_history,
    "history.article": history.show_past,
    "history.note": history.show_note_versions,
    "author.set": asking.ask_author,
    "view.tree": lambda d: d.window.panels.toggle("tree"),
    "view.list": lambda d: d.window.panels.toggle("list"),
    "view.marks": lambda d: d.window.panels.toggle("marks"),
    "view.furniture": acts.toggle_furniture,
    "view.doubtful": lambda d: d.window.list.toggle_doubtful(),
    "correction.edit": lambda d: d.correcting.edit(),
    "correction.alike": lambda d: d.correcting.show_alike(),
    "correction.compare": lambda d: d.correcting.show_comparison(),
    "correction.ledger": lambda d: d.correcting.show_ledger(),
    "view.layer": lambda d: d.window.pane.toggle_layer(),
    "text.larger": lambda d: d.window.looks.resize_reading(1),
    "text.smaller": lambda d: d.window.looks.resize_reading(-1),
    "text.default_size": lambda d: d.window.looks.resize_reading(0),
    "text.wider": lambda d: d.window.looks.widen_measure(2),
    "text.narrower": lambda d: d.window.looks.widen_measure(-2),
    "theme.system": lambda d: d.window.looks.choose("system"),
    "theme.next": acts.next_theme,
    "language.en": lambda d: d.set_language("en"),
    "language.zh_CN": lambda d: d.set_language("zh_CN"),
    "view.full_screen": acts.toggle_full_screen,
    "palette.open": choices.open_palette,
    "menu.open": acts.open_menu,
    "go.next": acts.go_next,
    "go.previous": acts.go_previous,
    "go.next_open": lambda d: acts.go_open(d, 1),
    "go.previous_open": lambda d: acts.go_open(d, -1),
    "go.page_down": lambda d: _page(d.window.pane.page_down),
    "go.page_up": lambda d: _page(d.window.pane.page_up),
    "go.back": lambda d: d.navigation.go_back(),
    "go.forward": lambda d: d.navigation.go_forward(),
    "go.authors": looking.show_authors,
    "go.tags_together": looking.show_together,
    "go.this_day": looking.show_this_day,
    "go.day_of_issue": looking.show_day_of_issue,
    "beside.open": lambda d: d.beside.open(d.targets.articles()[0]),
    "beside.other": lambda d: d.beside.go_over(),
    "beside.close": lambda d: d.beside.close(),
    "go.list": acts.go_to_list,
    "go.text": lambda d: d.window.focus_text(),
    "article.next_state": acts.next_state,
    "article.mark_unread": lambda d: acts.mark(d, "unread"),
    "article.mark_read": lambda d: acts.mark(d, "read"),
    "article.mark_done": lambda d: acts.mark(d, "done"),
    **repairs.HANDLERS,
    **overviews.HANDLERS,
    "review.leave": lambda d: d.reviewing.leave(),
    "review.open": acts.review,
    "review.all": lambda d: d.navigation.show_listing(Listing("review")),
    "review.next": lambda d: d.reviewing.step(1),
    "review.previous": lambda d: d.reviewing.step(-1),
    "review.next_answer": lambda d: d.reviewing.card.look_at_next(1),
    "review.previous_answer": lambda d: d.reviewing.card.look_at_next(-1),
    "review.take_answer": lambda d: d.reviewing.answer(d.reviewing.card.current),
    "review.dismiss": lambda d: d.reviewing.answer(0),
    "review.alike": lambda d: d.reviewing.ask_alike(),
    "review.reopen": lambda d: d.reviewing.reopen(),
    "review.join_cut": lambda d: d.reviewing.offering.offer(CUT, JOIN),
    **{f"review.answer_{n}": _answering(n) for n in range(1, ANSWERS + 1)},
    "scan.open": lambda d: d.window.open_scan(),
    "highlight.repeat": lambda d: d.window.pane.marking.repeat(),
    "highlight.merge_near": acts.merge_near,
    "highlight.next": lambda d: d.window.pane.marking.step(1),
    "highlight.previous": lambda d: d.window.pane.marking.step(-1),
    "caret.select": lambda d: d.window.pane.view.begin_selecting(),
    "colours.edit": marks_asking.ask_colours,
    "mentions.open": marks_asking.ask_mentions,
    "passages.open": marks_asking.show_passages,
    "note.edit": noting.edit_article,
    "note.issue": noting.edit_issue,
    "note.library": noting.edit_library,
    "note.quote": noting.quote,
    "note.preview": noting.toggle_preview,
    "note.template": noting.offer_templates,
    "note.templates": noting.manage_templates,
    "tag.book": opening.show_book,
    "tag.page": opening.show_page,
    "tag.take_in": opening.ask_import,
    "tag.many": ask_many,
    "issue.properties": asking.ask_issue,
    "issue.new_version": versions.ask_version,
    "highlight.lost": versions.show_lost,
    "highlight.relink_here": versions.put_on_selection,
    "highlight.redo": versions.redo,
    "newspaper.edit": asking.show_newspapers,
    "issue.choose_encoding": asking.ask_encoding,
    "page.attach": asking.ask_scans,
    "help.keys": asking.show_keys,
    "keys.edit": asking.ask_own_keys,
    "help.doctor": asking.show_doctor,
    "help.about": asking.show_about,
    **{f"theme.{key}": _choosing(key) for key in THEMES},
    **{f"cite.style_{style}": citations.choosing(style) for style in CITATIONS},
    **{f"highlight.colour_{n}": _highlighting(n) for n in range(1, COLOURS + 1)},
    **{f"tag.recent_{n}": _tagging(n) for n in range(1, RECENT_TAGS + 1)},
}

COLLECTORS: dict[str, Collector] = {
    "history.undo": lambda d: d.undoing.take_back(),
    "history.redo": lambda d: d.undoing.do_again(),
    "highlight.add": lambda d: d.window.pane.highlight(),
    "highlight.remove": lambda d: d.window.pane.remove_highlight(),
    "highlight.colour": asking.ask_colour,
    "highlight.comment": lambda d: d.window.pane.comment_selection(),
    "highlight.tag": acts.tag_highlight,
    "highlight.accept": lambda d: {"highlight": d.targets.highlight()},
    "tag.add": acts.tag,
    "tag.rename": asking.ask_tag_name,
    "tag.recolour": asking.ask_tag_colour,
    "tag.delete": opening.ask_delete_one,
    "tag.export": opening.ask_export,
    "saved.add": keeping.ask_save,
    "saved.rename": _asking(keeping.ask_name),
    "saved.edit": _asking(keeping.ask_query),
    "saved.delete": keeping.delete,
    "basket.new": _asking(collecting.ask_new),
    "basket.rename": _asking(collecting.ask_name),
    "basket.remark": _asking(collecting.ask_remark),
    "basket.delete": collecting.delete,
    "basket.add": collecting.add,
    "basket.take_out": collecting.take_out,
    "basket.item_remark": _asking(collecting.ask_item_remark),
    "article.trash": lambda d: {"articles": d.targets.articles()},
    "article.restore": lambda d: {"articles": d.targets.articles()},
    "issue.trash": lambda d: {"issue": d.targets.issue_id()},
    "page.trash": lambda d: {"page": d.targets.page()},
    "newspaper.rename": asking.ask_newspaper_name,
    "export.write": overviews.ask_export,
    **repairs.COLLECTORS,
    **overviews.COLLECTORS,
}
# What a command says when it is done; others show it by what they change.
_SAID = {"article.trash", "issue.trash", "page.trash", "tag.delete", "article.restore", "saved.delete", "basket.delete", "basket.take_out"}


def carry_out(desk: Desk, id: str) -> None:
    """Carry out a command chosen in the window."""
    command = registry.find(id)
    desk.repairing.make_way(id)
    if command.run is None:
        HANDLERS[id](desk)
        return
    arguments = COLLECTORS[id](desk) if id in COLLECTORS else None
    if arguments is not None:
        desk.window.run(id, (lambda _outcome: acts.say_done(desk, command.name)) if id in _SAID else None, **arguments)


def bind(desk: Desk) -> None:
    """Tell the window's actions their words and ticks where the registry alone cannot."""
    actions, window = desk.actions, desk.window
    for n in range(1, COLOURS + 1):
        actions.say(f"highlight.colour_{n}", lambda n=n: acts.colour_words(desk, n))  # type: ignore[misc]
    for n in range(1, RECENT_TAGS + 1):
        actions.say(f"tag.recent_{n}", lambda n=n: acts.recent_tag_words(desk, n))  # type: ignore[misc]
    for n in range(1, ANSWERS + 1):
        actions.say(f"review.answer_{n}", lambda n=n: acts.answer_words(desk, n))  # type: ignore[misc]
    for panel in ("tree", "list", "marks"):
        actions.check(f"view.{panel}", lambda panel=panel: window.panels.is_shown(panel))  # type: ignore[misc]
    for theme in ("system", *THEMES):
        actions.check(f"theme.{theme}", lambda theme=theme: window.looks.chosen == theme)  # type: ignore[misc]
    for style in CITATIONS:
        actions.check(f"cite.style_{style}", lambda style=style: citations.is_chosen(desk, style))  # type: ignore[misc]
    for code in ("en", "zh_CN"):
        actions.check(f"language.{code}", lambda code=code: acts.speaks(code))  # type: ignore[misc]
    for name in SWITCHES:
        actions.check(f"search.{name}", lambda name=name: window.list.strip.chips[name].isChecked())  # type: ignore[misc]
    window.list.strip.key = key_name(next(iter(actions.entries["search.widen"].keys), ""))
    overviews.check(desk)
    actions.check("view.full_screen", window.isFullScreen)
    actions.check("view.doubtful", lambda: window.list.doubtful)
    actions.check("view.layer", lambda: window.pane.layer == "printed")
    actions.retranslate()


def _page(turn: Callable[[], None]) -> None:
    """Space turns the page; on a button it presses the button, as anywhere."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QAbstractButton):
        focused.click()
    else:
        turn()

"""What each repair does when it is chosen: what it is done to, and what is asked first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from reader.commands import arranging
from reader.domain.views import BlockView
from reader.domain.words import N_, _, ngettext
from reader.ui.actions import Actions, key_name
from reader.ui.desk import Desk
from reader.ui.repair import picker
from reader.ui.repair.hints import Hint

_HINTS = {
    "repair.next_block": N_("block"),
    "repair.split": N_("split"),
    "repair.join": N_("join"),
    "repair.move": N_("move to…"),
    "repair.role": N_("role"),
    "repair.new": N_("new article"),
    "repair.split_article": N_("split article"),
    "repair.headline": N_("headline here"),
    "repair.merge": N_("merge"),
    "repair.field": N_("fields"),
    "history.undo": N_("undo"),
}


def hints_of(actions: Actions) -> list[Hint]:
    """The keys of repair mode worth showing, each with what it does."""
    made = []
    for id, words in _HINTS.items():
        keys = actions.entries[id].keys
        if keys:
            also = actions.entries["repair.previous_block"].keys if id == "repair.next_block" else ()
            made.append(Hint(id, " ".join(_short(key) for key in (*keys[:1], *also[:1])), _(words)))
    return made


def _short(key: str) -> str:
    """`Shift+R` as the letter it types."""
    parts = key.split("+")
    return parts[1].upper() if len(parts) == 2 and parts[0] == "Shift" and len(parts[1]) == 1 else key_name(key)


# ---- going about


def open_repair(desk: Desk) -> None:
    """Enter repair mode at the article shown."""
    desk.window.enter_mode("repair")


def _step(by: int, *, extend: bool = False) -> Callable[[Desk], None]:
    def go(desk: Desk) -> None:
        bench = desk.repairing.bench
        if bench is not None:
            bench.setFocus()
            bench.cards.step(by, extend=extend)

    return go


def _article(by: int) -> Callable[[Desk], None]:
    def go(desk: Desk) -> None:
        if not desk.window.list.step(by):
            words = (
                _("This is the last article of the list.") if by > 0 else _("This is the first article of the list.")
            )
            desk.window.say(words, kind="info", stays=3000)

    return go


def _carry(by: int) -> Callable[[Desk], None]:
    """In the list the articles chosen, else the blocks chosen."""

    def carry(desk: Desk) -> None:
        focused = QApplication.focusWidget()
        in_list = focused is not None and desk.window.list.isAncestorOf(focused)
        desk.repairing.move_articles(by) if in_list else desk.repairing.move_blocks(by)

    return carry


# ---- blocks


def _block(desk: Desk) -> BlockView | None:
    return desk.repairing.bench.current() if desk.repairing.bench else None


def _blocks(desk: Desk) -> list[int]:
    return desk.repairing.bench.blocks() if desk.repairing.bench else []


def ask_role(desk: Desk) -> None:
    """Offer the other roles; the one picked is given to every block chosen."""
    block, blocks = _block(desk), _blocks(desk)
    if block is None:
        return

    def give(role: str) -> None:
        if role == picker.FURNITURE:
            desk.repairing.put_away()
            return
        desk.repairing.run("repair.role", block=blocks[0], role=role, more=blocks[1:])

    picker.pick(desk.window, _("Role of the block…"), picker.role_choices(block.role), give)


def ask_target(desk: Desk) -> None:
    """Offer the other articles of the issue, and the page text, to move the blocks chosen to."""
    view, blocks = desk.window.view, _blocks(desk)
    if view is None:
        return

    def move(key: str) -> None:
        desk.repairing.move_blocks_to(blocks, None if key == picker.FURNITURE else int(key))

    own = {b.id for b in view.blocks}
    but = [view.id] if own.issuperset(blocks) else []
    choices = [*picker.article_choices(desk.window, but), picker.furniture_choice()]
    picker.pick(desk.window, _("Move to which article…"), choices, move)


def to_furniture(desk: Desk) -> None:
    """Put the blocks chosen among the page text in no article."""
    desk.repairing.put_away()


def split(desk: Desk) -> None:
    """Split the chosen block where the caret stands; without one, say how to put it there."""
    bench, block = desk.repairing.bench, _block(desk)
    if bench is None or block is None:
        return
    if not bench.can_split():
        words = _("Put the caret where the second part begins: Enter, ← →, or a click in the words.")
        desk.window.say(words, kind="info", stays=5000)
        return
    desk.repairing.run("repair.split", block=block.id, offset=bench.cards.caret)


def join_next(desk: Desk) -> None:
    """Join the block with the one after it, or all blocks chosen with one another."""
    cards = desk.repairing.bench.cards if desk.repairing.bench else None
    blocks = _blocks(desk)
    if cards is None or not blocks:
        return
    if len(blocks) > 1:
        desk.repairing.run("repair.join", first=blocks[0], second=blocks[1], more=blocks[2:])
    elif cards.at + 1 < len(cards.cards) and not cards.cards[cards.at + 1].heading:
        desk.repairing.run("repair.join", first=blocks[0], second=cards.cards[cards.at + 1].block.id)
    else:
        desk.window.say(_("No block follows this one."), kind="info", stays=3000)


def join_previous(desk: Desk) -> None:
    """Join the block to the one before it, which is chosen then."""
    cards, block = desk.repairing.bench.cards if desk.repairing.bench else None, _block(desk)
    if cards is None or block is None:
        return
    if cards.at == 0 or cards.cards[cards.at].heading:
        desk.window.say(_("No block stands before this one."), kind="info", stays=3000)
        return
    before = cards.cards[cards.at - 1].block.id
    cards.choose(before)
    desk.repairing.run("repair.join", first=before, second=block.id)


def _with_block(command: str) -> Callable[[Desk], None]:
    def act(desk: Desk) -> None:
        block = _block(desk)
        if block is not None:
            desk.repairing.run(command, block=block.id)

    return act


def new_article(desk: Desk) -> None:
    """Make the blocks chosen an article of their own."""
    desk.repairing.run("repair.new", blocks=_blocks(desk))


# ---- articles


def ask_merge(desk: Desk) -> None:
    """Merge the articles chosen in the list; with only one, first ask with which."""
    view, articles = desk.window.view, desk.targets.articles()
    if view is None:
        return
    if len(articles) > 1:
        desk.repairing.run("repair.merge", articles=articles)
        return
    choices = picker.article_choices(desk.window, [view.id])
    picker.pick(
        desk.window, _("Merge with which article…"), choices,
        lambda key: desk.repairing.run("repair.merge", articles=[view.id, int(key)]),
    )  # fmt: skip


def ask_kind(desk: Desk) -> None:
    """Ask what kind of article the one shown is."""
    view = desk.window.view
    if view is not None:
        picker.pick(
            desk.window, _("Set kind of article"), picker.kind_choices(view.kind),
            lambda kind: desk.repairing.run("repair.kind", article=view.id, kind=kind),
        )  # fmt: skip


def ask_page(desk: Desk) -> None:
    """Ask on which page the articles chosen stand."""
    articles = desk.targets.articles()
    if articles:
        picker.pick(
            desk.window, _("Page: choose or type its label…"), picker.page_choices(desk.window),
            lambda page: desk.repairing.run("repair.page", articles=articles, page=page), picker.new_page,
        )  # fmt: skip


_UNLINK = "unlink"


def ask_link(desk: Desk) -> None:
    """Offer the article this one continues in, here or in another issue of the newspaper; or to unlink it."""
    view = desk.window.view
    if view is None:
        return
    choices = picker.article_choices(desk.window, [view.id])
    if view.continues_to is not None or view.continues_from is not None:
        choices.insert(0, picker.unlink_choice(_UNLINK))

    def link(key: str) -> None:
        if key == _UNLINK:
            desk.repairing.run("repair.unlink", article=view.id)
        else:
            desk.repairing.run("repair.link", first=view.id, second=int(key))

    more = lambda typed: picker.articles_elsewhere(desk.window, typed)  # noqa: E731
    picker.pick(desk.window, _("This article continues in…"), choices, link, more)


def ask_label(desk: Desk) -> None:
    """Ask for another name of the column (or series), and where; how many articles bear it is said first."""
    from reader.ui.repair.relabel_dialog import RelabelDialog

    view, label, session = desk.window.view, desk.targets.label(), desk.window.session
    if view is None or label is None or session is None:
        return
    name, words = label
    scopes: list[tuple[str, dict[str, int]]] = [(_("This issue"), {"issue": view.issue.id})]
    if view.issue.newspaper_id is not None:
        scopes.append((_("All issues of this newspaper"), {"newspaper": view.issue.newspaper_id}))
    counted = []
    for title, scope in scopes:
        count = len(arranging.bearing(session, name, words, **scope))
        articles = ngettext("{count} article", "{count} articles", count).format(count=count)
        counted.append((f"{title} · {articles}", scope))
    dialog = RelabelDialog(desk.window.looks, words, counted, desk.window)
    dialog.answered.connect(
        lambda new, scope: desk.repairing.run("repair.relabel", name=name, old=words, new=new, **scope)
    )
    dialog.open()


def show_fields(desk: Desk) -> None:
    """All values of the article, where each comes from, to be set."""
    from reader.ui.repair.fields_dialog import FieldsDialog

    window, bench, session = desk.window, desk.repairing.bench, desk.window.session
    if window.view is None or session is None:
        return
    selected = bench.selected_words() if bench else None
    dialog = FieldsDialog(window.looks, window.view, arranging.origins(session, window.view), selected, window)

    dialog.wished.connect(
        lambda values, words: desk.repairing.run("repair.fields", article=dialog.view.id, values=values, words=words)
    )
    dialog.words_wished.connect(desk.repairing.show_words)
    dialog.open()


_ACTS: dict[str, Callable[[Desk], None]] = {
    "repair.role": ask_role,
    "repair.move": ask_target,
    "repair.split": split,
    "repair.join": join_next,
    "repair.new": new_article,
    "repair.merge": ask_merge,
    "repair.kind": ask_kind,
    "repair.link": ask_link,
    "repair.field": show_fields,
    "repair.split_article": _with_block("repair.split_article"),
    "repair.headline": _with_block("repair.headline"),
    "repair.page": ask_page,
    "repair.relabel": ask_label,
}


def _collector(act: Callable[[Desk], None]) -> Callable[[Desk], dict[str, Any] | None]:
    """An act as a collector that collects nothing: it carries the command out itself."""

    def collect(desk: Desk) -> dict[str, Any] | None:
        act(desk)
        return None

    return collect


COLLECTORS = {id: _collector(act) for id, act in _ACTS.items()}
"""Data commands of repair: each is carried out here, so that what was done is said in one way."""

HANDLERS: dict[str, Callable[[Desk], None]] = {
    "repair.open": open_repair,
    "repair.leave": lambda desk: desk.window.leave_mode(),
    "repair.next_block": _step(1),
    "repair.previous_block": _step(-1),
    "repair.extend_down": _step(1, extend=True),
    "repair.extend_up": _step(-1, extend=True),
    "repair.next_article": _article(1),
    "repair.previous_article": _article(-1),
    "repair.up": _carry(-1),
    "repair.down": _carry(1),
    "repair.join_previous": join_previous,
    "repair.to_furniture": to_furniture,
}

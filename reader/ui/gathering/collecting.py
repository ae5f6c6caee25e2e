"""What a person does with baskets: laid in, moved, remarked, taken out; baskets made, named, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reader.commands import baskets
from reader.domain.kept import Basket
from reader.domain.views import Listing, Outcome
from reader.domain.words import _, ngettext
from reader.ui.desk import Desk
from reader.ui.dialogs.ask import AskLine
from reader.ui.place_model import listing_of

Arguments = dict[str, Any] | None


def last_basket(desk: Desk) -> Basket | None:
    """The basket laid into last, else the first one; None where there is none."""
    session = desk.window.session
    if session is None:
        return None
    known = baskets.baskets(session)
    kept = session.setting(f"basket.{session.library.uuid}")
    return next((one for one in known if one.uuid == kept), known[0] if known else None)


def what_chosen(desk: Desk) -> dict[str, Any]:
    """What goes into a basket: the highlight chosen, else the articles chosen; of a place of the tree all it lists."""
    place = desk.window.context_place
    here = listing_of(place) if place is not None else None
    if here is not None:
        return {"listing": here}
    if desk.window.tab == "passages":
        return {"highlights": desk.window.overview.passages.chosen()}
    mark = desk.window.pane.marking.chosen() if not desk.window.tab else None
    return {"highlights": [mark]} if mark is not None else {"articles": desk.targets.articles()}


def add(desk: Desk) -> Arguments:
    """Lay what is chosen into the basket used last; the first time one is made."""
    known = last_basket(desk)
    lay_in(desk, what_chosen(desk), basket=known.id if known else None)
    return None


def lay_in(desk: Desk, what: dict[str, Any], **where: Any) -> None:
    """Lay something in a basket and say so, with the way back and the way to another basket."""

    def done(outcome: Outcome) -> None:
        added, name = outcome.value["added"], outcome.value["name"]
        _remember(desk, outcome.value["basket"])
        if added:
            counted = ngettext("{count} thing", "{count} things", added).format(count=f"{added:,}")
            words = _("In “{name}”: {what}").format(name=name, what=counted)
            again = (_("Another basket…"), lambda: ask_basket(desk, what, undo=True))
            desk.window.say(words, [(_("Undo"), desk.undoing.take_back), again])
        else:
            desk.window.say(_("“{name}” holds it already.").format(name=name), kind="info", stays=3000)

    desk.window.run("basket.add", done, **what, **where)


def _remember(desk: Desk, id: int) -> None:
    session = desk.window.session
    uuid = next((one.uuid for one in baskets.baskets(session) if one.id == id), "") if session else ""
    if session is not None and uuid:
        session.set_setting(f"basket.{session.library.uuid}", uuid)


def ask_which(desk: Desk) -> None:
    """Ask what goes into which basket."""
    ask_basket(desk, what_chosen(desk))


def ask_basket(desk: Desk, what: dict[str, Any], *, undo: bool = False) -> None:
    """Ask for the basket, or the name of a new one; with `undo` what was laid in just now goes there instead."""
    from reader.ui.gathering.choosing import ChooseBasket, Scope

    window, session = desk.window, desk.window.session
    if session is None:
        return
    scopes = [Scope(_described(desk, what), what)]
    listed = window.list.listing
    if "listing" not in what and not undo and listed is not None and window.list.model.rowCount() > 1:
        scopes.append(Scope(_("The whole list"), {"listing": listed}, window.list.model.rowCount()))
    known = last_basket(desk)
    dialog = ChooseBasket(window.looks, scopes, baskets.baskets(session), known.id if known else None, window)

    def lay() -> None:
        if undo:
            session.undo()
        lay_in(desk, dialog.scope().what, **dialog.where())

    dialog.wished.connect(lay)
    dialog.open()


def _described(desk: Desk, what: dict[str, Any]) -> str:
    if "highlights" in what:
        count = len(what["highlights"])
        words = ngettext("{count} highlight", "{count} highlights", count).format(count=f"{count:,}")
        return words if count > 1 else _("This highlight")
    if "listing" in what:
        place = desk.window.context_place
        return place.title if place is not None else _("The whole list")
    return _("Chosen in the list") if len(what["articles"]) > 1 else _("The article shown")


# ---- the list of a basket


def _listed(desk: Desk) -> int | None:
    listing = desk.window.list.listing
    return listing.id if listing is not None and listing.kind == "basket" else None


def items_chosen(desk: Desk) -> list[int]:
    """Everything in the basket listed that belongs to the articles chosen."""
    session, basket = desk.window.session, _listed(desk)
    return [] if session is None or basket is None else baskets.items_of(session, basket, desk.targets.articles())


def take_out(desk: Desk) -> Arguments:
    """What is to leave the basket listed."""
    items = items_chosen(desk)
    return {"items": items} if items else None


def shift(desk: Desk, by: int) -> None:
    """Let the articles chosen go one place down, or up, in the basket listed."""
    model, chosen = desk.window.list.model, desk.targets.articles()
    rows = sorted(model.row_of(article) for article in chosen)
    if not rows or rows[0] < 0:
        return
    at = rows[0] - 1 if by < 0 else rows[-1] + 2
    if at >= 0 and not (by > 0 and rows[-1] + 1 >= model.rowCount()):
        order(desk, [id for row in rows if (id := model.id_at(row)) is not None], model.id_at(at))


def order(desk: Desk, articles: list[int], before: int | None) -> None:
    """Let articles stand before another in the basket listed, with all their things; the selection stays on them."""
    session, basket = desk.window.session, _listed(desk)
    if session is None or basket is None or before in articles or not desk.window.writable():
        return
    items = baskets.items_of(session, basket, articles)
    target = baskets.items_of(session, basket, [before]) if before is not None else []
    if items:
        desk.window.run("basket.order", items=items, before=target[0] if target else None)


def ask_item_remark(desk: Desk) -> None:
    """Ask for the remark of the article chosen in the basket listed."""
    session, basket = desk.window.session, _listed(desk)
    articles = desk.targets.articles()[:1]
    found = baskets.items(session, basket, articles) if session is not None and basket is not None else []
    if not found:
        return
    if len(found) > 1:
        show_items(desk, found[0].id)
        return
    ask_remark_of(desk, found[0].quote or found[0].title, found[0].remark, "basket.item_remark", item=found[0].id)


def ask_remark_of(desk: Desk, words: str, remark: str, command: str, **which: Any) -> None:
    """Ask for a remark, several lines if need be; an empty one takes it away."""
    from reader.ui.gathering.remarking import AskRemark

    dialog = AskRemark(desk.window.looks, words, remark, desk.window)
    dialog.answered.connect(lambda text: desk.window.run(command, text=text, **which))
    dialog.open()


# ---- the baskets


def _chosen(desk: Desk) -> Basket | None:
    session, id = desk.window.session, desk.targets.ordered("basket")
    return next((one for one in baskets.baskets(session) if one.id == id), None) if session is not None else None


def ask_new(desk: Desk) -> None:
    """Ask for the name of a new basket, then show it."""
    _ask_name(desk, _("New basket"), "", lambda name: desk.window.run("basket.new", lambda o: _show(desk, o), name=name))


def _show(desk: Desk, outcome: Outcome) -> None:
    _remember(desk, outcome.value)
    desk.navigation.show_listing(Listing("basket", outcome.value))


def ask_name(desk: Desk) -> None:
    """Ask for another name of the basket."""
    known = _chosen(desk)
    if known is not None:
        _ask_name(
            desk, _("Rename basket"), known.name,
            lambda name: desk.window.run("basket.rename", basket=known.id, name=name),
        )  # fmt: skip


def _ask_name(desk: Desk, title: str, name: str, then: Callable[[str], None]) -> None:
    dialog = AskLine(desk.window.looks, title, "", name, desk.window)
    dialog.answered.connect(then)
    dialog.open()


def ask_remark(desk: Desk) -> None:
    """Ask for the remark of the basket."""
    known = _chosen(desk)
    if known is not None:
        ask_remark_of(desk, known.name, known.remark, "basket.remark", basket=known.id)


def delete(desk: Desk) -> Arguments:
    """The basket to take away."""
    id = desk.targets.ordered("basket")
    return None if id is None else {"basket": id}


def show_items(desk: Desk, item: int | None = None) -> None:
    """Show what lies in the basket one by one, standing on `item` where it is named."""
    from reader.ui.gathering.basket_window import BasketWindow

    window, session = desk.window, desk.window.session
    id = desk.targets.ordered("basket") or _listed(desk)
    known = last_basket(desk)
    id = id if id is not None else known.id if known else None
    if session is None or id is None:
        return
    shown = BasketWindow(session, window.looks, id, window)
    shown.wished.connect(lambda command, arguments: window.run(command, **arguments))
    shown.opened.connect(lambda article, highlight: _open(desk, article, highlight))
    shown.undo_wished.connect(desk.undoing.take_back)
    shown.export_wished.connect(lambda basket: _export(desk, basket))
    window.library_changed.connect(shown.refresh)
    if item is not None:
        shown.stand_on(item)
    shown.show()


def _open(desk: Desk, article: int, highlight: int | None) -> None:
    desk.navigation.open_article(article)
    if highlight is not None:
        desk.window.pane.choose_highlight(highlight)


def _export(desk: Desk, basket: int) -> None:
    from reader.ui.exporting.opening import ask, basket_scope

    session = desk.window.session
    if session is not None:
        desk.window.fetching.fetch(session, lambda: [basket_scope(session, basket)], lambda found: ask(desk, found))

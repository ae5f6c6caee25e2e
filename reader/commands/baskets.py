"""Baskets: what is gathered for an export or to be read, in an order of one's own, with remarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.commands.gathering import Line, Wanted
from reader.commands.marks import clean, require
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.kept import Basket, BasketItem
from reader.domain.views import Listing, Outcome
from reader.domain.words import N_, _
from reader.store import baskets as stored
from reader.store import exporting, ordering
from reader.store.act import Act

DEFAULT = N_("Basket")


def baskets(session: Session) -> list[Basket]:
    """All baskets in their order."""
    return stored.baskets(session.library)


def basket_called(session: Session, name: str) -> Basket:
    """The basket called so. Raises ReaderError where there is none."""
    for one in baskets(session):
        if one.name == name:
            return one
    raise _missing(name)


def items(session: Session, basket: int, articles: Sequence[int] | None = None) -> list[BasketItem]:
    """What lies in a basket in its order; where `articles` are named only what belongs to them."""
    return stored.items(session.library, basket, articles)


def items_of(session: Session, basket: int, articles: Sequence[int] = (), highlights: Sequence[int] = ()) -> list[int]:
    """Ids of the items of a basket that are, or belong to, some articles and highlights."""
    return stored.items_of(session.library, basket, articles, highlights)


def wanted_of(session: Session, basket: int) -> Wanted:
    """What an export of a basket is made of: its items in their order, with their remarks."""
    found = items(session, basket)
    marks = exporting.marks_in(session.library, [one.article for one in found if one.highlight is None])
    lines: list[Line] = []
    for one in found:
        highlights = None if one.highlight is None else frozenset({one.highlight})
        last = lines[-1] if lines else None
        if last and last.article == one.article and last.highlights is not None and highlights is not None:
            remark = "\n".join(part for part in (last.remark, one.remark) if part)
            lines[-1] = Line(one.article, last.highlights | highlights, "", remark)
        else:
            lines.append(Line(one.article, highlights, "", one.remark))
    articles = list(dict.fromkeys(one.article for one in found))
    chosen = {one.highlight for one in found if one.highlight is not None} | {mark.highlight for mark in marks}
    return Wanted(articles, frozenset(chosen), _remarks(lines), lines, basket)


def _remarks(lines: Iterable[Line]) -> dict[int, str]:
    together: dict[int, list[str]] = {}
    for line in lines:
        if line.remark:
            together.setdefault(line.article, []).append(line.remark)
    return {article: "\n".join(remarks) for article, remarks in together.items()}


def _missing(name: object) -> ReaderError:
    return ReaderError(N_("There is no basket {name}."), N_("`pressmark baskets` lists them."), name=name)


def _require(act: Act, basket: int) -> str:
    name = act.get("basket", basket, "name")
    if name is None:
        raise _missing(basket)
    return str(name)


def _name(act: Act, typed: str, own: int | None = None) -> str:
    name = " ".join(clean(typed).split())
    if not name:
        raise UsageError(N_("A basket needs a name."), "")
    if stored.named(act, name) not in (None, own):
        raise ReaderError(N_("There is a basket {name} already."), N_("Choose another name."), name=name)
    return name


# ---- the baskets themselves


@command("basket.new", N_("New basket…"), menu="marks", context=("basket",), mode="any", when="writable")
def new_basket(session: Session, name: str, remark: str = "") -> Outcome:
    """Make an empty basket; Outcome.value is its id."""
    with session.act("basket.new") as act:
        made = stored.make(act, _name(act, name), clean(remark).strip())
        act.about(about=name)
    return Outcome(made, act.id)


@command("basket.rename", N_("Rename basket…"), menu="marks", context=("basket",), when="has_basket")
def rename_basket(session: Session, basket: int, name: str) -> None:
    """Give a basket another name."""
    with session.act("basket.rename") as act:
        _require(act, basket)
        act.update("basket", basket, name=_name(act, name, basket))
        act.about(about=name)


@command("basket.remark", N_("Remark on basket…"), menu="marks", context=("basket",), when="has_basket")
def remark_basket(session: Session, basket: int, text: str) -> None:
    """Set the remark of a basket."""
    with session.act("basket.remark") as act:
        name = _require(act, basket)
        act.update("basket", basket, remark=clean(text).strip())
        act.about(about=name)


@command("basket.delete", N_("Delete basket"), menu="marks", context=("basket",), when="has_basket")
def delete_basket(session: Session, basket: int) -> None:
    """Take a basket away; what lay in it stays in the library."""
    with session.act("basket.delete") as act:
        act.about(about=_require(act, basket))
        stored.remove(act, basket)


@command("basket.move", N_("Move basket"), hidden=True)
def move_basket(session: Session, basket: int, before: int | None = None) -> None:
    """Let a basket stand right before another, or (None) at the end."""
    with session.act("basket.move") as act:
        act.about(about=_require(act, basket))
        ordering.move(act, "basket", [basket], before)


# ---- what lies in them


@command(
    "basket.add", N_("Add to basket"), keys="b", menu="marks",
    context=("article", "list", "highlight", "passages", "kwic"),
    when="can_gather", icon="basket",
)  # fmt: skip
def add_to_basket(
    session: Session, basket: int | None = None, articles: Iterable[int] = (), highlights: Iterable[int] = (),
    name: str = "", listing: Listing | None = None,
) -> Outcome:  # fmt: skip
    """Lay articles and highlights in a basket, after what lies there; one act however many there are.

    `listing` adds all that a list shows: its articles, or (a search with `in:highlights`) its passages. Without `basket` in the one called `name` (“Basket”, where that is empty), made where there is none. Outcome.value
    is `{"basket", "added"}`; what lies there already is not laid in twice.
    """
    wanted, marks = list(articles), list(highlights)
    if listing is not None and listing.kind == "search" and session.finder.level(listing.text) == "highlights":
        marks += session.finder.passages(listing.text)
    elif listing is not None:
        wanted += session.ids(listing)
    with session.act("basket.add") as act:
        for table, ids in (("article", wanted), ("highlight", marks)):
            for id in ids[:1]:
                require(act, table, id)
        into, called = _meant(act, basket, name)
        added = stored.put(act, into, wanted, marks)
        act.about(wanted[0] if len(wanted) == 1 else None, about=called)
    return Outcome({"basket": into, "name": called, "added": added}, act.id)


def _meant(act: Act, basket: int | None, name: str) -> tuple[int, str]:
    if basket is not None:
        return basket, _require(act, basket)
    called = " ".join(clean(name).split()) or _(DEFAULT)
    known = stored.named(act, called)
    return (stored.make(act, called) if known is None else known), called


@command("basket.take_out", N_("Take out of basket"), menu="marks", context=("list",), when="in_basket")
def take_out(session: Session, items: Sequence[int]) -> Outcome:
    """Take items out of their basket; Outcome.value counts them."""
    with session.act("basket.take_out") as act:
        act.about(about=_of_items(act, items))
        stored.take_out(act, items)
    return Outcome(len(items), act.id)


@command("basket.order", N_("Move in basket"), hidden=True)
def order_items(session: Session, items: Sequence[int], before: int | None = None) -> None:
    """Let items stand, in the order given, right before another item of their basket, or (None) at its end."""
    with session.act("basket.order") as act:
        name = _of_items(act, items)
        basket = act.get("basket_item", items[0], "basket_id")
        ordering.move(act, "basket_item", list(items), before, ("basket_id", basket))
        act.about(about=name)


@command(
    "basket.item_remark", N_("Remark on what lies in the basket…"), keys="Alt+B", menu="marks", context=("list",),
    when="in_basket",
)  # fmt: skip
def remark_item(session: Session, item: int, text: str) -> None:
    """Set the remark of one thing in a basket."""
    with session.act("basket.item_remark") as act:
        name = _of_items(act, [item])
        act.update("basket_item", item, remark=clean(text).strip())
        act.about(act.get("basket_item", item, "article_id"), about=name)


def _of_items(act: Act, items: Sequence[int]) -> str:
    """The basket some items lie in. Raises ReaderError where one lies in none."""
    if not items:
        raise UsageError(N_("Nothing was chosen in the basket."), N_("Choose articles in its list first."))
    for item in items:
        if act.get("basket_item", item, "basket_id") is None:
            raise ReaderError(N_("There is nothing {id} in a basket."), N_("`pressmark baskets` lists them."), id=item)
    return _require(act, int(act.get("basket_item", items[0], "basket_id")))

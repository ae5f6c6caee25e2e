"""What a person keeps for later, as plain values: saved searches, and baskets with what lies in them."""

from __future__ import annotations

from typing import NamedTuple


class SavedSearch(NamedTuple):
    """A query kept under a name; `query` is as typed, with its switches."""

    id: int
    uuid: str
    name: str
    query: str


class Basket(NamedTuple):
    """A selection with an order and remarks. `items` counts what lies in it, `articles` the articles its list shows."""

    id: int
    uuid: str
    name: str
    remark: str
    items: int
    articles: int


class BasketItem(NamedTuple):
    """One thing in a basket: an article, or one `highlight` of `article`; with the words a list shows of it.

    `quote` and `colour` are the highlight's, empty for an article; `title` is the article's headline, or its first words.
    """

    id: int
    uuid: str
    article: int
    highlight: int | None
    remark: str
    title: str
    newspaper: str | None
    date: str | None
    page: str | None
    quote: str = ""
    colour: str = ""

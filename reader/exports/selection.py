"""What is exported: chosen articles as plain values, with the options a person set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reader.domain.text import CORRECTED
from reader.domain.views import ArticleView, HighlightView

Tick = Callable[[int], None]


def ignore(_done: int) -> None:
    """A tick nobody waits for."""


@dataclass(frozen=True)
class Options:
    """What goes into an export besides the text. `layer` is the one the articles' words were laid out in.

    `raw_cells` leaves table cells that a spreadsheet would take for a formula as they are.
    """

    notes: bool = True
    comments: bool = True
    layer: str = CORRECTED
    raw_cells: bool = False


@dataclass(frozen=True)
class Selection:
    """Articles in the order in which they are written. `articles` is walked once, so it may be a generator.

    `title` says what was chosen (a tag, a query, an issue); `colours` maps a highlight colour's key to its meaning.
    """

    articles: Iterable[ArticleView]
    title: str = ""
    options: Options = field(default_factory=Options)
    colours: Mapping[str, str] = field(default_factory=dict)

    def meaning(self, highlight: HighlightView) -> str:
        """The meaning of a highlight's colour; its key where the person gave it none."""
        return self.colours.get(highlight.colour) or highlight.colour


def headline(article: ArticleView) -> str:
    """The article's headline, or the kicker where it has none; empty where it has neither."""
    return article.title or article.kicker or ""


def page_of(article: ArticleView) -> str:
    """The page as label and printed name: `01 要闻`; empty where unknown."""
    page = article.page
    return " ".join(part for part in (page.label, page.name) if part) if page else ""

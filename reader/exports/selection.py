"""What is exported: articles and passages as plain values, with the options a person set and where all of it comes from.

A selection is a stream of `Entry`s, so that 100,000 highlights never stand in memory together; a format that needs to
look twice may walk it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reader.domain.text import CORRECTED, SourceText
from reader.domain.views import ArticleView, ColourView, HighlightView, TagView
from reader.domain.words import _

Tick = Callable[[int], None]

GROUPS = ("none", "issue", "article", "tag", "date", "colour")
"""How entries may be grouped; a passage with two tags stands under both."""

ORDERS = ("text", "date", "newest", "given")
"""In what order: as printed, by date of the issue, newest mark first, or as a basket has them."""

LAYERS = ("corrected", "printed", "both")
"""Which words are written: as corrected, as printed, or both where they differ."""


def ignore(_done: int) -> None:
    """A tick nobody waits for."""


@dataclass(frozen=True)
class Options:
    """What goes into an export, and how. `layer` is one of LAYERS, `group` of GROUPS, `order` of ORDERS.

    `context` is how many code points of the article stand either side of a passage. `passages` leaves out the
    articles' text and writes only what is highlighted. `raw_cells` leaves table cells that a spreadsheet would take
    for a formula as they are. `citation` is the style of formatted references (`gbt7714`, `chicago`, `apa`, `mla`).
    """

    notes: bool = True
    comments: bool = True
    layer: str = CORRECTED
    context: int = 60
    group: str = "none"
    order: str = "text"
    passages: bool = False
    raw_cells: bool = False
    citation: str = "gbt7714"


class SourceFile(NamedTuple):
    """An imported file as it came; `sha256` and `size` are of its bytes."""

    uuid: str
    name: str
    sha256: str
    size: int
    format: str
    encoding: str
    encoding_how: str
    imported_at: str


class TextFile(NamedTuple):
    """A source text: its id in this library, permanent id, SHA-256 of its UTF-8 bytes, page, and the file it came from."""

    id: int
    uuid: str
    sha256: str
    page: str
    file: SourceFile


@dataclass(frozen=True)
class Provenance:
    """Where an export comes from: program and version, the library, who made it, when (ISO 8601)."""

    program: str = "Pressmark"
    version: str = ""
    library: str = ""
    library_name: str = ""
    author: str = ""
    device: str = ""
    made: str = ""


@dataclass(frozen=True)
class Entry:
    """One article of the export, its `highlights` narrowed to those chosen, in a group, with a basket's remark."""

    article: ArticleView
    group: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Sources:
    """How a writer asks for what lies under the words: by id of the source text, or permanent id of the file.

    `text` gives a source text whole, with its markup and corrections; `data` the bytes of a file as it came.
    """

    file: Callable[[int], TextFile | None] = lambda _id: None
    text: Callable[[int], SourceText | None] = lambda _id: None
    data: Callable[[str], bytes] = lambda _uuid: b""


class Notices:
    """What a format could not write exactly as it stands: sentences with `{count}`, and how often each came."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, sentence: str) -> None:
        """Say once more what happened; `sentence` is a catalogue entry."""
        self._counts[sentence] = self._counts.get(sentence, 0) + 1

    def lines(self) -> list[str]:
        """The sentences in the language now set."""
        return [_(sentence).format(count=count) for sentence, count in self._counts.items()]


@dataclass(frozen=True)
class Selection:
    """Entries in the order in which they are written; each walk over `entries` reads them anew.

    `title` says what was chosen (a tag, a query, an issue); `colours` maps a highlight colour's key to its meaning;
    `palette` and `vocabulary` are the library's colours and tags whole, for formats that carry them; `records` gives
    every row of user data the selection stands on, by permanent ids (see `store.state`); `whole` says that it is the
    whole library; `notices` collects what a format has to say of its work.
    """

    entries: Iterable[Entry]
    title: str = ""
    options: Options = field(default_factory=Options)
    colours: Mapping[str, str] = field(default_factory=dict)
    palette: tuple[ColourView, ...] = ()
    vocabulary: tuple[TagView, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    sources: Sources = field(default_factory=Sources)
    records: Callable[[], Iterable[Mapping[str, Any]]] = tuple
    whole: bool = False
    notices: Notices = field(default_factory=Notices)

    @property
    def articles(self) -> Iterator[ArticleView]:
        """The articles of the entries, for formats that know no groups."""
        return (entry.article for entry in self.entries)

    def meaning(self, highlight: HighlightView) -> str:
        """The meaning of a highlight's colour; its key where the person gave it none."""
        return self.colours.get(highlight.colour) or highlight.colour


def chosen(articles: Iterable[ArticleView]) -> list[Entry]:
    """Articles as entries of no group."""
    return [Entry(article) for article in articles]


def headline(article: ArticleView) -> str:
    """The article's headline, or the kicker where it has none; empty where it has neither."""
    return article.title or article.kicker or ""


def page_of(article: ArticleView) -> str:
    """The page as label and printed name: `01 要闻`; empty where unknown."""
    page = article.page
    return " ".join(part for part in (page.label, page.name) if part) if page else ""

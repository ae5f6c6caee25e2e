"""What a query means: a tree of texts, filters and their combinations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reader.domain.errors import ReaderError
from reader.domain.fold import FOLDS
from reader.domain.reading import KINDS
from reader.domain.runs import searched

TEXT_FIELDS = {
    "title": ("title",), "kicker": ("kicker",), "column": ("column",), "author": ("author", "byline"),
    "note": ("note",), "comment": ("comment",), "text": ("text", "caption"), "printed": ("printed",),
}  # fmt: skip
"""Fields that narrow a text, with the parts of an article they stand for."""
WHOLE = ("in", "sort", "fold")
"""Fields that speak of the whole query: what is found, in which order, and how widely."""
FILTERS = ("tag", "newspaper", "issue", "date", "page", "kind", "colour", "has", "state", "hit", *WHOLE)
"""Fields that narrow by what is known of an article, and those of WHOLE."""
HAS = ("note", "highlight", "comment", "tag", "flag", "correction", "scan")
STATES = ("unread", "read", "done")
LEVELS = ("articles", "highlights", "notes")
ORDERS = ("rank", "newest", "oldest")
"""Orders of `sort:`: best first, or by date."""
ALIASES = "aliases"
"""The switch by which a text that names a tag also finds the tag's other names."""
SWITCHES = (*FOLDS, ALIASES)
"""What `fold:` may hold, several with commas, or `all`."""
UNKNOWN = "unknown"
"""The value of `date:`, `page:` and `newspaper:` that asks for what is not known."""
NAMES: dict[str, str] = {name: name for name in (*TEXT_FIELDS, *FILTERS)} | {
    "color": "colour", "标签": "tag", "標籤": "tag", "报纸": "newspaper", "報紙": "newspaper", "日期": "date",
    "版面": "page", "作者": "author", "类型": "kind", "類型": "kind", "颜色": "colour", "顏色": "colour",
    "笔记": "note", "筆記": "note", "评注": "comment", "評註": "comment", "状态": "state", "狀態": "state",
    "引题": "kicker", "引題": "kicker", "栏目": "column", "欄目": "column", "标题": "title", "標題": "title",
    "正文": "text", "范围": "in", "範圍": "in", "印本": "printed", "期": "issue", "命中": "hit",
    "排序": "sort", "放宽": "fold", "放寬": "fold",
}  # fmt: skip
HIT = ("text", "title", "kicker", "column", "author", "note", "comment", "printed")
"""The values of `hit:`, each the name of one of TEXT_FIELDS."""
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": KINDS, "has": HAS, "state": STATES, "hit": HIT, "in": LEVELS, "sort": ORDERS, "fold": (*SWITCHES, "all"),
}  # fmt: skip
"""Fields whose value is one of a few words."""


class QueryError(ReaderError):
    """A query that cannot be read. `at` is the code point of the query the fault stands at."""

    def __init__(self, message: str, at: int, hint: str = "", **params: object) -> None:
        super().__init__(message, hint, **params)
        self.at = at


@dataclass(frozen=True)
class Text:
    """Words to find. `mode` is `string` (exactly these characters in a row), `word` (a whole word) or `words`
    (a string that begins and ends with whole words); `fields` narrows to parts of an article, empty: all.
    `alias` where it was not typed but is another name of a tag that was."""

    text: str
    at: int
    end: int
    mode: str = "string"
    prefix: bool = False
    fields: tuple[str, ...] = ()
    alias: bool = False

    @cached_property
    def seen(self) -> str:
        """The text as search sees it."""
        return searched(self.text).strip()


@dataclass(frozen=True)
class Filter:
    """What must be known of an article: `name` is one of FILTERS. For dates `low` and `high` are days as the
    number YYYYMMDD; `exact` is `=` before the value, `prefix` is `*` after it."""

    name: str
    value: str
    at: int
    end: int
    exact: bool = False
    prefix: bool = False
    low: int = 0
    high: int = 99999999


@dataclass(frozen=True)
class Near:
    """Texts that follow one another, in any order of each pair, with at most `distance` words between them."""

    parts: tuple[Text, ...]
    distance: int


@dataclass(frozen=True)
class And:
    """All of the parts; of none: everything."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """One of the parts or several."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Not the part."""

    part: Node


Node = Text | Filter | Near | And | Or | Not


@dataclass(frozen=True)
class Query:
    """A query that was read: its tree, the level it asks for (one of LEVELS), the order (one of ORDERS, empty: not
    said) and the switches of SWITCHES. `plain` is the tree before the names of tags were added, where some were."""

    source: str
    root: Node
    level: str = "articles"
    order: str = ""
    switches: tuple[str, ...] = ()
    plain: Node | None = None

    def texts(self) -> list[Text]:
        """The texts that are asked for (those after NOT are left out), in the order written."""
        return list(wanted(self.root))

    @property
    def folds(self) -> tuple[str, ...]:
        """The foldings among its switches."""
        return tuple(name for name in self.switches if name in FOLDS)

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self.root == And(())


def wanted(node: Node) -> Iterator[Text]:
    """The texts under `node` that are not ruled out by a NOT."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, And | Or | Near):
        for part in node.parts:
            yield from wanted(part)


def asked_of(node: Node) -> Iterator[Filter]:
    """The filters under `node` that are not ruled out by a NOT."""
    if isinstance(node, Filter):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from asked_of(part)

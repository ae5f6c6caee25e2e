"""What importers hand to the structure engine, and what the engine hands to the library.

Offsets are code points of one page's decoded text. Nothing here is stored as it is: the library gives ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.domain.fold import fold

ROLES = (
    "kicker", "title", "deck", "column", "series", "byline", "credit", "dateline", "paragraph", "inset",
    "image", "subhead", "caption", "list_item", "table", "continuation_from", "continuation_on", "quote",
    "signature", "furniture", "other",
)  # fmt: skip
KINDS = ("article", "photo", "notice", "advert", "contents", "other")


class Hint(NamedTuple):
    """A value and where it was read: `front matter`, `masthead`, `file name`, `folder`, `person`."""

    value: str
    how: str


@dataclass(frozen=True)
class RawBlock:
    """One block as the file has it: lines `[start, end)` of the page text, and the form it was written in.

    `form` is `heading`, `paragraph`, `list_item`, `table`, `image`, `quote`, `rule` or `page_mark`; `level` is
    the heading level of the file (0: none). A paragraph of several printed lines has one piece a line.
    """

    pieces: tuple[tuple[int, int], ...]
    form: str = "paragraph"
    level: int = 0


@dataclass(frozen=True)
class RawPage:
    """One page (or file) as read: immutable text, what of it is markup, its styles and blocks in source order.

    The blocks' pieces, less `markup` and white space, are each printed character exactly once. `label` is the
    page's label without 第/版/Page (`A03`, `5`), `name` its printed name (`要闻`); unknown is None.
    """

    text: str
    blocks: tuple[RawBlock, ...]
    markup: tuple[tuple[int, int], ...] = ()
    styles: tuple[tuple[int, int, str], ...] = ()
    label: Hint | None = None
    name: str | None = None


@dataclass(frozen=True)
class RawFile:
    """One imported file: its bytes' identity, how it was decoded, its pages, and what it says of the issue."""

    name: str
    sha256: str
    data: bytes
    format: str
    encoding: str
    encoding_how: str
    pages: tuple[RawPage, ...]
    newspaper: Hint | None = None
    date: Hint | None = None
    edition: Hint | None = None
    hints: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Piece(NamedTuple):
    """A stretch of the text of page number `page` (index into the pages given to the engine)."""

    page: int
    start: int
    end: int


@dataclass
class ReadBlock:
    """A block as the engine reads it: role, pieces in reading order, and the rule that decided it."""

    role: str
    pieces: list[Piece]
    level: int = 0
    reason: str = ""


@dataclass
class ReadField:
    """A parsed value of an article and the words it was read from.

    `name` is `author`, `agency`, `place`, `date`, `credit`, `continued_from`, `continued_on`, `column`, `series`
    or `instalment`. `detail` is an author's role as printed (记者) or None. `piece` points at the words, if any.
    """

    name: str
    value: str
    detail: str | None = None
    piece: Piece | None = None


@dataclass
class ReadArticle:
    """An article as the engine reads it. `continues_from`/`continues_to` index into the reading's articles."""

    kind: str
    page: int
    blocks: list[ReadBlock]
    fields: list[ReadField] = field(default_factory=list)
    continues_from: int | None = None
    continues_to: int | None = None

    @property
    def authors(self) -> list[str]:
        """The names of its authors, in order."""
        return [field.value for field in self.fields if field.name == "author"]


@dataclass
class Answer:
    """One answer to a flag: a code with parameters (worded when shown), and the repairs it stands for.

    Each act is `[verb, argument, …]` of the repair commands; a block is given as `{"block": [article, block]}`
    (indexes into the reading; article -1 is the furniture), an article as `{"article": index}`.
    """

    code: str
    params: dict[str, object] = field(default_factory=dict)
    acts: list[list[object]] = field(default_factory=list)


@dataclass
class ReadFlag:
    """A doubt: its code (`truncated`, `headline-inside-body`, …), where, why (params), ranked answers.

    The first answer is what the engine proposes; where the engine already acted on it, its acts are empty.
    `article` -1 with `block` set means a furniture block.
    """

    code: str
    article: int | None
    block: int | None = None
    params: dict[str, object] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)


@dataclass
class Reading:
    """An issue as the engine reads it: each printed character in exactly one block."""

    articles: list[ReadArticle] = field(default_factory=list)
    furniture: list[ReadBlock] = field(default_factory=list)
    flags: list[ReadFlag] = field(default_factory=list)
    newspaper: Hint | None = None
    date: Hint | None = None
    edition: Hint | None = None
    page_labels: dict[int, Hint] = field(default_factory=dict)
    page_names: dict[int, str] = field(default_factory=dict)


KEEP = "keep"
"""The action of an answer that changes nothing: what was read stands."""


def subject_of(text: str) -> str:
    """What a flagged block is known by in later issues: its words folded, runs of white space as one blank."""
    return " ".join(fold(text).split())


def action_of(acts: Sequence[Sequence[object]]) -> str:
    """What an answer does, in one word: the verb of its first act; `keep` where it has none."""
    return str(acts[0][0]) if acts else KEEP


@dataclass(frozen=True)
class Known:
    """Doubts answered before in a newspaper: `(code of the flag, subject_of(words of its block))` → `action_of` the answer.

    The engine decides alike blocks as told (reason `as-answered-before`) and raises no flag for them.
    """

    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def action(self, code: str, text: str) -> str | None:
        """The action answered before for a block of these words, else None."""
        return self.answers.get((code, subject_of(text))) if self.answers else None

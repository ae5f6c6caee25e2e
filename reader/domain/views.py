"""What a screen or an export shows of a library: plain values, already resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reader.domain.text import BlockText, Span


@dataclass(frozen=True)
class Listing:
    """Which articles a list shows, and which of them.

    `kind` is `all`, `newspaper`, `year` (text `newspaper id:YYYY`), `issue`, `page`, `tag`, `search`, `review`,
    `basket`, `day` (text `MM-DD` or `MM`, of any year) or `trash`; `id` names the newspaper, issue, page, tag or basket; `text` is the query of a search. `state` narrows to
    `unread`, `read` or `done`.
    """

    kind: str
    id: int | None = None
    text: str = ""
    state: str = ""


class Chip(NamedTuple):
    """A tag as a chip: id, preferred name, colour (`#rrggbb` or empty)."""

    id: int
    name: str
    colour: str


@dataclass(frozen=True)
class ArticleRow:
    """One line of an article list. `chars` counts code points; `colours` are keys of the highlights' colours in
    text order, at most a dozen; where `titled` is false `title` holds the first words instead; `date` is ISO or None; `page` the label or None; `position` counts from 1; `doubt` is 0 to 100 (domain/doubt.py); `flag` is the code of the first of `flags` open doubts."""

    id: int
    uuid: str
    issue: int
    kind: str
    kicker: str
    title: str
    byline: str
    chars: int
    paragraphs: int
    state: str
    newspaper: str | None
    date: str | None
    page: str | None
    position: int
    tags: tuple[Chip, ...] = ()
    colours: tuple[str, ...] = ()
    highlights: int = 0
    flags: int = 0
    has_note: bool = False
    snippet: str = ""
    snippet_hits: tuple[tuple[int, int], ...] = ()
    why: tuple[str, ...] = ()
    titled: bool = True
    doubt: int = 0
    flag: str = ""


@dataclass(frozen=True)
class Place:
    """One line of the library tree. `kind` is a Listing kind or a heading (`library`, `tags`, `review`).

    `count` is how many articles its list shows; `marks` how many highlights carry a tag.
    """

    kind: str
    id: int | None
    title: str
    count: int
    children: tuple[Place, ...] = ()
    colour: str = ""
    text: str = ""
    marks: int = 0


@dataclass(frozen=True)
class BlockView:
    """A block to show: words in the layer asked for, and the words as printed (lines kept)."""

    id: int
    uuid: str
    role: str
    words: BlockText
    printed: str
    pieces: tuple[Span, ...]
    level: int = 0
    language: str | None = None
    doubt: int = 0

    @property
    def text(self) -> str:
        """The words shown."""
        return self.words.text


@dataclass(frozen=True)
class CorrectionView:
    """A correction as the ledger shows it: `printed` words read `corrected`, at `[start, end)` of the block's shown text.

    `before` and `after` are the words either side as they read now; `article` is None for page text in no article.
    """

    id: int
    uuid: str
    block: int
    article: int | None
    issue: int
    title: str
    newspaper: str | None
    date: str | None
    page: str | None
    printed: str
    corrected: str
    author: str
    at: str
    start: int
    end: int
    before: str
    after: str


class PlaceView(NamedTuple):
    """A place that reads like one corrected: `[start, end)` of a block's shown text, with the words either side.

    `corrected`: a correction touches it already; `highlighted`: a highlight lies on it.
    """

    block: int
    article: int | None
    start: int
    end: int
    title: str
    before: str
    after: str
    corrected: bool = False
    highlighted: bool = False


class BlockSpan(NamedTuple):
    """A stretch `[start, end)` of a block's shown text, in code points."""

    block: int
    start: int
    end: int


@dataclass(frozen=True)
class HighlightView:
    """A highlight: `spans` in the blocks of the article shown (in text order), `state` ok, changed or lost.

    `stored` are its spans on the source texts, also those outside the article; `prefix` and `suffix` the words that
    stood either side when it was made; `device` the one it was made on (or taken into this library on).
    """

    id: int
    uuid: str
    quote: str
    colour: str
    comment: str
    tags: tuple[Chip, ...]
    state: str
    spans: tuple[BlockSpan, ...]
    current: str = ""
    author: str = ""
    created: str = ""
    stored: tuple[Span, ...] = ()
    prefix: str = ""
    suffix: str = ""
    device: str = ""


@dataclass(frozen=True)
class FieldView:
    """A parsed or set value of an article: author, agency, place, date, column, …; `how` is `read` or `set`."""

    id: int
    name: str
    value: str
    detail: str | None
    how: str
    span: Span | None = None


@dataclass(frozen=True)
class AnswerView:
    """One numbered answer to a flag, worded."""

    n: int
    text: str


@dataclass(frozen=True)
class FlagView:
    """A doubt with its reason and answers, worded in the language now set. `state`: open, answered, dismissed."""

    id: int
    uuid: str
    code: str
    article: int | None
    issue: int
    block: int | None
    title: str
    reason: str
    state: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True)
class PageView:
    """A page of an issue: its label (`A03`), printed name, and how many scans hang on it."""

    id: int
    uuid: str
    label: str | None
    name: str | None
    label_how: str
    scans: int
    articles: int


@dataclass(frozen=True)
class IssueView:
    """An issue with what is known of it; `how` maps field to where its value came from.

    `encoding` is the codec its file was decoded with (several: comma between), `encoding_how` how that was found.
    """

    id: int
    uuid: str
    newspaper_id: int | None
    newspaper: str | None
    date: str | None
    edition: str | None
    how: dict[str, str]
    details: dict[str, str]
    extra: tuple[tuple[str, str], ...]
    pages: tuple[PageView, ...]
    articles: int
    flags: int
    read: int
    done: int
    source_name: str
    encoding: str = ""
    encoding_how: str = ""


@dataclass(frozen=True)
class ArticleView:
    """An article with all that a reading pane, an export or the command line shows of it."""

    id: int
    uuid: str
    issue: IssueView
    page: PageView | None
    position: int
    kind: str
    state: str
    kicker: str | None
    title: str | None
    deck: str | None
    column: str | None
    series: str | None
    byline: str
    fields: tuple[FieldView, ...]
    blocks: tuple[BlockView, ...]
    highlights: tuple[HighlightView, ...]
    tags: tuple[Chip, ...]
    note: str
    flags: tuple[FlagView, ...]
    continues_from: int | None = None
    continues_to: int | None = None
    also: dict[str, str] = field(default_factory=dict)

    def field(self, name: str) -> str | None:
        """The first value of a field (`agency`, `place`, `date`, `credit`, …), None where unknown."""
        return next((f.value for f in self.fields if f.name == name), None)


@dataclass(frozen=True)
class ColourView:
    """A highlight colour: a named meaning. `key` is stored in highlights; `value` is `#rrggbb`."""

    id: int
    uuid: str
    key: str
    name: str
    value: str
    position: str


@dataclass(frozen=True)
class ActView:
    """One act of the history: when (ISO), who, on which device, the command's title, and what it was about."""

    id: int
    uuid: str
    command: str
    title: str
    at: str
    author: str
    device: str
    about: str
    article: int | None
    kind: str
    undone: bool
    changes: int


class Hit(NamedTuple):
    """A search hit: the article (None: furniture), a snippet and where in it the words stand, and why."""

    article: int | None
    issue: int
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    why: tuple[str, ...]
    block: int | None = None


@dataclass(frozen=True)
class TagView:
    """A tag: preferred name, aliases, scope note, colour, broader term, and how often it is used itself."""

    id: int
    uuid: str
    name: str
    aliases: tuple[str, ...]
    note: str
    colour: str
    parent: int | None
    articles: int
    highlights: int
    issues: int = 0


class TaggedMark(NamedTuple):
    """A highlight in a list of what tags collect; `article` is the first that shows it, None where none does."""

    id: int
    quote: str
    colour: str
    comment: str
    article: int | None


@dataclass(frozen=True)
class Outcome:
    """What a command did: a value for the caller (new id, report), its act in the log, and words to say of it."""

    value: Any = None
    act: int | None = None
    said: str = ""

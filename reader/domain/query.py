"""The query language: a typed line becomes a tree of texts, filters and their combinations (docs/search.md)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reader.domain.errors import ReaderError
from reader.domain.fold import fold
from reader.domain.reading import KINDS
from reader.domain.runs import has_characters, runs, searched
from reader.domain.words import N_

LONGEST, MOST_TERMS, DEEPEST = 4000, 200, 40
"""Limits of one query: code points, terms, parentheses in one another."""
NEAR_BY_DEFAULT = 10

TEXT_FIELDS = {
    "title": ("title",), "kicker": ("kicker",), "column": ("column",), "author": ("author", "byline"),
    "note": ("note",), "comment": ("comment",), "text": ("text", "caption"),
}  # fmt: skip
"""Fields that narrow a text, with the parts of an article they stand for."""
FILTERS = ("tag", "newspaper", "date", "page", "kind", "colour", "has", "state", "in")
"""Fields that narrow by what is known of an article."""
HAS = ("note", "highlight", "comment", "tag", "flag", "correction", "scan")
STATES = ("unread", "read", "done")
LEVELS = ("articles", "highlights", "notes")
UNKNOWN = "unknown"
"""The value of `date:`, `page:` and `newspaper:` that asks for what is not known."""
_NAMES = {name: name for name in (*TEXT_FIELDS, *FILTERS)} | {
    "color": "colour", "标签": "tag", "標籤": "tag", "报纸": "newspaper", "報紙": "newspaper", "日期": "date",
    "版面": "page", "作者": "author", "类型": "kind", "類型": "kind", "颜色": "colour", "顏色": "colour",
    "笔记": "note", "筆記": "note", "评注": "comment", "評註": "comment", "状态": "state", "狀態": "state",
    "引题": "kicker", "引題": "kicker", "栏目": "column", "欄目": "column", "标题": "title", "標題": "title",
    "正文": "text", "范围": "in", "範圍": "in",
}  # fmt: skip
_CHOICES = {"kind": KINDS, "has": HAS, "state": STATES, "in": LEVELS}


class QueryError(ReaderError):
    """A query that cannot be read. `at` is the code point of the query the fault stands at."""

    def __init__(self, message: str, at: int, hint: str = "", **params: object) -> None:
        super().__init__(message, hint, **params)
        self.at = at


@dataclass(frozen=True)
class Text:
    """Words to find. `mode` is `string` (exactly these characters in a row), `word` (a whole word) or `words`
    (a string that begins and ends with whole words); `fields` narrows to parts of an article, empty: all."""

    text: str
    at: int
    end: int
    mode: str = "string"
    prefix: bool = False
    fields: tuple[str, ...] = ()

    @property
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
    """A query that was read: its tree, and the level it asks for (one of LEVELS)."""

    source: str
    root: Node
    level: str = "articles"

    def texts(self) -> list[Text]:
        """The texts that are asked for (those after NOT are left out), in the order written."""
        return list(wanted(self.root))

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


def parse(source: str, live: bool = False) -> Query:
    """Read a query.

    With `live` (a query being typed) what is not finished is forgiven: open quotation marks and parentheses
    close at the end, a dangling operator or field is left out, and the last word of letters also finds the words
    it begins. Raises QueryError.
    """
    if len(source) > LONGEST:
        raise QueryError(N_("The query is too long."), LONGEST, N_("Shorten it to {most} characters."), most=LONGEST)
    parser = _Parser(source, live)
    root = parser.whole()
    level, root = _level(root)
    return Query(source, root, level)


def _level(root: Node) -> tuple[str, Node]:
    """Take `in:` out of the outermost AND."""
    parts = root.parts if isinstance(root, And) else (root,)
    levels = [p for p in parts if isinstance(p, Filter) and p.name == "in"]
    rest = tuple(p for p in parts if p not in levels)
    for misplaced in _filters(And(rest)):
        if misplaced.name == "in":
            raise QueryError(N_("in: speaks of the whole query."), misplaced.at, N_("Take it out of the brackets."))
    if len({found.value for found in levels}) > 1:
        raise QueryError(N_("A query has one in: only."), levels[1].at)
    level = levels[0].value if levels else "articles"
    return level, rest[0] if len(rest) == 1 else And(rest)


def _filters(node: Node) -> Iterator[Filter]:
    if isinstance(node, Filter):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _filters(part)
    elif isinstance(node, Not):
        yield from _filters(node.part)


# --- tokens

_OPENING = {'"': '"“”＂', "＂": '"“”＂', "“": "”\"＂", "”": "”\"＂“", "„": "“”\"", "「": "」", "『": "』", "«": "»"}
_BREAKS = re.compile(r"[\s()（）\"＂“”„「『«]")
_MINUS = "-－−–"


@dataclass(frozen=True)
class _Token:
    """`kind` is `(`, `)`, `quote`, `word`, `field`, `-`, `AND`, `OR`, `NOT` or `NEAR`."""

    kind: str
    text: str
    at: int
    end: int


class _Lexer:
    """Cuts a query into tokens."""

    def __init__(self, source: str, live: bool) -> None:
        self.source, self.live, self.at = source, live, 0
        self.tokens: list[_Token] = []

    def cut(self) -> list[_Token]:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char.isspace():
                self.at += 1
            elif char in "(（":
                self._take("(", 1)
            elif char in ")）":
                self._take(")", 1)
            elif char in _OPENING:
                self._quote(char)
            elif char in _MINUS and self._starts_term():
                self._take("-", 1)
            else:
                self._word()
        return self.tokens

    def _take(self, kind: str, length: int, text: str = "") -> None:
        self.tokens.append(_Token(kind, text, self.at, self.at + length))
        self.at += length

    def _starts_term(self) -> bool:
        return self.at + 1 < len(self.source) and not self.source[self.at + 1].isspace()

    def _quote(self, opening: str) -> None:
        start = self.at
        at = start + 1
        while at < len(self.source) and self.source[at] not in _OPENING[opening]:
            at += 1
        if at >= len(self.source) and not self.live:
            raise QueryError(N_("A quotation mark is not closed."), start, N_("Close it, or take it out."))
        self.tokens.append(_Token("quote", self.source[start + 1 : at], start + 1, at))
        self.at = at + 1

    def _word(self) -> None:
        match = _BREAKS.search(self.source, self.at)
        end = match.start() if match else len(self.source)
        word = self.source[self.at : end]
        name, colon, _rest = fold(word).partition(":")
        if colon and (name in _NAMES or name.isascii()) and name.isalpha():
            if name not in _NAMES:
                raise QueryError(
                    N_("There is no field {name}:"), self.at,
                    N_("Fields are {fields}; put text with a colon in quotation marks."),
                    name=name, fields=" ".join(f"{f}:" for f in (*TEXT_FIELDS, *FILTERS)))  # fmt: skip
            self._take("field", len(name) + 1, _NAMES[name])
            return
        upper = _ascii(word)
        near = re.fullmatch(r"NEAR(?:/(\d{1,4}))?", upper)
        if near:
            self._take("NEAR", len(word), near[1] or str(NEAR_BY_DEFAULT))
        else:
            self._take(upper if upper in ("AND", "OR", "NOT") else "word", len(word), word)


def _ascii(word: str) -> str:
    """Full-width letters, digits and slash as ASCII, case kept."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in word)


# --- grammar: or → and → near → not → term


class _Parser:
    """Reads tokens by recursive descent."""

    def __init__(self, source: str, live: bool) -> None:
        self.source, self.live = source, live
        self.tokens = _Lexer(source, live).cut()
        self.at = 0
        self.depth = 0
        self.terms = 0
        self.field: _Token | None = None

    def whole(self) -> Node:
        node = self._or()
        if token := self._peek():
            raise QueryError(N_("A closing bracket without its opening one."), token.at)
        if node is None and not self.live and (word := next((t for t in self.tokens if t.kind == "word"), None)):
            node = Text(word.text, word.at, word.end)
            if not node.seen:
                raise QueryError(N_("Nothing here can be searched."), word.at)
        return And(()) if node is None else node

    def _peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _or(self) -> Node | None:
        parts = [self._and()]
        while self._kind() == "OR":
            parts.append(self._operand(self._and))
        known = [p for p in parts if p is not None]
        return _joined(Or, known)

    def _operand(self, read: Callable[[], Node | None]) -> Node | None:
        """What stands right of an operator, which must be there on both sides."""
        operator = self.tokens[self.at]
        before = self.tokens[self.at - 1].kind if self.at else "("
        self.at += 1
        if before in ("(", "AND", "OR", "NOT", "NEAR", "-"):
            raise QueryError(N_("{word} needs something before it."), operator.at, word=operator.kind)
        if self._kind() in ("", ")", "AND", "OR", "NEAR") and not (self.live and not self._kind()):
            raise QueryError(N_("{word} needs something after it."), operator.at, word=operator.kind)
        return read()

    def _and(self) -> Node | None:
        parts: list[Node | None] = []
        while self._kind() not in ("", ")", "OR"):
            parts.append(self._operand(self._near) if self._kind() == "AND" else self._near())
        return _joined(And, [p for p in parts if p is not None])

    def _near(self) -> Node | None:
        first = self._not()
        if self._kind() != "NEAR":
            return first
        parts, distance, at = [first], 0, self.tokens[self.at].at
        while self._kind() == "NEAR":
            distance = max(distance, int(self.tokens[self.at].text))
            parts.append(self._operand(self._not))
        texts = [p for p in parts if isinstance(p, Text)]
        if len(texts) < len([p for p in parts if p is not None]):
            raise QueryError(N_("NEAR stands between two words or strings."), at)
        if len({t.fields for t in texts}) > 1:
            raise QueryError(N_("NEAR joins texts of one field."), at)
        return Near(tuple(texts), distance) if len(texts) > 1 else next(iter(texts), None)

    def _not(self) -> Node | None:
        if self._kind() not in ("NOT", "-"):
            return self._term()
        token = self.tokens[self.at]
        self.at += 1
        if self._kind() in ("", ")", "AND", "OR", "NEAR"):
            if self.live and not self._kind():
                return None
            raise QueryError(N_("{word} needs something after it."), token.at, word="NOT")
        self._deeper(token)
        part = self._not()
        self.depth -= 1
        return None if part is None else Not(part)

    def _deeper(self, token: _Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(N_("Too many brackets in one another."), token.at)

    def _term(self) -> Node | None:
        token = self._peek()
        if token is None:
            return None
        self.terms += 1
        if self.terms > MOST_TERMS:
            raise QueryError(N_("The query has too many terms."), token.at, N_("Use at most {most}."), most=MOST_TERMS)
        if token.kind == "(":
            return self._brackets(token)
        self.at += 1
        if token.kind == "field":
            return self._fielded(token)
        if token.kind not in ("word", "quote"):
            raise QueryError(N_("{word} needs something before it."), token.at, word=token.kind)
        return self._value(token)

    def _brackets(self, opening: _Token) -> Node | None:
        self._deeper(opening)
        self.at += 1
        node = self._or()
        if self._kind() == ")":
            self.at += 1
        elif not self.live:
            raise QueryError(N_("A bracket is not closed."), opening.at, N_("Close it, or take it out."))
        self.depth -= 1
        return node

    def _fielded(self, field: _Token) -> Node | None:
        if self._kind() not in ("word", "quote", "("):
            if self.live and not self._kind():
                return None
            raise QueryError(N_("{name}: needs a value."), field.at, name=field.text)
        outer, self.field = self.field, field
        try:
            return self._term()
        finally:
            self.field = outer

    def _value(self, token: _Token) -> Node | None:
        name = self.field.text if self.field else ""
        if name and name not in TEXT_FIELDS:
            return _filter(name, token, self._is_typed(token))
        return _text(token, TEXT_FIELDS.get(name, ()), self._is_typed(token))

    def _is_typed(self, token: _Token) -> bool:
        """Whether the token is the word being typed."""
        return self.live and token.kind == "word" and token.end == len(self.source)


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return kind(tuple(flat))


def _text(token: _Token, fields: tuple[str, ...], typed: bool) -> Text | None:
    """A text term; None where an unquoted word is punctuation only."""
    text = token.text
    if token.kind == "quote":
        node = Text(text, token.at, token.end, "string", fields=fields)
        return _searchable(node)
    bare = text.rstrip("*＊")
    starred = bare != text
    start, end = _without_punctuation(bare)
    word, at = bare[start:end], token.at + start
    seen = searched(word).strip()
    found, _tail = runs(seen)
    if not found:
        return None
    node = Text(word, at, token.at + end, "string", fields=fields)
    if has_characters(seen):
        return node
    whole = re.fullmatch(r"[^\W_]+", seen) is not None
    return replace(node, mode="word" if whole else "words", prefix=(starred or (typed and end == len(text))))


def _searchable(node: Text) -> Text | None:
    if node.seen:
        return node
    if node.text.strip() == "":
        return None
    raise QueryError(N_("Nothing here can be searched."), node.at)


def _without_punctuation(word: str) -> tuple[int, int]:
    """The stretch of a word from its first to its last searched character."""
    marks = [i for i, char in enumerate(word) if runs(searched(char))[0]]
    return (marks[0], marks[-1] + 1) if marks else (0, 0)


# --- filters


def _filter(name: str, token: _Token, typed: bool) -> Filter | None:
    value = token.text.strip()
    exact = token.kind == "word" and value[:1] in ("=", "＝")
    value = value[1:] if exact else value
    prefix = token.kind == "word" and value[-1:] in ("*", "＊")
    value = value[:-1] if prefix else value
    if not value:
        if typed:
            return None
        raise QueryError(N_("{name}: needs a value."), token.at, name=name)
    node = Filter(name, value, token.at, token.end, exact, prefix)
    if name == "date":
        return _date(node, typed)
    if name in _CHOICES:
        return _choice(node, typed)
    return node


def _choice(node: Filter, typed: bool) -> Filter | None:
    value, choices = fold(node.value), _CHOICES[node.name]
    if value in choices:
        return replace(node, value=value)
    if value + "s" in choices or value.removesuffix("s") in choices:
        return replace(node, value=value + "s" if value + "s" in choices else value.removesuffix("s"))
    if typed and any(choice.startswith(value) for choice in choices):
        return None
    raise QueryError(
        N_("{name}: knows no {value}."), node.at, N_("It may be {choices}."),
        name=node.name, value=node.value, choices=", ".join(choices))  # fmt: skip


def _date(node: Filter, typed: bool) -> Filter | None:
    value = _ascii(node.value)
    if fold(value) == UNKNOWN:
        return replace(node, value=UNKNOWN)
    low, dots, high = value.partition("..")
    try:
        first = _days(low)[0] if low else 0
        last = (_days(high)[1] if high else 99999999) if dots else _days(low)[1]
    except ValueError:
        if typed:
            return None
        raise QueryError(
            N_("{value} is no date."), node.at,
            N_("Write 2023, 2023-10, 2023-10-01 or 2023-10-01..2023-10-31, or unknown."),
            value=node.value) from None  # fmt: skip
    if not (low or high):
        return None if typed else _date(replace(node, value="?"), False)
    if first > last:
        raise QueryError(N_("The range ends before it begins."), node.at)
    return replace(node, value=value, low=first, high=last)


def _days(text: str) -> tuple[int, int]:
    """First and last day of `YYYY[-MM[-DD]]` as numbers YYYYMMDD. Raises ValueError."""
    match = re.fullmatch(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", text)
    if not match:
        raise ValueError(text)
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[2] and not 1 <= month <= 12:
        raise ValueError(text)
    last = calendar.monthrange(max(year, 1), month)[1] if month else 31
    if match[3] and not 1 <= day <= last:
        raise ValueError(text)
    low = year * 10000 + (month or 1) * 100 + (day or 1)
    high = year * 10000 + (month or 12) * 100 + (day or last)
    return low, high


def days(date: str | None) -> tuple[int, int] | None:
    """First and last day of a stored date `YYYY[-MM[-DD]]` as numbers YYYYMMDD; None where it is unknown."""
    try:
        return _days(date) if date else None
    except ValueError:
        return None

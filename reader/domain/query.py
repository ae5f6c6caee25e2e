"""The query language: a typed line becomes a tree of texts, filters and their combinations (docs/search.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reader.domain.fold import fold
from reader.domain.query_tree import (
    FILTERS,
    HAS,
    LEVELS,
    NAMES,
    STATES,
    SWITCHES,
    TEXT_FIELDS,
    UNKNOWN,
    WHOLE,
    And,
    Filter,
    Near,
    Node,
    Not,
    Or,
    Query,
    QueryError,
    Text,
    wanted,
)  # fmt: skip
from reader.domain.query_values import ascii_forms, days, filter_value, quoted, typed_text
from reader.domain.words import N_

__all__ = [
    "FILTERS", "HAS", "LEVELS", "STATES", "SWITCHES", "TEXT_FIELDS", "UNKNOWN", "WHOLE", "And", "Filter", "Near",
    "Node", "Not", "Or", "Query", "QueryError", "Text", "days", "parse", "tokens", "wanted",
]  # fmt: skip

LONGEST, MOST_TERMS, DEEPEST = 4000, 200, 40
"""Limits of one query: code points, terms, parentheses in one another."""
NEAR_BY_DEFAULT = 10


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
    said, root = _of_the_whole(root)
    switches = {name for value in said["fold"] for name in value.split(",")}
    kept = SWITCHES if "all" in switches else tuple(name for name in SWITCHES if name in switches)
    return Query(source, _hits_told(root, live), _last(said["in"]) or "articles", _last(said["sort"]), kept)


def _hits_told(root: Node, live: bool) -> Node:
    """`hit:note` written out: that one of the words asked for stands in the note."""
    asked = [node for node in _filters(root) if node.name == "hit"]
    if not asked:
        return root
    leaves = list(dict.fromkeys(_leaves(root)))
    if not leaves and not live:
        raise QueryError(N_("hit: needs words to look for."), asked[0].at, N_("It says where they stand."))
    return _told(root, leaves)


def _leaves(node: Node) -> Iterator[Text | Near]:
    """Texts and NEARs that are not ruled out."""
    if isinstance(node, Text | Near):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _leaves(part)


def _told(node: Node, leaves: list[Text | Near]) -> Node:
    if isinstance(node, Filter) and node.name == "hit":
        places = [_placed(leaf, TEXT_FIELDS[node.value]) for leaf in leaves]
        return places[0] if len(places) == 1 else Or(tuple(places)) if places else And(())
    if isinstance(node, And | Or):
        return type(node)(tuple(_told(part, leaves) for part in node.parts))
    return Not(_told(node.part, leaves)) if isinstance(node, Not) else node


def _placed(leaf: Text | Near, fields: tuple[str, ...]) -> Text | Near:
    if isinstance(leaf, Near):
        return Near(tuple(replace(part, fields=fields) for part in leaf.parts), leaf.distance)
    return replace(leaf, fields=fields)


def tokens(source: str) -> list[Token]:
    """The tokens of a query, what is not finished forgiven. Raises QueryError for an unknown field."""
    return _Lexer(source, live=True).cut()


def _last(values: list[str]) -> str:
    return values[-1] if values else ""


def _of_the_whole(root: Node) -> tuple[dict[str, list[str]], Node]:
    """Take what speaks of the whole query out of the outermost AND and OR: the values by field, and the rest."""
    found, rest = _lifted(root)
    for misplaced in _filters(And(rest)):
        if misplaced.name in WHOLE:
            raise QueryError(
                N_("{name}: speaks of the whole query."), misplaced.at, N_("Take it out of the brackets."),
                name=misplaced.name)  # fmt: skip
    said: dict[str, list[str]] = {name: [] for name in WHOLE}
    for filter in found:
        if filter.name != "fold" and said[filter.name] and filter.value not in said[filter.name]:
            raise QueryError(N_("A query has one {name}: only."), filter.at, name=filter.name)
        said[filter.name].append(filter.value)
    return said, rest[0] if len(rest) == 1 else And(rest)


def _lifted(root: Node) -> tuple[list[Filter], tuple[Node, ...]]:
    """What speaks of the whole query, and the parts that are left; of `a OR b sort:newest` also what stands beside b."""
    parts = root.parts if isinstance(root, And) else (root,)
    if isinstance(root, Or):
        sides = [_lifted(part) if isinstance(part, And) else ([], (part,)) for part in root.parts]
        if all(rest for _found, rest in sides):
            whole = Or(tuple(rest[0] if len(rest) == 1 else And(rest) for _found, rest in sides))
            return [filter for found, _rest in sides for filter in found], (whole,)
    found = [p for p in parts if isinstance(p, Filter) and p.name in WHOLE]
    return found, tuple(p for p in parts if p not in found)


def _filters(node: Node) -> Iterator[Filter]:
    if isinstance(node, Filter):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _filters(part)
    elif isinstance(node, Not):
        yield from _filters(node.part)


# --- tokens

_OPENING = {'"': '"“”＂', "＂": '"“”＂', "“": '”"＂', "”": '”"＂“', "„": '“”"', "「": "」", "『": "』", "«": "»"}
_QUOTES = tuple(_OPENING)
_BREAKS = re.compile(r"[\s()（）\"＂“”„「『«]")
_MINUS = "-－−–"


@dataclass(frozen=True)
class Token:
    """`kind` is `(`, `)`, `quote`, `exact` (a quote after `=`), `word`, `field`, `-`, `AND`, `OR`, `NOT` or `NEAR`.

    `[at, end)` is where it stands in the query, of quotes without their marks.
    """

    kind: str
    text: str
    at: int
    end: int


_VALUES = ("word", "quote", "exact")


class _Lexer:
    """Cuts a query into tokens."""

    def __init__(self, source: str, live: bool) -> None:
        self.source, self.live, self.at = source, live, 0
        self.tokens: list[Token] = []

    def cut(self) -> list[Token]:
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
            elif char in "=＝" and self.source[self.at + 1 : self.at + 2] in _QUOTES:
                self.at += 1
                self._quote(self.source[self.at], "exact")
            elif char in _MINUS and self._starts_term():
                self._take("-", 1)
            else:
                self._word()
        return self.tokens

    def _take(self, kind: str, length: int, text: str = "") -> None:
        self.tokens.append(Token(kind, text, self.at, self.at + length))
        self.at += length

    def _starts_term(self) -> bool:
        return self.at + 1 < len(self.source) and not self.source[self.at + 1].isspace()

    def _quote(self, opening: str, kind: str = "quote") -> None:
        start = self.at
        at = start + 1
        while at < len(self.source) and self.source[at] not in _OPENING[opening]:
            at += 1
        if at >= len(self.source) and not self.live:
            raise QueryError(N_("A quotation mark is not closed."), start, N_("Close it, or take it out."))
        self.tokens.append(Token(kind, self.source[start + 1 : at], start + 1, at))
        self.at = at + 1

    def _word(self) -> None:
        match = _BREAKS.search(self.source, self.at)
        end = match.start() if match else len(self.source)
        word = self.source[self.at : end]
        name, colon, _rest = fold(word).partition(":")
        if colon and (name in NAMES or name.isascii()) and name.isalpha():
            if name not in NAMES:
                raise QueryError(
                    N_("There is no field {name}:"), self.at,
                    N_("Fields are {fields}; put text with a colon in quotation marks."),
                    name=name, fields=" ".join(f"{f}:" for f in (*TEXT_FIELDS, *FILTERS)))  # fmt: skip
            self._take("field", len(name) + 1, NAMES[name])
            return
        upper = ascii_forms(word)
        near = re.fullmatch(r"NEAR(?:/(\d{1,4}))?", upper)
        if near:
            self._take("NEAR", len(word), near[1] or str(NEAR_BY_DEFAULT))
        else:
            self._take(upper if upper in ("AND", "OR", "NOT") else "word", len(word), word)


# --- grammar: or → and → near → not → term


class _Parser:
    """Reads tokens by recursive descent."""

    def __init__(self, source: str, live: bool) -> None:
        self.source, self.live = source, live
        self.tokens = _Lexer(source, live).cut()
        self.at = 0
        self.depth = 0
        self.terms = 0
        self.field: Token | None = None

    def whole(self) -> Node:
        node = self._or()
        if token := self._peek():
            raise QueryError(N_("A closing bracket without its opening one."), token.at)
        if node is None and not self.live and (word := next((t for t in self.tokens if t.kind == "word"), None)):
            node = Text(word.text, word.at, word.end)
            if not node.seen:
                raise QueryError(N_("Nothing here can be searched."), word.at)
        return And(()) if node is None else node

    def _peek(self) -> Token | None:
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

    def _deeper(self, token: Token) -> None:
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
        if token.kind not in _VALUES:
            raise QueryError(N_("{word} needs something before it."), token.at, word=token.kind)
        return self._value(token)

    def _brackets(self, opening: Token) -> Node | None:
        self._deeper(opening)
        self.at += 1
        node = self._or()
        if self._kind() == ")":
            self.at += 1
        elif not self.live:
            raise QueryError(N_("A bracket is not closed."), opening.at, N_("Close it, or take it out."))
        self.depth -= 1
        return node

    def _fielded(self, field: Token) -> Node | None:
        if self._kind() not in (*_VALUES, "("):
            if self.live and not self._kind():
                return None
            raise QueryError(N_("{name}: needs a value."), field.at, name=field.text)
        outer, self.field = self.field, field
        try:
            return self._term()
        finally:
            self.field = outer

    def _value(self, token: Token) -> Node | None:
        name = self.field.text if self.field else ""
        is_quoted, typed = token.kind != "word", self._is_typed(token)
        exact = token.kind == "exact"
        very = exact or (not is_quoted and token.text[:1] in ("=", "＝"))
        if name and (name not in TEXT_FIELDS or (name == "author" and very)):
            return filter_value(name, token.text, token.at, is_quoted, typed, exact)
        fields = TEXT_FIELDS.get(name, ())
        if is_quoted:
            return quoted(token.text, token.at, fields)
        return typed_text(token.text, token.at, fields, typed)

    def _is_typed(self, token: Token) -> bool:
        """Whether the token is the word being typed."""
        return self.live and token.kind == "word" and token.end == len(self.source)


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return kind(tuple(flat))

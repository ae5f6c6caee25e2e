"""What narrows a query, apart from its words: values of facets taken out of a typed line, and written into it again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reader.domain.query import Token, parse, tokens
from reader.domain.query_tree import UNKNOWN, QueryError
from reader.domain.query_writing import options

FACETS = ("newspaper", "date", "page", "author", "tag", "colour", "kind", "state", "has", "hit")
"""Filters whose values are facets, in the order in which they are shown and written."""
_EXACT = ("newspaper", "author")
"""Facets whose values are whole names: `=` stands before them."""
_PLAIN = re.compile(r"[^\s()（）\"＂“”„「」『』«»:：=＝*＊][^\s()（）\"＂“”„「」『』«»:：*＊]*")
_WORDS = ("AND", "OR", "NOT")
_MARKS = (('"', '"＂“”'), ("「", "」"), ("『", "』"), ("«", "»"), ("“", '”"＂'))
Chosen = Mapping[str, Sequence[str]]
"""Values by facet: whole names, dates as typed, `unknown`."""


@dataclass(frozen=True)
class Narrowed:
    """A query as its `base` (words, and filters that are no facet) and the values `chosen` by facet."""

    base: str
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole of it as one line."""
        return written(self.base, self.chosen)

    def toggled(self, name: str, value: str) -> Narrowed:
        """The same with one value of a facet more, or less where it was chosen."""
        had = self.chosen.get(name, ())
        now = tuple(v for v in had if v != value) if value in had else (*had, value)
        return self.replaced(name, now)

    def replaced(self, name: str, values: Iterable[str]) -> Narrowed:
        """The same with other values of a facet; none: it narrows no more."""
        chosen = {key: kept for key, kept in self.chosen.items() if key != name}
        now = tuple(values)
        return Narrowed(self.base, {**chosen, name: now} if now else chosen)


def narrowed(query: str) -> Narrowed:
    """Take the values of facets out of a query: filters all of it must fulfil, `tag:水利` or `page:(1 OR 3)`.

    What is written otherwise (NOT, prefixes, parts of names, a second filter of one facet) stays in the base. A query that cannot be read is all base.
    """
    try:
        parse(query)
        found = tokens(query)
    except QueryError:
        return Narrowed(query.strip())
    if _has_or(found):
        return Narrowed(query.strip())
    chosen: dict[str, tuple[str, ...]] = {}
    kept: list[str] = []
    at = last = 0
    while at < len(found):
        end = _term_end(found, at)
        values = _values(found, at, end) if _stands_alone(found, at, end) else None
        name = found[at].text
        if values and name not in chosen:
            chosen[name] = values
            kept.append(query[last : found[at].at])
            last = _after(query, found, end)
        at = end
    kept.append(query[last:])
    base = " ".join(" ".join(kept).split()) if chosen else query.strip()
    return Narrowed(base, {name: chosen[name] for name in FACETS if name in chosen})


def written(base: str, chosen: Chosen) -> str:
    """The query that asks for `base` and, of each facet, for one of the values chosen."""
    terms = [_term(name, chosen[name]) for name in FACETS if chosen.get(name)]
    words = base.strip()
    if terms and words and _has_or(tokens(words)):
        bare, said = options(words)
        words = " ".join([f"({bare})", *(f"{name}:{value}" for name, values in said.items() for value in values)])
    return " ".join(part for part in (words, *terms) if part)


def _term(name: str, values: Sequence[str]) -> str:
    told = [_told(name, value) for value in values]
    return f"{name}:{told[0]}" if len(told) == 1 else f"{name}:({' OR '.join(told)})"


def _told(name: str, value: str) -> str:
    """A value as it is typed."""
    exact = "=" if name in _EXACT and value != UNKNOWN else ""
    if _PLAIN.fullmatch(value) and value not in _WORDS and not value.startswith(("-", "－", "−", "–", "NEAR")):
        return exact + value
    opening, closing = next((m for m in _MARKS if not any(c in value for c in m[1])), _MARKS[0])
    inner = value if not any(c in value for c in closing) else re.sub(f"[{closing}]", " ", value)
    return f"{exact}{opening}{inner}{closing[0]}"


# --- reading


def _has_or(found: Sequence[Token]) -> bool:
    depth = 0
    for token in found:
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
        if depth == 0 and token.kind == "OR":
            return True
    return False


def _term_end(found: Sequence[Token], at: int) -> int:
    """The number of the token after the term (value, field with its value, bracket) that begins at `at`."""
    end = at
    while end < len(found) and found[end].kind in ("field", "-", "NOT"):
        end += 1
    if end < len(found) and found[end].kind == "(":
        depth = 0
        while end < len(found):
            depth += {"(": 1, ")": -1}.get(found[end].kind, 0)
            if depth == 0:
                break
            end += 1
    return min(end + 1, len(found))


def _stands_alone(found: Sequence[Token], at: int, end: int) -> bool:
    """Whether no operator but AND stands at either side."""
    before = found[at - 1].kind if at else ""
    after = found[end].kind if end < len(found) else ""
    return not {before, after} & {"NOT", "-", "OR", "NEAR", "AND"}


def _values(found: Sequence[Token], at: int, end: int) -> tuple[str, ...] | None:
    """The values of a facet's term; None where it is none."""
    head = found[at]
    if head.kind != "field" or head.text not in FACETS:
        return None
    inner = found[at + 1 : end]
    if len(inner) > 2 and inner[0].kind == "(" and inner[-1].kind == ")":
        inner = inner[1:-1]
        if any(token.kind != "OR" for token in inner[1::2]):
            return None
        inner = inner[::2]
    values = [_value(head.text, token) for token in inner]
    return tuple(dict.fromkeys(v for v in values if v)) if values and all(values) else None


def _value(name: str, token: Token) -> str | None:
    text = token.text.strip()
    if token.kind == "exact":
        return text if name in _EXACT else None
    if token.kind == "quote":
        return text if name in ("tag", "page") else None
    if token.kind != "word" or text[-1:] in ("*", "＊"):
        return None
    if text[:1] in ("=", "＝"):
        return text[1:] if name in _EXACT else None
    if name in _EXACT:
        return text if text == UNKNOWN and name == "newspaper" else None
    return None if name == "page" and ".." in text else text


def _after(query: str, found: Sequence[Token], end: int) -> int:
    """Where in the query the term before token `end` is over."""
    last = found[end - 1]
    return last.end + 1 if last.kind in ("quote", "exact") and last.end < len(query) else last.end

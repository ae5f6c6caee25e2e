"""Queries changed as text, the way a person would have typed them: narrowed by a term, with another order or switch."""

from __future__ import annotations

import re
from itertools import zip_longest

from reader.domain.query import parse, tokens
from reader.domain.query_tree import SWITCHES, WHOLE, Or, QueryError


def options(source: str) -> tuple[str, dict[str, list[str]]]:
    """A query without what speaks of the whole of it, and that: the values of `in:`, `sort:` and `fold:` as typed."""
    said: dict[str, list[str]] = {name: [] for name in WHOLE}
    try:
        cut = tokens(source)
    except QueryError:
        return source.strip(), said
    rest, at, depth = "", 0, 0
    for one, other in zip_longest(cut, cut[1:]):
        depth += {"(": 1, ")": -1}.get(one.kind, 0)
        if one.kind == "field" and one.text in WHOLE and depth == 0 and other and other.kind in ("word", "quote"):
            said[one.text].append(other.text)
            rest += source[at : one.at]
            at = other.end + (other.kind == "quote")
    bare = " ".join((rest + source[at:]).split()) if any(said.values()) else source.strip()
    return re.sub(r"^AND\b\s*|\s*\bAND$", "", bare), said


def with_option(source: str, name: str, value: str) -> str:
    """A query with another `in:`, `sort:` or `fold:` (`value` empty: without it)."""
    rest, said = options(source)
    said[name] = [value] if value else []
    return " ".join([part for part in [rest] if part] + [f"{n}:{v}" for n in WHOLE for v in said[n]])


def with_switch(source: str, switch: str, on: bool) -> str:
    """A query with a switch of SWITCHES on or off."""
    try:
        known = set(parse(source, live=True).switches)
    except QueryError:
        known = set()
    known = known | {switch} if on else known - {switch}
    return with_option(source, "fold", ",".join(name for name in SWITCHES if name in known))


def narrowed(source: str, term: str) -> str:
    """A query that asks for `term` (a filter, a text) as well."""
    rest, said = options(source)
    try:
        loose = isinstance(parse(rest, live=True).root, Or)
    except QueryError:
        loose = False
    body = f"({rest}) {term}" if loose else f"{rest} {term}".strip()
    return " ".join([body] + [f"{n}:{v}" for n in WHOLE for v in said[n]])


def value(text: str) -> str:
    """A value of a filter, in quotation marks where it needs them."""
    bare = re.fullmatch(r"[^\s()（）\"＂“”„「『«=＝*＊]+", text)
    return text if bare else '"' + text.replace('"', "”") + '"'

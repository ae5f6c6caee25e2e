"""A query as a form has it: fields that are written in the query language, and a query read back into them.

What a form has no field for is kept as typed in `rest`, so that nothing of a query is lost by opening it in the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.domain.query import Token, parse, tokens
from reader.domain.query_pieces import quote, value
from reader.domain.query_tree import SWITCHES, WHOLE, And, Filter, Node, Not, Or, Query, QueryError, Text
from reader.domain.query_writing import options

TEXTS = ("title", "author", "note", "comment")
"""Fields of a form that hold words looked for in one part of an article."""
SINGLE = ("newspaper", "page", "kind", "state", "colour")
"""Fields of a form that hold one value."""


@dataclass(frozen=True)
class Form:
    """A query in fields. `every`, `some` and `none` hold words as typed, strings in quotation marks; so do the fields of
    TEXTS. `tags` must all be there; `exact` names the fields whose value is meant exactly (for `tag`: without narrower
    ones). `since` and `until` are dates `YYYY[-MM[-DD]]`. `rest` is what no field can show."""

    every: str = ""
    some: str = ""
    none: str = ""
    title: str = ""
    author: str = ""
    note: str = ""
    comment: str = ""
    newspaper: str = ""
    since: str = ""
    until: str = ""
    page: str = ""
    kind: str = ""
    state: str = ""
    colour: str = ""
    has: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    exact: frozenset[str] = frozenset()
    level: str = "articles"
    order: str = ""
    switches: tuple[str, ...] = ()
    rest: str = ""


# ---- writing


def write(form: Form) -> str:
    """The query a form asks."""
    found = [*_words(form), *_texts(form), *_filters(form)]
    if form.rest.strip():
        found.append(_bracketed(form.rest.strip()) if found else form.rest.strip())
    found += [f"in:{form.level}"] if form.level != "articles" else []
    found += [f"sort:{form.order}"] if form.order else []
    found += [f"fold:{','.join(form.switches)}"] if form.switches else []
    return " ".join(found)


def _words(form: Form) -> Iterator[str]:
    yield from terms(form.every)
    some = terms(form.some)
    if some:
        yield f"({' OR '.join(some)})" if len(some) > 1 else some[0]
    yield from (f"-{term}" for term in terms(form.none))


def _texts(form: Form) -> Iterator[str]:
    for name in TEXTS:
        asked = terms(getattr(form, name))
        if len(asked) == 1 and name in form.exact:
            yield f"{name}:={value(_bare(asked[0]))}"
        elif asked:
            yield f"{name}:{asked[0]}" if len(asked) == 1 else f"{name}:({' '.join(asked)})"


def _filters(form: Form) -> Iterator[str]:
    for name in SINGLE:
        asked = " ".join(getattr(form, name).split())
        if asked:
            yield f"{name}:{'=' if name in form.exact else ''}{_starred(asked)}"
    since, until = form.since.strip(), form.until.strip()
    if since or until:
        yield f"date:{value(since)}" if since == until else f"date:{value(f'{since}..{until}')}"
    yield from (f"tag:{'=' if 'tag' in form.exact else ''}{_starred(' '.join(tag.split()))}" for tag in form.tags if tag.split())
    yield from (f"has:{one}" for one in form.has)


def _starred(text: str) -> str:
    """A filter's value; a `*` at its end still asks for a beginning."""
    head = text[:-1]
    return f"{head}*" if text[-1:] in ("*", "＊") and head and value(head) == head else value(text)


def _bracketed(rest: str) -> str:
    """`rest` in brackets where it would otherwise take in its neighbours."""
    try:
        return f"({rest})" if isinstance(parse(rest).root, Or) else rest
    except QueryError:
        return rest


_TERM = re.compile(r'"[^"“”＂]*"|“[^"“”＂]*”|「[^」]*」|『[^』]*』|«[^»]*»|\S+')
_WORD = re.compile(r"[^\s()（）\"＂“”„「『«:：=＝*＊\-－−–]+[*＊]?")
_OPERATOR = re.compile(r"AND|OR|NOT|NEAR(/\d+)?", re.IGNORECASE)
_MARKS = '"“”＂「」『』«»'


def terms(typed: str) -> list[str]:
    """The words and quoted strings of a field, each written so that it is read as that and nothing else."""
    found = [_term(term) for term in _TERM.findall(typed) if term.strip(_MARKS).strip()]
    return list(dict.fromkeys(found))


def _term(term: str) -> str:
    is_quoted = len(term) > 2 and _TERM.fullmatch(term) is not None and term[0] in _MARKS and term[-1] in _MARKS
    if is_quoted or (_WORD.fullmatch(term) and not _OPERATOR.fullmatch(term)):
        return term
    return quote(term.strip(_MARKS))


def _bare(term: str) -> str:
    return term.strip(_MARKS).strip()


# ---- reading


def read(source: str) -> Form:
    """The form of a query; what no field can show stands in `rest`, all of it for a query that cannot be read."""
    try:
        asked = parse(source)
    except QueryError:
        return Form(rest=source.strip())
    form = Form(level=asked.level, order=asked.order, switches=tuple(n for n in SWITCHES if n in asked.switches))
    bare, _said = options(source)
    rest: list[str] = []
    for clause in _clauses(bare):
        taken = _take(form, clause)
        if taken is None:
            rest.append(clause)
        else:
            form = taken
    form = replace(form, rest=" ".join(rest))
    return form if _same(parse_or_none(write(form)), asked) else Form(rest=source.strip())


def parse_or_none(source: str) -> Query | None:
    """A query, or None where it cannot be read."""
    try:
        return parse(source)
    except QueryError:
        return None


def _same(one: Query | None, other: Query) -> bool:
    if one is None:
        return False
    whole = (other.level, other.order, other.switches)
    return (one.level, one.order, one.switches) == whole and _plain(one.root) == _plain(other.root)


def _plain(node: Node) -> object:
    """What a tree asks, without places in the query, parts of AND and OR in any order and once."""
    if isinstance(node, And | Or):
        parts = frozenset(_plain(part) for part in node.parts)
        return next(iter(parts)) if len(parts) == 1 else (type(node).__name__, parts)
    if isinstance(node, Not):
        return "not", _plain(node.part)
    if isinstance(node, Text):
        return node.text, node.mode, node.prefix, node.fields
    if isinstance(node, Filter):
        return node.name, node.value, node.exact, node.prefix, node.low, node.high
    return tuple(_plain(part) for part in node.parts), node.distance


def _outer(token: Token) -> tuple[int, int]:
    """Where a token stands with its quotation marks."""
    before = {"quote": 1, "exact": 2}.get(token.kind, 0)
    return token.at - before, token.end + (1 if before else 0)


def _clauses(source: str) -> list[str]:
    """The parts that a query joins by AND; one part where OR or NEAR joins what stands outside brackets."""
    cut = tokens(source)
    depth, starts = 0, []
    loose = False
    for before, token in pairwise([None, *cut]):
        assert token is not None
        opening = depth == 0 and token.kind not in (")", "AND", "OR", "NEAR")
        loose = loose or (depth == 0 and token.kind in ("OR", "NEAR"))
        if opening and (before is None or before.kind not in ("field", "-", "NOT")):
            starts.append(_outer(token)[0])
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
    if loose or not starts:
        return [source.strip()] if source.strip() else []
    pieces = [source[at:end].strip() for at, end in pairwise([*starts, len(source)])]
    return [re.sub(r"\s+AND$", "", piece) for piece in pieces]


def _take(form: Form, clause: str) -> Form | None:
    """The form with a clause in its field; None where there is none for it, or it is filled."""
    asked = parse_or_none(clause)
    if asked is None:
        return None
    node = asked.root
    if isinstance(node, Not):
        return _take_none(form, node, clause)
    if isinstance(node, Or):
        return _take_some(form, node, clause)
    if isinstance(node, Filter):
        return _take_filter(form, node)
    texts = node.parts if isinstance(node, And) else (node,)
    words = [one for one in texts if isinstance(one, Text)]
    if not words or len(words) < len(texts):
        return None
    return _take_texts(form, words, clause, isinstance(node, And))


def _added(typed: str, *more: str) -> str:
    return " ".join([part for part in [typed] if part] + list(more))


def _typed(text: Text) -> str:
    """A text as it is typed into a field of words."""
    word = text.text + ("*" if text.prefix else "")
    alone = parse_or_none(word)
    bare = replace(text, fields=())
    return word if alone is not None and _plain(alone.root) == _plain(bare) and terms(word) == [word] else quote(text.text)


def _take_none(form: Form, node: Not, clause: str) -> Form | None:
    ruled_out = node.part.parts if isinstance(node.part, Or) else (node.part,)
    texts = [one for one in ruled_out if isinstance(one, Text) and not one.fields]
    if len(texts) < len(ruled_out):
        return None
    return replace(form, none=_added(form.none, *(_typed(one) for one in texts)))


def _take_some(form: Form, node: Or, clause: str) -> Form | None:
    texts = [one for one in node.parts if isinstance(one, Text) and not one.fields]
    if form.some or len(texts) < len(node.parts):
        return None
    return replace(form, some=" ".join(_typed(one) for one in texts))


def _take_texts(form: Form, words: Sequence[Text], clause: str, several: bool) -> Form | None:
    fields = {one.fields for one in words}
    if fields == {()}:
        return replace(form, every=_added(form.every, *(_typed(one) for one in words)))
    name = next((one for one in TEXTS if clause.partition(":")[0] == one), "")
    if len(fields) > 1 or not name or getattr(form, name):
        return None
    return replace(form, **{name: " ".join(_typed(one) for one in words)})  # type: ignore[arg-type]


def _take_filter(form: Form, node: Filter) -> Form | None:
    shown = node.value + ("*" if node.prefix else "")
    exact = form.exact | {node.name} if node.exact else form.exact
    if node.name == "tag":
        alike = not form.tags or (("tag" in form.exact) == node.exact)
        return replace(form, tags=(*form.tags, shown), exact=exact) if alike and "," not in shown else None
    if node.name == "date":
        low, dots, high = node.value.partition("..")
        free = not (form.since or form.until)
        return replace(form, since=low, until=high if dots else low) if free else None
    if node.name == "has":
        return replace(form, has=(*form.has, node.value))
    if node.name in ("author", *SINGLE) and not getattr(form, node.name):
        return replace(form, **{node.name: shown}, exact=exact)  # type: ignore[arg-type]
    return None


assert set(WHOLE) == {"in", "sort", "fold"}, "what speaks of the whole query has its own fields of a form"

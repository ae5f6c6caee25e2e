"""Where a query's words stand in a text, why a text matched, and a line around the hits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from reader.domain.fold import alternatives, fold, unfolded
from reader.domain.query_tree import ALIASES, And, Near, Node, Or, Query, Text
from reader.domain.runs import IGNORED, LETTER, WORD_PART, runs

Hits = list[tuple[int, int]]
"""Stretches `[start, end)` of a text, in code points, in order, not overlapping."""


class FieldHits(NamedTuple):
    """The hits in one part of an article. `folds` names the foldings without which nothing stands there."""

    field: str
    block: int | None
    text: str
    hits: Hits
    folds: tuple[str, ...]


def find_all(node: Query | Node, text: str, folds: Sequence[str] = (), field: str = "") -> Hits:
    """The stretches of `text` that the words of `node` stand at (those after NOT left out).

    `field` is the part of the article `text` is: texts narrowed to other parts are not looked for; empty looks
    for all. Hits that overlap are joined.
    """
    if isinstance(node, Query):
        folds = (*node.folds, *folds)
        node = node.root
    return _found(node, _Words(text), tuple(dict.fromkeys(folds)), field)


class _Words:
    """A text, folded only where that is needed: strings are looked for in the text as it is."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def folded(self) -> str:
        return fold(self.raw)


def _found(node: Node, words: _Words, folds: tuple[str, ...], field: str) -> Hits:
    hits = _hits(node, words, folds, field)
    return _joined(sorted(hits)) if len(hits) > 1 else [hit for hit in hits if hit[0] < hit[1]]


def _hits(node: Node, words: _Words, folds: tuple[str, ...], field: str) -> Hits:
    if isinstance(node, Text):
        if not in_field(node, field):
            return []
        if node.mode == "string":
            return [match.span() for match in _raw_pattern(node.seen, folds).finditer(words.raw)]
        return text_hits(node, words.folded, folds)
    if isinstance(node, Near):
        strings = (_raw_pattern(part.seen, folds) for part in node.parts if part.mode == "string")
        if not in_field(node.parts[0], field) or not all(string.search(words.raw) for string in strings):
            return []
        return near_hits(node, words.folded, folds)
    if isinstance(node, And | Or):
        return [hit for part in node.parts for hit in _hits(part, words, folds, field)]
    return []


def in_field(text: Text, field: str) -> bool:
    """Whether `text` is looked for in the part `field` of an article (empty: unknown, so yes)."""
    return not field or not text.fields or field in text.fields


def text_hits(text: Text, folded: str, folds: tuple[str, ...] = ()) -> Hits:
    """The stretches of an already folded text where `text` stands, found from left to right."""
    pattern = _pattern(text.seen, text.mode, text.prefix, folds)
    return [match.span() for match in pattern.finditer(folded)]


def near_hits(near: Near, folded: str, folds: tuple[str, ...] = ()) -> Hits:
    """The stretches where each part of `near` stands close enough to its neighbours in the query."""
    found: list[Hits] = []
    for part in near.parts:
        found.append(text_hits(part, folded, folds))
        if not found[-1]:
            return []
    kept: set[tuple[int, int]] = set()
    for chain in _chains(found, folded, near.distance):
        kept.update(chain)
    return sorted(kept)


def _chains(found: list[Hits], folded: str, distance: int) -> list[list[tuple[int, int]]]:
    """One chain of hits for each hit of the last part that is reached from the first by steps near enough."""
    reached: dict[tuple[int, int], list[tuple[int, int]]] = {hit: [hit] for hit in found[0]}
    for hits in found[1:]:
        step: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for hit in hits:
            before = [h for h in reached if _is_near(h, hit, folded, distance)]
            if before:
                step[hit] = [*{h for b in before for h in reached[b]}, hit]
        reached = step
    return list(reached.values())


_UNIT = re.compile(f"{LETTER}(?:{LETTER}|[{IGNORED}])*|[^\\W_]")
_GOES_ON = re.compile(f"(?:(?<={LETTER})|(?<={LETTER}[{IGNORED}]))(?:{LETTER}|[{IGNORED}])")


def _is_near(one: tuple[int, int], other: tuple[int, int], folded: str, distance: int) -> bool:
    """Whether at most `distance` characters and words begin between two hits, which do not overlap."""
    (_, first), (second, _) = sorted((one, other))
    if first > second:
        return False
    if second - first <= distance:
        return True
    begun = 0
    for unit in _UNIT.finditer(folded, first, second):
        if unit.start() > first or not _GOES_ON.match(folded, first):
            begun += 1
            if begun > distance:
                return False
    return True


@lru_cache(maxsize=512)
def _pattern(seen: str, mode: str, prefix: bool, folds: tuple[str, ...]) -> re.Pattern[str]:
    ignored = f"[{IGNORED}]*"
    expression = ""
    for part in re.split("( +)", seen):
        expression += " +" if part.startswith(" ") else "".join(_one(char, folds) + ignored for char in part)
    if mode != "string":
        edge = WORD_PART if mode == "words" or any(c.isdigit() for c in seen) else LETTER
        if runs(seen)[0]:
            expression = f"(?<!{edge})(?<!{edge}[{IGNORED}])" + expression
            expression += f"(?:{edge}|[{IGNORED}])*" if prefix else f"(?!{edge})"
    return re.compile(expression)


@lru_cache(maxsize=512)
def _raw_pattern(seen: str, folds: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the string `seen` in a text that was not folded: each character in all forms that fold to it."""
    ignored = f"[{IGNORED}]*"
    expression = ""
    for part in re.split("( +)", seen):
        if part.startswith(" "):
            expression += f"[{_raw_forms(' ')}]+"
        else:
            expression += "".join(f"[{_raw_forms(alternatives(char, folds))}]{ignored}" for char in part)
    return re.compile(expression)


def _raw_forms(chars: str) -> str:
    """Inside `[]`: all characters that fold to one of `chars`."""
    return "".join(re.escape(form) for char in chars for form in unfolded(char))


def _one(char: str, folds: tuple[str, ...]) -> str:
    chars = alternatives(char, folds) if folds else char
    return re.escape(chars) if len(chars) == 1 else "[" + "".join(map(re.escape, chars)) + "]"


def _joined(hits: Iterable[tuple[int, int]]) -> Hits:
    joined: Hits = []
    for start, end in hits:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def holds(node: Node, texts: Sequence[tuple[str, int | None, str]], folds: tuple[str, ...] = ()) -> bool:
    """Whether a text or NEAR stands in one of the (field, block, text) of an article."""
    return any(_hits(node, _Words(text), folds, field) for field, _block, text in texts)


def explain(query: Query, texts: Sequence[tuple[str, int | None, str]], folds: Sequence[str] = ()) -> list[FieldHits]:
    """The hits in each (field, block, text) of an article, and the switches each needs; parts without are left out.

    Where words were corrected, what only their present form holds has `corrected` among them.
    """
    wide = tuple(dict.fromkeys((*query.folds, *folds)))
    found = []
    for field, block, text in texts:
        words = _Words(text)
        hits = _found(query.root, words, wide, field)
        if hits:
            found.append(FieldHits(field, block, text, hits, _needed(query, words, hits, wide, field)))
    corrected = {block for field, block, _text in texts if field == "printed"}
    printed = {part.block for part in found if part.field == "printed"}
    return [
        part._replace(folds=("corrected", *part.folds)) if part.block in corrected - printed else part for part in found
    ]


def _needed(query: Query, words: _Words, hits: Hits, folds: tuple[str, ...], field: str) -> tuple[str, ...]:
    """The switches without which the hits were not there."""
    plain = query.plain if query.plain is not None else query.root
    wide = folds if query.plain is None else (*folds, ALIASES)
    if not wide or len(bare := _found(plain, words, (), field)) == len(hits):
        return ()

    def alone(name: str) -> Hits:
        return _found(query.root, words, (), field) if name == ALIASES else _found(plain, words, (name,), field)

    return tuple(name for name in wide if alone(name) != bare) or wide


def why(found: Sequence[FieldHits]) -> tuple[str, ...]:
    """Reasons as codes, each once: `title`, `text`, `note` …, with what it took: `text+hans`, `text+corrected`,
    `title+aliases`."""
    return tuple(dict.fromkeys("+".join((part.field, *part.folds)) for part in found))


def best(found: Sequence[FieldHits]) -> FieldHits | None:
    """The part to show a snippet of: the body first, the corrected before the printed."""
    order = ("text", "caption", "note", "comment", "deck", "kicker", "title")
    return min(
        found, key=lambda f: (f.field == "printed", order.index(f.field) if f.field in order else 9), default=None
    )


def snippet(text: str, hits: Hits, width: int = 60) -> tuple[str, Hits]:
    """A line of about `width` code points around the first hits, and where the hits stand in it.

    White space becomes blanks; what is left out at an end is shown as `…`.
    """
    first, last = hits[0] if hits else (0, 0)
    for _start, end in hits:
        if end - first <= width * 2 // 3:
            last = max(last, end)
    room = max(0, width - (last - first))
    start = max(0, min(first - room // 3, len(text) - width))
    start = _word_start(text, start)
    end = min(len(text), max(start + width, last))
    left, right = "…" if start else "", "…" if end < len(text) else ""
    line = left + _SPACE.sub(" ", text[start:end]) + right
    shift = len(left) - start
    return line, [(max(a, start) + shift, min(b, end) + shift) for a, b in hits if a < end and b > start]


_SPACE = re.compile(r"\s")


def _word_start(text: str, at: int) -> int:
    """`at`, or the start of the word of letters it stands in (at most 20 before)."""
    low = at
    while low and at - low < 20 and text[low].isascii() and re.match(WORD_PART, text[low - 1]):
        low -= 1
    return low

"""Texts of a query as FTS5 expressions over the index's own tokens, widened by foldings and by its vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from reader.domain.fold import alternatives
from reader.domain.query import Text
from reader.domain.runs import Run, runs
from reader.store.tokens import COLUMNS, between, column, pairs, presence

MOST_PHRASES = 256
"""A widened text becomes at most so many phrases; beyond, its pairs are asked for and candidates checked."""
MOST_WORDS = 512
"""A piece of a word beside other words is looked up as at most so many words of the vocabulary,"""
MOST_WORDS_ALONE = 5000
"""and so many where it stands alone."""


@dataclass(frozen=True)
class Match:
    """An FTS5 expression for one of the two tables (`words`, `chars`). `exact`: what it finds needs no check.

    `expression` None finds nothing, `table` empty everything; `phrase` is set where NEAR may hold it.
    """

    table: str
    expression: str | None
    exact: bool = True
    phrase: str | None = None


@dataclass(frozen=True)
class Lexicon:
    """What the index knows: whether an expression of a table has any document, and the words with a piece.

    `words(piece, open_left, open_right, most)` gives the words of the vocabulary that hold `piece` there.
    """

    exists: Callable[[str, str], bool]
    words: Callable[[str, bool, bool, int], list[str]]


def match(text: Text, folds: tuple[str, ...], lexicon: Lexicon, narrow: Sequence[str] = ()) -> Match:
    """The documents that may hold `text`. `narrow` are the columns a text without fields is looked for in."""
    columns = tuple(dict.fromkeys(column(field) for field in text.fields)) or tuple(narrow)
    seen = text.seen
    if text.mode == "word":
        return _whole_word(seen, text.prefix, columns)
    found, _tail = runs(seen)
    symbols = [char for char in seen if char != " "]
    if not found or (len(symbols) == 1 and not found[0].is_word):
        return _presence(symbols, columns, folds, lexicon)
    strings = _widened(seen, folds, lexicon)
    if strings is None:
        return _by_pairs(seen, columns, folds, lexicon)
    return _strings(strings, text.mode == "words", columns, lexicon)


def near(parts: Sequence[Match], distance: int) -> Match:
    """The documents that may hold all parts near one another; always to be checked."""
    if any(part.expression is None for part in parts):
        return Match("words", None)
    if all(part.phrase for part in parts) and len({_columns_of(part) for part in parts}) == 1:
        phrases = " ".join(str(part.phrase) for part in parts)
        reach = 3 * (distance + 2) * (len(parts) - 1)
        return Match("words", f"{_columns_of(parts[0])}NEAR({phrases}, {reach})", exact=False)
    return Match("", None, exact=False)


def _columns_of(part: Match) -> str:
    expression = part.expression or ""
    return expression[: expression.index("}") + 1] + " : " if expression.startswith("{") else ""


def _in_columns(columns: Sequence[str], expression: str) -> str:
    return f"{{{' '.join(columns)}}} : {expression}" if columns else expression


def _phrase(tokens: Sequence[str], prefix: bool = False) -> str:
    return '"' + " ".join(tokens) + '"' + (" *" if prefix else "")


def _whole_word(seen: str, prefix: bool, columns: Sequence[str]) -> Match:
    token = "#" + seen if any(char.isdigit() and char.isascii() for char in seen) else seen
    phrase = _phrase([token], prefix)
    return Match("words", _in_columns(columns, phrase), phrase=phrase)


def _presence(symbols: list[str], columns: Sequence[str], folds: tuple[str, ...], lexicon: Lexicon) -> Match:
    """Single characters, and strings of punctuation only, by the presence index."""
    exact = len(symbols) == 1
    if "text" in columns:
        if not exact or not runs(symbols[0])[0]:
            columns, exact = (), False
        else:
            alike = " OR ".join(_phrase([char], True) for char in alternatives(symbols[0], folds))
            return Match("words", _in_columns(columns, f"({alike})"))
    places = [name for name in columns if name in COLUMNS] or ["text"]
    asked = []
    for symbol in dict.fromkeys(symbols):
        tokens = [presence(char, place) for char in alternatives(symbol, folds) for place in places]
        asked.append("(" + " OR ".join(_phrase([token]) for token in tokens) + ")")
    return Match("chars", " AND ".join(asked), exact=exact)


def _widened(seen: str, folds: tuple[str, ...], lexicon: Lexicon) -> list[str] | None:
    """The strings `seen` stands for under `folds`, as far as the index holds their pairs; None: too many."""
    if not folds:
        return [seen]
    strings = [""]
    for char in seen:
        grown = []
        for string, other in product(strings, alternatives(char, folds)):
            pair = string[-1:] + other
            if len(pair) == 1 or not _is_pair(pair) or lexicon.exists("words", _phrase([pair])):
                grown.append(string + other)
        if len(grown) > MOST_PHRASES:
            return None
        strings = grown
    return strings


def _symbols(string: str) -> Match:
    """Candidates for a string none of whose tokens is known whole: documents with all its characters."""
    symbols = {char for char in string if char != " " and not (runs(char)[0] and runs(char)[0][0].is_word)}
    if not symbols:
        return Match("", None, exact=False)
    asked = " AND ".join(_phrase([presence(char)]) for char in sorted(symbols))
    return Match("chars", asked, exact=False)


def _is_pair(pair: str) -> bool:
    found, tail = runs(pair)
    return len(found) == 1 and len(found[0].text) == 2 and not found[0].is_word and not tail


def _by_pairs(seen: str, columns: Sequence[str], folds: tuple[str, ...], lexicon: Lexicon) -> Match:
    """All pairs of a string, each in any of its forms: candidates only."""
    asked = []
    for left, right in pairwise(seen):
        if not _is_pair(left + right):
            continue
        forms = [a + b for a, b in product(alternatives(left, folds), alternatives(right, folds))]
        forms = [form for form in forms if _is_pair(form) and lexicon.exists("words", _phrase([form]))]
        if not forms:
            return Match("words", None)
        asked.append("(" + " OR ".join(_phrase([form]) for form in forms) + ")")
    return Match("words", _in_columns(columns, "(" + " AND ".join(asked) + ")"), exact=False)


def _strings(strings: list[str], whole: bool, columns: Sequence[str], lexicon: Lexicon) -> Match:
    phrases: list[str] = []
    exact = not whole
    for string in strings:
        one = _Phrases(string, whole, lexicon)
        phrases += one.made()
        exact = exact and one.exact
        if one.vague:
            return _symbols(string)
    if not phrases:
        return Match("words", None)
    if len(phrases) == 1:
        return Match("words", _in_columns(columns, phrases[0]), exact, phrase=phrases[0])
    return Match("words", _in_columns(columns, "(" + " OR ".join(phrases) + ")"), exact)


class _Phrases:
    """The phrases of one string; `whole` where it begins and ends with whole words."""

    def __init__(self, seen: str, whole: bool, lexicon: Lexicon) -> None:
        self.runs, self.tail = runs(seen)
        self.whole, self.lexicon = whole, lexicon
        self.exact = not self.tail.strip() and not self.runs[0].before.strip()
        self.tokens: list[str] = []
        self.heads: list[str] | None = None
        self.prefix = self.vague = False

    def made(self) -> list[str]:
        """The phrases; afterwards `exact` says whether they find nothing else, `vague` that there are none."""
        last = len(self.runs) - 1
        for index, run in enumerate(self.runs):
            if index:
                self._gap(self.runs[index - 1], run)
            open_left = index == 0 and not run.before and not self.whole
            open_right = index == last and not self.tail and not self.whole
            if run.is_word:
                self._word(run.text, open_left, open_right)
            else:
                self._characters(run.text, open_right)
        return self._phrases()

    def _gap(self, left: Run, run: Run) -> None:
        if run.before.strip():
            self.exact = False
        mark = between(left.is_word, run.before, run.is_word)
        if mark and (self.tokens or self.heads):
            self.tokens.append(mark)

    def _characters(self, text: str, open_right: bool) -> None:
        self.tokens += pairs(text)
        if not open_right:
            self.tokens.append(text[-1])
        elif len(text) == 1:
            self.tokens.append(text)
            self.prefix = True

    def _word(self, word: str, open_left: bool, open_right: bool) -> None:
        if not open_left:
            self.tokens.append(word)
            self.prefix = open_right
            return
        most = MOST_WORDS if len(self.runs) > 1 else MOST_WORDS_ALONE
        words = self.lexicon.words(word, True, open_right, most + 1)
        if len(words) > most:
            self.exact = False
        else:
            self.heads = words

    def _phrases(self) -> list[str]:
        self.vague = self.heads is None and not self.tokens
        if self.heads is None:
            return [_phrase(self.tokens, self.prefix)] if self.tokens else []
        return [_phrase([head, *self.tokens], self.prefix) for head in self.heads]

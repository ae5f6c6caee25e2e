"""Tokens of the search index: overlapping pairs of characters, words of letters, marks for what lies between.

A run of characters 青溪河 becomes `青溪 溪河 河`: its pairs and its last character, so that no pair ever bridges what
lies between two runs. Words of letters follow as they are. Between two runs stands

* nothing: after punctuation between characters, after blanks between words, where nothing lies between them;
* `_` for blanks where at least one side is a run of characters;
* `.` for punctuation where at least one side is a word;
* `|` at the end of a block.

So a string without punctuation is found exactly by one phrase; one with punctuation needs its candidates checked.
Whole words with digits (`158`, `a03`) follow at the end of each column as `#158`.
The presence index holds the distinct characters of a document; those of small parts again with a letter before
(`t水`: in the title), ASCII punctuation as `p2c`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from operator import add
from typing import NamedTuple

from reader.domain.runs import cut, digit_words, is_word, plain_runs, searched

TOKENISER = 1
"""Version of these rules and of `domain.fold`: an index made by another version is built anew."""

COLUMNS = (
    "text", "title", "kicker", "deck", "label", "byline", "caption", "author", "note", "comment", "tag", "printed",
)  # fmt: skip
"""Columns of the word index. The field `column` is called `label` there (COLUMN is a word of SQL)."""
_LETTERS: dict[str, str] = dict(zip(COLUMNS, ("", *"tkdlbcanmgr"), strict=True))
"""The letter before a character of a small part in the presence index."""

FIELDS = {
    "title": "title", "kicker": "kicker", "deck": "deck", "column": "column", "series": "column", "byline": "byline",
    "dateline": "byline", "signature": "byline", "credit": "caption", "caption": "caption", "image": "caption",
}  # fmt: skip
"""Which part of an article a block's role is searched as; all others are text."""

TOKENIZE = "ascii tokenchars '_.|#'"
"""FTS5 option: our tokens are divided by blanks and hold no other ASCII punctuation."""


def column(field: str) -> str:
    """The column a field is indexed in."""
    return "label" if field == "column" else field if field in _LETTERS else "text"


def word_tokens(texts: Iterable[str], letters: set[str]) -> str:
    """The tokens of one column: texts of its blocks as `searched` gives them, in order; its words join `letters`."""
    out: list[str] = []
    numbers: list[str] = []
    for seen in texts:
        plain = plain_runs(seen)
        if plain is not None:
            for run in plain:
                out += map(add, run, run[1:])
                out.append(run[-1])
            if plain:
                out.append("|")
                numbers += digit_words(seen)
            continue
        if len(parts := cut(seen)) > 1:
            _add_runs(out, parts, letters)
            out.append("|")
            numbers += digit_words(seen)
    out += ["#" + number for number in numbers]
    return " ".join(out)


def _add_runs(out: list[str], parts: list[str], letters: set[str]) -> None:
    """The tokens of a text cut into runs and what lies between them; its words join `letters`."""
    was_word = False
    for at in range(1, len(parts), 2):
        run, gap = parts[at], parts[at - 1]
        word = not "\u4e00" <= run[0] <= "\u9fff" and is_word(run)
        if at > 1 and (word or was_word or gap.isspace()) and (mark := between(was_word, gap, word)):
            out.append(mark)
        if word:
            out.append(run)
            letters.add(run)
        else:
            out += map(add, run, run[1:])
            out.append(run[-1])
        was_word = word


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run of characters."""
    return list(map(add, run, run[1:]))


def between(left_is_word: bool, gap: str, right_is_word: bool) -> str:
    """The mark for what lies between two runs of a block, empty where none stands."""
    if not gap:
        return ""
    if gap.isspace():
        return "" if left_is_word and right_is_word else "_"
    return "." if left_is_word or right_is_word else ""


_LETTERS_AND_BLANK = frozenset(" abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""What has no token of presence."""
_ASCII = frozenset(map(chr, range(128)))


def presence_tokens(columns: Mapping[str, Iterable[str]]) -> str:
    """The tokens of the presence index: the texts of each column as `searched` gives them."""
    found: set[str] = set()
    for name, texts in columns.items():
        tokens = set[str]().union(*texts)
        if plain := tokens & _ASCII:
            tokens -= plain
            tokens.update(map(_PRESENT.__getitem__, plain - _LETTERS_AND_BLANK))
        found |= tokens
        if letter := _LETTERS[name]:
            found.update(letter + token for token in tokens)
    return " ".join(found)


def presence(char: str, name: str = "text") -> str:
    """The token that says `char` is in a document, or in its column `name` (not asked of `text`)."""
    token = char if not char.isascii() or char.isdigit() else f"p{ord(char):02x}"
    return _LETTERS[name] + token


_PRESENT = {char: presence(char) for char in _ASCII}


def seen_columns(told: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Texts by column, as search sees them, from (field, text)."""
    by_column: dict[str, list[str]] = {}
    for field, text in told:
        by_column.setdefault(column(field), []).append(searched(text))
    return by_column


class Tokens(NamedTuple):
    """What the index is fed of one document: tokens by column, tokens of presence, its words of letters, and a digest
    that tells other words from the same words."""

    words: dict[str, str]
    chars: str
    letters: set[str]
    digest: bytes


Told = tuple[tuple[str, str], ...]
"""(field, text) of a document in order: all that its tokens are made of."""


def tokens_of(told: Told) -> Tokens:
    """The tokens of a document."""
    by_column = seen_columns(told)
    letters: set[str] = set()
    words = {name: word_tokens(texts, letters) for name, texts in by_column.items()}
    joined = "\x1e".join(part for name, texts in sorted(by_column.items()) for part in (name, *texts))
    digest = blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return Tokens(words, presence_tokens(by_column), letters, digest)

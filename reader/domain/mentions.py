"""Where words stand again in a text: Chinese anywhere, words of letters and numbers only whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.domain.runs import LETTER

_CONTEXT = 24
_LETTER = re.compile(LETTER)


def mentions(text: str, words: str) -> Iterator[tuple[int, int]]:
    """The places `[start, end)` of `words` in `text`, none overlapping, in code points.

    White space between words matches any white space. Where `words` begin or end with a letter of a script written
    in words, no letter may touch them there (art is not in party); digits likewise (8 is not in 58).
    """
    pattern = _pattern(words)
    if pattern is not None:
        yield from ((found.start(), found.end()) for found in pattern.finditer(text))


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = words.split()
    if not parts:
        return None
    first, last = parts[0][0], parts[-1][-1]
    before = f"(?<!{_touching(first)})" if _touching(first) else ""
    after = f"(?!{_touching(last)})" if _touching(last) else ""
    return re.compile(before + r"\s+".join(map(re.escape, parts)) + after)


def _touching(char: str) -> str:
    """What must not touch a word at the side of `char`; empty for characters that stand alone."""
    if char.isascii() and char.isdigit():
        return "[0-9]"
    return LETTER if _LETTER.match(char) else ""


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """A few words before and after a place, for a list of places."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return " ".join(before.split()) if before.strip() else "", " ".join(after.split()) if after.strip() else ""

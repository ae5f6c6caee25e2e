"""What of a text is searched: runs of characters (Han, kana, hangul, digits) and words of letters."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.domain.fold import fold

CHARACTER = (
    "0-9\u25cb\u2150-\u218b\u2460-\u24ff\u2776-\u2793\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3200-\u33ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
"""Inside a regular expression's `[]`: characters searched one by one. Digits are among them: 8公里 is in 58公里."""
LETTER = f"[^\\W_{CHARACTER}]"
"""A letter of a script written in words."""
WORD_PART = f"(?:{LETTER}|[0-9])"
"""A letter or digit: what a whole word is bounded by."""
IGNORED = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
"""Inside `[]`: combining marks, soft hyphens, joiners and variation selectors, which search does not see."""

_IGNORED = re.compile(f"[{IGNORED}]")
_RUN = re.compile(f"([{CHARACTER}]+)|{LETTER}+")
_DIGIT_WORD = re.compile(f"{LETTER}*[0-9](?:{WORD_PART})*")
_CHARACTERS = re.compile(f"[{CHARACTER}]+")
_OTHER = re.compile(f"\\s|{LETTER}")
_CUT = re.compile(f"([{CHARACTER}]+|{LETTER}+)")
_DIGIT = re.compile("[0-9]")
_CHARACTER = re.compile(f"[{CHARACTER}]")


class Run(NamedTuple):
    """A run of characters (`is_word` False) or a word, and the text between it and the run before."""

    text: str
    is_word: bool
    before: str


def searched(text: str) -> str:
    """`text` as search sees it: folded, without what is ignored (so no longer of the same length)."""
    folded = fold(text)
    return folded if folded.isascii() else _IGNORED.sub("", folded)


def plain_runs(seen: str) -> list[str] | None:
    """The runs of a text that has characters and punctuation only, which is most of a Chinese text; None for another."""
    return None if _OTHER.search(seen) else _CHARACTERS.findall(seen)


def cut(seen: str) -> list[str]:
    """A text as `searched` gives it: what lies before its first run, the run, what lies before the next, and so on to
    what follows the last."""
    return _CUT.split(seen)


def is_word(run: str) -> bool:
    """Whether a run is a word of letters."""
    return _CHARACTER.match(run) is None


def runs(seen: str) -> tuple[list[Run], str]:
    """The runs of a text as `searched` gives it, and what follows the last."""
    found: list[Run] = []
    at = 0
    for match in _RUN.finditer(seen):
        found.append(Run(match[0], match[1] is None, seen[at : match.start()]))
        at = match.end()
    return found, seen[at:]


def digit_words(seen: str) -> list[str]:
    """The whole words with a digit in them: `158`, `a03`, `covid19`."""
    return _DIGIT_WORD.findall(seen) if _DIGIT.search(seen) else []


def has_characters(seen: str) -> bool:
    """Whether a text holds a character (other than an ASCII digit) that is searched as such."""
    return any(not match.isascii() for match in _CHARACTER.findall(seen))

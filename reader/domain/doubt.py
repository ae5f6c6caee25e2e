"""How likely it is that recognised text was misread: a score from 0 to 100 by signs that need no dictionary.

The signs, their weights and the thresholds are explained in docs/doubt.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

LOOK, BAD = 30, 60
"""From LOOK on a block is marked quietly; from BAD on it is probably not readable as it stands."""

SHORTEST = 50
"""Code points that a shorter text is taken for, so that one sign in a headline does not condemn it."""
HALF = 5.0
"""Points in a hundred characters that make a score of 50."""
_WORST = 2 / 3

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SPECKS = "|~^_\\¦¬`{}<>¤§"
_UNPRINTED = "\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2580-\u259f"
_OTHERS = "\u0370-\u03ff\u0400-\u052f"

_OLD_FORMS = "爲衆槪敎旣卽鷄峯羣牀綫綉録戸靑淸呂吳溫産査勳麪粧眞値强敍鎭愼顚飮鄕郞虛舍脫悅說銳稅"
"""Forms that older type has of common characters."""

_RARE = re.compile(f"[{_HAN}]")
_FOREIGN = re.compile(f"[{_OTHERS}]")
_SMALL = re.compile("[a-z]")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_ALONE = re.compile(f"(?<=[{_HAN}])[a-zァ-ヺぁ-ゖ](?=[{_HAN}])")
_DIGIT_INSIDE = re.compile(r"[a-z][0-9]+[a-z]")
_APART = re.compile(f" (?:[A-Za-z{_HAN}] ){{3,}}")
_HEAP = re.compile(r"[!#$%&*+,./:;=?@'、。，；：·•■]{4,}")
_REPEATED = re.compile(r"([lIi1oO0口丨亅!\"#$%&'+,/:;?@，、；：！？■□▲|~^_])\1{3,}")
_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"), ("【", "】"), ("[", "]"))
_BEGUN = re.compile("[,.;:!?，。、；：！？）」』”》]|[a-zà-ÿ]{2}")


def score(text: str, role: str = "paragraph") -> int:
    """How doubtful a block's words are, 0 (nothing seen) to 100; its `role` says what is usual in it."""
    return _scored(_points(text, role), len(text))


def score_of_article(blocks: Iterable[tuple[str, str]]) -> int:
    """How doubtful an article is, from its blocks `(role, text)`: that of all its words, or two thirds of its worst block's."""
    points, length, worst = 0.0, 0, 0
    for role, text in blocks:
        own = _points(text, role)
        points, length = points + own, length + len(text)
        worst = max(worst, _scored(own, len(text)))
    return max(_scored(points, length), round(worst * _WORST))


def _scored(points: float, length: int) -> int:
    if not points:
        return 0
    dense = 100 * points / max(length, SHORTEST)
    return round(100 * (1 - math.exp2(-dense / HALF)))


@lru_cache(maxsize=512)
def _points(text: str, role: str) -> float:
    points = 0.0
    for char in set(_odd().findall(text)):
        points += _weight(char, text, role)
    small = _SMALL.search(text) is not None
    if (small or _KANA.search(text)) and not _is_japanese(text):
        points += 1.5 * len(_ALONE.findall(text))
    if small:
        points += 1.0 * len(_DIGIT_INSIDE.findall(text))
    if " " in text:
        points += 2.0 * len(_APART.findall(f" {text} "))
    points += 1.5 * len(_REPEATED.findall(text))
    points += sum(1.5 for heap in _HEAP.findall(text) if len(set(heap)) > 2)
    if role == "paragraph":
        points += _open_pairs(text) + (1.0 if _BEGUN.match(text) else 0.0)
    return points


def _weight(char: str, text: str, role: str) -> float:
    """The points of a character that is not of usual print, for all its places in the text."""
    if char in _SPECKS:
        return 0.0 if role == "table" else 1.0 * text.count(char)
    if char >= "\u3400" and _RARE.match(char):
        # One that comes again and again is a name.
        return 1.5 * min(2, text.count(char))
    if _FOREIGN.match(char):
        return 2.0 * len(re.findall(f"[A-Za-zÀ-ɏ]{char}|{char}[A-Za-zÀ-ɏ]", text))
    return 3.0 * text.count(char)


def _is_japanese(text: str) -> bool:
    """Whether kana are at home in a text."""
    return len(_KANA.findall(text)) * 10 > len(text)


def _open_pairs(text: str) -> float:
    """Quotation marks and brackets that were opened and not closed, or the other way round."""
    opened, closed = text.count("(") + text.count("（"), text.count(")") + text.count("）")
    points = 1.0 if opened != closed and not re.match(r"\w{1,3}[)）]", text) else 0.0
    for opening, closing in _PAIRS:
        odd = abs(text.count(opening) - text.count(closing))
        # A speech of several paragraphs opens each of them and closes only the last.
        points += 0.5 * min(2, odd)
    return points


@lru_cache(maxsize=1)
def _odd() -> re.Pattern[str]:
    """Matches what is not of usual print: Chinese characters outside GB 2312 (6,763) and level 1 of Big5 (5,401),
    specks, letters of other alphabets, and what cannot be printed."""
    usual: set[str] = set(_OLD_FORMS)
    for codec, highs in (("gb2312", range(0xB0, 0xF8)), ("big5", range(0xA4, 0xC7))):
        lows = (*range(0x40, 0x7F), *range(0xA1, 0xFF)) if codec == "big5" else range(0xA1, 0xFF)
        usual.update(b"".join(bytes((high, low)) for high in highs for low in lows).decode(codec, "ignore"))
    chinese = "".join(chr(n) for n in range(0x4E00, 0xA000) if chr(n) not in usual)
    return re.compile(
        f"[\u3400-\u4dbf{chinese}\uf900-\ufaff\U00020000-\U000323af{_UNPRINTED}{_OTHERS}{re.escape(_SPECKS)}]"
    )

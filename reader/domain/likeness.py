"""How alike two texts are: a small sketch to find candidates by, shingles to be sure, and pairs of articles."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping

SKETCH = 32
"""How many numbers a sketch has: the smallest checksums of the text's clauses."""

_CLAUSE = re.compile(r"\w{6,}")
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
_SHINGLE = 4
_PAIR_FLOOR = 0.2
"""What two articles must share of the shorter one's shingles to be taken for one."""


def compatible(text: str) -> str:
    """The text in Unicode's form NFKC (UAX #15), as `unicodedata.normalize` makes it.

    Where no character can join the one before it, the few that differ are replaced one kind at a time: several times quicker.
    """
    told = {char: _PARTS[char] for char in set(text)}
    if None in told.values():
        return unicodedata.normalize("NFKC", text)
    for char, parts in told.items():
        if parts:
            text = text.replace(char, parts)
    return text


class _Parts(dict[str, str | None]):
    """What NFKC makes of single characters: empty where they stay, None where they may join the one before."""

    def __missing__(self, char: str) -> str | None:
        parts = unicodedata.normalize("NFKC", char)
        told = None if any(map(_joins, parts)) else "" if parts == char else parts
        self[char] = told
        return told


_PARTS = _Parts()


def _joins(char: str) -> bool:
    """Whether a character may be put together with one before it: a mark, or a letter that hangul syllables are made of."""
    return unicodedata.category(char)[0] == "M" or _JAMO.match(char) is not None


def squeezed(text: str) -> str:
    """The text without white space and line-break hyphens, widths evened out: for comparing, never for storing."""
    return "".join(compatible(text).casefold().replace("\u00ad", "").split())


def sketch(texts: Iterable[str]) -> list[int]:
    """The smallest checksums of all clauses (bottom-k sketch, Broder 1997): alike texts share most of them."""
    clauses: set[str] = set()
    for text in texts:
        clauses.update(_CLAUSE.findall(compatible(text).replace(" ", "")))
    return sorted({zlib.crc32(clause.encode("utf-8", "surrogatepass")) for clause in clauses})[:SKETCH]


def shingles(text: str) -> set[str]:
    """All runs of four characters of the squeezed text; a shorter text is one shingle."""
    bare = squeezed(text)
    return {bare[at : at + _SHINGLE] for at in range(max(1, len(bare) - _SHINGLE + 1))} - {""}


def likeness(one: set[str], other: set[str]) -> float:
    """What two sets of shingles share of both together, 0 to 1 (Jaccard)."""
    return len(one & other) / len(one | other) if one and other else 0.0


def pairs(old: Mapping[int, str], new: Mapping[int, str]) -> dict[int, int]:
    """Which text of `old` is which of `new`, each at most once, the likeliest first; keys as given.

    Cost is linear in the characters, but for shingles that many texts share.
    """
    sets = {key: shingles(text) for key, text in new.items()}
    where: dict[str, list[int]] = {}
    for key, found in sets.items():
        for shingle in found:
            where.setdefault(shingle, []).append(key)
    scored: list[tuple[float, int, int]] = []
    for key, text in old.items():
        own = shingles(text)
        shared: Counter[int] = Counter()
        for shingle in own:
            holders = where.get(shingle, ())
            if len(holders) <= max(8, len(new) // 4):
                shared.update(holders)
        for other, count in shared.items():
            part = count / max(1, min(len(own), len(sets[other])))
            if part >= _PAIR_FLOOR:
                scored.append((part + likeness(own, sets[other]), key, other))
    return _best(scored)


def _best(scored: list[tuple[float, int, int]]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _score, one, other in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if one not in chosen and other not in taken:
            chosen[one] = other
            taken.add(other)
    return chosen

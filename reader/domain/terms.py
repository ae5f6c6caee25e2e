"""Terms of the vocabulary as they are exchanged, and when two names are likely one."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from reader.domain.fold import fold, groups

_LIKE = ("hans", "variants")


class Term(NamedTuple):
    """A tag as files hold it: preferred name, other names, scope note, colour (`#rrggbb` or empty), the preferred
    name of the broader term (empty: none) and, where it is known, its UUID."""

    name: str
    aliases: tuple[str, ...] = ()
    note: str = ""
    colour: str = ""
    broader: str = ""
    uuid: str = ""


def term_name(text: str) -> str:
    """A name as it is kept: white space evened out, control characters and halves of pairs left out."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cs") or c.isspace() else "" for c in text)
    return " ".join(kept.split())


@lru_cache(maxsize=1 << 17)
def likeness(name: str) -> str:
    """What is the same for names that differ only in case, width, diacritics, spacing, 繁简 or variant forms."""
    heads = _heads()
    return "".join(heads.get(char, char) for char in fold(name) if not char.isspace())


@cache
def _heads() -> dict[str, str]:
    """Each character that has others like it, with the least of all it is linked to."""
    above: dict[str, str] = {}

    def head(char: str) -> str:
        while above.get(char, char) != char:
            char = above[char]
        return char

    for kind in _LIKE:
        for group in groups(kind):
            for char in group:
                one, other = sorted((head(group[0]), head(char)))
                above[other] = one
    return {char: head(char) for char in above}

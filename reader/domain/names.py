"""Names of people taken apart as references need them: surname, given names, or a name that is not to be parted.

A Chinese name stands as it is printed: nothing is turned round and nothing romanised.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.domain.text import is_han

_PARTICLES = frozenset(
    {"von", "van", "de", "der", "den", "du", "la", "le", "di", "da", "ten", "ter", "zu", "zum", "zur"}
)
_SUFFIX = re.compile(r",?\s+(Jr|Sr|II|III|IV)\.?$", re.IGNORECASE)
_NOBODY = re.compile(
    r"correspond|reporter|staff|editor|press\b|agency|agence|bureau|redaktion|rédaction|special|spécial|envoyé|a member|"
    r"berichterstatter|mitarbeiter",
    re.IGNORECASE,
)


class Name(NamedTuple):
    """A person's name: `family` and `given`; `whole` is set instead where it is not to be parted."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    whole: str = ""

    @property
    def initials(self) -> str:
        """The given names as initials: `E. W.`, `J.-P.`."""
        return " ".join("-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in self._given())

    def _given(self) -> list[str]:
        return [word for word in re.split(r"[\s.]+", self.given) if word]


def parted(printed: str) -> Name:
    """A printed name taken apart. Names in Chinese characters, of one word, and of nobody in particular stay whole."""
    name = " ".join(printed.split())
    if not name or any(is_han(char) for char in name) or _NOBODY.search(name):
        return Name(whole=name)
    suffix = _SUFFIX.search(name)
    words = (name[: suffix.start()] if suffix else name).split()
    if len(words) < 2:
        return Name(whole=name)
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    family, given = " ".join(words[at:]), " ".join(words[:at])
    return Name(_cased(family), _cased(given), suffix[1] if suffix else "")


def _cased(words: str) -> str:
    """A name printed in capitals as it is written otherwise; any other as it is."""
    if not words.isupper() or len(words.replace(".", "")) <= 2:
        return words
    return " ".join(_capital(word) for word in words.split(" "))


def _capital(word: str) -> str:
    if word.lower() in _PARTICLES:
        return word.lower()
    parts = [part if len(part.strip(".")) < 2 else part.capitalize() for part in re.split(r"(-|')", word)]
    return re.sub(r"^Mc([a-z])", lambda found: "Mc" + found[1].upper(), "".join(parts))

"""The house style of an issue, learnt from its plain cases: what its titles look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.structure.shapes import is_latin, two_part
from reader.structure.units import Unit

_ENOUGH = 2
_SHORTEST = 6


@dataclass(frozen=True)
class House:
    """`two_part`: Chinese titles that stand alone are mostly set in parts with a blank between."""

    two_part: bool = False


PLAIN = House()


def learn_house(units: Sequence[Unit]) -> House:
    """What the headings say that stand alone over a text, between texts."""
    alone = []
    before = None
    for unit, following in pairwise(units):
        above = before is None or before.form != "heading"
        if unit.form == "heading" and not unit.role and above and following.form != "heading":
            alone.append(unit.text)
        before = unit
    han = [text for text in alone if not is_latin(text) and len(text) >= _SHORTEST]
    parts = sum(map(two_part, han))
    return House(two_part=parts >= _ENOUGH and parts * 2 >= len(han))

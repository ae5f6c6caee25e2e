"""Ornaments that stand before titles: learnt from an issue, where short lines with one of them stand over longer texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reader.structure.endings import is_complete
from reader.structure.names import has_surname
from reader.structure.units import Unit

_SIGNS = frozenset("◎○●◆◇■□★☆△▲※⊙")
_LONGEST, _ENOUGH = 20, 2


def title_ornaments(units: Sequence[Unit]) -> frozenset[str]:
    """The signs that open only short lines without end mark, each over a text without that sign, and at least two of them."""
    over: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for unit, following in pairwise(units):
        sign = unit.text[:1]
        if sign not in _SIGNS or not sign:
            continue
        short = (
            unit.lines == 1
            and len(unit.text) <= _LONGEST
            and not is_complete(unit.text)
            and unit.text[-1] not in "、，"
        )
        signed = len(unit.text) <= 6 and has_surname("".join(unit.text[1:].split()))
        if short and not signed and not unit.role and following.text[:1] != sign and following.page == unit.page:
            over[sign] += 1
        else:
            other[sign] += 1
    return frozenset(sign for sign, count in over.items() if count >= _ENOUGH and not other[sign])

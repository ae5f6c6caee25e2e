"""Where Qt's UTF-16 positions meet code points: the only file that knows of the difference."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

# Characters that Qt would take for the end of a paragraph or of a frame, or would drop: shown as something of
# the same length, so that positions stay what they are.
_UNSHOWABLE = re.compile("[\x00-\x08\x0a-\x1f\x85\u2029\ufdd0\ufdd1\ufffc\ud800-\udfff]")
_BREAKS = "\n\r\x0b\x0c\x85\u2029"


class Offsets:
    """Converts positions in one text between code points and UTF-16 units; both count from 0."""

    __slots__ = ("_astral", "_units", "code_points", "units")

    def __init__(self, text: str) -> None:
        self._astral = [m.start() for m in _ASTRAL.finditer(text)] if not text.isascii() else []
        self._units = [at + n for n, at in enumerate(self._astral)]
        self.code_points = len(text)
        self.units = len(text) + len(self._astral)

    def to_utf16(self, code_point: int) -> int:
        """The UTF-16 position before character number `code_point`; positions outside are brought inside."""
        inside = min(max(code_point, 0), self.code_points)
        return inside + bisect_left(self._astral, inside)

    def to_code_point(self, unit: int) -> int:
        """The code point position at UTF-16 position `unit`; within a surrogate pair, that before the pair."""
        inside = min(max(unit, 0), self.units)
        passed = bisect_left(self._units, inside)
        if passed and self._units[passed - 1] + 1 == inside:
            return self._astral[passed - 1]
        return inside - passed


def units(text: str) -> int:
    """How many UTF-16 units `text` takes."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))


def showable(text: str) -> str:
    """`text` as Qt can hold it within one paragraph, unit for unit as long as before."""
    if text.isprintable():
        return text
    return _UNSHOWABLE.sub(lambda m: "\u2028" if m[0] in _BREAKS else "\ufffd", text)

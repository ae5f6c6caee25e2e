"""Fractional keys: text that sorts, with room for another key between any two."""

from __future__ import annotations

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)


def between(low: str | None, high: str | None) -> str:
    """A key that sorts after `low` and before `high` (None: no bound); keys never end in '0'.

    Raises ValueError where `low` does not sort before `high`.
    """
    left, right = low or "", high or ""
    if right and left >= right:
        raise ValueError(f"no key between {low!r} and {high!r}")
    key, bounded = "", bool(right)
    position = 0
    while True:
        lowest = _DIGITS.index(left[position]) if position < len(left) else 0
        highest = _DIGITS.index(right[position]) if bounded and position < len(right) else _BASE
        if highest - lowest > 1:
            return key + _DIGITS[(lowest + highest) // 2]
        key += _DIGITS[lowest]
        if highest > lowest:
            bounded = False
        position += 1


def many_between(low: str | None, high: str | None, count: int) -> list[str]:
    """`count` keys in order that sort after `low` and before `high`."""
    start = between(low, high)
    return [start] if count == 1 else [start + key for key in spread(count)]


def spread(count: int) -> list[str]:
    """`count` keys in order, evenly spread, with room before, between and after."""
    width = 1
    while _BASE**width < (count + 1) * 4:
        width += 1
    step = _BASE**width // (count + 1)
    return [_numeral((i + 1) * step, width).rstrip("0") for i in range(count)]


def _numeral(number: int, width: int) -> str:
    digits = []
    for _place in range(width):
        number, digit = divmod(number, _BASE)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))

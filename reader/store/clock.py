"""The hybrid clock of the change log: order that survives a wall clock set back, across devices."""

from __future__ import annotations

import datetime
from typing import NamedTuple

_COUNTS = 100_000
"""As many acts share a millisecond: more would not sort any more."""


class Stamp(NamedTuple):
    """`text` sorts in the order of acts (milliseconds since 1970, counter, device); `iso` is the wall clock, local."""

    text: str
    iso: str


def tick(last: str, device: str) -> Stamp:
    """A stamp later than `last` (a Stamp.text or empty), at the wall clock where that is ahead of it."""
    now = datetime.datetime.now().astimezone()
    millis = int(now.timestamp() * 1000)
    counter = 0
    if last:
        then, count, _device = last.split("-", 2)
        if int(then) >= millis:
            # A clock once set far ahead stands still here for years.
            millis, counter = divmod(int(then) * _COUNTS + int(count) + 1, _COUNTS)
    return Stamp(f"{millis:014d}-{counter:05d}-{device}", now.isoformat(timespec="seconds"))

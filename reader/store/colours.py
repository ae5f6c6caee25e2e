"""The colours of highlights, written inside an act."""

from __future__ import annotations

from collections.abc import Sequence

from reader.store.act import Act
from reader.store.library import Library


def name_colour(act: Act, key: str, name: str) -> None:
    """Say what a highlight colour means."""
    act.execute("update colour set name = ? where key = ?", (name, key))


def set_value(act: Act, key: str, value: str) -> None:
    """Give a colour another value, `#rrggbb`."""
    act.execute("update colour set value = ? where key = ?", (value, key))


def set_positions(act: Act, order: Sequence[tuple[str, str]]) -> None:
    """Give colours `(key, position)` their places."""
    for key, position in order:
        act.execute("update colour set position = ? where key = ? and position <> ?", (position, key, position))


def remove_colour(act: Act, key: str, into: str) -> None:
    """Take a colour away; highlights that have it get `into`, where that is not empty."""
    if into:
        act.execute("update highlight set colour = ? where colour = ?", (into, key))
    act.execute("delete from colour where key = ?", (key,))


def uses(library: Library) -> dict[str, int]:
    """How many highlights there are of each colour; colours without any are left out."""
    return dict(library.rows("select colour, count(*) from highlight group by colour"))

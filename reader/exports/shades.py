"""The colours of highlights on white paper: a tint behind the words and a darker edge, near what a person chose."""

from __future__ import annotations

from collections.abc import Sequence

from reader.domain.hue import mixed
from reader.domain.views import ColourView

_NO_COLOUR = "#b0aaa0"


class Shades:
    """Tint and edge (`#rrggbb`) of each colour of a library; grey for one it does not know."""

    def __init__(self, palette: Sequence[ColourView]) -> None:
        self._known = {colour.key: _pair(colour.value) for colour in palette}
        self._other = _pair(_NO_COLOUR)

    def of(self, key: str) -> tuple[str, str]:
        """(tint, edge) of the colour called `key`."""
        return self._known.get(key, self._other)


def _pair(value: str) -> tuple[str, str]:
    return mixed(value, "#ffffff", 0.4), mixed(value, "#000000", 0.28)

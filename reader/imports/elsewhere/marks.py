"""A highlight as another program tells it, and what the readers of such files share."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

LONGEST = 100_000


class ForeignMark(NamedTuple):
    """A highlight of another program. `prefix` and `suffix` are the words around the quote, where it tells them; `title`
    is the document's; `created` is ISO or empty; `colour` a name or `#rrggbb` as that program has it."""

    quote: str
    comment: str = ""
    tags: tuple[str, ...] = ()
    colour: str = ""
    created: str = ""
    author: str = ""
    title: str = ""
    prefix: str = ""
    suffix: str = ""


def text(value: Any) -> str:
    """A value as text, LF line ends, without NUL and halves of surrogate pairs; empty for anything that is no text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    plain = value[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return plain.encode("utf-8", "ignore").decode("utf-8").strip()


def texts(values: Any) -> tuple[str, ...]:
    """A list of texts, or of `{"tag": text}` as Zotero writes them, each once."""
    if isinstance(values, str):
        values = re.split(r"[;,]", values)
    found = (text(v.get("tag") or v.get("name") if isinstance(v, dict) else v) for v in values or () if v)
    return tuple(dict.fromkeys(one[:200] for one in found if one))


def moment(value: Any) -> str:
    """A time as ISO text: as it is where it is ISO, seconds since 1970 turned into it; empty for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e11:
        return datetime.datetime.fromtimestamp(value, datetime.UTC).isoformat(timespec="seconds")
    found = re.match(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?", text(value))
    return found[0].replace(" ", "T") if found else ""


def dicts(value: Any, deepest: int = 60) -> Iterator[dict[str, Any]]:
    """All objects in a JSON value, outermost first."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > deepest:
            continue
        if isinstance(one, dict):
            yield one
        inner: Iterable[Any] = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting += [(v, depth + 1) for v in list(inner)[::-1]]


_NAMED = {
    "#ffd400": "yellow", "#ff6666": "pink", "#5fb236": "green", "#2ea8e5": "blue", "#a28ae5": "purple", "#e56eee": "purple",
    "#f19837": "orange", "#aaaaaa": "grey", "red": "pink", "olive": "green", "cyan": "teal", "gray": "grey", "magenta": "purple",
}  # fmt: skip
_COLOURS = ("yellow", "green", "blue", "pink", "orange", "purple", "teal", "grey")


def our_colour(colour: str) -> str:
    """The key of the highlight colour that is likest; yellow where nothing is said."""
    plain = colour.strip().lower()
    named = _NAMED.get(plain, plain)
    if named in _COLOURS:
        return named
    return _nearest(plain) if re.fullmatch(r"#[0-9a-f]{6}", plain) else "yellow"


def _nearest(colour: str) -> str:
    import colorsys

    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, _light, strength = colorsys.rgb_to_hls(red, green, blue)
    if strength < 0.15:
        return "grey"
    edges = ((20, "pink"), (42, "orange"), (70, "yellow"), (160, "green"), (190, "teal"), (250, "blue"), (300, "purple"))
    return next((name for edge, name in edges if hue * 360 < edge), "pink")

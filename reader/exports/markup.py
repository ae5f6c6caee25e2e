"""XML written piece by piece: escaped as XML 1.0 asks, so that any reader gives back the text as it was."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

from reader.domain.words import N_
from reader.exports.selection import Notices

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
REPLACED = N_("Characters that XML cannot hold were replaced by � (texts: {count}); JSON has them as they are.")
_INVALID = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""

# A bare carriage return would be read as a line feed; white space in attributes as blanks.
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def valid(text: str) -> str:
    """`text` with U+FFFD for what XML cannot hold."""
    return _INVALID.sub("\ufffd", text)


class Markup:
    """Makes elements of text; says in `notices` where a character had to be replaced."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices

    def text(self, words: str) -> str:
        """Words as character data."""
        return self._valid(words).translate(_TEXT)

    def start(self, name: str, attributes: Mapping[str, str | None] | None = None, *, empty: bool = False) -> str:
        """A start tag, or an empty element; attributes that are None are left out."""
        said = "".join(
            f' {key}="{self._valid(value).translate(_ATTRIBUTE)}"'
            for key, value in (attributes or {}).items()
            if value is not None
        )
        return f"<{name}{said}{'/' if empty else ''}>"

    def element(self, name: str, attributes: Mapping[str, str | None] | None = None, *inside: str) -> str:
        """An element around markup made before."""
        body = "".join(inside)
        return f"{self.start(name, attributes)}{body}</{name}>" if body else self.start(name, attributes, empty=True)

    def leaf(self, name: str, words: str | None, attributes: Mapping[str, str | None] | None = None) -> str:
        """An element around words; nothing where there are none."""
        return self.element(name, attributes, self.text(words)) if words else ""

    def _valid(self, words: str) -> str:
        held = valid(words)
        if held != words:
            self._notices.add(REPLACED)
        return held


def guid(text: str, space: uuid.UUID = uuid.NAMESPACE_URL) -> str:
    """A permanent id as a UUID: itself where it is one, else one made of it that stays the same."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return str(uuid.uuid5(space, _encodable(text)))


def derived(id: str, name: str) -> str:
    """The id of something that belongs to what `id` names: always the same for the same `name`."""
    return str(uuid.uuid5(uuid.UUID(guid(id)), _encodable(name)))


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def moment(at: str) -> str | None:
    """A time as xsd:dateTime with its zone; None where none is known."""
    if not at:
        return None
    return at if at.endswith("Z") or "+" in at[10:] or "-" in at[10:] else f"{at}Z"

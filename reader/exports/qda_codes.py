"""The code book of REFI-QDA: tags as a tree of codes, and the colours of highlights under a code of their own."""

from __future__ import annotations

import re

from reader.domain.views import Chip
from reader.domain.words import _
from reader.exports.markup import Markup, derived, guid
from reader.exports.selection import Selection
from reader.exports.tag_tree import TagTree

_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


class Codes:
    """The codes of a selection: which code a tag or colour is, and all of them as markup."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._tree = TagTree(selection.vocabulary)
        self._colours = {one.key: guid(one.uuid) for one in selection.palette}
        self._others: dict[str, Chip] = {}

    def of_tag(self, chip: Chip) -> str:
        """The code of a tag. One that the vocabulary does not hold gets a code of its own."""
        tag = self._tree.tag(chip.id)
        if tag is not None:
            return guid(tag.uuid)
        code = derived(f"tag {chip.name}", "code")
        self._others[code] = chip
        return code

    def of_colour(self, key: str) -> str:
        """The code of a highlight's colour."""
        return self._colours.setdefault(key, derived(f"colour {key}", "code"))

    def markup(self, markup: Markup) -> str:
        """The element `CodeBook`'s one child, all codes told so far and the whole vocabulary in it."""
        tags = "".join(self._code(markup, None, set()))
        others = "".join(self._leaf(markup, code, chip.name, chip.colour, "") for code, chip in self._others.items())
        return markup.element("Codes", None, tags, others, self._of_colours(markup))

    def _code(self, markup: Markup, parent: int | None, above: set[int]) -> list[str]:
        found = []
        for tag in self._tree.below(parent):
            if tag.id not in above:
                below = self._code(markup, tag.id, above | {tag.id})
                found.append(self._leaf(markup, guid(tag.uuid), tag.name, tag.colour, tag.note, "".join(below)))
        return found

    def _of_colours(self, markup: Markup) -> str:
        values = {one.key: one.value for one in self._selection.palette}
        meanings = self._selection.colours
        inside = [
            self._leaf(markup, code, meanings.get(key) or key, values.get(key, ""), key)
            for key, code in self._colours.items()
        ]
        about = {"guid": derived(self._selection.provenance.library, "colours"), "name": _("Colours"), "isCodable": "false"}
        return markup.element("Code", about, "".join(inside))

    def _leaf(self, markup: Markup, code: str, name: str, colour: str, note: str, below: str = "") -> str:
        shown = colour if _COLOUR.fullmatch(colour) else None
        about = {"guid": code, "name": name, "isCodable": "true", "color": shown}
        return markup.element("Code", about, markup.leaf("Description", note), below)

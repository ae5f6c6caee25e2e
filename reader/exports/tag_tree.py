"""The tags of a selection as a tree: each tag with the broader ones above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.domain.views import Chip, TagView


class TagTree:
    """The vocabulary by id, and which tag stands under which."""

    def __init__(self, vocabulary: Sequence[TagView]) -> None:
        self._tags = {tag.id: tag for tag in vocabulary}
        self._below: dict[int | None, list[TagView]] = {}
        for tag in vocabulary:
            self._below.setdefault(tag.parent if tag.parent in self._tags else None, []).append(tag)

    def tag(self, id: int) -> TagView | None:
        """The tag with this id; None where the vocabulary does not hold it."""
        return self._tags.get(id)

    def below(self, parent: int | None = None) -> list[TagView]:
        """The tags right under one; those under none for None."""
        return self._below.get(parent, [])

    def path(self, chip: Chip) -> tuple[str, ...]:
        """The names from the broadest term down to the tag itself."""
        names: list[str] = []
        tag, seen = self._tags.get(chip.id), set[int]()
        while tag is not None and tag.id not in seen:
            seen.add(tag.id)
            names.append(tag.name)
            tag = self._tags.get(tag.parent) if tag.parent is not None else None
        return tuple(reversed(names)) or (chip.name,)

    def depth(self) -> int:
        """How many levels there are, at least one."""
        return max((len(self.path(Chip(tag.id, tag.name, ""))) for tag in self._tags.values()), default=1)

    def used(self, ids: set[int]) -> Iterator[TagView]:
        """The tags with these ids and all above them, in the order of the vocabulary."""
        wanted: set[int] = set()
        for id in ids:
            at: int | None = id
            while at in self._tags and at not in wanted:
                wanted.add(at)
                at = self._tags[at].parent
        return (tag for tag in self._tags.values() if tag.id in wanted)

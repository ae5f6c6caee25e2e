"""Tags chosen for something that is still to be done: an import, many articles, an issue's properties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.commands import vocabulary
from reader.commands.session import Session
from reader.domain.terms import term_name
from reader.domain.views import Chip
from reader.ui.tag_editor import TagEditor
from reader.ui.theme import Looks


class ChosenTags(TagEditor):
    """Chips that are only kept here. `changed` follows every change of them."""

    changed = Signal()

    def __init__(self, session: Session, looks: Looks, tags: Sequence[Chip], parent: QWidget | None = None) -> None:
        super().__init__(looks, parent)
        self._known = session
        self._before = list(tags)
        self._kept = list(tags)
        self._insisted: set[str] = set()
        self.attach(session)
        self.tag_wished.connect(self._take_name)
        self.new_wished.connect(self._insist)
        self.tag_dropped.connect(self._drop)
        self._show()

    def _insist(self, name: str) -> None:
        self._insisted.add(term_name(name))
        self._take_name(name)

    def _take_name(self, typed: str) -> None:
        """Take a name; several, parted by commas, where there is no tag of the whole."""
        id = vocabulary.called(self._known, typed) if term_name(typed) else None
        several = [part for part in re.split("[,，、]", typed) if part.strip()]
        if id is None and len(several) > 1:
            for part in several:
                self._take_name(part)
            return
        tag = next((t for t in self._known.tags() if t.id == id), None)
        chip = Chip(tag.id, tag.name, tag.colour) if tag else Chip(0, term_name(typed), "")
        if chip.name and chip.name not in self.names():
            self._kept.append(chip)
            self._show()

    def _drop(self, name: str) -> None:
        self._kept = [chip for chip in self._kept if chip.name != name]
        self._show()

    def _show(self) -> None:
        self.show_tags(self._kept)
        self.changed.emit()

    def take_typed(self) -> None:
        """Take what still stands in the field: somebody pressed the dialog's button without Enter before."""
        typed = self.field.text()
        if not self.field.isHidden() and term_name(typed):
            self.field.clear()
            self._take_name(typed)

    def names(self) -> list[str]:
        """The names of the tags chosen."""
        return [chip.name for chip in self._kept]

    def anew(self) -> bool:
        """Whether a tag is among them that is to be made though there is one of nearly its name."""
        return bool(self._insisted & set(self.names()))

    def added(self) -> list[str]:
        """Tags that were not there at the beginning."""
        before = {chip.name for chip in self._before}
        return [name for name in self.names() if name not in before]

    def dropped(self) -> list[str]:
        """Tags that were there at the beginning and are no more."""
        return [chip.name for chip in self._before if chip.name not in self.names()]

"""A narrow line above a list of highlights: words or a #tag to look for, and a menu of colour, state and order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from reader.domain.views import ColourView, HighlightView
from reader.domain.words import N_, _
from reader.ui.mark_swatch import swatch
from reader.ui.theme import Looks

_REST = 180
STATES = {"": N_("Any state"), "ok": N_("Unchanged"), "changed": N_("Changed"), "lost": N_("Lost")}
SORTS = {"text": N_("In text order"), "newest": N_("Newest first"), "colour": N_("By colour")}


class Narrowed(NamedTuple):
    """What is looked for: words in quote or comment, the beginning of a tag's name, a colour, a state; and the order."""

    words: str = ""
    tag: str = ""
    colour: str = ""
    state: str = ""
    sort: str = "text"

    @property
    def is_narrow(self) -> bool:
        """Whether some highlights may be left out."""
        return any(self[:4])

    def chosen_of(self, highlights: Sequence[HighlightView], order: Sequence[str]) -> list[HighlightView]:
        """These of an article's highlights, in the order wished; `order` are the colours' keys."""
        words, tag = self.words.casefold(), self.tag.casefold()
        found = [
            h for h in highlights
            if (not words or words in f"{h.quote}\n{h.comment}".casefold())
            and (not tag or any(chip.name.casefold().startswith(tag) for chip in h.tags))
            and self.colour in ("", h.colour) and self.state in ("", h.state)
        ]  # fmt: skip
        if self.sort == "newest":
            found.sort(key=lambda h: -h.id)
        elif self.sort == "colour":
            found.sort(key=lambda h: order.index(h.colour) if h.colour in order else len(order))
        return found


class FilterBar(QWidget):
    """`changed` says that something else is looked for."""

    changed = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._colours: Sequence[ColourView] = ()
        self._kept = {"colour": "", "state": "", "sort": "text"}
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.changed)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Words or #tag"))
        self.field.setAccessibleName(_("Filter highlights: words or #tag"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _words: self._rest.start())
        self.button = QToolButton(self)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setAccessibleName(_("Colour, state and order"))
        self.button.setToolTip(_("Colour, state and order"))
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self._say()

    def set_colours(self, colours: Sequence[ColourView]) -> None:
        """Offer these colours."""
        self._colours = colours
        if self._kept["colour"] not in {"", *(c.key for c in colours)}:
            self._kept["colour"] = ""
        self._say()

    def narrowed(self) -> Narrowed:
        """What is looked for now."""
        typed = self.field.text().strip()
        tag = typed[1:].strip() if typed[:1] in ("#", "＃") else ""
        return Narrowed("" if typed[:1] in ("#", "＃") else typed, tag, **self._kept)

    def clear(self) -> None:
        """Look for everything again."""
        self._kept |= {"colour": "", "state": ""}
        self.field.clear()
        self._say()

    def choose(self, what: str, value: str) -> None:
        """Choose a `colour`, a `state` or a `sort`."""
        self._kept[what] = value
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        named = {c.key: _(c.name) for c in self._colours}.get(self._kept["colour"], "")
        state = _(STATES[self._kept["state"]]) if self._kept["state"] else ""
        words = " · ".join(part for part in (named, state) if part) or _(SORTS[self._kept["sort"]])
        self.button.setText(f"{words} ▾")

    def _fill(self) -> None:
        self.menu.clear()
        self._offer("sort", {key: _(name) for key, name in SORTS.items()})
        self.menu.addSeparator()
        self._offer("colour", {"": _("Any colour"), **{c.key: _(c.name) for c in self._colours}})
        self.menu.addSeparator()
        self._offer("state", {key: _(name) for key, name in STATES.items()})

    def _offer(self, what: str, names: dict[str, str]) -> None:
        group = QActionGroup(self.menu)
        for key, name in names.items():
            action = QAction(name, group, checkable=True, checked=self._kept[what] == key)
            if what == "colour" and key:
                action.setIcon(swatch(self.looks, key))
            action.triggered.connect(lambda _checked=False, key=key: self.choose(what, key))
            self.menu.addAction(action)

    def focus(self) -> None:
        """Go into the field."""
        self.field.setFocus()
        self.field.selectAll()

"""The panels side by side: widths that are kept, panels that hide, and what gives way in a narrow window or to an overview."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from reader.ui.theme import Looks

NAMES = ("tree", "facets", "list", "text", "beside", "scan", "marks", "overview")
_ASIDE = ("beside", "scan", "facets")
"""Panels that are hidden until somebody asks for them."""
_READING = ("list", "text", "beside", "scan", "marks")
"""Panels that give their place to an overview."""
_WITH_TEXT = ("beside", "scan", "marks")
"""Panels that are about the text shown."""
_WIDTHS = {
    "tree": 196,
    "facets": 216,
    "list": 336,
    "text": 640,
    "beside": 480,
    "scan": 420,
    "marks": 276,
    "overview": 900,
}
_SMALL = 1300
_NARROW_LIST = 300
_LEAST = {
    "tree": 150,
    "facets": 190,
    "list": 240,
    "text": 440,
    "beside": 300,
    "scan": 280,
    "marks": 220,
    "overview": 420,
}


class Hairline(QSplitterHandle):
    """One pixel to see; Qt lets it be gripped a few pixels to either side."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairline."""
        splitter = self.splitter()
        if isinstance(splitter, Panels):
            colour = splitter.looks.colour("hairline")
            QPainter(self).fillRect(self.contentsRect(), colour)


class Panels(QSplitter):
    """Library, facets, list, text, scan and marks; or library, facets and an overview.

    `arranged` follows every hiding and showing.
    """

    arranged = Signal()

    def __init__(self, looks: Looks, widgets: dict[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.looks = looks
        self._wanted = {name: name not in _ASIDE for name in NAMES}
        self._asked: list[str] = ["beside", "scan", "marks", "tree", "facets", "list"]
        self._overview = False
        self._reading_sizes: list[int] = []
        self._widgets = widgets
        self._chosen = False
        self._liked = dict(_WIDTHS)
        """The widths panels have where there is room: those a person gave them."""
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for name in NAMES:
            widgets[name].setMinimumWidth(_LEAST[name])
            self.addWidget(widgets[name])
            self._stretch(name)
        self.setSizes([_WIDTHS[name] for name in NAMES])
        self.splitterMoved.connect(self._choose)

    def _stretch(self, name: str) -> None:
        """What a wider window brings goes to the text, not to the panels beside it."""
        self.setStretchFactor(NAMES.index(name), 1 if name in ("text", "beside", "overview") else 0)

    def createHandle(self) -> QSplitterHandle:
        """Handles that are hairlines."""
        return Hairline(self.orientation(), self)

    def exchange(self, widgets: dict[str, QWidget]) -> None:
        """Put other widgets in the places of panels; the old ones are the caller's."""
        for name, widget in widgets.items():
            old = self._widgets[name]
            hidden = old.isHidden()
            self._widgets[name] = widget
            widget.setMinimumWidth(_LEAST[name])
            self.replaceWidget(NAMES.index(name), widget)
            self._stretch(name)
            widget.setVisible(not hidden)

    def is_shown(self, name: str) -> bool:
        """Whether a panel is to be seen."""
        return not self._widgets[name].isHidden()

    def show_panel(self, name: str, shown: bool) -> None:
        """Show or hide a panel; where room is short another gives way."""
        self._wanted[name] = shown
        if shown:
            self._asked.remove(name) if name in self._asked else None
            self._asked.append(name)
        self.fit()

    def toggle(self, name: str) -> None:
        """Hide a panel that is shown, show one that is not."""
        self.show_panel(name, not self.is_shown(name))

    def fit(self) -> None:
        """Show what is wanted as far as the width allows; what was asked for last goes first."""
        away = self._text_gives_way()
        text = self._widgets["text"]
        changed = not self._overview and text.isHidden() != away
        text.setVisible(not self._overview and not away)
        self._widgets["overview"].setVisible(self._overview)
        room = self.width() - (_LEAST["overview"] if self._overview else 0 if away else _LEAST["text"])
        came: list[str] = []
        for name in reversed(self._asked):
            gives_way = (self._overview and name in _READING) or (away and name in _WITH_TEXT)
            fits = self._wanted[name] and room >= _LEAST[name] and not gives_way
            room -= _LEAST[name] if fits else 0
            if self._widgets[name].isHidden() == fits:
                self._widgets[name].setVisible(fits)
                changed = True
                came += [name] if fits else []
        if came and not self._overview:
            self._widen(came)
        if changed:
            self.arranged.emit()

    def _widen(self, names: list[str]) -> None:
        """Give panels that have come back the width they like, as far as the text can spare it: a narrow window squeezed them."""
        sizes, text = self.sizes(), NAMES.index("text")
        for name in names:
            at = NAMES.index(name)
            more = min(self._liked[name] - sizes[at], sizes[text] - _LEAST["text"])
            if more > 0:
                sizes[at] += more
                sizes[text] -= more
        if sizes != self.sizes():
            self.setSizes(sizes)

    def _text_gives_way(self) -> bool:
        """Whether the text leaves its place to list and facets: in a window too narrow for all three one narrows first, then reads."""
        narrowing = not self._overview and self._wanted["facets"] and self._wanted["list"]
        least = _LEAST["list"] + _LEAST["facets"]
        return narrowing and least <= self.width() < least + _LEAST["text"]

    def show_text(self) -> None:
        """Give the text its place again where list and facets have taken it."""
        if not self._overview and self._widgets["text"].isHidden():
            self.show_panel("facets", False)

    def show_overview(self, shown: bool) -> None:
        """Let an overview stand in the place of list, text, scan and marks, or them in its place."""
        if shown == self._overview:
            return
        if shown:
            self._reading_sizes = self.sizes()
        self._overview = shown
        self.fit()
        if not shown and any(self._reading_sizes):
            kept = [size or _WIDTHS[name] for name, size in zip(NAMES, self._reading_sizes, strict=True)]
            self.setSizes(kept)
        self.arranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower window may have room for fewer panels."""
        super().resizeEvent(event)
        self.fit()
        if not self._chosen:
            self._start_list()

    def showEvent(self, event: QShowEvent) -> None:
        """Widths are known from here on."""
        super().showEvent(event)
        if not self._chosen:
            self._start_list()

    def _start_list(self) -> None:
        """Until a person chooses a width the list is narrower in a small window: the text needs its characters a line."""
        sizes = self.sizes()
        at, text = NAMES.index("list"), NAMES.index("text")
        wanted = _NARROW_LIST if self.width() <= _SMALL else _WIDTHS["list"]
        if sizes[at] and sizes[at] != wanted and sizes[text] + sizes[at] - wanted >= _LEAST["text"]:
            sizes[text] += sizes[at] - wanted
            sizes[at] = wanted
            self.setSizes(sizes)

    def _choose(self) -> None:
        self._chosen = True
        self._liked |= {name: size for name, size in zip(NAMES, self.sizes(), strict=True) if size > 0}

    def state(self) -> dict[str, Any]:
        """Widths and hidden panels, to keep as a setting."""
        hidden = [name for name in NAMES if not self._wanted[name] and name not in _ASIDE]
        sizes = dict(zip(NAMES, self._reading_sizes if self._overview else self.sizes(), strict=True))
        return {"sizes": {n: s for n, s in sizes.items() if s > 0}, "hidden": hidden}

    def restore(self, state: object) -> None:
        """Take up a kept state; what does not fit is passed over."""
        if not isinstance(state, dict):
            return
        sizes = state.get("sizes")
        if isinstance(sizes, dict):
            widths = {n: s for n, s in sizes.items() if isinstance(s, int) and s > 0}
            self._chosen = "list" in widths
            self._liked |= {name: size for name, size in widths.items() if name in NAMES}
            self.setSizes([widths.get(name, _WIDTHS[name]) for name in NAMES])
        hidden = state.get("hidden")
        for name in NAMES:
            kept_hidden = isinstance(hidden, list) and name in hidden
            self._wanted[name] = name in ("text", "overview") or (name not in _ASIDE and not kept_hidden)
        self.fit()

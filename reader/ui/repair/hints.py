"""The keys of repair mode at the foot of the bench: each can be clicked, in as many lines as there is height for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.ui.key_choice import KeyChoice
from reader.ui.theme import UNIT, Looks

_HIGH = 640
"""A window lower than this (pixels) gives the keys one line, a higher one two."""


@dataclass(frozen=True)
class Hint:
    """A command, its keys as they are typed, and what it does in a word or two."""

    command: str
    keys: str
    words: str


class Hints(QWidget):
    """Keys from the left; what does not fit is left out, and named in the tooltip. `wished` says which was clicked."""

    wished = Signal(str)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.choices: list[KeyChoice] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self._arrange)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show other keys."""
        for old in self.choices:
            old.hide()
            old.deleteLater()
        self.choices = [self._choice(hint) for hint in hints]
        self.setAccessibleName(", ".join(f"{hint.keys} {hint.words}" for hint in hints))
        self.setToolTip(self.accessibleName())
        self._arrange()

    def _choice(self, hint: Hint) -> KeyChoice:
        made = KeyChoice(self.looks, hint.keys, hint.words, self, quiet=True)
        made.clicked.connect(lambda: self.wished.emit(hint.command))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width takes more of them, or fewer."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Fonts may have changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def lines(self) -> int:
        """How many lines there is height for."""
        return 1 if self.window().height() < _HIGH else 2

    def _arrange(self) -> None:
        x, line, height = 0, 0, self._line_height()
        lines = self.lines()
        for choice in self.choices:
            size = choice.sizeHint()
            if x and x + size.width() > self.width():
                x, line = 0, line + 1
            choice.setVisible(line < lines)
            choice.setGeometry(x, line * height, size.width(), size.height())
            x += size.width() + 2 * UNIT
        used = max(1, min(line + 1, lines)) * height
        if used != self.height():
            self.setFixedHeight(used)

    def _line_height(self) -> int:
        return max((choice.sizeHint().height() for choice in self.choices), default=6 * UNIT) + UNIT

    def sizeHint(self) -> QSize:
        """As high as its lines; the width is given."""
        return QSize(200, self.height())

"""The quiet line above an article that has doubts: how many, about what, and the key that leads to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from reader.domain.views import FlagView
from reader.domain.words import _
from reader.ui.actions import key_name
from reader.ui.key_choice import KeyChoice
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import flags_open


class ReviewBar(QWidget):
    """`⚑ 1 to review · The end of the sentence is lost      d Review`. `review_wished` by click."""

    review_wished = Signal()

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self._flags: tuple[FlagView, ...] = ()
        self._key = ""
        self.words = QLabel(self)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.go: KeyChoice | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(5 * UNIT, UNIT, 4 * UNIT, UNIT)
        self._row.setSpacing(2 * UNIT)
        self._row.addWidget(self.words, 1)
        looks.changed.connect(self._wear)
        self.hide()

    def show_flags(self, flags: Sequence[FlagView], key: str) -> None:
        """Say what is open among these doubts; nothing where nothing is. `key` opens the review."""
        self._flags, self._key = tuple(flag for flag in flags if flag.state == "open"), key
        self._wear()
        self.setVisible(bool(self._flags))

    def _wear(self) -> None:
        if not self._flags:
            return
        titles = list(dict.fromkeys(flag.title for flag in self._flags))
        said = f"⚑ {flags_open(len(self._flags))} · {titles[0]}" + (" …" if len(titles) > 1 else "")
        dress(self.words, self.looks, "accent", -1)
        self.words.setText(said)
        self.words.setToolTip("\n".join(flag.reason for flag in self._flags))
        self.setAccessibleName(said)
        if self.go is not None:
            self._row.removeWidget(self.go)
            self.go.hide()
            self.go.deleteLater()
        self.go = KeyChoice(self.looks, key_name(self._key), _("Review"), self, quiet=True)
        self.go.clicked.connect(self.review_wished)
        self._row.addWidget(self.go)
        self.go.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Page colour and a hairline below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.looks.colour("page"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.looks.colour("hairline"))

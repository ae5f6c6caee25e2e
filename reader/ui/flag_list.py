"""The doubts about an article: what is in question, why, and the numbered answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reader.commands import registry
from reader.domain.views import FlagView
from reader.domain.words import _
from reader.ui.theme import Looks

ANSWER = "flag.answer"


class FlagList(QWidget):
    """Open flags one under another. Answers are offered where the program can carry them out."""

    answer_chosen = Signal(int, int)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._flags: tuple[FlagView, ...] = ()
        self._cards: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.setAccessibleName(_("To review in this article"))

    def show_flags(self, flags: Sequence[FlagView]) -> None:
        """Show the open ones among these flags."""
        wanted = tuple(f for f in flags if f.state == "open")
        if wanted == self._flags:
            return
        self._flags = wanted
        self._rebuild()

    def wear_looks(self) -> None:
        """Fonts or colours have changed."""
        self._rebuild()

    def _rebuild(self) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [self._card(flag) for flag in self._flags]
        for card in self._cards:
            self._column.addWidget(card)
        self.setVisible(bool(self._cards))

    def _card(self, flag: FlagView) -> QWidget:
        card = QWidget(self)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label(f"⚑ {flag.title}", "accent", bold=True))
        column.addWidget(self._label(flag.reason, "muted"))
        if any(c.id == ANSWER for c in registry.every()):
            for answer in flag.answers:
                column.addWidget(self._answer(flag.id, answer.n, answer.text))
            column.addWidget(self._answer(flag.id, 0, _("Dismiss")))
        return card

    def _label(self, words: str, colour: str, *, bold: bool = False) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(self.looks.font(-1, bold=bold))
        label.setStyleSheet(f"color: {self.looks.theme[colour]}")
        return label

    def _answer(self, flag: int, number: int, words: str) -> QPushButton:
        button = QPushButton(f"{number}  {words}", self)
        button.setFont(self.looks.font(-1))
        button.setStyleSheet("text-align: left; padding: 3px 8px;")
        button.setToolTip(words)
        button.clicked.connect(lambda: self.answer_chosen.emit(flag, number))
        return button

"""The doubts about an article: what is in question, why, and the numbered answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reader.commands import registry
from reader.domain.views import FlagView
from reader.domain.words import _
from reader.ui.labels import dress
from reader.ui.painting import draw_key
from reader.ui.theme import Looks

ANSWER = "flag.answer"
_WRAP = int(Qt.TextFlag.TextWordWrap)


class FlagList(QWidget):
    """Open flags one under another. Answers are offered where the program can carry them out."""

    answer_chosen = Signal(int, int)
    """Flag and the number of the answer."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._flags: tuple[FlagView, ...] = ()
        self._cards: list[QWidget] = []
        self.answers: list[AnswerButton] = []
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
        self.answers = []
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
                column.addWidget(self._answer(flag, answer.n, answer.text))
            column.addWidget(self._answer(flag, 0, _("Dismiss")))
        return card

    def _label(self, words: str, colour: str, *, bold: bool = False) -> QLabel:
        label = QLabel(words, self)
        label.setWordWrap(True)
        return dress(label, self.looks, colour, -1, bold=bold)

    def _answer(self, flag: FlagView, number: int, words: str) -> QWidget:
        button = AnswerButton(self.looks, number, words, self)
        button.answer_keys = frozenset({0, *(answer.n for answer in flag.answers)})
        button.clicked.connect(lambda: self.answer_chosen.emit(flag.id, number))
        button.number_typed.connect(lambda n: self.answer_chosen.emit(flag.id, n))
        self.answers.append(button)
        return button


class AnswerButton(QAbstractButton):
    """A numbered answer whose words wrap. With the keyboard on it, the numbers answer its doubt."""

    number_typed = Signal(int)

    def __init__(self, looks: Looks, number: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.number = number
        self.setText(words)
        self.setAccessibleName(f"{number} {words}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.answer_keys: frozenset[int] = frozenset()
        """The numbers that answer the doubt this answer belongs to, while the keyboard is here."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def event(self, event: QEvent) -> bool:
        """A number that answers here is no command of the window meanwhile."""
        typed = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride else None
        if typed is not None and self._number(typed) is not None:
            typed.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self._number(event)
        if number is None:
            super().keyPressEvent(event)
        else:
            self.number_typed.emit(number)

    def _number(self, event: QKeyEvent) -> int | None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        typed = event.key() - Qt.Key.Key_0.value
        return typed if plain and typed in self.answer_keys else None

    def _words_box(self, width: int) -> QRect:
        room = QRect(26, 3, max(40, width - 30), 10_000)
        return QFontMetrics(self.looks.font(-1)).boundingRect(room, _WRAP, self.text())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words_box(width).height() + 8

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), self.looks.colour("hover"))
        line = QFontMetrics(self.looks.font(-1)).height()
        draw_key(painter, 20, 4 + line / 2, str(self.number), self.looks.font(-2), self.looks)
        painter.setFont(self.looks.font(-1))
        painter.setPen(self.looks.colour("ink"))
        painter.drawText(self._words_box(self.width()).adjusted(0, 0, 4, 2), _WRAP, self.text())

"""The bench of repair mode: the doubts about the article, its blocks as cards, why the chosen one is what it is, keys."""

from __future__ import annotations

import html

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from reader.domain.views import BlockView, FlagView
from reader.domain.words import _
from reader.ui.flow_layout import FlowLayout
from reader.ui.key_choice import KeyChoice
from reader.ui.labels import dress
from reader.ui.repair.card_view import CardView
from reader.ui.repair.hints import Hints
from reader.ui.terms import reason_name, role_name
from reader.ui.theme import UNIT, Looks


class Doubt(QWidget):
    """A doubt about the article, with its numbered answers; 0 dismisses it. `answered` says which."""

    answered = Signal(int, int)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.flag: FlagView | None = None
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self._answers: list[KeyChoice] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(10 * UNIT, 4 * UNIT, 12 * UNIT, 2 * UNIT)
        self._layout.setSpacing(UNIT)
        self._layout.addWidget(self.words)
        self._row = QWidget(self)
        FlowLayout(self._row, UNIT)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._row.setSizePolicy(policy)
        self._layout.addWidget(self._row)
        self.hide()

    def show_flag(self, flag: FlagView | None, writable: bool) -> None:
        """Show another doubt, or none."""
        self.flag = flag
        self.setVisible(flag is not None)
        for button in self._answers:
            self._flow().removeWidget(button)
            button.deleteLater()
        self._answers = []
        if flag is None:
            return
        dress(self.words, self.looks, "ink", -0.3)
        head = f'<span style="color:{self.looks.theme["accent"]}"><b>⚑ {html.escape(flag.title)}</b></span>'
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setText("\u2002".join((head, html.escape(flag.reason))))
        answers = [(answer.n, answer.text) for answer in flag.answers[:9]] + [(0, _("Dismiss"))]
        for n, text in answers if writable else []:
            self._add(n, text)

    def _add(self, n: int, text: str) -> None:
        button = KeyChoice(self.looks, str(n), text, self._row)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.set_most(max(240, self.width() - 20 * UNIT))
        button.clicked.connect(lambda: self.answer(n))
        self._flow().addWidget(button)
        button.show()
        self._answers.append(button)

    def _flow(self) -> QLayout:
        layout = self._row.layout()
        assert layout is not None
        return layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long answers are elided at the width there is."""
        super().resizeEvent(event)
        for button in self._answers:
            button.set_most(max(240, self.width() - 20 * UNIT))

    def answer(self, n: int) -> bool:
        """Give answer `n`, where the doubt has it."""
        flag = self.flag
        if flag is None or not self._answers or not (n == 0 or any(a.n == n for a in flag.answers)):
            return False
        self.answered.emit(flag.id, n)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a bar in the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(6 * UNIT, 3 * UNIT, -9 * UNIT, -0.5)
        painter.setPen(self.looks.colour("hairline"))
        painter.setBrush(self.looks.colour("list"))
        painter.drawRoundedRect(area, 5, 5)
        painter.fillRect(QRectF(area.x(), area.y() + 4, 3, area.height() - 8), self.looks.colour("accent"))


class Foot(QWidget):
    """What stands under the cards, a hairline above it. Messages stand over it, never on it."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairline."""
        QPainter(self).fillRect(0, 0, self.width(), 1, self.looks.colour("hairline"))


class Bench(QWidget):
    """Doubt, cards, the line about the chosen block, keys."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.reasons: dict[int, str] = {}
        self.doubt = Doubt(looks, self)
        self.cards = CardView(looks, self)
        self.foot = Foot(looks, self)
        self.why = QLabel(self.foot)
        self.hints = Hints(looks, self.foot)
        self.why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.doubt)
        layout.addWidget(self.cards, 1)
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(6 * UNIT, 2 * UNIT, 6 * UNIT, UNIT)
        foot.setSpacing(UNIT)
        foot.addWidget(self.why)
        foot.addWidget(self.hints)
        layout.addWidget(self.foot)
        self.setFocusProxy(self.cards)
        self.setAutoFillBackground(True)
        self.cards.chosen_changed.connect(self._say_why)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def sizeHint(self) -> QSize:
        """As the text it stands for."""
        return QSize(640, 600)

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.setAccessibleName(_("Repair structure"))
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, self.looks.colour("page"))
        self.setPalette(ground)
        dress(self.why, self.looks, "muted", -1)
        self._say_why()

    # what is chosen

    def current(self) -> BlockView | None:
        """The block chosen last."""
        card = self.cards.current()
        return card.block if card else None

    def blocks(self) -> list[int]:
        """The ids of all blocks chosen, in reading order."""
        return [card.block.id for card in self.cards.chosen()]

    def can_split(self) -> bool:
        """Whether the caret stands between two characters of the chosen block."""
        card, caret = self.cards.current(), self.cards.caret
        return card is not None and caret is not None and 0 < caret < len(card.block.text)

    def selected_words(self) -> tuple[tuple[int, int, int], str] | None:
        """The words selected in the chosen block: (block, start, end) and the words."""
        block, selected = self.current(), self.cards.selection()
        if block is None or selected is None:
            return None
        return (block.id, *selected), block.text[selected[0] : selected[1]]

    def _say_why(self) -> None:
        block = self.current()
        if block is None:
            self.why.setText("")
            return
        n, count = self.cards.place()
        place = _("Block {n} of {count}").format(n=n, count=count)
        chosen = len(self.cards.chosen())
        many = _("{count} blocks chosen").format(count=chosen) if chosen > 1 else ""
        reason = reason_name(self.reasons.get(block.id, ""))
        said = (
            _("{role}: {reason}").format(role=role_name(block.role), reason=reason) if reason else role_name(block.role)
        )
        words = " · ".join(part for part in (place, many, said) if part)
        self.why.setText(words)
        self.why.setToolTip(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers the doubt."""
        text = event.text()
        if not (text.isdigit() and len(text) == 1 and self.doubt.answer(int(text))):
            super().keyPressEvent(event)

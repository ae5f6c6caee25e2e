"""The column of cards: how they are laid out, which are chosen, and how keys walk the cards and their words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reader.domain.words import _
from reader.ui.caret import next_stop, previous_stop
from reader.ui.languages import script_of
from reader.ui.repair.card import GAP, MARGIN, Card, font_of
from reader.ui.repair.card_painting import role_height, role_words
from reader.ui.terms import role_name
from reader.ui.theme import UNIT, Looks

SIDE = 6 * UNIT
"""Room left and right of the cards, in pixels."""
HEADING = 9 * UNIT
"""Height of the words over a group of cards."""
FOOT = 14 * UNIT
_TOP = 4 * UNIT


class CardColumn(QAbstractScrollArea):
    """Cards one under the other. Blocks are named by id; `caret` and `selection` are code points of the chosen
    block's text."""

    chosen_changed = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.cards: list[Card] = []
        self.at = -1
        self.from_ = -1
        self.caret: int | None = None
        self.selected_from: int | None = None
        self.foot = ""
        """Words where the page text would stand if there were any: blocks dropped on them become page text."""
        self._content = 0.0
        self._foot_top = 0.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        looks.changed.connect(self.lay_out)

    def sizeHint(self) -> QSize:
        """As wide as a comfortable measure."""
        return QSize(640, 600)

    # what is shown

    def show_cards(self, cards: list[Card], *, anew: bool = False) -> None:
        """Show other cards, standing on the block that was chosen where it is still there; `anew`: on the first.

        Where the chosen block is gone, also among the page text, the one in its place is chosen: several are put away
        one after the other. Page text never takes the place of a block of the article.
        """
        chosen = self.current() if not anew else None
        before = chosen.block if chosen else None
        last, put_away = len(cards) - 1, False
        if chosen is not None and not chosen.furniture:
            put_away = any(card.furniture and card.block.id == chosen.block.id for card in cards)
            last = max((n for n, card in enumerate(cards) if not card.furniture), default=last)
        known = {card.block.id: card for card in self.cards}
        self.cards = [known[c.block.id].take(c) if c.block.id in known else c for c in cards]
        kept = self.index_of(before.id) if before and not put_away else -1
        self.at = self.from_ = kept if kept >= 0 else min(0 if anew else max(self.at, 0), last)
        words = self.cards[self.at].block.text if self.at >= 0 else ""
        if kept < 0 or before is None or before.text != words:
            self.selected_from = None
            if self.caret is not None:
                self.caret = min(self.caret, len(words)) if kept >= 0 else None
        self.lay_out()
        self._tell()

    def index_of(self, block: int) -> int:
        """The place of a block's card; -1 where it is not shown."""
        return next((n for n, card in enumerate(self.cards) if card.block.id == block), -1)

    def lay_out(self) -> None:
        """Set all cards anew: other words, another width, another look."""
        size = max(12, round(self.looks.reading_size * 0.95))
        width = float(self.column())
        y = float(_TOP)
        script = script_of("".join(card.block.text[:60] for card in self.cards[:20]))
        fonts = {role: font_of(self.looks, script, role, size) for role in {card.block.role for card in self.cards}}
        margins: dict[str, float] = {}
        for card in self.cards:
            y += HEADING if card.heading else 0
            card.top = y
            words = role_words(card)
            if words not in margins:
                margins[words] = role_height(words, self.looks)
            y += card.lay_out(fonts[card.block.role], width, size * 1.55, margins[words]) + GAP
        self._foot_top = y
        self._content = y + _TOP + (FOOT if self.foot else 0)
        self._set_bar()
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        palette = self.viewport().palette()
        palette.setColor(QPalette.ColorRole.Base, self.looks.colour("page"))
        self.viewport().setPalette(palette)
        self.viewport().update()

    def column(self) -> int:
        """Width of the cards in pixels: no wider than a line of reading."""
        return min(self.viewport().width() - 2 * SIDE, MARGIN + (self.looks.measure + 3) * self.looks.reading_size)

    def left(self) -> int:
        """Where the column begins."""
        return max(SIDE, (self.viewport().width() - self.column()) // 2)

    def _set_bar(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(8 * UNIT)
        bar.setRange(0, max(0, round(self._content) - self.viewport().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width sets the words anew."""
        super().resizeEvent(event)
        self.lay_out()
        self.reveal()

    # what is chosen

    def current(self) -> Card | None:
        """The card chosen last."""
        return self.cards[self.at] if 0 <= self.at < len(self.cards) else None

    def chosen(self) -> list[Card]:
        """All cards chosen, in reading order."""
        low, high = sorted((self.from_, self.at))
        return self.cards[max(0, low) : high + 1] if self.at >= 0 else []

    def place(self) -> tuple[int, int]:
        """Which of how many the chosen card is, from 1: of the article's blocks, or of the page text."""
        here = self.current()
        alike = [n for n, card in enumerate(self.cards) if here is not None and card.furniture == here.furniture]
        return (alike.index(self.at) + 1, len(alike)) if alike else (0, 0)

    def selection(self) -> tuple[int, int] | None:
        """The words selected in the chosen block."""
        if self.caret is None or self.selected_from is None or self.caret == self.selected_from:
            return None
        return min(self.caret, self.selected_from), max(self.caret, self.selected_from)

    def step(self, by: int, *, extend: bool = False) -> bool:
        """Choose the next card (-1: the one before), also together with those chosen."""
        target = self.at + by
        if not 0 <= target < len(self.cards):
            return False
        self.choose_at(target, extend=extend)
        return True

    def choose(self, block: int, *, extend: bool = False) -> bool:
        """Choose a block; whether it is shown."""
        at = self.index_of(block)
        if at >= 0:
            self.choose_at(at, extend=extend)
        return at >= 0

    def choose_at(self, at: int, *, extend: bool = False, caret: int | None = None) -> None:
        """Choose the card at a place, with the caret at a code point of it or without."""
        self.at = at
        self.from_ = self.from_ if extend and self.from_ >= 0 else at
        self.caret, self.selected_from = caret, None
        self.reveal()
        self._tell()

    def put_caret(self, at: int, *, extend: bool = False) -> None:
        """Put the caret into the chosen block; `extend` selects the words on the way."""
        card = self.current()
        if card is None:
            return
        before = self.caret
        self.caret = min(max(at, 0), len(card.block.text))
        self.selected_from = (before if self.selected_from is None else self.selected_from) if extend else None
        self.from_ = self.at
        self.reveal()
        self._tell()

    def _tell(self) -> None:
        card = self.current()
        words = f"{role_name(card.block.role)}: {card.block.text}" if card else ""
        self.setAccessibleName(_("Blocks of the article"))
        self.setAccessibleDescription(words)
        self.viewport().update()
        self.chosen_changed.emit()

    def reveal(self) -> None:
        """Scroll to what is chosen."""
        card = self.current()
        if card is None:
            return
        area = card.rect() if self.caret is None else card.caret(self.caret)
        top, bottom = area.top() - (HEADING if card.heading else 0) - GAP, area.bottom() + GAP
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or bottom - top > height:
            bar.setValue(round(top))
        elif bottom > bar.value() + height:
            bar.setValue(round(bottom - height))

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the cards, or the words once the caret is among them; Enter goes on by clause."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        keys = Qt.Key
        card = self.current()
        if card is None or not self._walk(card, event, shift):
            steps = {keys.Key_Down: 1, keys.Key_Up: -1}
            if key in steps:
                self.step(steps[keys(key)], extend=shift)
            elif key in (keys.Key_Home, keys.Key_End) and self.cards:
                self.choose_at(0 if key == keys.Key_Home else len(self.cards) - 1, extend=shift)
            else:
                super().keyPressEvent(event)

    def _walk(self, card: Card, event: QKeyEvent, shift: bool) -> bool:
        key, text = Qt.Key(event.key()), card.block.text
        at = -1 if self.caret is None else self.caret
        word = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            stop = (
                previous_stop(text, at if at >= 0 else len(text), False)
                if shift
                else next_stop(text, max(at, 0), False)
            )
            self.put_caret(0 if not shift and at == len(text) else stop)
        elif key == Qt.Key.Key_Right:
            self.put_caret(next_stop(text, max(at, 0), False) if word else at + 1, extend=shift and at >= 0)
        elif key == Qt.Key.Key_Left:
            at = len(text) + 1 if at < 0 else at
            self.put_caret(previous_stop(text, at, False) if word else at - 1, extend=shift and self.caret is not None)
        elif at >= 0 and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.put_caret(0 if key == Qt.Key.Key_Home else len(text), extend=shift)
        elif at >= 0 and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            line = card.line_step(at, 1 if key == Qt.Key.Key_Down else -1)
            if line is None:
                return False
            self.put_caret(line, extend=shift)
        else:
            return False
        return True

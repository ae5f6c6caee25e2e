"""The cards under the mouse: chosen, dragged, dropped and painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from reader.domain.words import ngettext
from reader.ui.repair.card import GAP, MARGIN
from reader.ui.repair.card_column import FOOT, HEADING, SIDE, CardColumn
from reader.ui.repair.card_painting import paint_card, paint_foot, paint_heading, paint_number, paint_place
from reader.ui.repair.dragging import BLOCKS, EdgeScroll, drag_label, numbers, packed
from reader.ui.theme import UNIT, Looks


class CardView(CardColumn):
    """A column of cards that takes the mouse."""

    role_wished = Signal()
    moved = Signal(object, object, bool)
    """Blocks were dropped: their ids, the block they go before (None: the end), whether among the page text."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(looks, parent)
        self._pressed: QPointF | None = None
        self._drop: float | None = None
        self._edges = EdgeScroll(self)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.setAcceptDrops(True)

    def column_point(self, point: QPointF) -> QPointF:
        """A point of the viewport, in the coordinates of the column."""
        return QPointF(point.x() - self.left(), point.y() + self.verticalScrollBar().value())

    def card_at(self, point: QPointF) -> int:
        """The place of the card under a point of the viewport; -1: none."""
        inner = self.column_point(point)
        return next((n for n, card in enumerate(self.cards) if card.rect().contains(inner)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses a card and puts the caret into its words; the margin holds the role, and is what drags."""
        at = self.card_at(event.position())
        if at < 0 or event.button() == Qt.MouseButton.MiddleButton:
            return
        inner = self.column_point(event.position())
        many = self.cards[at] in self.chosen() and len(self.chosen()) > 1
        if event.button() == Qt.MouseButton.RightButton:
            if not many and at != self.at:
                self.choose_at(at, caret=self.cards[at].position(inner) if inner.x() >= MARGIN else None)
            return
        self._pressed = event.position()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.choose_at(at, extend=True)
        elif inner.x() >= MARGIN:
            self.choose_at(at, caret=self.cards[at].position(inner))
        elif not many:
            self.choose_at(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """From the words a drag selects, from the margin it takes the blocks along."""
        inner = self.column_point(event.position())
        hovered = self.card_at(event.position())
        words = hovered >= 0 and inner.x() >= MARGIN
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor if words else Qt.CursorShape.ArrowCursor)
        card = self.current()
        if self._pressed is None or card is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self.caret is not None:
            self.put_caret(card.position(inner), extend=True)
        elif (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._start_drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a role offers others."""
        pressed, self._pressed = self._pressed, None
        inner = self.column_point(event.position())
        if pressed is not None and 0 <= inner.x() < MARGIN and event.button() == Qt.MouseButton.LeftButton:
            at = self.card_at(event.position())
            if at >= 0 and len(self.chosen()) > 1 and not event.modifiers():
                self.choose_at(at)
            if at == self.at and not event.modifiers():
                self.role_wished.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Resting on a card says why it has its role."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.card_at(QPointF(event.pos()))
            words = self.cards[at].reason if at >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self.viewport()) if words else QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # dragging

    def _start_drag(self) -> None:
        drag = QDrag(self)
        data = QMimeData()
        chosen = [card.block for card in self.chosen()]
        data.setData(BLOCKS, packed([block.id for block in chosen]))
        drag.setMimeData(data)
        count = ngettext("{count} block", "{count} blocks", len(chosen)).format(count=len(chosen))
        drag.setPixmap(drag_label(self.looks, chosen[0].text if len(chosen) == 1 else count, self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.MoveAction)

    def place_at(self, point: QPoint) -> int:
        """Before which card something dropped at a point of the viewport goes."""
        y = self.column_point(QPointF(point)).y()
        return next((n for n, card in enumerate(self.cards) if y < card.rect().center().y()), len(self.cards))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Blocks are taken, nothing else."""
        if event.mimeData().hasFormat(BLOCKS):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A line shows where the blocks would go."""
        place = self.place_at(event.position().toPoint())
        after = self.cards[place].rect().top() if place < len(self.cards) else self._foot_top
        if self.on_foot(event.position().toPoint()):
            after = self._foot_top + FOOT
        self._drop = after - GAP / 2
        self.viewport().update()
        self._edges.lead(event.position().y())
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """No line any more."""
        self._drop = None
        self._edges.rest()
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Blocks dropped say where they wish to go."""
        self._drop = None
        self._edges.rest()
        event.acceptProposedAction()
        point = event.position().toPoint()
        blocks = numbers(event.mimeData().data(BLOCKS))
        self.drop_blocks(blocks, self.place_at(point), on_foot=self.on_foot(point))

    def on_foot(self, point: QPoint) -> bool:
        """Whether a point of the viewport lies on the words for missing page text."""
        return bool(self.foot) and self.column_point(QPointF(point)).y() > self._foot_top + GAP

    def drop_blocks(self, blocks: Sequence[int], place: int, *, on_foot: bool = False) -> None:
        """Say that blocks wish to go before the card at `place`, or among the page text."""
        if on_foot:
            self.moved.emit(list(blocks), None, True)
            return
        before = self.cards[place] if place < len(self.cards) else None
        last = self.cards[place - 1] if place else None
        furniture = last.furniture if last is not None and (before is None or before.furniture) else False
        own = before if before is not None and not before.furniture else None
        self.moved.emit(list(blocks), own.block.id if own else None, furniture)
        self.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self.verticalScrollBar().value()
        painter.translate(self.left(), -top)
        sight = QRectF(event.rect()).translated(0, top).adjusted(0, -HEADING, 0, HEADING)
        chosen = {card.block.id for card in self.chosen()}
        for n, card in enumerate(self.cards):
            if card.rect().bottom() < sight.top() or card.rect().top() > sight.bottom() + HEADING:
                continue
            if card.heading:
                paint_heading(painter, card, self.looks, HEADING)
            if not card.furniture:
                paint_number(painter, card, n + 1, SIDE - UNIT, self.looks)
            here = n == self.at
            selected = self.selection() if here else None
            paint_card(
                painter, card, self.looks, chosen=card.block.id in chosen, selected=selected,
                caret=self.caret if here and self.hasFocus() else None, focused=self.hasFocus(),
            )  # fmt: skip
        if self.foot:
            paint_foot(painter, QRectF(0, self._foot_top + GAP, self.column(), FOOT - GAP), self.foot, self.looks)
        if self._drop is not None:
            paint_place(painter, self._drop, self.column(), self.looks)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen card is framed in the accent while keys go here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame pales."""
        super().focusOutEvent(event)
        self.viewport().update()

"""Stretches and shrinks the highlight chosen, by its edges: with the keyboard, or with the mouse at its two grips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextCursor

from reader.domain.views import BlockSpan, HighlightView
from reader.ui.mark_grips import END, START, grip_at
from reader.ui.reading_view import ReadingView
from reader.ui.shown_article import ShownArticle

_REST = 600
_TRIES = 400
_NEAR_EDGE = 24
_Range = tuple[int, int]


class Stretching(QObject):
    """What is moved is shown at once and kept (`kept`: highlight, spans) when Shift or the mouse is let go."""

    kept = Signal(int, object)

    def __init__(self, view: ReadingView, shown: ShownArticle, chosen: Callable[[], int | None]) -> None:
        super().__init__(view)
        self.view = view
        self.shown = shown
        self.chosen = chosen
        self.enabled = True
        self._moving: int | None = None
        self._spans: list[BlockSpan] = []
        self._dragged = ""
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.keep)
        view.stretch = self.key
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    # --- the keyboard

    def key(self, event: QKeyEvent) -> bool:
        """Take Shift with an arrow: by character or line, with Ctrl by clause or sentence, with Alt at the beginning."""
        modifiers = event.modifiers()
        steps = {
            Qt.Key.Key_Left: (False, False), Qt.Key.Key_Right: (True, False),
            Qt.Key.Key_Up: (False, True), Qt.Key.Key_Down: (True, True),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None or not modifiers & Qt.KeyboardModifier.ShiftModifier or not self._begin():
            return False
        edge = START if modifiers & Qt.KeyboardModifier.AltModifier else END
        self._step(edge, *step, by_clause=bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        self._rest.start()
        return True

    def _begin(self) -> bool:
        """Whether there is a highlight to stretch: one is chosen, nothing is selected."""
        highlight = self.shown.highlight(self.chosen())
        if not self.enabled or highlight is None or self.view.textCursor().hasSelection() or not highlight.spans:
            return False
        if self._moving != highlight.id:
            self.keep()
            self._moving, self._spans = highlight.id, list(highlight.spans)
        return True

    def _step(self, edge: str, forward: bool, wide: bool, by_clause: bool) -> None:
        ranges = self._ranges()
        at = ranges[0][0] if edge == START else ranges[-1][1]
        for _try in range(_TRIES):
            to = self._beyond(at, forward, wide, by_clause)
            if to == at or self._move(edge, to):
                return
            at = to

    def _beyond(self, at: int, forward: bool, wide: bool, by_clause: bool) -> int:
        if by_clause:
            return self.view.stop_from(at, forward, wide)
        move = QTextCursor.MoveOperation
        cursor = self.view.textCursor()
        cursor.setPosition(at)
        if wide:
            cursor.movePosition(move.Down if forward else move.Up)
        else:
            cursor.movePosition(move.NextCharacter if forward else move.PreviousCharacter)
        return cursor.position()

    # --- both ways

    def _ranges(self) -> list[_Range]:
        return sorted(r for span in self._spans for r in self.shown.places.ranges(span))

    def _move(self, edge: str, to: int) -> bool:
        """Put an edge at a document position and show it; False where no words are won or lost, or none would be left."""
        ranges = self._ranges()
        low, high = ranges[0][0], ranges[-1][1]
        new = (to, high) if edge == START else (low, to)
        parts = [(max(a, new[0]), min(b, new[1])) for a, b in ranges]
        parts += [(new[0], low), (high, new[1])]
        wanted = sorted((a, b) for a, b in parts if a < b)
        spans = self.shown.own([span for part in wanted for span in self.shown.places.spans(*part)])
        joined = _joined(spans)
        if not joined or joined == self._spans:
            return False
        self._spans = joined
        self._show()
        self.view.reveal(to, to)
        return True

    def _show(self) -> None:
        article = self.shown.view
        if article is None:
            return
        marks = tuple(replace(h, spans=tuple(self._spans)) if h.id == self._moving else h for h in article.highlights)
        self.shown.view = replace(article, highlights=marks)
        self.shown.lay_highlights(marks, self.view.document())
        self.view.viewport().update()

    def keep(self) -> None:
        """What was moved is meant."""
        self._rest.stop()
        moving, self._moving = self._moving, None
        if moving is not None:
            self.kept.emit(moving, list(self._spans))

    def moved(self) -> HighlightView | None:
        """The highlight being moved, as it is shown."""
        return self.shown.highlight(self._moving)

    # --- the mouse, and letting go

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.view:
            if kind == QEvent.Type.FocusOut or (
                kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Shift
            ):
                self._let_go()
            return False
        return isinstance(event, QMouseEvent) and self._mouse(kind, event)

    def _let_go(self) -> None:
        if self._moving is not None and not self._dragged:
            self.keep()

    def _mouse(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        at = event.position()
        if kind == QEvent.Type.MouseMove and self._dragged:
            self._drag(at.toPoint())
            return True
        if kind == QEvent.Type.MouseMove:
            return self._hover(at)
        if kind == QEvent.Type.MouseButtonRelease and self._dragged:
            self._dragged = ""
            self.keep()
            return True
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return event.button() == Qt.MouseButton.LeftButton and self._take(at)
        return False

    def _grip(self, at: QPointF) -> str:
        if not self.enabled or self.view.textCursor().hasSelection():
            return ""
        current = self.chosen()
        return grip_at(self.view, self.shown.layers.ranges_of(current), at) if current is not None else ""

    def _hover(self, at: QPointF) -> bool:
        if not self._grip(at):
            return False
        self.view.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        return True

    def _take(self, at: QPointF) -> bool:
        grip = self._grip(at)
        if grip and self._begin():
            self._dragged = grip
            return True
        return False

    def _drag(self, at: QPoint) -> None:
        height, bar = self.view.viewport().height(), self.view.verticalScrollBar()
        if at.y() < _NEAR_EDGE or at.y() > height - _NEAR_EDGE:
            bar.setValue(bar.value() + (at.y() - _NEAR_EDGE if at.y() < _NEAR_EDGE else at.y() - height + _NEAR_EDGE))
        ranges = self._ranges()
        to = self.view.cursorForPosition(at).position()
        # An edge dragged over the other one stops before it.
        to = min(to, ranges[-1][1] - 1) if self._dragged == START else max(to, ranges[0][0] + 1)
        self._move(self._dragged, to)


def _joined(spans: Sequence[BlockSpan]) -> list[BlockSpan]:
    """Spans in text order, those of a block that touch made one."""
    found: list[BlockSpan] = []
    for span in spans:
        if found and found[-1].block == span.block and found[-1].end >= span.start:
            found[-1] = BlockSpan(span.block, found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found

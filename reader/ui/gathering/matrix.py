"""The matrix of tags that stand together, drawn: counts on tinted squares, walked by arrows, opened by Enter or a click."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reader.domain.overviews import Together
from reader.domain.words import _
from reader.ui.painting import CENTRE, LEFT, RIGHT, draw_elided
from reader.ui.theme import UNIT, Looks

_LONGEST = 150
"""Pixels a tag's name may take before it is cut short."""
_DARKEST = 0.5
_GAP = 2 * UNIT
_LARGEST, _WIDE = 52, 420
"""A square is no larger than that; few tags take that many pixels together."""


class Matrix(QWidget):
    """`stood` follows the place stood on, `opened` says that a pair (or on the diagonal one tag) was chosen: two rows."""

    stood = Signal()
    opened = Signal(int, int)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.found = Together("articles", (), {})
        self.row, self.column = 0, 0
        self._names = 0
        self._cell = 30
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Tags that stand together"))

    def show_found(self, found: Together) -> None:
        """Show other counts, standing on the commonest pair."""
        self.found = found
        best = max(found.pairs, key=lambda pair: found.pairs[pair], default=None)
        rows = {tag.id: n for n, tag in enumerate(found.tags)}
        self.row, self.column = sorted((rows[best[0]], rows[best[1]]), reverse=True) if best else (0, 0)
        metrics = QFontMetricsF(self.looks.font(-1))
        widest = max((metrics.horizontalAdvance(tag.name) for tag in found.tags), default=0)
        digits = QFontMetricsF(self._count_font()).horizontalAdvance(f"{max((t.uses for t in found.tags), default=0):,}")
        tallest = max((len(tag.name) for tag in found.tags), default=0) * metrics.height()
        self._names = round(min(max(widest, tallest), _LONGEST)) + 2 * _GAP
        roomy = min(_LARGEST, _WIDE // max(1, len(found.tags)))
        self._cell = max(30, roomy, round(digits) + 12, round(metrics.height()) + 10)
        side = self._names + self._cell * len(found.tags) + 2
        self.setFixedSize(side, side)
        self.update()
        self.stood.emit()

    def _count_font(self) -> QFont:
        return self.looks.font(-1.5)

    def sizeHint(self) -> QSize:
        """As large as the tags need."""
        return self.size()

    def count(self, row: int, column: int) -> int:
        """How many bear the tags of a row and a column; on the diagonal the one tag."""
        one, other = self.found.tags[row], self.found.tags[column]
        return one.uses if row == column else self.found.both(one.id, other.id)

    def cell(self, row: int, column: int) -> QRectF:
        """Where a square lies."""
        return QRectF(self._names + column * self._cell, self._names + row * self._cell, self._cell, self._cell)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Squares, counts, names at the left and above."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(self.found.pairs.values(), default=1)
        for row in range(len(self.found.tags)):
            for column in range(len(self.found.tags)):
                area = self.cell(row, column)
                if area.toAlignedRect().intersects(event.rect()):
                    self._paint_cell(painter, area, row, column, most)
        self._paint_names(painter)
        if self.found.tags:
            edge = self.looks.colour("accent" if self.hasFocus() else "muted")
            painter.setPen(QPen(edge, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.cell(self.row, self.column).adjusted(1, 1, -1, -1))

    def _paint_cell(self, painter: QPainter, area: QRectF, row: int, column: int, most: int) -> None:
        looks, count = self.looks, self.count(row, column)
        inner = area.adjusted(0.5, 0.5, -0.5, -0.5)
        ground = looks.colour("chip")
        if row != column:
            ground = QColor(looks.colour("accent"))
            ground.setAlphaF(0.08 + (_DARKEST - 0.08) * (count / most) ** 0.5 if count else 0.0)
        painter.setPen(QPen(looks.colour("hairline"), 1))
        painter.setBrush(ground)
        painter.drawRect(inner)
        if count:
            colour = "muted" if row == column else "ink"
            draw_elided(painter, area, f"{count:,}", self._count_font(), looks.colour(colour), CENTRE)

    def _paint_names(self, painter: QPainter) -> None:
        for number, tag in enumerate(self.found.tags):
            for across, here in ((False, self.row), (True, self.column)):
                font = self.looks.font(-1, bold=number == here)
                colour = self.looks.colour("ink" if number == here else "muted")
                if across:
                    self._paint_above(painter, number, tag.name, font, colour)
                else:
                    area = QRectF(0, self._names + number * self._cell, self._names - _GAP, self._cell)
                    draw_elided(painter, area, tag.name, font, colour, RIGHT)

    def _paint_above(self, painter: QPainter, column: int, name: str, font: QFont, colour: QColor) -> None:
        """The name of a column: Chinese from above downwards, other words from below as on the spine of a book."""
        left, room = self._names + column * self._cell, self._names - _GAP
        step = QFontMetricsF(font).height() * 0.92
        if not any(char.isascii() for char in name) and len(name) * step <= room:
            for number, char in enumerate(name):
                top = self._names - _GAP - (len(name) - number) * step
                draw_elided(painter, QRectF(left, top, self._cell, step), char, font, colour, CENTRE)
            return
        painter.save()
        painter.translate(left, self._names)
        painter.rotate(-90)
        draw_elided(painter, QRectF(_GAP, 0, room, self._cell), name, font, colour, LEFT)
        painter.restore()

    # walking

    def stand_on(self, row: int, column: int) -> None:
        """Stand on a square."""
        last = len(self.found.tags) - 1
        self.row, self.column = min(max(0, row), last), min(max(0, column), last)
        self.update()
        self.stood.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End go to the edges, Enter opens."""
        last = len(self.found.tags) - 1
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -last), Qt.Key.Key_End: (0, last), Qt.Key.Key_PageUp: (-last, 0),
            Qt.Key.Key_PageDown: (last, 0),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if last >= 0 and step is not None:
            self.stand_on(self.row + step[0], self.column + step[1])
        elif last >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.row, self.column)
        else:
            super().keyPressEvent(event)

    def _at(self, point: QPoint) -> tuple[int, int] | None:
        row, column = (point.y() - self._names) // self._cell, (point.x() - self._names) // self._cell
        there = range(len(self.found.tags))
        return (row, column) if row in there and column in there else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over squares that can be opened."""
        at = self._at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if at and self.count(*at) else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click stands on a square and opens it."""
        self.setFocus()
        at = self._at(event.position().toPoint())
        if at is not None:
            self.stand_on(*at)
            if self.count(*at):
                self.opened.emit(*at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame says where the keyboard is."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame says where the keyboard is."""
        self.update()
        super().focusOutEvent(event)

"""Paints marks around the words of a reading view: tints and ornaments under them, lines and outlines over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit

from reader.ui.mark_layers import Mark, MarkLayers
from reader.ui.theme import Looks
from reader.ui.typesetting import HAIRLINE_ABOVE, HAIRLINE_BELOW, ORNAMENT, PLATE, QUOTE_RULE, SIDE_RULE

_LANE = 3.0
_BAR = 3.0

# How the line under a highlight is drawn, so that colours can be told apart without seeing colour.
UNDERLINES: dict[str, tuple[float, ...] | str] = {
    "yellow": (),
    "green": (5.0, 2.5),
    "blue": (1.2, 2.0),
    "pink": "double",
    "orange": (6.0, 2.0, 1.2, 2.0),
    "purple": "wave",
    "teal": "thick",
    "grey": (9.0, 4.0),
}


@dataclass(frozen=True)
class LineBox:
    """A stretch of one line: its box in the viewport, and the line's pitch in pixels."""

    box: QRectF
    pitch: float


def visible_paragraphs(view: QTextEdit, area: QRectF) -> Iterator[tuple[QTextBlock, QRectF]]:
    """The paragraphs that meet `area` of the viewport, each with its box there."""
    layout = view.document().documentLayout()
    shift = QPointF(-view.horizontalScrollBar().value(), -view.verticalScrollBar().value())
    block = view.cursorForPosition(area.topLeft().toPoint()).block()
    block = block.previous() if block.previous().isValid() else block
    while block.isValid():
        box = layout.blockBoundingRect(block).translated(shift)
        if box.top() > area.bottom() + 40:
            return
        yield block, box
        block = block.next()


def line_boxes(block: QTextBlock, box: QRectF, start: int, end: int) -> list[LineBox]:
    """The boxes of the document range `[start, end)` within a paragraph, one a line."""
    low, high = max(0, start - block.position()), min(block.length() - 1, end - block.position())
    layout = block.layout()
    pitch = block.blockFormat().lineHeight()
    found: list[LineBox] = []
    for number in range(max(0, layout.lineForTextPosition(low).lineNumber()), layout.lineCount()):
        line = layout.lineAt(number)
        first = line.textStart()
        last = first + line.textLength()
        if last <= low:
            continue
        if first >= high:
            break
        found.append(LineBox(_line_box(line, box, max(low, first), min(high, last), last, pitch), pitch))
    return found


def _line_box(line: QTextLine, box: QRectF, low: int, high: int, last: int, pitch: float) -> QRectF:
    left = _x(line, low)
    right = line.naturalTextRect().right() if high >= last else _x(line, high)
    left, right = min(left, right), max(left, right)
    height = min(line.height(), pitch) if pitch else line.height()
    top = line.y() + (line.height() - height) / 2
    return QRectF(box.left() + left, box.top() + top, right - left, height)


def _x(line: QTextLine, position: int) -> float:
    # PySide gives back the position beside the place; its stubs know only the place.
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


class MarkPainter:
    """Paints one view's marks; the view calls `under` before and `over` after its text."""

    def __init__(self, view: QTextEdit, looks: Looks, layers: MarkLayers) -> None:
        self.view = view
        self.looks = looks
        self.layers = layers
        self.current: int | None = None
        self.hit: tuple[int, int] | None = None
        self.gutter = 0
        self._lines: list[tuple[Mark, list[LineBox]]] = []
        self._dotted: list[LineBox] = []
        self._outlined: list[tuple[bool, list[LineBox]]] = []

    # --- under the words

    def under(self, painter: QPainter, area: QRectF) -> None:
        """Ornaments of paragraphs and tints of highlights; what goes over the words is measured on the way."""
        self._lines.clear()
        self._dotted.clear()
        self._outlined.clear()
        layers = self.layers
        for block, box in visible_paragraphs(self.view, area):
            ornament = block.blockFormat().intProperty(ORNAMENT)
            if ornament:
                self._ornament(painter, block, box, ornament)
            number = block.blockNumber()
            for mark in layers.in_paragraph(number):
                lines = line_boxes(block, box, mark.start, mark.end)
                self._lines.append((mark, lines))
                self._tint(painter, lines, mark)
            for start, end in layers.corrected_in_paragraph(number):
                self._dotted += line_boxes(block, box, start, end)
            for hit in layers.hits_in_paragraph(number):
                self._outlined.append((hit == self.hit, line_boxes(block, box, *hit)))

    def _tint(self, painter: QPainter, lines: Sequence[LineBox], mark: Mark) -> None:
        colour = QColor(self.looks.theme.tint(mark.colour))
        if mark.lane:
            colour.setAlphaF(0.55)
        for line in lines:
            painter.fillRect(line.box, colour)

    def _ornament(self, painter: QPainter, block: QTextBlock, box: QRectF, ornament: int) -> None:
        size = self.looks.reading_size
        rule = QColor(self.looks.theme["hairline"])
        right = float(self.view.viewport().width() - self.gutter)
        if ornament == HAIRLINE_BELOW:
            y = round(box.bottom() + 0.6 * size) + 0.5
            painter.setPen(QPen(rule, 1))
            painter.drawLine(QPointF(self.gutter, y), QPointF(right, y))
        elif ornament == HAIRLINE_ABOVE:
            y = round(box.top() - 0.8 * size) + 0.5
            painter.setPen(QPen(rule, 1))
            painter.drawLine(QPointF(self.gutter, y), QPointF(right, y))
        elif ornament in (SIDE_RULE, QUOTE_RULE):
            colour = QColor(self.looks.theme["accent"]) if ornament == SIDE_RULE else rule
            above = 0.0 if block.previous().blockFormat().intProperty(ORNAMENT) != ornament else 0.7 * size
            left = box.left() + (0.2 if ornament == SIDE_RULE else 1.2) * size
            painter.fillRect(QRectF(round(left), box.top() - above, 2, box.height() + above), colour)
        elif ornament == PLATE:
            plate = QRectF(self.gutter, round(box.top() - 0.5 * size), right - self.gutter, round(box.height() + size))
            painter.setPen(QPen(rule, 1, Qt.PenStyle.DashLine))
            painter.drawRect(plate.adjusted(0.5, 0.5, -0.5, -0.5))

    # --- over the words

    def over(self, painter: QPainter) -> None:
        """Lines under highlights, bars beside them, corrections, search hits: as measured by `under`."""
        for mark, lines in self._lines:
            self._line_under(painter, lines, mark)
        self._corrected(painter, self._dotted)
        for current, lines in self._outlined:
            self._hit(painter, lines, current)

    def _line_under(self, painter: QPainter, lines: Sequence[LineBox], mark: Mark) -> None:
        edge = QColor(self.looks.theme.edge(mark.colour))
        chosen = mark.highlight == self.current
        for line in lines:
            room = max(1.0, (line.pitch - line.box.height()) - 1.0)
            y = line.box.bottom() - 0.5 + min(mark.lane * _LANE, room)
            underline(painter, mark.colour, edge, line.box.left(), line.box.right(), y, 2.2 if chosen else 1.4)
            if chosen:
                painter.setPen(QPen(edge, 1.2))
                painter.drawRect(line.box.adjusted(-1, -1, 1, 0))
            self._bar(painter, line, mark, edge, chosen)

    def _bar(self, painter: QPainter, line: LineBox, mark: Mark, edge: QColor, chosen: bool) -> None:
        x = self.gutter - 14.0 - mark.lane * (_BAR + 2)
        if x < 1:
            return
        painter.fillRect(QRectF(x, line.box.top(), _BAR if chosen else _BAR - 1, line.box.height()), edge)

    def _corrected(self, painter: QPainter, lines: Sequence[LineBox]) -> None:
        pen = QPen(QColor(self.looks.theme["muted"]), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.0, 1.2])
        painter.setPen(pen)
        for line in lines:
            y = line.box.bottom() + 0.5
            painter.drawLine(QPointF(line.box.left(), y), QPointF(line.box.right(), y))

    def _hit(self, painter: QPainter, lines: Sequence[LineBox], current: bool) -> None:
        edge = QColor(self.looks.theme["hit_edge"])
        wash = QColor(edge)
        wash.setAlphaF(0.2)
        for line in lines:
            painter.setPen(QPen(edge, 2.0 if current else 1.0))
            painter.setBrush(wash if current else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(line.box.adjusted(-1, 0.5, 1, 0.5), 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)


def underline(
    painter: QPainter, key: str, edge: QColor, left: float, right: float, y: float, width: float = 1.4
) -> None:
    """Draw the line that tells a highlight colour without its hue."""
    how = UNDERLINES.get(key, ())
    pen = QPen(edge, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if how == "wave":
        painter.setPen(pen)
        painter.drawPath(_wave(left, right, y))
        return
    if how == "thick":
        pen.setWidthF(width * 2)
    elif how == "double":
        pen.setWidthF(max(1.0, width * 0.7))
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y + 2.4), QPointF(right, y + 2.4))
    elif isinstance(how, tuple) and how:
        pen.setDashPattern([dash / width * 1.2 for dash in how])
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(right, y))


def _wave(left: float, right: float, y: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, y))
    x, up = left, True
    while x < right:
        path.quadTo(QPointF(x + 1.5, y + (-2.0 if up else 2.0)), QPointF(x + 3.0, y))
        x, up = x + 3.0, not up
    return path

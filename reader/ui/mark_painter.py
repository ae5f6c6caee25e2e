"""Paints marks around the words of a reading view: tints and ornaments under them, lines and outlines over them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextBlock
from PySide6.QtWidgets import QTextEdit

from reader.ui.doubt_mark import paint_doubt
from reader.ui.mark_boxes import LineBox, line_boxes, visible_paragraphs
from reader.ui.mark_grips import paint_grips
from reader.ui.mark_layers import Mark, MarkLayers
from reader.ui.theme import Looks
from reader.ui.typesetting import DOUBT, HAIRLINE_ABOVE, HAIRLINE_BELOW, ORNAMENT, PLATE, QUOTE_RULE, SIDE_RULE

_LANE = 3.0
_BAR = 3.0
HIT_WASH = 0.3
"""How much of the accent lies behind the current search hit."""

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
# The lines of colours that a person adds; the key begins with the line's name.
OWN_LINES: dict[str, tuple[float, ...] | str] = {
    "own1": "zigzag",
    "own2": "triple",
    "own3": (2.4, 5.0),
    "own4": (9.0, 2.0, 1.2, 2.0, 1.2, 2.0),
    "own5": "boxes",
    "own6": "dashed thick",
    "own7": (14.0, 3.0),
    "own8": (5.0, 2.0, 5.0, 6.0),
}


def line_of(key: str) -> tuple[float, ...] | str:
    """How the line of a colour is drawn: dashes and gaps in pixels (empty: unbroken), or a name."""
    return UNDERLINES.get(key) or OWN_LINES.get(key[:4], ())


class MarkPainter:
    """Paints one view's marks; the view calls `under` before and `over` after its text."""

    def __init__(self, view: QTextEdit, looks: Looks, layers: MarkLayers) -> None:
        self.view = view
        self.looks = looks
        self.layers = layers
        self.current: int | None = None
        self.has_grips = False
        self.hit: tuple[int, int] | None = None
        self.gutter = 0
        self._lines: list[tuple[Mark, list[LineBox]]] = []
        self._dotted: list[LineBox] = []
        self._outlined: list[tuple[bool, list[LineBox]]] = []

    def frame(self, painter: QPainter, start: int, end: int) -> None:
        """A line around the paragraphs of the document range `[start, end)`."""
        document, layout = self.view.document(), self.view.document().documentLayout()
        shift = QPointF(-self.view.horizontalScrollBar().value(), -self.view.verticalScrollBar().value())
        first, last = document.findBlock(start), document.findBlock(max(start, end - 1))
        box = layout.blockBoundingRect(first).united(layout.blockBoundingRect(last)).translated(shift)
        following = last.next()
        gap = layout.blockBoundingRect(following).translated(shift).top() - box.bottom() if following.isValid() else 16.0
        painter.setPen(QPen(self.looks.colour("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-12, -1, 12, min(8.0, max(2.0, gap / 2))), 5, 5)

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
            doubt = block.blockFormat().intProperty(DOUBT)
            if doubt:
                edge = float(self.view.viewport().width() - self.gutter)
                paint_doubt(painter, box, edge, doubt, self.looks.theme)
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
        self._bars(painter)
        self._corrected(painter, self._dotted)
        for current, lines in self._outlined:
            self._hit(painter, lines, current)
        if self.has_grips and self.current is not None:
            theme, key = self.looks.theme, self.layers.colour_of(self.current)
            ranges = self.layers.ranges_of(self.current)
            paint_grips(painter, self.view, ranges, QColor(theme.edge(key)), QColor(theme["page"]))

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

    def _bars(self, painter: QPainter) -> None:
        """A bar beside each line of each highlight: those of one line stand side by side, none hides another."""
        taken: dict[int, set[int]] = {}
        for mark, lines in sorted(self._lines, key=lambda entry: entry[0].lane):
            edge = QColor(self.looks.theme.edge(mark.colour))
            width = _BAR if mark.highlight == self.current else _BAR - 1
            beside = [taken.setdefault(round(line.box.top()), set()) for line in lines]
            place = next(n for n in itertools.count(mark.lane) if not any(n in places for places in beside))
            x = self.gutter - 14.0 - place * (_BAR + 2)
            for line, places in zip(lines, beside, strict=True):
                places.add(place)
                if x >= 1:
                    painter.fillRect(QRectF(x, line.box.top(), width, line.box.height()), edge)

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
        wash.setAlphaF(HIT_WASH)
        for line in lines:
            painter.setPen(QPen(edge, 2.0 if current else 1.0))
            painter.setBrush(wash if current else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(line.box.adjusted(-1, 0.5, 1, 0.5), 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)


def underline(
    painter: QPainter, key: str, edge: QColor, left: float, right: float, y: float, width: float = 1.4
) -> None:
    """Draw the line that tells a highlight colour without its hue."""
    how = line_of(key)
    pen = QPen(edge, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    if how in ("wave", "zigzag"):
        painter.drawPath(_wave(left, right, y, round_=how == "wave"))
        return
    if how == "boxes":
        pen.setWidthF(1.0)
        painter.setPen(pen)
        for n in range(max(1, int((right - left) // 6))):
            painter.drawRect(QRectF(left + n * 6, y - 1.5, 3, 3))
        return
    for shift in _lines_beside(str(how)):
        pen.setWidthF(max(1.0, width * 0.7))
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y + shift), QPointF(right, y + shift))
    if how in ("thick", "dashed thick"):
        pen.setWidthF(width * 2)
        if how == "dashed thick":
            pen.setDashPattern([2.4, 1.6])
    elif isinstance(how, tuple) and how:
        pen.setDashPattern([dash / width * 1.2 for dash in how])
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(right, y))


def _lines_beside(how: str) -> tuple[float, ...]:
    return {"double": (2.4,), "triple": (2.2, 4.4)}.get(how, ())


def _wave(left: float, right: float, y: float, *, round_: bool) -> QPainterPath:
    path = QPainterPath(QPointF(left, y))
    x, up = left, True
    while x < right:
        peak = QPointF(x + 1.5, y + (-2.0 if up else 2.0))
        if round_:
            path.quadTo(peak, QPointF(x + 3.0, y))
        else:
            path.lineTo(peak)
            path.lineTo(QPointF(x + 3.0, y))
        x, up = x + 3.0, not up
    return path

"""The two grips of the highlight chosen: where they are, how they are painted, which one is under the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QTextEdit

from reader.ui.mark_boxes import line_boxes

START, END = "start", "end"
_BALL = 3.6
_REACH = 9.0
Ranges = Sequence[tuple[int, int]]


def grips(view: QTextEdit, ranges: Ranges) -> dict[str, QRectF]:
    """The upright strokes of no width at both edges of a highlight, in the viewport; empty where it is not shown."""
    if not ranges:
        return {}
    first = _boxes(view, ranges[0])
    last = _boxes(view, ranges[-1])
    if not first or not last:
        return {}
    return {
        START: QRectF(first[0].left(), first[0].top(), 0, first[0].height()),
        END: QRectF(last[-1].right(), last[-1].top(), 0, last[-1].height()),
    }


def _boxes(view: QTextEdit, place: tuple[int, int]) -> list[QRectF]:
    document = view.document()
    shift = QPointF(-view.horizontalScrollBar().value(), -view.verticalScrollBar().value())
    found: list[QRectF] = []
    block = document.findBlock(place[0])
    while block.isValid() and block.position() < place[1]:
        box = document.documentLayout().blockBoundingRect(block).translated(shift)
        found += [line.box for line in line_boxes(block, box, *place)]
        block = block.next()
    return found


def _ball(stroke: QRectF, which: str) -> QPointF:
    return QPointF(stroke.left(), stroke.top() - _BALL if which == START else stroke.bottom() + _BALL)


def grip_at(view: QTextEdit, ranges: Ranges, at: QPointF) -> str:
    """START or END where a grip is near a point of the viewport, the nearer one; else empty."""
    near = []
    for which, stroke in grips(view, ranges).items():
        away = _ball(stroke, which) - at
        beside = abs(at.x() - stroke.left()) <= 3 and stroke.top() <= at.y() <= stroke.bottom()
        distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
        if beside or distance <= _REACH:
            near.append((distance, which))
    return min(near)[1] if near else ""


def paint_grips(painter: QPainter, view: QTextEdit, ranges: Ranges, edge: QColor, paper: QColor) -> None:
    """Paint both grips: a stroke along the edge with a ball at its end."""
    for which, stroke in grips(view, ranges).items():
        ball = _ball(stroke, which)
        painter.setPen(QPen(edge, 1.8))
        painter.drawLine(stroke.topLeft(), stroke.bottomLeft())
        painter.setPen(QPen(paper, 1.2))
        painter.setBrush(edge)
        painter.drawEllipse(ball, _BALL + 0.6, _BALL + 0.6)

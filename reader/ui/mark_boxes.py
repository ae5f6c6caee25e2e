"""Where words of a text view stand: the paragraphs in sight, the boxes of a stretch line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit


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

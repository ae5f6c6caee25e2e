"""Small things that several delegates and bars paint: elided words, tag chips, key badges."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from reader.ui.theme import Looks
from reader.ui.utf16 import showable

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def draw_elided(
    painter: QPainter,
    area: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Draw one line of words, elided at the right where they do not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    # One pixel of grace: a width that was measured must not elide by rounding.
    fitted = QFontMetricsF(font).elidedText(showable(text), Qt.TextElideMode.ElideRight, area.width() + 1)
    painter.drawText(area, int(align | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip), fitted)


def draw_chip(
    painter: QPainter, x: float, line: QRectF, name: str, colour: str, font: QFont, looks: Looks, room: float
) -> float:
    """Draw a tag as a chip in a line; returns its width, 0 where there was no room for a readable part of it."""
    dot = 12 if colour else 0
    words = QFontMetricsF(font).horizontalAdvance(name)
    width = min(words + 16 + dot, room)
    if width < min(words + 16 + dot, 56):
        return 0
    height = min(QFontMetricsF(font).height() + 1, line.height() + 2)
    chip = QRectF(x, round(line.center().y() - height / 2) + 0.5, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # The edge keeps it a chip on the chosen row, whose ground is as dark as its own.
    painter.setPen(QPen(looks.colour("hairline"), 1))
    painter.setBrush(looks.colour("chip"))
    painter.drawRoundedRect(chip, height / 2, height / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    if colour:
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(x + 11, chip.center().y()), 3.5, 3.5)
    inner = chip.adjusted(8 + dot, 0, -8, 0)
    draw_elided(painter, inner, name, font, looks.colour("ink"))
    return width


def draw_key(painter: QPainter, right: float, middle: float, key: str, font: QFont, looks: Looks) -> float:
    """Draw a key as a small framed badge that ends at `right`; returns where it begins."""
    metrics = QFontMetricsF(font)
    width = max(metrics.horizontalAdvance(key) + 10, 18)
    height = round(metrics.height()) + 2
    badge = QRectF(round(right - width) + 0.5, round(middle - height / 2) + 0.5, round(width), height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(looks.colour("hairline"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(badge, 3, 3)
    draw_elided(painter, badge, key, font, looks.colour("muted"), CENTRE)
    return badge.left()

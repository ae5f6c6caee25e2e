"""The quiet mark beside a paragraph whose words are doubtful: dots in the right margin."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reader.domain.doubt import BAD
from reader.ui.theme import Theme

_AWAY = 13.0


def paint_doubt(painter: QPainter, box: QRectF, edge: float, score: int, theme: Theme) -> None:
    """Paint the mark of a paragraph with `box` in the viewport, beyond the column's right `edge` (pixels)."""
    pen = QPen(QColor(theme["warning" if score >= BAD else "faint"]), 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.1, 2.6])
    painter.setPen(pen)
    x = round(edge + _AWAY) + 0.5
    painter.drawLine(QPointF(x, box.top() + 4), QPointF(x, box.bottom() - 4))

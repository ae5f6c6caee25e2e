"""A highlight colour as a small picture: its wash, edge, and the line that tells it without its hue."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from reader.ui.mark_painter import underline
from reader.ui.theme import Looks

SIZE = QSize(36, 20)
_RATIO = 2


def swatch(looks: Looks, key: str) -> QIcon:
    """The colour as the theme now shown has it."""
    picture = QPixmap(SIZE * _RATIO)
    picture.setDevicePixelRatio(_RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(looks.theme.edge(key))
    painter.setPen(QPen(edge, 1))
    painter.setBrush(QColor(looks.theme.tint(key)))
    painter.drawRoundedRect(QRectF(0.5, 0.5, 35, 12), 2, 2)
    underline(painter, key, edge, 1, 35, 16.0, 1.4)
    painter.end()
    return QIcon(picture)

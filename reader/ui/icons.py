"""Our own icons: SVG texts in resources/icons, drawn in a colour of the theme and kept once drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from reader.domain.places import resource

GRID = 16
"""Side of the drawings in pixels."""


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return (resource("icons") / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int = GRID, ratio: float = 1.0) -> QPixmap:
    """The drawing `name` in `colour` (`#rrggbb`), `size` logical pixels wide on a screen of `ratio`."""
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


@lru_cache(maxsize=256)
def icon(name: str, colour: str, size: int = GRID) -> QIcon:
    """The drawing as an icon, sharp on screens of one and two device pixels to a pixel."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made


def exists(name: str) -> bool:
    """Whether there is a drawing called `name`."""
    return (resource("icons") / f"{name}.svg").is_file()

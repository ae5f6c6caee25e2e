"""Labels in the interface's fonts and the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from reader.ui.theme import Looks


def dress(
    label: QLabel,
    looks: Looks,
    colour: str = "ink",
    step: float = 0,
    *,
    bold: bool = False,
    face: str = "sans",
    script: str = "",
) -> QLabel:
    """Give a label a font `step` sizes from the normal one and a named colour; returns it."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(looks.font(step, bold=bold, face=face, script=script))
    palette = label.palette()
    palette.setColor(label.foregroundRole(), looks.colour(colour))
    label.setPalette(palette)
    return label

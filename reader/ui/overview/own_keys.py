"""Keys that a widget keeps for itself though the window has commands on them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_NONE = Qt.KeyboardModifier.NoModifier


def is_wish(event: QEvent, keys: Sequence[Qt.Key], also: Qt.KeyboardModifier = _NONE) -> bool:
    """Whether Qt asks if one of these keys, plain or with the modifier `also`, is the widget's own."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in keys and modifiers in (_NONE, also)

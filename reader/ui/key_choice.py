"""A thing to choose by its key or by mouse: a framed key and words beside it, as wide as they need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reader.ui.painting import draw_elided, draw_key
from reader.ui.theme import Looks

_GAP = 7


class KeyChoice(QAbstractButton):
    """A key badge and words. `looked_at` is said when the pointer or the keyboard comes to it.

    `quiet` words are small and muted: a hint that can be clicked. The words are elided at `most` pixels.
    """

    looked_at = Signal()

    def __init__(self, looks: Looks, key: str, words: str, parent: QWidget, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self.looks = looks
        self.key = key
        self.quiet = quiet
        self.chosen = False
        self.most = 4000
        self.setText(words)
        self.setAccessibleName(f"{key} {words}".strip())
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if quiet else Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_most(self, pixels: int) -> None:
        """Be no wider than this."""
        if pixels != self.most:
            self.most = pixels
            self.updateGeometry()

    def set_chosen(self, chosen: bool) -> None:
        """Be the answer whose outcome is shown."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    def _key_width(self) -> float:
        return max(QFontMetricsF(self._key_font()).horizontalAdvance(self.key) + 10, 18) if self.key else -_GAP

    def _key_font(self) -> QFont:
        return self.looks.font(-2)

    def _font(self) -> QFont:
        return self.looks.font(-1.5 if self.quiet else -0.5)

    def sizeHint(self) -> QSize:
        """As wide as key and words."""
        metrics = QFontMetricsF(self._font())
        width = self._key_width() + _GAP + metrics.horizontalAdvance(self.text()) + (6 if self.quiet else 16)
        return QSize(min(round(width) + 1, self.most), round(metrics.height()) + (6 if self.quiet else 10))

    def minimumSizeHint(self) -> QSize:
        """The same: it does not shrink."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground where it is looked at, badge, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = 2.0 if self.quiet else 6.0
        if self.underMouse() or self.hasFocus() or self.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.looks.colour("selection" if self.chosen else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.looks.colour("accent"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        left = side + self._key_width()
        if self.key:
            draw_key(painter, left, self.height() / 2, self.key, self._key_font(), self.looks)
        area = QRectF(left + _GAP, 0, self.width() - left - _GAP - side + 2, self.height())
        colour = "muted" if self.quiet and not self.underMouse() else "ink"
        draw_elided(painter, area, self.text(), self._font(), self.looks.colour(colour))

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer looks at it."""
        super().enterEvent(event)
        self.looked_at.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard looks at it."""
        super().focusInEvent(event)
        self.looked_at.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Fonts may have changed."""
        super().changeEvent(event)
        self.updateGeometry()

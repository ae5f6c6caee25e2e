"""The bar that floats by a selection: colours, tag, comment, correction, quotation, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from reader.domain.views import ColourView
from reader.domain.words import _
from reader.ui.mark_painter import underline
from reader.ui.theme import Looks


class ColourDot(QAbstractButton):
    """A round colour with its number; the line beneath repeats the colour's line in the text."""

    def __init__(self, looks: Looks, colour: ColourView, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.colour = colour
        self.number = number
        self.setFixedSize(26, 28)
        # The meanings a library comes with are catalogue entries; a person's own ones are shown as they are.
        self.setToolTip(f"{_(colour.name)}  {number}")
        self.setAccessibleName(_("Highlight: {colour}").format(colour=_(colour.name)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.looks.theme
        tint, edge = QColor(theme.tint(self.colour.key)), QColor(theme.edge(self.colour.key))
        chosen = self.isChecked() or self.hasFocus() or self.underMouse()
        painter.setPen(QPen(edge, 2.0 if chosen else 1.0))
        painter.setBrush(edge if theme.dark else tint)
        painter.drawEllipse(QRectF(3.5, 2.5, 19, 19))
        painter.setPen(QColor(theme["page" if theme.dark else "ink"]))
        painter.setFont(self.looks.font(-3))
        painter.drawText(QRectF(3, 2, 20, 20), Qt.AlignmentFlag.AlignCenter, str(self.number))
        underline(painter, self.colour.key, edge, 5, 21, 24.5, 1.4)


class KeyButton(QAbstractButton):
    """A quiet word with its key in a small frame."""

    def __init__(self, looks: Looks, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.key = key
        self.bare = False
        """Whether the key is left out, for want of room."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _fonts(self) -> tuple[QFont, QFont]:
        return self.looks.font(-1), self.looks.font(-3)

    def sizeHint(self) -> QSize:
        words, key = (QFontMetrics(f) for f in self._fonts())
        width = words.horizontalAdvance(self.text()) + (key.horizontalAdvance(self.key) + 14 if self.key and not self.bare else 0)
        return QSize(width + 10, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.looks.theme
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme["hover"]))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5), 4, 4)
        words_font, key_font = self._fonts()
        painter.setFont(words_font)
        painter.setPen(QColor(theme["ink"]))
        words = QFontMetrics(words_font).horizontalAdvance(self.text())
        painter.drawText(QRect(5, 0, words + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.key and not self.bare:
            self._paint_key(painter, key_font, 5 + words + 5)

    def _paint_key(self, painter: QPainter, font: QFont, left: int) -> None:
        metrics = QFontMetrics(font)
        box = QRectF(left + 0.5, self.height() / 2 - 9 + 0.5, metrics.horizontalAdvance(self.key) + 8, 17)
        painter.setFont(font)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.looks.theme["hairline"]), 1))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(self.looks.theme["muted"]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.key)


class SelectionBar(QFrame):
    """What can be done with the words selected. It is laid beside them, never over them."""

    colour_chosen = Signal(str)
    action_chosen = Signal(str)

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self.setAccessibleName(_("Mark the selection"))
        self._offered: list[QAbstractButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 5, 8, 5)
        self._row.setSpacing(0)
        self.setGraphicsEffect(quiet_shadow(self))
        self.hide()

    def offer(self, colours: Sequence[ColourView], actions: Sequence[tuple[str, str, str]]) -> None:
        """Show these colours and actions `(id, words, key)`."""
        while self._row.count():
            self._row.takeAt(0)
        for old in self._offered:
            old.hide()
            old.deleteLater()
        self._offered = []
        for number, colour in enumerate(colours, start=1):
            dot = ColourDot(self.looks, colour, number, self)
            dot.clicked.connect(lambda _checked=False, key=colour.key: self.colour_chosen.emit(key))
            self._add(dot)
        self._row.addSpacing(6)
        for id, words, key in actions:
            button = KeyButton(self.looks, words, key, self)
            button.clicked.connect(lambda _checked=False, id=id: self.action_chosen.emit(id))
            self._add(button)
        self.resize(self.sizeHint())

    def buttons(self) -> list[QAbstractButton]:
        """What is offered, in order."""
        return list(self._offered)

    def _add(self, button: QAbstractButton) -> None:
        self._row.addWidget(button)
        self._offered.append(button)

    def place(self, selected: QRect, area: QRect) -> bool:
        """Lie below the selection, else above it, inside `area`; hide where there is no room. Whether it is shown.

        Keys are left out where the bar would be wider than the area.
        """
        self._fit(area.width() - 12)
        size = self.sizeHint()
        self.resize(size)
        x = min(max(area.left() + 6, selected.center().x() - size.width() // 2), area.right() - size.width() - 6)
        for y in (selected.bottom() + 10, selected.top() - size.height() - 10):
            if area.top() + 4 <= y <= area.bottom() - size.height() - 4:
                self.move(x, y)
                self.show()
                self.raise_()
                return True
        self.hide()
        return False

    def _fit(self, room: int) -> None:
        words = [button for button in self._offered if isinstance(button, KeyButton)]
        for bare in (False, True):
            for button in words:
                button.bare = bare
                button.updateGeometry()
            self._row.invalidate()
            if self.sizeHint().width() <= room:
                return

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.looks.theme["hairline"]), 1))
        painter.setBrush(QColor(self.looks.theme["card"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)


def quiet_shadow(owner: QWidget) -> QGraphicsDropShadowEffect:
    """A soft shadow for what floats over the page."""
    shadow = QGraphicsDropShadowEffect(owner)
    shadow.setBlurRadius(18)
    shadow.setOffset(0, 3)
    shadow.setColor(QColor(0, 0, 0, 48))
    return shadow

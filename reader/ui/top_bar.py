"""The bar at the top: the program's name, where one is, the search field, the palette's key and the menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from reader.domain.words import _
from reader.ui import icons
from reader.ui.actions import key_name
from reader.ui.breadcrumb import Breadcrumb
from reader.ui.painting import draw_key
from reader.ui.search_field import SearchField
from reader.ui.theme import UNIT, Looks

HEIGHT = 11 * UNIT


class KeyButton(QToolButton):
    """A button that is only the key that does the same."""

    def __init__(self, looks: Looks, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.key = key

    def sizeHint(self) -> QSize:
        """The badge and some room around it."""
        width = QFontMetricsF(self.looks.font(-2)).horizontalAdvance(key_name(self.key))
        return QSize(round(width) + 20, 7 * UNIT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The badge; darker ground under the pointer."""
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), self.looks.colour("hover"))
        name = key_name(self.key)
        draw_key(painter, self.width() - 4, self.height() / 2, name, self.looks.font(-2), self.looks)


class TopBar(QWidget):
    """Name, way, search field, palette key, menu button."""

    palette_wished = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.name = QLabel("Pressmark", self)
        self.way = Breadcrumb(looks, self)
        self.search = SearchField(looks, self)
        self.commands = KeyButton(looks, "Ctrl+K", self)
        self.commands.clicked.connect(self.palette_wished)
        self.menu = QToolButton(self)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setMenu(QMenu(self.menu))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * UNIT, 0, 2 * UNIT, 1)
        layout.setSpacing(2 * UNIT)
        layout.addWidget(self.name)
        layout.addSpacing(UNIT)
        layout.addWidget(self.way, 1)
        layout.addWidget(self.search)
        layout.addWidget(self.commands)
        layout.addWidget(self.menu)
        self.setFixedHeight(HEIGHT)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.name.setFont(self.looks.font(0.5, bold=True))
        self.commands.setToolTip(_("All commands"))
        self.commands.setAccessibleName(_("All commands"))
        self.menu.setIcon(icons.icon("menu", self.looks.theme["muted"]))
        self.menu.setToolTip(_("Menu"))
        self.menu.setAccessibleName(_("Menu"))
        self.menu.setFixedSize(8 * UNIT, 7 * UNIT)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search field takes three tenths of the width, within reason."""
        super().resizeEvent(event)
        self.search.setFixedWidth(min(420, max(200, round(self.width() * 0.3))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the hairline below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.looks.colour("window"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.looks.colour("hairline"))

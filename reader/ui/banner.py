"""What the program has to say: a strip for lasting facts and faults, a floating line for what was just done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from reader.domain.words import _
from reader.ui import icons
from reader.ui.theme import UNIT, Looks

STAYS = 8000
"""Milliseconds that a message about something done stays."""

Choice = tuple[str, Callable[[], None]]


class Banner(QWidget):
    """A message with at most a few choices. In a layout it is a strip; `floating` it lies over its parent's foot."""

    def __init__(self, looks: Looks, parent: QWidget, *, floating: bool = False) -> None:
        super().__init__(parent)
        self.looks = looks
        self.floating = floating
        self._kind = "info"
        self._home = parent
        self._over: QWidget | None = None
        self._choices: list[QToolButton] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.sign = QLabel(self)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.closing = QToolButton(self)
        self.closing.clicked.connect(self.hide)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(4 * UNIT, UNIT, 2 * UNIT, UNIT)
        self._layout.setSpacing(2 * UNIT)
        self._layout.addWidget(self.sign)
        self._layout.addWidget(self.text, 0 if floating else 1)
        self._layout.addWidget(self.closing)
        if floating:
            parent.installEventFilter(self)
            self.text.setMaximumWidth(640)
        else:
            self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.text.setWordWrap(not floating)
        looks.changed.connect(self.take_looks)
        self.take_looks()
        self.hide()

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.text.setFont(self.looks.font(-0.5))
        for button in self._choices:
            button.setFont(self.looks.font(-0.5, bold=True))
            button.setStyleSheet(f"QToolButton {{ color: {self.looks.theme['accent']}; }}")
        self.closing.setIcon(icons.icon("close", self.looks.theme["muted"]))
        self.closing.setAccessibleName(_("Close message"))
        self.closing.setToolTip(_("Close message"))
        palette = self.text.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self.looks.colour("ink"))
        self.text.setPalette(palette)
        names = {"info": "info", "fault": "warning", "lock": "lock", "done": "check"}
        colour = self.looks.theme["accent" if self._kind == "fault" else "muted"]
        self.sign.setPixmap(icons.pixmap(names[self._kind], colour, 16, self.devicePixelRatioF()))

    def say(self, kind: str, words: str, choices: Sequence[Choice] = (), *, stays: int = 0) -> None:
        """Show a message of a kind (`info`, `fault`, `lock`, `done`); it goes after `stays` ms, 0: when closed."""
        for button in self._choices:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._choices = []
        for title, act in choices:
            button = QToolButton(self)
            button.setText(title)
            button.setAccessibleName(title)
            button.clicked.connect(lambda _checked=False, act=act: self._chosen(act))
            self._layout.insertWidget(self._layout.count() - 1, button)
            button.show()  # else it takes no room until the next round of events, and the words give way
            self._choices.append(button)
        self._kind = kind
        self.setAccessibleName(words)
        self.text.setText(words if not self.floating else self._fitted(words))
        self.text.setToolTip(words)
        self.take_looks()
        self.show()
        self._place()
        if stays:
            self._timer.start(stays)
        else:
            self._timer.stop()

    def _fitted(self, words: str) -> str:
        return self.text.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 600)

    def _chosen(self, act: Callable[[], None]) -> None:
        self.hide()
        act()

    def stand_over(self, widget: QWidget | None) -> None:
        """Float above a widget of the parent, leaving it free; None: at the parent's foot."""
        self._over = widget
        if not self.isHidden():
            self._place()

    def _place(self) -> None:
        if self.floating:
            self.adjustSize()
            self.move(self._spot())
            self.raise_()

    def _spot(self) -> QPoint:
        home, over = self._home, self._over
        if over is None or not over.isVisible():
            return QPoint(max(8, (home.width() - self.width()) // 2), home.height() - self.height() - 12 * UNIT)
        at = over.mapTo(home, QPoint(0, 0))
        x = at.x() + (over.width() - self.width()) // 2
        return QPoint(max(8, min(x, home.width() - self.width() - 8)), at.y() - self.height() - UNIT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps its place when the window is shown or resized."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and not self.isHidden():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card where it floats, a strip with a hairline below where not."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.floating:
            painter.setPen(QPen(self.looks.colour("hairline"), 1))
            painter.setBrush(self.looks.colour("card"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            return
        painter.fillRect(self.rect(), self.looks.colour("list"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.looks.colour("hairline"))
        if self._kind == "fault":
            painter.fillRect(0, 0, 3, self.height(), self.looks.colour("accent"))

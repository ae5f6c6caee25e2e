"""What a place says while it has nothing to show: one line why, and the next useful action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reader.ui.theme import UNIT, Looks


class EmptyState(QWidget):
    """A title, a sentence and at most one button, in the upper third of the place."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._act: Callable[[], None] | None = None
        self.title = QLabel(self)
        self.text = QLabel(self)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * UNIT, 10 * UNIT, 6 * UNIT, 6 * UNIT)
        layout.setSpacing(2 * UNIT)
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addSpacing(2 * UNIT)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        looks.changed.connect(self._take_looks)
        self._take_looks()

    def _take_looks(self) -> None:
        self.title.setFont(self.looks.font(3, face="serif", bold=True))
        palette = self.text.palette()
        palette.setColor(self.text.foregroundRole(), self.looks.colour("muted"))
        self.text.setPalette(palette)

    def say(self, title: str, text: str = "", action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show these words; a button where there is something to do."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self._act = act
        self.button.setText(action)
        self.button.setVisible(bool(action and act))
        self.setAccessibleName(f"{title} {text}".strip())

    def _do(self) -> None:
        if self._act is not None:
            self._act()

"""Says which highlights are in sight once scrolling rests, so that their list can keep step with the text."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from reader.ui.reading_view import ReadingView
from reader.ui.shown_article import ShownArticle

_REST = 120


class MarkSight(QObject):
    """`seen` carries the ids of the highlights that have words in sight, in text order."""

    seen = Signal(object)

    def __init__(self, view: ReadingView, shown: ShownArticle) -> None:
        super().__init__(view)
        self._view, self._shown = view, shown
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(lambda: self.seen.emit(self.in_sight()))
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._rest.start())

    def in_sight(self) -> list[int]:
        """The highlights with words between the first and the last line in sight."""
        port = self._view.viewport()
        low = self._view.cursorForPosition(QPoint(0, 0)).position()
        high = self._view.cursorForPosition(QPoint(port.width() - 1, port.height() - 1)).position()
        return self._shown.layers.between(low, high)

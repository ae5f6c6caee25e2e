"""Articles over time as upright bars: by month, or by year where there are many."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from reader.domain.words import _
from reader.ui.theme import Looks
from reader.ui.wording import articles_counted, date_name

_MONTHS_AT_MOST = 24
_WIDEST = 28.0


def bars_of(months: dict[str, int]) -> list[tuple[str, int]]:
    """(month or year, articles) for each step from the first to the last, empty ones too; undated ones left out.

    Months where they span two years at most and every date has one, else years.
    """
    dated = {month: count for month, count in months.items() if month}
    if not dated:
        return []
    by_month = all(len(month) == 7 for month in dated)
    steps = _months(min(dated), max(dated)) if by_month else []
    if not by_month or len(steps) > _MONTHS_AT_MOST:
        years: dict[str, int] = {}
        for month, count in dated.items():
            years[month[:4]] = years.get(month[:4], 0) + count
        dated, steps = years, [f"{year:04}" for year in range(int(min(years)), int(max(years)) + 1)]
    return [(step, dated.get(step, 0)) for step in steps]


def _months(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, end + 1)]


class Bars(QWidget):
    """The chart; hovering tells a bar's time and count, a screen reader is told the whole."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self._bars: list[tuple[str, int]] = []
        self.setMouseTracking(True)

    def show_months(self, months: dict[str, int]) -> None:
        """Show articles counted by month."""
        self._bars = bars_of(months)
        told = "; ".join(f"{date_name(step)}: {articles_counted(count)}" for step, count in self._bars if count)
        self.setAccessibleName(_("Articles over time"))
        self.setAccessibleDescription(told)
        self.setVisible(len(self._bars) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 84)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 84)

    def _boxes(self) -> list[QRectF]:
        if not self._bars:
            return []
        step = min(_WIDEST, self.width() / len(self._bars))
        most = max(count for _step, count in self._bars)
        room = self.height() - 22.0
        gap = min(3.0, step * 0.2)
        return [
            QRectF(n * step, room - (height := max(2.0, room * count / most) if count else 0.0), step - gap, height)
            for n, (_step, count) in enumerate(self._bars)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.looks.colour("accent"))
        boxes = self._boxes()
        for box in boxes:
            painter.drawRoundedRect(box, 1.5, 1.5)
        painter.setPen(self.looks.colour("hairline"))
        floor = self.height() - 21.5
        end = boxes[-1].right() if boxes else 0.0
        painter.drawLine(QPointF(0, floor), QPointF(end, floor))
        painter.setPen(self.looks.colour("muted"))
        painter.setFont(self.looks.font(-2))
        self._label(painter, boxes)

    def _label(self, painter: QPainter, boxes: list[QRectF]) -> None:
        """Name the first and the last bar, and what fits between."""
        metrics = QFontMetricsF(painter.font())
        free = last = 0.0
        for n in (0, len(boxes) - 1, *range(1, len(boxes) - 1)) if len(boxes) > 1 else range(len(boxes)):
            words = self._bars[n][0]
            width = metrics.horizontalAdvance(words)
            left = boxes[n].left() if n != len(boxes) - 1 else max(boxes[n].left(), 0)
            if n == len(boxes) - 1:
                left = min(left, self.width() - width)
                last = left
            elif n and (left < free or left + width + 12 > last):
                continue
            painter.drawText(QPointF(left, self.height() - 5.0), words)
            free = left + width + 12 if n != len(boxes) - 1 else free

    def event(self, event: QEvent) -> bool:
        """The bar under the pointer says what it stands for."""
        if isinstance(event, QHelpEvent):
            for (step, count), box in zip(self._bars, self._boxes(), strict=True):
                if box.left() <= event.pos().x() <= box.right():
                    QToolTip.showText(event.globalPos(), f"{date_name(step)} · {articles_counted(count)}", self)
                    return True
        return super().event(event)

"""A strip of years: one cell a year, the darker the more issues, empty years left blank."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reader.domain.words import _, ngettext
from reader.ui.painting import draw_elided
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import date_name

YEARS = (1, 2, 5, 10, 20, 50, 100)
"""Which years are written: each, or each second, fifth, tenth … one."""
_CELL = 18


class YearStrip(QWidget):
    """`year_chosen` says which year a person wants to see."""

    year_chosen = Signal(int)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.counts: dict[int, int] = {}
        self.year = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts and language anew."""
        self.setAccessibleName(_("Years"))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """A row of cells and the years below."""
        return QSize(300, _CELL + 2 * UNIT + round(QFontMetricsF(self.looks.font(-2)).height()))

    def show_years(self, counts: Mapping[int, int], year: int) -> None:
        """Show how many issues each year has, and which is looked at."""
        self.counts, self.year = dict(counts), year
        words = ngettext("{count} issue", "{count} issues", self.counts.get(year, 0))
        self.setAccessibleDescription(f"{date_name(f'{year:04d}')}: {words.format(count=self.counts.get(year, 0))}")
        self.update()

    def _span(self) -> tuple[int, int]:
        first, last = min(self.counts, default=self.year), max(self.counts, default=self.year)
        return min(first, self.year), max(last, self.year)

    def _box(self, year: int) -> QRectF:
        first, last = self._span()
        width = min(28.0, self.width() / (last - first + 1))
        return QRectF((year - first) * width, 1, width, _CELL)

    def _year_at(self, x: float) -> int:
        first, last = self._span()
        width = min(28.0, self.width() / (last - first + 1))
        return min(last, first + max(0, int(x / width)))

    def _next(self, step: int) -> int:
        """The next year, in a direction, that has issues."""
        years = sorted(self.counts)
        later = [year for year in years if (year - self.year) * step > 0]
        return (later[0] if step > 0 else later[-1]) if later else self.year

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go to the next year with issues."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.year_chosen.emit(self._next(steps[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses a year."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.year_chosen.emit(self._year_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What stands under the pointer is told."""
        year = self._year_at(event.position().x())
        count = self.counts.get(year, 0)
        words = ngettext("{count} issue", "{count} issues", count).format(count=f"{count:,}")
        QToolTip.showText(event.globalPosition().toPoint() + QPoint(8, 8), f"{date_name(f'{year:04d}')}: {words}", self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cells, the year looked at framed, and years written where they fit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self._span()
        most = max(self.counts.values(), default=1)
        for year in range(first, last + 1):
            box = self._box(year).adjusted(0.75, 0, -0.75, 0)
            count = self.counts.get(year, 0)
            shade = self.looks.colour("accent" if count else "hairline")
            shade.setAlphaF(0.25 + 0.6 * count / most if count else 0.45)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade)
            painter.drawRoundedRect(box if count else box.adjusted(0, _CELL / 2 - 1, 0, -_CELL / 2 + 1), 2, 2)
            if year == self.year:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self.looks.colour("ink"), 1.6 if self.hasFocus() else 1))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        self._paint_years(painter, first, last)

    def _paint_years(self, painter: QPainter, first: int, last: int) -> None:
        plain, bold = self.looks.font(-2), self.looks.font(-2, bold=True)
        taken: list[tuple[float, float]] = []
        # A rule that the eye can follow: each year, or each second, fifth, tenth … one.
        least = QFontMetricsF(plain).horizontalAdvance("0000") + 3 * UNIT
        step = next((n for n in YEARS if n * self._box(first).width() >= least), YEARS[-1])
        for year in dict.fromkeys([self.year, *(y for y in range(first, last + 1) if y % step == 0)]):
            font, label = bold if year == self.year else plain, f"{year:04d}"
            width = QFontMetricsF(font).horizontalAdvance(label)
            x = min(max(0.0, self._box(year).center().x() - width / 2), self.width() - width - 1)
            if all(x >= right + 2 * UNIT or x + width + 2 * UNIT <= left for left, right in taken):
                taken.append((x, x + width))
                colour = self.looks.colour("ink" if year == self.year else "muted")
                draw_elided(painter, QRectF(x, _CELL + UNIT, width + 1, QFontMetricsF(font).height()), label, font, colour)

"""What is found over time, in bars: by day, month or year; a click, a drag or the keys narrow to a stretch of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton, QToolTip, QWidget

from reader.domain.overview import Bar, Timeline
from reader.domain.words import _, ngettext
from reader.ui.overview.own_keys import is_wish
from reader.ui.overview.year_strip import YEARS
from reader.ui.painting import draw_elided
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import date_name

_SIDE = 4 * UNIT
_TOP = 2 * UNIT
_FEW_MONTHS = 24
_DAYS = (1, 5, 10, 40)
_NOTHING = Timeline("year", ())


class TimelineView(QWidget):
    """Bars on a labelled axis. `narrowed` carries a date of the query language; `widened` takes it away again.

    Arrows walk from bar to bar, with Shift they draw a stretch, Enter narrows to it, Backspace widens.
    """

    narrowed = Signal(str)
    widened = Signal()
    room_changed = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.timeline = _NOTHING
        self.current = -1
        self.anchor = -1
        self.narrow = False
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.undated = self._button(lambda: self.narrowed.emit("unknown"))
        self.wider = self._button(self.widened.emit)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def _button(self, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(act)
        button.hide()
        return button

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        for button in (self.undated, self.wider):
            button.setFont(self.looks.font(-2))
        self.wider.setText("‹ " + _("All dates"))
        self.setFixedHeight(self.sizeHint().height())
        self.show_timeline(self.timeline, narrow=self.narrow)

    def sizeHint(self) -> QSize:
        """As high as a dozen lines of small print."""
        return QSize(400, 22 * UNIT + self._axis())

    def _axis(self) -> int:
        return round(QFontMetricsF(self.looks.font(-2)).height()) + 2 * UNIT

    @property
    def most(self) -> int:
        """How many bars there is room for."""
        return max(12, min(400, (self.width() - 2 * _SIDE) // 5))

    def show_timeline(self, timeline: Timeline, *, narrow: bool = False) -> None:
        """Show these bars; `narrow`: the search is narrowed to dates already."""
        same = [b.value for b in timeline.bars] == [b.value for b in self.timeline.bars]
        self.timeline, self.narrow = timeline, narrow
        if not same:
            self.current = self.anchor = -1
        words = ngettext("{count} undated", "{count} undated", timeline.undated).format(count=f"{timeline.undated:,}")
        self.undated.setText(words)
        self.undated.setToolTip(_("Show only what is undated"))
        self.undated.setVisible(bool(timeline.undated) and not (narrow and not timeline.bars))
        self.wider.setVisible(narrow)
        self._place()
        self.setAccessibleName(_("Timeline"))
        self.setAccessibleDescription(self.words)
        self.update()

    def _place(self) -> None:
        for button in (self.undated, self.wider):
            button.adjustSize()
        self.undated.move(self.width() - self.undated.width() - _SIDE + UNIT, 1)
        self.wider.move(_SIDE - UNIT, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons stay at their sides; there may be room for more bars, or for fewer."""
        self._place()
        if event.size().width() != event.oldSize().width():
            self.room_changed.emit()

    @property
    def words(self) -> str:
        """The bar or stretch stood on, in words; else all of it."""
        if self.current >= 0:
            first, last = self._stretch()
            count = sum(bar.count for bar in self.timeline.bars[first : last + 1])
            return f"{self._named(first, last)}: {count:,}"
        total = self.timeline.total
        parts = [f"{_unit_words(self.timeline.unit)}: {total:,}"] if self.timeline.bars else []
        if self.timeline.vague:
            parts.append(_("Dated less exactly: {count}").format(count=f"{self.timeline.vague:,}"))
        if self.timeline.undated:
            parts.append(_("Undated: {count}").format(count=f"{self.timeline.undated:,}"))
        return " · ".join(parts)

    def _named(self, first: int, last: int) -> str:
        return " – ".join(dict.fromkeys(date_name(part) for part in self.timeline.range_of(first, last).split("..")))

    def _stretch(self) -> tuple[int, int]:
        other = self.anchor if self.anchor >= 0 else self.current
        return min(self.current, other), max(self.current, other)

    # --- where things stand

    def _bar_box(self, number: int) -> QRectF:
        """The whole column of a bar."""
        width = (self.width() - 2 * _SIDE) / max(1, len(self.timeline.bars))
        top = _TOP + (self.wider.height() if self.wider.isVisible() or self.undated.isVisible() else 0)
        return QRectF(_SIDE + number * width, top, width, self.height() - self._axis() - top)

    def number_at(self, x: float) -> int:
        """The bar at a place; -1 where there are none."""
        bars = len(self.timeline.bars)
        if not bars:
            return -1
        return min(bars - 1, max(0, int((x - _SIDE) * bars / max(1, self.width() - 2 * _SIDE))))

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End walk (Shift draws a stretch); Enter narrows, Backspace widens."""
        key, last = event.key(), len(self.timeline.bars) - 1
        here = self.current if self.current >= 0 else -1
        steps = {
            Qt.Key.Key_Right: min(last, here + 1), Qt.Key.Key_Left: max(0, here - 1) if here >= 0 else last,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
            Qt.Key.Key_PageDown: self._next_full(here, 1), Qt.Key.Key_PageUp: self._next_full(here, -1),
        }  # fmt: skip
        if key in steps and last >= 0:
            self._go(steps[Qt.Key(key)], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current >= 0:
            self._narrow()
        elif key == Qt.Key.Key_Backspace and self.narrow:
            self.widened.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The keys it understands are not the window's."""
        own = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_End,
               Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Left, Qt.Key.Key_Right)  # fmt: skip
        if is_wish(event, own, Qt.KeyboardModifier.ShiftModifier):
            event.accept()
            return True
        return super().event(event)

    def _next_full(self, here: int, step: int) -> int:
        """The next bar with anything in it."""
        bars = self.timeline.bars
        number = here + step
        while 0 <= number < len(bars):
            if bars[number].count:
                return number
            number += step
        return max(0, here)

    def _go(self, number: int, stretch: bool) -> None:
        if stretch and self.anchor < 0:
            self.anchor = max(0, self.current)
        elif not stretch:
            self.anchor = -1
        self.current = number
        self.setAccessibleDescription(self.words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def _narrow(self) -> None:
        first, last = self._stretch()
        self.narrowed.emit(self.timeline.range_of(first, last))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stretch begins."""
        number = self.number_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._dragging = True
            self.anchor = -1
            self._go(number, stretch=False)
            self.anchor = number

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stretch grows; what stands under the pointer is told."""
        number = self.number_at(event.position().x())
        if self._dragging and number >= 0:
            self._go(number, stretch=True)
        if number >= 0:
            bar = self.timeline.bars[number]
            words = self.words if self._dragging else f"{self._named(number, number)}: {bar.count:,}"
            QToolTip.showText(event.globalPosition().toPoint() + QPoint(8, 8), words, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stretch drawn is what the search is narrowed to."""
        if self._dragging:
            self._dragging = False
            self._narrow()

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars with round heads, gaps where nothing is, the stretch chosen, the axis with as many dates as fit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.timeline.bars:
            area = QRectF(_SIDE, 0, self.width() - 2 * _SIDE, self.height())
            draw_elided(painter, area, self._nothing(), self.looks.font(-1), self.looks.colour("muted"))
            return
        self._paint_bars(painter)
        self._paint_axis(painter)

    def _nothing(self) -> str:
        return _("Nothing here has a date.") if self.timeline.undated else ""

    def _paint_bars(self, painter: QPainter) -> None:
        most = max(1, *(bar.count for bar in self.timeline.bars))
        first, last = self._stretch() if self.current >= 0 else (-1, -2)
        accent, ground = self.looks.colour("accent"), self.looks.colour("selection")
        plain = self.looks.colour("accent")
        plain.setAlpha(255 if self.looks.theme.key == "contrast" else 190)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, bar in enumerate(self.timeline.bars):
            box = self._bar_box(number)
            inside = first <= number <= last
            if inside:
                painter.fillRect(QRectF(box.left(), box.top(), box.width(), box.height()), ground)
            if bar.count:
                self._paint_bar(painter, box, bar.count / most, accent if inside else plain)
        base = self._bar_box(0).bottom()
        painter.fillRect(QRectF(_SIDE, base, self.width() - 2 * _SIDE, 1), self.looks.colour("hairline"))
        if self.hasFocus():
            self._paint_focus(painter)

    def _paint_bar(self, painter: QPainter, box: QRectF, share: float, colour: QColor) -> None:
        height = max(2.0, box.height() * share)
        gap = 1.0 if box.width() >= 4 else 0.0
        if box.width() >= 12:
            gap = 1.5
        bar = QRectF(box.left() + gap, box.bottom() - height, max(1.0, min(box.width() - 2 * gap, 30.0)), height)
        bar.moveCenter(QRectF(bar.left(), bar.top(), box.width() - 2 * gap, height).center())
        bar = QRectF(round(bar.left()), bar.top(), max(1, round(bar.width())), bar.height())
        round_ = min(2.5, bar.width() / 3, height)
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        shape.addRoundedRect(bar, round_, round_)
        shape.addRect(QRectF(bar.left(), bar.bottom() - height / 2, bar.width(), height / 2))
        painter.fillPath(shape, colour)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setPen(self.looks.colour("accent" if self.looks.theme.key == "contrast" else "faint"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.current >= 0:
            first, last = self._stretch()
            box = self._bar_box(first).united(self._bar_box(last))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, 0.5))
        else:
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 0.5, -2.5, -0.5), 4, 4)

    def _paint_axis(self, painter: QPainter) -> None:
        """Dates below the bars they begin, none over another; the stretch stood on at the right of them."""
        font = self.looks.font(-2)
        metrics = QFontMetricsF(font)
        line = QRectF(0, self.height() - self._axis() + UNIT, self.width(), self._axis() - UNIT)
        end = -1e9
        right = self.width() - _SIDE
        told = self.words if self.current >= 0 else ""
        if told:
            width = metrics.horizontalAdvance(told) + 2 * UNIT
            draw_elided(painter, QRectF(right - width + 2 * UNIT, line.top(), width, line.height()), told, self.looks.font(-2, bold=True), self.looks.colour("ink"))
            right -= round(width) + UNIT
        step = self._step(metrics)
        for number, bar in enumerate(self.timeline.bars):
            label = self._label(number, bar)
            if not label or not self._is_written(bar, step):
                continue
            width, box = metrics.horizontalAdvance(label), self._bar_box(number)
            middle = width <= box.width() or self.timeline.unit in ("year", "decade")
            x = min(max(0.0, box.center().x() - width / 2) if middle else box.left(), right - width)
            if x >= end and x + width <= right:
                draw_elided(painter, QRectF(x, line.top(), width + 2, line.height()), label, font, self.looks.colour("muted"))
                end = x + width + 5 * UNIT

    def _step(self, metrics: QFontMetricsF) -> int:
        """Which years (days) are written: all, or by a rule that the eye can follow."""
        unit, bars = self.timeline.unit, self.timeline.bars
        if not bars or (unit == "month" and len(bars) <= _FEW_MONTHS):
            return 1
        if unit == "day":
            least = metrics.horizontalAdvance("00") + 5 * UNIT
            return next((n for n in _DAYS if n * self._bar_box(0).width() >= least), _DAYS[-1])
        year = self._bar_box(0).width() * {"month": 12.0, "year": 1.0, "decade": 0.1}[unit]
        least = metrics.horizontalAdvance(date_name("2000")) + 5 * UNIT
        return next((n for n in YEARS if n * year >= least), YEARS[-1])

    def _is_written(self, bar: Bar, step: int) -> bool:
        """Whether a bar bears its date: the first of a month always does, and no day beside it is in its way."""
        if self.timeline.unit != "day":
            return step == 1 or int(bar.value[:4]) % step == 0
        day = int(bar.value[8:])
        return day == 1 or (day % step == 0 and 3 < day < 30)

    def _label(self, number: int, bar: Bar) -> str:
        """The date below a bar: years for months, days of the month for days (the month at its first)."""
        unit = self.timeline.unit
        if unit == "month":
            many = len(self.timeline.bars) > _FEW_MONTHS
            begins = bar.value.endswith("-01")
            return date_name(bar.value[:4]) if begins and many else "" if many else date_name(bar.value)
        if unit == "day":
            return date_name(bar.value[:7]) if bar.value.endswith("-01") else str(int(bar.value[8:]))
        return date_name(bar.value.partition("..")[0])


def _unit_words(unit: str) -> str:
    return {"day": _("By day"), "month": _("By month"), "year": _("By year"), "decade": _("By decade")}[unit]

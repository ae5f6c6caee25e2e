"""A year of issues as twelve months of days: a day with an issue is filled, its articles and marks shown small."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from reader.domain.overview import IssueDay
from reader.domain.words import _, language, ngettext
from reader.ui.overview.own_keys import is_wish
from reader.ui.painting import CENTRE, draw_elided
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted, date_name

_CELLS = (21, 30, 40)
"""How small a day may be, how large, and how large where all of the year is in sight."""
_GAP = 4 * UNIT
_HEAD = 11 * UNIT
Days = Mapping[date, Sequence[IssueDay]]
_OWN = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Enter,
)  # fmt: skip


class YearGrid(QWidget):
    """`day_chosen` follows the keyboard and a click, `day_opened` is Enter or a click on a day with an issue."""

    day_chosen = Signal(date)
    day_opened = Signal(date)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.days: Days = {}
        self.hits: Mapping[date, int] = {}
        self.day = date(2000, 1, 1)
        self._room = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def take_looks(self) -> None:
        """Take language anew."""
        self.setAccessibleName(_("Days of the year"))
        self.update()

    def show_days(self, days: Days, day: date, hits: Mapping[date, int]) -> None:
        """Show the issues by day, standing on `day`; `hits` is how much of a search falls on each."""
        self.days, self.hits = days, hits
        self.stand_on(day)

    def stand_on(self, day: date) -> None:
        """Stand on a day; the year it is in is shown."""
        self.day = day
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.setAccessibleDescription(self.told(day))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def told(self, day: date) -> str:
        """What there is of a day, in a line."""
        issues = self.days.get(day, ())
        if not issues:
            return f"{date_name(day.isoformat())} · {_('no issue')}"
        articles, marks = sum(i.articles for i in issues), sum(i.marks for i in issues)
        editions = [i.edition for i in issues if i.edition]
        parts = [date_name(day.isoformat()), *editions, articles_counted(articles)]
        if marks:
            parts.append(ngettext("{count} highlight", "{count} highlights", marks).format(count=f"{marks:,}"))
        if self.hits.get(day):
            parts.append(ngettext("{count} hit", "{count} hits", self.hits[day]).format(count=f"{self.hits[day]:,}"))
        return " · ".join(parts)

    # --- where things stand

    def columns(self) -> int:
        """Months in a row."""
        fits = (self.width() + _GAP) // (7 * _CELLS[0] + _GAP)
        return next((n for n in (6, 4, 3, 2) if n <= fits), 1)

    @property
    def cell(self) -> int:
        """The side of a day."""
        columns = self.columns()
        most = max(_CELLS[1], min(_CELLS[2], (self._room // -(-12 // columns) - _HEAD - _GAP) // 6))
        return max(_CELLS[0], min(most, ((self.width() + _GAP) // columns - _GAP) // 7))

    def fit(self, room: int) -> None:
        """There are so many pixels of height to fill: days are larger where the whole year stays in sight."""
        self._room = room
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its width asks for."""
        return QSize(860, self.heightForWidth(860))

    def heightForWidth(self, _width: int) -> int:
        """Rows of months below one another."""
        rows = -(-12 // self.columns())
        return rows * (_HEAD + 6 * self.cell + _GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may take another number of rows."""
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(event.size().width()))

    def _month_at(self, month: int) -> QPointF:
        row, column = divmod(month - 1, self.columns())
        return QPointF(column * (7 * self.cell + _GAP), row * (_HEAD + 6 * self.cell + _GAP))

    def box(self, day: date) -> QRectF:
        """The cell of a day of the year shown."""
        corner = self._month_at(day.month)
        first = day.replace(day=1).weekday()
        row, column = divmod(first + day.day - 1, 7)
        return QRectF(corner.x() + column * self.cell, corner.y() + _HEAD + row * self.cell, self.cell, self.cell)

    def day_at(self, at: QPointF) -> date | None:
        """The day at a place; None between days."""
        for month in range(1, 13):
            corner = self._month_at(month)
            x, y = at.x() - corner.x(), at.y() - corner.y() - _HEAD
            if 0 <= x < 7 * self.cell and 0 <= y < 6 * self.cell:
                number = int(y // self.cell) * 7 + int(x // self.cell) - date(self.day.year, month, 1).weekday() + 1
                inside = 1 <= number <= calendar.monthrange(self.day.year, month)[1]
                return date(self.day.year, month, number) if inside else None
        return None

    # --- keys and mouse

    def event(self, event: QEvent) -> bool:
        """The keys it understands are not the window's."""
        if is_wish(event, _OWN, Qt.KeyboardModifier.ControlModifier):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows by day and week (with Ctrl to the next issue), page keys by month (with Ctrl by year), Enter opens."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        day = self._after(Qt.Key(event.key()), control)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.day in self.days:
                self.day_opened.emit(self.day)
        elif day is not None:
            self.day_chosen.emit(day)
        else:
            super().keyPressEvent(event)

    def _after(self, key: Qt.Key, control: bool) -> date | None:
        here = self.day
        if control and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return self._next_issue(1 if key == Qt.Key.Key_Right else -1)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if key in steps:
            return here + timedelta(days=steps[key])
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in months:
            return _months_on(here, months[key] * (12 if control else 1))
        inside = sorted(day for day in self.days if day.year == here.year) or [here]
        return {Qt.Key.Key_Home: inside[0], Qt.Key.Key_End: inside[-1]}.get(key)

    def _next_issue(self, step: int) -> date:
        there = [day for day in self.days if (day - self.day).days * step > 0]
        return (min(there) if step > 0 else max(there)) if there else self.day

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click stands on a day, and opens its issue."""
        day = self.day_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and day is not None:
            self.day_chosen.emit(day)
            if day in self.days:
                self.day_opened.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What there is of the day under the pointer."""
        day = self.day_at(event.position())
        if day is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint() + QPoint(8, 8), self.told(day), self)
        self.setCursor(Qt.CursorShape.PointingHandCursor if day in self.days else Qt.CursorShape.ArrowCursor)

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Twelve months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((sum(i.articles for i in some) for some in self.days.values()), default=1) or 1
        for month in range(1, 13):
            self._paint_head(painter, month)
            for number in range(1, calendar.monthrange(self.day.year, month)[1] + 1):
                self._paint_day(painter, date(self.day.year, month, number), most)

    def _paint_head(self, painter: QPainter, month: int) -> None:
        corner = self._month_at(month)
        title = QRectF(corner.x() + 6, corner.y(), 7 * self.cell, 6 * UNIT)
        draw_elided(painter, title, month_name(month), self.looks.font(-0.5, bold=True), self.looks.colour("ink"))
        for column, letter in enumerate(weekday_letters()):
            area = QRectF(corner.x() + column * self.cell, corner.y() + 6 * UNIT, self.cell, 5 * UNIT)
            draw_elided(painter, area, letter, self.looks.font(-2.5), self.looks.colour("faint"), CENTRE)

    def _paint_day(self, painter: QPainter, day: date, most: int) -> None:
        box = self.box(day)
        issues = self.days.get(day, ())
        cell = box.adjusted(1.5, 1.5, -1.5, -1.5)
        if issues:
            self._paint_issue(painter, cell, day, issues, most)
        colour = self.looks.colour("ink" if issues else "faint")
        font = self.looks.font(-0.5 if self.cell > 34 else -1.5 if self.cell > 24 else -2.5, bold=bool(issues))
        draw_elided(painter, box.adjusted(0, 0, 0, -3 if issues else 0), str(day.day), font, colour, CENTRE)
        if day == self.day:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.looks.colour("accent" if self.hasFocus() else "muted"), 1.6 if self.hasFocus() else 1))
            painter.drawRoundedRect(cell.adjusted(-0.5, -0.5, 0.5, 0.5), 4, 4)

    def _paint_issue(self, painter: QPainter, cell: QRectF, day: date, issues: Sequence[IssueDay], most: int) -> None:
        """The ground of a day with an issue; below the number a bar as long as it has articles; a dot for marks."""
        painter.setPen(Qt.PenStyle.NoPen)
        ground = self.looks.colour("hit" if self.hits.get(day) else "chip")
        painter.setBrush(ground)
        painter.drawRoundedRect(cell, 4, 4)
        if self.looks.theme.key == "contrast":
            painter.setPen(QPen(self.looks.colour("ink"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 4, 4)
            painter.setPen(Qt.PenStyle.NoPen)
        room = cell.width() - 8
        width = max(3.0, room * sum(i.articles for i in issues) / most)
        painter.setBrush(self.looks.colour("muted"))
        painter.drawRoundedRect(QRectF(cell.center().x() - width / 2, cell.bottom() - 3.5, width, 2), 1, 1)
        if sum(i.marks for i in issues):
            painter.setBrush(self.looks.colour("accent"))
            painter.drawEllipse(QPointF(cell.right() - 2.5, cell.top() + 2.5), 2, 2)
        if len(issues) > 1:
            area = QRectF(cell.left() + 2, cell.top() - 1, 10, 10)
            draw_elided(painter, area, str(len(issues)), self.looks.font(-4), self.looks.colour("muted"))


def _months_on(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = max(1, number // 12), number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_name(month: int) -> str:
    """A month as the reader's language writes it."""
    names = (_("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
             _("September"), _("October"), _("November"), _("December"))  # fmt: skip
    return names[month - 1]


def weekday_letters() -> str:
    """A letter for each day of the week, Monday first."""
    return "一二三四五六日" if language() == "zh_CN" else "MTWTFSS"

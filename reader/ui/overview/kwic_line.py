"""Paints a line of a concordance: date and page, the words found in the middle with what stands left and right, the headline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.commands.concordance import KwicRow
from reader.commands.overview import WORDS
from reader.domain.words import _
from reader.ui.languages import script_of
from reader.ui.overview.kwic_model import ROW, Index
from reader.ui.painting import LEFT, RIGHT, draw_elided
from reader.ui.theme import UNIT, Looks
from reader.ui.utf16 import showable

_SIDE = 3 * UNIT
_PLAIN = ("text", "caption", "highlight")
_FIELDS = {"deck": "title", "byline": "author"}


class KwicLine(QStyledItemDelegate):
    """One row of fixed height; `meanings` are the names of highlight colours by key."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self.meanings: dict[str, str] = {}
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts anew."""
        self.small = self.looks.font(-1.5)
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self.where = QFontMetricsF(self.small).horizontalAdvance("2024-06-08 A03") + 2 * UNIT

    def font(self, script: str, bold: bool = False) -> QFont:
        """The reading face at the size of a list."""
        if (script, bold) not in self._fonts:
            self._fonts[script, bold] = self.looks.font(2, face="serif", script=script, bold=bold)
        return self._fonts[script, bold]

    def height(self) -> int:
        """How high each row is."""
        return round(QFontMetricsF(self.font("zh-Hans")).height() + 3 * UNIT)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(400, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: KwicRow | None = index.data(ROW)
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self.looks.colour("selection"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), self.looks.colour("hairline"))
        if row is not None:
            self._paint_row(painter, box.adjusted(_SIDE, 0, -_SIDE, -1), row)
        painter.restore()

    def _paint_row(self, painter: QPainter, box: QRectF, row: KwicRow) -> None:
        narrow = box.width() < 560
        where = " ".join(part for part in (row.date or "–", row.page or "") if part)
        left = 0.0 if narrow else self.where + 2 * UNIT
        if not narrow:
            area = QRectF(box.left(), box.top(), self.where, box.height())
            draw_elided(painter, area, where, self.small, self.looks.colour("muted"))
        right = 0.0 if box.width() < 760 else min(230.0, box.width() * 0.22)
        if right:
            self._paint_about(painter, QRectF(box.right() - right, box.top(), right, box.height()), row)
        self._paint_words(painter, box.adjusted(left, 0, -(right + 3 * UNIT if right else 0), 0), row)

    def _paint_about(self, painter: QPainter, area: QRectF, row: KwicRow) -> None:
        """At the right: the colour's meaning of a passage, else in which part and under which headline."""
        if row.colour:
            words = self.meanings.get(row.colour, row.colour)
            width = min(area.width() - 10, QFontMetricsF(self.small).horizontalAdvance(words) + 2)
            bar = QRectF(area.right() - width - 10, area.center().y() - 6, 5, 12)
            painter.fillRect(bar, QColor(self.looks.theme.edge(row.colour)))
            draw_elided(painter, QRectF(bar.right() + 5, area.top(), width, area.height()), words, self.small, self.looks.colour("muted"))
            return
        place = row.shown.field
        field = WORDS["hit"].get(_FIELDS.get(place, place), "") if place not in _PLAIN else ""
        words = " · ".join(part for part in (_(field) if field else "", " ".join(row.title.split())) if part)
        draw_elided(painter, area, words, self.small, self.looks.colour("muted"))

    def _paint_words(self, painter: QPainter, area: QRectF, row: KwicRow) -> None:
        """The words found begin at the same place in every line, a little left of the middle."""
        shown = row.shown
        script = script_of(shown.left + shown.words + shown.right)
        plain, bold = self.font(script), self.font(script, True)
        metrics, strong = QFontMetricsF(plain), QFontMetricsF(bold)
        middle = area.left() + area.width() * 0.46
        room = middle - area.left()
        # Han words stand a little apart; others keep the room the text has: none before a comma or a hyphen.
        apart = 3.0 if script.startswith("zh") else 0.0
        left = _last_that_fit(showable(shown.left), metrics, room - UNIT)
        end = metrics.horizontalAdvance(" ") * (len(left) - len(left.rstrip()))
        draw_elided(painter, QRectF(area.left(), area.top(), room - apart - end, area.height()), left.rstrip(), plain, self.looks.colour("ink"), RIGHT)
        words = showable(shown.words)
        width = strong.horizontalAdvance(words)
        draw_elided(painter, QRectF(middle, area.top(), min(width + 1, area.right() - middle), area.height()), words, bold, self.looks.colour("accent"))
        rest = QRectF(middle + width + apart, area.top(), area.right() - middle - width - apart, area.height())
        if rest.width() > 8:
            right = _first_that_fit(showable(shown.right), metrics, rest.width())
            draw_elided(painter, rest, right, plain, self.looks.colour("ink"), LEFT)


def _most(count: int, width: Callable[[int], float], room: float) -> int:
    """The largest number up to `count` of which the width is no more than `room`; widths grow."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(middle) <= room else (low, middle - 1)
    return low


def _last_that_fit(text: str, metrics: QFontMetricsF, room: float) -> str:
    """The longest end of a text that fits, whole characters only, from the start of a word."""
    start = len(text) - _most(len(text), lambda n: metrics.horizontalAdvance(text[len(text) - n :]), room)
    if 0 < start < len(text) and _is_inside(text, start):
        blank = text.find(" ", start)
        start = blank + 1 if 0 <= blank < start + 20 else start
    return text[start:]


def _first_that_fit(text: str, metrics: QFontMetricsF, room: float) -> str:
    """The longest beginning of a text that fits, whole characters only, to the end of a word."""
    end = _most(len(text), lambda n: metrics.horizontalAdvance(text[:n]), room)
    if 0 < end < len(text) and _is_inside(text, end):
        blank = text.rfind(" ", 0, end)
        end = blank if blank > max(0, end - 20) else end
    return text[:end]


def _is_inside(text: str, at: int) -> bool:
    """Whether a cut at `at` parts a word of letters."""
    return all(char.isascii() and char.isalnum() for char in (text[at - 1], text[at]))

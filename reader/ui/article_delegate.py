"""Paints one article of a list: kicker, title, byline and length, chips, dashes for highlights, note and flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.domain.doubt import BAD, LOOK
from reader.domain.text import is_han
from reader.domain.views import ArticleRow, Listing
from reader.domain.words import _
from reader.ui import icons
from reader.ui.article_model import ROW
from reader.ui.languages import script_of
from reader.ui.painting import RIGHT, draw_chip, draw_elided
from reader.ui.reasons import reasons
from reader.ui.theme import Looks
from reader.ui.utf16 import Offsets, showable
from reader.ui.wording import doubt_name, kind_name, length, page_name

SIDE = 16
ABOVE = 12
BAR = 3
BAND = 28
_GAP = 8
_CHIP = 64
_TITLE_LINES = 2
_REASONS = 0.34
"""Share of a snippet's line that the reasons may take."""


@dataclass(frozen=True)
class Shown:
    """What a row says beside its marks: `top` above the title, `under` below it, `band` when a page begins."""

    top: str
    title: str
    under: str
    band: str = ""


class ArticleDelegate(QStyledItemDelegate):
    """Paints rows of an ArticleModel. `adapted` rows are as high as they need, others all `row_height`."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.listing: Listing | None = None
        self.current: int | None = None
        self.bands: dict[int, str] = {}
        self.adapted = False
        self.set_fonts()

    def set_fonts(self) -> None:
        """Take fonts and line heights from the looks."""
        self.small = self.looks.font(-1)
        self.tiny = self.looks.font(-2)
        self.band_font = self.looks.font(-2, bold=True)
        self.small_line = _line(self.small)
        self.title_line = _line(self._title_font("zh-Hans", "unread")) - 2

    @lru_cache(maxsize=16)  # noqa: B019 (one delegate a list; fonts are few)
    def _title_font_at(self, size: float, script: str, bold: bool) -> QFont:
        font = self.looks.font(3.2, face="serif", script=script)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def _title_font(self, script: str, state: str) -> QFont:
        return self._title_font_at(self.looks.base_size, script, state == "unread")

    # what is said

    def say(self, row: ArticleRow) -> Shown:
        """The words of a row; a list across issues says where each article stands."""
        across = self.listing is None or self.listing.kind not in {"issue", "page"}
        where = (row.newspaper or "", row.date or "", page_name(row.page)) if across else ()
        above = (*where, row.kicker or kind_name(row.kind)) if not across else where
        page = page_name(row.page) if not across and not self.bands and self._many_pages() else ""
        under = " · ".join(part for part in (page, row.byline, length(row.chars)) if part)
        title = row.title or kind_name(row.kind) or _("Untitled")
        return Shown(" · ".join(p for p in above if p), title, under, self.bands.get(row.id, ""))

    def _many_pages(self) -> bool:
        return self.listing is not None and self.listing.kind == "issue"

    # heights

    @property
    def row_height(self) -> int:
        """Height of each row where all are alike: room for three lines, a fourth for a search's snippet or a basket's remark."""
        extra = self.small_line + 2 if self.listing is not None and self.listing.kind in {"search", "basket"} else 0
        return 2 * ABOVE + self.small_line * 2 + self.title_line + 4 + extra

    def height(self, row: ArticleRow, width: int) -> int:
        """Height that a row needs in a list `width` pixels wide."""
        said = self.say(row)
        lines = self._title_lines(said.title, row.state, width - 2 * SIDE)
        total = 2 * ABOVE + self.small_line + 4 + len(lines) * self.title_line
        total += self.small_line if said.top else 0
        total += self.small_line + 2 if row.snippet else 0
        return total + (BAND if said.band else 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of a row."""
        return QSize(240, self.row_height)

    # painting

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row; one that has gone meanwhile stays empty."""
        row: ArticleRow | None = index.data(ROW)
        painter.save()
        area = QRectF(option.rect)
        if row is not None:
            said = self.say(row)
            if said.band:
                self._paint_band(painter, QRectF(area.x(), area.y(), area.width(), BAND), said.band)
                area.setTop(area.top() + BAND)
            self._paint_ground(painter, area, row, option)
            self._paint_words(painter, area, row, said)
        painter.restore()

    def _paint_band(self, painter: QPainter, area: QRectF, text: str) -> None:
        painter.fillRect(area, self.looks.colour("list"))
        painter.setFont(self.band_font)
        painter.setPen(self.looks.colour("muted"))
        inner = area.adjusted(SIDE, 6, -SIDE, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), text)
        self._hairline(painter, area)

    def _hairline(self, painter: QPainter, area: QRectF) -> None:
        colour = self.looks.colour("hairline")
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colour)

    def _paint_ground(self, painter: QPainter, area: QRectF, row: ArticleRow, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state
        if row.id == self.current or state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self.looks.colour("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self.looks.colour("hover"))
        self._hairline(painter, area)
        if row.id == self.current:
            bar = QRectF(area.x(), area.y(), BAR, area.height() - 1)
            painter.fillRect(bar, self.looks.colour("accent"))

    def _paint_words(self, painter: QPainter, area: QRectF, row: ArticleRow, said: Shown) -> None:
        inner = area.adjusted(SIDE, ABOVE, -SIDE, -ABOVE)
        if not self.adapted:
            inner.setTop(inner.top() + self._slack(inner, row, said))
        y = inner.top()
        if said.top:
            line = QRectF(inner.left(), y, inner.width(), self.small_line)
            draw_elided(painter, line, said.top, self.small, self.looks.colour("muted"))
            y += self.small_line
        y = self._paint_title(painter, QPointF(inner.left(), y), inner.width(), said, row) + 4
        if row.snippet:
            line = QRectF(inner.left(), y, inner.width(), self.small_line)
            self._paint_snippet(painter, self._beside_reasons(painter, line, row), row)
            y += self.small_line + 2
        line = QRectF(inner.left(), y, inner.width(), self.small_line)
        self._paint_under(painter, line, row, said.under)

    def _slack(self, inner: QRectF, row: ArticleRow, said: Shown) -> float:
        """How far down to begin so that a row with fewer lines stands in the middle."""
        lines = len(self._lines_here(said, row.state, inner.width()))
        used = self.small_line + 4 + lines * self.title_line
        used += self.small_line if said.top else 0
        used += self.small_line + 2 if row.snippet else 0
        return max(0.0, (inner.height() - used) // 2)

    def _lines_here(self, said: Shown, state: str, width: float) -> list[str]:
        lines = self._title_lines(said.title, state, width)
        if self.adapted or not said.top or len(lines) == 1:
            return lines
        return self._title_lines(said.title, state, width, 1)

    def _title_lines(self, title: str, state: str, width: float, most: int = _TITLE_LINES) -> list[str]:
        return broken(showable(title), self._title_font(_script(title), state), int(width), most)

    def _paint_title(self, painter: QPainter, at: QPointF, width: float, said: Shown, row: ArticleRow) -> float:
        painter.setFont(self._title_font(_script(said.title), row.state))
        painter.setPen(self.looks.colour("muted" if row.state == "done" else "ink"))
        y = at.y()
        for line in self._lines_here(said, row.state, width):
            area = QRectF(at.x(), y, width, self.title_line)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), line)
            y += self.title_line
        return y

    def _beside_reasons(self, painter: QPainter, line: QRectF, row: ArticleRow) -> QRectF:
        """Say at the right why the row was found; returns what is left of the line."""
        words = reasons(row.why)
        if not words:
            return line
        width = min(QFontMetricsF(self.tiny).horizontalAdvance(words), line.width() * _REASONS)
        place = QRectF(line.right() - width, line.y(), width, line.height())
        draw_elided(painter, place, words, self.tiny, self.looks.colour("muted"), RIGHT)
        return line.adjusted(0, 0, -width - _GAP, 0)

    def _paint_snippet(self, painter: QPainter, area: QRectF, row: ArticleRow) -> None:
        """The snippet, begun late enough that its first hit is seen."""
        text = showable(row.snippet)
        metrics = QFontMetricsF(self.small)
        start = 0
        if row.snippet_hits:
            first, end = row.snippet_hits[0]
            while start < first and metrics.horizontalAdvance(text[start:end]) > area.width() * 0.6:
                start += max(1, (first - start) // 4)
        shown = ("…" if start else "") + text[start:]
        shift = (1 if start else 0) - start
        hits = [(a + shift, b + shift) for a, b in row.snippet_hits if a >= start]
        self._paint_marked(painter, area, shown, hits)

    def _paint_marked(self, painter: QPainter, area: QRectF, text: str, hits: list[tuple[int, int]]) -> None:
        layout = marked_layout(text, hits, self.small, self.looks, area.width())
        painter.setPen(self.looks.colour("ink"))
        painter.setClipRect(area)
        layout.draw(painter, QPointF(area.x(), area.y() + 1))
        painter.setClipping(False)

    def _paint_under(self, painter: QPainter, area: QRectF, row: ArticleRow, text: str) -> None:
        """Byline and length, then as many marks as there is room for."""
        dashes = list(dict.fromkeys(row.colours))[:5]
        marks = 20 * len(dashes) + (20 if row.has_note else 0)
        marks += (20 if row.state == "done" else 0) + (20 if row.doubt >= LOOK else 0)
        wanted = QFontMetricsF(self.small).horizontalAdvance(text)
        doubt, room = self._doubt(row, area.width() - wanted - marks - (_CHIP if row.tags else 0))
        marks += room
        words = min(wanted, area.width() - marks)
        draw_elided(
            painter, QRectF(area.x(), area.y(), words, area.height()), text, self.small, self.looks.colour("muted")
        )
        x = area.x() + words + _GAP
        x = self._paint_chips(painter, QRectF(x, area.y(), area.right() - marks - x, area.height()), row)
        x = self._paint_dashes(painter, x, area, dashes)
        self._paint_signs(painter, x, area, row, doubt)

    def _doubt(self, row: ArticleRow, room: float) -> tuple[str, int]:
        """What is said beside a row's flag, and the width that takes: the doubt in words where there is room for it,
        else how many there are."""
        if not row.flags:
            return "", 0
        more = f" +{row.flags - 1}" if row.flags > 1 else ""
        words = doubt_name(row.flag) + more
        width = 22 + round(QFontMetricsF(self.tiny).horizontalAdvance(words))
        return (words, width) if width + 2 * _GAP <= room else (str(row.flags) if more else "", 30)

    def _paint_chips(self, painter: QPainter, area: QRectF, row: ArticleRow) -> float:
        x = area.x()
        for n, chip in enumerate(row.tags):
            room = area.right() - x
            rest = len(row.tags) - n
            width = draw_chip(
                painter, x, area, chip.name, chip.colour, self.tiny, self.looks, room - (28 if rest > 1 else 0)
            )
            if not width:
                return self._paint_more(painter, x, area, rest)
            x += width + 6
        return x

    def _paint_more(self, painter: QPainter, x: float, area: QRectF, count: int) -> float:
        text = f"+{count}"
        width = QFontMetricsF(self.tiny).horizontalAdvance(text)
        if x + width > area.right():
            return x
        draw_elided(painter, QRectF(x, area.y(), width + 1, area.height()), text, self.tiny, self.looks.colour("muted"))
        return x + width + 6

    def _paint_dashes(self, painter: QPainter, x: float, area: QRectF, colours: list[str]) -> float:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = area.center().y()
        for key in colours:
            painter.setBrush(QColor(self.looks.theme.edge(key)))
            painter.drawRoundedRect(QRectF(x, middle - 1.5, 14, 4), 2, 2)
            x += 20
        return x

    def _paint_signs(self, painter: QPainter, x: float, area: QRectF, row: ArticleRow, doubt: str) -> None:
        top = area.center().y() - 6
        muted = self.looks.theme["muted"]
        ratio = painter.device().devicePixelRatio()
        for name, there, colour in (
            ("note", row.has_note, muted),
            ("doubt", row.doubt >= LOOK, self.looks.theme["warning"] if row.doubt >= BAD else muted),
            ("check", row.state == "done", muted),
            ("flag", row.flags > 0, self.looks.theme["accent"]),
        ):
            if there:
                painter.drawPixmap(QPointF(x, top), icons.pixmap(name, colour, 13, ratio))
                x += 20
        if doubt:
            place = QRectF(x - 4, area.y(), area.right() - x + 4, area.height())
            draw_elided(painter, place, doubt, self.tiny, self.looks.colour("accent"))


def marked_layout(text: str, hits: Sequence[tuple[int, int]], font: QFont, looks: Looks, width: float) -> QTextLayout:
    """One line of `text`, elided at `width` pixels, its hits bold in the accent."""
    text = QFontMetricsF(font).elidedText(showable(text), Qt.TextElideMode.ElideRight, width)
    offsets = Offsets(text)
    layout = QTextLayout(text, font)
    formats = []
    for start, end in hits:
        marked = QTextLayout.FormatRange()
        marked.start = offsets.to_utf16(start)
        marked.length = offsets.to_utf16(end) - offsets.to_utf16(start)
        marked.format.setForeground(looks.colour("accent"))
        marked.format.setFontWeight(QFont.Weight.Bold)
        formats.append(marked)
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine().setLineWidth(width * 2)
    layout.endLayout()
    return layout


def _line(font: QFont) -> int:
    return round(QFontMetricsF(font).ascent() + QFontMetricsF(font).descent() * 0.75) + 1


@lru_cache(maxsize=2048)
def _script(title: str) -> str:
    return script_of(title)


@lru_cache(maxsize=2048)
def broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    """`text` in at most `most` lines of `width` pixels, the last one elided."""
    parted = _parted(text, font, width) if most == 2 else []
    if parted:
        return parted
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    ends: list[int] = []
    while len(ends) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        ends.append(line.textStart() + line.textLength())
    layout.endLayout()
    offsets = Offsets(text)
    cuts = [0, *(offsets.to_code_point(end) for end in ends)]
    lines = [text[a:b].strip() for a, b in pairwise(cuts)] or [""]
    if cuts[-1] < len(text):
        rest = text[cuts[-2] :].strip()
        lines[-1] = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return lines


def _parted(text: str, font: QFont, width: int) -> list[str]:
    """A headline of several parts, too long for a line, broken between two of them where both lines fit."""
    metrics = QFontMetricsF(font)
    if " " not in text or not any(is_han(c) for c in text) or metrics.horizontalAdvance(text) <= width:
        return []
    halves = [(text[:n], text[n + 1 :]) for n, c in enumerate(text) if c == " "]
    longest = [max(metrics.horizontalAdvance(half) for half in pair) for pair in halves]
    best = min(range(len(halves)), key=longest.__getitem__)
    return list(halves[best]) if longest[best] <= width else []

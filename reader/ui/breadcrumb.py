"""Where one is: newspaper › year › date › page; each part leads there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.domain.views import ArticleView, IssueView, Listing
from reader.domain.words import _
from reader.ui.painting import draw_elided
from reader.ui.theme import Looks
from reader.ui.wording import date_name, page_name

_BETWEEN = " › "


@dataclass(frozen=True)
class Crumb:
    """One part of the way, and the list it leads to."""

    words: str
    listing: Listing | None = None


def crumbs_of(issue: IssueView, view: ArticleView | None = None) -> list[Crumb]:
    """The way to an issue, and to the page of an article in it."""
    paper = issue.newspaper or _("newspaper unknown")
    way = [Crumb(paper, Listing("newspaper", issue.newspaper_id))]
    here = Listing("issue", issue.id)
    if issue.date:
        year = issue.date[:4]
        way.append(Crumb(date_name(year), Listing("year", issue.newspaper_id, year)))
        full = date_name(issue.date)
        day = full.partition("年")[2] if "年" in full else issue.date[5:]
        way.append(Crumb(" ".join(p for p in (day or full, issue.edition) if p), here))
    else:
        way.append(Crumb(" ".join(p for p in (_("undated"), issue.edition or issue.source_name) if p), here))
    page = view.page if view else None
    if page is not None and page.label:
        words = " ".join(part for part in (page_name(page.label), page.name) if part)
        way.append(Crumb(words, Listing("page", page.id)))
    return way


class Breadcrumb(QWidget):
    """The way as one line; a click leads to a part of it."""

    listing_wished = Signal(Listing)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._way: list[Crumb] = []
        self._places: list[tuple[QRectF, Crumb]] = []
        self._under: Crumb | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        looks.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Gives way to everything else in its bar."""
        return QSize(40, 24)

    def show_way(self, way: list[Crumb]) -> None:
        """Show another way."""
        if way != self._way:
            self._way = way
            words = _BETWEEN.join(crumb.words for crumb in way)
            self.setAccessibleName(words)
            self.setToolTip(words)
            self.update()

    @property
    def words(self) -> str:
        """The way as shown."""
        return _BETWEEN.join(crumb.words for crumb in self._way)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The parts from the left; where room is short the first parts go."""
        painter = QPainter(self)
        font = self.looks.font(-0.5)
        metrics = QFontMetricsF(font)
        between = metrics.horizontalAdvance(_BETWEEN)
        widths = [metrics.horizontalAdvance(crumb.words) for crumb in self._way]
        first = 0
        while first < len(widths) - 1 and sum(widths[first:]) + between * (len(widths) - first - 1) > self.width():
            first += 1
        self._places = []
        x = 0.0
        for n in range(first, len(self._way)):
            if n > first:
                area = QRectF(x, 0, between + 1, self.height())
                draw_elided(painter, area, _BETWEEN, font, self.looks.colour("faint"))
                x += between
            area = QRectF(x, 0, min(widths[n], self.width() - x), self.height())
            hot = self._way[n] is self._under and self._way[n].listing is not None
            draw_elided(painter, area, self._way[n].words, font, self.looks.colour("ink" if hot else "muted"))
            self._places.append((area, self._way[n]))
            x += widths[n]

    def _at(self, point: QPointF) -> Crumb | None:
        return next((crumb for area, crumb in self._places if area.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The part under the pointer stands out."""
        under = self._at(event.position())
        if under is not self._under:
            self._under = under
            hand = under is not None and under.listing is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leads to the part clicked."""
        crumb = self._at(event.position())
        if crumb is not None and crumb.listing is not None:
            self.listing_wished.emit(crumb.listing)

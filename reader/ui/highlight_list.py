"""The highlights of an article as cards, in text order: edge, words, meaning and comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.domain.views import HighlightView
from reader.domain.words import _
from reader.ui.highlight_words import meaning_line
from reader.ui.languages import script_of
from reader.ui.mark_painter import underline
from reader.ui.tag_editor import is_deletion
from reader.ui.theme import Looks
from reader.ui.utf16 import showable

Index = QModelIndex | QPersistentModelIndex
HIGHLIGHT = Qt.ItemDataRole.UserRole
_EDGE, _SIDE, _ABOVE, _GAP, _BETWEEN = 4, 12, 7, 2, 8
_SAMPLE, _FOOT = 20, 9
_LINES = 4
_LONGEST = 160
_HIGHEST = 4000
_AT_ONCE = 100


class HighlightModel(QAbstractListModel):
    """Highlights, and what their colours mean."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.highlights: tuple[HighlightView, ...] = ()
        self.meanings: Mapping[str, str] = {}

    def show(self, highlights: Sequence[HighlightView], meanings: Mapping[str, str]) -> None:
        """Show these highlights; where they are the same ones only what is said of them is renewed."""
        same = [h.id for h in highlights] == [h.id for h in self.highlights]
        if not same:
            self.beginResetModel()
        self.highlights, self.meanings = tuple(highlights), dict(meanings)
        if not same:
            self.endResetModel()
        elif self.highlights:
            self.dataChanged.emit(self.index(0), self.index(len(self.highlights) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.highlights)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.highlights):
            return None
        highlight = self.highlights[index.row()]
        if role == HIGHLIGHT:
            return highlight
        if role == Qt.ItemDataRole.DisplayRole:
            return highlight.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{highlight.quote}. {meaning_line(highlight, self.meanings)}"
        return None

    def row_of(self, highlight: int) -> int:
        """The row of a highlight, -1 where it is not shown."""
        return next((n for n, h in enumerate(self.highlights) if h.id == highlight), -1)


class HighlightDelegate(QStyledItemDelegate):
    """Paints one highlight as a card and knows how high it must be."""

    def __init__(self, looks: Looks, model: HighlightModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.model = model
        self.width = 200
        self._heights: dict[tuple[object, ...], int] = {}

    def forget(self) -> None:
        """Measure anew: fonts have changed."""
        self._heights.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        highlight: HighlightView = index.data(HIGHLIGHT)
        key = (highlight.quote, highlight.comment, highlight.state, highlight.tags, self.width)
        if key not in self._heights:
            self._heights[key] = self._measure(highlight)
        return QSize(self.width, self._heights[key] + _BETWEEN)

    def _measure(self, highlight: HighlightView) -> int:
        quote = self._laid(self._quote(highlight), self._quote_font(highlight))
        under = self._under(highlight)
        return round(2 * _ABOVE + _height(quote) + _GAP + _height(under))

    @staticmethod
    def _quote(highlight: HighlightView) -> str:
        words = " ".join(highlight.quote.split())
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"

    def _quote_font(self, highlight: HighlightView) -> QFont:
        font = self.looks.font(0, face="serif", script=script_of(highlight.quote))
        font.setStrikeOut(highlight.state == "lost")
        return font

    def _under(self, highlight: HighlightView) -> QTextLayout:
        """Meaning and comment, laid so that the sample of the colour's line stands free beside them."""
        return self._laid(meaning_line(highlight, self.model.meanings), self.looks.font(-2), _SAMPLE + _SIDE)

    def _laid(self, words: str, font: QFont, less: int = 0) -> QTextLayout:
        layout = QTextLayout(showable(words), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        for _number in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self.width - _EDGE - 2 * _SIDE - less)
            line.setPosition(QPointF(0, y))
            y += round(font.pixelSize() * 1.4)
        layout.endLayout()
        return layout

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        highlight: HighlightView = index.data(HIGHLIGHT)
        card = QRectF(option.rect).adjusted(0, 0, 0, -_BETWEEN)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        theme = self.looks.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme["card"]))
        painter.drawRoundedRect(card, 4, 4)
        if chosen:
            painter.setPen(QPen(QColor(theme["accent"]), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(0.6, 0.6, -0.6, -0.6), 4, 4)
        edge = QColor(theme.edge(highlight.colour))
        painter.fillRect(QRectF(card.left(), card.top(), _EDGE, card.height()), edge)
        self._paint_words(painter, card, highlight, edge)
        painter.restore()

    def _paint_words(self, painter: QPainter, card: QRectF, highlight: HighlightView, edge: QColor) -> None:
        theme = self.looks.theme
        left, top = card.left() + _EDGE + _SIDE, card.top() + _ABOVE
        quote = self._laid(self._quote(highlight), self._quote_font(highlight))
        painter.setPen(QColor(theme["ink"]))
        quote.draw(painter, QPointF(left, top))
        under = self._under(highlight)
        painter.setPen(QColor(theme["warning" if highlight.state != "ok" else "muted"]))
        under.draw(painter, QPointF(left, top + _height(quote) + _GAP))
        right = card.right() - _SIDE + 2
        underline(painter, highlight.colour, edge, right - _SAMPLE, right, card.bottom() - _FOOT, 1.4)


def _height(layout: QTextLayout) -> float:
    return layout.lineCount() * round(layout.font().pixelSize() * 1.4)


class HighlightList(QListView):
    """The cards; walking through them chooses, Enter opens, Delete removes."""

    chosen = Signal(int)
    opened = Signal(int)
    removal_wished = Signal(int)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = HighlightModel(self)
        self._delegate = HighlightDelegate(looks, self.cards, self)
        self._quiet = False
        self.setModel(self.cards)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Highlights of this article"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        # A thousand cards are measured a hundred at a time, so that the text is never kept waiting.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_AT_ONCE)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._walked)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(HIGHLIGHT).id))
        self.activated.connect(lambda index: self.opened.emit(index.data(HIGHLIGHT).id))

    def show_highlights(self, highlights: Sequence[HighlightView], meanings: Mapping[str, str]) -> None:
        """Show these highlights."""
        chosen = self.currentIndex().data(HIGHLIGHT)
        self._quiet = True
        self.cards.show(highlights, meanings)
        self._quiet = False
        self.show_chosen(chosen.id if chosen else 0)
        self.updateGeometry()

    def wear_looks(self) -> None:
        """Fonts or colours have changed."""
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def show_chosen(self, highlight: int) -> None:
        """Mark the card of a highlight, without saying so to anybody; 0: none."""
        row = self.cards.row_of(highlight)
        self._quiet = True
        self.setCurrentIndex(self.cards.index(row) if row >= 0 else QModelIndex())
        self._quiet = False

    def follow(self, in_sight: Sequence[int]) -> None:
        """Bring the cards of the highlights in sight of the reader into sight too, unless one of them is already."""
        rows = [row for row in map(self.cards.row_of, in_sight) if row >= 0]
        port = self.viewport().rect()
        if rows and not any(self.visualRect(self.cards.index(row)).intersects(port) for row in rows):
            self.scrollTo(self.cards.index(rows[0]), QListView.ScrollHint.PositionAtTop)

    def _walked(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.chosen.emit(current.data(HIGHLIGHT).id)

    def content_height(self, most: int = 1 << 30) -> int:
        """How high all cards are together; measured no further than `most`."""
        option, height = QStyleOptionViewItem(), 0
        for row in range(self.cards.rowCount()):
            height += self._delegate.sizeHint(option, self.cards.index(row)).height()
            if height >= most:
                return most
        return height

    def event(self, event: QEvent) -> bool:
        if is_deletion(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex().data(HIGHLIGHT)
        if current is not None and event.key() == Qt.Key.Key_Delete:
            self.removal_wished.emit(current.id)
        elif current is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(current.id)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _words: str) -> None:
        """Letters are commands here, not a search."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._delegate.width != self.viewport().width():
            self._delegate.width = self.viewport().width()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(220, self.content_height(_HIGHEST))

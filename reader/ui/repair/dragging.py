"""Blocks and articles dragged: how ids travel, how the article list takes them and shows where they would go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QDrag, QDropEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from reader.ui.article_list import ArticleList
from reader.ui.article_model import ID
from reader.ui.painting import draw_elided
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted

BLOCKS, ARTICLES = "application/x-pressmark-blocks", "application/x-pressmark-articles"
_EDGE = 9 * UNIT
"""How near its edge (pixels) a drag scrolls a view."""
_LABEL = 220


def packed(ids: Sequence[int]) -> QByteArray:
    """Ids as they travel."""
    return QByteArray(" ".join(str(id) for id in ids).encode())


def numbers(data: QByteArray) -> list[int]:
    """The ids that travelled; none where something else did."""
    words = bytes(data.data()).decode("ascii", "replace").split()
    return [int(word) for word in words if word.isdigit()]


def drag_label(looks: Looks, words: str, ratio: float) -> QPixmap:
    """What is dragged, as a small card under the pointer."""
    font = looks.font(-1)
    width = min(_LABEL, round(QFontMetricsF(font).horizontalAdvance(words)) + 6 * UNIT + 2)
    height = round(QFontMetricsF(font).height()) + 3 * UNIT
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(looks.colour("card"))
    painter = QPainter(made)
    painter.setPen(looks.colour("faint"))
    painter.drawRect(QRectF(0.5, 0.5, width - 1, height - 1))
    draw_elided(painter, QRectF(3 * UNIT, 0, width - 6 * UNIT, height), words, font, looks.colour("ink"))
    painter.end()
    return made


class EdgeScroll(QObject):
    """Scrolls a view while something is dragged near its upper or lower edge."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self.view = view
        self.by = 0
        """Pixels at a time; negative: upwards."""
        self._timer = QTimer(self, interval=25)
        self._timer.timeout.connect(self._step)

    def lead(self, y: float) -> None:
        """Something is dragged at height `y` of the viewport: the nearer the edge, the quicker."""
        below = y - (self.view.viewport().height() - _EDGE)
        self.by = -round((_EDGE - y) / 2) if y < _EDGE else round(below / 2) if below > 0 else 0
        if not self.by:
            self.rest()
        elif not self._timer.isActive():
            self._timer.start()

    def rest(self) -> None:
        """Scroll no more."""
        self._timer.stop()

    def _step(self) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + self.by)


class DropMark(QWidget):
    """Shows over the rows where what is dragged would go: a line between two, or a frame around one."""

    def __init__(self, looks: Looks, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.looks = looks
        self._viewport = viewport
        self.onto = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_line(self, y: int) -> None:
        """A line at a height of the viewport."""
        self.onto = False
        self._show(QRect(0, max(0, y - 1), self._viewport.width(), 2))

    def show_frame(self, area: QRect) -> None:
        """A frame around a row."""
        self.onto = True
        self._show(area)

    def _show(self, area: QRect) -> None:
        self.setGeometry(area)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """In the accent."""
        painter = QPainter(self)
        if not self.onto:
            painter.fillRect(self.rect(), self.looks.colour("accent"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.looks.colour("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 4, 4)


class ListDrops(QObject):
    """Takes blocks onto articles, and articles to another place of the list, while it is switched on.

    `blocks_dropped` says which blocks and article, `articles_moved` which articles and the row they go before,
    `articles_merged` (Ctrl held) which articles and the one they were dropped on.
    """

    blocks_dropped = Signal(object, int)
    articles_moved = Signal(object, int)
    articles_merged = Signal(object, int)

    def __init__(self, list: ArticleList) -> None:
        super().__init__(list)
        self.list = list
        self.on = False
        self.mark = DropMark(list.looks, list.table.viewport())
        self._edges = EdgeScroll(list.table)
        self._pressed: QPoint | None = None
        self._chosen: Sequence[int] = ()
        """The articles chosen before the mouse was pressed: pressing with Ctrl chooses one more."""

    def switch(self, on: bool) -> None:
        """Take drops, or leave the list as it is."""
        if on != self.on:
            self.on = on
            viewport = self.list.table.viewport()
            self.list.table.setAcceptDrops(on)
            viewport.setAcceptDrops(on)
            viewport.installEventFilter(self) if on else viewport.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drags begin, and end, on the rows."""
        kind = event.type()
        if isinstance(event, QDropEvent) and kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            self.hover(event)
            return True
        if kind == QEvent.Type.DragLeave:
            self._end()
            return True
        if isinstance(event, QDropEvent) and kind == QEvent.Type.Drop:
            event.acceptProposedAction()
            self._end()
            self.drop(event.mimeData(), event.position().toPoint(), merge=_merges(event))
            return True
        return isinstance(event, QMouseEvent) and self._mouse(event)

    def hover(self, event: QDropEvent) -> None:
        """Something is dragged over the rows: show where it would go."""
        data, point = event.mimeData(), event.position().toPoint()
        if not (data.hasFormat(BLOCKS) or data.hasFormat(ARTICLES)):
            event.ignore()
            return
        event.acceptProposedAction()
        self._edges.lead(point.y())
        table = self.list.table
        index = table.indexAt(point)
        area = table.visualRect(index).adjusted(0, 0, -1, -1)
        if data.hasFormat(BLOCKS) or _merges(event):
            self.mark.show_frame(area) if index.isValid() else self.mark.hide()
            return
        last = table.visualRect(self.list.model.index(self.list.model.rowCount() - 1, 0)).bottom()
        if not index.isValid():
            self.mark.show_line(last)
        else:
            self.mark.show_line(area.bottom() + 1 if point.y() > area.center().y() else area.top())

    def _end(self) -> None:
        self.mark.hide()
        self._edges.rest()

    def _mouse(self, event: QMouseEvent) -> bool:
        point = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._chosen = point, self.list.chosen()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            if (point - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                self._drag(self._pressed)
                self._pressed = None
            return True
        return False

    def dragged(self, under: int) -> list[int]:
        """The articles a drag takes along that begins on article `under`."""
        return list(self._chosen) if under in self._chosen else [under]

    def _drag(self, start: QPoint) -> None:
        row = self.list.table.indexAt(start)
        if not row.isValid():
            return
        ids = self.dragged(row.data(ID))
        data = QMimeData()
        data.setData(ARTICLES, packed(ids))
        drag = QDrag(self.list.table)
        drag.setMimeData(data)
        found = self.list.model.article_at(row.row())
        words = (found.title if found and len(ids) == 1 else "") or articles_counted(len(ids))
        drag.setPixmap(drag_label(self.list.looks, words, self.list.devicePixelRatioF()))
        drag.exec(Qt.DropAction.MoveAction)

    def drop(self, data: QMimeData, point: QPoint, *, merge: bool) -> None:
        """Something was dropped at a point of the rows; `merge`: onto the article, not beside it."""
        table, model = self.list.table, self.list.model
        index = table.indexAt(point)
        row = index.row() if index.isValid() else model.rowCount()
        target = model.id_at(row)
        if data.hasFormat(BLOCKS) and target is not None:
            self.blocks_dropped.emit(numbers(data.data(BLOCKS)), target)
        elif data.hasFormat(ARTICLES):
            moved = numbers(data.data(ARTICLES))
            if merge and target is not None and target not in moved:
                self.articles_merged.emit(moved, target)
            elif not merge:
                middle = table.visualRect(index).center().y() if index.isValid() else 0
                self.articles_moved.emit(moved, row + 1 if index.isValid() and point.y() > middle else row)


def _merges(event: QDropEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

"""A list of passages with a word put right in each: words around, printed word struck out, corrected word, and below what else is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.domain.words import _
from reader.ui import icons
from reader.ui.languages import script_of
from reader.ui.theme import UNIT, Looks
from reader.ui.utf16 import showable

Index = QModelIndex | QPersistentModelIndex
_LEFT, _ABOVE = 8 * UNIT, 6
_PAGE = 100


@dataclass(frozen=True)
class Passage:
    """One line: `old` is struck out where `new` stands for it. `sign` is an icon's name, or empty; `quiet` lines are done with."""

    before: str
    old: str
    new: str
    after: str
    under: str = ""
    sign: str = ""
    quiet: bool = False

    def spoken(self) -> str:
        """The line for who hears it."""
        return f"{self.before}{self.old} → {self.new}{self.after}. {self.under}"


class PassageModel(QAbstractListModel):
    """So many passages, read a hundred at a time where they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self._read: Callable[[int, int], Sequence[Passage]] = lambda start, end: ()
        self._pages: dict[int, Sequence[Passage]] = {}

    def show(self, count: int, read: Callable[[int, int], Sequence[Passage]]) -> None:
        """Show `count` passages; `read(start, end)` gives those of a stretch."""
        self.beginResetModel()
        self.count, self._read, self._pages = count, read, {}
        self.endResetModel()

    def renew(self) -> None:
        """The same passages, but something of them has changed."""
        self._pages = {}
        if self.count:
            self.dataChanged.emit(self.index(0), self.index(self.count - 1))

    def passage(self, row: int) -> Passage | None:
        """The passage of a row."""
        page = row // _PAGE
        if page not in self._pages:
            if len(self._pages) > 20:
                self._pages.clear()
            self._pages[page] = self._read(page * _PAGE, min(self.count, (page + 1) * _PAGE))
        rows = self._pages[page]
        return rows[row % _PAGE] if row % _PAGE < len(rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else self.count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        passage = self.passage(index.row()) if index.isValid() and index.row() < self.count else None
        if passage is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return passage
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return passage.spoken()
        return None


class PassageDelegate(QStyledItemDelegate):
    """Paints a passage in two lines."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.looks = looks

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        words = QFontMetricsF(self.looks.font(1, face="serif", script="zh-Hans")).height()
        under = QFontMetricsF(self.looks.font(-2)).height()
        return QSize(200, round(words + under + 2 * _ABOVE + 4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        passage = index.data(Qt.ItemDataRole.UserRole)
        if passage is None:
            return
        theme = self.looks.theme
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme["selection"]))
        painter.fillRect(
            QRectF(box.left() + _LEFT, box.bottom() - 1, box.width() - _LEFT, 1), QColor(theme["hairline"])
        )
        font = self.looks.font(1, face="serif", script=script_of(passage.before + passage.new + passage.after))
        line = QFontMetricsF(font)
        area = QRectF(box.left() + _LEFT, box.top() + _ABOVE, box.width() - _LEFT - 2 * UNIT, line.height())
        if passage.sign:
            ratio = painter.device().devicePixelRatio()
            sign = icons.pixmap(passage.sign, theme["muted" if passage.quiet else "accent"], 16, ratio)
            painter.drawPixmap(QPointF(box.left() + 2 * UNIT, area.center().y() - 8), sign)
        self._words(painter, area, font, passage)
        small = self.looks.font(-2)
        painter.setFont(small)
        painter.setPen(QColor(theme["muted"]))
        below = QRectF(area.left(), area.bottom() + 4, area.width(), QFontMetricsF(small).height())
        told = QFontMetricsF(small).elidedText(passage.under, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, told)
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, font: QFont, passage: Passage) -> None:
        theme = self.looks.theme
        struck, bold = QFont(font), QFont(font)
        struck.setStrikeOut(True)
        bold.setBold(True)
        ink = theme["muted" if passage.quiet else "ink"]
        parts = [
            (passage.old, struck, theme["muted"]),
            (passage.new, bold, theme["muted" if passage.quiet else "accent"]),
        ]
        middle = sum(QFontMetricsF(f).horizontalAdvance(showable(words)) for words, f, _c in parts) + 4
        side = max(40.0, (area.width() - middle) / 2)
        before = QFontMetricsF(font).elidedText(showable(passage.before), Qt.TextElideMode.ElideLeft, side)
        x = area.left()
        for words, face, colour in ((before, font, ink), *parts, (passage.after, font, ink)):
            room = area.right() - x
            if not words or room < 8:
                continue
            shown = QFontMetricsF(face).elidedText(showable(words), Qt.TextElideMode.ElideRight, room)
            painter.setFont(face)
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(x, area.top(), room, area.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            x += QFontMetricsF(face).horizontalAdvance(shown) + (2 if face is not font else 0)


class PassageList(QListView):
    """The list. `pressed_key` gives keys it has no use for itself to its owner: an owner that takes one accepts it."""

    opened = Signal(int)
    pressed_key = Signal(QKeyEvent)

    def __init__(self, looks: Looks, name: str, parent: QWidget | None = None, *, several: bool = False) -> None:
        super().__init__(parent)
        self.passages = PassageModel(self)
        self.setModel(self.passages)
        self.setItemDelegate(PassageDelegate(looks, self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        mode = QListView.SelectionMode.ExtendedSelection if several else QListView.SelectionMode.SingleSelection
        self.setSelectionMode(mode)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def chosen(self) -> list[int]:
        """The rows chosen, from above."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def stand_on(self, row: int) -> None:
        """Choose one row and bring it into sight."""
        index = self.passages.index(row)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.pressed_key.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def keyboardSearch(self, _words: str) -> None:
        """Letters are commands here, not a search."""


def told_of(*parts: str | None) -> str:
    """What is known of a passage, in one line."""
    return " · ".join(part for part in parts if part) or _("Page text in no article")

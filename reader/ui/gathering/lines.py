"""Lists of two-lined rows under headings, for windows that give an overview: one model, one delegate, one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.ui.languages import script_of
from reader.ui.painting import RIGHT, draw_elided
from reader.ui.quiet_table import OwnedTable
from reader.ui.theme import UNIT, Looks

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)
_SIDE = 3 * UNIT


class Line(NamedTuple):
    """A row: its words, what stands under them and at their right; `colour` is a highlight's. A `heading` cannot be chosen.
    `what` is for whoever made the row."""

    words: str
    under: str = ""
    right: str = ""
    colour: str = ""
    heading: bool = False
    what: Any = None


class LineModel(QAbstractTableModel):
    """One column; `LINE` gives the Line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of rows."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """One column."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        flag = Qt.ItemFlag
        if not index.isValid() or self.lines[index.row()].heading:
            return flag.NoItemFlags
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line itself for the delegate, words for a screen reader."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (line.words, line.under, line.right) if part)
        return None


class LineRow(QStyledItemDelegate):
    """Paints a line; a heading small and bold with room above it."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks

    def height(self, line: Line | None) -> int:
        """How high a row is."""
        if line is not None and line.heading:
            return round(QFontMetricsF(self.looks.font(-1.5)).height()) + 5 * UNIT
        words = QFontMetricsF(self.looks.font(1, face="serif", script="zh-Hans")).height()
        return round(words + QFontMetricsF(self.looks.font(-1.5)).height()) + 3 * UNIT

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a row."""
        return QSize(240, self.height(index.data(LINE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        line: Line | None = index.data(LINE)
        if line is None:
            return
        looks, box = self.looks, QRectF(option.rect)
        painter.save()
        if line.heading:
            area = box.adjusted(_SIDE, 2 * UNIT, -_SIDE, 0)
            draw_elided(painter, area, line.words, looks.font(-1.5, bold=True), looks.colour("muted"))
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, looks.colour("selection"))
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), looks.colour("hairline"))
            if line.colour:
                edge = QColor(looks.theme.edge(line.colour))
                painter.fillRect(QRectF(box.left(), box.top() + 3, 4, box.height() - 7), edge)
            self._paint_words(painter, box.adjusted(_SIDE, 5, -_SIDE, 0), line)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRectF, line: Line) -> None:
        looks, small = self.looks, self.looks.font(-1.5)
        right = QFontMetricsF(small).horizontalAdvance(line.right) + (3 * UNIT if line.right else 0)
        font = looks.font(1, face="serif", script=script_of(line.words))
        height = QFontMetricsF(font).height()
        row = QRectF(area.left(), area.top(), area.width(), height)
        draw_elided(painter, row.adjusted(0, 0, -right, 0), line.words, font, looks.colour("ink"))
        draw_elided(painter, row, line.right, small, looks.colour("muted"), RIGHT)
        below = QRectF(area.left(), row.bottom() + 1, area.width(), QFontMetricsF(small).height())
        draw_elided(painter, below, line.under, small, looks.colour("muted"))


class LineTable(OwnedTable):
    """The table. `opened` says which Line was chosen by Enter or a double click; `key_pressed` hands on other keys."""

    opened = Signal(object)

    def __init__(self, looks: Looks, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineModel(self)
        self.row = LineRow(looks, self)
        self.setModel(self.lines)
        self.setItemDelegate(self.row)
        self.setAccessibleName(name)
        self.set_height(self.row.height(None))
        self.doubleClicked.connect(lambda _index: self.open_current())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, standing on the first that can be chosen."""
        self.lines.show(lines)
        for number, line in enumerate(lines):
            if line.heading:
                self.setRowHeight(number, self.row.height(line))
        first = next((number for number, line in enumerate(lines) if not line.heading), None)
        if first is not None:
            self.stand_on(first)

    def current(self) -> Line | None:
        """The line chosen."""
        row = self.currentIndex().row()
        return self.lines.lines[row] if 0 <= row < len(self.lines.lines) else None

    def open_current(self) -> None:
        """Open the line chosen."""
        line = self.current()
        if line is not None and not line.heading:
            self.opened.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters are handed on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

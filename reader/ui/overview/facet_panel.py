"""The facets beside a list: what can be narrowed to, with counts; ticked by mouse or keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reader.domain.overview import Facet, FacetValue
from reader.domain.words import _
from reader.ui import icons
from reader.ui.labels import dress
from reader.ui.overview.facet_model import FACET, MORE, VALUE, FacetModel, Index
from reader.ui.overview.own_keys import is_wish
from reader.ui.overview.timeline_view import TimelineView
from reader.ui.painting import RIGHT, draw_elided
from reader.ui.theme import UNIT, Looks

_SIDE = 4 * UNIT
_BOX = 13
_INDENT = 5 * UNIT


class FacetLine(QStyledItemDelegate):
    """Paints a line: box, words, count at the right; headings small and bold, with room above them."""

    def __init__(self, looks: Looks, tree: FacetTree) -> None:
        super().__init__(tree)
        self.looks, self.tree = looks, tree
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts anew."""
        self.font, self.small = self.looks.font(-0.5), self.looks.font(-1.2)
        self.heading = self.looks.font(-2.2, bold=True)
        self.line = round(QFontMetricsF(self.looks.font()).height() * 0.72) + 9

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings have room above them."""
        return QSize(80, self.line + (2 * UNIT if _is_heading(index) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line over the whole width."""
        row = QRectF(0, option.rect.y(), self.tree.viewport().width(), option.rect.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if _is_heading(index):
            area = row.adjusted(_SIDE, 2 * UNIT, -_SIDE, 0)
            draw_elided(painter, area, str(index.data()), self.heading, self.looks.colour("muted"))
        else:
            self._ground(painter, row, option.state)
            self._value(painter, row, index)
        painter.restore()

    def _ground(self, painter: QPainter, row: QRectF, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected) and self.tree.hasFocus()
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.looks.colour("selection" if chosen else "hover"))
        ground = row.adjusted(2 * UNIT, 1, -2 * UNIT, -1)
        painter.drawRoundedRect(ground, 4, 4)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.looks.colour("faint"), 1))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _value(self, painter: QPainter, row: QRectF, index: Index) -> None:
        value: FacetValue | None = index.data(VALUE)
        left = row.left() + _SIDE + (_INDENT if value is not None and value.level else 0)
        if value is None:
            area = QRectF(left + _BOX + 2 * UNIT, row.y(), row.width() - left, row.height())
            draw_elided(painter, area, str(index.data()), self.font, self.looks.colour("muted"))
            return
        self._box(painter, QRectF(left, round(row.center().y() - _BOX / 2) + 0.5, _BOX - 1, _BOX - 1), value)
        left += _BOX + 2 * UNIT
        count = f"{value.count:,}"
        width = QFontMetricsF(self.small).horizontalAdvance(count) + 2
        right = row.right() - _SIDE
        draw_elided(painter, QRectF(right - width, row.y(), width, row.height()), count, self.small, self.looks.colour("muted"), RIGHT)
        if index.model().hasChildren(index):
            width += self._fold(painter, right - width - 3 * UNIT, row.center().y(), self.tree.isExpanded(index))
        ink = self.looks.colour("ink" if value.count or value.chosen else "faint")
        area = QRectF(left, row.y(), right - width - 2 * UNIT - left, row.height())
        draw_elided(painter, area, str(index.data()), self.font, ink)

    def _fold(self, painter: QPainter, x: float, y: float, opened: bool) -> float:
        """A small angle that says whether months are shown; returns its width."""
        painter.setPen(QPen(self.looks.colour("faint"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        places = ((-3, -1.5), (0, 1.5), (3, -1.5)) if opened else ((-1.5, -3), (1.5, 0), (-1.5, 3))
        path = QPainterPath(QPointF(x + places[0][0], y + places[0][1]))
        for dx, dy in places[1:]:
            path.lineTo(QPointF(x + dx, y + dy))
        painter.drawPath(path)
        return 5 * UNIT

    def _box(self, painter: QPainter, box: QRectF, value: FacetValue) -> None:
        """The tick box; in the colour of what it stands for where that has one."""
        edge, fill = self.looks.colour("faint"), QColor(Qt.GlobalColor.transparent)
        ticked = self.looks.colour("accent")
        if value.colour.startswith("#"):
            edge = ticked = QColor(value.colour)
        elif value.colour:
            edge = ticked = QColor(self.looks.theme.edge(value.colour))
            fill = QColor(self.looks.theme.tint(value.colour))
            fill.setAlphaF(0.35 if self.looks.theme.dark else 0.8)
        painter.setPen(QPen(ticked if value.chosen else edge, 1.2))
        painter.setBrush(ticked if value.chosen else fill)
        painter.drawRoundedRect(box, 3, 3)
        if value.chosen:
            light = ticked.lightnessF() > 0.6
            painter.setPen(QPen(QColor("#191816") if light else QColor("#ffffff"), 1.8, Qt.PenStyle.SolidLine,
                                Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))  # fmt: skip
            path = QPainterPath(box.topLeft() + QPointF(2.8, 6.2))
            path.lineTo(box.topLeft() + QPointF(5.2, 8.6))
            path.lineTo(box.topLeft() + QPointF(9.4, 3.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)


def _is_heading(index: Index) -> bool:
    return index.data(VALUE) is None and index.data(MORE) is None


class FacetTree(QTreeView):
    """The lines. `toggled` names a facet and a value; `more_wished` a facet whose other values are wanted."""

    toggled = Signal(str, str)
    more_wished = Signal(str)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.delegate = FacetLine(looks, self)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    def act(self, index: Index) -> None:
        """Tick a value or take its tick away; show what else there is."""
        value: FacetValue | None = index.data(VALUE)
        if value is not None:
            self.toggled.emit(index.data(FACET), value.value)
        elif index.data(MORE) is not None:
            self.more_wished.emit(index.data(FACET))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click ticks; on the angle of a year it folds."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            super().mouseReleaseEvent(event)
            return
        right = self.viewport().width() - _SIDE
        if self.model().hasChildren(index) and index.data(VALUE) is not None and right - 60 < event.position().x():
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.act(index)

    def event(self, event: QEvent) -> bool:
        """Space and Enter belong to the lines, not to the text."""
        if is_wish(event, (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or Enter tick; letters are commands, not a search."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.act(self.currentIndex())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)


class FacetPanel(QWidget):
    """A heading, a small timeline where none stands beside, and the facets. Says what is to be narrowed."""

    toggled = Signal(str, str)
    cleared = Signal()
    closed = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.setAutoFillBackground(True)
        self.title = QLabel(self)
        self.clear_button = QToolButton(self)
        self.clear_button.clicked.connect(self.cleared)
        self.close_button = QToolButton(self)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.closed)
        self.timeline = TimelineView(looks, self)
        self.tree = FacetTree(looks, self)
        self.model = FacetModel(self)
        self.tree.setModel(self.model)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setIndent(_SIDE)
        self._opened: set[str] = set()
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 0, 2 * UNIT, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.clear_button)
        head.addWidget(self.close_button)
        self.head = QWidget(self)
        self.head.setLayout(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.head, self.timeline, self.told):
            layout.addWidget(widget)
        layout.addWidget(self.tree, 1)
        self.tree.toggled.connect(self.toggled)
        self.tree.more_wished.connect(self.show_more)
        looks.changed.connect(self.take_looks)
        self.take_looks()
        self.show_facets([], "")

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self.looks.colour("list"))
        palette.setColor(QPalette.ColorRole.Base, self.looks.colour("list"))
        for widget in (self, self.tree):
            widget.setPalette(palette)
        self.head.setFixedHeight(9 * UNIT + 1)
        dress(self.title, self.looks, "muted", -0.5).setText(_("Narrow"))
        dress(self.told, self.looks, "muted", -1)
        self.clear_button.setFont(self.looks.font(-1))
        self.clear_button.setText(_("Clear"))
        self.clear_button.setToolTip(_("Take all narrowing away"))
        self.close_button.setIcon(icons.icon("close", self.looks.theme["muted"]))
        self.close_button.setToolTip(_("Hide facets"))
        self.close_button.setAccessibleName(_("Hide facets"))
        self.tree.setAccessibleName(_("Facets"))
        self.tree.delegate.take_looks()
        self.setAccessibleName(_("Facets"))

    def sizeHint(self) -> QSize:
        """Wide enough for a newspaper's name and a count."""
        return QSize(220, 600)

    def show_facets(self, facets: Sequence[Facet], told: str = "") -> None:
        """Show facets, keeping what is open and where one stands; `told` says why there are none."""
        current, top = self._place(), self.tree.verticalScrollBar().value()
        self.model.show(facets)
        chosen = [(f.name, v) for f in facets for v in f.values if v.chosen]
        self.clear_button.setVisible(bool(chosen))
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self._open(facets)
        if current is not None:
            index = self.model.index_of(*current)
            if index.isValid():
                self.tree.setCurrentIndex(index)
        self.tree.verticalScrollBar().setValue(top)

    def _open(self, facets: Sequence[Facet]) -> None:
        """Headings are always open; a year where it was, where a month of it is chosen, or where it is the only one."""
        for row in range(self.model.rowCount()):
            heading = self.model.index(row, 0)
            self.tree.expand(heading)
            years = [self.model.index(n, 0, heading) for n in range(self.model.rowCount(heading))]
            full = [index for index in years if self.model.hasChildren(index)]
            for index in full:
                value: FacetValue = index.data(VALUE)
                months = [self.model.index(n, 0, index).data(VALUE) for n in range(self.model.rowCount(index))]
                if value.value in self._opened or any(m.chosen for m in months) or len(full) == 1 or value.chosen:
                    self.tree.expand(index)

    def _place(self) -> tuple[str, str] | None:
        self._opened |= {
            index.data(VALUE).value for index in self._years() if self.tree.isExpanded(index)
        }  # fmt: skip
        index = self.tree.currentIndex()
        value = index.data(VALUE) if index.isValid() else None
        return (str(index.data(FACET)), value.value) if value is not None else None

    def _years(self) -> list[Index]:
        headings = [self.model.index(row, 0) for row in range(self.model.rowCount())]
        lines = [self.model.index(n, 0, h) for h in headings for n in range(self.model.rowCount(h))]
        return [line for line in lines if self.model.hasChildren(line)]

    def show_more(self, facet: str) -> None:
        """Show all values of a facet."""
        self.model.whole.add(facet)
        self.show_facets(self.model.facets, self.told.text())

    def focusInEvent(self, _event: object) -> None:
        """The keyboard goes to the lines."""
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Go to the line stood on, else the first value."""
        self.tree.setFocus()
        if self.tree.currentIndex().data(VALUE) is None and self.model.rowCount():
            self.tree.setCurrentIndex(self.model.index(0, 0, self.model.index(0, 0)))

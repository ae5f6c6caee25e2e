"""The strip under the heading of a search: switches with what they would find, the order, hits in page text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QActionGroup, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from reader.domain.query import SWITCHES, QueryError, parse
from reader.domain.words import _, ngettext
from reader.ui.flow_layout import FlowLayout
from reader.ui.painting import CENTRE, draw_elided
from reader.ui.reasons import ORDERS, TELLING
from reader.ui.reasons import SWITCHES as NAMES
from reader.ui.theme import UNIT, Looks


class Switch(QToolButton):
    """A chip that is on or off, with how many more it would find."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self.setCheckable(True)
        self.gain = 0

    def words(self) -> str:
        """What stands on it."""
        return f"{self.text()} +{self.gain:,}" if self.gain and not self.isChecked() else self.text()

    def sizeHint(self) -> QSize:
        """The words and some room around them."""
        width = QFontMetricsF(self.looks.font(-2)).horizontalAdvance(self.words())
        return QSize(round(width) + 3 * UNIT, 6 * UNIT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded chip: filled when on, framed by the accent when it would find more or has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        looks, area = self.looks, QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
        promising = bool(self.gain) and not self.isChecked()
        edge = "accent" if promising or self.hasFocus() else "hairline"
        painter.setPen(QPen(looks.colour(edge), 1))
        ground = "selection" if self.isChecked() else "hover" if self.underMouse() else "list"
        painter.setBrush(looks.colour(ground))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        ink = "ink" if self.isChecked() else "accent" if promising else "muted"
        draw_elided(painter, area, self.words(), looks.font(-2), looks.colour(ink), CENTRE)


class SearchStrip(QWidget):
    """Shows how a query is widened and ordered, and says what is wished; it does not know how it is carried out."""

    switched = Signal(str, bool)
    widening_wished = Signal()
    order_chosen = Signal(str)
    furniture_wished = Signal()
    facets_wished = Signal()
    saving_wished = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._order = "rank"
        self._gains: Mapping[str, int] = {}
        self._furniture = 0
        self.key = ""
        """The key that takes all gains."""
        self.by_date = False
        """Whether there are too many hits to be ranked."""
        self.chips = {name: Switch(looks, self) for name in SWITCHES}
        self.order = QToolButton(self)
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order.setMenu(QMenu(self.order))
        self.widen = QToolButton(self)
        self.furniture = QToolButton(self)
        self.furniture.setCheckable(True)
        self.facets = QToolButton(self)
        self.facets.setCheckable(True)
        self.save = QToolButton(self)
        self.remark = QLabel(self)
        self.remark.setWordWrap(True)
        self._lay_out()
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda on, name=name: self.switched.emit(name, on))
        self.widen.clicked.connect(self.widening_wished)
        self.furniture.clicked.connect(self.furniture_wished)
        self.facets.clicked.connect(self.facets_wished)
        self.save.clicked.connect(self.saving_wished)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def _lay_out(self) -> None:
        self._line = QWidget(self)
        flow = FlowLayout(self._line, gap=UNIT)
        for widget in (*self.chips.values(), self.widen, self.order, self.facets, self.save, self.furniture):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * UNIT, UNIT, 2 * UNIT, UNIT + 1)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self.remark)

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        for name, chip in self.chips.items():
            chip.setText(_(NAMES[name]))
        for widget in (self.order, self.widen, self.furniture, self.facets, self.save, self.remark):
            widget.setFont(self.looks.font(-2))
        self.facets.setText(_("Facets"))
        self.facets.setToolTip(_("Narrow by newspaper, date, page, author, tag and more"))
        self.save.setText(_("Save"))
        self.save.setToolTip(_("Save search"))
        self.save.setAccessibleName(_("Save search"))
        palette = self.remark.palette()
        palette.setColor(self.remark.foregroundRole(), self.looks.colour("muted"))
        self.remark.setPalette(palette)
        self._line.setStyleSheet("QToolButton { padding: 3px 4px; }")
        self.widen.setStyleSheet(f"QToolButton {{ color: {self.looks.theme['accent']}; }}")
        self._say()

    # what is shown

    def show_query(self, query: str) -> None:
        """Show the switches and the order of a query that is searched for."""
        try:
            read = parse(query, live=True)
        except QueryError:
            return
        self._order = read.order or "rank"
        for name, chip in self.chips.items():
            chip.setChecked(name in read.switches)
        self.show_gains({})
        self.show_found(False, 0)

    def show_found(self, by_date: bool, furniture: int) -> None:
        """Say whether the hits are too many to be ranked, and how many stand in page text."""
        self.by_date, self._furniture = by_date, furniture
        self._say()

    def show_gains(self, gains: Mapping[str, int]) -> None:
        """Say how many more each switch would find."""
        self._gains = gains
        for name, chip in self.chips.items():
            chip.gain = gains.get(name, 0)
        self._say()

    @property
    def gains(self) -> Mapping[str, int]:
        """How many more each switch would find, as shown."""
        return self._gains

    def _say(self) -> None:
        for name, chip in self.chips.items():
            more = ngettext("{count} more", "{count} more", chip.gain).format(count=f"{chip.gain:,}")
            told = _(TELLING[name]) + (f"\n{more}" if chip.gain else "")
            chip.setToolTip(told)
            chip.setAccessibleName(", ".join(part for part in (chip.text(), more if chip.gain else "") if part))
            chip.updateGeometry()
            chip.update()
        self.order.setText(f"{_(ORDERS['newest' if self.by_date else self._order])} ▾")
        self.order.setToolTip(_("Order of the hits"))
        self.order.setAccessibleName(_("Order of the hits: {order}").format(order=_(ORDERS[self._order])))
        self.widen.setVisible(bool(self._gains))
        self.widen.setText(_("Take all") + (f" ({self.key})" if self.key else ""))
        self.widen.setToolTip(_("Widen the search by all switches that find more"))
        self.furniture.setVisible(bool(self._furniture))
        count = f"{self._furniture:,}"
        self.furniture.setText(
            ngettext("{count} in page text", "{count} in page text", self._furniture).format(count=count)
        )
        self.furniture.setToolTip(_("Hits in mastheads, editors’ lines and other text in no article"))
        self.remark.setText(_("Too many to rank best first: they stand by date.") if self.by_date else "")
        self.remark.setVisible(self.by_date)
        self._fill_orders()
        self._fit()

    def _fill_orders(self) -> None:
        menu = self.order.menu()
        menu.clear()
        group = QActionGroup(menu)
        for key, name in ORDERS.items():
            action = menu.addAction(_(name))
            action.setCheckable(True)
            action.setChecked(key == self._order)
            action.triggered.connect(lambda _checked=False, key=key: self.order_chosen.emit(key))
            group.addAction(action)

    def next_order(self) -> str:
        """The order after the one shown."""
        keys = list(ORDERS)
        return keys[(keys.index(self._order) + 1) % len(keys)]

    # size

    def _fit(self) -> None:
        """As high as its lines are at this width."""
        margins = self.contentsMargins()
        inner = max(60, self.width() - 6 * UNIT - margins.left() - margins.right())
        layout = self._line.layout()
        assert layout is not None
        self._line.setFixedHeight(max(6 * UNIT, layout.heightForWidth(inner)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow list takes two lines of chips."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the hairline below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.looks.colour("list"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.looks.colour("hairline"))

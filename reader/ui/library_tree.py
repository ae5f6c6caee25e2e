"""The library panel: what there is to open, with counts; painted calm, opened by key or mouse."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.doubts import SETTLED
from reader.domain.views import Listing, Place
from reader.domain.words import _
from reader.ui.painting import RIGHT, draw_elided
from reader.ui.place_model import FOUND, HEADING, ORDERED, PLACE, PlaceModel, listing_of
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import place_title

_INDENT = 14
_REST = 200
_FEW = 40
"""Lines up to which newspapers and years open by themselves."""
_SIDE = 4 * UNIT
_SHOWN = (
    "issue", "newspaper", "article", "page", "tag", "article_tag", "highlight_tag", "flag", "saved_search", "basket", "basket_item",
    "block",
)


_VERBS = {
    (Qt.Key.Key_F2, False): "rename",
    (Qt.Key.Key_Delete, False): "delete",
    (Qt.Key.Key_Up, True): "up",
    (Qt.Key.Key_Down, True): "down",
}
"""Keys of the tree on a saved search or a basket, with or without Alt."""


class PlaceDelegate(QStyledItemDelegate):
    """Paints a line: square for a tag's colour, title, count at the right; headings small and bold."""

    def __init__(self, looks: Looks, tree: LibraryTree) -> None:
        super().__init__(tree)
        self.looks = looks
        self.tree = tree
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts from the looks."""
        self.font = self.looks.font(-0.5)
        self.small = self.looks.font(-1.2)
        self.heading_font = self.looks.font(-2.2, bold=True)
        self.line = round(QFontMetricsF(self.looks.font()).height() * 0.72) + 10
        self.heading_line = self.line + 2 * UNIT + 2

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Headings are higher: the space above them parts the sections."""
        return QSize(80, self.heading_line if index.data(HEADING) else self.line)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a line over the whole width of the tree."""
        rect: QRect = option.rect
        place: Place = index.data(PLACE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(0, rect.y(), self.tree.viewport().width(), rect.height())
        if index.data(HEADING):
            area = row.adjusted(_SIDE, 2 * UNIT + 2, -_SIDE, 0)
            draw_elided(painter, area, place.title, self.heading_font, self.looks.colour("muted"))
        else:
            self._paint_ground(painter, row, option.state)
            self._paint_place(painter, row, rect.left() + 3, place, index.data(FOUND))
        painter.restore()

    def _paint_ground(self, painter: QPainter, row: QRectF, state: QStyle.StateFlag) -> None:
        chosen = state & QStyle.StateFlag.State_Selected
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.looks.colour("selection" if chosen else "hover"))
        ground = row.adjusted(2 * UNIT, 1, -2 * UNIT, -1)
        painter.drawRoundedRect(ground, 4, 4)
        if chosen and self.tree.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.looks.colour("faint"), 1))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_place(self, painter: QPainter, row: QRectF, left: float, place: Place, found: object) -> None:
        if place.kind == "tag" and place.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(place.colour))
            painter.drawRoundedRect(QRectF(left + 1, row.center().y() - 4, 9, 9), 2.5, 2.5)
            left += 16
        right = row.right() - _SIDE
        count = _count_shown(place, found)
        if count:
            width = QFontMetricsF(self.small).horizontalAdvance(count)
            area = QRectF(right - width - 2, row.y(), width + 2, row.height())
            pressing = (place.kind == "review" and place.text != SETTLED) or isinstance(found, str)
            colour = "accent" if pressing else "muted"
            draw_elided(painter, area, count, self.small, self.looks.colour(colour), RIGHT)
            right -= width + 2 * UNIT
        ink = self.looks.colour("ink")
        draw_elided(painter, QRectF(left, row.y(), right - left, row.height()), place_title(place), self.font, ink)


def _count_shown(place: Place, found: object) -> str:
    """What stands at the right of a line: how much its list shows; of a saved search that cannot be read, a sign."""
    if place.kind == "saved":
        return "⚠" if isinstance(found, str) else f"{found:,}" if isinstance(found, int) else ""
    if place.count:
        return f"{place.count:,}"
    return f"▍{place.marks:,}" if place.marks else ""


class LibraryTree(QTreeView):
    """The tree itself. Says which list is wished; keeps what is open and chosen when the library changes."""

    listing_chosen = Signal(Listing)
    menu_wished = Signal(QPoint, object)
    list_wished = Signal()
    act_wished = Signal(str)
    place_moved = Signal(str, int, object)
    articles_dropped = Signal(int, object)

    def __init__(self, session: Session | None, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.looks = looks
        self._model = PlaceModel(self)
        self._quiet = False
        self._late = False
        self._day = ("", 0)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._rested)
        self.delegate = PlaceDelegate(looks, self)
        self._set_up()
        self.setModel(self._model)
        self.setItemDelegate(self.delegate)
        self.selectionModel().currentChanged.connect(self._entered)
        self.clicked.connect(self._clicked)
        self.customContextMenuRequested.connect(self._ask_menu)
        self._model.place_moved.connect(self.place_moved)
        self._model.articles_dropped.connect(self.articles_dropped)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(_INDENT)
        self.setRootIsDecorated(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoFillBackground(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.delegate.take_looks()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self.looks.colour("sidebar"))
        # Fusion fills the branch of a chosen line with this: the delegate paints the whole line.
        palette.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))
        self.setPalette(palette)
        self.setAccessibleName(_("Library"))
        self.reload()

    def sizeHint(self) -> QSize:
        """Wide enough for a newspaper's name and a count."""
        return QSize(196, 600)

    # what it shows

    def attach(self, session: Session | None) -> None:
        """Show another library, or none."""
        self._model.show([])
        self._day = ("", 0)
        self.session = session
        self.reload()

    def reload(self) -> None:
        """Read the tree anew, keeping what is open and chosen."""
        chosen = self._model.node(self.currentIndex())
        before = {n.key: self.isExpanded(self._model.index_of(n)) for n in self._model.nodes() if n.below}
        top = self.verticalScrollBar().value()
        self._quiet = True
        # Scrolling to the place chosen would open what was closed around it.
        self.setAutoScroll(False)
        self._model.show(self._places())
        few = len(self._model.nodes()) < _FEW
        for node in self._model.nodes():
            if node.below:
                default = node.heading or (few and node.place.kind in {"newspaper", "year"})
                self.setExpanded(self._model.index_of(node), before.get(node.key, default))
            if chosen is not None and node.key == chosen.key and not node.heading:
                self.setCurrentIndex(self._model.index_of(node))
        self.setAutoScroll(True)
        self.verticalScrollBar().setValue(top)
        self._quiet = False

    def _places(self) -> list[Place]:
        places = self.session.places() if self.session else []
        day, count = self._day
        if not count:
            return places
        here = Place("day", None, _("On this day"), count, text=day)
        return [replace(p, children=(here, *p.children)) if p.kind == "library" else p for p in places]

    def show_day(self, day: str, count: int) -> None:
        """Say how many articles are of this day (`MM-DD`) in all years; the line is there where there are any."""
        if (day, count) != self._day:
            self._day = (day, count)
            self.reload()

    def refresh(self, changes: Changes) -> None:
        """Take up a change: at once, but not more often than the eye follows while an import runs."""
        if not changes.touches(*_SHOWN):
            return
        if self._rest.isActive():
            self._late = True
        else:
            self.reload()
            self._rest.start()

    def _rested(self) -> None:
        if self._late:
            self._late = False
            self.reload()
            self._rest.start()

    def stand_on(self, listing: Listing | None) -> None:
        """Mark the place of a list as chosen, without announcing it; nothing where the tree does not hold it."""
        self._quiet = True
        index = self._model.find(listing.kind, listing.id, listing.text) if listing else QModelIndex()
        here = self.chosen()
        if listing and here and here.kind == "saved" and listing.kind == "search" and here.text == listing.text:
            index = self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
            self.selectionModel().clearCurrentIndex()
        self._quiet = False

    def show_found(self, found: dict[str, int | str]) -> None:
        """Say what the saved searches find now, by query: how much, or why they cannot be read."""
        self._model.found = found
        self.viewport().update()

    def neighbour(self, by: int) -> tuple[bool, int | None]:
        """Whether the place chosen can go `by` places down (up where negative) in its order, and before which it would stand."""
        node = self._model.node(self.currentIndex())
        if node is None or node.parent is None or node.place.kind not in ORDERED:
            return False, None
        beside = [one.place.id for one in node.parent.below if one is not node]
        at = node.row + by
        if not 0 <= at <= len(beside):
            return False, None
        return True, beside[at] if at < len(beside) else None

    def first_issue(self) -> Listing | None:
        """The list of the topmost issue; None where there is none."""
        for node in self._model.nodes():
            if node.place.kind == "issue":
                return listing_of(node.place)
        return None

    def place_at(self, index: QModelIndex) -> Place | None:
        """The place on a line; None for a heading."""
        node = self._model.node(index)
        return node.place if node and not node.heading else None

    def chosen(self) -> Place | None:
        """The place chosen."""
        return self.place_at(self.currentIndex())

    # what a person does

    def _entered(self, index: QModelIndex, _before: QModelIndex) -> None:
        place = self.place_at(index)
        listing = listing_of(place) if place else None
        if listing is not None and not self._quiet:
            self.listing_chosen.emit(listing)

    def _clicked(self, index: QModelIndex) -> None:
        """A click on a heading shows all articles; on another line with lines below, opens it."""
        node = self._model.node(index)
        if node is not None and node.heading and node.place.kind in {"library", "review"}:
            self.listing_chosen.emit(Listing("all" if node.place.kind == "library" else "review"))
        elif node is not None and node.below and not self.isExpanded(index):
            self.expand(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button asks for the menu of a line and leaves what is shown."""
        if event.button() != Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def _ask_menu(self, at: QPoint) -> None:
        place = self.place_at(self.indexAt(at))
        if place is not None:
            self.menu_wished.emit(self.viewport().mapToGlobal(at), place)

    def event(self, event: QEvent) -> bool:
        """On a saved search or a basket, the keys that rename, delete and move it belong to the tree."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own_act(event):
            event.accept()
            return True
        return super().event(event)

    def _own_act(self, event: QKeyEvent) -> str:
        """The command that a key is for, on the place chosen; empty for keys of others."""
        place = self.chosen()
        if place is None or place.kind not in ORDERED:
            return ""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        verb = _VERBS.get((Qt.Key(event.key()), alt), "")
        return f"{place.kind}.{verb}" if verb else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the articles; letters are left to the commands."""
        own = self._own_act(event)
        if own:
            self.act_wished.emit(own)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_wished.emit()
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """A small triangle, filled, where there is something below; none for headings."""
        node = self._model.node(index)
        if node is None or node.heading or not node.below:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.looks.colour("muted"))
        x, y = rect.right() - 6.0, rect.center().y() + 1.0
        if self.isExpanded(self._model.index_of(node)):
            corners = [QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 3)]
        else:
            corners = [QPointF(x - 2, y - 4), QPointF(x - 2, y + 4), QPointF(x + 3, y)]
        painter.drawPolygon(corners)
        painter.restore()

"""The library tree for Qt: newspapers, years and issues, tags, saved searches, what waits, the trash."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from reader.domain.views import Listing, Place
from reader.domain.words import N_, _
from reader.ui.wording import articles_counted, flags_open

Index = QModelIndex | QPersistentModelIndex

PLACE = int(Qt.ItemDataRole.UserRole)
HEADING = PLACE + 1
FOUND = PLACE + 2
ARTICLES = "application/x-pressmark-articles"
"""What the article list gives away when it is dragged: ids as JSON."""
_PLACES = "application/x-pressmark-place"
ORDERED = {"saved": "saved", "basket": "baskets"}
"""Places that stand in an order of a person's, by the section they stand in."""
_ALONE = ("review", "lost", "trash")
_TITLES = {"library": N_("Library"), "tags": N_("Tags"), "saved": N_("Saved searches"), "baskets": N_("Baskets"), "inbox": N_("To do")}


@dataclass(eq=False)
class Node:
    """A line of the tree and where it hangs. `heading` lines only name what follows."""

    place: Place
    parent: Node | None = None
    row: int = 0
    heading: bool = False
    below: list[Node] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        """What it stands for, the same after the tree was read anew."""
        return (self.place.kind, self.place.id, self.place.text)


class PlaceModel(QAbstractItemModel):
    """One column. `PLACE` gives the Place, `HEADING` whether the line is a section's heading, `FOUND` what a saved search
    finds: a number, why it cannot be read, or None while nobody knows."""

    place_moved = Signal(str, int, object)
    articles_dropped = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: dict[str, int | str] = {}
        self._top: list[Node] = []
        self._nodes: list[Node] = []

    def show(self, places: list[Place]) -> None:
        """Show another tree."""
        self.beginResetModel()
        self._nodes = []
        self._top = []
        for place in _grouped(places):
            node = self._hang(place, None, len(self._top))
            node.heading = True
            self._top.append(node)
        self.endResetModel()

    def _hang(self, place: Place, parent: Node | None, row: int) -> Node:
        node = Node(place, parent, row)
        self._nodes.append(node)
        node.below = [self._hang(child, node, n) for n, child in enumerate(place.children)]
        return node

    def node(self, index: Index) -> Node | None:
        """The line at an index."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else None

    def find(self, kind: str, id: int | None, text: str = "") -> QModelIndex:
        """Where a place stands; an invalid index where it does not. A search stands where it is saved."""
        if kind == "search":
            kept = (node for node in self._nodes if node.place.kind == "saved" and node.place.text == text)
            return next((self._index(node) for node in kept if not node.heading), QModelIndex())
        for node in self._nodes:
            place = node.place
            named = kind not in {"year", "review", "day"} or place.text == text
            if place.kind == kind and place.id == id and named and not node.heading:
                return self._index(node)
        return QModelIndex()

    def nodes(self) -> list[Node]:
        """All lines, each before those below it."""
        return list(self._nodes)

    def index_of(self, node: Node) -> QModelIndex:
        """Where a line stands."""
        return self._index(node)

    def _index(self, node: Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node)

    # what Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The line `row` below `parent`."""
        above = self.node(parent)
        lines = above.below if above else self._top
        if column or not 0 <= row < len(lines):
            return QModelIndex()
        return self._index(lines[row])

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008 (also QObject.parent())
        """The line above."""
        node = self.node(index)
        return self._index(node.parent) if node and node.parent else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of lines below."""
        if parent.isValid() and parent.column():
            return 0
        node = self.node(parent)
        return len(node.below if node else self._top)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One column."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        if node.heading:
            moved_here = node.place.kind in ORDERED.values()
            return flag.ItemIsEnabled | flag.ItemIsDropEnabled if moved_here else flag.ItemIsEnabled
        usual = flag.ItemIsEnabled | flag.ItemIsSelectable
        if node.place.kind not in ORDERED:
            return usual
        return usual | flag.ItemIsDragEnabled | flag.ItemIsDropEnabled

    # dragging: saved searches and baskets among themselves, articles onto baskets

    def supportedDropActions(self) -> Qt.DropAction:
        """Places are moved, articles laid in."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """What may be dropped."""
        return [_PLACES, ARTICLES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """A place on its way."""
        data = QMimeData()
        node = self.node(indexes[0]) if indexes else None
        if node is not None and not node.heading:
            told = json.dumps([node.place.kind, node.place.id]).encode()
            data.setData(_PLACES, QByteArray(told))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Whether a place may stand here, or articles be laid in here."""
        node = self.node(parent)
        if node is None:
            return False
        if data.hasFormat(ARTICLES):
            return node.place.kind == "basket" and not node.heading and row < 0
        kind, _id = _told(data)
        return node.place.kind == (ORDERED.get(kind) if node.heading else kind)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Say what is wished; the library is changed by a command, and the tree read anew after it."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        node = self.node(parent)
        assert node is not None
        if data.hasFormat(ARTICLES):
            self.articles_dropped.emit(node.place.id, json.loads(bytes(data.data(ARTICLES).data())))
            return False
        kind, id = _told(data)
        below = node.below[row].place.id if 0 <= row < len(node.below) else None
        before = below if node.heading else node.place.id
        if before != id:
            self.place_moved.emit(kind, id, before)
        return False

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The place for the delegate, words for a screen reader."""
        node = self.node(index)
        if node is None:
            return None
        if role == PLACE:
            return node.place
        if role == HEADING:
            return node.heading
        if role == FOUND:
            return self.found.get(node.place.text) if node.place.kind == "saved" and not node.heading else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._tip(node) if role == Qt.ItemDataRole.ToolTipRole else node.place.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if node.place.kind == "saved" and not node.heading:
                found = self.found.get(node.place.text)
                said = _("cannot be read: {why}").format(why=found) if isinstance(found, str) else found_counted(found)
                return ", ".join(part for part in (node.place.title, said) if part)
            counted = flags_open if node.place.kind == "review" else articles_counted
            return node.place.title if node.heading else f"{node.place.title}, {counted(node.place.count)}"
        return None


    def _tip(self, node: Node) -> str:
        """The title; of a saved search its query, and why it cannot be read."""
        if node.place.kind != "saved" or node.heading:
            return node.place.title
        found = self.found.get(node.place.text)
        return "\n".join([node.place.title, node.place.text, *([found] if isinstance(found, str) else [])])


def found_counted(found: object) -> str:
    """How much a saved search finds, in words; empty while that is not known."""
    return articles_counted(found) if isinstance(found, int) else ""


def _told(data: QMimeData) -> tuple[str, int]:
    """Kind and id of the place dragged."""
    if not data.hasFormat(_PLACES):
        return "", 0
    kind, id = json.loads(bytes(data.data(_PLACES).data()))
    return str(kind), int(id)


def _grouped(places: list[Place]) -> list[Place]:
    """The sections in order, titled in the language now set; single lines (trash, a review that has nothing below)
    share the last one."""
    sections = []
    for place in places:
        if (place.kind not in _ALONE or place.kind == "review") and (place.kind == "library" or place.children):
            title = _(_TITLES[place.kind]) if place.kind in _TITLES else place.title
            sections.append(Place(place.kind, place.id, title, place.count, place.children))
    filled = any(p.kind == "library" and p.children for p in places)
    alone = tuple(
        p for p in places if p.kind in _ALONE and not p.children and (p.count or (filled and p.kind == "review"))
    )
    if not alone:
        return sections
    return [*sections, Place("inbox", None, _(_TITLES["inbox"]), 0, alone)]


def listing_of(place: Place) -> Listing | None:
    """The list a place stands for; None for a heading."""
    if place.kind == "saved":
        return Listing("search", text=place.text)
    if place.kind in {"tags", "baskets", "inbox"}:
        return None
    if place.kind == "library":
        return Listing("all")
    return Listing(place.kind, place.id, place.text if place.kind in {"year", "search", "review", "day"} else "")

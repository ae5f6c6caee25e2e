"""The library tree for Qt: newspapers, years and issues, tags, saved searches, what waits, the trash."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.domain.views import Listing, Place
from reader.domain.words import N_, _
from reader.ui.wording import articles_counted, flags_open

Index = QModelIndex | QPersistentModelIndex

PLACE = int(Qt.ItemDataRole.UserRole)
HEADING = PLACE + 1
HEADINGS = ("library", "tags", "saved")
_ALONE = ("review", "lost", "trash")
_TITLES = {"library": N_("Library"), "tags": N_("Tags"), "saved": N_("Saved searches"), "inbox": N_("To do")}


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
    """One column. `PLACE` gives the Place, `HEADING` whether the line is a section's heading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
        """Where a place stands; an invalid index where it does not."""
        for node in self._nodes:
            place = node.place
            named = kind not in {"year", "review"} or place.text == text
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
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled if node.heading else enabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The place for the delegate, words for a screen reader."""
        node = self.node(index)
        if node is None:
            return None
        if role == PLACE:
            return node.place
        if role == HEADING:
            return node.heading
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return node.place.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            counted = flags_open if node.place.kind == "review" else articles_counted
            return node.place.title if node.heading else f"{node.place.title}, {counted(node.place.count)}"
        return None


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
    if place.kind in {"tags", "inbox"}:
        return None
    if place.kind == "library":
        return Listing("all")
    return Listing(place.kind, place.id, place.text if place.kind in {"year", "search", "review"} else "")

"""The tree of all tags with their counts; several can be chosen, dragged under another, filtered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QDropEvent, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from reader.domain.views import TagView
from reader.domain.words import _
from reader.ui.tags.uses import rows_style
from reader.ui.theme import Looks

_ID = int(Qt.ItemDataRole.UserRole)
_FEW = 60
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Counts = dict[int, tuple[int, int]]
"""(articles, highlights) of tags that have narrower ones, those of the narrower ones included."""


class TagTree(QTreeWidget):
    """`moved` carries tags dragged, and the tag they are put under (None: the top)."""

    moved = Signal(list, object)

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self._items: dict[int, QTreeWidgetItem] = {}
        self._tags: dict[int, TagView] = {}
        self._narrowed = False
        self.setColumnCount(3)
        self.setHeaderLabels([_("Tag"), _("Articles"), _("Highlights")])
        self.setAccessibleName(_("Tags"))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(16)
        self.setIconSize(QSize(11, 11))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setStyleSheet(rows_style(looks))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, 84)
            self.headerItem().setTextAlignment(column, _RIGHT)

    def show_tags(self, tags: Sequence[TagView], counts: Counts) -> None:
        """Show these tags, each under its broader one; what was chosen, open and in sight stays so.

        Where they stand as before only the lines of those that have changed are renewed.
        """
        if [(id, tag.parent) for id, tag in self._tags.items()] == [(tag.id, tag.parent) for tag in tags]:
            self._renew(tags, counts)
            return
        chosen, top = self.chosen(), self.verticalScrollBar().value()
        closed = {id for id, item in self._items.items() if item.childCount() and not item.isExpanded()}
        before = bool(self._items)
        self.blockSignals(True)
        self.setUpdatesEnabled(False)
        self.clear()
        self._narrowed = False
        self._tags = {tag.id: tag for tag in tags}
        self._items = {tag.id: self._item(tag, counts.get(tag.id)) for tag in tags}
        top_level = []
        for tag in tags:
            above = self._items.get(tag.parent or 0)
            above.addChild(self._items[tag.id]) if above is not None else top_level.append(self._items[tag.id])
        self.addTopLevelItems(top_level)
        for id, item in self._items.items():
            if item.childCount():
                item.setExpanded(id not in closed if before else len(tags) <= _FEW)
        self.choose(chosen)
        self.setUpdatesEnabled(True)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(top)

    def _renew(self, tags: Sequence[TagView], counts: Counts) -> None:
        self.blockSignals(True)
        for tag in tags:
            if tag != self._tags[tag.id]:
                self._tags[tag.id] = tag
                self._write(self._items[tag.id], tag, counts.get(tag.id))
        self.blockSignals(False)
        self.viewport().update()

    def _item(self, tag: TagView, counts: tuple[int, int] | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem([tag.name])
        item.setData(0, _ID, tag.id)
        for column in (1, 2):
            item.setTextAlignment(column, _RIGHT)
        self._write(item, tag, counts)
        return item

    def _write(self, item: QTreeWidgetItem, tag: TagView, counts: tuple[int, int] | None) -> None:
        item.setText(0, tag.name)
        item.setToolTip(0, "\n".join(part for part in ("; ".join((tag.name, *tag.aliases)), tag.note) if part))
        item.setIcon(0, square_icon(tag.colour) if tag.colour else QIcon())
        self._count(item, counts or (tag.articles, tag.highlights))

    def _count(self, item: QTreeWidgetItem, counts: tuple[int, int]) -> None:
        for column, count in enumerate(counts, start=1):
            words = f"{count:,}" if count else "–"
            if item.text(column) != words:
                item.setText(column, words)
                item.setForeground(column, QBrush(self.looks.colour("ink" if count else "faint")))

    def show_counts(self, counts: Counts) -> None:
        """Show the counts of tags that have narrower ones."""
        for id, both in counts.items():
            if id in self._items:
                self._count(self._items[id], both)

    def narrow(self, ids: Iterable[int] | None) -> None:
        """Show only these tags and what they stand under; None: all."""
        shown = None if ids is None else set(ids)
        if shown is None and not self._narrowed:
            return
        self._narrowed = shown is not None
        for item in self._items.values():
            item.setHidden(shown is not None)
        for id in shown or ():
            self._reveal(self._items.get(id))
        for id, item in self._items.items():
            faint = shown is not None and id not in shown
            item.setForeground(0, QBrush(self.looks.colour("faint" if faint else "ink")))

    @staticmethod
    def _reveal(item: QTreeWidgetItem | None) -> None:
        while item is not None:
            item.setHidden(False)
            item = item.parent()
            if item is not None:
                item.setExpanded(True)

    def chosen(self) -> list[int]:
        """Ids of the tags chosen, in tree order."""
        return [int(item.data(0, _ID)) for item in self.selectedItems() if not item.isHidden()]

    def choose(self, ids: Sequence[int]) -> None:
        """Choose these tags and stand on the first of them."""
        self.clearSelection()
        found = [self._items[id] for id in ids if id in self._items]
        if found:
            self.setCurrentItem(found[0])
            self.scrollToItem(found[0])
        for item in found:
            item.setSelected(True)

    def first_shown(self) -> int | None:
        """The topmost tag in sight."""
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            if item is not None and not item.isHidden():
                return int(item.data(0, _ID))
        return None

    # dragging: the tree itself never moves a line, the command does

    def supportedDropActions(self) -> Qt.DropAction:
        """Only moving."""
        return Qt.DropAction.MoveAction

    def dropMimeData(
        self, _parent: QTreeWidgetItem | None, _row: int, _data: QMimeData, _action: Qt.DropAction
    ) -> bool:
        """Nothing is put in by Qt."""
        return False

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which tags are to go under which; between two lines means beside them."""
        over = self.itemAt(event.position().toPoint())
        on = QAbstractItemView.DropIndicatorPosition.OnItem
        target = over if over is None or self.dropIndicatorPosition() == on else over.parent()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        parent = int(target.data(0, _ID)) if target is not None else None
        tags = [id for id in self.chosen() if id != parent]
        if tags:
            self.moved.emit(tags, parent)


def square_icon(colour: str) -> QIcon:
    """A small square in a tag's colour."""
    picture = QPixmap(22, 22)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(1, 1, 9, 9, 2.5, 2.5)
    painter.end()
    return QIcon(picture)

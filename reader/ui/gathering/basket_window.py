"""A basket thing by thing: opened, put in order, remarked, taken out, exported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QWidget,
)

from reader.commands import baskets
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.kept import Basket, BasketItem
from reader.domain.words import _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.gathering.item_model import ItemModel, ItemRow, words_of
from reader.ui.gathering.remarking import AskRemark
from reader.ui.labels import dress
from reader.ui.quiet_table import OwnedTable
from reader.ui.theme import Looks

_FEW = 1000
_SHOWN = ("basket", "basket_item", "article", "highlight", "issue", "newspaper", "colour")


class BasketWindow(Frame):
    """`wished` asks for a command with arguments, `opened` for an article and its highlight (or None)."""

    wished = Signal(str, object)
    opened = Signal(int, object)
    undo_wished = Signal()
    export_wished = Signal(int)

    def __init__(self, session: Session, looks: Looks, basket: int, parent: QWidget | None = None) -> None:
        known = next((one for one in baskets.baskets(session) if one.id == basket), None)
        super().__init__(looks, _("Basket “{name}”").format(name=known.name if known else ""), parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session, self.basket = session, basket
        self.model = ItemModel(self)
        self.table = OwnedTable(self, many=True)
        self.remark, self.told = QLabel(self), QLabel(self)
        self._writable = not session.library.read_only
        self._build()
        self.table.key_pressed.connect(self._key)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        self.model.moved.connect(lambda items, before: self.wished.emit("basket.order", {"items": items, "before": before}))
        self.look()
        if self.model.items:
            self._stand([0])
        self.table.setFocus()

    def _build(self) -> None:
        for label in (self.remark, self.told):
            label.setWordWrap(True)
            dress(label, self.looks, "muted")
        above = QHBoxLayout()
        above.addWidget(self.remark, 1)
        change = self._button(_("Remark on basket…"), "Shift+R", self.ask_basket_remark)
        change.setEnabled(self._writable)
        above.addWidget(change)
        self.body.addLayout(above)
        table, delegate = self.table, ItemRow(self.looks, self)
        table.setModel(self.model)
        table.setItemDelegate(delegate)
        table.setAccessibleName(_("What lies in the basket"))
        table.set_height(delegate.height())
        self._delegate = delegate
        table.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        table.setDragDropOverwriteMode(False)
        self.body.addLayout(self._stacked(), 1)
        self.body.addWidget(self.told)
        self.body.addLayout(self._buttons())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self.undo_wished.emit)
        self.resize(780, 560)

    def _stacked(self) -> QStackedLayout:
        self._stack = QStackedLayout()
        empty = QLabel(_("Nothing lies in it yet. Press b in an article or in the list."), self)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        self._stack.addWidget(self.table)
        self._stack.addWidget(dress(empty, self.looks, "muted"))
        return self._stack

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._button(_("Open"), "Enter", self.open_current))
        changing = [
            self._button(_("Remark…"), "r", self.ask_remark),
            self._button(_("Up"), "Alt+Up", lambda: self.shift(-1)),
            self._button(_("Down"), "Alt+Down", lambda: self.shift(1)),
            self._button(_("Take out"), "Del", self.take_out),
        ]
        for button in changing:
            button.setEnabled(self._writable)
            row.addWidget(button)
        row.addWidget(self._button(_("Export…"), "x", lambda: self.export_wished.emit(self.basket)))
        row.addStretch(1)
        row.addWidget(self._button(_("Close"), "Esc", self.close))
        return row

    def _button(self, title: str, key: str, act: Any) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        button.setToolTip(f"{title}  {key}")
        button.clicked.connect(lambda _checked=False: act())
        return button

    # what is shown

    def _known(self) -> Basket | None:
        return next((one for one in baskets.baskets(self.session) if one.id == self.basket), None)

    def look(self) -> None:
        """Read the basket anew; the things chosen stay chosen."""
        known, chosen = self._known(), {item.id for item in self.chosen()}
        if known is None:
            self.close()
            return
        row = self.table.currentIndex().row()
        self.model.show(baskets.items(self.session, self.basket))
        self._set_heights()
        self.remark.setText(known.remark)
        count = len(self.model.items)
        words = ngettext("{count} thing", "{count} things", count).format(count=f"{count:,}")
        self.told.setText(words if count else "")
        self._stack.setCurrentIndex(0 if count else 1)
        rows = [n for n, item in enumerate(self.model.items) if item.id in chosen]
        if chosen and count:
            self._stand(rows or [min(max(0, row), count - 1)])

    def _set_heights(self) -> None:
        """Rows as high as their words, where there are not very many."""
        if len(self.model.items) <= _FEW:
            for row, item in enumerate(self.model.items):
                self.table.setRowHeight(row, self._delegate.height_of(item))

    def refresh(self, changes: Changes) -> None:
        """Take up a change of the library."""
        if changes.touches(*_SHOWN):
            self.look()

    def _stand(self, rows: list[int]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        selection = self.table.selectionModel()
        selection.setCurrentIndex(self.model.index(rows[0], 0), flags.ClearAndSelect | flags.Rows)
        for row in rows[1:]:
            selection.select(self.model.index(row, 0), flags.Select | flags.Rows)

    def stand_on(self, item: int) -> None:
        """Choose a thing."""
        rows = [n for n, one in enumerate(self.model.items) if one.id == item]
        if rows:
            self._stand(rows)

    def chosen(self) -> list[BasketItem]:
        """The things chosen, in their order."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.items[row] for row in rows if row < len(self.model.items)]

    # what is done with them

    def _key(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        acts: dict[tuple[Qt.Key, bool], Callable[[], object]] = {
            (Qt.Key.Key_Return, False): self.open_current,
            (Qt.Key.Key_Enter, False): self.open_current,
            (Qt.Key.Key_R, False): self.ask_basket_remark if shift else self.ask_remark,
            (Qt.Key.Key_X, False): lambda: self.export_wished.emit(self.basket),
            (Qt.Key.Key_Delete, False): self.take_out,
            (Qt.Key.Key_Up, True): lambda: self.shift(-1),
            (Qt.Key.Key_Down, True): lambda: self.shift(1),
        }
        act = acts.get((Qt.Key(event.key()), alt))
        if act is not None:
            event.accept()
            act()

    def open_current(self) -> None:
        """Show the thing in its article, in the window behind."""
        chosen = self.chosen()
        if chosen:
            self.opened.emit(chosen[0].article, chosen[0].highlight)

    def shift(self, by: int) -> None:
        """Let the things chosen go one place down, or up."""
        items, chosen = self.model.items, self.chosen()
        if not chosen or not self._writable:
            return
        first, last = items.index(chosen[0]), items.index(chosen[-1])
        at = first - 1 if by < 0 else last + 2
        if at >= 0 and not (by > 0 and last + 1 >= len(items)):
            before = items[at].id if at < len(items) else None
            self.wished.emit("basket.order", {"items": [item.id for item in chosen], "before": before})

    def take_out(self) -> None:
        """Take the things chosen out of the basket; undo brings them back."""
        chosen = self.chosen()
        if chosen and self._writable:
            self.wished.emit("basket.take_out", {"items": [item.id for item in chosen]})

    def ask_remark(self) -> None:
        """Ask for the remark of the thing chosen."""
        chosen = self.chosen()
        if chosen and self._writable:
            item = chosen[0]
            self._ask(words_of(item), item.remark, "basket.item_remark", {"item": item.id})

    def ask_basket_remark(self) -> None:
        """Ask for the remark of the basket."""
        known = self._known()
        if known is not None and self._writable:
            self._ask(known.name, known.remark, "basket.remark", {"basket": known.id})

    def _ask(self, words: str, remark: str, command: str, which: dict[str, int]) -> None:
        dialog = AskRemark(self.looks, words, remark, self)
        dialog.answered.connect(lambda text: self.wished.emit(command, {"text": text, **which}))
        dialog.open()

"""The lines of a concordance for Qt: places held as arrays, words fetched by the screenful when they are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.commands.concordance import Found, KwicRow
from reader.domain.concordance import Line

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
PAGE = 40
_PAGES_KEPT = 50
Fetch = Callable[[Sequence[Line]], list[KwicRow | None]]


class KwicModel(QAbstractTableModel):
    """One column, one row a line; `ROW` gives its KwicRow. Lines are added as they are found, then sorted."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fetch = fetch
        self._places = array("q")
        self._keys: dict[str, list[str]] = {}
        self._order: array[int] = array("q")
        self._pages: OrderedDict[int, list[KwicRow | None]] = OrderedDict()
        self.forget()

    def forget(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._places = array("q")
        self._keys = {"left": [], "right": [], "words": []}
        self._order = array("q")
        self._pages.clear()
        self.endResetModel()

    def add(self, found: Sequence[Found]) -> None:
        """Further lines, below those there are."""
        if not found:
            return
        first = len(self._order)
        self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
        for one in found:
            self._places.extend(one.line)
        for name in self._keys:
            self._keys[name] += [getattr(one, name) for one in found]
        self._order.extend(range(first, first + len(found)))
        self._pages.pop(first // PAGE, None)
        self.endInsertRows()

    @property
    def keys(self) -> dict[str, list[str]]:
        """What lines are sorted by, in the order they were found."""
        return self._keys

    def arrange(self, order: array[int]) -> None:
        """Show the lines in another order: their numbers."""
        self.beginResetModel()
        self._order = order
        self._pages.clear()
        self.endResetModel()

    def number(self, row: int) -> int:
        """The number of the line in a row, in the order found."""
        return self._order[row]

    def row_of(self, number: int) -> int:
        """The row in which line `number` stands; -1 where there is none."""
        try:
            return self._order.index(number)
        except ValueError:
            return -1

    def line(self, row: int) -> Line:
        """The place of a row."""
        at = self._order[row] * 4
        return Line(*self._places[at : at + 4])

    def lines(self) -> list[Line]:
        """All places, in the order shown."""
        return [self.line(row) for row in range(len(self._order))]

    def owners(self) -> list[int]:
        """The articles (highlights) of all lines, each once, in the order found."""
        return list(dict.fromkeys(self._places[::4]))

    def kwic(self, row: int) -> KwicRow | None:
        """The words of a row; None where its text has changed meanwhile."""
        if not 0 <= row < len(self._order):
            return None
        page = row // PAGE
        if page not in self._pages:
            last = min(len(self._order), (page + 1) * PAGE)
            self._pages[page] = self.fetch([self.line(n) for n in range(page * PAGE, last)])
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        held = self._pages[page]
        return held[row % PAGE] if row % PAGE < len(held) else None

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of lines."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """One column."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line for the delegate, words for a screen reader."""
        wanted = (ROW, int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))
        if not index.isValid() or role not in wanted:
            return None
        row = self.kwic(index.row())
        if row is None or role == ROW:
            return row
        words = row.shown
        where = ", ".join(part for part in (row.date, row.newspaper, " ".join(row.title.split())) if part)
        return f"{words.left[-30:]}{words.words}{words.right[:30]}. {where}"

"""Acts of any number for Qt: ids and day headings in one array, words fetched by the hundred when they are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDate, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.commands.recounting import Told
from reader.domain.words import _, language

Index = QModelIndex | QPersistentModelIndex
ACT = int(Qt.ItemDataRole.UserRole)
DAY = ACT + 1
PAGE = 100
_PAGES_KEPT = 40
Fetch = Callable[[Sequence[int]], dict[int, Told]]


class ActModel(QAbstractTableModel):
    """One column; a row is an act (`ACT`: the act and its sentence) or a day (`DAY`: its words)."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fetch = fetch
        self.rows: array[int] = array("q")
        self.days: list[str] = []
        self.count = 0
        self._pages: OrderedDict[int, dict[int, Told]] = OrderedDict()

    def show(self, found: Sequence[tuple[int, str]]) -> None:
        """Show these acts `(id, ISO day)`, each day under its heading."""
        self.beginResetModel()
        self._pages.clear()
        self.rows, self.days, self.count = array("q"), [], len(found)
        for id, day in found:
            if not self.days or self.days[-1] != day:
                self.days.append(day)
                self.rows.append(-len(self.days))
            self.rows.append(id)
        self.endResetModel()

    def act(self, row: int) -> Told | None:
        """The act of a row; None for a heading."""
        if not 0 <= row < len(self.rows) or self.rows[row] < 0:
            return None
        page = row // PAGE
        if page not in self._pages:
            self._pages[page] = self.fetch([id for id in self.rows[page * PAGE : (page + 1) * PAGE] if id > 0])
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(self.rows[row])

    def row_of(self, act: int) -> int:
        """The row of an act, else that of the first act; -1 where there is none."""
        try:
            return self.rows.index(act)
        except ValueError:
            return 1 if len(self.rows) > 1 else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Acts and headings."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """One column."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.isValid() and self.rows[index.row()] < 0:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The act or the day for the delegate, words for a screen reader."""
        if not index.isValid():
            return None
        number = self.rows[index.row()]
        if number < 0:
            words = day_words(self.days[-number - 1])
            return words if role in (DAY, int(Qt.ItemDataRole.DisplayRole)) else None
        if role not in (ACT, int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return None
        told = self.act(index.row())
        return told if told is None or role == ACT else f"{told.sentence}. {by_words(told)}"


def day_words(day: str) -> str:
    """A day as a heading: `Tuesday, 4 June 2024`, `2024年6月4日 星期二`."""
    date = QDate.fromString(day, Qt.DateFormat.ISODate)
    chinese = language().startswith("zh")
    locale = QLocale(QLocale.Language.Chinese if chinese else QLocale.Language.English)
    return locale.toString(date, "yyyy年M月d日 dddd" if chinese else "dddd, d MMMM yyyy")


def by_words(told: Told) -> str:
    """When and by whom, as the second line of a row says it, and in which article."""
    act = told.view
    parts = [act.at[11:16], act.author, act.device, told.title]
    if act.undone:
        parts.append(_("undone"))
    return " · ".join(part for part in parts if part)

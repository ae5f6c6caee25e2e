"""Highlights of a whole library for Qt: ids held as one array, rows fetched by the hundred when they are looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.domain.words import _
from reader.store.highlights import Passage

Index = QModelIndex | QPersistentModelIndex
PASSAGE = int(Qt.ItemDataRole.UserRole)
MEANINGS = PASSAGE + 1
PAGE = 100
_PAGES_KEPT = 40
Fetch = Callable[[Sequence[int]], dict[int, Passage]]


class PassageModel(QAbstractTableModel):
    """One column, one row a highlight; `PASSAGE` gives the Passage, `MEANINGS` what the colours mean."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fetch = fetch
        self.ids: array[int] = array("q")
        self.meanings: dict[str, str] = {}
        self._pages: OrderedDict[int, dict[int, Passage]] = OrderedDict()

    def show(self, ids: array[int]) -> None:
        """Show these; where they are the same ones only what is said of them is read anew."""
        self._pages.clear()
        if ids == self.ids:
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, 0))
            return
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()

    def passage(self, row: int) -> Passage | None:
        """The highlight of a row; None where it has gone meanwhile."""
        if not 0 <= row < len(self.ids):
            return None
        page = row // PAGE
        if page not in self._pages:
            self._pages[page] = self.fetch(self.ids[page * PAGE : (page + 1) * PAGE])
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(self.ids[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of highlights listed."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """One column."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The passage itself for the delegate, words for a screen reader."""
        if role == MEANINGS:
            return self.meanings
        if not index.isValid() or role not in (
            PASSAGE,
            int(Qt.ItemDataRole.DisplayRole),
            int(Qt.ItemDataRole.AccessibleTextRole),
        ):
            return None
        found = self.passage(index.row())
        if found is None or role == PASSAGE:
            return found
        return f"{' '.join(found.quote.split())}. {told(found, self.meanings)}"


def told(passage: Passage, meanings: dict[str, str]) -> str:
    """What is said of a passage beside its words: meaning, tags, comment, where it stands."""
    state = {"changed": _("Words have changed"), "lost": _("No longer in the text")}.get(passage.state, "")
    page = _("page {page}").format(page=passage.page) if passage.page else ""
    where = [passage.newspaper or "", passage.date or "", page, " ".join(passage.title.split())]
    parts = [
        state, meanings.get(passage.colour, passage.colour), *(f"#{name}" for name in passage.tags),
        " ".join(passage.comment.split()), *where,
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)

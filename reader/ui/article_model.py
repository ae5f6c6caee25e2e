"""The articles of a list for Qt: ids held as one array, rows fetched by the hundred when they are looked at."""

from __future__ import annotations

import json
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from reader.commands import baskets
from reader.commands.changes import Changes
from reader.commands.correcting import listed
from reader.commands.found import FirstFound
from reader.commands.session import Session
from reader.domain.doubt import LOOK
from reader.domain.views import ArticleRow, Hit, Listing
from reader.domain.words import _, ngettext
from reader.ui.place_model import ARTICLES
from reader.ui.reasons import reasons
from reader.ui.wording import doubt_name, flags_open, length, page_name, state_name

Index = QModelIndex | QPersistentModelIndex

ROW = int(Qt.ItemDataRole.UserRole)
ID = ROW + 1
PAGE = 100
"""Rows fetched by one query."""
_PAGES_KEPT = 40
SHOWN = (
    "article",
    "article_field",
    "block",
    "correction",
    "article_tag",
    "tag",
    "highlight",
    "colour",
    "note",
    "flag",
    "issue",
    "newspaper",
    "basket",
    "basket_item",
)
# What can change which articles a list holds; issues and pages also their order.
_MEMBERSHIP = ("article", "issue", "page", "newspaper", "article_tag", "tag", "flag", "block", "basket_item")


class Finds(NamedTuple):
    """What a search found: ids of articles, the hits of the first page of rows, and what is known of the whole."""

    ids: array[int]
    hits: dict[int, Hit]
    first: FirstFound | None = None


class ArticleModel(QAbstractTableModel):
    """One column, one row an article; `ROW` gives the ArticleRow, `ID` its id.

    Searches are carried out elsewhere and handed in as Finds; `hits_wished` asks for the hits of a further page.
    """

    hits_wished = Signal(int)
    order_wished = Signal(object, object)

    def __init__(self, session: Session | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.listing: Listing | None = None
        self.doubtful = False
        """Whether the most doubtful articles come first."""
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, ArticleRow]] = OrderedDict()
        self._hits: dict[int, dict[int, Hit]] = {}

    # what it shows

    def show(self, listing: Listing | None, finds: Finds | None = None) -> None:
        """Show another list: one query for the ids (none where they were found), rows follow when looked at."""
        ids = array("q")
        if finds is not None:
            ids = finds.ids
        elif listing and self.session:
            ids = listed(self.session, listing, doubtful=self.doubtful)
        self.beginResetModel()
        self.listing = listing
        self._ids = ids
        self._pages.clear()
        self._hits = {0: finds.hits} if finds is not None else {}
        self.endResetModel()

    def refresh(self, changes: Changes) -> bool:
        """Take up a change; whether other articles than before are listed (the model was reset)."""
        if self.listing is None or self.session is None or not changes.touches(*SHOWN):
            return False
        if changes.touches(*_MEMBERSHIP) and self.listing.kind != "search":
            ids = listed(self.session, self.listing, doubtful=self.doubtful)
            if ids != self._ids:
                self.beginResetModel()
                self._ids = ids
                self._pages.clear()
                self.endResetModel()
                return True
        self._forget(changes)
        return False

    def take_finds(self, finds: Finds) -> bool:
        """Take up what the same search finds now; whether these are other articles (the model was reset)."""
        whole = finds.first is None or finds.first.is_whole
        if (self._ids if whole else self._ids[: len(finds.ids)]) != finds.ids:
            self.show(self.listing, finds)
            return True
        self._hits = {0: finds.hits}
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))
        return False

    def extend(self, ids: array[int]) -> bool:
        """Take all ids of a search of which the first are listed; whether others than these stand first (a reset)."""
        have = len(self._ids)
        if ids[:have] != self._ids:
            self.show(self.listing, Finds(ids, {}))
            return True
        if len(ids) > have:
            self.beginInsertRows(QModelIndex(), have, len(ids) - 1)
            self._ids = ids
            self._pages.pop(have // PAGE, None)
            self.endInsertRows()
        return False

    def take_hits(self, page: int, hits: dict[int, Hit]) -> None:
        """Take the hits of a page of rows."""
        self._hits[page] = hits
        while len(self._hits) > _PAGES_KEPT:
            del self._hits[next(iter(self._hits))]
        self._pages.pop(page, None)

    def page_ids(self, page: int) -> array[int]:
        """The articles of a page of rows."""
        return self._ids[page * PAGE : (page + 1) * PAGE]

    def _forget(self, changes: Changes) -> None:
        """Drop the fetched rows that a change concerns, and have them painted anew."""
        wide = changes.everything or changes.touches("tag", "colour", "issue", "newspaper") or not changes.articles
        for page in list(self._pages):
            if wide or not changes.articles.isdisjoint(self._pages[page]):
                del self._pages[page]
                last = min((page + 1) * PAGE, len(self._ids)) - 1
                self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, 0))

    def ids(self) -> array[int]:
        """Ids of all articles listed, in order."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """The article in a row, None outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, article: int | None) -> int:
        """The row of an article, -1 where it is not listed."""
        try:
            return self._ids.index(article) if article is not None else -1
        except ValueError:
            return -1

    def article_at(self, row: int) -> ArticleRow | None:
        """The row's article, fetched with its neighbours if need be; None where it has gone meanwhile."""
        if not 0 <= row < len(self._ids):
            return None
        page = row // PAGE
        if page not in self._pages:
            self._pages[page] = self._fetch(page)
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        if page not in self._hits and self.listing is not None and self.listing.kind == "search":
            self.hits_wished.emit(page)
        return self._pages[page].get(self._ids[row])

    def _fetch(self, page: int) -> dict[int, ArticleRow]:
        if self.session is None:
            return {}
        rows = {row.id: row for row in self.session.rows(self.page_ids(page))}
        for id, hit in self._hits.get(page, {}).items():
            if id in rows:
                rows[id] = replace(rows[id], snippet=hit.snippet, snippet_hits=hit.marks, why=hit.why)
        for id, words in self._remarks(page).items():
            if id in rows:
                rows[id] = replace(rows[id], snippet=words)
        return rows

    def _remarks(self, page: int) -> dict[int, str]:
        """What a basket says of the articles of a page: remarks, and the words of highlights that lie in it."""
        listing = self.listing
        if listing is None or listing.kind != "basket" or listing.id is None or self.session is None:
            return {}
        said: dict[int, list[str]] = {}
        for item in baskets.items(self.session, listing.id, self.page_ids(page)):
            quote = _("“{words}”").format(words=" ".join(item.quote.split())) if item.quote else ""
            said.setdefault(item.article, []).extend(part for part in (quote, " ".join(item.remark.split())) if part)
        return {article: " · ".join(parts) for article, parts in said.items() if parts}

    # dragging: rows onto a basket of the tree, and about in the basket listed

    def supportedDragActions(self) -> Qt.DropAction:
        """Articles are laid elsewhere too; they leave no list by that."""
        return Qt.DropAction.CopyAction

    def supportedDropActions(self) -> Qt.DropAction:
        """Within a basket articles take another place."""
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Ids of articles."""
        return [ARTICLES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The articles dragged, in the order of the list."""
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        told = json.dumps([self._ids[row] for row in rows if 0 <= row < len(self._ids)]).encode()
        data.setData(ARTICLES, QByteArray(told))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Only a basket has an order of a person's."""
        return self.listing is not None and self.listing.kind == "basket" and data.hasFormat(ARTICLES)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Say before which article these shall stand; the basket is changed by a command."""
        if self.canDropMimeData(data, action, row, column, parent):
            at = parent.row() if parent.isValid() else row
            self.order_wished.emit(json.loads(bytes(data.data(ARTICLES).data())), self.id_at(at) if at >= 0 else None)
        return False

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of articles listed."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """One column."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen, and dragged out as a whole."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren | flag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the delegate, words for a screen reader."""
        if not index.isValid():
            return None
        if role == ID:
            return self.id_at(index.row())
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.article_at(index.row())
        if row is None or role == ROW:
            return row
        return row.title if role == Qt.ItemDataRole.DisplayRole else spoken(row)


def spoken(row: ArticleRow) -> str:
    """A row in one sentence, for screen readers."""
    parts = [row.kicker, row.title, row.byline, length(row.chars), page_name(row.page), state_name(row.state)]
    parts += [chip.name for chip in row.tags]
    if row.why:
        parts.append(_("found in {where}").format(where=reasons(row.why)))
    if row.doubt >= LOOK:
        parts.append(_("doubtful text, {score} of 100").format(score=row.doubt))
    if row.highlights:
        words = ngettext("{count} highlight", "{count} highlights", row.highlights)
        parts.append(words.format(count=row.highlights))
    if row.has_note:
        parts.append(_("has a note"))
    if row.flags:
        parts += [flags_open(row.flags), doubt_name(row.flag)]
    return ", ".join(part for part in parts if part)

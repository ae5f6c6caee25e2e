"""What carries some tags, read in the background and shown as a list: articles and highlights with where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from reader.commands import vocabulary
from reader.commands.session import Session
from reader.domain.views import ArticleRow, TaggedMark
from reader.domain.words import _, ngettext
from reader.ui.lookup import Lookup
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted, date_name

MOST = 2000
"""How many articles, and how many highlights, a list holds at most."""
KIND = int(Qt.ItemDataRole.UserRole)
ID = KIND + 1
ARTICLE = KIND + 2


@dataclass
class Uses:
    """What some tags collect: rows of the first articles and highlights, how many there are of each, of issues too,
    names of narrower tags, articles by month."""

    rows: list[ArticleRow] = field(default_factory=list)
    marks: list[TaggedMark] = field(default_factory=list)
    homes: dict[int, ArticleRow] = field(default_factory=dict)
    articles: int = 0
    highlights: int = 0
    issues: int = 0
    narrower: list[str] = field(default_factory=list)
    months: dict[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether all there is is among the rows."""
        return self.articles <= len(self.rows) and self.highlights <= len(self.marks)


def read_uses(session: Session, tags: Sequence[int], narrower: bool = False) -> Uses:
    """Read what carries one of the tags (or, `narrower`, one below them)."""
    found = vocabulary.collected(session, tags, narrower)
    marks = vocabulary.marks_of(session, found.highlights[:MOST])
    homes = {row.id: row for row in session.rows([mark.article for mark in marks if mark.article is not None])}
    return Uses(
        session.rows(found.articles[:MOST]), marks, homes, len(found.articles), len(found.highlights),
        len(found.issues), found.narrower, vocabulary.over_time(session, found.articles),
    )  # fmt: skip


def reader(session: Session, parent: QWidget) -> Lookup:
    """A thread to read uses on; to be closed with the dialog that asks."""
    return Lookup("pressmark-tags", ended=session.library.close, parent=parent)


def counted(articles: int, highlights: int, issues: int = 0) -> str:
    """`12 articles · 3 highlights`; what there is none of is left out, unless there is nothing at all."""
    marks = ngettext("{count} highlight", "{count} highlights", highlights).format(count=f"{highlights:,}")
    papers = ngettext("{count} issue", "{count} issues", issues).format(count=f"{issues:,}")
    parts = [articles_counted(articles) if articles else "", marks if highlights else "", papers if issues else ""]
    return " · ".join(part for part in parts if part) or _("on nothing yet")


def where(row: ArticleRow | None) -> str:
    """Newspaper and date of an article, as far as they are known."""
    return " ".join(part for part in (row.newspaper, date_name(row.date)) if part) if row else ""


class UsesList(QTreeWidget):
    """Articles and highlights in two columns: title or quote, and where. `checkable`: each can be ticked."""

    opened = Signal(int, int)
    """An article wished, and the highlight in it (0: none)."""
    ticked = Signal()

    def __init__(self, looks: Looks, parent: QWidget, *, checkable: bool = False) -> None:
        super().__init__(parent)
        self.looks = looks
        self._checkable = checkable
        self._quiet = False
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("What carries the tag"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(30)
        self.setIconSize(QSize(4, 16))
        self.setStyleSheet(rows_style(looks))
        self.itemActivated.connect(self._open)
        self.itemChanged.connect(lambda _item, _column: None if self._quiet else self.ticked.emit())

    def show_uses(self, uses: Uses, *, articles: bool = True, highlights: bool = True) -> None:
        """Show articles, highlights, or both."""
        self._quiet = True
        self.clear()
        items = []
        if articles:
            items += [self._item("article", row.id, row.title, where(row), row.id) for row in uses.rows]
        if highlights:
            for mark in uses.marks:
                quote = " ".join(mark.quote.split())
                home = uses.homes.get(mark.article or 0)
                item = self._item("highlight", mark.id, f"“{quote}”", where(home), mark.article or 0)
                item.setIcon(0, bar_icon(self.looks, mark.colour))
                item.setToolTip(0, "\n".join(part for part in (mark.quote, mark.comment) if part))
                items.append(item)
        left = (
            max(0, uses.articles - len(uses.rows)) * articles + max(0, uses.highlights - len(uses.marks)) * highlights
        )
        if left:
            items.append(self._item("", 0, _("… and {count} more").format(count=f"{left:,}"), "", 0))
        self.addTopLevelItems(items)
        if items:
            self.setCurrentItem(items[0])
        self._quiet = False

    def _item(self, kind: str, id: int, text: str, place: str, article: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text or "—", place])
        for role, value in ((KIND, kind), (ID, id), (ARTICLE, article)):
            item.setData(0, role, value)
        item.setForeground(1, self.looks.colour("muted"))
        item.setToolTip(0, text)
        if self._checkable and kind:
            item.setCheckState(0, Qt.CheckState.Unchecked)
        return item

    def _open(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        if item.data(0, ARTICLE):
            self.opened.emit(item.data(0, ARTICLE), item.data(0, ID) if item.data(0, KIND) == "highlight" else 0)

    def items(self) -> list[QTreeWidgetItem]:
        """All lines."""
        found = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return [item for item in found if item is not None]

    def chosen(self, kind: str) -> list[int]:
        """Ids of the articles or highlights that are ticked."""
        return [
            int(item.data(0, ID))
            for item in self.items()
            if item.data(0, KIND) == kind and item.checkState(0) == Qt.CheckState.Checked
        ]

    def tick(self, on: bool) -> None:
        """Tick all lines that are shown, or take the ticks away."""
        self._quiet = True
        for item in self.items():
            if item.data(0, KIND) and not item.isHidden():
                item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._quiet = False
        self.ticked.emit()

    def narrow(self, typed: str) -> None:
        """Show only the lines that hold some words."""
        wanted = typed.strip().casefold()
        for item in self.items():
            item.setHidden(bool(wanted) and wanted not in f"{item.text(0)} {item.text(1)}".casefold())


def rows_style(looks: Looks) -> str:
    """Calm rows for trees and lists: no frame, room above and below, the theme's selection."""
    return (
        "QTreeView { outline: 0; background: transparent; }"
        f"QTreeView::indicator {{ width: 12px; height: 12px; border: 1px solid {looks.theme['muted']};"
        f" border-radius: 2px; background: {looks.theme['field']}; }}"
        f"QTreeView::indicator:checked {{ background: {looks.theme['accent']}; border-color: {looks.theme['accent']}; }}"
        f"QTreeView::item {{ padding: {UNIT - 1}px {UNIT}px; border: none; }}"
        f"QTreeView::item:hover {{ background: {looks.theme['hover']}; }}"
        f"QTreeView::item:selected {{ background: {looks.theme['selection']}; color: {looks.theme['ink']}; }}"
    )


def bar_icon(looks: Looks, colour: str) -> QIcon:
    """The upright bar that stands for a highlight in lists."""
    picture = QPixmap(4, 16)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.fillRect(0, 1, 3, 14, QColor(looks.theme.edge(colour)))
    painter.end()
    return QIcon(picture)

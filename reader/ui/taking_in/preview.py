"""What taking something in would do, to read before anything is kept: a summary, a list a tab, the words before and after."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QSplitter, QTabWidget, QTextBrowser, QTreeWidget, QTreeWidgetItem, QWidget

from reader.domain.relocating import alike
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.dialogs.version import compared
from reader.ui.theme import Looks

_ROW = int(Qt.ItemDataRole.UserRole)
_MOST_COMPARED = 20_000
_MOST_SHOWN = 2_000
_FLOOR = 0.5
"""Below this likeness two texts are shown one after the other: character by character they would make no words."""


class Row(NamedTuple):
    """One thing of the list: what it is, its words, what becomes of it, and its words before and after."""

    what: str
    words: str
    outcome: str
    before: str = ""
    after: str = ""


class Tab(NamedTuple):
    """A list with its title and what is said where it is empty."""

    title: str
    rows: Sequence[Row]
    empty: str


class Preview(Frame):
    """Summary, tabs, and beneath them the entry chosen. `wished`: take it in. Without `yes` there is only Close."""

    wished = Signal()

    def __init__(
        self, looks: Looks, title: str, summary: str, tabs: Sequence[Tab], assurance: str, yes: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(looks, title, parent)
        said = self.add_words(summary)
        said.setPalette(self.palette())
        said.setFont(looks.font(1))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.lists = [self._add_list(tab) for tab in tabs]
        self.text = QTextBrowser(self)
        self.text.setProperty("framed", True)
        self.text.setAccessibleName(_("Words before and after"))
        self.text.setFont(looks.font(0, face="serif"))
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.addWidget(self.tabs)
        parts.addWidget(self.text)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        self.body.addWidget(parts, 1)
        if assurance:
            self.add_words(assurance)
        self.buttons = self.add_buttons(yes)
        self.accepted.connect(self.wished)
        self.tabs.currentChanged.connect(lambda _n: self._show())
        self._begin(tabs)
        self.resize(820, 640)

    def _add_list(self, tab: Tab) -> QTreeWidget:
        shown = QTreeWidget(self)
        shown.setRootIsDecorated(False)
        shown.setUniformRowHeights(True)
        shown.setHeaderLabels([_("What"), _("Words"), _("What becomes of it")])
        shown.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        shown.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        shown.header().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        shown.header().setStretchLastSection(False)
        title = f"{tab.title} ({len(tab.rows):,})"
        shown.setAccessibleName(title)
        for row in tab.rows[:_MOST_SHOWN]:
            item = QTreeWidgetItem(shown, [row.what, " ".join(row.words.split())[:200], row.outcome])
            item.setData(0, _ROW, row)
            item.setToolTip(1, row.words[:1000])
        if len(tab.rows) > _MOST_SHOWN:
            more = _("… and {count} more").format(count=f"{len(tab.rows) - _MOST_SHOWN:,}")
            QTreeWidgetItem(shown, ["", more, ""]).setFlags(Qt.ItemFlag.NoItemFlags)
        if not tab.rows:
            QTreeWidgetItem(shown, ["", tab.empty, ""]).setFlags(Qt.ItemFlag.NoItemFlags)
        shown.currentItemChanged.connect(lambda *_items: self._show())
        self.tabs.addTab(shown, title)
        return shown

    def _begin(self, tabs: Sequence[Tab]) -> None:
        """Begin with the first tab that holds anything: they stand in the order of how much they need a person."""
        first = next((n for n, tab in enumerate(tabs) if tab.rows), 0)
        self.tabs.setCurrentIndex(first)
        for shown in self.lists:
            if (item := shown.topLevelItem(0)) is not None:
                shown.setCurrentItem(item)
        self._show()

    def _show(self) -> None:
        shown = self.tabs.currentWidget()
        item = shown.currentItem() if isinstance(shown, QTreeWidget) else None
        row = item.data(0, _ROW) if item is not None else None
        self.text.setHtml(self._compared(*row) if row else "")

    def _compared(self, _what: str, words: str, _outcome: str, before: str, after: str) -> str:
        """The words before and after as one text: what goes struck, what comes underlined."""
        if not before or not after:
            return _paragraphs(escape(after or words)) if not before else f"<s>{_paragraphs(escape(before))}</s>"
        gone = self.looks.colour("accent").name()
        if alike(before[:_MOST_COMPARED], after[:_MOST_COMPARED]) < _FLOOR:
            return f'<p><s style="color:{gone}">{_paragraphs(escape(before))}</s></p><p>{_paragraphs(escape(after))}</p>'
        made = []
        for kind, old, new in compared(before[:_MOST_COMPARED], after[:_MOST_COMPARED]):
            if old and kind != "equal":
                made.append(f'<s style="color:{gone}">{escape(old)}</s>')
            if new:
                made.append(escape(new) if kind == "equal" else f"<u><b>{escape(new)}</b></u>")
        return _paragraphs("".join(made))


def _paragraphs(html: str) -> str:
    return html.replace("\n", "<br>")

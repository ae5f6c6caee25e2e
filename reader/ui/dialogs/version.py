"""What taking a better text as a new version of an issue would do: to read before anything is kept."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from reader.commands.versions import entry_words, summary
from reader.domain.version_report import CARRIED, CHANGED, LOST, SETTLED, Entry, VersionReport
from reader.domain.words import N_, _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import UNIT, Looks

_TABS = (
    ("texts", N_("Changed articles ({count})")),
    ("changed", N_("On changed words ({count})")),
    ("lost", N_("Left behind ({count})")),
    ("carried", N_("Carried over ({count})")),
)
_EMPTY = {
    "texts": N_("All articles read the same."), "changed": N_("Nothing lies on words that read otherwise."),
    "lost": N_("Nothing is left behind."), "carried": N_("There is no work of yours on this issue."),
}  # fmt: skip
_MOST_COMPARED = 20_000
_OWN = 2
"""The dialog's result where neither taken nor left: only `own_wished` is sent."""
_ENTRY = int(Qt.ItemDataRole.UserRole)


class VersionDialog(Frame):
    """Summary, one list a tab, and beneath it the words before and after of the entry chosen. `wished`: take it.

    `arriving`: the text is not in the library yet and may come as an issue of its own as well (`own_wished`).
    """

    wished = Signal()
    own_wished = Signal()

    def __init__(
        self, report: VersionReport, title: str, looks: Looks, parent: QWidget | None = None, *, arriving: bool = False
    ) -> None:
        super().__init__(looks, _("New version of {title}").format(title=title), parent)
        self.report = report
        self.add_words(summary(report))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.lists: dict[str, QTreeWidget] = {}
        for key, name in _TABS:
            self._add_list(key, _(name))
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
        self.add_words(
            _(
                "The old version goes to the trash and stays readable there. Ids and links stay true. One undo takes it all back."
            )
        )
        self.buttons = self.add_buttons(_("Take as new version"))
        if arriving:
            self._add_arriving()
        self.accepted.connect(self.wished)
        self.tabs.currentChanged.connect(lambda _n: self._show())
        self._begin()
        self.resize(760, 620)

    def _add_arriving(self) -> None:
        """The third way, and what Cancel means here: nothing has been imported yet."""
        own = self.buttons.addButton(_("Import as an issue of its own"), QDialogButtonBox.ButtonRole.ActionRole)
        own.setAutoDefault(False)
        own.clicked.connect(self._wish_own)
        for button in self.buttons.buttons():
            if self.buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.RejectRole:
                button.setText(_("Do not import"))

    def _wish_own(self) -> None:
        self.own_wished.emit()
        self.done(_OWN)

    def entries(self, key: str) -> list[Entry]:
        """The entries of a tab."""
        if key == "texts":
            return [e for e in self.report.entries if e.what == "article" and e.outcome != "same"]
        return self.report.work(*{"changed": (CHANGED,), "lost": (LOST,), "carried": (CARRIED, SETTLED)}[key])

    def _add_list(self, key: str, name: str) -> None:
        found = self.entries(key)
        shown = QTreeWidget(self)
        shown.setRootIsDecorated(False)
        shown.setUniformRowHeights(True)
        shown.setHeaderLabels([_("What"), _("Words"), _("What becomes of it")])
        shown.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        shown.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        shown.header().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        shown.header().setStretchLastSection(False)
        title = name.format(count=len(found))
        shown.setAccessibleName(title)
        for entry in found:
            what, outcome = entry_words(entry)
            item = QTreeWidgetItem(shown, [what, " ".join(entry.words.split()), outcome])
            item.setData(0, _ENTRY, entry)
            item.setToolTip(1, entry.words)
        if not found:
            QTreeWidgetItem(shown, ["", _(_EMPTY[key]), ""]).setFlags(Qt.ItemFlag.NoItemFlags)
        shown.currentItemChanged.connect(lambda *_items: self._show())
        self.lists[key] = shown
        self.tabs.addTab(shown, title)

    def _begin(self) -> None:
        """Begin with what is left behind where there is any: it needs a person most."""
        first = next((n for n, key in enumerate(("lost", "changed", "texts")) if self.entries(key)), None)
        if first is not None:
            self.tabs.setCurrentWidget(self.lists[("lost", "changed", "texts")[first]])
        for shown in self.lists.values():
            if (first_item := shown.topLevelItem(0)) is not None:
                shown.setCurrentItem(first_item)
        self._show()

    def _show(self) -> None:
        shown = self.tabs.currentWidget()
        item = shown.currentItem() if isinstance(shown, QTreeWidget) else None
        entry = item.data(0, _ENTRY) if item is not None else None
        self.text.setHtml(self._compared(*entry) if entry else "")

    def _compared(self, what: str, outcome: str, words: str, before: str, after: str, _article: int | None) -> str:
        """The words before and after as one text: what goes struck, what comes underlined."""
        if outcome in {"removed", LOST} or not after:
            return _paragraphs(escape(before or words))
        if not before or what == "correction":
            return _paragraphs(escape(after or words))
        gone, come = self.looks.colour("accent").name(), self.looks.colour("ink").name()
        made = []
        for kind, old, new in compared(before[:_MOST_COMPARED], after[:_MOST_COMPARED]):
            if old and kind != "equal":
                made.append(f'<s style="color:{gone}">{escape(old)}</s>')
            if new:
                made.append(escape(new) if kind == "equal" else f'<u style="color:{come}"><b>{escape(new)}</b></u>')
        return _paragraphs("".join(made))


def compared(before: str, after: str) -> list[tuple[str, str, str]]:
    """(kind, words before, words after) in order; kind is equal, replace, insert or delete."""
    from rapidfuzz.distance import Levenshtein

    steps = Levenshtein.opcodes(before, after)
    return [(s.tag, before[s.src_start : s.src_end], after[s.dest_start : s.dest_end]) for s in steps]


def _paragraphs(html: str) -> str:
    return html.replace("\n", f'<br style="line-height:{UNIT * 40}%">')

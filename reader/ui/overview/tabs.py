"""The tabs over results: articles, passages, words in context, calendar, each with its count where it has one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from reader.domain.words import _
from reader.ui import wording
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import tab_title

TABS = tuple(wording.TABS)
_HEIGHT = 9 * UNIT + 1


class ResultTabs(QTabBar):
    """A row of words, the one shown underlined. `tab_wished` names the tab a person wants."""

    tab_wished = Signal(str)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.counts: dict[str, int | None] = {}
        self._quiet = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFixedHeight(_HEIGHT)
        for name in TABS:
            self.setTabData(self.addTab(""), name)
        self.currentChanged.connect(self._chosen)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.setFont(self.looks.font(-1))
        self.setAccessibleName(_("Results shown as"))
        self._word()

    def _word(self) -> None:
        for number, name in enumerate(TABS):
            count = self.counts.get(name)
            self.setTabText(number, tab_title(name) if count is None else f"{tab_title(name)} {count:,}")
        self.updateGeometry()
        self.update()

    def show_counts(self, **counts: int | None) -> None:
        """Say how many there are; None: nothing is said."""
        if any(self.counts.get(name) != count for name, count in counts.items()):
            self.counts.update(counts)
            self._word()

    def show_tab(self, name: str) -> None:
        """Show which tab is open; announces nothing."""
        self._quiet = True
        self.setCurrentIndex(TABS.index(name))
        self._quiet = False
        self.update()

    def _chosen(self, number: int) -> None:
        if not self._quiet and 0 <= number < len(TABS):
            self.tab_wished.emit(TABS[number])

    def tabSizeHint(self, index: int) -> QSize:
        """The words in bold, so that nothing moves when a tab is chosen, and a little room."""
        words = QFontMetricsF(self.looks.font(-1, bold=True)).horizontalAdvance(self.tabText(index))
        return QSize(round(words) + self._room() * 2, _HEIGHT)

    def _room(self) -> int:
        """Room beside the words: less in a narrow list."""
        above = self.parentWidget()
        return 2 * UNIT + UNIT // 2 if above is not None and above.width() >= 420 else UNIT

    def minimumTabSizeHint(self, index: int) -> QSize:
        """As large as it is."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words, the chosen ones bold over an accent line, a ring where the keyboard is; a hairline below all."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.looks.colour("hairline"))
        for number in range(self.count()):
            box = self.tabRect(number)
            chosen = number == self.currentIndex()
            painter.setFont(self.looks.font(-1, bold=chosen))
            painter.setPen(self.looks.colour("ink" if chosen else "muted"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.tabText(number))
            if chosen:
                line = box.adjusted(self._room(), 0, -self._room(), 0)
                painter.fillRect(line.left(), self.height() - 2, line.width(), 2, self.looks.colour("accent"))
            if chosen and self.hasFocus():
                painter.setPen(self.looks.colour("faint"))
                painter.drawRoundedRect(box.adjusted(2, 5, -3, -6), 4, 4)

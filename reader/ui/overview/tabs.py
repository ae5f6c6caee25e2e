"""The tabs over results: articles, passages, words in context, calendar, each with its count where it has one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

from reader.domain.words import _
from reader.ui import wording
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import tab_title

TABS = tuple(wording.TABS)
_HEIGHT = 9 * UNIT + 1
_SIDE = 4 * UNIT
"""Where the words above a list begin."""
_TIGHTER = ((-1, 10, True), (-1, 6, True), (-1, 5, False), (-2, 5, False), (-2, 3, False))
"""How the row is set, the first that fits: size of the words, room beside each, whether every tab shows its count."""


class ResultTabs(QTabBar):
    """A row of words, the one shown underlined. `tab_wished` names the tab a person wants."""

    tab_wished = Signal(str)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.counts: dict[str, int | None] = {}
        self._quiet = False
        self._set = _TIGHTER[0]
        self.beside = 0
        """Pixels of the row that others take."""
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
        self.setAccessibleName(_("Results shown as"))
        self._word()

    def _word(self) -> None:
        """Set the row as wide as there is room."""
        above = self.parentWidget()
        room = above.width() - self.beside if above is not None else 0
        self._set = next((one for one in _TIGHTER if self._width(one) <= room), _TIGHTER[-1])
        self.setFont(self.looks.font(self._set[0]))
        for number in range(len(TABS)):
            self.setTabText(number, self._words(number, self._set))
            self.setTabToolTip(number, self._words(number, _TIGHTER[0]))
        self.updateGeometry()
        self.update()

    def _words(self, number: int, setting: tuple[int, int, bool]) -> str:
        count = self.counts.get(TABS[number])
        told = count is not None and (setting[2] or number == self.currentIndex())
        return f"{tab_title(TABS[number])} {count:,}" if told else tab_title(TABS[number])

    def _width(self, setting: tuple[int, int, bool]) -> int:
        metrics = QFontMetricsF(self.looks.font(setting[0], bold=True))
        words = sum(round(metrics.horizontalAdvance(self._words(n, setting))) for n in range(len(TABS)))
        return words + len(TABS) * 2 * setting[1] + _SIDE - setting[1]

    def fit(self, beside: int = 0) -> None:
        """There is another width: set the row anew, with `beside` pixels left to others."""
        self.beside = beside
        self._word()

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
        self._word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row is set anew where it stands alone; where others stand beside, they say when."""
        super().resizeEvent(event)
        if not self.beside:
            self._word()

    def _chosen(self, number: int) -> None:
        if not self._quiet and 0 <= number < len(TABS):
            self.tab_wished.emit(TABS[number])

    def tabSizeHint(self, index: int) -> QSize:
        """The words in bold, so that nothing moves when a tab is chosen, and a little room."""
        words = QFontMetricsF(self.looks.font(self._set[0], bold=True)).horizontalAdvance(self.tabText(index))
        return QSize(round(words) + self._set[1] * 2 + self._lead(index), _HEIGHT)

    def _lead(self, index: int) -> int:
        """The first word begins where the words below it do."""
        return _SIDE - self._set[1] if index == 0 else 0

    def minimumTabSizeHint(self, index: int) -> QSize:
        """As large as it is."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words, the chosen ones bold over an accent line, a ring where the keyboard is; a hairline below all."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.looks.colour("hairline"))
        for number in range(self.count()):
            box = self.tabRect(number).adjusted(self._lead(number), 0, 0, 0)
            chosen = number == self.currentIndex()
            painter.setFont(self.looks.font(self._set[0], bold=chosen))
            painter.setPen(self.looks.colour("ink" if chosen else "muted"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.tabText(number))
            if chosen:
                line = box.adjusted(self._set[1], 0, -self._set[1], 0)
                painter.fillRect(line.left(), self.height() - 2, line.width(), 2, self.looks.colour("accent"))
            if chosen and self.hasFocus():
                painter.setPen(self.looks.colour("faint"))
                painter.drawRoundedRect(box.adjusted(2, 5, -3, -6), 4, 4)

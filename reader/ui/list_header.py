"""The strip above a list: what it is and how many, what waits for review, and which states are shown."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QActionGroup, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from reader.domain.words import N_, _
from reader.ui import icons
from reader.ui.painting import draw_elided
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted, flags_open

_STATES = {"": N_("All"), "unread": N_("Unread"), "read": N_("Read"), "done": N_("Done")}


class ListHeader(QWidget):
    """Heading and count at the left, review and state filter at the right, progress on the line below."""

    state_chosen = Signal(str)
    review_wished = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._heading = ""
        self._count = 0
        self._more = False
        self._flags = 0
        self._progress = 0.0
        self.state = ""
        self.searching = False
        self._remark = ""
        self.review = QToolButton(self)
        self.review.clicked.connect(self.review_wished)
        self.review.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.filter = QToolButton(self)
        self.filter.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.filter.setMenu(QMenu(self.filter))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * UNIT, 0, 2 * UNIT, 1)
        layout.setSpacing(UNIT)
        layout.addStretch(1)
        layout.addWidget(self.review)
        layout.addWidget(self.filter)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        for button in (self.review, self.filter):
            button.setFont(self.looks.font(-1))
        accent = self.looks.theme["accent"]
        self.review.setIcon(icons.icon("flag", accent))
        self.review.setStyleSheet(f"QToolButton {{ color: {accent}; }}")
        self.setFixedHeight(9 * UNIT + 1)
        self._fill_menu()
        self._show_words()

    def _fill_menu(self) -> None:
        menu = self.filter.menu()
        menu.clear()
        group = QActionGroup(menu)
        for state, title in _STATES.items():
            action = menu.addAction(_(title))
            action.setCheckable(True)
            action.setChecked(state == self.state)
            action.triggered.connect(lambda _checked=False, state=state: self.choose(state))
            group.addAction(action)

    def choose(self, state: str) -> None:
        """Show only articles of a state; empty: all."""
        if state != self.state:
            self.state = state
            self.take_looks()
            self.state_chosen.emit(state)

    def show_searching(self, searching: bool) -> None:
        """Say quietly that a search is going on, instead of the count."""
        if searching != self.searching:
            self.searching = searching
            self._show_words()

    def remark(self, words: str) -> None:
        """Add a remark to the count; empty: none."""
        if words != self._remark:
            self._remark = words
            self._show_words()

    def say(self, heading: str, count: int, flags: int = 0, progress: float = 0.0, more: bool = False) -> None:
        """Show a heading, how many articles (with `more`: and more, not counted yet), how many of them to review, and
        which part has been read (0 to 1)."""
        self._heading, self._count, self._flags, self._progress = heading, count, flags, progress
        self._more = more
        self._show_words()

    def _show_words(self) -> None:
        self.review.setText(flags_open(self._flags))
        self.review.setAccessibleName(flags_open(self._flags))
        self.review.setVisible(self._flags > 0)
        name = _("Reading state shown: {state}").format(state=_(_STATES[self.state]))
        self.filter.setText(f"{_(_STATES[self.state])} ▾")
        self.filter.setToolTip(name)
        self.filter.setAccessibleName(name)
        self.setAccessibleName(self.words)
        tip = _("{percent}% read").format(percent=round(self._progress * 100)) if self._progress else ""
        self.setToolTip(_("The search index is still being built: searches may not find all.") if self._remark else tip)
        self.update()

    @property
    def words(self) -> str:
        """Heading and count as shown."""
        return " · ".join(part for part in (self._heading, self._tail()) if part)

    def _tail(self) -> str:
        if self.searching:
            return _("searching…")
        counted = _("over {count} articles").format(count=f"{self._count:,}") if self._more else ""
        return " · ".join(part for part in (counted or articles_counted(self._count), self._remark) if part)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, the hairline below, and on it the part that has been read."""
        painter = QPainter(self)
        buttons = (b for b in (self.review, self.filter) if b.isVisible())
        right = min((b.x() for b in buttons), default=self.width()) - UNIT
        painter.fillRect(self.rect(), self.looks.colour("list"))
        self._paint_words(painter, QRectF(4 * UNIT, 0, right - 4 * UNIT, self.height() - 1))
        bottom = self.height() - 1
        painter.fillRect(0, bottom, self.width(), 1, self.looks.colour("hairline"))
        if self._progress:
            painter.fillRect(0, bottom, round(self.width() * self._progress), 1, self.looks.colour("faint"))

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        """The count stays whole; the heading gives way."""
        font, muted = self.looks.font(-0.5), self.looks.colour("muted")
        tail = f" · {self._tail()}" if self._heading else self._tail()
        metrics = QFontMetricsF(font)
        room = area.width() - metrics.horizontalAdvance(tail)
        head = metrics.elidedText(self._heading, Qt.TextElideMode.ElideRight, room + 1) if room > 40 else ""
        draw_elided(painter, area, head + tail if head else tail.removeprefix(" · "), font, muted)

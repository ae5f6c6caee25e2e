"""The place of an overview: tabs, the timeline, and below it passages, words in context or the calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from reader.commands.session import Session
from reader.domain.words import _
from reader.ui.overview.calendar_view import CalendarView
from reader.ui.overview.kwic_view import KwicView
from reader.ui.overview.passages_view import PassagesView
from reader.ui.overview.tabs import ResultTabs
from reader.ui.overview.timeline_view import TimelineView
from reader.ui.theme import UNIT, Looks


class OverviewPage(QWidget):
    """`command_wished` names a command of one of its buttons."""

    command_wished = Signal(str)

    def __init__(self, session: Session | None, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.tabs = ResultTabs(looks, self)
        self.timeline = TimelineView(looks, self)
        self.passages = PassagesView(session, looks, self)
        self.kwic = KwicView(session, looks, self)
        self.calendar = CalendarView(looks, self)
        self.stack = QStackedWidget(self)
        for view in (self.passages, self.kwic, self.calendar):
            self.stack.addWidget(view)
        self.buttons = {name: self._button(name) for name in ("saved.add", "export.write", "view.facets")}
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 2 * UNIT, 0)
        head.setSpacing(0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        for button in self.buttons.values():
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addSpacing(1)
        layout.addWidget(self.timeline)
        layout.addWidget(self.stack, 1)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def _button(self, command: str) -> QToolButton:
        button = QToolButton(self)
        button.clicked.connect(lambda: self.command_wished.emit(command))
        return button

    def take_looks(self) -> None:
        """Take fonts and language anew."""
        for button in self.buttons.values():
            button.setFont(self.looks.font(-1))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Overview"))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tabs take what the buttons leave."""
        super().resizeEvent(event)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        self.tabs.fit(5 * UNIT + sum(button.sizeHint().width() for button in self.buttons.values() if button.text()))

    def name_buttons(self, words: Mapping[str, tuple[str, str]]) -> None:
        """Give the buttons their words and keys by command; one of a command that is not there is hidden."""
        for command, button in self.buttons.items():
            title, key = words.get(command, ("", ""))
            button.setText(title)
            button.setToolTip(f"{title}  {key}".strip())
            button.setAccessibleName(title)
            button.setVisible(bool(title))
        self._fit_tabs()

    def enable_buttons(self, usable: Callable[[str], bool]) -> None:
        """Enable what can be done now."""
        for command, button in self.buttons.items():
            button.setEnabled(usable(command))

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(900, 600)

    def attach(self, session: Session | None) -> None:
        """Show another library, or none."""
        self.passages.attach(session)
        self.kwic.attach(session)
        self.calendar.show_runs([])

    def rest(self) -> None:
        """End what is read in the background."""
        self.passages.rest()
        self.kwic.rest()

    def view(self) -> PassagesView | KwicView | CalendarView:
        """What is shown below."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, PassagesView | KwicView | CalendarView)
        return shown

    def show_view(self, name: str) -> None:
        """Show `passages`, `kwic` or `calendar`."""
        self.stack.setCurrentWidget({"passages": self.passages, "kwic": self.kwic, "calendar": self.calendar}[name])
        self.tabs.show_tab(name)
        self.timeline.setVisible(name != "calendar")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, and the hairline below the tabs."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.looks.colour("page"))
        painter.fillRect(0, self.tabs.height() - 1, self.width(), 1, self.looks.colour("hairline"))

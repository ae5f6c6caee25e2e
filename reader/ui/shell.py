"""The shell of the window: its bar, panels and status line around one session; what all its parts share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.views import ArticleView, Listing, Outcome, Place
from reader.ui.article_list import ArticleList
from reader.ui.banner import STAYS, Banner, Choice
from reader.ui.fetching import Fetching
from reader.ui.library_tree import LibraryTree
from reader.ui.marks_panel import MarksPanel
from reader.ui.outcomes import Outcomes
from reader.ui.overview.facet_panel import FacetPanel
from reader.ui.overview.page import OverviewPage
from reader.ui.palette import Palette
from reader.ui.panels import Panels
from reader.ui.reading_pane import ReadingPane
from reader.ui.status_line import StatusLine
from reader.ui.theme import Looks
from reader.ui.top_bar import TopBar
from reader.ui.trail import Trail

if TYPE_CHECKING:
    from reader.ui.scan_view import ScanView

Then = Callable[[Any], None]
READING = "reading"


class Bench(Protocol):
    """What stands in the text's place in repair mode, as far as the rest of the window knows it."""

    def blocks(self) -> list[int]:
        """The ids of all blocks chosen."""

    def setFocus(self) -> None:
        """Take the keyboard."""

    def isAncestorOf(self, child: QWidget, /) -> bool:
        """Whether a widget is part of it."""


class Shell(QMainWindow):
    """Widgets and session. The parts of the window hear of each other by these signals, and by nothing else."""

    bug = Signal(object)
    session_leaving = Signal()
    session_entered = Signal()
    library_changed = Signal(object)
    pending_changed = Signal()
    actions_stale = Signal()
    panes_leaving = Signal()
    pane_made = Signal(object)
    panes_renewed = Signal()
    listing_wished = Signal(Listing)
    tag_page_wished = Signal(int)
    command_wished = Signal(str)
    mode_changed = Signal(str)
    tab_wished = Signal(str)
    detaching = Signal()
    _delivered = Signal(object)

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.looks = looks
        self.session: Session | None = None
        self.view: ArticleView | None = None
        """The article shown, as last read."""
        self.mode = READING
        """What is being done: `reading`, `review` or `repair`; keys belong to it."""
        self.bench: Bench | None = None
        """What stands in the text's place in repair mode, else None."""
        self.tab = ""
        """The overview that stands in the place of list and text: `passages`, `kwic` or `calendar`; empty: reading."""
        self.trail = Trail()
        self.context_place: Place | None = None
        """The place of the tree that a menu is open on."""
        self.pending = 0
        """Commands on their way to the disk."""
        self._unsubscribe: Callable[[], None] = _nothing
        self._build()
        self.outcomes = Outcomes(self)
        self.outcomes.failed.connect(self._failed)
        self._delivered.connect(lambda call: call())

    def _build(self) -> None:
        self.setObjectName("pressmark")
        self.setMinimumSize(720, 420)
        centre = QWidget(self)
        self.top = TopBar(self.looks, centre)
        self.notice = Banner(self.looks, centre)
        self.tree = LibraryTree(None, self.looks, centre)
        self.list = ArticleList(None, self.looks, centre)
        self.pane = ReadingPane(None, self.looks, centre)
        self.marks = MarksPanel(None, self.looks, centre)
        widgets: dict[str, QWidget] = {"tree": self.tree, "list": self.list, "text": self.pane}
        widgets |= {"beside": QWidget(centre), "scan": QWidget(centre), "marks": self.marks}
        self.facets = FacetPanel(self.looks, centre)
        self.overview = OverviewPage(None, self.looks, centre)
        widgets |= {"facets": self.facets, "overview": self.overview}
        self.scan: ScanView | None = None
        self.panels = Panels(self.looks, widgets, centre)
        self.status = StatusLine(self.looks, centre)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.top, self.notice, self.panels, self.status):
            layout.addWidget(widget, 1 if widget is self.panels else 0)
        self.setCentralWidget(centre)
        self.message = Banner(self.looks, centre, floating=True)
        self.palette_ = Palette(self.looks, centre)
        self.fetching = Fetching(self.status, self.report, self)

    # the session

    def attach(self, session: Session | None) -> None:
        """Show another library, or none. The one shown before is the caller's to close."""
        self.session_leaving.emit()
        self.fetching.rest()
        self._unsubscribe()
        self.session = session
        self.view = None
        self.pending = 0
        if session is not None:
            session.deliver = self._delivered.emit
            self.looks.attach(session)
        for panel in (self.tree, self.list, self.pane, self.marks, self.overview):
            panel.attach(session)
        if self.scan is not None:
            self.scan.attach(session)
            self.panels.show_panel("scan", False)
        self._unsubscribe = session.subscribe(self._changed) if session else _nothing
        self.session_entered.emit()

    def detach(self) -> Session | None:
        """Let go of the session without showing anything else: the window closes. Returns what is to be closed."""
        self.list.stop_searching()
        self.fetching.rest()
        self.detaching.emit()
        if self.scan is not None:
            self.scan.rest()
        session, self.session = self.session, None
        self._unsubscribe()
        self._unsubscribe = _nothing
        return session

    def _changed(self, changes: Changes, _source: object) -> None:
        self.library_changed.emit(changes)

    def writable(self) -> bool:
        """Whether there is a library, and it may be changed."""
        return self.session is not None and not self.session.library.read_only

    # doing and saying

    def run(self, command: str, then: Then | None = None, **arguments: Any) -> None:
        """Have the session carry a command out; errors are shown, `then` gets the outcome."""
        if self.session is None:
            return
        self.pending += 1
        self.pending_changed.emit()
        future = self.session.run(command, source=self, **arguments)
        self.outcomes.follow(future, lambda outcome: self._done(outcome, then))

    def _done(self, outcome: Outcome, then: Then | None) -> None:
        self._less_pending()
        if then is not None:
            then(outcome)

    def _failed(self, error: object) -> None:
        self._less_pending()
        self.report(error)

    def _less_pending(self) -> None:
        self.pending = max(0, self.pending - 1)
        self.pending_changed.emit()

    def report(self, error: object) -> None:
        """Show what went wrong: the world's fault with its hint, ours with a report to copy."""
        if isinstance(error, ReaderError):
            self.notice.say("fault", str(error))
        else:
            self.bug.emit(error)

    def say(self, words: str, choices: Sequence[Choice] = (), *, kind: str = "done", stays: int = STAYS) -> None:
        """Say something was done."""
        if words:
            self.message.say(kind, words, choices, stays=stays)

    def refresh_actions(self) -> None:
        """What can be done now may have changed."""
        self.actions_stale.emit()

    # modes

    def enter_mode(self, mode: str) -> None:
        """Do something else than reading: `review` or `repair`; `mode_changed` tells all parts, the keys follow."""
        if mode != self.mode:
            self.mode = mode
            self.mode_changed.emit(mode)
            self.refresh_actions()

    def leave_mode(self) -> None:
        """Go back to reading."""
        self.enter_mode(READING)

    # the panes

    def focus_text(self) -> None:
        """Give the keyboard to the text, to the overview in its place, or to the list where no article is shown."""
        if self.tab:
            self.overview.view().take_keyboard()
        elif self.view:
            self.panels.show_text()
            (self.bench or self.pane).setFocus()
        else:
            self.list.take_keyboard()

    def open_scan(self) -> None:
        """Show the scan of the page beside the text; later articles bring theirs."""
        if self.scan is None:
            from reader.ui.scan_view import ScanView

            self.scan = ScanView(self.session, self.looks, self.centralWidget())
            self.scan.closed.connect(lambda: self.panels.show_panel("scan", False))
            self.panels.exchange({"scan": self.scan})
        self.panels.show_panel("scan", True)
        self.follow_scan()

    def follow_scan(self) -> None:
        """Show the scan of the page that the article shown stands on, where scans are shown."""
        if self.scan is not None and self.panels.is_shown("scan"):
            page = self.view.page if self.view else None
            self.scan.show_page(page.id if page else None)

    def renew_panes(self) -> None:
        """Make the text and marks panels anew, so that all their words are in the language now set."""
        self.panes_leaving.emit()
        sizes = self.panels.sizes()
        self.marks.keep_note()
        self.pane.attach(None)
        self.marks.attach(None)
        old = (self.pane, self.marks)
        self.pane = ReadingPane(self.session, self.looks, self.centralWidget())
        self.marks = MarksPanel(self.session, self.looks, self.centralWidget())
        self.panels.exchange({"text": self.pane, "marks": self.marks})
        for widget in old:
            widget.deleteLater()
        self.panels.setSizes(sizes)
        self.panes_renewed.emit()


def _nothing() -> None:
    pass

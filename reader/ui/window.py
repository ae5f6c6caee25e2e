"""The main window: bar, panels and status line around one session; who hears of what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.views import ArticleView, Outcome, Place
from reader.domain.words import _
from reader.ui import bindings, language
from reader.ui.actions import EDITING, Actions
from reader.ui.article_list import ArticleList
from reader.ui.banner import STAYS, Banner, Choice
from reader.ui.facts import Facts
from reader.ui.focus import takes_text
from reader.ui.importing import Importing
from reader.ui.libraries import Libraries
from reader.ui.library_tree import LibraryTree
from reader.ui.marks_panel import MarksPanel
from reader.ui.navigation import Navigation
from reader.ui.outcomes import Outcomes
from reader.ui.palette import Palette
from reader.ui.panels import Panels
from reader.ui.reading_pane import ReadingPane
from reader.ui.status_line import StatusLine
from reader.ui.targets import Targets
from reader.ui.theme import Looks
from reader.ui.top_bar import TopBar
from reader.ui.undoing import Undoing

_LOOK_FOR_OTHERS = 2000


class MainWindow(QMainWindow):
    """One window on one library, or on none. `bug` carries errors that are ours."""

    bug = Signal(object)
    _delivered = Signal(object)

    def __init__(self, session: Session | None, looks: Looks) -> None:
        super().__init__()
        self.looks = looks
        self.session: Session | None = None
        self.mode = "reading"
        self.context_place: Place | None = None
        self._unsubscribe: Callable[[], None] = _nothing
        self._build()
        self.outcomes = Outcomes(self)
        self.targets = Targets(self)
        self.navigation = Navigation(self)
        self.undoing = Undoing(self)
        self.importing = Importing(self)
        self.libraries = Libraries(self)
        self.facts = Facts(self)
        own_keys = session.setting("keys", {}) if session else {}
        self.actions_ = Actions(self, looks, own_keys)
        self._connect()
        bindings.bind(self)
        self._others = QTimer(self)
        self._others.setInterval(_LOOK_FOR_OTHERS)
        self._others.timeout.connect(self.notice_others)
        self.attach(session)

    def _build(self) -> None:
        self.setObjectName("pressmark")
        self.setMinimumSize(640, 420)
        self.setAcceptDrops(True)
        centre = QWidget(self)
        self.top = TopBar(self.looks, centre)
        self.notice = Banner(self.looks, centre)
        self.tree = LibraryTree(None, self.looks, centre)
        self.list = ArticleList(None, self.looks, centre)
        self.pane = ReadingPane(None, self.looks, centre)
        self.marks = MarksPanel(None, self.looks, centre)
        widgets: dict[str, QWidget] = {"tree": self.tree, "list": self.list, "text": self.pane, "marks": self.marks}
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

    def _connect(self) -> None:
        self._delivered.connect(lambda call: call())
        self.outcomes.failed.connect(self.report)
        self.actions_.wished.connect(self.do)
        self.actions_.recent_asked.connect(self.libraries.fill_recent)
        self.top.palette_wished.connect(lambda: self.do("palette.open"))
        self.palette_.chosen.connect(self.navigation.take_choice)
        self.palette_.closed.connect(self.focus_text)
        self.status.layer_wished.connect(lambda: self.do("view.layer"))
        self.status.theme_wished.connect(lambda: self.do("theme.next"))
        self.status.stop_wished.connect(self.importing.stop)
        self.list.menu_wished.connect(lambda at: self.open_menu("list", at))
        self.tree.menu_wished.connect(self._open_tree_menu)
        self.list.text_wished.connect(self.focus_text)
        self.tree.list_wished.connect(self.list.table.setFocus)
        self.marks.failed.connect(self.report)
        self.marks.left.connect(self.focus_text)
        self.pane.failed.connect(self.report)
        self.panels.arranged.connect(self.refresh_actions)
        self.looks.changed.connect(self._wear_looks)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self.navigation.connect()

    # the session

    def attach(self, session: Session | None) -> None:
        """Show another library, or none."""
        self._unsubscribe()
        self._others.stop()
        self.navigation.forget()
        self.session = session
        if session is not None:
            session.deliver = self._delivered.emit
            self.looks.attach(session)
        for panel in (self.tree, self.list, self.pane, self.marks):
            panel.attach(session)
        self._unsubscribe = session.subscribe(self._changed) if session else _nothing
        self.undoing.refresh()
        self._retitle()
        self.navigation.begin()
        self.facts.refresh()
        self._say_read_only()
        self.refresh_actions()
        if session is not None:
            self._others.start()

    def _say_read_only(self) -> None:
        library = self.session.library if self.session else None
        if library is None or not library.read_only:
            self.notice.hide()
            return
        reason = _(library.read_only_reason)
        words = _("This library is open for reading only ({reason}). Reading and searching work; marks cannot be made.")
        self.notice.say("lock", words.format(reason=reason))

    def _retitle(self) -> None:
        name = self.session.library.path.stem if self.session else ""
        view = self.navigation.view
        parts = [view.title if view and view.title else "", name, "Pressmark"]
        self.setWindowTitle(" – ".join(part for part in parts if part))

    def _changed(self, changes: Changes, source: object) -> None:
        self.undoing.refresh()
        self.tree.refresh(changes)
        self.navigation.refresh(changes)
        self.facts.refresh()
        self.refresh_actions()

    def notice_others(self) -> None:
        """Show what another program has changed in the library meanwhile."""
        if self.session is not None and self.isActiveWindow():
            try:
                self.session.notice_others()
            except ReaderError as error:
                self.report(error)

    # doing

    def run(self, command: str, then: Callable[[Any], None] | None = None, **arguments: Any) -> None:
        """Have the session carry a command out; errors are shown, `then` gets the outcome."""
        if self.session is None:
            return
        self.facts.saving()
        future = self.session.run(command, source=self, **arguments)
        self.outcomes.follow(future, lambda outcome: self._done(outcome, then))

    def _done(self, outcome: Outcome, then: Callable[[Any], None] | None) -> None:
        self.facts.saved()
        if then is not None:
            then(outcome)

    def do(self, command: str) -> None:
        """Carry out a command a person chose, by whatever way."""
        if not self.actions_[command].isEnabled():
            return
        try:
            bindings.carry_out(self, command)
        except ReaderError as error:
            self.report(error)
        self.refresh_actions()

    def report(self, error: object) -> None:
        """Show what went wrong: the world's fault with its hint, ours with a report to copy."""
        self.facts.failed(error)
        if isinstance(error, ReaderError):
            self.notice.say("fault", str(error))
        else:
            self.bug.emit(error)

    def say(self, words: str, choices: list[Choice] | None = None, *, kind: str = "done", stays: int = STAYS) -> None:
        """Say something was done."""
        if words:
            self.message.say(kind, words, choices or [], stays=stays)

    # actions and modes

    def refresh_actions(self) -> None:
        """Enable what can be done now."""
        self.actions_.enable(self.targets.fulfils)
        self.status.show_layer(self.pane.layer != "printed")

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new.window() is self:
            self.actions_.set_mode(EDITING if takes_text(new) else self.mode)

    def focus_text(self) -> None:
        """Give the keyboard to the text, or to the list where no article is shown."""
        (self.pane if self.navigation.view else self.list.table).setFocus()

    def open_menu(self, place: str, at: QPoint) -> None:
        """Open the menu of a place."""
        self.refresh_actions()
        self.actions_.context_menu(place, self).popup(at)

    def _open_tree_menu(self, at: QPoint, place: Place) -> None:
        self.context_place = place
        self.refresh_actions()
        menu = self.actions_.context_menu("tag" if place.kind == "tag" else "tree", self)
        # Left alone until the chosen action ran: menus close before they trigger.
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self._forget_place))
        menu.popup(at)

    def _forget_place(self) -> None:
        self.context_place = None
        self.refresh_actions()

    def fill_menu(self) -> None:
        """Draw the main menu from the registry, in the language now set."""
        menu: QMenu = self.top.menu.menu()
        menu.clear()
        for part in self.actions_.menus(menu):
            part.aboutToShow.connect(self.refresh_actions)
            menu.addMenu(part)

    # looks and language

    def _wear_looks(self) -> None:
        self.fill_menu()
        self.facts.refresh()
        self._retitle()

    def set_language(self, code: str) -> None:
        """Speak another language from now on."""
        if self.session is not None:
            self.session.set_setting("language", code)
        language.speak(code)
        self._renew_panes()
        self.looks.apply()
        self.tree.reload()
        self.navigation.retell()
        self._say_read_only()

    def _renew_panes(self) -> None:
        """Make the text and marks panels anew, so that all their words are in the language now set."""
        sizes = self.panels.sizes()
        self.marks.keep_note()
        self.pane.attach(None)
        self.marks.attach(None)
        old = (self.pane, self.marks)
        self.pane = ReadingPane(self.session, self.looks, self.panels)
        self.marks = MarksPanel(self.session, self.looks, self.panels)
        self.panels.exchange({"text": self.pane, "marks": self.marks})
        for widget in old:
            widget.deleteLater()
        self.panels.setSizes(sizes)
        self.pane.failed.connect(self.report)
        self.marks.failed.connect(self.report)
        self.marks.left.connect(self.focus_text)
        self.navigation.connect_panes()

    def show_view(self, view: ArticleView | None) -> None:
        """The article shown is another one, or was read anew."""
        self._retitle()
        self.facts.refresh()
        self.refresh_actions()

    # the window itself

    def keep_state(self) -> None:
        """Keep size and panels as settings."""
        if self.session is not None:
            geometry = bytes(self.saveGeometry().toBase64().data()).decode()
            self.session.set_setting("window", {"geometry": geometry, "panels": self.panels.state()})

    def restore_state(self) -> None:
        """Take up the size and panels of last time."""
        state = self.session.setting("window", {}) if self.session else {}
        if isinstance(state, dict):
            geometry = QByteArray.fromBase64(str(state.get("geometry", "")).encode())
            if geometry.isEmpty() or not self.restoreGeometry(geometry):
                self.resize(1280, 800)
            self.panels.restore(state.get("panels"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what is being written, keep the state, close the library."""
        self.importing.stop()
        self.marks.keep_note()
        self.pane.keep_place()
        self.navigation.keep_place()
        self.keep_state()
        session = self.session
        self._unsubscribe()
        self._unsubscribe = _nothing
        self._others.stop()
        self.session = None
        if session is not None:
            session.close()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Coming back to the window is the moment to look for other programs' changes."""
        if event.type() == QEvent.Type.WindowActivate:
            QTimer.singleShot(0, self.notice_others)
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if self.targets.fulfils("writable") and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.importing.offer(paths)


def _nothing() -> None:
    pass

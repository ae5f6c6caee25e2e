"""The main window: the shell with its parts put together, its commands, modes and state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.views import Place
from reader.ui import acts, bindings, choices, language, noting
from reader.ui.actions import EDITING, Actions
from reader.ui.arrival import Arrival
from reader.ui.beside import Beside
from reader.ui.correcting.correcting import Correcting
from reader.ui.desk import Desk
from reader.ui.facts import Facts
from reader.ui.focus import takes_text
from reader.ui.gathering import collecting, keeping
from reader.ui.gathering.counting import Counting
from reader.ui.history.signing import Signing
from reader.ui.housekeeping import Housekeeping
from reader.ui.importing import Importing
from reader.ui.libraries import Libraries
from reader.ui.navigation import Navigation
from reader.ui.palette_search import Choice
from reader.ui.reading_pane import ReadingPane
from reader.ui.repair.repairing import Repairing
from reader.ui.repair_acts import hints_of
from reader.ui.review.reviewing import Reviewing
from reader.ui.shell import Shell
from reader.ui.surveying import Surveying
from reader.ui.tags import opening
from reader.ui.targets import Targets
from reader.ui.theme import Looks
from reader.ui.undoing import Undoing
from reader.ui.wording import mode_title

_LOOK_FOR_OTHERS = 2000
SIZE = (1280, 800)
_OWN_MENUS = ("tag", "saved", "basket")
"""Places of the tree with a context menu of their own."""


_ON_TEXT = ("find.", "correction.", "highlight.", "caret.", "note.quote", "repair.open", "review.open", "view.layer", "view.furniture")
"""Commands that need the text in sight, also where list and facets have taken its place."""


class MainWindow(Shell):
    """One window on one library, or on none. `bug` carries errors that are ours."""

    def __init__(self, session: Session | None, looks: Looks) -> None:
        super().__init__(looks)
        self.setAcceptDrops(True)
        own_keys = session.setting("keys", {}) if session else {}
        self.undoing = Undoing(self)
        self.counting = Counting(self)
        self.navigation = Navigation(self)
        self.beside = Beside(self, self.navigation)
        self.surveying = Surveying(self, self.navigation)
        self.targets = Targets(self, self.undoing, self.beside, self.surveying)
        self.facts = Facts(self)
        self.importing = Importing(self, self.navigation, self.undoing)
        self.libraries = Libraries(self)
        self.arrival = Arrival(self, self.libraries)
        self.libraries.backing_up.ended.connect(self.facts.refresh)
        self.housekeeping = Housekeeping(self)
        self.signing = Signing(self)
        self.repairing = Repairing(self, self.undoing)
        self.reviewing = Reviewing(self, self.navigation, self.undoing)
        self.correcting = Correcting(self, self.navigation, self.undoing)
        self.reviewing.key_of = lambda id: next(iter(self.actions_.entries[id].keys), "")
        self.actions_ = Actions(self, looks, own_keys if isinstance(own_keys, dict) else {})
        self.desk = Desk(
            self, self.actions_, self.targets, self.navigation, self.undoing, self.importing, self.libraries,
            self.repairing, self.reviewing, self.correcting, self.beside, self.surveying, self.set_language,
        )  # fmt: skip
        self._others = QTimer(self)
        self._others.setInterval(_LOOK_FOR_OTHERS)
        self._connect()
        bindings.bind(self.desk)
        self.fill_menu()
        self.attach(session)

    def _connect(self) -> None:
        # The order matters: what can be undone, then the tree, the list, the article, the facts about them.
        self.library_changed.connect(lambda _changes: self.undoing.refresh())
        self.library_changed.connect(self.tree.refresh)
        self.session_entered.connect(self._enter)
        self.navigation.listen()
        self.surveying.listen()
        self.library_changed.connect(self.repairing.take_changes)
        self.library_changed.connect(self._tell)
        self.session_entered.connect(self._entered)
        self.session_leaving.connect(self._leave)
        self.navigation.article_shown.connect(self._article_shown)
        self.navigation.article_shown.connect(self.repairing.refresh)
        self.repairing.article_wished.connect(self.navigation.open_article)
        self.repairing.command_wished.connect(self.do)
        self.repairing.role_wished.connect(lambda: self.do("repair.role"))
        self.repairing.menu_wished.connect(lambda at: self.open_menu(("block",), at))
        self.actions_.wished.connect(self.do)
        self.command_wished.connect(self.do)
        self.tag_page_wished.connect(lambda tag: opening.show_page(self.desk, tag))
        self.actions_.recent_asked.connect(self.libraries.fill_recent)
        self.actions_stale.connect(self._enable)
        self.mode_changed.connect(self._take_mode)
        self.correcting.listen()
        self._connect_widgets()
        self.panes_renewed.connect(self._connect_panes)
        self.pane_made.connect(self._connect_pane)
        self.pane_made.connect(self.navigation.listen_to_pane)
        self.pane_made.connect(self.correcting.listen_to_pane)
        self._connect_panes()
        self._others.timeout.connect(self.notice_others)
        self.looks.changed.connect(self._wear_looks)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _connect_widgets(self) -> None:
        self.top.palette_wished.connect(lambda: self.do("palette.open"))
        self.palette_.chosen.connect(self._take_choice)
        self.palette_.closed.connect(self.focus_text)
        self.status.layer_wished.connect(lambda: self.do("view.layer"))
        self.status.theme_wished.connect(lambda: self.do("theme.next"))
        self.status.stop_wished.connect(self.importing.stop)
        self.tree.act_wished.connect(self._do_here)
        self.tree.place_moved.connect(lambda kind, id, before: keeping.move_place(self.desk, kind, id, before))
        self.tree.articles_dropped.connect(
            lambda basket, ids: collecting.lay_in(self.desk, {"articles": ids}, basket=basket)
        )
        self.list.table.act_wished.connect(self._do_here)
        self.list.table.clicked.connect(self._show_clicked)
        self.list.model.order_wished.connect(lambda ids, before: collecting.order(self.desk, ids, before))
        self.counting.counted.connect(self.tree.show_found)
        self.counting.day_counted.connect(self.tree.show_day)
        self.library_changed.connect(self.counting.refresh)
        self.top.search.recent_wished.connect(lambda: self.do("search.recent"))
        self.list.menu_wished.connect(lambda at: self.open_menu(("list",), at))
        self.tree.menu_wished.connect(self._open_tree_menu)
        for table in (self.overview.passages.table, self.overview.kwic.table):
            table.menu_wished.connect(lambda at: self.open_menu((self.tab,), at))
        self.list.text_wished.connect(self.focus_text)
        self.tree.list_wished.connect(self.list.take_keyboard)
        self.panels.arranged.connect(self.refresh_actions)
        self.panels.arranged.connect(self.facts.refresh)
        self.list.listing_changed.connect(self.facts.refresh)

    def _connect_pane(self, pane: ReadingPane) -> None:
        pane.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        pane.customContextMenuRequested.connect(self._open_text_menu)
        pane.failed.connect(self.report)
        pane.highlight_chosen.connect(lambda _highlight: self.refresh_actions())
        pane.merge_offered.connect(lambda into, near: acts.offer_merging(self.desk, into, near))
        pane.hinted.connect(lambda words: acts.hint(self.desk, words))

    def _connect_panes(self) -> None:
        self._connect_pane(self.pane)
        self.marks.failed.connect(self.report)
        noting.connect(self.desk, self.marks.note_section)
        self.marks.left.connect(self.focus_text)

    # the session

    def _leave(self) -> None:
        self._others.stop()
        self.counting.rest()
        self.leave_mode()
        if self.session is not None:
            self.keep_state()

    def _enter(self) -> None:
        self.undoing.refresh()
        self.counting.attach(self.session)

    def _entered(self) -> None:
        self._retitle()
        self.facts.refresh()
        self.arrival.greet()
        self.refresh_actions()
        self.list.take_keyboard()
        if self.session is not None:
            self._others.start()
            self.beside.restore_soon()

    def _tell(self, _changes: Changes) -> None:
        self.facts.refresh()
        self.refresh_actions()

    def _retitle(self) -> None:
        name = self.session.library.path.stem if self.session else ""
        article = " ".join(self.view.title.split()) if self.view and self.view.title else ""
        self.setWindowTitle(" – ".join(part for part in (article, name, "Pressmark") if part))

    def _article_shown(self) -> None:
        self._retitle()
        self.facts.refresh()
        self.follow_scan()

    def notice_others(self) -> None:
        """Show what another program has changed in the library meanwhile."""
        if self.session is not None:
            try:
                self.session.notice_others()
            except ReaderError as error:
                self.report(error)

    # commands and modes

    def do(self, command: str) -> None:
        """Carry out a command a person chose, by whatever way."""
        if not self.actions_[command].isEnabled():
            return
        if command.startswith(_ON_TEXT):
            self.panels.show_text()
        try:
            bindings.carry_out(self.desk, command)
        except ReaderError as error:
            self.report(error)
        self.refresh_actions()

    def _do_here(self, command: str) -> None:
        """Carry out a command on what has just been chosen."""
        self._enable()
        self.do(command)

    def _show_clicked(self) -> None:
        """A click on an article wants its text, also where list and facets have taken its place."""
        if not QApplication.keyboardModifiers():
            self.panels.show_text()

    def _take_choice(self, choice: Choice) -> None:
        choices.take_choice(self.desk, choice)

    def _enable(self) -> None:
        self.actions_.enable(self.targets.fulfils)
        self.overview.enable_buttons(lambda id: id in self.actions_.entries and self.actions_[id].isEnabled())
        self.status.show_layer(self.pane.layer != "printed")

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new.window() is self:
            self.actions_.set_mode(EDITING if takes_text(new) else self.mode)

    def _take_mode(self, mode: str) -> None:
        """The keys of another mode count, and it is said where one is."""
        focused = QApplication.focusWidget()
        self.actions_.set_mode(EDITING if focused is not None and takes_text(focused) else mode)
        self.fill_menu()
        self.repairing.show_hints(hints_of(self.actions_))
        self.status.show_mode(mode_title(mode))
        self.navigation.show_way()
        self.focus_text()

    def open_menu(self, places: Sequence[str], at: QPoint) -> None:
        """Open the menu of some places, the nearest first."""
        self._enable()
        self.actions_.context_menu(places, self).popup(at)

    def _open_text_menu(self, at: QPoint) -> None:
        """The menu of the text: of the highlight under the pointer where there is one and nothing is selected."""
        view = self.pane.view
        here = view.viewport().mapFromGlobal(self.pane.mapToGlobal(at))
        found = self.pane.shown.layers.at(view.cursorForPosition(here).position()) if self.view else []
        if found and not self.pane.selected_spans():
            self.pane.choose_highlight(found[0])
            self.open_menu(("highlight", "article"), self.pane.mapToGlobal(at))
        elif self.view is not None:
            self.open_menu(("article",), self.pane.mapToGlobal(at))

    def _open_tree_menu(self, at: QPoint, place: Place) -> None:
        self.context_place = place
        self._enable()
        menu = self.actions_.context_menu((place.kind if place.kind in _OWN_MENUS else "tree",), self)
        # Menus close before their action is triggered: the place is forgotten after it.
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
            part.aboutToShow.connect(self._before_menu)
            menu.addMenu(part)

    def _before_menu(self) -> None:
        self._enable()
        self.actions_.retranslate()

    # looks and language

    def _wear_looks(self) -> None:
        self.fill_menu()
        self.facts.refresh()
        self._retitle()
        self.refresh_actions()

    def set_language(self, code: str) -> None:
        """Speak another language from now on."""
        if self.session is not None:
            self.session.set_setting("language", code)
        language.speak(code)
        mode = self.mode
        self.leave_mode()
        self.renew_panes()
        self.looks.apply()
        self.tree.reload()
        self.navigation.retell()
        self.arrival.repeat()
        self.enter_mode(mode)

    # the window itself

    def keep_state(self) -> None:
        """Keep size and panels as settings."""
        if self.session is not None:
            geometry = bytes(self.saveGeometry().toBase64().data()).decode()
            self.session.set_setting("window", {"geometry": geometry, "panels": self.panels.state()})

    def restore_state(self) -> None:
        """Take up the size and panels of last time."""
        state = self.session.setting("window", {}) if self.session else {}
        kept = state if isinstance(state, dict) else {}
        geometry = QByteArray.fromBase64(str(kept.get("geometry", "")).encode())
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(*SIZE)
        self.panels.restore(kept.get("panels"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what is being written, keep the state, close the library."""
        self.importing.stop()
        self.housekeeping.rest()
        self.marks.keep_note()
        noting.close_windows(self)
        self.pane.keep_comment()
        self.correcting.rest()
        self.pane.keep_place()
        self.navigation.keep_place()
        self.keep_state()
        self._others.stop()
        self.counting.rest()
        self.beside.leave()
        session = self.detach()
        if session is not None:
            session.close()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window is the moment to look for other programs' changes."""
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self.notice_others)
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if self.writable() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.importing.offer(paths)

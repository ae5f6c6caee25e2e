"""Two articles side by side: a second text, which of the two is read now, and the strips that say so."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QWidget

from reader.commands.changes import Changes
from reader.domain.views import ArticleView
from reader.domain.words import _
from reader.ui import icons
from reader.ui.navigation import Navigation
from reader.ui.painting import draw_elided
from reader.ui.reading_pane import ReadingPane
from reader.ui.shell import READING, Shell
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import date_name

_HEIGHT = 8 * UNIT
_LEAST = 340
"""Pixels that the first of two texts has at least; alone it has more."""


class PaneHead(QWidget):
    """The strip above one of two texts: which article it is; an accent line and bold words where it is read now."""

    chosen = Signal()
    close_wished = Signal()

    def __init__(self, looks: Looks, parent: QWidget, *, closes: bool) -> None:
        super().__init__(parent)
        self.looks = looks
        self._words, self._active = "", False
        self.closing = QToolButton(self)
        self.closing.setVisible(closes)
        self.closing.clicked.connect(self.close_wished)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * UNIT, 2, UNIT, 1)
        row.addStretch(1)
        row.addWidget(self.closing)
        self.setFixedHeight(_HEIGHT)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def take_looks(self) -> None:
        """Take colours and language anew."""
        self.closing.setIcon(icons.icon("close", self.looks.theme["muted"]))
        self.closing.setAccessibleName(_("Close the article beside"))
        self.closing.setToolTip(f"{_('Close the article beside')}  Ctrl+W")
        self.update()

    def show_article(self, view: ArticleView | None, active: bool) -> None:
        """Say which article it is, and whether it is read now."""
        where = " ".join(part for part in (view.issue.newspaper, date_name(view.issue.date)) if part) if view else ""
        title = " ".join((view.title or view.kicker or "").split()) if view else ""
        self._words, self._active = " · ".join(part for part in (title, where) if part), active
        self.setAccessibleName(self._words + (", " + _("read now") if active else ""))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the strip reads here."""
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, words, and the line that says where one reads."""
        painter, looks = QPainter(self), self.looks
        painter.fillRect(self.rect(), looks.colour("list"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, looks.colour("hairline"))
        if self._active:
            painter.fillRect(0, 0, self.width(), 2, looks.colour("accent"))
        right = self.closing.width() + 2 * UNIT if not self.closing.isHidden() else 2 * UNIT
        area = QRectF(3 * UNIT, 1, self.width() - right - 3 * UNIT, self.height() - 1)
        font = looks.font(-1, bold=self._active)
        draw_elided(painter, area, self._words, font, looks.colour("ink" if self._active else "muted"))


class Beside(QObject):
    """Opens, changes and closes the second text. Marks, keys and commands are always about the text read now: the
    window's `pane` and `view` are that one's."""

    def __init__(self, window: Shell, navigation: Navigation) -> None:
        super().__init__(window)
        self.window, self.navigation = window, navigation
        self.main: ReadingPane = window.pane
        self.other: ReadingPane | None = None
        self._heads: dict[ReadingPane, PaneHead] = {}
        self._whole = 0
        self._again: int | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._restore)
        window.mode_changed.connect(self._take_mode)
        window.session_leaving.connect(self.leave)
        window.panes_leaving.connect(self._leave_for_a_moment)
        window.panes_renewed.connect(self._renewed)
        window.library_changed.connect(self._changed)
        window.list.listing_changed.connect(self._mark_hits)
        window.panels.arranged.connect(self._arranged)
        navigation.article_shown.connect(self._say)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    @property
    def is_open(self) -> bool:
        """Whether there are two texts."""
        return self.other is not None

    # coming and going

    def open(self, article: int, *, quiet: bool = False) -> None:
        """Show an article beside the one that is read; it stays there while others are chosen from the list.

        Where there is no room for it that is said, unless `quiet`.
        """
        window = self.window
        session = window.session
        view = session.article(article) if session is not None else None
        if view is None or window.mode != READING:
            return
        if self.other is None and not self._make():
            if quiet:
                return
            window.say(_("The window is too narrow for two articles side by side."), kind="info", stays=3000)
            return
        resting = self.main if window.pane is self.other else self.other
        assert resting is not None
        resting.show_article(view)
        self._mark_hits()
        self._keep()
        self._say()

    def _make(self) -> bool:
        """A second text with its strip; whether there is room for it."""
        window = self.window
        window.panels.show_panel("beside", True)
        if not window.panels.is_shown("beside"):
            window.panels.show_panel("beside", False)
            return False
        made = ReadingPane(window.session, window.looks, window.centralWidget())
        made.layer = made.marking.layer = self.main.layer
        window.panels.exchange({"beside": made})
        self.other = made
        window.pane_made.emit(made)
        for pane in (self.main, made):
            head = PaneHead(window.looks, pane, closes=pane is made)
            head.chosen.connect(lambda pane=pane: pane.setFocus())
            head.close_wished.connect(self.close)
            pane.put_above(head)
            self._heads[pane] = head
            head.show()
        self._share()
        return True

    def _share(self) -> None:
        """Both texts are equally wide at first."""
        panels = self.window.panels
        self._whole = self.main.minimumWidth()
        self.main.setMinimumWidth(_LEAST)
        sizes = panels.sizes()
        at = [panels.indexOf(pane) for pane in (self.main, self.other) if pane is not None]
        together = sum(sizes[n] for n in at)
        for n in at:
            sizes[n] = together // 2
            panels.setStretchFactor(n, 1)
        panels.setSizes(sizes)

    def close(self) -> None:
        """Read one article again: the one that is read now."""
        if self.other is None:
            return
        view = self.window.view
        self._take_away()
        self._keep()
        shown = self.main.article()
        if view is not None and (shown is None or shown.id != view.id):
            self.main.show_article(view)
        self.navigation.take_view(self.main.article())
        self.window.focus_text()

    def _take_away(self) -> None:
        other, self.other = self.other, None
        if other is None:
            return
        self.window.pane = self.main
        self.main.setMinimumWidth(self._whole)
        other.keep_comment()
        other.keep_place()
        other.attach(None)
        for head in self._heads.values():
            head.hide()
            head.deleteLater()
        self._heads.clear()
        self.window.panels.exchange({"beside": QWidget(self.window.centralWidget())})
        self.window.panels.show_panel("beside", False)
        other.hide()
        other.deleteLater()

    def leave(self) -> None:
        """Another library comes, or none; what stands beside is remembered."""
        self._take_away()

    def _leave_for_a_moment(self) -> None:
        """All words are about to be in another language."""
        shown = self.other.article() if self.other is not None else None
        self._again = shown.id if shown is not None else None
        self._take_away()

    def _renewed(self) -> None:
        self.main = self.window.pane
        again, self._again = self._again, None
        if again is not None:
            self.open(again, quiet=True)

    def restore_soon(self) -> None:
        """Show beside what stood there when the library was left, as soon as the window has its size."""
        self._soon.start()

    def _restore(self) -> None:
        session = self.window.session
        kept = session.setting(f"beside.{session.library.uuid}") if session is not None else None
        if isinstance(kept, int) and self.window.view is not None and self.window.isVisible():
            self.open(kept, quiet=True)

    def _keep(self) -> None:
        """Keep for next time what stands beside."""
        session = self.window.session
        if session is not None:
            shown = self.other.article() if self.other is not None else None
            session.set_setting(f"beside.{session.library.uuid}", shown.id if shown is not None else None)

    def _take_mode(self, mode: str) -> None:
        """Repair and review need the room: one text."""
        if mode != READING and self.other is not None:
            self.close()

    # which one is read

    def go_over(self) -> None:
        """Read the other one of the two."""
        if self.other is not None:
            (self.main if self.window.pane is self.other else self.other).setFocus()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        for pane in (self.main, self.other):
            if new is not None and pane is not None and (new is pane or pane.isAncestorOf(new)):
                self.read_in(pane)

    def read_in(self, pane: ReadingPane) -> None:
        """Marks, keys and commands are about this text from now on."""
        if self.other is not None and pane is not self.window.pane:
            self.window.pane.keep_comment()
            self.window.pane = pane
            self.navigation.take_view(pane.article())

    def _arranged(self) -> None:
        """In a window grown too narrow the second text is hidden: the first is read."""
        panels = self.window.panels
        if self.other is not None and panels.is_shown("text") and not panels.is_shown("beside"):
            self.read_in(self.main)

    # keeping step

    def _say(self) -> None:
        for pane, head in self._heads.items():
            head.show_article(pane.article(), pane is self.window.pane)

    def _changed(self, _changes: Changes) -> None:
        self._say()

    def _mark_hits(self) -> None:
        """What a search found is marked in both texts."""
        listing = self.window.list.listing
        query = listing.text if listing is not None and listing.kind == "search" else ""
        for pane in (self.main, self.other):
            if pane is not None and pane is not self.window.pane:
                pane.set_hits(query)

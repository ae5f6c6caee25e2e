"""The history of a library: acts by day, found by words, person, kind, day and place; one act told beside them."""

from __future__ import annotations

from PySide6.QtCore import QDate, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSplitter,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from reader.commands import recounting
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.views import ArticleView
from reader.domain.words import _, ngettext
from reader.store import recalled
from reader.ui.dialogs.frame import Frame
from reader.ui.history.act_detail import DetailPane
from reader.ui.history.act_model import ActModel
from reader.ui.history.act_row import ActRow
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.quiet_table import QuietTable
from reader.ui.theme import UNIT, Looks

_REST = 200
KINDS = ("marks", "tags", "notes", "text", "structure", "doubts", "holdings", "undo")


class HistoryBook(Frame):
    """`wished` carries what to do (open, past, revert, undo_to), an act and the article it is about."""

    wished = Signal(str, int, object)
    undo_wished = Signal()

    def __init__(self, session: Session, looks: Looks, view: ArticleView | None, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("History"), parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session, self.article = session, view
        self._lookup = Lookup("pressmark-history", ended=session.library.close, parent=self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.look)
        self.words, self.when = QLineEdit(self), QLineEdit(self)
        self.who, self.device = QComboBox(self), QComboBox(self)
        self.kind, self.where = QComboBox(self), QComboBox(self)
        self.model = ActModel(lambda ids: recounting.told(session, ids), self)
        self.table = QuietTable(self)
        self.detail = DetailPane(looks, not session.library.read_only, self)
        self.told = dress(QLabel(self), looks, "muted", -1)
        self._lay_out()
        self._connect()
        self._fill()
        self.look()
        self.table.setFocus()

    def _lay_out(self) -> None:
        self.words.setPlaceholderText(_("Words in acts"))
        self.words.setClearButtonEnabled(True)
        self.when.setPlaceholderText(_("Day: yesterday, last Tuesday, 2024-03…"))
        self.when.setClearButtonEnabled(True)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(self.words, 3)
        row.addWidget(self.when, 3)
        row.addWidget(self._calendar())
        second = QHBoxLayout()
        second.setSpacing(2 * UNIT)
        for box in (self.where, self.kind, self.who, self.device):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            second.addWidget(box, 1)
        names = {
            self.words: _("Words in acts"), self.when: _("Day of acts"), self.who: _("Person"), self.device: _("Device"),
            self.kind: _("Kind of act"), self.where: _("Where"),
        }  # fmt: skip
        for widget, name in names.items():
            widget.setAccessibleName(name)
        self.body.addLayout(row)
        self.body.addLayout(second)
        self._lay_out_table()
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(5 * UNIT)
        parts.addWidget(self.table)
        parts.addWidget(self.detail)
        parts.setSizes([520, 400])
        self.body.addWidget(parts, 1)
        self.body.addWidget(self.told)
        self.resize(1000, 660)

    def _lay_out_table(self) -> None:
        table, delegate = self.table, ActRow(self.looks, self)
        table.setModel(self.model)
        table.setItemDelegate(delegate)
        table.setAccessibleName(_("Acts"))
        table.set_height(delegate.height())

    def _calendar(self) -> QToolButton:
        button, menu = QToolButton(self), QMenu(self)
        button.setText(_("Calendar"))
        button.setAccessibleName(_("Choose a day"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        calendar = QCalendarWidget(menu)
        calendar.setMaximumDate(QDate.currentDate())
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        button.setMenu(menu)

        def choose(day: QDate) -> None:
            self.when.setText(day.toString(Qt.DateFormat.ISODate))
            menu.hide()

        calendar.clicked.connect(choose)
        calendar.activated.connect(choose)
        return button

    def _connect(self) -> None:
        for line in (self.words, self.when):
            line.textChanged.connect(lambda _text: self._rest.start())
            line.returnPressed.connect(self.look)
        for box in (self.who, self.device, self.kind, self.where):
            box.activated.connect(lambda _row: self.look())
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show_current())
        self.table.activated.connect(lambda _index: self._wish("open"))
        self.detail.wished.connect(self._wish)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.words.setFocus)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self.table).activated.connect(self.undo_wished.emit)

    def _fill(self) -> None:
        authors, devices = recalled.people(self.session.library)
        for box, first, names in ((self.who, _("Everybody"), authors), (self.device, _("Every device"), devices)):
            box.addItem(first, "")
            for name in names:
                box.addItem(name, name)
        titles = (
            _("Every kind"), _("Highlights and comments"), _("Tags"), _("Notes"), _("Corrections"), _("Structure"),
            _("Doubts answered"), _("Imports and holdings"), _("Undo and redo"),
        )  # fmt: skip
        for key, title in zip(("", *KINDS), titles, strict=True):
            self.kind.addItem(title, key)
        self.where.addItem(_("Whole library"), None)
        if self.article is not None:
            here = {_("This article"): ("article", self.article.id), _("This issue"): ("issue", self.article.issue.id)}
            for title, place in here.items():
                self.where.addItem(title, place)

    # --- what is listed

    def look(self) -> None:
        """Find the acts in the background; a day that cannot be read is said."""
        self._rest.stop()
        session, place = self.session, self.where.currentData()
        where = dict([place]) if place else {}
        try:
            asked = recounting.wanted(
                session, self.words.text(), self.who.currentData(), self.device.currentData(), self.kind.currentData(),
                self.when.text(), where.get("article"), where.get("issue"),
            )  # fmt: skip
        except ReaderError as error:
            self.told.setText(str(error))
            return
        self._lookup.ask("acts", lambda _stopped: recounting.found(session, asked), self._show, self._fail)

    def _show(self, found: list[tuple[int, str]]) -> None:
        current = self.model.act(self.table.currentIndex().row())
        self.model.show(found)
        row = self.model.row_of(current[0].id if current else 0)
        flags = QItemSelectionModel.SelectionFlag
        if row >= 0:
            self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags.ClearAndSelect | flags.Rows)
        self._show_current()
        count = ngettext("{count} act", "{count} acts", len(found)).format(count=f"{len(found):,}")
        self.told.setText(self._ahead(count) if found else _("Nothing was done so."))

    def _ahead(self, count: str) -> str:
        """What undo and redo would do now, beside the count."""
        undo, redo = self.session.next_undo(), self.session.next_redo()
        parts = [count]
        if undo is not None:
            parts.append(_("Undo would take back: {title}").format(title=" ".join((undo.title, undo.about)).strip()))
        if redo is not None:
            parts.append(_("Redo would do again: {title}").format(title=" ".join((redo.title, redo.about)).strip()))
        return " · ".join(parts)

    def _fail(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.told.setText(str(error) if isinstance(error, ReaderError) else repr(error))

    def _show_current(self) -> None:
        told = self.model.act(self.table.currentIndex().row())
        if told is None:
            self.detail.show_detail(None)
            return
        session, id = self.session, told[0].id
        self._lookup.ask("detail", lambda _stopped: recounting.detail(session, id), self.detail.show_detail, self._fail)

    def refresh(self, _changes: Changes) -> None:
        """Take up what was done meanwhile."""
        self._rest.start()

    def _wish(self, what: str) -> None:
        told = self.model.act(self.table.currentIndex().row())
        if told is not None and self.detail.buttons[what].isEnabled():
            view = self.detail.detail.view if self.detail.detail else told.view
            self.wished.emit(what, view.id, view.article)

    def done(self, result: int) -> None:
        """End looking, too."""
        self._lookup.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._lookup.close()
        super().closeEvent(event)

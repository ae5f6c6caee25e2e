"""The query builder: a form that writes the query language, with how much it finds, and that reads a query back."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.query_form import Form, read, write
from reader.domain.words import _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.gathering.query_fields import QueryFields
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted

_COUNT = "count"
_HEIGHT = 660
_REST = 200
"""Milliseconds without typing after which the query is counted."""


class QueryBuilder(Frame):
    """`search_wished` carries the query to search for, `save_wished` the one to keep."""

    search_wished = Signal(str)
    save_wished = Signal(str)

    def __init__(self, session: Session, looks: Looks, query: str = "", parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Build a query"), parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session = session
        self._lookup = Lookup("pressmark-builder", session.finder.index.interrupt, session.library.close, self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._count)
        self.fields = QueryFields(session, looks, self)
        self.kept, self.told = QLabel(self), QLabel(self)
        self.typed = QLineEdit(self)
        self._build()
        self.fields.changed.connect(self._written)
        self.typed.textEdited.connect(self._read)
        self.show_query(query)
        self.fields.lines["every"].setFocus()

    def _build(self) -> None:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.fields)
        area.viewport().setAutoFillBackground(False)
        self.fields.setAutoFillBackground(False)
        self.body.addWidget(area, 1)
        for label in (self.kept, self.told):
            label.setWordWrap(True)
        self.body.addWidget(dress(self.kept, self.looks, "accent", -1))
        row = QHBoxLayout()
        row.setSpacing(3 * UNIT)
        caption = QLabel(_("Query"), self)
        caption.setBuddy(self.typed)
        self.typed.setAccessibleName(_("Query"))
        row.addWidget(caption)
        row.addWidget(self.typed, 1)
        self.body.addLayout(row)
        self.body.addWidget(dress(self.told, self.looks, "muted"))
        self.body.addLayout(self._buttons())
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.search)
        self.resize(920, _HEIGHT)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        self.buttons = {}
        for name, title, key, act in (
            ("save", _("Save search…"), "Ctrl+S", self.save),
            ("copy", _("Copy query"), "", self.copy_query),
            ("clear", _("Clear"), "", lambda: self.show_query("")),
        ):
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.setToolTip(f"{title}  {key}".strip())
            button.clicked.connect(lambda _checked=False, act=act: act())
            self.buttons[name] = button
            row.addWidget(button)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        row.addStretch(1)
        self.buttons["search"] = QPushButton(_("Search"), self)
        self.buttons["search"].setDefault(True)
        self.buttons["search"].clicked.connect(self.search)
        close = QPushButton(_("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        row.addWidget(self.buttons["search"])
        row.addWidget(close)
        return row

    # what is asked

    def query(self) -> str:
        """The query as it stands."""
        return self.typed.text().strip()

    def show_query(self, query: str) -> None:
        """Read a query into the form; what it cannot show stands in its last field, and is said."""
        self.typed.setText(query)
        self._read(query)

    def _read(self, query: str) -> None:
        form = read(query)
        self.fields.blockSignals(True)
        self.fields.show_form(form)
        self.fields.blockSignals(False)
        self._say_kept(form)
        self._rest.start()

    def _written(self) -> None:
        form = self.fields.form()
        self.typed.setText(write(form))
        self._say_kept(form)
        self._rest.start()

    def _say_kept(self, form: Form) -> None:
        words = _("The form has no field for “{rest}”; it is kept as typed.").format(rest=form.rest) if form.rest else ""
        self.kept.setText(words)
        self.kept.setVisible(bool(words))

    def _count(self) -> None:
        query = self.query()
        for name in ("search", "save", "copy"):
            self.buttons[name].setEnabled(bool(query))
        if not query:
            self._lookup.cancel(_COUNT)
            self.told.setText(_("Fill in what you know; empty fields ask for nothing."))
            return
        session = self.session

        def count(_stopped: object) -> tuple[str, int]:
            return session.finder.level(query), session.finder.how_many(query)

        self._lookup.ask(_COUNT, count, self._show_count, self._fail)

    def _show_count(self, found: tuple[str, int]) -> None:
        level, count = found
        passages = ngettext("{count} highlight", "{count} highlights", count).format(count=f"{count:,}")
        self.told.setText(passages if level == "highlights" else articles_counted(count))

    def _fail(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.told.setText(str(error) if isinstance(error, ReaderError) else repr(error))

    # what is done with it

    def search(self) -> None:
        """Show what the query finds, in the window behind."""
        if self.query():
            self.search_wished.emit(self.query())

    def save(self) -> None:
        """Keep the query under a name."""
        if self.query():
            self.save_wished.emit(self.query())

    def copy_query(self) -> None:
        """Copy the query."""
        QApplication.clipboard().setText(self.query())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, Enter searches."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """End counting, too."""
        self._lookup.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End counting, too."""
        self._lookup.close()
        super().closeEvent(event)

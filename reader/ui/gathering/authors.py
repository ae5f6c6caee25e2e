"""The index of authors: everybody who wrote, with roles, forms of the name and how much; filtered, opened as a list."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from reader.commands import overviews
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.overviews import Author
from reader.domain.words import _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.gathering.lines import Line, LineTable
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.theme import Looks
from reader.ui.wording import articles_counted

_LOOK = "look"
_REST = 120
_SHOWN = ("article", "article_field", "block", "issue", "newspaper")


class FilterLine(QLineEdit):
    """A filter; arrow down and Enter go on to the list below it."""

    list_wished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters narrow, arrow down leaves."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_wished.emit()
        else:
            super().keyPressEvent(event)


class Authors(Frame):
    """`search_wished` carries the query that finds what an author wrote."""

    search_wished = Signal(str)

    def __init__(self, session: Session, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Authors"), parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session = session
        self._known: list[Author] | None = None
        self._lookup = Lookup("pressmark-authors", ended=session.library.close, parent=self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.look)
        self.filter = FilterLine(self)
        self.filter.setPlaceholderText(_("Name, role or pinyin"))
        self.filter.setAccessibleName(_("Filter authors"))
        self.filter.setClearButtonEnabled(True)
        self.table = LineTable(looks, _("Authors"), self)
        self.told = QLabel(self)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(dress(self.told, looks, "muted"), 1)
        for title, act in ((_("Show articles"), self.table.open_current), (_("Close"), self.close)):
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        self.body.addLayout(row)
        self.filter.textChanged.connect(lambda _text: self._rest.start())
        self.filter.list_wished.connect(self.table.setFocus)
        self.table.opened.connect(lambda line: self.search_wished.emit(overviews.query_of_author(line.what)))
        self.table.key_pressed.connect(self._key)
        self.resize(520, 600)
        self.look()
        self.filter.setFocus()

    def _key(self, event: QKeyEvent) -> None:
        if event.text() == "/":
            event.accept()
            self.filter.setFocus()
            self.filter.selectAll()

    def look(self) -> None:
        """Find the authors that fit the filter, in the background."""
        typed, session, known = self.filter.text(), self.session, self._known

        def find(_stopped: object) -> tuple[list[Author], list[Author]]:
            everybody = overviews.authors(session) if known is None else known
            return everybody, overviews.filter_authors(everybody, typed)

        self._lookup.ask(_LOOK, find, self._show, self._fail)

    def _show(self, found: tuple[list[Author], list[Author]]) -> None:
        self._known, shown = found
        self.table.show_lines([_line(author) for author in shown])
        count = ngettext("{count} author", "{count} authors", len(shown)).format(count=f"{len(shown):,}")
        nobody = _("Nobody is called so.") if self.filter.text().strip() else _("No article names its author.")
        self.told.setText(count if shown else nobody)

    def _fail(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.told.setText(str(error) if isinstance(error, ReaderError) else repr(error))

    def refresh(self, changes: Changes) -> None:
        """Take up a change of the library."""
        if changes.touches(*_SHOWN):
            self._known = None
            self._rest.start()

    def done(self, result: int) -> None:
        """End looking, too."""
        self._lookup.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End looking, too."""
        self._lookup.close()
        super().closeEvent(event)


def _line(author: Author) -> Line:
    roles = "、".join(f"{role} {count}" for role, count in author.roles)
    years = "–".join(dict.fromkeys(day[:4] for day in (author.first, author.last) if day))
    also = _("also {names}").format(names="、".join(name for name, _count in author.variants)) if author.variants else ""
    under = " · ".join(part for part in (roles, years, also) if part)
    return Line(author.name, under, articles_counted(author.articles), what=author)

"""Which tags stand together: the matrix, on articles or on highlights, and what the square stood on means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPalette
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget

from reader.commands import overviews
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.overviews import Together
from reader.domain.words import _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.gathering.matrix import Matrix
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted

_LOOK = "look"
_SHOWN = ("tag", "article_tag", "highlight_tag", "article")


class TagsTogether(Frame):
    """`search_wished` carries the query that finds what bears both tags."""

    search_wished = Signal(str)

    def __init__(self, session: Session, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Tags that stand together"), parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session = session
        self._lookup = Lookup("pressmark-together", ended=session.library.close, parent=self)
        self.level = QComboBox(self)
        self.matrix = Matrix(looks, self)
        self.told = QLabel(self)
        self._build()
        self.level.currentIndexChanged.connect(lambda _row: self.look())
        self.matrix.stood.connect(self._stood)
        self.matrix.opened.connect(self.open_pair)
        self.resize(760, 680)
        self.look()
        self.matrix.setFocus()

    def _build(self) -> None:
        self.level.setAccessibleName(_("What bears the tags"))
        for key, title in (("articles", _("On one article")), ("highlights", _("On one highlight"))):
            self.level.addItem(title, key)
        above = QHBoxLayout()
        above.addWidget(self.level)
        above.addStretch(1)
        self.body.addLayout(above)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(self.matrix)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self.area, 1)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        self.told.setWordWrap(True)
        row.addWidget(dress(self.told, self.looks, "muted"), 1)
        acts = ((_("Show both"), lambda: self.open_pair(self.matrix.row, self.matrix.column)), (_("Close"), self.close))
        for title, act in acts:
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        self.body.addLayout(row)

    def look(self) -> None:
        """Count anew, in the background."""
        level, session = str(self.level.currentData()), self.session
        self._lookup.ask(_LOOK, lambda _stopped: overviews.tags_together(session, level), self._show, self._fail)

    def _show(self, found: Together) -> None:
        self.matrix.show_found(found)

    def _fail(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.told.setText(str(error) if isinstance(error, ReaderError) else repr(error))

    def refresh(self, changes: Changes) -> None:
        """Take up a change of the library."""
        if changes.touches(*_SHOWN):
            self.look()

    def _stood(self) -> None:
        """Say what the square stood on means, and bring it into sight."""
        matrix, found = self.matrix, self.matrix.found
        if not found.tags:
            self.told.setText(_("Nothing is tagged yet. Press t in an article."))
            return
        centre = matrix.cell(matrix.row, matrix.column).center().toPoint()
        self.area.ensureVisible(centre.x(), centre.y(), 60, 60)
        one, other = found.tags[matrix.row].name, found.tags[matrix.column].name
        count = matrix.count(matrix.row, matrix.column)
        passages = ngettext("{count} highlight", "{count} highlights", count).format(count=f"{count:,}")
        counted = passages if found.level == "highlights" else articles_counted(count)
        names = one if matrix.row == matrix.column else _("{one} and {other}").format(one=one, other=other)
        left_out = _("{count} rarer tags are not shown").format(count=f"{found.others:,}") if found.others else ""
        self.told.setText(" · ".join(part for part in (names, counted, left_out) if part))
        matrix.setAccessibleDescription(f"{names}: {counted}")

    def open_pair(self, row: int, column: int) -> None:
        """Show what bears both tags, in the window behind."""
        found = self.matrix.found
        if found.tags and self.matrix.count(row, column):
            names = [found.tags[row].name, found.tags[column].name]
            self.search_wished.emit(overviews.query_of_tags(dict.fromkeys(names), found.level))

    def done(self, result: int) -> None:
        """End counting, too."""
        self._lookup.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End counting, too."""
        self._lookup.close()
        super().closeEvent(event)

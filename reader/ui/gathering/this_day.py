"""On this day: issues and highlights of a day or month in all years; gone through day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from reader.commands import overviews
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.overviews import Day, DayIssue, DayMark
from reader.domain.words import _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.gathering.lines import Line, LineTable
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted, date_name, day_name

_LOOK = "look"
_LEAP = 2000
"""A year that has all days."""
_SHOWN = ("issue", "newspaper", "article", "highlight", "block")


class ThisDay(Frame):
    """`issue_wished` and `mark_wished` say what was opened, `list_wished` that the articles are wanted as a list (`MM-DD`, `MM`)."""

    issue_wished = Signal(int)
    mark_wished = Signal(int, int)
    list_wished = Signal(str)

    def __init__(self, session: Session, looks: Looks, day: str, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("On this day"), parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session = session
        self._day = date(_LEAP, int(day[:2]), int(day[3:5] or 1))
        self._lookup = Lookup("pressmark-day", ended=session.library.close, parent=self)
        self.name, self.told = QLabel(self), QLabel(self)
        self.month = QCheckBox(_("The whole month"), self)
        self.table = LineTable(looks, _("On this day"), self)
        self._build()
        self.table.opened.connect(self._open)
        self.table.key_pressed.connect(self._key)
        self.month.toggled.connect(lambda _on: self.look())
        self.resize(560, 600)
        self.look()
        self.table.setFocus()

    def _build(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(2 * UNIT)
        above.addWidget(self._button("‹", _("The day before"), "←", lambda: self.go(-1)))
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        above.addWidget(dress(self.name, self.looks, "ink", 2, face="serif", bold=True), 1)
        above.addWidget(self._button("›", _("The day after"), "→", lambda: self.go(1)))
        self.body.addLayout(above)
        self.body.addWidget(self.month)
        self.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(dress(self.told, self.looks, "muted"), 1)
        row.addWidget(self._button(_("Show as a list"), "", "l", lambda: self.list_wished.emit(self.day())))
        row.addWidget(self._button(_("Close"), "", "Esc", self.close))
        self.body.addLayout(row)

    def _button(self, title: str, name: str, key: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        button.setToolTip(f"{name or title}  {key}")
        button.setAccessibleName(name or title)
        if name:
            button.setFixedWidth(10 * UNIT)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def day(self) -> str:
        """The day (`MM-DD`) or month (`MM`) shown."""
        return f"{self._day:%m}" if self.month.isChecked() else f"{self._day:%m-%d}"

    def go(self, by: int) -> None:
        """Go to the next day or month, or the one before."""
        if self.month.isChecked():
            self._day = date(_LEAP, (self._day.month - 1 + by) % 12 + 1, 1)
        else:
            self._day = (self._day + timedelta(days=by)).replace(year=_LEAP)
        self.look()

    def _key(self, event: QKeyEvent) -> None:
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self.go(-1),
            Qt.Key.Key_Right: lambda: self.go(1),
            Qt.Key.Key_M: self.month.toggle,
            Qt.Key.Key_L: lambda: self.list_wished.emit(self.day()),
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            event.accept()
            act()

    def look(self) -> None:
        """Read the day, in the background."""
        day, session = self.day(), self.session
        self.name.setText(day_name(day))
        self._lookup.ask(_LOOK, lambda _stopped: overviews.on_this_day(session, day), self._show, self._fail)

    def _show(self, found: Day) -> None:
        lines: list[Line] = []
        for heading, under in (
            (_("Issues"), [_issue_line(issue) for issue in found.issues]),
            (_("Highlights in them"), [_mark_line(mark) for mark in found.marks]),
            (_("Highlighted on this day"), [_mark_line(mark, made=True) for mark in found.made]),
        ):
            lines += [Line(heading, heading=True), *under] if under else []
        self.table.show_lines(lines)
        count = ngettext("{count} issue", "{count} issues", len(found.issues)).format(count=f"{len(found.issues):,}")
        self.told.setText(count if lines else _("The library holds nothing of this day."))

    def _fail(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.told.setText(str(error) if isinstance(error, ReaderError) else repr(error))

    def _open(self, line: Line) -> None:
        if isinstance(line.what, DayIssue):
            self.issue_wished.emit(line.what.id)
        elif isinstance(line.what, DayMark):
            self.mark_wished.emit(line.what.article, line.what.id)

    def refresh(self, changes: Changes) -> None:
        """Take up a change of the library."""
        if changes.touches(*_SHOWN):
            self.look()

    def done(self, result: int) -> None:
        """End looking, too."""
        self._lookup.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End looking, too."""
        self._lookup.close()
        super().closeEvent(event)


def _issue_line(issue: DayIssue) -> Line:
    title = " ".join(part for part in (date_name(issue.date), issue.newspaper or "", issue.edition or "") if part)
    marks = ngettext("{count} highlight", "{count} highlights", issue.highlights).format(count=f"{issue.highlights:,}")
    right = " · ".join([articles_counted(issue.articles), *([marks] if issue.highlights else [])])
    return Line(title, " ".join(issue.headline.split()), right, what=issue)


def _mark_line(mark: DayMark, *, made: bool = False) -> Line:
    when = _("marked {date}").format(date=date_name(mark.created[:10])) if made else date_name(mark.date)
    under = " · ".join(part for part in (when, " ".join(mark.title.split()), " ".join(mark.comment.split())) if part)
    return Line(" ".join(mark.quote.split()), under, "", mark.colour, what=mark)

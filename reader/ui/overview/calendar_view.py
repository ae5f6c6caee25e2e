"""The calendar of issues: which newspaper, its years as a strip, the days of one year, and what has no day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.domain.overview import IssueDay, Run
from reader.domain.words import _, ngettext
from reader.ui.empty_state import EmptyState
from reader.ui.labels import dress
from reader.ui.overview.year_grid import YearGrid
from reader.ui.overview.year_strip import YearStrip
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted, date_name

_ID = int(Qt.ItemDataRole.UserRole)
_SIDE = 5 * UNIT


class CalendarView(QWidget):
    """`issue_wished` names the issue a person wants to read; `run_changed` that another newspaper is looked at."""

    issue_wished = Signal(int)
    run_changed = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.runs: list[Run] = []
        self.run: Run | None = None
        self.hits: Mapping[date, int] = {}
        self._days: dict[date, list[IssueDay]] = {}
        self.papers = QComboBox(self)
        self.told = QLabel(self)
        self.strip = YearStrip(looks, self)
        self.grid = YearGrid(looks, self)
        self.day = QLabel(self)
        self.undated_title = QLabel(self)
        self.undated = QListWidget(self)
        self.empty = EmptyState(looks, self)
        self._build()
        self.papers.currentIndexChanged.connect(self._chosen)
        self.strip.year_chosen.connect(self.show_year)
        self.grid.day_chosen.connect(self.stand_on)
        self.grid.day_opened.connect(self.open_day)
        self.undated.itemActivated.connect(lambda item: self.issue_wished.emit(item.data(_ID)))
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 3 * UNIT, _SIDE, 2 * UNIT)
        head.setSpacing(3 * UNIT)
        head.addWidget(self.papers)
        head.addWidget(self.told, 1)
        strip = QHBoxLayout()
        strip.setContentsMargins(_SIDE, UNIT, _SIDE, 3 * UNIT)
        strip.addWidget(self.strip)
        inner = QWidget()
        below = QVBoxLayout(inner)
        below.setContentsMargins(_SIDE, 2 * UNIT, _SIDE, 3 * UNIT)
        below.setSpacing(2 * UNIT)
        for widget in (self.grid, self.undated_title, self.undated):
            below.addWidget(widget)
        below.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.inner = inner
        inner.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        self.area.viewport().installEventFilter(self)
        self.day.setContentsMargins(_SIDE, UNIT, _SIDE, 2 * UNIT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(strip)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.day)
        layout.addWidget(self.empty, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The days fill the height there is, unless something stands below them."""
        if event.type() == QEvent.Type.Resize:
            self.grid.fit(0 if self.undated.isVisibleTo(self) else self.area.viewport().height() - 5 * UNIT)
        return super().eventFilter(watched, event)

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.papers.setFont(self.looks.font(-0.5))
        self.papers.setAccessibleName(_("Newspaper"))
        dress(self.told, self.looks, "muted", -1)
        dress(self.day, self.looks, "ink", -1)
        dress(self.undated_title, self.looks, "muted", -2.2, bold=True).setText(_("Day unknown"))
        self.undated.setFont(self.looks.font(-0.5))
        self.undated.setAccessibleName(_("Issues of which the day is not known"))
        self.show_runs(self.runs)

    # --- what is shown

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show the newspapers there are, standing where one stood."""
        kept = self.run.newspaper if self.run is not None else -1
        self.runs = list(runs)
        self.papers.blockSignals(True)
        self.papers.clear()
        for run in self.runs:
            self.papers.addItem(run.name or _("Newspaper unknown"))
        at = next((n for n, run in enumerate(self.runs) if run.newspaper == kept), 0)
        self.papers.setCurrentIndex(at if self.runs else -1)
        self.papers.blockSignals(False)
        self.papers.setVisible(len(self.runs) > 1)
        self._show_run(self.runs[at] if self.runs else None)

    def choose(self, newspaper: int | None) -> None:
        """Look at the issues of a newspaper."""
        at = next((n for n, run in enumerate(self.runs) if run.newspaper == newspaper), -1)
        if at >= 0:
            self.papers.setCurrentIndex(at)

    def _chosen(self, number: int) -> None:
        if 0 <= number < len(self.runs):
            self.hits = {}
            self._show_run(self.runs[number])
            self.run_changed.emit()

    def _show_run(self, run: Run | None) -> None:
        self.run = run
        self._days = run.dated if run is not None else {}
        there = bool(run is not None and run.issues)
        for widget in (self.told, self.area, self.day):
            widget.setVisible(there)
        self.strip.setVisible(bool(self._days))
        self.empty.setVisible(not there)
        if run is None:
            return
        self._fill_undated(run)
        count = ngettext("{count} issue", "{count} issues", len(run.issues)).format(count=f"{len(run.issues):,}")
        first, last = min(self._days, default=None), max(self._days, default=None)
        span = " – ".join(dict.fromkeys(date_name(day.isoformat()) for day in (first, last) if day is not None))
        self.told.setText(" · ".join(part for part in (run.name if len(self.runs) == 1 else "", count, span) if part))
        self.grid.setVisible(bool(self._days))
        if self._days and last is not None:
            kept = self.grid.day if self.grid.day in self._days else last
            self.stand_on(kept)
        else:
            self.day.setText("")

    def _fill_undated(self, run: Run) -> None:
        self.undated.clear()
        for issue in run.undated:
            words = " ".join(part for part in (date_name(issue.date), issue.edition) if part) or issue.name
            item = QListWidgetItem(f"{words} · {articles_counted(issue.articles)}")
            item.setData(_ID, issue.id)
            self.undated.addItem(item)
        for widget in (self.undated_title, self.undated):
            widget.setVisible(bool(run.undated))
        rows = min(8, self.undated.count())
        self.undated.setFixedHeight(rows * max(24, self.undated.sizeHintForRow(0)) + 8)

    def show_hits(self, hits: Mapping[date, int]) -> None:
        """Tint the days a search finds something on."""
        self.hits = hits
        if self._days:
            self.grid.show_days(self._days, self.grid.day, hits)

    def show_year(self, year: int) -> None:
        """Look at a year, at its first issue."""
        inside = sorted(day for day in self._days if day.year == year)
        self.stand_on(inside[0] if inside else date(year, 1, 1))

    def stand_on(self, day: date) -> None:
        """Stand on a day."""
        years = Counter(one.year for one, some in self._days.items() for _issue in some)
        self.strip.show_years(years, day.year)
        self.grid.show_days(self._days, day, self.hits)
        self.day.setText(self.grid.told(day))
        box = self.grid.box(day).toRect()
        at = self.grid.mapTo(self.inner, box.center())
        self.area.ensureVisible(at.x(), at.y(), 40, 60)

    def open_day(self, day: date) -> None:
        """Open the issue of a day; of several, ask which."""
        issues = self._days.get(day, [])
        if len(issues) == 1:
            self.issue_wished.emit(issues[0].id)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for issue in issues:
            words = " · ".join((issue.edition or issue.name or date_name(issue.date), articles_counted(issue.articles)))
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, id=issue.id: self.issue_wished.emit(id))
        box = self.grid.box(day).toRect()
        menu.popup(self.grid.mapToGlobal(QPoint(box.left(), box.bottom())))

    def take_keyboard(self) -> None:
        """Go to the days, else to what has none, else to the next useful action."""
        if self._days:
            self.grid.setFocus()
        elif self.undated.count() and self.run is not None:
            self.undated.setFocus()
        else:
            self.empty.button.setFocus()

"""The fields of the query builder: words, what is known of the article, marks, and what is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reader.commands.session import Session
from reader.domain.query_form import Form
from reader.domain.query_tree import HAS, STATES, SWITCHES
from reader.domain.reading import KINDS
from reader.domain.words import N_, _
from reader.ui.flow_layout import FlowLayout
from reader.ui.labels import dress
from reader.ui.reasons import SWITCHES as SWITCH_NAMES
from reader.ui.reasons import TELLING
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import STATES as STATE_NAMES

_WORDS = {
    "every": (N_("All of these"), N_("水利 “flood control”")),
    "some": (N_("Any of these"), N_("防洪 排涝")),
    "none": (N_("None of these"), ""),
    "title": (N_("In the headline"), ""),
    "note": (N_("In the note"), ""),
}
_HAS = {
    "note": N_("Note"), "highlight": N_("Highlight"), "comment": N_("Comment"), "tag": N_("Tag"), "flag": N_("Doubt"),
    "correction": N_("Correction"), "scan": N_("Page scan"),
}  # fmt: skip
_KINDS = {
    "article": N_("Article"), "photo": N_("Photo"), "notice": N_("Notice"), "advert": N_("Advertisement"),
    "contents": N_("Contents"), "other": N_("Other"),
}  # fmt: skip
_LEVELS = {"articles": N_("Articles"), "highlights": N_("Highlights"), "notes": N_("Notes")}
_TWO = 720
"""Pixels of width from which the fields stand in two columns."""
_COMMA = "，"


class QueryFields(QWidget):
    """Shows a Form and gives it back; `changed` follows every change of a person's."""

    changed = Signal()

    def __init__(self, session: Session, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.lines: dict[str, QLineEdit] = {}
        self.choices: dict[str, QComboBox] = {}
        self.ticks: dict[str, QCheckBox] = {}
        self.has: dict[str, QCheckBox] = {}
        self.switches: dict[str, QCheckBox] = {}
        self.levels: dict[str, QRadioButton] = {}
        self._form = Form()
        self._quiet = False
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 2 * UNIT, 0)
        self._sides.setSpacing(8 * UNIT)
        self._column = self._side()
        self._add_words()
        self._add_found()
        self._column.addStretch(1)
        self._column = self._side()
        self._add_known(session)
        self._add_marks(session)
        self._column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for them."""
        wide = event.size().width() >= _TWO
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(direction)
        self._sides.setSpacing(8 * UNIT if wide else 4 * UNIT)
        super().resizeEvent(event)

    # --- building

    def _side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3 * UNIT)
        self._sides.addLayout(column, 1)
        return column

    def _section(self, title: str) -> QGridLayout:
        if self._column.count():
            self._column.addSpacing(2 * UNIT)
        self._column.addWidget(dress(QLabel(title, self), self.looks, "muted", -1.5, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * UNIT)
        grid.setVerticalSpacing(2 * UNIT)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 24 * UNIT)
        self._column.addLayout(grid)
        return grid

    def _label(self, title: str, buddy: QWidget) -> QLabel:
        label = QLabel(title, self)
        label.setBuddy(buddy)
        buddy.setAccessibleName(title)
        return label

    def _line(self, name: str, title: str, hint: str = "", names: Sequence[str] = ()) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(title)
        field.setPlaceholderText(hint)
        if names:
            completer = QCompleter(list(names), field)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            field.setCompleter(completer)
        field.textChanged.connect(self._say_changed)
        self.lines[name] = field
        return field

    def _choice(self, name: str, values: Mapping[str, str]) -> QComboBox:
        field = QComboBox(self)
        field.addItem(_("any"), "")
        for key, words in values.items():
            field.addItem(words, key)
        field.currentIndexChanged.connect(self._say_changed)
        self.choices[name] = field
        return field

    def _tick(self, name: str, words: str, ticks: dict[str, QCheckBox]) -> QCheckBox:
        tick = QCheckBox(words, self)
        tick.setAccessibleName(words)
        tick.toggled.connect(self._say_changed)
        ticks[name] = tick
        return tick

    def _row(self, grid: QGridLayout, title: str, *fields: QWidget | QLabel) -> None:
        row = grid.rowCount() if grid.count() else 0
        grid.addWidget(self._label(title, fields[0]), row, 0)
        if len(fields) == 1:
            grid.addWidget(fields[0], row, 1)
            return
        line = QHBoxLayout()
        line.setSpacing(2 * UNIT)
        for field in fields:
            line.addWidget(field, 1 if isinstance(field, QLineEdit | QComboBox) else 0)
        grid.addLayout(line, row, 1)

    def _flow(self, grid: QGridLayout, title: str, fields: Sequence[QWidget]) -> None:
        row = grid.rowCount() if grid.count() else 0
        label = QLabel(title, self)
        label.setBuddy(fields[0])
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        box = QWidget(self)
        flow: QLayout = FlowLayout(box, 3 * UNIT)
        for field in fields:
            flow.addWidget(field)
        grid.addWidget(box, row, 1)

    def _add_words(self) -> None:
        grid = self._section(_("Words"))
        for name, (title, hint) in _WORDS.items():
            self._row(grid, _(title), self._line(name, _(title), _(hint) if hint else ""))

    def _add_known(self, session: Session) -> None:
        grid = self._section(_("Where it stands"))
        papers = [name for _id, name, _aliases, _former in session.newspapers()]
        whole = self._tick("newspaper", _("exactly so"), self.ticks)
        self._row(grid, _("Newspaper"), self._line("newspaper", _("Newspaper"), names=papers), whole)
        until = self._line("until", _("until"), "2023-10-31")
        self._row(grid, _("Date from"), self._line("since", _("Date from"), "2023-10"), QLabel(_("until"), self), until)
        page, kind = self._line("page", _("Page"), "3"), self._choice("kind", {k: _(_KINDS[k]) for k in KINDS})
        self._row(grid, _("Page"), page, self._label(_("Kind"), kind), kind)
        author = self._line("author", _("Author"))
        self._row(grid, _("Author"), author, self._tick("author", _("exactly so"), self.ticks))

    def _add_marks(self, session: Session) -> None:
        grid = self._section(_("Marks"))
        tags = self._line("tags", _("Tags"), _("commas part several"), [tag.name for tag in session.tags()])
        self._row(grid, _("Tags"), tags, self._tick("tag", _("without narrower ones"), self.ticks))
        colour = self._choice("colour", {one.key: _(one.name) for one in session.colours()})
        state = self._choice("state", {one: _(STATE_NAMES[one]) for one in STATES})
        self._row(grid, _("Colour"), colour, self._label(_("State"), state), state)
        self._flow(grid, _("It has"), [self._tick(name, _(_HAS[name]), self.has) for name in HAS])

    def _add_found(self) -> None:
        grid = self._section(_("What is found"))
        group = QButtonGroup(self)
        for name, words in _LEVELS.items():
            button = QRadioButton(_(words), self)
            button.toggled.connect(self._say_changed)
            group.addButton(button)
            self.levels[name] = button
        self._flow(grid, _("Find"), list(self.levels.values()))
        self._flow(grid, _("Widen"), [self._tick(name, _(SWITCH_NAMES[name]), self.switches) for name in SWITCHES])
        for name, tick in self.switches.items():
            tick.setToolTip(_(TELLING[name]))
        self._row(grid, _("Further"), self._line("rest", _("Further, as typed"), _("anything else of the query language")))

    def _say_changed(self, *_value: object) -> None:
        if not self._quiet:
            self.changed.emit()

    # --- the form

    def show_form(self, form: Form) -> None:
        """Fill all fields; `changed` comes once, at the end."""
        self._form, self._quiet = form, True
        for name, line in self.lines.items():
            line.setText(", ".join(form.tags) if name == "tags" else str(getattr(form, name)))
            line.setCursorPosition(0)
        for name, choice in self.choices.items():
            if choice.findData(getattr(form, name)) < 0:
                choice.addItem(str(getattr(form, name)), getattr(form, name))
            choice.setCurrentIndex(choice.findData(getattr(form, name)))
        for name, tick in self.ticks.items():
            tick.setChecked(name in form.exact)
        for name, tick in self.has.items():
            tick.setChecked(name in form.has)
        for name, tick in self.switches.items():
            tick.setChecked(name in form.switches)
        self.levels[form.level].setChecked(True)
        self._quiet = False
        self.changed.emit()

    def form(self) -> Form:
        """What the fields say now; what they do not show (a comment asked for, the order) stays as it was."""
        said: dict[str, Any] = {name: line.text().strip() for name, line in self.lines.items() if name != "tags"}
        said |= {name: str(choice.currentData()) for name, choice in self.choices.items()}
        typed = self.lines["tags"].text().replace(_COMMA, ",")
        said["tags"] = tuple(dict.fromkeys(tag.strip() for tag in typed.split(",") if tag.strip()))
        said["has"] = tuple(name for name, tick in self.has.items() if tick.isChecked())
        said["switches"] = tuple(name for name, tick in self.switches.items() if tick.isChecked())
        said["level"] = next((name for name, button in self.levels.items() if button.isChecked()), "articles")
        shown = frozenset(self.ticks)
        ticked = frozenset(name for name, tick in self.ticks.items() if tick.isChecked())
        return replace(self._form, exact=(self._form.exact - shown) | ticked, **said)

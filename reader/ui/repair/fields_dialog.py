"""The values of an article: who wrote, agency, place, date, labels; read or set by whom, and the words they stand in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from reader.domain.text import Span
from reader.domain.views import ArticleView, FieldView
from reader.domain.words import _
from reader.store.provenance import Origin
from reader.ui import icons
from reader.ui.dialogs.frame import Frame
from reader.ui.labels import dress
from reader.ui.terms import FIELDS
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import moment_name

Selected = tuple[tuple[int, int, int], str]


class FieldsDialog(Frame):
    """One line a value. `wished` carries what was changed: values by name, and the words pointed at by name.

    `words_wished` asks to show the printed words (a Span) a value was read from.
    """

    wished = Signal(object, object)
    words_wished = Signal(object)

    def __init__(
        self, looks: Looks, view: ArticleView, origins: Mapping[int, Origin], selected: Selected | None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(looks, _("Fields of the article"), parent)
        self.view = view
        self._origins = origins
        self._selected = selected
        self._words: dict[str, tuple[int, int, int]] = {}
        self._before: dict[str, str] = {}
        self.fields: dict[str, QLineEdit] = {}
        self.shows: dict[str, QToolButton] = {}
        self.uses: dict[str, QToolButton] = {}
        self.add_words(_("Authors: role before the name, semicolons between people. An empty field is unknown."))
        if selected is not None:
            self.add_words(_("Selected words: “{words}”").format(words=selected[1]))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(FIELDS):
            self._add(grid, row * 2, name)
        self.body.addLayout(grid)
        self.add_buttons(_("Save"))
        self.accepted.connect(self._keep)
        self.setMinimumWidth(560)
        self.fields["authors"].setFocus()

    def _add(self, grid: QGridLayout, row: int, name: str) -> None:
        title = QLabel(_(FIELDS[name]), self)
        stored = [f for f in self.view.fields if f.name == ("author" if name == "authors" else name)]
        field = QLineEdit(self._value(name, stored), self)
        field.setAccessibleName(_(FIELDS[name]))
        title.setBuddy(field)
        self.fields[name], self._before[name] = field, field.text()
        field.textEdited.connect(lambda _text: self._words.pop(name, None))
        grid.addWidget(title, row, 0)
        grid.addWidget(field, row, 1)
        span = next((f.span for f in stored if f.span is not None), None)
        grid.addWidget(self._show_button(name, span), row, 2)
        grid.addWidget(self._use_button(name), row, 3)
        origin = dress(QLabel(self.origin(name, stored), self), self.looks, "muted", -1.5)
        origin.setVisible(bool(origin.text()))
        grid.addWidget(origin, row + 1, 1, 1, 3)

    def _value(self, name: str, stored: list[FieldView]) -> str:
        if name == "authors":
            return "; ".join(" ".join(part for part in (f.detail, f.value) if part) for f in stored)
        if name in ("column", "series") and not stored:
            return getattr(self.view, name) or ""
        return stored[0].value if stored else ""

    def origin(self, name: str, stored: list[FieldView]) -> str:
        """Where a value comes from, in words; empty where there is none."""
        if not stored:
            return _("read from the page") if self._before[name] else ""
        by_hand = [self._origins[f.id] for f in stored if f.how == "set" and f.id in self._origins]
        if by_hand:
            last = max(by_hand, key=lambda origin: origin.at)
            return _("set by {author}, {moment}").format(author=last.author or "–", moment=moment_name(last.at))
        return _("read from the page") if stored[0].how == "read" else _("set by hand")

    def _show_button(self, name: str, span: Span | None) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon("search", self.looks.theme["muted"]))
        button.setToolTip(_("Show the words"))
        button.setAccessibleName(_("Show the words: {field}").format(field=_(FIELDS[name])))
        button.setEnabled(span is not None)
        button.setVisible(span is not None)
        button.clicked.connect(lambda: self.words_wished.emit(span))
        self.shows[name] = button
        return button

    def _use_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(_("Use selected words"))
        button.setAccessibleName(_("Use selected words: {field}").format(field=_(FIELDS[name])))
        button.setVisible(self._selected is not None)
        button.clicked.connect(lambda: self.use_words(name))
        self.uses[name] = button
        return button

    def use_words(self, name: str) -> None:
        """Take the selected words as a value; a further author is added to those there are."""
        if self._selected is None:
            return
        where, words = self._selected
        field = self.fields[name]
        more = name == "authors" and bool(field.text().strip())
        field.setText(f"{field.text().rstrip('; ')}; {words.strip()}" if more else words.strip())
        self._words[name] = where

    def changed(self) -> dict[str, str]:
        """The values that are not what they were, by name."""
        return {n: f.text().strip() for n, f in self.fields.items() if f.text().strip() != self._before[n].strip()}

    def _keep(self) -> None:
        values = self.changed() | {name: self.fields[name].text().strip() for name in self._words}
        if values:
            self.wished.emit(values, {name: where for name, where in self._words.items() if name in values})

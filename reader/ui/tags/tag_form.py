"""One tag to be edited: its names, scope note, colour and broader tag. Each change is a command of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QCompleter,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.domain.views import TagView
from reader.domain.words import N_, _
from reader.ui.labels import dress
from reader.ui.tag_editor import is_deletion
from reader.ui.tags.tag_tree import square_icon
from reader.ui.tags.uses import counted
from reader.ui.theme import UNIT, Looks

COLOURS = {
    "#b3872a": N_("ochre"), "#5d8a3c": N_("green"), "#3f7ea6": N_("blue"), "#b0476a": N_("rose"),
    "#c5721c": N_("orange"), "#7f5fae": N_("violet"), "#278873": N_("teal"), "#7c756a": N_("grey"),
}  # fmt: skip
"""The colours offered, fit for light and dark themes; any other can be chosen."""


class TagForm(QWidget):
    """`wished` carries a command and its arguments; `asked` what else is to be done with the tag: page, split, delete."""

    wished = Signal(str, dict)
    asked = Signal(str)

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self.tag: TagView | None = None
        self._ids: list[int | None] = []
        self.name = QLineEdit(self)
        self.rename = _button(_("Rename"), self)
        self.keep = QCheckBox(_("Keep the old name as an alias"), self)
        self.aliases = QListWidget(self)
        self.added = QLineEdit(self)
        self.note = QPlainTextEdit(self)
        self.broader = QComboBox(self)
        self.swatches: list[QToolButton] = []
        self.uses = QLabel(self)
        self._colours = QHBoxLayout()
        self._buttons = {
            "page": _button(_("What it collects…"), self), "split": _button(_("Split…"), self),
            "delete": _button(_("Delete…"), self),
        }  # fmt: skip
        self._set_up()
        self._lay_out()
        self._connect()

    def _set_up(self) -> None:
        self.aliases.setFixedHeight(20 * UNIT)
        self.aliases.setStyleSheet("QListWidget { padding: 2px; }")
        self.added.setPlaceholderText(_("Another name; Enter adds it"))
        self.note.setProperty("framed", True)
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(12 * UNIT)
        self.note.setMaximumHeight(36 * UNIT)
        self.note.setPlaceholderText(_("What the tag is used for, and what not"))
        self.broader.setEditable(True)
        self.broader.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.broader.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = self.broader.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        for widget, title in (
            (self.name, _("Preferred name")), (self.aliases, _("Aliases; Delete removes one")),
            (self.added, _("Another name")), (self.note, _("Scope note")), (self.broader, _("Broader tag")),
        ):  # fmt: skip
            widget.setAccessibleName(title)
        for colour, title in (("", N_("no colour")), *COLOURS.items(), ("?", N_("another colour…"))):
            self.swatches.append(self._swatch(colour, _(title)))
        dress(self.uses, self.looks, "muted", -0.5)
        self.uses.setWordWrap(True)

    def _swatch(self, colour: str, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(colour != "?")
        button.setAccessibleName(title)
        button.setToolTip(title)
        button.setProperty("colour", colour)
        button.setFixedWidth(7 * UNIT - 1)
        if colour.startswith("#"):
            button.setIcon(square_icon(colour))
        else:
            button.setText("…" if colour else "∅")
        button.clicked.connect(lambda: self._choose_colour(colour))
        self._colours.addWidget(button)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * UNIT)
        self._colours.setSpacing(0)
        self._colours.addStretch(1)
        inner = QWidget(self)
        form = QFormLayout(inner)
        form.setContentsMargins(0, 0, 3 * UNIT, 0)
        form.setSpacing(2 * UNIT)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        named = QHBoxLayout()
        named.setSpacing(2 * UNIT)
        named.addWidget(self.name, 1)
        named.addWidget(self.rename)
        form.addRow(_("Name"), named)
        form.addRow("", self.keep)
        form.addRow(_("Aliases"), self.aliases)
        form.addRow("", self.added)
        form.addRow(_("Scope note"), self.note)
        form.addRow(_("Colour"), self._colours)
        form.addRow(_("Broader tag"), self.broader)
        area = QScrollArea(self)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.setMinimumWidth(inner.minimumSizeHint().width())
        column.addWidget(area, 1)
        column.addWidget(self.uses)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.name.returnPressed.connect(self.rename.click)
        self.name.textChanged.connect(self._say_keep)
        self.rename.clicked.connect(self._rename)
        self.added.returnPressed.connect(self._add_alias)
        self.broader.activated.connect(lambda _row: self._move())
        for watched in (self.note, self.aliases):
            watched.installEventFilter(self)
        field = self.broader.lineEdit()
        if field is not None:
            field.editingFinished.connect(self._move)
        for what, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, what=what: self.asked.emit(what))

    # showing

    def show_tag(self, tag: TagView, others: Sequence[TagView], total: tuple[int, int], fixed: bool) -> None:
        """Show a tag; `others` may be broader than it, `total` is what it and its narrower tags collect."""
        same = self.tag is not None and self.tag.id == tag.id
        if not same or self.tag is None or self.tag.name != tag.name:
            self.name.setText(tag.name)
            self.keep.setChecked(False)
        if not same or self.tag is None or self.tag.note != tag.note:
            self.note.setPlainText(tag.note)
        if not same:
            self.added.clear()
        self.tag = tag
        self.aliases.clear()
        self.aliases.addItems(list(tag.aliases))
        for swatch in self.swatches:
            swatch.setChecked(swatch.property("colour") == tag.colour)
        self._show_broader(tag, others)
        self._say_uses(tag, total)
        for widget in (self.name, self.added, self.note, self.broader, *self.swatches):
            widget.setEnabled(not fixed)
        for what in ("split", "delete"):
            self._buttons[what].setEnabled(not fixed)
        self._say_keep()

    def _show_broader(self, tag: TagView, others: Sequence[TagView]) -> None:
        self.broader.blockSignals(True)
        self.broader.clear()
        self._ids = [None, *(other.id for other in others)]
        self.broader.addItems([_("none: at the top"), *(other.name for other in others)])
        self.broader.setCurrentIndex(self._ids.index(tag.parent) if tag.parent in self._ids else 0)
        self.broader.blockSignals(False)

    def _say_uses(self, tag: TagView, total: tuple[int, int]) -> None:
        own = counted(tag.articles, tag.highlights, tag.issues)
        if total == (tag.articles, tag.highlights):
            self.uses.setText(own)
        else:
            self.uses.setText(_("{own}; with narrower tags {all}").format(own=own, all=counted(*total)))

    def _say_keep(self) -> None:
        other = self.tag is not None and self.name.text().strip() not in ("", self.tag.name)
        for widget in (self.rename, self.keep):
            widget.setEnabled(other and self.name.isEnabled())

    # what a person does

    def _wish(self, command: str, **arguments: Any) -> None:
        if self.tag is not None:
            self.wished.emit(command, {"tag": self.tag.id, **arguments})

    def _rename(self) -> None:
        name = self.name.text().strip()
        if self.tag is not None and name and name != self.tag.name:
            self._wish("tag.rename", name=name, keep=self.keep.isChecked())

    def _add_alias(self) -> None:
        name = self.added.text().strip()
        if name:
            self.added.clear()
            self._wish("tag.alias", names=[name])

    def _choose_colour(self, colour: str) -> None:
        if colour != "?":
            self._wish("tag.recolour", colour=colour)
            return
        dialog = QColorDialog(QColor(self.tag.colour if self.tag and self.tag.colour else "#7c756a"), self)
        dialog.setWindowTitle(_("Change tag colour"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda chosen: self._wish("tag.recolour", colour=chosen.name()))
        dialog.open()

    def _move(self) -> None:
        row = self.broader.findText(self.broader.currentText(), Qt.MatchFlag.MatchExactly)
        if self.tag is None or not 0 <= row < len(self._ids):
            if self.tag is not None:
                self.broader.setCurrentIndex(self._ids.index(self.tag.parent) if self.tag.parent in self._ids else 0)
            return
        if self._ids[row] != self.tag.parent:
            self._wish("tag.move", parent=self._ids[row])

    def keep_note(self) -> None:
        """Write the scope note where it was changed."""
        text = self.note.toPlainText().strip()
        if self.tag is not None and text != self.tag.note:
            self._wish("tag.note", text=text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self.keep_note()
        if watched is self.aliases and is_deletion(event):
            event.accept()
            return True
        if watched is self.aliases and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            item = self.aliases.currentItem()
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and item is not None:
                self._wish("tag.unalias", names=[item.text()])
                return True
        return super().eventFilter(watched, event)


def _button(title: str, parent: QWidget) -> QPushButton:
    button = QPushButton(title, parent)
    button.setAutoDefault(False)
    return button

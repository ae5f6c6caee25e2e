"""The options of an export as a form: only those that make a difference in the format chosen."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSpinBox, QWidget

from reader.domain.citing import STYLES
from reader.domain.words import N_, _
from reader.exports.formats import Format
from reader.exports.selection import GROUPS, LAYERS, ORDERS, Options
from reader.ui.theme import UNIT

_TICKS = {
    "passages": N_("Only the passages highlighted"),
    "notes": N_("Notes"),
    "comments": N_("Comments"),
    "raw_cells": N_("Cells raw, without protection against formulas"),
}
_CHOICES = {
    "layer": (N_("Text"), LAYERS),
    "group": (N_("Grouped by"), GROUPS),
    "order": (N_("Order"), ORDERS),
    "citation": (N_("Citations"), tuple(STYLES)),
}
_NAMES = {
    "corrected": N_("as corrected"),
    "printed": N_("as printed"),
    "both": N_("both, where they differ"),
    "none": N_("nothing"),
    "issue": N_("issue"),
    "article": N_("article"),
    "tag": N_("tag"),
    "date": N_("date"),
    "colour": N_("colour"),
}
_ORDERS = {
    "text": N_("as in the list"),
    "date": N_("by date of the issue"),
    "newest": N_("newest marks first"),
    "given": N_("as in the basket"),
}
_CONTEXT_MOST = 1000


class OptionForm(QWidget):
    """`changed` follows every change that a person or `show_options` makes."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(3 * UNIT)
        self._form.setVerticalSpacing(2 * UNIT)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.ticks: dict[str, QCheckBox] = {}
        self.choices: dict[str, QComboBox] = {}
        self.context = QSpinBox(self)
        self._add_tick("passages")
        for name in _CHOICES:
            self._add_choice(name)
        self._add_context()
        for name in ("notes", "comments", "raw_cells"):
            self._add_tick(name)
        self.show_options(Options())

    def _add_tick(self, name: str) -> None:
        tick = QCheckBox(_(_TICKS[name]), self)
        tick.setAccessibleName(_(_TICKS[name]))
        tick.toggled.connect(self.changed)
        self.ticks[name] = tick
        self._form.addRow(tick)

    def _add_choice(self, name: str) -> None:
        title, values = _CHOICES[name]
        field = QComboBox(self)
        field.setAccessibleName(_(title))
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(8)
        for value in values:
            field.addItem(_value_name(name, value), value)
        field.currentIndexChanged.connect(self.changed)
        label = QLabel(_(title), self)
        label.setBuddy(field)
        self.choices[name] = field
        self._form.addRow(label, field)

    def _add_context(self) -> None:
        self.context.setRange(0, _CONTEXT_MOST)
        self.context.setSingleStep(20)
        self.context.setAccessibleName(_("Characters either side of a passage"))
        self.context.setSuffix(" " + _("characters"))
        self.context.valueChanged.connect(self.changed)
        label = QLabel(_("Context"), self)
        label.setToolTip(self.context.accessibleName())
        label.setBuddy(self.context)
        self._form.addRow(label, self.context)

    def show_for(self, format: Format) -> None:
        """Show the options that make a difference in a format."""
        heeded = set(asdict(Options())) if format.heeds is None else set(format.heeds)
        if format.heeds is None and format.name not in ("csv", "xlsx"):
            heeded.discard("raw_cells")
        widgets: dict[str, QWidget] = {**self.ticks, **self.choices, "context": self.context}
        for name, widget in widgets.items():
            self._form.setRowVisible(widget, name in heeded)

    def show_options(self, options: Options) -> None:
        """Set all fields; `changed` comes once, at the end."""
        self.blockSignals(True)
        for name, tick in self.ticks.items():
            tick.setChecked(bool(getattr(options, name)))
        for name, field in self.choices.items():
            field.setCurrentIndex(max(0, field.findData(getattr(options, name))))
        self.context.setValue(options.context)
        self.blockSignals(False)
        self.changed.emit()

    def options(self) -> Options:
        """What is set."""
        said: dict[str, Any] = {name: tick.isChecked() for name, tick in self.ticks.items()}
        said |= {name: str(field.currentData()) for name, field in self.choices.items()}
        return Options(**said, context=self.context.value())


def _value_name(name: str, value: str) -> str:
    if name == "citation":
        return _(STYLES[value])
    return _((_ORDERS if name == "order" else _NAMES)[value])

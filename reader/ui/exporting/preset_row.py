"""Presets in the export dialog: choose one, keep the present choice under a name, forget one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from reader.commands.presets import Preset, presets, remove_preset, save_preset
from reader.commands.settings import Settings
from reader.domain.errors import ReaderError
from reader.domain.words import _
from reader.ui import icons
from reader.ui.dialogs.ask import AskLine
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks


class PresetRow(QWidget):
    """`chosen` carries a preset; `save_wished` the name under which the present choice is to be kept."""

    chosen = Signal(object)
    save_wished = Signal(str)

    def __init__(self, settings: Settings, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self.looks = settings, looks
        self.field = QComboBox(self)
        self.field.setAccessibleName(_("Preset"))
        self.field.activated.connect(self._choose)
        self.save = self._button("plus", _("Save as preset…"), self.ask_name)
        self.remove = self._button("close", _("Remove preset"), self.forget)
        label = dress(QLabel(_("Preset"), self), looks, "muted", -0.5, bold=True)
        label.setBuddy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 2 * UNIT, 0)
        row.setSpacing(UNIT)
        row.addWidget(label)
        row.addSpacing(UNIT)
        row.addWidget(self.field, 1)
        row.addWidget(self.save)
        row.addWidget(self.remove)
        self.refresh()

    def _button(self, icon: str, name: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon, self.looks.theme["muted"]))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(act)
        return button

    def refresh(self, name: str = "") -> None:
        """List the presets anew, `name` chosen."""
        self._known = presets(self._settings)
        self.field.clear()
        self.field.addItem(_("None") if self._known else _("None saved yet"), "")
        for preset in self._known:
            self.field.addItem(preset.name, preset.name)
        self.field.setCurrentIndex(max(0, self.field.findData(name)))
        self.field.setEnabled(bool(self._known))
        self.remove.setEnabled(self.field.currentIndex() > 0)

    def _choose(self, index: int) -> None:
        self.remove.setEnabled(index > 0)
        if index > 0:
            self.chosen.emit(self._known[index - 1])

    def ask_name(self) -> None:
        """Ask under which name the present choice is kept."""
        dialog = AskLine(
            self.looks, _("Save as preset"), _("Also for the command line: export --preset NAME"),
            str(self.field.currentData() or ""), self.window(),
        )  # fmt: skip
        dialog.answered.connect(self.save_wished)
        dialog.open()

    def keep(self, preset: Preset) -> None:
        """Keep a preset and choose it."""
        try:
            save_preset(self._settings, preset)
        except ReaderError as error:
            self.field.setToolTip(str(error))
            return
        self.refresh(" ".join(preset.name.split()))

    def forget(self) -> None:
        """Forget the preset chosen."""
        name = str(self.field.currentData() or "")
        if name:
            remove_preset(self._settings, name)
            self.refresh()

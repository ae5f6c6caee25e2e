"""The colours of highlights: what each means in this library, how it looks, their order, and which are hard to tell apart."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.commands.colours import MOST, colour_uses
from reader.commands.session import Session
from reader.commands.window import COLOURS
from reader.domain import hue
from reader.domain.errors import ReaderError
from reader.domain.views import ColourView
from reader.domain.words import N_, _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.dialogs.newspaper_parts import table_of
from reader.ui.labels import dress
from reader.ui.mark_swatch import SIZE, swatch
from reader.ui.theme import UNIT, Looks

_KEY = Qt.ItemDataRole.UserRole
_WARNED = 3
_SEEN = {
    "": N_("“{one}” and “{two}” look nearly the same."),
    "red": N_("“{one}” and “{two}” look nearly the same to readers who do not see red."),
    "green": N_("“{one}” and “{two}” look nearly the same to readers who do not see green."),
    "blue": N_("“{one}” and “{two}” look nearly the same to readers who do not see blue."),
}


class Colours(Frame):
    """A list beside what can be done with the colour chosen. `wished` carries a command and its arguments."""

    wished = Signal(str, dict)

    def __init__(self, session: Session, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Colours of highlights"), parent)
        self.session = session
        self.colours: list[ColourView] = []
        self.uses: dict[str, int] = {}
        self.add_words(_("What each colour means in this library. The digits follow the order; the line under the words "
                         "tells colours apart without their hue."))  # fmt: skip
        self.list = table_of((_("Meaning"), _("Highlights")), looks, self)
        self.list.setIconSize(QSize(SIZE))
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.name = QLineEdit(self)
        self.value = self._button(_("Change colour…"))
        self.up = self._button(_("Up"))
        self.down = self._button(_("Down"))
        self.into = QComboBox(self)
        self.remove = self._button(_("Remove colour"))
        self.add = self._button(_("Add colour"))
        self.warning = dress(QLabel(self), looks, "warning", -0.5)
        self.fault = dress(QLabel(self), looks, "warning", -0.5)
        self._build()
        self._connect()
        self.refresh()
        self._choose(self.colours[0].key if self.colours else "")

    def _button(self, title: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        return button

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(2 * UNIT)
        self.name.setAccessibleName(_("Meaning"))
        label = QLabel(_("Meaning"), self)
        label.setBuddy(self.name)
        side.addWidget(label)
        side.addWidget(self.name)
        side.addWidget(self.value)
        row = QGridLayout()
        row.addWidget(self.up, 0, 0)
        row.addWidget(self.down, 0, 1)
        side.addLayout(row)
        side.addSpacing(3 * UNIT)
        self.into.setAccessibleName(_("Its highlights go to"))
        self.into_label = dress(QLabel(_("Its highlights go to"), self), self.looks, "muted", -0.5)
        side.addWidget(self.into_label)
        side.addWidget(self.into)
        side.addWidget(self.remove)
        side.addStretch(1)
        side.addWidget(self.add)
        whole = QHBoxLayout()
        whole.setSpacing(5 * UNIT)
        whole.addWidget(self.list, 5)
        whole.addLayout(side, 3)
        self.body.addLayout(whole, 1)
        for words in (self.warning, self.fault):
            words.setWordWrap(True)
            words.hide()
            self.body.addWidget(words)
        self.add_buttons(enters=False)
        self.resize(720, 560)

    def _connect(self) -> None:
        self.list.itemSelectionChanged.connect(self._show_chosen)
        self.name.editingFinished.connect(self._rename)
        self.value.clicked.connect(self._ask_value)
        self.up.clicked.connect(lambda: self._shift(-1))
        self.down.clicked.connect(lambda: self._shift(1))
        self.remove.clicked.connect(self._remove)
        self.add.clicked.connect(self._add)
        QShortcut(QKeySequence("Alt+Up"), self).activated.connect(lambda: self._shift(-1))
        QShortcut(QKeySequence("Alt+Down"), self).activated.connect(lambda: self._shift(1))

    # --- showing

    def refresh(self, _changes: object = None) -> None:
        """Read the colours anew; the one chosen stays chosen."""
        chosen = self.chosen()
        key = chosen.key if chosen else ""
        known = {c.key for c in self.colours}
        self.colours, self.uses = self.session.colours(), colour_uses(self.session)
        fresh = [c.key for c in self.colours if c.key not in known] if known else []
        self.list.blockSignals(True)
        self.list.clear()
        for number, colour in enumerate(self.colours, 1):
            digit = f"{number}  " if number <= COLOURS else "    "
            item = QTreeWidgetItem([f"{digit}{_(colour.name)}", f"{self.uses.get(colour.key, 0):,}"])
            item.setIcon(0, swatch(self.looks, colour.key))
            item.setData(0, _KEY, colour.key)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        self._choose(fresh[0] if fresh else key)
        self.list.blockSignals(False)
        self._show_chosen()
        if fresh:
            self.name.setFocus()
            self.name.selectAll()
        self._warn()

    def chosen(self) -> ColourView | None:
        """The colour chosen."""
        items = self.list.selectedItems()
        key = items[0].data(0, _KEY) if items else ""
        return next((c for c in self.colours if c.key == key), None)

    def _choose(self, key: str) -> None:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None and item.data(0, _KEY) == key:
                self.list.setCurrentItem(item)

    def _show_chosen(self) -> None:
        colour = self.chosen()
        at = self.colours.index(colour) if colour else -1
        self.name.setText(_(colour.name) if colour else "")
        self.name.setEnabled(colour is not None)
        self.value.setEnabled(colour is not None)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(self.colours) - 1)
        self.remove.setEnabled(colour is not None and len(self.colours) > 1)
        self.add.setEnabled(len(self.colours) < MOST)
        used = bool(colour and self.uses.get(colour.key))
        self.into_label.setVisible(used and len(self.colours) > 1)
        self.into.setVisible(used and len(self.colours) > 1)
        self.into.clear()
        for other in self.colours:
            if other is not colour:
                self.into.addItem(swatch(self.looks, other.key), _(other.name), other.key)

    def _warn(self) -> None:
        names = {c.key: _(c.name) for c in self.colours}
        washes = {c.key: self.looks.theme.tint(c.key) for c in self.colours}
        alike = hue.confusable(washes)
        lines = [_(_SEEN[vision]).format(one=names[one], two=names[two]) for one, two, vision in alike[:_WARNED]]
        if len(alike) > _WARNED:
            more = len(alike) - _WARNED
            lines.append(ngettext("So do {count} other pair.", "So do {count} other pairs.", more).format(count=more))
        if alike:
            lines.append(_("Their lines still differ."))
        self.warning.setText(" ".join(lines))
        self.warning.setVisible(bool(lines))

    def show_fault(self, error: object) -> None:
        """Say here why something could not be done: the window's strip lies behind the dialog."""
        if isinstance(error, ReaderError):
            self.fault.setText(str(error))
            self.fault.show()

    # --- changing

    def _wish(self, command: str, arguments: dict[str, Any]) -> None:
        self.fault.hide()
        self.wished.emit(command, arguments)

    def _rename(self) -> None:
        colour, name = self.chosen(), self.name.text().strip()
        if colour is not None and name and name != _(colour.name):
            self._wish("colour.rename", {"key": colour.key, "name": name})

    def _ask_value(self) -> None:
        colour = self.chosen()
        if colour is None:
            return
        dialog = QColorDialog(QColor(colour.value), self)
        dialog.setWindowTitle(_(colour.name))
        key = colour.key
        dialog.colorSelected.connect(lambda c: self._wish("colour.recolour", {"key": key, "value": c.name()}))
        dialog.open()

    def _shift(self, by: int) -> None:
        colour = self.chosen()
        keys = [c.key for c in self.colours]
        at = keys.index(colour.key) if colour else -1
        if colour is not None and 0 <= at + by < len(keys):
            keys.insert(at + by, keys.pop(at))
            self._wish("colour.order", {"keys": keys})

    def _remove(self) -> None:
        colour = self.chosen()
        if colour is not None:
            into = self.into.currentData() if self.uses.get(colour.key) else ""
            self._wish("colour.remove", {"key": colour.key, "into": into or ""})

    def _add(self) -> None:
        """A new colour as far from the others as the wheel allows."""
        had = [c.value for c in self.colours]
        offers = [QColor.fromHsl(h, 150, light).name() for h in range(0, 360, 12) for light in (150, 185, 210)]
        best = max(offers, key=lambda value: min(hue.distance(value, other, v) for other in had for v in ("", "green")))
        self._wish("colour.add", {"name": _("New meaning"), "value": best})

"""A person's own keys: any command given another key, or none, or its default back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QLabel, QLineEdit, QPushButton, QTreeWidgetItem, QWidget

from reader.commands.registry import MENUS
from reader.domain.words import _
from reader.ui.actions import Actions, clashes, key_name, keys_of
from reader.ui.dialogs.frame import Frame
from reader.ui.dialogs.newspaper_parts import table_of
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks

_ID = Qt.ItemDataRole.UserRole
Own = dict[str, list[str]]


class OwnKeys(Frame):
    """All commands with their keys. `changed` carries all of a person's own keys after each change."""

    changed = Signal(dict)

    def __init__(
        self, looks: Looks, actions: Actions, own: Mapping[str, list[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, _("Change keys"), parent)
        self.actions_ = actions
        self.own: Own = {id: list(keys) for id, keys in own.items()}
        self.add_words(_("Choose a command, then press its new key in the field below."))
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Find a command"))
        self.filter.setAccessibleName(_("Find a command"))
        self.filter.setClearButtonEnabled(True)
        self.body.addWidget(self.filter)
        self.list = table_of((_("Command"), _("Keys")), looks, self)
        self.body.addWidget(self.list, 1)
        self.field = QKeySequenceEdit(self)
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName(_("New key"))
        self.set = _button(_("Set key"), self)
        self.none = _button(_("No key"), self)
        self.reset = _button(_("Default"), self)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(self.field, 1)
        for button in (self.set, self.none, self.reset):
            row.addWidget(button)
        self.body.addLayout(row)
        self.clash = QLabel(self)
        self.clash.setWordWrap(True)
        dress(self.clash, looks, "warning", -0.5)
        self.body.addWidget(self.clash)
        self.add_buttons()
        self.resize(620, 560)
        self._fill()
        self._connect()
        self._check()

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._sift)
        self.list.currentItemChanged.connect(lambda _new, _old: self._start())
        self.field.keySequenceChanged.connect(lambda _keys: self._check())
        self.set.clicked.connect(lambda: self._give([self._typed()]))
        self.none.clicked.connect(lambda: self._give([]))
        self.reset.clicked.connect(lambda: self._give(None))

    def _fill(self) -> None:
        for entry in self.actions_.entries.values():
            if not entry.command.hidden:
                menu = _(MENUS.get(entry.command.menu, ""))
                item = QTreeWidgetItem([f"{menu} › {entry.title()}" if menu else entry.title(), ""])
                item.setData(0, _ID, entry.command.id)
                self.list.addTopLevelItem(item)
                self._show(item)

    def _show(self, item: QTreeWidgetItem) -> None:
        id = str(item.data(0, _ID))
        item.setText(1, "  ".join(key_name(key) for key in keys_of(self.actions_.entries[id].command, self.own)))
        font = item.font(1)
        font.setBold(id in self.own)
        item.setFont(1, font)

    def _sift(self, words: str) -> None:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None:
                item.setHidden(words.casefold() not in item.text(0).casefold())

    def choose(self, id: str) -> None:
        """Choose a command."""
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None and item.data(0, _ID) == id:
                self.list.setCurrentItem(item)

    def chosen(self) -> str:
        """The id of the command chosen, or empty."""
        item = self.list.currentItem()
        return str(item.data(0, _ID)) if item is not None else ""

    def _typed(self) -> str:
        return self.field.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _start(self) -> None:
        self.field.clear()
        self._check()

    def _check(self) -> None:
        id, key = self.chosen(), self._typed()
        taken = self._others(id, key) if id and key else ""
        self.clash.setText(
            _("{key} already means: {commands}").format(key=key_name(key), commands=taken) if taken else ""
        )
        self.field.setEnabled(bool(id))
        self.set.setEnabled(bool(id and key and not taken))
        self.none.setEnabled(bool(id) and bool(keys_of(self.actions_.entries[id].command, self.own)))
        self.reset.setEnabled(id in self.own)

    def _others(self, id: str, key: str) -> str:
        """The titles of commands that would share the key in one mode."""
        found = [clash for clash in clashes({**self.own, id: [key]}) if id in clash.ids]
        return ", ".join(dict.fromkeys(self.actions_.entries[i].title() for c in found for i in c.ids if i != id))

    def _give(self, keys: list[str] | None) -> None:
        """Give the chosen command these keys, or (None) its default ones, unless those are taken meanwhile."""
        id = self.chosen()
        own = {i: k for i, k in self.own.items() if i != id} | ({} if keys is None else {id: keys})
        taken = [self.actions_.entries[i].title() for c in clashes(own) if id in c.ids for i in c.ids if i != id]
        if taken:
            self.clash.setText(
                _("The default key now means: {commands}").format(commands=", ".join(dict.fromkeys(taken)))
            )
            return
        self.own = own
        item = self.list.currentItem()
        if item is not None:
            self._show(item)
        self._start()
        self.changed.emit(self.own)


def _button(title: str, parent: QWidget) -> QPushButton:
    button = QPushButton(title, parent)
    button.setAutoDefault(False)
    return button

"""QActions drawn from the command registry: titles, keys by mode, menus, context menus, what can be used now."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from reader.commands import registry
from reader.commands.registry import MENUS, Command
from reader.domain.words import N_, _
from reader.ui import icons
from reader.ui.theme import Looks

EDITING = "editing"
ANYWHERE = "any"
_READING = "reading"
_REPAIR = "repair"
_FLAT = ("block",)
# Commands of a kind that share a submenu: by the beginning of their ids.
SUBMENUS = {
    "highlight.colour_": N_("Highlight in colour"),
    "tag.recent_": N_("Recent tags"),
    "theme.": N_("Theme"),
    "language.": N_("Language"),
    "cite.style_": N_("Citation style"),
    "text.": N_("Text size and width"),
    "article.mark_": N_("Reading state"),
    "review.answer_": N_("Answer"),
    "repair.": N_("Repair"),
}
_RECENT = "library.recent"


@dataclass(frozen=True)
class Clash:
    """A key that would mean several commands in one mode."""

    mode: str
    key: str
    ids: tuple[str, ...]


def keys_of(command: Command, own: Mapping[str, Iterable[str]] | None = None) -> tuple[str, ...]:
    """The keys of a command in portable text: a person's own, else the defaults."""
    if own and command.id in own:
        return tuple(own[command.id])
    return command.keys


def key_name(key: str) -> str:
    """A key as it stands on this system's keyboards: `Ctrl+K`, `⌘K`; a single letter small, as it is typed."""
    # Native names are translated elsewhere (Alt+右方向), unlike the words on the keys.
    native = sys.platform == "darwin"
    form = QKeySequence.SequenceFormat.NativeText if native else QKeySequence.SequenceFormat.PortableText
    shown = QKeySequence(key).toString(form)
    return shown.lower() if len(shown) == 1 else shown


def clashes(own: Mapping[str, Iterable[str]] | None = None) -> list[Clash]:
    """Keys that two commands share within one mode; none is how it should be."""
    found = []
    for mode in registry.MODES:
        users: dict[str, list[str]] = {}
        for command in registry.every():
            if command.mode in (mode, ANYWHERE):
                for key in keys_of(command, own):
                    users.setdefault(QKeySequence(key).toString(), []).append(command.id)
        found += [Clash(mode, key, tuple(ids)) for key, ids in users.items() if len(ids) > 1]
    return found


@dataclass
class Entry:
    """A command with its action and what the window knows about it."""

    command: Command
    action: QAction
    words: Callable[[], str] | None = None
    checked: Callable[[], bool] | None = None
    keys: tuple[str, ...] = field(default=())

    def title(self) -> str:
        """The title shown, in the language now set."""
        return self.words() if self.words else self.command.name


class Actions(QObject):
    """One QAction a command. `wished` says which command a person chose, by whatever way."""

    wished = Signal(str)
    recent_asked = Signal(QMenu)

    def __init__(self, parent: QWidget, looks: Looks, own_keys: Mapping[str, Iterable[str]] | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.mode = _READING
        self.entries: dict[str, Entry] = {}
        self.recent_menu = QMenu(parent)
        self.recent_menu.aboutToShow.connect(lambda: self.recent_asked.emit(self.recent_menu))
        for command in registry.every():
            action = QAction(parent)
            action.setObjectName(command.id)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _checked=False, id=command.id: self.wished.emit(id))
            # Roles by words ("Quit", "About") would move actions about on macOS in one language only.
            action.setMenuRole(QAction.MenuRole.NoRole)
            parent.addAction(action)
            self.entries[command.id] = Entry(command, action, keys=keys_of(command, own_keys))
        self._give_keys()
        self.retranslate()
        looks.changed.connect(self.retranslate)

    def __getitem__(self, id: str) -> QAction:
        return self.entries[id].action

    # words and keys

    def retranslate(self) -> None:
        """Titles in the language now set, icons in the theme's ink."""
        ink = self.looks.theme["muted"]
        for entry in self.entries.values():
            title = entry.title()
            entry.action.setText(title.replace("&", "&&"))
            keys = " ".join(key_name(key) for key in entry.keys[:1])
            entry.action.setToolTip(f"{title}  {keys}".strip())
            entry.action.setStatusTip("")
            if entry.command.icon and not entry.checked and icons.exists(entry.command.icon):
                entry.action.setIcon(icons.icon(entry.command.icon, ink))
        self.recent_menu.setTitle(self.entries[_RECENT].title())

    def set_mode(self, mode: str) -> None:
        """Let only the keys of `mode` count, and those that count everywhere."""
        if mode != self.mode:
            self.mode = mode
            self._give_keys()

    def set_keys(self, own: Mapping[str, Iterable[str]]) -> None:
        """Take up a person's own keys."""
        for entry in self.entries.values():
            entry.keys = keys_of(entry.command, own)
        self._give_keys()
        self.retranslate()

    def _give_keys(self) -> None:
        for entry in self.entries.values():
            counts = entry.command.mode in (self.mode, ANYWHERE)
            entry.action.setShortcuts([QKeySequence(key) for key in entry.keys] if counts else [])

    # what can be used

    def enable(self, fulfilled: Callable[[str], bool]) -> None:
        """Enable each command whose condition is fulfilled now."""
        known: dict[str, bool] = {"": True}
        for entry in self.entries.values():
            when = entry.command.when
            if when not in known:
                known[when] = fulfilled(when)
            if entry.action.isEnabled() != known[when]:
                entry.action.setEnabled(known[when])
            if entry.checked is not None:
                entry.action.setChecked(entry.checked())

    def say(self, id: str, words: Callable[[], str]) -> None:
        """Let a command be titled by what `words` returns."""
        self.entries[id].words = words

    def check(self, id: str, checked: Callable[[], bool]) -> None:
        """Let a command show a tick where `checked` is true."""
        self.entries[id].checked = checked
        self.entries[id].action.setCheckable(True)
        # An icon would stand where the tick belongs.
        self.entries[id].action.setIcon(QIcon())

    # menus

    def menus(self, parent: QWidget) -> list[QMenu]:
        """All menus, in order; a menu without commands is left out."""
        made = []
        for key, title in MENUS.items():
            menu = QMenu(_(title), parent)
            self._fill(menu, [e for e in self.entries.values() if e.command.menu == key and not e.command.hidden])
            if not menu.isEmpty():
                made.append(menu)
        return made

    def context_menu(self, places: Sequence[str], parent: QWidget) -> QMenu:
        """The menu of places (of `article`, `list`, `tree`, `highlight`, `tag`, `block`); only what can be used."""
        menu = QMenu(parent)
        usable = [entry for entry in self.entries.values() if entry.action.isEnabled()]
        here = [e for place in places for e in usable if place in e.command.context]
        self._fill(menu, [e for e in here if not e.command.hidden], flat=tuple(places) == _FLAT)
        if tuple(places) == _FLAT:
            self._add_repairs_of_article(menu, usable)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _add_repairs_of_article(self, menu: QMenu, usable: Sequence[Entry]) -> None:
        """Below what is done to a block: a submenu of what is done to its article."""
        menu.addSeparator()
        below = menu.addMenu(_(MENUS["article"]))
        found = [e for e in usable if "list" in e.command.context and e.command.id.startswith("repair.")]
        self._fill(below, found, flat=True)

    def _fill(self, menu: QMenu, entries: list[Entry], *, flat: bool = False) -> None:
        """Fill a menu, a line between subjects (the part of the id before the dot); `flat`: without submenus."""
        groups: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.command.mode in (_READING, ANYWHERE, _REPAIR, self.mode):
                groups.setdefault(entry.command.id.partition(".")[0], []).append(entry)
        for group in groups.values():
            menu.addSeparator()
            below: dict[str, QMenu] = {}
            for entry in group:
                self._add(menu, below, entry, flat)

    def _add(self, menu: QMenu, below: dict[str, QMenu], entry: Entry, flat: bool) -> None:
        start = "" if flat else next((s for s in SUBMENUS if entry.command.id.startswith(s)), "")
        if entry.command.id == _RECENT:
            menu.addMenu(self.recent_menu)
        elif not start:
            menu.addAction(entry.action)
        else:
            if start not in below:
                below[start] = menu.addMenu(_(SUBMENUS[start]))
            below[start].addAction(entry.action)

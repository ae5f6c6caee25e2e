"""Actions are drawn from the registry: every command bound, no key twice, letters only while reading."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from reader.commands import registry
from reader.commands.session import Session
from reader.ui import bindings
from reader.ui.actions import clashes
from reader.ui.theme import Looks
from tests.ui.shell import open_window


def test_every_window_command_is_bound() -> None:
    own = {command.id for command in registry.every() if command.run is None}
    assert own == set(bindings.HANDLERS)


def test_every_data_command_in_a_menu_has_its_arguments_collected() -> None:
    shown = {
        command.id
        for command in registry.every()
        if command.run is not None
        and (command.menu or command.context)
        and not command.hidden
        and command.mode != "repair"
    }
    assert shown <= set(bindings.COLLECTORS)
    assert set(bindings.COLLECTORS) <= {command.id for command in registry.every()}


def test_no_key_means_two_commands() -> None:
    assert clashes() == []


def test_a_persons_own_keys_are_tested_too() -> None:
    found = clashes({"go.next": ["k"]})
    assert {(c.mode, c.key, c.ids) for c in found} == {("reading", "K", ("go.next", "go.previous"))}


def test_every_condition_is_known(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    unknown = {c.id: c.when for c in registry.every() if not window.targets.knows(c.when)}
    assert not unknown


def test_every_key_can_be_typed() -> None:
    for command in registry.every():
        for key in command.keys:
            assert not QKeySequence(key).isEmpty(), (command.id, key)


def test_letters_count_only_while_no_text_is_typed(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    window.list.table.setFocus()
    qtbot.waitUntil(lambda: window.actions_.mode == "reading")
    assert window.actions_["go.next"].shortcuts()
    window.top.search.setFocus()
    qtbot.waitUntil(lambda: window.actions_.mode == "editing")
    assert not window.actions_["go.next"].shortcuts()
    assert window.actions_["palette.open"].shortcuts()
    before = window.list.current
    qtbot.keyClicks(window.top.search, "jk1")
    assert window.top.search.text() == "jk1"
    assert window.list.current == before
    window.top.search.clear_search()


def test_j_and_k_walk(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    window.list.table.setFocus()
    qtbot.waitUntil(lambda: window.actions_.mode == "reading")
    first = window.list.current
    qtbot.keyClick(window.list.table, Qt.Key.Key_J)
    assert window.list.current != first
    qtbot.keyClick(window.list.table, Qt.Key.Key_K)
    assert window.list.current == first


def test_own_keys_replace_the_defaults(qtbot: QtBot, session: Session, looks: Looks) -> None:
    session.set_setting("keys", {"go.next": ["Ctrl+J"]})
    window = open_window(qtbot, session, looks)
    assert [k.toString() for k in window.actions_["go.next"].shortcuts()] == ["Ctrl+J"]
    session.set_setting("keys", {})


def test_menus_hold_what_the_registry_says(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    menus = window.actions_.menus(window)
    assert [m.title() for m in menus][:2] == ["File", "Edit"]

    def ids(menu: object) -> set[str]:
        found = set()
        for action in menu.actions():  # type: ignore[attr-defined]
            found |= ids(action.menu()) if action.menu() else {action.objectName()}
        return found

    shown = set().union(*(ids(menu) for menu in menus)) - {""}
    wanted = {c.id for c in registry.every() if c.menu and not c.hidden and c.mode not in {"repair", "review"}}
    assert wanted - shown == {"library.recent"}


@pytest.mark.parametrize("place", ["list", "article", "tree", "tag", "highlight"])
def test_context_menus_offer_only_what_can_be_used(qtbot: QtBot, session: Session, looks: Looks, place: str) -> None:
    window = open_window(qtbot, session, looks)
    menu = window.actions_.context_menu((place,), window)
    assert all(a.isEnabled() for a in menu.actions() if not a.isSeparator())


def test_every_action_has_a_title(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    for id, entry in window.actions_.entries.items():
        assert entry.action.text(), id
        assert "{" not in entry.action.text(), id

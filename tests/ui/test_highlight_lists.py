"""The windows about many highlights: colours, all mentions, one list; and the colours themselves in each theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from reader.commands.mentions import find_mentions
from reader.commands.session import Session
from reader.domain import hue
from reader.domain.views import BlockSpan, Listing
from reader.ui.mark_painter import HIT_WASH, OWN_LINES, UNDERLINES, underline
from reader.ui.marks.colours import Colours
from reader.ui.marks.mentions import Mentions
from reader.ui.marks.passages import Passages
from reader.ui.marks.place_review import ACCEPTED, PASSED
from reader.ui.theme import HIGHLIGHTS, THEMES, Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window

Find = Callable[[str], BlockSpan]
KEY = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    return open_window(qtbot, session, looks)


def opened(qtbot: QtBot, window: MainWindow, command: str, kind: type) -> object:
    """The dialog a command opens."""
    window.do(command)
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)))
    (found,) = window.findChildren(kind)
    return found


# ---- mentions


def test_all_mentions_are_reviewed_by_key(qtbot: QtBot, window: MainWindow, session: Session, span_of: Find) -> None:
    pane = window.pane
    pane.select([span_of("甄望")])
    pane.highlight("teal")
    session.do("highlight.tag", highlight=pane.current_highlight(), tags=["人名"])
    dialog = opened(qtbot, window, "mentions.open", Mentions)
    assert isinstance(dialog, Mentions)
    qtbot.waitUntil(lambda: len(dialog.mentions) == 2)
    assert dialog.colour.currentData() == "teal" and dialog.tags.text() == "人名"
    assert "1 highlighted already" in dialog.told.text()
    assert not dialog.yes.isEnabled()
    qtbot.keyClick(dialog.list, KEY.Key_N)
    qtbot.keyClick(dialog.list, KEY.Key_Y)
    assert dialog.states == {0: PASSED, 1: ACCEPTED}
    qtbot.keyClick(dialog.list, KEY.Key_Backspace)
    assert dialog.states == {1: ACCEPTED}
    qtbot.keyClick(dialog.list, KEY.Key_A)
    assert dialog.states == {0: ACCEPTED, 1: ACCEPTED}
    last = session.library.last_act()
    with qtbot.waitSignal(dialog.wished):
        qtbot.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.library.last_act() == last + 1
    found = find_mentions(session, "甄望", Listing("all"))
    assert [[colour for _id, colour in m.marked] for m in found] == [["teal"], ["teal"]]
    assert [t.highlights for t in session.tags()] == [2]


def test_the_place_is_switched(qtbot: QtBot, window: MainWindow, session: Session, span_of: Find) -> None:
    window.pane.select([span_of("甄望")])
    dialog = opened(qtbot, window, "mentions.open", Mentions)
    assert isinstance(dialog, Mentions)
    qtbot.waitUntil(lambda: len(dialog.mentions) == 2)
    qtbot.mouseClick(dialog._scopes.button(1), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.mentions) == 1)
    dialog.reject()
    assert session.next_undo() is None or session.next_undo().command != "mentions.mark"  # type: ignore[union-attr]


def test_without_words_it_is_said_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    window.do("mentions.open")
    assert not window.findChildren(Mentions)
    assert window.message.isVisible()


# ---- one list


def passages_of(qtbot: QtBot, window: MainWindow, count: int) -> Passages:
    dialog = opened(qtbot, window, "passages.open", Passages)
    assert isinstance(dialog, Passages)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == count)
    return dialog


def mark(session: Session, window: MainWindow, *words: str) -> None:
    for one in words:
        for m in find_mentions(session, one, Listing("all"))[:1]:
            place = [(m.block, m.start, m.end)]
            session.do("highlight.add", article=m.article, spans=place, colour="yellow")


def test_the_list_opens_changes_and_follows(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    mark(session, window, "值守平台", "全市河道", "旧井普查结束")
    dialog = passages_of(qtbot, window, 3)
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    quotes = [dialog.model.passage(row).quote for row in range(3)]  # type: ignore[union-attr]
    assert quotes == ["全市河道", "值守平台", "旧井普查结束"]
    table = dialog.table
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_Return)
    qtbot.waitUntil(lambda: window.pane.marking.chosen() == dialog.model.ids[2])
    assert window.view is not None and window.view.title is not None and "旧井" in window.view.title
    qtbot.keyClick(table, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(dialog.chosen()) == 3
    qtbot.keyClick(table, KEY.Key_4)
    qtbot.waitUntil(lambda: {dialog.model.passage(n).colour for n in range(3)} == {"pink"})  # type: ignore[union-attr]
    qtbot.keyClick(table, KEY.Key_Delete)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0)
    assert "Nothing" in dialog.told.text()
    session.undo().result()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    dialog.close()


def test_chosen_ones_are_made_one(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    mark(session, window, "值守平台", "全市河道", "旧井普查结束")
    dialog = passages_of(qtbot, window, 3)
    qtbot.keyClick(dialog.table, KEY.Key_Plus)
    assert "two or more" in dialog.told.text()
    qtbot.keyClick(dialog.table, KEY.Key_Down)
    qtbot.keyClick(dialog.table, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dialog.table, KEY.Key_Plus)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    whole = dialog.model.passage(1).quote  # type: ignore[union-attr]
    assert "值守平台" in whole and "旧井普查结束" in whole
    both = [id for id in session.ids(Listing("all")) if (view := session.article(id)) and any(
        h.quote == whole for h in view.highlights)]  # fmt: skip
    assert len(both) == 2, "it is shown whole in each article that has words of it"
    session.undo().result()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    dialog.close()


def test_the_list_is_narrowed(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    mark(session, window, "值守平台", "全市河道", "旧井普查结束")
    session.do("passages.tag", highlights=[1], tags=["技术"])
    dialog = passages_of(qtbot, window, 3)
    dialog.bar.focus()
    qtbot.keyClicks(dialog.bar.field, "#")
    dialog.bar.field.insert("技")
    qtbot.waitUntil(lambda: list(dialog.model.ids) == [1])
    dialog.bar.clear()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    dialog.bar.choose("sort", "newest")
    qtbot.waitUntil(lambda: list(dialog.model.ids) == [3, 2, 1])
    dialog.bar.choose("state", "lost")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0)
    dialog.close()


# ---- colours


def test_colours_are_named_ordered_added_and_removed(
    qtbot: QtBot, window: MainWindow, session: Session, span_of: Find
) -> None:
    window.pane.select([span_of("值守平台")])
    window.pane.highlight("yellow")
    dialog = opened(qtbot, window, "colours.edit", Colours)
    assert isinstance(dialog, Colours)
    assert dialog.chosen() is not None and dialog.chosen().key == "yellow"  # type: ignore[union-attr]
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "proof")
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    qtbot.waitUntil(lambda: session.colours()[0].name == "proof")
    assert dialog.isVisible(), "Enter keeps the word and closes nothing"
    qtbot.mouseClick(dialog.down, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [c.key for c in session.colours()][:2] == ["green", "yellow"])
    assert dialog.chosen().key == "yellow", "it stays chosen"  # type: ignore[union-attr]
    dialog.into.setCurrentIndex(dialog.into.findData("pink"))
    qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(session.colours()) == 7)
    assert window.pane.article().highlights[0].colour == "pink"  # type: ignore[union-attr]
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(session.colours()) == 8)
    made = session.colours()[-1]
    assert dialog.chosen().key == made.key and dialog.name.hasSelectedText()  # type: ignore[union-attr]
    assert window.looks.theme.tint(made.key) != window.looks.theme.tint("grey")
    dialog.close()


def test_what_is_hard_to_tell_apart_is_said(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    dialog = opened(qtbot, window, "colours.edit", Colours)
    assert isinstance(dialog, Colours)
    assert not dialog.warning.isVisible()
    session.do("colour.recolour", key="green", value="#fbe08e")
    qtbot.waitUntil(dialog.warning.isVisible)
    assert "evidence" in dialog.warning.text() and "quotation" in dialog.warning.text()
    dialog.close()


@pytest.mark.parametrize("key", THEMES)
def test_the_eight_differ_for_every_reader(key: str) -> None:
    theme = THEMES[key]
    for colours in (theme.tints, theme.edges):
        assert hue.confusable(colours, 0.045) == []
    assert min(hue.contrast(tint, theme["ink"]) for tint in theme.tints.values()) >= 4
    assert min(hue.contrast(edge, theme["page"]) for edge in theme.edges.values()) >= 2.8


@pytest.mark.parametrize("key", THEMES)
@pytest.mark.parametrize("value", ["#000000", "#ffffff", "#ff0000", "#0000aa", "#777777", "#ffee88"])
def test_any_value_is_readable_in_any_theme(key: str, value: str) -> None:
    theme = THEMES[key].with_colours({"own1-x": value})
    assert hue.contrast(theme.tint("own1-x"), theme["ink"]) >= (5 if theme.dark else 7)
    assert hue.contrast(theme.edge("own1-x"), theme["page"]) >= 3
    assert theme.tint("yellow") == THEMES[key].tint("yellow")


def test_sixteen_lines_are_all_different(qtbot: QtBot, looks: Looks) -> None:
    drawn = set()
    for key in (*HIGHLIGHTS, *(f"{own}-0" for own in OWN_LINES)):
        picture = QImage(90, 14, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        underline(painter, key, looks.colour("ink"), 2, 88, 6)
        painter.end()
        drawn.add(bytes(picture.constBits()))
    assert len(drawn) == len(UNDERLINES) + len(OWN_LINES) == 16


@pytest.mark.parametrize("key", THEMES)
def test_a_hit_looks_like_no_highlight(key: str) -> None:
    theme = THEMES[key]
    wash = hue.mixed(theme["page"], theme["hit_edge"], HIT_WASH)
    assert min(hue.distance(wash, tint) for tint in theme.tints.values()) >= 0.029
    assert min(hue.distance(theme["hit_edge"], edge) for edge in theme.edges.values()) >= 0.05

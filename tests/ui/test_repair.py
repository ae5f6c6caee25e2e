"""Repair mode: cards and source in step, every verb by key, one undo each, drag and drop, nothing to repair."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.places import sample_issues
from reader.domain.views import ArticleView, Listing
from reader.ui.palette import Palette
from reader.ui.repair.bench import Bench
from reader.ui.repair.dragging import ARTICLES, BLOCKS, packed
from reader.ui.repair.fields_dialog import FieldsDialog
from reader.ui.terms import unworded
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    """The window in repair mode at the first of two articles."""
    made = open_window(qtbot, session, looks)
    qtbot.waitUntil(made.isActiveWindow)
    press(made, "r")
    assert made.mode == "repair"
    return made


def press(window: MainWindow, keys: str) -> None:
    """Type keys where the keyboard is, as a person would: letters as they come, capitals with Shift."""
    for key in keys:
        target = window.focusWidget() or window
        QTest.keyClick(target, key.upper() if key.isalpha() else key, SHIFT if key.isupper() else PLAIN)


def strike(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def pick(window: MainWindow, typed: str) -> None:
    """Type into the picker that is open and take the first entry."""
    picker = next(p for p in window.findChildren(Palette) if p.isVisible())
    picker.field.setText(typed)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)


def bench(window: MainWindow) -> Bench:
    assert window.repairing.bench is not None
    return window.repairing.bench


def view(window: MainWindow) -> ArticleView:
    assert window.view is not None
    return window.view


def roles(window: MainWindow) -> list[str]:
    return [b.role for b in view(window).blocks]


def text(window: MainWindow, n: int) -> str:
    return view(window).blocks[n].text


def test_r_opens_it_and_escape_goes_back_to_reading(window: MainWindow) -> None:
    assert window.top.way.words.endswith("› Repair structure")
    assert window.status.mode.isVisible()
    assert bench(window).cards.hasFocus()
    assert [c.block.id for c in bench(window).cards.cards] == [b.id for b in view(window).blocks]
    strike(window, Qt.Key.Key_Escape)
    assert window.mode == "reading"
    assert window.repairing.bench is None
    assert window.pane.isVisible()
    assert window.marks.isVisible()
    assert not window.top.way.words.endswith("Repair structure")
    assert not window.status.mode.isVisible()
    assert window.pane.hasFocus() or window.pane.isAncestorOf(window.focusWidget() or QWidget())


def test_j_and_k_walk_the_blocks_and_the_source_follows(window: MainWindow) -> None:
    assert bench(window).cards.at == 0
    press(window, "jj")
    block = bench(window).current()
    assert block == view(window).blocks[2]
    source = window.repairing.source
    assert source is not None
    piece = block.pieces[0]
    assert source.page is not None
    assert source.text.framed[0] == (piece.start, piece.end)  # before any astral character
    press(window, "k")
    assert bench(window).current() == view(window).blocks[1]
    assert "Title" in bench(window).why.text()


def test_a_click_in_the_source_chooses_the_block(qtbot: QtBot, window: MainWindow) -> None:
    source = window.repairing.source
    assert source is not None
    wanted = view(window).blocks[4]
    qtbot.mouseClick(source.text.viewport(), Qt.MouseButton.LeftButton, pos=source.point_of(wanted.pieces[0].start + 2))
    assert bench(window).current() == wanted


def test_a_click_in_another_articles_source_opens_it(window: MainWindow, session: Session) -> None:
    other = session.article(list(session.ids(Listing("all")))[1])
    assert other is not None
    window.repairing.go_to_block(other.blocks[1].id, other.id)
    assert view(window).id == other.id
    assert bench(window).current() == other.blocks[1]


def test_s_splits_at_the_caret_and_plus_joins_again(window: MainWindow) -> None:
    press(window, "jjj")
    before = text(window, 3)
    strike(window, Qt.Key.Key_Return)
    assert bench(window).cards.caret == before.index(",") + 1
    press(window, "s")
    assert text(window, 3) == before[: before.index(",") + 1]
    assert bench(window).cards.at == 3
    press(window, "+")
    assert text(window, 3) == before
    assert window.message.isVisible()


def test_minus_joins_with_the_block_before(window: MainWindow) -> None:
    press(window, "jjjj")
    joined = text(window, 3) + text(window, 4)
    press(window, "-")
    assert text(window, 3) == joined
    assert bench(window).current() == view(window).blocks[3]


def test_shift_r_offers_roles(window: MainWindow) -> None:
    press(window, "R")
    pick(window, "deck")
    assert roles(window)[0] == "deck"
    assert bench(window).cards.hasFocus()


def test_several_blocks_get_a_role_in_one_step(window: MainWindow, session: Session) -> None:
    press(window, "jjj")
    press(window, "J")
    assert len(bench(window).blocks()) == 2
    press(window, "R")
    pick(window, "quotation")
    assert roles(window)[3:5] == ["quote", "quote"]
    window.do("history.undo")
    assert roles(window)[3:5] == ["paragraph", "paragraph"]


def test_m_moves_to_another_article(window: MainWindow, session: Session) -> None:
    moved = view(window).blocks[-1]
    for _n in range(len(view(window).blocks) - 1):
        press(window, "j")
    press(window, "m")
    pick(window, "旧井")
    assert moved.id not in [b.id for b in view(window).blocks]
    other = session.article(list(session.ids(Listing("all")))[1])
    assert other is not None
    assert other.blocks[-1].id == moved.id


def test_delete_puts_a_block_among_the_page_text_and_a_drag_pulls_it_back(window: MainWindow) -> None:
    moved = view(window).blocks[0].id
    strike(window, Qt.Key.Key_Delete)
    cards = bench(window).cards
    assert cards.cards[-1].block.id == moved
    assert cards.cards[-1].furniture
    assert cards.cards[-1].heading
    cards.drop_blocks([moved], 0)
    assert view(window).blocks[0].id == moved
    assert not any(card.furniture for card in cards.cards)


def test_shift_a_makes_an_article_of_the_blocks_chosen(window: MainWindow) -> None:
    press(window, "jjjj")
    press(window, "J")
    rows = window.list.model.rowCount()
    press(window, "A")
    assert window.list.model.rowCount() == rows + 1
    assert len(view(window).blocks) == 4


def test_shift_s_splits_the_article(window: MainWindow) -> None:
    press(window, "jjjj")
    rows = window.list.model.rowCount()
    press(window, "S")
    assert window.list.model.rowCount() == rows + 1
    assert len(view(window).blocks) == 4
    assert window.message.text.text() == "The article was split in two."


def test_shift_m_merges(window: MainWindow, session: Session) -> None:
    count = len(view(window).blocks)
    press(window, "M")
    pick(window, "旧井")
    assert len(view(window).blocks) > count
    assert window.list.model.rowCount() == 1


def test_shift_h_brings_a_headline_to_its_text(window: MainWindow) -> None:
    press(window, "j")
    strike(window, Qt.Key.Key_Down, ALT)
    strike(window, Qt.Key.Key_Down, ALT)
    strike(window, Qt.Key.Key_Down, ALT)
    assert roles(window).index("title") == 4
    press(window, "H")
    assert roles(window).index("title") < roles(window).index("paragraph")


def test_alt_up_and_down_reorder_blocks(window: MainWindow) -> None:
    first, second = [b.id for b in view(window).blocks][:2]
    strike(window, Qt.Key.Key_Down, ALT)
    assert [b.id for b in view(window).blocks][:2] == [second, first]
    current = bench(window).current()
    assert current is not None
    assert current.id == first
    strike(window, Qt.Key.Key_Up, ALT)
    assert [b.id for b in view(window).blocks][:2] == [first, second]


def test_alt_up_and_down_reorder_articles_in_the_list(window: MainWindow, session: Session) -> None:
    first, second = list(window.list.model.ids())
    window.list.table.setFocus()
    strike(window, Qt.Key.Key_Down, ALT)
    assert list(window.list.model.ids()) == [second, first]
    assert view(window).id == first
    strike(window, Qt.Key.Key_Up, ALT)
    assert list(window.list.model.ids()) == [first, second]


def test_kind_and_page(window: MainWindow) -> None:
    press(window, "T")
    pick(window, "photo")
    assert view(window).kind == "photo"
    press(window, "P")
    pick(window, "A07")
    page = view(window).page
    assert page is not None
    assert page.label == "A07"


def test_a_continuation_is_linked_and_unlinked(window: MainWindow, session: Session) -> None:
    other = list(session.ids(Listing("all")))[1]
    press(window, "L")
    pick(window, "旧井")
    assert view(window).continues_to == other
    press(window, "L")
    pick(window, "unlink")
    assert view(window).continues_to is None


def test_fields_say_where_they_come_from_and_take_selected_words(qtbot: QtBot, window: MainWindow) -> None:
    press(window, "jjj")
    card = bench(window).cards.current()
    assert card is not None
    at = card.block.text.index("三里湾")
    bench(window).cards.put_caret(at)
    for _n in range(3):
        strike(window, Qt.Key.Key_Right, SHIFT)
    press(window, "F")
    dialog = next(d for d in window.findChildren(FieldsDialog) if d.isVisible())
    authors = [f for f in view(window).fields if f.name == "author"]
    assert dialog.origin("authors", authors) == "read from the page"
    qtbot.mouseClick(dialog.shows["authors"], Qt.MouseButton.LeftButton)
    shown = bench(window).selected_words()
    assert shown is not None
    assert shown[1] == authors[0].value
    qtbot.mouseClick(dialog.uses["place"], Qt.MouseButton.LeftButton)
    dialog.accept()
    assert view(window).field("place") == "三里湾"
    assert next(f for f in view(window).fields if f.name == "place").span is not None
    assert [f for f in view(window).fields if f.name == "author"] == authors


def test_a_label_is_renamed_with_its_count(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    from reader.ui.repair.relabel_dialog import RelabelDialog

    for id in list(session.ids(Listing("all"))):
        window.run("repair.field", article=id, name="column", value="城事")
    window.do("repair.relabel")
    dialog = next(d for d in window.findChildren(RelabelDialog) if d.isVisible())
    assert "2 articles" in dialog.scope.currentText()
    dialog.field.setText("城市")
    dialog.accept()
    assert view(window).column == "城市"


def test_undo_takes_each_repair_back_in_one_step(window: MainWindow) -> None:
    def state() -> list[tuple[int, str, str]]:
        return [(b.id, b.role, b.text) for b in view(window).blocks]

    before = state()
    press(window, "jjj")
    strike(window, Qt.Key.Key_Return)
    press(window, "s")
    strike(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert state() == before
    press(window, "J+")
    assert len(state()) == len(before) - 1
    strike(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert state() == before


def test_articles_and_blocks_are_dropped_on_the_list(window: MainWindow, session: Session) -> None:
    first, second = list(window.list.model.ids())
    table = window.list.table
    data = QMimeData()
    moved = view(window).blocks[-1].id
    data.setData(BLOCKS, packed([moved]))
    window.repairing.drops.drop(data, table.visualRect(window.list.model.index(1, 0)).center(), merge=False)
    other = session.article(second)
    assert other is not None
    assert other.blocks[-1].id == moved
    data = QMimeData()
    data.setData(ARTICLES, packed([second]))
    window.repairing.drops.drop(data, QPoint(20, 2), merge=False)
    assert list(window.list.model.ids()) == [second, first]
    window.repairing.drops.drop(data, table.visualRect(window.list.model.index(1, 0)).center(), merge=True)
    assert list(window.list.model.ids()) == [first]


def test_n_and_p_go_to_the_next_article(window: MainWindow) -> None:
    first = view(window).id
    press(window, "n")
    assert view(window).id != first
    assert window.mode == "repair"
    press(window, "p")
    assert view(window).id == first


def test_a_change_from_elsewhere_keeps_the_block_chosen(window: MainWindow, session: Session) -> None:
    press(window, "jjj")
    kept = bench(window).blocks()
    other = open_session(session.library.path)
    other.do("repair.role", block=view(window).blocks[0].id, role="deck")
    other.close()
    window.notice_others()
    assert roles(window)[0] == "deck"
    assert bench(window).blocks() == kept


def test_a_read_only_library_can_be_looked_at(qtbot: QtBot, session: Session, looks: Looks, tmp_path: Path) -> None:
    path = session.library.path
    session.close()
    path.chmod(0o444)
    opened = open_session(path, read_only=True)
    try:
        window = open_window(qtbot, opened, looks)
        window.do("repair.open")
        assert window.repairing.bench is not None
        assert not window.actions_["repair.role"].isEnabled()
        assert "read only" in window.message.text.toolTip()
        window.do("repair.next_block")
        assert bench(window).cards.at == 1
    finally:
        opened.close()
        path.chmod(0o644)


def test_another_language_keeps_the_mode(window: MainWindow) -> None:
    window.set_language("zh_CN")
    try:
        assert window.mode == "repair"
        assert window.repairing.bench is not None
    finally:
        window.set_language("en")


def test_closing_in_repair_mode_leaves_nothing_open(window: MainWindow) -> None:
    press(window, "F")
    dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
    dialog.reject()
    assert window.repairing.bench is not None
    assert window.close()


def test_a_second_message_has_room_for_its_words(qtbot: QtBot, window: MainWindow) -> None:
    press(window, "+")
    strike(window, Qt.Key.Key_Down, ALT)
    press(window, "T")
    pick(window, "photo")
    words = window.message.text
    assert words.text() == "The kind of article was set."
    needed = words.fontMetrics().horizontalAdvance(words.text())
    qtbot.waitUntil(lambda: all(button.isVisible() for button in window.message._choices))
    assert words.width() >= needed


def test_a_command_of_the_text_goes_back_to_reading_first(window: MainWindow) -> None:
    window.do("find.open")
    assert window.mode == "reading"
    assert window.pane.isVisible()


def test_blocks_dropped_where_no_page_text_is_become_page_text(window: MainWindow) -> None:
    cards = bench(window).cards
    assert cards.foot
    moved = view(window).blocks[-1].id
    cards.drop_blocks([moved], len(cards.cards), on_foot=True)
    assert cards.cards[-1].furniture
    assert cards.cards[-1].block.id == moved
    assert not cards.foot


def test_each_card_says_why_it_is_what_it_is(window: MainWindow) -> None:
    assert all(card.reason for card in bench(window).cards.cards if card.block.role in {"kicker", "title", "byline"})
    press(window, "R")
    pick(window, "deck")
    card = bench(window).cards.current()
    assert card is not None
    assert card.reason == "set by a person"
    assert "set by a person" in bench(window).why.text()


def test_every_rule_that_decided_a_block_of_the_samples_has_words(tmp_path: Path) -> None:
    opened = open_session(tmp_path / "samples.pressmark", create=True)
    opened.do("import.files", paths=[sample_issues()])
    reasons = [str(row[0]) for row in opened.library.rows("select distinct reason from block")]
    opened.close()
    assert reasons
    assert {rule for reason in reasons for rule in unworded(reason)} == set()


def test_an_article_of_one_block_has_nothing_to_join(window: MainWindow) -> None:
    press(window, "A")
    press(window, "n")
    while len(view(window).blocks) > 1 and window.list.step(1):
        pass
    assert len(view(window).blocks) == 1
    press(window, "-")
    assert window.message.text.text() == "No block stands before this one."
    press(window, "+")
    assert window.message.text.text() == "No block follows this one."
    assert len(view(window).blocks) == 1


def test_repair_begins_at_the_caret_and_escape_puts_it_at_the_block_chosen(window: MainWindow) -> None:
    strike(window, Qt.Key.Key_Escape)
    third = view(window).blocks[2].id
    window.pane.stand_at(third)
    press(window, "r")
    chosen = bench(window).current()
    assert chosen is not None and chosen.id == third
    press(window, "j")
    chosen = bench(window).current()
    assert chosen is not None and chosen.id == view(window).blocks[3].id
    strike(window, Qt.Key.Key_Escape)
    place = window.pane.shown.places.place_at(window.pane.view.textCursor().position())
    assert place == (chosen.id, 0)
    assert window.pane.block_in_sight() == chosen.id

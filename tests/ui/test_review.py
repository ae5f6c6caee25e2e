"""The review of doubts in the window: by key and by mouse, one after the other, taken back, the same for all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.commands import review
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.places import sample_issues
from reader.domain.views import Listing, Place
from reader.ui.actions import clashes
from reader.ui.article_model import spoken
from reader.ui.dialogs.newspapers import Newspapers
from reader.ui.flag_list import FlagList
from reader.ui.review.alike import AlikeDialog
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.commands.test_review import day
from tests.store.dump import dump
from tests.ui.shell import open_window


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Two newspapers' issues with four doubts: two lost ends, a headline inside its text, a label."""
    opened = open_session(tmp_path / "review.pressmark", create=True)
    opened.do("import.files", paths=[sample_issues(), day(tmp_path, "2024-06-09", 0)])
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    """The window, at the first issue."""
    return open_window(qtbot, session, looks)


def press(qtbot: QtBot, window: MainWindow, key: str | Qt.Key) -> None:
    """Type a key where the keyboard is."""
    target = QApplication.focusWidget() or window
    qtbot.keyClicks(target, key) if isinstance(key, str) else qtbot.keyClick(target, key)


def shown(window: MainWindow) -> int:
    """The flag on the card."""
    doubt = window.reviewing.card.doubt
    assert doubt is not None and window.reviewing.card.isVisible()
    return doubt.flag.id


def state_of(session: Session, flag: int) -> str:
    return str(session.library.value("select state from flag where id = ?", (flag,)))


def begin(window: MainWindow, kind: str = "") -> None:
    window.navigation.show_listing(Listing("review", None, kind))


def at_code(qtbot: QtBot, window: MainWindow, code: str) -> int:
    """Walk to the first doubt of a kind."""
    while window.reviewing.card.doubt is not None and window.reviewing.card.doubt.flag.code != code:
        press(qtbot, window, "n")
    return shown(window)


def test_choosing_it_in_the_tree_shows_the_first_doubt_framed_in_its_text(window: MainWindow) -> None:
    index = window.tree._model.find("review", None, "breaks")
    window.tree.setCurrentIndex(index)
    assert window.mode == "review" and window.list.listing == Listing("review", None, "breaks")
    doubt = window.reviewing.card.doubt
    assert doubt is not None and doubt.flag.code == "truncated" and (doubt.number, doubt.total) == (1, 2)
    assert window.view is not None and window.view.id == doubt.flag.article
    framed = window.pane.view.framed()
    assert framed is not None
    words = window.pane.shown.words_between(*framed)
    assert [b.text for b in window.view.blocks if b.id == doubt.flag.block] == [words]


def test_numbers_answer_and_the_next_doubt_comes_by_itself(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    begin(window)
    met = []
    while window.reviewing.card.doubt is not None:
        met.append(shown(window))
        doubt = window.reviewing.card.doubt
        assert (doubt.number, doubt.total) == (len(met), 4)
        press(qtbot, window, "1")
    assert len(set(met)) == 4 and session.flags() == []
    assert {state_of(session, flag) for flag in met} == {"answered"}
    assert window.reviewing.card.isHidden() or "✓" in window.reviewing.card.reason.text()
    assert window.pane.empty.title.text() == "Nothing left to review"


def test_the_end_leads_back_to_reading(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    begin(window)
    while window.reviewing.card.doubt is not None:
        press(qtbot, window, "0")
    assert "4 doubts settled" in window.pane.empty.text.text()
    window.pane.empty.button.click()
    assert window.mode == "reading" and window.list.listing is not None and window.list.listing.kind == "issue"
    assert window.view is not None


def test_the_end_is_not_said_any_more_elsewhere(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    begin(window)
    while window.reviewing.card.doubt is not None:
        press(qtbot, window, "0")
    window.leave_mode()
    assert window.pane.empty.title.text() == "No article is open"


def test_what_is_in_question_is_not_under_a_message(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.resize(900, 560)
    begin(window)
    view = window.pane.view

    def is_free() -> bool:
        room, bar = view.viewport().height(), view.verticalScrollBar()
        return room - view.cursorRect().bottom() >= min(room // 4, 40) or bar.value() == bar.maximum()

    for _turn in range(4):
        qtbot.waitUntil(is_free)
        window.reviewing.step(1)


def test_n_and_p_walk_and_zero_dismisses(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    begin(window)
    first = shown(window)
    press(qtbot, window, "n")
    second = shown(window)
    assert second != first
    press(qtbot, window, "p")
    assert shown(window) == first
    press(qtbot, window, "p")
    assert shown(window) == first and window.message.isVisible()
    press(qtbot, window, "0")
    assert state_of(session, first) == "dismissed" and shown(window) == second


def test_undo_takes_the_answer_back_and_shows_its_doubt(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    begin(window)
    flag = at_code(qtbot, window, "headline-inside-body")
    before = dump(session.library)
    press(qtbot, window, "2")
    assert shown(window) != flag and dump(session.library) != before
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown(window) == flag and dump(session.library) == before
    assert window.view is not None and window.view.id == window.reviewing.card.doubt.flag.article  # type: ignore[union-attr]


def test_an_answer_can_be_clicked_and_its_outcome_looked_at(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    begin(window)
    flag = at_code(qtbot, window, "headline-inside-body")
    card = window.reviewing.card
    card.answers[0].setFocus()  # wherever the pointer rests
    one = card.outlook.accessibleName()
    assert card.current == 1
    card.answers[1].setFocus()
    assert card.current == 2 and card.outlook.accessibleName() != one
    press(qtbot, window, "[")
    assert card.current == 1 and card.outlook.accessibleName() == one
    qtbot.mouseClick(card.answers[-1], Qt.MouseButton.LeftButton)
    assert state_of(session, flag) == "dismissed"


def test_escape_goes_back_to_the_issue_of_the_article(qtbot: QtBot, window: MainWindow) -> None:
    begin(window)
    view = window.view
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.mode == "reading" and window.reviewing.card.isHidden()
    assert window.list.listing == Listing("issue", view.issue.id) and window.view.id == view.id  # type: ignore[union-attr]
    assert window.pane.view.framed() is None


def test_a_key_reviews_the_issue_from_the_article_shown(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    flag = next(f for f in session.flags() if f.code == "truncated" and f.article)
    window.navigation.show_listing(Listing("issue", flag.issue), flag.article)
    assert window.reviewing.bar.isVisible() and "1 to review" in window.reviewing.bar.words.text()
    press(qtbot, window, "d")
    assert window.mode == "review" and shown(window) == flag.id and window.reviewing.bar.isHidden()
    assert {w.issue for w in window.reviewing.queue} == {flag.issue}


def test_an_issue_is_reviewed_from_its_menu_and_from_its_list(window: MainWindow, session: Session) -> None:
    issue = next(f.issue for f in session.flags() if f.code == "truncated")
    window.navigation.show_listing(Listing("issue", issue))
    window.list.header.review.click()
    assert window.list.listing == Listing("review", issue) and window.mode == "review"
    window.reviewing.leave()
    window.context_place = Place("issue", issue, "", 0)
    window.do("review.open")
    assert window.list.listing == Listing("review", issue) and window.mode == "review"
    window.context_place = None


def test_an_article_without_doubts_says_so_and_n_goes_on(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    flag = next(f for f in session.flags() if f.code == "truncated" and f.article)
    window.navigation.show_listing(Listing("issue", flag.issue), flag.article)
    press(qtbot, window, "d")
    calm = next(row.id for row in session.rows(session.ids(Listing("issue", flag.issue))) if not row.flags)
    window.list.choose(calm)
    assert window.reviewing.card.doubt is None and "Nothing to review" in window.reviewing.card.accessibleName()
    press(qtbot, window, "1")
    assert state_of(session, flag.id) == "open"
    row = window.list.model.row_of(calm)
    press(qtbot, window, "n")
    assert window.reviewing.card.doubt is not None and window.list.model.row_of(window.list.current) > row


def test_digits_highlight_while_reading_and_answer_while_reviewing(window: MainWindow) -> None:
    assert clashes() == []
    keys = window.actions_.entries
    assert [k.toString() for k in keys["highlight.colour_1"].action.shortcuts()] == ["1"]
    assert keys["review.answer_1"].action.shortcuts() == []
    begin(window)
    assert keys["highlight.colour_1"].action.shortcuts() == []
    assert [k.toString() for k in keys["review.answer_1"].action.shortcuts()] == ["1"]


def test_digits_answer_where_the_keyboard_is_on_a_doubt(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    flag = next(f for f in session.flags() if f.code == "truncated" and len(f.answers) == 2)
    window.navigation.show_listing(Listing("issue", flag.issue), flag.article)
    found = window.marks.findChild(FlagList)
    assert found is not None and found.isVisible()
    found.answers[0].setFocus()
    qtbot.keyClicks(found.answers[0], "2")
    assert state_of(session, flag.id) == "answered"
    assert session.library.value("select answer from flag where id = ?", (flag.id,)) == 2


def test_the_marks_panel_leaves_the_doubts_to_the_card(window: MainWindow) -> None:
    begin(window)
    assert window.marks.flags.isHidden()
    window.reviewing.leave()
    assert window.view is not None and bool(window.view.flags) != window.marks.flags.isHidden()


def test_what_is_remembered_is_said_and_the_newspaper_lists_it(
    qtbot: QtBot, window: MainWindow, session: Session, looks: Looks
) -> None:
    begin(window, "labels")
    doubt = window.reviewing.card.doubt
    assert doubt is not None and "1–4" in doubt.remembered and "晚汀日报" in doubt.remembered
    press(qtbot, window, "1")
    (kept,) = review.remembered(session)
    dialog = Newspapers(session, looks, kept.newspaper, window)
    dialog.wished.connect(lambda id, arguments: window.run(id, **arguments))
    window.library_changed.connect(dialog.refresh)
    dialog.open()
    answers = dialog.answers
    assert answers.isVisible() and answers.table.topLevelItemCount() == 1
    answers.table.topLevelItem(0).setSelected(True)
    answers.answer.setCurrentIndex(answers.answer.findData("stays-apart"))
    answers.change.click()
    assert [entry.answer for entry in review.remembered(session)] == ["stays-apart"]
    answers.table.topLevelItem(0).setSelected(True)
    answers.forget.click()
    assert review.remembered(session) == [] and answers.isHidden()
    dialog.reject()


def test_the_same_answer_for_all_is_counted_first_and_one_step(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    session.do("import.files", paths=[day(tmp_path, "2024-06-10", 1), day(tmp_path, "2024-06-11", 2)])
    begin(window, "labels")
    before = dump(session.library)
    press(qtbot, window, "a")
    dialog = window.findChild(AlikeDialog)
    assert dialog is not None
    dialog.reach.setCurrentIndex(dialog.reach.findData("newspaper"))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    assert "3" in dialog.count.text() and "3" in dialog.yes.text()
    dialog.model.setData(dialog.model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert len(dialog.model.answers()) == 2
    dialog.model.setData(dialog.model.index(0, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    dialog.accept()
    qtbot.waitUntil(lambda: window.reviewing.offering.job is None)
    assert not [f for f in session.flags() if f.code == "label-without-text"]
    session.do("history.undo")
    assert dump(session.library) == before


def test_everything_flagged_as_cut_is_joined_in_one_go(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    flag = next(f for f in session.flags() if f.code == "truncated" and len(f.answers) == 2)
    window.navigation.show_listing(Listing("issue", flag.issue), flag.article)
    window.do("review.join_cut")
    dialog = window.findChild(AlikeDialog)
    assert dialog is not None and dialog.answer.currentData() == "join-with-next"
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    dialog.accept()
    qtbot.waitUntil(lambda: window.reviewing.offering.job is None)
    assert state_of(session, flag.id) == "answered"
    window.do("review.join_cut")
    assert window.message.isVisible() and len(window.findChildren(AlikeDialog)) <= 1


def test_settled_doubts_are_listed_and_opened_again(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    begin(window)
    flag = shown(window)
    press(qtbot, window, "0")
    begin(window, "settled")
    assert shown(window) == flag and window.reviewing.card.answers == []
    assert "Dismissed" in window.reviewing.card.remark.text()
    press(qtbot, window, "1")
    assert state_of(session, flag) == "dismissed"
    press(qtbot, window, "o")
    assert state_of(session, flag) == "open"


def test_the_language_can_be_changed_while_reviewing(qtbot: QtBot, window: MainWindow) -> None:
    begin(window)
    flag = shown(window)
    window.set_language("zh_CN")
    assert window.mode == "review" and shown(window) == flag
    assert window.reviewing.card.parent() is not None and "忽略" in window.reviewing.card.answers[-1].text()
    window.set_language("en")
    press(qtbot, window, "0")
    assert shown(window) != flag


def test_the_caret_stands_at_what_is_in_question(window: MainWindow, session: Session) -> None:
    window.navigation.show_listing(Listing("review"))
    for _turn in range(3):
        flag = window.reviewing.card.doubt
        assert flag is not None and flag.flag.block is not None
        place = window.pane.shown.places.place_at(window.pane.view.textCursor().position())
        assert place is not None and place[0] == flag.flag.block
        window.reviewing.step(1)


def test_a_row_of_the_list_says_what_is_doubted(window: MainWindow, session: Session) -> None:
    article = session.library.value("select article_id from flag where code = 'headline-inside-body'")
    row = next(row for row in session.rows([article]))
    assert (row.flags, row.flag) == (1, "headline-inside-body")
    assert spoken(row).endswith("1 to review, Headline in text")
    said, _width = window.list.delegate._doubt(row, 200)
    assert said == "Headline in text"
    assert window.list.delegate._doubt(row, 40)[0] == ""
    settled = session.library.value("select id from flag where code = 'headline-inside-body'")
    session.do("flag.answer", flag=settled, answer=0)
    assert [(row.flags, row.flag) for row in session.rows([article])] == [(0, "")]

"""Correction in the real window: typed over in place by key, kept, left, taken up; places alike; ledger; hover."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.commands import correcting
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.places import sample_issues
from reader.domain.views import ArticleView, BlockSpan, BlockView, Listing
from reader.store import connection
from reader.ui.correcting.alike import AlikeDialog
from reader.ui.correcting.block_editor import BlockEditor
from reader.ui.correcting.comparison import Comparison
from reader.ui.correcting.hover import told
from reader.ui.correcting.ledger import Ledger
from reader.ui.theme import Looks
from reader.ui.utf16 import units
from reader.ui.window import MainWindow
from tests.ui.shell import open_window

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> Iterator[MainWindow]:
    made = open_window(qtbot, session, looks)
    made.navigation.open_article(article.id)
    made.pane.setFocus()
    yield made
    made.correcting.rest()


def block_with(window: MainWindow, words: str) -> BlockView:
    assert window.view is not None
    return next(b for b in window.view.blocks if words in b.text)


def put_caret(window: MainWindow, words: str) -> BlockView:
    block = block_with(window, words)
    position = window.pane.shown.places.position_of(block.id, block.text.index(words))
    assert position is not None
    cursor = window.pane.view.textCursor()
    cursor.setPosition(position)
    window.pane.view.setTextCursor(cursor)
    return block


def begin(qtbot: QtBot, window: MainWindow, words: str) -> BlockEditor:
    put_caret(window, words)
    qtbot.keyClick(window.pane.view, Key.Key_E)
    qtbot.waitUntil(lambda: window.correcting.block is not None)
    editor = window.correcting.editor
    assert editor is not None
    return editor


def write(editor: BlockEditor, words: str) -> None:
    """Type as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(editor.field, event)


def text(window: MainWindow, id: int) -> str:
    assert window.view is not None
    return next(b.text for b in window.view.blocks if b.id == id)


def test_e_types_over_the_paragraph_at_the_caret_and_enter_keeps_it(qtbot: QtBot, window: MainWindow) -> None:
    editor = begin(qtbot, window, "老船工")
    block = editor.block
    assert block is not None and editor.field.hasFocus()
    qtbot.keyClick(editor.field, Key.Key_Delete)
    write(editor, "大")
    qtbot.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.correcting.block is None)
    after = block_with(window, "大船工")
    assert after.text == block.text.replace("老船工", "大船工") and after.printed == block.printed
    assert [after.text[a:b] for a, b, _id in after.words.corrected] == ["大"]
    assert window.pane.view.hasFocus()
    assert "老" in window.message.text.text() and "大" in window.message.text.text()


def test_the_field_lies_over_the_words_without_moving_them(qtbot: QtBot, window: MainWindow) -> None:
    view = window.pane.view
    for words in ("一百零八盏灯", "6月7日", "改造之前", "航道部门", "全市河道"):
        block = put_caret(window, words)
        places = window.pane.shown.places
        spots = (0, len(block.text) // 2, len(block.text) - 1)
        before = []
        for spot in spots:
            cursor = view.textCursor()
            cursor.setPosition(places.position_of(block.id, spot) or 0)
            before.append(view.cursorRect(cursor).topLeft())
        editor = begin(qtbot, window, words)
        for spot, stood in zip(spots, before, strict=True):
            cursor = editor.field.textCursor()
            cursor.setPosition(units(block.text[:spot]))
            at = editor.field.viewport().mapTo(view.viewport(), editor.field.cursorRect(cursor).topLeft())
            assert (at - stood).manhattanLength() <= 2, (words, spot, at, stood)
        qtbot.keyClick(editor.field, Key.Key_Escape)
        assert window.correcting.block is None


def test_tab_goes_to_the_next_block_and_back(qtbot: QtBot, window: MainWindow) -> None:
    editor = begin(qtbot, window, "改造之前")
    qtbot.keyClick(editor.field, Key.Key_Tab)
    assert editor.block is not None and editor.block.text.startswith("航道部门")
    write(editor, "据")
    qtbot.keyClick(editor.field, Key.Key_Backtab)
    qtbot.waitUntil(lambda: editor.block is not None and editor.block.text.startswith("改造之前"))
    assert block_with(window, "航道部门").text.startswith("据航道部门")
    qtbot.keyClick(editor.field, Key.Key_Escape)


def test_escape_keeps_what_was_typed_for_taking_up(qtbot: QtBot, window: MainWindow) -> None:
    editor = begin(qtbot, window, "改造之前")
    block = editor.block
    assert block is not None
    write(editor, "旧灯")
    qtbot.keyClick(editor.field, Key.Key_Escape)
    assert window.correcting.block is None and text(window, block.id) == block.text
    editor = begin(qtbot, window, "改造之前")
    assert editor.typed() == "旧灯" + block.text and editor.hint().startswith("As typed before")
    qtbot.keyClick(editor.field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.typed() == block.text
    qtbot.keyClick(editor.field, Key.Key_Escape)
    assert window.session is not None and correcting.typed_before(window.session, block.id) is None


def test_what_is_typed_is_on_disk_before_it_is_kept(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    editor = begin(qtbot, window, "改造之前")
    assert editor.block is not None
    id, words = editor.block.id, editor.block.text
    with qtbot.waitSignal(editor.typed_some):
        write(editor, "旧")
    other = sqlite3.connect(f"file:{session.library.path}?mode=ro", uri=True)
    kept = other.execute("select text from note_draft where target = ?", (f"block:{id}",)).fetchall()
    other.close()
    assert kept == [("旧" + words,)]


def test_what_was_left_is_offered_at_the_next_start(
    qtbot: QtBot, session: Session, looks: Looks, article: ArticleView
) -> None:
    block = article.blocks[-1]
    correcting.keep_typed(session, block.id, "半句")
    window = open_window(qtbot, session, looks)
    assert window.message.isVisible() and "1" in window.message.text.text()
    window.correcting.take_up(block.id, article.id)
    assert window.correcting.editor is not None and window.correcting.editor.typed() == "半句"
    window.correcting.rest()


def test_a_locked_library_keeps_the_typing_in_the_field(
    qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection.patiently, "__defaults__", (0.05,))
    editor = begin(qtbot, window, "改造之前")
    other = sqlite3.connect(session.library.path, isolation_level=None)
    other.execute("begin exclusive")
    write(editor, "旧")
    qtbot.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(editor.fault))
    other.execute("rollback")
    other.close()
    assert "\n" not in editor.hint() and editor.typed().startswith("旧") and editor.field.hasFocus()
    qtbot.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.correcting.block is None)
    assert block_with(window, "改造之前").text.startswith("旧")


def test_reading_only_says_so_in_one_line(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> None:
    opened = open_session(session.library.path, read_only=True)
    window = open_window(qtbot, opened, looks)
    window.navigation.open_article(article.id)
    window.pane.setFocus()
    qtbot.keyClick(window.pane.view, Key.Key_E)
    assert "reading only" in window.message.text.text() and window.correcting.block is None
    window.detach()
    opened.close()


def test_a_highlight_on_corrected_words_is_kept_by_a_command(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    block = block_with(window, "老船工")
    at = block.text.index("老船工")
    assert window.view is not None
    session.do("highlight.add", article=window.view.id, spans=[(block.id, at, at + 4)])
    editor = begin(qtbot, window, "老船工")
    qtbot.keyClick(editor.field, Key.Key_Delete)
    write(editor, "大")
    qtbot.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.correcting.block is None)
    mark = window.view.highlights[0]
    assert (mark.state, mark.current) == ("changed", "大船工𠮷")
    window.pane.choose_highlight(mark.id, card=True)
    assert window.pane.marking.card._keep.isVisible()
    window.refresh_actions()
    window.do("highlight.accept")
    assert window.view.highlights[0].state == "ok" and window.view.highlights[0].quote == "大船工𠮷"


def test_pasted_lines_become_one(qtbot: QtBot, window: MainWindow) -> None:
    editor = begin(qtbot, window, "改造之前")
    QApplication.clipboard().setText("旧灯\n新灯\nold\nnew\n")
    editor.field.paste()
    assert editor.typed().startswith("旧灯新灯old new改造之前")
    qtbot.keyClick(editor.field, Key.Key_Escape)


def test_hard_blanks_are_not_corrected_by_the_way(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    block = block_with(window, "改造之前")
    session.do("text.rewrite", block=block.id, text="贺\u00a0\u00a0勇说," + block.text)
    editor = begin(qtbot, window, "贺")
    assert editor.typed().startswith("贺\u00a0\u00a0勇")
    write(editor, "小")
    assert editor.typed().startswith("小贺\u00a0\u00a0勇")
    qtbot.keyClick(editor.field, Key.Key_Escape)


def test_places_alike_are_offered_and_reviewed_by_key(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    editor = begin(qtbot, window, "航标改造全部")
    cursor = editor.field.textCursor()
    cursor.setPosition(editor.typed().index("航标"))
    cursor.setPosition(cursor.position() + 2, cursor.MoveMode.KeepAnchor)
    editor.field.setTextCursor(cursor)
    write(editor, "行标")
    qtbot.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.correcting.block is None)
    window.correcting.last = correcting.Pair("航标", "行标")
    window.correcting.show_alike()
    dialog = window.findChild(AlikeDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: len(dialog.places) == 3)
    qtbot.keyClick(dialog.list, Key.Key_Y)
    qtbot.keyClick(dialog.list, Key.Key_N)
    qtbot.keyClick(dialog.list, Key.Key_A)
    assert [dialog.states[n] for n in range(3)] == ["accepted", "passed", "accepted"]
    before = session.library.last_act()
    qtbot.keyClick(dialog.list, Key.Key_Escape)
    qtbot.waitUntil(lambda: session.library.last_act() == before + 1)
    left = correcting.alike(session, "航标", "行标")
    assert len(left.places) == 1 and left.settled == 3
    session.undo().result()
    assert len(correcting.alike(session, "航标", "行标").places) == 3


def test_the_offer_counts_in_the_background(qtbot: QtBot, window: MainWindow) -> None:
    editor = begin(qtbot, window, "喊水")
    typed = editor.typed()
    at = units(typed[: typed.index("喊水")])
    cursor = editor.field.textCursor()
    cursor.setPosition(at)
    cursor.setPosition(at + 1, cursor.MoveMode.KeepAnchor)
    editor.field.setTextCursor(cursor)
    write(editor, "呼")
    qtbot.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.correcting.block is None)
    window.correcting._count_alike([correcting.Pair("九", "玖")])
    window.correcting.last = correcting.Pair("九", "玖")
    qtbot.waitUntil(lambda: "2" in window.message.text.text())


def test_the_ledger_lists_goes_there_and_restores(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    block = block_with(window, "老船工")
    session.do("text.rewrite", block=block.id, text=block.text.replace("老船工", "大船工").replace("嗓子", "喉咙"))
    window.do("correction.ledger")
    dialog = window.findChild(Ledger)
    assert dialog is not None and len(dialog.ids) == 2
    dialog.filter.setText("喉咙")
    qtbot.waitUntil(lambda: len(dialog.ids) == 1)
    dialog.filter.setText("")
    qtbot.waitUntil(lambda: len(dialog.ids) == 2)
    dialog.list.selectAll()
    qtbot.keyClick(dialog.list, Key.Key_Delete)
    qtbot.waitUntil(lambda: not dialog.ids)
    assert text(window, block.id) == block.text
    session.undo().result()
    qtbot.waitUntil(lambda: len(dialog.ids) == 2)
    dialog.list.stand_on(0)
    qtbot.keyClick(dialog.list, Key.Key_Return)
    assert window.pane.selected_text() == "大"


def test_the_pointer_on_corrected_words_tells_what_was_printed(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    block = block_with(window, "老船工")
    session.do("text.rewrite", block=block.id, text=block.text.replace("老船工", "大船工"))
    hover = window.correcting._hover
    assert hover is not None
    block = block_with(window, "大船工")
    position = window.pane.shown.places.position_of(block.id, block.text.index("大船工"))
    found = hover.at(position)
    assert found is not None and (found.printed, found.corrected) == ("老", "大")
    assert "老" in told(found) and session.author in told(found)
    assert hover.at((position or 0) + 1) is None
    window.do("view.layer")
    assert hover.at(position) is None


def test_print_and_correction_stand_side_by_side(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    block = block_with(window, "老船工")
    window.refresh_actions()
    assert not window.actions_["correction.compare"].isEnabled()
    session.do("text.rewrite", block=block.id, text=block.text.replace("老船工", "大船工"))
    window.refresh_actions()
    window.do("correction.compare")
    dialog = window.findChild(Comparison)
    assert dialog is not None
    shown = dialog.page.toPlainText()
    assert "老船工" in shown and "大船工" in shown and "航道部门" not in shown
    dialog.only.setChecked(False)
    assert "航道部门" in dialog.page.toPlainText()
    dialog.reject()


def test_doubtful_articles_come_first_when_asked(
    qtbot: QtBot, window: MainWindow, session: Session, second: ArticleView
) -> None:
    block = second.blocks[-1]
    session.do("text.rewrite", block=block.id, text="^|~_{" + block.text)
    window.navigation.show_listing(Listing("all"))
    assert window.list.model.id_at(0) != second.id
    window.do("view.doubtful")
    assert window.list.model.id_at(0) == second.id and window.list.model.rowCount() == 2
    window.do("view.doubtful")
    assert window.list.model.id_at(0) != second.id


def test_leaving_the_article_keeps_what_is_typed(
    qtbot: QtBot, window: MainWindow, session: Session, second: ArticleView
) -> None:
    editor = begin(qtbot, window, "改造之前")
    assert editor.block is not None
    id = editor.block.id
    write(editor, "旧")
    window.navigation.open_article(second.id)
    assert window.correcting.block is None
    kept = correcting.typed_before(session, id)
    assert kept is not None and kept[0].startswith("旧")


def test_a_word_selected_is_typed_over(qtbot: QtBot, window: MainWindow) -> None:
    block = block_with(window, "老船工")
    at = block.text.index("老船工")
    window.pane.correction_wished.emit([BlockSpan(block.id, at, at + 3)])
    editor = window.correcting.editor
    assert editor is not None and editor.field.textCursor().selectedText() == "老船工"
    assert editor.geometry().top() > QPoint(0, 0).y()
    qtbot.keyClick(editor.field, Key.Key_Escape)


def test_a_title_that_grew_is_listed_as_corrected(qtbot: QtBot, window: MainWindow) -> None:
    assert window.view is not None
    title = next(b for b in window.view.blocks if b.role == "title")
    editor = begin(qtbot, window, title.text)
    write(editor, "更正")
    qtbot.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.correcting.block is None)
    found = window.list.model.article_at(window.list.model.row_of(window.view.id))
    assert found is not None and found.title == "更正" + title.text


def test_a_corrected_paragraph_leaves_no_gap(qtbot: QtBot, tmp_path: Path, looks: Looks) -> None:
    threaded = open_session(tmp_path / "t.pressmark", create=True, threaded=True)
    threaded.run("import.files", paths=[sample_issues()]).result(60)
    window = open_window(qtbot, threaded, looks)
    window.navigation.open_article(threaded.library.value("select article_id from block where text like '检测发现%'"))
    window.pane.setFocus()
    before = _margins(window)
    editor = begin(qtbot, window, "检测发现")
    assert _margins(window) != before
    write(editor, "改")
    qtbot.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.correcting.block is None)
    assert _margins(window) == before
    window.detach()
    threaded.close()


def _margins(window: MainWindow) -> list[float]:
    block, found = window.pane.view.document().begin(), []
    while block.isValid():
        found.append(block.blockFormat().bottomMargin())
        block = block.next()
    return found


def test_a_changed_highlight_is_put_on_its_right_words(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    block = put_caret(window, "老船工")
    assert window.view is not None
    at = block.text.index("老船工")
    session.do("highlight.add", article=window.view.id, spans=[(block.id, at, at + 4)])
    session.do("text.correct", block=block.id, old="老船工", new="大船工")
    mark = window.view.highlights[0]
    assert mark.state == "changed"
    window.pane.choose_highlight(mark.id, card=True)
    card = window.pane.marking.card
    assert card._redo.isVisible()
    card._redo.click()
    assert not card.isVisible() and "Alt+L" in window.message.text.text()
    assert window.pane.selected_text() == mark.current
    window.pane.select([BlockSpan(block.id, at, at + 3)])
    window.refresh_actions()
    window.do("highlight.relink_here")
    qtbot.waitUntil(lambda: window.view is not None and window.view.highlights[0].state == "ok")
    assert (window.view.highlights[0].id, window.view.highlights[0].quote) == (mark.id, "大船工")
    assert window.pane.marking.to_redo() is None

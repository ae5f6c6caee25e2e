"""Notes are kept as they are typed; a save never touches the editor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain.views import ArticleView
from reader.ui.marks_panel import MarksPanel
from reader.ui.theme import Looks


@pytest.fixture
def panel(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> Iterator[MarksPanel]:
    made = MarksPanel(session, looks)
    qtbot.addWidget(made)
    made.resize(260, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.show_article(article)
    made.focus_note()
    yield made
    made.attach(None)


def acts(session: Session) -> list[str]:
    """The commands of the history, oldest first."""
    return [act.command for act in session.history()][::-1]


def test_a_keystroke_is_on_disk_within_a_second(
    panel: MarksPanel, qtbot: QtBot, session: Session, article: ArticleView
) -> None:
    with qtbot.waitSignal(panel.note.keeper.saved_changed, check_params_cb=lambda saved: saved):
        qtbot.keyClicks(panel.note, "compare 1934")
    assert session.note(article.id) == "compare 1934"
    assert "note.write" not in acts(session), "a draft is no step of the history"


def test_written_once_when_left(panel: MarksPanel, qtbot: QtBot, session: Session, article: ArticleView) -> None:
    qtbot.keyClicks(panel.note, "compare")
    panel.highlights.setFocus()
    panel.note.keeper.write()
    assert acts(session).count("note.write") == 1
    kept = session.article(article.id)
    assert kept is not None and kept.note == "compare"


def test_written_before_another_article_is_shown(
    panel: MarksPanel, qtbot: QtBot, session: Session, article: ArticleView, second: ArticleView
) -> None:
    qtbot.keyClicks(panel.note, "of the first")
    panel.show_article(second)
    assert panel.note.keeper.text() == ""
    assert session.note(article.id) == "of the first"
    assert session.note(second.id) == ""
    panel.show_article(session.article(article.id))
    assert panel.note.keeper.text() == "of the first"


def test_a_save_moves_no_caret_and_forgets_no_typing(panel: MarksPanel, qtbot: QtBot, session: Session) -> None:
    qtbot.keyClicks(panel.note, "one three")
    for _key in range(5):
        qtbot.keyClick(panel.note, Qt.Key.Key_Left)
    panel.note.keeper.write()
    assert panel.note.textCursor().position() == 4
    qtbot.keyClicks(panel.note, "two ")
    assert panel.note.keeper.text() == "one two three"
    assert panel.note.document().isUndoAvailable()


def test_a_change_from_elsewhere_comes_in_only_while_nothing_is_typed(
    panel: MarksPanel, qtbot: QtBot, session: Session, article: ArticleView
) -> None:
    session.do("note.write", article=article.id, text="from elsewhere 𠮷 here")
    assert panel.note.keeper.text() == "from elsewhere 𠮷 here"
    panel.note.moveCursor(panel.note.textCursor().MoveOperation.End)
    session.do("note.write", article=article.id, text="from afar 𠮷 here")
    assert panel.note.textCursor().atEnd()
    qtbot.keyClicks(panel.note, "!")
    session.do("note.write", article=article.id, text="lost?")
    assert panel.note.keeper.text() == "from afar 𠮷 here!"
    assert panel.note_section.banner.isVisible()


def test_undo_brings_the_note_before_back(
    panel: MarksPanel, qtbot: QtBot, session: Session, article: ArticleView
) -> None:
    qtbot.keyClicks(panel.note, "first")
    panel.keep_note()
    qtbot.keyClicks(panel.note, " second")
    panel.keep_note()
    session.undo().result()
    assert panel.note.keeper.text() == "first" == session.note(article.id)


def test_no_break_blanks_are_kept(panel: MarksPanel, session: Session, article: ArticleView) -> None:
    panel.note.insertPlainText("贺\u00a0勇\n№\u202f5")
    panel.keep_note()
    assert session.note(article.id) == "贺\u00a0勇\n№\u202f5"

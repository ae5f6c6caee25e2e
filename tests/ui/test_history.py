"""The history in a window, the past of an article, earlier texts of a note; and who signs the marks."""

from __future__ import annotations

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain.views import ArticleView
from reader.ui.history.act_model import ActModel
from reader.ui.history.book import HistoryBook
from reader.ui.history.note_versions import NoteVersions
from reader.ui.history.past_window import PastWindow
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window


def marked(session: Session, article: ArticleView) -> list[int]:
    """The acts of a short shift, oldest first."""
    block = article.blocks[-1]
    done = [session.do("highlight.add", article=article.id, spans=[(block.id, 0, 4)]).act]
    session.do("note.write", article=article.id, text="查 1934 年报")
    session.do("note.write", article=article.id, text="已查 1934 年报")
    done.append(session.do("tag.add", articles=[article.id], tags=["航标"]).act)
    done.append(session.do("text.correct", block=block.id, old=block.text[:2], new="甲乙").act)
    return [act for act in done if act is not None]


def opened(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> tuple[MainWindow, HistoryBook]:
    window = open_window(qtbot, session, looks)
    window.navigation.open_article(article.id)
    window.do("history.show")
    book = window.findChild(HistoryBook)
    assert book is not None
    qtbot.waitUntil(lambda: book.model.count > 0 and book.detail.detail is not None)
    return window, book


def test_acts_stand_under_their_day_with_what_they_changed(
    qtbot: QtBot, session: Session, looks: Looks, article: ArticleView, qtmodeltester: ModelTester
) -> None:
    marked(session, article)
    _window, book = opened(qtbot, session, looks, article)
    assert book.model.count == 6 and len(book.model.rows) == 7
    assert "甲乙" in book.detail.changes.toPlainText()
    assert book.detail.buttons["revert"].isEnabled()
    qtmodeltester.check(book.model)
    book.close()


def test_filters_narrow_and_a_day_that_is_none_is_said(
    qtbot: QtBot, session: Session, looks: Looks, article: ArticleView
) -> None:
    marked(session, article)
    _window, book = opened(qtbot, session, looks, article)
    book.words.setText("年报")
    qtbot.waitUntil(lambda: book.model.count == 2)
    book.words.clear()
    book.kind.setCurrentIndex(book.kind.findData("tags"))
    book.look()
    qtbot.waitUntil(lambda: book.model.count == 1)
    book.when.setText("someday")
    book.look()
    assert "someday" in book.told.text()
    book.when.setText("today")
    book.kind.setCurrentIndex(0)
    book.where.setCurrentIndex(1)
    book.look()
    qtbot.waitUntil(lambda: book.model.count == 6)
    book.close()


def test_one_act_is_taken_back_from_the_list_and_by_undo(
    qtbot: QtBot, session: Session, looks: Looks, article: ArticleView
) -> None:
    first, *_rest = marked(session, article)
    window, book = opened(qtbot, session, looks, article)
    book.table.setCurrentIndex(book.model.index(book.model.row_of(first), 0))
    qtbot.waitUntil(lambda: book.detail.detail is not None and book.detail.detail.view.id == first)
    book.detail.buttons["revert"].click()
    qtbot.waitUntil(lambda: book.model.count == 7)
    view = session.article(article.id)
    assert view is not None and not view.highlights and view.note
    window.do("history.undo")
    qtbot.waitUntil(lambda: book.model.count == 8)
    view = session.article(article.id)
    assert view is not None and len(view.highlights) == 1
    book.close()


def test_undo_up_to_an_act_says_how_many(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> None:
    first, *_rest = marked(session, article)
    _window, book = opened(qtbot, session, looks, article)
    book.table.setCurrentIndex(book.model.index(book.model.row_of(first), 0))
    qtbot.waitUntil(lambda: book.detail.detail is not None and book.detail.detail.view.id == first)
    assert "5" in book.detail.buttons["undo_to"].text()
    book.detail.buttons["undo_to"].click()
    qtbot.waitUntil(lambda: book.model.count == 11)
    view = session.article(article.id)
    assert view is not None and (view.highlights, view.note, view.tags) == ((), "", ())
    told = book.model.act(book.model.row_of(first))
    assert told is not None and told[0].undone
    book.close()


def test_the_past_of_an_article_is_stepped_through(
    qtbot: QtBot, session: Session, looks: Looks, article: ArticleView
) -> None:
    marked(session, article)
    window = open_window(qtbot, session, looks)
    window.navigation.open_article(article.id)
    window.do("history.article")
    past = window.findChild(PastWindow)
    assert past is not None
    qtbot.waitUntil(lambda: past.moment is not None)
    assert len(past.steps) == 6
    for _step in range(5):
        before = past.moment
        past.step(-1)
        qtbot.waitUntil(lambda before=before: past.moment is not before)  # type: ignore[misc]
    then = past.moment.view if past.moment else None
    assert then is not None and then.blocks == article.blocks and not then.highlights and not then.note
    assert past.pane.article() == then
    assert past.pane.shown.layers.hits, "what was corrected since is marked"
    assert not past.earlier.isEnabled() and past.later.isEnabled()
    before = session.library.last_act()
    past.pane.highlight("yellow")
    assert session.library.last_act() == before
    past.today.click()


def test_earlier_texts_of_a_note_can_be_put_back(
    qtbot: QtBot, session: Session, looks: Looks, article: ArticleView
) -> None:
    marked(session, article)
    window = open_window(qtbot, session, looks)
    window.navigation.open_article(article.id)
    window.do("history.note")
    dialog = window.findChild(NoteVersions)
    assert dialog is not None and dialog.list.count() == 2
    assert not dialog.back.isEnabled()
    dialog.list.setCurrentRow(1)
    dialog.back.click()
    qtbot.waitUntil(lambda: session.note(article.id) == "查 1934 年报")


def test_the_history_goes_with_its_library(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> None:
    marked(session, article)
    window, book = opened(qtbot, session, looks, article)
    window.do("history.article")
    assert book.isVisible() and window.findChild(PastWindow) is not None
    window.attach(None)
    qtbot.waitUntil(lambda: window.findChild(HistoryBook) is None and window.findChild(PastWindow) is None)


def test_a_hundred_thousand_acts_are_listed_without_reading_them(qtbot: QtBot) -> None:
    asked: list[int] = []
    model = ActModel(lambda ids: asked.extend(ids) or {})  # type: ignore[func-returns-value]
    model.show([(n, f"2024-{1 + n // 10_000 % 12:02}-05") for n in range(100_000, 0, -1)])
    assert model.count == 100_000 and model.rowCount() > 100_000
    model.act(5)
    assert 0 < len(asked) <= 100


def test_who_signs_the_marks_is_asked_once(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> None:
    session.settings._values.pop("author", None)
    session.settings._values.pop("author_asked", None)
    window = open_window(qtbot, session, looks)
    window.navigation.open_article(article.id)
    window.signing.asks = True
    session.do("tag.add", articles=[article.id], tags=["航标"])
    qtbot.waitUntil(lambda: not window.notice.isHidden())
    assert session.author in window.notice.text.text()
    window.notice.hide()
    session.do("tag.add", articles=[article.id], tags=["渡口"])
    assert window.notice.isHidden()

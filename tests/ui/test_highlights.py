"""Highlights made, seen, changed and removed in the reading pane."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import ArticleView, BlockSpan, HighlightView
from reader.ui.highlight_card import HighlightCard
from reader.ui.highlight_list import HIGHLIGHT
from reader.ui.mark_painter import UNDERLINES
from reader.ui.marks_panel import MarksPanel
from reader.ui.reading_pane import ReadingPane
from reader.ui.theme import HIGHLIGHTS, Looks
from tests.ui.shell import open_window

Find = Callable[[str], BlockSpan]


class Post(QObject):
    """Hands calls over to the window's thread, as the window does."""

    arrived = Signal(object)


def highlights(pane: ReadingPane) -> tuple[HighlightView, ...]:
    """The highlights of the article shown."""
    article = pane.article()
    assert article is not None
    return article.highlights


def mark(pane: ReadingPane, span: BlockSpan, colour: str = "yellow") -> int:
    """Highlight a span as a person does; its id."""
    pane.select([span])
    pane.highlight(colour)
    made = pane.current_highlight()
    assert made is not None
    return made


def point_of(pane: ReadingPane, span: BlockSpan) -> QPoint:
    """The middle of a span's first character in the viewport."""
    start, end = pane.shown.places.ranges(BlockSpan(span.block, span.start, span.start + 1))[0]
    cursor = pane.view.textCursor()
    cursor.setPosition(start)
    left = pane.view.cursorRect(cursor)
    cursor.setPosition(end)
    right = pane.view.cursorRect(cursor)
    return QPoint((left.left() + right.left()) // 2, left.center().y())


def test_every_colour_has_a_line_of_its_own() -> None:
    assert set(UNDERLINES) == set(HIGHLIGHTS)
    assert len({str(how) for how in UNDERLINES.values()}) == len(UNDERLINES)


def test_a_highlight_is_painted_and_the_words_stay_set(pane: ReadingPane, span_of: Find) -> None:
    document = pane.view.document()
    before = pane.view.viewport().grab().toImage()
    made = mark(pane, span_of("七成航标仍靠人工点灯"), "blue")
    assert pane.view.document() is document, "marks never set the words anew"
    assert [h.id for h in highlights(pane)] == [made]
    assert pane.view.viewport().grab().toImage() != before
    assert pane.selected_spans() == []


def test_in_titles_and_bylines_too(pane: ReadingPane, span_of: Find) -> None:
    for words in ("照亮夜航路", "甄望", "全市河道"):
        mark(pane, span_of(words))
    assert {h.quote for h in highlights(pane)} == {"照亮夜航路", "甄望", "全市河道"}


def test_over_two_paragraphs(pane: ReadingPane, span_of: Find) -> None:
    first, second = span_of("今起进入验收。"), span_of("改造之前")
    pane.select([first, second])
    pane.highlight("pink")
    (made,) = highlights(pane)
    assert list(made.spans) == [first, second]
    assert len(pane.shown.layers.ranges_of(made.id)) == 2


def test_overlapping_ones_lie_in_lanes_and_a_click_goes_round(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    long = mark(pane, span_of("六十二公里的河道上,七成航标仍靠人工点灯"), "yellow")
    short = mark(pane, span_of("七成航标"), "pink")
    assert {m.highlight: m.lane for m in pane.shown.layers.marks} == {long: 0, short: 1}
    at = point_of(pane, span_of("航标仍靠"))
    chosen = []
    for _turn in range(3):
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        chosen.append(pane.current_highlight())
    assert chosen == [short, long, short]
    assert pane.marking.card.isVisible()
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(pane, span_of("老船工")))
    assert not pane.marking.card.isVisible()


def test_two_on_one_line_have_a_bar_each(pane: ReadingPane, looks: Looks, span_of: Find) -> None:
    first, second = span_of("6月7日"), span_of("清渚航道")
    assert pane.shown.places.ranges(first)[0][1] < pane.shown.places.ranges(second)[0][0], "side by side, not over"
    mark(pane, first, "yellow")
    mark(pane, second, "blue")
    at = point_of(pane, first)
    picture = pane.view.viewport().grab().toImage()
    text = pane.view.cursorForPosition(at).block()
    left = round(pane.view.document().documentLayout().blockBoundingRect(text).left())
    beside = {picture.pixelColor(x, at.y()).name() for x in range(0, left)}
    assert {looks.theme.edge("yellow"), looks.theme.edge("blue")} <= beside


def test_a_highlight_without_selection_is_recoloured(pane: ReadingPane, span_of: Find) -> None:
    mark(pane, span_of("值守平台"), "yellow")
    pane.highlight("teal")
    assert [h.colour for h in highlights(pane)] == ["teal"]
    pane.select([span_of("三分钟")])
    pane.highlight()
    assert {h.colour for h in highlights(pane)} == {"teal"}, "h uses the colour used last"


def test_the_comment_is_kept_when_the_card_is_left(
    pane: ReadingPane, qtbot: QtBot, session: Session, span_of: Find
) -> None:
    pane.select([span_of("值守平台")])
    pane.comment_selection()
    card = pane.marking.card
    assert card.isVisible()
    qtbot.keyClicks(card.comment, "check")
    qtbot.keyClick(card.comment, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert [h.comment for h in highlights(pane)] == ["check"]
    assert pane.view.hasFocus()


def test_a_save_leaves_the_comment_being_typed_alone(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    pane.select([span_of("值守平台")])
    pane.comment_selection()
    card = pane.marking.card
    qtbot.keyClicks(card.comment, "one")
    card.save()
    qtbot.keyClicks(card.comment, " two")
    pane.highlight("green")
    assert card.comment.toPlainText() == "one two"
    assert card.comment.textCursor().position() == 7


def test_removed_and_brought_back(pane: ReadingPane, session: Session, span_of: Find) -> None:
    made = mark(pane, span_of("值守平台"))
    pane.remove_highlight()
    assert highlights(pane) == ()
    session.undo().result()
    assert [h.id for h in highlights(pane)] == [made]
    assert pane.shown.layers.ranges_of(made) != []


def test_the_bar_never_covers_the_selection(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    for words in ("全市河道", "改造之前", "浮标九座"):
        pane.select([span_of(words)])
        qtbot.waitUntil(pane.marking.bar.isVisible)
        selected = pane.marking._box(*pane.shown.places.ranges(span_of(words))[0])
        assert not pane.marking.bar.geometry().intersects(selected)
        assert pane.rect().contains(pane.marking.bar.geometry())
    pane.resize(640, 240)
    pane.view.selectAll()
    pane.marking._offer_bar()
    assert not pane.marking.bar.isVisible(), "no room beside the selection: no bar"


def test_a_colour_of_the_bar_marks(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    pane.select([span_of("值守平台")])
    qtbot.waitUntil(pane.marking.bar.isVisible)
    pane.marking.bar.colour_chosen.emit("green")
    assert [h.colour for h in highlights(pane)] == ["green"]
    assert not pane.marking.bar.isVisible()


def test_words_are_taken_along_with_their_source(pane: ReadingPane, span_of: Find) -> None:
    pane.select([span_of("七成航标仍靠人工点灯")])
    pane.copy_plain()
    assert QGuiApplication.clipboard().text() == "七成航标仍靠人工点灯"
    pane.copy_with_source()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "“七成航标仍靠人工点灯”"
    assert lines[1].startswith("——") and "《一百零八盏灯 照亮夜航路》" in lines[1]


@pytest.fixture
def panel(qtbot: QtBot, session: Session, looks: Looks, pane: ReadingPane) -> MarksPanel:
    made = MarksPanel(session, looks)
    qtbot.addWidget(made)
    made.resize(260, 600)
    made.show()
    made.show_article(pane.article())
    pane.highlight_chosen.connect(made.choose_highlight)
    made.highlight_chosen.connect(pane.choose_highlight)
    made.highlight_opened.connect(lambda id: pane.choose_highlight(id, card=True))
    return made


def test_panel_and_pane_follow_one_another(pane: ReadingPane, panel: MarksPanel, qtbot: QtBot, span_of: Find) -> None:
    later = mark(pane, span_of("浮标九座"))
    earlier = mark(pane, span_of("全市河道"), "pink")
    cards = panel.highlights
    assert [h.id for h in cards.cards.highlights] == [earlier, later], "in text order"
    assert cards.currentIndex().data(HIGHLIGHT).id == earlier
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    assert pane.current_highlight() == later
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert pane.marking.card.isVisible()
    qtbot.keyClick(cards, Qt.Key.Key_Delete)
    assert [h.id for h in highlights(pane)] == [earlier]
    panel.attach(None)


def test_a_corrected_highlight_says_so(pane: ReadingPane, panel: MarksPanel, session: Session, span_of: Find) -> None:
    span = span_of("七成航标仍靠人工点灯")
    mark(pane, span)
    session.do("text.correct", block=span.block, old="人工", new="人力")
    (made,) = highlights(pane)
    assert made.state == "changed"
    shown = panel.highlights.cards.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "七成航标仍靠人力点灯" in shown
    assert pane.shown.layers.corrected != []
    panel.attach(None)


def test_in_a_window_saves_go_through_the_writer(
    qtbot: QtBot, tmp_path: Path, session: Session, looks: Looks, span_of: Find, article: ArticleView
) -> None:
    path = session.library.path
    session.close()
    threaded = open_session(path, threaded=True)
    post = Post()
    post.arrived.connect(lambda call: call())
    threaded.deliver = post.arrived.emit
    pane = ReadingPane(threaded, looks)
    qtbot.addWidget(pane)
    pane.resize(640, 480)
    pane.show()
    pane.show_article(threaded.article(article.id))
    with qtbot.waitSignal(pane.article_refreshed):
        pane.select([span_of("𠮷田")])
        pane.highlight("purple")
    qtbot.waitUntil(lambda: pane.current_highlight() is not None)
    assert [h.quote for h in highlights(pane)] == ["𠮷田"]
    pane.attach(None)
    threaded.close()
    again = open_session(path)
    kept = again.article(article.id)
    assert kept is not None and [list(h.spans) for h in kept.highlights] == [[span_of("𠮷田")]]
    again.close()


def test_a_library_that_may_not_be_written_is_read(
    qtbot: QtBot, session: Session, looks: Looks, span_of: Find, article: ArticleView
) -> None:
    session.do("highlight.add", article=article.id, spans=[tuple(span_of("值守平台"))], comment="kept")
    path = session.library.path
    session.close()
    fixed = open_session(path, read_only=True)
    pane, marks = ReadingPane(fixed, looks), MarksPanel(fixed, looks)
    for widget in (pane, marks):
        qtbot.addWidget(widget)
        widget.show()
        widget.show_article(fixed.article(article.id))
    pane.select([span_of("三分钟")])
    pane.marking._offer_bar()
    assert not pane.marking.bar.isVisible()
    pane.choose_highlight(highlights(pane)[0].id, card=True)
    assert pane.marking.card.comment.isReadOnly()
    assert marks.note.isReadOnly() and not marks.tags.isEnabled()
    pane.attach(None)
    marks.attach(None)
    fixed.close()


def open_card(pane: ReadingPane, qtbot: QtBot, span: BlockSpan) -> HighlightCard:
    """The card of a new highlight, with a comment half typed."""
    pane.select([span])
    pane.comment_selection()
    card = pane.marking.card
    assert card.isVisible()
    qtbot.keyClicks(card.comment, "half")
    return card


def test_the_card_goes_with_the_keyboard(qtbot: QtBot, session: Session, looks: Looks, span_of: Find) -> None:
    window = open_window(qtbot, session, looks)
    pane = window.pane
    for leave in (window.list.take_keyboard, window.top.search.setFocus, lambda: window.do("palette.open")):
        card = open_card(pane, qtbot, span_of("值守平台"))
        qtbot.waitUntil(card.comment.hasFocus)
        leave()
        qtbot.waitUntil(card.isHidden)
        assert [h.comment for h in highlights(pane)] == ["half"]
        assert not pane.view.hasFocus(), "who went elsewhere stays there"
        window.palette_.hide()
        pane.remove_highlight()
    card = open_card(pane, qtbot, span_of("值守平台"))
    pane.view.setFocus()
    assert card.isVisible(), "the text belongs to it"


def test_escape_closes_the_card_from_anywhere(qtbot: QtBot, session: Session, looks: Looks, span_of: Find) -> None:
    window = open_window(qtbot, session, looks)
    pane = window.pane
    made = mark(pane, span_of("值守平台"))
    window.list.take_keyboard()
    pane.choose_highlight(made, card=True)
    assert pane.marking.card.isVisible() and not pane.marking.card.holds(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert pane.marking.card.isHidden()
    card = open_card(pane, qtbot, span_of("三分钟"))
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    assert card.isHidden()
    assert [h.comment for h in highlights(pane)] == ["", "half"]


def test_another_article_or_the_end_keeps_the_comment(
    qtbot: QtBot, session: Session, looks: Looks, span_of: Find, article: ArticleView
) -> None:
    window = open_window(qtbot, session, looks)
    card = open_card(window.pane, qtbot, span_of("值守平台"))
    window.do("go.next")
    assert card.isHidden()
    kept = session.article(article.id)
    assert kept is not None and [h.comment for h in kept.highlights] == ["half"]
    window.do("go.previous")
    card = open_card(window.pane, qtbot, span_of("三分钟"))
    card.remove()
    session.undo().result()
    kept = session.article(article.id)
    assert kept is not None and {h.comment for h in kept.highlights} == {"half"}


def test_escape_lets_go_of_the_highlight_chosen(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    made = mark(pane, span_of("七成航标"))
    pane.marking.choose(made)
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.marking.chosen() is None and pane.view.painting.current is None


def test_the_card_grows_with_its_tag_field(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    made = mark(pane, span_of("七成航标"))
    pane.show()
    pane.marking.choose(made, card=True)
    card = pane.marking.card
    card.focus_tags()
    qtbot.keyClicks(QApplication.focusWidget() or card.tags, "wells")
    qtbot.waitUntil(lambda: card.height() >= card.sizeHint().height())


def test_a_comment_asked_for_while_the_highlight_is_saved_opens_on_it(
    qtbot: QtBot, session: Session, looks: Looks, span_of: Find
) -> None:
    """`h` and `c` in one breath: the save is still on the writer's thread when `c` comes."""
    path = session.library.path
    session.close()
    threaded = open_session(path, threaded=True)
    window = open_window(qtbot, threaded, looks)
    qtbot.waitUntil(lambda: window.view is not None)
    window.pane.select([span_of("值守平台")])
    window.pane.highlight("yellow")
    window.pane.comment_selection()
    qtbot.waitUntil(window.pane.marking.card.comment.hasFocus)
    window.detach()
    threaded.close()

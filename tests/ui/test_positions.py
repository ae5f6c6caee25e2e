"""What is selected on screen, what is stored and what is quoted are the same characters, whatever they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain.reading import ROLES
from reader.domain.text import BlockText, Segment, Span
from reader.domain.views import ArticleView, BlockSpan, BlockView, IssueView, PageView
from reader.ui.mark_layers import MarkLayers
from reader.ui.reading_pane import ReadingPane
from reader.ui.reading_view import ReadingView
from reader.ui.shown_article import ShownArticle
from reader.ui.theme import Looks
from reader.ui.typesetting import Sheet

LETTERS = "𠮷𡈽😀的東a b,。“”\u3000\u00a0\u0301\n\t|𝔸ſ-·"
TEXTS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=30)
BLOCKS = st.lists(st.tuples(st.sampled_from(ROLES), TEXTS), min_size=1, max_size=6)


def made_article(blocks: list[tuple[str, str]]) -> ArticleView:
    """An article of these roles and words, as the library would give it."""
    views = []
    for number, (role, text) in enumerate(blocks, start=1):
        segment = Segment(0, len(text), 1, number * 1000, number * 1000 + len(text), "copy")
        pieces = (Span(1, number * 1000, number * 1000 + len(text)),)
        words = BlockText(text, (segment,), ((0, 1, "bold"),))
        views.append(BlockView(number, f"b{number}", role, words, text, pieces))
    issue = IssueView(1, "i", None, None, None, None, {}, {}, (), (), 1, 0, 0, 0, "x.md")
    page = PageView(1, "p", None, None, "", 0, 1)
    return ArticleView(
        1, "a", issue, page, 1, "article", "unread", None, None, None, None, None, "", (), tuple(views), (), (), "", ()
    )


def shown_in(view: ReadingView, looks: Looks, article: ArticleView) -> ShownArticle:
    """The article set into a view."""
    shown = ShownArticle(MarkLayers())
    document = view.fresh_document()
    shown.compose(document, article, Sheet(looks, "zh-Hans"), 500)
    view.setDocument(document)
    return shown


@given(BLOCKS, st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_spans_come_back_from_the_document(
    qtbot: QtBot, looks: Looks, blocks: list[tuple[str, str]], data: st.DataObject
) -> None:
    article = made_article(blocks)
    view = ReadingView(looks, MarkLayers())
    shown = shown_in(view, looks, article)
    block = data.draw(st.sampled_from(article.blocks))
    start = data.draw(st.integers(0, len(block.text) - 1))
    end = data.draw(st.integers(start + 1, len(block.text)))
    ranges = shown.places.ranges(BlockSpan(block.id, start, end))
    assert ranges, "every character of every block is on screen"
    cursor = QTextCursor(view.document())
    cursor.setPosition(ranges[0][0])
    cursor.setPosition(ranges[-1][1], QTextCursor.MoveMode.KeepAnchor)
    spans = shown.places.spans(cursor.selectionStart(), cursor.selectionEnd())
    assert spans == [BlockSpan(block.id, start, end)]
    assert shown.words(spans) == block.text[start:end]
    view.deleteLater()


@given(BLOCKS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_character_is_shown_once(qtbot: QtBot, looks: Looks, blocks: list[tuple[str, str]]) -> None:
    article = made_article(blocks)
    view = ReadingView(looks, MarkLayers())
    shown = shown_in(view, looks, article)
    everything = shown.places.spans(0, view.document().characterCount())
    assert sorted(everything) == sorted(BlockSpan(b.id, 0, len(b.text)) for b in article.blocks)
    view.deleteLater()


@pytest.mark.parametrize("words", ["𠮷", "老船工𠮷田说,过三里湾", "𡈽坝以下另有𠮷字号", "一百零八盏灯 照亮", "甄望"])
def test_the_quote_kept_is_the_words_selected(
    pane: ReadingPane, session: Session, span_of: Callable[[str], BlockSpan], words: str
) -> None:
    pane.select([span_of(words)])
    assert pane.selected_text() == words
    assert pane.selected_spans() == [span_of(words)]
    pane.highlight("green")
    article = pane.article()
    assert article is not None
    kept = session.article(article.id)
    assert kept is not None
    assert [(h.quote, list(h.spans), h.colour) for h in kept.highlights] == [(words, [span_of(words)], "green")]


def test_a_selection_over_paragraphs_leaves_out_what_is_no_words(pane: ReadingPane, qtbot: QtBot) -> None:
    pane.view.selectAll()
    article = pane.article()
    assert article is not None
    assert pane.selected_text() == "\n".join(b.text for b in article.blocks if b.text)
    pane.view.copy()
    assert pane.view.createMimeDataFromSelection().text() == pane.selected_text()
    assert not pane.view.createMimeDataFromSelection().hasHtml()


def test_shift_and_arrow_never_halve_a_character(
    pane: ReadingPane, qtbot: QtBot, span_of: Callable[[str], BlockSpan]
) -> None:
    start = pane.shown.places.ranges(span_of("𠮷田说"))[0][0]
    cursor = pane.view.textCursor()
    cursor.setPosition(start)
    pane.view.setTextCursor(cursor)
    qtbot.keyClick(pane.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert pane.selected_text() == "𠮷"

"""The reading pane: places, ends, layers, page text, hits, other looks, very long articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain.text import BlockText, Segment, Span
from reader.domain.views import ArticleView, BlockSpan, BlockView
from reader.ui.reading_pane import ReadingPane
from reader.ui.theme import Looks

Find = Callable[[str], BlockSpan]


def lengthened(article: ArticleView, paragraphs: int) -> ArticleView:
    """The article with its last paragraph again and again."""
    last = article.blocks[-1]
    more: list[BlockView] = []
    for number in range(paragraphs):
        start = 1_000_000 + number * 1000
        text = f"{number} {last.text}"
        words = BlockText(text, (Segment(0, len(text), 1, start, start + len(text), "copy"),))
        more.append(replace(last, id=start, words=words, pieces=(Span(1, start, start + len(text)),)))
    return replace(article, blocks=(*article.blocks, *more))


def test_the_place_in_each_article_is_kept(
    pane: ReadingPane, qtbot: QtBot, session: Session, article: ArticleView, second: ArticleView
) -> None:
    long = lengthened(article, 60)
    pane.show_article(long)
    bar = pane.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = pane.place()
    assert place > 200
    pane.show_article(second)
    assert session.last_place(article.id) == place
    pane.show_article(long)
    assert pane.place() == place
    pane.show_article(second)
    pane.show_article(long, keep_place=False)
    assert pane.place() == 0


def test_the_place_survives_another_size(pane: ReadingPane, looks: Looks, article: ArticleView) -> None:
    pane.show_article(lengthened(article, 60))
    pane.grab()
    pane.view.verticalScrollBar().setValue(1500)
    place = pane.place()
    looks.resize_reading(3)
    assert abs(pane.place() - place) <= 40
    looks.resize_reading(0)
    assert abs(pane.place() - place) <= 40


def test_space_pages_to_the_end_and_says_so_once(pane: ReadingPane, qtbot: QtBot, article: ArticleView) -> None:
    pane.show_article(lengthened(article, 12))
    ended: list[int] = []
    pane.reached_end.connect(ended.append)
    bar = pane.view.verticalScrollBar()
    for _page in range(30):
        qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    qtbot.waitUntil(lambda: ended == [article.id])
    qtbot.keyClick(pane.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bar.value() < bar.maximum())
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert ended == [article.id]


def test_nothing_open_says_what_to_do(pane: ReadingPane) -> None:
    pane.show_article(None)
    assert pane.empty.isVisible() and not pane.view.isVisible()
    assert pane.empty.title.text()
    pane.highlight("yellow")
    pane.next_hit()
    pane.open_find()
    assert not pane.find_bar.isVisible()


def test_furniture_stands_at_the_foot(pane: ReadingPane, article: ArticleView) -> None:
    loose = replace(article.blocks[-1], id=77, role="furniture")
    pane.set_furniture([loose])
    assert pane.shown.places.ranges(BlockSpan(77, 0, 2))
    pane.select([BlockSpan(77, 0, 4)])
    pane.highlight("yellow")
    shown = pane.article()
    assert shown is not None and shown.highlights == (), "page text belongs to no article"
    pane.set_furniture([])
    assert not pane.shown.places.ranges(BlockSpan(77, 0, 2))


def test_printed_and_corrected_words(pane: ReadingPane, session: Session, span_of: Find) -> None:
    span = span_of("人工点灯")
    session.do("text.correct", block=span.block, old="人工", new="人力")
    pane.select([span])
    assert pane.selected_text() == "人力点灯"
    pane.toggle_layer()
    pane.select([span])
    assert pane.selected_text() == "人工点灯"
    pane.highlight("green")
    shown = pane.article()
    assert shown is not None and [h.quote for h in shown.highlights] == ["人工点灯"]
    pane.toggle_layer()
    shown = pane.article()
    assert shown is not None and list(shown.highlights[0].spans) == [span]


def test_find_counts_and_goes_round(pane: ReadingPane, qtbot: QtBot) -> None:
    pane.open_find()
    field = pane.find_bar._field
    field.setText("灯")
    total = len(pane.shown.layers.hits)
    assert total > 2
    assert pane.find_bar._count.text() == f"1 of {total}"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pane.find_bar._count.text() == f"2 of {total}"
    for _turn in range(2):
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.find_bar._count.text() == f"{total} of {total}"
    field.setText("，")
    assert pane.shown.layers.hits, "whatever the width"
    field.setText("没有这句")
    assert pane.find_bar._count.text() == "Not found"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not pane.find_bar.isVisible() and pane.shown.layers.hits == []
    assert pane.view.hasFocus()


def test_library_hits_are_marked_and_can_be_highlighted(
    pane: ReadingPane, second: ArticleView, article: ArticleView
) -> None:
    pane.set_hits("柏舟")
    assert len(pane.shown.layers.hits) == 1
    pane.highlight("orange")
    shown = pane.article()
    assert shown is not None and [h.quote for h in shown.highlights] == ["柏舟"]
    pane.show_article(second)
    assert len(pane.shown.layers.hits) == 1
    pane.set_hits("")
    assert pane.shown.layers.hits == []


def test_other_looks_keep_article_marks_and_selection_possible(pane: ReadingPane, looks: Looks, span_of: Find) -> None:
    pane.select([span_of("值守平台")])
    pane.highlight("blue")
    for theme in ("dark", "sepia", "contrast", "paper"):
        looks.choose(theme)
        assert len(pane.shown.layers.marks) == 1
        pane.select([span_of("值守平台")])
        assert pane.selected_text() == "值守平台"


def test_the_column_is_whole_characters_wide_and_in_the_middle(pane: ReadingPane, looks: Looks) -> None:
    for width in (360, 640, 1500):
        pane.resize(width, 480)
        pane._fit()
        column = pane.view.column
        assert column % looks.reading_size == 0 and column <= 38 * looks.reading_size
        viewport = pane.view.viewport().geometry()
        assert viewport.width() == column + 60, "not a pixel less: lines would lose a character"
        assert abs(viewport.left() - (pane.width() - viewport.right())) <= 16


def test_300_000_characters_open_and_scroll(pane: ReadingPane, qtbot: QtBot, article: ArticleView) -> None:
    long = lengthened(article, 300_000 // (len(article.blocks[-1].text) + 4))
    assert sum(len(b.text) for b in long.blocks) > 290_000
    pane.show_article(long)
    bar = pane.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(pane.view.at_end)
    last = long.blocks[-1]
    pane.select([BlockSpan(last.id, 0, 6)])
    assert pane.selected_text() == last.text[:6]

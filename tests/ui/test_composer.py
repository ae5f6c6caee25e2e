"""How an article is composed: scripts, headline group, tables, pointers, indents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from reader.domain.text import BlockText, Segment, Span
from reader.domain.views import ArticleView, BlockView, FieldView
from reader.ui.composer import compose, script_of_article
from reader.ui.headline import set_headline
from reader.ui.languages import script_of, script_of_language
from reader.ui.mark_layers import MarkLayers
from reader.ui.reading_view import ReadingView
from reader.ui.table_setting import table_rows
from reader.ui.theme import Looks
from reader.ui.typesetting import Sheet


def block(number: int, role: str, text: str, language: str | None = None) -> BlockView:
    span = Span(1, number * 1000, number * 1000 + len(text))
    words = BlockText(text, (Segment(0, len(text), 1, span.start, span.end, "copy"),))
    return BlockView(number, f"b{number}", role, words, text, (span,), 0, language)


def lines(looks: Looks, article: ArticleView, script: str = "zh-Hans", width: int = 540) -> list[str]:
    """The paragraphs of the document composed."""
    view = ReadingView(looks, MarkLayers())
    document = view.fresh_document()
    compose(document, article, Sheet(looks, script), width)
    found = []
    paragraph = document.begin()
    while paragraph.isValid():
        found.append(paragraph.text())
        paragraph = paragraph.next()
    view.deleteLater()
    return found


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("本报讯 全市旧井普查结束", "zh-Hans"),
        ("本埠新聞 昨夜江上大霧迷漫,輪渡停駛", "zh-Hant"),
        ("The harbour board resolved last night", "latin"),
        ("Die Brücke über die Lauter wird übergeben", "latin"),
        ("港の灯りは冬の間も消さない、と組合は決めた", "ja"),
        ("등대는 겨울 내내 켜 둔다", "ko"),
    ],
)
def test_scripts_are_told_apart(text: str, script: str) -> None:
    assert script_of(text) == script


def test_stated_languages_come_first(article: ArticleView) -> None:
    assert script_of_language("zh_TW") == "zh-Hant"
    assert script_of_language("zh-Hant-HK") == "zh-Hant"
    assert script_of_language("de") == "latin"
    assert script_of_language(None) is None
    stated = replace(article, blocks=(block(1, "title", "國學", "zh-CN"),))
    assert script_of_article(stated) == "zh-Hans"


def test_a_headline_is_broken_at_its_blanks(qtbot: QtBot, looks: Looks) -> None:
    sheet = Sheet(looks, "zh-Hans")
    title = "加固江堤日夜巡守 全线守护两岸十万亩良田"
    assert set_headline(title, sheet, 2000) == ("title", (), 0)
    assert set_headline(title, sheet, 400)[:2] == ("title", (8,))
    assert set_headline("没有空格的一个很长很长的标题啊", sheet, 100)[:2] == ("small_title", ())


def test_no_word_of_a_headline_is_left_alone(qtbot: QtBot, looks: Looks) -> None:
    sheet = Sheet(looks, "latin")
    width = 400
    headline = set_headline("PIANO CROSSES THE ICE", sheet, width)
    assert QFontMetricsF(sheet.font("title")).horizontalAdvance("PIANO CROSSES THE") > width - headline.margin


def test_byline_and_pointers_share_a_line(qtbot: QtBot, looks: Looks, article: ArticleView) -> None:
    blocks = (
        block(1, "title", "最后一位摆渡人"),
        block(2, "byline", "本报记者 石言"),
        block(3, "paragraph", "渡口开了四十一年。"),
        block(4, "continuation_on", "(下转第四版)"),
    )
    shown = lines(looks, replace(article, blocks=blocks, fields=(), continues_to=9))
    assert shown == ["最后一位摆渡人", "本报记者 石言 · 下转第四版 →", "渡口开了四十一年。", "(下转第四版) →"]
    absent = lines(looks, replace(article, blocks=blocks, fields=(), continues_to=None))
    assert absent[-1] == "(下转第四版) · not in the library"


def test_a_lead_that_names_its_author_keeps_every_word(qtbot: QtBot, looks: Looks, article: ArticleView) -> None:
    lead = block(2, "paragraph", "本报讯(记者 张辉)10月18日,市里开会。")
    author = FieldView(1, "author", "张辉", "记者", "read", Span(1, 2007, 2009))
    agency = FieldView(2, "agency", "本报讯", None, "read", Span(1, 2000, 2003))
    shown = lines(looks, replace(article, blocks=(block(1, "title", "会"), lead), fields=(agency, author)))
    assert shown == ["会", "本报讯 · 记者 张辉", "本报讯(记者 张辉)10月18日,市里开会。"]


def test_a_photographer_stays_in_the_credit(qtbot: QtBot, looks: Looks, article: ArticleView) -> None:
    blocks = (block(1, "title", "晒秋"), block(2, "paragraph", "村民晒秋。"), block(3, "credit", "丁沛 摄"))
    author = FieldView(1, "author", "丁沛", None, "read", Span(1, 3000, 3002))
    assert lines(looks, replace(article, blocks=blocks, fields=(author,))) == ["晒秋", "村民晒秋。", "丁沛 摄"]


def test_rows_of_a_table_stand_under_one_another(qtbot: QtBot, looks: Looks, article: ArticleView) -> None:
    text = "站名|水位三里湾|12.4"
    pieces = (Span(1, 1000, 1005), Span(1, 1010, 1018))
    segments = (Segment(0, 5, 1, 1000, 1005, "copy"), Segment(5, 13, 1, 1010, 1018, "copy"))
    table = BlockView(1, "b1", "table", BlockText(text, segments), "站名|水位\n三里湾|12.4", pieces)
    assert [[text[a:b] for a, b in row] for row in table_rows(table)] == [["站名|", "水位"], ["三里湾|", "12.4"]]
    shown = lines(looks, replace(article, blocks=(table,), fields=()))
    assert [line.replace("\t", "").split() for line in shown] == [["站名", "水位"], ["三里湾", "12.4"]]


def test_list_items_get_a_bullet_only_where_they_have_none(qtbot: QtBot, looks: Looks, article: ArticleView) -> None:
    blocks = (block(1, "list_item", "灯三十六盏;"), block(2, "list_item", "1. 浮标九座"), block(3, "list_item", "● 桥"))
    shown = lines(looks, replace(article, blocks=blocks, fields=()))
    assert shown == ["•\t灯三十六盏;", "1. 浮标九座", "● 桥"]


def test_no_picture_is_ever_fetched(qtbot: QtBot, looks: Looks, article: ArticleView) -> None:
    shown = lines(looks, replace(article, blocks=(block(1, "image", "<img src='http://x/y.png'>"),), fields=()))
    assert shown == ["Picture in the source  <img src='http://x/y.png'>"]

"""Troubles of city papers one by one, on pages written for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.domain.reading import ReadArticle, Reading
from reader.domain.text import SourceText, Span, lay_out
from reader.imports.lines import read_text
from reader.structure.engine import read_issue

PAGES = Path(__file__).resolve().parents[1] / "data" / "structure" / "pages"


class Page:
    """A page read, with its words at hand."""

    def __init__(self, name: str) -> None:
        pages = read_text((PAGES / name).read_text(encoding="utf-8")).pages
        self.reading: Reading = read_issue(pages)
        self.sources = {n: SourceText(n, p.text, p.markup) for n, p in enumerate(pages)}

    def words(self, article: ReadArticle, *roles: str) -> list[str]:
        return [lay_out([Span(*p) for p in b.pieces], self.sources).text for b in article.blocks if b.role in roles]

    def titled(self, title: str) -> ReadArticle:
        return next(a for a in self.reading.articles if title in self.words(a, "title"))

    def people(self, title: str) -> list[tuple[str, str | None]]:
        return [(f.value, f.detail) for f in self.titled(title).fields if f.name == "author"]


@pytest.fixture(scope="module")
def news() -> Page:
    return Page("city-news.md")


@pytest.fixture(scope="module")
def life() -> Page:
    return Page("city-life.md")


def test_page_head_gives_date_and_page(news: Page) -> None:
    assert news.reading.date is not None and news.reading.date.value == "2022-03-05"
    assert news.reading.page_labels[0].value == "02"


def test_parallel_heads_are_subheads_though_set_as_high_as_the_title(news: Page) -> None:
    article = news.titled("以更大力度推进产业链招商")
    assert news.words(article, "subhead") == ["强化链式思维", "优化营商环境"]
    assert news.people("以更大力度推进产业链招商") == [("钱进", "记者"), ("孙晓", "通讯员")]


def test_a_paragraph_goes_on_behind_a_picture_with_caption_and_credit(news: Page) -> None:
    article = news.titled("以更大力度推进产业链招商")
    assert any("由市领导担任链长,逐条制定" in t for t in news.words(article, "paragraph"))
    assert news.words(article, "caption") == ["图为企业工人在生产线上忙碌。"]


def test_names_in_brackets_at_the_end_are_authors(news: Page) -> None:
    assert news.people("全市小麦返青拔节期田间管理现场会召开") == [("张田野", None)]
    assert news.people("市政协召开重点提案督办会") == [("冯琳", "记者")]
    assert news.people("压实责任 细化措施 确保安全度汛")[-1] == ("李宣", None)


def test_a_lost_headline_is_flagged(news: Page) -> None:
    (flag,) = [f for f in news.reading.flags if f.code == "text-without-title"]
    assert flag.article is not None
    assert news.words(news.reading.articles[flag.article], "paragraph")[0].startswith("新华社")


def test_a_mark_inside_a_heading_is_cut_from_the_title(news: Page) -> None:
    article = news.titled("推动文旅融合")
    assert news.words(article, "continuation_from") == ["(上接第一版)"]


def test_a_weather_head_in_bold_closes_the_briefs(news: Page) -> None:
    assert len(news.words(news.titled("简讯"), "list_item")) == 3
    assert news.titled("一周天气").kind == "notice"


def test_plain_short_lines_in_a_signed_text_are_subheads(life: Page) -> None:
    article = life.titled("社区食堂“烹”出幸福味")
    assert life.words(article, "subhead") == ["小食堂解决大问题", "志愿服务暖人心", "新闻链接"]
    assert life.words(article, "inset") == ["社区食堂由街道补贴房租,企业负责运营。"]
    assert life.words(article, "column") == ["民生", "学习贯彻党的创新理论主题教育"]


def test_text_around_a_photo_item_is_one_article(life: Page) -> None:
    article = life.titled("“三块地”改革唤醒沉睡资源")
    assert life.words(article, "paragraph")[-1] == "村集体年增收50万元。"
    photo = life.titled("秋收掠影")
    assert photo.kind == "photo" and life.words(photo, "credit") == ["孙立强 摄"]


def test_questions_and_answers_are_text(life: Page) -> None:
    assert len(life.words(life.titled("网购遇到问题怎么办?"), "paragraph")) == 2


def test_the_beginning_of_a_text_above_its_headline_is_fetched_from_the_article_before() -> None:
    page = Page("inset-headline.md")
    assert page.words(page.reading.articles[1], "paragraph")[0].endswith("一条路说起。")
    (flag,) = page.reading.flags
    assert flag.code == "headline-inside-body" and flag.answers[0].acts == []
    assert [act[0] for act in flag.answers[1].acts] == ["split", "move"]


def test_headlines_of_two_lines_and_a_byline_with_its_post() -> None:
    page = Page("small-town-1952.txt")
    article = page.titled("Mayor Says Bridge Will Open Friday")
    assert page.words(article, "deck") == ["Ribbon to Be Cut by Oldest Ferryman at Noon"]
    assert page.people("Mayor Says Bridge Will Open Friday") == [("JOHN SMITH", "Star Staff Writer")]
    assert page.titled("School Board Votes New Roof").kind == "photo"


def test_a_paper_without_full_stops() -> None:
    page = Page("republic-1920.txt")
    titles = [title for a in page.reading.articles for title in page.words(a, "title")]
    assert titles == ["河堤潰決", "學堂開運動會", "專電", "遺失聲明"]
    assert page.reading.flags == []

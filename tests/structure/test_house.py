"""What the engine learns of an issue before it decides: how its titles look, how it is set; and what joins need."""

from __future__ import annotations

import pytest

from reader.domain.text import SourceText, Span, lay_out
from reader.imports.lines import read_text
from reader.structure.endings import asks_for_more, goes_on
from reader.structure.engine import read_issue
from reader.structure.signatures import closes_letter


def read(text: str) -> list[list[tuple[str, str]]]:
    """Each article as (role, words)."""
    pages = read_text(text).pages
    sources = {n: SourceText(n, p.text, p.markup) for n, p in enumerate(pages)}
    return [
        [(b.role, lay_out([Span(*p) for p in b.pieces], sources).text) for b in article.blocks]
        for article in read_issue(pages).articles
    ]


def titles(text: str) -> list[str]:
    return [words for article in read(text) for role, words in article if role == "title"]


@pytest.mark.parametrize("text", ["的兰花。", "得很好。", "过的人。", "们都来了。", "之一。", "等单位。", "地说。"])
def test_words_that_only_go_on(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize(
    "text", ["地铁四号线", "地方简讯", "得知消息后", "了解到", "着力推进", "过去一年", "之后，他", "等你来", "的确如此"]
)
def test_words_that_begin_though_a_bound_sign_opens_them(text: str) -> None:
    assert not goes_on(text)


def test_latin_words_that_never_end_a_sentence() -> None:
    assert asks_for_more("a tougher schedule this year, with trips to") and asks_for_more("als auf der")
    assert not asks_for_more("Night bus will stop") and not asks_for_more("Lotto")


def test_letters_end_before_their_signature() -> None:
    assert closes_letter("from the rest of us.—Yours, etc.,") and closes_letter("Ich verbleibe Ihr ergebener,")
    assert not closes_letter("He said that the yard was yours, and he left,")


_STOPPED = (
    "Der Stand der Kanalvorlage.\n\nDie Kommiſſion hat heute die zweite\nLeſung beendet.\n\n"
    "Ein Luftſchiff über der Stadt.\n\nHeute mittag gegen zwei Uhr erſchien ein\nlenkbares Luftſchiff.\n\n"
    "Vom Nutzen der Hecken.\n\nWer heute durch die Feldmark geht, der\nſieht weit.\n"
)


def test_titles_with_stops_where_the_issue_sets_them_so() -> None:
    assert titles(_STOPPED) == [
        "Der Stand der Kanalvorlage.",
        "Ein Luftſchiff über der Stadt.",
        "Vom Nutzen der Hecken.",
    ]


def test_a_sentence_alone_is_no_title_where_titles_have_no_stop() -> None:
    text = "THE FLOOD\n\nThe river rose all night and\nfell at noon.\n\nNobody slept.\n\nThe mayor came at six and went\nhome at nine.\n"
    assert titles(text) == ["THE FLOOD"]


def test_a_sign_before_titles_is_learnt() -> None:
    text = (
        "江濱新聞\n中華民國十三年五月六日　星期二　第二張\n"
        "◎縣署布告禁賭\n縣知事以近來賭風日熾、特於昨日出示嚴禁、凡有犯者、從重究辦、決不姑寬云、\n"
        "◎輪船失事\n昨晨大霧、永安公司之小輪觸礁沉沒、搭客八十餘人、幸經漁船救起大半、溺斃者七人、\n"
        "◎女校開運動會\n縣立女子小學定於本月十日開春季運動會、屆時歡迎各界參觀、不收門票云、\n"
    )
    assert titles(text) == ["◎縣署布告禁賭", "◎輪船失事", "◎女校開運動會"]


def test_titles_in_two_parts_tell_the_title_of_a_group() -> None:
    plain = "稻穀收購開辦 每公斤加價五角\n\n【本報訊】稻穀收購自今天起開辦。\n\n拾金不昧 失主成了乾親\n\n【本報訊】學生拾獲皮包一只。\n\n"
    group = "縣長盃少棒賽\n\n紅葉坪全壘打 逆轉封王\n\n【本報訊】少棒賽昨天舉行冠亞軍戰。\n"
    assert titles(plain + group)[-1] == "紅葉坪全壘打 逆轉封王"


def test_a_label_in_brackets_is_a_column() -> None:
    (article,) = read(
        "市場邊的修傘人\n\n〈浮生小記〉\n\n⊙沈芷\n\n颱風過後，菜市場邊那個修傘的攤子，總要排上一長列的傘。\n"
    )
    assert ("column", "〈浮生小記〉") in article and ("title", "市場邊的修傘人") in article


def test_after_a_photo_item_a_lower_head_opens_an_article() -> None:
    text = (
        "# 图片新闻\n\n昨天下午,消防员救下一只橘猫。通讯员 费翔宇 摄\n\n"
        "#### 今晚有雨 明天降温\n\n市气象台昨天发布消息,今天夜里有雨。\n"
    )
    assert titles(text) == ["图片新闻", "今晚有雨 明天降温"]


def test_a_text_before_its_headline_is_not_given_to_what_a_photo_interrupts() -> None:
    text = (
        "# 为还手机一路喊停\n\n本报讯(记者 潘越)昨天傍晚,骑手追出三公里归还手机。\n\n"
        "## 桂花树下读书忙\n\n昨日,公园的桂花开了。\n\n本报记者 麦丰 摄\n\n"
        "小区装电梯,最难的是一楼。尹老师说电梯要用玻璃的,别挡了我\n\n# 尹老师的玻璃电梯\n\n本报记者 邵一鸣\n\n的兰花。”施工队换了玻璃。\n"
    )
    articles = read(text)
    assert len(articles) == 3
    assert (
        "paragraph",
        "小区装电梯,最难的是一楼。尹老师说电梯要用玻璃的,别挡了我的兰花。”施工队换了玻璃。",
    ) in articles[2]


def test_a_short_line_without_end_mark_is_never_joined_to_a_broken_text() -> None:
    text = "THE VOTE\n\nBy JOHN HALL\n\nThe board will have to find the money somewhere else, most likely from a freeze on hirings and buses\n\nWolves Edge Tigers, 31 to 29\n\nPORT MALVERN, March 2.—The Wolves won at home.\n"
    words = [words for article in read(text) for _role, words in article]
    assert "Wolves Edge Tigers, 31 to 29" in words


def test_a_page_head_with_a_year_of_the_republic_cuts_pages() -> None:
    head = "海潮日報　六十八年六月十三日　第{}版\n\n颱風過境\n\n【本報訊】昨天有颱風過境，各地平安。\n\n"
    pages = read_text(head.format("六") + head.format("七")).pages
    assert [page.label.value for page in pages if page.label] == ["六", "七"]


def test_a_closing_bracket_alone_makes_no_page_line() -> None:
    (page,) = read_text("苗圃里的老周种了八十棵树,活了六十六棵,(下转A\n06版)\n\n# 下一篇\n\n正文在这里。\n").pages
    assert "06版)" in page.text

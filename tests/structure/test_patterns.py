"""The patterns newspapers are put together from, one by one: each with texts that hold it and texts that only look so."""

from __future__ import annotations

import pytest

from reader.domain.text import SourceText, Span, lay_out
from reader.imports.lines import read_text
from reader.structure.bylines import bare_names, byline_line, western_byline, wire_of
from reader.structure.continuations import FROM, ON, marks_in
from reader.structure.credits import credit_line, credit_tail
from reader.structure.engine import read_issue
from reader.structure.furniture import is_dated_line, is_editors_line, is_imprint, is_page_line, paper_name
from reader.structure.leads import chinese_tail, lead_of, western_place, western_tail
from reader.structure.shapes import head_shaped, inset_word, is_crosshead, names_body, run_in_head
from reader.structure.signatures import is_date_line, is_office, is_placed_name, signed_by
from reader.structure.vocabulary import is_briefs, is_column_label, kind_of


@pytest.mark.parametrize(
    ("text", "role", "label"),
    [
        ("（上接第一版）", FROM, "1"), ("(上接01版)", FROM, "1"), ("（紧接第１版）", FROM, "1"), ("(接一版)", FROM, "1"),
        ("（緊接第一版）", FROM, "1"), ("（接上第二版）", FROM, "2"), ("（上接A01版）", FROM, "A1"), ("【上接B2版】", FROM, "B2"),
        ("( 上接 第 三 版 )", FROM, "3"), ("（文接第三版）", FROM, "3"), ("（下转第四版）", ON, "4"), ("(下转A03版右下)", ON, "A3"),
        ("（下轉第十二版）", ON, "12"), ("（转第8版）", ON, "8"), ("（文轉第六版）", ON, "6"), ("（未完，下转第五版）", ON, "5"),
        ("（未完）", ON, None), ("（待續）", ON, None), ("（續昨）", FROM, None), ("（续前）", FROM, None),
        ("(Continued on Page Six)", ON, "6"), ("[Continued on Page 5, Column 2.]", ON, "5"), ("Continued from page 2", FROM, "2"),
        ("(Concluded from first page.)", FROM, "1"), ("See BRIDGE, Page 4", ON, "4"), ("Turn to page 8, col. 3", ON, "8"),
        ("(To be continued.)", ON, None), ("(Schluß auf Seite 8)", ON, "8"), ("(Schluß von Seite 1)", FROM, "1"),
        ("Fortsetzung von Seite 1", FROM, "1"), ("(Fortſetzung folgt.)", ON, None), ("( Schluss folgt )", ON, None),
        ("(Schluß des geſtern abgebrochenen Artikels.)", FROM, None), ("(12. Fortſetzung.)", FROM, None),
        ("(Suite)", FROM, None), ("(SUITE ET FIN)", FROM, None), ("(A suivre)", ON, None), ("(La suite au prochain numéro.)", ON, None),
    ],
)  # fmt: skip
def test_continuation_marks(text: str, role: str, label: str | None) -> None:
    found = marks_in(text)
    assert [(m.role, m.label) for m in found] == [(role, label)]


@pytest.mark.parametrize(
    "text",
    [
        "（相关报道见第十版）", "（全文见第三版）", "（详见今日第五版）", "接第一棒的选手跑得很快", "他转到第四版看小说", "See page 4 of his book for more",
        "he continued on his way", "Die Fortsetzung des Baues ist gesichert", "La suite du roi arriva", "（完）",
    ],
)  # fmt: skip
def test_no_continuation_marks(text: str) -> None:
    assert marks_in(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报记者 江未眠", ["江未眠"]), ("本報記者 林 曉", ["林曉"]), ("本报驻京记者　贺　勇", ["贺勇"]), ("□ 本报记者 钱进", ["钱进"]),
        ("⊙ 本报记者 何清", ["何清"]), ("记者 张三 通讯员 李四 王五", ["张三", "李四", "王五"]), ("实习生 田甜", ["田甜"]),
        ("（执笔：祁山月）", ["祁山月"]), ("执笔 祁山月", ["祁山月"]), ("采访整理：王小明", ["王小明"]), ("文/图 本报记者 温如玉", ["温如玉"]),
        ("圖／文　石一鳴", ["石一鳴"]), ("（本报记者汪若谷、黎夏采写）", ["汪若谷", "黎夏"]), ("（本报记者方时雨、陆谷参与采写）", ["方时雨", "陆谷"]),
        ("【記者王小明／綜合報導】", ["王小明"]), ("(作者系市档案馆研究馆员)", []), ("（作者单位：泽阳市委党校）", []), ("（作者为省文史馆馆员）", []),
        ("本报评论员", ["本报评论员"]),
    ],
)  # fmt: skip
def test_bylines(text: str, names: list[str]) -> None:
    found = byline_line(text)
    assert found is not None and [p.name for p in found] == names


@pytest.mark.parametrize(
    "text",
    [
        "记者在现场看到",
        "河长制的牌子",
        "讀者之聲",
        "读者来信",
        "作者简介",
        "通讯员队伍不断壮大",
        "记者节特别报道",
        "实习生的第一天",
    ],
)
def test_no_bylines(text: str) -> None:
    assert not byline_line(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By JOHN SMITH", ["JOHN SMITH"]), ("(By EDGAR GUEST)", ["EDGAR GUEST"]), ("By EDWARD W. PICKARD", ["EDWARD W. PICKARD"]),
        ("By Ann Cole and Tom Reed", ["Ann Cole", "Tom Reed"]), ("[From our own Correspondent.]", ["From our own Correspondent"]),
        ("Von unserem Redaktionsmitglied Hans Petersen", ["Von unserem Redaktionsmitglied Hans Petersen"]),
        ("(De notre envoyé spécial.)", ["De notre envoyé spécial"]), ("D'un correspondant.", ["D'un correspondant"]),
        ("Roman von E. von Hagenau.", ["E. von Hagenau"]), ("PAR MARIE D'ARZANO", ["MARIE D'ARZANO"]),
        ("(By the Associated Press.)", []), ("By Associated Press.", []), ("(Special to The News.)", []),
        ("(Service spécial de L'AVENIR)", []), ("(Eigener Drahtbericht.)", []),
    ],
)  # fmt: skip
def test_western_bylines(text: str, names: list[str]) -> None:
    found = western_byline(text)
    assert found is not None and [p.name for p in found] == names


@pytest.mark.parametrize(
    "text",
    [
        "By the time he came the house was dark",
        "By rail to the sea",
        "Von der Weser",
        "Par un beau jour d'été on le vit",
        "(See page)",
    ],
)
def test_no_western_bylines(text: str) -> None:
    assert western_byline(text) is None


def test_wires() -> None:
    assert wire_of("By Associated Press.") == ("Associated Press", 3, 19)
    assert wire_of("By JOHN SMITH") is None


@pytest.mark.parametrize(
    ("text", "agency", "place", "date", "names"),
    [
        ("本报讯(记者 周禾)6月8日,市里", "本报讯", None, None, ["周禾"]), ("本报讯 （记者 张 三）昨日", "本报讯", None, None, ["张三"]),
        ("本報訊（記者周禾）昨日", "本報訊", None, None, ["周禾"]), ("本报渡口区6月7日电(记者 谢知微)沿着", "本报", "渡口区", "6月7日", ["谢知微"]),
        ("新华社北京10月5日电 国庆", "新华社", "北京", "10月5日", []), ("据新华社电（记者王明）国家", "新华社", None, None, ["王明"]),
        ("（新华社北京9月30日电）国家", "新华社", "北京", "9月30日", []), ("中新社香港三月四日電 昨日", "中新社", "香港", "三月四日", []),
        ("【本報訊】（記者岑雨農）由下月一日起", "本報訊", None, None, ["岑雨農"]), ("【本報記者賀小菁螺門報道】螺門角", None, "螺門", None, ["賀小菁"]),
        ("【本報記者林世昌專訪】十七歲", None, None, None, ["林世昌"]), ("〔記者王小明／綜合報導〕昨天", None, None, None, ["王小明"]),
        ("榆州十六日專電　省府", None, "榆州", "十六日", []), ("【特訊】地下鐵路", None, None, None, []),
        ("LONDON, Dec. 16.—The King", None, "LONDON", "Dec. 16", []), ("CAPITAL CITY, March 2.—(CNS) —The", "CNS", "CAPITAL CITY", "March 2", []),
        ("Bonn (dpa). Die Bundesregierung", "dpa", "Bonn", None, []), ("— Wien, 2. Januar. (W. T. B.) Heute", "W. T. B.", "Wien", "2. Januar", []),
        ("PONT-A-MOUSSON, 16 décembre. — On", None, "PONT-A-MOUSSON", "16 décembre", []),
    ],
)  # fmt: skip
def test_leads(text: str, agency: str | None, place: str | None, date: str | None, names: list[str]) -> None:
    lead = lead_of(text)
    assert lead is not None
    spots = [spot and spot[0] for spot in (lead.agency, lead.place, lead.date)]
    assert (spots, [p.name for p in lead.people]) == ([agency, place, date], names)


@pytest.mark.parametrize(
    "text",
    [
        "本报电话号码变更",
        "本报通讯员队伍",
        "新华社记者看到",
        "近日,市委召开会议",
        "Mr. Dole, May said,",
        "Herr Meier (parteilos). Er",
        "本报评论员文章指出",
    ],
)
def test_no_leads(text: str) -> None:
    lead = lead_of(text)
    assert lead is None or (lead.agency is None and lead.place is None)


@pytest.mark.parametrize(
    ("text", "agency", "place", "names"),
    [
        ("……签署协议。（本报布鲁塞尔10月4日电）", "本报", "布鲁塞尔", []), ("……开幕。（新华社北京9月30日电）", "新华社", "北京", []),
        ("……举行。（据新华社电 记者王明）", "新华社", None, ["王明"]), ("……实效。(李宣)", None, None, ["李宣"]),
        ("……（记者 张三 通讯员 李四）", None, None, ["张三", "李四"]),
    ],
)  # fmt: skip
def test_tails(text: str, agency: str | None, place: str | None, names: list[str]) -> None:
    tail = chinese_tail(text)
    assert tail is not None and tail.start > 0
    assert (tail.agency and tail.agency[0], tail.place and tail.place[0], [p.name for p in tail.people]) == (
        agency,
        place,
        names,
    )


def test_no_tails() -> None:
    assert chinese_tail("《条例》（试行）") is None and chinese_tail("他说好（笑）。") is None
    assert western_tail("par le train. (Havas.)") == ("Havas", 15, 20)
    assert western_tail("dans la mâture. — (Agence Océane.)") == ("Agence Océane", 19, 32)
    assert western_tail("he said (Mr. Dole)") is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Leutheburg, 6. März.", "Leutheburg"),
        ("Nantes, 6 février.", "Nantes"),
        ("7 février.", None),
        ("Leutheburg, den 5. März 1908.", "Leutheburg"),
    ],
)
def test_dateline_lines(text: str, place: str | None) -> None:
    lead = western_place(text)
    assert lead is not None and (lead.place and lead.place[0]) == place


@pytest.mark.parametrize("text", ["Wien und Berlin", "On Monday he came.", "Mr. Smith, 6, was"])
def test_no_dateline_lines(text: str) -> None:
    assert western_place(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报记者 顾帆 摄", ["顾帆"]), ("本报记者 顾 帆摄", ["顾帆"]), ("通讯员 何田田 摄影报道", ["何田田"]), ("新华社发（王海摄）", ["王海"]),
        ("（本報記者林世昌攝）", ["林世昌"]), ("王海摄（影像中国）", ["王海"]), ("人民视觉", []), ("影像中国", []), ("丁少华 摄", ["丁少华"]),
        ("圖／文：凌照", ["凌照"]), ("(Leader photo by Walt Amory)", ["Walt Amory"]), ("Star-Register Photo by Burke", ["Burke"]),
    ],
)  # fmt: skip
def test_photo_credits(text: str, names: list[str]) -> None:
    found = credit_line(text)
    assert found is not None and [p.name for p in found] == names


@pytest.mark.parametrize(
    "text",
    [
        "市民在公园里拍摄荷花",
        "摄影展今日开幕",
        "图书馆",
        "他爱好摄影",
        "A photo was taken by the river",
        "图为工人在焊接。",
    ],
)
def test_no_photo_credits(text: str) -> None:
    assert credit_line(text) is None


def test_credit_tails() -> None:
    assert credit_tail("二号线列车驶出清河站。本报记者 唐一鸣 摄") == 11
    assert credit_tail("他在这里拍摄。记者随后离开。") == 0


@pytest.mark.parametrize(
    "text",
    [
        "第A01版：头版", "02版", "第二版", "【第3版】", "— 4 —", "Page 3", "PAGE SEVEN", "Seite 5", "PAGE FOUR                    THE MILLBROOK FALLS LEADER",
    ],
)  # fmt: skip
def test_page_lines(text: str) -> None:
    assert is_page_line(text)


@pytest.mark.parametrize(
    "text", ["第一版画家", "2013年的春天", "Page after page he read", "14个项目开工", "Seite an Seite mit dem Volk"]
)
def test_no_page_lines(text: str) -> None:
    assert not is_page_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "责编：闻笛 美编：邱小舟", "责任编辑:范立 电话:6621730 版式:小雨", "值班编委：赵前 责任编辑：孙立 美编：李想 校对：周全", "本版责编：俞平 林晚 版式设计：何小舟",
        "值班主任：白桦", "編輯：陳一 校對：李二",
    ],
)  # fmt: skip
def test_editors_lines(text: str) -> None:
    assert is_editors_line(text)


@pytest.mark.parametrize(
    "text", ["编辑部收到来信。", "责任编辑的一天", "校对是一门学问", "记者：你好吗？", "版式设计大赛举行"]
)
def test_no_editors_lines(text: str) -> None:
    assert not is_editors_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le gérant : H. LEFAOU.", "Imprimerie du Réveil, 9, quai aux Tonneaux.", "Verantwortlicher Redakteur: Karl Ziegler in Leutheburg.",
        "Erſcheint täglich mit Ausnahme der Sonn- und Feiertage.", "RÉDACTION ET ADMINISTRATION : 4, RUE DES CARMES",
        "东湾日报社出版　社址：东湾市中山路88号　邮编：310000　新闻热线：12345678", "Published every Thursday",
    ],
)  # fmt: skip
def test_imprints(text: str) -> None:
    assert is_imprint(text)


@pytest.mark.parametrize("text", ["社址迁移", "电话：88881234", "The gérant of the shop", "Druckfehler sind selten"])
def test_no_imprints(text: str) -> None:
    assert not is_imprint(text)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("藍灣日報　1994年4月19日　A3　本埠／副刊", True),
        ("海潮日報　六十八年六月十三日　第六版", True),
        ("今日8版 国内统一刊号CN41-0001", True),
        ("FEUILLETON DU PHARE DU 24 JUILLET 1898", False),
        ("10月18日，市里开会。", False),
        ("我市三大工程开工", False),
    ],
)
def test_page_heads(text: str, dated: bool) -> None:
    assert is_dated_line(text) is dated


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("清河日报", "清河日报"),
        ("漪江新報", "漪江新報"),
        ("THE PORTLAND EVENING NEWS", "The Portland Evening News"),
        ("L'AVENIR DU VAL-BRÉHAN", "L'Avenir du Val-Bréhan"),
        ("综合新闻", None),
        ("天气预报", None),
        ("喜报", None),
        ("要闻新闻", None),
    ],
)
def test_newspaper_names(text: str, name: str | None) -> None:
    assert paper_name(text) == name


@pytest.mark.parametrize(
    "text", ["一、主要问题", "（一）加强领导", "(2)落实责任", "3.抓好落实", "第一本:路账", "镜头二：码头", "其一、"]
)
def test_crossheads(text: str) -> None:
    assert is_crosshead(text)


@pytest.mark.parametrize("text", ["一个老人的春天", "第一书记来了", "3.5亿元项目签约", "十年磨一剑", "镜头下的城市"])
def test_no_crossheads(text: str) -> None:
    assert not is_crosshead(text)


@pytest.mark.parametrize(
    "text", ["编者按：如下。", "【编者按】如下", "核心阅读：一辆旧车", "■ 新闻链接", "開欄的話", "核心提示：一块荒地"]
)
def test_inset_words(text: str) -> None:
    assert inset_word(text)


@pytest.mark.parametrize("text", ["编者按图索骥", "链接城乡的路", "背景音乐很好听", "数据赋能政务", "点评员王明说"])
def test_no_inset_words(text: str) -> None:
    assert not inset_word(text)


@pytest.mark.parametrize(
    "text",
    [
        "短讯",
        "简讯",
        "簡訊",
        "本市简讯",
        "專電",
        "一句话新闻",
        "热线快报",
        "LOCAL BREVITIES.",
        "Nouvelles Diverses",
        "ÉCHOS",
        "Vermiſchtes.",
        "Lokales und Provinzielles.",
        "Kurz gemeldet",
        "News in Brief",
    ],
)
def test_rubrics(text: str) -> None:
    assert is_briefs(text)


@pytest.mark.parametrize(
    "text", ["简讯传来喜报频传", "一句话温暖了他", "Local man wins prize", "Die Nachrichten aus Wien", "电报发出之后"]
)
def test_no_rubrics(text: str) -> None:
    assert not is_briefs(text)


@pytest.mark.parametrize(
    "text",
    [
        "人民时评",
        "清廉许昌大家谈",
        "图片新闻",
        "來函照登",
        "讀者之聲",
        "本埠新聞",
        "方塊",
        "短評",
        "Letters to The Leader",
        "Briefe an die Herausgeber",
        "AROUND THE COURTHOUSE",
    ],
)
def test_column_labels(text: str) -> None:
    assert is_column_label(text)


@pytest.mark.parametrize(
    "text",
    [
        "全市排水系统经受住考验",
        "我市23家企业亮相省工博会",
        "老人院失火",
        "县供销社把农资店开到村口",
        "Council Votes New Roof",
    ],
)
def test_no_column_labels(text: str) -> None:
    assert not is_column_label(text)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("停水通告", "notice"),
        ("更正", "notice"),
        ("交通提示", "notice"),
        ("THE WEATHER", "notice"),
        ("Bekanntmachung.", "notice"),
        ("遺失啟事", "advert"),
        ("广告", "advert"),
        ("WANTED", "advert"),
        ("今日导读", "contents"),
        ("INSIDE", "contents"),
        ("公告牌立起来了", "notice"),
        ("大桥通车", "article"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("text", "shaped"),
    [
        ("STEAMER ASHORE IN FOG;", True),
        ("RIVER CREST PASSES CITY; LEVEES HOLD", True),
        ("Whose Rooster?", True),
        ("Says Company Must Pave Between Its Rails.", True),
        ("Politiſche Überſicht", True),
        ("Fair and cooler tonight; Wednesday fair.", False),
        ("He laughed and went away.", False),
        ("Mr. John Smith.", False),
        ("大堤加固工程完工", True),
        ("他走了，", False),
        ("昨日，天气晴好。市民出游。", False),
    ],
)
def test_headline_shapes(text: str, shaped: bool) -> None:
    assert head_shaped(text) is shaped


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("红岭中学", True),
        ("市档案馆", True),
        ("市交警支队", True),
        ("三里镇", True),
        ("石板村", True),
        ("学思践悟", False),
        ("大桥通车", False),
        ("今年中秋怎么过", False),
    ],
)
def test_names_of_bodies(text: str, body: bool) -> None:
    assert names_body(text) is body


def test_signatures() -> None:
    for text, names in (
        ("（墨耕）", ["墨耕"]),
        ("EMILE ZOLA.", ["EMILE ZOLA"]),
        ("G. T.", ["G. T."]),
        ("— ACHILLE PLISTA.", ["ACHILLE PLISTA"]),
        ("Karl Lüders, Vegesack", ["Karl Lüders"]),
    ):
        assert [p.name for p in signed_by(text) or []] == names, text
    assert is_placed_name("Karl Lüders, Vegesack") and not is_placed_name("In Wien, sagte er")
    assert is_date_line("2016年11月8日") and is_date_line("五月十六日") and not is_date_line("五月的风")
    assert is_office("柳泉县公安局交通警察大队") and not is_office("他走进了大队的院子里。")


def test_run_in_heads() -> None:
    assert run_in_head("A LATE SWARM.—On Sunday a swarm") and run_in_head("OBJETS TROUVÉS. — Un parapluie")
    assert not run_in_head("He came—late as ever—to the hall")


def test_bare_names_are_few() -> None:
    assert bare_names("亦舟") and bare_names("□ 白苇") and bare_names("木 易")
    assert bare_names("專電") is None and bare_names("要聞") is None


class Page:
    """A short page read, its blocks as (role, words)."""

    def __init__(self, text: str) -> None:
        pages = read_text(text).pages
        self.reading = read_issue(pages)
        sources = {n: SourceText(n, p.text, p.markup) for n, p in enumerate(pages)}
        self.articles = [
            [(b.role, lay_out([Span(*p) for p in b.pieces], sources).text) for b in a.blocks]
            for a in self.reading.articles
        ]
        self.furniture = [lay_out([Span(*p) for p in b.pieces], sources).text for b in self.reading.furniture]


_LONG = "近日，这里的事情很多，大家都很高兴，连日来前来参观的人络绎不绝。"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (f"县社把店开到村口\n\n冬储不出村 农户省了脚\n\n本报讯(记者 蒋春和){_LONG}", ["kicker", "title"]),
        (f"红岭中学\n\n食堂账目上墙 家长轮流掌勺\n\n本报讯(记者 何苗){_LONG}", ["kicker", "title"]),
        (f"市政协召开主席会议\n\n学习贯彻上级精神 研究年度工作\n\n本报讯(记者 何苗){_LONG}", ["title", "deck"]),
        (f"老支书的三本账\n\n——记石佛村支部书记\n\n本报记者 许冬\n\n{_LONG}", ["title", "deck", "byline"]),
        (f"# 从“凿岩村”到“画里村”（乡村振兴·村庄）\n\n本报记者 黎夏\n\n{_LONG}", ["title", "column", "byline"]),
        (f"# 一本账（人民时评）②\n\n安牧野\n\n{_LONG}", ["title", "column", "byline"]),
        (f"# 学思践悟\n\n# 红色家书展进校园\n\n本报讯（通讯员 苗青）{_LONG}", ["column", "title"]),
        (
            "失聰少女苦練書法\n\n榮獲全國首獎\n\n【本報記者林世昌專訪】十七歲的少女，自幼失聰，卻與筆墨結下不解之緣。",
            ["title", "deck"],
        ),
    ],
)
def test_headline_groups(text: str, roles: list[str]) -> None:
    (article,) = Page(text).articles
    assert [role for role, _words in article][: len(roles)] == roles


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        (
            f"---\ntitle: 东湾日报\n---\n\n{{0}}------------------------------------------------\n\n# 大桥通车\n\n{_LONG}\n",
            [],
        ),
        (f"# 大桥通车\n\n{_LONG}\n\n责编：尹平 版式：蓝天", ["责编：尹平 版式：蓝天"]),
        (
            "ÉCHOS\n\nLe thermomètre marquait hier six degrés au-dessous de zéro.\n\n*\n\nOn parle beaucoup du duel de M. de R.",
            ["*"],
        ),
    ],
)
def test_furniture(text: str, furniture: list[str]) -> None:
    page = Page(text)
    assert [
        words for words in page.furniture if any(c.isalnum() or c == "*" for c in words) and "---" not in words
    ] == furniture or not furniture
    assert len(page.articles) == 1


def test_tables_and_images_are_blocks_and_stop_nothing() -> None:
    page = Page(
        f"# 大桥通车\n\n本报讯 昨日，大桥通车，从清河站到\n\n![](images/a.jpg)\n\n港口站只需三十八分钟。\n\n<table><tr><td>清河</td><td>6:00</td></tr></table>\n\n{_LONG}"
    )
    roles = [role for role, _words in page.articles[0]]
    assert roles == ["title", "paragraph", "image", "table", "paragraph"]
    assert page.articles[0][1][1].endswith("从清河站到港口站只需三十八分钟。")


def test_a_caption_with_its_credit() -> None:
    page = Page(f"# 大桥通车\n\n![](a.jpg)\n\n*列车驶出清河站。本报记者 唐一鸣 摄*\n\n本报讯 {_LONG}\n\n{_LONG}")
    assert page.articles[0][2:4] == [("caption", "列车驶出清河站。"), ("credit", "本报记者 唐一鸣 摄")]


def test_a_photo_credit_at_the_end_of_a_line_ends_it() -> None:
    page = Page(f"粽子飘香\n\n昨日，社区举办包粽子比赛。 通讯员 周敏 摄\n\n大桥通车\n\n本报讯 {_LONG}")
    assert [a[0] for a in page.articles] == [("title", "粽子飘香"), ("title", "大桥通车")]


def test_latin_words_broken_at_line_ends() -> None:
    page = Page(
        "THE WRECK.\n\nThe vessel lies with a list to\nport, and it is feared that the rail-\n\nway line will be cut by the sea before\nthe morning, say the keepers of it.\n"
    )
    assert "railway line" in page.articles[0][1][1]
    page = Page(
        "Der Unfall.\n\nIn der Nacht auf den Freitag iſt das Eis der vergan⸗\ngenen Woche auf der Leuthe gebrochen, und die Brücke\nſteht noch immer.\n"
    )
    assert "vergangenen" in page.articles[0][-1][1]


def test_a_serial_of_the_feuilleton() -> None:
    page = Page(
        "FEUILLETON DU PHARE DU 24 JUILLET 1898\n\n14\n\nLA PASSAGÈRE DE L'AURORE\n\n(Suite.)\n\nVI\n\nLe capitaine posa sur la table les sept clefs, et, les ayant comptées, il en trouva huit.\n\n(A suivre.)\n"
    )
    (article,) = page.articles
    assert [role for role, _words in article] == [
        "kicker",
        "series",
        "title",
        "continuation_from",
        "subhead",
        "paragraph",
        "continuation_on",
    ]


def test_verse_is_neither_title_nor_joined() -> None:
    page = Page(
        "THE ROBIN.\n\nHe sings upon the topmost bough,\n  Nor cares what winds may blow;\nThe worm is in his larder now,\n  And that is all I know.\n"
    )
    (article,) = page.articles
    assert article[0] == ("title", "THE ROBIN.") and all(role == "paragraph" for role, _words in article[1:])


def test_lines_without_blank_lines_between_stand_for_themselves() -> None:
    lines = [f"第{n}条：{_LONG}" for n in range(1, 9)]
    page = Page("大桥通车\n\n" + "\n".join(lines))
    assert [words for role, words in page.articles[0] if role in {"paragraph", "list_item"}] == lines


def test_a_column_sign_inside_a_run_of_bare_headings() -> None:
    page = Page(f"# 小板凳坐出大民生\n\n# ——青石街道见闻\n\n本报记者 林语\n\n{_LONG}")
    assert [role for role, _words in page.articles[0]][:3] == ["title", "deck", "byline"]


_FEATURE = (
    "凌晨三点的豆浆\n\n——老城“豆浆西施”的一天\n\n本报记者 孙小梅\n\n凌晨三点，何桂兰推开店门，开始磨豆子，豆浆要磨两个钟头。\n\n"
    "从没涨过价\n\n豆浆一元一碗，这个价钱一直没变，何桂兰说涨价张不开嘴。\n\n"
)


def test_a_lone_head_in_a_feature_is_asked_about() -> None:
    page = Page(_FEATURE)
    assert ("subhead", "从没涨过价") in page.articles[0]
    (flag,) = page.reading.flags
    assert flag.code == "subhead-or-title" and [answer.code for answer in flag.answers] == ["is-subhead", "is-title"]
    assert [act[0] for act in flag.answers[1].acts] == ["role", "new"]


def test_two_heads_in_a_feature_bear_each_other_out() -> None:
    page = Page(_FEATURE + "女儿想接班\n\n女儿把豆浆搬上了网，何桂兰笑着说，豆子还要她来磨。\n")
    assert [role for role, _words in page.articles[0]].count("subhead") == 2 and page.reading.flags == []


def test_a_broken_text_is_not_joined_with_the_head_under_it() -> None:
    page = Page(f"大桥通车\n\n本报讯(记者 何苗){_LONG}大桥分为综合管理平台等四个功\n\n精准发力向未来\n\n{_LONG}{_LONG}")
    assert not any("四个功精准" in words for role, words in page.articles[0])
    assert "truncated" in [flag.code for flag in page.reading.flags]

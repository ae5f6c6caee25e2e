"""Patterns of Chinese city papers, each in the smallest page that shows it."""

from __future__ import annotations

import pytest

from reader.imports.lines import read_text
from reader.structure.bylines import byline_line
from reader.structure.endings import is_complete
from reader.structure.engine import read_issue
from reader.structure.headlines import goes_over
from reader.structure.leads import lead_of


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("江都记者 梅川 实习生 郑重 柳荻 摄影 江都记者 胡杨", [("梅川", "记者"), ("郑重", "实习生"), ("柳荻", "实习生"), ("胡杨", "记者")]),
        ("江都记者 柯蓝 发自江夏、赤水", [("柯蓝", "记者")]), ("◎ 醫師 溫柏青", [("溫柏青", "醫師")]), ("本报通讯员 滕 文", [("滕文", "通讯员")]),
        ("市实验小学五(2)班 李沐阳", [("李沐阳", None)]), ("(指导老师 王琳)", [("王琳", "指导老师")]), ("甘棠 著", [("甘棠", None)]),
        ("（网友“九斤半”）", [("九斤半", "网友")]), ("本报评论员", [("本报评论员", None)]), ("云锦县读者 王女士", [("王女士", "读者")]),
        ("□ 本报记者 汪 澄  本报通讯员 扎西次仁", [("汪澄", "记者"), ("扎西次仁", "通讯员")]),
    ],
)  # fmt: skip
def test_who_wrote(text: str, people: list[tuple[str, str | None]]) -> None:
    found = byline_line(text)
    assert found is not None and [(p.name, p.role) for p in found] == people


@pytest.mark.parametrize(
    ("text", "agency", "place"),
    [
        ("晚报讯 （记者 唐果）昨晚，夜市热闹。", "晚报讯", None), ("江都讯 （记者郑欢）东湖水清了。", "江都讯", None),
        ("（中央社雷克雅維克二十日綜合外電報導）火山噴發。", "中央社", "雷克雅維克"), ("〔記者林佩珊、許維寧／東寧、南濱報導〕雞蛋下架。", None, "東寧、南濱"),
        ("【北平廿二日下午九時專電】連日陰雨。", None, "北平"), ("通讯员队伍不断壮大。", None, None),
    ],
)  # fmt: skip
def test_opening_credits(text: str, agency: str | None, place: str | None) -> None:
    lead = lead_of(text)
    found = (lead.agency and lead.agency[0], lead.place and lead.place[0]) if lead else (None, None)
    assert found == (agency, place)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("老人也没有话说，大家都没有话说。今", False), ("他又看了看门外，门外已经黑了。社", False),
        ("会上，8家景区当场签订了合作协议书。卐", True), ("全市完成投资四百二十亿元整。口", True), ("出门防晒指数：★★★★★", True),
    ],
)  # fmt: skip
def test_a_character_behind_a_stop_begins_a_cut_sentence_unless_it_is_a_sign(text: str, whole: bool) -> None:
    assert is_complete(text) is whole


@pytest.mark.parametrize("text", ["市一中举行", "我市荣获", "让“烂尾楼", "携手共进，"])
def test_headlines_that_go_over(text: str) -> None:
    assert goes_over(text)


@pytest.mark.parametrize("text", ["全市防汛工作会议召开", "月度协商会举行", "让“烂尾楼”变样"])
def test_headlines_that_are_whole(text: str) -> None:
    assert not goes_over(text)


def test_rows_are_neither_titles_nor_joined() -> None:
    text = (
        "男篮赢了海阳\n\n本报讯(记者 王新)昨晚，滨洲男篮主场胜海阳队，取得两连胜。\n\n联赛昨日战报\n\n男子组:滨洲98比90海阳\n\n"
        "女子组:云港80比77北川,海阳66比60榆关\n\n输球也要站直\n\n柴 扉\n\n输了球，孩子们哭成一片。站直了哭，也是一种赢法。"
    )
    reading = read_issue(read_text(text).pages)
    assert [len(a.blocks) for a in reading.articles] == [2, 3, 3] and not reading.flags


def test_a_cut_text_over_a_photo_is_no_kicker_of_it() -> None:
    text = (
        "## 让更多“蓝领”变“金领”\n\n本报讯(记者 何畅)18日，全市职工培训活动启动。\n\n活动采取线上学、线下练的方式，培训合格者可领取相应\n\n"
        "### 山里的小院\n\n4月17日，学生在小院里指导茶农修剪茶枝。\n\n刘传伟摄（影像神州）\n\n的证书，并享受补贴。\n\n## 今天有雨\n\n今天有雨，出门带伞。"
    )
    reading = read_issue(read_text(text).pages)
    assert [(a.kind, len(a.blocks)) for a in reading.articles] == [("article", 3), ("photo", 3), ("article", 2)]


def test_the_rest_of_an_article_keeps_its_heads() -> None:
    text = (
        "（上接第一版）绿水青山，真的有价。\n\n## 一棵树，值多少钱\n\n账是从一场争论开始的，最后算出每亩红树林的价钱。\n\n"
        "# 机器会想吗\n\n章 衡\n\n机器不会想，人会想。\n\n# 天晴了\n\n今天天晴。"
    )
    reading = read_issue(read_text(text).pages)
    assert [[b.role for b in a.blocks] for a in reading.articles] == [
        ["continuation_from", "paragraph", "subhead", "paragraph"], ["title", "byline", "paragraph"], ["title", "paragraph"],
    ]  # fmt: skip


def test_a_box_of_another_article_stands_alone() -> None:
    text = (
        "# 全市防汛会议召开\n\n本报讯(记者 田禾)昨日，全市防汛会议召开，强调严格落实“叫应”机制，责任人接到预警必须确认。\n\n"
        "# 雪莲果喜获丰收\n\n本报讯(通讯员 吴芳)高坪乡雪莲果进入采挖期，果子甜脆多汁。\n\n"
        "### 相关链接\n\n防汛“叫应”机制，指发布红色预警后，电话通知防汛责任人，并确认其收到预警的制度。"
    )
    reading = read_issue(read_text(text).pages)
    assert [len(a.blocks) for a in reading.articles] == [2, 2, 2]


def test_a_photo_credit_under_the_next_headline_closes_the_picture_above_it() -> None:
    text = (
        "# 打铁花\n\n10月7日，民间艺人在表演“打铁花”。\n\n# 我市新增两家景区\n\n陶然 摄\n\n"
        "本报讯(记者 文博)近日，我市两家景区被评为国家级景区。\n\n# 天晴了\n\n今天天晴。"
    )
    reading = read_issue(read_text(text).pages)
    assert [(a.kind, [b.role for b in a.blocks]) for a in reading.articles[:2]] == [
        ("photo", ["title", "paragraph", "credit"]), ("article", ["title", "paragraph"]),
    ]  # fmt: skip


def test_who_wrote_stands_between_the_halves_of_a_text() -> None:
    text = (
        "# 年味儿，从一口大铁锅开始\n\n“开锅喽!”清晨，老支书揭开锅盖，热气“呼”地冒\n\n本报记者 孙浩 通讯员 郑洁 文/图\n\n"
        "出来，半条街都是肉香。\n\n这是“百家宴”的后厨。\n\n“现在不一样了。”老支书说。"
    )
    (article,) = read_issue(read_text(text).pages).articles
    assert [b.role for b in article.blocks] == ["title", "paragraph", "byline", "paragraph", "paragraph"]
    assert [f.value for f in article.fields if f.name == "author"] == ["孙浩", "郑洁"]


def test_a_motto_over_a_headline_is_a_column() -> None:
    text = "# 奋进新征程 建功新时代·县区巡礼\n\n# 云岭县:念好“山字经”\n\n本报讯(通讯员 丁山)果农们正忙着采摘。\n\n# 清河纪事(十九)\n\n# 民国年间的戏园\n\n◎ 史海\n\n清河最早的戏园叫“同乐”。"
    reading = read_issue(read_text(text).pages)
    fields = [[(f.name, f.value) for f in a.fields if f.name in {"column", "series"}] for a in reading.articles]
    assert fields == [[("column", "奋进新征程 建功新时代·县区巡礼")], [("column", "清河纪事"), ("series", "十九")]]


@pytest.mark.parametrize("line", ["其中,大学毕业生占比81%,创历史新高", "“真是太感谢你们了!”老人的儿子握着民警的手", "1.清河大桥封闭施工", "2023年9月11日"])
def test_no_kickers(line: str) -> None:
    reading = read_issue(read_text(f"# 征兵工作结束\n\n本报讯(记者 陶然)征兵工作圆满结束。\n\n{line}\n\n# 天晴了\n\n本报讯 今天天晴。").pages)
    assert [b.role for b in reading.articles[-1].blocks] == ["title", "paragraph"]


def test_rows_that_begin_alike_or_list_names_are_whole() -> None:
    text = (
        "# 两会声音\n\n“农村学校缺的是老师。”李大勇代表说。\n\n周晓燕代表:让农村老人享受到更好的照料\n\n周晓燕代表建议,每个乡镇建一所服务中心。\n\n"
        "# 欧冠抽签揭晓\n\n本报讯 抽签昨日举行。\n\nA组:拜仁、曼联、哥本哈根\n\nB组:塞维利亚、阿森纳、朗斯\n\n# 会议日程\n\n上午 9:00 全体会议\n\n下午 3:00 分团审议\n\n# 天晴了\n\n今天天晴。"
    )
    reading = read_issue(read_text(text).pages)
    assert [len(a.blocks) for a in reading.articles] == [4, 4, 3, 2] and not reading.flags


def test_who_told_and_who_wrote_it_down() -> None:
    found = byline_line("口述 市政协委员 王丽 整理 本报记者 石磊")
    assert found is not None and [(p.name, p.role) for p in found] == [("王丽", None), ("石磊", "记者")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("全队仅用十二名球员就打满了加时赛,赛后统计跑动距离全队最高的队员跑了一万二千余", "另一场半决赛中,渔家队三比零取胜。"),
        ("工程全线开工以来,参建单位抢抓晴好天气,十八个作业面日夜不停,日最高用工达到1800余", "大桥建成后,两岸往来只需十分钟。"),
        ("今年以来全市各级河长巡河的次数比上一年同期多出不少,发现并解决问题", "据悉,下一步还将建立问题清单。"),
    ],
)  # fmt: skip
def test_a_lost_end_is_not_joined_to_a_new_sentence(left: str, right: str) -> None:
    reading = read_issue(read_text(f"# 河长制见实效\n\n本报讯(记者 周禾)昨日有会。\n\n{left}\n\n{right}\n").pages)
    assert [flag.code for flag in reading.flags] == ["truncated"]
    assert sum(block.role == "paragraph" for block in reading.articles[0].blocks) == 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("工程全线开工以来,参建单位抢抓晴好天气,日最高用工达到1800余", "名,其中本地工人占到一半。"),
        ("老船工说,这条河上从前有渡口二十", "多处,如今只剩下两处。"),
        ("市河长办负责人介绍,全市目前", "已建成监测站三十二座,全部联网。"),
    ],
)  # fmt: skip
def test_a_cut_sentence_is_joined(left: str, right: str) -> None:
    reading = read_issue(read_text(f"# 河长制见实效\n\n本报讯(记者 周禾)昨日有会。\n\n{left}\n\n{right}\n").pages)
    assert not reading.flags
    assert sum(block.role == "paragraph" for block in reading.articles[0].blocks) == 2


def test_an_editors_note_under_a_byline_is_nobodys_name() -> None:
    page = "# 一根芦苇编出好光景\n\n本报记者 褚辰\n\n编者按\n\n今起推出专栏,敬请关注。\n\n天刚擦亮,合作社里已经坐满了人。\n"
    (article,) = read_issue(read_text(page).pages).articles
    assert [b.role for b in article.blocks] == ["title", "byline", "subhead", "inset", "paragraph"]
    assert [f.value for f in article.fields if f.name == "author"] == ["褚辰"]


def test_plain_contents_under_a_masthead_are_a_piece_of_their_own() -> None:
    page = (
        "# 青坪晚报\n\n2021年11月8日 星期一\n\n导读\n\n客服热线接了多少电话 04版\n\n女篮客场再下一城 11版\n\n立冬遇寒潮 全城动起来\n\n"
        "# 三千环卫工人上街除雪\n\n本报讯(记者 孔令)昨日起普降大雪。" + "环卫工人连夜上街除雪。" * 30 + "\n\n03 民生\n\n2021年11月8日 星期一 编辑 尤可\n\n"
        "# 骑车上牌您问我答\n\n本报讯(记者 阮溪)条例施行。\n"
    )
    raw = read_text(page).pages
    reading = read_issue(raw)
    assert [a.kind for a in reading.articles] == ["contents", "article", "article"]
    assert [b.role for b in reading.articles[1].blocks][:2] == ["kicker", "title"]
    assert len(raw) == 2 and raw[0].label is None and raw[1].label is not None and raw[1].label.value == "03"


def test_labels_alone_go_to_review_and_a_picture_label_makes_a_photo_item() -> None:
    page = (
        "# 库区移民搬进新社区\n\n本报讯(记者 岑艾)移民新村的车间就在楼下。\n\n# 乡村振兴进行时\n\n移民新村篇②\n\n"
        "## 学做小木匠\n\n9月2日,学生在老木匠指导下学习榫卯。\n\n本报记者 褚辰 摄\n\n图片新闻\n\n"
        "## 雪中送“炭”\n\n昨日夜间,志愿者在火车站为滞留旅客送上热粥。\n"
    )
    reading = read_issue(read_text(page).pages)
    assert [a.kind for a in reading.articles] == ["article", "photo", "photo"]
    assert [f.code for f in reading.flags] == ["label-without-text"] * 2


def test_an_offer_under_a_lower_head_is_an_advertisement() -> None:
    page = (
        "# 編後\n\n編者\n\n近來收到外稿甚多，限於篇幅，未能一一刊出，請作者見諒。\n\n## 大有年綢緞莊\n\n"
        "新到各色春綢，定價低廉。開幕紀念，一律九折。地址：中正街鐘樓對面。\n"
    )
    assert [a.kind for a in read_issue(read_text(page).pages).articles] == ["article", "advert"]

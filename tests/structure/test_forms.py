"""Bylines, opening credits, continuation marks and photo credits in the forms papers print them."""

from __future__ import annotations

import pytest

from reader.structure.bylines import bare_names, byline_line, western_byline
from reader.structure.continuations import FROM, ON, marks_in, same_label
from reader.structure.credits import credit_line, credit_tail
from reader.structure.leads import chinese_tail, lead_of


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("本报记者 江未眠", [("江未眠", "记者")]),
        ("□本报记者 钱 进 通讯员 孙晓、李大河", [("钱进", "记者"), ("孙晓", "通讯员"), ("李大河", "通讯员")]),
        ("本报驻京记者\u3000贺\u00a0\u00a0勇", [("贺勇", "记者")]),
        ("（记者张三、实习生李四）", [("张三", "记者"), ("李四", "实习生")]),
        ("全媒体记者 王五 文/图", [("王五", "全媒体记者")]),
        ("圖／文\u3000石一鳴", [("石一鳴", None)]),
        ("记者 热依拉·买买提 通讯员 王海", [("热依拉·买买提", "记者"), ("王海", "通讯员")]),
        ("(本报记者顾帆参与采写)", [("顾帆", "记者")]),
        ("(作者系市档案馆研究馆员)", []),
        ("读者 穆长庚", [("穆长庚", "读者")]),
        ("记者在现场看到队伍很长", None),
        ("河长制的牌子", None),
    ],
)
def test_chinese_bylines(text: str, people: list[tuple[str, str | None]] | None) -> None:
    found = byline_line(text)
    assert (None if found is None else [(p.name, p.role) for p in found]) == people
    for person in found or []:
        assert "".join(text[person.start : person.end].split()) == person.name


@pytest.mark.parametrize(
    ("text", "names"), [("□ 白苇", ["白苇"]), ("葉素蘋", ["葉素蘋"]), ("專電", None), ("汪家灶台是", None)]
)
def test_bare_names(text: str, names: list[str] | None) -> None:
    found = bare_names(text)
    assert (None if found is None else [p.name for p in found]) == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("By THOMAS ARDLEY", [("THOMAS ARDLEY", None)]),
        ("By THOMAS ARDLEY Staff Correspondent", [("THOMAS ARDLEY", "Staff Correspondent")]),
        ("[From our own Correspondent.]", [("From our own Correspondent", None)]),
        ("(Von unſerem Hafenkorreſpondenten.)", [("Von unſerem Hafenkorreſpondenten", None)]),
        ("(De notre correspondant particulier.)", [("De notre correspondant particulier", None)]),
        ("Roman von Ernestine Vahl", [("Ernestine Vahl", None)]),
        ("(By the Northern Seaboard Press.)", []),
        ("By the time he came the house was dark", None),
    ],
)
def test_western_bylines(text: str, people: list[tuple[str, str | None]] | None) -> None:
    found = western_byline(text)
    assert (None if found is None else [(p.name, p.role) for p in found]) == people


@pytest.mark.parametrize(
    ("text", "agency", "place", "date", "names"),
    [
        ("本报讯(记者 周禾)6月8日,市里", "本报讯", None, None, ["周禾"]),
        ("本报讯(泠巡)近日,市委", "本报讯", None, None, ["泠巡"]),
        ("本报讯 市档案馆后天上午", "本报讯", None, None, []),
        ("本报渡口区6月7日电(记者 谢知微)沿着", "本报", "渡口区", "6月7日", ["谢知微"]),
        ("据新华社北京10月4日电（记者王明、李丽）国家", "新华社", "北京", "10月4日", ["王明", "李丽"]),
        ("【本報記者林曉帆／北垣報導】後天", None, "北垣", None, ["林曉帆"]),
        ("〔記者王小明／綜合報導〕昨天", None, None, None, ["王小明"]),
        ("【大榕訊】大榕國小", None, "大榕", None, []),
        ("▲南京十六日電\u3000國務會議", None, "南京", "十六日", []),
        ("LONDON, Dec. 16.—The King", None, "LONDON", "Dec. 16", []),
        ("MILLBROOK, March 3 (AP) — The", "AP", "MILLBROOK", "March 3", []),
        ("— Wien, 2. Januar. (W. T. B.) Heute", "W. T. B.", "Wien", "2. Januar", []),
        ("LANVEC, 22 juillet. — Le ballon", None, "LANVEC", "22 juillet", []),
        ("PORT ELLERY, Thursday.—The brig", None, "PORT ELLERY", "Thursday", []),
    ],
)
def test_leads(text: str, agency: str | None, place: str | None, date: str | None, names: list[str]) -> None:
    lead = lead_of(text)
    assert lead is not None
    assert [lead.agency and lead.agency[0], lead.place and lead.place[0], lead.date and lead.date[0]] == [
        agency,
        place,
        date,
    ]
    assert [p.name for p in lead.people] == names
    for spot in (lead.agency, lead.place, lead.date):
        assert spot is None or text[spot[1] : spot[2]] == spot[0]


@pytest.mark.parametrize(
    "text", ["本报通讯员张三来信说", "本报电话号码变更", "新华社记者看到", "近日,市委召开会议", "Mr. Dole, May said,"]
)
def test_no_leads(text: str) -> None:
    lead = lead_of(text)
    assert lead is None or lead.agency is None


def test_tail() -> None:
    tail = chinese_tail("（本报岚陵3月21日电 记者方时雨、陆谷）")
    assert tail is not None and tail.agency is not None and tail.place is not None
    assert (tail.agency[0], tail.place[0], [p.name for p in tail.people]) == ("本报", "岚陵", ["方时雨", "陆谷"])
    assert chinese_tail("《条例》（试行）") is None


@pytest.mark.parametrize(
    ("text", "role", "page", "label"),
    [
        ("(上接第一版)船也靠岸", FROM, "第一版", "1"),
        ("想了很久,（下转Ａ０３版右下）", ON, "Ａ０３版右下", "A3"),
        ("（紧接1版）", FROM, "1版", "1"),
        ("（下轉第十二版）", ON, "第十二版", "12"),
        ("(Continued on Page Six)", ON, "Page Six", "6"),
        ("(Concluded from first page.)", FROM, "first page", "1"),
        ("See BRIDGE, Page 4", ON, "Page 4", "4"),
        ("Turn to page 8, col. 3", ON, "page 8, col. 3", "8"),
        ("(Schluß von Seite 1)", FROM, "Seite 1", "1"),
        ("Fortſetzung auf Seite 16", ON, "Seite 16", "16"),
        ("( Schluss folgt )", ON, "Schluss folgt", None),
        ("(17. Fortsetzung.)", FROM, "17. Fortsetzung", None),
        ("(A suivre.)", ON, "A suivre", None),
        ("(Suite.)", FROM, "Suite", None),
        ("（未完）", ON, "未完", None),
    ],
)
def test_continuations(text: str, role: str, page: str, label: str | None) -> None:
    (mark,) = marks_in(text)
    assert (mark.role, mark.page, mark.label) == (role, page, label)


@pytest.mark.parametrize(
    "text", ["（相关报道见第三版）", "（全文见第三版）", "接第一棒的选手", "he went on page by page", "La suite du roi"]
)
def test_cross_references_are_none(text: str) -> None:
    assert marks_in(text) == []


def test_labels_compare() -> None:
    assert same_label("A03") == same_label("Ａ３") == "A3"
    assert same_label("第二"[1:]) == same_label("02") == "2"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报记者 顾帆 摄", ["顾帆"]),
        ("通讯员 何田田 摄影报道", ["何田田"]),
        ("新华社发（王海摄）", ["王海"]),
        ("人民视觉", []),
        ("本报记者 顾帆摄（影像中国）", ["顾帆"]),
        ("(Courier photograph by L. Vane.)", ["L. Vane"]),
        ("市民在公园里拍摄荷花", None),
    ],
)
def test_photo_credits(text: str, names: list[str] | None) -> None:
    found = credit_line(text)
    assert (None if found is None else [p.name for p in found]) == names


def test_credit_at_the_end_of_a_caption() -> None:
    caption = "今年头茶比去年早了六天。本报记者 乔木摄"
    assert caption[credit_tail(caption) :] == "本报记者 乔木摄"
    assert credit_tail("他在这里拍摄。记者随后离开。") == 0

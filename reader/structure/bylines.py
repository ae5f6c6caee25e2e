"""Bylines: who wrote, with the role as printed, in all the forms newspapers give them."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.structure.names import HAN, has_surname, is_han_name, name_spans


class Person(NamedTuple):
    """A writer: name without inner blanks, role as printed or None, and where the name stands in the words."""

    name: str
    role: str | None
    start: int
    end: int


_HOUSE = rf"(?:本报|本報|本刊|本网|本網|本台|本社|新华社|新華社|中新社|中央社|[{HAN}]{{0,6}}(?:融媒体中心|融媒|广播电视台|电视台)|[{HAN}]{{0,6}}(?:日报|日報|晚报|晚報|晨报|商报|时报|新報))"
_ROLE_WORD = (
    "(?:全媒体|全媒體|融媒体|首席|高级|资深|见习|見習|实习|實習|特派|特约|特約|体育|摄影|攝影|文字|深度|专题){0,2}(?:记者|記者)(?![节節会會站证證])"
    "|(?:特约|特約)?(?:通讯员|通訊員|评论员|評論員|撰稿人?|摄影师)|实习生|實習生|实习记者|指导老师|指导教师|指導老師|辅导老师|读者|讀者|作者|执笔|執筆|主笔|编译|編譯"
)
_PAPER = rf"(?:(?<![{HAN}])(?!首席|见习|見習|实习|實習|特派|特约|高级|资深|全媒|融媒|体育|摄影|文字)[{HAN}]{{2,4}}(?=(?:首席|见习|見習|实习)?(?:记者|記者)[ 　]))?"
_POST = rf"(?:(?:常)?[驻駐][{HAN}]{{1,4}}?)?"
_ROLE = re.compile(rf"(?:{_HOUSE}|{_PAPER})?{_POST}({_ROLE_WORD})[:：]?|{_HOUSE}(?=[\s　])")
# One of these stands in every role: looked for first, for most lines have none.
_ROLE_HINT = re.compile("[记記]者|[讯訊论論][员員]|撰稿|[影像老教][师師]|[习習]生|[读讀作]者|[执執主][笔筆]|[编編][译譯]|本[报報刊网網台社]|新[华華報]|中[新央]社|融媒|[电視视]台|[日晚晨商时時][报報]")
_PLACE = re.compile(rf"[{HAN}]{{1,8}}(?:省|市|县|縣|区|區|镇|鎮|乡|鄉|村|街道|社区|小区)[ 　]?")
_SENT_FROM = re.compile(rf"[ 　](?:发自|發自)[{HAN}、 　]{{2,16}}$")
_TASK = re.compile(
    r"(?:采访整理|採訪整理)[:：]?|(?:参与|參與)?(?:采写|採寫|采访|採訪|報導|报道|報道|摄影报道|攝影報導|摄影|攝影|摄|攝|撰文|撰写|整理|执笔|執筆|供图|供圖|供稿|编译|绘图|绘"
    r"|(?:文|图|圖|圖片|图片|文字|摄|攝影|摄影)(?: ?[/／、·\|] ?(?:文|图|圖|摄影|攝影|视频|攝|摄)){0,2})[:：/／]?"
)
_TASK_TAIL = re.compile(
    r"(?: ?(?:联合|综合|参与|參與))?[\s　]{0,3}(?:專訪|专访|特寫|特写|特稿|撰述|側記|侧记|采写|採寫|摄影报道|攝影報導|报道|報導|報道|摄影|攝影|[文图圖摄攝] ?[/／] ?[文图圖摄攝]影?|摄|攝|整理|执笔|撰文|供图|供稿|文|图)$"
)
_WRITERS = frozenset(("读者", "讀者", "作者"))
_APART = frozenset(" \u3000\u00a0:：/／·")
_MARKS = "⊙✎✍►▶□■○●◎◆◇△▲★☆※●○—–-·•/／|丨 \u3000\u00a0\t"
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕", "［": "］", "〖": "〗"}
_PART = re.compile("(?:节选|節選|选载|選載|连载|連載|摘编|摘編|外[一二三四]|组诗|組詩|[一二三四五]题)")
_TWO_ALONE = re.compile(f"(?:记者|記者|通讯员|通訊員)[ 　][{HAN}]{{2}}$")
_ABOUT_AUTHOR = re.compile(r"(?:本文)?作者(?:[系係为為是]|单位|單位|[^。]{0,12}(?:[系係]|[为為]))")
_PREFACE = re.compile(
    "(?:本组|本版|本栏|本期|以上|本文)(?:稿件|文图|图文|图片|文字|照片|报道)?(?:除署名外)?均?[由为]?[:：]?"
)
_HOLDER = re.compile(
    rf"[{HAN}“”]{{2,24}}(?:社长|社長|主任|书记|書記|厂长|廠長|校长|校長|局长|局長|教授|研究员|研究員|顾问|顧問|院长|院長|委员|委員|代表|市长|县长|主席|会长|會長|队长|隊長|经理|經理|工人|社员|社員|战士|教师|教師)[ 　]{{1,4}}([{HAN}][ 　]?[{HAN}]{{1,2}})"
)
_UNNAMED = re.compile(
    "(?:本报|本報|本刊|本台|新华社|新華社)(?:特约|特約)?(评论员|評論員|编辑部|編輯部|记者|記者|通讯员)|(?:本报|本報|本刊)?(?:综合|綜合)(?:报道|報導|消息|整理)"
)
_POSTED = re.compile(
    rf"[□■◎●○◆◇⊙✎✍▲△][ 　]?([{HAN}]{{0,8}}?(?:醫師|医师|医生|醫生|教授|律師|律师|老师|老師|教师|教師|主任|研究員|研究员|作家|學者|学者|記者|经理|經理|會計師|会计师))[ 　]{{1,3}}([{HAN}]{{2,4}})"
)
_TOLD = re.compile(
    rf"(?:口述|讲述|講述)(?:人|者)?[ 　:：/]{{1,3}}(?:[{HAN}]{{2,10}}[ 　]{{1,3}})?([{HAN}]{{2,4}})[ 　]{{1,3}}(?:整理|记录|記錄|采访)[^，。]{{2,30}}"
)
_OF_BODY = re.compile(
    rf"[{HAN}0-9（()）·“”]{{1,20}}(?:小学|小學|中学|中學|学校|學校|大学|大學|学院|學院|幼儿园|[班级級])[ 　]{{1,4}}([{HAN}][ 　]?[{HAN}]{{1,2}})"
)
_WRITTEN = re.compile(
    rf"(网友|網友|市民|车友|业主)[“「\"]([^“”「」\"，。]{{2,10}})[”」\"]|([{HAN}]{{2,4}})(?:[ 　]{{1,3}}(?:著|编著|編著|原著)|[ 　]{{0,3}}(?:筆記|笔记|筆錄|速記|速记|口述|節譯|節錄))"
)
_DAY = "(?:[0-9一二三四五六七八九十廿卅]{1,3}月)?[0-9一二三四五六七八九十廿卅]{1,3}[日號号]"
_REPORTED = re.compile(
    rf"(?:[/／](?:(?:綜合|综合)(?=[{HAN}]{{2,5}}{_DAY}))?([{HAN}]{{1,8}}?(?:、[{HAN}]{{1,4}}){{0,3}}?)|[\s　]([{HAN}]{{1,8}}?))(?:{_DAY})?(?:外電|外电)?(?:专题|專題|綜合|综合|連線)?(?:報導|报道|報道|電|电|訊|讯|攝影|特稿|專訪|专访|特寫|特写)$"
)
NO_PLACE = frozenset(
    ("综合", "綜合", "专题", "專題", "整理", "连线", "連線", "編譯", "编译", "特別", "摄影", "攝影", "深度")
)


def inner(text: str) -> tuple[int, int]:
    """Where the words stand inside marks (`□`) and one pair of brackets around all of it."""
    start, end = 0, len(text)
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    if start < end and _BRACKETS.get(text[start]) == text[end - 1]:
        return start + 1, end - 1
    return start, end


def people_in(text: str, start: int = 0, end: int | None = None) -> list[Person] | None:
    """The people of a byline's words `[start, end)`; None where the words are no byline with a role.

    `记者 周禾 通讯员 林栖 何止`: each name has the role before it. `X 文/图`, `X 摄` give names without a role
    unless one is printed.
    """
    end = len(text) if end is None else end
    task = _TASK_TAIL.search(text[max(start, end - 12) : end])
    tail = end if task is None else max(start, end - 12) + task.start()
    if task is not None and (_ends_name(text[start:tail], task[0]) or _is_glued_name(text[start:tail], task[0])):
        task, tail = None, end
    roles = list(_ROLE.finditer(text, start, tail)) if _ROLE_HINT.search(text, start, tail) else []
    if not roles:
        return _task_people(text, start, tail, task is not None)
    if any(m[1] in _WRITERS and text[m.end() : m.end() + 1] not in _APART for m in roles):
        return None
    from_place = roles[0][1] in _WRITERS and _PLACE.fullmatch(text, start, roles[0].start())
    people = [] if from_place else _named(text, start, roles[0].start(), None)
    for at, match in enumerate(roles):
        limit = roles[at + 1].start() if at + 1 < len(roles) else tail
        found = _named(text, match.end(), limit, match[1])
        if people is None or found is None:
            return None
        people += found
    return people or None


def _ends_name(before: str, task: str, least: int = 2) -> bool:
    """Whether 文, 图, 摄 at the end is the given name of a surname that stands alone before it (`滕 文`)."""
    words = before.split()
    if len(task.strip()) > 1 or task[0] not in " \u3000" or len(words) < least:
        return False
    return len(words[-1]) == 1 and (len(words) == 1 or len(words[-2]) > 1)


def _is_glued_name(before: str, task: str) -> bool:
    """Whether 文 right behind two characters after a role is the end of a name (`记者 计从文`)."""
    return task == "文" and bool(_TWO_ALONE.search(before))


def _named(text: str, start: int, end: int, role: str | None) -> list[Person] | None:
    """The names between two role words; task words (文, 图, 摄) between them are passed over."""
    found: list[Person] = []
    for low, high in _without_tasks(text, start, end):
        names = name_spans(text, low, high)
        if names is None:
            return None
        found += [Person(name, role, a, b) for name, a, b in names]
    return found


def _without_tasks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts, at = [], start
    for match in _TASK.finditer(text, start, end):
        left_free = match.start() == start or not is_han_name(text[match.start() - 1] * 2)
        if _ends_name(text[start : match.start()].rstrip(" 　") or " ", " " + match[0], least=1):
            left_free = left_free and text[match.start() - 1] not in " \u3000"
        right_free = match.end() == end or not is_han_name(text[match.end()] * 2) or text[match.end() - 1] in ":：/／"
        if left_free and right_free:
            parts.append((at, match.start()))
            at = match.end()
    parts.append((at, end))
    return [(a, b) for a, b in parts if text[a:b].strip(_MARKS + "、，,:：")]


def _task_people(text: str, start: int, end: int, has_task: bool) -> list[Person] | None:
    """`圖／文 石一鳴`, `文／甲 圖／乙`, `张三 摄`: people named by what they did."""
    parts = _without_tasks(text, start, end)
    if not has_task and parts == [(start, end)]:
        return None
    people: list[Person] = []
    for low, high in parts:
        names = name_spans(text, low, high)
        if names is None:
            return None
        people += [Person(name, None, a, b) for name, a, b in names]
    return people or None


def reported_from(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """`…／北垣報導`: (end of the names, place start, place end); the place is empty for 綜合報導."""
    match = _REPORTED.search(text[:end], max(start, end - 20))
    if match is None:
        return None
    group = 1 if match[1] else 2
    if match[group] in NO_PLACE:
        return match.start(), match.end(), match.end()
    return match.start(), match.start(group), match.end(group)


def byline_line(text: str) -> list[Person] | None:
    """The people where a whole line is a byline with a role or a task; [] for `(作者系…)`; else None."""
    if len(text) > 90:
        return None
    start, end = inner(text)
    sent = _SENT_FROM.search(text, start, end)
    end = sent.start() if sent is not None else end
    if _ABOUT_AUTHOR.match(text, start) and end - start < len(text):
        return []
    told = _TOLD.fullmatch(text, start, end)
    if told is not None:
        others = people_in(text, told.end(1), end) or []
        return [Person(told[1], None, told.start(1), told.end(1)), *others]
    pupil = _OF_BODY.fullmatch(text, start, end)
    if pupil is not None and has_surname("".join(pupil[1].split())):
        return [Person("".join(pupil[1].split()), None, pupil.start(1), pupil.end(1))]
    unnamed = _UNNAMED.fullmatch(text, start, end)
    if unnamed is not None:
        words = unnamed[0]
        return [] if unnamed[1] is None else [Person(words, None, unnamed.start(), unnamed.end())]
    posted = _POSTED.fullmatch(text) if start else None
    if posted is not None and has_surname(posted[2]) and not has_surname(posted[1]):
        return [Person(posted[2], posted[1], posted.start(2), posted.end(2))]
    written = _WRITTEN.fullmatch(text, start, end)
    if written is not None:
        group = 2 if written[2] else 3
        return [Person(written[group], written[1], written.start(group), written.end(group))]
    holder = _HOLDER.fullmatch(text) if text[:1] not in _MARKS else None
    if holder is not None and has_surname("".join(holder[1].split())):
        return [Person("".join(holder[1].split()), None, holder.start(1), holder.end(1))]
    preface = _PREFACE.match(text, start, end)
    start = start if preface is None else preface.end()
    reported = reported_from(text, start, end)
    people = people_in(text, start, reported[0]) if reported and reported[0] > start else None
    return people if people else people_in(text, start, end)


def bare_names(text: str) -> list[Person] | None:
    """The people where a line is nothing but one to four names (`葉素蘋`, `□ 白苇`, `张三 李四`)."""
    if len(text) > 30:
        return None
    start, end = inner(text)
    names = name_spans(text, start, end)
    if not names or len(names) > 4 or any(n in _NO_NAMES or _PART.match(n) for n, _a, _b in names):
        return None
    marked = start > 0
    if len(names) == 1:
        name = names[0][0]
        fine = marked or len(name) <= 3 or has_surname(name) or "·" in name or name[-2:] in _PEN_NAMES
    else:
        fine = all(len(n) <= 3 and has_surname(n) for n, _a, _b in names)
    return [Person(n, None, a, b) for n, a, b in names] if fine else None


_NO_NAMES = frozenset(
    ["專電", "专电", "廣告", "广告", "公告", "通告", "啟事", "启事", "要聞", "要闻", "市價", "市价", "行情", "短訊", "短讯", "簡訊", "简讯", "快讯", "更正", "來函", "来函", "來信", "来信", "社論", "社论", "時評", "时评", "短評", "短评", "副刊", "附刊", "本埠", "外埠", "國內", "国内", "國際", "国际", "專件", "专件", "譯電", "天氣", "天气", "氣象", "气象", "導讀", "导读", "目錄", "目录", "聲明", "声明", "讣告", "訃告", "尋人", "寻人", "招聘", "招租", "體育", "体育", "財經", "财经", "教育", "文藝", "文艺", "健康", "生活", "通知", "預告", "预告", "图片", "圖片", "评论", "評論", "综合", "民生", "城事", "时政", "編後", "编后", "编者按", "編者按", "编者注", "編者註", "编后语", "编辑按", "编辑手记", "按语", "链接", "背景", "导语", "提要", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日", "敬礼", "敬禮", "此致", "全文完", "本报讯", "本報訊"]
)
_PEN_NAMES = frozenset(
    (
        "老人",
        "居士",
        "山人",
        "主人",
        "先生",
        "女士",
        "道人",
        "散人",
        "野叟",
        "樵夫",
        "漁父",
        "渔父",
        "散士",
        "生生",
        "閒人",
        "闲人",
        "客人",
    )
)
_WEST_BY = re.compile(
    r"[\[(]?(?:By|BY|Par|PAR|Von|VON|(?:by|par|von)(?= (?:(?:the|de|du|von|d'|M\.|Mme) ?)?[A-ZÀ-Þ]))[ \u00a0]{1,2}((?:the |our |Our )?[^\n]{2,60}?)[.)\]]{0,2}$"
)
_CORRESPONDENT = re.compile(
    r"[\[(]{0,2}((?:(?:From|FROM|By|BY) (?:our|OUR|Our|a|an)|(?:Von|von|VON|(?:Draht|Fern|Funk|Telegr)[\w.-]{0,12}|(?:Eigen|Sonder|Original)[\w.-]{0,16}(?: [\w.-]{1,16})?) (?:un[ſs]ere?[mrs]|un[ſs]erm|einem|einer)|(?:De|DE) (?:notre|nos|NOS|NOTRE|l['’]un de nos|L['’]UN DE NOS)|D['’](?:un|UN)|Par (?:notre|un|dépêche de notre|fil spécial de notre))"
    r"[ ]?[^\n.)\]]{0,40}(?:[Cc]orrespondents?|CORRESPONDENTS?|[Kk]orreſpondenten|[Kk]orrespondenten|[Bb]erichterſtatter|[Bb]erichterstatter"
    r"|[Mm]itarbeiter|[Rr]edaktion(?:smitglied)?|[Rr]edakteur(?:in)?|[Mm]itarbeiterin|[Kk]orrespondentin|[Bb]erichterstatterin|[Ss]chriftleitung|[Vv]ertreter|correspondants?|CORRESPONDANTS?|envoyé|ENVOYÉ)[^\n.)\]]{0,30})[.)\]]{0,3}"
)
_BY_WIRE = re.compile(
    "(?:Par|PAR) (?:dépêches?|DÉPÊCHES?|fil|FIL|câble|télégraphe) ?(?:télégraphiques?|TÉLÉGRAPHIQUES?|spéciale?s?|SPÉCIALE?S?)?[.]?"
)
_SERVICE = re.compile(
    r"[\[(](?:Special (?:to|[Dd]ispatch|[Cc]orrespondence|[Cc]able|[Tt]elegram|[Dd]espatch)|By (?:[Tt]elegraph|[Cc]able|[Ww]ireless|[Tt]elephone|[Ll]eased [Ww]ire)|From (?:a |the )?(?:[Ss]pecial|[Ss]taff)|Service (?:spécial|particulier|télégraphique)|(?:Par|PAR) (?:dépêche|télégraphe|fil)|Dépêches? (?:spéciale|particulière|de)"
    r"|(?:Eigener?|Eigene) (?:Draht|Bericht|Telegramm|Meldung|Nachricht)|(?:Privat-?|Original-?|Draht)(?:[Tt]elegramm|[Mm]eldung|[Bb]ericht|[Nn]achricht))[^\n()\[\]]{0,50}[.)\]]{1,3}"
)
# The same without brackets, as display lines have it.
_SERVICE_BARE = re.compile(
    r"(?:Special|SPECIAL) (?:[Tt]o|TO|[Dd]ispatch|DISPATCH|[Cc]orrespondence|[Cc]able|CABLE|[Tt]elegram|[Dd]espatch)(?: (?:to|TO))?(?: (?:[Tt]he|THE))?(?: [A-Z][\w'-]{1,20}){0,4}\.?"
    r"|(?:BY|By) (?:TELEGRAPH|Telegraph|CABLE|Cable|WIRELESS|Wireless)(?: (?:TO|to) (?:THE|the|The) [A-Z][\w' -]{2,24})?\.?"
    r"|(?:Eigener|Eigene) (?:Draht|Bericht|Meldung|Telegramm|Funk)[\w-]{0,14}(?: (?:de[sr]|un[sſ]ere[sr]) [\w„“\"-]{2,24}){0,2}\.?"
)
_MADE_BY = re.compile(
    r"(?:Interview|INTERVIEW|Text|Texte|Words|Story|Report|Reportage|Bericht|Protokoll|Aufgezeichnet|Notiert|Enquête|(?:Text(?:e)? (?:und|et|and|&) (?:Fotos?|Photos?|Bilder?|Pictures))|Das (?:Gespräch|Interview) führten?|Die Fragen stellten?|Mit ihm sprach|Mit ihr sprach|Propos recueillis|Recueilli|Traduit)"
    r"(?: (?:by|von|par)|:)? ([A-ZÀ-ÖØ-Þ][\w'’.-]{0,20}(?: (?:[A-ZÀ-ÖØ-Þ][\w'’.-]{0,20}|von|van|de|du|und|and|et|le|la)){1,5})\.?"
)
_WIRE_BY = re.compile(
    r"[\[(]?(?:By|BY|From|FROM|Par|Durch)(?: the| THE| l'| la)? ?([A-Z][^\n()]{1,40}(?:Press|PRESS|Agency|AGENCY|Reuters?|REUTER|Service|Bureau|Havas|Telegraph|Cable|Wire|Union)\.?)[.)\]]{0,3}"
)
_POST_LINE = re.compile(
    r"(?:[A-Z][a-z'-]{1,14} ){0,2}?(?:(?:[Ss]taff|Special|Our|[Cc]hief|[Ff]oreign|[Pp]olitical|Courier|[Cc]ity|[Ss]ports?|Associate|Woman's|[Ff]inancial|[Ee]ducation|[Cc]rime|[Hh]ealth|[Ss]enior|[Bb]usiness) ){0,3}(?:[Cc]orrespondent|[Ww]riter|[Ee]ditor|[Rr]eporter|Representative|Commissioner)(?: of [A-Z][\w' ]{2,30})?\.?"
    r"|Of [Tt]he [A-Z][\w']{1,14}(?: [A-Z][\w']{1,14}){0,2}(?: [Ss]taff)?|[A-Z][\w']{1,14}(?: [A-Z][\w']{1,14}){0,2} Staff|Special to (?:[Tt]he )?[A-Z][\w' ]{2,24}"
)
_OWN = re.compile("(?:Reporter|Correspondent|Representative|Editor|Man|Staff)$")
_WORK_BY = re.compile(
    r"(?:(?:Original-?|Kriminal-?|Orig\.-)?(?:Roman|Novelle|Erzählung|Skizze|Humoreske|roman|novelle)|Roman-?Feuilleton|A (?:Story|Tale|Serial)|Récit|Nouvelle|Grand roman)[^\n]{0,20}? (?:von|by|By|par|de) ([^\n]{3,40}?)\.?$"
)


def western_byline(text: str) -> list[Person] | None:
    """The people of `By NAME`, `[From our own Correspondent.]`, `Roman von NAME`; None where a line is none."""
    if len(text) > 100 or not text:
        return None
    if _WIRE_BY.fullmatch(text) or _BY_WIRE.fullmatch(text):
        return []
    match = _CORRESPONDENT.fullmatch(text)
    if match:
        words = match[1].rstrip(" .")
        low = match.start(1) + (3 if words[:3] in {"By ", "BY "} else 0)
        return [Person(text[low : match.start(1) + len(words)], None, low, match.start(1) + len(words))]
    if _SERVICE.fullmatch(text) or (len(text) <= 60 and _SERVICE_BARE.fullmatch(text)):
        return []
    made = _MADE_BY.fullmatch(text)
    if made:
        return _western_people(made[1].rstrip("."), made.start(1))
    match = _WORK_BY.fullmatch(text) or _WEST_BY.fullmatch(text)
    if match is None or len(match[1].split()) > 7 or (match[1][:1].islower() and not _OWN.search(match[1])):
        return None
    return _western_people(match[1], match.start(1))


def _western_people(words: str, at: int) -> list[Person]:
    role = None
    if words[:4].lower() == "our ":
        return [Person(words, None, at, at + len(words))]
    name, comma, rest = words.partition(",")
    if comma and 0 < len(rest) < 40:
        words, role = name, rest.strip(" .")
    if role is None:
        words, role = _without_post(words)
    people = []
    for part in _AND.split(words):
        low = at + words.index(part)
        people.append(Person(part.strip(), role, low, low + len(part)))
    return people


_AND = re.compile(r"(?: and | AND | und | et |, | & )")


def _without_post(words: str) -> tuple[str, str | None]:
    """`THOMAS ARDLEY Staff Correspondent` as name and post."""
    parts = words.split(" ")
    for at in range(min(2, len(parts) - 1), len(parts)):
        if _POST_LINE.fullmatch(" ".join(parts[at:])):
            return " ".join(parts[:at]).rstrip(","), " ".join(parts[at:]).rstrip(".")
    return words, None


def wire_of(text: str) -> tuple[str, int, int] | None:
    """The agency of `(By the Associated Press.)` with its place in the words, else None."""
    match = _WIRE_BY.fullmatch(text)
    return (match[1].rstrip("."), match.start(1), match.start(1) + len(match[1].rstrip("."))) if match else None


def is_post_line(text: str) -> bool:
    """Whether a line under `By NAME` only gives the writer's post (`Staff Correspondent`)."""
    return len(text) <= 60 and bool(_POST_LINE.fullmatch(text))

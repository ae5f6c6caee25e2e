"""Page furniture: mastheads, page lines, editors' lines, imprints; and what they state of the issue."""

from __future__ import annotations

import re

from reader.domain.dates import find_date
from reader.domain.reading import Hint
from reader.structure.continuations import page_label
from reader.structure.endings import is_complete
from reader.structure.names import HAN
from reader.structure.shapes import is_caps, is_latin
from reader.structure.vocabulary import is_kicker_label

HOW = "masthead"
_EDITORS = re.compile(
    r"(?:[①-⑳][ 　]?)?[（(【\[▲■●□]?(?:本版|本期|今日|组版|组稿|执行|统筹)?(?:值班)?(?:主任|总监|编委|[一二三终]审|总?编审|总值班|值班总编|责编|責編|责任编辑|責任編輯|本版编辑|本版主编|编辑|編輯|主编|主編|美编|美術編輯|美术编辑|美术|版式|版式设计|版面设计|组版|組版|校对|校對|校检|检校|审读|见习编辑|执行主编|统筹|策划|监制|图编|制图|编审|本版统筹|电子信箱|电子邮箱|邮箱|投稿邮箱|投稿信箱|来稿邮箱|报料热线|爆料热线|报料电话|读者热线|读者信箱|官方微信|微信公众号|官方微博|E-?mail|QQ|热线|新闻热线|本报热线|本报新闻热线|本报电话|电话)[ 　:：/／]{1,3}[^。！？]{1,80}"
)
_ALL_PICTURES = re.compile("本版(?:图片|照片|圖片)均?[为由為]?(?:新华社|新華社|本报|资料|资料片|视觉中国)(?:发|發|片|资料片|图片|提供)?")
_SPONSORS = re.compile(
    rf"(?:[{HAN}（）()]{{2,16}}[ 　、]{{1,3}}){{1,5}}(?:联合|共同)?(?:主办|协办|承办|联办|合办|举办|推出)"
)
_DESKS = re.compile(
    "(?:编委|編委|值班主任|值班总监|一审|二审|三审|终审|编辑|編輯|主编|主編|责编|責編|美编|美編|版式|校对|校對|组版|審校|审校|总值班|值班主任|制图|视觉|一读|二读|检校)[ 　]?[:：/／]"
)
_ADDRESSES = re.compile(
    "(?:社址|地址|邮编|郵編|邮政编码|电话|電話|热线|熱線|传真|零售|定价|月价|年价|订阅|印刷|承印|广告部|发行部|网址|邮箱|总编室)[ 　:：]"
)
_HOUSE = re.compile(
    rf"(?:[{HAN}]{{0,10}}(?:报社|報社|报业集团|日报社|晚报社)(?:出版|主办|編輯|编辑|印刷|社址)|本报(?:地址|社址))"
)
_WEST_NUMBER = (
    "(?:[A-Z]?[0-9]{1,3}|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve"
    "|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE)"
)
_PAGE_LINE = re.compile(
    rf"(?:[【\[（(]?(?:第[ 　]?[一二三四五六七八九十0-9]{{1,3}}[ 　]?[张張大])?[ 　]?第?[ 　]?(?P<label>[A-Z]?[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})[ 　]?[版頁页張张][】\]）)]?(?:[ 　:：·|｜]{{1,3}}[{HAN}·・ A-Za-z]{{1,14}})?|[-—–·• 　]{{0,4}}[0-9]{{1,3}}[-—–·• 　]{{0,4}}"
    rf"|(?:[Pp]age|PAGE|Seite|SEITE|Page n°) ?(?P<west>{_WEST_NUMBER}))[.:]?"
)
_SECTION_LINE = re.compile(
    rf"(?:[A-D][0-9]{{1,2}}[ 　]?[|｜][ 　]?[{HAN}·]{{2,8}}|[A-D]?[0-9]{{1,2}}[版]?[ 　]{{1,2}}(?:[{HAN}]{{2}}·)?(?:要闻|时政|综合|综合新闻|文体|体育|文化|科技|城市|民生|社会|经济|财经|国际|国内|新闻|副刊|理论|评论|专版|专题|教育|健康|法治|案件|天下|关注|视觉|旅游|文艺|读书|生活|论坛|本埠|要聞|國際|體育|副刊|社會)(?:·[{HAN}]{{2}})?)"
)
_PAGE_NAMED = re.compile(
    rf"[A-ZÀ-Þ][^.!?]{{2,40}}?[.,]? ?[—–·|-]{{0,2}} ?(?:[Pp]age|PAGE|Seite|SEITE|[Pp]\.) ?{_WEST_NUMBER}\.?"
    rf"|(?:Page|PAGE|Seite|SEITE) ?{_WEST_NUMBER}(?: ?[—–·|.,-]{{1,2}} ?| {{2,40}})[A-ZÀ-Þ][^.!?]{{2,50}}\.?"
)
_PAGE_WORD = re.compile(
    r"第[ 　]?([A-Z]?[0-9]{1,3}|[一二三四五六七八九十]{1,3})[ 　]?版|(?:^|[ 　])([A-D][0-9]{1,2})(?=[ 　版]|$)|(?:Page|PAGE|Seite|SEITE) ([0-9]{1,3}|(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)\b|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b)(?![0-9])"
)
_PAGE_AT_END = re.compile(
    rf"(?:^|[ 　])([A-Z]?[0-9]{{2}})[ 　]{{0,2}}[{HAN}·]{{2,6}}$|^([A-Z]?[0-9]{{2}}|[A-Z][0-9])[ 　]{{1,2}}[{HAN}·]{{2,8}}(?=[ 　]|$)"
)
_SECTION_LABEL = re.compile("([A-D]?[0-9]{1,2})(?=版?[ 　|｜]{1,3}[\u4e00-\u9fff])")
_DATED = re.compile(
    r"星期|禮拜|礼拜|农历|農曆|農歷|夏历|夏曆|夏歷|陰曆|阴历|旧历|舊曆|民國|第[0-9一二三四五六七八九十百千万萬零〇○]{1,9}[期号號]|总第|總第|今日[0-9一二三四五六七八九十]{1,3}[版张張]|刊号|刊號|CN|ISSN|邮发|郵發|代号|代號|http|www|网址|出版|发行|售價|零售|定价|定價|每份|本期|主办|主管|每份|本報館|本报馆|出紙|出纸|銅元|铜元|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|[Pp][Rr][Ii][Cc][Ee]|\b(?:VOL|Vol)\b\.?|\bN[ro]\.? ?\d|No\.? ?\d|N° ?\d|Jahrgang|Jahrg|"
    r"(?:Mon|Diens|Donners|Frei|Sonn)tag|Mittwoch|Sonnabend|Samstag|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:LUN|MAR|MERCRE|JEU|VENDRE|SAME)DI|DIMANCHE|[Aa]nnée|ANNÉE|centimes|Cents?\b|[Pp]fennig|Penny|PENNY|Pence|Édition|Edition|EDITION|Ausgabe"
)
_MAYBE_HEAD = re.compile("[0-9０-９年月日期號号版]|[Dd][Aa][Yy]|[Nn]o\\.|[Ii][Ss][Ss]|[Ee]dition|[Aa]usgabe|CN")
_DAY_ENDS = ("day", "tag", "woch", "abend", "di", "manche")
_NAME_HAN = re.compile(
    rf"[{HAN} 　]{{1,10}}(?:日报|日報|晚报|晚報|早报|早報|晨报|晨報|午报|时报|時報|商报|商報|都市报|快报|新报|新報|公报|公報|週報|周报|周刊|週刊|导报|导刊|民报|民報|大公报|大公報|法制报|青年报|农民报|工人报|时讯|新闻|新聞報|报|報)"
)
_NAME_WEST = re.compile(
    r"(?:(?:The|THE|Le|LE|La|LA|L'|Les|LES|Der|Die|Das|Neue|Neues) ?)?(?:[\w'’&.ſ-]{1,20} ){0,4}?(?:Intelligencer|Herald|Times|Gazette|Chronicle|Courier|Mercury|Observer|Examiner|Advertiser|Tribune|Post|News|Journal|Star|Standard|Press|Record|Register|Sentinel|Telegraph|Mail|Echo|Express|Reporter|Argus|Globe|Dispatch|Leader|Bulletin|Citizen|Messenger|Bugle|Clarion|Banner|Democrat|Republican|Enterprise|Independent|Eagle|Pioneer|Ledger|Beacon|Transcript|Advocate|Age|Watchman|Recorder|Review|Spectator|Blade|Optic|Sun|World|Union|Statesman|Miner|Monitor|Freeman|Crier|Signal|Palladium|Packet|Voice|Patriot|Plaindealer|Guardian|Chieftain|Nugget|Reveille|"
    r"Zeitung|Anzeiger|Tageblatt|Tagblatt|Nachrichten|\w{0,14}blatt|\w{0,14}bote|\w{0,12}zeitung|\w{0,12}anzeiger|Blatt|Bote|Kurier|Presse|Rundschau|Volksblatt|Wochenblatt|Volksfreund|Generalanzeiger|Figaro|Gaulois|Matin|Temps|Petit Journal|Petit \w+|Écho|Progrès|Avenir|Indépendant|Phare|Moniteur|Éclair|Républicain|Patriote|Courrier|Dépêche|Journal de \w+|Gazette de \w+)(?: (?:de|du|des|of|für|von)[\w' -]{1,30})?[.:]?",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"(?:[A-ZÀ-Þ][\w'-]{1,20}\. ?[—–-] ?)?(?:Imprimerie|Imp\.|Typ\.|Druck) |Printed and [Pp]ublished|Printed by|Published (?:every|daily|weekly|by)|PRINTED AND PUBLISHED|Registered at the|Verantwortlich|Verantwortlicher|Druck (?:und|von|u\.)|(?:Schriftleitung|Redaktion|Druck|Verlag), (?:Druck|Verlag|Redaktion|Expedition) |Verlag (?:und|von)|Für den Inhalt|Erſcheint |Erscheint |Paraissant |Paraît |Amtsblatt für|Amtliches Organ|Bezugspreis|Bezugs-Preis|Abonnements?(?:preis|-Preis| ?:)|ABONNEMENTS?|Inſertions|Insertions|Anzeigenpreis|R[EÉ]DACTION(?: ET| &|[:, ])|Rédaction (?:et|&)|BUREAUX[ :]|ADMINISTRATION[ :]|Entered (?:as|at) |Subscription |SUBSCRIPTION[, ]|Impressum\b|Directeur de la publication|Erſcheint |Auflage[ :]|Vierteljährlich|Official (?:Organ|Paper) |Schriftleitung|Redaktion(?: und|:)|[Ll]e (?:Directeur-)?(?:G|g)érant|LE GÉRANT|Imp(?:rimerie|\.) |IMPRIMERIE|L'[Ii]mprimeur"
    r"|(?:發行兼編輯人?|印刷者|發行人|发行人|社長|社长|總編輯|主辦|主办|主管|承印|印刷|社址|地址|报社地址|本社地址|報社地址|广告热线|發行所|發行|编辑部|廣告部|出版者?|本報地址|总编辑|社长)[ 　:：/／]"
)


_NET_LINE = re.compile(
    r"[^。！？，,!?@]{0,40}(?:https?://|www\.)[\w./-]{3,60}(?: ?[|¦·•:：  —–-] ?[^。！？，!?]{0,50})?"
)
_NUMERAL = "[0-9０-９一二三四五六七八九十百千万萬零〇○]{1,9}"
_FACT = re.compile(
    r"[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|(?:星期|禮拜|礼拜|周|週)[一二三四五六日天]"
    rf"|(?<![{HAN}])[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[{HAN}]{{2,8}}|(?<![{HAN}])[{HAN}]{{4,24}}(?:主办|主管|出版)(?![{HAN}])|(?:农历|農曆|夏历|夏曆|夏歷|農歷|陰曆|阴历|旧历|舊曆)[{HAN}]{{2,12}}|(?:总|總)?第[ 　]?{_NUMERAL}[ 　]?[期号號版]|(?:今日|本期|共|出紙|出纸)[ 　]?{_NUMERAL}[ 　]?[版张張大]{{1,2}}"
    rf"|(?:每份|零售|定价|定價|售价|售價)价?[:： ]{{0,2}}(?:人民币|人民幣|大洋|銅元|铜元)?[0-9０-９一二三四五六七八九十百.]{{1,6}}[元角分文枚]"
    r"|(?:国内统一|國內統一)?(?:连续出版物号|刊号|刊號|邮发代号|郵發代號)?[:： ]{0,2}CN[ 　]?[0-9]{2}[-—–][0-9]{3,4}|(?:https?://|www\.)[\w./-]{3,50}"
    r"|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sonn|sams)tag|mittwoch|sonnabend|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b"
    r"|\b(?:vol(?:ume)?|nr|no|n°|nummer|band|numéro)\.? ?[0-9IVXLC]{1,7}\b|\b[0-9]{1,3}(?:\.|e|th|st|nd|rd)? (?:jahrgang|jahrg\.|année|year)"
    r"|\b(?:price[: ]{1,2})?(?:one|two|three|four|five|ten|[0-9]{1,2})[ -]?(?:cents?|centimes|pfennig|pfg?\.|penny|pence|d\.)",
    re.IGNORECASE,
)
_NO_PAPER = re.compile(
    r"(?:预|預|海|情|电|電|举|舉|喜|捷|通|汇|匯|播|速|壁|墙|警|战|戰|回|申|呈|上|填|年|月)[报報]$|(?:一周|一週|图片|圖片|简明|簡明|国际|國際|国内|國內|本市|本埠|体育|財經|财经|综合|綜合|时政|時政|要闻|要聞|社会|社會|民生|经济|經濟|文体|文體|文化|教育|法治|法制|本地|地方|城市|城乡|农村|市县|县区|区县|娱乐|娛樂|军事|科技|健康|今日|热点|焦点|最新|重要|都市|省内|省外|基层|镇街|校园|企业|重点|公益|影像|深度|特别)(?:新闻|新聞)$"
)
_ARTICLE = re.compile(
    r"(?:The|THE|Le|LE|La|LA|Les|LES|Der|DER|Die|DIE|Das|DAS|Het|De|DE) [^\n,;:!?]{3,40}|L['’][^\n,;:!?]{3,40}"
)


def is_head_fact(text: str) -> bool:
    """Whether a line is only a date, weekday, number, price or page, as stand under a newspaper's name."""
    if not text or len(text) > 100:
        return False
    found = find_date(text)
    rest = text[: found[1]] + " " + text[found[2] :] if found else text
    bare = _FACT.sub("", rest)
    return (found is not None or bare != rest) and not any(c.isalnum() for c in bare)


def opens_with_article(text: str) -> bool:
    """Whether a line could name a newspaper as `Le Phare`, `La Voix du Port`, `The Anchor` do."""
    return len(text) <= 44 and bool(_ARTICLE.fullmatch(text)) and text.count(" ") <= 6


def is_editors_line(text: str) -> bool:
    """Whether a line names the page's editors (`责编：闻笛 美编：邱小舟`), or who sponsors the page."""
    if len(text) <= 24 and _ALL_PICTURES.fullmatch(text):
        return True
    if len(text) <= 40 and _SPONSORS.fullmatch(text):
        return True
    return len(text) <= 110 and (bool(_EDITORS.fullmatch(text)) or len(_DESKS.findall(text)) > 1)


def is_imprint(text: str) -> bool:
    """Whether a line is the imprint: printer, publisher, responsible editor."""
    if len(text) > 200:
        return False
    return bool(_IMPRINT.match(text) or _HOUSE.match(text)) or (len(_ADDRESSES.findall(text)) > 2 and "。" not in text)


_BARE_NUMBER = re.compile(r"[-—–·•\[( ]{0,4}([0-9]{1,3})[-—–·•\]). ]{0,4}")
_LAST_NUMBER = re.compile(r"[—–|·] ?([0-9]{1,3})$")
_NUMBER_FIRST = re.compile(r"([0-9]{1,3})(?: {1,40}|\t|　)(?=[A-ZÀ-Þ][^\W\d]{2}|[\u4e00-\u9fff])")


_CALL_FOR_PAPERS = re.compile("本[版报報刊栏欄][^。]{0,10}(?:投稿|投書|投书|来稿|來稿|赐稿|賜稿|稿件)[^。]{0,80}@[^。]{3,40}")


def calls_for_papers(text: str) -> bool:
    """Whether a line asks for contributions and gives the address for them, as stands at the foot of a page."""
    return len(text) <= 120 and bool(_CALL_FOR_PAPERS.fullmatch(text))


def is_address_line(text: str) -> bool:
    """Whether a line, no sentence, gives the paper's place on the net (`www.echo.example ¦ Newsdesk 01632 960144`)."""
    return len(text) <= 100 and bool(_NET_LINE.fullmatch(text))


def is_page_line(text: str) -> bool:
    """Whether a line only numbers or names its page."""
    if not text or (text[-1] in "】]）)" and text[0] not in "【[（("):
        return False
    if len(text) <= 14 and _SECTION_LINE.fullmatch(text):
        return True
    return (len(text) <= 40 and bool(_PAGE_LINE.fullmatch(text))) or (
        len(text) <= 70 and bool(_PAGE_NAMED.fullmatch(text))
    )


_MOTTO = re.compile(
    r"(?:(?:Grand |GRAND )?(?:JOURNAL|Journal|Quotidien|QUOTIDIEN|Hebdomadaire)|ORGANE|Organe|(?:Unabh|UNABH|Partei)\w+|Organ|Tageszeitung|TAGESZEITUNG|Wochenblatt|WOCHENBLATT|Amtsblatt|Amtliche|An? (?:Independent|Weekly|Daily)|PUBLISHED|Published|Published (?:every|daily)|Established|ESTABLISHED|Founded|FOUNDED|Gegründet|Fondé|FONDÉ|Paraissant|PARAISSANT)\b[^.!?]{3,90}[.]?"
    r"|[A-Z][^!?]{3,40}, (?:Editor|EDITOR|Publisher|PUBLISHER|Proprietor|PROPRIETOR)\b[^!?]{0,40}"
)


def is_motto(text: str) -> bool:
    """Whether a line of a page's head says what the paper is (`JOURNAL QUOTIDIEN`), or who publishes it."""
    return len(text) <= 100 and bool(_MOTTO.fullmatch(text.replace("ſ", "s")))


def names_a_page(text: str) -> bool:
    """Whether a line gives words and a page (`Sport vom Feiertag Seite 5`): a page's head, or a line of contents."""
    return not _PAGE_LINE.fullmatch(text) and bool(_PAGE_NAMED.fullmatch(text)) and name_in_head(text) is None


def is_dated_line(text: str) -> bool:
    """Whether a line is a head with date, number, price or the like, and no sentence."""
    if len(text) > 130 or any(c in text for c in "。！？，《") or not _MAYBE_HEAD.search(text):
        return False
    if is_kicker_label(text.strip()):
        return False
    text = text.replace("ſ", "s")
    found = _DATED.findall(text)
    marks = len({"day" if mark.lower().endswith(_DAY_ENDS) else mark for mark in found})
    date = find_date(text)
    named = len(text) <= 60 and not is_kicker_label(text) and name_in_head(text) is not None
    if named and not is_complete(text) and _PAGE_WORD.search(text):
        return True
    before = text[: date[1]].strip(" ,.—–·") if date is not None else ""
    beside = len(text) <= 60 and bool(before) and paper_name(before) is not None
    dated = date is not None and (marks > 0 or named or beside)
    sentence = is_latin(text) and is_complete(text) and sum(map(str.islower, text.split())) > 5
    return dated or (marks >= 2 and not sentence)


def paper_name(text: str) -> str | None:
    """The newspaper's name where a line is nothing else (capitals are given as a name is written), else None."""
    words = text.strip(" 　.《》")
    if not words or words[0].isdigit() or is_kicker_label(words):
        return None
    if 2 <= len(words) <= 12 and _NAME_HAN.fullmatch(words) and not _NO_PAPER.search(words):
        return words.replace(" ", "").replace("\u3000", "")
    if 4 <= len(words) <= 60 and words[0].isupper() and _NAME_WEST.fullmatch(words.replace("ſ", "s")):
        return _cased(words)
    return None


_PARTS = re.compile(
    r"(?<=[0-9]) ?[—–] ?(?=[A-Z])|[ 　\t]{2,8}|　|(?<=[^A-Za-z,.°º]) |[·|｜]| [—–-] |[.,] (?=(?:Seite|Page|PAGE|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)[a-zA-Z.]))"
)


def as_name(text: str) -> str:
    """A masthead line as a newspaper's name is written: no full stop, capitals only where names have them."""
    return _cased(text.strip(" 　.《》"))


def _cased(words: str) -> str:
    if not is_caps(words):
        return words
    small = {"of", "and", "the", "de", "du", "des", "la", "le", "les", "et", "für", "und", "von", "der"}
    parts = ["-".join(_capital(p) for p in part.split("-")) for part in words.lower().split(" ")]
    return " ".join(p.lower() if n and p.lower() in small else p for n, p in enumerate(parts))


def _capital(word: str) -> str:
    """A word as names are written: `L'Avenir`, but `d'Armor`."""
    for mark in "'’":
        head, found, rest = word.partition(mark)
        if found and head in {"l", "d", "o"} and rest:
            return (head if head == "d" else head.upper()) + found + rest.capitalize()
    return word.capitalize()


def head_parts(text: str) -> list[str]:
    """The parts of a page head, as set apart by blanks, bars and dashes."""
    return [part for part in (p.strip(" .,，　") for p in _PARTS.split(text[:130])) if part]


def name_in_head(text: str) -> str | None:
    """The newspaper's name as one of the parts of a page head (`泊城晚报　2006年11月17日　第8版`), else None."""
    for part in head_parts(text):
        name = paper_name(part)
        if name:
            return name
    return None


def date_in(text: str) -> Hint | None:
    """The issue's date as a head line states it."""
    found = find_date(text)
    return Hint(found[0], HOW) if found and len(found[0]) == 10 else None


def label_in_head(text: str) -> Hint | None:
    """The page's number where it stands bare in a page's head: alone on its line, or before the name or date."""
    match = _BARE_NUMBER.fullmatch(text) or _NUMBER_FIRST.match(text)
    found = find_date(text)
    if match is None:
        rest = text[found[2] :].strip(" .,　") if found else ""
        behind = _BARE_NUMBER.fullmatch(rest) or _LAST_NUMBER.search(rest)
        return Hint(behind[1], HOW) if behind else None
    inside = found is not None and found[1] <= match.start(1) < found[2]
    return None if inside else Hint(match[1], HOW)


def label_in(text: str) -> Hint | None:
    """The page's label as a page line or head states it."""
    match = _PAGE_LINE.fullmatch(text)
    if match is not None and (match["label"] or match["west"]):
        return Hint(_number(match["label"] or match["west"]), HOW)
    match = _PAGE_WORD.search(text) or _PAGE_AT_END.search(text) or _SECTION_LABEL.match(text)
    label = next((g for g in match.groups() if g), None) if match else None
    return Hint(_number(label), HOW) if label else None


def _number(label: str) -> str:
    """A label of words (`FOUR`) as a number."""
    return page_label(label) or label if label.isalpha() and label.isascii() and len(label) > 2 else label

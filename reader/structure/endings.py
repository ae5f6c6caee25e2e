"""Where sentences end: end marks, lost ends, and words that only go on."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.domain.text import is_han

# So many answers are kept: the same texts are asked about by several rules.
_KEPT = 4096
END_MARKS = frozenset("。！？!?.…｡︒")
CLOSERS = frozenset("”’」』》〉）)】]〕\"'»“")
# The sign set behind an article, as printed and as OCR reads it.
_END_SIGNS = frozenset("囗口□■▇█◆●▲〓※◎★☆◇♦⊙")
_END_MARK = re.compile("[。！？!?.]")
_RATING = frozenset("★☆")
_BOXES = frozenset("口囗田曰吕品")
# A text of so many characters may have one stray glyph behind its stop.
_STRAY_FROM = 16
_SOFT = frozenset("，、,—–-:：;；·（(「『《〈【[“‘/／")
_HEAD_PUNCTUATION = frozenset("，、。；：！？,;:!?)）」』》〉】]”’.…%％")
_NUMERALS, _COUNTERS = frozenset("一二三四五六七八九十百千廿卅0123456789"), frozenset("日月年時时點点元圓歲岁")
# Words that never end a Chinese headline or sentence part, and that never open one.
_OPEN_TAIL = re.compile(
    r"(?:[的地得和与與及或在从從对對向把被将將以为為于於而且并並是有不也都就还還又很更最其这這那该該各每等个個]|进行|進行|通过|通過|关于|關於)$"
)
_BOUND_HEAD = re.compile(
    r"的(?![确確士])|地(?![铁鐵方区區址点點下上球面理质質处處价價段板位图圖产產名块塊域形势勢租税稅震道窖级級标標沟溝接主带帶毯库庫坪盘盤头頭铺鋪])"
    r"|得(?![知到出益奖獎主票失力以悉])|了(?![解不结結却卻])|[着著](?![力眼手重实實急陆陸装裝色火名作称稱])|[过過](?![去年节節程往来來度渡期夜江河量敏滤濾])"
    r"|[们們吗嗎]|呢(?![绒絨子])|吧(?![台臺])|之[一间間内內中]|之[后後前](?![,，])|等[^待候到级級我你他她了]|以及|而且|并且|並且|從而|从而"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gen|Col|Capt|Lieut|Lt|Sgt|Messrs|St|No|Nos|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
    r"|Nr|Hr|Hrn|Frl|bzw|usw|etwa|MM?|Mme|Mlle|Mgr|p|vol)|\b[A-Z])\.$"
)
_BOUND_TAIL = re.compile(
    r"(?:^|[\s'’])(?:the|an?|of|to|in|on|at|for|from|by|with|and|or|but|as|that|which|who|their|his|her|its|our|is|was|were|had|has|have|be|been|will|would|than"
    r"|der|die|das|den|dem|des|eine?[mnrs]?|und|oder|im|vom?n?|zu[mr]?|mit|auf|für|als|da[sſ]s|daß|wird|werde|le|la|les|une?|du|de|et|ou|à|aux?|en|dans|par|pour|sur|avec|que|qui)$"
)
_DETERMINER = re.compile(r"(?:^|[\s'’])(?:the|an?|his|her|their|its|our|der|dem|des|eine?[mnrs]?|les|une?|du)$")
_AFRESH_HAN = re.compile(
    r"另一|另外[，,]|另[据據][，,悉]|此外|[与與]此同[时時]|[据據](?:悉|[了瞭]解|介[绍紹]|[统統][计計])[，,]|近年[来來]|日前[，,]|[随隨][后後][，,]|首先[，,]|其次[，,]|最[后後][，,]"
    r"|目前[，,]|如今[，,]|截至|今年以[来來][，,]|多年[来來][，,]|[总總]之[，,]|接下[来來][，,]"
)
_AFRESH_LATIN = re.compile(
    r"(?:The|An?|He|She|It|They|We|But|In|On|At|After|When|This|These|There|Der|Die|Das|Eine?|Er|Es|Wir|Im|Am|Nach|Als|Wenn|Doch|Aber"
    r"|Un|Une|Il|Elle|Ils|On|Ce|Cette|Ces|Dans|Mais|Après|Depuis)[ ]"
)
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)
_COUNTED = re.compile("(?:[0-9０-９][0-9０-９,.]{0,5}|[0-9０-９百千万萬十][余餘多])$")
_MEASURE = re.compile(
    "[0-9０-９一二三四五六七八九十百千万萬亿億两兩余餘多几幾个個名位人户戶家只隻条條件张張座栋棟幢间間辆輛艘架台臺部本册冊篇幅项項种種类類次回趟遍场場番届屆期批组組对對双雙副套层層级級页頁"
    "米公里厘毫克吨噸斤升亩畝顷頃平立方元角分块塊年月日号號时時点點秒周週天星岁歲世代倍成度例起宗处處所门門口头頭匹棵株粒把支枝根片杯瓶袋箱桶车車船班节節堂课課道笔筆枚颗顆封份路"
    "镇鎮乡鄉村县縣市区區校站厂廠店栏欄字行步尺寸丈里海英磅盎加瓦伏兆吉千公%％℃°、，,。.—~～∶:：）)”’」至到比之的]"
)
# A Chinese text of so many characters without any mark is printed without them.
_UNMARKED = 30
_QUOTE_PAIRS = {"”": "“", "’": "‘", "」": "「", "』": "『", ")": "(", "）": "（"}


def bare_end(text: str) -> str:
    """`text` without closing quotes, brackets and blanks at its end."""
    end = len(text)
    while end and (text[end - 1] in CLOSERS or text[end - 1].isspace()):
        end -= 1
    return text[:end]


@lru_cache(maxsize=_KEPT)
def is_complete(text: str) -> bool:
    """Whether a sentence ends here: an end mark, perhaps inside closing quotes or brackets.

    `他说：“好。”` and `见上。）` are complete; `“老三样”` is not (a quoted word may stand anywhere).
    """
    bare = bare_end(text)
    if not bare:
        return True
    if len(bare) > _STRAY_FROM and bare[-2] in "。！？" and (_is_stray(bare[-1]) or not bare[-1].isalnum()):
        return True
    under = bare[:-1].rstrip()
    if under and bare[-1] in _END_SIGNS and (under[-1] in END_MARKS or under[-1] in CLOSERS):
        bare = bare_end(under)
    if bare[-1] in _RATING and bare[-2:-1] in _RATING:
        return True
    if bare[-1] not in END_MARKS:
        opening = _last_bracket(text)
        return opening > 0 and bare_end(text[:opening])[-1:] in END_MARKS
    return True


def _is_stray(character: str) -> bool:
    """Whether a character behind a full stop is rather a misread sign than the first of a cut sentence: a box, or a rare one."""
    if not is_han(character):
        return False
    if character in _BOXES:
        return True
    simplified, traditional = character.encode("gb2312", "ignore"), character.encode("big5", "ignore")
    return not (b"\xb0" <= simplified[:1] <= b"\xd7" or b"\xa4" <= traditional[:1] <= b"\xc6")


def ends_abbreviated(text: str) -> bool:
    """Whether the full stop that ends the words may belong to an abbreviation (`Mr.`, `Dec.`, `A.`)."""
    return bool(_ABBREVIATION.search(text[-12:]))


def _last_bracket(text: str) -> int:
    """Where a short bracket that ends the text opens (`…取得实效。（李宣）`); -1 where none does."""
    stripped = text.rstrip()
    opening = {"）": "（", ")": "(", "】": "【", "]": "["}.get(stripped[-1:], "")
    return stripped.rfind(opening, max(0, len(stripped) - 60)) if opening else -1


def closes_only(text: str) -> bool:
    """Whether `text` ends with a closing quote or bracket but no end mark before it (`“老三样”`, `(试行)`)."""
    stripped = text.rstrip()
    return bool(stripped) and stripped[-1] in CLOSERS and not is_complete(stripped)


def is_open(text: str) -> bool:
    """Whether the words plainly ask for more: a comma, a dash, a break hyphen, or a word like 的, 和, 在."""
    stripped = text.rstrip()
    if not stripped:
        return False
    if stripped[-1] in _SOFT and stripped[-1] not in ":：;；":
        return True
    return bool(_OPEN_TAIL.search(stripped[-2:]))


def asks_for_more(text: str) -> bool:
    """Whether a text in Latin letters ends with a word that never ends a sentence (`… with trips to`)."""
    return bool(_BOUND_TAIL.search(text[-12:]))


def names_a_day(text: str) -> bool:
    """Whether `text` begins with a day of the week or a month (`Thursday at the hall`): capitals that begin no sentence."""
    return bool(_CALENDAR.match(text[:10]))


def wants_noun(text: str) -> bool:
    """Whether a text in Latin letters ends with an article or possessive, so that a noun must come."""
    return bool(_DETERMINER.search(text[-8:]))


def begins_afresh(text: str) -> bool:
    """Whether `text` begins as only a sentence does: 此外, 据悉, 另一场…; The, He, When …; Der, Nach …"""
    if is_han(text[:1]):
        return bool(_AFRESH_HAN.match(text[:12]))
    return bool(_AFRESH_LATIN.match(text[:12]))


def counts_nothing(text: str, following: str) -> bool:
    """Whether a Chinese text ends in a number (1800余, 十二多) and what follows begins with nothing that can be counted."""
    return bool(_COUNTED.search(text[-8:])) and not _MEASURE.match(following[:1])


def ends_in_colon(text: str) -> bool:
    """Whether the words announce what follows (`：`), or close an item of a list (`；`)."""
    return text.rstrip()[-1:] in {":", "：", ";", "；"}


def goes_on(text: str) -> bool:
    """Whether `text` cannot begin a sentence: lower case, punctuation, or a bound word such as 的."""
    first = text[:1]
    if not first:
        return False
    if first in _HEAD_PUNCTUATION or first.islower():
        return True
    return bool(is_han(first) and _BOUND_HEAD.match(text[:3]))


def rest_of(text: str, line: str) -> bool:
    """Whether a short Chinese line is the rest of a text cut above it: a counter after its number, or a final particle."""
    if not text or len(line) < 2 or is_complete(text) or is_complete(line):
        return False
    return bool((text[-1] in _NUMERALS and line[0] in _COUNTERS) or line[-1] in "了矣焉耳")


def is_scrap(text: str, longest: int = 6) -> bool:
    """Whether a text is so short that it can only be the rest of a sentence."""
    return len(text) <= longest and is_complete(text)


def unclosed(text: str) -> bool:
    """Whether a quotation or bracket that opens in `text` does not close in it."""
    return any(text.count(opening) > text.count(closing) for closing, opening in _QUOTE_PAIRS.items())


_UNITS = frozenset("元角分¢%％")
_LEADERS = re.compile(r"(?:\.{4,60}|…{2,20})[^.…]{1,14}$")
_FIGURES = re.compile(
    r"(?:(?<!\.)\.{4,60}|(?<!\. )(?:\. ){3,30}|(?<!…)…{2,20})[ ]?[$£]?[0-9½¼¾⅓⅔][0-9½¼¾⅓⅔.,/$£¢@ -]{0,16}[元角分¢%％]?$"
    r"|(?:电话|電話|热线|熱線|传真|傳真|邮编|[Pp]hones?|PHONES?|[Tt]el(?:ephone|efon)?\.?|TEL\.?|Fernruf|Fernspr(?:echer)?\.?|Tél\.)[^。！？]{0,24}?[0-9０-９一二三四五六七八九〇○零]{1,12}$"
)


def ends_in_figures(text: str) -> bool:
    """Whether words end as a row of a list or an address does, without a stop: leaders and a price, a telephone number."""
    return (text[-1:].isnumeric() or text[-1:] in _UNITS) and bool(_FIGURES.search(text, max(0, len(text) - 60)))


def ends_row(text: str) -> bool:
    """Whether a printed line is a row of a list: words, leaders, a figure (`滨城—安平……38元`)."""
    return ends_in_figures(text) and bool(_LEADERS.search(text, max(0, len(text) - 60)))


_RESPECTS = re.compile("[、，　 ][^、，。]{0,6}(?:[謹谨敬]?[啓啟启]|[謹谨][白告])$")


def ends_unmarked(text: str) -> bool:
    """Whether the end of a text tells nothing: it ends in figures, or is a Chinese text without any mark at all."""
    if ends_in_figures(text) or _RESPECTS.search(text[-12:]):
        return True
    return len(text) >= _UNMARKED and is_han(text[0]) and not any(mark in text for mark in "，。、；：！？,.;:?!")


def end_marks(texts: list[str]) -> int:
    """How many end marks the texts hold."""
    return sum(len(_END_MARK.findall(text)) for text in texts)

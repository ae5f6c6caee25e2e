"""What looks like a person's name, in Chinese and in Latin letters."""

from __future__ import annotations

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af〇"
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鐘鍾汪田任姜范方石姚"
    "谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦蘆季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛叢焦向柳邢路岳齐齊"
    "梅莫庄莊辛管祝左涂塗谷时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边邊辜吉饶饒刁瞿戚丘古米池滕晋晉苑邬鄔"
    "臧畅暢宫宮来來嵺苟全褚廉简簡娄婁盖蓋符奚木穆党燕郎邸冀谈談姬屠连連郜晏栾欒郁商蒙计計喻揭窦竇迟遲宇敖糜鄢冷卓花仇艾蓝藍都巩鞏稽井练練仲乐樂虞卞封竺冼原官衣楚佟栗匡宗应應台巫鞠僧桑荆荊谌銀揚明沙薄伏岑习習"
    "祁闻聞温鬱洛巴肖闫付代邸库呼"
)
# Pronouns and small words: no name opens with them.
_NEVER_FIRST = frozenset("他她它我你您这這那其很不是有了的把被让讓")
_DOUBLE = (
    "欧阳",
    "歐陽",
    "司马",
    "司馬",
    "上官",
    "诸葛",
    "諸葛",
    "东方",
    "東方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "夏侯",
    "端木",
)
_NAME = re.compile(rf"[{HAN}]{{2,4}}")
_MINORITY = re.compile(rf"[{HAN}]{{1,6}}(?:[·•・][{HAN}]{{1,6}}){{1,3}}")
_SPLIT = re.compile(r"[\s、，,;；&／/]+|(?<=[\s、])[和与與及](?=[\s、])")


def is_han_name(text: str) -> bool:
    """Whether `text` has the shape of a Chinese name: 2 to 4 characters, or parts set off by a middle dot."""
    return bool(_NAME.fullmatch(text) or _MINORITY.fullmatch(text))


def has_surname(text: str) -> bool:
    """Whether `text` is shaped as a name and opens with a common surname."""
    if not _NAME.fullmatch(text):
        return False
    return (text[0] in _SURNAMES and len(text) <= 3) or (text.startswith(_DOUBLE) and len(text) >= 3)


def name_spans(text: str, start: int, end: int) -> list[tuple[str, int, int]] | None:
    """The names in `[start, end)` of `text` as (name, start, end); None where anything else stands there.

    Names are set apart by blanks or 、; a two-character name set with a blank inside is one name.
    """
    words = _words(text, start, end)
    found: list[tuple[str, int, int]] = []
    at = 0
    while at < len(words):
        word, low, high = words[at]
        after = len(words[at + 1][0]) if at + 1 < len(words) else 0
        if len(word) == 1 and (after == 1 or (after == 2 and word in _SURNAMES)):
            word, high = word + words[at + 1][0], words[at + 1][2]
            at += 1
        if not is_han_name(word) or word[0] in _NEVER_FIRST:
            return None
        found.append((word, low, high))
        at += 1
    return found


def _words(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    words, at = [], start
    for gap in _SPLIT.finditer(text, start, end):
        if gap.start() > at:
            words.append((text[at : gap.start()], at, gap.start()))
        at = gap.end()
    if at < end:
        words.append((text[at:end], at, end))
    return words


_LATIN_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]{0,20}|(?:de|du|von|van|der|la|le|of|d'))(?: (?:[A-ZÀ-ÖØ-Þ][\w'’.-]{0,20}|(?:de|du|von|van|der|la|le|of|d'))){0,5}"
)


def is_latin_name(text: str) -> bool:
    """Whether `text` could be a name in Latin letters: capitalised words and particles only."""
    return len(text) <= 60 and bool(_LATIN_NAME.fullmatch(text.strip()))

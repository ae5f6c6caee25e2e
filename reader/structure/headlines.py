"""Headline groups: which of the lines above a text is kicker, title, deck, column, byline."""

from __future__ import annotations

import re

from reader.domain.text import is_han
from reader.structure import vocabulary
from reader.structure.bylines import bare_names
from reader.structure.credits import credit_tail
from reader.structure.endings import asks_for_more, ends_in_figures, goes_on, is_complete, is_open, unclosed
from reader.structure.house import PLAIN, House
from reader.structure.leads import chinese_lead, lead_of
from reader.structure.shapes import (
    has_deck_dash,
    head_shaped,
    in_label_brackets,
    in_many_parts,
    is_caps,
    is_crosshead,
    is_latin,
    is_title_case,
    is_traditional,
    names_body,
    two_part,
)
from reader.structure.signatures import is_date_line
from reader.structure.units import Unit

_SAYS = re.compile(r"(?:强调|強調|要求|指出|表示|提出|调研时|調研時|会议上|会上|[：:])$")
_MEETING = re.compile(
    "(?:召开|召開|举行|舉行)[^ 　]{0,12}(?:会议|會議|大会|大會|座谈会|座談會|推进会|全会|全會)$|(?:会议|會議|大会|大會|全会|全會)(?:召开|召開|举行|舉行|闭幕|閉幕|开幕)$"
)
SERIES = re.compile(
    "系列(?:报道|報道|報導|评论|評論|谈|談|观察|观察)?(?:之|[（(]?)[一二三四五六七八九十0-9①-⑳]{1,3}[）)]?$"
)
_GENRE = re.compile("(?:调查|調查|观察|觀察|特写|特寫|见闻|見聞|访谈|訪談|纪实|紀實|侧记|側記|扫描|透视|追踪|直击)$")
_QUESTION = re.compile("[问問答记記][:：]")
_DOTTED = re.compile("(?:[^，。、：:,!！?？ 　]{2,9}|[^，。、：:,!！?？ 　“”]{3,8}[ 　][^，。、：:,!！?？ 　“”]{3,8})[·・•‧][^，。、：:,!！?？ 　]{2,9}")
_ATTENDED = re.compile("(?:主持|讲话|講話|出席|参加|參加|陪同|致辞|致辭|参会|讲评)$")
_FACT = re.compile("(?:时间|時間|地点|地點|票价|票價|电话|電話|材料|做法|功效|主办|主辦|承办|内容|報名|报名|对象|方式|费用|咨询)[^：:]{0,4}[：:]")
_GOES_AHEAD = re.compile("(?:其中|此外|目前|据悉|據悉|据了解|据介绍|同时|同時|截至|随后|接下来|下一步|另外|因此|然而|近年来|今年以来)[，,]")
_TIMED = re.compile("(?<![0-9])[0-9]{1,2}[:：][0-9]{2}(?![0-9])")
_LISTED = re.compile("[^，。：:“”]{1,8}[:：][^、]{1,20}、[^、]{1,20}、")
_MOTTO = re.compile("(?:新时代|新征程|新作为|新篇章|新篇|在行动|办实事|进行时|当先锋|新气象|开新局|促发展|谱新篇|看变化|新风尚|新貌)$")
_NUMBERED_LABEL = re.compile("[\u4e00-\u9fff·]{3,12}[（(][一二三四五六七八九十百0-9①-⑳]{1,4}[）)]")
_GOES_OVER = re.compile("(?<![会會议議坛壇式动動赛賽展节節班程营目工])(?:举行|舉行|召开|召開|举办|舉辦|荣获|榮獲|获得|獲得|开展|開展|推进|推進|打造|迎来|實現|实现|成为|成為|助力|出台|发布|發布|启动|啟動)$")
_HAPPENS = re.compile("(?:开幕|闭幕|启动|召开|举行|开赛|开班|落幕|揭晓|上线|投用|通车|举办)$")
_LONGEST_ATTENDED, _LONGEST_CALL = 20, 20
_LONGEST_DECK, _LONGEST_PAUSING = 40, 26
_AT_HOUR = re.compile("[0-9]{1,2}(?:[点點时時](?:[0-9]{1,2}分|半)?|[:：][0-9]{2})$")
_NUMBERED_PAPER = re.compile("[〔\\[［（(【][12][0-9]{3}[〕\\]］）)】][ 　第]{0,2}[0-9]{1,4}[ 　]?[号號]$")
_AGENDA = re.compile("(?:传达|傳達|学习|學習|听取|聽取|审议|審議|研究|通报|通報)")
# A line of a contents box: `春茶上市 价格平稳 04版`.
_TO_PAGE = re.compile("(?:[ 　（(]|[.…·]{2,40}|[➡→▶►➔➜>》][ 　]?)(?:详见|詳見|见|見)?(?:[A-Z]?[0-9]{1,2}|第?[一二三四五六七八九十0-9]{1,3})[版面][）)]?$")
_FICTION = re.compile("(?:小说|小說|连载|連載|说部|說部|武侠|武俠|弹词|彈詞|傳奇)$")
_COUNTS = re.compile(r"(?:SHIPPING|Shipping|MARKET|Market|MARCH|March)")
_LETTER = re.compile(r"(?:TO THE EDITOR|To the Editor|AN DIE|An die Redaktion)", re.IGNORECASE)

# `专家提醒——` before a headline announces it.
_LONGEST_ANNOUNCING = 30
_DATED_END = re.compile("[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日$")


def leads_to_page(text: str) -> bool:
    """Whether a line ends as one of a contents box does (`春茶上市 价格平稳 04版`)."""
    return len(text) <= 60 and bool(_TO_PAGE.search(text[-16:]))


def ends_at_hour(text: str) -> bool:
    """Whether a line ends with the hour at which a letter was written."""
    return bool(_AT_HOUR.search(text))


def is_timed(text: str) -> bool:
    """Whether a line names a time of day as programmes do (`下午 3:00 分团审议`)."""
    return bool(_TIMED.search(text))


def is_paper_number(text: str) -> bool:
    """Whether a line is the number a notice was given under (`沅自然资告字〔2023〕17号`)."""
    return len(text) <= 40 and bool(_NUMBERED_PAPER.search(text))


def is_heading(unit: Unit) -> bool:
    """Whether the file sets the unit as a heading, or the rules made it one."""
    return unit.form == "heading"


def lone_head(unit: Unit, shortest: int = 5, close: bool = False) -> bool:
    """Whether a line stands alone as a crosshead does: one line of up to 12 Chinese characters and no mark at all."""
    if (
        unit.lines > 1
        or not (unit.gap or close)
        or unit.reason in {"indented", "verse", "rest"}
        or not shortest <= len(unit.text) <= 12
    ):
        return False
    return all(map(is_han, unit.text)) and not goes_on(unit.text) and not is_open(unit.text)


def may_be_deck(unit: Unit, following: Unit | None) -> bool:
    """Whether a plain line under a title is a deck rather than the first words of the text."""
    text = unit.text
    if unit.role or unit.form not in {"paragraph", "heading"} or unit.reason in {"indented", "verse", "rest", "row"}:
        return False
    if (unit.lines > 1 and not is_latin(text)) or CHAPTER.fullmatch(text) or " .." in text or _TO_PAGE.search(text):
        return False
    if lead_of(text) is not None or _NUMBERED_PAPER.search(text) or _FACT.match(text) or is_crosshead(text):
        return False
    if following is not None and following.text and chinese_lead(following.text) and not is_latin(text):
        return len(text) <= _LONGEST_DECK and "。" not in text and not is_open(text) and not ends_in_figures(text)
    if has_deck_dash(text) and not is_complete(text.rstrip("—")):
        return len(text) <= 60
    signed = following is not None and following.role == "byline" and not is_latin(text)
    if signed and head_shaped(text) and text[-1] not in "的和与及":
        return True
    if not head_shaped(text) or is_open(text) or following is None:
        return False
    if following.role in {"byline", "dateline", "inset", "table"} or (following.text and lead_of(following.text)):
        return True
    if (is_complete(text) and not is_caps(text)) or _QUESTION.match(text):
        return False
    if is_latin(text):
        return is_caps(text) or (unit.lines == 1 and len(text) <= 80 and not text[:1].islower())
    if goes_on(following.text) or any(c in text for c in "，,") or in_many_parts(text):
        return False
    return two_part(text) or bare_names(following.text) is not None or len(text) >= 6


def may_be_kicker(unit: Unit, before: Unit | None) -> bool:
    """Whether a plain line right before a heading is its kicker rather than the lost end of a text."""
    text = unit.text.rstrip("—") if len(unit.text) <= _LONGEST_ANNOUNCING else unit.text
    if (
        unit.role
        or unit.form != "paragraph"
        or unit.reason in {"indented", "verse", "rest"}
        or len(text) < 2
        or has_deck_dash(text)
        or ends_in_figures(text)
        or in_many_parts(text)
        or _TO_PAGE.search(text)
        or is_date_line(text)
        or _DATED_END.search(text)
        or (is_crosshead(text) and not is_latin(text))
        or _AT_HOUR.search(text)
    ):
        return False
    shaped = head_shaped(text) or (len(text) <= 30 and text[-1] in "：:？?！!")
    if (text[0] in "（(" and text[-1] in "）)") or (unit.lines > 1 and not is_latin(text)):
        return False
    if not shaped or (len(text) > 34 and not is_latin(text)) or is_open(text):
        return False
    broken = before is not None and before.role in {"", "paragraph"} and not is_complete(before.text)
    if goes_on(text) and (broken or is_latin(text) or not is_han(text[0])):
        return False
    if is_latin(text) and asks_for_more(text) and not is_caps(text):
        return False
    if before is not None and before.role == "image" and credit_tail(text):
        return False
    broken = before is not None and before.role in {"", "paragraph"} and not is_complete(before.text)
    pauses = any(c in text for c in "，,")
    if is_timed(text) or _LISTED.match(text):
        return False
    if (text.count("，") + text.count(",") > 1 or _GOES_AHEAD.match(text)) and not is_latin(text) and not says(text):
        return False
    if pauses and len(text) > _LONGEST_PAUSING and not is_latin(text) and not says(text):
        return False
    sentence = len(text) > _LONGEST_CALL and text[-1] not in "：:" and pauses
    return not (is_complete(text) and not is_latin(text) and sentence) and not (broken and is_complete(text))


def assign(
    heads: list[Unit], lead_follows: bool, news: bool = False, house: House = PLAIN, spoken: bool = False
) -> None:
    """Give roles to the heading lines of one group, in order (they stand without text between them).

    `news`: an agency's opening credit follows, as in modern news, whose plain first line is rather a kicker.
    `spoken`: a kicker above ends as `…时强调` does, so that all the lines under it are what was said: the title.
    """
    for unit in heads:
        if unit.reason == "instalment-number":
            unit.settle("series", unit.reason)
    for unit in heads:
        if not unit.role and in_label_brackets(unit.text) and any(u is not unit and not u.role for u in heads):
            unit.settle("column", "bracketed-label")
    rest = _take_columns([u for u in heads if not u.role], lead_follows)
    if not rest:
        return
    if len(rest) > 1 and _is_pen_name(rest[-1]) and any(_FICTION.search(u.text) for u in heads if u.role == "column"):
        rest.pop().settle("byline", "name-under-title")
    if len(rest) == 1:
        rest[0].settle("title", "heading")
        return
    if is_latin(rest[0].text):
        _assign_latin(rest)
    elif spoken and len({(u.form, u.level) for u in rest}) == 1 and not any(has_deck_dash(u.text) for u in rest):
        for unit in rest:
            attended = unit is not rest[0] and _ATTENDED.search(unit.text)
            unit.settle("deck" if attended else "title", "heading" if unit is rest[0] else "second-title-line")
    else:
        _assign_chinese(rest, news, house)


def _take_columns(heads: list[Unit], signed: bool) -> list[Unit]:
    at = 0
    while at + 1 < len(heads) and (heads[at].role == "column" or _labels(heads[at], heads[at + 1], signed)):
        heads[at].settle("series" if SERIES.search(heads[at].text) else "column", "column-label")
        at += 1
    return heads[at:]


def goes_over(text: str) -> bool:
    """Whether a headline's line ends where it must go on in the next one: with a verb that has no object yet, or inside a quotation."""
    return bool(_GOES_OVER.search(text)) or is_open(text) or unclosed(text)


def _is_pen_name(unit: Unit) -> bool:
    """Whether the last line over a story could be a pen name (`海上漱石`), which need not look like a name."""
    return 2 <= len(unit.text) <= 6 and all(map(is_han, unit.text))


def says(text: str) -> bool:
    """Whether a kicker ends as one does over what somebody said (`…时强调`)."""
    return bool(_SAYS.search(text))


def _labels(unit: Unit, following: Unit, signed: bool) -> bool:
    text = unit.text
    if has_deck_dash(following.text):
        return False
    if (
        unit.label
        or SERIES.search(text)
        or vocabulary.is_column_label(text)
        or (vocabulary.is_briefs(text) and (not is_latin(text) or (following.display and not _COUNTS.match(text)) or 0 < unit.level < following.level))
    ):
        return True
    if is_latin(text):
        return vocabulary.is_sport(text) and not is_caps(following.text)
    if goes_over(text):
        return False
    if vocabulary.is_notice_word(text):
        return True
    if unit.level == following.level and (_DOTTED.fullmatch(text) or _is_motto(text) or _NUMBERED_LABEL.fullmatch(text)):
        return True
    if unit.reason == "title-shape" and (following.indent > unit.indent + 3 or (len(text) > 3 and not signed)):
        return False
    if names_body(text) or (unit.reason == "title-shape" and not following.gap and len(text) > 3):
        return False
    longer = len(following.text) > len(text) or names_body(following.text)
    short = len(text) <= 5 and all(map(is_han, text)) and longer
    return short and (unit.form == "heading") == (following.form == "heading")


def _part_sections(rest: list[Unit]) -> None:
    """A section's name as high as the title below it is a column; a place in a word or two over a sentence, a kicker."""
    marked = all(u.level and not u.reason.startswith(("title-shape", "bold")) for u in rest)
    named = len(rest) > 2 and marked and is_caps(rest[0].text) and len(rest[0].text.split()) <= 3
    if named and any(u.level == rest[0].level and not is_caps(u.text) for u in rest[2:]):
        rest[0].settle("column", "section-name")
        return
    first, second = rest[0].text, rest[1].text if len(rest) > 1 else ""
    placed = len(rest) == 2 and marked and not is_caps(first) and len(first.split()) <= 2 and first[-1] not in ".!?"
    if placed and len(second.split()) >= 4 and not is_title_case(second):
        rest[0].settle("kicker", "place-over-title")


def _assign_latin(rest: list[Unit]) -> None:
    while len(rest) > 1 and (vocabulary.is_kicker_label(rest[0].text) or _LETTER.match(rest[0].text)):
        rest.pop(0).settle("kicker", "kicker-label")
    if len(rest) > 1 and NUMBERED.fullmatch(rest[0].text):
        rest.pop(0).settle("series", "instalment-number")
    _part_sections(rest)
    rest = [u for u in rest if not u.role]
    ranked = [u.level for u in rest if u.level]
    if len(ranked) == len(rest) and rest[0].level > min(ranked):
        while rest[0].level > min(ranked):
            rest.pop(0).settle("kicker", "above-title")
    rest[0].settle("title", "heading")
    for unit in rest[1:]:
        unit.settle("deck", "under-title")


def _assign_chinese(rest: list[Unit], news: bool, house: House) -> None:
    """Two or three lines: by their dashes, endings and lengths."""
    shaped = rest[0].reason == "title-shape"
    main = _main_line(rest, news, house)
    said = main == 1 and says(rest[0].text) and len({(u.form, u.level) for u in rest[1:]}) == 1
    for at, unit in enumerate(rest):
        if at < main:
            unit.settle("kicker", "above-title")
        elif at == main:
            unit.settle("title", "heading")
        elif not has_deck_dash(unit.text) and (
            (said and not _ATTENDED.search(unit.text)) or _same_weight(rest[main], unit, shaped)
        ):
            unit.settle("title", "second-title-line")
        else:
            unit.settle("deck", "under-title")


def _same_weight(title: Unit, unit: Unit, shaped: bool) -> bool:
    if title.form != unit.form or title.level != unit.level or unit.indent > title.indent + 3:
        return False
    if not shaped and goes_over(title.text) and not _ATTENDED.search(unit.text):
        return True
    nearly = 3 if not shaped or is_traditional(title.text + unit.text) else 1
    if shaped and unit.gap:
        return False
    if _is_quoted(unit.text) != _is_quoted(title.text) or _ATTENDED.search(unit.text):
        return False
    if any(map(str.isdigit, unit.text)) and not any(map(str.isdigit, title.text)):
        return False
    if two_part(unit.text) or (two_part(title.text) and not is_traditional(title.text)):
        return False
    return title.form == "heading" and abs(len(title.text) - len(unit.text)) <= nearly


def _is_quoted(text: str) -> bool:
    """Whether a line is wholly what somebody said."""
    return text[:1] in "“「『" and text[-1:] in "”」』"


def _is_motto(text: str) -> bool:
    """Whether a line in two or three equal parts is the motto over a column (`奋进新征程 建功新时代`)."""
    parts = text.split()
    equal = 1 < len(parts) <= 4 and len({len(part) for part in parts}) <= 2 and max(map(len, parts)) <= 8
    return equal and bool(_MOTTO.search(text))


def _is_slogan(text: str) -> bool:
    """`强产业 兴乡村`: two halves of equal length, too short for a headline."""
    halves = [len(part) for part in text.split()]
    return len(halves) == 2 and halves[0] == halves[1] <= 4


def _main_line(rest: list[Unit], news: bool, house: House) -> int:
    """Which line is the title: the heading of the highest rank; among equals by shape."""
    if any(u.form == "heading" for u in rest) and not all(u.form == "heading" for u in rest):
        return next(n for n, u in enumerate(rest) if u.form == "heading")
    if rest[0].reason == "title-shape" and all(u.indent > rest[0].indent + 3 for u in rest[1:]):
        return 0
    ranks = [u.level or 9 for u in rest]
    if min(ranks) != max(ranks):
        top = [u for u, rank in zip(rest, ranks, strict=True) if rank == min(ranks)]
        return rest.index(top[_main_line(top, news, house)] if len(top) > 1 else top[0])
    if len(rest) > 1 and _ATTENDED.search(rest[-1].text) and len(rest[-1].text) <= _LONGEST_ATTENDED:
        return _main_line(rest[:-1], news, house) if len(rest) > 2 else 0
    first, second = rest[0].text, rest[1].text
    if rest[0].reason != "title-shape" and goes_over(first) and not _SAYS.search(first):
        return 0
    if _SAYS.search(first):
        return 1
    if has_deck_dash(second):
        return 0
    if rest[0].reason != "title-shape" and rest[1].reason == "title-shape":
        return 0
    if two_part(second) and not two_part(first) and (house.two_part or not is_traditional(first + second)):
        return 0 if _MEETING.search(first) and (_ATTENDED.search(second) or _AGENDA.match(second)) else 1
    if two_part(first) and two_part(second) and is_traditional(first + second):
        return 0
    heads = rest[0].reason == "title-shape" or len(first) <= len(second) + 2
    if heads and two_part(first) and not two_part(second):
        return 0 if is_traditional(first + second) and len(first) > len(second) else 1
    if (names_body(first) and len(second) > len(first)) or (_is_quoted(second) and not _is_quoted(first)):
        return 1
    if len(rest) >= 3 and names_body(second):
        return 2
    if len(rest) >= 3 or (_is_slogan(first) and not two_part(second)):
        return 1
    if len(first) <= 10 and _GENRE.search(first) and not _GENRE.search(second):
        return 1
    if _HAPPENS.search(first) and "“" in second and "“" not in first:
        return 1
    long_deck = two_part(first) and len(second) > len(first) + 4
    if news and rest[0].reason == "title-shape" and rest[1].gap and len(second) >= len(first) and not long_deck:
        return 1
    return 1 if len(first) > len(second) + 3 else 0


NUMBERED = re.compile("[Nn][°o][ .]?[0-9]{1,3}|[（(]?(?:第?[一二三四五六七八九十百0-9]{1,4}[回章节節]?|[0-9]{1,3})[）)]?")
CHAPTER = re.compile(
    r"(?:[IVXLC]{1,7}|(?:CHAPTER|Chapter|CHAPITRE|Chapitre|KAPITEL|Kapitel|PART|Part|BOOK|Book|LIVRE|TEIL) (?:[IVXLC]{1,7}|[0-9]{1,3}|[A-Za-z]{3,12})"
    r"|(?:PREMIÈRE|DEUXIÈME|SECONDE|TROISIÈME|QUATRIÈME|Première|Deuxième|Seconde|Troisième) (?:PARTIE|partie)"
    r"|第[一二三四五六七八九十百0-9]{1,4}[回章節节][ 　].{2,40}"
    r"|(?:Er[ſs]tes|Zweites|Drittes|Viertes|Fünftes|Sech[ſs]tes|[0-9]{1,2}\.) Kapitel|(?:Er[ſs]ter|Zweiter|Dritter) Teil)\.?"
)


def under_title(text: str) -> bool:
    """Whether a line is a bare name or an instalment's number, as stand under titles."""
    return bool(NUMBERED.fullmatch(text)) or bare_names(text) is not None


def is_subhead_shape(text: str) -> bool:
    """Whether a heading reads as one inside an article: numbered, or wholly a quotation."""
    return is_crosshead(text) or (
        len(text) <= 30 and text[:1] in "“「『" and text[-1:] in "”」』" and text.count(text[0]) == 1
    )

"""What a line looks like: bullet item, run-in head, deck, crosshead, capital heading, short line."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.structure.endings import asks_for_more, is_complete
from reader.structure.names import HAN
from reader.structure.vocabulary import is_briefs, is_column_label, is_notice_title

# So many answers are kept: the same lines are asked about by several rules.
_KEPT = 2048
BULLETS = "●◆▲■○◎◇△□★☆※►▶•·❖➤⊙♦"
_BULLET = re.compile(f"[{BULLETS}][ 　]?")
_CROSSHEAD = re.compile(
    r"(?:(?:第[一二三四五六七八九十]{1,2}[\u4e00-\u9fff]|(?:镜头|鏡頭|故事|关键词|關鍵詞|现场|現場|案例|问题|問題|误区|变化|變化|场景|場景|画面|片段|举措|亮点|看点|建议|建議|特点|经验|焦点|追问|追問|提醒|路径|启示|探访|声音|聲音|观点|觀點|其)[一二三四五六七八九十0-9]{1,2})[:：]|第?[一二三四五六七八九十]{1,3}[、.．章节節部]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[、.．](?![0-9])|[之其][一二三四五六七八九十](?:$|[:：、 　])|[IVX]{1,5}\.(?:$| )|[①-⑳])"
)
_DECK_DASH = re.compile("(?:[—─―–]{1,3}|-{2,3})[ 　]?(?=[^\\s—─―–-])")
_RUN_IN_CAPS = re.compile(r"[A-ZÀ-ÖØ-Þ\"“][A-ZÀ-ÖØ-Þ0-9 ,.'’&\"”-]{2,60}?\.? ?[—–]{1,2} ?(?=\S)")
_RUN_IN_STOP = re.compile(r"[A-ZÀ-ÖØ-Þ][^.!?\n—–]{3,50}\. ?[—–]{1,2} ?(?=[A-ZÀ-ÖØ-Þ„\"“])")
_RUN_IN_STAR = re.compile(r"(?:\*|—|–|\(\*\)|⁂|☞|=) ?(?=[A-ZÀ-ÖØ-Þ„\"“])")
_OPENS = re.compile(
    r"[●◆▲■◇★※▶❖➤◎⊙]|[（(【〔\[]?(?:本报|本報|新华社|新華社|中新社|中央社)[^，。]{0,20}[讯訊电電]|[（(【〔\[](?:紧|緊)?(?:上接|下转|下轉)"
    r"|(?:□|■)[ 　]|(?:本版)?(?:责编|責編|责任编辑|責任編輯|美编|版式)"
)
_HAN = re.compile(f"[{HAN}]")
LATIN_CAPS = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_LATIN_SMALL = re.compile(r"[a-zà-öø-ÿſ]")
_INSET = re.compile(
    r"(?:【|〖|\[|[■●◆□▲★◎][ 　]?)?(编者按|編者按|编者的话|編者的話|编后|編後|编余|按语|按語|开栏的话|開欄的話|开栏语|核心阅读|核心提示|导语|阅读提示|内容提要|提要|新闻背景|背景链接|新闻链接|相关链接|链接|連結|"
    r"小贴士|小資料|小资料|名词解释|记者手记|記者手記|记者感言|短评|短評|点评|點評|评论员观察|资料链接|延伸阅读|人物简介|作者简介|专家名片|专家简介|名医简介|人物名片|结束语|编辑点评|专家点评|背景|制图|数据库|數據庫|资料库|資料庫|小档案|小檔案|小百科|小知识|小知識|话你知|話你知|新闻资料|新聞資料|数据)(?:】|〗|\])?[:：]?"
)
_PICTURED = re.compile(
    r"(?:图为|圖為|[图圖][:：]|图一|上图|上圖|下图|下圖|左图|左圖|右图|右圖|图[①-⑳1-9一二三四五六七八九][:：]|[▲↑↓←→△▼][^▲]{0,60}(?:[。．.]|摄|攝|图|圖)|[↑↓←→▼])"
)
_BODY = re.compile(
    rf"[{HAN}0-9“”·]{{1,10}}(?:中学|中學|小学|小學|大学|大學|学校|學校|学院|學院|幼儿园|幼兒園|医院|醫院|银行|銀行|支行|公司|集团|集團|法院|检察院|檢察院|公安局|派出所|支队|支隊|大队|大隊|总队|供电公司|博物馆|图书馆|圖書館|档案馆|檔案館"
    "|文化馆|委员会|委員會|协会|協會|商会|商會|街道|社区|社區|[省市县縣区區镇鎮乡鄉村][委府局院]|[局厅廳]|[省市县縣]|[镇鎮乡鄉村区區])"
)
_INSET_HEAD = re.compile(r"(?:【|〖|\[)?[^\s:：】〗]{2,8}(?:】|〗|[:：])")


def names_body(text: str) -> bool:
    """Whether a short Chinese line is nothing but the name of a body or place (`红岭中学`, `市档案馆`): a kicker's words."""
    return 3 <= len(text) <= 12 and bool(_BODY.fullmatch(text))


def in_label_brackets(text: str) -> bool:
    """Whether a short line stands wholly in the brackets of a column's name (`【城事】`, `〈浮生小記〉`)."""
    if not 4 <= len(text) <= 18 or "，" in text:
        return False
    pair = text[0] + text[-1]
    return pair in {"【】", "〖〗", "〈〉", "［］"} or (pair in {"（）", "()"} and is_column_label(text[1:-1]))


def bullet_of(text: str) -> int:
    """How many characters a bullet (`◆`, `●`) at the head takes; 0 where there is none."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def is_crosshead(text: str) -> bool:
    """Whether a line is numbered as the headings inside an article are: `一、`, `（二）`, `3.`."""
    return len(text) <= 60 and bool(_CROSSHEAD.match(text))


def has_deck_dash(text: str) -> bool:
    """Whether a line opens with the dash of a deck (`——访…`)."""
    return len(text) <= 80 and bool(_DECK_DASH.match(text))


def run_in_head(text: str) -> bool:
    """Whether a paragraph opens with a head in capitals and a dash (`A LATE SWARM.—On Sunday`) or a star."""
    return bool(_RUN_IN_CAPS.match(text[:90]) or _RUN_IN_STOP.match(text[:90]) or _RUN_IN_STAR.match(text[:4]))


def caps_run_in(text: str) -> bool:
    """Whether a line opens with a head run in in capitals (`DÉCÈS. — Veuve Priol`)."""
    return bool(_RUN_IN_CAPS.match(text[:90]))


def opens_anew(line: str) -> bool:
    """Whether a printed line can only be the first of its paragraph."""
    return bool(_OPENS.match(line[:40]))


def inset_word(text: str) -> str | None:
    """The word that names an inset (编者按, 核心阅读, 链接) at the head of a text, else None."""
    match = _INSET.match(text[:14])
    if match is None:
        return None
    rest = text[match.end() :]
    named = match[0][-1] in ":：】〗]" or not rest or rest[0] in " 　\n"
    return match[1] if named else None


def opens_note(text: str) -> bool:
    """Whether a heading stands over an editor's note that leads into an article (编者按, 开栏的话)."""
    return len(text) <= 8 and text.strip("【】[]■● ").startswith(
        ("编者按", "編者按", "编者的话", "編者的話", "开栏的话", "開欄的話", "开栏语")
    )


def pictured(text: str) -> bool:
    """Whether a text speaks of the picture beside it (`图为…`, `↑…`)."""
    return bool(_PICTURED.match(text[:90]))


@lru_cache(maxsize=_KEPT)
def is_caps(text: str) -> bool:
    """Whether a Latin line is set in capitals."""
    upper = len(LATIN_CAPS.findall(text))
    return upper >= 3 and len(_LATIN_SMALL.findall(text)) * 8 <= upper


@lru_cache(maxsize=_KEPT)
def is_latin(text: str) -> bool:
    """Whether the words are in Latin letters rather than Chinese."""
    return _HAN.search(text, 0, 80) is None and any(c.isalpha() for c in text[:80])


def is_short(text: str) -> bool:
    """Whether a line has the length of a headline: 40 Chinese characters, or 12 words in Latin letters."""
    if is_latin(text):
        return len(text) <= 100 and len(text.split()) <= 16
    return len(text) <= 42


_INITIAL = re.compile(r"\b(?:[A-Z]\.|(?:Mr|Mrs|Ms|Dr|Rev|St|Jr|Esq|No)\.)")
_LONG_HEAD = 10
_MOST_PARTS = 3
_INNER_STOP = re.compile("[。！？；;].")
_SPACED = re.compile(rf"[{HAN}”’》」）)0-9][ 　\u00a0]{{1,4}}[{HAN}“‘《「（(0-9]")


def is_row(text: str) -> bool:
    """Whether a line is a row of figures (`London 8 T. 20,39 20,385`)."""
    figures = sum(map(str.isdigit, text))
    return figures > 3 and figures > sum(map(str.isalpha, text)) and is_latin(text)


# What somebody said, told by the mark inside the quotation that goes on (`“……，”他说`), or by the word and mark behind it.
_SPEECH = re.compile("[。，,！？!?；;…][”」』](?=[^ 　])|[”」』][^”」』]{1,12}[说說道][，,：:]")


@lru_cache(maxsize=_KEPT)
def head_shaped(text: str) -> bool:
    """Whether a line could be a headline by its words: short, no full stop inside or at its end."""
    if not text or not is_short(text) or is_row(text) or "...." in text:
        return False
    latin = is_latin(text)
    if latin and (text[0].islower() or (len(text.split()) > _LONG_HEAD and asks_for_more(text) and not is_caps(text))):
        return False
    if _INNER_STOP.search(text[:-1]) and not (latin and (is_caps(text) or is_title_case(text) or _one_semicolon(text))):
        return False
    if not latin and text[-2:-1] == "。" and _HAN.match(text[-1]):
        return False
    if latin:
        return is_caps(text) or ((not is_complete(text) or _stopped_head(text)) and text[-1] not in ",;:-—⸗¬=")
    if _SPEECH.search(text):
        return False
    if text[-1] in "”’」』" and text[-2:-1] in "。；，" and len(text) > 2:
        return False
    return text[-1] not in "。，、；;,：:．★☆" and text[:1] not in "，。、；：,.;:）)】」』”’"


def _one_semicolon(text: str) -> bool:
    """Whether the only mark inside a Latin line is a semicolon, as decks have (`Parents fill gym; closing would cost more`)."""
    return text.count(";") == 1 and not is_complete(text) and not any(mark in text for mark in "!?")


def _stopped_head(text: str) -> bool:
    """Whether a Latin line that ends with a mark is display type all the same: capitals on its words, no sentence in it."""
    words = text.split()
    if is_briefs(text) or is_column_label(text) or is_notice_title(text):
        return True
    return 2 <= len(words) <= 12 and is_title_case(text) and ". " not in text and not _INITIAL.search(text)


_TRADITIONAL = frozenset(
    "國學會來時們個這說過對與為從開關發點萬後東馬車長門問間見親觀電報訊貴買賣質資錢鐵銀灣縣鄉鎮區廳處員兩婦輪強實應當將樣產業經濟農機場黨書記頭題風飛魚鳥麥黃齊齒龍無異應該選舉辦動員單協廣慶"
)


def is_traditional(text: str) -> bool:
    """Whether Chinese words are in traditional characters."""
    return not _TRADITIONAL.isdisjoint(text)


def two_part(text: str) -> bool:
    """Whether a Chinese headline is set in parts with blanks between."""
    return bool(_SPACED.search(text))


def in_many_parts(text: str) -> bool:
    """Whether a Chinese line has more parts, set apart by blanks, than headlines have: a text whose stops are blanks."""
    parts = text.split()
    return not is_latin(text) and len(parts) > _MOST_PARTS and len({len(part) for part in parts}) > 1


_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "but",
        "as",
        "is",
        "it",
        "its",
        "into",
        "over",
        "up",
        "out",
        "off",
        "per",
        "vs",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "et",
        "en",
        "au",
        "aux",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "und",
        "im",
        "am",
        "zu",
        "zur",
        "zum",
        "von",
        "für",
        "auf",
        "mit",
    ]
)


def is_title_case(text: str) -> bool:
    """Whether most longer words of a Latin line open with a capital (`Mayor Says Bridge Will Open Friday`)."""
    words = [w for w in text.split() if w.lower() not in _SMALL_WORDS and w[:1].isalpha()]
    return bool(words) and sum(w[0].isupper() for w in words) * 5 >= len(words) * 4

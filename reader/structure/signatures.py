"""Signatures: the name, place or date that closes a letter, poem, notice or article."""

from __future__ import annotations

import re

from reader.domain.text import is_han
from reader.structure.bylines import Person, bare_names, byline_line, inner
from reader.structure.endings import is_complete
from reader.structure.names import HAN, has_surname, is_han_name, is_latin_name
from reader.structure.shapes import is_caps, is_latin

_CLOSING = re.compile(
    r"(?:I (?:am|remain|have the honour)|We (?:are|remain)|Yours|Believe me|Your (?:obedient|humble|constant)|Faithfully|Respectfully|Ihr |Hochachtungsvoll|Mit (?:freundlich|deutſch|deutsch|vorzüglich)|Ergebenſt|Ergebenst|Agréez|Veuillez agréer|Recevez|此致|敬礼|敬禮|順頌|顺颂|特此(?:通告|公告|声明|聲明|通知|公示|周知|更正|致歉)(?=[。！!]?$))(?:[^.!?。！？]|&c\.|etc\.){0,80}[,.，!！]?$"
)
_LETTER_END = re.compile(
    r"(?:Yours|I am|I remain|We are|We remain|Believe me|Ihr |Ihre |Recevez|Agréez|Veuillez)(?:[^.!?]|&c\.|etc\.){0,60},$"
    r"|Yours[^!?]{0,30}(?:etc|&c)\.,$|(?:此致|敬上|专此|專此)[^。]{0,10}，$"
)
# The good wishes that close a Chinese letter, printed without a full stop.
_WISHES = re.compile("(?:即|此|順|顺|敬|並|并)[頌颂請请][^。，,、 ]{0,3}[祺安綏绥祉禧]$")
_INITIALS = re.compile(
    r"[—–-]{0,2} ?(?:(?:[A-ZÀ-ÖØ-Þ]|(?<=\. )[vzd])\. ?){1,4}(?:[A-ZÀ-ÖØ-Þ][\w'-]{1,20}\.?)?|[—–-]{0,2} ?\(?[A-Z]{1,3}\)?"
)
_DATE_LINE = re.compile(
    rf"[（(]?(?:[12][0-9]{{3}}|[一二〇○零三四五六七八九]{{4}}|民[国國].{{1,4}}|[0-9]{{2}})[ 　]?年[ 　]?[{HAN}0-9]{{1,3}}[ 　]?月(?:[ 　]?[{HAN}0-9]{{1,3}}[ 　]?[日号號])?[）)]?"
    r"|[（(]?[一二三四五六七八九十元正]{1,3}月[一二三四五六七八九十初廿卅]{1,4}[日號号]?[）)]?"
)
_BODY_NAME = re.compile(rf"[{HAN}（）() 　·、0-9A-Z]{{3,40}}")
_OFFICE = re.compile(
    r"(?:大队|大隊|支队|中队|总队|派出所|社区|居委会|村委会|幼儿园|医院|醫院|公司|委员会|委員會|局|部|院|厅|廳|处|處|办公室|辦公室|中心|学校|學校|大学|大學|银行|銀行|社|会|會|厂|廠|政府|法院|所|站|店|行|协会|協會|集团|筹备处|编辑部|啓|启|啟|謹啟|谨启|敬启|全体|全體|同启|路局|商號|宣|會館|会馆|公會|公会|同鄉會|宗祠|宗親會)$"
)
_DWELLER = re.compile("(?:居民|读者|讀者|市民|村民|学生|學生|家长|家長|街坊|教師|教师|工人|农民|農民|苦主)$")
_BODY_END = re.compile("(?:厂|廠|校|社|村|街|局|院|店|队|隊|中学|中學|大学|大學|公司|机关|工会|部队)$")
_NUMERALS = frozenset("一二三四五六七八九十上中下完图圖左右前後后")
_FROM_PLACE = re.compile(rf"[（(]?([{HAN}]{{2,10}})[ 　]{{1,3}}([{HAN}]{{1,2}}(?:[ 　]?[{HAN}]{{1,2}}))[）)]?")


def is_closing(text: str) -> bool:
    """Whether a line is the formula that closes a letter (`I am, Sir, yours obediently,`)."""
    return len(text) <= 120 and bool(_CLOSING.match(text))


def closes_letter(text: str) -> bool:
    """Whether a text ends with the words before a signature (`…of us.—Yours, etc.,`)."""
    if _WISHES.search(text, max(0, len(text) - 12)):
        return True
    return text[-1:] in ",，" and bool(_LETTER_END.search(text, max(0, len(text) - 80)))


def is_date_line(text: str) -> bool:
    """Whether a line is nothing but a full date, as under a notice."""
    return len(text) <= 24 and bool(_DATE_LINE.fullmatch(text))


def is_office(text: str) -> bool:
    """Whether a line reads as the body that issues a notice (`晚汀市自来水公司`)."""
    return len(text) <= 40 and not is_complete(text) and bool(_BODY_NAME.fullmatch(text) and _OFFICE.search(text))


def signed_by(text: str) -> list[Person] | None:
    """The people a closing line names (`（墨耕）`, `（大榕庄 古炳輝）`, `K. H.`, `EMILE ZOLA.`); None: no signature."""
    if not text or len(text) > 60:
        return None
    if is_latin(text):
        return _latin_signature(text)
    start, end = inner(text)
    bracketed = start > 0
    placed = _FROM_PLACE.fullmatch(text)
    of_body = placed is not None and bool(_BODY_END.search(placed[1])) and has_surname("".join(placed[2].split()))
    if placed is not None and (bracketed or of_body or _DWELLER.search(placed[1])) and not has_surname(placed[1]):
        name = "".join(placed[2].split())
        return [Person(name, None, placed.start(2), placed.end(2))]
    people = bare_names(text)
    if people and (bracketed or (len(people) == 1 and (len(text) <= 3 or has_surname(people[0].name)))):
        return people
    if bracketed and end - start <= 4 and (is_han_name(text[start:end]) or is_mark_name(text)):
        return [Person(text[start:end], None, start, end)]
    return None


def is_mark_name(text: str) -> bool:
    """Whether a line is one character in brackets, as a daily comment was signed (`（冷）`)."""
    return len(text) == 3 and text[0] + text[-1] in {"（）", "()"} and is_han(text[1]) and text[1] not in _NUMERALS


def _latin_signature(text: str) -> list[Person] | None:
    words = text.strip(" ()—–-")
    bare = words if len(words.rstrip(".").rsplit(" ", 1)[-1].rsplit(".", 1)[-1]) < 2 else words.rstrip(".")
    placed = _NAME_PLACE.fullmatch(words) if len(words) <= 46 else None
    if placed is not None and is_latin_name(placed[1]) and not _ARTICLE.match(placed[1]):
        return [Person(placed[1], None, text.index(words), text.index(words) + len(placed[1]))]
    if (
        len(words) > 46
        or not words[:1].isupper()
        or "," in words.rstrip(",")
        or (_ARTICLE.match(words) and not is_caps(words))
    ):
        return None
    if (
        _INITIALS.fullmatch(text)
        or is_caps(words)
        or (text[0] in "—–-" and is_latin_name(words))
        or (is_latin_name(bare) and len(bare.split()) >= 2)
    ):
        low = text.index(words)
        return [Person(bare, None, low, low + len(bare))]
    return None


def is_dweller(text: str) -> bool:
    """Whether a short line names the writer of a letter by what he is (`大埔 一名中五學生`)."""
    return len(text) <= 16 and not any(c in text for c in "，,。") and bool(_DWELLER.search(text))


def is_placed_name(text: str) -> bool:
    """Whether a Latin line is a name with a place (`Karl Lüders, Vegesack`), as letters are signed."""
    match = _NAME_PLACE.fullmatch(text) if len(text) <= 46 else None
    return match is not None and is_latin_name(match[1])


def body_respects(text: str) -> list[Person]:
    """The body that signs a letter with the formula of the time (`私立育德中學校啟`); [] where a line is none."""
    text = _DATED_AFTER.sub("", text)
    match = _BODY_RESPECTS.fullmatch(text) if len(text) <= 24 else None
    return [Person(match[1], None, match.start(1), match.end(1))] if match else []


def letter_role(text: str) -> list[Person] | None:
    """`读者 穆长庚`: a signature that names what its writer is, under a letter."""
    people = byline_line(text)
    return people if people and all(p.role in {"读者", "讀者", "作者"} for p in people) else None


_LETTER = re.compile(
    r"(?:SIR|Sir|Dear Sir|Mr\. Editor|(?:TO THE EDITOR|To the [Ee]ditor)\b|Gentlemen|Dear Editor|Editor [A-Z][\w-]{1,20}(?: [A-Z]\w{1,14})?[:,]|Geehrte|Sehr geehrte|Verehrliche|Monsieur|Messieurs|编辑同志|編輯先生|编辑先生|主筆先生|主编|記者先生|编辑部|[^，。]{0,6}(?:先生|同志|女士|小姐)(?:大鑒|台鑒|惠鑒|[:：]))"
)
_ARTICLE = re.compile("(?:Les?|La|Une?|Des|Du|The|An?|Der|Die|Das|Eine?) ")
_NAME_PLACE = re.compile(
    r"((?:[A-ZÀ-ÖØ-Þ][\w'.-]{0,14} ){1,2}[A-ZÀ-ÖØ-Þ][\w'-]{1,16}), ([A-ZÀ-ÖØ-Þ][\w'-]{2,20}(?: [A-Z0-9][\w.'-]{0,14}){0,2})\.?"
)
_DATED_AFTER = re.compile(rf"[ 　]{{1,3}}[{HAN}0-9]{{1,3}}月[{HAN}0-9]{{1,3}}[日號号]?$")
_BODY_RESPECTS = re.compile(rf"([{HAN}]{{4,20}}?)(?:謹啟|谨启|謹啓|敬啟|敬启|敬啓|同啟|同啓|啟|启|啓|謹白|谨告|謹告)")
_RESPECTS = re.compile(
    rf"(?:([{HAN}]{{2,10}}?)[ 　]{{1,3}})?[父母兄弟姊妹夫妻子女男孫孙]?([{HAN}]{{2,4}}?)(?:謹啟|谨启|謹啓|敬啟|敬启|敬啓|啟|启|啓|拜啟|泣啟|泣启|頓首|顿首|謹上|谨上|敬上|鞠躬|叩|謹白|白|謹具|具)"
)


_LETTER_FORM = re.compile(rf"([{HAN}]{{2,3}})上|([{HAN}]{{2,8}}?)(?:谨上|謹上|敬上|拜上|手啟|手启|谨启|謹啟|叩)")


def letter_formula(text: str) -> list[Person]:
    """Who signs a Chinese letter with its formula (`學徒某上`); [] where a short line has none."""
    match = _LETTER_FORM.fullmatch(text) if len(text) <= 12 else None
    group = 1 if match is not None and match[1] else 2
    return [Person(match[group], None, match.start(group), match.end(group))] if match else []


def opens_letter(text: str) -> bool:
    """Whether a text begins as letters to the editor do."""
    return bool(_LETTER.match(text))


def respects(text: str) -> list[Person] | None:
    """`茂記餅家 章守一謹啟`: a signature with the formula of the time; None where a line is none."""
    text = _DATED_AFTER.sub("", text)
    match = _RESPECTS.fullmatch(text) if len(text) <= 30 else None
    return [Person(match[2], None, match.start(2), match.end(2))] if match else None

"""Continuation marks: where a text comes from and goes on, in all the forms papers print them."""

from __future__ import annotations

import re
from typing import NamedTuple

FROM, ON = "continuation_from", "continuation_on"
# What `page_label` gives for `back page`: the last page, whatever its label.
LAST = "last"


class Mark(NamedTuple):
    """A continuation mark in the words `[start, end)`; `page` is the page as printed, or the words of the mark."""

    role: str
    start: int
    end: int
    page: str
    label: str | None


_NUM = "[0-9０-９一二三四五六七八九十廿百A-Za-zＡ-Ｚａ-ｚ〇零]"
_ZH = re.compile(
    r"[（(【〔\[][ 　]{0,2}(?P<verb>(?:紧|緊)?(?:上接|接上|承接|上承|接自)|紧接|緊接|接|下转|下轉|下接|转入|轉入|转|轉|续见|續見|未完[，,、 ]?(?:下)?(?:转|轉|接)|文接|文转|文轉|全文(?:转|轉))"
    rf"(?P<page>[ 　]?(?:本报|本報)?第?[ 　]?{_NUM}{{1,4}}(?:[-—·]{_NUM}{{1,3}})?[ 　]?(?:[版面頁页张張]|(?<=[A-Za-z][0-9])|(?<=[A-Za-z][0-9][0-9]))(?:[^）)】〕\]（(]{{0,12}}?)?)[。.]?[ 　]{{0,2}}[）)】〕\]]"
)
_ZH_BARE = re.compile(
    rf"(?P<verb>(?:紧|緊)?上接|下转|下轉)(?P<page>[ 　]?第?[ 　]?{_NUM}{{1,4}}[ 　]?[版面頁页](?:右上|右下|左上|左下|上|下|中)?)"
)
_ZH_SERIAL = re.compile(
    r"[（(【〔\[][ 　]{0,2}(?P<word>未完(?:待[续續])?|待[续續]|[续續]完|完|全文完|[续續](?:前|昨|上期|一|二|三|四|五|六|七|八|九|十)?|上[续續]|接昨|接前)[）)】〕\]]"
)
_ZH_PAGE = re.compile(rf"第?[ 　]?({_NUM}{{1,4}}(?:[-—·]{_NUM}{{1,3}})?)[ 　]?[版面頁页张張]")
_BARE_LABEL = re.compile("([A-Za-z][0-9]{1,2})")
_COMING = ("上接", "接上", "承接", "上承", "接自", "紧接", "緊接", "文接", "紧上", "緊上")
_TEN = "(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|[A-Z]?-?[0-9]{1,3}|[IVXLC]{1,6})"
_EN_PAGE = rf"(?:[Pp]age|PAGE|p\.|P\.|pp\.)[ ,]{{0,2}}(?:{_TEN})(?:, ?(?:[Cc]ol(?:umn)?\.?|COL\.?) ?{_TEN})?"
_EN_ORDINAL = "(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|back|front|preceding|next|opposite|1st|2nd|3rd|[4-8]th) page"
_EN = re.compile(
    rf"[(\[]?(?:\*{{1,3}} ?)?(?P<verb>(?:[Cc]ontinued|CONTINUED|[Cc]oncluded|CONCLUDED|[Cc]ont(?:'d|d)?\.?) (?:[Ff]rom|FROM|[Oo]n|ON|[Tt]o|TO|[Ii]n)|[Ss]ee|SEE|[Tt]urn [Tt]o|TURN TO|[Jj]ump to|From|FROM)"
    rf"(?: [A-Z][\w'-]{{1,20}},| [A-Z]{{3,20}},)? ?(?P<page>{_EN_PAGE}|{_EN_ORDINAL})[.)\]]{{0,3}}",
)
_EN_SERIAL = re.compile(
    r"[(\[](?P<word>To be [Cc]ontinued|TO BE CONTINUED|To be [Cc]oncluded|Continued from (?:our|last|yesterday)[^)\]]{0,30})[^)\]\n]{0,20}[)\]]"
)
_DE_WORD = "(?:Schlu(?:ß|ss|ſs|ſſ|sz)|Fortſetzung|Fortsetzung|FORTSETZUNG|SCHLUSS)"
_DE = re.compile(
    rf"[(\[]? ?(?P<verb>{_DE_WORD}(?: des [^\n()]{{1,40}}?)?(?: von| auf| aus| in der| im| ſiehe| siehe| s\.)?) ?(?P<page>(?:der )?(?:Seite|S\.|Blatt|Bl\.) ?[0-9A-Z]{{1,3}}(?:,? Spalte [0-9])?|(?:nächſten|nächsten|erſten|ersten|zweiten|dritten|vierten|folgenden|vorigen|vorhergehenden) (?:Seite|Blatt)e?s?|(?:zweiten |erſten |ersten )?(?:Beilage|Beiblatt|Hauptblatt)) ?[.)\]]{{0,3}}"
)
_DE_SERIAL = re.compile(
    rf"[(\[] ?(?P<word>(?:\d{{1,3}}\. ?)?{_DE_WORD}(?: und Schlu(?:ß|ss|ſs))?(?: folgt| des [^()\[\]\n]{{1,50}}| aus [^()\[\]\n]{{1,40}})?) ?\.? ?[)\]]"
)
_DE_ALONE = re.compile(rf"((?:\d{{1,3}}\. ?)?{_DE_WORD}(?: folgt)?)[ .]{{0,2}}")
_FR = re.compile(
    r"(?:[(\[]|[→►▶] ?)(?P<verb>(?:(?:Voir|Lire|Lisez|Voyez) (?:notre |la )|La )?[Ss]uite(?: et fin)?(?: en| à la| de la| page)|Suite de la|(?:Voir|Lire)(?: la)? suite(?: en| à la| page)?) ?(?P<page>(?:page |p\. ?)?(?:[0-9]{1,2}|première|deuxième|troisième|quatrième|seconde|1re|[2-8]e)(?: page)?)(?:[.)\]]{1,3}|$)"
)
_FR_SERIAL = re.compile(
    r"[(\[](?P<word>(?:Suite|SUITE)(?: (?:et|ET) (?:fin|FIN))?|[AÀ] ?(?:suivre|SUIVRE)|(?:La suite|LA SUITE) [^()\[\]\n]{1,40}|Fin|FIN)[ .]{0,2}[)\]]|(?P<bare>[AÀ] suivre)\.$"
)
_CROSS = re.compile(r"相关|相關|报道见|報導見|全文|详见|詳見|另见|图片|圖片|评论|評論|见第|見第|刊第|载第")
# `Seite 3: Kommentar`, `● Leader comment – page 12`, `Lire page 5`: another piece, elsewhere.
_REFERS = re.compile(
    r"[►▶●•→>(\[*-]{0,2} ?(?:(?:[Ss]eite|SEITE|[Pp]age|PAGE|S\.|[Pp]\.) ?[A-Z]?[0-9]{1,3} ?: ?[^.!?]{3,50}"
    r"|(?:(?:[Ll]ire|[Vv]oir|[Ss]ee|[Ss]iehe|[Mm]ehr|[Mm]ore|[Ff]ull [Ss]tory|[Ss]tory|[Rr]eport|[Bb]ericht|[Kk]ommentar|[Ll]eitartikel|[Ll]eader(?: [Cc]omment)?|[Cc]omment|[Ee]ditorial|[Ii]nterview|[Ii]nformations?|[Nn]os informations|[Ss]port|[Pp]ictures?|[Dd]etails)[^.!?0-9]{0,30}?)"
    r"(?:(?:on|auf|en|à|in|–|—|,|:) ?)?(?:[Ss]eite|SEITE|[Pp]ages?|PAGE|S\.|[Pp]\.) ?[A-Z]?[0-9]{1,3}(?: ?(?:-|–|and|und|et|,) ?[0-9]{1,3})?)[.)\]]{0,2}"
)
_MAYBE = re.compile(
    r"[接转轉承续續完]|[Pp]age|PAGE|[Cc]ont|CONT|CONC|[Ss]chlu|Fort[sſ]|FORT|SCHLU|[Ss]uite|SUITE|suivre|SUIVRE|FIN|Fin\b"
)


def marks_in(text: str) -> list[Mark]:
    """The continuation marks in the words, in order; cross-references (`（相关报道见第三版）`) are none."""
    if not _MAYBE.search(text):
        return []
    found: list[Mark] = []
    for finder in (_chinese, _english, _german, _french):
        for mark in finder(text):
            if not any(m.start < mark.end and mark.start < m.end for m in found):
                found.append(mark)
    return sorted(found, key=lambda mark: mark.start)


def refers_to_page(text: str) -> bool:
    """Whether a line only points to another piece and its page (`Seite 3: Kommentar`), which continues nothing."""
    return bool(_REFERS.fullmatch(text)) and not marks_in(text)


def _chinese(text: str) -> list[Mark]:
    found = []
    for match in _ZH.finditer(text):
        if not _CROSS.search(match[0]):
            found.append(_page_mark(FROM if _comes(match["verb"]) else ON, match, match["page"]))
    if not found:
        for match in _ZH_BARE.finditer(text):
            if match.start() == 0 or match.end() == len(text):
                found.append(_page_mark(FROM if _comes(match["verb"]) else ON, match, match["page"]))
    for match in _ZH_SERIAL.finditer(text):
        word = match["word"]
        if match.end() == len(text) or match.start() == 0:
            if word in {"完", "全文完", "续完", "續完"}:
                continue
            role = ON if word.startswith(("未完", "待")) else FROM
            found.append(Mark(role, match.start(), match.end(), word, None))
    return found


def _comes(verb: str) -> bool:
    return verb == "接" or verb.startswith(_COMING)


def _page_mark(role: str, match: re.Match[str], page: str) -> Mark:
    words = page.strip(" 　,.")
    return Mark(role, match.start(), match.end(), words, page_label(words))


def _english(text: str) -> list[Mark]:
    found = []
    for match in _EN.finditer(text):
        verb = match["verb"].lower()
        alone = match.start() == 0 or match.end() == len(text)
        bracketed = match[0][0] in "(["
        if verb in {"see", "from", "turn to", "jump to"} and not (
            alone and (bracketed or match.end() - match.start() == len(text))
        ):
            continue
        if alone or bracketed:
            found.append(_page_mark(FROM if verb.endswith("from") else ON, match, match["page"]))
    for match in _EN_SERIAL.finditer(text):
        role = ON if match["word"].lower().startswith("to be") else FROM
        found.append(Mark(role, match.start(), match.end(), match[0].strip("()[]. "), None))
    return found


def _german(text: str) -> list[Mark]:
    found = []
    alone = _DE_ALONE.fullmatch(text) if len(text) <= 40 else None
    if alone is not None:
        role = ON if alone[1].endswith("folgt") else FROM
        return [Mark(role, 0, len(text), alone[1].strip(), None)]
    for match in _DE.finditer(text):
        if match.start() == 0 or match.end() == len(text) or match[0][0] in "([":
            verb = match["verb"]
            role = FROM if verb.endswith((" von", " aus")) or (" des " in verb and match.start() == 0) else ON
            if role == ON and match.start() == 0 and match.end() < len(text):
                role = FROM
            found.append(_page_mark(role, match, match["page"]))
    for match in _DE_SERIAL.finditer(text):
        word = match["word"]
        coming = not word.endswith("folgt")
        if any(m.start < match.end() and match.start() < m.end for m in found):
            continue
        found.append(Mark(FROM if coming else ON, match.start(), match.end(), word.strip(), None))
    return found


def _french(text: str) -> list[Mark]:
    found = []
    for match in _FR.finditer(text):
        words = match["verb"].lower()
        role = FROM if "de la" in words and not words.startswith("voir") else ON
        if match.start() == 0 and match.end() < len(text):
            role = FROM
        found.append(_page_mark(role, match, match["page"]))
    for match in _FR_SERIAL.finditer(text):
        word = match["word"] or match["bare"]
        lower = word.lower()
        if lower == "fin":
            continue
        coming = lower.startswith("suite")
        alone = match.start() == 0 or match.end() == len(text)
        if alone and not any(m.start < match.end() and match.start() < m.end for m in found):
            found.append(Mark(FROM if coming else ON, match.start(), match.end(), word.strip(), None))
    return found


_NAMED = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
    "sixth": "6", "seventh": "7", "eighth": "8", "front": "1", "1st": "1", "2nd": "2", "3rd": "3", "première": "1",
    "1re": "1", "deuxième": "2", "seconde": "2", "2e": "2", "troisième": "3", "3e": "3", "quatrième": "4", "4e": "4",
    "last": LAST, "back": LAST, "ersten": "1", "erſten": "1", "zweiten": "2", "dritten": "3", "vierten": "4",
}  # fmt: skip
_HAN_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_PAGE_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9]{1,12}")
_FOLD = str.maketrans("０１２３４５６７８９ＡＢＣＤＥＦＧＨ", "0123456789ABCDEFGH")


def page_label(words: str) -> str | None:
    """The page of printed words in one form for all scripts: `第一版` and `Page One` give `1`, `A03版` gives `A3`."""
    match = _ZH_PAGE.search(words) or _BARE_LABEL.fullmatch(words)
    if match is not None:
        return same_label(match[1])
    for word in _PAGE_WORD.findall(words):
        lower = word.lower()
        if lower in _NAMED:
            return _NAMED[lower]
        if any(c.isdigit() for c in word):
            return same_label(word)
    return None


_LABEL = re.compile(r"([A-Z]{0,2})-?0{0,3}([0-9]{1,4})")


def same_label(label: str) -> str:
    """A page label in a form fit for comparing: Arabic digits, no leading zeros (`A03` → `A3`, `二` → `2`)."""
    folded = label.translate(_FOLD).strip().upper()
    if folded and all(c in _HAN_DIGITS or c in "十廿百" for c in folded):
        return str(_han_number(folded))
    match = _LABEL.fullmatch(folded)
    return match[1] + match[2] if match else folded


def _han_number(text: str) -> int:
    total, digit = 0, 0
    for char in text:
        if char in "十廿":
            total, digit = total + (2 if char == "廿" else max(digit, 1)) * 10, 0
        elif char == "百":
            total, digit = total + max(digit, 1) * 100, 0
        else:
            digit = digit * 10 + _HAN_DIGITS[char] if digit and total == 0 else _HAN_DIGITS[char]
    return total + digit

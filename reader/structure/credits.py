"""Photo credits: who took the picture, on a line of its own or at the end of a caption."""

from __future__ import annotations

import re

from reader.structure.bylines import Person, byline_line, inner, people_in
from reader.structure.endings import is_complete
from reader.structure.names import HAN, has_surname, is_han_name, name_spans

_SHOT = "(?:摄影报道|攝影報導|摄影|攝影|摄|攝|供图|供圖|制图|製圖|绘图|漫画|漫畫|插图|插圖|[绘繪]|图文|圖文|[图圖文摄攝] ?[/／] ?[文图圖摄攝]影?|图|圖)"
_LINE = re.compile(
    rf"[（(【\[]?.{{0,50}}?{_SHOT}[。.]?(?:[（(](?:[^（()）]{{0,14}})[）)])?[）)】\]]?(?:[（(](?:[^（()）]{{0,14}})[）)])?"
)
_SENT = re.compile(
    rf"[（(][{HAN}]{{2,12}}(?:提供|供图|供圖|惠图)[）)]|[（(]?(?:图片|照片|本版图片|本组图片|本文图片)均?[由为][^（()）。，,]{{2,24}}(?:提供|供图|拍摄|摄)[）)]?|[（(]?(?:新华社|新華社|中新社|本报|本報|资料图片|資料圖片|资料照片|资料图|影像中国|人民视觉|视觉中国|IC photo|人民图片)(?:发|發|稿|图|供图|资料图片|资料照片|记者)?(?:[（(]([{HAN} 　、·]{{2,14}}?)(?:摄|攝)?(?:影)?[）)]|)[）)]?"
)
_TASK_FIRST = re.compile(
    rf"(?:[图圖文摄攝影]{{1,2}} ?[/／、] ?[文图圖摄攝影]{{1,2}}|[图圖文]{{1}}|摄影|攝影|供图|图片来源|图源|圖源|资料图片|图片)[:：／/ 　]{{1,3}}([{HAN} 　、·]{{2,20}})"
)
_DRAWN = re.compile(rf"[（(]?([{HAN}]{{2,4}})[ 　]?[图圖画畫][ 　/／、，,]{{1,2}}([{HAN}][ 　]?[{HAN}]{{1,3}}?)(?:[ 　]?[文诗詩])?[）)]?")
_TAIL = re.compile(
    rf"(?:(?<=[。！？!?”」）)])|[ 　])[（(]?(?:(?:本报|本報|新华社|新華社|中新社)?[ 　]?(?:[{HAN}]{{0,4}}(?:记者|記者)|通讯员|通訊員|实习生|摄影师)[ 　]?)?[{HAN}]{{1,4}}(?:[ 　、]{{1,2}}[{HAN}]{{1,4}}){{0,3}}[ 　]?(?:摄影报道|攝影報導|摄影|攝影|摄|攝|文/图|文／图|图/文|图／文|供图)[。]?[）)]?(?:[（(][^（()）]{{1,14}}[）)])?$"
)
_WEST_BY = re.compile(
    r"[—–-]{0,2} ?[\[(]?(?:[A-Z][\w' -]{2,30} )?(?:[Pp]hoto(?:graph)?s?|[Pp]icture|[Dd]rawing|[Ss]ketch|Cliché|Aufnahme|Foto|Zeichnung)(?: by| BY| de| von|:) ([^\n()]{2,40}?)[.)\]]{0,3}"
)
_WEST_TAIL = re.compile(
    r"(?<=[.!?”\")]) ?([\[(]?(?:Photos?|Photograph|Picture|Foto|Aufnahme|Photographie)(?: by| BY| von| de|:) [A-ZÀ-Þ][\w' .-]{2,36}[)\]]?)\.?$"
)
_WEST_BARE = re.compile(r"(?:PHOTOS?|FOTOS?|©) ?:? ?([A-ZÀ-Þ][\w'’-]{1,20}(?: [A-ZÀ-Þ][\w'’-]{1,20}){1,3})")
_WEST = re.compile(
    r"[\[(]?(?:Photo(?:graph)?s?(?: by)?|Cliché|Phot\.|Aufnahme|Photo:|Drawn by|Foto|PHOTOS?|FOTOS?|©)[ :.]{1,2}[^\n]{2,50}[\])]?"
)


def credit_line(text: str) -> list[Person] | None:
    """The photographers where a whole line is a photo credit; [] where it names none; else None."""
    if not text or len(text) > 70:
        return None
    west = _WEST_BY.fullmatch(text)
    if west is not None:
        name = west[1].rstrip(".")
        return [Person(name, None, west.start(1), west.start(1) + len(name))]
    bare = _WEST_BARE.fullmatch(text)
    if bare is not None:
        return [Person(bare[1], None, bare.start(1), bare.end(1))]
    if _WEST.fullmatch(text):
        return []
    sent = _SENT.fullmatch(text)
    if sent is not None:
        names = name_spans(text, sent.start(1), sent.end(1)) if sent[1] else []
        return [Person(n, None, a, b) for n, a, b in names or []]
    first = _TASK_FIRST.fullmatch(text.strip("（()）"))
    if first is not None:
        return _named_after_task(text)
    drawn = _DRAWN.fullmatch(text)
    if drawn is not None and all(has_surname("".join(drawn[g].split())) for g in (1, 2)):
        pairs = [(drawn.start(g), drawn.end(g)) for g in (1, 2)]
        return [Person("".join(text[a:b].split()), None, a, b) for a, b in pairs]
    if not _LINE.fullmatch(text):
        return None
    return byline_line(_without_agency(text)) or None


def _named_after_task(text: str) -> list[Person] | None:
    people = byline_line(text)
    if people:
        return people
    start, end = inner(text)
    colon = max(text.find(c, start, end) for c in ":：")
    names = name_spans(text, colon + 1, end) if colon > 0 else None
    return [Person(n, None, a, b) for n, a, b in names] if names else None


def _without_agency(text: str) -> str:
    """`X 摄（影像中国）` without the bracket at the end."""
    if text[-1] in "）)" and text[0] not in "（(":
        at = max(text.rfind("（"), text.rfind("("))
        return text[:at] if at > 0 else text
    return text


_SENT_TAIL = re.compile(rf"(?<=[。！？”）)])[ 　]{{0,3}}((?:新华社|新華社|中新社)[发發][（(][{HAN} 　·、]{{2,12}}[摄攝][影]?[）)])$")


def credit_tail(text: str) -> int:
    """Where a photo credit at the end of a caption begins (`…早了六天。本报记者 乔木摄`); 0 where there is none."""
    tail = text[-60:]
    west = _WEST_TAIL.search(tail)
    if west is not None:
        return len(text) - len(tail) + west.start(1)
    sent = _SENT_TAIL.search(tail)
    if sent is not None:
        return len(text) - len(tail) + sent.start(1)
    match = _TAIL.search(tail)
    if match is None:
        return 0
    words = match[0].strip(" 　")
    people = byline_line(_without_agency(words)) if words else None
    if not people or not all(p.role or has_surname(p.name) or is_han_name(p.name) for p in people):
        return 0
    if not any(p.role for p in people) and words[-1] not in "摄攝影道導）)图文":
        return 0
    return len(text) - len(tail) + match.start()


def is_whole(text: str) -> bool:
    """Whether a text is at its end: a sentence ends, or a photo credit closes it."""
    return is_complete(text) or credit_tail(text) > 0


def photographers(text: str) -> list[Person]:
    """The people a credit names."""
    return credit_line(text) or people_in(text) or []

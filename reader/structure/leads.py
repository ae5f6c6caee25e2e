"""Opening credits (电头, datelines): agency, place, date and reporters at the head or tail of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from reader.structure.bylines import NO_PLACE, Person, bare_names, byline_line, people_in, reported_from
from reader.structure.names import HAN, has_surname

# So many answers are kept: the same lines are asked about by several rules.
_KEPT = 1024
Spot = tuple[str, int, int]


@dataclass
class Lead:
    """What an opening or closing credit states; each value with the stretch of the words it was read from."""

    start: int
    end: int
    agency: Spot | None = None
    place: Spot | None = None
    date: Spot | None = None
    people: list[Person] = field(default_factory=list)


_AGENCY = (
    "新华社|新華社|中新社|中新网|中央社|中通社|中国日报|央视新闻|人民网|参考消息网|国闻社|國聞社|申时电讯社|電通社|电通社|哈瓦斯社|路透社|路透电|美联社|美聯社|法新社|塔斯社|合众社|合眾社|联合社|聯合社|国际社|國際社|海通社|同盟社|路透電"
    f"|本报|本報|本刊|本网|本網|本台|本社|本市|本埠|[{HAN}]{{0,4}}(?:日报|日報|晚报|晚報|晨报|晨報|早报|早報|商报|時報|时报|快报|青年报|都市报)"
)
_NUMBER = "[0-9０-９一二三四五六七八九十廿卅]{1,3}"
_DATE = f"(?:{_NUMBER}月{_NUMBER}[日號号]|{_NUMBER}[日號号])"
_WIRE = "(?:专电|專電|急电|急電|电讯|電訊|专讯|專訊|特讯|特訊|综合消息|(?:綜合|综合)?(?:外電|外电)(?:報導|报道|報道)|消息|快讯|電|电|讯|訊)"
_OPENING = "（(【〔［[〖"
_CLOSING = "）)】〕］]〗"
_OPEN, _SHUT = re.escape(_OPENING), re.escape(_CLOSING)
_HEAD = re.compile(
    rf"[{_OPEN}▲△●■□◆★※◎○]{{0,2}}(?:据|據)?[ 　]?({_AGENCY})(?:记者[^，。]{{1,12}}?)?[ 　]?([{HAN}·、]{{0,14}}?)[ 　]?({_DATE})?[ 　]?(?:上午|下午|晚)?({_WIRE})"
)
_SPACED_NAME = re.compile(rf"[（(][{HAN}][ 　]{{1,3}}[{HAN}][）)]")
_PAPER = re.compile(rf"([{HAN}]{{2}}[讯訊])(?=[ 　（(“「])")
_PLACED = re.compile(rf"[▲△●■□◆★※◎○]?[ 　]?([{HAN}]{{2,10}}?)[ 　]?({_DATE})(?:专电|專電|急電|電|电|訊|讯)")
_BRACKETED = re.compile(
    rf"[{_OPEN}][ 　]?([{HAN}]{{2,10}}?)[ 　]?({_DATE})?(?:(?:上午|下午|午後|晚|夜)?[{HAN}]{{1,3}}[時时])?(?:通信|專函|专电|專電|專訊|电|電|訊|讯)[ 　]?[{_SHUT}]"
)
_PLAIN_WIRE = re.compile(
    rf"[{_OPEN}](?:特訊|特讯|專訊|专讯|本市消息|綜合(?:報導|外電|消息)|综合(?:报道|外电|消息)|外電|快訊|快讯)[{_SHUT}]"
)
_REPORT = re.compile(rf"[{_OPEN}]([^{_OPEN}{_SHUT}]{{2,60}})[{_SHUT}]")
_GLUED = re.compile(
    rf"(?:本报|本報|本刊)?(?:[驻駐][{HAN}]{{1,4}})?((?:特派|特约|特約)?(?:记者|記者))[ 　]?([{HAN}]{{4,7}}?)({_DATE})?(?:报道|報道|報導|摄影报道|電|电)"
)
_NEWS_WORD = frozenset("讯訊")
_BAD_AFTER = frozenset("员員息话話子视視影台力器网網脑腦信号號报報")
_AFTER = "[ 　:：—–-]{0,3}"


def chinese_lead(text: str) -> Lead | None:
    """The opening credit of a paragraph (`本报讯(记者 周禾)`, `新华社北京10月1日电`, `【大榕訊】`), else None."""
    head = text[:130]
    return _agency_lead(head) or _reporter_lead(head) or _placed_lead(head) or _sited_lead(text)


def _agency_lead(head: str) -> Lead | None:
    match = _HEAD.match(head)
    if match is None or head[match.end() : match.end() + 1] in _BAD_AFTER:
        return None
    if (match[2] or "").startswith(("記者", "记者")):
        return None
    wire = match[4]
    plain = not match[2] and not match[3]
    after = head[match.end() : match.end() + 1]
    if match[2] and not match[3] and after not in f"{_CLOSING}{_OPENING} 　:：—-":
        return None
    if (
        plain
        and wire not in {"讯", "訊", "快讯", "特讯", "特訊", "专讯", "專訊", "专电", "專電", "消息"}
        and not head.startswith(("据", "據"), match.start())
        and after not in f"{_CLOSING}{_OPENING} 　:：—-"
    ):
        return None
    own = match[1] in {"本刊", "本网", "本網", "本台", "本社", "本市", "本埠"} or match[1][-1] in "报報"
    whole = (
        plain
        and own
        and wire[-1] in _NEWS_WORD
    )
    agency = (match[1] + wire, match.start(1), match.end(4)) if whole else (match[1], match.start(1), match.end(1))
    lead = Lead(0, match.end(), agency, _spot(match, 2), _spot(match, 3))
    _take_people(head, lead, opened=head[:1] in _OPENING)
    return lead


def _take_people(head: str, lead: Lead, opened: bool) -> None:
    """Reporters after the wire word: inside the bracket that is open, or in a bracket of their own."""
    at = lead.end
    while at < len(head) and head[at] in " 　":
        at += 1
    if opened:
        close = next((n for n in range(at, len(head)) if head[n] in _CLOSING), -1)
        if close < 0:
            return
        lead.people = _people(head, at, close)
        lead.end = close + 1
        beside = None if lead.people else _REPORT.match(head, lead.end)
        if beside is not None and (people := _people(head, beside.start(1), beside.end(1))):
            lead.people, lead.end = people, beside.end()
        return
    match = _REPORT.match(head, at)
    if match is not None:
        people = _people(head, match.start(1), match.end(1))
        if people or len(match[1]) <= 12:
            lead.people, lead.end = people, match.end()
        return
    close = _unbracketed(head, at)
    if close:
        lead.people, lead.end = _people(head, at, close), close


def _unbracketed(head: str, at: int) -> int:
    """The end of reporters named without brackets and set off by a blank (`本报讯 记者张三报道 昨日…`); 0: none."""
    if not head.startswith(("记者", "記者", "通讯员", "通訊員", "实习生", "本报记者"), at):
        return 0
    for mark in ("报道", "報道", "報導", "摄影报道"):
        found = head.find(mark, at, at + 40)
        if found > 0 and byline_line(head[at : found + len(mark)]):
            return found + len(mark)
    return 0


def _people(head: str, start: int, end: int) -> list[Person]:
    reported = reported_from(head, start, end)
    low = start
    while low < end and head[low] in " 　/／":
        low += 1
    people = people_in(head, low, reported[0] if reported and reported[0] > low else end)
    if people is None:
        bare = bare_names(head[low:end])
        people = [Person(p.name, None, p.start + low, p.end + low) for p in bare] if bare else []
    return people


def _reporter_lead(head: str) -> Lead | None:
    """`【本報記者林曉帆／北垣報導】`, `（记者张三）`, `本报记者 张三 北京报道`: reporters first."""
    match = _REPORT.match(head)
    if match is None:
        return None
    start, end = match.span(1)
    glued = _GLUED.fullmatch(head, start, end)
    if glued is not None and (lead := _glued_lead(head, match, glued)) is not None:
        return lead
    reported = reported_from(head, start, end)
    people = people_in(head, start, reported[0]) if reported and reported[0] > start else people_in(head, start, end)
    if not people or not any(p.role for p in people):
        return None
    lead = Lead(0, match.end(), people=people)
    if reported and reported[2] > reported[1]:
        lead.place = (head[reported[1] : reported[2]], reported[1], reported[2])
    return lead


def _glued_lead(head: str, whole: re.Match[str], match: re.Match[str]) -> Lead | None:
    """`本報記者賀小菁螺門報道`: name and place without a sign between; None where no name can be told."""
    words, at = match[2], match.start(2)
    length = next((n for n in (3, 2) if len(words) - n >= 2 and has_surname(words[:n])), 0)
    if not length or words[length:] in NO_PLACE:
        return None
    person = Person(words[:length], match[1], at, at + length)
    place = (words[length:], at + length, match.end(2))
    return Lead(0, whole.end(), place=place, date=_spot(match, 3), people=[person])


def _placed_lead(head: str) -> Lead | None:
    """`【大榕訊】`, `（南京十六日電）`, `▲南京十六日電`: place first."""
    match = _BRACKETED.match(head) or _PLACED.match(head)
    paper = _PAPER.match(head) if match is None else None
    if paper is not None and paper[1][:2] not in {"短讯", "简讯", "快讯", "喜讯", "音讯", "通讯", "资讯"}:
        lead = Lead(0, paper.end(), agency=_spot(paper, 1))
        _take_people(head, lead, opened=False)
        return lead
    if match is None:
        plain = _PLAIN_WIRE.match(head)
        return Lead(0, plain.end()) if plain else None
    if match[1].endswith("社") and not match[2]:
        return Lead(0, match.end(), agency=_spot(match, 1))
    return Lead(0, match.end(), place=_spot(match, 1), date=_spot(match, 2))


_SITED = re.compile(rf"[▲△●■□◆★※◎○][ 　]?([{HAN}]{{2,4}})[ 　]")
_DATED_TAIL = re.compile(
    rf"[（(]({_DATE})(?:上午|下午|晚|午後|[{HAN}]{{1,3}}[时時])?[{HAN}]{{0,4}}?(?:专电|專電|急電|急电|电|電)[）)]$"
)


def _sited_lead(text: str) -> Lead | None:
    """`◎汴州　……（廿一日專電）`: a sign and the place before the text, the day and the wire behind it."""
    match = _SITED.match(text) if text[0] in "▲△●■□◆★※◎○" else None
    if match is None or not _DATED_TAIL.search(text[-20:].rstrip("。")):
        return None
    return Lead(0, match.end(), place=_spot(match, 1))


def _spot(match: re.Match[str], group: int) -> Spot | None:
    words = match[group]
    return (words, match.start(group), match.end(group)) if words else None


_TAIL_WIRE = re.compile(rf"(?:据|據)?({_AGENCY})[ 　]?([{HAN}·、]{{0,14}}?)[ 　]?({_DATE})?[ 　]?({_WIRE})")


@lru_cache(maxsize=_KEPT)
def chinese_tail(text: str) -> Lead | None:
    """The closing credit in brackets at the end of a text (`（本报岚陵3月21日电 记者方时雨）`), else None."""
    stripped = text.rstrip(" 　。")
    if not stripped or stripped[-1] not in _CLOSING:
        return None
    start = max(stripped.rfind(c, max(0, len(stripped) - 90)) for c in "（(【〔")
    if start < 0:
        return None
    low, high = start + 1, len(stripped) - 1
    match = _TAIL_WIRE.match(stripped, low)
    if match is not None and match.end() <= high and stripped[match.end()] not in _BAD_AFTER:
        whole = not match[2] and not match[3] and match[4][-1] in _NEWS_WORD and match[1] in {"本报", "本報"}
        agency = (
            (match[1] + match[4], match.start(1), match.end()) if whole else (match[1], match.start(1), match.end(1))
        )
        return Lead(
            start, len(stripped), agency, _spot(match, 2), _spot(match, 3), _people(stripped, match.end(), high)
        )
    wired = _DATED_TAIL.fullmatch(stripped, start)
    if wired is not None:
        return Lead(start, len(stripped), date=_spot(wired, 1))
    people = byline_line(stripped[start:]) or _bare_tail(stripped, start)
    if not people:
        return None
    shifted = [Person(p.name, p.role, p.start + start, p.end + start) for p in people]
    return Lead(start, len(stripped), people=shifted)


def _bare_tail(text: str, start: int) -> list[Person]:
    """`…取得实效。(李宣)`: bare names in brackets after the last sentence."""
    before = text[:start].rstrip()
    if start and before[-1:] not in "。！？!?”’」』…":
        return []
    people = bare_names(text[start:]) or []
    if start and len(people) == 1 and _SPACED_NAME.fullmatch(text[start:].rstrip()):
        return people
    return people if all(len(p.name) <= 3 and has_surname(p.name) for p in people) else []


_EN_MONTH = "(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}|(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)[A-Z]{0,6})"
_DAYS = (
    "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:[Mm]orning|[Ee]vening|[Nn]ight|[Aa]fternoon))?"
    "|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY(?: (?:MORNING|EVENING|NIGHT|AFTERNOON))?)"
)
_FR_MONTH = (
    "(?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre)"
)
_DE_MONTH = (
    "(?:(?:Jan|Febr?|Apr|Aug|Sept?|Okt|Nov|Dez)\\.|Januar|Jänner|Februar|Feber|März|Maerz|April|Mai|Juni|Juli|Auguſt|August|September|Oktober|November|Dezember)"
)
_WEST_DATE = (
    rf"(?:{_EN_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?|{_DAYS}|\d{{1,2}}(?:er|\.)? ?(?:{_FR_MONTH}|{_DE_MONTH}|{_EN_MONTH}\.?)(?: \d{{4}})?"
    rf"|(?:{_FR_MONTH}|{_DE_MONTH}) \d{{1,2}})"
)
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿſ"
_PLACE = rf"[{_CAPITAL}][{_LETTER}'’.-]{{1,20}}(?:[ ,-]{{1,2}}[{_LETTER}'’.()-]{{1,16}}){{0,4}}?"
_WIRE_FIRST = re.compile(r"(WTB|W\. ?T\. ?B\.?|DNB|dpa|AP|UP|INS|TU|Havas|HAVAS|Reuter|Wolff)[.,:] (?=[A-ZÀ-Þ])")
_WEST_HEAD = re.compile(
    rf"[—–\-\"“(]{{0,2}} ?({_PLACE})(?:, |,? ?\()({_WEST_DATE})\)?[.,]{{0,2}} ?(?:[—–-] ?(?=\())?(?:\(([^()]{{1,40}})\)\.?)? ?(?:—|–|--?|\.|:)?"
)
_WIRE_HEAD = re.compile(rf"[—–-]? ?([{_CAPITAL}][{_CAPITAL} .'-]{{2,28}}),? \(([^()]{{1,40}})\)\.? ?[—–-]{{1,2}}")


_DESK_HEAD = re.compile(
    rf"([{_CAPITAL}][{_LETTER}/-]{{2,24}}(?: [{_CAPITAL}a-z][{_LETTER}.-]{{1,16}}){{0,2}}) \((dpa|ddp|ap|afp|sid|rtr|upi|epd|kna|lnw|ots|[a-zäöü]{{2,4}}|[{_CAPITAL}]{{2,5}}|[Ee]ig(?:ener)?\.? ?B(?:er|ericht)?\.?)\)\. ?(?:[—–-] ?)?(?=[{_CAPITAL}„»«\"“])"
)


_CITY = re.compile(rf"([{_CAPITAL}][{_CAPITAL}.'’ -]{{2,28}})(?: [—–]|\.) (?=[{_CAPITAL}\"“][{_LETTER}])")


def city_of(text: str) -> Spot | None:
    """The place in capitals before a dash that opens a report (`DRY FORK — After three hours …`), else None."""
    match = _CITY.match(text) if len(text) > 60 else None
    if match is not None and match[1].rstrip(".") in {"MR", "MRS", "MISS", "DR", "REV", "SIR", "HON", "MESSRS", "NOTICE", "WANTED"}:
        return None
    return (match[1], match.start(1), match.end(1)) if match else None


def _behind(lead: Lead, wire: re.Match[str]) -> Lead:
    """A dateline that the agency's letters open (`WTB. Wickede, 19. Oktober.`)."""
    by = wire.end()
    place, date = (None if s is None else (s[0], s[1] + by, s[2] + by) for s in (lead.place, lead.date))
    return Lead(0, lead.end + by, (wire[1], wire.start(1), wire.end(1)), place, date)


def western_lead(text: str) -> Lead | None:
    """The dateline of a paragraph (`LONDON, Dec. 16.—`, `— Wien, 2. Januar. (W. T. B.)`, `PARIS, 4 mars.`)."""
    head = text[:140]
    wire = _WIRE_FIRST.match(head)
    if wire is not None and (behind := western_lead(text[wire.end() :])) is not None and behind.date is not None:
        return _behind(behind, wire)
    match = _WEST_HEAD.match(head)
    if match is not None and (match.end() < len(head) or len(text) > 140):
        return _western(match, match[3], (1, 2, 3))
    match = _WIRE_HEAD.match(head) or _DESK_HEAD.match(head)
    if match is not None:
        return _western(match, match[2], (1, 0, 2))
    return None


_HOUR = r"(?:,? \d{1,2}(?:[.:h]\d{2})? ?(?:h(?:eures?|\.)?|Uhr|p\.? ?m\.?|a\.? ?m\.?)(?: \d{1,2})?(?: ?(?:du (?:soir|matin)|s(?:oir|\.)|m(?:atin|\.)|abends|morgens|mittags|nachts))?\.?)?"
_PLACE_LINE = re.compile(
    rf"[—–\-(]{{0,2}} ?({_PLACE}), (?:den |le |the )?({_WEST_DATE})(?:,? \d{{4}})?{_HOUR}[.)]{{0,2}}"
)


_WEEKDAY = re.compile(rf"{_DAYS}|(?:Mon|Diens|Donners|Frei|Sonn|Sams)tag|Mittwoch|Sonnabend|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche", re.IGNORECASE)
_DAY_LINE = re.compile(
    rf"(\d{{1,2}}(?:er|\.)? ?(?:{_FR_MONTH}|{_DE_MONTH})(?: \d{{4}})?|{_EN_MONTH}\.? \d{{1,2}}(?:, \d{{4}})?)[.]?"
)


def western_place(text: str) -> Lead | None:
    """What a line that is nothing but place and date states (`Wien, 2. Januar.`, `Leutheburg, den 5. März 1908.`)."""
    match = _PLACE_LINE.fullmatch(text) if len(text) <= 60 else None
    if match is not None and _WEEKDAY.fullmatch(match[1]):
        return Lead(0, match.end(), date=_trim(_spot(match, 2)))
    if match is None:
        day = _DAY_LINE.fullmatch(text) if len(text) <= 30 else None
        return Lead(0, day.end(), date=_trim(_spot(day, 1))) if day else None
    return Lead(0, match.end(), place=_trim(_spot(match, 1)), date=_trim(_spot(match, 2)))


_CORRESPONDENT = re.compile(
    r"(?:Von un[sſ]er(?:e[mn]|m)|Eigener|From (?:our|a|the) [\w ]{0,20}correspondent|De notre|De nos|D'un)\b|Un[sſ]er [\w-]{0,12}korre[sſ]pondent",
    re.IGNORECASE,
)


# A reporter's letters, where they are no agency's.
_SIGLE = re.compile(r"(?!(?:dpa|ddp|dapd|ap|afp|sid|rtr|upi|epd|kna|lnw|ots|sda|apa|rnd)$)[a-zäöü]{2,4}")


def _western(match: re.Match[str], agency: str | None, groups: tuple[int, int, int]) -> Lead:
    place, date, wire = groups
    lead = Lead(0, match.end(), place=_trim(_spot(match, place)), date=_trim(_spot(match, date)) if date else None)
    if agency:
        words = agency.strip()
        person = words[3:] if words[:3] in {"By ", "BY "} else ""
        low = match.start(wire)
        if _CORRESPONDENT.match(words):
            lead.people = [Person(words.rstrip("."), None, low, low + len(words.rstrip(".")))]
            return lead
        if _SIGLE.fullmatch(words):
            lead.people = [Person(words, None, low, low + len(words))]
            return lead
        if person:
            lead.people = [Person(person, None, low + 3, low + len(agency))]
        else:
            words = words if "." in words[:-1] else words.rstrip(".")
            if words.lower().endswith(("bericht", "kurſe", "kurse", "report", "markt", "börſe", "börse")):
                return lead
            lead.agency = (words, low, low + len(words))
    return lead


def _trim(spot: Spot | None) -> Spot | None:
    return None if spot is None else (spot[0].rstrip(" ,"), spot[1], spot[2])


_ALONE = re.compile(
    r"[—–(\[-]{0,2} ?((?:dpa|ddp|dapd|ap|AP|afp|AFP|sid|SID|rtr|upi|UPI|UP|INS|epd|kna|KNA|APA|sda|SDA|ATS|DNB|W\. ?T\. ?B|WTB|Wolff|Reuters?|REUTERS?|Havas|HAVAS|Stefani|Tass|PA|ACI|AGP|Fournier|Radio)(?:/[A-Za-z]{2,8})?)[.)\]]{0,2}"
)


def agency_alone(text: str) -> Spot | None:
    """The agency where a line is nothing else (`dpa`, `— Havas.`), else None."""
    match = _ALONE.fullmatch(text)
    return (match[1], match.start(1), match.end(1)) if match else None


_WEST_TAIL = re.compile(r"\(([A-ZÀ-Þ][\w'’.]{1,20}(?: [A-ZÀ-Þ][\w'’.]{1,20}){0,3}?)\.?\)\.?$")


_WIRE_NAME = re.compile(
    r"(?:Reuter|Havas|Wolff|Stefani|Tass|(?:[A-Z][\w'’]{1,20} ){0,3}(?:Agency|Association|News|Telegraph|Press|Union|Service|Bureau|Office))"
)
_DASH_TAIL = re.compile(
    r"(?<=[.!?”\"])[ ]?[—–] ?((?:Reuter|Havas|Wolff|Stefani|Tass|(?:[A-Z][\w'’]{1,20} ){0,3}(?:Agency|Association|News|Telegraph|Press|Union|Service|Bureau|Office)))('s)?\.?$"
)


def is_wire(words: str) -> bool:
    """Whether words name an agency (`Central News`)."""
    return bool(_WIRE_NAME.fullmatch(words))


def western_tail(text: str) -> Spot | None:
    """The agency in brackets at the end of a dispatch (`… par le train. (Havas.)`), else None."""
    match = _WEST_TAIL.search(text, max(0, len(text) - 60)) or _DASH_TAIL.search(text, max(0, len(text) - 60))
    if match is None or text[: match.start()].rstrip(" —–-")[-1:] not in {".", "!", "?", "»", '"', "”"}:
        return None
    words = match[1].rstrip(".") if len(match[1].rstrip(".").rsplit(" ", 1)[-1]) > 2 else match[1]
    return words, match.start(1), match.start(1) + len(words)


@lru_cache(maxsize=_KEPT)
def lead_of(text: str) -> Lead | None:
    """The opening credit of a paragraph in any of the languages known here, else None."""
    if not text:
        return None
    return western_lead(text) if text[:60].isascii() or _latin(text) else chinese_lead(text)


def _latin(text: str) -> bool:
    return not any("\u3000" <= c <= "\u9fff" or c >= "\uff00" for c in text[:60])

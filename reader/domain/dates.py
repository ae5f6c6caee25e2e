"""Dates as newspapers print them, read as ISO 8601 dates `YYYY[-MM[-DD]]`; impossible or doubtful is no date.

Chinese (2024年6月8日, 二〇二三年十月十九日, 民國十六年三月五日), Japanese and Manchukuo eras, English, German
and French.
Lunar months and days are never converted. `05/06/1934` is in doubt (day or month first) and is not read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

_FIRST_YEAR, _LAST_YEAR = 1500, 2199
# One to one, so that offsets in the folded text are offsets in the text as given.
_FOLD = str.maketrans(
    "０１２３４５６７８９／．－～ſéèêûôäàáíóúÉÈÊÛÔÄÀ\u00a0\u3000\u2002\u2003\u2009○Ｏ零",
    "0123456789/.--seeeuoaaaiouEEEUOAA     〇〇〇",
)
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {str(n): n for n in range(10)}
_DIGITS |= {"元": 1, "两": 2, "兩": 2, "壹": 1, "贰": 2, "叁": 3}
_TENS = {"廿": 2, "卄": 2, "卅": 3, "丗": 3, "卌": 4}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_PLAIN = "[〇一二三四五六七八九0-9]"
_NUMERAL = "[〇一二三四五六七八九十百千元廿卄卅丗卌两兩壹贰叁0-9]"
# Year before the first year of an era. Japan keeps the Gregorian calendar since Meiji 6 (1873).
_ERAS = {"民國": 1911, "民国": 1911, "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERAS |= {"康德": 1933, "大同": 1931}
_SOLAR = "(?:[陽阳国國新公西][曆历])?"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar janner janvier janv jan",
            "february februar feber fevrier fevr fev feb",
            "march marz maerz mars mar mrz",
            "april avril avr apr",
            "may mai",
            "june juni juin jun",
            "july juli juillet juil jul",
            "august aout aug",
            "september septembre sept sep",
            "october oktober octobre oct okt",
            "november novembre nov",
            "december dezember decembre dec dez",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_YEAR = r"(?P<year>\d{4})(?![\d-])"
_ORDINAL = r"(?:\.|st|nd|rd|th|er|ten|ter|te)?"

_Reader = Callable[["re.Match[str]"], "str | None"]


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first date in `text`: (ISO date, start, end) in code points; None where no date is stated.

    A year alone counts only where it is written as one (1934年, 民國十六年). Of two readings that begin at
    the same place the longer one holds.
    """
    folded = text.translate(_FOLD)
    best: tuple[int, int, str] | None = None
    for pattern, reader in _FORMS:
        for match in pattern.finditer(folded, 0, best[0] + 40 if best else len(folded)):
            date = reader(match)
            if date is not None:
                found = (match.start(), -match.end(), date)
                best = found if best is None else min(best, found)
                break
    return None if best is None else (best[2], best[0], -best[1])


def parse_date(text: str) -> str | None:
    """The ISO date that `text` as a whole states (a weekday or place beside it does no harm), else None.

    Takes ISO dates `YYYY[-MM[-DD]]` too. Other digits beside the date put it in doubt.
    """
    folded = text.translate(_FOLD).strip()
    plain = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", folded)
    if plain:
        return _iso(*(int(part) if part else None for part in plain.groups()))
    found = find_date(folded)
    if found is None:
        return None
    rest = folded[: found[1]] + folded[found[2] :]
    return None if len(rest) > 40 or re.search(r"\d", rest) else found[0]


def is_date(value: str) -> bool:
    """Whether `value` is a possible date in exactly the form `YYYY[-MM[-DD]]`."""
    return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII)) and parse_date(value) == value


def read_numeral(text: str) -> int | None:
    """The number a Chinese or Arabic numeral states (十六, 一百零五, 廿三, 一九三四, 12), else None."""
    text = text.translate(_FOLD)
    if not text or len(text) > 12:
        return None
    if not any(c in "十百千" or c in _TENS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text)) if all(c in _DIGITS for c in text) else None
    total, digit = 0, None
    for char in text:
        if char in _TENS:
            total, digit = total + _TENS[char] * 10, None
        elif char in "十百千":
            total, digit = (
                total + (1 if digit is None else digit) * {"十": 10, "百": 100, "千": 1000}[char],
                None,
            )
        elif char == "〇":
            digit = None
        elif char in _DIGITS:
            digit = (digit or 0) * 10 + _DIGITS[char]
        else:
            return None
    return total + (digit or 0)


def _iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if month is None:
        return f"{year:04}" if day is None else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
        return None
    return f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}")


def _chinese(match: re.Match[str]) -> str | None:
    numbers = [read_numeral(part.replace(" ", "")) if part else None for part in match.group("y", "m", "d")]
    if any(part and number is None for part, number in zip(match.group("y", "m", "d"), numbers, strict=True)):
        return None
    year, month, day = numbers
    if year is None:
        return None
    era = match.groupdict().get("era")
    if era is None and len(match["y"].replace(" ", "")) < 4:
        return None
    if era == "明治" and year < 6:
        return None
    return _iso(year + _ERAS[era] if era else year, month, day)


def _western(match: re.Match[str]) -> str | None:
    day = match.groupdict().get("day")
    return _iso(int(match["year"]), _MONTHS[match["month"].lower()], int(day) if day else None)


def _ordered(match: re.Match[str]) -> str | None:
    return _iso(int(match["year"]), int(match["m"]), int(match["d"]))


def _slashed(match: re.Match[str]) -> str | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return _iso(year, month, day)


_MONTH_DAY = rf" ?{_SOLAR} ?(?:(?P<m>{_NUMERAL}{{1,3}}) ?月(?: ?(?P<d>{_NUMERAL}{{1,3}}) ?[日號号])?)?"
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(rf"(?P<era>{'|'.join(_ERAS)}) ?(?P<y>{_NUMERAL}{{1,5}}) ?年{_MONTH_DAY}"), _chinese),
    (
        re.compile(rf"(?<![{_PLAIN[1:-1]}十百千])(?P<y>(?:{_PLAIN} ?){{3}}{_PLAIN}) ?年(?![代级級度])"
            + _MONTH_DAY
        ),
        _chinese,
    ),
    (re.compile(r"(?<!\d)(?<!\d[.-])(?P<year>\d{4})([-/._])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![\d-])"), _ordered),
    (re.compile(r"(?<![\d.-])(?P<year>\d{4}) (?P<m>\d\d) (?P<d>\d\d)(?!\d)"), _ordered),
    (re.compile(r"(?<![\w.-])(?P<year>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?!\d)", re.ASCII), _ordered),
    (re.compile(r"(?<![\d.])(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<year>\d{4})(?![\d.])"), _ordered),
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])"), _slashed),
    (
        re.compile(
            rf"(?<![\d.])(?P<day>\d{{1,2}}){_ORDINAL} {{0,2}}(?:of |de )?{_MONTH},? {{0,8}}{_YEAR}",
            re.I | re.A,
        ),
        _western,
    ),
    (
        re.compile(
            rf"\b{_MONTH} {{1,2}}(?:the )?(?P<day>\d{{1,2}}){_ORDINAL}[.,]? {{1,2}}{_YEAR}", re.I | re.A
        ),
        _western,
    ),
    (re.compile(rf"\b{_MONTH},? {{1,2}}{_YEAR}", re.I | re.A), _western),
)  # fmt: skip

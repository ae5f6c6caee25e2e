"""Stretches of days as a person types them: `last Tuesday`, `上周二`, `yesterday`, `3 days ago`, `2024-03`, `2024-03-01..2024-03-05`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from reader.domain.dates import parse_date, read_numeral


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CHINESE_DAYS = "一二三四五六日"
_DAYS = {"today": 0, "今天": 0, "今日": 0, "yesterday": 1, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2}
_SPANS = {
    "this week": ("week", 0), "本周": ("week", 0), "这周": ("week", 0), "last week": ("week", 1), "上周": ("week", 1),
    "this month": ("month", 0), "本月": ("month", 0), "这个月": ("month", 0), "last month": ("month", 1),
    "上月": ("month", 1), "上个月": ("month", 1), "this year": ("year", 0), "今年": ("year", 0),
    "last year": ("year", 1), "去年": ("year", 1),
}  # fmt: skip
_UNITS = {"day": 1, "days": 1, "天": 1, "日": 1, "week": 7, "weeks": 7, "周": 7, "星期": 7, "个星期": 7}


def read_period(text: str, today: date) -> Period | None:
    """The days that `text` means on the day `today`; None where it means none. `A..B` runs from A to B, either may lack."""
    typed = " ".join(text.lower().split())
    if ".." in typed:
        return _between(typed, today)
    found = _named(typed, today) or _weekday(typed, today) or _ago(typed, today)
    return found or _stated(typed)


def _between(typed: str, today: date) -> Period | None:
    low, high = (part.strip() for part in typed.split("..", 1))
    first = read_period(low, today) if low else Period(date.min, date.min)
    last = read_period(high, today) if high else Period(date.max, date.max)
    return Period(first.first, last.last) if first and last and first.first <= last.last else None


def _named(typed: str, today: date) -> Period | None:
    if typed in _DAYS:
        day = today - timedelta(days=_DAYS[typed])
        return Period(day, day)
    unit, back = _SPANS.get(typed.replace("星期", "周").replace("礼拜", "周"), ("", 0))
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return Period(monday, monday + timedelta(days=6))
    if unit == "month":
        number = today.year * 12 + today.month - 1 - back
        return _of_month(number // 12, number % 12 + 1)
    if unit == "year":
        return Period(date(today.year - back, 1, 1), date(today.year - back, 12, 31))
    return None


def _weekday(typed: str, today: date) -> Period | None:
    """`last Tuesday` is the last one gone by, `上周二` that of the week before, a bare weekday the last one up to today."""
    monday = today - timedelta(days=today.weekday())
    chinese = re.fullmatch("(上|这|本)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])", typed)
    if chinese:
        day = monday + timedelta(days=_CHINESE_DAYS.index(chinese[2].replace("天", "日")))
        if chinese[1] == "上" or (chinese[1] is None and day > today):
            day -= timedelta(days=7)
        return Period(day, day)
    english = re.fullmatch(r"(?:(last|this|on) )?([a-z]+)", typed)
    number = next(
        (n for n, d in enumerate(_WEEKDAYS) if english and len(english[2]) > 2 and d.startswith(english[2])), -1
    )
    if english is None or number < 0:
        return None
    back = (today.weekday() - number) % 7
    day = today - timedelta(days=back or (7 if english[1] == "last" else 0))
    return Period(day, day)


def _ago(typed: str, today: date) -> Period | None:
    match = re.fullmatch(r"(\w+?) ?(days?|weeks?|天|日|周|个?星期) ?(?:ago|前|以前)", typed)
    count = read_numeral(match[1]) if match else None
    if match is None or count is None:
        return None
    try:
        day = today - timedelta(days=count * _UNITS[match[2]])
    except OverflowError:
        return None
    return Period(day, day)


def _stated(typed: str) -> Period | None:
    iso = parse_date(typed)
    if iso is None:
        return None
    year, month, day = (int(part) for part in (iso + "-0-0").split("-")[:3])
    if not month:
        return Period(date(year, 1, 1), date(year, 12, 31))
    return Period(date(year, month, day), date(year, month, day)) if day else _of_month(year, month)


def _of_month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

"""Values of a query: a typed text, the value of a filter, a date or a range of dates."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace

from reader.domain.fold import fold
from reader.domain.query_tree import CHOICES, UNKNOWN, Filter, QueryError, Text
from reader.domain.runs import has_characters, runs, searched
from reader.domain.words import N_


def ascii_forms(word: str) -> str:
    """Full-width letters, digits and signs of `word` as ASCII, case kept."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in word)


def quoted(text: str, at: int, fields: tuple[str, ...]) -> Text | None:
    """A quoted string; None where it is blank. Raises QueryError where it has nothing that can be searched."""
    node = Text(text, at, at + len(text), "string", fields=fields)
    if node.seen:
        return node
    if text.strip() == "":
        return None
    raise QueryError(N_("Nothing here can be searched."), at)


def typed_text(text: str, at: int, fields: tuple[str, ...], typed: bool) -> Text | None:
    """An unquoted word; None where it is punctuation only. `typed`: it is being typed."""
    bare = text.rstrip("*＊")
    starred = bare != text
    start, end = _without_punctuation(bare)
    word = bare[start:end]
    seen = searched(word).strip()
    found, _tail = runs(seen)
    if not found:
        return None
    node = Text(word, at + start, at + end, "string", fields=fields)
    if has_characters(seen):
        return node
    whole = re.fullmatch(r"[^\W_]+", seen) is not None
    return replace(node, mode="word" if whole else "words", prefix=(starred or (typed and end == len(text))))


def _without_punctuation(word: str) -> tuple[int, int]:
    """The stretch of a word from its first to its last searched character."""
    marks = [i for i, char in enumerate(word) if runs(searched(char))[0]]
    return (marks[0], marks[-1] + 1) if marks else (0, 0)


def filter_value(name: str, text: str, at: int, is_quoted: bool, typed: bool, exact: bool = False) -> Filter | None:
    """The filter `name:text`; None where it is still being `typed`. `exact`: `=` stood before it. Raises QueryError."""
    value = text.strip()
    if not is_quoted and value[:1] in ("=", "＝"):
        exact, value = True, value[1:]
    prefix = not is_quoted and value[-1:] in ("*", "＊")
    value = value[:-1] if prefix else value
    if not value:
        if typed:
            return None
        raise QueryError(N_("{name}: needs a value."), at, name=name)
    node = Filter(name, value, at, at + len(text), exact, prefix)
    if name == "date":
        return _date(node, typed)
    if name == "issue" and not re.fullmatch(r"\d{1,18}", ascii_forms(value)):
        raise QueryError(N_("{value} is not the number of an issue."), at, N_("`pressmark issues` lists them."), value=value)
    if name in CHOICES:
        return _choice(node, typed)
    return node


_SAID = {
    "繁简": "hans", "繁簡": "hans", "异体": "variants", "異體": "variants", "形近": "lookalike", "别名": "aliases",
    "別名": "aliases", "全部": "all", "相关": "rank", "相關": "rank", "最新": "newest", "最早": "oldest",
    "文章": "articles", "高亮": "highlights", "笔记": "notes", "筆記": "notes", "date": "newest", "alias": "aliases",
}  # fmt: skip
"""Other words for choices."""


def _choice(node: Filter, typed: bool) -> Filter | None:
    if node.name == "fold" and len(parts := re.split("[,，、+]", node.value)) > 1:
        chosen = [_choice(replace(node, value=part), typed) for part in parts if part]
        return replace(node, value=",".join(one.value for one in chosen if one)) if any(chosen) else None
    value, choices = fold(node.value), CHOICES[node.name]
    value = said if (said := _SAID.get(value, "")) in choices else value
    if value in choices:
        return replace(node, value=value)
    if value + "s" in choices or value.removesuffix("s") in choices:
        return replace(node, value=value + "s" if value + "s" in choices else value.removesuffix("s"))
    if typed and any(choice.startswith(value) for choice in choices):
        return None
    raise QueryError(
        N_("{name}: knows no {value}."), node.at, N_("It may be {choices}."),
        name=node.name, value=node.value, choices=", ".join(choices))  # fmt: skip


def _date(node: Filter, typed: bool) -> Filter | None:
    value = ascii_forms(node.value)
    if fold(value) == UNKNOWN:
        return replace(node, value=UNKNOWN)
    low, dots, high = value.partition("..")
    try:
        first = _days(low)[0] if low else 0
        last = (_days(high)[1] if high else 99999999) if dots else _days(low)[1]
    except ValueError:
        if typed:
            return None
        raise QueryError(
            N_("{value} is not a date."), node.at,
            N_("Write 2023, 2023-10, 2023-10-01 or 2023-10-01..2023-10-31, or unknown."),
            value=node.value) from None  # fmt: skip
    if not (low or high):
        return None if typed else _date(replace(node, value="?"), False)
    if first > last:
        raise QueryError(N_("The range ends before it begins."), node.at)
    return replace(node, value=value, low=first, high=last)


def _days(text: str) -> tuple[int, int]:
    """First and last day of `YYYY[-MM[-DD]]` as numbers YYYYMMDD. Raises ValueError."""
    match = re.fullmatch(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", text)
    if not match:
        raise ValueError(text)
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[2] and not 1 <= month <= 12:
        raise ValueError(text)
    last = calendar.monthrange(max(year, 1), month)[1] if month else 31
    if match[3] and not 1 <= day <= last:
        raise ValueError(text)
    low = year * 10000 + (month or 1) * 100 + (day or 1)
    high = year * 10000 + (month or 12) * 100 + (day or last)
    return low, high


def days(date: str | None) -> tuple[int, int] | None:
    """First and last day of a stored date `YYYY[-MM[-DD]]` as numbers YYYYMMDD; None where it is unknown."""
    try:
        return _days(date) if date else None
    except ValueError:
        return None

"""Where pages begin: rules, page marks of OCR programs, and page lines as printed (`第A01版：要闻`, `Page 3`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reader.domain.dates import find_date
from reader.domain.reading import Hint

RULE, BREAK, HEAD = "rule", "break", "head"
_LONGEST = 100
# Pages of so few characters, so many of them, are articles with rules between.
_SHORT_PAGE, _MOST_SHORT = 700, 4
_HAN = "[〇零一二三四五六七八九十百廿]"
_NUMBER = rf"(?:[A-Za-z]{{0,2}}[0-9０-９]{{1,3}}|{_HAN}{{1,4}})"
_LATIN_NUMBER = (
    r"(?:[A-Z]?\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[ivx]{1,5}"
    r"|first|second|third|fourth|last)"
)
_WORD = "(?:page|seite|pagina|p\\.|pg\\.)"
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}|={3,}|\*(?: ?\* ?)+\*|-(?: -){2,}")
_BREAKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\{(\d+)\}-{3,}",
        rf"<!--+ ?/?(?:{_WORD}|第)? ?(?:no\.?|number|break|begin|start)? ?[:=#]? ?\"?(?P<label>{_NUMBER})?\"? ?"
        r"(?:版|页|頁)? ?(?:begin|start)? ?-+->",
        rf"[-=]{{2,}} ?(?:{_WORD}|第) ?(?P<label>{_NUMBER}) ?(?:版|页|頁)? ?[-=]{{2,}}",
    )
)
_HINT = re.compile(r"[0-9０-９版張张頁页]|page|seite", re.IGNORECASE)
_OPEN, _SHUT = "[【［\\[（(〔]?", "[】］\\]）)〕]?"
_NAME = r"(?P<name>[^\s，。！？；,;!?“”]{1,14}(?:[ 　][^\s，。！？；,;!?“”]{1,10}){0,3})"
_HEADS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OPEN} ?第 ?(?P<label>{_NUMBER}) ?[版張张頁页] ?{_SHUT}(?:[ 　:：·•・|｜/／—-]{{1,4}}{_NAME})?",
        rf"{_OPEN} ?(?P<label>[A-Z]{{1,2}}\d{{1,3}}|\d\d) ?版 ?{_SHUT}(?:[ 　:：·•・|｜/／—-]{{1,4}}{_NAME})?",
        rf"(?-i:(?P<label>[A-D]\d{{1,2}})) ?[|｜] ?{_NAME}",
        rf"{_OPEN} ?(?:page|seite) (?P<label>{_LATIN_NUMBER}) ?{_SHUT}[.:]?(?: ?[—–|·-] ?(?P<name>.{{1,40}}))?",
        r"(?P<label>\d{1,2})\. seite\.?",
    )
)
# In the midst of a page `Seite 3: Kommentar` refers to another one.
_NAMED = re.compile(
    rf"(?:page|seite) (?P<label>{_LATIN_NUMBER}) ?: ?(?P<name>.{{1,40}})", re.IGNORECASE
)
_AFTER_BREAK = re.compile(rf"(?P<label>[A-Z]\d\d|0\d) ?[ 　:：·|｜]{{1,3}}{_NAME}")
_PAGE_WORD = rf"(?:第 ?({_NUMBER}) ?版|(?:page|seite) ({_LATIN_NUMBER})|([A-D]\d{{1,2}})(?: ?版)?)"
_FIRST_WORD = re.compile(rf"{_PAGE_WORD}(?=[ 　:：.,|·—–]|\d{{4}})", re.IGNORECASE)
_LAST_WORD = re.compile(rf"(?:[ 　:：.,|·—–日]){_PAGE_WORD}[.:]?\Z", re.IGNORECASE)
_AMID = re.compile(rf"(?<=[ 　|｜])(?:第 ?({_NUMBER}) ?版|([A-D]\d{{1,2}})(?: ?版)?|(\d\d) ?版)(?=[ 　|｜])")
# `Seite 2      Name      Nr. 243`: a page's head by its wide gaps alone.
_SET_WIDE = re.compile(
    rf"(?:page|seite) ({_LATIN_NUMBER}) {{3,}}\S[^.!?]{{3,60}}(?:nr\.? ?\d+)?|\S[^.!?]{{3,60}} {{3,}}(?:page|seite) ({_LATIN_NUMBER})", re.IGNORECASE
)
_AFTER_NAME = re.compile(rf"(?-i:[^\W\da-z]).{{1,45}}[.·|—–,] ?{_PAGE_WORD}[.:]?", re.IGNORECASE)
_EDGE_NUMBER = re.compile(r"^[\[(—–-]{0,2} ?(\d{1,2}) ?[\])—–-]{0,2}(?= {3}|\t)|(?: {3}|\t)[\[(—–-]{0,2} ?(\d{1,2})\Z")
_DAY_OF_YEAR = re.compile(
    rf"(?:{_HAN}{{1,4}}|[0-9]{{2,4}})年[ 　]?(?:{_HAN}{{1,3}}|[0-9]{{1,2}})月[ 　]?(?:{_HAN}{{1,3}}|[0-9]{{1,2}})日"
)
_NUMBER_WORDS = {
    "one": "1", "first": "1", "two": "2", "second": "2", "three": "3", "third": "3", "four": "4", "fourth": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_SENTENCE = re.compile(r"[。；，、？！《（(]|[a-zé]{3}[;?!]|continued|concluded|fortsetzung|schlu[sſ]", re.IGNORECASE)


class Mark(NamedTuple):
    """A line that tells of a page: a `rule`, a `break` (mark of a program) or a `head` (printed page line)."""

    kind: str
    start: int
    label: str | None = None
    name: str | None = None


class Cut(NamedTuple):
    """Where a page begins in the file's text, and what is known of it."""

    start: int
    label: Hint | None
    name: str | None


class Printed(NamedTuple):
    """A block as far as pages care: where it begins and how many characters it has."""

    start: int
    length: int


def page_mark(line: str, start: int, after_break: bool) -> Mark | None:
    """What the trimmed `line` at `start` says of pages; `after_break`: nothing is printed since a rule or break."""
    if len(line) > _LONGEST:
        return None
    if line[0] in "-*_=" and _RULE.fullmatch(line):
        return Mark(RULE, start)
    if line[0] in "{<-=":
        for pattern in _BREAKS:
            match = pattern.fullmatch(line)
            if match and (line[0] != "<" or re.search(r"page|第|pg|版|页|頁", line, re.IGNORECASE)):
                return Mark(BREAK, start, match.groupdict().get("label"))
    return _head(line, start, after_break) if _HINT.search(line) else None


def _head(line: str, start: int, after_break: bool) -> Mark | None:
    if line[-1] in "】］])）〕" and line[0] not in "【［[(（〔":
        return None
    for pattern in _HEADS:
        match = pattern.fullmatch(line)
        if match:
            return Mark(HEAD, start, page_label(match["label"]), match.groupdict().get("name"))
    match = (_AFTER_BREAK.fullmatch(line) or _NAMED.fullmatch(line)) if after_break else None
    if match:
        return Mark(HEAD, start, page_label(match["label"]), match["name"])
    return _running_head(line, start, after_break)


def _running_head(line: str, start: int, after_break: bool) -> Mark | None:
    """A page's running head: a page word first or last in a line with the issue's date (or first on a page)."""
    if _SENTENCE.search(line):
        return None
    if is_dated(line):
        match = _FIRST_WORD.match(line) or _LAST_WORD.search(line) or _AMID.search(line) or _EDGE_NUMBER.search(line)
    else:
        match = (_AFTER_NAME.fullmatch(line) if after_break else None) or _SET_WIDE.fullmatch(line)
    if match is None:
        return None
    label = next(group for group in match.groups() if group)
    return Mark(HEAD, start, page_label(label))


def is_dated(line: str) -> bool:
    """Whether a short line states a whole date, as the head of a page does: no sentence, no wire."""
    if not line or len(line) > _LONGEST or _SENTENCE.search(line):
        return False
    return find_date(line) is not None or _DAY_OF_YEAR.search(line) is not None


def page_label(words: str) -> str:
    """A page's label as printed, but for English number words: TWO is 2."""
    return _NUMBER_WORDS.get(words.lower(), words.strip())


def cut_pages(items: Sequence[Mark | Printed]) -> tuple[list[Cut], set[int]]:
    """The pages that `items` (in order) show, the first at 0, and the starts of rules that separate no pages.

    A rule separates pages where the file has no plainer marks, or where one follows it. A page line names its
    page: the one it opens, or the one whose masthead stands before it, or (as a foot line) the one it ends.
    """
    plain = any(isinstance(item, Mark) and item.kind != RULE for item in items) or _part_articles(items)
    feet = _as_feet(items)
    cuts, rules = [Cut(0, None, None)], set()
    before, lines = 0, 0
    for index, item in enumerate(items):
        if isinstance(item, Printed):
            before, lines = before + item.length, lines + 1
            continue
        following = items[index + 1] if index + 1 < len(items) else None
        if item.kind == RULE and plain and not (isinstance(following, Mark) and following.kind != RULE):
            rules.add(item.start)
            continue
        named = Hint(item.label, "page line" if item.kind == HEAD else "page mark") if item.label else None
        if item.kind == HEAD and _names_open_page(cuts[-1], item, before, lines, following, feet):
            cuts[-1] = Cut(cuts[-1].start, cuts[-1].label or named, cuts[-1].name or item.name)
            if feet and following is not None:
                cuts.append(Cut(following.start, None, None))
                before = lines = 0
        elif before or (cuts[-1].label and named and cuts[-1].label.value != named.value):
            cuts.append(Cut(item.start, named, item.name))
            before = lines = 0
        elif named:
            cuts[-1] = Cut(cuts[-1].start, cuts[-1].label or named, cuts[-1].name or item.name)
    if len(cuts) > 1 and not before and cuts[-1].label is None:
        cuts.pop()
    return cuts, rules


def _part_articles(items: Sequence[Mark | Printed]) -> bool:
    """Whether the rules of a file stand so close that they part articles, not pages."""
    parts = [0]
    for item in items:
        if isinstance(item, Printed):
            parts[-1] += item.length
        elif parts[-1]:
            parts.append(0)
    parts = sorted(parts[1:] if len(parts) > 1 else parts)
    return len(parts) >= _MOST_SHORT and parts[len(parts) // 2] < _SHORT_PAGE


def _as_feet(items: Sequence[Mark | Printed]) -> bool:
    """Whether the page lines stand at the foot of their pages: text before the first, nothing behind the last."""
    heads = [i for i, item in enumerate(items) if isinstance(item, Mark) and item.kind == HEAD]
    if len(heads) < 2 or heads[-1] != len(items) - 1:
        return False
    first = sum(item.length for item in items[: heads[0]] if isinstance(item, Printed))
    return first > 400 and all(isinstance(i, Printed) or i.kind == HEAD for i in items)


def _names_open_page(
    page: Cut, head: Mark, before: int, lines: int, following: Mark | Printed | None, feet: bool
) -> bool:
    if page.label is not None:
        return page.label.value == head.label
    at_foot = following is None or (isinstance(following, Mark) and following.kind != HEAD)
    return feet or before == 0 or (before <= 300 and lines <= 8) or at_foot

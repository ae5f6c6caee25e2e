"""What a file's name, its folders and its front matter state of the issue; each value with where it was read.

Only what is written counts: an impossible date is none, and a name is a newspaper's only where it reads as one.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import NamedTuple

from reader.domain.dates import find_date, parse_date
from reader.domain.reading import Hint

FRONT, FILE_NAME, FOLDER = "front matter", "file name", "folder"
_USED = {"newspaper", "date", "edition", "page", "page_name"}
_PAGE = re.compile(
    r"第\s?(?P<a>[A-Za-z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})\s?[版页頁]|(?<![\w年月日])(?P<b>[A-Za-z]?\d{1,3})版"
    r"|(?<![^\W_])(?:page|pag|seite|p|pg)[ ._-]?(?P<c>[A-Za-z]?\d{1,3})(?![^\W_])"
    r"|(?<![^\W_])(?P<d>[A-Z]\d{1,2}|0\d)(?![^\W_])",
    re.IGNORECASE,
)
_HYPHENS_OF_DATES = re.compile(r"(?<=(?<!\d)\d{4}-\d\d-\d\d)-|-(?=(?:1[5-9]|20)\d{6}(?!\d))")
"""Hyphens that part a date from what stands before or after it: `Courier-19341217`, `1934-12-17-A02`."""
_LAST_NUMBER = re.compile(r"[-_](?P<a>[A-Za-z]?\d{1,2})")
"""What follows a whole date at the end of a name: the page."""
_EDITION = re.compile(
    r"(?:(?:early|late|morning|evening|midday|noon|city|country|final|first|second|third|sunday|extra) )+edition"
    r"|(?:早|晚|午|夜)刊|增刊|副刊|号外|號外|(?:morgen|abend|mittags?)-?ausgabe|(?:première|deuxième|dernière) édition",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"第\s?[\d一二三四五六七八九十百千〇零]{1,7}\s?[期号號]|\b(?:no|nr|n°|vol)[. ]{0,2}\d{1,6}\b", re.IGNORECASE
)
_HAN_TITLE = re.compile(
    r"[\u3400-\u9fff·]{1,12}(?:报|報|新闻|新聞|时报|日刊|周刊|週刊|旬刊|通讯|通訊)(?:[（(].{1,6}[)）])?"
)
_TITLE_WORDS = {
    "advertiser", "advocate", "argus", "bulletin", "chronicle", "citizen", "courier", "daily", "dispatch", "echo",
    "enquirer", "examiner", "express", "free", "gazette", "globe", "guardian", "herald", "independent", "journal",
    "leader", "mail", "mercury", "mirror", "morning", "news", "observer", "post", "press", "record", "register",
    "reporter", "review", "sentinel", "standard", "star", "sun", "telegraph", "times", "tribune", "weekly", "world",
    "anzeiger", "bote", "kurier", "nachrichten", "presse", "rundschau", "volkszeitung", "zeitung", "écho", "figaro",
    "gaulois", "matin", "messager", "monde", "moniteur", "phare", "progrès", "temps",
}  # fmt: skip
_TITLE_ENDINGS = ("zeitung", "blatt", "bote", "anzeiger", "kurier", "nachrichten", "presse", "post")
_ARTICLES = {"the", "der", "die", "das", "le", "la", "les", "el", "il"}


class Stated(NamedTuple):
    """What a name or front matter states; unknown is None."""

    newspaper: Hint | None = None
    date: Hint | None = None
    edition: Hint | None = None
    page: Hint | None = None
    page_name: str | None = None

    def or_else(self, other: Stated) -> Stated:
        """This, and where it is silent the other."""
        return Stated(
            self.newspaper or other.newspaper,
            self.date or other.date,
            self.edition or other.edition,
            self.page or other.page,
            self.page_name or other.page_name,
        )


def stated_by_path(path: str) -> Stated:
    """What the file name states, and where it is silent the folders above it (`/` between parts)."""
    parts = [unicodedata.normalize("NFC", part) for part in PurePosixPath(path.replace("\\", "/")).parts]
    if not parts:
        return Stated()
    return _by_file_name(PurePosixPath(parts[-1]).stem).or_else(_by_folders(parts[:-1]))


def stated_by_front(front: dict[str, str]) -> tuple[Stated, dict[str, str]]:
    """What front matter states, and the rest of it (with a date that is no possible date)."""
    date = parse_date(front.get("date", ""))
    hint = {key: Hint(front[key], FRONT) for key in ("newspaper", "edition", "page") if front.get(key)}
    page = hint.get("page")
    if page:
        match = _PAGE.fullmatch(page.value)
        page = Hint(_label(match) if match else page.value, FRONT)
    rest = {key: value for key, value in front.items() if key not in _USED or (key == "date" and not date)}
    stated = Stated(
        hint.get("newspaper"), Hint(date, FRONT) if date else None, hint.get("edition"), page, front.get("page_name")
    )
    return stated, rest


def _by_file_name(stem: str) -> Stated:
    name = _HYPHENS_OF_DATES.sub(" ", stem.replace("_", " "))
    found = find_date(name) or _partial(name)
    last = _LAST_NUMBER.fullmatch(stem[found[2] :]) if found and len(found[0]) == 10 else None
    if found:
        name = name[: found[1]] + "  " + ("" if last else name[found[2] :])
    page = last or _PAGE.search(name)
    if page and not last:
        name = name[: page.start()] + "  " + name[page.end() :]
    edition = _EDITION.search(name)
    if edition:
        name = name[: edition.start()] + "  " + name[edition.end() :]
    newspaper = _newspaper(name, dated=found is not None)
    date = found[0] if found and (len(found[0]) > 4 or newspaper) else None
    return Stated(
        Hint(newspaper, FILE_NAME) if newspaper else None,
        Hint(date, FILE_NAME) if date else None,
        Hint(edition[0], FILE_NAME) if edition else None,
        Hint(_label(page), FILE_NAME) if page and (newspaper or date or not page.groupdict().get("d")) else None,
    )


def _partial(name: str) -> tuple[str, int, int] | None:
    """A year, or year and month, that stands by itself: `Courier 1934-12`."""
    match = re.search(r"(?<![\w.-])(1[5-9]\d\d|20\d\d)(-\d\d)?(?![\w.-])", name)
    date = parse_date(match[0]) if match else None
    return (date, match.start(), match.end()) if match and date else None


def _label(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).upper()


def _newspaper(name: str, dated: bool) -> str | None:
    """The newspaper's title that is left of a name, or None where it does not read as one."""
    words = _NUMBERED.sub(" ", name)
    words = re.sub(r"[《》〈〉「」『』\[\]【】()（）]|(?<!\w)[-–—,.·]+|[-–—,.·]+(?!\w)", " ", words)
    title = " ".join(words.split())
    if not 2 <= len(title) <= 60 or re.search(r"\d", title):
        return None
    if _HAN_TITLE.fullmatch(title.replace(" ", "")):
        return title.replace(" ", "")
    tokens = re.findall(r"[^\W\d]+", title.lower())
    if len(tokens) >= 2 and any(t in _TITLE_WORDS or t.endswith(_TITLE_ENDINGS) for t in tokens):
        return title
    if dated and len(tokens) == 1 and len(title) > 6 and tokens[0].endswith(_TITLE_ENDINGS):
        return title
    return title if dated and len(tokens) >= 2 and tokens[0] in _ARTICLES and title[0].isupper() else None


def _by_folders(folders: list[str]) -> Stated:
    newspaper = date = None
    for depth, folder in enumerate(reversed(folders[-5:])):
        name = folder.replace("_", " ")
        found = find_date(name)
        if found:
            name = name[: found[1]] + "  " + name[found[2] :]
            date = date or (found[0] if len(found[0]) == 10 else None)
        date = date or _nested(folders[: len(folders) - depth])
        newspaper = newspaper or _newspaper(name, dated=found is not None)
    return Stated(Hint(newspaper, FOLDER) if newspaper else None, Hint(date, FOLDER) if date else None)


def _nested(folders: list[str]) -> str | None:
    """A whole date over folders one in another: `2023/10/19`, `2023年/10-19`."""
    for count in (2, 3):
        match = re.fullmatch(r"(\d{4})年?[-/](\d{1,2})月?[-/](\d{1,2})日?", "/".join(folders[-count:]))
        if match and len(folders) >= count:
            return parse_date("-".join(match.groups()))
    return None

"""Small phrases that several views share: lengths, pages, states, dates, in the language now set."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from reader.domain import words
from reader.domain.views import Place
from reader.domain.words import N_, _, ngettext

STATES = {"unread": N_("Unread"), "read": N_("Read"), "done": N_("Done")}
KINDS = {
    "photo": N_("Photo"),
    "notice": N_("Notice"),
    "advert": N_("Advertisement"),
    "contents": N_("Contents"),
    "other": N_("Other"),
}


MODES = {"review": N_("Review doubts"), "repair": N_("Repair structure")}

DOUBTS = {
    "truncated": N_("End lost"),
    "joined-doubtful": N_("Joined by guess"),
    "continuation-unmatched": N_("Other half missing"),
    "label-without-text": N_("Label alone"),
    "headline-inside-body": N_("Headline in text"),
    "subhead-or-title": N_("Subhead or title"),
    "text-without-title": N_("No headline"),
    "resembles": N_("Issue alike"),
}
"""Doubts by their codes, as short as a line of a list needs them."""


TABS = {
    "articles": N_("Articles"),
    "passages": N_("Passages"),
    "kwic": N_("In context"),
    "calendar": N_("Calendar"),
}
"""The tabs over results."""


def tab_title(tab: str) -> str:
    """What a tab is called."""
    return _(TABS.get(tab, tab))


def mode_title(mode: str) -> str:
    """What is being done in a mode, as the window says it; empty for reading."""
    return _(MODES[mode]) if mode in MODES else ""


def length(chars: int) -> str:
    """A text's length: `626 chars`, `626字`."""
    return _("{count} chars").format(count=f"{chars:,}")


def page_name(label: str | None) -> str:
    """A page by its label: `Page 3`, `第3版`; empty where unknown."""
    return _("Page {label}").format(label=label) if label else ""


def state_name(state: str) -> str:
    """A reading state in words."""
    return _(STATES.get(state, state))


def kind_name(kind: str) -> str:
    """What an article is where it is not just an article, else empty."""
    return _(KINDS[kind]) if kind in KINDS else ""


def articles_counted(count: int) -> str:
    """`7 articles`, `7篇`."""
    return ngettext("{count} article", "{count} articles", count).format(count=f"{count:,}")


def doubt_name(code: str) -> str:
    """What is doubted, in a word or two for a line of a list: `Headline in text`, `标题在文中`."""
    return _(DOUBTS.get(code, N_("Doubt")))


def flags_open(count: int) -> str:
    """`2 to review`, `2 待核`."""
    return _("{count} to review").format(count=f"{count:,}")


def date_name(iso: str | None) -> str:
    """A date (`2024-06-08`, `2024-06`, `2024`) as the reader's language writes it; unreadable ones as they are."""
    if not iso:
        return ""
    parts = iso.split("-")
    if words.language() == "zh_CN":
        units = ("年", "月", "日")
        return "".join(f"{p.lstrip('0') or p}{u}" for p, u in zip(parts, units, strict=False))
    return iso


def day_name(day: str) -> str:
    """A day (`MM-DD`) or month (`MM`) as the reader's language writes it: `19 October`, `10月19日`."""
    month, at = int(day[:2]), int(day[3:5] or 0)
    if words.language() == "zh_CN":
        return f"{month}月{at}日" if at else f"{month}月"
    english = QLocale(QLocale.Language.English)
    return english.toString(QDate(2000, month, at or 1), "d MMMM" if at else "MMMM")


def place_title(place: Place) -> str:
    """A place of the library tree, its date as the reader's language writes it."""
    if words.language() != "zh_CN":
        return place.title
    if place.kind == "year" and place.text:
        return date_name(place.text)
    if place.kind == "issue" and place.text:
        day = place.text[5:] or place.text
        named = date_name(place.text).partition("年")[2] if len(place.text) > 4 else date_name(place.text)
        return place.title.replace(day, named, 1)
    return place.title


def moment_name(iso: str | None, now: datetime | None = None) -> str:
    """A moment as `today 14:02`, or the date with the time; empty where there is none."""
    if not iso:
        return ""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    at = at.astimezone() if at.tzinfo else at
    today: date = (now or datetime.now()).date()
    clock = f"{at:%H:%M}"
    return _("today {time}").format(time=clock) if at.date() == today else f"{at:%Y-%m-%d} {clock}"


ENCODINGS = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5hkscs": "Big5-HKSCS",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "cp932": "Shift-JIS",
    "euc_kr": "EUC-KR",
    "cp1252": "Windows-1252",
    "iso8859-1": "Latin-1",
}
"""Encodings a person may choose from, by codec."""
_FOUND_BY = {"person": N_("chosen by a person"), "bom": N_("said by a byte order mark")}


def encoding_name(codecs: str) -> str:
    """A codec (or several, commas between) as encodings are commonly called."""
    return ", ".join(ENCODINGS.get(codec, codec.upper()) for codec in codecs.split(",") if codec)


def encoding_said(codecs: str, how: str) -> str:
    """`Encoding: GB18030 (recognised)`; empty where it is not known."""
    if not codecs:
        return ""
    found = _(_FOUND_BY.get(how, N_("recognised")))
    return _("Encoding: {name} ({how})").format(name=encoding_name(codecs), how=found)

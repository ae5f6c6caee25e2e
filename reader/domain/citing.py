"""References to newspaper articles in four styles: GB/T 7714—2015, Chicago (17th, note), APA 7, MLA 9.

What is not known is left out by the style's own rule and never invented; a Chinese name is never turned round.
A reference is a list of `Run`s, so that a screen, a page and a plain line can each show its titles as they must.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from reader.domain.names import Name, parted
from reader.domain.text import is_han

STYLES = {"gbt7714": "GB/T 7714—2015", "chicago": "Chicago (17th ed.)", "apa": "APA (7th ed.)", "mla": "MLA (9th ed.)"}
"""The styles by key, as their users call them."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


class Run(NamedTuple):
    """Some words of a reference, in italics or not."""

    words: str
    italic: bool = False


@dataclass(frozen=True)
class Reference:
    """What a reference is made of; empty or None where it is not known. `date` is ISO, as far as known."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    newspaper: str = ""
    date: str = ""
    page: str = ""
    edition: str = ""
    section: str = ""


def cite(reference: Reference, style: str) -> list[Run]:
    """The reference in a style of STYLES, ending with a full stop. Raises KeyError for another style."""
    return [run for run in _WRITERS[style](reference) if run.words]


def plain(runs: Sequence[Run]) -> str:
    """A reference as one plain line."""
    return "".join(run.words for run in runs)


def html(runs: Sequence[Run]) -> str:
    """A reference as HTML, titles of newspapers in italics."""
    return "".join(f"<i>{escape(run.words)}</i>" if run.italic else escape(run.words) for run in runs)


def title_of(reference: Reference) -> str:
    """Title and subtitle as one: a Chinese deck after its own dash or a colon, a Latin one after a colon."""
    title, deck = reference.title.strip(), reference.subtitle.strip()
    if not deck or not title:
        return title or deck
    if deck.startswith("—"):
        return title + deck
    return f"{title}：{deck}" if is_han(deck[:1]) else f"{title.rstrip('.')}: {deck}"


def _names(reference: Reference) -> list[Name]:
    return [parted(author) for author in reference.authors if author.strip()]


def _date(reference: Reference) -> tuple[int, int, int]:
    """Year, month and day, 0 where not known; a month without its year says nothing."""
    parts = [int(part) for part in reference.date.split("-") if part.isdecimal()][:3]
    year, month, day = (*parts, 0, 0, 0)[:3]
    month = month if year and 1 <= month <= 12 else 0
    return year, month, day if month and 1 <= day <= 31 else 0


def _is_chinese(text: str) -> bool:
    return any(is_han(char) for char in text)


def _close(words: str, stop: str = ".") -> str:
    """`words` with a full stop where they do not end with a mark of their own."""
    return words if words.endswith((".", "!", "?", "。", "！", "？", "…")) else words + stop


def _joined(parts: Sequence[Sequence[Run]], between: str) -> list[Run]:
    runs: list[Run] = []
    for part in parts:
        if any(run.words for run in part):
            runs += [Run(between), *part] if runs else part
    return runs


# ---- GB/T 7714—2015, newspapers: 主要责任者. 题名: 其他题名信息[N]. 报纸名, 年-月-日(版次).
# At most three names, then 等; without a name numbered references begin with the title (8.1).


def _gbt(reference: Reference) -> list[Run]:
    names = _names(reference)
    shown = [_gbt_name(name) for name in names[:3]]
    if len(names) > 3:
        shown.append("等" if _is_chinese(reference.title + shown[0]) else "et al")
    year, month, day = _date(reference)
    when = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "") if year else ""
    page = f"({reference.page})" if reference.page else ""
    where = ", ".join(part for part in (reference.newspaper, when) if part) + page
    deck = reference.subtitle.strip().lstrip("—-–― ")
    title = ": ".join(part for part in (reference.title.strip(), deck) if part)
    head = f"{title}[N]"
    return [Run(". ".join(part for part in (", ".join(shown), head, where) if part) + ".")]


def _gbt_name(name: Name) -> str:
    if name.whole:
        return name.whole
    return " ".join(part for part in (name.family.upper(), name.initials.replace(".", ""), name.suffix) if part)


# ---- Chicago Manual of Style, 17th edition, 14.191–14.200: a note in full; unsigned pieces begin with the title (14.199), what has
# no title is described, what has no date has n.d. (14.145)


def _chicago(reference: Reference) -> list[Run]:
    names = [_in_order(name) for name in _names(reference)]
    people = f"{names[0]} et al." if len(names) > 3 else _and(names, "and")
    title = title_of(reference)
    parts = [
        [Run(people)],
        [Run(f"“{title},”")] if title else [Run("untitled article" if people else "Untitled article")],
        [Run(reference.newspaper, True)],
        [Run(_american(reference) or "n.d.")],
        [Run(reference.edition)],
        [Run(reference.page)],
    ]
    runs: list[Run] = []
    for part in parts:
        if any(run.words for run in part):
            between = " " if runs and runs[-1].words.endswith(",”") else ", "
            runs += [Run(between), *part] if runs else part
    return [*runs, Run("" if runs[-1].words.endswith(".") else ".")]


def _american(reference: Reference) -> str:
    year, month, day = _date(reference)
    if day:
        return f"{_MONTHS[month - 1]} {day}, {year}"
    if month:
        return f"{_MONTHS[month - 1]} {year}"
    return str(year) if year else ""


def _and(names: Sequence[str], word: str) -> str:
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} {word} {names[-1]}"


# ---- Publication Manual of the APA, 7th edition, 10.1 (16); no author: the title takes its place (9.12), no date: n.d. (9.17), no
# title: a description in brackets (9.22)


def _apa(reference: Reference) -> list[Run]:
    names = [_apa_name(name) for name in _names(reference)]
    crowd = f"{', '.join(names[:19])}, . . . {names[-1]}" if len(names) > 20 else ""
    people = crowd or _ampersand(names)
    when = f"({_apa_date(reference)})."
    title = title_of(reference) or "[Untitled newspaper article]"
    first, second = (people, title) if people else (title, "")
    place = [Run(reference.newspaper, True)]
    if reference.page:
        place.append(Run((", " if reference.newspaper else "p. ") + reference.page))
    tail = [*place, Run(".")] if any(run.words for run in place) else []
    parts = [[Run(_close(first))] if first else [], [Run(when)], [Run(_close(second))] if second else [], tail]
    return _joined(parts, " ")


def _apa_name(name: Name) -> str:
    if name.whole:
        return name.whole
    return ", ".join(part for part in (name.family, name.initials, f"{name.suffix}." if name.suffix else "") if part)


def _ampersand(names: Sequence[str]) -> str:
    return ", & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _apa_date(reference: Reference) -> str:
    year, month, day = _date(reference)
    if not year:
        return "n.d."
    tail = f", {_MONTHS[month - 1]}" + (f" {day}" if day else "") if month else ""
    return f"{year}{tail}"


# ---- MLA Handbook, 9th edition: what is not known is left out; what has no title is described


def _mla(reference: Reference) -> list[Run]:
    names = _names(reference)
    people = ""
    if names:
        people = names[0].whole or ", ".join(p for p in (names[0].family, names[0].given, names[0].suffix) if p)
        second = _in_order(names[1]) if len(names) == 2 else ""
        people += f", and {second}" if second else ", et al." if len(names) > 2 else ""
    title = title_of(reference)
    page = f"p. {reference.page}" if reference.page else ""
    edition = f"{reference.edition}" if reference.edition else ""
    place = [[Run(reference.newspaper, True)], [Run(edition)], [Run(_british(reference))], [Run(page)]]
    where = _joined(place, ", ")
    tail = [*where, Run("" if where and where[-1].words.endswith(".") else ".")] if where else []
    return _joined([[Run(_close(people))] if people else [], [Run(f"“{_close(title)}”" if title else "Untitled article.")], tail], " ")


def _in_order(name: Name) -> str:
    """A name as it is spoken."""
    return name.whole or " ".join(part for part in (name.given, name.family, name.suffix) if part)


def _british(reference: Reference) -> str:
    year, month, day = _date(reference)
    return " ".join(
        part
        for part in (str(day) if day else "", _SHORT[month - 1] if month else "", str(year) if year else "")
        if part
    )


_WRITERS: dict[str, Callable[[Reference], list[Run]]] = {"gbt7714": _gbt, "chicago": _chicago, "apa": _apa, "mla": _mla}

"""Links inside notes: to articles, passages, highlights, tags and issues by permanent id, and to the web.

A link is plain Markdown, `[title](pressmark:article/UUID)`, so that it reads well in any export and its target can
be found again wherever the library goes. A quotation's link names its place as well, in code points of the source
text, which is never edited: `pressmark:article/UUID#SOURCE-UUID:7-21`. Offsets here are code points of the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

KINDS = ("article", "highlight", "tag", "issue")
"""What a note can link to."""
PLACEHOLDERS = ("title", "date", "newspaper", "page", "author", "today")
"""What a template may ask for, in curly brackets."""

_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_SPAN = rf"{_UUID}:\d+-\d+"
_LINK = re.compile(
    rf"\[((?:\\.|[^\[\]\\\n])*)\]\(pressmark:({'|'.join(KINDS)})/({_UUID})(?:#({_SPAN}(?:,{_SPAN})*))?\)"
)
_WEB = re.compile(
    r"\[((?:\\.|[^\[\]\\\n])+)\]\((https?://[^\s()<>]+)\)|(https?://[^\s<>()\[\]“”\"，。；、）]+)", re.IGNORECASE
)
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}([.)]))(\s+)(\[[ xX]\]\s+)?")
_QUOTED = re.compile(r"(?:>[ \t]?)+")
_ASKED = re.compile(r"\{([a-z]+)\}")


class Place(NamedTuple):
    """A stretch of a source text by its permanent id, in code points."""

    source: str
    start: int
    end: int


class NoteLink(NamedTuple):
    """One link in a note: where it stands, where its title does, and what it leads to."""

    start: int
    end: int
    title_start: int
    title_end: int
    title: str
    kind: str
    uuid: str
    places: tuple[Place, ...] = ()


class WebLink(NamedTuple):
    """An address in a note, with or without a title."""

    start: int
    end: int
    title_start: int
    title_end: int
    url: str


def links(text: str) -> list[NoteLink]:
    """The links of a note to things of the library, in order."""
    found = []
    for m in _LINK.finditer(text):
        places = tuple(_place(part) for part in m[4].split(",")) if m[4] else ()
        found.append(NoteLink(m.start(), m.end(), m.start(1), m.end(1), unescape(m[1]), m[2], m[3].lower(), places))
    return found


def _place(text: str) -> Place:
    source, _colon, span = text.partition(":")
    start, _dash, end = span.partition("-")
    return Place(source.lower(), int(start), int(end))


def web_links(text: str) -> list[WebLink]:
    """The http and https addresses of a note, in order; no other scheme is one."""
    found = []
    for m in _WEB.finditer(text):
        if m[2] is not None:
            found.append(WebLink(m.start(), m.end(), m.start(1), m.end(1), m[2]))
        else:
            url = m[3].rstrip(".,;:!?'")
            found.append(WebLink(m.start(), m.start() + len(url), m.start(), m.start() + len(url), url))
    return found


def targets(text: str) -> set[tuple[str, str]]:
    """(kind, permanent id) of everything a note links to."""
    return {(link.kind, link.uuid) for link in links(text)}


def link(kind: str, uuid: str, title: str, places: Iterable[Place] = ()) -> str:
    """The Markdown of a link; the title on one line, its brackets escaped."""
    where = ",".join(f"{p.source}:{p.start}-{p.end}" for p in places)
    return f"[{escape(title)}](pressmark:{kind}/{uuid}{'#' + where if where else ''})"


def escape(title: str) -> str:
    """A title as it stands in square brackets."""
    return re.sub(r"([\\\[\]])", r"\\\1", " ".join(title.split())) or "…"


def unescape(title: str) -> str:
    """A title as it reads."""
    return re.sub(r"\\([\\\[\]])", r"\1", title)


def quotation(words: str, cited: str) -> str:
    """Words as a Markdown block quotation, paragraph by paragraph, the line that cites them under it."""
    lines = [line for line in words.strip().split("\n") if line.strip()]
    quoted = "\n>\n".join(f"> {_as_words(line.strip())}" for line in lines)
    return f"{quoted}\n> — {cited}\n"


def _as_words(line: str) -> str:
    """A line that Markdown would read as a heading, a list or a quotation, kept as words."""
    if re.match(r"(?:#{1,6}\s|[-*+]\s|>)", line):
        return "\\" + line
    return re.sub(r"^(\d{1,9})([.)]\s)", r"\1\\\2", line)


def quoted_at(text: str, at: int) -> str:
    """The words of the block quotation that stands at `at`, markers and citing line left out; empty where none does."""
    lines = text.split("\n")
    row = text.count("\n", 0, at)
    first = last = row
    while first > 0 and lines[first - 1].startswith(">"):
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].startswith(">"):
        last += 1
    if not lines[row].startswith(">"):
        return ""
    words = [_QUOTED.sub("", line, count=1) for line in lines[first : last + 1]]
    return "\n".join(word for word in words if word.strip() and not word.lstrip().startswith("— [")).strip()


def next_line(line: str) -> str | None:
    """What Enter at the end of a line begins the next one with: the list or quotation goes on.

    None where the line is an empty item or an empty line of a quotation: its marker goes instead.
    """
    quoted = _QUOTED.match(line)
    front = quoted[0] if quoted else ""
    rest = line[len(front) :]
    item = _ITEM.match(rest)
    if item is None:
        return (None if not rest.strip() else front) if front else ""
    if not rest[item.end() :].strip():
        return None
    mark = item[2]
    if item[3]:
        mark = f"{int(mark[:-1]) + 1}{item[3]}"
    return f"{front}{item[1]}{mark}{item[4]}{'[ ] ' if item[5] else ''}"


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with what it asks for filled in; what is unknown stays asked for, in sight."""
    return _ASKED.sub(lambda m: values.get(m[1]) or m[0], template)


def merged(mine: str, theirs: str) -> str:
    """Both versions of a note, one after the other, a rule between; one of them where it holds the other."""
    if mine.strip() in theirs:
        return theirs
    if theirs.strip() in mine:
        return mine
    return f"{mine.rstrip()}\n\n---\n\n{theirs.lstrip()}"


def excerpt(text: str, at: int = 0, length: int = 80) -> str:
    """Some words of a note around `at`, on one line, links by their titles and markers left out."""
    begin = max(0, text.rfind("\n", 0, at) + 1)
    line = " ".join(_LINK.sub(lambda m: unescape(m[1]), text[begin : begin + 4 * length]).split())
    line = re.sub(r"^(?:[#>\-*+]+\s+)+", "", line)
    return line if len(line) <= length else line[: length - 1] + "…"


def first_words(texts: Sequence[str]) -> str:
    """The first of some texts that is not blank, on one line."""
    return next((" ".join(text.split()) for text in texts if text.strip()), "")

"""What may come next in a query as it is typed: fields, and the values that the library or the language knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reader.commands.session import Session
from reader.domain.fold import fold
from reader.domain.query_tree import CHOICES, FILTERS, NAMES, TEXT_FIELDS, UNKNOWN
from reader.domain.query_writing import value as as_value
from reader.domain.words import N_, _
from reader.store import offered

MOST = 12
"""At most so many are offered."""
_WORD = re.compile(r"[^\s()（）\"＂“”„「『«]*$")
_ABOUT = {
    "title": N_("in the headline"), "kicker": N_("in the kicker"), "column": N_("in the column"),
    "author": N_("who wrote it"), "note": N_("in the note"), "comment": N_("in comments on highlights"),
    "text": N_("in the text"), "printed": N_("as printed, before corrections"), "tag": N_("tag or a narrower one"),
    "newspaper": N_("newspaper"), "issue": N_("issue by its number"), "date": N_("day, month, year or from..to"),
    "page": N_("page"), "kind": N_("what it is"), "colour": N_("has a highlight of this colour"),
    "has": N_("what it has"), "state": N_("read or not"), "hit": N_("where the words stand"),
    "in": N_("articles, highlights or notes"), "sort": N_("order"), "fold": N_("wider: other characters and names"),
}  # fmt: skip


class Completed(NamedTuple):
    """Code points `[start, end)` of the query may become `text`; `about` says what it is."""

    start: int
    end: int
    text: str
    about: str = ""


def complete_query(session: Session, query: str, at: int) -> list[Completed]:
    """What the word before code point `at` of a query may become; nothing inside quotation marks."""
    before = query[:at]
    if len(re.findall('["＂]', before)) % 2 or before.count("“") > before.count("”"):
        return []
    found = _WORD.search(before)
    word = found[0].lstrip("-－−–") if found else ""
    start = at - len(word)
    name, colon, typed = re.sub("：", ":", word, count=1).partition(":")
    if not colon:
        return [Completed(start, at, f, about) for f, about in _fields(word)][:MOST] if word else []
    field = NAMES.get(fold(name), "")
    bare = typed.lstrip("=＝")
    begin = at - len(bare)
    values = _values(session, field, bare) if field else ()
    return [Completed(begin, at, as_value(text) + " ", about) for text, about in values][:MOST]


def _fields(word: str) -> list[tuple[str, str]]:
    """Fields whose name begins so, English ones by their own name and Chinese ones by theirs."""
    seen = fold(word)
    return [
        (f"{name}:", _(_ABOUT.get(field, "")) if field in _ABOUT else "")
        for name, field in NAMES.items()
        if name.startswith(seen) and (not name.isascii() or name in (*TEXT_FIELDS, *FILTERS))
    ]


def _values(session: Session, field: str, typed: str) -> Iterable[tuple[str, str]]:
    if field == "tag":
        return [(tag.name, f"{tag.articles:,}" if tag.articles else "") for tag in session.complete_tags(typed)[:MOST]]
    if field == "colour":
        named = [(colour.key, _(colour.name)) for colour in session.colours()]
        return [(key, name) for key, name in named if _fits(typed, key, name)]
    if field == "newspaper":
        return [(name, "") for _id, name, *_more in session.newspapers() if _fits(typed, name)] + _unknown(typed)
    if field == "author":
        return [(name, "") for name in session.finder.index.authors(typed, MOST)]
    if field == "date":
        return [(date, "") for date in offered.dates(session.library, typed, MOST)] + _unknown(typed)
    if field == "page":
        return [(label, "") for label in offered.pages(session.library, typed, MOST)] + _unknown(typed)
    done, comma, last = typed.rpartition(",") if field == "fold" else ("", "", typed)
    return [(done + comma + choice, "") for choice in CHOICES.get(field, ()) if choice.startswith(fold(last))]


def _unknown(typed: str) -> list[tuple[str, str]]:
    return [(UNKNOWN, _("what nobody knows yet"))] if UNKNOWN.startswith(fold(typed)) else []


def _fits(typed: str, *names: str) -> bool:
    return any(fold(typed) in fold(name) for name in names)

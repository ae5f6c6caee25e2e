"""Acts of the history told in words: what was done in a sentence, and each value before and after."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from reader.commands import registry
from reader.commands.session import Session
from reader.commands.wording import word_act
from reader.domain.errors import ReaderError, UsageError
from reader.domain.periods import read_period
from reader.domain.views import ActView, ArticleView
from reader.domain.words import N_, _
from reader.store import history, log, past, recalled
from reader.store.act import Act
from reader.store.library import Library
from reader.store.texts import Reads
from reader.store.touched import touched

SENTENCES = {
    "highlight.add": N_("Highlighted “{what}”"),
    "highlight.remove": N_("Removed the highlight “{what}”"),
    "highlight.colour": N_("Gave the highlight “{what}” the colour {to}"),
    "highlight.comment": N_("Commented “{what}”: {to}"),
    "highlight.tag": N_("Tagged the highlight “{what}”: {about}"),
    "highlight.untag": N_("Took a tag off the highlight “{what}”: {about}"),
    "highlight.reach": N_("Moved the edges of the highlight “{what}”"),
    "highlight.merge": N_("Merged highlights into “{what}”"),
    "highlight.accept": N_("Accepted the corrected words of a highlight: “{to}”"),
    "highlight.relink": N_("Put the lost highlight “{what}” on words again"),
    "mentions.mark": N_("Highlighted mentions of “{what}”"),
    "tag.add": N_("Tagged: {about}"),
    "tag.remove": N_("Took tags off: {about}"),
    "tag.new": N_("Made the tag {about}"),
    "tag.rename": N_("Renamed the tag {from_} to {to}"),
    "tag.note": N_("Wrote the scope note of {about}"),
    "tag.delete": N_("Deleted the tag {about}"),
    "note.write": N_("Wrote the note: {to}"),
    "text.correct": N_("Corrected the text: {about}"),
    "text.rewrite": N_("Corrected the text: {about}"),
    "repair.role": N_("Made a block a {to} (it was {from_})"),
    "repair.kind": N_("Made the article a {to} (it was {from_})"),
    "article.state": N_("Marked as {to}"),
    "import.files": N_("Imported {about}"),
    "saved.add": N_("Saved the search {about}"),
    "saved.rename": N_("Renamed the saved search {from_} to {to}"),
    "saved.delete": N_("Deleted the saved search {about}"),
    "basket.new": N_("Made the basket {about}"),
    "basket.rename": N_("Renamed the basket {from_} to {to}"),
    "basket.delete": N_("Deleted the basket {about}"),
    "basket.add": N_("Laid in the basket {about}"),
    "basket.take_out": N_("Took out of the basket {about}"),
    "basket.order": N_("Moved in the basket {about}"),
}
"""What was done, by command; where a place cannot be filled the command's own name is said."""

ENTITIES = {
    "highlight": N_("Highlight"), "article_tag": N_("Tag"), "highlight_tag": N_("Tag of highlight"), "note": N_("Note"),
    "correction": N_("Correction"), "block": N_("Block"), "article": N_("Article"), "article_field": N_("Field"),
    "tag": N_("Tag"), "tag_alias": N_("Alias"), "issue": N_("Issue"), "page": N_("Page"), "newspaper": N_("Newspaper"),
    "flag": N_("Doubt"), "colour": N_("Colour"), "issue_tag": N_("Tag of issue"),
    "saved_search": N_("Saved search"), "basket": N_("Basket"), "basket_item": N_("In a basket"),
}  # fmt: skip
FIELDS = {
    "colour": N_("Colour"), "comment": N_("Comment"), "quote": N_("Words"), "text": N_("Text"), "name": N_("Name"),
    "replacement": N_("Reads"), "role": N_("Role"), "kind": N_("Kind"), "state": N_("State"), "value": N_("Value"),
    "date": N_("Date"), "label": N_("Page"), "article_id": N_("Article"), "trashed": N_("In the trash since"),
    "parent_id": N_("Broader term"), "scope_note": N_("Scope note"), "newspaper_id": N_("Newspaper"),
    "tag_id": N_("Tag"), "query": N_("Query"), "remark": N_("Remark"), "basket_id": N_("Basket"),
}  # fmt: skip
_WORDS_OF = {
    "highlight": "quote", "note": "text", "article_field": "value", "tag": "name", "tag_alias": "name", "issue": "name",
    "newspaper": "name", "page": "label", "flag": "code", "colour": "name", "block": "role", "article": "kind",
    "correction": "replacement", "saved_search": "name", "basket": "name",
}  # fmt: skip
_NAMES = {
    "article_tag": ("tag_id", "tag", "name"), "highlight_tag": ("tag_id", "tag", "name"),
    "issue_tag": ("tag_id", "tag", "name"),
}  # fmt: skip
_REFERENCES = {
    "tag_id": ("tag", "name"), "parent_id": ("tag", "name"), "newspaper_id": ("newspaper", "name"),
    "article_id": ("article", "title"),
}  # fmt: skip
_REVERSING = {
    "history.undo": N_("Undo: {title}"), "history.redo": N_("Redo: {title}"),
    "history.revert": N_("Took back one act: {title}"),
}  # fmt: skip
_MOST = 200
_LOOKED_AT = 30
_FEW = 500


class Told(NamedTuple):
    """An act, what was done in a sentence, and the headline of the article it was done to (empty where none is known)."""

    view: ActView
    sentence: str
    title: str


class FieldChange(NamedTuple):
    """One value before and after an act; empty where there was none. `field` is empty for a whole row."""

    what: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ActDetail:
    """An act with what it changed; `unseen` counts changes that only concern order and cutting, `more` those not read."""

    view: ActView
    sentence: str
    changes: tuple[FieldChange, ...]
    unseen: int
    more: int
    upto: int


def wanted(
    session: Session, words: str = "", author: str = "", device: str = "", kind: str = "", when: str = "",
    article: int | None = None, issue: int | None = None,
) -> recalled.Wanted:  # fmt: skip
    """What to look for, `when` as typed (`last Tuesday`, `上周二`, `2024-03`). Raises UsageError where that is no date."""
    first, last = days(when) if when.strip() else ("", "")
    typed = words.casefold().strip()
    named = tuple(
        c.id for c in registry.every()
        if typed and (typed in c.name.casefold() or typed in _(SENTENCES.get(c.id, "") or c.title).casefold())
    )  # fmt: skip
    return recalled.Wanted(words, author, device, kind, first, last, article, issue, named)


def days(when: str) -> tuple[str, str]:
    """First and last day, ISO, of what was typed. Raises UsageError where it is no date."""
    found = read_period(when, date.today())
    if found is None:
        raise UsageError(
            N_("{text} is not a date."), N_("Give it as YYYY-MM-DD, or as yesterday, last Tuesday."), text=when
        )
    return found.first.isoformat(), found.last.isoformat()


def found(session: Session, what: recalled.Wanted) -> list[tuple[int, str]]:
    """(id, day) of the acts wanted, newest first."""
    return recalled.found(session.library, what)


def told(session: Session, ids: Sequence[int]) -> dict[int, Told]:
    """Acts in words, by id."""
    stored = recalled.acts(session.library, ids)
    return {
        id: Told(word_act(act), sentence(session.library, act), _short(act.title, 60)) for id, act in stored.items()
    }


def sentence(library: Library, act: history.StoredAct) -> str:
    """What was done, in the language now set; an undo says what it undid."""
    view = word_act(act)
    reversing = act.about if act.kind in {"undo", "redo"} else act.params.get("act")
    target = history.act(library, reversing) if act.command.startswith("history.") else None
    if target is not None and target.id < act.id:
        return _short(_(_REVERSING[act.command]).format(title=sentence(library, target)))
    template = SENTENCES.get(act.command) if act.kind in {"do", "auto", "import"} else None
    if template is not None:
        places = _places(library, act, view)
        try:
            return _short(_(template).format(**places))
        except KeyError:
            pass
    return _with(view.title, view.about)


def _with(title: str, about: str) -> str:
    return _short(f"{title} · {about}" if about else title)


def _short(words: str, most: int = 160) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _places(reads: Reads, act: history.StoredAct, view: ActView) -> dict[str, str]:
    """What the places of a sentence can be filled with; none is empty."""
    rows = reads.rows(
        "select entity, entity_id, field, old, new from change where act_id = ? order by id limit ?",
        (act.id, _LOOKED_AT),
    )
    places = {"about": view.about}
    for entity, id, field, old, new in rows:
        if entity.startswith("highlight"):
            places.setdefault("what", _quote(reads, entity, id, old or new, field))
        if field == "*" and entity == "note" and new is not None:
            places.setdefault("to", str(json.loads(new)["text"]))
        if field in {"colour", "comment", "name", "role", "kind", "state", "text", "quote"} and entity != "colour":
            places.setdefault("from_", _value(reads, field, json.loads(old)))
            places.setdefault("to", _value(reads, field, json.loads(new)))
    places.setdefault("what", view.about)
    return {name: _short(words, 60) for name, words in places.items() if words.strip()}


def _quote(reads: Reads, entity: str, id: int, whole: str | None, field: str) -> str:
    stated = json.loads(whole) if whole and field == "*" else {}
    if entity == "highlight" and stated:
        return str(stated.get("quote", ""))
    key = id if entity == "highlight" else stated.get("highlight_id")
    rows = reads.rows("select quote from highlight where id = ?", (key,))
    return str(rows[0][0]) if rows else ""


# ---- before and after


def detail(session: Session, id: int) -> ActDetail | None:
    """An act with each value before and after; None where there is none."""
    library = session.library
    act = history.act(library, id)
    if act is None:
        return None
    rows = log.changes_of(library.db(), id)
    shown = [row for row in rows if _is_readable(row)]
    made = tuple(_told_change(library, row) for row in shown[:_MOST])
    upto = recalled.count_from(library, id)
    view = word_act(act)
    if view.article is None and 0 < len(rows) < _FEW:
        touching = touched(Act(library.db(), id, act.command, act.at, act.author, act.device)).articles
        view = replace(view, article=min(touching, default=None))
    return ActDetail(view, sentence(library, act), made, len(rows) - len(shown), max(0, len(shown) - _MOST), upto)


def _is_readable(row: log.Row) -> bool:
    _id, entity, _entity_id, field, _old, _new = row
    return entity in ENTITIES and (field == "*" or (field in FIELDS and (entity, field) != ("flag", "name")))


def _told_change(reads: Reads, row: log.Row) -> FieldChange:
    _id, entity, _entity_id, field, old, new = row
    before, after = (json.loads(value) if value is not None else None for value in (old, new))
    what = _(ENTITIES[entity])
    if field == "*":
        return FieldChange(what, "", *(_whole(reads, entity, side) for side in (before, after)))
    return FieldChange(what, _(FIELDS[field]), _value(reads, field, before), _value(reads, field, after))


def _whole(reads: Reads, entity: str, row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    if entity in _NAMES:
        column, table, name = _NAMES[entity]
        return _named(reads, table, name, row[column])
    if entity == "correction":
        rows = reads.rows(
            "select substr(text, ? + 1, ? - ?) from source_text where id = ?",
            (row["start"], row["end"], row["start"], row["source_text_id"]),
        )
        return f"{rows[0][0] if rows else ''} → {row['replacement']}"
    words = str(row.get(_WORDS_OF[entity]) or "")
    return _value(reads, _WORDS_OF[entity], words) if entity in {"block", "article"} else words


def _value(reads: Reads, field: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if field in _REFERENCES:
        return _named(reads, *_REFERENCES[field], value)
    if field == "colour":
        rows = reads.rows("select name from colour where key = ?", (value,))
        return _(str(rows[0][0])) if rows and rows[0][0] else str(value)
    if field in {"role", "kind", "state"}:
        return _(_TERMS.get(str(value), str(value)))
    return str(value)


_TERMS = {
    "unread": N_("unread"), "read": N_("read"), "done": N_("done"), "open": N_("open"), "answered": N_("answered"),
    "dismissed": N_("dismissed"), "title": N_("title"), "kicker": N_("kicker"), "deck": N_("deck"),
    "paragraph": N_("paragraph"), "byline": N_("byline"), "column": N_("column label"), "article": N_("article"),
    "photo": N_("photo"), "notice": N_("notice"), "advert": N_("advertisement"), "contents": N_("contents"),
    "other": N_("other"), "furniture": N_("page text"), "caption": N_("caption"), "subhead": N_("subhead"),
}  # fmt: skip
"""Roles, kinds and states inside a sentence."""


def _named(reads: Reads, table: str, column: str, id: Any) -> str:
    rows = reads.rows(f"select {column} from {table} where id = ?", (id,))
    return str(rows[0][0] or "") if rows else f"{id}"


# ---- the past of an article


def as_of(session: Session, article: int, when: str) -> tuple[ArticleView, int]:
    """An article as it was at the end of a day (or at an ISO time), and the act it was last. Raises ReaderError where
    it was not in the library yet."""
    moment = when if "T" in when else days(when)[1]
    after = past.act_at(session.library, moment)
    found = past.article_as_of(session.library, article, after)
    if found is None:
        raise ReaderError(
            N_("Article {id} was not in the library on {when}."), N_("`pressmark history --article` tells its days."),
            id=article, when=when,
        )  # fmt: skip
    return found, after

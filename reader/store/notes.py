"""Notes on articles, issues and the library, written inside an act; their drafts, links and templates.

What a note is on is told as `article:ID`, `issue:ID` or `library`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reader.domain import note_links, order
from reader.domain.note_links import Place
from reader.store.act import Act
from reader.store.library import Library
from reader.store.texts import Reads, chunks, where_in

LIBRARY = "library"
_NOTES = "target = 'library' or target like 'article:%' or target like 'issue:%'"
_OF_BOTH_NULL = "article_id is null and issue_id is null"


class Linking(NamedTuple):
    """A note that links to something: what it is on, the title of that (empty: the library), the note's text."""

    target: str
    title: str
    text: str


class Template(NamedTuple):
    """A template of a library."""

    id: int
    uuid: str
    name: str
    text: str


def on_article(id: int) -> str:
    """What a note on an article is on."""
    return f"article:{id}"


def on_issue(id: int) -> str:
    """What a note on an issue is on."""
    return f"issue:{id}"


def parted(target: str) -> tuple[str, int]:
    """(kind, id) of what a note is on; the library has id 0."""
    kind, _colon, id = target.partition(":")
    return kind, int(id or 0)


def _where(target: str) -> tuple[str, tuple[int, ...]]:
    kind, id = parted(target)
    return (_OF_BOTH_NULL, ()) if kind == LIBRARY else (f"{kind}_id = ?", (id,))


def written(reads: Reads, target: str) -> str:
    """The note as it is written, drafts left aside; empty where there is none."""
    where, params = _where(target)
    found = reads.rows(f"select text from note where {where}", params)
    return str(found[0][0]) if found else ""


def note(library: Library, target: str) -> str:
    """The note with an unsaved draft applied; empty where there is none."""
    draft = library.value("select text from note_draft where target = ?", (target,))
    return written(library, target) if draft is None else str(draft)


def write_note(act: Act, target: str, text: str) -> None:
    """Set a note; an empty text removes it. The draft, now kept for good, goes."""
    forget_draft(act, target)
    where, params = _where(target)
    known = act.value(f"select id from note where {where}", params)
    if known is None and text:
        kind, id = parted(target)
        act.insert("note", text=text, **({} if kind == LIBRARY else {f"{kind}_id": id}))
    elif known is not None and text:
        act.execute("update note set text = ? where id = ? and text is not ?", (text, known, text))
    elif known is not None:
        act.delete("note", known)


def keep_draft(act: Act, target: str, text: str) -> None:
    """Keep a note as typed so far, outside the change log."""
    act.execute("insert or replace into note_draft (target, text, at) values (?, ?, ?)", (target, text, act.at))


def forget_draft(act: Act, target: str) -> None:
    """Drop the draft of a note that is written."""
    act.execute("delete from note_draft where target = ?", (target,))


def drafts(act: Act) -> list[tuple[str, str]]:
    """(target, text) of notes typed but not yet written, oldest first."""
    return [(str(t), str(x)) for t, x in act.rows(f"select target, text from note_draft where {_NOTES} order by at")]


def has_drafts(library: Library) -> bool:
    """Whether a note was typed but not written, because the program ended first."""
    return library.value(f"select 1 from note_draft where {_NOTES} limit 1") is not None


# ---- links


def refresh_links(act: Act, ids: Iterable[int]) -> None:
    """Read the links of notes again from their texts; those of notes that are gone go."""
    for some in chunks(ids):
        act.execute(f"delete from note_link where {where_in('note_id', some)}")
        for id, text in act.rows(f"select id, text from note where {where_in('id', some)}"):
            for kind, target in sorted(note_links.targets(text)):
                act.execute("insert into note_link (note_id, kind, target) values (?, ?, ?)", (id, kind, target))


def linked_from(library: Library, kind: str, uuids: Sequence[str]) -> list[Linking]:
    """The notes that link to a thing (given by all permanent ids that mean it), newest last."""
    found: dict[int, Linking] = {}
    for uuid in uuids:
        sql = """select n.id, n.article_id, n.issue_id, n.text, a.title, i.date, i.name, p.name from note_link l
                 join note n on n.id = l.note_id left join article a on a.id = n.article_id
                 left join issue i on i.id = n.issue_id left join newspaper p on p.id = i.newspaper_id
                 where l.kind = ? and l.target = ? and (a.id is null or a.shown) and (i.id is null or i.trashed is null)
                 order by n.id"""
        for id, article, issue, text, title, date, name, paper in library.rows(sql, (kind, uuid)):
            on = on_article(article) if article else on_issue(issue) if issue else LIBRARY
            words = title if article else " ".join(w for w in (paper, date) if w) or name
            found[id] = Linking(on, words or "", text)
    return list(found.values())


def meant_by(library: Library, kind: str, id: int) -> list[str]:
    """All permanent ids that mean a row: its own, and those of rows joined into it since."""
    own = library.value(f"select uuid from {kind} where id = ?", (id,))
    if own is None:
        return []
    sql = """with recursive also(uuid) as (values (?) union
               select (select c.uuid from change c where c.entity = r.entity and c.entity_id = r.entity_id
                 and c.uuid is not null limit 1) from redirect r join also on r.to_uuid = also.uuid where r.entity = ?)
             select uuid from also where uuid is not null"""
    return [str(row[0]) for row in library.rows(sql, (own, kind))]


def gone(library: Library, wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of some link targets (kind, permanent id) are not there any more."""
    return {(kind, uuid) for kind, uuid in wanted if id_of(library, kind, uuid) is None}


def id_of(library: Library, kind: str, uuid: str) -> int | None:
    """The row a link leads to, followed through joins and merges; None where it is gone or in the trash."""
    found = library.value(f"select id from {kind} where uuid = ?", (uuid,))
    if found is None and kind in {"article", "tag"}:
        found = _joined(library, kind, uuid)
    if found is None:
        return None
    shown = {"article": "shown", "issue": "trashed is null"}.get(kind, "1")
    there = library.value(f"select id from {kind} where id = ? and {shown}", (found,))
    return None if there is None else int(there)


def _joined(library: Library, kind: str, uuid: str) -> int | None:
    for _step in range(1000):
        to = library.value(
            """select r.to_uuid from redirect r where r.entity = ? and r.entity_id =
                 (select max(entity_id) from change where entity = ? and uuid = ?) order by r.id desc limit 1""",
            (kind, kind, uuid),
        )
        if to is None:
            return None
        found = library.value(f"select id from {kind} where uuid = ?", (to,))
        if found is not None:
            return int(found)
        uuid = str(to)
    return None


def shown_at(library: Library, place: Place) -> tuple[int, int] | None:
    """(article, source text id) that shows a stretch of a source text now; None where no article does."""
    sql = """select b.article_id, s.id from source_text s join piece p on p.source_text_id = s.id
             join block b on b.id = p.block_id join article a on a.id = b.article_id
             where s.uuid = ? and p.start < ? and p.end > ? and a.shown order by p.start limit 1"""
    found = library.row(sql, (place.source, place.end, place.start))
    return (int(found[0]), int(found[1])) if found else None


def source_uuids(library: Library, ids: Iterable[int]) -> dict[int, str]:
    """The permanent ids of source texts."""
    found: dict[int, str] = {}
    for some in chunks(set(ids)):
        found.update(library.rows(f"select id, uuid from source_text where {where_in('id', some)}"))
    return found


def highlight_home(library: Library, highlight: int) -> int | None:
    """The first article that shows a highlight."""
    sql = """select b.article_id from highlight_span s join piece p on p.source_text_id = s.source_text_id
             and p.start < s.end and p.end > s.start join block b on b.id = p.block_id
             join article a on a.id = b.article_id where s.highlight_id = ? and a.shown order by s.position, p.start limit 1"""
    found = library.value(sql, (highlight,))
    return None if found is None else int(found)


def quotes_like(library: Library, typed: str, limit: int) -> list[tuple[str, str, str]]:
    """(permanent id, quote, comment) of the newest highlights whose quote or comment holds what was typed."""
    like = "%" + typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    sql = """select uuid, quote, comment from highlight where quote like ? escape '\\' or comment like ? escape '\\'
             order by id desc limit ?"""
    return library.rows(sql, (like, like, limit))


def uuids(library: Library, kind: str, ids: Sequence[int]) -> dict[int, str]:
    """The permanent ids of rows."""
    return dict(library.rows(f"select id, uuid from {kind} where {where_in('id', list(ids))}"))


def on_issues_and_library(library: Library) -> list[tuple[str, str]]:
    """(target, text) of the notes that are on no article; those of issues in the trash left out."""
    sql = """select case when n.issue_id is null then 'library' else 'issue:' || n.issue_id end, n.text from note n
             left join issue i on i.id = n.issue_id where n.article_id is null and i.trashed is null and n.text <> ''
             order by n.issue_id is not null, i.date, i.id"""
    return [(str(t), str(x)) for t, x in library.rows(sql)]


# ---- templates


def templates(library: Library) -> list[Template]:
    """The templates of a library, in order."""
    return [
        Template(*row) for row in library.rows("select id, uuid, name, text from note_template order by position, id")
    ]


def add_template(act: Act, name: str, text: str) -> int:
    """A new template at the end; returns its id."""
    last: Any = act.value("select max(position) from note_template")
    return act.insert("note_template", name=name, text=text, position=order.between(last, None))

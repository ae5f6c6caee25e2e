"""Acts of the change log found by who, when, what and where, for a list of any length; and the facts of one act."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from reader.store import past
from reader.store.history import SELECT, StoredAct, read_act
from reader.store.library import Library
from reader.store.texts import where_in

KINDS = {
    "marks": ("highlight.", "passages.", "mentions.", "colour."),
    "tags": ("tag.", "issue.tag", "issue.untag"),
    "notes": ("note.",),
    "text": ("text.",),
    "structure": ("repair.",),
    "doubts": ("flag.", "learned."),
    "holdings": ("import.", "issue.", "page.", "newspaper.", "article."),
    "undo": ("history.",),
}
"""Kinds of acts and how their commands begin; what begins like a kind named earlier belongs there."""


class Wanted(NamedTuple):
    """Which acts: words in them, who, where, a key of KINDS, first and last day (ISO), an article or an issue.

    `commands` are commands whose names hold the words; their acts are found too.
    """

    words: str = ""
    author: str = ""
    device: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    article: int | None = None
    issue: int | None = None
    commands: tuple[str, ...] = ()


def found(library: Library, wanted: Wanted) -> list[tuple[int, str]]:
    """(id, day as ISO) of the acts wanted, newest first. What the window notices by itself is left out."""
    where, bound = ["a.kind <> 'auto'"], {}
    for column in ("author", "device"):
        if getattr(wanted, column):
            where.append(f"a.{column} = :{column}")
            bound[column] = getattr(wanted, column)
    if wanted.since:
        where.append("substr(a.at, 1, 10) >= :since")
        bound["since"] = wanted.since
    if wanted.until:
        where.append("substr(a.at, 1, 10) <= :until")
        bound["until"] = wanted.until
    if wanted.kind:
        where.append(_of_kind(wanted.kind))
    if wanted.article is not None:
        where.append(where_in("a.id", past.steps(library, wanted.article)))
    if wanted.issue is not None:
        where.append(_OF_ISSUE)
        bound["issue"] = wanted.issue
    if wanted.words.strip():
        where.append(_holds(wanted.commands))
        bound["words"] = _pattern(wanted.words.strip())
    sql = f"select a.id, substr(a.at, 1, 10) from act a where {' and '.join(where)} order by a.id desc"
    return [(int(id), str(day)) for id, day in library.rows(sql, bound)]  # type: ignore[arg-type]


_OF_ISSUE = """(a.article_id in (select id from article where issue_id = :issue)
  or exists (select 1 from json_each(a.params, '$.issue_ids') i where i.value = :issue)
  or exists (select 1 from change c where c.act_id = a.id and (
    (c.entity = 'issue' and c.entity_id = :issue)
    or (c.entity = 'article' and c.entity_id in (select id from article where issue_id = :issue))
    or (c.entity = 'block' and c.entity_id in (
      select id from block where page_id in (select id from page where issue_id = :issue)))
    or (c.entity in ('highlight_span', 'correction') and c.field = '*'
      and json_extract(coalesce(c.old, c.new), '$.source_text_id') in (
        select id from source_text where page_id in (select id from page where issue_id = :issue))))))"""


def _of_kind(kind: str) -> str:
    def begins(prefixes: Sequence[str]) -> str:
        return "(" + " or ".join(f"a.command glob '{p}*'" for p in prefixes) + ")"

    earlier = [p for name, prefixes in KINDS.items() for p in prefixes if name != kind and len(p) > len("issue.")]
    chosen = begins(KINDS[kind])
    return (
        f"({chosen} and not {begins([p for p in earlier if p.startswith('issue.')])})" if kind == "holdings" else chosen
    )


def _holds(commands: Sequence[str]) -> str:
    named = " or a.command in ({})".format(", ".join(f"'{c}'" for c in commands)) if commands else ""
    return f"""(a.params like :words escape '!' or exists (
        select 1 from article where article.id = a.article_id and article.title like :words escape '!')
      or exists (select 1 from change c where c.act_id = a.id
        and (c.old like :words escape '!' or c.new like :words escape '!')){named})"""


def _pattern(words: str) -> str:
    written = json.dumps(words, ensure_ascii=False)[1:-1]
    for sign in "!%_":
        written = written.replace(sign, f"!{sign}")
    return f"%{written}%"


def acts(library: Library, ids: Sequence[int]) -> dict[int, StoredAct]:
    """Acts by id, a few hundred at most."""
    rows = library.rows(f"{SELECT} where {where_in('a.id', ids)}")
    return {row[0]: read_act(row) for row in rows}


def people(library: Library) -> tuple[list[str], list[str]]:
    """Everybody and every device that did something, by name."""
    both = [
        library.rows(f"select distinct {column} from act where kind <> 'auto' order by 1")
        for column in ("author", "device")
    ]
    return [str(r[0]) for r in both[0] if r[0]], [str(r[0]) for r in both[1] if r[0]]


def count_from(library: Library, act: int) -> int:
    """How many acts `undo` would take back until `act` is undone."""
    sql = """select count(*) from act a where a.id >= ? and a.kind in ('do', 'import') and coalesce((
               select kind from act b where b.about = a.id order by b.id desc limit 1), '') <> 'undo'"""
    return int(library.value(sql, (act,)))


def note_versions(library: Library, article: int) -> list[tuple[int, str, str, str]]:
    """(act, when, who, text) of each text the note on an article ever had, newest first; empty where it was removed."""
    sql = """select act.id, act.at, act.author, case when c.field = '*' then json_extract(c.new, '$.text')
               else json_extract(c.new, '$') end
             from change c join act on act.id = c.act_id
             where c.entity = 'note' and c.field in ('*', 'text') and c.entity_id in (
               select id from note where article_id = :article union select entity_id from change
               where entity = 'note' and field = '*' and json_extract(coalesce(old, new), '$.article_id') = :article)
             order by c.id desc"""
    bound: Any = {"article": article}
    return [(int(act), str(at), str(who), str(text or "")) for act, at, who, text in library.rows(sql, bound)]

"""What an act touched, told from its change rows: for the one message after each change and for the index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reader.store.act import Act
from reader.store.derived import articles_touched
from reader.store.texts import chunks, where_in


class Touched(NamedTuple):
    """Tables changed, and the articles and issues that show the change."""

    entities: frozenset[str]
    articles: frozenset[int]
    issues: frozenset[int]


_ARRIVING = frozenset({"newspaper", "issue", "page", "article", "article_field", "block", "piece", "flag"})
"""What comes with a new issue."""


def arrived(act: Act, told: Touched) -> Touched:
    """What an act has touched, with the issues that are new by it and all that is theirs."""
    if not act.arrived:
        return told
    found = act.rows(f"select id from article where {where_in('issue_id', act.arrived)}")
    articles = told.articles.union(row[0] for row in found)
    return Touched(told.entities | _ARRIVING, articles, told.issues.union(act.arrived))


def touched(act: Act) -> Touched:
    """What the act has touched so far (or, for an act read later, in all)."""
    by_entity: dict[str, set[int]] = {}
    for entity, id in act.rows("select distinct entity, entity_id from change where act_id = ?", (act.id,)):
        by_entity.setdefault(entity, set()).add(id)
    articles = articles_touched(act, by_entity)
    issues = set(by_entity.get("issue", ())) | _noted(act, by_entity.get("note", ()))
    for some in chunks(articles):
        issues.update(r[0] for r in act.rows(f"select distinct issue_id from article where {where_in('id', some)}"))
    return Touched(frozenset(by_entity), frozenset(articles), frozenset(issues))


def _noted(act: Act, notes: Iterable[int]) -> set[int]:
    """The issues that some notes, there or gone, are on."""
    sql = """select issue_id from note where id = ? and issue_id is not null
             union select json_extract(coalesce(old, new), '$.issue_id') from change
               where act_id = ? and entity = 'note' and entity_id = ? and field = '*'"""
    return {int(r[0]) for id in notes for r in act.rows(sql, (id, act.id, id)) if r[0] is not None}

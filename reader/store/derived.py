"""Derived columns: what lists show of an article, computed from its blocks and refreshed after each act."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reader.domain import doubt
from reader.store.act import Act
from reader.store.notes import refresh_links
from reader.store.summaries import Summary, summary
from reader.store.texts import blocks, chunks, where_in, words


def sort_key(date: str | None, issue: int, page: str | None, position: str) -> str:
    """A text that sorts articles by date, issue, page and place; undated ones come last."""
    return f"{date or '~'} {issue:08d} {page or '~'} {position}"


def refresh_blocks(act: Act, ids: Iterable[int]) -> None:
    """Lay out the words of blocks again and store them."""
    for some in chunks(ids):
        stored = blocks(act, where_in("id", some))
        roles = {block.id: block.role for block in stored}
        for id, laid in words(act, stored).items():
            act.execute(
                "update block set text = :text, doubt = :doubt where id = :id and (text is not :text or doubt <> :doubt)",
                {"id": id, "text": laid.text, "doubt": doubt.score(laid.text, roles[id])},  # type: ignore[arg-type]
            )


def refresh_articles(act: Act, ids: Iterable[int]) -> None:
    """Compute what lists show of articles again and store it."""
    for some in chunks(ids):
        _refresh_some(act, some)


def _refresh_some(act: Act, some: list[int]) -> None:
    parts: dict[int, list[tuple[str, str]]] = {id: [] for id in some}
    sql = f"select article_id, role, text from block where {where_in('article_id', some)} order by article_id, position, id"
    for article, role, text in act.rows(sql):
        parts[article].append((role, text))
    authors: dict[int, list[str]] = {id: [] for id in some}
    for article, value in act.rows(
        f"""select article_id, value from article_field where name = 'author' and {where_in("article_id", some)}
            order by article_id, position, id"""
    ):
        authors[article].append(value)
    for row in act.rows(
        f"""select a.id, i.date, i.id, p.position, a.position,
              a.trashed is null and i.trashed is null and p.trashed is null
            from article a join issue i on i.id = a.issue_id left join page p on p.id = a.page_id
            where {where_in("a.id", some)}"""
    ):
        _store(act, row, summary(parts[row[0]], authors[row[0]]))


def _store(act: Act, row: tuple[Any, ...], short: Summary) -> None:
    id, date, issue, page, position, shown = row
    act.execute(
        """update article set title = ?, kicker = ?, byline = ?, chars = ?, paragraphs = ?, doubt = ?, sort_key = ?,
             shown = ? where id = ?""",
        (*short, sort_key(date, issue, page, position), shown, id),
    )


def refresh_touched(act: Act) -> set[int]:
    """Refresh whatever the changes of the act touch; return the articles concerned."""
    touched = act.rows("select distinct entity, entity_id from change where act_id = ?", (act.id,))
    by_entity: dict[str, set[int]] = {}
    for entity, id in touched:
        by_entity.setdefault(entity, set()).add(id)
    refresh_blocks(act, _blocks_touched(act, by_entity))
    if "note" in by_entity:
        refresh_links(act, by_entity["note"])
    articles = articles_touched(act, by_entity)
    if by_entity.keys() & {"block", "piece", "correction", "article", "article_field", "issue", "page"}:
        refresh_articles(act, articles)
    return articles


def _blocks_touched(act: Act, by_entity: dict[str, set[int]]) -> set[int]:
    ids = set(by_entity.get("block", ()))
    if "piece" in by_entity:
        for some in chunks(by_entity["piece"]):
            ids.update(r[0] for r in act.rows(f"select block_id from piece where {where_in('id', some)}"))
        sql = """select json_extract(coalesce(old, new), '$.block_id') from change
                 where act_id = ? and entity = 'piece' and field = '*'"""
        ids.update(r[0] for r in act.rows(sql, (act.id,)))
        sql = "select json(old), json(new) from change where act_id = ? and entity = 'piece' and field = 'block_id'"
        ids.update(int(v) for row in act.rows(sql, (act.id,)) for v in row)
    if "correction" in by_entity:
        ids.update(_corrected_blocks(act))
    return ids


def _corrected_blocks(act: Act) -> set[int]:
    sql = """select distinct piece.block_id from change
             join piece on piece.source_text_id = coalesce(
               json_extract(case when field = '*' then coalesce(new, old) end, '$.source_text_id'),
               (select source_text_id from correction where correction.id = entity_id))
             where act_id = ? and entity = 'correction'"""
    return {row[0] for row in act.rows(sql, (act.id,))}


_OWNERS = {
    "article_field": "select article_id from article_field where {ids}",
    "article_tag": "select article_id from article_tag where {ids}",
    "note": "select article_id from note where {ids} and article_id is not null",
    "flag": "select article_id from flag where {ids} and article_id is not null",
    "block": "select article_id from block where {ids} and article_id is not null",
    "issue": "select id from article where {issue_ids}",
    "page": "select id from article where {page_ids}",
}


def articles_touched(act: Act, by_entity: dict[str, set[int]]) -> set[int]:
    """The articles that own or show the rows given by entity and id, in their state before and after the act."""
    found: set[int] = set()
    for some in chunks(by_entity.get("article", ())):
        found.update(r[0] for r in act.rows(f"select id from article where {where_in('id', some)}"))
    for entity, sql in _OWNERS.items():
        for some in chunks(by_entity.get(entity, ())):
            named = {
                "ids": where_in("id", some), "issue_ids": where_in("issue_id", some), "page_ids": where_in("page_id", some)
            }  # fmt: skip
            found.update(r[0] for r in act.rows(sql.format(**named)))
    for some in chunks(_blocks_touched(act, by_entity)):
        found.update(r[0] for r in act.rows(_OWNERS["block"].format(ids=where_in("id", some))))
    found.update(_former_owners(act))
    found.update(_of_sources(act, by_entity))
    found.update(_of_vocabulary(act, by_entity))
    return found


def _former_owners(act: Act) -> set[int]:
    """Articles that rows taken away or put in belong to; a place in a basket says nothing of its article."""
    sql = """select json_extract(value, '$.article_id') from (
               select old as value from change where act_id = :act and field = '*' and old is not null and entity <> 'basket_item'
               union all select new from change
                 where act_id = :act and field = '*' and new is not null and entity <> 'basket_item')
             union select json(old) from change where act_id = :act and field = 'article_id' and old <> 'null'"""
    ids = {int(r[0]) for r in act.db.conn.execute(sql, {"act": act.id}).fetchall() if r[0] is not None}
    known: set[int] = set()
    for some in chunks(ids):
        known.update(r[0] for r in act.rows(f"select id from article where {where_in('id', some)}"))
    return known


def _of_sources(act: Act, by_entity: dict[str, set[int]]) -> set[int]:
    if not by_entity.keys() & {"highlight", "highlight_span", "highlight_tag", "correction", "piece"}:
        return set()
    marks = "select entity_id from change where act_id = :act and entity = 'highlight'"
    tags = "select highlight_id from highlight_tag where id in (select entity_id from change where act_id = :act and entity = 'highlight_tag')"
    gone_tags = """select json_extract(old, '$.highlight_id') from change
                   where act_id = :act and entity = 'highlight_tag' and field = '*' and old is not null"""
    spans = f"""
      select source_text_id as source, start, end from highlight_span where highlight_id in ({marks} union {tags} union {gone_tags})
      union select json_extract(coalesce(old, new), '$.source_text_id'), json_extract(coalesce(old, new), '$.start'),
        json_extract(coalesce(old, new), '$.end') from change
        where act_id = :act and field = '*' and entity in ('highlight_span', 'correction')
      union select source_text_id, start, end from correction
        where id in (select entity_id from change where act_id = :act and entity = 'correction')"""
    sql = f"""select distinct block.article_id from ({spans}) s
              join piece on piece.source_text_id = s.source and piece.start <= s.end and piece.end >= s.start
              join block on block.id = piece.block_id where block.article_id is not null"""
    return {r[0] for r in act.db.conn.execute(sql, {"act": act.id}).fetchall()}


def _of_vocabulary(act: Act, by_entity: dict[str, set[int]]) -> set[int]:
    """The articles that carry a tag that was changed, or hold a highlight that does: they are found by its names."""
    ids = set(by_entity.get("tag", ()))
    if "tag_alias" in by_entity:
        sql = """select coalesce(json_extract(case when field = '*' then coalesce(new, old) end, '$.tag_id'),
                   (select tag_id from tag_alias where tag_alias.id = entity_id))
                 from change where act_id = ? and entity = 'tag_alias'"""
        ids.update(int(r[0]) for r in act.rows(sql, (act.id,)) if r[0] is not None)
    found: set[int] = set()
    for some in chunks(ids):
        found.update(r[0] for r in act.rows(f"select article_id from article_tag where {where_in('tag_id', some)}"))
        sql = f"""select distinct block.article_id from highlight_tag t
                  join highlight_span s on s.highlight_id = t.highlight_id
                  join piece on piece.source_text_id = s.source_text_id and piece.start < s.end and piece.end > s.start
                  join block on block.id = piece.block_id
                  where {where_in("t.tag_id", some)} and block.article_id is not null"""
        found.update(r[0] for r in act.rows(sql))
    return found

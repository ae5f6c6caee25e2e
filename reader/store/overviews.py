"""Overviews of a library, read: tags that stand together, authors, a day in all years."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from reader.domain.overviews import Author, Day, DayIssue, DayMark, TagUse, Together
from reader.domain.terms import likeness
from reader.store.library import Library
from reader.store.texts import where_in

_BORNE = {
    "articles": "select x.article_id as thing, x.tag_id as tag from article_tag x join article a on a.id = x.article_id and a.shown",
    "highlights": "select highlight_id as thing, tag_id as tag from highlight_tag",
}
"""What bears a tag, by level."""
_MOST_MARKS = 500


def together(library: Library, level: str, most: int) -> Together:
    """How often the `most` used tags stand on one article (or highlight) together."""
    borne = _BORNE[level]
    sql = f"""select tag.id, tag.name, tag.colour, count(*) from ({borne}) x join tag on tag.id = x.tag
              group by tag.id order by 4 desc, tag.name, tag.id"""
    used = [TagUse(*row) for row in library.rows(sql)]
    tags = used[:most]
    among = where_in("x.tag", [tag.id for tag in tags])
    sql = f"""with x as materialized (select * from ({borne}) x where {among})
              select one.tag, other.tag, count(*) from x one join x other on other.thing = one.thing and other.tag > one.tag
              group by 1, 2"""
    pairs = {(one, other): count for one, other, count in library.rows(sql)}
    return Together(level, tags, pairs, len(used) - len(tags))


def authors(library: Library) -> list[Author]:
    """All who wrote, those with most articles first; forms of a name that differ only in spelling stand together."""
    forms: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    sql = """select f.value, count(distinct a.id), min(i.date), max(i.date) from article_field f
             join article a on a.id = f.article_id and a.shown join issue i on i.id = a.issue_id
             where f.name = 'author' group by f.value order by 2 desc, 1"""
    for row in library.rows(sql):
        forms[likeness(row[0]) or row[0]].append(row)
    roles = _roles(library)
    found = [_author(rows, roles) for rows in forms.values()]
    return sorted(found, key=lambda author: (-author.articles, author.name))


def _roles(library: Library) -> dict[str, dict[str, int]]:
    sql = """select f.value, f.detail, count(distinct a.id) from article_field f
             join article a on a.id = f.article_id and a.shown
             where f.name = 'author' and coalesce(f.detail, '') <> '' group by 1, 2"""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, role, count in library.rows(sql):
        found[name][role] = count
    return found


def _author(rows: list[tuple[Any, ...]], roles: dict[str, dict[str, int]]) -> Author:
    total: dict[str, int] = defaultdict(int)
    for row in rows:
        for role, count in roles.get(row[0], {}).items():
            total[role] += count
    told = tuple(sorted(total.items(), key=lambda one: (-one[1], one[0])))
    first = min((row[2] for row in rows if row[2]), default="")
    last = max((row[3] for row in rows if row[3]), default="")
    return Author(rows[0][0], sum(row[1] for row in rows), told, tuple((r[0], r[1]) for r in rows[1:]), first, last)


_MARKS = """select h.id, a.id, h.quote, h.colour, h.comment, coalesce(a.title, ''), i.date, h.created
  from highlight h join highlight_span s on s.highlight_id = h.id and s.position = 0
    join piece p on p.source_text_id = s.source_text_id and p.start < s.end and p.end > s.start
    join block b on b.id = p.block_id join article a on a.id = b.article_id and a.shown
    join issue i on i.id = a.issue_id and i.trashed is null"""


def day(library: Library, day: str) -> Day:
    """What a day (`MM-DD`) or month (`MM`) brought in all years, issues newest first."""
    sql = """select i.id, n.name, i.date, i.edition,
               (select count(*) from article a where a.issue_id = i.id and a.shown),
               (select count(distinct s.highlight_id) from page pg join source_text t on t.page_id = pg.id
                 join highlight_span s on s.source_text_id = t.id where pg.issue_id = i.id),
               coalesce((select title from article a where a.issue_id = i.id and a.shown and a.title is not null
                 order by a.sort_key, a.id limit 1), '')
             from issue i left join newspaper n on n.id = i.newspaper_id
             where i.trashed is null and substr(i.date, 6, length(?)) = ? order by i.date desc, n.name, i.id"""
    issues = [DayIssue(*row) for row in library.rows(sql, (day, day))]
    return Day(
        day, issues, _marks(library, "substr(i.date, 6, length(?)) = ?", day),
        _marks(library, "substr(h.created, 6, length(?)) = ?", day),
    )  # fmt: skip


def _marks(library: Library, where: str, day: str) -> list[DayMark]:
    sql = f"{_MARKS} where {where} group by h.id order by i.date desc, a.sort_key, b.position, s.start, h.id limit {_MOST_MARKS}"
    return [DayMark(*row) for row in library.rows(sql, (day, day))]

"""Tags and colours, read: names, uses, what belongs together."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from reader.domain.terms import likeness
from reader.domain.views import Chip, ColourView, TaggedMark, TagView
from reader.store.library import Library
from reader.store.remembering import remembered
from reader.store.texts import Reads, chunks, where_in

USES = {"article_tag": "article_id", "highlight_tag": "highlight_id", "issue_tag": "issue_id"}
"""The tables that put tags on things, each with its column of what carries the tag."""

_LOOKED_AT = 20_000
_GONE = "select article_id from article_tag join article on article.id = article_id where not shown and tag_id = tag.id"


def tags(library: Library, ids: list[int] | None = None) -> list[TagView]:
    """Tags by name with aliases and uses; all of them where no ids are given."""
    if ids is None:
        return list(remembered(library, "tags", lambda: _all_tags(library)))
    where = where_in("tag.id", ids)
    sql = f"""select id, uuid, name, scope_note, colour, parent_id,
        (select count(*) from article_tag where tag_id = tag.id) - (select count(*) from ({_GONE})),
        (select count(*) from highlight_tag where tag_id = tag.id),
        (select count(*) from issue_tag where tag_id = tag.id) from tag where {where} order by name, id"""
    return _views(library, library.rows(sql))


def _all_tags(library: Library) -> list[TagView]:
    counts = {table: dict(library.rows(f"select tag_id, count(*) from {table} group by tag_id")) for table in USES}
    gone = dict(
        library.rows(
            """select tag_id, count(*) from article cross join article_tag on article_id = article.id
               where shown = 0 group by tag_id"""
        )
    )
    rows = library.rows("select id, uuid, name, scope_note, colour, parent_id from tag order by name, id")
    return _views(
        library,
        [
            (*row, counts["article_tag"].get(row[0], 0) - gone.get(row[0], 0), counts["highlight_tag"].get(row[0], 0),
             counts["issue_tag"].get(row[0], 0))
            for row in rows
        ],
    )  # fmt: skip


def _views(library: Library, rows: Sequence[tuple[Any, ...]]) -> list[TagView]:
    aliases: dict[int, list[str]] = defaultdict(list)
    for tag, name in library.rows("select tag_id, name from tag_alias order by id"):
        aliases[tag].append(name)
    return [
        TagView(id, unique, name, tuple(aliases.get(id, ())), note, colour, parent, articles, highlights, issues)
        for id, unique, name, note, colour, parent, articles, highlights, issues in rows
    ]


_NEWEST = """select json_extract(new, '$.tag_id') from change
  where id > (select max(id) from change) - ? and entity in ('article_tag', 'highlight_tag') and field = '*'
    and new is not null order by id desc limit 500"""


def recent_tags(library: Library, count: int) -> list[int]:
    """Ids of the tags put on articles or highlights last, newest first."""
    newest = library.rows(_NEWEST, (_LOOKED_AT,))
    older = """select tag_id from (
        select tag_id, max(id) as last from article_tag group by tag_id
        union all select tag_id, max(id) from highlight_tag group by tag_id) group by tag_id order by max(last) desc"""
    known = {int(row[0]) for row in library.rows("select id from tag")}
    found = [int(row[0]) for row in newest if row[0] in known]
    if len(set(found)) < count:
        found += [int(row[0]) for row in library.rows(older)]
    return list(dict.fromkeys(found))[:count]


def colours(library: Library) -> list[ColourView]:
    """The highlight colours in their order."""
    return [
        ColourView(*row)
        for row in library.rows("select id, uuid, key, name, value, position from colour order by position, id")
    ]


# ---- names


def known_as(reads: Reads, name: str) -> int | None:
    """The tag called `name`, by preferred name or alias, exactly first, then whatever its case."""
    for sql in (
        "select id from tag where name = ?", "select tag_id from tag_alias where name = ?",
        "select id from tag where lower(name) = lower(?)", "select tag_id from tag_alias where lower(name) = lower(?)",
    ):  # fmt: skip
        found = reads.rows(f"{sql} order by id limit 1", (name,))
        if found:
            return int(found[0][0])
    return None


def known_exactly(reads: Reads, name: str) -> int | None:
    """The tag that has exactly this name or alias."""
    for sql in ("select id from tag where name = ?", "select tag_id from tag_alias where name = ?"):
        found = reads.rows(f"{sql} order by id limit 1", (name,))
        if found:
            return int(found[0][0])
    return None


def with_uuid(reads: Reads, uuid: str) -> int | None:
    """The tag of a permanent id, followed through merges."""
    sql = "select id from tag where uuid = ?"
    for _step in range(100):
        if found := reads.rows(sql, (uuid,)):
            return int(found[0][0])
        kept = reads.rows(_KEPT, (uuid,))
        if not kept:
            return None
        uuid = kept[0][0]
    return None


_KEPT = """select to_uuid from redirect r where entity = 'tag' and exists (
    select 1 from change c where c.entity = 'tag' and c.entity_id = r.entity_id and c.uuid = ?) order by id desc limit 1"""


def is_uuid(text: str) -> bool:
    """Whether a text is a permanent id as they are made here."""
    return re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None


def is_colour(text: str) -> bool:
    """Whether a text is a colour, `#rrggbb`."""
    return re.fullmatch("#[0-9a-f]{6}", text) is not None


def alike(reads: Reads, name: str, but: int | None = None) -> int | None:
    """The first tag but one with a name or alias that differs from `name` only in case, width, spacing, 繁简 or form."""
    wanted = likeness(name)
    for id, known in reads.rows(_NAMES):
        if id != but and likeness(known) == wanted:
            return int(id)
    return None


_NAMES = "select id, name from tag union all select tag_id, name from tag_alias"


def likenesses(reads: Reads) -> dict[str, int]:
    """The tag that each name and alias belongs to, by what likely same names have in common; the older tag first."""
    return {likeness(name): id for id, name in reversed(reads.rows(_NAMES))}


def duplicates(library: Library) -> list[tuple[int, ...]]:
    """Groups of tags of which a name of one is like a name of another; each group by id, at least two."""
    by_likeness: dict[str, set[int]] = defaultdict(set)
    for id, name in library.rows(_NAMES):
        by_likeness[likeness(name)].add(id)
    group: dict[int, set[int]] = {}
    for ids in by_likeness.values():
        if len(ids) > 1:
            joined = set().union(*(group.get(id, {id}) for id in ids))
            group.update(dict.fromkeys(joined, joined))
    return sorted({tuple(sorted(ids)) for ids in group.values()})


# ---- what tags collect

_BELOW = """with recursive below(top, id) as (
  select id, id from tag where {where} union select top, tag.id from tag join below on tag.parent_id = below.id)"""


def below(library: Library, ids: Iterable[int]) -> list[int]:
    """The tags given and all narrower ones."""
    sql = _BELOW.format(where=where_in("id", list(ids)))
    return [int(row[0]) for row in library.rows(f"{sql} select distinct id from below order by id")]


def with_narrower(library: Library) -> dict[int, tuple[int, int]]:
    """(articles, highlights) that each tag with narrower ones collects, narrower tags included; none counted twice."""
    return remembered(library, "tags with narrower", lambda: _with_narrower(library))


def _with_narrower(library: Library) -> dict[int, tuple[int, int]]:
    above = dict(library.rows("select id, parent_id from tag"))
    parents = {parent for parent in above.values() if parent is not None}
    family = (parents & above.keys()) | {id for id, parent in above.items() if parent is not None}
    if not family:
        return {}
    articles = """select tag_id, article_id from article_tag t join article a on a.id = t.article_id
        where a.shown and tag_id in (select value from json_each(?))"""
    highlights = "select tag_id, highlight_id from highlight_tag where tag_id in (select value from json_each(?))"
    asked = (json.dumps(sorted(family)),)
    order = _deepest_first(above, family)
    counts = []
    for sql in (articles, highlights):
        collected: dict[int, set[int]] = {id: set() for id in family}
        for tag, thing in library.rows(sql, asked):
            collected[tag].add(thing)
        for id in order:
            if above[id] in collected:
                collected[above[id]] |= collected[id]
        counts.append(collected)
    return {id: (len(counts[0][id]), len(counts[1][id])) for id in parents & above.keys()}


def _deepest_first(above: dict[int, int | None], family: set[int]) -> list[int]:
    depth: dict[int, int] = {}

    def depth_of(id: int) -> int:
        line: list[int] = []
        at: int | None = id
        # A damaged library may hold a circle: it is cut where it closes.
        while at is not None and at not in depth and at not in line:
            line.append(at)
            at = above.get(at)
        base = depth.get(at, -1) if at is not None else -1
        for n, one in enumerate(reversed(line), start=1):
            depth[one] = base + n
        return depth[id]

    return sorted(family, key=depth_of, reverse=True)


def tagged_articles(library: Library, tags: Sequence[int]) -> list[int]:
    """Ids of the articles that carry one of the tags themselves, in list order; those in the trash left out."""
    sql = f"""select distinct a.id, a.sort_key from article_tag t join article a on a.id = t.article_id
              where a.shown and {where_in("t.tag_id", list(tags))} order by a.sort_key, a.id"""
    return [int(row[0]) for row in library.rows(sql)]


def tagged_highlights(library: Library, tags: Sequence[int]) -> list[int]:
    """Ids of the highlights that carry one of the tags, oldest first."""
    sql = (
        f"select distinct highlight_id from highlight_tag where {where_in('tag_id', list(tags))} order by highlight_id"
    )
    return [int(row[0]) for row in library.rows(sql)]


def tagged_issues(library: Library, tags: Sequence[int]) -> list[int]:
    """Ids of the issues that carry one of the tags."""
    sql = f"select distinct issue_id from issue_tag where {where_in('tag_id', list(tags))} order by issue_id"
    return [int(row[0]) for row in library.rows(sql)]


def issue_tags(library: Library, issue: int) -> list[Chip]:
    """The tags of an issue, in the order they were given."""
    sql = """select tag.id, tag.name, tag.colour from issue_tag join tag on tag.id = tag_id
             where issue_id = ? order by issue_tag.id"""
    return [Chip(*row) for row in library.rows(sql, (issue,))]


def marks(library: Library, ids: Sequence[int]) -> list[TaggedMark]:
    """Highlights with where they stand, in the order of the ids; one in no article (any more) has article None."""
    found: dict[int, TaggedMark] = {}
    for some in chunks(ids):
        sql = f"""select h.id, h.quote, h.colour, h.comment, (
              select b.article_id from highlight_span s join piece p on p.source_text_id = s.source_text_id
                and p.start < s.end and p.end > s.start join block b on b.id = p.block_id
              where s.highlight_id = h.id and b.article_id is not null order by s.position limit 1)
            from highlight h where {where_in("h.id", some)}"""
        for id, quote, colour, comment, article in library.rows(sql):
            found[id] = TaggedMark(id, quote, colour, comment, article)
    return [found[id] for id in ids if id in found]


def over_time(library: Library, articles: Sequence[int]) -> dict[str, int]:
    """How many of the articles there are of each month (`YYYY-MM`, `YYYY` where that is all, empty: undated)."""
    found: dict[str, int] = defaultdict(int)
    for some in chunks(articles):
        sql = f"""select coalesce(substr(i.date, 1, 7), ''), count(*) from article a join issue i on i.id = a.issue_id
                  where {where_in("a.id", some)} group by 1"""
        for month, count in library.rows(sql):
            found[month] += count
    return dict(sorted(found.items()))

"""Tags and colours, read."""

from __future__ import annotations

from collections import defaultdict

from reader.domain.views import ColourView, TagView
from reader.store.library import Library
from reader.store.texts import where_in


def tags(library: Library, ids: list[int] | None = None) -> list[TagView]:
    """Tags by name with aliases and uses; all of them where no ids are given."""
    where = where_in("tag.id", ids) if ids is not None else "1"
    aliases: dict[int, list[str]] = defaultdict(list)
    for tag, name in library.rows("select tag_id, name from tag_alias order by id"):
        aliases[tag].append(name)
    sql = f"""select tag.id, uuid, name, scope_note, colour, parent_id,
        (select count(*) from article_tag at join article a on a.id = at.article_id and a.shown
          where at.tag_id = tag.id),
        (select count(*) from highlight_tag where tag_id = tag.id) from tag where {where} order by name, tag.id"""
    return [
        TagView(id, unique, name, tuple(aliases[id]), note, colour, parent, articles, highlights)
        for id, unique, name, note, colour, parent, articles, highlights in library.rows(sql)
    ]


def recent_tags(library: Library, count: int) -> list[int]:
    """Ids of the tags put on something last, newest first."""
    sql = "select tag_id from article_tag group by tag_id order by max(id) desc limit ?"
    return [int(row[0]) for row in library.rows(sql, (count,))]


def colours(library: Library) -> list[ColourView]:
    """The highlight colours in their order."""
    return [
        ColourView(*row)
        for row in library.rows("select id, uuid, key, name, value, position from colour order by position, id")
    ]

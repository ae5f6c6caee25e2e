"""What exports read of a library: files and texts by permanent id, and which articles hold which highlights."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from reader.domain.text import SourceText
from reader.store.library import Library
from reader.store.texts import chunks, sources, where_in


class TextRow(NamedTuple):
    """A source text with its page and file: ids, permanent ids, hashes, and how the file was read."""

    id: int
    uuid: str
    sha256: str
    page: str
    file_uuid: str
    name: str
    file_sha256: str
    size: int
    format: str
    encoding: str
    encoding_how: str
    imported_at: str


class Mark(NamedTuple):
    """A highlight and an article that holds a piece of it; `created` and `date` (of the issue) are ISO, date may be empty."""

    highlight: int
    article: int
    colour: str
    created: str
    date: str


def text_row(library: Library, id: int) -> TextRow | None:
    """A source text with its page and file, or None."""
    row = library.row(
        """select t.id, t.uuid, t.sha256, p.uuid, s.uuid, s.name, s.sha256, s.size, s.format, s.encoding, s.encoding_how,
             s.imported_at from source_text t join page p on p.id = t.page_id join source s on s.id = t.source_id
           where t.id = ?""",
        (id,),
    )
    return TextRow(*row) if row else None


def source_text(library: Library, id: int) -> SourceText | None:
    """A source text whole, with markup and corrections."""
    return sources(library, [id], library.uuid).get(id)


def file_bytes(library: Library, uuid: str) -> bytes:
    """The bytes of an imported file as it came; empty where the library does not hold them."""
    sql = "select zlib from source_data where source_id = (select id from source where uuid = ?)"
    packed = library.value(sql, (uuid,))
    return zlib.decompress(packed) if packed is not None else b""


def marks_in(library: Library, articles: Sequence[int]) -> list[Mark]:
    """Every highlight that lies on one of the articles, by article in the order given, then as printed."""
    order = {id: n for n, id in enumerate(articles)}
    found: list[tuple[Any, ...]] = []
    for some in chunks(articles):
        found += library.rows(
            f"""select h.id, b.article_id, h.colour, h.created, coalesce(i.date, ''), min(b.position), min(s.start)
                from block b join piece p on p.block_id = b.id
                cross join highlight_span s on s.source_text_id = p.source_text_id and s.start < p.end and s.end > p.start
                join highlight h on h.id = s.highlight_id join article a on a.id = b.article_id join issue i on i.id = a.issue_id
                where {where_in("b.article_id", some)} group by h.id, b.article_id"""
        )
    found.sort(key=lambda row: (order[row[1]], row[5], row[6], row[0]))
    return [Mark(*row[:5]) for row in found]


def tags_of_marks(library: Library, highlights: Sequence[int]) -> dict[int, list[str]]:
    """Names of the tags of highlights, by name."""
    return _names(library, highlights, "highlight_tag", "highlight_id")


def tags_of_articles(library: Library, articles: Sequence[int]) -> dict[int, list[str]]:
    """Names of the tags of articles, by name."""
    return _names(library, articles, "article_tag", "article_id")


def _names(library: Library, ids: Sequence[int], table: str, column: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for some in chunks(dict.fromkeys(ids)):
        sql = f"""select x.{column}, tag.name from {table} x join tag on tag.id = x.tag_id
                  where {where_in("x." + column, some)} order by tag.name"""
        for id, name in library.rows(sql):
            found.setdefault(id, []).append(name)
    return found


def articles_of(library: Library, highlights: Sequence[int]) -> list[tuple[int, int]]:
    """(highlight, first article that holds it) in the order given; highlights that lie on no article are left out."""
    found: dict[int, int] = {}
    for some in chunks(highlights):
        sql = f"""select s.highlight_id, b.article_id from highlight_span s
                  join piece p on p.source_text_id = s.source_text_id and p.start < s.end and p.end > s.start
                  join block b on b.id = p.block_id where {where_in("s.highlight_id", some)} and b.article_id is not null
                  order by s.highlight_id, s.position desc, b.position desc"""
        found.update(dict(library.rows(sql)))
    return [(id, found[id]) for id in highlights if id in found]


def dates_of(library: Library, articles: Sequence[int]) -> dict[int, tuple[str, str]]:
    """(date of the issue or empty, name of the newspaper or empty) of articles."""
    found: dict[int, tuple[str, str]] = {}
    for some in chunks(dict.fromkeys(articles)):
        sql = f"""select a.id, coalesce(i.date, ''), coalesce(n.name, '') from article a join issue i on i.id = a.issue_id
                  left join newspaper n on n.id = i.newspaper_id where {where_in("a.id", some)}"""
        found.update((id, (date, name)) for id, date, name in library.rows(sql))
    return found

"""What the search index is told of articles and page furniture, and the texts its answers are checked against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reader.domain.text import PRINTED
from reader.store.act import Act
from reader.store.connection import patiently
from reader.store.history import since
from reader.store.index import IndexDoc, IndexHighlight, IndexTag
from reader.store.library import Library
from reader.store.texts import blocks, chunks, where_in, words
from reader.store.tokens import FIELDS
from reader.store.touched import Touched, touched

Part = tuple[str, int | None, str]


def documents(library: Library, ids: Iterable[int]) -> Iterator[IndexDoc]:
    """The documents of articles that are not in the trash, in list order within each few hundred."""
    for some in chunks(ids):
        yield from _some(library, some)


def _some(library: Library, some: list[int]) -> Iterator[IndexDoc]:
    parts = texts(library, some)
    tags, authors, marks = _tags(library, some), _authors(library, some), _marks(library, some)
    ancestors = _ancestors(library)
    sql = f"""select a.id, a.issue_id, i.newspaper_id, n.name, i.date, p.label, a.sort_key, a.kind, a.state,
        coalesce(a.title, ''), exists (select 1 from flag f where f.article_id = a.id and f.state = 'open'),
        exists (select 1 from scan s where s.page_id = a.page_id)
      from article a join issue i on i.id = a.issue_id left join newspaper n on n.id = i.newspaper_id
      left join page p on p.id = a.page_id where a.shown and {where_in("a.id", some)} order by a.sort_key, a.id"""
    for id, issue, paper, name, date, page, sort, kind, state, title, flagged, scanned in library.rows(sql):
        parts_of = {field for field, _block, _text in parts[id]}
        has = {
            "note": "note" in parts_of, "highlight": bool(marks[id]), "tag": bool(tags[id]), "flag": flagged,
            "comment": any(m.comment for m in marks[id]), "correction": "printed" in parts_of, "scan": scanned,
        }  # fmt: skip
        above = {a for tag in tags[id] for a in ancestors.get(tag.id, ())}
        yield IndexDoc(
            id, issue, paper, name, date, page, sort, kind, state, title, tuple(authors[id]), tuple(tags[id]),
            tuple(sorted(above)), tuple(marks[id]), frozenset(k for k, v in has.items() if v), tuple(parts[id]),
        )  # fmt: skip


def texts(library: Library, ids: Sequence[int]) -> dict[int, list[Part]]:
    """(part, block id, text) of articles: all that is searched in them, printed words where they were corrected."""
    found: dict[int, list[Part]] = {id: [] for id in ids}
    for some in chunks(ids):
        sql = f"""select article_id, role, id, text from block where {where_in("article_id", some)}
                  order by article_id, position, id"""
        for article, role, block, text in library.rows(sql):
            found[article].append((FIELDS.get(role, "text"), block, text))
        _add_printed(library, some, found)
        for article, text in library.rows(f"select article_id, text from note where {where_in('article_id', some)}"):
            found[article].append(("note", None, text))
        for article, names in _tag_names(library, some).items():
            found[article] += [("tag", None, name) for name in names]
        for article, value in library.rows(
            f"""select article_id, value from article_field
                where {where_in("article_id", some)} and how = 'set' and name in ('author', 'column', 'series')"""
        ):
            found[article].append(("byline", None, value))
    return found


def _add_printed(library: Library, some: list[int], found: dict[int, list[Part]]) -> None:
    sql = f"""select distinct p.block_id from block b join piece p on p.block_id = b.id
              join correction c on c.source_text_id = p.source_text_id and c.start < p.end and c.end >= p.start
              where {where_in("b.article_id", some)}"""
    corrected = [row[0] for row in library.rows(sql)]
    for few in chunks(corrected):
        stored = blocks(library, where_in("id", few))
        laid = words(library, stored, PRINTED, library.uuid)
        for block in stored:
            if block.article is not None:
                found[block.article].append(("printed", block.id, laid[block.id].text))


def _tag_names(library: Library, some: list[int]) -> dict[int, list[str]]:
    sql = f"""select at.article_id, t.name from article_tag at join tag t on t.id = at.tag_id
                where {where_in("at.article_id", some)}
              union all select at.article_id, x.name from article_tag at join tag_alias x on x.tag_id = at.tag_id
                where {where_in("at.article_id", some)}"""
    found: dict[int, list[str]] = defaultdict(list)
    for article, name in library.rows(sql):
        found[article].append(name)
    return found


def _tags(library: Library, some: list[int]) -> dict[int, list[IndexTag]]:
    sql = f"""select at.article_id, t.id, t.name from article_tag at join tag t on t.id = at.tag_id
              where {where_in("at.article_id", some)} order by at.id"""
    found: dict[int, list[IndexTag]] = defaultdict(list)
    for article, id, name in library.rows(sql):
        found[article].append(IndexTag(id, name))
    return found


def _authors(library: Library, some: list[int]) -> dict[int, list[str]]:
    sql = f"""select article_id, value from article_field where name = 'author' and {where_in("article_id", some)}
              order by article_id, position, id"""
    found: dict[int, list[str]] = defaultdict(list)
    for article, value in library.rows(sql):
        found[article].append(value)
    return found


def _marks(library: Library, some: list[int]) -> dict[int, list[IndexHighlight]]:
    sql = f"""select distinct b.article_id, h.id, h.colour, h.quote, h.comment from block b
              join piece p on p.block_id = b.id
              cross join highlight_span s on s.source_text_id = p.source_text_id and s.start < p.end and s.end > p.start
              join highlight h on h.id = s.highlight_id where {where_in("b.article_id", some)} order by h.id"""
    rows = library.rows(sql)
    tags: dict[int, list[IndexTag]] = defaultdict(list)
    for few in chunks({row[1] for row in rows}):
        sql = f"""select ht.highlight_id, t.id, t.name from highlight_tag ht join tag t on t.id = ht.tag_id
                  where {where_in("ht.highlight_id", few)} order by ht.id"""
        for highlight, id, name in library.rows(sql):
            tags[highlight].append(IndexTag(id, name))
    found: dict[int, list[IndexHighlight]] = defaultdict(list)
    for article, id, colour, quote, comment in rows:
        found[article].append(IndexHighlight(id, colour, quote, comment, tuple(tags[id])))
    return found


def _ancestors(library: Library) -> dict[int, list[int]]:
    parents = dict(library.rows("select id, parent_id from tag"))
    found = {}
    for tag in parents:
        above: list[int] = []
        at = parents[tag]
        while at is not None and at not in above:
            above.append(at)
            at = parents.get(at)
        found[tag] = above
    return found


def furniture(library: Library, issues: Iterable[int]) -> Iterator[IndexDoc]:
    """One document for the page furniture of each issue that is not in the trash and has any."""
    for some in chunks(issues):
        sql = f"""select p.issue_id, i.newspaper_id, n.name, i.date, b.id, b.text from page p
                  join block b on b.page_id = p.id and b.article_id is null join issue i on i.id = p.issue_id
                  left join newspaper n on n.id = i.newspaper_id
                  where i.trashed is null and {where_in("p.issue_id", some)} order by p.issue_id, p.position, b.position"""
        parts: dict[tuple[Any, ...], list[Part]] = defaultdict(list)
        for *known, block, text in library.rows(sql):
            parts[tuple(known)].append(("furniture", block, text))
        for (issue, paper, name, date), fields in parts.items():
            yield IndexDoc(0, issue, paper, name, date, fields=tuple(fields))


def block_texts(library: Library, ids: Sequence[int]) -> dict[int, str]:
    """The texts of blocks by id."""
    found: dict[int, str] = {}
    for some in chunks(ids):
        found.update(library.rows(f"select id, text from block where {where_in('id', some)}"))
    return found


def tag_names(library: Library) -> list[tuple[int, str, list[str], int | None]]:
    """(id, preferred name, aliases, broader tag) of every tag."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for tag, name in library.rows("select tag_id, name from tag_alias"):
        aliases[tag].append(name)
    return [(id, name, aliases[id], parent) for id, name, parent in library.rows("select id, name, parent_id from tag")]


def portions(library: Library, most: int = 60) -> Iterator[list[int]]:
    """All issues that are not in the trash, oldest first, small ones together: up to about `most` articles at once."""
    sql = """select i.id, (select count(*) from article a where a.issue_id = i.id) from issue i
             where i.trashed is null order by coalesce(i.date, '~'), i.id"""
    portion: list[int] = []
    held = 0
    for issue, count in library.rows(sql):
        if portion and held + count > most:
            yield portion
            portion, held = [], 0
        portion.append(issue)
        held += count
    if portion:
        yield portion


def articles_of(library: Library, issues: Iterable[int]) -> list[int]:
    """The articles of issues, also those in the trash."""
    found: list[int] = []
    for some in chunks(issues):
        found += library.ids(f"select id from article where {where_in('issue_id', some)} order by sort_key, id")
    return found


def _touched(library: Library, act: int) -> Touched:
    return patiently(lambda: touched(Act(library.db(), act, "", "", "", "")), library.path)


def touched_since(library: Library, last: int) -> tuple[set[int], set[int], bool]:
    """(articles, issues, whether tags changed) that acts after number `last` touched."""
    articles: set[int] = set()
    issues: set[int] = set()
    tags = False
    for id, _kind, params in since(library, last):
        imported = params.get("issue_ids", [])
        issues.update(imported)
        articles.update(articles_of(library, imported))
        found = _touched(library, id)
        articles |= found.articles
        issues |= found.issues if found.entities & {"issue", "page", "block"} else set()
        tags = tags or bool(found.entities & {"tag", "tag_alias"})
    return articles, issues, tags

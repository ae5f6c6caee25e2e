"""Who is meant by an id, a name or a hash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reader.store.library import Library
from reader.store.texts import Reads, chunks, where_in


def article(library: Library, id: int) -> int | None:
    """The article meant by an id, followed through merges; None where there never was one."""
    return followed(library, "article", id)


def followed(reads: Reads, entity: str, id: int) -> int | None:
    """The block or article meant by an id, followed through all joins and merges since; None where there is none."""
    for _step in range(1000):
        if reads.rows(f"select 1 from {entity} where id = ?", (id,)):
            return id
        kept = reads.rows(
            f"""select coalesce((select id from {entity} where uuid = to_uuid),
                  (select max(change.entity_id) from change where change.entity = redirect.entity
                    and change.uuid = to_uuid and change.field = '*' and change.new is null))
                from redirect where entity = ? and entity_id = ? order by id desc limit 1""",
            (entity, id),
        )
        if not kept or kept[0][0] is None:
            return None
        id = int(kept[0][0])
    return None


def block_shown(reads: Reads, id: int) -> int | None:
    """The block in whose place a reader finds the words of `id` now: followed through joins, and from an old version in
    the trash to the block with the very same words in the new one. For links; work on the old version stays there."""
    sql = """select n.id from block b join page p on p.id = b.page_id join issue i on i.id = p.issue_id
             join redirect r on r.entity = 'block' and r.entity_id = b.id join block n on n.uuid = r.to_uuid
             where b.id = ? and i.trashed is not null order by r.id desc limit 1"""
    found = followed(reads, "block", id)
    for _step in range(1000):
        newer = reads.rows(sql, (found,)) if found is not None else []
        if not newer:
            break
        found = followed(reads, "block", int(newer[0][0]))
    return found


def newest_issue(library: Library) -> int | None:
    """The issue with the latest date, or where none is dated the one that came last."""
    found = library.value(
        "select id from issue where trashed is null order by date is null, date desc, id desc limit 1"
    )
    return None if found is None else int(found)


def issue_of_source(library: Library, sha256: str) -> int | None:
    """The issue that the source with this hash was imported as, trash left out."""
    found = library.value(
        """select issue.id from source join source_text on source_text.source_id = source.id
           join page on page.id = source_text.page_id join issue on issue.id = page.issue_id
           where source.sha256 = ? and issue.trashed is null""",
        (sha256,),
    )
    return None if found is None else int(found)


def authors(library: Library, ids: Sequence[int]) -> dict[int, list[tuple[str, str | None]]]:
    """(name, role) of each article's authors, in order."""
    found: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for some in chunks(ids):
        sql = f"""select article_id, value, detail from article_field
                  where name = 'author' and {where_in("article_id", some)} order by article_id, position, id"""
        for owner, name, role in library.rows(sql):
            found[owner].append((name, role))
    return found


def by_uuid(library: Library, entity: str, uuid: str) -> int | None:
    """The row of a table that bears a permanent id, or None."""
    found = library.value(f"select id from {entity} where uuid = ?", (uuid,))
    return None if found is None else int(found)

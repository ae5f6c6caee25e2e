"""Who is meant by an id, a name or a hash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reader.store.library import Library
from reader.store.texts import chunks, where_in


def article(library: Library, id: int) -> int | None:
    """The article meant by an id, followed through merges; None where there never was one."""
    for _step in range(100):
        if library.value("select 1 from article where id = ?", (id,)) is not None:
            return id
        kept = library.value(
            """select article.id from redirect join article on article.uuid = redirect.to_uuid
               where redirect.entity = 'article' and redirect.entity_id = ?""",
            (id,),
        )
        if kept is None:
            return None
        id = int(kept)
    return None


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

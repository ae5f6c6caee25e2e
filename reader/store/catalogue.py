"""Issues, pages, newspapers and scans, described and put away inside an act."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from reader.domain.order import between, spread
from reader.store.act import Act
from reader.store.issues import DETAILS, newspaper_id
from reader.store.learned import hand_over
from reader.store.library import Library

STATED = ("newspaper", "date", "edition")


def set_issue(act: Act, issue: int, values: dict[str, str | None], how: str = "person") -> None:
    """Set what is known of an issue; None or an empty text makes it unknown again."""
    for name, given in values.items():
        value = given or None
        if name == "newspaper":
            paper = newspaper_id(act, value) if value else None
            act.execute(
                "update issue set newspaper_id = ?, newspaper_how = ? where id = ?",
                (paper, how if value else "", issue),
            )
        elif name in STATED:
            act.update("issue", issue, **{name: value, f"{name}_how": how if value else ""})
        elif name in DETAILS:
            act.update("issue", issue, **{name: value})


def set_extra(act: Act, issue: int, pairs: Sequence[tuple[str, str]]) -> None:
    """Set the free fields of an issue; those already there keep their identity."""
    known = {key: id for id, key in act.rows("select id, key from issue_field where issue_id = ?", (issue,))}
    for (key, value), position in zip(pairs, spread(len(pairs)), strict=True):
        if key in known:
            act.update("issue_field", known.pop(key), value=value, position=position)
        else:
            act.insert("issue_field", issue_id=issue, key=key, value=value, position=position)
    for gone in known.values():
        act.delete("issue_field", gone)


def trash(act: Act, table: str, ids: Sequence[int], *, restore: bool = False) -> None:
    """Put issues, pages or articles in the trash with all their marks, or take them out again."""
    for id in ids:
        if restore:
            act.execute(f"update {table} set trashed = null where id = ?", (id,))
        else:
            act.execute(f"update {table} set trashed = ? where id = ? and trashed is null", (act.at, id))


def restore_article(act: Act, id: int) -> None:
    """Take an article out of the trash, and with it the page and issue it stands on, but not their other articles."""
    for table in ("page", "issue"):
        act.execute(
            f"""update article set trashed = (select trashed from {table} where id = article.{table}_id)
                where trashed is null and id <> ? and {table}_id = (
                  select {table}.id from {table} join article a on a.{table}_id = {table}.id
                  where a.id = ? and {table}.trashed is not null)""",
            (id, id),
        )
    act.execute("update article set trashed = null where id = ?", (id,))
    act.execute("update page set trashed = null where id = (select page_id from article where id = ?)", (id,))
    act.execute("update issue set trashed = null where id = (select issue_id from article where id = ?)", (id,))


def merge_newspapers(act: Act, merged: Sequence[int], into: int) -> None:
    """Give all issues and names of `merged` newspapers to `into`; their names become aliases of it."""
    for paper in merged:
        if paper == into:
            continue
        name = act.value("select name from newspaper where id = ?", (paper,))
        act.execute("update issue set newspaper_id = ? where newspaper_id = ?", (into, paper))
        act.execute("update newspaper_name set newspaper_id = ? where newspaper_id = ?", (into, paper))
        hand_over(act, paper, into)
        add_names(act, into, [str(name)], "alias")
        act.delete("newspaper", paper)


def add_names(act: Act, paper: int, names: Sequence[str], kind: str) -> None:
    """Add aliases or former titles that the newspaper does not have yet."""
    for name in names:
        known = act.value(
            """select 1 from newspaper_name where newspaper_id = ? and name = ?
               union select 1 from newspaper where id = ? and name = ?""",
            (paper, name, paper, name),
        )
        if known is None:
            act.insert("newspaper_name", newspaper_id=paper, name=name, kind=kind)


def remove_names(act: Act, paper: int, names: Sequence[str]) -> None:
    """Take aliases and former titles off a newspaper."""
    for name in names:
        found = act.rows("select id from newspaper_name where newspaper_id = ? and name = ?", (paper, name))
        for (id,) in found:
            act.delete("newspaper_name", id)


def attach_scan(act: Act, page: int, name: str, media_type: str, data: bytes) -> int:
    """Keep the picture of a page in the library; returns the scan's id."""
    sha = hashlib.sha256(data).hexdigest()
    act.execute("insert or ignore into scan_data (sha256, data) values (?, ?)", (sha, data))
    last = act.value("select max(position) from scan where page_id = ?", (page,))
    return act.insert(
        "scan", page_id=page, name=name, media_type=media_type, sha256=sha, size=len(data), position=between(last, None)
    )


def scans(library: Library, page: int) -> list[tuple[int, str]]:
    """(id, file name) of the scans of a page, in order."""
    return [
        (int(i), str(n))
        for i, n in library.rows("select id, name from scan where page_id = ? order by position, id", (page,))
    ]


def scan_bytes(library: Library, scan: int) -> bytes:
    """The picture file of a scan as it was attached; empty where there is none."""
    data = library.value("select data from scan_data where sha256 = (select sha256 from scan where id = ?)", (scan,))
    return bytes(data or b"")


def namesake(act: Act, newspaper: int, name: str) -> int | None:
    """Another newspaper that has the name already."""
    found = act.value("select id from newspaper where name = ? and id <> ?", (name, newspaper))
    return None if found is None else int(found)

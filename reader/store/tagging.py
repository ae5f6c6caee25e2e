"""Tags written inside an act: put on things, united, split, deleted, moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.store.act import Act
from reader.store.texts import chunks, where_in
from reader.store.vocabulary import USES


def put(act: Act, table: str, things: Iterable[int], tag: int) -> int:
    """Put a tag on things that do not have it yet; `table` is a key of USES. Returns how many there were."""
    column = USES[table]
    added = 0
    for some in chunks(things):
        sql = f"select {column} from {table} where tag_id = ? and {where_in(column, some)}"
        has = {row[0] for row in act.rows(sql, (tag,))}
        for thing in dict.fromkeys(id for id in some if id not in has):
            act.insert(table, **{column: thing, "tag_id": tag})
            added += 1
    return added


def take_off(act: Act, table: str, things: Iterable[int], tag: int) -> int:
    """Take a tag off things; returns off how many."""
    column, removed = USES[table], 0
    for some in chunks(things):
        sql = f"delete from {table} where tag_id = ? and {where_in(column, some)}"
        removed += act.execute(sql, (tag,)).rowcount
    return removed


def move_uses(act: Act, table: str, old: int, new: int, things: Sequence[int] | None = None) -> None:
    """Give what carries `old` (or those `things` of it) `new` instead; what has both keeps `new` once."""
    column = USES[table]
    for some in [None] if things is None else list(chunks(things)):
        among = "1" if some is None else where_in(column, some)
        has = f"select {column} from {table} where tag_id = ?"
        sql = f"update {table} set tag_id = ? where tag_id = ? and {among} and {column} not in ({has})"
        act.execute(sql, (new, old, new))
        act.execute(f"delete from {table} where tag_id = ? and {among}", (old,))


def tag_issue(act: Act, issue: int, tag: int) -> int:
    """Put a tag on an issue and on each of its articles; returns on how many articles it came."""
    put(act, "issue_tag", [issue], tag)
    ids = [row[0] for row in act.rows("select id from article where issue_id = ? and trashed is null", (issue,))]
    return put(act, "article_tag", ids, tag)


def untag_issue(act: Act, issue: int, tag: int) -> int:
    """Take a tag off an issue and off each of its articles; returns off how many articles."""
    take_off(act, "issue_tag", [issue], tag)
    ids = [row[0] for row in act.rows("select id from article where issue_id = ?", (issue,))]
    return take_off(act, "article_tag", ids, tag)


def add_aliases(act: Act, tag: int, names: Iterable[str]) -> None:
    """Add names to a tag's aliases, those left out that it has already."""
    own = {
        act.get("tag", tag, "name"),
        *(r[0] for r in act.rows("select name from tag_alias where tag_id = ?", (tag,))),
    }
    for name in dict.fromkeys(names):
        if name not in own:
            act.insert("tag_alias", tag_id=tag, name=name)


def remove_alias(act: Act, tag: int, name: str) -> bool:
    """Take an alias away; whether there was one of this name."""
    return act.execute("delete from tag_alias where tag_id = ? and name = ?", (tag, name)).rowcount > 0


def above(act: Act, tag: int) -> list[int]:
    """The broader tags of a tag, the nearest first."""
    found: list[int] = []
    at = act.get("tag", tag, "parent_id")
    while at is not None and at not in found:
        found.append(at)
        at = act.get("tag", at, "parent_id")
    return found


def merge(act: Act, source: int, into: int) -> None:
    """Make one tag of two: uses, aliases, scope notes and narrower tags unite, the name given up becomes an alias."""
    for table in USES:
        move_uses(act, table, source, into)
    _unite_branches(act, source, into)
    name = act.get("tag", source, "name")
    names = [row[0] for row in act.rows("select name from tag_alias where tag_id = ? order by id", (source,))]
    act.execute("delete from tag_alias where tag_id = ?", (source,))
    add_aliases(act, into, [name, *names])
    notes = [act.get("tag", id, "scope_note") for id in (into, source)]
    note = "\n\n".join(dict.fromkeys(note for note in notes if note))
    colour = act.get("tag", into, "colour") or act.get("tag", source, "colour")
    act.update("tag", into, scope_note=note, colour=colour)
    act.insert("redirect", entity="tag", entity_id=source, to_uuid=act.get("tag", into, "uuid"))
    act.delete("tag", source)


def _unite_branches(act: Act, source: int, into: int) -> None:
    """Hang what is narrower than `source` under `into`; what lies between the two moves up instead."""
    line = above(act, into)
    parent = act.get("tag", source, "parent_id")
    if act.get("tag", into, "parent_id") == source:
        act.update("tag", into, parent_id=parent)
    for (child,) in act.rows("select id from tag where parent_id = ?", (source,)):
        act.update("tag", child, parent_id=parent if child in line else into)


def delete(act: Act, tag: int) -> None:
    """Delete a tag with its uses and aliases; narrower tags move up to its broader one."""
    parent = act.get("tag", tag, "parent_id")
    act.execute("update tag set parent_id = ? where parent_id = ?", (parent, tag))
    for table in (*USES, "tag_alias"):
        act.execute(f"delete from {table} where tag_id = ?", (tag,))
    act.delete("tag", tag)

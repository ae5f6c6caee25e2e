"""A single act of the past taken back where it still applies: what would go, what was changed since and by which act."""

from __future__ import annotations

from typing import NamedTuple

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.store import log
from reader.store.act import Act

_STRUCTURE = {"block", "piece", "article", "correction"}
"""Rows that hang together: an act on them is taken back whole or not at all, so that no text is lost or doubled."""


class Left(NamedTuple):
    """A value that was changed since: the row's table and key, the field, and the act that changed it last."""

    entity: str
    entity_id: int
    field: str
    act: int | None


class Reverted(NamedTuple):
    """How many values were put back, and what was left alone."""

    done: int
    left: list[Left]


def revert(new: Act, target: int) -> Reverted:
    """Inside the act `new`, put back what act `target` changed wherever it still is what that act wrote.

    Raises ReaderError where nothing is left of it, or where the structure of the text no longer allows it.
    """
    before = _printed(new, target)
    done, refused = log.reverse(new.db, target)
    left = [Left(row[1], row[2], row[3], _changer(new, target, row)) for row in refused]
    if not done:
        raise ReaderError(
            N_("Nothing of this act is left to take back: it was changed since, by act {act}."),
            N_("Look at that act in the history."), act=next((x.act for x in left if x.act), "?"),
        )  # fmt: skip
    if any(x.entity in _STRUCTURE for x in left) or _printed(new, target) != before or _overlap(new, target):
        raise ReaderError(
            N_("This cannot be taken back by itself: later work on the same text depends on it (act {act})."),
            N_("Take that back first; nothing was changed."), act=next((x.act for x in left if x.act), "?"),
        )  # fmt: skip
    return Reverted(len(done), left)


def _changer(new: Act, target: int, row: log.Row) -> int | None:
    _id, entity, entity_id, field, _old, _new = row
    fields = "" if field == "*" else "and field in ('*', :field)"
    sql = f"""select max(act_id) from change where entity = :entity and entity_id = :id and act_id > :target
              and act_id <> :own {fields}"""
    bound = {"entity": entity, "id": entity_id, "target": target, "own": new.id, "field": field}
    found = new.value(sql, bound)  # type: ignore[arg-type]
    return None if found is None else int(found)


_TEXTS = """select distinct source_text_id from (
  select json_extract(coalesce(old, new), '$.source_text_id') as source_text_id from change
    where act_id = :act and field = '*' and entity in ('piece', 'correction')
  union select source_text_id from piece where id in (
    select entity_id from change where act_id = :act and entity = 'piece')
  union select source_text_id from correction where id in (
    select entity_id from change where act_id = :act and entity = 'correction'))"""


def _printed(new: Act, target: int) -> tuple[int, int]:
    """How many characters the blocks of the texts concerned share out, and how many of them twice."""
    bound = {"act": target}
    total = new.value(f"select sum(end - start) from piece where source_text_id in ({_TEXTS})", bound)  # type: ignore[arg-type]
    twice = new.value(
        f"""select count(*) from piece a join piece b on b.source_text_id = a.source_text_id and b.id > a.id
            and b.start < a.end and b.end > a.start where a.source_text_id in ({_TEXTS})""",
        bound,  # type: ignore[arg-type]
    )
    return int(total or 0), int(twice or 0)


def _overlap(new: Act, target: int) -> bool:
    sql = f"""select 1 from correction a join correction b on b.source_text_id = a.source_text_id and b.id <> a.id
              and b.start < a.end and b.end > a.start where a.source_text_id in ({_TEXTS}) limit 1"""
    return new.value(sql, {"act": target}) is not None  # type: ignore[arg-type]

"""Two states of a library compared: what each has that the other has not, value by value."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from reader.store.state import Record

# Rows that are nothing but a tie: what they tie together says it all, their own id is of no matter.
_TIES = {
    "article_tag": ("article", "tag"),
    "highlight_tag": ("highlight", "tag"),
    "issue_tag": ("issue", "tag"),
    "note": ("article", "issue"),
}
_UNCOMPARED = {"source": {"data", "imported_at"}, "redirect": {"entity_id"}}


class Difference(NamedTuple):
    """A value that differs: entity, permanent id (or what is tied), field (empty: the whole row), here and there.

    None means that the row or value is not there.
    """

    entity: str
    id: str
    field: str
    here: Any
    there: Any


def compare(here: Iterable[Record], there: Iterable[Record], carried: Container[str] | None = None) -> list[Difference]:
    """What differs between two sets of records; `carried` names the entities looked at (None: all)."""
    one, other = _by_key(here, carried), _by_key(there, carried)
    found: list[Difference] = []
    for key in sorted(one.keys() | other.keys()):
        mine, theirs = one.get(key), other.get(key)
        if mine is None or theirs is None:
            found.append(Difference(*key, "", _short(mine), _short(theirs)))
            continue
        for name in sorted(mine.keys() | theirs.keys()):
            if mine.get(name) != theirs.get(name):
                found.append(Difference(*key, name, mine.get(name), theirs.get(name)))
    return found


def _by_key(records: Iterable[Record], carried: Container[str] | None) -> dict[tuple[str, str], Record]:
    made: dict[tuple[str, str], Record] = {}
    for record in records:
        entity = record["entity"]
        if carried is not None and entity not in carried:
            continue
        out = {"entity", *_UNCOMPARED.get(entity, ())}
        if entity in _TIES:
            key = " ".join(str(record.get(name) or "") for name in _TIES[entity]).strip()
            out.add("uuid")
        else:
            key = str(record["uuid"])
        made[entity, key] = {name: value for name, value in record.items() if name not in out}
    return made


def _short(record: Record | None) -> str | None:
    return None if record is None else json.dumps(record, ensure_ascii=False)[:300]

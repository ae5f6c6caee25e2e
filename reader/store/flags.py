"""The doubts the importer raised, as stored: codes and parameters, worded on the floor above."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from reader.store.library import Library


@dataclass(frozen=True)
class StoredFlag:
    """A flag as stored. `answers` are `{"code", "params", "acts"}` in rank order."""

    id: int
    uuid: str
    code: str
    article: int | None
    issue: int
    block: int | None
    params: dict[str, Any]
    state: str
    answers: tuple[dict[str, Any], ...]


def flags(
    library: Library, *, issue: int | None = None, article: int | None = None, id: int | None = None, state: str = ""
) -> list[StoredFlag]:
    """Flags of an issue, an article or the whole library, by place; `state` narrows to open ones and so on."""
    given = {"f.issue_id": issue, "f.article_id": article, "f.id": id, "f.state": state or None}
    used = {column: value for column, value in given.items() if value is not None}
    where = " and ".join(f"{column} = ?" for column in used) or "1"
    sql = f"""select f.id, f.uuid, f.code, f.article_id, f.issue_id, f.block_id, f.params, f.state, f.answers
              from flag f left join article a on a.id = f.article_id join issue i on i.id = f.issue_id
              where {where} and i.trashed is null and coalesce(a.shown, 1) order by a.sort_key, f.id"""
    return [
        StoredFlag(flag, unique, code, owner, of, block, json.loads(params), told, tuple(json.loads(answers)))
        for flag, unique, code, owner, of, block, params, told, answers in library.rows(sql, tuple(used.values()))
    ]

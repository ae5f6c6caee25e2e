"""The change log read as history, undone and redone."""

from __future__ import annotations

from typing import Any, NamedTuple

from reader.domain.errors import ReaderError
from reader.store import log
from reader.store.act import Act
from reader.store.library import Library
from reader.store.stored_json import read_json


class StoredAct(NamedTuple):
    """An act as stored; `about` is the act an undo or redo names, `changes` the number of values changed."""

    id: int
    uuid: str
    kind: str
    command: str
    params: dict[str, Any]
    about: int | None
    article: int | None
    title: str
    at: str
    author: str
    device: str
    undone: bool
    changes: int


SELECT = """
select a.id, a.uuid, a.kind, a.command, a.params, a.about, a.article_id,
  coalesce((select title from article where article.id = a.article_id), ''), a.at, a.author, a.device,
  coalesce((select kind from act b where b.about = a.id order by b.id desc limit 1), '') = 'undo',
  (select count(*) from change where change.act_id = a.id) from act a
"""


def acts(library: Library, limit: int = 200, before: int | None = None) -> list[StoredAct]:
    """The newest acts, newest first; `before` goes further back."""
    sql = f"{SELECT} where a.id < ? order by a.id desc limit ?"
    return [read_act(row) for row in library.rows(sql, (before or 1 << 62, limit))]


def act(library: Library, id: int | None) -> StoredAct | None:
    """One act, or None."""
    row = library.row(f"{SELECT} where a.id = ?", (id,)) if id is not None else None
    return read_act(row) if row else None


def read_act(row: tuple[Any, ...]) -> StoredAct:
    """An act from a row of SELECT."""
    told = dict(zip(StoredAct._fields, row, strict=True))
    try:
        params = read_json(row[4])
    except ReaderError:  # damaged: the rest of the history is shown all the same
        params = {}
    return StoredAct(**{**told, "params": params, "undone": bool(told["undone"])})


def next_undo(library: Library) -> StoredAct | None:
    """The act that undo would take back now."""
    return act(library, library.value(log.NEXT_UNDO))


def next_redo(library: Library) -> StoredAct | None:
    """The act that redo would do again now."""
    return act(library, library.value(log.NEXT_REDO))


def take_back(new: Act, target: StoredAct, *, redo: bool) -> tuple[int, int]:
    """Inside the act `new`, undo `target` or do it again; returns (values changed, values left alone).

    An import is undone by moving its issues to the trash (and taking out those it replaced), redone the other way;
    files read with another encoding are recorded with the one before again.
    """
    reversed_act = target.id
    if redo:
        reversed_act = int(new.value("select max(id) from act where about = ? and kind = 'undo'", (target.id,)))
    done, refused = log.reverse(new.db, reversed_act)
    if target.kind == "import":
        _turn_import(new, target.params, redo=redo)
        return len(target.params.get("issue_ids", [])) + len(target.params.get("replaced_ids", [])), len(refused)
    return len(done), len(refused)


def _turn_import(new: Act, params: dict[str, Any], *, redo: bool) -> None:
    come, gone = params.get("issue_ids", []), params.get("replaced_ids", [])
    for issues, is_shown in ((come, redo), (gone, not redo)):
        for issue in issues:
            new.execute("update issue set trashed = ? where id = ?", (None if is_shown else new.at, issue))
    before, after = params.get("read_as", ((), ()))
    for source, codec, how in after if redo else before:
        new.execute("update source set encoding = ?, encoding_how = ? where id = ?", (codec, how, source))


def since(library: Library, last: int) -> list[tuple[int, str, dict[str, Any]]]:
    """(id, kind, params) of the acts after number `last`, oldest first."""
    sql = "select id, kind, params from act where id > ? order by id"
    return [(id, kind, read_json(params)) for id, kind, params in library.rows(sql, (last,))]

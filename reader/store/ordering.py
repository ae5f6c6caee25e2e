"""Rows in an order a person gave them: new ones at the end, some moved before another."""

from __future__ import annotations

from collections.abc import Sequence

from reader.domain.order import many_between, spread
from reader.store.act import Act
from reader.store.texts import Reads

Owner = tuple[str, int] | None
"""The column and value that say which rows stand in one order; None: the whole table."""


def in_order(reads: Reads, table: str, owner: Owner = None) -> list[tuple[int, str]]:
    """(id, position) of the rows of one order."""
    where = f"where {owner[0]} = {int(owner[1])}" if owner else ""
    return [(int(r[0]), str(r[1])) for r in reads.rows(f"select id, position from {table} {where} order by position, id")]


def at_end(reads: Reads, table: str, count: int, owner: Owner = None) -> list[str]:
    """Positions for `count` new rows after all others."""
    known = in_order(reads, table, owner)
    return many_between(known[-1][1] if known else None, None, count)


def move(act: Act, table: str, moved: Sequence[int], before: int | None, owner: Owner = None) -> None:
    """Let rows stand, in the order given, right before the row `before`, or (None) at the end."""
    known = in_order(act, table, owner)
    chosen = set(moved)
    rest = [row for row in known if row[0] not in chosen]
    at = next((n for n, (id, _place) in enumerate(rest) if id == before), len(rest))
    ids = [id for id, _place in rest[:at]] + list(moved) + [id for id, _place in rest[at:]]
    if ids == [id for id, _place in known]:
        return
    low = rest[at - 1][1] if at else None
    high = rest[at][1] if at < len(rest) else None
    if low is not None and high is not None and low >= high:
        # Two people's additions met at one key: all are spread anew.
        moved, keys = ids, spread(len(ids))
    else:
        keys = many_between(low, high, len(moved))
    for id, key in zip(moved, keys, strict=True):
        act.update(table, id, position=key)

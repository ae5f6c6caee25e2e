"""What a person changed, told so that it means the same in any library: a value of a row, when, by whom, and over what.

Libraries that hold the same operations end in the same state, in whatever order these came: `resolving` reads what a
row is from them alone. A row is named by a key of permanent ids (one id, or the things a row ties together).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Key = tuple[str | None, ...]
"""Who a row is: its permanent id, or for a row that only ties things together what it ties."""

WHOLE, GONE, PIECE, SAME = "*", "-", "piece", "="
"""Fields that stand for more than a column: a row that came, one that went (the value is the row as it was), a stretch of
a source text given to a block, and two rows that are one."""

CLOCK = re.compile(r"\d{14}-\d{5}-[^\x00-\x1f]{1,200}")
LATEST = "09000000000000"
"""No clock of an act lies beyond this (the year 2255)."""
_SPACE = uuid.UUID("0d3c6f0e-6d7b-5b53-9a55-6a7c1f8f2b10")


class Operation(NamedTuple):
    """One value set in one act. `over` names the operations on the same row that it was made in knowledge of."""

    id: str
    act: str
    entity: str
    key: Key
    field: str
    value: Any
    over: tuple[str, ...]
    clock: str
    author: str
    at: str

    @property
    def when(self) -> tuple[str, str]:
        """What decides between values that do not know of each other: the later clock, then the id."""
        return self.clock, self.id


def derived(*parts: object) -> str:
    """A permanent id made of the parts, the same on every machine."""
    return str(uuid.uuid5(_SPACE, "/".join(map(str, parts))))


def same(entity: str, one: str, other: str) -> Operation:
    """The operation that says of two rows that they are one."""
    low, high = sorted((one, other))
    id = derived(SAME, entity, low, high)
    return Operation(id, id, entity, (high,), SAME, low, (), f"{0:014d}-{0:05d}-same", "", "")


class Names:
    """Which permanent ids mean the same row, as `same` operations and joined rows have it; the lowest stands for all."""

    def __init__(self, operations: Iterable[Operation] = ()) -> None:
        self._up: dict[tuple[str, str], str] = {}
        for one in operations:
            if one.field == SAME and one.key[0] is not None:
                self.unite(one.entity, one.key[0], str(one.value))

    def unite(self, entity: str, one: str, other: str) -> None:
        """Say that two ids mean one row."""
        low, high = sorted((self.of(entity, one), self.of(entity, other)))
        if low != high:
            self._up[entity, high] = low

    def of(self, entity: str, id: str) -> str:
        """The id that stands for a row."""
        while (up := self._up.get((entity, id))) is not None:
            id = up
        return id

    def all_of(self, entity: str) -> dict[str, str]:
        """The ids of an entity that another one stands for, with that."""
        return {id: self.of(entity, id) for of, id in self._up if of == entity}


class Conflict(NamedTuple):
    """A field two people wrote without knowing of each other: the writings in the order of their clocks.

    `field` is GONE where one took the row away while the other worked on it.
    """

    field: str
    sides: tuple[Operation, ...]


class Resolved(NamedTuple):
    """What a row is: there, gone, or (None) as it was imported; the values said of it with when; what was in conflict."""

    present: bool | None
    values: Mapping[str, Any]
    when: Mapping[str, tuple[str, str]]
    conflicts: tuple[Conflict, ...]
    before: Mapping[str, Any]
    """The row as it was when it came or went: for values nobody said anything of."""


def resolve(operations: Sequence[Operation], free: Iterable[str] = ()) -> Resolved:
    """What a row is by all operations on it, in whatever order they are given.

    A later writing replaces those it knew of. Of values written apart the later one stands; of `free` text both stand,
    one after the other. A row that one took away while another worked on it stays.
    """
    ordered = sorted(operations, key=lambda one: one.when)
    values: dict[str, Any] = {}
    when: dict[str, tuple[str, str]] = {}
    conflicts: list[Conflict] = []
    before: dict[str, Any] = {}
    for one in ordered:
        if one.field in {WHOLE, GONE}:
            before.update(one.value)
    texts = set(free)
    heads = {name: _heads(ordered, name) for name in _fields(ordered)}
    for name, some in heads.items():
        last = some[-1]
        values[name], when[name] = _said(last, name), last.when
        if name in texts:
            kept = _apart(some, name)
            if len(kept) > 1:
                values[name] = both(kept, name)
                conflicts.append(Conflict(name, tuple(kept)))
    present, fought = _presence(ordered, heads)
    if fought:
        conflicts.append(Conflict(GONE, fought))
    return Resolved(present, values, when, tuple(conflicts), before)


def _fields(ordered: Sequence[Operation]) -> list[str]:
    names: dict[str, None] = {}
    for one in ordered:
        if one.field == WHOLE:
            names.update(dict.fromkeys(one.value))
        elif one.field not in {GONE, PIECE, SAME}:
            names[one.field] = None
    return list(names)


def _said(one: Operation, name: str) -> Any:
    return one.value[name] if one.field == WHOLE else one.value


def _heads(ordered: Sequence[Operation], name: str) -> list[Operation]:
    """The writings of a field that no other writing of it knew of, earliest first."""
    own = [one for one in ordered if one.field == name or (one.field == WHOLE and name in one.value)]
    known = _known(ordered, own)
    return [one for one in own if one.id not in known] or own[-1:]


def _known(ordered: Sequence[Operation], some: Iterable[Operation]) -> set[str]:
    """All that was known, at once or by what they knew, when `some` were made."""
    over = {one.id: one.over for one in ordered}
    waiting = [id for one in some for id in one.over]
    known: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id not in known:
            known.add(id)
            waiting += over.get(id, ())
    return known


def _presence(
    ordered: Sequence[Operation], heads: Mapping[str, Sequence[Operation]]
) -> tuple[bool | None, tuple[Operation, ...]]:
    if not any(one.field in {WHOLE, GONE} for one in ordered):
        return None, ()
    known = _known(ordered, ordered)
    ends = [one for one in ordered if one.field == GONE and one.id not in known]
    if not ends:
        return True, ()
    seen = _known(ordered, ends)
    came = [one for one in ordered if one.field == WHOLE and one.id not in known]
    unseen = {one.id: one for some in (came, *heads.values()) for one in some if one.id not in seen}
    if not unseen:
        return False, ()
    fought = sorted({one.id: one for one in (*ends, *unseen.values())}.values(), key=lambda one: one.when)
    return True, tuple(fought)


def _apart(heads: Sequence[Operation], name: str) -> list[Operation]:
    """Writings that say different things: of equal ones the first, and none that another one holds whole."""
    kept: list[Operation] = []
    for one in heads:
        text = str(_said(one, name)).strip()
        if any(text in str(_said(other, name)) for other in kept):
            continue
        kept = [other for other in kept if str(_said(other, name)).strip() not in text]
        kept.append(one)
    return kept


def both(sides: Sequence[Operation], name: str) -> str:
    """Two texts or more as one, each under who wrote it and when."""
    parts = [f"〔{one.author} {one.at[:10]}〕\n{str(_said(one, name)).strip()}" for one in sides]
    return "\n\n".join(parts)


def text_of(side: Operation, name: str) -> str:
    """What one side wrote; empty where it took the row away."""
    if side.field == GONE:
        return ""
    if side.field == WHOLE:
        return str(side.value.get(name, ""))
    return str(side.value) if side.field == name else ""

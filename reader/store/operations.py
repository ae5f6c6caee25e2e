"""A library's own acts as operations, read from its change log, and those received from colleagues.

Merged and undone work is no operation of one's own: what a merge set was said by others, and stands in `received`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from reader.domain.operations import GONE, PIECE, SAME, WHOLE, Key, Names, Operation, derived
from reader.store.naming import KEYS, Naming
from reader.store.stored_json import read_json
from reader.store.tables import LOGGED
from reader.store.texts import Reads, chunks, where_in

MERGE = "bundle.merge"
"""The command whose acts say what others did."""

Row = dict[str, Any]
_SILENT = {"received", "library", "scan"}
_ENTITIES = [table for table in LOGGED if table not in _SILENT]


def received(reads: Reads) -> list[tuple[Operation, str]]:
    """The operations that came in bundles, each with the clock of the act that brought it, in the order they came."""
    sql = """select uuid, act, entity, row, field, value, over, clock, author, at, arrival from received
             order by arrival, clock, uuid"""
    return [
        (Operation(id, act, entity, tuple(read_json(row)), field, read_json(value), tuple(read_json(over)), clock, who, at),
         arrival)
        for id, act, entity, row, field, value, over, clock, who, at, arrival in reads.rows(sql)
    ]  # fmt: skip


class Own(NamedTuple):
    """What was done in a library itself, oldest first, and the rows that merges have written to."""

    operations: list[Operation]
    merged: set[tuple[str, Key]]


def own(reads: Reads, came: Sequence[tuple[Operation, str]]) -> Own:
    """What was done in this library itself, each with what it was done in knowledge of (of `came` too)."""
    told = _Told(reads)
    made = told.operations()
    return Own(list(_with_knowledge(made, came)), told.merged)


class _Told:
    """The change log turned into operations, act by act."""

    def __init__(self, reads: Reads) -> None:
        self.reads = reads
        self.naming = Naming(reads)
        self.acts = {row[0]: row[1:] for row in reads.rows("select id, uuid, clock, author, at from act order by id")}
        self.left_out = _of_merges(reads)
        self.merged: set[tuple[str, Key]] = set()

    def operations(self) -> list[Operation]:
        by_act: dict[int, dict[tuple[str, int], tuple[int, Row | None, Row | None]]] = defaultdict(dict)
        for act, entity, id, change, before, after in _states(self.reads):
            by_act[act][entity, id] = (change, before, after)
        made: list[Operation] = []
        for act in sorted(by_act):
            if act not in self.left_out and act in self.acts:
                made += self._of_act(act, by_act[act])
            else:
                self.merged |= self._rows_of(by_act[act])
        return made

    def _rows_of(self, rows: dict[tuple[str, int], tuple[int, Row | None, Row | None]]) -> set[tuple[str, Key]]:
        found = set()
        for (entity, _id), (_change, before, after) in rows.items():
            for row in (before, after):
                named = self.naming.row(entity, row) if row is not None and entity != "piece" else None
                if named is not None:
                    found.add((entity, named[0]))
        return found

    def _of_act(self, act: int, rows: dict[tuple[str, int], tuple[int, Row | None, Row | None]]) -> Iterator[Operation]:
        said: dict[tuple[str, Key, str], Any] = {}
        pieces = []
        for (entity, _id), (_change, before, after) in sorted(rows.items(), key=lambda item: item[1][0]):
            if entity == "piece":
                pieces.append((before, after))
                continue
            for key, field, value in self._of_row(entity, before, after):
                said[entity, key, field] = value
        for entity, key, field in [k for k in said if k[2] == GONE]:
            if (entity, key, WHOLE) in said:
                del said[entity, key, field]
        unique, clock, author, at = self.acts[act]
        for (entity, key, field), value in said.items():
            id = derived(unique, entity, json.dumps(key), field)
            yield Operation(id, unique, entity, key, field, value, (), clock, author, at)
        for key, value in self._stretches(pieces):
            id = derived(unique, PIECE, *key, *value[:2])
            yield Operation(id, unique, PIECE, key, PIECE, value, (), clock, author, at)

    def _of_row(self, entity: str, before: Row | None, after: Row | None) -> Iterator[tuple[Key, str, Any]]:
        old = self.naming.row(entity, before) if before is not None else None
        new = self.naming.row(entity, after) if after is not None else None
        if old is not None and (new is None or new[0] != old[0]):
            yield old[0], GONE, old[1]
        if new is not None and (old is None or new[0] != old[0]):
            yield new[0], WHOLE, new[1]
        elif new is not None and old is not None:
            for field, value in new[1].items():
                if old[1].get(field) != value and field != "uuid":
                    yield new[0], field, value

    def _stretches(self, changed: Sequence[tuple[Row | None, Row | None]]) -> Iterator[tuple[Key, list[Any]]]:
        """The stretches that an act gave to another block than they stood in, as [start, end, block, group, position]."""
        held = [before for before, _after in changed if before is not None]
        now = sorted(
            (after for _before, after in changed if after is not None),
            key=lambda row: (row["source_text_id"], row["start"]),
        )
        group: dict[int, int] = {}
        for row in now:
            group[row["block_id"]] = min(row["position"], group.get(row["block_id"], row["position"]))
        for row in now:
            text = self.naming.of("source_text", row["source_text_id"])
            block = self.naming.of("block", row["block_id"])
            if text is None or block is None:
                continue
            for start, end in _unlike(row, held):
                yield (text,), [start, end, block, group[row["block_id"]], row["position"]]


def _unlike(row: Row, held: Iterable[Row]) -> list[tuple[int, int]]:
    """The parts of a piece that stood in another block, or in none, before."""
    left = [(row["start"], row["end"])]
    for other in held:
        if other["source_text_id"] != row["source_text_id"] or other["block_id"] != row["block_id"]:
            continue
        left = [
            part
            for low, high in left
            for part in ((low, min(high, other["start"])), (max(low, other["end"]), high))
            if part[0] < part[1]
        ]
    return left


def _of_merges(reads: Reads) -> set[int]:
    """Acts that are merges, or take one back or do it again."""
    found: set[int] = set()
    uuids: set[str] = set()
    for id, unique, command, about, reverts in reads.rows(
        "select id, uuid, command, about, params ->> '$.reverts' from act order by id"
    ):
        if command == MERGE or about in found or reverts in uuids:
            found.add(id)
            uuids.add(unique)
    return found


def _states(reads: Reads) -> Iterator[tuple[int, str, int, int, Row | None, Row | None]]:
    """For each act and row it changed: (act, entity, id, last change, row before, row after), newest first.

    A highlight's row holds its stretches as `spans`; a change of these is one of the highlight.
    """
    marks = ",".join(f"'{table}'" for table in _ENTITIES)
    changes = reads.rows(
        f"select id, act_id, entity, entity_id, field, old, new from change where entity in ({marks}) order by id desc"
    )
    rows = _now(reads, changes)
    spans = _spans_now(reads, changes)
    open_rows: dict[tuple[int, str, int], tuple[int, Row | None]] = {}
    befores: dict[tuple[int, str, int], Row | None] = {}
    for change, act, entity, id, field, old, new in changes:
        owner = _owner(entity, id, old, new, rows)
        seen = (act, *owner)
        if seen not in open_rows:
            open_rows[seen] = (change, _with_spans(owner, rows, spans))
        _step_back(rows, spans, entity, id, field, old, new)
        befores[seen] = _with_spans(owner, rows, spans)
    for (act, entity, id), (change, after) in open_rows.items():
        yield act, entity, id, change, befores[act, entity, id], after


def _now(reads: Reads, changes: Sequence[tuple[Any, ...]]) -> dict[tuple[str, int], Row]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for _change, _act, entity, id, _field, _old, _new in changes:
        wanted[entity].add(id)
    span_rows = [row for row in changes if row[2] == "highlight_span"]
    found: dict[tuple[str, int], Row] = {}
    for entity, ids in wanted.items():
        names = [str(row[0]) for row in reads.rows("select name from pragma_table_info(?)", (entity,))]
        for some in chunks(ids):
            for row in reads.rows(f"select * from {entity} where {where_in('id', some)}"):
                values = dict(zip(names, row, strict=True))
                found[entity, values.pop("id")] = values
    _add_highlights(reads, found, span_rows)
    return found


def _add_highlights(reads: Reads, found: dict[tuple[str, int], Row], span_rows: Sequence[tuple[Any, ...]]) -> None:
    """Highlights of which only stretches were changed."""
    ids = {_highlight_of(old, new, found.get(("highlight_span", id))) for _c, _a, _e, id, _f, old, new in span_rows}
    names = [str(row[0]) for row in reads.rows("select name from pragma_table_info('highlight')")]
    for some in chunks(id for id in ids if id is not None and ("highlight", id) not in found):
        for row in reads.rows(f"select * from highlight where {where_in('id', some)}"):
            values = dict(zip(names, row, strict=True))
            found["highlight", values.pop("id")] = values


def _highlight_of(old: str | None, new: str | None, row: Row | None) -> int | None:
    if row is not None:
        return int(row["highlight_id"])
    for told in (new, old):
        value = read_json(told) if told else None
        if isinstance(value, dict):
            return int(value["highlight_id"])
    return None


def _spans_now(reads: Reads, changes: Sequence[tuple[Any, ...]]) -> dict[int, dict[int, Row]]:
    """The stretches of every highlight spoken of, by its id and theirs."""
    ids = {id for _c, _a, entity, id, _f, _o, _n in changes if entity == "highlight"}
    ids |= {
        h
        for _c, _a, e, _i, _f, o, n in changes
        if e == "highlight_span" and (h := _highlight_of(o, n, None)) is not None
    }
    spans = {id for _c, _a, entity, id, _f, _o, _n in changes if entity == "highlight_span"}
    for some in chunks(spans):
        ids.update(r[0] for r in reads.rows(f"select highlight_id from highlight_span where {where_in('id', some)}"))
    found: dict[int, dict[int, Row]] = defaultdict(dict)
    for some in chunks(ids):
        sql = f"""select id, highlight_id, position, source_text_id, start, end from highlight_span
                  where {where_in("highlight_id", some)}"""
        for id, mark, position, source, start, end in reads.rows(sql):
            found[mark][id] = {"position": position, "source_text_id": source, "start": start, "end": end}
    return found


def _owner(entity: str, id: int, old: str | None, new: str | None, rows: dict[tuple[str, int], Row]) -> tuple[str, int]:
    if entity != "highlight_span":
        return entity, id
    mark = _highlight_of(old, new, rows.get((entity, id)))
    assert mark is not None
    return "highlight", mark


def _with_spans(
    owner: tuple[str, int], rows: dict[tuple[str, int], Row], spans: dict[int, dict[int, Row]]
) -> Row | None:
    row = rows.get(owner)
    if row is None:
        return None
    if owner[0] != "highlight":
        return dict(row)
    listed = sorted(spans.get(owner[1], {}).items(), key=lambda item: (item[1]["position"], item[0]))
    return {**row, "spans": [(s["source_text_id"], s["start"], s["end"]) for _id, s in listed]}


def _step_back(
    rows: dict[tuple[str, int], Row], spans: dict[int, dict[int, Row]], entity: str, id: int, field: str,
    old: str | None, new: str | None,
) -> None:  # fmt: skip
    """The rows as they were before one change."""
    if entity == "highlight_span":
        _step_span(rows, spans, id, field, old, new)
    if field != "*":
        if (entity, id) in rows:
            rows[entity, id] = {**rows[entity, id], field: read_json(old or "null")}
    elif old is None:
        rows.pop((entity, id), None)
    else:
        rows[entity, id] = read_json(old)


def _step_span(
    rows: dict[tuple[str, int], Row],
    spans: dict[int, dict[int, Row]],
    id: int,
    field: str,
    old: str | None,
    new: str | None,
) -> None:
    mark = _highlight_of(old if field == "*" else None, new if field == "*" else None, rows.get(("highlight_span", id)))
    assert mark is not None
    if field != "*":
        if id in spans[mark]:
            spans[mark][id] = {**spans[mark][id], field: read_json(old or "null")}
    elif old is None:
        spans[mark].pop(id, None)
    else:
        spans[mark][id] = read_json(old)


# ---- what was known


def _with_knowledge(made: Sequence[Operation], came: Sequence[tuple[Operation, str]]) -> Iterator[Operation]:
    """Each operation with those on its row that could be seen when it was made.

    Only what was known then counts, of unions of rows too: so an operation is told alike however often it is told.
    """
    seen: dict[tuple[str, Key], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    fixes: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    names = Names()
    waiting = list(came)[::-1]
    for one in made:
        while waiting and waiting[-1][1] < one.clock:
            told, _arrival = waiting.pop()
            if told.field == SAME:
                names.unite(told.entity, str(told.key[0]), str(told.value))
                seen = _united(seen, names)
            elif told.field != PIECE:
                _see(seen[told.entity, canonical(told.entity, told.key, names)], told)
                _see_correction(fixes, told)
        if one.field == PIECE:
            yield one
            continue
        here = seen[one.entity, canonical(one.entity, one.key, names)]
        whole = one.field in {WHOLE, GONE}
        over = [id for field, ids in here.items() if whole or field in {one.field, WHOLE} for id in ids]
        over += _see_correction(fixes, one)
        told = one._replace(over=tuple(sorted(set(over))))
        if whole:
            here.clear()
        _see(here, told)
        yield told


def _united(
    seen: dict[tuple[str, Key], dict[str, list[str]]], names: Names
) -> dict[tuple[str, Key], dict[str, list[str]]]:
    made: dict[tuple[str, Key], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (entity, key), fields in seen.items():
        there = made[entity, canonical(entity, key, names)]
        for field, ids in fields.items():
            there[field] += ids
    return made


def _see_correction(fixes: dict[str, list[tuple[int, int, str]]], told: Operation) -> list[str]:
    """Corrections of the same words that were there before this one: it is made over all of them."""
    if told.entity != "correction" or told.field not in {WHOLE, GONE}:
        return []
    start, end = told.value["start"], told.value["end"]
    held = fixes[str(told.value["source_text"])]
    found = [id for low, high, id in held if overlapping(low, high, start, end)]
    if told.field == WHOLE:
        held.append((start, end, told.id))
    return found


def overlapping(low: int, high: int, start: int, end: int) -> bool:
    """Whether two stretches share characters, or stand at the very same place between two."""
    return (low, high) == (start, end) or (low < end and high > start)


def _see(here: dict[str, list[str]], told: Operation) -> None:
    field = WHOLE if told.field == GONE else told.field
    gone = set(told.over)
    here[field] = [id for id in here[field] if id not in gone] + [told.id]


def canonical(entity: str, key: Key, names: Names) -> Key:
    """The key of a row with ids that mean the same row as another one replaced by that."""
    tables = KEYS[entity][0] if entity in KEYS else (entity,)
    return tuple(
        names.of(table, part) if part is not None and table not in {"", "*"} else part
        for table, part in zip(tables, key, strict=True)
    )

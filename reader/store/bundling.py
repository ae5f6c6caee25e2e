"""What goes into a bundle for a colleague, and what of one that came can be taken: each operation checked by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reader.domain.operations import CLOCK, GONE, LATEST, PIECE, SAME, WHOLE, Key, Operation, derived, same
from reader.store import operations as told
from reader.store import state
from reader.store.act import Act
from reader.store.library import Library
from reader.store.merge_doubts import CODES
from reader.store.naming import GROUPS, KEYS
from reader.store.restoring import UNLOGGED, Problem
from reader.store.state import REFERENCES, Record, field_name, fields_of
from reader.store.tables import LOGGED
from reader.store.texts import Reads, chunks

_BASE = UNLOGGED - {"scan"}
"""What an import brings: goes along with its issue."""
_PERSONAL = frozenset({"saved_search", "basket", "basket_item", "note_template", "learned_answer"})
"""What is not of this or that article: goes along only with a whole library."""
_SHARED = frozenset({"tag", "tag_alias", "colour", "newspaper", "newspaper_name"})
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LONGEST = 10_000_000
_MOST_OVER = 20_000


# ---- going out


def every_operation(library: Library) -> list[Operation]:
    """All operations this library knows: its own and those it received, oldest first."""
    came = told.received(library)
    own = told.own(library, came).operations
    return sorted([*own, *(one for one, _arrival in came)], key=lambda one: one.when)


def issue_records(library: Library, issue: int, *, texts: bool) -> list[Record]:
    """An issue as it stands, marks aside; without `texts` its words stay behind and only their hashes go along."""
    found = []
    for record in state.of_issue(library, issue, ()):
        if record["entity"] not in _BASE or (record["entity"] == "flag" and record["code"] in CODES):
            continue
        if not texts and record["entity"] == "source_text":
            record = {name: value for name, value in record.items() if name not in {"text", "markup", "styles"}}
        found.append(record)
    return found


def of_part(
    library: Library, operations: Sequence[Operation], issues: Iterable[int], articles: Iterable[int]
) -> list[Operation]:
    """The operations on some articles, their marks and the structure of their issues, with the vocabulary."""
    ids: set[str] = set()
    marks: set[str] = set()
    chosen = sorted(set(articles))
    for issue in issues:
        for record in state.of_issue(library, issue, chosen):
            ids.add(record["uuid"])
            if record["entity"] == "highlight":
                marks.add(record["uuid"])
    wanted = set(_uuids(library, "article", chosen))
    gone = {str(one.key[0]) for one in operations if one.entity == "highlight" and one.field == GONE}
    others = {str(r[0]) for r in library.rows("select uuid from highlight")} - marks
    return [one for one in operations if _in_part(one, ids, wanted, gone - others, others)]


def _in_part(one: Operation, ids: set[str], articles: set[str], gone: set[str], others: set[str]) -> bool:
    if one.entity in _PERSONAL:
        return False
    if one.entity in _SHARED or one.field == SAME:
        return True
    if one.entity in {"note", "article_tag"}:
        return one.key[0] in articles
    if one.entity in {"highlight", "highlight_tag"}:
        return one.key[0] not in others and (one.key[0] in ids or one.key[0] in gone)
    if ids & {part for part in one.key if part}:
        return True
    named = one.value if one.field in {WHOLE, GONE} else {}
    return any(isinstance(value, str) and value in ids for value in named.values())


def _uuids(library: Library, table: str, wanted: Sequence[int]) -> list[str]:
    found: list[str] = []
    for some in chunks(wanted):
        found += [str(r[0]) for r in library.rows(f"select uuid from {table} where id in ({','.join(map(str, some))})")]
    return found


def plain(one: Operation) -> dict[str, Any]:
    """An operation as a line of JSON has it."""
    return {**one._asdict(), "key": list(one.key), "over": list(one.over)}


# ---- coming in


class Checker:
    """Reads operations from plain values; what cannot be one is a Problem and stops no other."""

    def __init__(self, reads: Reads) -> None:
        self.columns: dict[str, dict[str, str]] = {}
        for table in LOGGED:
            rows = reads.rows("select name, type from pragma_table_info(?)", (table,))
            kinds = {str(name): str(kind) for name, kind in rows}
            self.columns[table] = {field_name(table, n): kinds[n] for n in fields_of(table, tuple(kinds)) if n in kinds}
        self.columns["highlight"]["spans"] = "SPANS"

    def read(self, values: Iterable[Any]) -> tuple[list[Operation], list[Problem]]:
        """The operations among some values, and what is wrong with the others."""
        found: list[Operation] = []
        problems: list[Problem] = []
        for value in values:
            try:
                found.append(self._one(value))
            except (_Wrong, KeyError, TypeError, ValueError, AttributeError) as error:
                said = value if isinstance(value, dict) else {}
                code = error.args[0] if isinstance(error, _Wrong) else "bad-value"
                problems.append(Problem(str(said.get("entity"))[:40], str(said.get("id"))[:60], str(code)))
        return found, problems

    def _one(self, value: Mapping[str, Any]) -> Operation:
        entity, field, key = value["entity"], value["field"], _key(value["entity"], value["key"])
        _texts(value["id"], value["act"], field, value["clock"], value["author"], value["at"])
        over = tuple(_uuid(id) for id in value["over"])
        if len(over) > _MOST_OVER or not CLOCK.fullmatch(value["clock"]) or value["clock"] > LATEST:
            raise _Wrong("bad-clock")
        said = value["value"]
        if entity == PIECE:
            self._piece(said)
            wanted = derived(value["act"], PIECE, *key, *said[:2])
        elif field == SAME:
            if entity not in {"tag", "newspaper", "source_text"}:
                raise _Wrong("unknown-entity")
            wanted = same(entity, str(key[0]), _uuid(said)).id
        else:
            self._field(entity, field, said)
            wanted = derived(value["act"], entity, _dumps(key), field)
        if value["id"] != wanted:
            raise _Wrong("bad-id")
        _uuid(value["act"])
        return Operation(
            wanted, value["act"], entity, key, field, said, over, value["clock"], value["author"], value["at"]
        )

    def _piece(self, said: Any) -> None:
        start, end, block, group, position = said
        _uuid(block)
        if not all(_is_number(n) for n in (start, end, group, position)) or not 0 <= start < end:
            raise _Wrong("bad-range")

    def _field(self, entity: str, field: str, said: Any) -> None:
        known = self.columns.get(entity)
        if known is None or entity in {"received", "library", "scan", "piece", "highlight_span"}:
            raise _Wrong("unknown-entity")
        groups = GROUPS.get(entity, {})
        if field in {WHOLE, GONE} and not isinstance(said, dict):
            raise _Wrong("bad-value")
        for name, value in (said if field in {WHOLE, GONE} else {field: said}).items():
            if name in groups:
                for part, one in zip(groups[name], value, strict=True):
                    self._value(entity, part, one)
            else:
                self._value(entity, name, value)

    def _value(self, entity: str, name: str, value: Any) -> None:
        kind = self.columns[entity].get(name)
        if kind is None:
            raise _Wrong("bad-value")
        if value is None:
            return
        if kind == "SPANS":
            for text, start, end in value:
                _uuid(text)
                if not _is_number(start) or not _is_number(end) or not 0 <= start <= end:
                    raise _Wrong("bad-range")
        elif name in {field_name(entity, column) for column in REFERENCES.get(entity, {})}:
            _uuid(value)
        elif kind == "INTEGER":
            if not _is_number(value):
                raise _Wrong("bad-value")
        else:
            _texts(value)


class _Wrong(Exception):
    """A value that is no operation; its code."""


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 31


def _uuid(value: Any) -> str:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise _Wrong("bad-id")
    return value


def _texts(*values: Any) -> None:
    for value in values:
        if not isinstance(value, str) or len(value) > _LONGEST or "\0" in value:
            raise _Wrong("bad-value")
        value.encode("utf-8")


def _key(entity: Any, key: Any) -> Key:
    if not isinstance(entity, str) or not isinstance(key, list):
        raise _Wrong("bad-id")
    tables = KEYS[entity][0] if entity in KEYS else (entity,)
    if len(key) != len(tables):
        raise _Wrong("bad-id")
    for table, part in zip(tables, key, strict=True):
        if part is None and (entity == "note" or table == ""):
            continue
        if table:
            _uuid(part)
        else:
            _texts(part)
    return tuple(key)


def _dumps(key: Key) -> str:
    return json.dumps(key)


# ---- whose text is whose


def same_texts(act: Act, records: Iterable[Mapping[str, Any]]) -> list[Operation]:
    """Source texts of theirs that read as one of ours does, though they came in another file."""
    found = []
    for record in records:
        if record.get("entity") != "source_text" or not _UUID.fullmatch(str(record.get("uuid"))):
            continue
        if act.value("select 1 from source_text where uuid = ?", (record["uuid"],)) is not None:
            continue
        ours = act.rows("select uuid from source_text where sha256 = ? order by id", (str(record.get("sha256")),))
        if len(ours) == 1:
            found.append(same("source_text", ours[0][0], str(record["uuid"])))
    return found


def by_issue(records: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Records in their issues: the issue's permanent id, and its rows. Each record says whose it is in `in`."""
    issues: dict[str, list[Mapping[str, Any]]] = {}
    for record in records:
        issues.setdefault(str(record.get("in")), []).append(record)
    yield from issues.items()

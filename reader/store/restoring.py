"""Records put into a library: each value checked first, what cannot stand is left out and reported, nothing overwritten.

The other side of `state`. Files, texts and structure go in as an import does, unlogged; what a person made goes into
the change log, so that one undo takes all of it out again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reader.store import log
from reader.store.act import Act
from reader.store.derived import refresh_articles, refresh_blocks
from reader.store.state import JSON_COLUMNS, ORDER, PARTS, REFERENCES, Record, field_name

UNLOGGED = frozenset(
    {"newspaper", "newspaper_name", "issue", "issue_field", "page", "scan", "source", "source_text", "article",
     "article_field", "block", "flag"}
)  # fmt: skip
"""What an import writes: not in the change log, gone with its issue."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LARGEST = (1 << 63) - 1


@dataclass(frozen=True)
class Problem:
    """A record that could not be put in: its entity and id, and why as a code with what it was about.

    Codes: `unknown-entity`, `bad-id`, `twice`, `bad-value`, `missing`, `no-such` (a reference), `bad-range`,
    `bad-hash`, `overlap`, `circle`, `taken` (another row stands in its place).
    """

    entity: str
    uuid: str
    code: str
    what: str = ""


@dataclass
class Restored:
    """What came of records: how many of each entity were new, how many were there already, and the problems."""

    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    issues: list[int] = field(default_factory=list)
    new: dict[str, list[int]] = field(default_factory=dict)


def put(act: Act, records: Iterable[Mapping[str, Any]]) -> Restored:
    """Put records into the library, references first. Rows whose UUID is there already stay as they are.

    Never raises for what a record holds: each fault is a Problem and its record is left out, with what needs it.
    """
    return _Restorer(act).put(records)


class _Wrong(Exception):
    """A record that cannot stand: code and what it is about."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code, what)
        self.code, self.what = code, what


class _Restorer:
    def __init__(self, act: Act) -> None:
        self.act = act
        self.done = Restored()
        self.ids: dict[tuple[str, str], int] = {}
        self.lengths: dict[int, int] = {}
        self.taken: dict[int, list[tuple[int, int]]] = {}
        self.later: list[tuple[str, int, str, str]] = []
        self.columns = {table: self._columns(table) for table in ORDER}

    def _columns(self, table: str) -> dict[str, tuple[str, bool]]:
        """Name → (type, whether it may be null) of the columns a record sets."""
        sql = """select name, type, "notnull", dflt_value from pragma_table_info(?)"""
        return {
            str(n): (str(t), not required or default is not None)
            for n, t, required, default in self.act.rows(sql, (table,))
        }

    def put(self, records: Iterable[Mapping[str, Any]]) -> Restored:
        by_entity: dict[str, list[Mapping[str, Any]]] = {}
        for record in records:
            entity = record.get("entity")
            if isinstance(entity, str) and entity in self.columns:
                by_entity.setdefault(entity, []).append(record)
            else:
                self._note(str(entity), "", "unknown-entity")
        for entity in ORDER:
            self._put_all(entity, by_entity.get(entity, []))
        self._finish()
        return self.done

    def _put_all(self, entity: str, records: list[Mapping[str, Any]]) -> None:
        if not records:
            return
        if entity in UNLOGGED or self.act.id is None:
            self._put_some(entity, records)
        else:
            with log.recorded(self.act):
                self._put_some(entity, records)

    def _put_some(self, entity: str, records: list[Mapping[str, Any]]) -> None:
        for record in records:
            uuid = record.get("uuid")
            try:
                self._one(entity, record, self._checked_uuid(entity, uuid))
            except _Wrong as wrong:
                self._note(entity, str(uuid), wrong.code, wrong.what)
            except sqlite3.IntegrityError as error:
                self._note(entity, str(uuid), "taken" if "UNIQUE" in str(error) else "bad-value", str(error))
        self._link(entity)

    def _note(self, entity: str, uuid: str, code: str, what: str = "") -> None:
        self.done.problems.append(Problem(entity, uuid[:60], code, what[:120]))

    def _checked_uuid(self, entity: str, uuid: Any) -> str:
        if not isinstance(uuid, str) or not _UUID.fullmatch(uuid):
            raise _Wrong("bad-id")
        if (entity, uuid) in self.ids:
            raise _Wrong("twice")
        return uuid

    def _one(self, entity: str, record: Mapping[str, Any], uuid: str) -> None:
        known = self.act.value(f"select id from {entity} where uuid = ?", (uuid,))
        if known is not None:
            self.ids[entity, uuid] = int(known)
            self.done.known[entity] += 1
            return
        values, later = self._values(entity, record)
        stretches = self._stretches(entity, record)
        id = self.act.insert(entity, **values)
        self.ids[entity, uuid] = id
        self.later += [(entity, id, column, to) for column, to in later]
        self._insert_stretches(entity, id, stretches)
        if entity == "source":
            self._keep_data(id, record)
        self.done.added[entity] += 1
        self.done.new.setdefault(entity, []).append(id)
        if entity == "issue":
            self.done.issues.append(id)

    # values

    def _values(self, entity: str, record: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        values: dict[str, Any] = {}
        later: list[tuple[str, str]] = []
        references = REFERENCES.get(entity, {})
        for column, (kind, may_be_null) in self.columns[entity].items():
            name = field_name(entity, column)
            if column == "id" or name not in record:
                if column not in {"id", "entity_id"} and not may_be_null:
                    raise _Wrong("missing", name)
                continue
            value = record[name]
            if column in references and value is not None:
                found = self._reference(references[column], value, name)
                if found is None:
                    later.append((column, str(value)))
                    continue
                value = found
            elif column in JSON_COLUMNS.get(entity, ()) and not isinstance(value, str):
                value = json.dumps(value, ensure_ascii=False)
            values[column] = self._typed(value, kind, may_be_null, name)
        if entity == "redirect":
            values["entity_id"] = 0
        if entity == "source_text":
            self._check_text(record)
        if entity in {"correction"}:
            self._check_range(values["source_text_id"], values.get("start"), values.get("end"), empty=True)
        return values, later

    def _reference(self, table: str, value: Any, name: str) -> int | None:
        """The key of the row meant; None where it is of the same table and may still come."""
        if not isinstance(value, str) or not _UUID.fullmatch(value):
            raise _Wrong("bad-id", name)
        known = self.ids.get((table, value))
        if known is None:
            known = self.act.value(f"select id from {table} where uuid = ?", (value,))
        if known is None and name in {"parent", "continues_from", "continues_to", "version_of"}:
            return None
        if known is None:
            raise _Wrong("no-such", f"{name} {value}")
        return int(known)

    def _typed(self, value: Any, kind: str, may_be_null: bool, name: str) -> Any:
        if value is None:
            if may_be_null:
                return None
            raise _Wrong("missing", name)
        if kind == "INTEGER":
            if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
                raise _Wrong("bad-value", name)
            return value
        if not isinstance(value, str):
            raise _Wrong("bad-value", name)
        return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")

    def _check_text(self, record: Mapping[str, Any]) -> None:
        text = record.get("text")
        if (
            not isinstance(text, str)
            or "\0" in text
            or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() != record.get("sha256")
        ):
            raise _Wrong("bad-hash", "text")
        for name in ("markup", "styles"):
            for stretch in record.get(name) or []:
                if not (
                    isinstance(stretch, list) and len(stretch) >= 2 and _is_range(stretch[0], stretch[1], len(text))
                ):
                    raise _Wrong("bad-range", name)

    def _check_range(self, source_text: int, start: Any, end: Any, *, empty: bool = False) -> None:
        if source_text not in self.lengths:
            text = self.act.value("select text from source_text where id = ?", (source_text,))
            self.lengths[source_text] = len(text)
        if not _is_range(start, end, self.lengths[source_text]) or (start == end and not empty):
            raise _Wrong("bad-range", f"{start}–{end}")

    # stretches of source text

    def _stretches(self, entity: str, record: Mapping[str, Any]) -> list[tuple[int, int, int]]:
        if entity not in PARTS:
            return []
        listed = record.get(PARTS[entity][2])
        if not isinstance(listed, list) or not listed:
            raise _Wrong("missing", PARTS[entity][2])
        found: list[tuple[int, int, int]] = []
        for stretch in listed:
            if not isinstance(stretch, list) or len(stretch) != 3:
                raise _Wrong("bad-range")
            source = self._reference("source_text", stretch[0], "source_text")
            assert source is not None
            self._check_range(source, stretch[1], stretch[2])
            found.append((source, stretch[1], stretch[2]))
        if entity == "block":
            self._claim(found)
        return found

    def _claim(self, stretches: list[tuple[int, int, int]]) -> None:
        """Each character stands in one block: a piece that another block has already is refused."""
        for number, (source, start, end) in enumerate(stretches):
            mine = self.taken.get(source)
            if mine is None:
                sql = "select start, end from piece where source_text_id = ?"
                mine = self.taken[source] = [(int(a), int(b)) for a, b in self.act.rows(sql, (source,))]
            own = [(low, high) for other, low, high in stretches[:number] if other == source]
            if any(low < end and high > start for low, high in (*mine, *own)):
                raise _Wrong("overlap", f"{start}–{end}")
        for source, start, end in stretches:
            self.taken[source].append((start, end))

    def _insert_stretches(self, entity: str, id: int, stretches: list[tuple[int, int, int]]) -> None:
        if not stretches:
            return
        table, reference, _field = PARTS[entity]
        for position, (source, start, end) in enumerate(stretches):
            values = {reference: id, "position": position, "source_text_id": source, "start": start, "end": end}
            self.act.insert(table, **values)

    def _keep_data(self, id: int, record: Mapping[str, Any]) -> None:
        data = record.get("data")
        if data is None:
            return
        try:
            plain = base64.b64decode(data, validate=True)
        except (binascii.Error, TypeError, ValueError):
            plain = None
        if plain is None or hashlib.sha256(plain).hexdigest() != record.get("sha256"):
            self._note("source", str(record.get("uuid")), "bad-hash", "data")
            return
        self.act.insert("source_data", source_id=id, zlib=zlib.compress(plain, 6))

    # references within a table, and what is derived

    def _link(self, entity: str) -> None:
        """Set references between rows of one table, now that all of them are in; circles are cut open."""
        waiting, self.later = self.later, []
        for table, id, column, to in waiting:
            found = self.ids.get((table, to)) or self.act.value(f"select id from {table} where uuid = ?", (to,))
            uuid = str(self.act.get(table, id, "uuid"))
            if found is None:
                self._note(table, uuid, "no-such", f"{column.removesuffix('_id')} {to}")
            elif column in {"parent_id", "version_of"} and self._leads_back(table, column, int(found), id):
                self._note(table, uuid, "circle", to)
            else:
                self.act.update(table, id, **{column: int(found)})

    def _leads_back(self, table: str, column: str, start: int, to: int) -> bool:
        at: int | None = start
        seen: set[int] = set()
        while at is not None and at not in seen:
            if at == to:
                return True
            seen.add(at)
            at = self.act.get(table, at, column)
        return False

    def _finish(self) -> None:
        blocks = set(self.done.new.get("block", ()))
        for id in self.done.new.get("correction", ()):
            source = self.act.get("correction", id, "source_text_id")
            blocks.update(
                int(r[0]) for r in self.act.rows("select block_id from piece where source_text_id = ?", (source,))
            )
        refresh_blocks(self.act, blocks)
        refresh_articles(self.act, self.done.new.get("article", ()))


def _is_range(start: Any, end: Any, length: int) -> bool:
    whole = all(isinstance(n, int) and not isinstance(n, bool) for n in (start, end))
    return whole and 0 <= start <= end <= length


def sorted_records(records: Iterable[Record]) -> list[Record]:
    """Records in the one order in which two libraries can be compared: by entity, then by id."""
    place = {entity: n for n, entity in enumerate(ORDER)}
    return sorted(records, key=lambda r: (place.get(r["entity"], 99), r["uuid"]))

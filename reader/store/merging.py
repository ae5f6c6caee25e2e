"""A colleague's operations taken into a library, inside an act: each row that both worked on becomes what all operations
on it together say; nothing is overwritten that was written without knowledge of it."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from reader.domain.operations import SAME, Key, Names, Operation
from reader.domain.text import Span
from reader.store import operations as told
from reader.store.act import Act
from reader.store.derived import refresh_touched
from reader.store.merge_doubts import raise_doubts
from reader.store.merge_pieces import lay
from reader.store.merge_report import Entry, Merged
from reader.store.merge_targets import Target, Targets
from reader.store.naming import KEYS, Naming, parted
from reader.store.state import ORDER, REFERENCES, field_name
from reader.store.tables import DERIVED
from reader.store.texts import chunks

Placed = tuple[list[Span], str]
"""Where a quote was found, and how: `exact` or `alike`."""
Finder = Callable[[str, str, str], Placed | None]
"""Finds a quote with the words before and after it in the library; None where that is not sure."""


def merge(
    act: Act, incoming: Sequence[Operation], same_texts: Sequence[Operation] = (), find: Finder = lambda *_q: None
) -> Merged:
    """Take operations in. `same_texts` say which source texts of theirs are ours. Every fault of a row is an entry."""
    return _Merger(act, incoming, same_texts, find).merge()


class _Merger:
    def __init__(self, act: Act, incoming: Sequence[Operation], same_texts: Sequence[Operation], find: Finder) -> None:
        self.act = act
        self.find = find
        self.report = Merged()
        self.naming = Naming(act)
        came = told.received(act)
        known = {one.id for one, _arrival in came}
        mine = {str(row[0]) for row in act.rows("select uuid from act")}
        fresh = {one.id: one for one in (*incoming, *same_texts) if one.id not in known and one.act not in mine}
        self.fresh = list(fresh.values())
        self.report.fresh = sum(one.field != SAME for one in self.fresh)
        self.report.equal = len(incoming) - self.report.fresh
        others = [one for one, _arrival in came] + self.fresh
        names = Names(others)
        own = told.own(act, came)
        self.targets = Targets(
            act, [*own.operations, *others], {one.id for one in others}, self._texts(names), own.merged
        )
        self.names = self.targets.names
        self.ids: dict[tuple[str, str], int | None] = {}

    def _texts(self, names: Names) -> dict[str, int]:
        found = {str(unique): int(id) for id, unique in self.act.rows("select id, uuid from source_text")}
        for other, low in names.all_of("source_text").items():
            for one, to in ((other, low), (low, other)):
                if one in found:
                    found.setdefault(to, found[one])
        return found

    def merge(self) -> Merged:
        self._unite_rows()
        self._keep_operations()
        order = [entity for entity in ORDER if entity != "redirect"] + ["redirect"]
        for entity in order:
            if entity == "article_field":
                self._write_all("block")
            if entity != "block":
                self._write_all(entity)
        changed = lay(self.act, self.targets.stretches, lambda unique: self._id("block", unique))
        if changed:
            self.report.entries.append(Entry("block", "changed", "", field=str(len(changed))))
        for entity in reversed(order):
            self._remove_all(entity)
        refresh_touched(self.act)  # doubts are called after headlines, which may just have changed
        self.report.flags = raise_doubts(
            self.act, self.targets, self._id, self.report.entries, {one.id for one in self.fresh}
        )
        self._advance_clock()
        return self.report

    # who is who

    def _id(self, table: str, unique: str | None) -> int | None:
        """Our row for a permanent id, through unions and joins."""
        if unique is None:
            return None
        if table == "source_text":
            return self.targets.texts.get(unique)
        unique = self.targets.kept(table, unique)
        if (table, unique) not in self.ids:
            found = self.act.value(f"select id from {table} where uuid = ?", (unique,))
            self.ids[table, unique] = None if found is None else int(found)
        return self.ids[table, unique]

    def _unite_rows(self) -> None:
        """Rows of ours that are the same as a colleague's take the permanent id both agree on."""
        for table in ("tag", "newspaper"):
            for other, low in self.names.all_of(table).items():
                taken = self.act.value(f"select 1 from {table} where uuid = ?", (low,))
                mine = self.act.value(f"select id from {table} where uuid = ?", (other,))
                if mine is not None and taken is None:
                    self.act.update(table, int(mine), uuid=low)

    def _keep_operations(self) -> None:
        arrival = str(self.act.value("select clock from act where id = ?", (self.act.id,)))
        for one in (*self.fresh, *self.targets.unified):
            if self.act.value("select 1 from received where uuid = ?", (one.id,)) is None:
                self.act.insert(
                    "received", uuid=one.id, act=one.act, entity=one.entity, row=json.dumps(one.key, ensure_ascii=False),
                    field=one.field, value=json.dumps(one.value, ensure_ascii=False), over=json.dumps(one.over),
                    clock=one.clock, author=one.author, at=one.at, arrival=arrival,
                )  # fmt: skip

    def _advance_clock(self) -> None:
        """What is done here from now on is later than all that came."""
        millis = max((int(one.clock[:14]) for one in self.fresh), default=0)
        own = str(self.act.value("select clock from act where id = ?", (self.act.id,)))
        if millis >= int(own[:14]):
            self.act.update("act", self.act.id or 0, clock=f"{millis + 1:014d}-00000-{self.act.device}")
            self.act.execute(
                "update received set arrival = ? where arrival = ?", (f"{millis + 1:014d}-00000-{self.act.device}", own)
            )

    # rows as they are

    def _held(self, entity: str, every: bool = False) -> dict[Key, list[tuple[int, dict[str, Any]]]]:
        """Our rows that targets speak of, by key: number and fields."""
        wanted = [target.key for target in self.targets.of(entity) if target.said]
        names = [str(row[0]) for row in self.act.rows("select name from pragma_table_info(?)", (entity,))]
        found: dict[Key, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        for where, params in self._where(entity, wanted, every):
            for row in self.act.rows(f"select * from {entity} where {where} order by id", params):
                values = dict(zip(names, row, strict=True))
                if entity == "highlight":
                    values["spans"] = self.act.rows(
                        "select source_text_id, start, end from highlight_span where highlight_id = ? order by position, id",
                        (values["id"],),
                    )
                named = self._named(entity, values)
                if named is not None:
                    found[named[0]].append((values["id"], named[1]))
        return found

    def _named(self, entity: str, values: dict[str, Any]) -> tuple[Key, dict[str, Any]] | None:
        """A row of ours as operations name it."""
        row = self.naming.row(entity, values)
        if row is None:
            return None
        return self.targets._moved_key(entity, told.canonical(entity, row[0], self.names)), row[1]

    def _where(self, entity: str, keys: Sequence[Key], every: bool) -> Iterable[tuple[str, tuple[Any, ...]]]:
        if entity in KEYS:
            if keys or every:
                yield "1", ()
            return
        ids = [str(key[0]) for key in keys]
        more = {other: low for other, low in self.names.all_of(entity).items() if low in set(ids)}
        for some in chunks([*ids, *more]):
            marks = ", ".join("?" * len(some))
            yield f"uuid in ({marks})", tuple(some)

    # writing

    def _write_all(self, entity: str) -> None:
        if not any(target.said for target in self.targets.of(entity)):
            return
        held = self._held(entity)
        for target in self._in_order(entity):
            rows = sorted(held.get(target.key, []), key=lambda row: (row[1].get("uuid") != target.key[0], row[0]))
            for id, _values in rows[1:]:
                self._delete(entity, id)
            if target.present is False or not target.said:
                continue
            if rows:
                self._update(target, *rows[0])
            elif target.before:
                self._insert(target)

    def _in_order(self, entity: str) -> list[Target]:
        """Rows of a table in the order they were made; what others refer to within the table first."""
        some = sorted(
            self.targets.of(entity), key=lambda t: (t.operations[0].when if t.operations else ("", ""), str(t.key))
        )
        if entity != "tag":
            return some
        by_id = {t.key[0]: t for t in some}
        placed: dict[str | None, Target] = {}

        def place(target: Target, depth: int = 0) -> None:
            above = by_id.get(self.targets.kept("tag", str(target.full("parent") or "")))
            if above is not None and above.key[0] not in placed and depth < len(some) and depth < 500:
                place(above, depth + 1)
            placed.setdefault(target.key[0], target)

        for target in some:
            place(target)
        return list(placed.values())

    def _insert(self, target: Target) -> None:
        values = self._columns(target, {**target.before, **target.values})
        if values is None:
            self.report.entries.append(Entry(target.entity, "missing", self._words(target)))
            return
        spans = values.pop("spans", None)
        if target.entity in KEYS:
            taken = self.act.value(f"select 1 from {target.entity} where uuid = ?", (values.get("uuid"),))
            if taken is not None and target.entity == "redirect":
                return
            if taken is not None or not values.get("uuid"):
                values.pop("uuid", None)
        else:
            values["uuid"] = target.key[0]
        try:
            id = self.act.insert(target.entity, **values)
        except sqlite3.IntegrityError:
            self.report.entries.append(Entry(target.entity, "missing", self._words(target)))
            return
        if target.entity not in KEYS:
            self.ids[target.entity, str(target.key[0])] = id
        if spans is not None:
            self._lay_spans(id, spans)
            self._note_corrected(spans)
        self._report(target, "new", "", self._words(target))

    def _update(self, target: Target, id: int, held: dict[str, Any]) -> None:
        """Write what differs; each value alone, so that one that cannot stand stops no other."""
        changed: dict[str, Any] = {}
        before, after = [], []
        for name, value in target.values.items():
            if name == "uuid" or self._same(target.entity, name, held.get(name), value):
                continue
            columns = self._columns(target, {name: value})
            if columns is None:
                continue
            changed.update(columns)
            before.append(self._said(target.entity, name, held.get(name)))
            after.append(self._said(target.entity, name, value))
        spans = changed.pop("spans", None)
        if spans is not None:
            self.act.execute("delete from highlight_span where highlight_id = ?", (id,))
            self._lay_spans(id, spans)
        try:
            if changed:
                self.act.update(target.entity, id, **changed)
        except sqlite3.IntegrityError:
            self.report.entries.append(Entry(target.entity, "missing", self._words(target)))
            return
        if changed or spans is not None:
            self._report(
                target, "changed", " · ".join(filter(None, before)), " · ".join(filter(None, after)), ",".join(changed)
            )

    def _same(self, entity: str, name: str, held: Any, value: Any) -> bool:
        table = next((t for c, t in REFERENCES.get(entity, {}).items() if field_name(entity, c) == name), "")
        if table and held and value and table != "source_text":
            mine = self._id(table, str(value))
            return mine is not None and self.naming.number(table, str(held)) == mine
        return json.dumps(held, sort_keys=True) == json.dumps(value, sort_keys=True)

    def _columns(self, target: Target, said: dict[str, Any]) -> dict[str, Any] | None:
        """Fields as columns of ours; None where something they name is not here."""
        entity = target.entity
        fields = parted(entity, said)
        references = {field_name(entity, c): (c, t) for c, t in REFERENCES.get(entity, {}).items()}
        made: dict[str, Any] = {}
        for name, value in fields.items():
            if name == "spans":
                placed = self._spans(fields, value)
                if placed is None:
                    return None
                made["spans"] = placed
            elif name in references:
                column, table = references[name]
                found = self._id(table, value) if value is not None else None
                if (
                    value is not None
                    and found is None
                    and name not in {"continues_from", "continues_to", "version_of", "block", "parent"}
                ):
                    return None
                made[column] = found
            elif name == "of":
                made["entity"] = value
                made["entity_id"] = self._gone_id(str(target.key[0]), str(target.key[1]))
            elif name == "to_uuid":
                made[name] = self.names.of(str(target.key[0]), str(value))
            else:
                made[name] = value
        if (
            entity == "correction"
            and "source_text_id" in made
            and not self._fits(made["source_text_id"], made["start"], made["end"])
        ):
            return None
        return {name: value for name, value in made.items() if name not in DERIVED.get(entity, ())}

    def _gone_id(self, entity: str, unique: str) -> int:
        """The number of a row of ours that another one took the place of; 0 where there never was one."""
        found = self.act.value(f"select id from {entity} where uuid = ?", (unique,)) or self.act.value(
            "select entity_id from change where entity = ? and uuid = ? order by id desc limit 1", (entity, unique)
        )
        return int(found or 0)

    # highlights

    def _spans(self, fields: dict[str, Any], listed: Any) -> list[tuple[int, int, int]] | None:
        found = [(self._id("source_text", str(text)), start, end) for text, start, end in listed or []]
        whole = [(text, start, end) for text, start, end in found if text is not None and self._fits(text, start, end)]
        if whole and len(whole) == len(found):
            return whole
        placed = self.find(str(fields.get("quote", "")), str(fields.get("prefix", "")), str(fields.get("suffix", "")))
        if placed is None:
            return None
        self.report.by_quote += 1
        return [(span.source, span.start, span.end) for span in placed[0]]

    def _fits(self, text: int, start: Any, end: Any) -> bool:
        length = self.act.value("select length(text) from source_text where id = ?", (text,))
        return bool(0 <= start < end <= int(length) or (0 <= start == end <= int(length)))

    def _lay_spans(self, highlight: int, spans: Sequence[tuple[int, int, int]]) -> None:
        for position, (text, start, end) in enumerate(spans):
            self.act.insert(
                "highlight_span", highlight_id=highlight, position=position, source_text_id=text, start=start, end=end
            )

    def _note_corrected(self, spans: Sequence[tuple[int, int, int]]) -> None:
        sql = "select 1 from correction where source_text_id = ? and start < ? and end > ? limit 1"
        if any(self.act.value(sql, (text, end, start)) is not None for text, start, end in spans):
            self.report.on_corrected += 1

    # taking away

    def _remove_all(self, entity: str) -> None:
        going = [t for t in self.targets.of(entity) if t.said and t.present is False]
        stale = {key for name, key in self.targets.merged if name == entity} if entity in KEYS else set()
        if not going and not stale:
            return
        held = self._held(entity, bool(stale))
        for key, rows in held.items():
            # A row that an earlier merge laid here, while what it belongs to was thought to be elsewhere.
            if key in stale and (entity, key) not in self.targets.rows:
                for id, _values in rows:
                    self._delete(entity, id)
        for target in going:
            for id, values in held.get(target.key, []):
                if self._is_named(entity, id):
                    continue
                self._delete(entity, id)
                self._report(target, "gone", self._row_words(entity, values), "")

    def _is_named(self, entity: str, id: int) -> bool:
        """Whether a row that stays still speaks of this one."""
        for table, columns in REFERENCES.items():
            for column, to in columns.items():
                if to != entity or table == "flag":
                    continue
                if self.act.value(f"select 1 from {table} where {column} = ? limit 1", (id,)) is not None:
                    return True
        return entity == "block" and self.act.value("select 1 from piece where block_id = ?", (id,)) is not None

    def _delete(self, entity: str, id: int) -> None:
        if entity == "highlight":
            self.act.execute("delete from highlight_span where highlight_id = ?", (id,))
        if entity in {"block", "article"}:
            self.act.execute(f"update flag set {entity}_id = null where {entity}_id = ?", (id,))
        self.act.delete(entity, id)

    # words

    def _report(self, target: Target, outcome: str, before: str, after: str, fields: str = "") -> None:
        if target.entity in {"block", "redirect", "article_field"} and outcome != "new":
            return
        words = self._words(target)
        self.report.entries.append(Entry(target.entity, outcome, words, before, after, self._article(target), fields))

    def _words(self, target: Target) -> str:
        return self._row_words(target.entity, {**target.before, **target.values})

    def _row_words(self, entity: str, values: dict[str, Any]) -> str:
        fields = parted(entity, values)
        if entity in {"article_tag", "highlight_tag", "issue_tag"}:
            id = self._id("tag", fields.get("tag"))
            return str(self.act.get("tag", id, "name")) if id else ""
        for name in ("quote", "text", "name", "replacement", "value", "code"):
            if fields.get(name):
                return str(fields[name])
        return ""

    def _said(self, entity: str, name: str, value: Any) -> str:
        """A value as a person reads it."""
        if entity == "highlight" and name == "anchor":
            return str(value[1]) if value else ""
        if isinstance(value, list):
            value = value[0]
        table = next((t for c, t in REFERENCES.get(entity, {}).items() if field_name(entity, c) == name), "")
        if table in {"tag", "newspaper"} and value:
            id = self._id(table, str(value))
            return str(self.act.get(table, id, "name")) if id else ""
        return "" if value is None or table or name in {"position", "uuid"} else str(value)

    def _article(self, target: Target) -> int | None:
        fields = {**target.before, **target.values}
        return self._id("article", fields.get("article")) if fields.get("article") else None

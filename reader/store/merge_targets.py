"""What every row that several people worked on comes to, by all operations on it together; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.domain.operations import GONE, PIECE, SAME, WHOLE, Conflict, Key, Names, Operation, resolve, same
from reader.domain.order import between
from reader.store.merge_pieces import Stretch, shared_out, stretches_of
from reader.store.naming import GROUPS, KEYS
from reader.store.operations import canonical, overlapping
from reader.store.state import REFERENCES, field_name
from reader.store.texts import Reads, chunks

FREE = {
    "note": ("text",), "highlight": ("comment",), "tag": ("scope_note",), "note_template": ("text",),
    "basket": ("remark",), "basket_item": ("remark",),
}  # fmt: skip
"""Fields that hold text a person wrote: of two writings both are kept."""

_FOUGHT = frozenset({*FREE, "newspaper", "colour"})
"""Rows of which a person is told when one took them away while another worked on them; of structure the text decides."""
_BY_NAME = ("tag", "newspaper")
_HOLD = {"continues_from", "continues_to", "version_of"}
"""References that are dropped where the other row is gone; flags' too. All others keep the row alive."""


@dataclass
class Target:
    """A row as it is to be. `said`: somebody else said something of it (else it is only read)."""

    entity: str
    key: Key
    present: bool | None
    values: dict[str, Any]
    when: Mapping[str, tuple[str, str]]
    conflicts: list[Conflict]
    before: Mapping[str, Any]
    said: bool
    operations: Sequence[Operation] = field(default_factory=list, repr=False)

    @property
    def last(self) -> tuple[str, str]:
        """When the row was last written."""
        return max((one.when for one in self.operations), default=("", ""))

    def full(self, name: str) -> Any:
        """A value as said, else as it was when the row came or went."""
        return self.values.get(name, self.before.get(name))


class Targets:
    """All rows that operations speak of, and how texts are shared out, with what was unified on the way."""

    def __init__(
        self, reads: Reads, operations: Sequence[Operation], others: Iterable[str], texts: Mapping[str, int],
        merged: Iterable[tuple[str, Key]] = (),
    ) -> None:  # fmt: skip
        self.reads = reads
        self.texts = texts
        self.others = set(others)
        """Ids of the operations that are not this library's own."""
        self.operations = [one for one in operations if one.field != SAME]
        self.merged = set(merged)
        """Rows that merges have written to before."""
        self.names = Names(one for one in operations if one.field == SAME)
        self.unified: list[Operation] = []
        self.moved: dict[tuple[str, str], str] = {}
        self.rows: dict[tuple[str, Key], Target] = {}
        self.stretches: list[Stretch] = []
        self._group()
        self._unify()
        self._share_out()
        self._structure()
        self._follow_moves()
        self._keep_alive()
        self._cut_circles()
        self._settle_corrections()
        self._settle_values()
        for entity, owner in (("block", "article"), ("article", "issue")):
            self._untie(entity, owner)

    # rows

    def _group(self) -> None:
        groups: dict[tuple[str, Key], list[Operation]] = defaultdict(list)
        moved: set[tuple[str, Key]] = set()
        for one in self.operations:
            if one.field != PIECE:
                key = self._moved_key(one.entity, canonical(one.entity, one.key, self.names))
                groups[one.entity, key].append(one)
                if key != one.key:
                    moved.add((one.entity, key))
        self.rows = {}
        for (entity, key), some in sorted(groups.items(), key=lambda item: (item[0][0], [p or "" for p in item[0][1]])):
            some.sort(key=lambda one: one.when)
            told = resolve(some, FREE.get(entity, ()))
            said = not self.merged.isdisjoint((entity, k) for k in {key, *(one.key for one in some)})
            said = said or (entity, key) in moved or any(one.id in self.others for one in some)
            conflicts = list(told.conflicts) if entity in _FOUGHT else []
            self.rows[entity, key] = Target(
                entity, key, told.present, dict(told.values), told.when, conflicts, told.before, said, some
            )

    def _moved_key(self, entity: str, key: Key) -> Key:
        tables = KEYS[entity][0] if entity in KEYS and entity != "redirect" else ()
        if not tables:
            return key
        return tuple(self.kept(t, part) if part and t else part for t, part in zip(tables, key, strict=True))

    def kept(self, table: str, id: str) -> str:
        """The id of the row in whose place a reference leads now."""
        id = self.names.of(table, id)
        for _step in range(1000):
            if (table, id) not in self.moved:
                break
            id = self.moved[table, id]
        return id

    def of(self, entity: str) -> list[Target]:
        """All rows of a table that are spoken of."""
        return [target for (name, _key), target in self.rows.items() if name == entity]

    def there(self, entity: str, id: str) -> bool:
        """Whether a row is to be there."""
        target = self.rows.get((entity, (id,)))
        if target is not None and target.present is not None:
            return target.present
        return bool(self.reads.rows(f"select 1 from {entity} where uuid = ?", (id,)))

    # the same thing made twice

    def _unify(self) -> None:
        for _round in range(8):
            more = self._alike()
            if not more:
                return
            self.unified += more
            for one in more:
                self.names.unite(one.entity, str(one.key[0]), str(one.value))
            self._group()

    def _alike(self) -> list[Operation]:
        """Tags and newspapers of one name that two people made each for themselves."""
        made = []
        for entity in _BY_NAME:
            named: dict[str, list[str]] = defaultdict(list)
            spoken = {target.key for target in self.of(entity)}
            for target in self.of(entity):
                if target.present is not False and target.key[0] and target.full("name"):
                    named[str(target.full("name"))].append(target.key[0])
            for unique, name in self.reads.rows(f"select uuid, name from {entity}"):
                if (self.names.of(entity, unique),) not in spoken:
                    named[name].append(unique)
            for ids in named.values():
                low = min(ids)
                made += [same(entity, low, id) for id in ids if id != low]
        return made

    # structure

    def _share_out(self) -> None:
        said = [
            (self.texts[str(one.key[0])], one)
            for one in self.operations
            if one.field == PIECE and one.key[0] in self.texts and self._can_hold(str(one.value[2]))
        ]
        foreign = self._joined_texts({text for text, one in said if one.id in self.others}, said)
        said = [(text, one) for text, one in said if text in foreign]
        self.stretches = shared_out(stretches_of(self.reads, foreign), said)

    def _joined_texts(self, texts: set[int], said: Sequence[tuple[int, Operation]]) -> set[int]:
        """The texts, with those that share blocks with them: their stretches have to be put in one order."""
        blocks: dict[str, set[int]] = defaultdict(set)
        for text, one in said:
            blocks[str(one.value[2])].add(text)
        found, waiting = set(texts), list(texts)
        while waiting:
            text = waiting.pop()
            sql = """select distinct b.uuid, o.source_text_id from piece p join block b on b.id = p.block_id
                     join piece o on o.block_id = b.id where p.source_text_id = ?"""
            for block, other in self.reads.rows(sql, (text,)):
                blocks[block].update((text, other))
            more = {t for some in blocks.values() if text in some for t in some} - found
            found |= more
            waiting += more
        return found

    def _can_hold(self, block: str) -> bool:
        target = self.rows.get(("block", (block,)))
        if target is not None and target.before:
            return True
        return bool(self.reads.rows("select 1 from block where uuid = ?", (block,)))

    def _structure(self) -> None:
        """A block is there while it holds characters, an article while it holds blocks."""
        holding = {s.block for s in self.stretches}
        texts = {s.text for s in self.stretches}
        for block in sorted(self._blocks_on(texts) | holding):
            target = self._target("block", block)
            target.present, target.said = block in holding, True
        for target in self.of("block"):
            if target.said and target.key[0] not in holding and not self._holds_elsewhere(str(target.key[0]), texts):
                target.present = False
        articles = {str(b.full("article")) for b in self.of("block") if b.present is not False and b.full("article")}
        for id in articles:
            held = self.rows.get(("article", (id,)))
            if held is not None and held.present is False:
                held.present = held.said = True

    def _blocks_on(self, texts: Iterable[int]) -> set[str]:
        found: set[str] = set()
        for text in texts:
            sql = "select b.uuid from piece p join block b on b.id = p.block_id where p.source_text_id = ?"
            found.update(r[0] for r in self.reads.rows(sql, (text,)))
        return {b for b in found if not self._holds_elsewhere(b, set(texts))}

    def _holds_elsewhere(self, block: str, texts: set[int]) -> bool:
        sql = "select distinct p.source_text_id from piece p join block b on b.id = p.block_id where b.uuid = ?"
        return any(r[0] not in texts for r in self.reads.rows(sql, (block,)))

    def _target(self, entity: str, id: str) -> Target:
        return self.rows.setdefault((entity, (id,)), Target(entity, (id,), None, {}, {}, [], {}, True))

    def _follow_moves(self) -> None:
        """References to rows that were joined into others lead to these."""
        for target in self.of("redirect"):
            entity, gone = target.key
            if entity and gone and target.present is not False and not self.there(entity, gone):
                self.moved[entity, gone] = self.names.of(entity, str(target.full("to_uuid")))
        for start in list(self.moved):
            at, seen = start, {start}
            while (to := self.moved.get(at)) is not None:
                at = (start[0], to)
                if at in seen:
                    del self.moved[start]
                    break
                seen.add(at)
        if self.moved:
            held = {(e, k): t for (e, k), t in self.rows.items() if e in {"block", "article"}}
            self._group()
            for place, target in held.items():
                self.rows[place] = target
        for target in self.rows.values():
            for column, table in REFERENCES.get(target.entity, {}).items():
                to = self.value(target, field_name(target.entity, column))
                if to and self.kept(table, str(to)) != to:
                    target.said = True

    def _keep_alive(self) -> None:
        """What something that is there belongs to or speaks of is there as well."""
        waiting = [t for t in self.rows.values() if t.present is not False]
        while waiting:
            target = waiting.pop()
            for column, table in REFERENCES.get(target.entity, {}).items():
                name = field_name(target.entity, column)
                wanted = self.value(target, name)
                if not wanted or table in {"source", "source_text", "page", "issue"}:
                    continue
                wanted = self.kept(table, str(wanted))
                other = self.rows.get((table, (wanted,)))
                if other is None or other.present is not False:
                    continue
                if name in _HOLD or target.entity == "flag":
                    target.values[name] = None
                    target.said = True
                    continue
                other.present = True
                other.said = True
                ends = [one for one in other.operations if one.field == GONE]
                other.conflicts.append(Conflict(GONE, tuple(ends[-1:])))
                waiting.append(other)

    def value(self, target: Target, name: str) -> Any:
        """A field of a row to be, groups told apart."""
        for group, parts in GROUPS.get(target.entity, {}).items():
            if name in parts and target.full(group) is not None:
                return target.full(group)[parts.index(name)]
        return target.full(name)

    # what hangs together

    def _cut_circles(self) -> None:
        """No tag is broader than itself: where two moves together make a circle, the later move is not made."""
        above: dict[str, tuple[str, tuple[str, str]]] = {}
        for unique, parent in self.reads.rows("select t.uuid, p.uuid from tag t join tag p on p.id = t.parent_id"):
            above[self.names.of("tag", unique)] = (self.kept("tag", parent), ("", ""))
        for target in self.of("tag"):
            id, parent = str(target.key[0]), target.full("parent")
            above.pop(id, None)
            if target.present is not False and parent:
                above[id] = (self.kept("tag", str(parent)), target.when.get("parent", ("", "")))
        links = sorted(above.items(), key=lambda item: (item[1][1], item[0]))
        kept: dict[str, str] = {}
        for id, (parent, _when) in links:
            at: str | None = parent
            while at is not None and at != id:
                at = kept.get(at)
            if at is None:
                kept[id] = parent
            else:
                target = self._target("tag", id)
                target.values["parent"] = None
                target.said = True

    def _settle_corrections(self) -> None:
        """Of corrections of the same words the last one is shown; those made without knowledge of it are in conflict."""
        by_text: dict[str, list[Target]] = defaultdict(list)
        for target in self.of("correction"):
            if target.present is not False and target.before:
                by_text[str(target.before["source_text"])].append(target)
        for some in by_text.values():
            known = {id for target in some for one in target.operations for id in one.over}
            known |= {id for t in self.of("correction") for one in t.operations if one.field == GONE for id in one.over}
            shown: list[Target] = []
            for target in sorted(some, key=lambda t: t.last, reverse=True):
                against = [
                    other for other in shown
                    if overlapping(other.full("start"), other.full("end"), target.full("start"), target.full("end"))
                ]  # fmt: skip
                if not against:
                    shown.append(target)
                    continue
                first = target.operations[0]
                target.present, target.said = False, True
                alike = against[0].full("replacement") == target.full("replacement")
                if not alike and not any(one.id in known for one in target.operations if one.field == WHOLE):
                    against[0].conflicts.append(Conflict("replacement", (first, against[0].operations[0])))
                    against[0].said = True

    def _settle_values(self) -> None:
        """Of values of which an article has one, the last one said stands; none that only an import made is lost."""
        by_name: dict[tuple[str, str], list[Target]] = defaultdict(list)
        for target in self.of("article_field"):
            if target.present is not False and target.full("name") not in {None, "author"}:
                by_name[self.kept("article", str(target.full("article"))), str(target.full("name"))].append(target)
        for some in by_name.values():
            last = max(some, key=lambda t: (t.last, t.key))
            for target in some:
                if target is not last and target.before:
                    target.present, target.said = False, True
        self._settle_continuations()

    def _settle_continuations(self) -> None:
        for target in self.of("article"):
            for mine, theirs in (("continues_to", "continues_from"), ("continues_from", "continues_to")):
                to = target.full(mine)
                if not to or target.present is False:
                    continue
                other = self.rows.get(("article", (self.kept("article", str(to)),)))
                if other is not None and theirs in other.values and other.full(theirs) != target.key[0]:
                    target.values[mine] = None
                    target.said = True

    def _untie(self, entity: str, owner: str) -> None:
        """Things that two people put at the very same place stand one behind the other, alike in every library."""
        for placed in self._placed(entity, owner):
            positions = sorted(placed)
            for at, position in enumerate(positions):
                tied = sorted(placed[position])
                moved = [u for u in tied if (t := self.rows.get((entity, (u,)))) is not None and "position" in t.values]
                if len(tied) < 2 or not moved:
                    continue
                low, high = position, positions[at + 1] if at + 1 < len(positions) else None
                for unique in moved if len(moved) < len(tied) else moved[1:]:
                    low = between(low, high)
                    self.rows[entity, (unique,)].values["position"] = low
                    self.rows[entity, (unique,)].said = True

    def _placed(self, entity: str, owner: str) -> list[dict[str, list[str]]]:
        """For each owner, what stands at each position: as said; as it is in the library only where nobody said."""
        sql = f"select x.uuid, o.uuid, x.position from {entity} x join {owner} o on o.id = x.{owner}_id where"
        there = [t for t in self.of(entity) if t.present is not False]
        owners = {self.kept(owner, str(t.full(owner))) for t in there if t.full(owner)}
        found: dict[str, tuple[str, str]] = {}
        half = (str(t.key[0]) for t in there if not t.full(owner) or not t.full("position"))
        for column, ids in (("x.uuid", half), ("o.uuid", owners)):
            for some in chunks(sorted(ids)):
                held = self.reads.rows(f"{sql} {column} in ({', '.join('?' * len(some))})", tuple(some))
                found.update({str(unique): (str(id), str(position)) for unique, id, position in held})
                owners.update(str(id) for _unique, id, _position in held)
        for target in self.of(entity):
            unique = str(target.key[0])
            stood_in, stood_at = found.pop(unique, ("", ""))
            id = self.kept(owner, str(target.full(owner))) if target.full(owner) else stood_in
            position = str(target.full("position") or stood_at)
            if target.present is not False and id and position:
                found[unique] = id, position
        by_owner: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for unique, (id, position) in found.items():
            by_owner[id][position].append(unique)
        return [by_owner[id] for id in sorted(by_owner)]

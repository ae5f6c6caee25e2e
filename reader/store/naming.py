"""Rows named so that they mean the same in any library: keys of permanent ids, references by them, values that belong
together as one."""

from __future__ import annotations

from typing import Any

from reader.domain.operations import Key
from reader.store.state import REFERENCES, field_name
from reader.store.stored_json import read_json
from reader.store.tables import DERIVED
from reader.store.texts import Reads

KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "article_tag": (("article", "tag"), ("article_id", "tag_id")),
    "highlight_tag": (("highlight", "tag"), ("highlight_id", "tag_id")),
    "issue_tag": (("issue", "tag"), ("issue_id", "tag_id")),
    "note": (("article", "issue"), ("article_id", "issue_id")),
    "tag_alias": (("tag", ""), ("tag_id", "name")),
    "newspaper_name": (("newspaper", ""), ("newspaper_id", "name")),
    "issue_field": (("issue", ""), ("issue_id", "key")),
    "learned_answer": (("newspaper", "", ""), ("newspaper_id", "code", "subject")),
    "redirect": (("", "*"), ("entity", "entity_id")),
}
"""Rows known by what they tie together: the tables these are rows of (empty: plain words), and the columns."""

GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "highlight": {"anchor": ("spans", "quote", "prefix", "suffix")},
    "flag": {"settled": ("state", "answer")},
    "issue": {"newspaper": ("newspaper", "newspaper_how"), "date": ("date", "date_how"), "edition": ("edition", "edition_how")},
    "page": {"label": ("label", "label_how")},
    "article_field": {"value": ("value", "detail", "how", "source_text", "start", "end")},
    "learned_answer": {"answer": ("answer", "author", "at")},
}  # fmt: skip
"""Columns that make sense only together: one value, set as a whole."""


class Naming:
    """The permanent ids of a library's rows, those that are gone included; of rows that got another one, the first."""

    def __init__(self, reads: Reads) -> None:
        self.reads = reads
        self._known: dict[str, dict[int, str]] = {}
        self._numbers: dict[str, dict[str, int]] = {}

    def of(self, table: str, id: int | None) -> str | None:
        """The permanent id of a row, or None."""
        if id is None:
            return None
        if table not in self._known:
            self._known[table] = self._read(table)
        return self._known[table].get(id)

    def number(self, table: str, unique: str) -> int | None:
        """The number of the row that `of` calls so."""
        if table not in self._numbers:
            self.of(table, 0)
            self._numbers[table] = {name: id for id, name in self._known[table].items()}
        return self._numbers[table].get(unique)

    def _read(self, table: str) -> dict[int, str]:
        sql = "select entity_id, max(uuid) from change where entity = ? and uuid is not null and field = '*' group by 1"
        found = {int(id): str(unique) for id, unique in self.reads.rows(sql, (table,))}
        found.update((int(id), str(unique)) for id, unique in self.reads.rows(f"select id, uuid from {table}"))
        sql = "select entity_id, old from change where entity = ? and field = 'uuid' order by id desc"
        found.update((int(id), str(read_json(old))) for id, old in self.reads.rows(sql, (table,)))
        return found

    def row(self, entity: str, values: dict[str, Any]) -> tuple[Key, dict[str, Any]] | None:
        """(key, fields) of a row given by its columns; None where it names something that never had an id."""
        said: dict[str, Any] = {}
        references = REFERENCES.get(entity, {})
        for column, value in values.items():
            if column in {"id", *DERIVED.get(entity, ())} or (entity == "redirect" and column == "entity_id"):
                continue
            if column in references:
                value = self.of(references[column], value) if value is not None else None
            elif column == "spans":
                value = [[self.of("source_text", text), start, end] for text, start, end in value]
            said[field_name(entity, column)] = value
        key = self._key(entity, values)
        return None if key is None else (key, grouped(entity, said))

    def _key(self, entity: str, values: dict[str, Any]) -> Key | None:
        if entity not in KEYS:
            unique = values.get("uuid")
            return (str(unique),) if unique else None
        tables, columns = KEYS[entity]
        parts: list[str | None] = []
        for table, column in zip(tables, columns, strict=True):
            value = values.get(column)
            if table == "*":
                table = str(values["entity"])
            named = self.of(table, value) if table else value
            if named is None and value is not None:
                return None
            parts.append(named)
        return tuple(parts)


def grouped(entity: str, said: dict[str, Any]) -> dict[str, Any]:
    """Fields with those that belong together made one, a list in the order of GROUPS."""
    made = dict(said)
    for name, parts in GROUPS.get(entity, {}).items():
        values = [made.pop(part, None) for part in parts]
        made[name] = values
    return made


def parted(entity: str, said: dict[str, Any]) -> dict[str, Any]:
    """Fields with those that were made one told apart again."""
    made = dict(said)
    for name, parts in GROUPS.get(entity, {}).items():
        if name in made:
            made.update(zip(parts, made.pop(name), strict=True))
    return made


def read_key(text: str) -> Key:
    """A key as stored."""
    return tuple(read_json(text))
